//! Our own bounded reading of a change, before Automerge sees it.
//!
//! 69 bytes can ask Automerge for a hundred million ops, and a wrong count or actor index makes it
//! panic. So this module reads the chunk's frame and walks its columns' run lengths first: every
//! length is checked against what is there, every count is added with checks and bounded, and only
//! the ten columns that a change of plain puts has are let through. It allocates nothing but the
//! list of deps. Read next: [`super::decode`].
//!
//! Format: <https://automerge.org/automerge-binary-format-spec/>, "change chunks".

use super::Refusal;
use super::reader::Reader;
use crate::genesis::{CHANGE_CHUNK, MAGIC};
use crate::ids::ChangeHash;
use crate::limits;
use sha2::{Digest, Sha256};

/// Most ops that one change may overwrite: eight for each of its puts, more than a member's devices
/// can leave in conflict under one key.
pub const CHANGE_PREDS: u64 = limits::CHANGE_OPS * 8;

/// The frame of a change: all of it but its ops.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub hash: ChangeHash,
    pub deps: Vec<ChangeHash>,
    pub actor: &'a [u8],
    pub seq: u64,
    pub start_op: u64,
    pub time: i64,
    pub ops: u64,
}

/// The hash of a change chunk without looking into it: enough to ask whether it is held already.
/// `None` for what is too short or too long to be one.
#[must_use]
pub fn change_hash(bytes: &[u8]) -> Option<ChangeHash> {
    if bytes.len() > limits::CHANGE {
        return None;
    }
    // Magic and checksum are not part of what Automerge hashes.
    Some(ChangeHash(Sha256::digest(bytes.get(8..)?).into()))
}

/// Reads the frame and bounds the columns.
///
/// # Errors
/// The first [`Refusal`] in the order of the bytes.
pub(super) fn parse(bytes: &[u8]) -> Result<Frame<'_>, Refusal> {
    if bytes.len() > limits::CHANGE {
        return Err(Refusal::TooLarge);
    }
    let mut chunk = Reader(bytes);
    if chunk.take(4)? != MAGIC {
        return Err(Refusal::NotAChange);
    }
    let checksum = chunk.take(4)?;
    let kind = chunk.byte()?;
    if kind != CHANGE_CHUNK {
        return Err(Refusal::ChunkType(kind));
    }
    let before_length = chunk.0;
    let length = chunk.length()?;
    let body = chunk.take(length)?;
    if !chunk.is_empty() {
        return Err(Refusal::ExtraBytes);
    }
    // Automerge's hash covers the type, the length and the body.
    let hash: [u8; 32] = Sha256::new()
        .chain_update([kind])
        .chain_update(before_length)
        .finalize()
        .into();
    if !hash.starts_with(checksum) {
        return Err(Refusal::Checksum);
    }

    let mut body = Reader(body);
    let count = body.length()?;
    if count > limits::CHANGE_DEPS {
        return Err(Refusal::TooManyDeps);
    }
    let mut deps = Vec::with_capacity(count);
    for _ in 0..count {
        deps.push(ChangeHash::from_slice(body.take(32)?).ok_or(Refusal::NotAChange)?);
    }
    let actor = body.prefixed()?;
    let seq = body.unsigned()?;
    let start_op = body.unsigned()?;
    let time = body.signed()?;
    if !body.prefixed()?.is_empty() {
        return Err(Refusal::Message);
    }
    let others = body.unsigned()?;
    for _ in 0..others {
        body.prefixed()?; // ends at the end of the bytes, whatever `others` claims
    }
    let ops = columns(&mut body, others.saturating_add(1))?;
    Ok(Frame {
        hash: ChangeHash(hash),
        deps,
        actor,
        seq,
        start_op,
        time,
        ops,
    })
}

/// What the walk of one column counts.
#[derive(Clone, Copy)]
enum Shape {
    /// Indices into the list of actors.
    Actors,
    /// Plain numbers.
    Numbers,
    /// Numbers as differences.
    Deltas,
    /// Texts.
    Texts,
    /// Alternating runs of false and true.
    Booleans,
    /// The values' bytes, bounded by the change's own size.
    Raw,
}

/// Which count a column must have.
#[derive(Clone, Copy)]
enum Rows {
    /// One an op.
    Ops,
    /// One an op, or the column is absent.
    OpsOrNone,
    /// One an overwritten op.
    Preds,
    /// Not counted.
    Any,
}

const ACTION: u64 = 66;
const PRED_COUNT: u64 = 112;

/// The columns of a change of puts in one map, in the order they stand.
const COLUMNS: [(u64, Shape, Rows); 10] = [
    (1, Shape::Actors, Rows::OpsOrNone),  // the object's actor
    (2, Shape::Numbers, Rows::OpsOrNone), // the object's counter
    (21, Shape::Texts, Rows::Ops),        // key
    (52, Shape::Booleans, Rows::Ops),     // insert
    (ACTION, Shape::Numbers, Rows::Ops),  // action
    (86, Shape::Numbers, Rows::Ops),      // value type and length
    (87, Shape::Raw, Rows::Any),          // value bytes
    (PRED_COUNT, Shape::Numbers, Rows::Ops),
    (113, Shape::Actors, Rows::Preds), // overwritten op's actor
    (115, Shape::Deltas, Rows::Preds), // overwritten op's counter
];
/// The bit of a column's id that says it is deflated.
const DEFLATED: u64 = 8;

/// Walks all columns and returns the number of ops.
fn columns(body: &mut Reader<'_>, actors: u64) -> Result<u64, Refusal> {
    let mut lengths = [None; COLUMNS.len()];
    let mut last = None;
    for _ in 0..body.unsigned()? {
        let (id, length) = (body.unsigned()?, body.length()?);
        if id & DEFLATED != 0 {
            return Err(Refusal::Deflated);
        }
        let place = COLUMNS.iter().position(|(known, ..)| *known == id);
        let slot = place.and_then(|i| lengths.get_mut(i));
        match slot {
            // Strictly rising, so no column comes twice.
            Some(slot) if last < Some(id) => *slot = Some(length),
            _ => return Err(Refusal::Column(id)),
        }
        last = Some(id);
    }

    let mut counted = [0_u64; COLUMNS.len()];
    let mut preds = 0_u64;
    for ((id, shape, _), (length, rows)) in
        COLUMNS.iter().zip(lengths.into_iter().zip(&mut counted))
    {
        let column = body.take(length.unwrap_or(0))?;
        *rows = walk(column, *shape, |value, run| match *id {
            PRED_COUNT => {
                let more = value.checked_mul(run).ok_or(Refusal::TooManyOps)?;
                preds = within(preds, more, CHANGE_PREDS)?;
                Ok(())
            }
            _ if matches!(shape, Shape::Actors) && value >= actors => Err(Refusal::Rows),
            _ => Ok(()),
        })?;
    }
    if !body.is_empty() {
        return Err(Refusal::ExtraBytes);
    }

    let ops = COLUMNS
        .iter()
        .zip(&counted)
        .find_map(|((id, ..), rows)| (*id == ACTION).then_some(*rows))
        .unwrap_or(0);
    if ops > limits::CHANGE_OPS {
        return Err(Refusal::TooManyOps);
    }
    let fits = COLUMNS
        .iter()
        .zip(&counted)
        .all(|((.., rule), rows)| match rule {
            Rows::Ops => *rows == ops,
            Rows::OpsOrNone => *rows == ops || *rows == 0,
            Rows::Preds => *rows == preds,
            Rows::Any => true,
        });
    if fits { Ok(ops) } else { Err(Refusal::Rows) }
}

/// Counts the rows of one column; `seen` is told each number and how often it stands.
fn walk(
    column: &[u8],
    shape: Shape,
    mut seen: impl FnMut(u64, u64) -> Result<(), Refusal>,
) -> Result<u64, Refusal> {
    let mut column = Reader(column);
    let mut rows = 0_u64;
    let mut value = |column: &mut Reader<'_>, run| match shape {
        Shape::Actors | Shape::Numbers => seen(column.unsigned()?, run),
        Shape::Deltas => column.signed().map(drop),
        Shape::Texts => column.prefixed().map(drop),
        Shape::Booleans | Shape::Raw => Ok(()),
    };
    while !column.is_empty() {
        match shape {
            Shape::Raw => return Ok(0),
            Shape::Booleans => rows = within(rows, column.unsigned()?, CHANGE_PREDS)?,
            _ => match column.signed()? {
                0 => rows = within(rows, column.unsigned()?, CHANGE_PREDS)?,
                run if run > 0 => {
                    rows = within(rows, run.unsigned_abs(), CHANGE_PREDS)?;
                    value(&mut column, run.unsigned_abs())?;
                }
                literals => {
                    rows = within(rows, literals.unsigned_abs(), CHANGE_PREDS)?;
                    for _ in 0..literals.unsigned_abs() {
                        value(&mut column, 1)?;
                    }
                }
            },
        }
    }
    Ok(rows)
}

/// `sum + more`, unless it overflows or passes `bound`.
fn within(sum: u64, more: u64, bound: u64) -> Result<u64, Refusal> {
    sum.checked_add(more)
        .filter(|total| *total <= bound)
        .ok_or(Refusal::TooManyOps)
}
