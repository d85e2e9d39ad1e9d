//! The time bank: noting help, agreeing, asking.

use crate::clock::BEGINNING;
use crate::phone::Phone;
use kith_domain::command::Command;
use kith_domain::hours::{EntryState, EntryView, HoursCommand};
use kith_domain::ids::{ItemId, MemberId};
use kith_domain::time::Day;

/// The day help is noted for, unless a test says otherwise.
pub const TODAY: Day = Day((BEGINNING / crate::clock::DAY) as i32);

/// A note of hours: its ledger and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The ledger's name.
    pub ledger: String,
    /// The claim.
    pub id: ItemId,
}

impl Phone {
    /// Notes help given to another.
    #[must_use]
    pub fn gave(&self, other: &Phone, minutes: u32) -> Claim {
        self.notes(self.id(), other.id(), minutes)
    }

    /// Notes help received from another.
    #[must_use]
    pub fn received_from(&self, other: &Phone, minutes: u32) -> Claim {
        self.notes(other.id(), self.id(), minutes)
    }

    /// Notes help between two members, oneself on one side.
    #[must_use]
    pub fn notes(&self, giver: MemberId, receiver: MemberId, minutes: u32) -> Claim {
        let done = self.does(&Command::Hours(HoursCommand::Note {
            giver,
            receiver,
            minutes,
            day: TODAY,
            kind: "gardening".to_owned(),
            note: Some("the hedge, both sides".to_owned()),
        }));
        Claim {
            ledger: TODAY.month(),
            id: done.made.expect("a note has an id"),
        }
    }

    /// The note as this phone shows it.
    #[must_use]
    pub fn sees_claim(&self, claim: &Claim) -> EntryView {
        let entries = self.look().ledger(&claim.ledger).entries.into_iter();
        let mut named = entries.filter(|e| e.claim == claim.id);
        let found = named.next();
        found.unwrap_or_else(|| panic!("{} sees no such note", self.name()))
    }

    /// How the note stands on this phone.
    #[must_use]
    pub fn says(&self, claim: &Claim) -> EntryState {
        self.sees_claim(claim).state
    }

    /// Agrees to the version this phone shows.
    pub fn agrees(&self, claim: &Claim) {
        let (document, version) = (claim.ledger.clone(), self.sees_claim(claim).version);
        self.does(&Command::Hours(HoursCommand::Agree { document, version }));
    }

    /// Questions the version this phone shows.
    pub fn questions(&self, claim: &Claim) {
        self.does(&Command::Hours(HoursCommand::Question {
            document: claim.ledger.clone(),
            version: self.sees_claim(claim).version,
            words: Some("was it not less?".to_owned()),
        }));
    }

    /// Lifts the own question.
    pub fn lifts_the_question(&self, claim: &Claim) {
        let (document, version) = (claim.ledger.clone(), self.sees_claim(claim).version);
        self.does(&Command::Hours(HoursCommand::LiftQuestion {
            document,
            version,
        }));
    }

    /// Changes the minutes of an own note.
    pub fn changes_minutes(&self, claim: &Claim, minutes: u32) {
        self.does(&Command::Hours(HoursCommand::Edit {
            document: claim.ledger.clone(),
            version: self.sees_claim(claim).version,
            minutes,
            day: TODAY,
            kind: "gardening".to_owned(),
            note: None,
        }));
    }

    /// Minutes a member stands at, as this phone says.
    #[must_use]
    pub fn says_balance_of(&self, who: &Phone) -> i64 {
        let balances = self.shown().balances();
        balances.get(&who.id()).copied().unwrap_or(0)
    }
}
