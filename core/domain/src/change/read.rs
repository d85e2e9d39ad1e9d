//! From a change's bytes to what it says.
//!
//! Bounded, and no more particular than it need be: [`super::Spelled::read`] spells the result again
//! and compares, so a lenient reading cannot let a second spelling through.

use super::{Parts, RawPut};
use crate::fact::Value;
use crate::guard::{CHANGE_PREDS, Reader};
use crate::ids::{Actor, ChangeHash, DocumentId, OpId};
use crate::limits;

/// Takes a chunk apart.
pub(super) fn parts(document: DocumentId, bytes: &[u8]) -> Option<Parts> {
    if bytes.len() > limits::CHANGE {
        return None;
    }
    let mut chunk = Reader(bytes.get(9..)?); // magic, checksum, type: spelling will tell
    let length = chunk.length().ok()?;
    let mut body = Reader(chunk.take(length).ok()?);
    let count = body.length().ok().filter(|n| *n <= limits::CHANGE_DEPS)?;
    let mut deps = Vec::with_capacity(count);
    for _ in 0..count {
        deps.push(ChangeHash::from_slice(body.take(32).ok()?)?);
    }
    let actor = Actor::from_slice(body.prefixed().ok()?)?;
    let (seq, start_op) = (body.unsigned().ok()?, body.unsigned().ok()?);
    let n = u32::try_from(body.signed().ok()?).ok()?;
    body.prefixed().ok()?; // the message
    // The actors by their numbers; the document's own counts as none of them.
    let mut actors = vec![Some(actor)];
    for _ in 0..body.unsigned().ok()? {
        let other = body.prefixed().ok()?;
        match Actor::from_slice(other) {
            Some(other) => actors.push(Some(other)),
            None if other == document.as_bytes() => actors.push(None),
            None => return None,
        }
    }
    Some(Parts {
        deps,
        actor,
        seq,
        start_op,
        n,
        puts: puts(&mut body, &actors)?,
    })
}

fn puts(body: &mut Reader<'_>, actors: &[Option<Actor>]) -> Option<Vec<RawPut>> {
    let mut lengths = Vec::with_capacity(10);
    for _ in 0..body.unsigned().ok()? {
        lengths.push((body.unsigned().ok()?, body.length().ok()?));
    }
    let mut columns = Vec::with_capacity(10);
    for (id, length) in lengths {
        columns.push((id, body.take(length).ok()?));
    }
    let column = |id: u64| {
        let found = columns.iter().find(|(other, _)| *other == id);
        Reader(found.map_or(&[], |(_, bytes)| *bytes))
    };
    let keys = runs(column(21), limits::CHANGE_OPS, |c| c.prefixed().ok())?;
    let metas = runs(column(86), limits::CHANGE_OPS, |c| c.unsigned().ok())?;
    let counts = runs(column(112), limits::CHANGE_OPS, |c| c.unsigned().ok())?;
    let who = runs(column(113), CHANGE_PREDS, |c| c.unsigned().ok())?;
    let steps = runs(column(115), CHANGE_PREDS, |c| c.signed().ok())?;
    if keys.len() != metas.len() || keys.len() != counts.len() {
        return None;
    }
    let mut values = column(87);
    let mut counter = 0_i64;
    let mut preds = who.into_iter().zip(steps).map(|(who, step)| {
        counter = counter.checked_add(step)?;
        let actor = actors.get(usize::try_from(who).ok()?).copied().flatten()?;
        let counter = u64::try_from(counter).ok()?;
        Some(OpId { counter, actor })
    });
    let mut puts = Vec::with_capacity(keys.len());
    for ((key, meta), count) in keys.into_iter().zip(metas).zip(counts) {
        let bytes = values.take(usize::try_from(meta >> 4).ok()?).ok()?.to_vec();
        puts.push(RawPut {
            key: String::from_utf8(key.to_vec()).ok()?,
            value: match meta & 15 {
                6 => Value::Clear(String::from_utf8(bytes).ok()?),
                7 => Value::Sealed(bytes),
                _ => return None,
            },
            preds: (0..count)
                .map(|_| preds.next().flatten())
                .collect::<Option<_>>()?,
        });
    }
    Some(puts)
}

/// A column's values, of which there may be at most `bound`.
fn runs<'a, T: Clone>(
    mut column: Reader<'a>,
    bound: u64,
    mut value: impl FnMut(&mut Reader<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut values = Vec::new();
    while !column.is_empty() {
        let run = column.signed().ok()?;
        let total = run.unsigned_abs().checked_add(values.len() as u64)?;
        if total > bound {
            return None;
        }
        if run > 0 {
            let one = value(&mut column)?;
            values.resize(usize::try_from(total).ok()?, one);
        } else {
            if run == 0 {
                return None; // a run of nothings, which no column of ours has
            }
            for _ in 0..run.unsigned_abs() {
                values.push(value(&mut column)?);
            }
        }
    }
    Some(values)
}
