//! Telling each server where to wake this phone, at the end of a sync, until it has been heard.
//!
//! What is wanted is kept beside the settings ([`App::wake_at`]); what each community's server last
//! said to it, too. An endpoint is named again every week, as servers forget those of phones that
//! are no more.

use super::transport::{Transport, TransportError};
use crate::app::App;
use crate::error::Error;
use crate::phone::Phone;
use crate::store::{members, settings};
use kith_domain::command::Refused;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::CommunityId;
use kith_domain::wake::{WakeAnswer, WakeAsk, is_endpoint};
use kith_domain::wire::VERSION;
use serde::{Deserialize, Serialize};

/// The row what is wanted lies in.
const WANTED: &str = "wake";
/// Seconds after which a server is told again.
const AGAIN: i64 = 7 * 24 * 60 * 60;

/// How it stands with waking this phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wakes {
    /// Where this phone wants to be woken; none to sleep.
    pub endpoint: Option<String>,
    /// Communities whose server wakes it there.
    pub registered: Vec<CommunityId>,
    /// Communities whose server has said that it does not: it wakes nobody, or not there.
    pub refused: Vec<CommunityId>,
}

/// What a community's server last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    server: String,
    endpoint: Option<String>,
    refused: bool,
    time: i64,
}

impl App {
    /// Wants this phone to be woken at an endpoint of a push service; none to be woken no more. Durable
    /// here; each community's server is told with the next sync, until it has answered.
    ///
    /// # Errors
    /// [`Refused::Invalid`] for what is no web address of at most 1000 bytes, or the disk's own.
    pub fn wake_at(&self, endpoint: Option<&str>) -> Result<(), Error> {
        if endpoint.is_some_and(|endpoint| !is_endpoint(endpoint)) {
            let why = "must be a web address of at most 1000 characters";
            return Err(Refused::invalid("endpoint", why).into());
        }
        let kept = endpoint.unwrap_or_default().as_bytes();
        self.act(|phone| settings::put(&phone.db, WANTED, kept))
    }

    /// How it stands with waking this phone.
    ///
    /// # Errors
    /// The disk's own.
    pub fn wakes(&self) -> Result<Wakes, Error> {
        self.with(|phone| {
            let mut wakes = Wakes {
                endpoint: wanted(phone)?,
                ..Wakes::default()
            };
            for (id, held) in &phone.communities {
                match said(phone, *id)? {
                    Some(said) if said.server != held.row.address => {}
                    Some(said) if said.endpoint.is_none() || said.endpoint != wakes.endpoint => {}
                    Some(said) if said.refused => wakes.refused.push(*id),
                    Some(_) => wakes.registered.push(*id),
                    None => {}
                }
            }
            Ok(wakes)
        })
    }

    /// Tells the servers that have not heard it yet. What does not go through waits for the next sync.
    pub(super) async fn tell_where_to_wake(&self, transport: &dyn Transport) -> Result<(), Error> {
        for untold in self.with(|phone| untold(phone))? {
            let ask = WakeAsk {
                version: VERSION,
                token: untold.token.into(),
                endpoint: untold.said.endpoint.clone(),
            };
            let answer = transport
                .post(&untold.said.server, "/v1/wake", encode(&ask))
                .await;
            let refused = match answer {
                Ok(bytes) => match decode_exact(&bytes, "wake answer") {
                    Ok(WakeAnswer::Kept | WakeAnswer::Gone) => false,
                    Ok(WakeAnswer::Refused { .. }) => true,
                    // A token that went old, a newcomer nobody has let in: the next sync tries again.
                    Ok(WakeAnswer::Problem(_)) | Err(_) => continue,
                },
                // A server of before there were wake-ups.
                Err(TransportError::NotKith { status: 404, .. }) => true,
                Err(_) => continue,
            };
            let said = Said {
                refused,
                ..untold.said
            };
            self.act(|phone| note(phone, untold.community, &said))?;
        }
        Ok(())
    }
}

/// A server that has not heard yet.
struct Untold {
    community: CommunityId,
    token: Vec<u8>,
    said: Said,
}

fn untold(phone: &Phone) -> Result<Vec<Untold>, Error> {
    let (endpoint, now) = (wanted(phone)?, phone.ambient.now());
    let mut found = Vec::new();
    for (id, held) in &phone.communities {
        let fresh = Said {
            server: held.row.address.clone(),
            endpoint: endpoint.clone(),
            refused: false,
            time: now,
        };
        let heard = match said(phone, *id)? {
            // Nobody was ever told of any endpoint, and none is wanted.
            None => endpoint.is_none(),
            Some(said) => {
                let same = said.endpoint == endpoint && said.server == fresh.server;
                let recent = (0..AGAIN).contains(&now.saturating_sub(said.time));
                same && (recent || endpoint.is_none())
            }
        };
        if heard {
            continue;
        }
        if let (_, Some(token)) = members::position(&phone.db, *id)? {
            found.push(Untold {
                community: *id,
                token,
                said: fresh,
            });
        }
    }
    Ok(found)
}

fn wanted(phone: &Phone) -> Result<Option<String>, Error> {
    let kept = settings::get(&phone.db, WANTED)?.unwrap_or_default();
    Ok(String::from_utf8(kept).ok().filter(|url| !url.is_empty()))
}

fn row(community: CommunityId) -> String {
    format!("{WANTED}/{community}")
}

fn said(phone: &Phone, community: CommunityId) -> Result<Option<Said>, Error> {
    let kept = settings::get(&phone.db, &row(community))?;
    // What does not read any more is said again.
    Ok(kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn note(phone: &Phone, community: CommunityId, said: &Said) -> Result<(), Error> {
    let bytes = serde_json::to_vec(said).map_err(|e| Error::Inconsistent(e.to_string()))?;
    settings::put(&phone.db, &row(community), &bytes)
}
