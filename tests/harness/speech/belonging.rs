//! Founding, inviting, joining, roles, households, leaving.

use crate::phone::Phone;
use kith_core::Error;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::roster::Role;

impl Phone {
    /// Founds a community that lives at `server`.
    pub fn founds(&self, server: &str) {
        let founded = self.app().found(server);
        founded.unwrap_or_else(|e| panic!("{} cannot found: {e}", self.name()));
    }

    /// Makes an invite and gives its link.
    #[must_use]
    pub fn invites(&self) -> String {
        let made = self.app().invite(self.community());
        made.unwrap_or_else(|e| panic!("{} cannot invite: {e}", self.name()))
            .link
    }

    /// Joins by a link.
    pub fn joins(&self, link: &str) {
        self.tries_to_join(link)
            .unwrap_or_else(|e| panic!("{} cannot join: {e}", self.name()));
    }

    /// Joins by a link, if the app lets it.
    ///
    /// # Errors
    /// What the app answers.
    pub fn tries_to_join(&self, link: &str) -> Result<(), Error> {
        self.app().join(link).map(|_| ())
    }

    /// Gives somebody a role.
    pub fn makes(&self, other: &Phone, role: Role) {
        let member = other.id();
        self.does(&Command::Membership(Membership::GrantRole { member, role }));
    }

    /// Says who live together.
    pub fn forms_a_household_of(&self, people: &[&Phone]) {
        let members = people.iter().map(|p| p.id()).collect();
        self.does(&Command::Membership(Membership::FormHousehold { members }));
    }

    /// Removes somebody.
    pub fn removes(&self, other: &Phone) {
        let member = other.id();
        self.does(&Command::Membership(Membership::Remove { member }));
    }

    /// Leaves.
    pub fn leaves(&self) {
        self.does(&Command::Membership(Membership::Leave));
    }

    /// Writes the own page.
    pub fn writes_a_page(&self, about: &str) {
        self.does(&Command::Board(BoardCommand::SetPage {
            name: self.name().to_owned(),
            home: String::new(),
            about: about.to_owned(),
        }));
    }
}
