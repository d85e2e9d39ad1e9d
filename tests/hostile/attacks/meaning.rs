//! Well-formed changes that say what their author may not.

use super::Attack;
use super::street::{clear, start};
use automerge::ChangeHash as TheirHash;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::ids::SpaceId;

pub(super) const MEANING: &[Attack] = &[
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
];
