//! No name, address or word that anybody wrote is on the wire, on the server's disk or in a log.

use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::roster::Role;
use kith_tests::search::Haystack;
use kith_tests::speech::{TODAY, visit};
use kith_tests::{World, article};
use std::io;
use std::sync::{Mutex, PoisonError};

const NAME: &str = "Mrs Ada Wetherby-Fotheringay";
const HOME: &str = "the two of us over the old bakery";
const ABOUT: &str = "I mend bicycles, and can lift heavy things";
const OFFER: &str = "a ladder of seven rungs, and steady hands";
const OFFER_TEXT: &str = "ring the left-hand bell, it is the louder one";
const NOTE: &str = "the hedge on both sides and the drain besides";
const QUESTION: &str = "was it not rather less, what with the rain?";
const ADDRESS: &str = "14 Orchard Terrace, blue door, key with Nora";
const WISHES: &str = "a chat about the cricket and a pot of tea";
const WHY: &str = "both were on the railways for thirty years";
const VISIT: &str = "He was glad of the company and sang a little";
const OWN_WORDS: &str = "she may come again whenever she likes to come";
const CONCERN: &str = "the hob was on and nobody home, twice this week";
const TITLE: &str = "wholefoods for the lower end of the street";
/// Articles and prices are in the clear, so this one shows that the search finds what is there.
const ARTICLE: &str = "long-grain brown rice, organic, unpolished";

const SEALED: [&str; 14] = [
    NAME, HOME, ABOUT, OFFER, OFFER_TEXT, NOTE, QUESTION, ADDRESS, WISHES, WHY, VISIT, OWN_WORDS,
    CONCERN, TITLE,
];

/// Everything any test of this program logs, down to the least of it.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_is_sealed_stands_nowhere_on_the_wire_on_the_servers_disk_or_in_a_log() {
    let logging = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(|| Log);
    logging.init();
    let world = World::new();
    world.network.is_taped();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    ada.does(&Command::Board(BoardCommand::SetPage {
        name: NAME.to_owned(),
        home: HOME.to_owned(),
        about: ABOUT.to_owned(),
    }));
    ada.does(&Command::Board(BoardCommand::Post {
        kind: NoticeKind::Offer,
        title: OFFER.to_owned(),
        text: OFFER_TEXT.to_owned(),
    }));
    let round = ada.opens_a_round(TITLE, &[article(ARTICLE, 6, 180)]);
    world.settles();
    ben.pledges(&round, ARTICLE, (1, 3, 6));
    let done = ben.does(&Command::Hours(HoursCommand::Note {
        giver: ben.id(),
        receiver: dora.id(),
        minutes: 60,
        day: TODAY,
        kind: "gardening".to_owned(),
        note: Some(NOTE.to_owned()),
    }));
    world.settles();
    let claim = kith_tests::Claim {
        ledger: TODAY.month(),
        id: done.made.unwrap(),
    };
    dora.does(&Command::Hours(HoursCommand::Question {
        document: claim.ledger.clone(),
        version: dora.sees_claim(&claim).version,
        words: Some(QUESTION.to_owned()),
    }));

    let pairing = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    let does = |phone: &kith_tests::Phone, command| phone.does(&Command::Pairing(command));
    let plan = PairingPlan {
        place: ADDRESS.to_owned(),
        when: String::new(),
        wishes: WISHES.to_owned(),
    };
    let _ = does(
        &ada,
        PairingCommand::SetPlan {
            space: pairing,
            plan,
        },
    );
    let _ = does(
        &ada,
        PairingCommand::Suggest {
            space: pairing,
            visitor: world.phone_of("Eve", &ada).id(),
            why: WHY.to_owned(),
        },
    );
    ben.does(&visit(pairing, VISIT));
    world.settles();
    let visit = harold.sees_pairing(pairing).visits[0].id;
    let text = OWN_WORDS.to_owned();
    let _ = does(
        &harold,
        PairingCommand::OwnWords {
            space: pairing,
            visit,
            text,
        },
    );
    ada.makes(&dora, Role::Lead);
    world.settles();
    let concern = ben.raises_a_concern(CONCERN);
    world.settles();
    cleo.acknowledges(concern);
    // A removal, so that keys change and are wrapped and handed down on the way.
    ada.removes(&dora);
    let before = world.server_copy();
    world.settles_somehow();
    // And a server that lost some of it and is given it back, of which it writes in its log.
    world.server_is_set_back(&before);
    world.settles_somehow();
    assert_eq!(cleo.sees_concern(concern).text.as_deref(), Some(CONCERN));

    let wire = Haystack::of(&world.network.tape());
    let disk = world
        .network
        .house(|house| Haystack::of_folder(house.folder()));
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(!log.is_empty(), "the server says what it does");
    let log = Haystack::of(&log);
    for (place, hay) in [("the wire", &wire), ("the server's disk", &disk)] {
        assert_eq!(hay.finds(ARTICLE), Some("UTF-8"), "{place} is not searched");
    }
    for word in SEALED {
        for (place, hay) in [
            ("the wire", &wire),
            ("the server's disk", &disk),
            ("a log", &log),
        ] {
            let found = hay.finds(word);
            assert!(found.is_none(), "{word:?} stands on {place} in {found:?}");
        }
    }
}
