//! The genesis change: what every document starts with, computed from its id and never sent.
//!
//! It makes the one map `facts` and nothing else. Actor, number, time and message are fixed by the
//! document id, so two phones that open the same document offline make the same first change and
//! their facts meet in one map. Read next: [`crate::guard`], which refuses that actor to everyone,
//! and [`crate::write`], which builds on it.

use crate::ids::{ChangeHash, DocumentId};
use sha2::{Digest, Sha256};

/// The map all facts of a document live in.
pub const FACTS: &str = "facts";
/// The Lamport counter of the op that makes [`FACTS`]; its actor is the document id.
pub const FACTS_COUNTER: u64 = 1;

/// First four bytes of every Automerge chunk.
pub(crate) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The chunk type of an uncompressed change.
pub(crate) const CHANGE_CHUNK: u8 = 1;

/// The change in Automerge's bytes: 62 of them, the same on every phone and server.
///
/// Written out by hand because it must never depend on how a library version chooses to encode; a
/// test holds it equal to what Automerge makes.
#[must_use]
pub fn genesis(doc: DocumentId) -> Vec<u8> {
    let body = body(doc);
    let mut bytes = Vec::with_capacity(body.len() + 10);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(digest(&body).first_chunk::<4>().unwrap_or(&[0; 4]));
    bytes.push(CHANGE_CHUNK);
    bytes.push(BODY_LEN);
    bytes.extend_from_slice(&body);
    bytes
}

/// The hash of [`genesis`]: the first change in every causal past.
#[must_use]
pub fn genesis_hash(doc: DocumentId) -> ChangeHash {
    ChangeHash(digest(&body(doc)))
}

/// Length of the body, which fits one LEB128 byte.
const BODY_LEN: u8 = 52;

fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update([CHANGE_CHUNK, BODY_LEN])
        .chain_update(body)
        .finalize()
        .into()
}

fn body(doc: DocumentId) -> Vec<u8> {
    let mut body = vec![0, 16]; // no deps; the actor is 16 bytes
    body.extend_from_slice(doc.as_bytes());
    body.extend_from_slice(&[1, 1, 0]); // seq, start op, time
    body.extend_from_slice(b"\x04kith"); // message
    body.push(0); // no other actors
    // Columns (id, length): key, insert, action, value type, pred count.
    body.extend_from_slice(&[5, 0x15, 7, 0x34, 1, 0x42, 2, 0x56, 2, 0x70, 2]);
    body.extend_from_slice(b"\x7f\x05facts"); // one literal key
    body.push(1); // one op that is no insert
    body.extend_from_slice(&[0x7f, 0]); // action 0: make a map
    body.extend_from_slice(&[0x7f, 0]); // a null value
    body.extend_from_slice(&[0x7f, 0]); // no preds
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};

    #[test]
    fn the_genesis_change_is_what_automerge_makes_for_every_id() {
        for seed in [0, 1, 127, 128, 255] {
            let id = DocumentId([seed; 16]);
            let mut doc = Automerge::new().with_actor(ActorId::from(id.as_bytes()));
            let mut tx = doc.transaction();
            tx.put_object(ROOT, FACTS, ObjType::Map).unwrap();
            let options = CommitOptions::default().with_message("kith").with_time(0);
            let (hash, _) = tx.commit_with(options);
            let change = doc.get_change_by_hash(&hash.unwrap()).unwrap();
            assert_eq!(change.raw_bytes(), genesis(id));
            assert_eq!(change.hash().0, genesis_hash(id).0);
            assert_eq!(genesis(id).len(), 62);
        }
    }

    #[test]
    fn two_documents_never_share_a_genesis() {
        assert_ne!(
            genesis_hash(DocumentId([1; 16])),
            genesis_hash(DocumentId([2; 16]))
        );
    }
}
