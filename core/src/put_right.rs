//! Putting right what a server cut off: of somebody's work it counted less as done in time than a
//! phone can prove.
//!
//! The proof is the head that the device itself signed, and a coordinator answers for it
//! ([`kith_domain::roster`]). A phone whose owner may not sign makes texts for a coordinator to sign
//! and take, like any record that goes from hand to hand.

use crate::app::App;
use crate::belong::first16;
use crate::carry;
use crate::error::Error;
use crate::phone::{Community, Phone};
use crate::store::{faults, feeds};
use kith_domain::command::{Draft, Refused};
use kith_domain::ids::{CommandId, CommunityId};
use kith_domain::roster::{Act, Body, Record};
use rusqlite::Connection;
use serde::Serialize;

/// What putting right came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PutRight {
    /// How many corrections this phone signed.
    pub signed: usize,
    /// Texts of those that somebody else must sign: a coordinator, in a pairing one of its own.
    pub texts: Vec<String>,
}

impl Phone {
    /// Corrects every cut that this phone can prove to be too low, or gives the texts by which somebody
    /// who may can do it.
    ///
    /// # Errors
    /// [`Error::Refused`], such as `older-rules` while the rules do not know corrections.
    pub fn put_right(&mut self, community: CommunityId) -> Result<PutRight, Error> {
        let command = CommandId(first16(self.ambient.random()));
        let held = self.community(community)?;
        let (own, others): (Vec<Body>, Vec<Body>) = corrections(&self.db, held, command)?
            .into_iter()
            .partition(|body| may_sign(held, body));
        let mut done = PutRight::default();
        for body in others {
            let record = Record {
                body,
                signatures: Vec::new(),
            };
            held.assumed.suits(&record).map_err(Refused::Record)?;
            let text = carry::carried(self, held, held.me(), record, None)?.text();
            done.texts.push(text);
        }
        done.signed = own.len();
        if own.is_empty() {
            return Ok(done);
        }
        let draft = |body| Draft {
            body,
            signed: Vec::new(),
        };
        let own = own.into_iter().map(draft).collect();
        self.state(community, command, "put right", own)?;
        Ok(done)
    }
}

fn may_sign(held: &Community, body: &Body) -> bool {
    match &body.act {
        Act::CutCorrected { device, .. } => {
            let space = body.space_id();
            held.assumed.may_put_right(space, *device, held.me())
        }
        _ => false,
    }
}

/// The records that would put right what this phone can prove and nobody has put right yet.
fn corrections(db: &Connection, held: &Community, command: CommandId) -> Result<Vec<Body>, Error> {
    let mut bodies = Vec::new();
    for (index, proof) in (0..).zip(faults::proofs(db, held.id())?) {
        let (space, device, cause) = (proof.roster, proof.device, proof.cause);
        let cut = held.assumed.cut_of(cause, space, device);
        let Some(evidence) = feeds::head_until(db, held.id(), (space, device), proof.n)? else {
            continue;
        };
        if cut.is_none_or(|cut| cut >= evidence.n) {
            continue;
        }
        let mut body = Body {
            community: Some(held.id()),
            space: Some(space),
            predecessor: None,
            act: Act::CutCorrected {
                device,
                n: evidence.n,
                cause,
                evidence,
            },
            nonce: Body::nonce_of(command, index),
        };
        body.predecessor = held.assumed.subjects.get(&body.subject()).copied();
        bodies.push(body);
    }
    Ok(bodies)
}

impl App {
    /// Corrects what a server cut off, as far as this phone can prove it.
    ///
    /// # Errors
    /// See [`Phone::put_right`].
    pub fn put_right(&self, community: CommunityId) -> Result<PutRight, Error> {
        self.act(|phone| phone.put_right(community))
    }
}
