//! The objects as an app drives them: open, found, act, look, observe, sync, shut down.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test may

mod door;
mod life;
#[path = "../phones/mod.rs"]
mod phones;
mod screens;
#[path = "../server/mod.rs"]
mod server;
mod sync;

use kith_ffi::rounds::{Article, DeliveryBy, NewRound, Pledge};
use kith_ffi::{Community, Kith, Page};
use phones::{Phone, wait};
use std::sync::Arc;
use std::time::Duration;

/// As long as a test waits for what must come.
const SOON: Duration = Duration::from_secs(20);
const ALL: Page = Page {
    offset: 0,
    limit: 1_000,
};

/// An address where nobody answers.
fn nobody() -> String {
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    format!("http://127.0.0.1:9#{server}")
}

fn oats() -> Article {
    Article {
        name: "Oats".to_owned(),
        unit: "1 kg".to_owned(),
        case_size: 4,
        min_units: 0,
        net_e4: 13_000,
        vat_bp: 0,
        deposit_pence: 0,
        single_e4: None,
        category: String::new(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
    }
}

fn november() -> NewRound {
    NewRound {
        title: "November wholefoods".to_owned(),
        supplier: "Medway".to_owned(),
        note: String::new(),
        minimum_pence: 0,
        delivery_pence: 500,
        delivery_by: DeliveryBy::GoodsValue,
        closes: "2026-11-28".parse().ok(),
        articles: vec![oats()],
    }
}

fn four() -> Pledge {
    Pledge {
        at_least: 0,
        want: 4,
        up_to: 4,
        cap_pence: None,
    }
}

fn founded(phone: &Phone) -> (Arc<Kith>, Arc<Community>) {
    let kith = phone.open();
    let community = wait(kith.found(nobody())).unwrap();
    (kith, community)
}
