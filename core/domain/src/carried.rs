//! Carried records: what one phone signs and another takes, as a text or a code to scan.
//!
//! A record need not go through the server to be signed by a second person or to be believed: the
//! text holds the founding, every record it rests on, and itself last, with the signatures it has so
//! far. Whoever signs it passes on a new text; whoever takes it keeps it in the outbox, and the
//! server gets it from whichever phone comes online first. Nothing in it is secret but, where a
//! phone is added, a key that only that phone can open.

use crate::hash::{decode_exact, encode};
use crate::ids::{BoxKey, SigningKey};
use crate::limits;
use crate::roster::record::Signed;
use crate::roster::{Act, Record};
use crate::sealed::Wrap;
use minicbor::{Decode, Encode};

#[derive(Debug, Clone, Encode, Decode)]
struct Payload {
    #[n(0)]
    version: u32,
    #[n(1)]
    server: Option<SigningKey>,
    #[n(2)]
    records: Vec<Record>,
    #[n(3)]
    wrap: Option<Wrap>,
}

/// What a text carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Where the community's server answers; empty while it has none.
    pub address: String,
    /// The server's key.
    pub server: Option<SigningKey>,
    /// The founding.
    pub founded: Record,
    /// What the record rests on and the server may not have, in order.
    pub rests_on: Vec<Record>,
    /// The record itself.
    pub record: Record,
    /// The community's key, wrapped to the phone the record adds.
    pub wrap: Option<Wrap>,
}

/// Why a text carries nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CarriedError {
    /// It is not a text of ours.
    #[error("this is not something to sign or take; it should look like https://server/record#…")]
    NotCarried,
    /// It was cut or changed on the way.
    #[error("this text is damaged; ask for it to be sent again, or scan the code")]
    Damaged,
    /// It was made by a newer version.
    #[error("this was made by a newer version of Kith; update the app")]
    Newer,
}

const MARK: &str = "/record#";

impl Carried {
    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut records = vec![self.founded.clone()];
        records.extend(self.rests_on.iter().cloned());
        records.push(self.record.clone());
        let payload = Payload {
            version: 1,
            server: self.server,
            records,
            wrap: self.wrap.clone(),
        };
        let text = data_encoding::BASE64URL_NOPAD.encode(&encode(&payload));
        format!("{}{MARK}{text}", self.address.trim_end_matches('/'))
    }

    /// Reads a text. Signatures must hold, but there may be too few yet; rights are judged by whoever
    /// takes it.
    ///
    /// # Errors
    /// [`CarriedError`].
    pub fn read(text: &str) -> Result<Self, CarriedError> {
        use CarriedError::{Damaged, Newer, NotCarried};
        let text = text.trim();
        if text.len() > limits::CARRIED {
            return Err(NotCarried);
        }
        let (address, text) = text.split_once(MARK).ok_or(NotCarried)?;
        let bytes = data_encoding::BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| Damaged)?;
        let payload: Payload = decode_exact(&bytes, "carried").map_err(|_| Damaged)?;
        if payload.version != 1 {
            return Err(Newer);
        }
        let holds = |r: &Record| r.signatures.is_empty() || r.signers().is_some();
        if !payload.records.iter().all(holds) {
            return Err(Damaged);
        }
        let mut records = payload.records.into_iter();
        let founded = records.next().ok_or(Damaged)?;
        let mut rests_on: Vec<Record> = records.collect();
        let record = rests_on.pop().ok_or(Damaged)?;
        if !matches!(founded.body.act, Act::Founded { .. })
            || record.body.community_id() != founded.body.community_id()
        {
            return Err(Damaged);
        }
        Ok(Self {
            address: address.to_owned(),
            server: payload.server,
            founded,
            rests_on,
            record,
            wrap: payload.wrap,
        })
    }

    /// Adds a signature, unless its key signed already.
    pub fn add(&mut self, signed: Signed) {
        let signatures = &mut self.record.signatures;
        if signatures.iter().all(|held| held.key != signed.key) {
            signatures.push(signed);
        }
    }
}

/// The public keys of a phone that belongs nowhere yet, for whoever adds it to show or scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct NewPhone {
    /// Its key.
    #[n(0)]
    pub device: SigningKey,
    /// Its box key.
    #[n(1)]
    pub box_key: BoxKey,
}

const PHONE: &str = "kith-phone:";

impl NewPhone {
    /// Reads the text of a phone.
    ///
    /// # Errors
    /// [`CarriedError::NotCarried`] or [`CarriedError::Damaged`].
    pub fn read(text: &str) -> Result<Self, CarriedError> {
        let text = text.trim().strip_prefix(PHONE);
        let text = text
            .filter(|t| t.len() < 256)
            .ok_or(CarriedError::NotCarried)?;
        let bytes = data_encoding::BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| CarriedError::Damaged)?;
        decode_exact(&bytes, "phone").map_err(|_| CarriedError::Damaged)
    }
}

impl std::fmt::Display for NewPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = data_encoding::BASE64URL_NOPAD.encode(&encode(self));
        write!(f, "{PHONE}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::KeyId;
    use crate::keys::Secret;
    use crate::roster::{Body, Rosters};

    fn carried() -> Carried {
        let ada = Secret::from_seed(&[1; 32]);
        let founded = Record::signed_by(
            Body {
                community: None,
                space: None,
                predecessor: None,
                act: Act::Founded {
                    device: ada.public(),
                    box_key: ada.box_key(),
                    server: None,
                    key: KeyId([7; 32]),
                    paper: None,
                },
                nonce: [0; 16].into(),
            },
            &[&ada],
        );
        let rosters = Rosters::begin(&founded).unwrap();
        let body = Body {
            community: Some(rosters.community),
            space: Some(rosters.space),
            predecessor: None,
            act: Act::MemberLeft {
                member: rosters.founder,
            },
            nonce: [1; 16].into(),
        };
        Carried {
            address: "https://kith.example".to_owned(),
            server: Some(ada.public()),
            founded,
            rests_on: Vec::new(),
            record: Record {
                body,
                signatures: Vec::new(),
            },
            wrap: None,
        }
    }

    #[test]
    fn a_record_is_carried_signed_on_the_way_and_not_signed_twice() {
        let mut carried = carried();
        assert_eq!(Carried::read(&carried.text()), Ok(carried.clone()));
        let ben = Secret::from_seed(&[2; 32]);
        let signed = carried.record.body.sign(&ben);
        carried.add(signed);
        carried.add(signed);
        let read = Carried::read(&format!("  {}\n", carried.text())).unwrap();
        assert_eq!(read.record.signers(), Some(vec![ben.public()]));
    }

    #[test]
    fn what_is_cut_forged_or_of_another_kind_is_told_apart() {
        let carried = carried();
        let text = carried.text();
        for bad in ["", "kith", "https://kith.example/join#AAAA"] {
            assert_eq!(Carried::read(bad), Err(CarriedError::NotCarried), "{bad}");
        }
        for cut in text.find('#').unwrap() + 1..text.len() {
            assert_eq!(Carried::read(&text[..cut]), Err(CarriedError::Damaged));
        }
        let mut forged = carried.clone();
        let mut signed = forged.record.body.sign(&Secret::from_seed(&[2; 32]));
        signed.signature.0[0] ^= 1;
        forged.add(signed);
        assert_eq!(Carried::read(&forged.text()), Err(CarriedError::Damaged));
        let huge = format!("{text}{}", "A".repeat(limits::CARRIED));
        assert_eq!(Carried::read(&huge), Err(CarriedError::NotCarried));
    }

    #[test]
    fn a_new_phone_shows_its_keys() {
        let secret = Secret::from_seed(&[3; 32]);
        let phone = NewPhone {
            device: secret.public(),
            box_key: secret.box_key(),
        };
        let text = phone.to_string();
        assert_eq!(NewPhone::read(&text), Ok(phone));
        assert_eq!(NewPhone::read("Ben"), Err(CarriedError::NotCarried));
        assert_eq!(NewPhone::read(&text[..30]), Err(CarriedError::Damaged));
    }
}
