//! Posting and closing notices, and writing one's own page.

use super::schema::{self, NAME, Notice, NoticeKind, OWN_PAGE, Page, Reads, SCHEMA, TEXT, TITLE};
use crate::command::{Context, Plan, Refused, with_room};
use crate::document::{DocumentKind, DocumentName};
use crate::fact::FactKey;
use crate::ids::ItemId;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};
use serde_json::Map;

/// What members do on the noticeboard and on their own page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum BoardCommand {
    /// Hangs up a notice on this quarter's board.
    Post {
        /// Offer or request.
        kind: NoticeKind,
        /// One line of 1 to 80 characters.
        title: String,
        /// Up to 800 characters.
        #[serde(default)]
        text: String,
    },
    /// Takes an own notice down.
    Close {
        /// The board's name, such as `2026-q4`.
        document: String,
        /// The notice.
        item: ItemId,
    },
    /// Writes the own page, whole.
    SetPage {
        /// What one is called: 1 to 60 characters.
        name: String,
        /// What the household is called; may be empty.
        #[serde(default)]
        home: String,
        /// A line about oneself; may be empty.
        #[serde(default)]
        about: String,
    },
}

impl BoardCommand {
    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        match self {
            Self::Post { kind, title, text } => post(ctx, *kind, title, text),
            Self::Close { document, item } => close(ctx, document, *item),
            Self::SetPage { name, home, about } => set_page(ctx, name, home, about),
        }
    }
}

fn post(ctx: &Context<'_>, kind: NoticeKind, title: &str, text: &str) -> Result<Plan, Refused> {
    let notice = Notice {
        v: SCHEMA,
        title: schema::line("title", title, TITLE)?,
        text: schema::block("text", text, TEXT)?,
        closed: false,
        more: Map::new(),
    };
    if notice.title.is_empty() {
        let why = "is missing; say in a few words what it is about";
        return Err(Refused::invalid("title", why));
    }
    let quarter = ctx.today.quarter();
    let board = with_room(ctx, ctx.space(), DocumentKind::Board, &quarter)?;
    let item = ctx.item(0);
    Ok(Plan {
        writes: vec![ctx.write(&board, kind.topic(), item.to_string(), &notice)?],
        made: Some(item),
        ..Plan::default()
    })
}

fn close(ctx: &Context<'_>, document: &str, item: ItemId) -> Result<Plan, Refused> {
    let board = DocumentName::new(ctx.space(), DocumentKind::Board, document);
    let facts = ctx.facts(&board)?;
    let own = |kind: NoticeKind| {
        let key = FactKey::new(ctx.me, kind.topic().word(), item.to_string());
        facts.get(&key)
    };
    let fact = NoticeKind::ALL
        .into_iter()
        .find_map(own)
        .ok_or_else(|| Refused::NotFound {
            what: "a notice of yours",
            name: item.to_string(),
        })?;
    let mut notice: Notice = schema::read(fact).map_err(|reads| match reads {
        Reads::WaitingForKey => Refused::WaitingForKey,
        Reads::Newer => Refused::closed("newer", "this needs a newer Kith; update the app"),
        Reads::Open | Reads::Unreadable => {
            Refused::closed("unreadable", "this notice cannot be read; post it anew")
        }
    })?;
    if notice.closed {
        let why = "this notice is down already";
        return Err(Refused::closed("already-closed", why));
    }
    notice.closed = true;
    Ok(Plan {
        writes: vec![ctx.write(&board, fact.topic, item.to_string(), &notice)?],
        ..Plan::default()
    })
}

fn set_page(ctx: &Context<'_>, name: &str, home: &str, about: &str) -> Result<Plan, Refused> {
    let people = with_room(ctx, ctx.space(), DocumentKind::People, "all")?;
    let facts = ctx.facts(&people)?;
    let own = facts.get(&FactKey::new(ctx.me, Topic::Page.word(), OWN_PAGE));
    let kept = own.and_then(|fact| schema::read::<Page>(fact).ok());
    let page = Page {
        v: SCHEMA,
        name: schema::line("name", name, NAME)?,
        home: schema::line("home", home, NAME)?,
        about: schema::block("about", about, TEXT)?,
        more: kept.map(|page| page.more).unwrap_or_default(),
    };
    if page.name.is_empty() {
        let why = "is missing; say what your neighbours call you";
        return Err(Refused::invalid("name", why));
    }
    Ok(Plan {
        writes: vec![ctx.write(&people, Topic::Page, OWN_PAGE, &page)?],
        ..Plan::default()
    })
}
