//! Writing in a document, and documents opened in Automerge.
//!
//! What a change must be (genesis first, the device's own actor, `time` = number in the feed, raw bytes,
//! own past kept) holds here by construction, twice: a phone spells its changes out ([`spell`]), and
//! [`Document::put`] lets Automerge write the same, to which the other is held. Everything that calls an
//! Automerge mutator is in this file. Bytes that come from outside must have passed
//! [`crate::guard::check`] before they reach this module; what a phone writes itself goes through the
//! same guard before it is stored. Read next: [`crate::facts`], how ops become facts.

mod spell;

pub use spell::{Ground, SpellError, spell};

use crate::fact::{FactKey, Value};
use crate::genesis::{FACTS, genesis, genesis_hash};
use crate::ids::{Actor, ChangeHash, DeviceTag, DocumentId, OpId};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjId, ROOT, ReadDoc, ScalarValue};
use std::collections::{BTreeMap, HashSet};

/// Heads above which a phone writes on its own last change and the rest of this many. A writer who
/// must see all of them writes facts that join them first.
pub const WRITE_HEADS: usize = 200;

/// The visible values of each key, lowest op first; the last is Automerge's winner.
pub type Visible = BTreeMap<String, Vec<(OpId, Value)>>;

/// Why a document could not be opened, extended or written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Automerge refused bytes the guard had passed: a fault of ours, or a damaged disk.
    #[error("the document cannot take these changes: fetch it anew")]
    Automerge(#[from] AutomergeError),
    /// Bytes that are no change.
    #[error("stored bytes are not a change: fetch the document anew")]
    Change(#[from] automerge::LoadChangeError),
    /// The bytes are of another document.
    #[error("the bytes are of another document: open it by its own id")]
    OtherDocument,
    /// Changes are missing before these.
    #[error("{} earlier changes are missing: take them in first", .0.len())]
    MissingDeps(Vec<ChangeHash>),
    /// The heads to write at are not in the document.
    #[error("the screen shows a state this phone does not hold: open it again")]
    UnknownHeads,
    /// This device has written since the screen was shown.
    #[error("the screen is stale: look at the latest state and decide again")]
    StaleScreen,
}

/// A document open in Automerge: to be exported, and the measure of what is spelled.
#[derive(Debug, Clone)]
pub struct Document {
    id: DocumentId,
    inner: Automerge,
}

impl Document {
    /// The document as it is before anyone has stated anything.
    ///
    /// # Errors
    /// None in practice: the genesis change is always taken.
    pub fn new(id: DocumentId) -> Result<Self, DocumentError> {
        Self::load(id, None, &[])
    }

    /// Opens a document from this phone's own snapshot and guarded changes after it, in an order
    /// that puts each after its deps. Joined into one buffer: ten times faster than one by one.
    ///
    /// # Errors
    /// When the bytes are damaged, of another document, or changes are missing between them.
    pub fn load(
        id: DocumentId,
        snapshot: Option<&[u8]>,
        tail: &[&[u8]],
    ) -> Result<Self, DocumentError> {
        let mut buffer = snapshot.map_or_else(|| genesis(id), <[u8]>::to_vec);
        buffer.extend(tail.iter().flat_map(|change| change.iter()));
        let inner = Automerge::load(&buffer)?;
        if inner
            .get_change_meta_by_hash(&theirs(genesis_hash(id)))
            .is_none()
        {
            return Err(DocumentError::OtherDocument);
        }
        let missing = inner.get_missing_deps(&[]);
        if missing.is_empty() {
            Ok(Self { id, inner })
        } else {
            Err(DocumentError::MissingDeps(ours(&missing)))
        }
    }

    /// The document's id.
    #[must_use]
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// Takes guarded changes in, each after its deps; those that are here already change nothing.
    ///
    /// # Errors
    /// When changes are missing before these; then nothing is taken.
    pub fn apply(&mut self, changes: &[&[u8]]) -> Result<(), DocumentError> {
        let changes = changes
            .iter()
            .map(|bytes| Change::try_from(*bytes))
            .collect::<Result<Vec<_>, _>>()?;
        let mut here = HashSet::new();
        let mut missing = Vec::new();
        for change in &changes {
            let is_missing = |dep: &&automerge::ChangeHash| {
                !here.contains(*dep) && self.inner.get_change_meta_by_hash(dep).is_none()
            };
            missing.extend(change.deps().iter().filter(is_missing));
            here.insert(change.hash());
        }
        if !missing.is_empty() {
            return Err(DocumentError::MissingDeps(ours(&missing)));
        }
        Ok(self.inner.apply_changes(changes)?)
    }

    /// The changes nothing builds on yet, rising; the genesis change while there is no other.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        let mut heads = ours(&self.inner.get_heads());
        heads.sort_unstable();
        heads
    }

    /// States facts as `actor`, as number `n` of its device's feed, and returns the change's raw
    /// bytes; `None` when all stand there already, so that nothing changes.
    ///
    /// `at` are the heads a person saw: the change builds on exactly these and this writer's other
    /// facts are judged as of then. Without it the change builds on the whole document, or above
    /// [`WRITE_HEADS`] heads on the device's own last change and as many others as fit.
    ///
    /// `actor` must be fresh since the database was opened or changes were last taken back.
    ///
    /// # Errors
    /// [`DocumentError::UnknownHeads`] and [`DocumentError::StaleScreen`] for `at`; otherwise none
    /// for facts in the key grammar. Nothing is written then.
    pub fn put(
        &mut self,
        actor: Actor,
        n: u32,
        facts: &[(FactKey, Value)],
        at: Option<&[ChangeHash]>,
    ) -> Result<Option<Vec<u8>>, DocumentError> {
        let own = || self.last_of(actor.device()).map(|hash| ChangeHash(hash.0));
        let Some(heads) = heads_to_write_at(&self.heads(), at, own) else {
            return state(&mut self.inner, actor, n, facts).map(|c| c.map(raw));
        };
        let heads: Vec<_> = heads.into_iter().map(theirs).collect();
        // `transaction_at` would give another start op than the past asks for.
        let mut past = self.inner.fork_at(&heads).map_err(|error| match error {
            AutomergeError::InvalidHash(_) => DocumentError::UnknownHeads,
            other => DocumentError::Automerge(other),
        })?;
        let own = self.last_of(actor.device());
        if own.is_some_and(|hash| past.get_change_meta_by_hash(&hash).is_none()) {
            return Err(DocumentError::StaleScreen);
        }
        let Some(change) = state(&mut past, actor, n, facts)? else {
            return Ok(None);
        };
        self.inner.apply_changes([change.clone()])?;
        Ok(Some(raw(change)))
    }

    /// The whole document as one snapshot, for this phone's own disk.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.inner.save()
    }

    /// Every visible value of every key, with the op that put it.
    ///
    /// # Errors
    /// When the document holds what the guard would have refused.
    pub fn facts(&self) -> Result<Visible, DocumentError> {
        let facts = facts_map(&self.inner)?;
        let mut visible = Visible::new();
        for key in self.inner.keys(&facts) {
            let mut values = Vec::new();
            for (value, id) in self.inner.get_all(&facts, key.as_str())? {
                let op = op_id(&id).ok_or(DocumentError::OtherDocument)?;
                let value = match value.as_scalar() {
                    Some(ScalarValue::Str(text)) => Value::Clear(text.to_string()),
                    Some(ScalarValue::Bytes(bytes)) => Value::Sealed(bytes.clone()),
                    _ => return Err(DocumentError::OtherDocument),
                };
                values.push((op, value));
            }
            values.sort_unstable();
            visible.insert(key, values);
        }
        Ok(visible)
    }

    /// The last change of a device. Reads every change's frame: some milliseconds for thousands.
    fn last_of(&self, device: DeviceTag) -> Option<automerge::ChangeHash> {
        self.inner
            .get_changes_meta(&[])
            .into_iter()
            .filter(|change| {
                Actor::from_slice(change.actor.to_bytes()).is_some_and(|a| a.device() == device)
            })
            .max_by_key(|change| change.timestamp)
            .map(|change| change.hash)
    }
}

/// The heads a change must be written at, `None` for `heads`: the document as it stands.
fn heads_to_write_at(
    heads: &[ChangeHash],
    at: Option<&[ChangeHash]>,
    own: impl FnOnce() -> Option<ChangeHash>,
) -> Option<Vec<ChangeHash>> {
    if let Some(at) = at {
        let mut at = at.to_vec();
        at.sort_unstable();
        return (at != heads).then_some(at);
    }
    if heads.len() <= WRITE_HEADS {
        return None;
    }
    let own = own();
    let others = heads.iter().copied().filter(|head| Some(*head) != own);
    let mut some: Vec<_> = others
        .take(WRITE_HEADS - usize::from(own.is_some()))
        .collect();
    some.extend(own);
    some.sort_unstable();
    Some(some)
}

/// Puts the facts in one change, or makes none when they stand there already.
fn state(
    doc: &mut Automerge,
    actor: Actor,
    n: u32,
    facts: &[(FactKey, Value)],
) -> Result<Option<Change>, DocumentError> {
    let map = facts_map(doc)?;
    doc.set_actor(ActorId::from(actor.0));
    let mut tx = doc.transaction();
    for (key, value) in facts {
        let value = match value {
            Value::Clear(text) => ScalarValue::Str(text.as_str().into()),
            Value::Sealed(bytes) => ScalarValue::Bytes(bytes.clone()),
        };
        let key = key.to_string();
        // Automerge would answer the restating of a winner by deleting what conflicts with it, and
        // nothing is deleted in a document. The winner stands; the others do no harm.
        let stands = tx.get(&map, &key)?;
        if stands.is_none_or(|(shown, _)| shown.as_scalar() != Some(&value)) {
            // On an error the transaction is dropped, which takes everything back.
            tx.put(&map, key, value)?;
        }
    }
    let (hash, _) = tx.commit_with(CommitOptions::default().with_time(i64::from(n)));
    Ok(hash.and_then(|hash| doc.get_change_by_hash(&hash)))
}

/// The map of facts, which the genesis change makes.
fn facts_map(doc: &Automerge) -> Result<ObjId, DocumentError> {
    match doc.get(ROOT, FACTS)? {
        Some((_, map)) => Ok(map),
        None => Err(DocumentError::OtherDocument),
    }
}

/// Raw, because `bytes()` deflates, and the guard takes no deflate.
fn raw(change: Change) -> Vec<u8> {
    change.raw_bytes().to_vec()
}

fn op_id(id: &ObjId) -> Option<OpId> {
    match id {
        ObjId::Id(counter, actor, _) => Some(OpId {
            counter: *counter,
            actor: Actor::from_slice(actor.to_bytes())?,
        }),
        ObjId::Root => None,
    }
}

fn theirs(hash: ChangeHash) -> automerge::ChangeHash {
    automerge::ChangeHash(hash.0)
}

fn ours(hashes: &[automerge::ChangeHash]) -> Vec<ChangeHash> {
    hashes.iter().map(|hash| ChangeHash(hash.0)).collect()
}

#[cfg(test)]
mod tests;
