//! The projection of one quarter's board.

use super::schema::{self, Notice, NoticeKind, Reads};
use crate::command::{Input, Stamp};
use crate::facts::Fact;
use crate::ids::{ItemId, MemberId};
use serde::{Deserialize, Serialize};

/// What hangs on one board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BoardView {
    /// All notices, those taken down included, ordered by item and member.
    pub notices: Vec<NoticeView>,
}

/// One notice. Title and text are empty unless it reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// The notice; a name only together with `member`.
    pub item: ItemId,
    /// Whose.
    pub member: MemberId,
    /// Offer or request.
    pub kind: NoticeKind,
    /// One line.
    pub title: String,
    /// More words.
    pub text: String,
    /// Whether it was taken down.
    pub closed: bool,
    /// Whether it reads on this phone.
    pub reads: Reads,
    /// Where it was written.
    pub stamp: Stamp,
}

/// What a board says.
#[must_use]
pub fn board(input: &Input<'_>) -> BoardView {
    let facts = input.facts();
    let mut notices: Vec<NoticeView> = NoticeKind::ALL
        .into_iter()
        .flat_map(|kind| {
            let on = facts.on(kind.topic());
            on.filter_map(move |fact| view(kind, fact))
        })
        .collect();
    notices.sort_by_key(|notice| (notice.item, notice.member, notice.kind));
    BoardView { notices }
}

fn view(kind: NoticeKind, fact: &Fact) -> Option<NoticeView> {
    let read = schema::read::<Notice>(fact);
    let reads = read.as_ref().err().copied().unwrap_or(Reads::Open);
    let notice = read.ok();
    Some(NoticeView {
        item: fact.key.subject.parse().ok()?,
        member: fact.key.member,
        kind,
        closed: notice.as_ref().is_some_and(|notice| notice.closed),
        title: notice.as_ref().map(|n| n.title.clone()).unwrap_or_default(),
        text: notice.map(|notice| notice.text).unwrap_or_default(),
        reads,
        stamp: fact.into(),
    })
}
