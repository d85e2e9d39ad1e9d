//! What lies on a phone, read from its folder past the app.
//!
//! Tests compare what the disk holds, not what the app says of it. Views are projected anew from
//! the ops, so that a test can hold them against the rows of the read model.

use crate::speech::Claim;
use kith_core::phone::assumed;
use kith_core::project::lists;
use kith_core::store::feeds::{self, Feed};
use kith_core::store::members::MemberOf;
use kith_core::store::outbox::{Item, State};
use kith_core::store::{changes, members, outbox, rows, stale};
use kith_domain::command::Input;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::facts::DocumentState;
use kith_domain::hours::{EntryView, LedgerView};
use kith_domain::ids::{DeviceTag, MemberId, SpaceId};
use kith_domain::pairing::PairingView;
use kith_domain::roster::{Entry, Rosters};
use kith_domain::round::RoundView;
use kith_domain::sealed::{Keyring, Wrap};
use kith_domain::write::Document;
use kith_domain::{board, hours, pairing, round};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The screens that every phone shares.
pub const SCREENS: [&str; 10] = [
    "price-list",
    "entry",
    "notice",
    "page",
    "pairing",
    lists::ROUNDS,
    lists::SHORT,
    lists::TO_AGREE,
    lists::TO_VISIT,
    lists::LOOK,
];

/// A phone's folder, looked into.
pub struct Look {
    /// Where it belongs.
    pub row: MemberOf,
    /// Who belongs, as sequenced.
    pub sequenced: Rosters,
    /// Who belongs, own pending records included.
    pub rosters: Rosters,
    /// The keys it holds.
    pub keyring: Keyring,
    db: Connection,
}

impl Look {
    /// Looks into `home`; `None` if the phone belongs to no community.
    #[must_use]
    pub fn at(home: &Path) -> Option<Self> {
        let db = Connection::open(home.join("kith.db")).expect("the database opens");
        let row = members::all(&db).expect("memberships read").pop()?;
        let sequenced =
            members::rosters(&db, row.community, &row.founded).expect("the rosters read");
        let rosters = assumed(&db, row.community, &sequenced).expect("the outbox reads");
        let mut keyring = members::keyring(&db, row.community).expect("the keys read");
        keyring.settle(&rosters);
        Some(Self {
            row,
            sequenced,
            rosters,
            keyring,
            db,
        })
    }

    /// The community's own space.
    #[must_use]
    pub fn space(&self) -> SpaceId {
        self.rosters.space
    }

    /// All documents.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentName> {
        changes::documents(&self.db, self.row.community).expect("the documents read")
    }

    /// Whether this phone's member may read a space.
    #[must_use]
    pub fn reads(&self, space: SpaceId) -> bool {
        self.rosters.may_read(space, self.row.me)
    }

    /// A document with its ops; `None` if it is not here.
    #[must_use]
    pub fn state(&self, name: &DocumentName) -> Option<DocumentState> {
        changes::state(&self.db, self.row.community, name).expect("the document reads")
    }

    /// A document as Automerge builds it from its stored changes.
    #[must_use]
    pub fn automerge(&self, name: &DocumentName) -> Document {
        let bytes = self.changes(name);
        let tail: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
        Document::load(name.id(), None, &tail).expect("the document loads")
    }

    /// Where a device's feed stands in a space.
    #[must_use]
    pub fn feed(&self, space: SpaceId, device: DeviceTag) -> Feed {
        feeds::feed(&self.db, self.row.community, space, device).expect("the feed reads")
    }

    /// The bytes of a document's changes, causes before effects.
    #[must_use]
    pub fn changes(&self, name: &DocumentName) -> Vec<Vec<u8>> {
        changes::change_bytes(&self.db, self.row.community, name.id()).expect("the changes read")
    }

    /// Keys wrapped for others that wait to be handed in.
    #[must_use]
    pub fn mail(&self) -> Vec<Wrap> {
        members::mail(&self.db, self.row.community).expect("the mail reads")
    }

    /// All roster entries, in the order they came.
    #[must_use]
    pub fn entries_of_rosters(&self) -> Vec<Entry> {
        members::entries(&self.db, self.row.community).expect("the entries read")
    }

    fn project<T>(&self, name: &DocumentName, view: impl FnOnce(Input<'_>) -> T) -> T {
        let state = self
            .state(name)
            .unwrap_or_else(|| panic!("{name} is not here"));
        view(Input {
            community: self.row.community,
            document: &state,
            rosters: &self.rosters,
            keyring: &self.keyring,
        })
    }

    /// A round.
    #[must_use]
    pub fn round(&self, name: &str) -> RoundView {
        let name = DocumentName::new(self.space(), DocumentKind::Round, name);
        self.project(&name, |input| round::project(&input))
    }

    /// A month of the time bank.
    #[must_use]
    pub fn ledger(&self, month: &str) -> LedgerView {
        let name = DocumentName::new(self.space(), DocumentKind::Ledger, month);
        self.project(&name, |input| hours::project(&input))
    }

    /// All entries of a month, its continuations included; none if nothing was noted.
    #[must_use]
    pub fn entries(&self, month: &str) -> Vec<EntryView> {
        let documents = self.documents().into_iter();
        let ledgers = documents.filter(|d| {
            let first = d.name.split('/').next();
            d.kind() == Some(DocumentKind::Ledger) && first == Some(month)
        });
        ledgers.flat_map(|d| self.ledger(&d.name).entries).collect()
    }

    /// A quarter of the noticeboard.
    #[must_use]
    pub fn board(&self, quarter: &str) -> board::BoardView {
        let name = DocumentName::new(self.space(), DocumentKind::Board, quarter);
        self.project(&name, |input| board::board(&input))
    }

    /// The members' pages.
    #[must_use]
    pub fn people(&self, name: &DocumentName) -> board::PeopleView {
        self.project(name, |input| board::people(&input))
    }

    /// A pairing.
    #[must_use]
    pub fn pairing(&self, space: SpaceId) -> PairingView {
        let further: Vec<Arc<DocumentState>> = (2..)
            .map(|part| DocumentName::new(space, DocumentKind::Pairing, format!("all/{part}")))
            .map_while(|name| self.state(&name).map(Arc::new))
            .collect();
        self.project(&pairing::document(space), |input| {
            pairing::project(input, &further)
        })
    }

    /// Minutes by member over all months, as the read model has them; it must be up to date.
    #[must_use]
    pub fn balances(&self) -> BTreeMap<MemberId, i64> {
        self.is_up_to_date();
        rows::balances(&self.db, self.row.community).expect("the balances read")
    }

    /// How many documents changed that nobody has looked at since.
    #[must_use]
    pub fn behind(&self) -> usize {
        let behind = stale::all(&self.db, self.row.community).expect("what is behind reads");
        let documents = behind.iter().flat_map(|some| &some.documents);
        documents.collect::<BTreeSet<_>>().len()
    }

    fn is_up_to_date(&self) {
        assert_eq!(self.behind(), 0, "nobody has looked since the last sync");
    }

    /// The read model: screen, id, JSON; it must be up to date. Whole rounds are among them.
    #[must_use]
    pub fn rows(&self) -> Vec<(&'static str, String, String)> {
        self.is_up_to_date();
        let mut found = Vec::new();
        let rounds = self.documents().into_iter();
        let rounds = rounds.filter(|name| name.kind() == Some(DocumentKind::Round));
        for name in rounds.filter(|name| !self.rosters.is_erased(name.id(), name.space)) {
            let body = serde_json::to_string(&self.round(&name.name)).expect("a view is JSON");
            found.push(("round", name.name, body));
        }
        for screen in SCREENS {
            let rows = rows::screen(&self.db, self.row.community, screen).expect("the rows read");
            found.extend(rows.into_iter().map(|(id, body)| (screen, id, body)));
        }
        found
    }

    /// The outbox.
    #[must_use]
    pub fn outbox(&self) -> Vec<Item> {
        outbox::items(&self.db, self.row.community).expect("the outbox reads")
    }

    /// The codes of what needs a look.
    #[must_use]
    pub fn needs_a_look(&self) -> Vec<String> {
        let items = self.outbox().into_iter();
        let looks = items.filter(|item| item.state == State::Look);
        looks.map(|item| item.code.unwrap_or_default()).collect()
    }

    /// Whether a note of hours is here.
    #[must_use]
    pub fn holds_claim(&self, claim: &Claim) -> bool {
        let entries = self.entries(&claim.ledger);
        entries.iter().any(|entry| entry.claim == claim.id)
    }

    /// How many commands wait to be sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        let items = self.outbox();
        items
            .iter()
            .filter(|item| item.state != State::Look)
            .count()
    }
}
