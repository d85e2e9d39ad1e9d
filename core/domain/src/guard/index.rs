//! What the guard must know of the document a change goes into.
//!
//! Server and phone keep it in SQLite, one row a change and one an op; [`super::MemoryIndex`] keeps
//! it in memory. Everything an index answers comes from changes that passed the guard.

pub use crate::facts::Clock;
use crate::ids::{Actor, ChangeHash, DeviceTag, MemberId, OpId};

/// What is kept of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMeta {
    /// Its actor.
    pub actor: Actor,
    /// The actor's count of changes in this document, from 1.
    pub seq: u64,
    /// The highest op counter of the change and of all its causal past.
    pub max_op: u64,
    /// The device that wrote it.
    pub device: DeviceTag,
    /// Its number in the device's feed.
    pub n: u32,
    /// Its causal past, itself included.
    pub clock: Clock,
}

/// What is kept of an op.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpMeta {
    /// The key it put.
    pub key: String,
    /// The device that wrote it.
    pub device: DeviceTag,
    /// The number of its change in the device's feed.
    pub n: u32,
}

/// How much a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocumentSize {
    /// Puts that overwrote nothing; see [`super::Checked::new_facts`].
    pub facts: u64,
    /// Bytes of all its changes.
    pub bytes: u64,
}

/// Who writes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    /// Whose drawer.
    pub member: MemberId,
    /// With which device.
    pub device: DeviceTag,
    /// As which actor.
    pub actor: Actor,
}

/// Where a writer stands in a document, and how full it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stand {
    /// The highest number of the device here; 0 if there is none.
    pub last_n: u32,
    /// The highest seq of the actor here; 0 if there is none.
    pub last_seq: u64,
    /// Keys and values of all puts of the member's drawer, overwritten ones included.
    pub drawer_bytes: u64,
    /// How much the document holds.
    pub size: DocumentSize,
}

/// What is known of one document. The genesis change is known to the guard and need not be here.
///
/// The sums of a [`Stand`] count what is sequenced; only for a change of this
/// phone's own that is being written do they also count its unsent ones. So every phone that takes
/// a page judges its changes by the sums the server judged them by.
pub trait Index {
    /// Why the index could not be read.
    type Error;

    /// The change of this hash.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Self::Error>;

    /// The op of this id.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Self::Error>;

    /// Where a writer stands in the document. Asked once a change, so that an index on a disk can
    /// answer it with one question.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn stand(&self, writer: &Writer) -> Result<Stand, Self::Error>;
}
