//! Repair by intervals: what two sides lack is found by where each feed stands, and nothing else moves.

use kith_core::sync::SyncReport;
use kith_domain::ids::DeviceTag;
use kith_domain::keys::Secret;
use kith_domain::repair::FeedStand;
use kith_domain::roster::Entry;
use kith_domain::wire::{LogItem, Reply};
use kith_tests::liar::{packed, rows, server_key};
use kith_tests::{Liar, Phone, World, article, converge};

/// Bytes both ways.
fn bytes(report: &SyncReport) -> u64 {
    report.bytes_sent + report.bytes_received
}

/// So long helped somebody the `n`th time.
fn minutes(n: u32) -> u32 {
    5 * (1 + n % 200)
}

/// Syncs in turn until the restored server is itself again; how each phone's runs went together.
fn recovers<const N: usize>(phones: [&Phone; N]) -> [SyncReport; N] {
    let mut all = phones.map(|_| SyncReport::default());
    for _ in 0..3 {
        for (phone, sum) in phones.iter().zip(&mut all) {
            let report = phone.tries_to_sync();
            sum.requests += report.requests;
            sum.bytes_sent += report.bytes_sent;
            sum.bytes_received += report.bytes_received;
            sum.merged += report.merged;
            sum.given_back += report.given_back;
            sum.troubles = report.troubles;
        }
    }
    for (phone, report) in phones.iter().zip(&all) {
        assert!(report.troubles.is_empty(), "{}: {report:?}", phone.name());
    }
    all
}

#[test]
fn a_restored_server_is_given_back_the_gap_and_not_the_history() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    for n in 1..=300 {
        let _ = ben.gave(ada, minutes(n));
        ben.syncs();
    }
    ada.syncs();
    let old = world.server_copy();
    let last = [15, 30].map(|minutes| {
        let claim = ben.gave(ada, minutes);
        ben.syncs();
        claim
    });
    ada.syncs();

    world.server_is_set_back(&old);
    let [of_ada, of_ben] = recovers([ada, ben]);
    let changes = of_ada.given_back + of_ben.given_back;
    assert_eq!(changes, 2, "two changes, whoever gave them");
    assert_eq!(of_ada.merged + of_ben.merged, 0, "nobody reads afresh");
    let moved = bytes(&of_ada) + bytes(&of_ben);
    assert!(moved < 8_000, "{moved} bytes for two changes of 302");
    let counted = world
        .network
        .house(|house| house.metric("kith_given_back_changes_total"));
    assert_eq!(counted, 2);

    let dora = world.phone("Dora");
    dora.joins(&ada.invites());
    world.settles();
    for claim in &last {
        // So many notes go on in the month's next document.
        let entries = dora.look().entries(&claim.ledger);
        assert!(entries.iter().any(|entry| entry.claim == claim.id));
    }
    converge::everybody_agrees(&[ada.clone(), ben.clone(), dora]).unwrap();
}

#[test]
fn a_gap_of_ten_changes_among_a_thousand_documents_costs_kilobytes() {
    const DOCUMENTS: usize = 1_000;
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let empty = world.server_copy();
    let rounds: Vec<_> = (0..DOCUMENTS)
        .map(|n| ada.opens_a_round(&format!("Order {n}"), &[article("rice", 6, 180)]))
        .collect();
    world.settles();
    let old = world.server_copy();
    for round in rounds.iter().take(10) {
        ben.pledges(round, "rice", (1, 6, 6));
    }
    world.settles();

    world.server_is_set_back(&old);
    let [of_ada, of_ben] = recovers([ada, ben]);
    assert_eq!(of_ada.given_back + of_ben.given_back, 10);
    let gap = bytes(&of_ada) + bytes(&of_ben);
    world.server_is_set_back(&empty);
    let [of_ada, of_ben] = recovers([ada, ben]);
    let everything = bytes(&of_ada) + bytes(&of_ben);
    println!(
        "to repair 10 changes among {DOCUMENTS} documents: {gap} bytes; everything: {everything}"
    );
    assert!(gap * 20 < everything, "{gap} of {everything} bytes");
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_phone_that_lacks_an_interval_is_paged_that_and_nothing_else() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    for n in 1..=50 {
        let _ = ada.gave(cleo, minutes(n));
        let _ = cleo.gave(ada, minutes(n));
        world.settles();
    }
    // Of Cleo's work the server keeps one push from Ben, and does not let him see that it does.
    let lost = cleo.gave(ben, 45);
    cleo.syncs();
    let hides = Liar::to(&world, ben, |reply| {
        reply.pages.clear();
        reply.digest = None;
    });
    assert!(ben.tries_to_sync_over(&hides).troubles.is_empty());
    drop(hides);
    // What others write after it comes as ever.
    for n in 1..=50 {
        let _ = ada.gave(cleo, minutes(n));
    }
    ada.syncs();
    let unseen = Liar::to(&world, ben, |reply| reply.digest = None);
    assert!(ben.tries_to_sync_over(&unseen).troubles.is_empty());
    drop(unseen);
    assert!(!ben.look().holds_claim(&lost));

    let report = ben.tries_to_sync();
    assert!(report.troubles.is_empty(), "{report:?}");
    assert_eq!(ben.sees_claim(&lost).minutes, 45);
    assert_eq!(report.given_back, 0);
    // The document's name, the change, and the head that vouches for it.
    assert!(report.merged <= 3, "{report:?}");
    assert!(bytes(&report) < 3_000, "{report:?}");
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
}

/// What a server knows of Ben: his device, how far its feed goes, and the rosters; and its own key.
struct Ben {
    server: Secret,
    device: DeviceTag,
    n: u32,
    entries: Vec<Entry>,
}

/// A server lies to Ben about where it stands: his phone says so, gives nothing back for it and asks no
/// longer than it must.
fn is_told(mut lie: impl FnMut(&mut Reply, &Ben) + Send) {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    for n in 1..=5 {
        let _ = ben.gave(ada, minutes(n));
    }
    world.settles();
    let look = ben.look();
    let device = look.row.device;
    let known = Ben {
        server: server_key(&world),
        device,
        n: look.feed(look.space(), device).n,
        entries: look.entries_of_rosters(),
    };
    let liar = Liar::to(&world, ben, |reply| {
        if reply.digest.is_some() {
            reply.digest = Some([9; 16].into());
        }
        lie(reply, &known);
    });
    let report = ben.tries_to_sync_over(&liar);
    drop(liar);
    assert!(report.requests <= 12, "{report:?}");
    assert_eq!(report.given_back, 0, "into another history nothing fits");
    let status = ben.app().status(ben.community()).unwrap();
    assert_eq!(status.trouble_code.as_deref(), Some("withheld"));

    world.settles();
    let status = ben.app().status(ben.community()).unwrap();
    assert_eq!(status.trouble_code, None);
    assert_eq!(ben.look().entries_of_rosters(), known.entries);
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_server_that_tells_another_history_of_a_feed_is_said_so_and_ends_the_run() {
    for short in [0, 1] {
        is_told(|reply, ben| {
            for stand in reply.stands.iter_mut().flatten() {
                stand.feeds = vec![FeedStand {
                    device: ben.device,
                    n: ben.n - short,
                    head: [7; 8].into(),
                }];
            }
        });
    }
}

#[test]
fn a_server_that_never_comes_to_an_end_of_what_is_lacking_is_not_asked_on() {
    is_told(|reply, ben| {
        if reply.stands.take().is_some() {
            let entries = ben.entries.iter().cloned();
            let again = entries.map(|entry| LogItem::Entry(Box::new(entry)));
            reply.pages = vec![packed(again.chain(rows(reply)).collect()).into()];
            reply.remaining = 1;
        }
    });
}

#[test]
fn a_server_that_tells_two_histories_in_turn_is_not_asked_on() {
    let mut time = 0;
    is_told(|reply, ben| {
        if reply.stands.take().is_some() {
            // The roster's last entry, countersigned anew each time.
            let last = ben.entries.last().expect("entries").clone();
            let at = (last.number, last.previous);
            time += 1;
            let again = (last.stated, last.reached);
            let entry = Entry::sequence(last.roster, at, again.0, again.1, time, &ben.server);
            reply.pages = vec![packed(vec![LogItem::Entry(Box::new(entry))]).into()];
            reply.remaining = 1;
        }
    });
}
