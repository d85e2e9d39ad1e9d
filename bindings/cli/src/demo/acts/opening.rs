//! Sunday: Ada imports a supplier's price list and opens a round.

use super::apart::{Wish, pledge};
use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::script::november;
use crate::demo::stage::Stage;
use crate::demo::tell::pounds;
use kith_domain::command::Command;
use kith_domain::round::{DeliveryBy, RoundCommand};

/// The supplier's list, as it is sent to everybody who asks.
const PRICE_LIST: &[u8] = include_bytes!("../../../../../tests/fixtures/wholefoods-price-list.csv");

/// Order numbers of what goes into the round.
const OFFERED: [&str; 12] = [
    "1003", // wholemeal flour
    "1068", // oats by the sack
    "1142", // tomatoes
    "1175", // honey
    "1191", // olive oil
    "1295", // tea
    "1306", // coffee
    "1309", // apple juice
    "1319", // ginger beer
    "1335", // toilet roll
    "1372", // eggs
    "1380", // potatoes by the sack
];
/// The supplier's minimum order.
const MINIMUM_PENCE: u64 = 25_000;
/// What the van costs.
const DELIVERY_PENCE: u64 = 1_200;

/// What is said on Sunday, while everybody has a connection.
#[rustfmt::skip]
const FIRST: [Wish; 11] = [
    Wish::of(Who::Ada, "1003", 2),
    Wish::of(Who::Ada, "1068", 8),
    Wish::of(Who::Ada, "1142", 4),
    Wish::of(Who::Ada, "1191", 3),
    Wish::of(Who::Ada, "1295", 2),
    Wish::of(Who::Ada, "1306", 2),
    Wish::of(Who::Ada, "1309", 2),
    Wish::of(Who::Ada, "1335", 2),
    Wish::of(Who::Ada, "1372", 3).up_to(5),
    Wish::of(Who::Ada, "1380", 10),
    Wish::of(Who::Ben, "1003", 2),
];

/// The list, the round, the first pledges.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(8, 10, 0);
    stage.tell.act("2  Sunday 8 November: a round opens");
    let report = kith_import::read_price_list(PRICE_LIST)?;
    let tally = report.tally();
    let listed = kith_core::price_list::articles(&report);
    stage.tell.say(&format!(
        "Ada reads the wholefoods price list into her phone: {} articles taken as they stand, {} \
         put right, {} refused because the supplier has none. Of these she offers {} to the street. \
         The supplier sends whole cases only and asks for {} at least; the van costs {}, shared by \
         what each household's goods are worth.",
        tally.taken,
        tally.mended,
        tally.refused,
        OFFERED.len(),
        pounds(MINIMUM_PENCE),
        pounds(DELIVERY_PENCE),
    ));
    let articles: Vec<_> = OFFERED
        .iter()
        .filter_map(|number| listed.iter().find(|article| article.number == *number))
        .cloned()
        .collect();
    let list = RoundCommand::ImportList {
        title: "Wholefoods, autumn".into(),
        supplier: "Medway Wholefoods".into(),
        articles: listed,
    };
    stage.command(Who::Ada, "keep the price list", &Command::Round(list))?;
    let open = RoundCommand::Open {
        title: "November wholefoods".into(),
        supplier: "Medway Wholefoods".into(),
        note: "Pick up at Number 3 on Saturday, ten till noon.".into(),
        minimum_pence: MINIMUM_PENCE,
        delivery_pence: DELIVERY_PENCE,
        delivery_by: DeliveryBy::GoodsValue,
        closes: Some(november(11)),
        articles,
    };
    stage.command(Who::Ada, "open the round", &Command::Round(open))?;
    find_round(stage)?;
    stage.gather(Weather::Fair)?;

    stage.tell.say(
        "Everybody sees it. Ada says what she would take, and Ben asks for two bags of flour. A case \
         of flour holds five bags, four are spoken for: one more, and it fills.",
    );
    for wish in &FIRST {
        pledge(stage, wish)?;
    }
    stage.gather(Weather::Fair)
}

/// Learns the round's name and its articles' ids from Ada's screen.
fn find_round(stage: &mut Stage) -> Result<(), DemoError> {
    let rounds = stage.app(Who::Ada)?.rounds(stage.community);
    let rounds = rounds.map_err(|e| DemoError::phone(Who::Ada, "look at the rounds", e))?;
    let first = rounds.into_iter().next();
    stage.round = first.map(|row| row.name).unwrap_or_default();
    let round = stage.round_of(Who::Ada)?;
    stage.articles = round
        .articles
        .into_iter()
        .map(|row| (row.article.number, row.id))
        .collect();
    Ok(())
}
