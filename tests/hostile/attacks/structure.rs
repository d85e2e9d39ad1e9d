//! Changes, feeds and bytes that are not what they must be.

use super::Attack;
use super::street::{pledge, start};
use automerge::legacy::{OpId as TheirOp, OpType};
use automerge::{ActorId, ChangeHash as TheirHash, ScalarValue};
use kith_domain::genesis::genesis_hash;
use kith_domain::ids::Actor;
use kith_domain::limits;
use std::num::NonZeroU64;

pub(super) const STRUCTURE: &[Attack] = &[
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
];
