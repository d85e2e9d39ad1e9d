//! Erasing: a document's bytes, or a space's with its keys, go from everywhere and stay gone.
//!
//! The record stays, and so do the hashes of what was written: feeds go on verifying on phones that
//! come later, and say nothing. Concerns are never erased, and neither is the community's own space.

use super::act::{Act, SpaceKind};
use super::refusal::RecordRefusal;
use super::state::Rosters;
use crate::ids::{DocumentId, SpaceId};

impl Act {
    /// Whether bytes go for good once this is sequenced.
    #[must_use]
    pub fn erases(&self) -> bool {
        matches!(self, Self::DocumentErased { .. } | Self::SpaceErased {})
    }
}

impl Rosters {
    /// Whether what is in `document`, a document of `space`, was erased, by itself or with its space.
    #[must_use]
    pub fn is_erased(&self, document: DocumentId, space: SpaceId) -> bool {
        self.erased.contains(&document) || self.is_erased_space(space)
    }

    /// Whether a space was erased.
    #[must_use]
    pub fn is_erased_space(&self, space: SpaceId) -> bool {
        self.spaces.get(&space).is_some_and(|space| space.erased)
    }

    /// Whether `document` may be erased from `space`; from a space as a whole for none.
    pub(super) fn fits_erasing(
        &self,
        space: SpaceId,
        document: Option<DocumentId>,
    ) -> Result<(), RecordRefusal> {
        let known = self.spaces.get(&space).ok_or(RecordRefusal::Unknown)?;
        let may_go = match document {
            Some(_) => known.kind != SpaceKind::Concern,
            None => known.kind == SpaceKind::Pairing,
        };
        if !may_go {
            return Err(RecordRefusal::NotEntitled);
        }
        let gone = document.is_some_and(|document| self.erased.contains(&document));
        if known.erased || gone {
            return Err(RecordRefusal::AlreadySo);
        }
        Ok(())
    }
}
