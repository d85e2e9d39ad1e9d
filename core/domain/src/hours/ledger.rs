//! A ledger through the eyes of whoever acts: which entry a command means, and what one said before.

use super::project::project;
use super::schema::{Question, SCHEMA, Statement};
use super::version::Version;
use super::view::{EntryState, EntryView, Look};
use crate::command::{Context, Input, Plan, Refused, Write};
use crate::document::{DocumentKind, DocumentName};
use crate::fact::FactKey;
use crate::facts::{Fact, Facts};
use crate::topic::Topic;
use serde_json::Map;

/// A ledger as the acting person sees it.
pub(super) struct Ledger {
    pub(super) name: DocumentName,
    facts: Facts,
    pub(super) entries: Vec<EntryView>,
}

impl Ledger {
    pub(super) fn open(ctx: &Context<'_>, name: &str) -> Result<Self, Refused> {
        let name = DocumentName::new(ctx.space(), DocumentKind::Ledger, name);
        let document = ctx.document(&name)?;
        let input = Input {
            community: ctx.community,
            document: &document,
            rosters: ctx.world.rosters(),
            keyring: ctx.world.keyring(),
        };
        Ok(Self {
            facts: input.facts(),
            entries: project(&input).entries,
            name,
        })
    }

    /// The entry whose newest version this is.
    pub(super) fn newest(&self, version: Version) -> Result<&EntryView, Refused> {
        let entry = self.current(version)?;
        if entry.version != version {
            let why = "this note was changed since; look at the newer version";
            return Err(Refused::closed("superseded", why));
        }
        Ok(entry)
    }

    /// The entry of this version, if it is still open to answers.
    pub(super) fn current(&self, version: Version) -> Result<&EntryView, Refused> {
        let mut entries = self.entries.iter();
        let entry = entries
            .find(|e| e.version == version || e.older.contains(&version))
            .ok_or_else(|| not_here(&version))?;
        if entry.state == EntryState::Withdrawn {
            let why = "whoever noted this has taken it back; note it anew if it happened";
            return Err(Refused::closed("withdrawn", why));
        }
        let code = Look::NotAParty;
        if entry.state == (EntryState::NeedsALook { code }) {
            return Err(Refused::closed(code.code(), entry.why));
        }
        Ok(entry)
    }

    pub(super) fn party(&self, ctx: &Context<'_>, entry: &EntryView) -> Result<(), Refused> {
        if ctx.me == entry.giver || ctx.me == entry.receiver {
            return Ok(());
        }
        let why = "only those who gave or received this help can answer";
        Err(Refused::closed("not-a-party", why))
    }

    pub(super) fn own(&self, ctx: &Context<'_>, topic: Topic, version: &Version) -> Option<&Fact> {
        let key = FactKey::new(ctx.me, topic.word(), version.to_string());
        self.facts.get(&key)
    }

    pub(super) fn asks(&self, ctx: &Context<'_>, version: &Version) -> bool {
        let own = self.own(ctx, Topic::Question, version);
        own.and_then(|fact| fact.read::<Question>())
            .is_some_and(|question| question.open)
    }

    pub(super) fn states(
        &self,
        ctx: &Context<'_>,
        topic: Topic,
        about: &dyn std::fmt::Display,
    ) -> Result<Plan, Refused> {
        let statement = Statement {
            v: SCHEMA,
            seen: ctx.seen(),
            more: Map::new(),
        };
        let write = ctx.write(&self.name, topic, about.to_string(), &statement)?;
        Ok(plan(vec![write]))
    }

    pub(super) fn question(
        &self,
        ctx: &Context<'_>,
        about: &Version,
        open: bool,
    ) -> Result<Plan, Refused> {
        let question = Question {
            v: SCHEMA,
            open,
            seen: ctx.seen(),
            more: Map::new(),
        };
        let write = ctx.write(&self.name, Topic::Question, about.to_string(), &question)?;
        Ok(plan(vec![write]))
    }
}

pub(super) fn plan(writes: Vec<Write>) -> Plan {
    Plan {
        writes,
        ..Plan::default()
    }
}

pub(super) fn not_here(name: &dyn std::fmt::Display) -> Refused {
    Refused::NotFound {
        what: "this note of hours",
        name: name.to_string(),
    }
}
