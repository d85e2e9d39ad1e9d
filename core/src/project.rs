//! Bringing the read model up to date: projections of changed documents become rows.
//!
//! Projections are the domain's; here is only which document feeds which screen. What a person does or a
//! sync brings is projected when somebody looks ([`catch_up`]): changes tell by their arrival that their
//! documents are behind, what else is dirty is noted ([`later`]). The whole read model can be dropped and
//! rebuilt at any time ([`rebuild`]); tests hold both equal. Rows are what lists need; a whole round is
//! projected when it is opened ([`whole_round`]). Read next: [`crate::query`].

pub mod lists;

use crate::error::Error;
use crate::phone::Community;
use crate::store::open::unhurried;
use crate::store::{changes, rows, stale};
use kith_domain::command::Input;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::facts::DocumentState;
use kith_domain::ids::{CommunityId, DeviceTag, DocumentId, SpaceId};
use kith_domain::roster::{Act, Record, Rosters};
use kith_domain::{board, concern, hours, pairing, round};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The version of what is kept in the read model. A phone that kept another makes it anew on opening.
pub const VERSION: u32 = 3;

/// What must be projected again.
#[derive(Debug, Clone, Default)]
pub struct Dirty {
    /// These documents, beside those that changes came into.
    pub documents: BTreeSet<DocumentId>,
    /// Documents in which these devices wrote.
    pub devices: BTreeSet<DeviceTag>,
    /// All documents of these spaces.
    pub spaces: BTreeSet<SpaceId>,
    /// All documents of these kinds.
    pub kinds: BTreeSet<DocumentKind>,
    /// Whether the list of members changed.
    pub members: bool,
    /// Whether bytes went for good: the write-ahead log must not keep them either.
    pub erased: bool,
}

impl Dirty {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
            && self.devices.is_empty()
            && self.spaces.is_empty()
            && self.kinds.is_empty()
            && !self.members
    }

    /// What a roster record touches. `rosters` are as before it.
    pub fn record(&mut self, rosters: &Rosters, record: &Record) {
        self.members = true;
        self.devices.extend(rosters.concerned(record));
        let space = record.body.space_id();
        if space != rosters.space {
            self.spaces.insert(space);
        }
        match &record.body.act {
            Act::HouseholdFormed { .. }
            | Act::HouseholdChanged { .. }
            | Act::RoundHandedOver { .. } => {
                self.kinds.insert(DocumentKind::Round);
            }
            Act::DocumentErased { document } => {
                self.documents.insert(*document);
            }
            // Whoever ceases or begins to write for somebody may be on a pairing's roster of others.
            Act::MemberLeft { .. } | Act::MemberRemoved { .. } | Act::ActsFor { .. } => {
                self.kinds.insert(DocumentKind::Pairing);
            }
            // Facts by a device can arrive on this phone only after its admission, except where the
            // admission was pending here.
            Act::MemberAdmitted { device, .. }
            | Act::MemberAccepted { device, .. }
            | Act::DeviceAdded { device, .. } => {
                self.devices.insert(device.tag());
            }
            Act::CutCorrected { device, .. } => {
                self.devices.insert(*device);
                self.kinds
                    .extend([DocumentKind::Round, DocumentKind::Pairing]);
            }
            _ => {}
        }
    }

    /// Adds another's.
    pub fn merge(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.devices.extend(other.devices);
        self.spaces.extend(other.spaces);
        self.kinds.extend(other.kinds);
        self.members |= other.members;
        self.erased |= other.erased;
    }
}

/// Projects what is dirty, at once.
///
/// # Errors
/// The disk's own.
pub fn refresh(db: &Connection, community: &Community, dirty: &Dirty) -> Result<(), Error> {
    for document in documents(db, community.id(), dirty)? {
        project(db, community, document)?;
    }
    community.histories.trim();
    Ok(())
}

/// Notes what is dirty, to be projected when somebody looks; of changes that came their arrival tells.
/// What was erased goes at once.
///
/// # Errors
/// The disk's own.
pub fn later(db: &Connection, community: &Community, dirty: &Dirty) -> Result<(), Error> {
    if dirty.erased {
        return refresh(db, community, dirty);
    }
    let documents = documents(db, community.id(), dirty)?;
    stale::note(db, community.id(), &documents)
}

/// Projects what was left for later. A document that several pages changed is projected once.
///
/// Commits without waiting for the disk: should the power fail, the notes are there again, and what
/// they stand for is projected again.
///
/// # Errors
/// The disk's own.
pub fn catch_up(db: &mut Connection, community: &Community) -> Result<(), Error> {
    let behind = stale::all(db, community.id())?;
    if behind.is_empty() {
        return Ok(());
    }
    let last: BTreeMap<DocumentId, usize> = (0..)
        .zip(&behind)
        .flat_map(|(at, some)| some.documents.iter().map(move |id| (*id, at)))
        .collect();
    unhurried(db, |db| {
        for (at, some) in behind.iter().enumerate() {
            let tx = db.transaction()?;
            for id in &some.documents {
                if last.get(id) == Some(&at) {
                    project(&tx, community, *id)?;
                }
            }
            community.histories.trim();
            stale::done(&tx, community.id(), some.until)?;
            tx.commit()?;
        }
        Ok(())
    })
}

/// The documents that are dirty.
fn documents(
    db: &Connection,
    id: CommunityId,
    dirty: &Dirty,
) -> Result<BTreeSet<DocumentId>, Error> {
    let mut ids = dirty.documents.clone();
    let devices: Vec<DeviceTag> = dirty.devices.iter().copied().collect();
    ids.extend(changes::written_by(db, id, &devices)?);
    if !dirty.spaces.is_empty() || !dirty.kinds.is_empty() {
        for name in changes::documents(db, id)? {
            if dirty.spaces.contains(&name.space)
                || name.kind().is_some_and(|kind| dirty.kinds.contains(&kind))
            {
                ids.insert(name.id());
            }
        }
    }
    Ok(ids)
}

/// Drops a community's read model and makes it anew.
///
/// # Errors
/// The disk's own.
pub fn rebuild(db: &Connection, community: &Community) -> Result<usize, Error> {
    rows::clear(db, community.id())?;
    stale::clear(db, community.id())?;
    let names = changes::documents(db, community.id())?;
    for name in &names {
        project_named(db, community, name)?;
        community.histories.trim();
    }
    Ok(names.len())
}

/// One round, whole; none when it is not here or was erased.
///
/// # Errors
/// The disk's own.
pub fn whole_round(
    db: &Connection,
    community: &Community,
    name: &str,
) -> Result<Option<round::RoundView>, Error> {
    let name = DocumentName::new(community.assumed.space, DocumentKind::Round, name);
    if community.assumed.is_erased(name.id(), name.space) {
        return Ok(None);
    }
    let state = community.state(db, &name)?;
    Ok(state.map(|state| {
        round::project(&Input {
            community: community.id(),
            document: &state,
            rosters: &community.assumed,
            keyring: &community.keyring,
        })
    }))
}

fn project(db: &Connection, community: &Community, document: DocumentId) -> Result<(), Error> {
    match changes::document_name(db, community.id(), document)? {
        Some((name, _)) => project_named(db, community, &name),
        None => Ok(()),
    }
}

fn project_named(db: &Connection, community: &Community, name: &DocumentName) -> Result<(), Error> {
    // A pairing goes on in `all/2` …, but is one thing on the screen.
    let first = match name.kind() {
        Some(DocumentKind::Pairing) => pairing::document(name.space),
        _ => name.clone(),
    };
    if community.assumed.is_erased(first.id(), first.space) {
        return rows::replace(db, community.id(), first.id(), &[], &[]);
    }
    let Some(state) = community.state(db, &first)? else {
        return Ok(());
    };
    let mut further = Vec::new();
    if name.kind() == Some(DocumentKind::Pairing) {
        for part in 2..=64 {
            let next = DocumentName::new(name.space, DocumentKind::Pairing, format!("all/{part}"));
            match community.state(db, &next)? {
                Some(state) => further.push(std::sync::Arc::new(state)),
                None => break,
            }
        }
    }
    let input = Input {
        community: community.id(),
        document: &state,
        rosters: &community.assumed,
        keyring: &community.keyring,
    };
    let (rows, postings) = projected(&input, &further)?;
    rows::replace(db, community.id(), first.id(), &rows, &postings)
}

/// The rows and postings that follow from one document: what every phone that may read it shares.
///
/// # Errors
/// [`Error::Inconsistent`] if a view does not serialise, which no view of ours does.
pub fn projected(
    input: &Input<'_>,
    further: &[std::sync::Arc<DocumentState>],
) -> Result<(Vec<rows::Row>, Vec<hours::Posting>), Error> {
    let name = &input.document.name;
    let mut rows = Vec::new();
    let mut postings = Vec::new();
    match name.kind() {
        Some(DocumentKind::Round) => {
            rows.extend(lists::of_round(&round::project(input))?);
        }
        Some(DocumentKind::PriceList) => {
            rows.push(row(
                "price-list",
                name.name.clone(),
                String::new(),
                &round::price_list(input),
            )?);
        }
        Some(DocumentKind::Ledger) => {
            let view = hours::project(input);
            for entry in &view.entries {
                let id = format!("{}/{}", name.name, entry.claim);
                let place = format!("{}\u{1f}{}", entry.day, entry.claim);
                rows.push(row("entry", id, place, entry)?);
                rows.extend(lists::of_entry(&name.name, entry)?);
            }
            postings = view.postings;
        }
        Some(DocumentKind::Board) => {
            for notice in &board::board(input).notices {
                rows.push(row(
                    "notice",
                    format!("{}/{}", name.name, notice.item),
                    String::new(),
                    notice,
                )?);
            }
        }
        Some(DocumentKind::People) => {
            for (member, page) in &board::people(input).pages {
                rows.push(row("page", member.to_string(), String::new(), page)?);
            }
        }
        Some(DocumentKind::Pairing) => {
            let view = pairing::project(*input, further);
            rows.push(row(
                "pairing",
                name.space.to_string(),
                String::new(),
                &view,
            )?);
            rows.extend(lists::of_pairing(&view)?);
        }
        Some(DocumentKind::Concern) => {
            rows.push(row(
                "concern",
                name.space.to_string(),
                String::new(),
                &concern::project(input),
            )?);
        }
        Some(DocumentKind::Rules) | None => {}
    }
    Ok((rows, postings))
}

fn row<T: Serialize>(
    screen: &'static str,
    id: String,
    sort: String,
    body: &T,
) -> Result<rows::Row, Error> {
    let body = serde_json::to_string(body).map_err(|e| Error::Inconsistent(e.to_string()))?;
    Ok(rows::Row {
        screen,
        id,
        sort,
        lines: 1,
        body,
    })
}
