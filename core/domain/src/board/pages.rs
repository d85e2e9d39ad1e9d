//! The projection of the members' pages.

use super::schema::{self, OWN_PAGE, Page, Reads};
use crate::command::{Input, Stamp};
use crate::ids::MemberId;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// What members say about themselves, in one people document. Where there are several, the page in
/// the later part stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PeopleView {
    /// One per member who wrote a page, ordered by member.
    pub pages: Vec<(MemberId, PageView)>,
}

/// One member's page; all is none unless it reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// What they are called.
    pub name: Option<String>,
    /// What their household is called, if they said.
    pub home: Option<String>,
    /// A line about themselves, if they wrote one.
    pub about: Option<String>,
    /// Whether its key is not here yet.
    pub waiting: bool,
    /// Whether it reads on this phone.
    pub reads: Reads,
    /// Where it was written.
    pub stamp: Stamp,
}

/// What a people document says.
#[must_use]
pub fn people(input: &Input<'_>) -> PeopleView {
    let facts = input.facts();
    let own = facts
        .on(Topic::Page)
        .filter(|fact| fact.key.subject == OWN_PAGE);
    let pages = own.map(|fact| {
        let read = schema::read::<Page>(fact);
        let reads = read.as_ref().err().copied().unwrap_or(Reads::Open);
        let said = |text: String| (!text.is_empty()).then_some(text);
        let (name, home, about) = match read {
            Ok(page) => (said(page.name), said(page.home), said(page.about)),
            Err(_) => (None, None, None),
        };
        let view = PageView {
            name,
            home,
            about,
            waiting: reads == Reads::WaitingForKey,
            reads,
            stamp: fact.into(),
        };
        (fact.key.member, view)
    });
    PeopleView {
        pages: pages.collect(),
    }
}
