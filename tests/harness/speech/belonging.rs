//! Founding, inviting, joining, roles, households, leaving.

use crate::phone::Phone;
use kith_core::Error;
use kith_core::door::KnockRow;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::ids::{DeviceTag, MemberId};
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

    /// Lets the neighbourhood go by the newest rules.
    pub fn raises_the_rules(&self) {
        self.does(&Command::Membership(Membership::RaiseRules));
    }

    /// Hangs a poster for so many people and days, and gives its link.
    #[must_use]
    pub fn hangs_a_poster(&self, uses: u32, days: u32) -> String {
        let made = self.app().hang_poster(self.community(), uses, days);
        made.unwrap_or_else(|e| panic!("{} cannot hang a poster: {e}", self.name()))
            .link
    }

    /// Asks to be let in by a poster.
    pub fn asks_in(&self, link: &str) {
        let asked = self.app().ask_in(link, self.name());
        asked.unwrap_or_else(|e| panic!("{} cannot ask: {e}", self.name()));
    }

    /// Who asks to be let in, as this phone shows it.
    #[must_use]
    pub fn sees_at_the_door(&self) -> Vec<KnockRow> {
        let seen = self.app().knocks(self.community());
        seen.unwrap_or_else(|e| panic!("{} cannot look: {e}", self.name()))
    }

    /// Lets everybody in who asks under this name.
    pub fn lets_in(&self, name: &str) {
        let rows = self.sees_at_the_door();
        let asks = |row: &&KnockRow| row.name.as_deref() == Some(name);
        let row = rows.iter().find(asks).expect("somebody of that name asks");
        self.app()
            .let_in(self.community(), row.id)
            .unwrap_or_else(|e| panic!("{} cannot let {name} in: {e}", self.name()));
    }

    /// Founds a neighbourhood that lives at this server, and gives the paper key.
    #[must_use]
    pub fn founds_with_paper(&self, server: &str) -> String {
        let founded = self.app().found_with_paper(Some(server));
        let (_, paper) = founded.unwrap_or_else(|e| panic!("{} cannot found: {e}", self.name()));
        paper.to_string()
    }

    /// Shows its keys, to be added to a member.
    #[must_use]
    pub fn shows_its_keys(&self) -> String {
        let shown = self.app().new_phone();
        shown
            .unwrap_or_else(|e| panic!("{} cannot show its keys: {e}", self.name()))
            .to_string()
    }

    /// Begins a record that adds a phone, and gives its text.
    #[must_use]
    pub fn adds_a_phone(&self, of: MemberId, keys: &str) -> String {
        let begun = self.app().add_phone(self.community(), of, keys);
        begun.unwrap_or_else(|e| panic!("{} cannot add a phone: {e}", self.name()))
    }

    /// Signs a record that came as a text, and gives the text to pass on.
    #[must_use]
    pub fn signs(&self, text: &str) -> String {
        let signed = self.app().sign_record(text, None);
        signed.unwrap_or_else(|e| panic!("{} cannot sign: {e}", self.name()))
    }

    /// Takes a record that came as a text.
    pub fn takes(&self, text: &str) {
        let taken = self.app().take_record(text);
        taken.unwrap_or_else(|e| panic!("{} cannot take: {e}", self.name()));
    }

    /// Tries to take a record; it is expected to be refused with this stable word.
    pub fn may_not_take(&self, text: &str, code: &str) {
        match self.app().take_record(text) {
            Ok(_) => panic!("{} was to be refused", self.name()),
            Err(error) => assert_eq!(error.code(), code, "{}: {error}", self.name()),
        }
    }

    /// Gives somebody a role.
    pub fn makes(&self, other: &Phone, role: Role) {
        let member = other.id();
        self.does(&Command::Membership(Membership::GrantRole { member, role }));
    }

    /// Takes a role back.
    pub fn takes_back(&self, other: &Phone, role: Role) {
        let member = other.id();
        self.does(&Command::Membership(Membership::WithdrawRole {
            member,
            role,
        }));
    }

    /// Enters a neighbour who has no phone, and gives their id.
    #[must_use]
    pub fn enters(&self, name: &str) -> MemberId {
        let before = self.look().rosters.members;
        self.does(&Command::Membership(Membership::Enter {
            name: name.to_owned(),
            home: String::new(),
        }));
        let after = self.look().rosters.members.into_keys();
        let mut new = after.filter(|member| !before.contains_key(member));
        new.next().expect("a new member")
    }

    /// Says who writes for a member.
    #[must_use]
    pub fn names_proxy(&self, member: MemberId, proxy: &Phone) -> Command {
        let proxy = proxy.id();
        Command::Membership(Membership::ActFor { member, proxy })
    }

    /// Says that a phone was lost.
    pub fn revokes(&self, device: DeviceTag) {
        self.does(&Command::Membership(Membership::RevokeDevice { device }));
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

    /// What this phone shows of somebody's page: its line, or none while it waits for a key.
    #[must_use]
    pub fn reads_page_of(&self, other: &Phone) -> Option<String> {
        let look = self.look();
        let name = DocumentName::new(look.space(), DocumentKind::People, "all");
        look.state(&name)?;
        let pages = look.people(&name).pages.into_iter();
        let mut theirs = pages.filter(|(member, _)| *member == other.id());
        let (_, page) = theirs.next()?;
        page.about
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
