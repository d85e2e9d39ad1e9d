//! A document as it would be, had a plan been carried out: for showing what a command would do.
//!
//! Only clear facts are added; what is sealed carries no sums. Nothing here is stored or sent.

use super::{Context, Write};
use crate::fact::Value;
use crate::facts::{ChangeInfo, Clock, DocumentState, Op};
use crate::ids::{Actor, ChangeHash, OpId};
use std::sync::Arc;

/// `state` with the clear facts of `writes` that are in its document, written by this device after
/// all that is there.
#[must_use]
pub fn as_if(ctx: &Context<'_>, state: &DocumentState, writes: &[Write]) -> DocumentState {
    let mut then = state.clone();
    let last = state.ops.iter().map(|op| op.id.counter).max().unwrap_or(0);
    let n = ctx.world.next_number(state.name.space);
    let mut clock = Clock::new();
    for op in &state.ops {
        let seen = clock.entry(op.change.device).or_default();
        *seen = (*seen).max(op.change.n);
    }
    clock.insert(ctx.device, n);
    let change = Arc::new(ChangeInfo {
        hash: ChangeHash([0; 32]),
        device: ctx.device,
        n,
        clock,
    });
    let here = writes
        .iter()
        .filter(|w| w.document == state.name && !w.topic.row().sealed);
    for (write, further) in here.zip(1_u64..) {
        then.ops.push(Op {
            key: write.key(ctx.hand),
            id: OpId {
                counter: last.saturating_add(further),
                actor: Actor::new(ctx.device, [0; 4]),
            },
            value: Value::Clear(write.text.clone()),
            change: Arc::clone(&change),
        });
    }
    then
}
