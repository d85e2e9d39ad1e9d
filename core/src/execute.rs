//! Flow 1, an action: command → plan → one transaction → observers.
//!
//! Returns when the effect is durable on this phone; never waits for the network. A crash leaves
//! the whole effect or none of it.

use crate::commit::{self, Commanded};
use crate::error::Error;
use crate::phone::{Phone, View};
use crate::project;
use kith_domain::command::{Command, Context, Plan};
use kith_domain::ids::{CommandId, CommunityId, ItemId};
use kith_domain::time::Day;
use rusqlite::Connection;

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The command's id.
    pub command: CommandId,
    /// The item it made, if any.
    pub made: Option<ItemId>,
    /// Whether anything changed; stating what stands already changes nothing.
    pub changed: bool,
}

impl Phone {
    /// Carries a command out, durably, or not at all.
    ///
    /// # Errors
    /// [`Error::Refused`] with what to do next, or a fault of disk or keys.
    pub fn execute(&mut self, community: CommunityId, command: &Command) -> Result<Done, Error> {
        let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = self.ambient.random();
        let id = CommandId(id);
        let now = self.ambient.now();
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        let body =
            serde_json::to_string(command).map_err(|e| Error::Inconsistent(e.to_string()))?;
        let words = words(command);
        let commanded = Commanded {
            id,
            body: Some(&body),
            words: &words,
            made: now,
        };
        let tx = self.db.transaction()?;
        let result = plan(&tx, held, id, command, now).and_then(|plan| {
            let (dirty, changed) = commit::carry_out(&tx, held, &commanded, &plan)?;
            project::refresh(&tx, held, &dirty)?;
            Ok(Done {
                command: id,
                made: plan.made,
                changed,
            })
        });
        let result = result.and_then(|done| tx.commit().map(|()| done).map_err(Error::from));
        if result.is_err() {
            // Memory may have run ahead of the disk; it never may.
            self.reload(community)?;
        }
        result
    }
}

/// Plans a command in the world as this phone has it.
///
/// # Errors
/// [`Error::Refused`].
pub fn plan(
    db: &Connection,
    community: &crate::phone::Community,
    id: CommandId,
    command: &Command,
    now: i64,
) -> Result<Plan, Error> {
    let view = View { db, community };
    let ctx = Context {
        community: community.id(),
        me: community.me(),
        device: community.row.device,
        command: id,
        seed: community.secret.derive("kith command seed v1", id),
        signer: &community.secret,
        today: Day::of_seconds(now),
        now,
        world: &view,
    };
    Ok(command.plan(&ctx)?)
}

/// What a command is, in a few words for the outbox, without anything anyone wrote.
fn words(command: &Command) -> String {
    let value = serde_json::to_value(command).unwrap_or_default();
    let pillar = value
        .get("pillar")
        .and_then(|p| p.as_str())
        .unwrap_or("command");
    let verb = value
        .pointer("/command/do")
        .and_then(|d| d.as_str())
        .unwrap_or_default();
    format!("{pillar}: {}", verb.replace('-', " "))
}
