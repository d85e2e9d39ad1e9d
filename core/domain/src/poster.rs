//! Posters: a link that hangs where anybody may scan it, and asking to be let in by it.
//!
//! A link is `https://SERVER/poster#PAYLOAD`; everything after `#` stays on the phone. Unlike an invite
//! it holds no key of the community, so whoever scans it reads nothing: they make a [`Knock`], which
//! waits at the server until a coordinator says yes by signing it, too. The name somebody asks under is
//! sealed to a pair that grows from the community's key, so only members read it.

use crate::hash::{decode_exact, encode, hash};
use crate::ids::{BoxKey, CommunityId, DeviceTag, SigningKey, SpaceId};
use crate::invite::{InviteError, InviteSecret};
use crate::keys::{Dice, Secret};
use crate::roster::{Act, Body, Record, RecordRefusal, Rosters};
use crate::sealed::{Keyring, SpaceKey, boxed};
use crate::{limits, link};
use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

const MARK: &str = "/poster#";

#[derive(Debug, Clone, Encode, Decode)]
struct Payload {
    #[n(0)]
    version: u32,
    #[n(1)]
    server: Option<SigningKey>,
    #[n(2)]
    secret: ByteArray<32>,
    #[n(3)]
    names: BoxKey,
    #[n(4)]
    records: Vec<Record>,
}

/// What a poster says, read and checked.
#[derive(Debug, Clone)]
pub struct Poster {
    /// Where the community's server answers.
    pub address: String,
    /// The server's key.
    pub server: Option<SigningKey>,
    /// The community.
    pub community: CommunityId,
    /// Its own space.
    pub space: SpaceId,
    /// The key an asking is signed with, beside the newcomer's device.
    pub signer: Secret,
    /// What names are sealed to.
    pub names: BoxKey,
    /// Seconds since 1970 after which nobody comes in by it.
    pub expires: i64,
    /// The records it rests on, the founding first, the poster itself last.
    pub records: Vec<Record>,
}

impl Poster {
    /// Whether a text is a poster's link rather than an invite's.
    #[must_use]
    pub fn is_one(link: &str) -> bool {
        link.contains(MARK)
    }

    /// The link of a poster: `records` hold the founding first and `InviteIssued` last; `key` is the
    /// community's.
    #[must_use]
    pub fn link(
        address: &str,
        server: Option<SigningKey>,
        secret: InviteSecret,
        key: SpaceKey,
        records: Vec<Record>,
    ) -> Option<String> {
        let payload = Payload {
            version: 1,
            server,
            secret: secret.0.into(),
            names: names(key, secret.signer().public()).public()?,
            records,
        };
        Some(link::write(address, MARK, &encode(&payload)))
    }

    /// Reads a link and checks all that can be checked without the server.
    ///
    /// # Errors
    /// [`InviteError`].
    pub fn read(link: &str) -> Result<Self, InviteError> {
        use InviteError::{Damaged, Newer};
        let (address, bytes) = link::read(link, MARK)?;
        let payload: Payload = decode_exact(&bytes, "poster").map_err(|_| Damaged)?;
        if payload.version != 1 {
            return Err(Newer);
        }
        let signer = InviteSecret(*payload.secret).signer();
        let issued = link::issued(&payload.records, signer.public());
        let issued = issued.filter(|issued| issued.many).ok_or(Damaged)?;
        Ok(Self {
            address: address.to_owned(),
            server: payload.server,
            community: issued.rosters.community,
            space: issued.rosters.space,
            signer,
            names: payload.names,
            expires: issued.expires,
            records: payload.records,
        })
    }

    /// Asks to be let in with this device, under this name.
    #[must_use]
    pub fn knock(
        &self,
        device: &Secret,
        name: &str,
        nonce: ByteArray<16>,
        dice: &mut Dice,
    ) -> Option<Knock> {
        let invite = self.signer.public();
        let body = Body {
            community: Some(self.community),
            space: Some(self.space),
            predecessor: None,
            act: Act::MemberAccepted {
                invite,
                device: device.public(),
                box_key: device.box_key(),
            },
            nonce,
        };
        let info = info(self.community, invite, device.tag());
        let name = boxed::seal(self.names, &info, name.as_bytes(), dice)?;
        Some(Knock {
            record: Record::signed_by(body, &[device, &self.signer]),
            name: name.into(),
        })
    }
}

/// Somebody at the door: the record that would let them in, signed by all but a coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Knock {
    /// [`Act::MemberAccepted`], signed by the newcomer's device and the poster's key.
    #[n(0)]
    pub record: Record,
    /// What they are called, sealed to the members.
    #[n(1)]
    pub name: ByteVec,
}

impl Knock {
    /// The newcomer's device and the poster they ask by; `None` if it asks for something else.
    #[must_use]
    pub fn by(&self) -> Option<(SigningKey, SigningKey)> {
        match self.record.body.act {
            Act::MemberAccepted { device, invite, .. } => Some((device, invite)),
            _ => None,
        }
    }

    /// Whether a coordinator could say yes to it where the server's clock says `now`.
    ///
    /// # Errors
    /// The first [`RecordRefusal`] in rule order.
    pub fn fits(&self, rosters: &Rosters, now: i64) -> Result<(), RecordRefusal> {
        let (device, invite) = self.by().ok_or(RecordRefusal::Unknown)?;
        if self.name.len() > limits::KNOCK_NAME {
            return Err(RecordRefusal::TooMuch);
        }
        rosters.suits(&self.record)?;
        let signers = self.record.signers().ok_or(RecordRefusal::BadSignature)?;
        if signers.len() != 2 || !signers.contains(&device) || !signers.contains(&invite) {
            return Err(RecordRefusal::BadSignature);
        }
        rosters.in_time(&self.record, now)
    }

    /// What they are called, with a key of the community that was in force when the poster was made.
    /// Text of a stranger's: bounded, and nothing but a name.
    #[must_use]
    pub fn name(&self, keyring: &Keyring, space: SpaceId) -> Option<String> {
        let (device, invite) = self.by()?;
        let info = info(self.record.body.community?, invite, device.tag());
        let name = keyring.all(space).find_map(|key| {
            let private = names(key, invite).private()?;
            boxed::open(&private, &info, &self.name)
        })?;
        let name: String = String::from_utf8(name).ok()?;
        Some(name.chars().filter(|c| !c.is_control()).take(60).collect())
    }
}

/// The pair that names are sealed to: whoever holds the community's key has its private half.
fn names(key: SpaceKey, invite: SigningKey) -> SpaceKey {
    SpaceKey::Private(hash(&(
        "kith poster names v1",
        ByteArray::from(*key.bytes()),
        invite,
    )))
}

fn info(community: CommunityId, invite: SigningKey, device: DeviceTag) -> Vec<u8> {
    encode(&("kith knock name v1", community, invite, device))
}

#[cfg(test)]
mod tests;
