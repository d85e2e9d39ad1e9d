//! Structured lies: a draft taken apart, edited, and encoded again by Automerge's own encoder.
//!
//! Most are mended afterwards where a sly client would mend them, so that the guard must look
//! deeper than the first thing that is wrong.

use super::town::{DEVICES, DOC, Town};
use crate::dice::Dice;
use crate::soak::quiet;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId as TheirOp, OpType};
use automerge::{ActorId, Change, ChangeHash as TheirHash, ExpandedChange, ObjType, ScalarValue};
use kith_domain::genesis::{FACTS_COUNTER, genesis_hash};
use kith_domain::guard::Index;
use kith_domain::ids::{Actor, ChangeHash, OpId};
use std::num::NonZeroU64;

/// A draft of the device `who`, edited; `None` where not even the encoder can write it.
#[must_use]
pub fn told(town: &Town, who: usize, draft: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let edits: Vec<Dice> = (0..1 + dice.below(3))
        .map(|_| Dice::new(dice.roll()))
        .collect();
    let (mended, sorted) = (dice.chance(70), dice.chance(90));
    // The encoder panics on what it was not made for.
    let told = quiet::catch(|| {
        let mut change = Change::try_from(draft).ok()?.decode();
        for mut dice in edits {
            edit(town, &mut change, &mut dice);
        }
        if mended {
            mend(town, who, &mut change);
        }
        if sorted {
            change.deps.sort_unstable();
        }
        Some(Change::from(change).raw_bytes().to_vec())
    });
    told.ok().flatten()
}

fn edit(town: &Town, change: &mut ExpandedChange, dice: &mut Dice) {
    match dice.below(20) {
        0 => change.seq = some_number(change.seq, dice),
        1 => {
            let start = some_number(change.start_op.get(), dice);
            change.start_op = NonZeroU64::new(start).unwrap_or(NonZeroU64::MIN);
        }
        2 => change.time = some_number(change.time as u64, dice) as i64,
        3 | 4 => deps(town, &mut change.deps, dice),
        5 => change.actor_id = actor(dice),
        6 => match dice.below(3) {
            0 => change.message = Some("x".repeat(dice.below(300))),
            _ => change.extra_bytes = vec![1; 1 + dice.below(40)],
        },
        7 | 8 => ops(&mut change.operations, dice),
        _ => {
            let count = change.operations.len();
            if count > 0 {
                let at = dice.below(count);
                let start = change.start_op.get();
                op(town, &mut change.operations[at], start, dice);
            }
        }
    }
}

/// The honest number or one beside it, or one at the end of its range.
fn some_number(honest: u64, dice: &mut Dice) -> u64 {
    match dice.below(8) {
        0 => honest.wrapping_add(1),
        1 => honest.wrapping_sub(1),
        2 => 0,
        3 => u64::MAX,
        4 => 1 << 31,
        5 => u64::from(u32::MAX),
        6 => dice.roll() % 64,
        _ => dice.roll() >> dice.below(64),
    }
}

fn deps(town: &Town, deps: &mut Vec<TheirHash>, dice: &mut Dice) {
    match dice.below(8) {
        0 => deps.clear(),
        1 if !deps.is_empty() => drop(deps.remove(dice.below(deps.len()))),
        2 if !deps.is_empty() => deps.push(deps[0]),
        3 => deps.push(TheirHash([dice.roll() as u8; 32])),
        4 => *deps = vec![TheirHash(genesis_hash(DOC).0)],
        5 => *deps = town.doc.heads().iter().map(|h| TheirHash(h.0)).collect(),
        _ => {
            let more = (0..1 + dice.below(3)).map(|_| TheirHash(town.some_change(dice).0));
            deps.extend(more.collect::<Vec<_>>());
        }
    }
}

fn actor(dice: &mut Dice) -> ActorId {
    let (_, device) = *dice.pick(&DEVICES);
    let tag = kith_domain::ids::DeviceTag([device; 6]);
    match dice.below(6) {
        0 => ActorId::from(DOC.as_bytes()),
        1 => ActorId::from(vec![device; dice.below(40)]),
        _ => ActorId::from(Actor::new(tag, [dice.below(4) as u8; 4]).0),
    }
}

fn ops(ops: &mut Vec<Op>, dice: &mut Dice) {
    let count = ops.len();
    if count == 0 {
        return;
    }
    let at = dice.below(count);
    match dice.below(6) {
        0 => drop(ops.remove(at)),
        1 => ops.clear(),
        2 => ops.swap(0, at),
        3 => {
            let again = ops[at].clone();
            *ops = vec![again; 250 + dice.below(12)];
        }
        _ => ops.push(ops[at].clone()),
    }
}

fn op(town: &Town, op: &mut Op, start: u64, dice: &mut Dice) {
    match dice.below(12) {
        0 => op.obj = object(town, start, dice),
        1 => op.insert = !op.insert,
        2 | 3 => op.action = action(dice),
        4 => op.action = OpType::Put(ScalarValue::Str("x".repeat(dice.below(5000)).into())),
        5 => op.action = OpType::Put(ScalarValue::Bytes(vec![7; dice.below(5000)])),
        6 | 7 => op.key = key(town, start, dice),
        _ => {
            let own = match &op.key {
                Key::Map(key) => town.ops(Some(key)),
                Key::Seq(_) => Vec::new(),
            };
            let all = town.ops(None);
            let mut preds: Vec<TheirOp> = op.pred.iter().cloned().collect();
            match dice.below(8) {
                0 => preds.clear(),
                1 if !preds.is_empty() => preds.push(preds[0].clone()),
                2 => preds.push(some_op(town, start, dice)),
                3 if !all.is_empty() => preds.push(theirs(*dice.pick(&all))),
                4 => preds.extend(own.iter().copied().map(theirs)),
                _ if !own.is_empty() => preds.push(theirs(*dice.pick(&own))),
                _ => {}
            }
            op.pred = preds.into();
        }
    }
}

fn object(town: &Town, start: u64, dice: &mut Dice) -> ObjectId {
    match dice.below(4) {
        0 => ObjectId::Root,
        1 => ObjectId::Id(TheirOp::new(
            FACTS_COUNTER + dice.below(3) as u64,
            &ActorId::from(DOC.as_bytes()),
        )),
        _ => ObjectId::Id(some_op(town, start, dice)),
    }
}

fn key(town: &Town, start: u64, dice: &mut Dice) -> Key {
    let keys: Vec<String> = town.index.winners().keys().cloned().collect();
    match dice.below(8) {
        0 => Key::Seq(ElementId::Head),
        1 => Key::Seq(ElementId::Id(some_op(town, start, dice))),
        2 => Key::Map("".into()),
        3 => Key::Map("x".repeat(dice.below(400)).into()),
        _ if keys.is_empty() => Key::Map("facts".into()),
        4 => Key::Map(format!("{}/more", dice.pick(&keys)).into()),
        _ => Key::Map(dice.pick(&keys).as_str().into()),
    }
}

fn action(dice: &mut Dice) -> OpType {
    match dice.below(14) {
        0 => OpType::Delete,
        1 => OpType::Increment(dice.roll() as i64),
        2 => OpType::Make(ObjType::Map),
        3 => OpType::Make(ObjType::List),
        4 => OpType::Make(ObjType::Text),
        5 => OpType::Make(ObjType::Table),
        6 => OpType::MarkEnd(dice.chance(50)),
        7 => OpType::Put(ScalarValue::Null),
        8 => OpType::Put(ScalarValue::counter(3)),
        9 => OpType::Put(ScalarValue::Int(dice.roll() as i64)),
        10 => OpType::Put(ScalarValue::F64(f64::from_bits(dice.roll()))),
        11 => OpType::Put(ScalarValue::Timestamp(i64::MIN)),
        12 => OpType::Put(ScalarValue::Unknown {
            type_code: dice.below(16) as u8,
            bytes: vec![9; dice.below(20)],
        }),
        _ => OpType::Put(ScalarValue::Str("\u{202e}é".into())),
    }
}

/// Some op: one there is, one of this very change, or one there never was.
fn some_op(town: &Town, start: u64, dice: &mut Dice) -> TheirOp {
    let all = town.ops(None);
    match dice.below(4) {
        0 => TheirOp::new(start + dice.below(4) as u64, &actor(dice)),
        1 => TheirOp::new(some_number(start, dice), &actor(dice)),
        _ if all.is_empty() => TheirOp::new(1, &ActorId::from(DOC.as_bytes())),
        _ => theirs(*dice.pick(&all)),
    }
}

fn theirs(op: OpId) -> TheirOp {
    TheirOp::new(op.counter, &ActorId::from(op.actor.0))
}

/// Sets right what the guard counts: own past, seq and start op.
fn mend(town: &Town, who: usize, change: &mut ExpandedChange) {
    let index = &town.index;
    let own = index.last_of_device(town.devices[who].tag);
    change
        .deps
        .extend(own.map(|(_, ChangeHash(hash))| TheirHash(hash)));
    change.deps.sort_unstable();
    change.deps.dedup();
    let past = change.deps.iter().filter_map(|dep| {
        let Ok(meta) = index.change(&ChangeHash(dep.0));
        Some(meta?.max_op)
    });
    let start = past.max().unwrap_or(FACTS_COUNTER) + 1;
    change.start_op = NonZeroU64::new(start).unwrap_or(NonZeroU64::MIN);
    if let Some(actor) = Actor::from_slice(change.actor_id.to_bytes()) {
        let last = index.last_of_actor(&actor);
        change.seq = last.map_or(1, |(seq, _)| seq + 1);
    }
}
