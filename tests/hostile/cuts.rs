//! Cuts and lines: where the server says that somebody's rights ended.

use crate::servers::street::{Street, is_removal};
use kith_domain::roster::entry::Reached;
use kith_domain::roster::{Entry, Stated};
use kith_domain::wire::LogItem;
use kith_tests::liar::{packed, rows, server_key};
use kith_tests::{Liar, World};

#[test]
fn a_cut_below_what_a_phone_holds_is_called_a_server_fault_and_stays_so() {
    let street = Street::new();
    street.cleo_writes_twice();
    street.ben.syncs();
    street.ada.removes(&street.cleo);
    street.ada.syncs();
    let server = server_key(&street.world);
    let liar = Liar::to(&street.world, &street.ben, |reply| {
        let mut items = rows(reply);
        let removal = |item: &LogItem| matches!(item, LogItem::Entry(e) if is_removal(&e.stated));
        // What the list says after it names the honest entry, and would give the lie away.
        if let Some(at) = items.iter().position(removal) {
            items.truncate(at + 1);
        }
        for item in &mut items {
            if let LogItem::Entry(entry) = item
                && is_removal(&entry.stated)
            {
                let at = (entry.number, entry.previous);
                let less = entry.reached.iter().map(|r| Reached { n: r.n - 1, ..*r });
                let (less, stated) = (less.collect(), entry.stated.clone());
                let cut = Entry::sequence(entry.roster, at, stated, less, entry.time, &server);
                **entry = cut;
            }
        }
        reply.pages = vec![packed(items).into()];
        reply.digest = None;
    });
    let _ = street.ben.tries_to_sync_over(&liar);
    drop(liar);
    let trouble = street.trouble().unwrap();
    assert!(trouble.starts_with("server fault"), "{trouble}");
    street.ben.is_killed_and_reopened();
    assert!(street.trouble().unwrap().starts_with("server fault"));
    // The honest list takes the place of the other, and with it the fault goes.
    street.ben.syncs();
    assert_eq!(street.trouble(), None);
    // The honest cut raises no alarm.
    street.ada.syncs();
    let status = street.ada.app().status(street.ada.community()).unwrap();
    assert_eq!(status.trouble, None);
}

#[test]
fn a_removal_whose_line_in_a_pairing_is_left_out_is_not_taken() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ada.removes(&ben);
    ada.syncs();
    let liar = Liar::about_rows(&world, &harold, |rows| {
        rows.retain(|item| match item {
            LogItem::Entry(entry) => !matches!(entry.stated, Stated::Line(_)),
            _ => true,
        });
    });
    let report = harold.tries_to_sync_over(&liar);
    assert!(!report.troubles.is_empty(), "Harold is told");
    drop(liar);
    harold.syncs();
    let ben = ben.id();
    assert!(!harold.look().sequenced.may_read(space, ben));
}
