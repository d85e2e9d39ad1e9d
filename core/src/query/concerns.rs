//! Concerns, as their authors and the leads they are told to see them; nobody else has any.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use kith_domain::concern::ConcernView;
use kith_domain::ids::{CommunityId, SpaceId};
use kith_domain::pairing::schema::Reading;
use kith_domain::roster::Role;
use kith_domain::time::Day;
use serde::Serialize;

/// What an author or a lead must know before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receipt {
    /// No lead has said yet that they read it.
    NotYetReceived,
    /// A lead has.
    Received,
}

/// A concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConcernRow {
    /// Its space: what commands take.
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

/// A lead's word that they have read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceivedRow {
    /// Whose.
    pub lead: Person,
    /// When.
    pub day: Day,
}

impl App {
    /// The concerns this phone may see: those raised here, and those told to its member as a lead.
    /// Those not received first, then the latest.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn concerns(&self, community: CommunityId) -> Result<Vec<ConcernRow>, Error> {
        self.look(community, |lens| {
            let views = lens.rows::<ConcernView>("concern")?;
            let mut found: Vec<ConcernRow> = views
                .into_iter()
                .filter_map(|(id, view)| Some(row(lens, id.parse().ok()?, view)))
                .collect();
            found.sort_by(|a, b| (a.receipt, b.day, a.space).cmp(&(b.receipt, a.day, b.space)));
            Ok(found)
        })
    }
}

fn row(lens: &Lens<'_>, space: SpaceId, view: ConcernView) -> ConcernRow {
    let here = view
        .raised
        .is_some_and(|(_, stamp)| lens.here(space, stamp));
    let mine = view.raised.is_some_and(|(author, _)| author == lens.me());
    let receipt = match view.received.as_slice() {
        [] => Receipt::NotYetReceived,
        _ => Receipt::Received,
    };
    let then = match (&view.words, receipt) {
        (Reading::Unreadable, _) => Sync::because(SyncWord::NeedsALook, "This cannot be read."),
        (Reading::WaitingForKey, _) if !mine => Sync::of(SyncWord::WaitingForKey),
        (_, Receipt::NotYetReceived) => Sync::because(
            SyncWord::Sent,
            "Not yet received: no safeguarding lead has acknowledged it. In danger call 999.",
        ),
        (_, Receipt::Received) => Sync::because(SyncWord::Sent, "A safeguarding lead has it."),
    };
    let sync = if here {
        Sync::because(
            SyncWord::OnThisPhone,
            "Not yet received: it is on this phone alone until it syncs. In danger call 999.",
        )
    } else {
        then
    };
    let words = view.words.here();
    let received = view.received.iter().map(|(lead, day)| ReceivedRow {
        lead: lens.person(*lead),
        day: *day,
    });
    ConcernRow {
        space,
        author: view.raised.map(|(author, _)| lens.person(author)),
        mine,
        leads: lens.people(lens.community.assumed.holders(space, Role::Lead)),
        text: words.map(|words| words.text.clone()),
        about: words.and_then(|words| words.about).map(|m| lens.person(m)),
        day: words.map(|words| words.day),
        receipt,
        received: received.collect(),
        sync,
    }
}
