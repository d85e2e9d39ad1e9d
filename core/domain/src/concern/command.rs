//! What people do about a concern, and how it becomes facts and records.

use super::project::{ConcernView, project};
use super::schema::{Acknowledged, SUBJECT, TEXT, Words};
use crate::command::{Context, Draft, Handed, Input, Plan, Refused};
use crate::hash::hash;
use crate::ids::{MemberId, SpaceId};
use crate::pairing::schema::Versioned;
use crate::policy::{Denied, Whom};
use crate::roster::{Act, Participant, Role, SpaceKind};
use crate::sealed::SpaceKey;
use crate::topic::Topic;
use minicbor::bytes::ByteArray;
use serde::{Deserialize, Serialize};

/// Most leads one concern is told to from the start.
pub const LEADS: usize = 8;

/// What members do about concerns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ConcernCommand {
    /// Any member tells the safeguarding leads of a worry.
    Raise {
        /// What they saw, heard or were told.
        text: String,
        /// About whom, if that is a member.
        #[serde(default)]
        about: Option<MemberId>,
        /// To which leads; none means all there are but oneself and whom it is about.
        #[serde(default)]
        to: Vec<MemberId>,
    },
    /// A lead says that they have read it.
    Acknowledge {
        /// Which concern.
        space: SpaceId,
    },
    /// A lead shows it to another lead.
    Share {
        /// Which concern.
        space: SpaceId,
        /// To whom.
        lead: MemberId,
    },
}

impl ConcernCommand {
    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        match self {
            Self::Raise { text, about, to } => raise(ctx, text, *about, to),
            Self::Acknowledge { space } => {
                let view = look(ctx, *space)?;
                if view.received.iter().any(|(lead, _)| *lead == ctx.me) {
                    let why = "you have acknowledged this concern already";
                    return Err(Refused::closed("already-acknowledged", why));
                }
                let day = Acknowledged { day: ctx.today };
                let document = super::document(*space);
                let value = Versioned::first(&day);
                Ok(Plan {
                    writes: vec![ctx.write(&document, Topic::Acknowledged, SUBJECT, &value)?],
                    ..Plan::default()
                })
            }
            Self::Share { space, lead } => {
                look(ctx, *space)?;
                let act = Act::RoleGranted {
                    member: *lead,
                    role: Role::Lead,
                };
                Ok(Plan {
                    records: vec![draft(ctx, Some(*space), act)],
                    ..Plan::default()
                })
            }
        }
    }
}

fn raise(
    ctx: &Context<'_>,
    text: &str,
    about: Option<MemberId>,
    to: &[MemberId],
) -> Result<Plan, Refused> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TEXT {
        let why = format!("must be 1 to {TEXT} characters");
        return Err(Refused::invalid("text", why));
    }
    let leads = leads(ctx, about, to)?;
    // Made for this concern alone; the half that opens it leaves this phone and is not kept.
    let key = SpaceKey::Private(hash(&(
        "kith concern seed v1",
        ByteArray::from(ctx.seed),
        ctx.command,
    )));
    let participant = |member: MemberId, role| Participant { member, role };
    let mut participants = vec![participant(ctx.me, Role::Author)];
    participants.extend(leads.iter().map(|lead| participant(*lead, Role::Lead)));
    let opened = Act::SpaceOpened {
        kind: SpaceKind::Concern,
        participants,
        key: key.id(),
    };
    let draft = draft(ctx, None, opened);
    let space = draft.body.space_id();
    let words = Words {
        text: text.to_owned(),
        about,
        day: ctx.today,
    };
    let value = Versioned::first(&words);
    let write = ctx.write(&super::document(space), Topic::Concern, SUBJECT, &value)?;
    Ok(Plan {
        records: vec![draft],
        writes: vec![write],
        handed: vec![Handed {
            space,
            key,
            to: leads,
        }],
        ..Plan::default()
    })
}

/// Whom to tell: those named, or every lead but oneself and whom it is about.
fn leads(
    ctx: &Context<'_>,
    about: Option<MemberId>,
    to: &[MemberId],
) -> Result<Vec<MemberId>, Refused> {
    let rosters = ctx.world.rosters();
    let is_lead = |member: &MemberId| rosters.has_role(rosters.space, Role::Lead, *member);
    let mut leads = to.to_vec();
    if leads.is_empty() {
        leads = rosters.holders(rosters.space, Role::Lead).collect();
        leads.retain(|lead| *lead != ctx.me && Some(*lead) != about);
        leads.truncate(LEADS);
    }
    leads.sort_unstable();
    leads.dedup();
    if leads.is_empty() {
        let why = "there is no other safeguarding lead to tell; speak to a coordinator, and in \
                   danger call 999";
        return Err(Refused::closed("no-lead", why));
    }
    if leads.len() > LEADS {
        return Err(Refused::invalid("leads", format!("are at most {LEADS}")));
    }
    if leads.contains(&ctx.me) {
        return Err(Refused::invalid("leads", "must be others than you"));
    }
    if !leads.iter().all(is_lead) {
        return Err(Refused::invalid("leads", "must be safeguarding leads"));
    }
    Ok(leads)
}

/// A concern that this member is told of as a lead.
fn look(ctx: &Context<'_>, space: SpaceId) -> Result<ConcernView, Refused> {
    let rosters = ctx.world.rosters();
    let concern = |s: &crate::roster::member::Space| s.kind == SpaceKind::Concern;
    if !rosters.spaces.get(&space).is_some_and(concern) {
        return Err(Refused::NotFound {
            what: "this concern",
            name: space.to_string(),
        });
    }
    if rosters.keys_for(space, ctx.me).is_empty() {
        return Err(Denied::WrongRole(Whom::Lead).into());
    }
    let document = ctx.document(&super::document(space))?;
    Ok(project(&Input {
        community: ctx.community,
        document: &document,
        rosters,
        keyring: ctx.world.keyring(),
    }))
}

fn draft(ctx: &Context<'_>, space: Option<SpaceId>, act: Act) -> Draft {
    Draft {
        body: ctx.body(space, act, 0),
        signed: Vec::new(),
    }
}
