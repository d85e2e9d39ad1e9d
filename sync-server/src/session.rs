//! Who is asking: challenges and tokens, both stateless.
//!
//! A challenge may be answered with any device key, since a newcomer is on no roster yet; rights
//! are looked up at each request. Challenge and token are the server's own words back to it: a hash
//! over a secret only it has, so nothing is stored and any number of processes could check them.

use kith_domain::hash::{decode_exact, encode, hash};
use kith_domain::ids::{CommunityId, DeviceTag, SigningKey};
use kith_domain::keys::Secret;
use kith_domain::wire::{Challenge, ChallengeAsk, Session, SessionAsk};
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// Seconds a challenge is good for.
pub const CHALLENGE_SECONDS: u32 = 60;
/// Seconds a token is good for: an hour.
pub const TOKEN_SECONDS: u32 = 3600;

/// The server's own secrets, all grown from one seed.
pub struct Keys {
    /// Countersigns entries.
    pub secret: Secret,
    mac: [u8; 32],
}

/// Hides the keys.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.secret.tag())
    }
}

#[derive(Debug, Encode, Decode)]
struct Stamp {
    #[n(0)]
    community: CommunityId,
    #[n(1)]
    device: SigningKey,
    #[n(2)]
    expires: i64,
    #[n(3)]
    mac: ByteArray<MAC>,
}

/// Bytes of a mac in a token: every request carries one, and half a hash is past all guessing.
const MAC: usize = 16;

/// Whom a token speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// In which community.
    pub community: CommunityId,
    /// With which key.
    pub device: SigningKey,
}

impl Caller {
    /// The device's tag.
    #[must_use]
    pub fn tag(&self) -> DeviceTag {
        self.device.tag()
    }
}

impl Keys {
    /// The keys of this seed.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self {
            secret: Secret::from_seed(seed),
            mac: hash(&("kith server mac v1", ByteArray::from(*seed))),
        }
    }

    /// A hash over `fields` that only this server can make.
    pub fn mac<T: Encode<()>>(&self, fields: &T) -> [u8; 32] {
        // The hash is over one CBOR array of known shape, so nothing can be appended to it.
        hash(&("kith mac v1", ByteArray::from(self.mac), fields))
    }

    fn stamp(&self, what: &str, caller: Caller, expires: i64) -> Vec<u8> {
        let (community, device) = (caller.community, caller.device);
        let mac = self.stamp_mac(what, caller, expires).into();
        encode(&Stamp {
            community,
            device,
            expires,
            mac,
        })
    }

    fn read_stamp(&self, what: &str, bytes: &[u8], now: i64) -> Option<Caller> {
        let stamp: Stamp = decode_exact(bytes, "stamp").ok()?;
        let caller = Caller {
            community: stamp.community,
            device: stamp.device,
        };
        let mac = self.stamp_mac(what, caller, stamp.expires);
        (same(&mac, stamp.mac.as_slice()) && now < stamp.expires).then_some(caller)
    }

    fn stamp_mac(&self, what: &str, caller: Caller, expires: i64) -> [u8; MAC] {
        let whole = self.mac(&(what, caller.community, caller.device, expires));
        whole.first_chunk().copied().unwrap_or_default()
    }

    /// A challenge for a device.
    #[must_use]
    pub fn challenge(&self, ask: &ChallengeAsk, now: i64) -> Challenge {
        let caller = Caller {
            community: ask.community,
            device: ask.device,
        };
        let expires = now.saturating_add(CHALLENGE_SECONDS.into());
        Challenge {
            server: self.secret.public(),
            challenge: self.stamp("kith challenge v1", caller, expires).into(),
        }
    }

    /// A token for whoever signed a challenge that is still good; `None` otherwise.
    #[must_use]
    pub fn session(&self, ask: &SessionAsk, now: i64) -> Option<Session> {
        let caller = self.read_stamp("kith challenge v1", &ask.challenge, now)?;
        let asked = Caller {
            community: ask.community,
            device: ask.device,
        };
        let signed = (
            "kith session v1",
            self.secret.public(),
            ask.community,
            &ask.challenge,
        );
        if caller != asked || !ask.device.verifies(&signed, &ask.signature) {
            return None;
        }
        let expires = now.saturating_add(TOKEN_SECONDS.into());
        Some(Session {
            token: self.stamp("kith token v1", caller, expires).into(),
            seconds: TOKEN_SECONDS,
        })
    }

    /// Whom a token speaks for; `None` when it has expired or is not of this server.
    #[must_use]
    pub fn caller(&self, token: &[u8], now: i64) -> Option<Caller> {
        self.read_stamp("kith token v1", token, now)
    }
}

/// Compares without telling by its time where the two differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMUNITY: CommunityId = CommunityId([7; 16]);

    fn token(keys: &Keys, ada: &Secret, now: i64) -> Session {
        let ask = ChallengeAsk {
            version: 1,
            community: COMMUNITY,
            device: ada.public(),
        };
        let challenge = keys.challenge(&ask, now).challenge;
        let server = keys.secret.public();
        let signature = ada.sign(&("kith session v1", server, COMMUNITY, &challenge));
        let ask = SessionAsk {
            community: COMMUNITY,
            device: ada.public(),
            challenge,
            signature,
        };
        assert!(keys.session(&ask, now + 60).is_none(), "a minute is over");
        let other = SessionAsk {
            device: keys.secret.public(),
            ..ask.clone()
        };
        assert!(keys.session(&other, now).is_none(), "another's challenge");
        keys.session(&ask, now).unwrap()
    }

    #[test]
    fn a_token_speaks_for_its_device_for_an_hour_at_this_server_only() {
        let keys = Keys::from_seed(&[1; 32]);
        let ada = Secret::from_seed(&[2; 32]);
        let session = token(&keys, &ada, 1000);
        let caller = keys.caller(&session.token, 1000).unwrap();
        assert_eq!((caller.community, caller.tag()), (COMMUNITY, ada.tag()));
        assert_eq!(keys.caller(&session.token, 4599), Some(caller));
        assert_eq!(keys.caller(&session.token, 4600), None);
        let other = Keys::from_seed(&[3; 32]);
        assert_eq!(other.caller(&session.token, 1000), None);
        let mut forged = session.token.to_vec();
        *forged.last_mut().unwrap() ^= 1;
        assert_eq!(keys.caller(&forged, 1000), None);
    }
}
