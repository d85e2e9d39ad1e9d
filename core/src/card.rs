//! The membership card: what a phone needs to come back when its database is gone.
//!
//! It lies in the secure store beside the device's secret: which community, as whom, at which
//! server, and the community's key. A phone whose database was found corrupt (and moved aside) takes
//! its cards, belongs again, and gets everything else by its next sync. What was unsent is in the
//! file that was moved aside.

use crate::error::Error;
use crate::secure::SecureStore;
use crate::store::members::MemberOf;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{CommunityId, DeviceTag, MemberId, SigningKey};
use kith_domain::roster::Record;
use kith_domain::sealed::SpaceKey;
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// The name under which the list of cards is kept.
const LIST: &str = "cards";

#[derive(Debug, Clone, Encode, Decode)]
struct Stored {
    #[n(0)]
    community: CommunityId,
    #[n(1)]
    me: MemberId,
    #[n(2)]
    device: DeviceTag,
    #[n(3)]
    address: String,
    #[n(4)]
    server: Option<SigningKey>,
    #[n(5)]
    founded: Record,
    #[n(6)]
    key: ByteArray<32>,
}

/// A card.
#[derive(Debug, Clone)]
pub struct Card {
    /// As whom the phone belongs.
    pub row: MemberOf,
    /// The community space's key.
    pub key: SpaceKey,
}

/// Keeps a card, in place of any earlier one of that community.
///
/// # Errors
/// The secure store's.
pub fn keep(secure: &dyn SecureStore, card: &Card) -> Result<(), Error> {
    let row = &card.row;
    let stored = Stored {
        community: row.community,
        me: row.me,
        device: row.device,
        address: row.address.clone(),
        server: row.server,
        founded: row.founded.clone(),
        key: (*card.key.bytes()).into(),
    };
    let mut cards = read(secure)?;
    cards.retain(|held| held.community != row.community);
    cards.push(stored);
    Ok(secure.put(LIST, &encode(&cards))?)
}

/// All cards.
///
/// # Errors
/// The secure store's.
pub fn all(secure: &dyn SecureStore) -> Result<Vec<Card>, Error> {
    let card = |stored: Stored| Card {
        row: MemberOf {
            community: stored.community,
            me: stored.me,
            device: stored.device,
            address: stored.address,
            server: stored.server,
            founded: stored.founded,
        },
        key: SpaceKey::Shared(*stored.key),
    };
    Ok(read(secure)?.into_iter().map(card).collect())
}

/// A list that does not read is no list: the secrets are still there for whoever looks.
fn read(secure: &dyn SecureStore) -> Result<Vec<Stored>, Error> {
    let bytes = secure.get(LIST)?.unwrap_or_default();
    Ok(decode_exact(&bytes, "cards").unwrap_or_default())
}
