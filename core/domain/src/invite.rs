//! Invites: a link that lets one newcomer in, offline.
//!
//! A link is `https://SERVER/join#PAYLOAD`; everything after `#` stays on the phone. The payload
//! holds a secret, the community's key wrapped to it, the server's key, and every record the
//! newcomer's phone needs to stand on its own until it meets the server. Whoever holds the link can
//! join once, so it is as precious as a house key.

use crate::hash::{decode_exact, encode};
use crate::ids::{CommunityId, SigningKey};
use crate::keys::Secret;
use crate::link;
use crate::roster::Record;
use crate::sealed::SpaceKey;
use chacha20poly1305::aead::{Aead, KeyInit, Payload as AeadPayload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use sha2::Sha256;

const MARK: &str = "/join#";

/// Seconds an invite stays good: seven days.
pub const LASTS: i64 = 7 * 24 * 60 * 60;

/// The secret in an invite.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InviteSecret(pub [u8; 32]);

impl InviteSecret {
    fn expand(&self, info: &str) -> [u8; 32] {
        let mut out = [0; 32];
        // 32 bytes is within what HKDF-SHA256 can give; an error cannot happen.
        let _ = Hkdf::<Sha256>::new(None, &self.0).expand(info.as_bytes(), &mut out);
        out
    }

    /// The key that signs an admission.
    #[must_use]
    pub fn signer(&self) -> Secret {
        Secret::from_seed(&self.expand("kith invite sign v1"))
    }

    fn wrap(&self, key: SpaceKey) -> Vec<u8> {
        // The wrapping key is used for this one message only, so the nonce may be fixed.
        XChaCha20Poly1305::new(&self.expand("kith invite wrap v1").into())
            .encrypt(
                &XNonce::from([0; 24]),
                AeadPayload {
                    msg: key.bytes(),
                    aad: b"",
                },
            )
            .unwrap_or_default()
    }

    fn unwrap(&self, bytes: &[u8]) -> Option<SpaceKey> {
        let key = XChaCha20Poly1305::new(&self.expand("kith invite wrap v1").into())
            .decrypt(
                &XNonce::from([0; 24]),
                AeadPayload {
                    msg: bytes,
                    aad: b"",
                },
            )
            .ok()?;
        key.try_into().ok().map(SpaceKey::Shared)
    }
}

#[derive(Debug, Clone, Encode, Decode)]
struct Payload {
    #[n(0)]
    version: u32,
    #[n(1)]
    server: Option<SigningKey>,
    #[n(2)]
    secret: ByteArray<32>,
    #[n(3)]
    wrapped: ByteVec,
    #[n(4)]
    records: Vec<Record>,
}

/// What a link says, read and checked.
#[derive(Debug, Clone)]
pub struct Invite {
    /// Where the community's server answers.
    pub address: String,
    /// The server's key.
    pub server: Option<SigningKey>,
    /// The community.
    pub community: CommunityId,
    /// The community's key.
    pub key: SpaceKey,
    /// The key an admission is signed with, beside the newcomer's device.
    pub signer: Secret,
    /// Seconds since 1970 after which the server admits nobody by it.
    pub expires: i64,
    /// The records it rests on, the founding first, the invite itself last.
    pub records: Vec<Record>,
}

/// Why a link is no invite.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// It is not a link of ours.
    #[error("this is not an invite link; it should look like https://server/join#…")]
    NotALink,
    /// It was cut or changed on the way.
    #[error("this invite link is damaged; ask for it to be sent again, or scan the code")]
    Damaged,
    /// It was made by a newer version.
    #[error("this invite was made by a newer version of Kith; update the app")]
    Newer,
}

impl Invite {
    /// The link of an invite: `records` hold the founding first and `InviteIssued` last.
    #[must_use]
    pub fn link(
        address: &str,
        server: Option<SigningKey>,
        secret: InviteSecret,
        key: SpaceKey,
        records: Vec<Record>,
    ) -> String {
        let payload = Payload {
            version: 1,
            server,
            secret: secret.0.into(),
            wrapped: secret.wrap(key).into(),
            records,
        };
        link::write(address, MARK, &encode(&payload))
    }

    /// Reads a link and checks all that can be checked without the server.
    ///
    /// # Errors
    /// [`InviteError`].
    pub fn read(link: &str) -> Result<Self, InviteError> {
        use InviteError::{Damaged, Newer};
        let (address, bytes) = link::read(link, MARK)?;
        let payload: Payload = decode_exact(&bytes, "invite").map_err(|_| Damaged)?;
        if payload.version != 1 {
            return Err(Newer);
        }
        let secret = InviteSecret(*payload.secret);
        let key = secret.unwrap(&payload.wrapped).ok_or(Damaged)?;
        let signer = secret.signer();
        let issued = link::issued(&payload.records, signer.public()).ok_or(Damaged)?;
        Ok(Self {
            address: address.to_owned(),
            server: payload.server,
            community: issued.rosters.community,
            key,
            signer,
            expires: issued.expires,
            records: payload.records,
        })
    }
}

/// A server's address with its key, as `kith-server` prints it: `http://host:port#KEY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// Where it answers, without a trailing slash.
    pub url: String,
    /// Its key.
    pub key: SigningKey,
}

impl ServerAddress {
    /// Reads an address; `None` unless it is `http(s)://…#` and a base-32 key.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (url, key) = text.trim().split_once('#')?;
        let web = url.starts_with("https://") || url.starts_with("http://");
        (web && url.len() <= 200).then_some(())?;
        Some(Self {
            url: url.trim_end_matches('/').to_owned(),
            key: key.parse().ok()?,
        })
    }
}

impl std::fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.url, self.key)
    }
}
