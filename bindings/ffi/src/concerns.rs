//! Concerns: told to the safeguarding leads, sealed to everybody else.

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::{Day, MemberId, SpaceId};
use crate::page::{Page, page_of};
use crate::word::{Person, Sync};
use kith_core::query::concerns;
use kith_domain::command::Command;
use kith_domain::concern::ConcernCommand;

page_of! {
    /// A page of concerns: those not received first, then the latest.
    ConcernPage of ConcernRow
}

/// Whether a lead has read a concern.
pub type Receipt = concerns::Receipt;

/// Whether a lead has read a concern.
#[uniffi::remote(Enum)]
pub enum Receipt {
    /// No lead has said yet that they read it: to be shown in plain sight.
    NotYetReceived,
    /// A lead has.
    Received,
}

/// A lead's word that they have read it.
pub type ReceivedRow = concerns::ReceivedRow;

/// A lead's word that they have read it.
#[uniffi::remote(Record)]
pub struct ReceivedRow {
    /// Whose.
    pub lead: Person,
    /// When.
    pub day: Day,
}

/// A concern.
pub type ConcernRow = concerns::ConcernRow;

/// A concern.
#[uniffi::remote(Record)]
pub struct ConcernRow {
    /// Its space: what the commands take.
    pub space: SpaceId,
    /// Who raised it.
    pub author: Option<Person>,
    /// Whether one raised it oneself.
    pub mine: bool,
    /// The leads it is told to.
    pub leads: Vec<Person>,
    /// The words; none on its author's phone, which handed them over and cannot open them.
    pub text: Option<String>,
    /// Whom it is about, as far as it reads here and is a member.
    pub about: Option<Person>,
    /// When it was raised, as far as it reads here.
    pub day: Option<Day>,
    /// Whether a lead has read it.
    pub receipt: Receipt,
    /// Who has, and when.
    pub received: Vec<ReceivedRow>,
    /// Where it stands.
    pub sync: Sync,
}

#[uniffi::export]
impl Community {
    /// The concerns this phone may see: those raised here, and those told to its member as a lead.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn concerns(&self, page: Page) -> Result<ConcernPage, KithError> {
        let (revision, rows) = self.look(|app, id| app.concerns(id)).await?;
        Ok(ConcernPage::of(revision, page.cut(rows)))
    }

    /// Tells the safeguarding leads of a worry, offline too: a text of 1 to 2000 characters. `to`
    /// names the leads; empty, all there are but oneself and whom it is about.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `no-lead`; [`KithError::Invalid`] names the field.
    pub async fn raise_concern(
        &self,
        text: String,
        about: Option<MemberId>,
        to: Vec<MemberId>,
    ) -> Result<Outcome, KithError> {
        let raise = ConcernCommand::Raise { text, about, to };
        self.act(Command::Concern(raise)).await
    }

    /// Says, as a lead, that one has read it.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `already-acknowledged` or `wrong-role`; [`KithError::NotFound`].
    pub async fn acknowledge_concern(&self, space: SpaceId) -> Result<Outcome, KithError> {
        let acknowledge = ConcernCommand::Acknowledge { space };
        self.act(Command::Concern(acknowledge)).await
    }

    /// Shows it, as a lead, to another lead.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::NotFound`].
    pub async fn share_concern(
        &self,
        space: SpaceId,
        lead: MemberId,
    ) -> Result<Outcome, KithError> {
        let share = ConcernCommand::Share { space, lead };
        self.act(Command::Concern(share)).await
    }
}
