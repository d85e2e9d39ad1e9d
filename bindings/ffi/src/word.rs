//! The sync word every row carries, and the people rows name.

use crate::ids::MemberId;

/// In one word, where something stands. A fact that only this phone has is never called counted.
pub type SyncWord = kith_core::query::word::SyncWord;

/// In one word, where something stands. A fact that only this phone has is never called counted.
#[uniffi::remote(Enum)]
pub enum SyncWord {
    /// Nobody else has it yet.
    OnThisPhone,
    /// The server has it.
    Sent,
    /// It is in a sum: sealed, agreed, a visit that counts.
    Counted,
    /// It came after the seal and changes nothing.
    Late,
    /// It cannot be read here yet.
    WaitingForKey,
    /// Somebody must do something.
    NeedsALook,
}

/// Where a row stands.
pub type Sync = kith_core::query::word::Sync;

/// Where a row stands.
#[uniffi::remote(Record)]
pub struct Sync {
    /// In one word.
    pub word: SyncWord,
    /// In one sentence.
    pub why: String,
}

/// A member or a household, by name.
pub type Person = kith_core::query::Person;

/// A member or a household, by name.
#[uniffi::remote(Record)]
pub struct Person {
    /// What they are called; the first six letters of the id while no name has reached this phone.
    pub name: String,
    /// Who.
    pub id: MemberId,
}
