//! What a phone is sent: pages, spaces, mail, and nothing that is not its own.

use crate::phone::{KEY, Phone};
use crate::town::Town;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::hash::{decode_exact, hash};
use kith_domain::ids::{ItemId, SpaceId};
use kith_domain::keys::Dice;
use kith_domain::limits;
use kith_domain::page::Page;
use kith_domain::repair::{FeedStand, Repair, Stand};
use kith_domain::roster::{Act, Record, Role};
use kith_domain::sealed::{SpaceKey, Wrap};
use kith_domain::wire::{LogItem, Problem, Verdict};
use kith_server::community::Community;
use kith_server::cursor::Cursor;
use kith_server::pull::{Pulled, Reader, pull};
use kith_server::ready::ReadyPages;
use kith_server::repair;
use kith_server::store::Store;

#[test]
fn a_token_ends_after_an_hour() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    town.later(3600);
    let reply = ada.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::Token));
    ada.log_in(&town);
    assert_eq!(ada.sync(&town), 0);
}

#[test]
fn a_long_log_comes_in_pages_that_resume() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    for item in 0..12_u8 {
        let round = DocumentName::round(ada.space, ada.member, ItemId([item; 10]));
        let changes = (0..24_u32)
            .map(|i| ada.state(&round, "pledge", &format!("a.{i}"), &noise(&round, i)))
            .collect();
        let push = ada.pack(&[&round], changes);
        ada.give(&town, push);
    }
    let mut ben = ada.joined(&town, 2);
    let mut cy = ada.joined(&town, 3);
    ada.sync(&town);
    let pairing = ada.open_pairing(&town, ben.member);
    let name = DocumentName::new(pairing, DocumentKind::Pairing, "all");
    let change = ada.state(&name, "introduced", "x", "{}");
    let push = ada.pack(&[&name], vec![change]);
    ada.give(&town, push);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");

    ben.sync(&town);
    cy.sync(&town);
    let of_pairing = |phone: &Phone| {
        let in_it = |item: &&LogItem| match item {
            LogItem::Entry(entry) => entry.roster == pairing,
            LogItem::Document(name) => name.space == pairing,
            LogItem::Change(change) => change.document == name.id(),
            LogItem::Head(head) => head.space == pairing,
        };
        phone.received.iter().filter(in_it).count()
    };
    assert_eq!((of_pairing(&ben), of_pairing(&cy)), (4, 0));

    // Cy comes in after all that, and so does a second phone that asks page by page.
    let body = ada.body(
        Some(pairing),
        Act::RoleGranted {
            member: cy.member,
            role: Role::PairingCoordinator,
        },
    );
    let granted = Record::signed_by(body, &[&ada.secret]);
    ada.give_records(&town, vec![granted]);
    ada.pledge(&town, &round, "rice");
    let got = cy.sync(&town);
    assert_eq!(of_pairing(&cy), 5, "with the grant");
    assert_eq!(got, 5 + 2, "and the pledge");
    assert_eq!(cy.sync(&town), 0);
    ben.sync(&town);
    assert_eq!(of_pairing(&ben), 5);
}

#[test]
fn catching_up_with_a_space_resumes_page_by_page_while_others_write() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let ben = ada.joined(&town, 2);
    let cy = ada.joined(&town, 3);
    ada.sync(&town);
    let pairing = ada.open_pairing(&town, ben.member);
    let documents =
        (2..12).map(|i| DocumentName::new(pairing, DocumentKind::Pairing, format!("all/{i}")));
    for name in documents {
        let changes = (0..20_u32)
            .map(|i| ada.state(&name, "introduced", &format!("x{i}"), &noise(&name, i)))
            .collect();
        let push = ada.pack(&[&name], changes);
        ada.give(&town, push);
    }
    // Cy's phone has all that Cy might read, and then Cy is let in.
    let path = town.dir.path().join("kith.sqlite");
    let (store, _) = Store::open(&path).unwrap();
    let ready = ReadyPages::default();
    let step = |cursor| {
        store.read(|db| {
            let community = Community::load(db, cy.community)?.unwrap();
            let reader = Reader::of(&community, cy.tag()).unwrap();
            pull(
                community.rows(db),
                &community,
                &reader,
                (cursor, None),
                (1, &ready),
            )
        })
    };
    let mut cursor = step(Cursor::default()).unwrap();
    while cursor.remaining > 0 {
        cursor = step(cursor.cursor).unwrap();
    }
    let body = ada.body(
        Some(pairing),
        Act::RoleGranted {
            member: cy.member,
            role: Role::PairingCoordinator,
        },
    );
    let granted = Record::signed_by(body, &[&ada.secret]);
    ada.give_records(&town, vec![granted]);

    let (mut items, mut steps, mut left) = (Vec::new(), 0, u32::MAX);
    let mut at = cursor.cursor;
    loop {
        let pulled: Pulled = step(at).unwrap();
        items.extend(pulled.pages.iter().flat_map(|page| open(page)));
        steps += 1;
        if steps == 1 {
            let name = DocumentName::new(pairing, DocumentKind::Pairing, "all/20");
            let late = ada.state(&name, "introduced", "late", "{}");
            let push = ada.pack(&[&name], vec![late]);
            ada.give(&town, push);
        } else {
            assert!(pulled.remaining < left, "it comes to an end");
            left = pulled.remaining;
        }
        at = pulled.cursor;
        if pulled.remaining == 0 {
            break;
        }
    }
    assert!(steps > 2, "{steps} pages");
    let of_pairing: Vec<_> = ada
        .received
        .iter()
        .filter(|item| is_in(item, pairing))
        .collect();
    assert_eq!(of_pairing.len(), 2 + 11 * 2 + 201);
    assert_eq!(items.iter().collect::<Vec<_>>(), of_pairing);
}

#[test]
fn a_repair_too_large_for_one_answer_goes_on_from_where_the_phone_stands_by_then() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    for item in 0..8_u8 {
        let round = DocumentName::round(ada.space, ada.member, ItemId([item; 10]));
        let changes = (0..20_u32)
            .map(|i| ada.state(&round, "pledge", &format!("a.{i}"), &noise(&round, i)))
            .collect();
        let push = ada.pack(&[&round], changes);
        ada.give(&town, push);
    }
    // A phone holds the first push, and lacks the seven after it.
    let is_head = |item: &LogItem| matches!(item, LogItem::Head(_));
    let first = ada.received.iter().position(is_head).unwrap();
    let (held, lacking) = ada.received.split_at(first + 1);
    let stands = |held: &LogItem| {
        let LogItem::Head(head) = held else {
            panic!("a page ends in a head");
        };
        let mut stand = Stand::of(ada.space, ada.rosters.chain(ada.space));
        stand.feeds = vec![FeedStand::at(head.device, head.n, head.head)];
        Repair {
            stands: vec![stand],
            gave_all: false,
        }
    };
    let (store, _) = Store::open(&town.dir.path().join("kith.sqlite")).unwrap();
    let step = |said: &Repair| {
        let pulled = store.read(|db| {
            let community = Community::load(db, ada.community)?.unwrap();
            let spaces = [ada.space].into();
            let reader = (ada.member, &spaces);
            let from = (Cursor::default(), 1);
            repair::pull(community.rows(db), &community, reader, said, from)
        });
        pulled.unwrap()
    };
    let (mut said, mut items, mut left) = (stands(&held[first]), Vec::new(), u32::MAX);
    while left > 0 {
        let pulled = step(&said);
        assert!(pulled.remaining < left, "it comes to an end");
        left = pulled.remaining;
        let end = pulled.cursor.position > 0;
        assert_eq!(end, left == 0, "the cursor waits for the last page");
        items.extend(pulled.pages.iter().flat_map(|page| open(page)));
        said = stands(items.last().unwrap());
    }
    assert_eq!(items, lacking);
    assert!(step(&said).pages.is_empty());
}

fn open(page: &[u8]) -> Vec<LogItem> {
    let inflated = zstd::bulk::decompress(page, limits::PAGE_INFLATED).unwrap();
    let page: Page = decode_exact(&inflated, "page").unwrap();
    page.unpack().unwrap().into_iter().map(Into::into).collect()
}

/// Two thousand characters that hardly press together.
fn noise(name: &DocumentName, i: u32) -> String {
    let bytes: Vec<u8> = (0..40_u32).flat_map(|j| hash(&(name, i, j))).collect();
    kith_domain::ids::base32(&bytes)[..2000].to_owned()
}

/// Whether an item of Ada's lies in a pairing's space; its documents are those she wrote there.
fn is_in(item: &LogItem, space: SpaceId) -> bool {
    match item {
        LogItem::Entry(entry) => entry.roster == space,
        LogItem::Document(name) => name.space == space,
        // These stories write nothing else before.
        LogItem::Change(_) => true,
        LogItem::Head(head) => head.space == space,
    }
}

#[test]
fn who_was_removed_learns_it_and_nothing_after() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    ada.sync(&town);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    let removed = ada.record(Act::MemberRemoved { member: ben.member });
    ada.give_records(&town, vec![removed]);
    let _cy = ada.joined(&town, 3);
    let before = ben.received.len();
    let reply = ben.send(&town, None, Vec::new());
    ben.take_in(&reply);
    assert!(!ben.rosters.is_member(ben.member));
    assert_eq!(ben.received.len(), before + 1, "the entry that says so");
    let reply = ben.send(&town, None, Vec::new());
    ben.take_in(&reply);
    assert_eq!(ben.received.len(), before + 1);
}

#[test]
fn keys_travel_by_mail_and_the_server_says_who_lacks_one() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    ada.sync(&town);
    // Ben joined with the community's key, so nobody lacks it.
    let reply = ada.send(&town, None, Vec::new());
    assert_eq!(reply.lacking, []);
    let pairing = ada.open_pairing(&town, ben.member);
    let reply = ada.send(&town, None, Vec::new());
    let [lacking] = reply.lacking.as_slice() else {
        panic!("{:?}", reply.lacking);
    };
    assert_eq!((lacking.space, lacking.device), (pairing, ben.tag()));
    let key = SpaceKey::Shared([6; 32]);
    let to = ben.secret.box_key();
    let mut dice = Dice::new([1; 32]);
    let wrap = Wrap::seal(ada.community, pairing, key, (ben.tag(), to), &mut dice).unwrap();
    let reply = ada.send(&town, None, vec![wrap]);
    assert_eq!(reply.lacking, []);

    // An answer that is lost is given again; one that was applied is not.
    let lost = ben.send(&town, None, Vec::new());
    assert_eq!(lost.mail.len(), 1);
    ben.sync(&town);
    assert_eq!(ben.mail.len(), 1);
    assert_eq!(ben.mail[0].open(ada.community, &ben.secret), Some(key));
    ben.sync(&town);
    assert_eq!(ben.mail.len(), 1);
    let reply = ada.send(&town, None, Vec::new());
    assert_eq!(reply.lacking, [], "it has been delivered");

    // Mail into a space one does not read is dropped.
    let mut cy = ada.joined(&town, 3);
    let wrap = Wrap::seal(ada.community, pairing, KEY, (ben.tag(), to), &mut dice).unwrap();
    cy.send(&town, None, vec![wrap]);
    assert_eq!(ben.send(&town, None, Vec::new()).mail, []);
}

#[test]
fn phones_that_stand_at_one_place_are_told_the_same_and_none_misses_its_mail() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let mut cy = ada.joined(&town, 3);
    let round = ada.round();
    for phone in [&mut ada, &mut ben, &mut cy] {
        phone.sync(&town);
    }
    ada.pledge(&town, &round, "flour");
    // Ben's answer is worked out, Cy's is Ben's over again; each holds it to its own digest.
    let of_ben = ben.send(&town, None, Vec::new());
    let of_cy = cy.send(&town, None, Vec::new());
    assert!(!of_ben.pages.is_empty());
    assert_eq!((&of_ben.pages, of_ben.digest), (&of_cy.pages, of_cy.digest));
    assert_ne!(of_ben.cursor, of_cy.cursor, "a cursor is one phone's own");
    assert_eq!((ben.sync(&town), cy.sync(&town)), (3, 3));

    // It was known that nothing waits for Ben; now something does.
    let pairing = ada.open_pairing(&town, ben.member);
    ben.sync(&town);
    ben.sync(&town);
    let key = SpaceKey::Shared([6; 32]);
    let to = (ben.tag(), ben.secret.box_key());
    let mut dice = Dice::new([1; 32]);
    let wrap = Wrap::seal(ada.community, pairing, key, to, &mut dice).unwrap();
    ada.send(&town, None, vec![wrap]);
    assert_eq!(ben.send(&town, None, Vec::new()).mail.len(), 1);
    // An answer that was lost is given again, though Ben's next one would hold no mail.
    let lost = ben.cursor.clone();
    ben.sync(&town);
    ben.sync(&town);
    ben.cursor = lost;
    assert_eq!(
        ben.send(&town, None, Vec::new()).mail.len(),
        0,
        "acknowledged"
    );
}

#[test]
fn a_phone_whose_own_words_are_few_among_others_reads_the_page_that_all_read() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let mut others: Vec<_> = (2..10).map(|byte| ada.joined(&town, byte)).collect();
    let mut late = others.pop().unwrap();
    late.sync(&town);
    ada.sync(&town);
    let mut early = late.clone();
    for other in &mut others {
        other.pledge(&town, &round, "flour");
    }
    // Her own pledge among eight: it comes back to her with theirs, and she holds all of it.
    let change = ada.state(&round, "pledge", "oats", "1");
    let push = ada.pack(&[&round], vec![change]);
    let reply = ada.send(&town, Some(push), Vec::new());
    assert_eq!(reply.verdict, Some(Verdict::Taken));
    assert_eq!(early.send(&town, None, Vec::new()).pages, reply.pages);
    ada.take_in(&reply);
    assert_eq!(ada.documents[&round.id()].facts().unwrap().len(), 8);
    assert_eq!(ada.sync(&town), 0);
    // Two in a row with nobody's between: hers alone, so it stays out.
    let change = late.state(&round, "pledge", "rice", "1");
    late.sync(&town);
    let push = late.pack(&[&round], vec![change]);
    let reply = late.send(&town, Some(push), Vec::new());
    assert_eq!(reply.verdict, Some(Verdict::Taken));
    assert!(reply.pages.is_empty());
}

#[test]
fn a_poke_comes_to_those_who_have_something_to_read() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let ben = ada.joined(&town, 2);
    let cy = ada.joined(&town, 3);
    ada.sync(&town);
    let watch = |phone: &Phone| {
        let token = phone.ask(None, Vec::new()).asks.remove(0).token.to_vec();
        town.server().watch(&[token]).unwrap()
    };
    let (mut adas, mut bens, mut cys) = (watch(&ada), watch(&ben), watch(&cy));
    ada.open_pairing(&town, ben.member);
    assert!(bens.try_recv().is_ok(), "Ben is in it");
    assert!(cys.try_recv().is_err(), "Cy is not");
    assert!(adas.try_recv().is_err(), "Ada knows");
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    ada.pledge(&town, &round, "rice");
    assert!(cys.try_recv().is_ok());
    assert!(cys.try_recv().is_err(), "two pokes unread are one");
    assert!(town.server().watch(&[vec![1, 2, 3]]).is_none());
}
