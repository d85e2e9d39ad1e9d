//! Inviting: links for one newcomer, posters for many, and what they rest on.
//!
//! A link carries every record it rests on, so it may be used before its maker is back online. Who comes
//! in by one: [`crate::belong`] and [`crate::door`].

use crate::belong::first16;
use crate::commit::{self, Acted, Commanded};
use crate::error::Error;
use crate::phone::{Community, Phone};
use crate::store::members;
use crate::store::outbox;
use kith_domain::command::{Draft, Plan, Refused};
use kith_domain::ids::{CommandId, CommunityId, MemberId, SigningKey};
use kith_domain::invite::{self, Invite, InviteSecret};
use kith_domain::poster::Poster;
use kith_domain::roster::{Act, Body, Record, Stated};
use kith_domain::time::Day;

/// An invite as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeInvite {
    /// The link; whoever holds it can join once.
    pub link: String,
    /// Until when.
    pub expires: Day,
}

impl Phone {
    /// Makes a single-use invite, good for seven days.
    ///
    /// # Errors
    /// [`Error::Refused`] for who is no coordinator.
    pub fn invite(&mut self, community: CommunityId) -> Result<MadeInvite, Error> {
        let expires = self.ambient.now().saturating_add(invite::LASTS);
        self.issue(community, None, expires)
    }

    /// Makes an invite, or a poster for so many uses.
    pub(crate) fn issue(
        &mut self,
        community: CommunityId,
        uses: Option<u32>,
        expires: i64,
    ) -> Result<MadeInvite, Error> {
        let now = self.ambient.now();
        let secret = InviteSecret(self.ambient.random());
        let command = CommandId(first16(self.ambient.random()));
        let held = self.community(community)?;
        if held.row.address.is_empty() {
            let why =
                "choose a server first: whoever joins must be able to reach the neighbourhood";
            return Err(Refused::closed("no-server", why).into());
        }
        let act = Act::InviteIssued {
            invite: secret.signer().public(),
            expires,
            many: uses.is_some(),
            uses,
        };
        let body = Body {
            community: Some(community),
            space: Some(held.assumed.space),
            predecessor: None,
            act,
            nonce: Body::nonce_of(command, 0),
        };
        let issued = Record::signed_by(body.clone(), &[&held.secret]);
        held.assumed
            .in_time(&issued, now)
            .map_err(Refused::Record)?;
        let plan = Plan {
            records: vec![Draft {
                body,
                signed: Vec::new(),
            }],
            ..Plan::default()
        };
        let words = if uses.is_some() { "poster" } else { "invite" };
        let mut carried = self.whole(community, |db, held| {
            let commanded = Commanded {
                acted: Acted::on(held, command, now),
                body: None,
                words,
            };
            let mut carried = vec![held.row.founded.clone()];
            carried.extend(pending(db, held, held.me(), &issued)?);
            commit::carry_out(db, held, &commanded, &plan)?;
            Ok(carried)
        })?;
        let held = self.community(community)?;
        let key = held
            .keyring
            .newest(held.assumed.space)
            .ok_or(Refused::WaitingForKey)?;
        carried.push(issued);
        let (address, server) = (&held.row.address, held.row.server);
        let link = match uses {
            None => Invite::link(address, server, secret, key, carried),
            Some(_) => Poster::link(address, server, secret, key, carried)
                .ok_or_else(|| Error::Inconsistent("a key that is none".into()))?,
        };
        Ok(MadeInvite {
            link,
            expires: Day::of_seconds(expires),
        })
    }
}

/// The records another phone needs beside the founding and `last`: whatever of this phone's is not
/// sequenced, and the admission and roles of `about` (the inviter, or who comes back), so that it
/// can stand on its own before its first sync.
pub(crate) fn pending(
    db: &rusqlite::Connection,
    community: &Community,
    about: MemberId,
    last: &Record,
) -> Result<Vec<Record>, Error> {
    let mut carried = Vec::new();
    for entry in members::entries(db, community.id())? {
        if let Stated::Record(record) = entry.stated {
            let mine = match &record.body.act {
                Act::ServerAdopted { .. } => true,
                Act::MemberAdmitted { .. } | Act::MemberAccepted { .. } => {
                    record.body.member_id() == about
                }
                // Without it the poster itself would not be known.
                Act::VersionsSet { .. } => true,
                Act::RoleGranted { member, .. } => *member == about,
                _ => false,
            };
            if mine && record.body.space_id() == community.assumed.space {
                carried.push(record);
            }
        }
    }
    for item in outbox::items(db, community.id())? {
        for record in outbox::records(db, item.id)? {
            let known = record.hash() == community.row.founded.hash()
                || record.hash() == last.hash()
                || carried.contains(&record);
            if !known && record.body.space_id() == community.assumed.space {
                carried.push(record);
            }
        }
    }
    // Of invites only those by which somebody came: the others are no matter of whoever this goes to.
    let came_by: Vec<SigningKey> = carried.iter().filter_map(came_by).collect();
    carried.retain(|record| match &record.body.act {
        Act::InviteIssued { invite, .. } => came_by.contains(invite),
        _ => true,
    });
    Ok(carried)
}

/// The invite or poster by which this record lets somebody in.
fn came_by(record: &Record) -> Option<SigningKey> {
    match record.body.act {
        Act::MemberAdmitted { invite, .. } | Act::MemberAccepted { invite, .. } => Some(invite),
        _ => None,
    }
}
