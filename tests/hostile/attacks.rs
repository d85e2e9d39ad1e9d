//! The attacks: each a name and what Mallory, who has Ben's phone, tries.

use automerge::legacy::{OpId as TheirOp, OpType};
use automerge::{ActorId, ChangeHash as TheirHash, ExpandedChange, ScalarValue};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::genesis::genesis_hash;
use kith_domain::hash::encode;
use kith_domain::ids::{Actor, ItemId, SpaceId};
use kith_domain::invite::InviteSecret;
use kith_domain::keys::Secret;
use kith_domain::limits;
use kith_domain::roster::{Act, Entry, Record, Role, SpaceKind, Stated};
use kith_domain::wire::{Push, SyncRequest, VERSION};
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
    dan: Mallory,
    zoe: Phone,
    pairing: SpaceId,
}

/// An attack by its name.
type Attack = (&'static str, fn(&Street) -> String);

pub const ATTACKS: &[Attack] = &[
    ("speaks as another's device", |s| {
        let cleo = s.device(&s.cleo);
        s.edited(|c| c.actor_id = ActorId::from(Actor::new(cleo, [1; 4]).0))
    }),
    ("writes as the document's beginning", |s| {
        let genesis = s.round().id();
        s.edited(|c| c.actor_id = ActorId::from(genesis.as_bytes()))
    }),
    ("goes on in another's feed, signed with the own key", |s| {
        let (cleo, name) = (s.device(&s.cleo), s.round());
        let n = s.ben.next_n(name.space, cleo);
        let facts = [pledge(&s.cleo, "forged", 9)];
        let change = s.ben.states_as(&name, (cleo, n), &facts, |_| ());
        s.ben.gives(s.ben.pack(&name, vec![change]))
    }),
    ("writes in another's drawer", |s| {
        s.says(&[pledge(&s.cleo, "forged", 9)])
    }),
    ("overwrites another's fact", |s| {
        let key = s.some_key(&s.cleo, "pledge");
        s.says(&[(key, clear("{}"))])
    }),
    ("replays another's change as its own", |s| {
        let name = s.round();
        let changes = s.cleo.look().changes(&name);
        let mut change = s.ben.states(&name, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        change.bytes = changes.last().unwrap().clone().into();
        s.ben.gives(s.ben.pack(&name, vec![change]))
    }),
    ("gives a change of one document for another", |s| {
        let other = DocumentName::round(s.ben.space(), s.ben.me(), ItemId([7; 10]));
        s.given_elsewhere(&other)
    }),
    ("gives a change of one space for another", |s| {
        let other = DocumentName::new(s.pairing, DocumentKind::Pairing, "all");
        s.given_elsewhere(&other)
    }),
    ("gives a change to another community", |s| {
        let name = DocumentName::new(s.zoe.look().space(), DocumentKind::Ledger, "2026-11");
        let facts = [(FactKey::new(s.zoe.id(), "claim", "a.b"), clear("{}"))];
        let device = s.ben.secret.tag();
        let mut document = kith_domain::write::Document::new(name.id()).unwrap();
        let bytes = document.put(s.ben.fresh_actor(device), 1, &facts, None);
        let mut push = s.ben.pack(&s.round(), Vec::new());
        push.documents = vec![name.clone()];
        push.changes = vec![kith_domain::wire::FedChange {
            document: name.id(),
            device,
            n: 1,
            bytes: bytes.unwrap().unwrap().into(),
        }];
        s.to_zoes(push)
    }),
    ("gives a record to another community", |s| {
        let records = vec![s.ben.signs(Act::MemberLeft { member: s.ben.me() })];
        s.to_zoes(Push {
            records,
            ..Push::default()
        })
    }),
    ("uses a token of another community", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.token = s.ben.token_for(s.zoe.community());
        s.ben.sends(ask)
    }),
    ("replays a grant that was taken back", |s| {
        let granted = s.record(|act| matches!(act, Act::RoleGranted { .. }));
        let answer = s.ben.gives_records(vec![granted]);
        s.ada.syncs();
        assert!(!s.ada.look().rosters.has_role(
            s.ada.look().space(),
            Role::Coordinator,
            s.cleo.id()
        ));
        answer
    }),
    ("signs a grant to itself", |s| {
        s.states(Act::RoleGranted {
            member: s.ben.me(),
            role: Role::Coordinator,
        })
    }),
    (
        "puts a coordinator's signature under a grant to itself",
        |s| {
            let granted = s.record(|act| matches!(act, Act::RoleGranted { .. }));
            let mut forged = s.ben.signs(Act::RoleGranted {
                member: s.ben.me(),
                role: Role::Lead,
            });
            forged.signatures = granted.signatures;
            s.ben.gives_records(vec![forged])
        },
    ),
    ("removes another", |s| {
        s.states(Act::MemberRemoved {
            member: s.cleo.id(),
        })
    }),
    ("revokes another's device", |s| {
        s.states(Act::DeviceRevoked {
            device: s.device(&s.cleo),
        })
    }),
    ("adds a device to another", |s| {
        let new = Secret::from_seed(&[77; 32]);
        let act = Act::DeviceAdded {
            member: s.cleo.id(),
            device: new.public(),
            box_key: new.box_key(),
            revokes: Vec::new(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret, &new])])
    }),
    ("opens a pairing", |s| {
        let act = Act::SpaceOpened {
            kind: SpaceKind::Pairing,
            participants: Vec::new(),
            key: kith_domain::sealed::SpaceKey::Shared([1; 32]).id(),
        };
        let body = s.ben.body(None, act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret])])
    }),
    ("admits a friend by an invite that was used", |s| {
        let used = s.record(|act| matches!(act, Act::MemberAdmitted { .. }));
        let Act::MemberAdmitted { invite, .. } = used.body.act else {
            unreachable!("it admits")
        };
        let friend = Secret::from_seed(&[78; 32]);
        let act = Act::MemberAdmitted {
            invite,
            device: friend.public(),
            box_key: friend.box_key(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&friend, &s.ben.secret])])
    }),
    ("admits a friend by an invite it made up", |s| {
        let (friend, invite) = (Secret::from_seed(&[78; 32]), InviteSecret([5; 32]).signer());
        let act = Act::MemberAdmitted {
            invite: invite.public(),
            device: friend.public(),
            box_key: friend.box_key(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&friend, &invite])])
    }),
    ("names a record before it that is not the last", |s| {
        let mut body = s
            .ben
            .body(Some(s.ben.space()), Act::MemberLeft { member: s.ben.me() });
        body.predecessor = Some(kith_domain::ids::RecordHash([9; 32]));
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret])])
    }),
    ("writes a number again, backdated", |s| {
        let name = s.round();
        let at = (s.ben.secret.tag(), 1);
        let change = s
            .ben
            .states_as(&name, at, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        s.ben.gives(s.ben.pack(&name, vec![change]))
    }),
    ("carries another number inside", |s| {
        s.edited(|c| c.time = 1)
    }),
    ("carries the lowest number there is", |s| {
        s.edited(|c| c.time = i64::MIN)
    }),
    ("leaves a gap in its actor's count", |s| {
        s.edited(|c| c.seq += 7)
    }),
    ("counts as far as one can", |s| {
        s.edited(|c| c.seq = u64::MAX)
    }),
    ("signs a chain with a link nobody has", |s| {
        let name = s.round();
        let change = s.ben.states(&name, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        let mut hidden = change.clone();
        hidden.n -= 1;
        let mut push = s.ben.pack(&name, vec![hidden, change]);
        push.changes.remove(0);
        s.ben.gives(push)
    }),
    ("signs nothing", |s| {
        let name = s.round();
        let change = s.ben.states(&name, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        let mut push = s.ben.pack(&name, vec![change]);
        push.heads.clear();
        s.ben.gives(push)
    }),
    ("forks its own history", |s| {
        let genesis = TheirHash(genesis_hash(s.round().id()).0);
        s.edited(|c| {
            c.deps = vec![genesis];
            c.start_op = NonZeroU64::new(2).unwrap();
        })
    }),
    ("builds on nothing", |s| s.edited(|c| c.deps.clear())),
    ("builds on what nobody has", |s| {
        s.edited(|c| c.deps = vec![TheirHash([9; 32])])
    }),
    ("takes a start that wins every conflict", |s| {
        s.edited(|c| c.start_op = start(1 << 31))
    }),
    ("takes a start that ends the document", |s| {
        s.edited(|c| c.start_op = start((1 << 32) - 1))
    }),
    ("takes a start below its past", |s| {
        s.edited(|c| c.start_op = start(1))
    }),
    ("overwrites what was never written", |s| {
        let unknown = TheirOp::new(99, &ActorId::from(Actor::new(s.ben.secret.tag(), [9; 4]).0));
        s.edited(|c| c.operations[0].pred = vec![unknown].into())
    }),
    ("overwrites another's op under a key of its own", |s| {
        let key = s.some_key(&s.cleo, "pledge");
        let op = s.ben.phone.look().automerge(&s.round()).facts().unwrap()[&key.to_string()][0].0;
        let op = TheirOp::new(op.counter, &ActorId::from(op.actor.0));
        s.edited(|c| c.operations[0].pred = vec![op].into())
    }),
    ("deletes", |s| {
        s.edited(|c| c.operations[0].action = OpType::Delete)
    }),
    ("counts up", |s| {
        s.edited(|c| c.operations[0].action = OpType::Increment(9))
    }),
    ("nests", |s| {
        s.edited(|c| c.operations[0].action = OpType::Make(automerge::ObjType::Map))
    }),
    ("puts a number where words belong", |s| {
        s.edited(|c| c.operations[0].action = OpType::Put(ScalarValue::Int(9)))
    }),
    ("says something beside the change", |s| {
        s.edited(|c| c.message = Some("hello".into()))
    }),
    ("says nothing", |s| s.edited(|c| c.operations.clear())),
    ("says one thing twice", |s| {
        s.edited(|c| c.operations.push(c.operations[0].clone()))
    }),
    ("a hundred million ops in 69 bytes", |s| s.bomb("rle-bomb")),
    ("run counts whose sum overflows", |s| s.bomb("rle-overflow")),
    ("two kilobytes that inflate two hundredfold", |s| {
        s.bomb("deflate-bomb")
    }),
    ("an honest change, compressed", |s| {
        s.bomb("deflated-change")
    }),
    ("a thousand deps", |s| s.bomb("head-bomb")),
    ("maps fifteen hundred deep", |s| s.bomb("deep-nesting")),
    ("junk behind a change", |s| s.bomb("junk-after")),
    ("two changes in one", |s| s.bomb("twice")),
    ("no change at all", |s| s.raw(vec![0; 40])),
    ("a change larger than any may be", |s| {
        s.raw(vec![0x85; limits::CHANGE + 1])
    }),
    ("fills its drawer and goes on", |s| {
        let name = s.round();
        let words = "x".repeat(4000);
        let facts: Vec<_> = (0..7)
            .map(|i| {
                (
                    FactKey::new(s.ben.me(), "pledge", format!("fill{i}")),
                    clear(&words),
                )
            })
            .collect();
        let more: Vec<_> = (7..14)
            .map(|i| {
                (
                    FactKey::new(s.ben.me(), "pledge", format!("fill{i}")),
                    clear(&words),
                )
            })
            .collect();
        let first = s.ben.states(&name, &facts, |_| ());
        let at = (s.ben.secret.tag(), first.n + 1);
        let first_hash = TheirHash(kith_domain::guard::change_hash(&first.bytes).unwrap().0);
        let second = s.ben.states_as(&name, at, &more, |c| {
            c.deps = vec![first_hash];
            c.start_op = start(c.start_op.get() + 7);
        });
        s.ben.gives(s.ben.pack(&name, vec![first, second]))
    }),
    ("a fact larger than any may be", |s| {
        s.says(&[(
            FactKey::new(s.ben.me(), "pledge", "x"),
            clear(&"x".repeat(4097)),
        )])
    }),
    ("leaves in the clear what is sealed", |s| {
        let board = DocumentName::new(s.ben.space(), DocumentKind::People, "all");
        s.ben.says(
            &board,
            &[(
                FactKey::new(s.ben.me(), "page", "self"),
                clear("Ben, 4 Elm Row"),
            )],
        )
    }),
    ("seals what is clear", |s| {
        s.says(&[(
            FactKey::new(s.ben.me(), "pledge", "x"),
            Value::Sealed(vec![1; 60]),
        )])
    }),
    ("writes a topic where it does not belong", |s| {
        s.says(&[(FactKey::new(s.ben.me(), "claim", "a.b"), clear("{}"))])
    }),
    ("changes what is written once", |s| {
        let ledger = DocumentName::new(s.ben.space(), DocumentKind::Ledger, "2026-11");
        let key = s.key_in(&ledger, &s.ben.phone, "claim");
        s.ben.says(&ledger, &[(key, clear("{}"))])
    }),
    ("seals another's round", |s| {
        s.says(&[(FactKey::new(s.ben.me(), "seal", "it"), clear("{}"))])
    }),
    ("witnesses without being a coordinator", |s| {
        let ledger = DocumentName::new(s.ben.space(), DocumentKind::Ledger, "2026-11");
        s.ben.says(
            &ledger,
            &[(FactKey::new(s.ben.me(), "witness", "a.b"), clear("{}"))],
        )
    }),
    ("writes into a pairing it is not in", |s| {
        let name = DocumentName::new(s.pairing, DocumentKind::Pairing, "all");
        s.fresh(&name, "introduced")
    }),
    ("writes of the future into a pairing it is not in", |s| {
        let name = DocumentName::new(s.pairing, DocumentKind::Pairing, "all");
        s.fresh(&name, "horoscope")
    }),
    ("begins a ledger in a pairing's space", |s| {
        s.fresh(
            &DocumentName::new(s.pairing, DocumentKind::Ledger, "2026-11"),
            "claim",
        )
    }),
    ("begins a document in a space there is not", |s| {
        s.fresh(
            &DocumentName::new(SpaceId([9; 16]), DocumentKind::Ledger, "2026-11"),
            "claim",
        )
    }),
    ("begins a document of a crooked name", |s| {
        s.fresh(
            &DocumentName::new(s.ben.space(), DocumentKind::Ledger, "Crooked Name"),
            "claim",
        )
    }),
    ("gives more than a push may hold", |s| {
        let name = s.round();
        let change = s.ben.states(&name, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        let mut push = s.ben.pack(&name, vec![change.clone()]);
        push.changes = vec![change; limits::PUSH_CHANGES + 1];
        s.ben.gives(push)
    }),
    ("gives back what was never lost", |s| {
        let entries = s.ben.phone.look().entries_of_rosters();
        let mut forged = entries.last().unwrap().clone();
        forged.number += 1;
        let push = Push {
            entries: vec![forged],
            ..Push::default()
        };
        s.ben.gives(push)
    }),
    ("countersigns an entry itself", |s| {
        let look = s.ben.phone.look();
        let grant = s.ben.signs(Act::RoleGranted {
            member: s.ben.me(),
            role: Role::Coordinator,
        });
        let (number, previous) = look.sequenced.chain(look.space());
        let entry = Entry::sequence(
            look.space(),
            (number + 1, previous),
            Stated::Record(grant),
            Vec::new(),
            0,
            &s.ben.secret,
        );
        s.ben.gives(Push {
            entries: vec![entry],
            ..Push::default()
        })
    }),
    ("makes up a token", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.token = vec![7; 60].into();
        s.ben.sends(ask)
    }),
    ("bends a token", |s| {
        let mut ask = s.ben.ask(Push::default());
        let mut token = s.ben.token.to_vec();
        let last = token.len() - 1;
        token[last] ^= 1;
        ask.token = token.into();
        s.ben.sends(ask)
    }),
    ("speaks another version", |s| {
        let asks = vec![s.ben.ask(Push::default())];
        s.ben.posts_as_a_sync(encode(&SyncRequest {
            version: VERSION + 1,
            asks,
        }))
    }),
    ("sends what is no request", |s| {
        s.ben.posts_as_a_sync(vec![0x9f; 4000])
    }),
    ("sends arrays in arrays in arrays", |s| {
        s.ben.posts_as_a_sync(vec![0x81; 100_000])
    }),
    ("sends more than a request may be", |s| {
        s.ben.posts_as_a_sync(vec![0; limits::REQUEST + 1])
    }),
    ("asks for a hundred communities at once", |s| {
        let asks = vec![s.ben.ask(Push::default()); 100];
        s.ben.posts_as_a_sync(encode(&SyncRequest {
            version: VERSION,
            asks,
        }))
    }),
    ("shows a cursor it made up", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.cursor = Some(vec![0xff; 60].into());
        s.ben.sends(ask)
    }),
    ("uses a token of yesterday", |s| {
        s.world.days_pass(1);
        s.ben.sends(s.ben.ask(Push::default()))
    }),
];

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

    fn round(&self) -> DocumentName {
        DocumentName::new(self.ben.space(), DocumentKind::Round, self.round.0.clone())
    }

    fn device(&self, phone: &Phone) -> kith_domain::ids::DeviceTag {
        phone.look().row.device
    }

    fn says(&self, facts: &[(FactKey, Value)]) -> String {
        self.ben.says(&self.round(), facts)
    }

    /// An honest pledge, edited on its way.
    fn edited(&self, edit: impl FnOnce(&mut ExpandedChange)) -> String {
        let name = self.round();
        let facts = [pledge(&self.ben.phone, "x", 1)];
        let change = self.ben.states(&name, &facts, edit);
        self.ben.gives(self.ben.pack(&name, vec![change]))
    }

    /// Any bytes as the next change.
    fn raw(&self, bytes: Vec<u8>) -> String {
        let name = self.round();
        let mut change = self
            .ben
            .states(&name, &[pledge(&self.ben.phone, "x", 1)], |_| ());
        change.bytes = bytes.into();
        self.ben.gives(self.ben.pack(&name, vec![change]))
    }

    fn bomb(&self, name: &str) -> String {
        let all = bombs::all();
        let (_, bomb) = all
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a kept bomb");
        self.raw(bomb.case.last().bytes.clone())
    }

    /// A change of the round that says it is of another document.
    fn given_elsewhere(&self, other: &DocumentName) -> String {
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
    fn fresh(&self, name: &DocumentName, topic: &str) -> String {
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

    fn to_zoes(&self, push: Push) -> String {
        let mut ask = self.ben.ask(push);
        ask.community = self.zoe.community();
        ask.token = self.ben.token_for(ask.community);
        self.ben.sends(ask)
    }

    fn states(&self, act: Act) -> String {
        self.ben.gives_records(vec![self.ben.signs(act)])
    }

    /// The first record of its kind that stands.
    fn record(&self, is: impl Fn(&Act) -> bool) -> Record {
        let entries = self.ada.look().entries_of_rosters().into_iter();
        let mut records = entries.filter_map(|entry| match entry.stated {
            Stated::Record(record) => Some(record),
            Stated::Line(_) => None,
        });
        records
            .find(|record| is(&record.body.act))
            .expect("such a record")
    }

    fn some_key(&self, of: &Phone, topic: &str) -> FactKey {
        self.key_in(&self.round(), of, topic)
    }

    fn key_in(&self, name: &DocumentName, of: &Phone, topic: &str) -> FactKey {
        let ops = of.look().state(name).unwrap().ops.into_iter();
        let mut keys = ops.map(|op| op.key);
        keys.find(|key| key.member == of.id() && key.topic == topic)
            .expect("such a fact")
    }
}

fn clear(text: &str) -> Value {
    Value::Clear(text.to_owned())
}

fn pledge(who: &Phone, subject: &str, want: u32) -> (FactKey, Value) {
    let key = FactKey::new(who.id(), "pledge", subject);
    (key, clear(&format!("{{\"want\":{want}}}")))
}

fn start(op: u64) -> NonZeroU64 {
    NonZeroU64::new(op).expect("not zero")
}
