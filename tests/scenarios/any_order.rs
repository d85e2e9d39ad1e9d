//! Three people write while they are offline; whatever the order in which they come back, every
//! phone shows the same.

use kith_core::sync::SyncReport;
use kith_tests::{Phone, World, article, converge};

fn writes_apart_then_syncs_in(order: [usize; 3]) -> String {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    let round = ada.opens_a_round(
        "October",
        &[article("rice", 6, 180), article("oats", 4, 95)],
    );
    world.settles();

    for phone in &phones {
        phone.goes_offline();
    }
    ada.pledges(&round, "rice", (1, 2, 3));
    ben.pledges(&round, "rice", (1, 4, 4));
    ben.writes_a_page("I mend bicycles");
    let claim = cleo.gave(ada, 60);
    cleo.pledges(&round, "oats", (2, 4, 6));
    assert!(
        phones
            .iter()
            .all(|phone| is_offline(&phone.tries_to_sync()))
    );

    for phone in &phones {
        phone.comes_online();
    }
    for turn in order {
        phones[turn].syncs();
    }
    world.settles();
    ada.agrees(&claim);
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
    assert_eq!(ben.says_balance_of(cleo), 60);
    assert_eq!(ben.sees_article(&round, "rice").cases, 1);
    converge::shared(&phones[2]).join("\n")
}

fn is_offline(report: &SyncReport) -> bool {
    report
        .troubles
        .values()
        .all(|t| t.to_string().contains("no connection"))
}

#[test]
fn three_phones_that_wrote_offline_show_the_same_in_any_order_of_sync() {
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let shown: Vec<String> = orders.map(writes_apart_then_syncs_in).into();
    assert!(shown.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn a_new_phone_shows_what_the_old_ones_show() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    ben.syncs();
    ada.syncs();
    ben.syncs();
    ben.pledges(&round, "rice", (1, 6, 6));
    ben.syncs();
    let dora: Phone = world.phone("Dora");
    dora.joins(&ada.invites());
    world.settles();
    converge::everybody_agrees(&[ada, ben, dora]).unwrap();
}
