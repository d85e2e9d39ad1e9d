//! Taking everything along: a community's data belongs to its members, not to this program.
//!
//! Three forms: every document as a file that any Automerge library opens ([`App::export_automerge`]),
//! every fact as JSON with what was sealed opened ([`App::export_json`]), and tables for a
//! spreadsheet ([`csv`]). All of them leave the phone as it is.

pub mod csv;

use crate::app::App;
use crate::error::Error;
use crate::query::members::MemberRow;
use crate::store::changes;
use kith_domain::command::Input;
use kith_domain::document::DocumentName;
use kith_domain::facts::{AsideReason, Content, Fact};
use kith_domain::ids::{ChangeHash, CommunityId, DeviceTag, DocumentId, MemberId, SpaceId};
use kith_domain::write::Document;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A community as JSON.
#[derive(Debug, Clone, Serialize)]
pub struct Exported {
    /// The community.
    pub community: CommunityId,
    /// Who belongs or did.
    pub members: Vec<MemberRow>,
    /// Its documents, in the order of their ids.
    pub documents: Vec<ExportedDocument>,
}

/// A document's facts.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Its space.
    pub space: SpaceId,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its heads.
    pub heads: Vec<ChangeHash>,
    /// What stands.
    pub facts: Vec<ExportedFact>,
    /// What does not count, and why.
    pub aside: Vec<ExportedAside>,
}

/// A fact.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedFact {
    /// Its key.
    pub key: String,
    /// Whose.
    pub member: MemberId,
    /// On what topic.
    pub topic: String,
    /// What it says: JSON, opened if it was sealed; null if it does not read on this phone.
    pub value: serde_json::Value,
    /// Whether its key is not here yet.
    pub waiting_for_key: bool,
    /// The device that wrote it.
    pub device: DeviceTag,
    /// The device's number.
    pub n: u32,
    /// The change it came in.
    pub change: ChangeHash,
}

/// A statement that does not count.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedAside {
    /// Its key.
    pub key: String,
    /// Why.
    pub reason: String,
}

impl App {
    /// Writes every document to `folder` as `<kind>-<name>.automerge`, `/` in names as `_`, the
    /// space's first letters before the name outside the community's own. Returns the files.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], [`Error::File`], or the disk's own.
    pub fn export_automerge(
        &self,
        community: CommunityId,
        folder: &Path,
    ) -> Result<Vec<PathBuf>, Error> {
        make(folder)?;
        self.look(community, |lens| {
            let mut files = Vec::new();
            for name in changes::documents(lens.db, community)? {
                let id = name.id();
                let bytes = changes::change_bytes(lens.db, community, id)?;
                if bytes.is_empty() {
                    continue;
                }
                let tail: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
                let saved = Document::load(id, None, &tail)?.save();
                let file = folder.join(file_name(&name, lens.community.assumed.space));
                write(&file, &saved)?;
                files.push(file);
            }
            Ok(files)
        })
    }

    /// Every fact of every document, opened where this phone has the key.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn export_json(&self, community: CommunityId) -> Result<Exported, Error> {
        let members = self.members(community)?;
        self.look(community, |lens| {
            let mut documents = Vec::new();
            for name in changes::documents(lens.db, community)? {
                let Some(state) = changes::state(lens.db, community, &name)? else {
                    continue;
                };
                let input = Input {
                    community,
                    document: &state,
                    rosters: &lens.community.assumed,
                    keyring: &lens.community.keyring,
                };
                documents.push(document(&input));
            }
            Ok(Exported {
                community,
                members,
                documents,
            })
        })
    }
}

fn document(input: &Input<'_>) -> ExportedDocument {
    let facts = input.facts();
    let name = &input.document.name;
    ExportedDocument {
        id: name.id(),
        space: name.space,
        kind: name.kind.clone(),
        name: name.name.clone(),
        heads: input.document.heads.clone(),
        facts: facts.all().map(fact).collect(),
        aside: facts
            .aside
            .iter()
            .map(|aside| ExportedAside {
                key: aside.key.to_string(),
                reason: match aside.reason {
                    AsideReason::Denied(denied) => denied.to_string(),
                    AsideReason::OwnWordFirst => {
                        "said for a member who has said it themselves since".to_owned()
                    }
                    AsideReason::WrittenTwice => {
                        "stated twice where the first word stands".to_owned()
                    }
                },
            })
            .collect(),
    }
}

fn fact(fact: &Fact) -> ExportedFact {
    let value = match &fact.content {
        Content::Text(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| serde_json::Value::String(text.clone()))
        }
        Content::WaitingForKey | Content::Unreadable => serde_json::Value::Null,
    };
    ExportedFact {
        key: fact.key.to_string(),
        member: fact.key.member,
        topic: fact.key.topic.clone(),
        value,
        waiting_for_key: fact.content == Content::WaitingForKey,
        device: fact.change.device,
        n: fact.change.n,
        change: fact.change.hash,
    }
}

fn file_name(name: &DocumentName, home: SpaceId) -> String {
    let space: String = if name.space == home {
        String::new()
    } else {
        name.space
            .to_string()
            .chars()
            .take(8)
            .chain(['-'])
            .collect()
    };
    format!(
        "{}-{space}{}.automerge",
        name.kind,
        name.name.replace('/', "_")
    )
}

fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|e| Error::File(folder.display().to_string(), e))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(file, bytes).map_err(|e| Error::File(file.display().to_string(), e))
}
