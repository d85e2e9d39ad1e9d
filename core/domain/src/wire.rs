//! What travels between phone and server: one request, one answer, pages of log items.
//!
//! `POST /v1/session/challenge` and `POST /v1/session` give a token; `POST /v1/sync` carries, per
//! community, a cursor and at most one push, and brings a verdict, pages and the next cursor;
//! `GET /v1/live` only pokes. Everything is CBOR arrays ([`crate::hash`]); sizes are bounded in
//! [`crate::limits`] before anything is decoded. What a page is: [`crate::page`].

use crate::document::DocumentName;
use crate::feed::SignedHead;
use crate::guard::change_hash;
use crate::ids::{
    ChangeHash, CommunityId, DeviceTag, DocumentId, KeyId, RecordHash, Signature, SigningKey,
    SpaceId,
};
use crate::poster::Knock;
use crate::repair::{Repair, Stand};
use crate::roster::{Entry, Record};
use crate::sealed::Wrap;
use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

/// The protocol version this code speaks.
pub const VERSION: u32 = 2;

/// A change and its place in its device's feed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FedChange {
    /// Its document.
    #[n(0)]
    pub document: DocumentId,
    /// Its device.
    #[n(1)]
    pub device: DeviceTag,
    /// Its number in the device's feed of the document's space.
    #[n(2)]
    pub n: u32,
    /// The Automerge change, uncompressed; of an erased document the change's hash alone.
    #[n(3)]
    pub bytes: ByteVec,
}

impl FedChange {
    /// Whether only the hash is left: the document was erased. No change is as short.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.bytes.len() == ChangeHash::LEN
    }

    /// The change's hash; `None` if the bytes are no change.
    #[must_use]
    pub fn hash(&self) -> Option<ChangeHash> {
        if self.is_erased() {
            ChangeHash::from_slice(&self.bytes)
        } else {
            change_hash(&self.bytes)
        }
    }

    /// What is left of it when its document is erased.
    #[must_use]
    pub fn erased(&self) -> Option<Self> {
        let hash = self.hash()?;
        Some(Self {
            bytes: hash.0.to_vec().into(),
            ..self.clone()
        })
    }
}

/// One row of a community's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum LogItem {
    /// A roster entry.
    #[n(0)]
    Entry(#[n(0)] Box<Entry>),
    /// A document's name, ahead of its first change.
    #[n(1)]
    Document(#[n(0)] DocumentName),
    /// A change.
    #[n(2)]
    Change(#[n(0)] FedChange),
    /// The end of a push in one space: vouches for the device's changes before it.
    #[n(3)]
    Head(#[n(0)] SignedHead),
}

/// What a phone gives: sequenced in this order, taken whole or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Push {
    /// Roster records.
    #[n(0)]
    pub records: Vec<Record>,
    /// Names of documents written for the first time.
    #[n(1)]
    pub documents: Vec<DocumentName>,
    /// Changes, in feed order within each space and device. All are of the pushing device, except
    /// when a phone gives back what a restored server lost.
    #[n(2)]
    pub changes: Vec<FedChange>,
    /// Per space and device touched, its head after its last change here.
    #[n(3)]
    pub heads: Vec<SignedHead>,
    /// Entries this server countersigned once and has lost, in log order; taken ahead of all else.
    /// Empty but when a phone gives back.
    #[n(4)]
    pub entries: Vec<Entry>,
}

impl Push {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.changes.is_empty() && self.entries.is_empty()
    }

    /// Whether a phone made it by itself; such records never share a push with a person's work.
    #[must_use]
    pub fn is_machine_made(&self) -> bool {
        self.records.iter().any(|r| r.body.act.is_machine_made())
    }
}

/// Asks for a challenge.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ChallengeAsk {
    /// [`VERSION`].
    #[n(0)]
    pub version: u32,
    /// The community.
    #[n(1)]
    pub community: CommunityId,
    /// The device; need not be on any roster yet.
    #[n(2)]
    pub device: SigningKey,
}

/// A challenge, and the server's proof that it holds its key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Challenge {
    /// The server's key.
    #[n(0)]
    pub server: SigningKey,
    /// Opaque; good for a minute.
    #[n(1)]
    pub challenge: ByteVec,
}

/// Answers a challenge.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SessionAsk {
    /// The community.
    #[n(0)]
    pub community: CommunityId,
    /// The device.
    #[n(1)]
    pub device: SigningKey,
    /// As given.
    #[n(2)]
    pub challenge: ByteVec,
    /// Over `["kith session v1", server key, community, challenge]`.
    #[n(3)]
    pub signature: Signature,
}

/// A token: stateless, bound to community and device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Session {
    /// Opaque.
    #[n(0)]
    pub token: ByteVec,
    /// Seconds it is good for.
    #[n(1)]
    pub seconds: u32,
}

/// One sync of all communities of a phone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncRequest {
    /// [`VERSION`].
    #[n(0)]
    pub version: u32,
    /// One per community.
    #[n(1)]
    pub asks: Vec<Ask>,
}

/// One community's part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ask {
    /// Which.
    #[n(0)]
    pub community: CommunityId,
    /// From [`Session`].
    #[n(1)]
    pub token: ByteVec,
    /// As last answered; none at first.
    #[n(2)]
    pub cursor: Option<ByteVec>,
    /// What the phone gives.
    #[n(3)]
    pub push: Option<Push>,
    /// Keys wrapped for devices that lack them.
    #[n(4)]
    pub mail: Vec<Wrap>,
    /// Keys this phone may hold and does not, though a wrap of them may have come once.
    #[n(5)]
    pub lacks: Vec<Lack>,
    /// This phone asks to be let in by a poster; its answer is the verdict.
    #[n(6)]
    pub knock: Option<Knock>,
    /// Where this phone stands, when it and the server were found to differ. What is missing then comes
    /// in place of what lies after the cursor.
    #[n(7)]
    pub repair: Option<Repair>,
}

/// A key the asking phone lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Lack {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The key.
    #[n(1)]
    pub key: KeyId,
}

/// The answer to a [`SyncRequest`], in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncAnswer {
    /// One per ask.
    #[n(0)]
    pub replies: Vec<Reply>,
}

/// One community's part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Reply {
    /// Which.
    #[n(0)]
    pub community: CommunityId,
    /// What became of the push; none if there was none.
    #[n(1)]
    pub verdict: Option<Verdict>,
    /// Compressed pages, to be applied in order.
    #[n(2)]
    pub pages: Vec<ByteVec>,
    /// Where the phone stands after those pages.
    #[n(3)]
    pub cursor: ByteVec,
    /// Rows still to come after these pages; 0 when the phone has all.
    #[n(4)]
    pub remaining: u32,
    /// Keys wrapped for this device.
    #[n(5)]
    pub mail: Vec<Wrap>,
    /// Devices for which no wrap of a key lies at the server, in spaces this phone reads.
    #[n(6)]
    pub lacking: Vec<Lacking>,
    /// When there are no pages left: the digest of all feeds this phone may read.
    #[n(7)]
    pub digest: Option<ByteArray<16>>,
    /// Why there is nothing else in this reply.
    #[n(8)]
    pub problem: Option<Problem>,
    /// Who asks to be let in, for coordinators alone; none when nobody does.
    #[n(9)]
    pub knocks: Option<Vec<Knock>>,
    /// To a repair, once nothing is left to send: where the server stands in every space the phone may
    /// read, of feeds those that stand elsewhere. Of a space that is not here it says nothing.
    #[n(10)]
    pub stands: Option<Vec<Stand>>,
}

/// A device without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Lacking {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The key.
    #[n(1)]
    pub key: KeyId,
    /// The device.
    #[n(2)]
    pub device: DeviceTag,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Verdict {
    /// All of it stands in the log, durable; what already stood is counted too.
    #[n(0)]
    Taken,
    /// The server holds other entries of this device at these numbers: a restored or cloned phone.
    #[n(1)]
    Behind {
        /// Per space, the number the server holds.
        #[n(0)]
        numbers: Vec<(SpaceId, u32)>,
    },
    /// The server lacks what this rests on: it was restored. The phone says where it stands and gives
    /// back what lies beyond.
    #[n(2)]
    Need,
    /// The device is on no roster yet; who asked by a poster waits for a coordinator's yes.
    #[n(3)]
    Wait,
    /// Not now.
    #[n(4)]
    Later {
        /// Seconds to wait before asking again.
        #[n(0)]
        seconds: u32,
        /// A stable word: why.
        #[n(1)]
        code: String,
    },
    /// Some of it may not stand, so none of it does.
    #[n(5)]
    Refused {
        /// The changes that carry a reason.
        #[n(0)]
        changes: Vec<RefusedChange>,
        /// The records that carry a reason.
        #[n(1)]
        records: Vec<RefusedRecord>,
    },
}

/// A change the server will never take.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RefusedChange {
    /// Its space.
    #[n(0)]
    pub space: SpaceId,
    /// Its number.
    #[n(1)]
    pub n: u32,
    /// A stable word: why.
    #[n(2)]
    pub code: String,
}

/// A record the server will never take.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RefusedRecord {
    /// Which.
    #[n(0)]
    pub record: RecordHash,
    /// A stable word: why.
    #[n(1)]
    pub code: String,
}

/// Why a community could not be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Problem {
    /// The token has expired or is not of this server; ask for a challenge.
    #[n(0)]
    Token,
    /// The server has never heard of the community; a phone with its founding may push it.
    #[n(1)]
    UnknownCommunity,
    /// The device may not read here.
    #[n(2)]
    NotAMember,
    /// The server was restored and takes back what phones hold; ask again and say where you stand.
    #[n(3)]
    Recovering,
    /// The protocol version is not spoken here: update the app or the server.
    #[n(4)]
    Version,
    /// The request is malformed.
    #[n(5)]
    Malformed,
    /// The cursor is of before a recovery, or another server's; ask again and say where you stand.
    #[n(6)]
    SetBack,
}
