//! A phone as it is measured: the real app in a folder, with the machine's own clock and chance.

use crate::shape::Shape;
use kith_core::App;
use kith_core::ambient::System;
use kith_core::secure::FileStore;
use kith_core::sync::http::Http;
use kith_core::sync::{SyncReport, Transport};
use kith_domain::command::Command;
use kith_domain::ids::{CommunityId, ItemId};
use kith_domain::round::RoundCommand;
use kith_domain::round::bill::DeliveryBy;
use kith_tests::article;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A phone's folder; the app in it is opened when it is needed.
#[derive(Debug, Clone)]
pub struct Home(pub PathBuf);

/// A round, and what is offered in it.
#[derive(Debug, Clone)]
pub struct Order {
    /// Its number in the shape.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Articles, by line.
    pub articles: Vec<ItemId>,
}

impl Home {
    /// Opens the app.
    pub fn open(&self) -> App {
        let keys = FileStore::new(self.0.join("keys"));
        App::open(&self.0, Arc::new(System), Arc::new(keys)).expect("the phone opens")
    }

    /// A copy of the folder in `to`, which nobody has open.
    pub fn copy_to(&self, to: &Path) -> Self {
        let _ = kith_tests::folder::Backup::of(&self.0, to);
        Self(to.to_owned())
    }
}

/// A runtime as a phone has one: a thread of its own for the network.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

/// Syncs to the end over a fresh connection; nothing may go wrong.
pub fn sync(runtime: &Runtime, app: &App) -> SyncReport {
    let http = Http::new().expect("the network library starts");
    sync_over(runtime, app, &http)
}

/// Syncs to the end; nothing may go wrong.
pub fn sync_over(runtime: &Runtime, app: &App, transport: &dyn Transport) -> SyncReport {
    let report = runtime
        .block_on(app.sync(transport, &|_| ()))
        .expect("the phone's store works");
    if let Some(trouble) = report.troubles.values().next() {
        panic!("a sync went wrong: {trouble} ({trouble:?})");
    }
    report
}

/// Opens order number `number` and adds its lines: as many changes as the shape says.
pub fn write_order(app: &App, community: CommunityId, shape: &Shape, number: usize) -> Order {
    let order = &shape.order;
    let articles: Vec<_> = (0..shape.lines)
        .map(|line| article(&shape.articles[line % shape.articles.len()], 6, 250))
        .collect();
    let open = Command::Round(RoundCommand::Open {
        title: order.title.replace("{document}", &number.to_string()),
        supplier: order.supplier.clone(),
        note: order.note.clone(),
        minimum_pence: 0,
        delivery_pence: order.delivery_pence,
        delivery_by: DeliveryBy::GoodsValue,
        closes: None,
        articles,
    });
    let done = app.execute(community, &open).expect("a round opens");
    let item = done.made.expect("an opened round has a name");
    let rows = app.communities().expect("the phone reads");
    let row = rows.iter().find(|row| row.id == community);
    let name = format!("{}/{item}", row.expect("it belongs there").me.id);
    let screen = app.round(community, &name).expect("the phone reads");
    let offered = screen.expect("the round is there").articles;
    // Screens sort by name; lines go by the shape's order.
    let articles = (0..shape.lines)
        .map(|line| {
            let wanted = &shape.articles[line % shape.articles.len()];
            let mut named = offered.iter().filter(|a| a.article.name == *wanted);
            named.next().expect("what was offered is there").id
        })
        .collect();
    let order = Order {
        number,
        name,
        articles,
    };
    for line in 0..shape.lines {
        pledge(app, community, &order, line, shape.line(number, line));
    }
    order
}

/// One change: says what is wanted of a line.
pub fn pledge(
    app: &App,
    community: CommunityId,
    order: &Order,
    line: usize,
    (at_least, want, up_to): (u32, u32, u32),
) {
    let pledge = Command::Round(RoundCommand::Pledge {
        round: order.name.clone(),
        article: order.articles[line],
        at_least,
        want,
        up_to,
        cap_pence: None,
    });
    app.execute(community, &pledge).expect("a pledge is taken");
}
