//! Carrying a plan out: seal, write, guard, sign, store; all inside one transaction of the caller.
//!
//! Nothing is decided here. A change passes the same guard as one from outside, so this phone never
//! sends what others would refuse. Read next: [`crate::project`], which brings the rows up to date.

use crate::error::Error;
use crate::phone::{self, Community};
use crate::project::Dirty;
use crate::store::feeds::{self, Feed};
use crate::store::{changes, members, outbox, stretches};
use kith_domain::command::{Handed, Plan, Refused, Write};
use kith_domain::fact::Value;
use kith_domain::guard;
use kith_domain::ids::CommandId;
use kith_domain::keys::Dice;
use kith_domain::roster::Record;
use kith_domain::sealed::{Place, Wrap};
use kith_domain::write::{SpellError, spell};
use rusqlite::Connection;

/// Most facts in one change: well under the guard's bound even for the longest keys and values.
const FACTS_A_CHANGE: usize = 100;
/// Most bytes of keys and values in one change.
const BYTES_A_CHANGE: usize = 20 * 1024;

/// When and on what knowledge a person acted: fixed then, and kept over a take-back.
#[derive(Debug, Clone, Copy)]
pub struct Acted {
    /// The command's id.
    pub id: CommandId,
    /// Number of the community's roster entry this phone had applied.
    pub entry: u32,
    /// Seconds since 1970, for display.
    pub made: i64,
}

impl Acted {
    /// On what this phone has applied so far.
    pub(crate) fn on(community: &Community, id: CommandId, made: i64) -> Self {
        let assumed = &community.assumed;
        Self {
            id,
            entry: assumed.chain(assumed.space).0,
            made,
        }
    }
}

/// A command on its way into the outbox.
#[derive(Debug, Clone, Copy)]
pub struct Commanded<'a> {
    /// When and on what knowledge.
    pub acted: Acted,
    /// Its JSON, to be planned again after a take-back; none for bare records.
    pub body: Option<&'a str>,
    /// What it is, for people.
    pub words: &'a str,
}

/// Carries a plan out. Returns what needs projecting and whether anything changed at all.
///
/// # Errors
/// [`Error::Refused`] where the guard or the rosters say no; the caller rolls back.
pub fn carry_out(
    db: &Connection,
    community: &mut Community,
    commanded: &Commanded<'_>,
    plan: &Plan,
) -> Result<(Dirty, bool), Error> {
    let mut dirty = Dirty::default();
    let item = outbox::insert(db, community.id(), commanded)?;
    for (space, key) in &plan.keys {
        members::add_key(db, community.id(), *space, *key)?;
        community.keyring.add(*space, *key);
    }
    let seed = community
        .secret
        .derive("kith concern dice v1", commanded.acted.id);
    let mut sealing = Sealing {
        handed: &plan.handed,
        dice: Dice::new(seed),
    };
    let mut changed = false;
    for (place, draft) in plan.records.iter().enumerate() {
        let mut signatures = draft.signed.clone();
        signatures.push(draft.body.sign(&community.secret));
        let record = Record {
            body: draft.body.clone(),
            signatures,
        };
        community.assumed.judge(&record).map_err(Refused::Record)?;
        dirty.record(&community.assumed, &record);
        phone::assume(db, &mut community.assumed, &record)?;
        outbox::add_record(db, item, place, &record)?;
        changed = true;
    }
    for group in groups(&plan.writes) {
        changed |= write(db, community, (item, group), &mut sealing)?;
    }
    sealing.hand_over(db, community)?;
    if !changed {
        outbox::delete(db, item)?;
    }
    Ok((dirty, changed))
}

/// Consecutive writes into one document at the same heads, within a change's bounds.
fn groups(writes: &[Write]) -> Vec<&[Write]> {
    let mut groups = Vec::new();
    let mut rest = writes;
    while let Some(first) = rest.first() {
        let mut bytes = 0_usize;
        let end = rest
            .iter()
            .take(FACTS_A_CHANGE)
            .take_while(|w| {
                bytes = bytes.saturating_add(w.text.len() + w.subject.len() + 120);
                w.document == first.document && w.at == first.at && bytes <= BYTES_A_CHANGE
            })
            .count()
            .max(1);
        let (group, tail) = rest.split_at(end);
        groups.push(group);
        rest = tail;
    }
    groups
}

/// How a plan's writes are sealed: with what it hands over, else with the keys this phone holds.
struct Sealing<'a> {
    handed: &'a [Handed],
    dice: Dice,
}

impl Sealing<'_> {
    fn seal(
        &mut self,
        community: &Community,
        place: &Place<'_>,
        text: &str,
    ) -> Result<Vec<u8>, Refused> {
        let handed = self.handed.iter().find(|h| h.space == place.space);
        match handed {
            Some(handed) => handed.key.seal_to(place, text, &mut self.dice),
            None => community.keyring.seal(place, text),
        }
        .map_err(|_| Refused::WaitingForKey)
    }

    /// Wraps what is handed over, for all devices of those it is for; it goes out as mail.
    fn hand_over(&mut self, db: &Connection, community: &Community) -> Result<(), Error> {
        for Handed { space, key, to } in self.handed {
            for (tag, device) in to.iter().flat_map(|m| community.assumed.devices_of(*m)) {
                if device.revoked.is_some() {
                    continue;
                }
                let to = (tag, device.box_key);
                if let Some(wrap) = Wrap::seal(community.id(), *space, *key, to, &mut self.dice) {
                    members::add_mail(db, community.id(), &wrap)?;
                }
            }
        }
        Ok(())
    }
}

fn write(
    db: &Connection,
    community: &mut Community,
    (item, group): (i64, &[Write]),
    sealing: &mut Sealing<'_>,
) -> Result<bool, Error> {
    let Some(first) = group.first() else {
        return Ok(false);
    };
    let (id, name) = (community.id(), &first.document);
    let document = name.id();
    changes::name_document(db, id, name, false)?;
    let mut facts = Vec::with_capacity(group.len());
    for w in group {
        let key = w.key(community.me());
        let value = if w.topic.row().sealed {
            let text = key.to_string();
            let place = Place {
                community: id,
                space: name.space,
                document,
                key: &text,
            };
            Value::Sealed(sealing.seal(community, &place, &w.text)?)
        } else {
            Value::Clear(w.text.clone())
        };
        facts.push((key, value));
    }
    let device = community.row.device;
    let feed = feeds::feed(db, id, name.space, device)?;
    let n = feed
        .used
        .checked_add(1)
        .ok_or_else(|| Error::Inconsistent("a full feed".into()))?;
    let (actor, at) = (community.actor, first.at.as_deref());
    let history = community.histories.get(db, id, document)?;
    let change = match spell(document, (actor, n), &facts, at, &history.own()) {
        Ok(Some(change)) => change,
        Ok(None) => return Ok(false),
        Err(SpellError::StaleScreen | SpellError::UnknownHeads) => return Err(stale().into()),
        Err(much @ SpellError::TooMuch) => {
            let code = guard::Refusal::TooLarge.code();
            return Err(Refused::closed(code, much.to_string()).into());
        }
    };
    let Ok(verdict) = guard::check_spelled(name.kind(), community.me(), &change, &history.own());
    drop(history);
    let checked = verdict.map_err(|r| Refused::closed(r.code(), r.to_string()))?;
    stretches::add_own(db, id, &change, item)?;
    changes::note_writer(db, id, device, document)?;
    community
        .histories
        .change(document, |history| history.push(&change, checked, true));
    feeds::set_feed(db, id, name.space, device, Feed { used: n, ..feed })?;
    Ok(true)
}

fn stale() -> Refused {
    Refused::closed(
        "screen-is-stale",
        "this changed while you were looking; look again, then decide",
    )
}
