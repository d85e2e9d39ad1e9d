//! Flow 1, an action: command → plan → one transaction → observers.
//!
//! Returns when the effect is durable on this phone; never waits for the network. A crash leaves
//! the whole effect or none of it.

use crate::belong::first16;
use crate::commit::{self, Acted, Commanded};
use crate::error::Error;
use crate::phone::{Community, Phone, View};
use crate::project;
use kith_domain::command::{Command, Context, Draft, Plan, Refused};
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
        let id = CommandId(first16(self.ambient.random()));
        let now = self.ambient.now();
        self.whole(community, |db, held| {
            let acted = Acted::on(held, id, now);
            carry(db, held, &acted, command, now)
        })
    }

    /// Signs bare records and states them, durably, or none of them.
    ///
    /// # Errors
    /// [`Error::Refused`] where the rosters say no, or a fault of the disk.
    pub(crate) fn state(
        &mut self,
        community: CommunityId,
        id: CommandId,
        words: &str,
        records: Vec<Draft>,
    ) -> Result<(), Error> {
        let now = self.ambient.now();
        let plan = Plan {
            records,
            ..Plan::default()
        };
        self.whole(community, |db, held| {
            let commanded = Commanded {
                acted: Acted::on(held, id, now),
                body: None,
                words,
            };
            let (dirty, _) = commit::carry_out(db, held, &commanded, &plan)?;
            project::later(db, held, &dirty)
        })
    }

    /// Does `work` in one transaction, the whole of it or nothing.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], those of `work`, or the disk's own.
    pub(crate) fn whole<T>(
        &mut self,
        community: CommunityId,
        work: impl FnOnce(&Connection, &mut Community) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        let tx = self.db.transaction()?;
        let result = work(&tx, held);
        held.histories.trim();
        let result = result.and_then(|done| tx.commit().map(|()| done).map_err(Error::from));
        if result.is_err() {
            // Memory may have run ahead of the disk; it never may.
            self.reload(community)?;
        }
        result
    }
}

fn carry(
    db: &Connection,
    community: &mut Community,
    acted: &Acted,
    command: &Command,
    now: i64,
) -> Result<Done, Error> {
    let mut command = command.clone();
    // What the person had seen is fixed now and kept when the command is planned again.
    // A proxy notes no visits, and only they need it.
    if let Command::Pairing(pairing) = &mut command {
        context(db, community, acted, now, |ctx| pairing.fix_seen(ctx))?;
    }
    let plan = plan(db, community, acted, &command, now)?;
    let body = serde_json::to_string(&command).map_err(|e| Error::Inconsistent(e.to_string()))?;
    let words = words(&command);
    let commanded = Commanded {
        acted: *acted,
        body: Some(&body),
        words: &words,
    };
    let (dirty, changed) = commit::carry_out(db, community, &commanded, &plan)?;
    project::later(db, community, &dirty)?;
    Ok(Done {
        command: acted.id,
        made: plan.made,
        changed,
    })
}

/// Plans a command in the world as this phone has it now.
///
/// # Errors
/// [`Error::Refused`].
pub fn plan(
    db: &Connection,
    community: &Community,
    acted: &Acted,
    command: &Command,
    now: i64,
) -> Result<Plan, Error> {
    context(db, community, acted, now, |ctx| command.plan(ctx))
}

pub(crate) fn context<T>(
    db: &Connection,
    community: &Community,
    acted: &Acted,
    now: i64,
    ask: impl FnOnce(&Context<'_>) -> Result<T, Refused>,
) -> Result<T, Error> {
    let view = View {
        db,
        community,
        entry: acted.entry,
    };
    let ctx = Context {
        community: community.id(),
        me: community.me(),
        hand: community.me(),
        device: community.row.device,
        command: acted.id,
        seed: community.secret.derive("kith command seed v1", acted.id),
        signer: &community.secret,
        today: Day::of_seconds(now),
        now,
        world: &view,
    };
    Ok(ask(&ctx)?)
}

/// What a command is, in a few words for the outbox, without anything anyone wrote.
fn words(command: &Command) -> String {
    if let Command::For(spoken) = command {
        return format!("for a member: {}", words(&spoken.command));
    }
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
