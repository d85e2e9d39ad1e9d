//! Pairings and visits.

use super::hours::TODAY;
use crate::phone::Phone;
use crate::world::World;
use kith_domain::command::Command;
use kith_domain::ids::SpaceId;
use kith_domain::pairing::project::Said;
use kith_domain::pairing::schema::{EndReason, Suggestion};
use kith_domain::pairing::visit::{Note, Part, VisitKind};
use kith_domain::pairing::{PairingCommand, PairingView};
use kith_domain::roster::{Role, SpaceKind};
use std::collections::BTreeSet;

impl Phone {
    fn pairs(&self, command: PairingCommand) {
        self.does(&Command::Pairing(command));
    }

    /// The pairings this phone knows of.
    #[must_use]
    pub fn pairings(&self) -> BTreeSet<SpaceId> {
        let spaces = self.look().rosters.spaces.into_iter();
        let pairings = spaces.filter(|(_, space)| space.kind == SpaceKind::Pairing);
        pairings.map(|(id, _)| id).collect()
    }

    /// Opens a pairing for a host, with these coordinators.
    #[must_use]
    pub fn opens_a_pairing(&self, host: &Phone, coordinators: &[&Phone]) -> SpaceId {
        let before = self.pairings();
        self.pairs(PairingCommand::Open {
            host: host.id(),
            coordinators: coordinators.iter().map(|c| c.id()).collect(),
            plan: None,
        });
        let after = self.pairings();
        *after.difference(&before).next().expect("a new pairing")
    }

    /// The pairing as this phone shows it.
    #[must_use]
    pub fn sees_pairing(&self, space: SpaceId) -> PairingView {
        self.look().pairing(space)
    }

    /// Suggests a visitor.
    pub fn suggests(&self, space: SpaceId, visitor: &Phone) {
        self.pairs(PairingCommand::Suggest {
            space,
            visitor: visitor.id(),
            why: "both follow the cricket".to_owned(),
        });
    }

    /// The host chooses one of the suggested visitors.
    pub fn chooses(&self, space: SpaceId, visitor: &Phone) {
        let (suggestions, visitor) = (self.sees_pairing(space).suggestions, visitor.id());
        let names = |s: &&Said<Suggestion>| s.value.here().is_some_and(|v| v.visitor == visitor);
        let chosen = suggestions.iter().find(names).expect("a suggestion");
        let suggestion = chosen.id.parse().expect("a suggestion's id");
        self.pairs(PairingCommand::Choose { space, suggestion });
    }

    /// Says yes to the visitor.
    pub fn approves(&self, space: SpaceId, visitor: &Phone) {
        let visitor = visitor.id();
        self.pairs(PairingCommand::Approve { space, visitor });
    }

    /// Notes that host and visitor have met.
    pub fn introduces(&self, space: SpaceId) {
        self.pairs(PairingCommand::Introduce { space });
    }

    /// Ends the pairing.
    pub fn ends(&self, space: SpaceId) {
        let reason = EndReason::Moved;
        self.pairs(PairingCommand::End { space, reason });
    }

    /// Lets somebody go from the pairing's roster.
    pub fn releases(&self, space: SpaceId, other: &Phone) {
        let member = other.id();
        self.pairs(PairingCommand::Release { space, member });
    }

    /// Notes a visit.
    pub fn visited(&self, space: SpaceId, host_words: &str) {
        self.does(&visit(space, host_words));
    }
}

impl World {
    /// All it takes until `visitor` visits `host`, everybody syncing after every step. The second
    /// coordinator is made a safeguarding lead; `other` is suggested too and not chosen.
    #[must_use]
    pub fn brings_together(
        &self,
        host: &Phone,
        visitor: &Phone,
        [first, second]: [&Phone; 2],
        other: &Phone,
    ) -> SpaceId {
        first.makes(second, Role::Coordinator);
        first.makes(second, Role::Lead);
        self.settles();
        let space = first.opens_a_pairing(host, &[first, second]);
        first.suggests(space, other);
        first.suggests(space, visitor);
        self.settles();
        host.chooses(space, visitor);
        self.settles();
        first.approves(space, visitor);
        self.settles();
        second.approves(space, visitor);
        self.settles();
        first.introduces(space);
        self.settles();
        space
    }
}

/// The command that notes a visit.
#[must_use]
pub fn visit(space: SpaceId, host_words: &str) -> Command {
    Command::Pairing(PairingCommand::LogVisit {
        space,
        note: Note {
            day: TODAY,
            part: Part::Morning,
            kind: VisitKind::Visit,
            length: None,
            brought: vec!["a paper".to_owned()],
            words: String::new(),
            host_words: host_words.to_owned(),
            run: None,
            follow_up: false,
        },
        seen: None,
    })
}
