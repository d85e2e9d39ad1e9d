//! The worst attacker: the server's store and key in hand, and one party's device key.
//!
//! What it must not get: hours the other did not agree to, a pledge its member did not make, a
//! sealed value. What it may do is hold work back, which `servers` shows to be noticed.

use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::change_hash;
use kith_domain::hours::EntryState;
use kith_domain::ids::{BoxKey, DeviceTag, SpaceId};
use kith_domain::keys::{Dice, Secret};
use kith_domain::roster::{Act, Entry, Record, Role, Stated};
use kith_domain::sealed::{SpaceKey, Wrap};
use kith_domain::wire::{FedChange, Lacking, LogItem, Reply};
use kith_tests::liar::{packed, rows, server_key};
use kith_tests::{Claim, Liar, Mallory, Phone, World, article, converge};

/// Ben's device key and the server's are the thief's; Ada and Cleo are honest.
struct Theft {
    world: World,
    ada: Phone,
    cleo: Phone,
    ben: Mallory,
    server: Secret,
    claim: Claim,
}

impl Theft {
    /// Ben noted an hour that Cleo gave him nothing for and has not agreed to.
    fn new() -> Self {
        let world = World::new();
        let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
        let claim = ben.gave(&cleo, 60);
        world.settles();
        let server = server_key(&world);
        let ben = Mallory::with(&world, &ben);
        Self {
            world,
            ada,
            cleo,
            ben,
            server,
            claim,
        }
    }

    fn ledger(&self) -> DocumentName {
        DocumentName::new(self.ben.space(), DocumentKind::Ledger, &self.claim.ledger)
    }

    fn agreeing(&self) -> FactKey {
        let version = self.ada.sees_claim(&self.claim).version.to_string();
        FactKey::new(self.cleo.id(), "agree", version)
    }

    /// Cleo's agree, which she never stated, as a change of `device`.
    fn forged_agree(&self, device: DeviceTag) -> FedChange {
        let n = self.ben.next_n(self.ben.space(), device);
        let facts = [(self.agreeing(), Value::Clear("{\"v\":1}".to_owned()))];
        self.ben
            .states_as(&self.ledger(), (device, n), &facts, |_| ())
    }

    /// A change with a head over it that `secret` signs.
    fn vouched(&self, fed: &FedChange, secret: &Secret) -> Vec<LogItem> {
        let look = self.ada.look();
        let space = look.space();
        let before = look.feed(space, fed.device).head;
        let hash = change_hash(&fed.bytes).expect("a change");
        let head = (fed.n, next_head(before, fed.n, fed.document, hash));
        let entry = look.sequenced.chain(space);
        let signed = SignedHead::sign(look.row.community, space, head, entry, secret);
        let device = fed.device;
        vec![
            LogItem::Change(fed.clone()),
            LogItem::Head(SignedHead { device, ..signed }),
        ]
    }

    /// The next entry of the community's roster, countersigned with the server's key.
    fn sequenced(&self, stated: Stated) -> Entry {
        let look = self.ada.look();
        let (number, previous) = look.sequenced.chain(look.space());
        let at = (number + 1, previous);
        Entry::sequence(look.space(), at, stated, Vec::new(), 0, &self.server)
    }

    /// Brings rows to Ada's phone; she must be told, and must count nothing.
    fn brings(&self, name: &str, rows: Vec<LogItem>) {
        let liar = Liar::to(&self.world, &self.ada, |reply| add(reply, rows.clone()));
        let report = self.ada.tries_to_sync_over(&liar);
        assert!(!report.troubles.is_empty(), "{name}: Ada is told nothing");
        self.nothing_counts(name);
    }

    fn nothing_counts(&self, name: &str) {
        for phone in [&self.ada, &self.cleo] {
            assert_eq!(phone.says_balance_of(&self.cleo), 0, "{name}");
            assert_eq!(phone.says_balance_of(&self.ben.phone), 0, "{name}");
        }
        assert_eq!(self.ada.says(&self.claim), EntryState::Noted, "{name}");
    }
}

fn add(reply: &mut Reply, more: Vec<LogItem>) {
    let mut items = rows(reply);
    items.extend(more);
    reply.pages = vec![packed(items).into()];
}

#[test]
fn no_hours_count_that_the_other_did_not_agree_to() {
    let theft = Theft::new();
    let (ben, cleo) = (theft.ben.secret.tag(), theft.cleo.look().row.device);

    let in_bens_feed = theft.forged_agree(ben);
    let rows = theft.vouched(&in_bens_feed, &theft.ben.secret);
    theft.brings("Cleo's agree in Ben's feed", rows);
    for (name, secret) in [
        ("Ben's", &theft.ben.secret),
        ("the server's", &theft.server),
    ] {
        let rows = theft.vouched(&theft.forged_agree(cleo), secret);
        theft.brings(&format!("Cleo's feed under {name} key"), rows);
    }

    // A device for Cleo that she never had.
    let new = Secret::from_seed(&[77; 32]);
    let added = theft.ben.body(
        Some(theft.ben.space()),
        Act::DeviceAdded {
            member: theft.cleo.id(),
            device: new.public(),
            box_key: new.box_key(),
            revokes: Vec::new(),
        },
    );
    for signers in [
        vec![&theft.ben.secret, &new],
        vec![&theft.server, &new],
        vec![&new],
    ] {
        let record = Record::signed_by(added.clone(), &signers);
        let entry = theft.sequenced(Stated::Record(record));
        let mut rows = vec![LogItem::Entry(Box::new(entry))];
        rows.extend(theft.vouched(&theft.forged_agree(new.tag()), &new));
        theft.brings("a device for Cleo", rows);
    }

    // A coordinator nobody made, who would settle it as a witness.
    let granted = theft.ben.signs(Act::RoleGranted {
        member: theft.ben.me(),
        role: Role::Coordinator,
    });
    let entry = theft.sequenced(Stated::Record(granted));
    theft.brings("Ben as coordinator", vec![LogItem::Entry(Box::new(entry))]);
    let version = theft.ada.sees_claim(&theft.claim).version.to_string();
    let witness = FactKey::new(theft.ben.me(), "witness", version);
    let facts = [(witness, Value::Clear("{\"v\":1}".to_owned()))];
    let change = theft.ben.states(&theft.ledger(), &facts, |_| ());
    // Well-formed and signed, so it is taken in; and counts for nothing.
    let rows = theft.vouched(&change, &theft.ben.secret);
    let liar = Liar::to(&theft.world, &theft.ada, |reply| add(reply, rows.clone()));
    let _ = theft.ada.tries_to_sync_over(&liar);
    theft.nothing_counts("Ben as witness");
}

#[test]
fn what_was_agreed_to_does_not_become_more() {
    let theft = Theft::new();
    theft.cleo.agrees(&theft.claim);
    theft.world.settles();
    assert_eq!(theft.ada.says_balance_of(&theft.ben.phone), 60);
    // Ten hours under the name of the hour that Cleo agreed to: the name is the words' own hash.
    let state = theft.ada.look().state(&theft.ledger()).unwrap();
    let op = state.ops.iter().find(|op| op.key.topic == "claim").unwrap();
    let Value::Clear(text) = &op.value else {
        panic!("claims are clear")
    };
    let more = text.replace("\"minutes\":60", "\"minutes\":600");
    assert_ne!(*text, more);
    let other = DocumentName::new(theft.ben.space(), DocumentKind::Ledger, "2026-12");
    let mut written = Vec::new();
    for (name, key, text) in [
        (&theft.ledger(), op.key.subject.clone() + "x", &more),
        (&other, op.key.subject.clone(), &more),
        (&other, op.key.subject.clone() + "y", text),
    ] {
        let key = FactKey::new(theft.ben.me(), "claim", key);
        written.push(written_in(&theft, name, key, text));
    }
    assert!(written.iter().all(|word| word == "taken"), "{written:?}");
    theft.world.settles_somehow();
    for phone in [&theft.ada, &theft.cleo] {
        assert_eq!(phone.says_balance_of(&theft.ben.phone), 60);
        assert_eq!(phone.says_balance_of(&theft.cleo), -60);
    }
}

/// States a fact in a document that may be new, each time as far as the server has Ben's feed.
fn written_in(theft: &Theft, name: &DocumentName, key: FactKey, text: &str) -> String {
    // Ben's own phone takes back what the program wrote before.
    let _ = theft.ben.phone.tries_to_sync();
    let facts = [(key, Value::Clear(text.to_owned()))];
    if theft.ben.phone.look().state(name).is_some() {
        return theft.ben.says(name, &facts);
    }
    let device = theft.ben.secret.tag();
    let n = theft.ben.next_n(name.space, device);
    let mut document = kith_domain::write::Document::new(name.id()).unwrap();
    let bytes = document.put(theft.ben.fresh_actor(device), n, &facts, None);
    let change = FedChange {
        document: name.id(),
        device,
        n,
        bytes: bytes.unwrap().unwrap().into(),
    };
    theft.ben.gives(theft.ben.pack(name, vec![change]))
}

#[test]
fn no_pledge_shows_that_its_member_did_not_make() {
    let theft = Theft::new();
    let round = theft
        .ada
        .opens_a_round("October", &[article("rice", 6, 180)]);
    theft.cleo.syncs();
    theft.ada.syncs();
    theft.cleo.syncs();
    theft.cleo.pledges(&round, "rice", (1, 2, 2));
    theft.world.settles();
    let name = DocumentName::new(theft.ben.space(), DocumentKind::Round, round.0.clone());
    let state = theft.ada.look().state(&name).unwrap();
    let op = state
        .ops
        .iter()
        .find(|op| op.key.topic == "pledge")
        .unwrap();
    let more = Value::Clear("{\"v\":1,\"at_least\":60,\"want\":60,\"up_to\":60}".to_owned());
    for (device, secret) in [
        (theft.cleo.look().row.device, &theft.server),
        (theft.cleo.look().row.device, &theft.ben.secret),
        (theft.ben.secret.tag(), &theft.ben.secret),
    ] {
        let n = theft.ben.next_n(name.space, device);
        let facts = [(op.key.clone(), more.clone())];
        let change = theft.ben.states_as(&name, (device, n), &facts, |_| ());
        theft.brings("a pledge of Cleo's", theft.vouched(&change, secret));
        let pledges = theft.ada.sees_article(&round, "rice").pledges;
        assert_eq!(pledges.len(), 1);
        assert_eq!(pledges[0].want, 2);
    }
}

#[test]
fn a_key_that_the_server_mails_is_never_sealed_under() {
    let theft = Theft::new();
    let space = theft.ben.space();
    let bogus = SpaceKey::Shared([66; 32]);
    let device = theft.cleo.look().row.device;
    let mut dice = Dice::new([3; 32]);
    let to = theft.cleo.look().sequenced.devices[&device].box_key;
    let wrap = wrapped(&theft, space, bogus, (device, to), &mut dice);
    let liar = Liar::to(&theft.world, &theft.cleo, |reply| {
        reply.mail.push(wrap.clone())
    });
    let _ = theft.cleo.tries_to_sync_over(&liar);
    theft.cleo.writes_a_page("I keep a spare key under the pot");
    let people = DocumentName::new(space, DocumentKind::People, "all");
    let state = theft.cleo.look().state(&people).unwrap();
    let page = state.ops.iter().rfind(|op| op.key.topic == "page").unwrap();
    let Value::Sealed(bytes) = &page.value else {
        panic!("a page is sealed")
    };
    assert!(!bytes.windows(8).any(|eight| *eight == bogus.id().short()));
    theft.world.settles();
    converge::everybody_agrees(&[theft.ada, theft.cleo]).unwrap();
}

fn wrapped(
    theft: &Theft,
    space: SpaceId,
    key: SpaceKey,
    to: (DeviceTag, BoxKey),
    dice: &mut Dice,
) -> Wrap {
    let community = theft.ada.community();
    Wrap::seal(community, space, key, to, dice).expect("a box key")
}

#[test]
fn a_key_is_wrapped_for_nobody_the_roster_does_not_let_in() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let pairing = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    let key = ada.look().sequenced.spaces[&pairing]
        .keys
        .last()
        .unwrap()
        .id;
    let stranger = Secret::from_seed(&[66; 32]);
    for device in [dora.look().row.device, stranger.tag()] {
        let lack = Lacking {
            space: pairing,
            key,
            device,
        };
        let liar = Liar::to(&world, &ada, |reply| reply.lacking.push(lack));
        let _ = ada.tries_to_sync_over(&liar);
        assert!(ada.look().mail().iter().all(|wrap| wrap.device != device));
    }
    world.settles();
    let dora = Mallory::with(&world, &dora);
    let asked = dora.gives(kith_domain::wire::Push::default());
    assert_eq!(asked, "nothing");
    assert!(dora.phone.look().keyring.find(pairing, key).is_none());
}

#[test]
fn a_removed_coordinator_and_the_server_let_nobody_into_a_pairing() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let pairing = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    let thief = Mallory::with(&world, &cleo);
    ada.removes(&cleo);
    ada.syncs();
    harold.syncs();
    // Cleo looked after this pairing. Her old key now signs a grant for Dora, and the server's
    // countersigns it.
    let look = harold.look();
    let mut body = thief.body(
        Some(pairing),
        Act::RoleGranted {
            member: dora.id(),
            role: Role::PairingCoordinator,
        },
    );
    body.predecessor = look.sequenced.subjects.get(&body.subject()).copied();
    let record = Record::signed_by(body, &[&thief.secret]);
    let (number, previous) = look.sequenced.chain(pairing);
    let at = (number + 1, previous);
    let stated = Stated::Record(record);
    let entry = Entry::sequence(pairing, at, stated, Vec::new(), 0, &server_key(&world));
    let liar = Liar::to(&world, &harold, |reply| {
        add(reply, vec![LogItem::Entry(Box::new(entry.clone()))]);
    });
    let report = harold.tries_to_sync_over(&liar);
    assert!(!report.troubles.is_empty(), "Harold is told");
    assert!(!harold.look().sequenced.may_read(pairing, dora.id()));
}

#[test]
fn nothing_sealed_lies_at_the_server_or_travels_in_the_clear() {
    let words = [
        "the hedge, both sides",
        "I have a ladder",
        "a good morning",
        "both follow the cricket",
    ];
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let _ = ben.gave(&cleo, 60);
    ben.writes_a_page(words[1]);
    let pairing = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ben.visited(pairing, words[2]);
    let mut travelled = Vec::new();
    for phone in [&ben, &harold, &ada] {
        let liar = Liar::to(&world, phone, |reply| {
            travelled.push(format!("{:?}", rows(reply)).into_bytes());
            for item in rows(reply) {
                travelled.push(kith_domain::hash::encode(&item));
            }
        });
        let _ = phone.tries_to_sync_over(&liar);
    }
    let lying = world.server_copy().files();
    let known = ben.id().to_string();
    assert!(holds(&lying, known.as_bytes()), "it is the server's folder");
    assert!(!travelled.is_empty());
    for word in words.iter().chain(&["Ben", "Harold"]) {
        assert!(!holds(&lying, word.as_bytes()), "{word} lies at the server");
        assert!(!holds(&travelled, word.as_bytes()), "{word} travelled");
    }
}

fn holds(bytes: &[Vec<u8>], word: &[u8]) -> bool {
    bytes
        .iter()
        .any(|b| b.windows(word.len()).any(|w| w == word))
}
