//! What people do in a pairing, and how it becomes facts and records.
//!
//! Read next: `matching.rs`, then `noting.rs`.

use super::matching::{approve, choose, introduce, open, suggest, write_plan};
use super::noting::{log_visit, own_words, release, seen_now};
use super::project::{PairingView, project};
use super::schema::{EndReason, Ended, HandedOver, Hold, PairingPlan, TEXT, Versioned};
use super::visit::Note;
use crate::command::{Context, Draft, Input, Plan, Refused, Seen, Write};
use crate::document::DocumentName;
use crate::facts::DocumentState;
use crate::ids::{ItemId, MemberId, SpaceId};
use crate::roster::{Act, Body, Role, SpaceKind};
use crate::topic::Topic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What members do in pairings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum PairingCommand {
    /// A coordinator opens a pairing for a host.
    Open {
        /// Who would like to be visited.
        host: MemberId,
        /// Who look after it, oneself and a safeguarding lead among them.
        coordinators: Vec<MemberId>,
        /// Where, when and what, if known yet.
        #[serde(default)]
        plan: Option<PairingPlan>,
    },
    /// Another coordinator looks after it too.
    AddCoordinator {
        /// Which pairing.
        space: SpaceId,
        /// Who.
        member: MemberId,
    },
    /// Where, when and what the host would like.
    SetPlan {
        /// Which pairing.
        space: SpaceId,
        /// The plan.
        plan: PairingPlan,
    },
    /// A visitor is suggested to the host.
    Suggest {
        /// Which pairing.
        space: SpaceId,
        /// Who.
        visitor: MemberId,
        /// Why the two might get on.
        why: String,
    },
    /// The host chooses.
    Choose {
        /// Which pairing.
        space: SpaceId,
        /// Which suggestion.
        suggestion: ItemId,
    },
    /// One of two people says yes to the visitor whom the host chose.
    Approve {
        /// Which pairing.
        space: SpaceId,
        /// Who is to visit.
        visitor: MemberId,
    },
    /// Host and visitor have met.
    Introduce {
        /// Which pairing.
        space: SpaceId,
    },
    /// The pairing rests, or goes on.
    Hold {
        /// Which pairing.
        space: SpaceId,
        /// Whether it rests.
        on: bool,
    },
    /// The pairing is over.
    End {
        /// Which pairing.
        space: SpaceId,
        /// Why.
        reason: EndReason,
    },
    /// The visitor's phone has sent all it had.
    HandOver {
        /// Which pairing.
        space: SpaceId,
    },
    /// Somebody leaves the pairing's roster: a visitor after handing over, anybody by a coordinator.
    Release {
        /// Which pairing.
        space: SpaceId,
        /// Who.
        member: MemberId,
    },
    /// A visitor notes a visit.
    LogVisit {
        /// Which pairing.
        space: SpaceId,
        /// The note.
        note: Note,
        /// What the screen showed; [`PairingCommand::fix_seen`] fills it in before the command is
        /// first stored, and planning it again keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Seen>,
    },
    /// The host says it in their own words.
    OwnWords {
        /// Which pairing.
        space: SpaceId,
        /// About which visit.
        visit: ItemId,
        /// The words.
        text: String,
    },
}

impl PairingCommand {
    /// Fixes in a visit what this phone had seen when the person wrote it. Call it once, before the
    /// command is stored; take-back then plans the same note again.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn fix_seen(&mut self, ctx: &Context<'_>) -> Result<(), Refused> {
        if let Self::LogVisit { space, seen, .. } = self
            && seen.is_none()
        {
            *seen = Some(seen_now(ctx, *space)?);
        }
        Ok(())
    }

    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        match self {
            Self::Open {
                host,
                coordinators,
                plan,
            } => open(ctx, *host, coordinators, plan.as_ref()),
            Self::AddCoordinator { space, member } => {
                going_on(&look(ctx, *space)?.view)?;
                let role = Role::PairingCoordinator;
                let act = Act::RoleGranted {
                    member: *member,
                    role,
                };
                Ok(Plan {
                    records: vec![record(ctx.body(Some(*space), act, 0))],
                    ..Plan::default()
                })
            }
            Self::SetPlan { space, plan } => {
                look(ctx, *space)?;
                Ok(one(write_plan(ctx, *space, plan)?))
            }
            Self::Suggest {
                space,
                visitor,
                why,
            } => suggest(ctx, *space, *visitor, why),
            Self::Choose { space, suggestion } => choose(ctx, *space, *suggestion),
            Self::Approve { space, visitor } => approve(ctx, *space, *visitor),
            Self::Introduce { space } => introduce(ctx, *space),
            Self::Hold { space, on } => {
                look(ctx, *space)?;
                let document = super::document(*space);
                Ok(one(state(
                    ctx,
                    &document,
                    Topic::Hold,
                    "pairing",
                    &Hold { on: *on },
                )?))
            }
            Self::End { space, reason } => {
                if look(ctx, *space)?.view.ending.is_some() {
                    return Err(Refused::closed("ended", "this pairing has ended already"));
                }
                let ended = Ended {
                    reason: *reason,
                    day: ctx.today,
                };
                let document = super::document(*space);
                Ok(one(state(ctx, &document, Topic::Ended, "pairing", &ended)?))
            }
            Self::HandOver { space } => {
                if look(ctx, *space)?.view.handed_over.contains(&ctx.me) {
                    let why = "this phone has handed over already";
                    return Err(Refused::closed("handed-over", why));
                }
                let day = ctx.today;
                let document = super::document(*space);
                let write = state(
                    ctx,
                    &document,
                    Topic::HandedOver,
                    "pairing",
                    &HandedOver { day },
                )?;
                Ok(one(write))
            }
            Self::Release { space, member } => release(ctx, *space, *member),
            Self::LogVisit { space, note, seen } => log_visit(ctx, *space, note, *seen),
            Self::OwnWords { space, visit, text } => own_words(ctx, *space, *visit, text),
        }
    }
}

/// A pairing as this phone shows it, with its documents.
pub(super) struct Looked {
    pub(super) view: PairingView,
    pub(super) documents: Vec<Arc<DocumentState>>,
}

pub(super) fn look(ctx: &Context<'_>, space: SpaceId) -> Result<Looked, Refused> {
    let rosters = ctx.world.rosters();
    if rosters.spaces.get(&space).map(|s| s.kind) != Some(SpaceKind::Pairing) {
        return Err(Refused::NotFound {
            what: "this pairing",
            name: space.to_string(),
        });
    }
    let documents = documents(ctx, space)?;
    let empty = DocumentState {
        name: super::document(space),
        ops: Vec::new(),
        heads: Vec::new(),
    };
    let input = Input {
        community: ctx.community,
        document: documents.first().map_or(&empty, |d| d),
        rosters,
        keyring: ctx.world.keyring(),
    };
    let view = project(input, documents.get(1..).unwrap_or_default());
    Ok(Looked { view, documents })
}

fn documents(ctx: &Context<'_>, space: SpaceId) -> Result<Vec<Arc<DocumentState>>, Refused> {
    let mut found = Vec::new();
    for part in 1..=64_u32 {
        let mut name = super::document(space);
        if part > 1 {
            name.name = format!("{}/{part}", name.name);
        }
        match ctx.world.document(&name).map_err(Refused::Disk)? {
            Some(document) => found.push(document),
            None => break,
        }
    }
    Ok(found)
}

pub(super) fn short(what: &'static str, text: &str) -> Result<(), Refused> {
    if text.chars().count() > TEXT {
        let why = format!("is too long; keep it under {TEXT} characters");
        return Err(Refused::invalid(what, why));
    }
    Ok(())
}

pub(super) fn state<T: Serialize>(
    ctx: &Context<'_>,
    document: &DocumentName,
    topic: Topic,
    subject: impl Into<String>,
    value: &T,
) -> Result<Write, Refused> {
    ctx.write(document, topic, subject, &Versioned::first(value))
}

pub(super) fn one(write: Write) -> Plan {
    Plan {
        writes: vec![write],
        ..Plan::default()
    }
}

pub(super) fn record(body: Body) -> Draft {
    Draft {
        body,
        signed: Vec::new(),
    }
}

/// Refuses what is only for a pairing that goes on. Visits never ask this.
pub(super) fn going_on(view: &PairingView) -> Result<(), Refused> {
    if view.ending.is_some() {
        let why = "this pairing has ended; open a new one to start again";
        return Err(Refused::closed("ended", why));
    }
    if view.on_hold {
        let why = "this pairing is on hold; take it off hold first";
        return Err(Refused::closed("on-hold", why));
    }
    Ok(())
}
