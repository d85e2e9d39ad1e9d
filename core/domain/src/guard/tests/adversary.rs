//! A client that knows the guard and goes to its limits: any deps, any preds it lets pass.
//!
//! Whatever it gets admitted must leave the document loadable, the same in every order of arrival,
//! and with the winners the index names. (Without the rule that overwritten ops lie in the causal
//! past, half of such histories panic or cannot be loaded.)

use super::honest::assert_sound;
use super::town::{ANN, ANNS_TABLET, BEN, DOC, Phone, Town};
use crate::genesis::{FACTS_COUNTER, genesis_hash};
use crate::guard::{Checked, Index};
use crate::ids::{ChangeHash, OpId};
use crate::write::Document;
use automerge::legacy::{Key, ObjectId, Op, OpId as TheirOp, OpType};
use automerge::{ActorId, Change, ExpandedChange, ScalarValue};
use proptest::prelude::*;
use proptest::sample::Index as Pick;
use std::num::NonZeroU64;

/// One put: which key, what value, which of the key's ops it claims to overwrite.
type Claim = (u8, u8, Vec<Pick>);

/// One change the adversary makes up.
#[derive(Debug, Clone)]
struct Attempt {
    phone: usize,
    fresh: bool,
    /// Keeps to the rules it can check for itself, so that most attempts pass.
    sly: bool,
    deps: Vec<Pick>,
    claims: Vec<Claim>,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let picks = || prop::collection::vec(any::<Pick>(), 0..4);
    let claims = prop::collection::vec((0..3_u8, 0..3_u8, picks()), 1..4);
    (
        0..4_usize,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.9),
        picks(),
        claims,
    )
        .prop_map(|(phone, fresh, sly, deps, claims)| Attempt {
            phone,
            fresh,
            sly,
            deps,
            claims,
        })
}

struct Siege {
    town: Town,
    phones: Vec<(Phone, u32)>,
    admitted: Vec<(Checked, Vec<u8>)>,
}

impl Siege {
    fn new() -> Self {
        let second = Phone { device: 21, ..BEN };
        Self {
            town: Town::new(),
            phones: [ANN, ANNS_TABLET, BEN, second].map(|p| (p, 0)).into(),
            admitted: Vec::new(),
        }
    }

    fn attempt(&mut self, attempt: &Attempt) {
        let (phone, n) = &mut self.phones[attempt.phone];
        phone.nonce += u8::from(attempt.fresh);
        let (who, n) = (*phone, *n + 1);
        let change = self.make_up(who, n, attempt);
        let bytes = Change::from(change).raw_bytes().to_vec();
        if let Ok(checked) = self.town.admit(who, n, &bytes) {
            self.phones[attempt.phone].1 = n;
            self.admitted.push((checked, bytes));
        }
    }

    fn make_up(&self, who: Phone, n: u32, attempt: &Attempt) -> ExpandedChange {
        let index = &self.town.index;
        let own = index.last_of_device(who.device());
        let mut deps: Vec<ChangeHash> = own.map(|(_, hash)| hash).into_iter().collect();
        for pick in attempt.deps.iter().filter(|_| !self.admitted.is_empty()) {
            deps.push(self.admitted[pick.index(self.admitted.len())].0.hash);
        }
        if deps.is_empty() {
            deps.push(genesis_hash(DOC));
        }
        deps.sort_unstable();
        deps.dedup();
        let past: Vec<_> = deps
            .iter()
            .filter_map(|dep| index.change(dep).unwrap())
            .collect();
        let past_max = past.iter().map(|m| m.max_op).max().unwrap_or(FACTS_COUNTER);
        let seq = index.last_of_actor(&who.actor());

        let sees = |op: &OpId| {
            let meta = index.op(op).unwrap().unwrap();
            past.iter()
                .any(|m| m.clock.get(&meta.device).is_some_and(|n| *n >= meta.n))
        };
        let mut claims = attempt.claims.clone();
        claims.sort_by_key(|claim| claim.0);
        claims.dedup_by_key(|claim| claim.0);
        let operations = claims.iter().map(|(subject, value, picks)| {
            let key = who.key("pledge", &subject.to_string());
            let ops = self.admitted.iter().flat_map(|(checked, _)| &checked.puts);
            let ops: Vec<OpId> = ops
                .filter(|put| put.key == key && (!attempt.sly || sees(&put.op)))
                .map(|put| put.op)
                .collect();
            let mut preds: Vec<_> = picks
                .iter()
                .filter(|_| !ops.is_empty())
                .map(|pick| ops[pick.index(ops.len())])
                .collect();
            preds.sort_unstable();
            preds.dedup();
            Op {
                action: OpType::Put(ScalarValue::Str(value.to_string().into())),
                obj: ObjectId::Id(TheirOp::new(FACTS_COUNTER, &ActorId::from(DOC.as_bytes()))),
                key: Key::Map(key.to_string().into()),
                pred: preds
                    .iter()
                    .map(|op| TheirOp::new(op.counter, &ActorId::from(op.actor.0)))
                    .collect(),
                insert: false,
            }
        });
        ExpandedChange {
            operations: operations.collect(),
            actor_id: ActorId::from(who.actor().0),
            hash: None,
            seq: seq.map_or(1, |(seq, _)| seq + 1),
            start_op: NonZeroU64::new(past_max + 1).unwrap(),
            time: i64::from(n),
            message: None,
            deps: deps.iter().map(|d| automerge::ChangeHash(d.0)).collect(),
            extra_bytes: Vec::new(),
            author: None,
        }
    }

    fn assert_withstood(mut self) {
        assert_sound(&self.town);
        // Start ops rise along every chain of deps, so this is another order that respects them.
        self.admitted
            .sort_by_key(|(checked, _)| (checked.start_op, checked.hash));
        let tail: Vec<_> = self.admitted.iter().map(|(_, b)| b.as_slice()).collect();
        let joined = Document::load(DOC, None, &tail).unwrap();
        assert_eq!(joined.heads(), self.town.doc.heads());
        assert_eq!(joined.facts().unwrap(), self.town.doc.facts().unwrap());
        let mut other = Town::new();
        for (checked, bytes) in &self.admitted {
            let (who, n) = self.author(checked);
            assert_eq!(other.admit(who, n, bytes).as_ref(), Ok(checked));
        }
        assert_sound(&other);
    }

    fn author(&self, checked: &Checked) -> (Phone, u32) {
        let device = checked.actor.device();
        let is_author = |(phone, _): &&(Phone, u32)| phone.device() == device;
        let (phone, _) = self.phones.iter().find(is_author).unwrap();
        (*phone, checked.clock[&device])
    }
}

#[test]
fn most_sly_attempts_pass_so_the_property_below_says_something() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let attempts = prop::collection::vec(attempt(), 400);
    let attempts = attempts.new_tree(&mut runner).unwrap().current();
    let mut siege = Siege::new();
    attempts.iter().for_each(|attempt| siege.attempt(attempt));
    assert!(siege.admitted.len() > 300, "{}", siege.admitted.len());
    assert!(siege.admitted.len() < 400);
    siege.assert_withstood();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_an_adversary_gets_admitted_leaves_the_document_sound(
        attempts in prop::collection::vec(attempt(), 1..40),
    ) {
        let mut siege = Siege::new();
        attempts.iter().for_each(|attempt| siege.attempt(attempt));
        siege.assert_withstood();
    }
}
