//! Writing as somebody else, or elsewhere than one says.

use super::Attack;
use super::street::{clear, pledge};
use automerge::ActorId;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::FactKey;
use kith_domain::ids::{Actor, ItemId};

pub(super) const AUTHORS: &[Attack] = &[
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
];
