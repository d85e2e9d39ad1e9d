//! Why the guard refuses a change: stable codes for the wire, sentences for people.
//!
//! A code, once released, keeps its meaning. [`Refusal::MissingDeps`] is no verdict on the change:
//! the caller answers `need` and asks again when the rest has come.

use crate::ids::ChangeHash;
use crate::limits;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $(($($field:ty),+))? $code:literal $text:literal $(, $arg:expr)*;)+) => {
        /// Why a change is refused.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error($text $(, $arg)*)] $name $(($($field),+))?,)+
        }

        impl Refusal {
            /// Every code there is, in the order the guard asks.
            pub const CODES: &[&str] = &[$($code),+];

            /// The stable code that goes over the wire.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(refusals!(@pattern $name $(($($field),+))?) => $code,)+ }
            }
        }
    };
    (@pattern $name:ident) => { Self::$name };
    (@pattern $name:ident ($($field:ty),+)) => { Self::$name(..) };
}

refusals! {
    // The chunk, before Automerge sees it.
    /// More bytes than one change may have.
    TooLarge "too_large" "the change is larger than {} bytes: split the command into smaller ones", limits::CHANGE;
    /// Not the bytes of one change: wrong magic, cut short, or a number spelled the long way.
    NotAChange "not_a_change" "these bytes are not one whole change: send the change again from its source";
    /// Compressed, bundled, or a whole document.
    ChunkType(u8) "chunk_type" "chunk type {0} is not taken: send the change uncompressed (type 1)";
    /// Bytes after the change.
    ExtraBytes "extra_bytes" "there are bytes after the change: send each change by itself";
    /// The checksum is not that of the bytes.
    Checksum "checksum" "the change was damaged on its way: send it again";
    /// More deps than a change may have.
    TooManyDeps "too_many_deps" "the change builds on more than {} others: write on fewer heads", limits::CHANGE_DEPS;
    /// The change carries a commit message.
    Message "message" "a change carries no message: put words into a fact";
    /// A column is deflated.
    Deflated "deflated" "a column is compressed: send the change uncompressed";
    /// A column that a change of plain puts does not have.
    Column(u64) "column" "column {0} has no place in a change of facts: write facts only";
    /// More ops, or more overwritten ops, than a change may have.
    TooManyOps "too_many_ops" "the change holds more than {} facts or overwrites too many: split the command", limits::CHANGE_OPS;
    /// Columns that disagree about how many ops there are.
    Rows "rows" "the columns of the change do not fit together: make the change again";

    // What Automerge makes of it.
    /// Automerge could not read the change.
    Undecodable "undecodable" "the change cannot be read: make it again";
    /// Automerge panicked on the change.
    Panicked "panicked" "reading the change failed badly: make it again, and report this";
    /// A second spelling of a change.
    NotCanonical "not_canonical" "the change is not spelled as Automerge spells it: send its raw bytes";

    // Where it stands in its document.
    /// The actor does not belong to the device.
    ForeignActor "foreign_actor" "the change is not written by the device that sends it: sign in as its author";
    /// The number in the change is not the one in the feed.
    WrongNumber "wrong_number" "the change does not carry its number in the feed: write it anew";
    /// It builds on nothing.
    NoDeps "no_deps" "the change does not build on the document's beginning: write it anew";
    /// One dep twice.
    DuplicateDep "duplicate_dep" "the change names one dependency twice: write it anew";
    /// Deps that are not here yet; the caller asks for them.
    MissingDeps(Vec<ChangeHash>) "missing_deps" "the change builds on changes that are not here yet: send those first";
    /// The number does not rise within the document.
    NumberNotRising "number_not_rising" "the device already used this number or a later one here: take back and write anew";
    /// The actor's changes are not counted without gap.
    WrongSeq "wrong_seq" "the change is not the next of its actor: take back and write anew";
    /// The device's own last change here is not in the past.
    OwnPast "own_past" "the change does not build on the device's own last change: take back and write anew";
    /// The ops do not follow on from the past.
    WrongStartOp "wrong_start_op" "the change does not count on from what it builds on: write it anew";
    /// The document's op counter has come to its end.
    OpCounter "op_counter" "the document's counter is used up: go on in the next document";

    // Its facts.
    /// A change without any op.
    NoOps "no_ops" "the change says nothing: do not send it";
    /// An op that is no put of a value under a key.
    NotAPut "not_a_put" "only facts can be put: nothing is deleted, counted or nested in a document";
    /// An op outside the map of facts.
    NotInFacts "not_in_facts" "a fact goes into the map of facts and nowhere else";
    /// A key that breaks the grammar.
    BadKey "bad_key" "a fact's key is <member>/<topic>/<subject>, at most {} bytes", limits::KEY;
    /// One key twice in a change.
    DuplicateKey "duplicate_key" "the change states one fact twice: state it once";
    /// A key in another member's drawer.
    ForeignDrawer "foreign_drawer" "a member writes in the own drawer only: state it as a fact of your own";
    /// A value larger than a value may be.
    ValueTooLarge "value_too_large" "a fact is larger than {} bytes: shorten it", limits::VALUE;
    /// Clear where the topic is sealed, sealed where it is clear, or neither text nor bytes.
    WrongValue "wrong_value" "the fact's value is not of the form its topic asks for: seal it, or leave it clear";
    /// A known topic in a document of another kind.
    WrongTopic "wrong_topic" "facts on this topic do not belong in this document: write them where they do";
    /// A write-once fact that overwrites.
    WrittenOnce "written_once" "this fact is stated once and cannot be changed: state a new one";
    /// Overwrites an op that is unknown, of another key, not in the past, or named twice.
    BadPred "bad_pred" "the fact overwrites something that is not an earlier version of it: write it anew";

    // Room.
    /// The drawer's quota is used up.
    DrawerFull "drawer_full" "your drawer in this document is full: go on in the next one";
    /// The document is full.
    DocumentFull "document_full" "this document is full: go on in the next one";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_refusals_share_a_code() {
        let codes: BTreeSet<_> = Refusal::CODES.iter().collect();
        assert_eq!(codes.len(), Refusal::CODES.len());
    }
}
