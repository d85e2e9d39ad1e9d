//! Documents: what each is about, how its id follows from its name, and its genesis change.
//!
//! A document is one bounded Automerge document about one subject. Its id is
//! `H("kith document v1", space, kind, name)`, so two phones that open "ledger 2026-11" offline make
//! the same document. The name travels with the document's first push; titles are facts and never
//! part of a name. Read next: [`crate::fact`], what stands in a document.

use crate::hash;
use crate::ids::{DocumentId, ItemId, MemberId, SpaceId};
use crate::limits;
use crate::roster::SpaceKind;
use minicbor::{Decode, Encode};
use std::fmt;

/// What a document is about. Kinds this version does not know are kept and relayed as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// One round of ordering: `<organiser>/<item>`.
    Round,
    /// One month of the time bank: `2026-11`.
    Ledger,
    /// One quarter of the noticeboard: `2026-q4`.
    Board,
    /// The members' pages: `all`.
    People,
    /// A supplier's price list: `<member>/<item>`.
    PriceList,
    /// A pairing: `all`, in the pairing's own space.
    Pairing,
    /// A concern: `all`, in the concern's own space.
    Concern,
    /// The community's rules and votes: `all`.
    Rules,
}

impl DocumentKind {
    /// Every kind, in the order of the topic table.
    pub const ALL: [Self; 8] = [
        Self::Round,
        Self::Ledger,
        Self::Board,
        Self::People,
        Self::PriceList,
        Self::Pairing,
        Self::Concern,
        Self::Rules,
    ];

    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Ledger => "ledger",
            Self::Board => "board",
            Self::People => "people",
            Self::PriceList => "price-list",
            Self::Pairing => "pairing",
            Self::Concern => "concern",
            Self::Rules => "rules",
        }
    }

    /// The kind of this word, if this version knows it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// The kind of space such documents stand in.
    #[must_use]
    pub fn home(self) -> SpaceKind {
        match self {
            Self::Pairing => SpaceKind::Pairing,
            Self::Concern => SpaceKind::Concern,
            _ => SpaceKind::Community,
        }
    }

    /// Whether a full document of this kind goes on in `<name>/2`. Rounds never do: a seal must
    /// count one document.
    #[must_use]
    pub fn continues(self) -> bool {
        !matches!(self, Self::Round)
    }
}

/// A document's full name; its id is the hash of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct DocumentName {
    /// The space whose audience reads it.
    #[n(0)]
    pub space: SpaceId,
    /// The kind's word; see [`DocumentKind::word`].
    #[n(1)]
    pub kind: String,
    /// The name within the kind.
    #[n(2)]
    pub name: String,
}

impl DocumentName {
    /// The name of a document of a known kind.
    #[must_use]
    pub fn new(space: SpaceId, kind: DocumentKind, name: impl Into<String>) -> Self {
        Self {
            space,
            kind: kind.word().to_owned(),
            name: name.into(),
        }
    }

    /// The round that `organiser` opened as `item`.
    #[must_use]
    pub fn round(space: SpaceId, organiser: MemberId, item: ItemId) -> Self {
        Self::new(space, DocumentKind::Round, format!("{organiser}/{item}"))
    }

    /// The id: `H("kith document v1", space, kind, name)`, first 16 bytes.
    #[must_use]
    pub fn id(&self) -> DocumentId {
        hash::truncated(&("kith document v1", self.space, &self.kind, &self.name))
            .map_or(DocumentId([0; 16]), DocumentId)
    }

    /// The kind, if this version knows it.
    #[must_use]
    pub fn kind(&self) -> Option<DocumentKind> {
        DocumentKind::from_word(&self.kind)
    }

    /// The member a round or price list is named after: its first organiser.
    #[must_use]
    pub fn owner(&self) -> Option<MemberId> {
        self.name.split('/').next()?.parse().ok()
    }

    /// Whether kind and name are within bounds and made of `a-z 0-9 - . /` only.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let word = |t: &str| {
            !t.is_empty()
                && t.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        };
        word(&self.kind)
            && self.kind.len() <= 32
            && self.name.len() <= limits::DOCUMENT_NAME
            && self.name.split('/').all(word)
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}
