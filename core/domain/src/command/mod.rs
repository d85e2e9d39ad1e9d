//! Everything a person can do, and how it becomes facts and records.
//!
//! A shell builds a [`Command`]; [`Command::plan`] checks its shape, looks at the world as this
//! phone has it, and answers with a [`Plan`]: facts to write and records to sign. It decides
//! everything and does nothing: the engine writes, seals, signs and stores. The same command planned
//! again on another state (after a take-back) makes the same ids, since they derive from its own.
//!
//! Pillars keep their commands beside their rules: [`crate::round`], [`crate::hours`],
//! [`crate::board`], [`crate::pairing`], [`crate::concern`]; membership is
//! [`membership`], and what goes for good [`erasing`].

pub mod as_if;
pub mod context;
pub mod erasing;
pub mod membership;

pub use as_if::as_if;
pub use context::{Context, Seen, World};

use crate::document::{DocumentKind, DocumentName};
use crate::fact::FactKey;
use crate::facts::{DocumentState, Facts};
use crate::ids::{ChangeHash, CommunityId, DeviceTag, ItemId, MemberId, SpaceId};
use crate::policy::{self, Denied};
use crate::roster::record::Signed;
use crate::roster::{Body, RecordRefusal, Rosters};
use crate::sealed::{Keyring, SpaceKey};
use crate::topic::Topic;
use crate::{board, concern, hours, pairing, round};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Everything a person can do in a community they belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "pillar", content = "command", rename_all = "kebab-case")]
pub enum Command {
    /// Who belongs, and as what.
    Membership(membership::Membership),
    /// Group orders.
    Round(round::RoundCommand),
    /// The time bank.
    Hours(hours::HoursCommand),
    /// The noticeboard and one's own page.
    Board(board::BoardCommand),
    /// Pairings and visits.
    Pairing(pairing::PairingCommand),
    /// Concerns.
    Concern(concern::ConcernCommand),
    /// Erasing.
    Erase(erasing::Erasing),
    /// Any of these, by a proxy for a member.
    For(ForMember),
}

/// What a proxy does for a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForMember {
    /// For whom.
    pub member: MemberId,
    /// What; all its facts must be of topics a proxy may state ([`crate::topic::Row::proxy`]).
    pub command: Box<Command>,
}

/// One fact to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// Where.
    pub document: DocumentName,
    /// On what topic.
    pub topic: Topic,
    /// Whose word it is.
    pub by: MemberId,
    /// About what.
    pub subject: String,
    /// JSON text; the engine seals it where the topic says so.
    pub text: String,
    /// At these heads exactly, where the screen showed them and it matters.
    pub at: Option<Vec<ChangeHash>>,
}

impl Write {
    /// The fact's key in `hand`'s drawer.
    #[must_use]
    pub fn key(&self, hand: MemberId) -> FactKey {
        let key = FactKey::new(self.by, self.topic.word(), self.subject.clone());
        if hand == self.by {
            key
        } else {
            key.by_hand_of(hand)
        }
    }
}

/// One record to sign with this device, beside signatures it already carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The body.
    pub body: Body,
    /// Others' signatures.
    pub signed: Vec<Signed>,
}

/// A concern's pair: what is written is sealed to its public half, and the private half is wrapped
/// to the leads and forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The concern's space.
    pub space: SpaceId,
    /// The private half.
    pub key: SpaceKey,
    /// The leads.
    pub to: Vec<MemberId>,
}

/// What a command comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Records, sequenced first.
    pub records: Vec<Draft>,
    /// Facts, in order; those of one document and one `at` go into one change.
    pub writes: Vec<Write>,
    /// New keys this phone holds from now on.
    pub keys: Vec<(SpaceId, SpaceKey)>,
    /// Secrets to seal this plan's writes with and hand over; this phone does not keep them.
    pub handed: Vec<Handed>,
    /// The item the command made, for the shell to show.
    pub made: Option<ItemId>,
}

/// Why a command is not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refused {
    /// A field is out of bounds.
    #[error("{what} {why}")]
    Invalid {
        /// Which field.
        what: &'static str,
        /// What is wrong and what would do.
        why: String,
    },
    /// What it names is not on this phone.
    #[error("{what} ({name}) is not on this phone; sync and look again")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// Its name as given.
        name: String,
    },
    /// The member may not do it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rosters do not allow it.
    #[error(transparent)]
    Record(#[from] RecordRefusal),
    /// The matter has moved on: a stable code and the words for it.
    #[error("{why}")]
    Closed {
        /// Stable word, such as `already-sealed`.
        code: &'static str,
        /// What to do next.
        why: String,
    },
    /// The space's key has not come yet.
    #[error("waiting for a key: somebody who has it must come online first")]
    WaitingForKey,
    /// The disk could not answer.
    #[error("this phone's store could not be read: {0}")]
    Disk(String),
}

impl Refused {
    /// A field out of bounds.
    #[must_use]
    pub fn invalid(what: &'static str, why: impl Into<String>) -> Self {
        Self::Invalid {
            what,
            why: why.into(),
        }
    }

    /// The matter has moved on.
    #[must_use]
    pub fn closed(code: &'static str, why: impl Into<String>) -> Self {
        Self::Closed {
            code,
            why: why.into(),
        }
    }

    /// The stable word for shells to switch on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "invalid",
            Self::NotFound { .. } => "not-found",
            Self::Denied(denied) => denied.code(),
            Self::Record(refusal) => refusal.code(),
            Self::Closed { code, .. } => code,
            Self::WaitingForKey => "waiting-for-key",
            Self::Disk(_) => "disk",
        }
    }
}

impl Command {
    /// Checks the command and says what it comes to, or why it may not be. Who has left may still
    /// say what happened, on the topics taken after leaving
    /// ([`Row::after_leaving`](crate::topic::Row)); it is classified, never lost.
    ///
    /// # Errors
    /// The first [`Refused`], in the order shape, world, rights.
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        if !ctx.world.rosters().members.contains_key(&ctx.me) {
            let why = "this phone must hear from the server first: sync, then do it again";
            return Err(Refused::closed("sync-first", why));
        }
        let plan = match self {
            Self::Membership(command) => command.plan(ctx)?,
            Self::Round(command) => command.plan(ctx)?,
            Self::Hours(command) => command.plan(ctx)?,
            Self::Board(command) => command.plan(ctx)?,
            Self::Pairing(command) => command.plan(ctx)?,
            Self::Concern(command) => command.plan(ctx)?,
            Self::For(spoken) => return spoken.plan(ctx),
            Self::Erase(command) => command.plan(ctx)?,
        };
        plan.authorize(ctx)?;
        Ok(plan)
    }
}

impl ForMember {
    /// Plans the command as the member would have it, and writes it in the proxy's drawer.
    fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        if ctx.hand != ctx.me || ctx.world.rosters().proxy_of(self.member) != Some(ctx.me) {
            return Err(Denied::NotTheirProxy.into());
        }
        let plan = self.command.plan(&Context {
            me: self.member,
            ..*ctx
        })?;
        // A proxy states; what a member signs, and keys, are nobody else's to make.
        if !plan.records.is_empty() || !plan.keys.is_empty() {
            return Err(Denied::NotTheirProxy.into());
        }
        Ok(plan)
    }
}

impl Plan {
    /// Asks for each fact what the server will ask: may this member state this here?
    ///
    /// # Errors
    /// The first [`Refused`], in the plan's order.
    pub fn authorize(&self, ctx: &Context<'_>) -> Result<(), Refused> {
        if !self.records.is_empty() && !ctx.world.rosters().is_member(ctx.me) {
            return Err(Denied::AfterLeaving.into());
        }
        let mut assumed = Cow::Borrowed(ctx.world.rosters());
        for draft in &self.records {
            // Signatures are not made yet; the engine judges the signed record before it commits.
            let record = crate::roster::Record {
                body: draft.body.clone(),
                signatures: draft.signed.clone(),
            };
            assumed.to_mut().assume(&record, &[]);
        }
        for write in &self.writes {
            let key = write.key(ctx.hand);
            if FactKey::parse(&key.to_string()).is_none() || !write.document.is_well_formed() {
                return Err(Refused::invalid("name", "is not one Kith can store"));
            }
            let space = write.document.space;
            if assumed.is_erased(write.document.id(), space) {
                let why = "this was erased for good; begin something new instead";
                return Err(Refused::closed("erased", why));
            }
            let n = ctx.world.next_number(write.document.space);
            match policy::right(&assumed, &write.document, &key, ctx.device, n) {
                Err(Denied::AfterLeaving) if write.topic.row().after_leaving => {}
                right => {
                    right?;
                }
            }
            if write.topic.row().sealed
                && ctx.world.keyring().newest(write.document.space).is_none()
                && !self
                    .keys
                    .iter()
                    .map(|(space, _)| space)
                    .chain(self.handed.iter().map(|handed| &handed.space))
                    .any(|space| *space == write.document.space)
            {
                return Err(Refused::WaitingForKey);
            }
        }
        Ok(())
    }
}

/// What a projection reads: one document, the rosters, the keys. No clock, no other document.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The community.
    pub community: CommunityId,
    /// The document.
    pub document: &'a DocumentState,
    /// The rosters.
    pub rosters: &'a Rosters,
    /// The keys.
    pub keyring: &'a Keyring,
}

impl Input<'_> {
    /// The document's facts as they stand.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts::of(
            self.community,
            self.document,
            self.rosters,
            self.keyring,
            None,
        )
    }
}

/// Where an item was written: lets the engine say whether it is still only on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The device.
    pub device: DeviceTag,
    /// Its number in the document's space.
    pub n: u32,
}

impl From<&crate::facts::Fact> for Stamp {
    fn from(fact: &crate::facts::Fact) -> Self {
        Self {
            device: fact.change.device,
            n: fact.change.n,
        }
    }
}

/// The continuing name of a document: `name`, `name/2`, … the first with room in the drawer that is
/// written.
///
/// # Errors
/// [`Refused::Disk`].
pub fn with_room(
    ctx: &Context<'_>,
    space: SpaceId,
    kind: DocumentKind,
    name: &str,
) -> Result<DocumentName, Refused> {
    let first = DocumentName::new(space, kind, name);
    if !kind.continues() {
        return Ok(first);
    }
    for part in 1..=64_u32 {
        let candidate = if part == 1 {
            first.clone()
        } else {
            DocumentName::new(space, kind, format!("{name}/{part}"))
        };
        if ctx.world.rosters().is_erased(candidate.id(), space) {
            continue;
        }
        let Some(state) = ctx.world.document(&candidate).map_err(Refused::Disk)? else {
            return Ok(candidate);
        };
        let drawer: u64 = state
            .ops
            .iter()
            .filter(|op| op.key.member == ctx.hand)
            .map(|op| (op.key.to_string().len() + op.value.len()) as u64)
            .sum();
        let full = drawer + 8 * 1024 > crate::limits::DRAWER_FIRST_HAND
            || state.ops.len() as u64 > crate::limits::DOCUMENT_FACTS_WARN;
        if !full {
            return Ok(candidate);
        }
    }
    Ok(first)
}
