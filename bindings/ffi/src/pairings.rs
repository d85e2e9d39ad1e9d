//! Pairings and visits: from a suggestion to a visit noted at the door.

mod screen;
mod word;

pub use screen::{
    ApprovalRow, EndedRow, IntroducedRow, PairingRow, PlanText, SuggestionRow, VisitCount,
    VisitNote, VisitRow, VisitRun,
};
pub use word::{DayPart, EndReason, PairingStage, VisitClass, VisitKind, VisitLength};

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::{ItemId, MemberId, SpaceId};
use crate::page::{Page, page_of};
use kith_domain::command::Command;
use kith_domain::pairing::PairingCommand;

page_of! {
    /// A page of pairings, those that go on first.
    PairingPage of PairingRow
}

#[uniffi::export]
impl Community {
    /// The pairings this phone may read, those that go on first.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn pairings(&self, page: Page) -> Result<PairingPage, KithError> {
        let (revision, rows) = self.look(|app, id| app.pairings(id)).await?;
        let rows = rows.into_iter().map(PairingRow::from).collect();
        Ok(PairingPage::of(revision, page.cut(rows)))
    }

    /// Opens a pairing for a host. `coordinators` look after it, oneself and a safeguarding lead
    /// among them.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::Invalid`].
    pub async fn open_pairing(
        &self,
        host: MemberId,
        coordinators: Vec<MemberId>,
        plan: Option<PlanText>,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Open {
            host,
            coordinators,
            plan: plan.map(PlanText::into),
        })
        .await
    }

    /// Lets another coordinator look after it too.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `ended`, `on-hold` or `not-entitled`.
    pub async fn add_pairing_coordinator(
        &self,
        space: SpaceId,
        member: MemberId,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::AddCoordinator { space, member })
            .await
    }

    /// Says where, when and what the host would like, whole.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::Invalid`] for more than 1000 characters.
    pub async fn set_plan(&self, space: SpaceId, plan: PlanText) -> Result<Outcome, KithError> {
        let plan = plan.into();
        self.pair(PairingCommand::SetPlan { space, plan }).await
    }

    /// Suggests a visitor to the host.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `ended`, `on-hold` or `wrong-role`.
    pub async fn suggest_visitor(
        &self,
        space: SpaceId,
        visitor: MemberId,
        why: String,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Suggest {
            space,
            visitor,
            why,
        })
        .await
    }

    /// The host chooses by a suggestion's id.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::NotFound`].
    pub async fn choose_visitor(
        &self,
        space: SpaceId,
        suggestion: ItemId,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Choose { space, suggestion })
            .await
    }

    /// Says yes, as one of two people, to the visitor whom the host chose.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn approve_visitor(
        &self,
        space: SpaceId,
        visitor: MemberId,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Approve { space, visitor }).await
    }

    /// Notes that host and visitor have met.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn introduce(&self, space: SpaceId) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Introduce { space }).await
    }

    /// Lets the pairing rest, or go on.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn hold_pairing(&self, space: SpaceId, on: bool) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Hold { space, on }).await
    }

    /// Ends the pairing.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `ended`.
    pub async fn end_pairing(
        &self,
        space: SpaceId,
        reason: EndReason,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::End { space, reason }).await
    }

    /// Notes that the visitor's phone has sent all it had.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `handed-over`.
    pub async fn hand_over_pairing(&self, space: SpaceId) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::HandOver { space }).await
    }

    /// Lets somebody go from the pairing's roster.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn release_from_pairing(
        &self,
        space: SpaceId,
        member: MemberId,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::Release { space, member }).await
    }

    /// Notes a visit. A visit that happened is never refused for coming late.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field; [`KithError::Refused`] for who never visits here.
    pub async fn log_visit(&self, space: SpaceId, note: VisitNote) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::LogVisit {
            space,
            note,
            seen: None,
        })
        .await
    }

    /// Says, as the host, what a visit was like, in one's own words.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::Invalid`].
    pub async fn say_own_words(
        &self,
        space: SpaceId,
        visit: ItemId,
        text: String,
    ) -> Result<Outcome, KithError> {
        self.pair(PairingCommand::OwnWords { space, visit, text })
            .await
    }
}

/// Reads the track of a run.
pub(crate) fn read_run(file: &[u8], trim_metres: u32) -> Result<VisitRun, KithError> {
    let run = kith_import::gpx::read_run(file, trim_metres)
        .map_err(|error| KithError::invalid("file", error))?;
    Ok(VisitRun {
        metres: run.metres,
        moving_seconds: run.moving_seconds,
    })
}

impl Community {
    async fn pair(&self, command: PairingCommand) -> Result<Outcome, KithError> {
        self.act(Command::Pairing(command)).await
    }
}
