//! Concerns.

use crate::phone::Phone;
use kith_core::query::concerns::ConcernRow;
use kith_domain::command::Command;
use kith_domain::concern::ConcernCommand;
use kith_domain::ids::SpaceId;

impl Phone {
    /// Tells every safeguarding lead of a worry, and gives the concern's space.
    #[must_use]
    pub fn raises_a_concern(&self, text: &str) -> SpaceId {
        let before: Vec<SpaceId> = self.sees_concerns().iter().map(|c| c.space).collect();
        self.does(&Command::Concern(ConcernCommand::Raise {
            text: text.to_owned(),
            about: None,
            to: Vec::new(),
        }));
        let mut after = self.sees_concerns().into_iter().map(|c| c.space);
        let fresh = after.find(|space| !before.contains(space));
        fresh.expect("a new concern")
    }

    /// As a lead, says that one has read it.
    pub fn acknowledges(&self, space: SpaceId) {
        self.does(&Command::Concern(ConcernCommand::Acknowledge { space }));
    }

    /// As a lead, shows it to another lead.
    pub fn shares_a_concern(&self, space: SpaceId, other: &Phone) {
        let lead = other.id();
        self.does(&Command::Concern(ConcernCommand::Share { space, lead }));
    }

    /// The concerns on the screen.
    #[must_use]
    pub fn sees_concerns(&self) -> Vec<ConcernRow> {
        let concerns = self.app().concerns(self.community());
        concerns.unwrap_or_else(|e| panic!("{}'s concerns do not show: {e}", self.name()))
    }

    /// One concern on the screen.
    #[must_use]
    pub fn sees_concern(&self, space: SpaceId) -> ConcernRow {
        let mut all = self.sees_concerns().into_iter();
        let found = all.find(|concern| concern.space == space);
        found.unwrap_or_else(|| panic!("{} sees no such concern", self.name()))
    }
}
