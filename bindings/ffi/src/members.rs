//! Who belongs: names, households, roles, phones, invites.

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::{Day, DeviceTag, MemberId, SigningKey};
use crate::page::{Page, page_of};
use crate::word::{Person, Sync};
use kith_core::query::members;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;

page_of! {
    /// A page of members: those present first, by name.
    MemberPage of MemberRow
}

/// What somebody is, in the community, a pairing or a concern.
pub type Role = kith_domain::roster::Role;

/// What somebody is, in the community, a pairing or a concern.
#[uniffi::remote(Enum)]
pub enum Role {
    /// Looks after members, invites and pairings.
    Coordinator,
    /// Safeguarding lead.
    Lead,
    /// The person who is visited. Of a pairing only.
    Host,
    /// The runner who visits. Of a pairing only.
    Visitor,
    /// Looks after one pairing. Of a pairing only.
    PairingCoordinator,
    /// Whoever raised a concern. Of a concern only.
    Author,
}

/// How a membership ended.
pub type Departed = members::Departed;

/// How a membership ended.
#[uniffi::remote(Enum)]
pub enum Departed {
    /// By their own word.
    Left,
    /// By a coordinator's.
    Removed,
}

/// A member, present or gone.
pub type MemberRow = members::MemberRow;

/// A member, present or gone.
#[uniffi::remote(Record)]
pub struct MemberRow {
    /// Who.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
    /// Whether it is oneself.
    pub me: bool,
    /// What they call their home, if they said.
    pub home: Option<String>,
    /// A line about themselves, if they wrote one.
    pub about: Option<String>,
    /// The household they share bills with; their own when they live alone.
    pub household: Person,
    /// Who else is in it.
    pub housemates: Vec<Person>,
    /// Coordinator or safeguarding lead.
    pub roles: Vec<Role>,
    /// Roles that one could give them now: the buttons beside them.
    pub grantable: Vec<Role>,
    /// Who writes for them, if anybody does.
    pub proxy: Option<Person>,
    /// Their phones.
    pub devices: Vec<DeviceRow>,
    /// When they joined, by the server's clock; none while it does not know yet.
    pub joined: Option<Day>,
    /// Whether they belong now.
    pub present: bool,
    /// How they went, if they did.
    pub departed: Option<Departed>,
    /// Where the membership stands.
    pub sync: Sync,
}

/// One phone of a member.
pub type DeviceRow = members::DeviceRow;

/// One phone of a member.
#[uniffi::remote(Record)]
pub struct DeviceRow {
    /// Its tag.
    pub tag: DeviceTag,
    /// Whether it is this one.
    pub own: bool,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// An invite as made.
pub type MadeInvite = kith_core::invite::MadeInvite;

/// An invite as made.
#[uniffi::remote(Record)]
pub struct MadeInvite {
    /// The link, also to be shown as a code to scan. Whoever holds it can join once: never log it.
    pub link: String,
    /// The last day it is good for.
    pub expires: Day,
}

#[uniffi::export]
impl Community {
    /// All who belong or ever did: those present first, by name.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn members(&self, page: Page) -> Result<MemberPage, KithError> {
        let (revision, rows) = self.look(|app, id| app.members(id)).await?;
        Ok(MemberPage::of(revision, page.cut(rows)))
    }

    /// Makes an invite for one person, good for seven days; works offline.
    ///
    /// # Errors
    /// [`KithError::Refused`] for who is no coordinator.
    pub async fn invite(&self) -> Result<MadeInvite, KithError> {
        let (_, made) = self.look(|app, id| app.invite(id)).await?;
        Ok(made)
    }

    /// Takes an unused invite back.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn withdraw_invite(&self, invite: SigningKey) -> Result<Outcome, KithError> {
        self.belong(Membership::WithdrawInvite { invite }).await
    }

    /// Makes a member coordinator or safeguarding lead.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `already-so`; [`KithError::Invalid`] for a role
    /// of pairings.
    pub async fn grant_role(&self, member: MemberId, role: Role) -> Result<Outcome, KithError> {
        self.belong(Membership::GrantRole { member, role }).await
    }

    /// Takes a role back, or gives up one's own.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `last-coordinator`.
    pub async fn withdraw_role(&self, member: MemberId, role: Role) -> Result<Outcome, KithError> {
        self.belong(Membership::WithdrawRole { member, role }).await
    }

    /// Leaves the community. What was written stays; nothing new can be.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `last-coordinator`.
    pub async fn leave(&self) -> Result<Outcome, KithError> {
        self.belong(Membership::Leave).await
    }

    /// Removes a member.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `last-coordinator`.
    pub async fn remove_member(&self, member: MemberId) -> Result<Outcome, KithError> {
        self.belong(Membership::Remove { member }).await
    }

    /// Says that a lost phone counts no longer.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn revoke_device(&self, device: DeviceTag) -> Result<Outcome, KithError> {
        self.belong(Membership::RevokeDevice { device }).await
    }

    /// Enters a member who has no phone; this member writes for them at first ([`Community::speak_for`]).
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled`; [`KithError::Invalid`].
    pub async fn enter_member(&self, name: String, home: String) -> Result<Outcome, KithError> {
        self.belong(Membership::Enter { name, home }).await
    }

    /// Names who writes for a member from now on; naming the member themselves ends it.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `already-so`.
    pub async fn name_proxy(
        &self,
        member: MemberId,
        proxy: MemberId,
    ) -> Result<Outcome, KithError> {
        self.belong(Membership::ActFor { member, proxy }).await
    }

    /// Lets the neighbourhood go by the newest rules this app knows, such as those of posters. A phone
    /// whose app does not know them reads no further until it is updated: to be asked twice.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled` or `already-so`.
    pub async fn raise_rules(&self) -> Result<Outcome, KithError> {
        self.belong(Membership::RaiseRules).await
    }

    /// Records who lives together and shares bills.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled`.
    pub async fn form_household(&self, members: Vec<MemberId>) -> Result<Outcome, KithError> {
        self.belong(Membership::FormHousehold { members }).await
    }
}

impl Community {
    async fn belong(&self, command: Membership) -> Result<Outcome, KithError> {
        self.act(Command::Membership(command)).await
    }
}
