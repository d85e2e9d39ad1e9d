//! The topic table: everything a member can state, as data.
//!
//! One row per topic says in which documents it stands, whether its value is sealed, whether it may
//! be restated, who may write it, and what happens to it when its author has left. The guard reads
//! it to judge structure, [`crate::policy`] to judge rights, the projections to classify, and the
//! golden permission file to show it. A new feature is a new row here, its schema, its projection
//! and its vectors. Read next: [`crate::policy`].

use crate::document::DocumentKind;

/// Who may write a topic, in their own drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// Every member of the space's community.
    Member,
    /// The organiser of this round: first the member in its name, then whoever it was handed to.
    Organiser,
    /// The member the document is named after.
    Owner,
    /// A coordinator of the community.
    Coordinator,
    /// Everyone on the pairing's roster.
    PairingMember,
    /// The pairing's host.
    Host,
    /// The pairing's visitor.
    Visitor,
    /// A coordinator on the pairing's roster.
    PairingCoordinator,
    /// Whoever raised the concern.
    Author,
    /// A safeguarding lead who was told of the concern.
    ConcernLead,
    /// Nobody yet: the topic is reserved.
    Nobody,
}

/// Whether this version acts on a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Commands write it and projections read it.
    Built,
    /// The name is reserved; facts of it are kept, relayed and classified *not yet*.
    NotYet,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The topic.
    pub topic: Topic,
    /// The word in keys.
    pub word: &'static str,
    /// The documents it stands in.
    pub kinds: &'static [DocumentKind],
    /// Whether the value is sealed. All free text and all that names or locates a person is.
    pub sealed: bool,
    /// Whether it is written once and never restated.
    pub once: bool,
    /// Whether it is about another fact, and so may use the last fifth of a drawer.
    pub about: bool,
    /// Who may write it.
    pub who: Who,
    /// Whether someone who left or was removed may still push it for 30 days.
    pub after_leaving: bool,
    /// Whether a proxy may state it for a member.
    pub proxy: bool,
    /// Newest schema version this code reads and the one it writes.
    pub schema: u8,
    /// Whether this version acts on it.
    pub status: Status,
}

macro_rules! topics {
    ($($(#[$doc:meta])* $name:ident $word:literal [$($kind:ident),+] $seal:ident $once:ident $about:ident $who:ident $after:ident $proxy:ident $status:ident;)+) => {
        /// Everything a member can state.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic { $($(#[$doc])* $name,)+ }

        /// The table, one row per topic.
        pub const TABLE: &[Row] = &[$(Row {
            topic: Topic::$name,
            word: $word,
            kinds: &[$(DocumentKind::$kind),+],
            sealed: topics!(@ $seal),
            once: topics!(@ $once),
            about: topics!(@ $about),
            who: Who::$who,
            after_leaving: topics!(@ $after),
            proxy: topics!(@ $proxy),
            schema: 1,
            status: Status::$status,
        },)+];

        impl Topic {
            /// The word in keys.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
    (@ sealed) => { true }; (@ clear) => { false };
    (@ once) => { true }; (@ restated) => { false };
    (@ about) => { true }; (@ first) => { false };
    (@ after) => { true }; (@ current) => { false };
    (@ proxy) => { true }; (@ own) => { false };
}

topics! {
    // Group orders. -------- word ---- documents ------ value -- writes -- quota - who -------- left? -- for? -- status
    /// Minimum, delivery cost, closing day of a round.
    Terms      "terms"      [Round]            clear  restated first Organiser  current own   Built;
    /// Title, supplier and note of a round.
    Title      "title"      [Round]            sealed restated first Organiser  current own   Built;
    /// One article with its price and case size.
    Article    "article"    [Round, PriceList] clear  restated first Owner      current own   Built;
    /// What a price list is called and whose it is.
    List       "list"       [PriceList]        clear  restated first Owner      current own   Built;
    /// What a member would take of an article; all zero is withdrawn.
    Pledge     "pledge"     [Round]            clear  restated first Member     current proxy Built;
    /// Joins many heads before a seal.
    Counted    "counted"    [Round]            clear  once     about Organiser  current own   Built;
    /// Closes a round at exactly its own deps.
    Seal       "seal"       [Round]            clear  once     about Organiser  current own   Built;
    /// The order went to the supplier.
    Placed     "placed"     [Round]            clear  once     about Organiser  current own   Built;
    /// What the supplier brought.
    Delivered  "delivered"  [Round]            clear  once     about Organiser  current own   Built;
    /// The supplier's invoice was paid and every household charged.
    Settled    "settled"    [Round]            clear  once     about Organiser  current own   Built;
    /// A provisional seal, the floor of topping-up.
    Floor      "floor"      [Round]            clear  once     about Nobody     current own   NotYet;
    /// A correction to a seal.
    Amendment  "amendment"  [Round]            clear  once     about Nobody     current own   NotYet;
    /// Several groups filling one supplier's minimum together.
    Joint      "joint"      [Round]            clear  once     about Nobody     current own   NotYet;

    // Time bank.
    /// One immutable version of a note of help given; its subject ends in the version's hash.
    Claim      "claim"      [Ledger]           clear  once     first Member     after   proxy Built;
    /// Free words about a claim or a question.
    Note       "note"       [Ledger]           sealed restated about Member     after   proxy Built;
    /// The other party agrees to one version.
    Agree      "agree"      [Ledger]           clear  once     about Member     after   proxy Built;
    /// A party doubts a version, or lifts the doubt.
    Question   "question"   [Ledger]           clear  restated about Member     after   proxy Built;
    /// The claimant takes a claim back.
    Withdraw   "withdraw"   [Ledger]           clear  once     about Member     after   proxy Built;
    /// A coordinator who is no party settles a version.
    Witness    "witness"    [Ledger]           clear  once     about Coordinator current own   Built;
    /// Links two notes of one help.
    Same       "same"       [Ledger]           clear  once     about Nobody     current own   NotYet;

    // Noticeboard and people.
    /// Something a member can give.
    Offer      "offer"      [Board]            sealed restated first Member     current proxy Built;
    /// Something a member would like.
    Request    "request"    [Board]            sealed restated first Member     current proxy Built;
    /// A member's own page: name, household, a line about them.
    Page       "page"       [People]           sealed restated first Member     current proxy Built;

    // Pairings and visits.
    /// Where, when and what the host would like.
    Plan       "plan"       [Pairing]          sealed restated first PairingCoordinator current own   Built;
    /// A visitor suggested to the host.
    Suggestion "suggestion" [Pairing]          sealed restated first PairingCoordinator current own   Built;
    /// The host's choice among those suggested.
    Choice     "choice"     [Pairing]          sealed restated about Host       current proxy Built;
    /// One of the two signatures over the record that admits the visitor.
    Approve    "approve"    [Pairing]          clear  once     about PairingCoordinator current own   Built;
    /// Host and visitor have met.
    Introduced "introduced" [Pairing]          clear  once     about PairingCoordinator current own   Built;
    /// The pairing rests, or goes on.
    Hold       "hold"       [Pairing]          clear  restated about PairingMember current own   Built;
    /// The pairing is over.
    Ended      "ended"      [Pairing]          clear  once     about PairingMember current own   Built;
    /// A visitor's phone has sent all it had.
    HandedOver "handed-over" [Pairing]         clear  once     about Visitor    after   own   Built;
    /// A visit, a call or an errand.
    Visit      "visit"      [Pairing]          sealed once     first Visitor    after   own   Built;
    /// The host's own words about a visit.
    OwnWords   "own-words"  [Pairing]          sealed restated about Host       current proxy Built;

    // Concerns.
    /// A worry, sealed to the safeguarding leads.
    Concern    "concern"    [Concern]          sealed once     first Author     current own   Built;
    /// A lead has read a concern.
    Acknowledged "acknowledged" [Concern]      clear  once     about ConcernLead current own   Built;

    // Rules: reserved.
    /// A rule somebody proposes.
    Proposal   "proposal"   [Rules]            sealed once     first Nobody     current own   NotYet;
    /// One member's vote.
    Vote       "vote"       [Rules]            clear  restated about Nobody     current own   NotYet;
}

impl Topic {
    /// The topic of this word, if this version knows it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|row| row.word == word)
            .map(|row| row.topic)
    }

    /// The topic's row.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // The macro writes the enum and the table in one order; a test holds them equal.
        TABLE.get(self as usize).unwrap_or(&FALLBACK)
    }
}

const FALLBACK: Row = Row {
    topic: Topic::Vote,
    word: "",
    kinds: &[],
    sealed: false,
    once: true,
    about: false,
    who: Who::Nobody,
    after_leaving: false,
    proxy: false,
    schema: 0,
    status: Status::NotYet,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_finds_its_own_row() {
        for row in TABLE {
            assert_eq!(row.topic.row(), row);
            assert_eq!(Topic::from_word(row.word), Some(row.topic));
        }
    }
}
