//! Are two phones equal? One number says so.
//!
//! The digest is over every document (its id and the hashes of all its changes, sorted), the rosters
//! it is judged by, every row and posting of the read model and every whole round. Two phones that hold the same and
//! understand it the same print the same digest, in whatever order things reached them. Work that
//! only one phone has yet makes them differ, as it should.

use super::lens::Lens;
use crate::app::App;
use crate::error::Error;
use crate::project;
use crate::store::changes;
use crate::store::history::History;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::hash::hash;
use kith_domain::ids::{ChangeHash, CommunityId, DocumentId, EntryHash, SpaceId, base32};
use rusqlite::params;
use serde::Serialize;

/// One community's digests on this phone, in base-32.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digests {
    /// Over what all members share: the documents of the community's own space.
    pub shared: String,
    /// Over all that this phone may read, its pairings included.
    pub whole: String,
}

type Documents = Vec<(DocumentId, Vec<ChangeHash>)>;
type Row = (DocumentId, String, String, String);
type Rows = Vec<Row>;
type Postings = Vec<(DocumentId, String, Vec<u8>, i64)>;

impl App {
    /// The digests of a community.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn digest(&self, community: CommunityId) -> Result<Digests, Error> {
        self.look(community, |lens| {
            let space = lens.community.assumed.space;
            Ok(Digests {
                shared: base32(&digest(lens, |of| of == space)?),
                whole: base32(&digest(lens, |_| true)?),
            })
        })
    }
}

fn digest(lens: &Lens<'_>, within: impl Fn(SpaceId) -> bool) -> Result<[u8; 32], Error> {
    let held = lens.community;
    let rosters: Vec<(SpaceId, u32, EntryHash)> = held
        .sequenced
        .chains
        .iter()
        .filter(|(space, _)| within(**space))
        .map(|(space, (number, hash))| (*space, *number, *hash))
        .collect();
    let (mut documents, mut rows, mut postings) = (Documents::new(), Rows::new(), Postings::new());
    for name in changes::documents(lens.db, held.id())? {
        if !within(name.space) {
            continue;
        }
        let id = name.id();
        let hashes = hashes(lens, id)?;
        // A name alone, without a change, is nothing yet.
        if hashes.is_empty() {
            continue;
        }
        documents.push((id, hashes));
        rows.extend(rows_of(lens, id)?);
        rows.extend(whole(lens, &name)?);
        postings.extend(postings_of(lens, id)?);
    }
    Ok(hash(&(
        "kith digest v1",
        held.id(),
        rosters,
        documents,
        rows,
        postings,
    )))
}

fn hashes(lens: &Lens<'_>, document: DocumentId) -> Result<Vec<ChangeHash>, Error> {
    let history = History::read(lens.db, lens.community.id(), document)?;
    let mut found: Vec<ChangeHash> = history.hashes().collect();
    found.sort_unstable();
    Ok(found)
}

fn rows_of(lens: &Lens<'_>, document: DocumentId) -> Result<Rows, Error> {
    let mut statement = lens.db.prepare_cached(
        // By the document: for the order alone, SQLite would read all rows.
        "SELECT screen, id, body FROM row INDEXED BY row_document
         WHERE community = ?1 AND document = ?2 ORDER BY screen, id",
    )?;
    let id = lens.community.id();
    let rows = statement.query_map(params![id.as_bytes(), document.as_bytes()], |row| {
        Ok((document, row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A whole round, which is no row but shown all the same.
fn whole(lens: &Lens<'_>, name: &DocumentName) -> Result<Option<Row>, Error> {
    if name.kind() != Some(DocumentKind::Round) {
        return Ok(None);
    }
    let view = project::whole_round(lens.db, lens.community, &name.name)?;
    let body = view.map(|view| serde_json::to_string(&view)).transpose();
    let body = body.map_err(|e| Error::Inconsistent(e.to_string()))?;
    Ok(body.map(|body| (name.id(), "round".to_owned(), name.name.clone(), body)))
}

fn postings_of(lens: &Lens<'_>, document: DocumentId) -> Result<Postings, Error> {
    let mut statement = lens.db.prepare_cached(
        "SELECT version, member, minutes FROM posting WHERE community = ?1 AND document = ?2
         ORDER BY version, member",
    )?;
    let id = lens.community.id();
    let rows = statement.query_map(params![id.as_bytes(), document.as_bytes()], |row| {
        Ok((document, row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
