//! The street the attacks happen in, and Mallory's ways of trying.

use automerge::ExpandedChange;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::ids::SpaceId;
use kith_domain::poster::Poster;
use kith_domain::roster::{Act, Record, Role, Stated};
use kith_domain::wire::Push;
use kith_tests::soak::bombs;
use kith_tests::{Mallory, Phone, Round, World, article};
use std::num::NonZeroU64;

/// Ada looks after the neighbourhood and a pairing; Ben's phone is in Mallory's hands; Cleo and
/// Harold are honest; Zoe has a neighbourhood of her own on the same server.
pub struct Street {
    pub world: World,
    pub ada: Phone,
    pub cleo: Phone,
    pub round: Round,
    pub ben: Mallory,
    pub dan: Mallory,
    pub zoe: Phone,
    pub pairing: SpaceId,
    pub posters: Posters,
}

/// Links of posters; whoever walks by the shop may scan them.
pub struct Posters {
    pub open: String,
    pub used_up: String,
    pub taken_back: String,
}

impl Street {
    pub fn new() -> Self {
        let world = World::new();
        let [ada, ben, cleo, dan, harold] =
            world.neighbourhood(["Ada", "Ben", "Cleo", "Dan", "Harold"]);
        let zoe = world.phone("Zoe");
        zoe.founds(&world.address());
        let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
        ada.makes(&cleo, Role::Coordinator);
        world.settles();
        ada.takes_back(&cleo, Role::Coordinator);
        ada.makes(&ada, Role::Lead);
        let pairing = ada.opens_a_pairing(&harold, &[&ada]);
        ben.pledges(&round, "rice", (1, 1, 1));
        cleo.pledges(&round, "rice", (1, 1, 1));
        let _ = ben.gave(&cleo, 30);
        world.settles();
        ben.pledges(&round, "rice", (1, 2, 2));
        world.settles();
        let posters = hang_posters(&world, &ada);
        let [ben, dan] = [ben, dan].map(|phone| Mallory::with(&world, &phone));
        Self {
            world,
            ada,
            cleo,
            round,
            ben,
            dan,
            zoe,
            pairing,
            posters,
        }
    }

    /// Everything the server holds of the neighbourhood, as Ada reads it.
    pub fn log(&self) -> (usize, u32) {
        let moved = self.ada.syncs();
        let look = self.ada.look();
        (moved.merged, look.sequenced.chain(look.space()).0)
    }

    /// The last two attacks, which leave their entries behind: what a device and a member write
    /// after they no longer may.
    pub fn is_revoked_and_removed(&self) -> Vec<(&'static str, String)> {
        let token = |mallory: &Mallory| {
            let mut ask = mallory.ask(Push::default());
            ask.token = mallory.token_for(mallory.phone.community());
            ask
        };
        let late = |mallory: &Mallory| {
            let name = self.round();
            let change = mallory.states(&name, &[pledge(&mallory.phone, "late", 1)], |_| ());
            let mut ask = token(mallory);
            ask.push = Some(mallory.pack(&name, vec![change]));
            mallory.sends(ask)
        };
        self.ada.revokes(self.ben.secret.tag());
        self.ada.removes(&self.dan.phone);
        self.ada.syncs();
        vec![
            ("writes with a phone that was revoked", late(&self.ben)),
            ("reads with a phone that was revoked", {
                let mut ask = token(&self.ben);
                ask.push = None;
                self.ben.sends(ask)
            }),
            ("writes after being removed", late(&self.dan)),
        ]
    }

    pub(super) fn round(&self) -> DocumentName {
        DocumentName::new(self.ben.space(), DocumentKind::Round, self.round.0.clone())
    }

    pub(super) fn device(&self, phone: &Phone) -> kith_domain::ids::DeviceTag {
        phone.look().row.device
    }

    pub(super) fn says(&self, facts: &[(FactKey, Value)]) -> String {
        self.ben.says(&self.round(), facts)
    }

    /// An honest pledge, edited on its way.
    pub(super) fn edited(&self, edit: impl FnOnce(&mut ExpandedChange)) -> String {
        let name = self.round();
        let facts = [pledge(&self.ben.phone, "x", 1)];
        let change = self.ben.states(&name, &facts, edit);
        self.ben.gives(self.ben.pack(&name, vec![change]))
    }

    /// Any bytes as the next change.
    pub(super) fn raw(&self, bytes: Vec<u8>) -> String {
        let name = self.round();
        let mut change = self
            .ben
            .states(&name, &[pledge(&self.ben.phone, "x", 1)], |_| ());
        change.bytes = bytes.into();
        self.ben.gives(self.ben.pack(&name, vec![change]))
    }

    pub(super) fn bomb(&self, name: &str) -> String {
        let all = bombs::all();
        let (_, bomb) = all
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a kept bomb");
        self.raw(bomb.case.last().bytes.clone())
    }

    /// A change of the round that says it is of another document.
    pub(super) fn given_elsewhere(&self, other: &DocumentName) -> String {
        let (device, n) = (
            self.ben.secret.tag(),
            self.ben.next_n(other.space, self.ben.secret.tag()),
        );
        let facts = [pledge(&self.ben.phone, "x", 1)];
        let mut change = self
            .ben
            .states_as(&self.round(), (device, n), &facts, |_| ());
        change.document = other.id();
        self.ben.gives(self.ben.pack(other, vec![change]))
    }

    /// The first fact of a document this phone does not hold.
    pub(super) fn fresh(&self, name: &DocumentName, topic: &str) -> String {
        let device = self.ben.secret.tag();
        let n = self.ben.next_n(name.space, device);
        let facts = [(FactKey::new(self.ben.me(), topic, "x.y"), clear("{}"))];
        let mut document = kith_domain::write::Document::new(name.id()).unwrap();
        let bytes = document.put(self.ben.fresh_actor(device), n, &facts, None);
        let change = kith_domain::wire::FedChange {
            document: name.id(),
            device,
            n,
            bytes: bytes.unwrap().unwrap().into(),
        };
        self.ben.gives(self.ben.pack(name, vec![change]))
    }

    pub(super) fn to_zoes(&self, push: Push) -> String {
        let mut ask = self.ben.ask(push);
        ask.community = self.zoe.community();
        ask.token = self.ben.token_for(ask.community);
        self.ben.sends(ask)
    }

    pub(super) fn states(&self, act: Act) -> String {
        self.ben.gives_records(vec![self.ben.signs(act)])
    }

    /// The first record of its kind that stands.
    pub(super) fn record(&self, is: impl Fn(&Act) -> bool) -> Record {
        let entries = self.ada.look().entries_of_rosters().into_iter();
        let mut records = entries.filter_map(|entry| match entry.stated {
            Stated::Record(record) => Some(record),
            Stated::Line(_) => None,
        });
        records
            .find(|record| is(&record.body.act))
            .expect("such a record")
    }

    pub(super) fn some_key(&self, of: &Phone, topic: &str) -> FactKey {
        self.key_in(&self.round(), of, topic)
    }

    pub(super) fn key_in(&self, name: &DocumentName, of: &Phone, topic: &str) -> FactKey {
        let ops = of.look().state(name).unwrap().ops.into_iter();
        let mut keys = ops.map(|op| op.key);
        keys.find(|key| key.member == of.id() && key.topic == topic)
            .expect("such a fact")
    }
}

/// Three posters: one that nobody came by, one by which Gwen came, the only one it lets in, and one that
/// Ada took back.
fn hang_posters(world: &World, ada: &Phone) -> Posters {
    ada.raises_the_rules();
    let posters = Posters {
        open: ada.hangs_a_poster(5, 30),
        used_up: ada.hangs_a_poster(1, 30),
        taken_back: ada.hangs_a_poster(5, 30),
    };
    let gone = Poster::read(&posters.taken_back).expect("a poster");
    let invite = gone.signer.public();
    ada.does(&Command::Membership(Membership::WithdrawInvite { invite }));
    ada.syncs();
    let gwen = world.phone("Gwen");
    gwen.asks_in(&posters.used_up);
    gwen.syncs();
    ada.syncs();
    ada.lets_in("Gwen");
    world.settles();
    posters
}

pub(super) fn clear(text: &str) -> Value {
    Value::Clear(text.to_owned())
}

pub(super) fn pledge(who: &Phone, subject: &str, want: u32) -> (FactKey, Value) {
    let key = FactKey::new(who.id(), "pledge", subject);
    (key, clear(&format!("{{\"want\":{want}}}")))
}

pub(super) fn start(op: u64) -> NonZeroU64 {
    NonZeroU64::new(op).expect("not zero")
}
