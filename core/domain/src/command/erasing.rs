//! Erasing a document or a pairing, for good and everywhere.
//!
//! Months of the time bank stay: hours are both parties', and a balance is the sum over all months.

use super::{Context, Draft, Plan, Refused};
use crate::document::{DocumentKind, DocumentName};
use crate::ids::SpaceId;
use crate::roster::Act;
use serde::{Deserialize, Serialize};

/// What is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Erasing {
    /// A coordinator erases a document of the community.
    Document {
        /// Its kind's word, such as `round`.
        kind: String,
        /// Its name within the kind.
        name: String,
    },
    /// One who looks after a pairing erases all of it.
    Pairing {
        /// Which.
        space: SpaceId,
    },
}

impl Erasing {
    /// See [`super::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        let (space, act) = match self {
            Self::Document { kind, name } => {
                let known = DocumentKind::from_word(kind);
                let name = match known {
                    Some(DocumentKind::Ledger) => {
                        let why = "hours belong to both who agreed them and stay; who wrote a note \
                                   can take it back";
                        return Err(Refused::closed("hours-stay", why));
                    }
                    Some(kind) => DocumentName::new(ctx.space(), kind, name.clone()),
                    None => return Err(Refused::invalid("kind", "is not one Kith knows")),
                };
                let document = name.id();
                if !ctx.world.rosters().is_erased(document, ctx.space()) {
                    ctx.document(&name)?;
                }
                (ctx.space(), Act::DocumentErased { document })
            }
            Self::Pairing { space } => (*space, Act::SpaceErased {}),
        };
        let body = ctx.body(Some(space), act, 0);
        Ok(Plan {
            records: vec![Draft {
                body,
                signed: Vec::new(),
            }],
            ..Plan::default()
        })
    }
}
