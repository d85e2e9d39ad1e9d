//! Erasing, for good and on every phone: to be asked twice before it is called.

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::SpaceId;
use kith_domain::command::Command;
use kith_domain::command::erasing::Erasing;

/// What may be erased from a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Erasable {
    /// A round with all its pledges.
    Round,
    /// A price list.
    PriceList,
    /// A quarter of the noticeboard, such as `2026-q4`.
    Board,
}

#[uniffi::export]
impl Community {
    /// Erases a document by its name within its kind, as rows carry it. A coordinator's to do.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `already-so`; [`KithError::NotFound`].
    pub async fn erase(&self, what: Erasable, name: String) -> Result<Outcome, KithError> {
        let kind = match what {
            Erasable::Round => "round",
            Erasable::PriceList => "price-list",
            Erasable::Board => "board",
        };
        let kind = kind.to_owned();
        self.act(Command::Erase(Erasing::Document { kind, name }))
            .await
    }

    /// Erases a pairing, its visits and its keys. For one who looks after it.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `already-so`.
    pub async fn erase_pairing(&self, space: SpaceId) -> Result<Outcome, KithError> {
        self.act(Command::Erase(Erasing::Pairing { space })).await
    }
}
