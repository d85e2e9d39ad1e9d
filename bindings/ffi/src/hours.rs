//! The time bank: notes of help, and where everybody stands. All times are whole minutes.

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::{Day, ItemId, MemberId, Version};
use crate::page::{Page, page_of};
use crate::word::{Person, Sync};
use kith_core::query::hours;
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;

page_of! {
    /// A page of notes of help, the newest day first.
    EntryPage of EntryRow
}

/// A note of help.
pub type EntryRow = hours::EntryRow;

/// A note of help.
#[uniffi::remote(Record)]
pub struct EntryRow {
    /// The ledger: what the commands take beside claim or version.
    pub document: String,
    /// The claim.
    pub claim: ItemId,
    /// Its newest version.
    pub version: Version,
    /// Who gave.
    pub giver: Person,
    /// Who received.
    pub receiver: Person,
    /// How long.
    pub minutes: u32,
    /// When.
    pub day: Day,
    /// What it was.
    pub kind: String,
    /// The words with it, if they read here.
    pub note: Option<String>,
    /// Who noted it.
    pub noted_by: Person,
    /// Whether one gave or received.
    pub mine: bool,
    /// What became of it.
    pub state: EntryState,
    /// The state in words.
    pub why: String,
    /// Whose answer it waits for.
    pub awaits: Option<Person>,
    /// Minutes in the balances: those of the version agreed last, if it counts.
    pub counted_minutes: Option<u32>,
    /// Who agreed.
    pub agreed_by: Option<Person>,
    /// The coordinator who witnessed it.
    pub witness: Option<Person>,
    /// Open questions.
    pub questions: Vec<QuestionRow>,
    /// What one may do about it now: the buttons under it.
    pub deeds: Vec<HoursDeed>,
    /// Where it stands.
    pub sync: Sync,
}

/// What became of a note of help.
pub type EntryState = hours::EntryState;

/// What became of a note of help.
#[uniffi::remote(Enum)]
pub enum EntryState {
    /// It waits for the other's word.
    Noted,
    /// It counts.
    Posted,
    /// Somebody asked about it.
    Questioned,
    /// Whoever noted it took it back.
    Withdrawn,
    /// Somebody must look at it.
    NeedsALook,
}

/// Something a member does about a note of help.
pub type HoursDeed = kith_domain::hours::HoursDeed;

/// Something a member does about a note of help.
#[uniffi::remote(Enum)]
pub enum HoursDeed {
    /// Agree to the newest version.
    Agree,
    /// Ask about it.
    Question,
    /// Take the own question back.
    LiftQuestion,
    /// Change minutes, day, kind or words.
    Edit,
    /// Take it back.
    Withdraw,
    /// Settle it as a coordinator who is no party.
    Witness,
}

/// An open question.
pub type QuestionRow = hours::QuestionRow;

/// An open question.
#[uniffi::remote(Record)]
pub struct QuestionRow {
    /// Who asks.
    pub by: Person,
    /// About which version.
    pub version: Version,
    /// Their words, if they read here.
    pub words: Option<String>,
    /// Where it stands.
    pub sync: Sync,
}

/// A member's balance.
pub type Balance = hours::Balance;

/// A member's balance.
#[uniffi::remote(Record)]
pub struct Balance {
    /// Whose.
    pub member: Person,
    /// Minutes given less minutes received, over all months.
    pub minutes: i64,
}

/// Help to note: one gave it or received it oneself.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewHours {
    /// Who gave it.
    pub giver: MemberId,
    /// Who received it.
    pub receiver: MemberId,
    /// How long: 5 to 1440, in steps of 5.
    pub minutes: u32,
    /// When; not after tomorrow.
    pub day: Day,
    /// A word for what it was.
    pub kind: String,
    /// Words for the two of them and the group.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// What a note of one's own shall say instead.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HoursChange {
    /// How long: 5 to 1440, in steps of 5.
    pub minutes: u32,
    /// When; not after tomorrow.
    pub day: Day,
    /// A word for what it was.
    pub kind: String,
    /// New words; none leaves them as they are.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

#[uniffi::export]
impl Community {
    /// Every note of help, the newest day first.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn hours(&self, page: Page) -> Result<EntryPage, KithError> {
        let ask = move |app: &kith_core::App, id| app.entries(id, page.part());
        let (revision, listed) = self.look(ask).await?;
        Ok(EntryPage::of(revision, listed))
    }

    /// Where each member stands, by name. All together are always 0.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn balances(&self) -> Result<Vec<Balance>, KithError> {
        let (_, balances) = self.look(|app, id| app.balances(id)).await?;
        Ok(balances)
    }

    /// Notes help this member gave or received. It counts once the other agrees.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn note_hours(&self, hours: NewHours) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Note {
            giver: hours.giver,
            receiver: hours.receiver,
            minutes: hours.minutes,
            day: hours.day,
            kind: hours.kind,
            note: hours.note,
        }))
        .await
    }

    /// Changes a note of one's own: `version` is the one the screen showed. The other must agree anew;
    /// what was agreed counts meanwhile.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `superseded`, `not-yours` or `unchanged`; [`KithError::Invalid`].
    pub async fn edit_hours(
        &self,
        document: String,
        version: Version,
        change: HoursChange,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Edit {
            document,
            version,
            minutes: change.minutes,
            day: change.day,
            kind: change.kind,
            note: change.note,
        }))
        .await
    }

    /// Agrees to exactly the version the screen showed.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `own-claim`, `already-agreed`, `questioned` or `superseded`.
    pub async fn agree_hours(
        &self,
        document: String,
        version: Version,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Agree { document, version }))
            .await
    }

    /// Doubts a version: it does not count until the question is lifted.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `already-questioned`.
    pub async fn question_hours(
        &self,
        document: String,
        version: Version,
        words: Option<String>,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Question {
            document,
            version,
            words,
        }))
        .await
    }

    /// Takes one's own question back.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `no-question`.
    pub async fn lift_question(
        &self,
        document: String,
        version: Version,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::LiftQuestion {
            document,
            version,
        }))
        .await
    }

    /// Takes one's own note back before it is agreed.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `withdrawn` or `agreed-already`.
    pub async fn withdraw_hours(
        &self,
        document: String,
        claim: ItemId,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Withdraw { document, claim }))
            .await
    }

    /// Settles a version as a coordinator who is no party to it.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `witness-is-party`, `already-agreed` or `wrong-role`.
    pub async fn witness_hours(
        &self,
        document: String,
        version: Version,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Hours(HoursCommand::Witness { document, version }))
            .await
    }
}
