//! What a person does in the time bank, and when it is refused early and kindly.
//!
//! Noting is never refused for a balance: the help has happened. Everything said about a claim goes
//! into the claim's own ledger. Read next: `ledger.rs`, which finds the entry a command means, then
//! [`mod@super::project`].

use super::ledger::{Ledger, not_here, plan};
use super::schema::{Claim, Note, SCHEMA, WORDS};
use super::version::Version;
use super::view::{EntryState, EntryView};
use crate::command::{Context, Plan, Refused, Write, with_room};
use crate::document::{DocumentKind, DocumentName};
use crate::ids::{ItemId, MemberId};
use crate::time::Day;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};
use serde_json::Map;

/// What members do about hours. `document` is the ledger's name, such as `2026-11` or `2026-11/2`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum HoursCommand {
    /// Notes help this member gave or received.
    Note {
        /// Who gave it.
        giver: MemberId,
        /// Who received it.
        receiver: MemberId,
        /// How long: 5 to 1440, in steps of 5.
        minutes: u32,
        /// When; not after tomorrow.
        day: Day,
        /// A word for what it was.
        kind: String,
        /// Words for the two of them and the group.
        #[serde(default)]
        note: Option<String>,
    },
    /// Changes a note of one's own. The other must agree anew; what was agreed counts meanwhile.
    Edit {
        /// The ledger.
        document: String,
        /// The version the screen showed.
        version: Version,
        /// How long.
        minutes: u32,
        /// When.
        day: Day,
        /// What it was.
        kind: String,
        /// New words; none leaves them as they are.
        #[serde(default)]
        note: Option<String>,
    },
    /// The other party agrees to exactly this version.
    Agree {
        /// The ledger.
        document: String,
        /// The version the screen showed.
        version: Version,
    },
    /// A party doubts a version; it does not count until the question is lifted.
    Question {
        /// The ledger.
        document: String,
        /// The version the screen showed.
        version: Version,
        /// What is asked.
        #[serde(default)]
        words: Option<String>,
    },
    /// Takes the own question back.
    LiftQuestion {
        /// The ledger.
        document: String,
        /// The version it was about.
        version: Version,
    },
    /// Takes an own note back before it is agreed.
    Withdraw {
        /// The ledger.
        document: String,
        /// The claim.
        claim: ItemId,
    },
    /// A coordinator who is no party settles a version.
    Witness {
        /// The ledger.
        document: String,
        /// The version the screen showed.
        version: Version,
    },
}

impl HoursCommand {
    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        match self {
            Self::Note {
                giver,
                receiver,
                minutes,
                day,
                kind,
                note,
            } => {
                let item = ctx.item(0);
                let claim = Claim {
                    v: SCHEMA,
                    claim: item,
                    by: ctx.me,
                    giver: *giver,
                    receiver: *receiver,
                    minutes: *minutes,
                    day: *day,
                    kind: kind.clone(),
                    supersedes: None,
                    seen: ctx.seen(),
                    more: Map::new(),
                };
                let Some(other) = claim.other() else {
                    let why = "must be you on one side; noting for two others is not possible yet";
                    return Err(Refused::invalid("giver or receiver", why));
                };
                fits(ctx, &claim)?;
                if !ctx.world.rosters().is_member(other) {
                    let why = "is not in this neighbourhood; invite them first";
                    return Err(Refused::invalid("member", why));
                }
                let ledger = with_room(ctx, ctx.space(), DocumentKind::Ledger, &day.month())?;
                let mut writes = vec![claimed(ctx, &ledger, &claim)?];
                writes.extend(words(ctx, &ledger, &item.to_string(), note.as_deref())?);
                Ok(Plan {
                    made: Some(item),
                    ..plan(writes)
                })
            }
            Self::Edit {
                document,
                version,
                minutes,
                day,
                kind,
                note,
            } => {
                let ledger = Ledger::open(ctx, document)?;
                let entry = ledger.newest(*version)?;
                if entry.claimed_by != ctx.me {
                    let why = "only whoever noted this can change it; ask a question instead";
                    return Err(Refused::closed("not-yours", why));
                }
                let name = &ledger.name;
                let mut writes = Vec::new();
                // Words are not what is agreed to, so new words alone make no new version.
                if (*minutes, *day, kind) != (entry.minutes, entry.day, &entry.kind) {
                    let claim = Claim {
                        v: SCHEMA,
                        claim: entry.claim,
                        by: ctx.me,
                        giver: entry.giver,
                        receiver: entry.receiver,
                        minutes: *minutes,
                        day: *day,
                        kind: kind.clone(),
                        supersedes: Some(*version),
                        seen: ctx.seen(),
                        more: Map::new(),
                    };
                    fits(ctx, &claim)?;
                    writes.push(claimed(ctx, name, &claim)?);
                }
                let subject = entry.claim.to_string();
                writes.extend(words(ctx, name, &subject, note.as_deref())?);
                if writes.is_empty() {
                    let why = "nothing was changed; alter something first";
                    return Err(Refused::closed("unchanged", why));
                }
                Ok(plan(writes))
            }
            Self::Agree { document, version } => {
                let ledger = Ledger::open(ctx, document)?;
                let entry = ledger.newest(*version)?;
                if entry.claimed_by == ctx.me || entry.hand == ctx.hand {
                    let why = "you noted this yourself; the other person has to agree to it";
                    return Err(Refused::closed("own-claim", why));
                }
                ledger.party(ctx, entry)?;
                if ledger.own(ctx, Topic::Agree, version).is_some() {
                    let why = "you have agreed to this already";
                    return Err(Refused::closed("already-agreed", why));
                }
                if entry.asks(ctx.me, *version) {
                    let why = "you asked about this; lift your question first, then agree";
                    return Err(Refused::closed("questioned", why));
                }
                ledger.states(ctx, Topic::Agree, version)
            }
            Self::Question {
                document,
                version,
                words: asked,
            } => {
                let ledger = Ledger::open(ctx, document)?;
                let entry = ledger.current(*version)?;
                ledger.party(ctx, entry)?;
                if entry.asks(ctx.me, *version) {
                    let why = "you asked about this already; talk, then lift the question";
                    return Err(Refused::closed("already-questioned", why));
                }
                let mut plan = ledger.question(ctx, version, true)?;
                let subject = version.to_string();
                plan.writes
                    .extend(words(ctx, &ledger.name, &subject, asked.as_deref())?);
                Ok(plan)
            }
            Self::LiftQuestion { document, version } => {
                let ledger = Ledger::open(ctx, document)?;
                if !ledger.asks(ctx, version) {
                    let why = "you have no open question about this";
                    return Err(Refused::closed("no-question", why));
                }
                ledger.question(ctx, version, false)
            }
            Self::Withdraw { document, claim } => {
                let ledger = Ledger::open(ctx, document)?;
                let own = |e: &&EntryView| e.claim == *claim && e.claimed_by == ctx.me;
                let entry = ledger
                    .entries
                    .iter()
                    .find(own)
                    .ok_or_else(|| not_here(claim))?;
                if entry.state == EntryState::Withdrawn {
                    return Err(Refused::closed("withdrawn", "you took this back already"));
                }
                if entry.agreed.is_some() {
                    let why = "this is agreed already; edit it, and let the other agree anew";
                    return Err(Refused::closed("agreed-already", why));
                }
                ledger.states(ctx, Topic::Withdraw, claim)
            }
            Self::Witness { document, version } => {
                let ledger = Ledger::open(ctx, document)?;
                let entry = ledger.newest(*version)?;
                let involved = [entry.giver, entry.receiver, entry.claimed_by, entry.hand];
                if involved.contains(&ctx.me) {
                    let why = "this is about yourself; another coordinator has to witness it";
                    return Err(Refused::closed("witness-is-party", why));
                }
                // A question asked since stands against one's earlier word: it can be given anew.
                if entry.state == EntryState::Posted {
                    let why = "this is agreed or witnessed already";
                    return Err(Refused::closed("already-agreed", why));
                }
                ledger.states(ctx, Topic::Witness, version)
            }
        }
    }
}

fn fits(ctx: &Context<'_>, claim: &Claim) -> Result<(), Refused> {
    claim
        .bounds()
        .map_err(|(what, why)| Refused::invalid(what, why))?;
    // Two phones may stand in two time zones, so tomorrow is let through.
    if claim.day.0 > ctx.today.0.saturating_add(1) {
        let why = "is still to come by this phone's clock; note the help once it was given, or set the clock right";
        return Err(Refused::invalid("day", why));
    }
    Ok(())
}

/// The claim's fact, its key holding the hash of exactly the text that is stored.
fn claimed(ctx: &Context<'_>, ledger: &DocumentName, claim: &Claim) -> Result<Write, Refused> {
    let mut write = ctx.write(ledger, Topic::Claim, "", claim)?;
    write.subject = format!("{}/{}", claim.claim, Version::of(&write.text));
    Ok(write)
}

fn words(
    ctx: &Context<'_>,
    ledger: &DocumentName,
    subject: &str,
    text: Option<&str>,
) -> Result<Option<Write>, Refused> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > WORDS {
        let why = format!("are too long; keep them under {WORDS} characters");
        return Err(Refused::invalid("words", why));
    }
    let note = Note {
        v: SCHEMA,
        text: text.to_owned(),
        seen: ctx.seen(),
        more: Map::new(),
    };
    ctx.write(ledger, Topic::Note, subject, &note).map(Some)
}
