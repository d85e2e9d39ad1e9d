//! The noticeboard, and one's own page.

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::ItemId;
use crate::page::{Page, page_of};
use crate::word::{Person, Sync};
use kith_core::query::board;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;

page_of! {
    /// A page of notices: those still up first, the latest board first.
    NoticePage of NoticeRow
}

/// Offer or request.
pub type NoticeKind = kith_domain::board::NoticeKind;

/// Offer or request.
#[uniffi::remote(Enum)]
pub enum NoticeKind {
    /// Something a member can give.
    Offer,
    /// Something a member would like.
    Request,
}

/// A notice.
pub type NoticeRow = board::NoticeRow;

/// A notice.
#[uniffi::remote(Record)]
pub struct NoticeRow {
    /// The board, such as `2026-q4`: what the commands take beside the item.
    pub document: String,
    /// The notice.
    pub item: ItemId,
    /// Offer or request.
    pub kind: NoticeKind,
    /// Whose.
    pub member: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// One line; empty unless it reads here.
    pub title: String,
    /// More words.
    pub text: String,
    /// Whether it was taken down.
    pub closed: bool,
    /// Where it stands.
    pub sync: Sync,
}

#[uniffi::export]
impl Community {
    /// Notices whose title, text or member holds `search`, in any case; all of them for none.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn notices(
        &self,
        search: Option<String>,
        page: Page,
    ) -> Result<NoticePage, KithError> {
        let look = move |app: &kith_core::App, id| app.notices(id, search.as_deref());
        let (revision, rows) = self.look(look).await?;
        Ok(NoticePage::of(revision, page.cut(rows)))
    }

    /// Hangs up a notice: a title of 1 to 80 characters, a text of up to 800.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn post_notice(
        &self,
        kind: NoticeKind,
        title: String,
        text: String,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Board(BoardCommand::Post { kind, title, text }))
            .await
    }

    /// Takes an own notice down.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `already-closed`; [`KithError::NotFound`].
    pub async fn close_notice(&self, document: String, item: ItemId) -> Result<Outcome, KithError> {
        self.act(Command::Board(BoardCommand::Close { document, item }))
            .await
    }

    /// Writes the own page, whole: a name of 1 to 60 characters, what the household is called and a
    /// line about oneself, which may both be empty.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn set_page(
        &self,
        name: String,
        home: String,
        about: String,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Board(BoardCommand::SetPage { name, home, about }))
            .await
    }
}
