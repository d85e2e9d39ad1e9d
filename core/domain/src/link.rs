//! What the links of invites and posters have in common: their form, and the records they rest on.
//!
//! Read next: [`crate::invite`], [`crate::poster`].

use crate::ids::SigningKey;
use crate::invite::InviteError;
use crate::limits;
use crate::roster::{Act, Record, Rosters};

/// The server's address, then `mark`, then the payload as text.
pub(crate) fn write(address: &str, mark: &str, payload: &[u8]) -> String {
    let text = data_encoding::BASE64URL_NOPAD.encode(payload);
    format!("{}{mark}{text}", address.trim_end_matches('/'))
}

/// The address before `mark` and the payload after it.
///
/// # Errors
/// [`InviteError::NotALink`], or [`InviteError::Damaged`] when only the payload is broken.
pub(crate) fn read<'a>(link: &'a str, mark: &str) -> Result<(&'a str, Vec<u8>), InviteError> {
    use InviteError::{Damaged, NotALink};
    let link = link.trim();
    if link.len() > limits::INVITE_LINK {
        return Err(NotALink);
    }
    let (address, text) = link.split_once(mark).ok_or(NotALink)?;
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return Err(NotALink);
    }
    let payload = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes());
    Ok((address, payload.map_err(|_| Damaged)?))
}

/// What the records of a link come to.
pub(crate) struct Issued {
    /// The community as its founding begins it.
    pub(crate) rosters: Rosters,
    /// Seconds since 1970 after which nobody comes in by the link.
    pub(crate) expires: i64,
    /// Whether many may come in by it.
    pub(crate) many: bool,
}

/// Reads records that begin with the founding and end with the issuing of `key`; `None` for others,
/// and where a signature does not hold.
pub(crate) fn issued(records: &[Record], key: SigningKey) -> Option<Issued> {
    let rosters = Rosters::begin(records.first()?)?;
    let Act::InviteIssued {
        invite,
        expires,
        many,
        ..
    } = records.last()?.body.act
    else {
        return None;
    };
    let signed = records.iter().all(|record| record.signers().is_some());
    (invite == key && signed).then_some(Issued {
        rosters,
        expires,
        many,
    })
}
