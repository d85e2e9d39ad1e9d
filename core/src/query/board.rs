//! The noticeboard: offers and requests, searched by their words.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use kith_domain::board::{NoticeKind, NoticeView, Reads};
use kith_domain::ids::{CommunityId, ItemId};
use serde::Serialize;

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeRow {
    /// The board, such as `2026-q4`: what commands take beside the item.
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

impl App {
    /// Notices whose title, text or member holds `search`, in any case; all of them for none. Those
    /// still up first, the latest board first.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn notices(
        &self,
        community: CommunityId,
        search: Option<&str>,
    ) -> Result<Vec<NoticeRow>, Error> {
        let search = search.unwrap_or_default().trim().to_lowercase();
        self.look(community, |lens| {
            let mut found: Vec<NoticeRow> = lens
                .rows::<NoticeView>("notice")?
                .into_iter()
                .map(|(id, view)| row(lens, &id, view))
                .filter(|row| {
                    [&row.title, &row.text, &row.member.name]
                        .iter()
                        .any(|text| text.to_lowercase().contains(&search))
                })
                .collect();
            found.sort_by(|a, b| {
                let key = |r: &NoticeRow| (r.closed, r.kind, r.title.to_lowercase(), r.item);
                (a.closed, &b.document, key(a)).cmp(&(b.closed, &a.document, key(b)))
            });
            Ok(found)
        })
    }
}

fn row(lens: &Lens<'_>, id: &str, view: NoticeView) -> NoticeRow {
    let then = match view.reads {
        Reads::Open => Sync::of(SyncWord::Sent),
        Reads::WaitingForKey => Sync::of(SyncWord::WaitingForKey),
        Reads::Newer => Sync::because(
            SyncWord::NeedsALook,
            "Written by a newer version of Kith; update the app to see it.",
        ),
        Reads::Unreadable => Sync::because(SyncWord::NeedsALook, "This cannot be read."),
    };
    let here = lens.here(lens.community.assumed.space, view.stamp);
    NoticeRow {
        document: id
            .rsplit_once('/')
            .map_or(id, |(board, _)| board)
            .to_owned(),
        item: view.item,
        kind: view.kind,
        mine: view.member == lens.me(),
        member: lens.person(view.member),
        title: view.title,
        text: view.text,
        closed: view.closed,
        sync: Sync::unless_here(here, then),
    }
}
