//! Founding, inviting and joining: the commands that make keys and links.
//!
//! All work offline. A founder's and a newcomer's records wait in the outbox like any other work;
//! an invite's link carries every record it rests on, so it may be used before its maker is back
//! online.

use crate::card::{self, Card};
use crate::commit::{self, Acted, Commanded};
use crate::error::Error;
use crate::phone::{Community, Phone, assumed, fresh_actor, secret_name};
use crate::store::door;
use crate::store::members::{self, MemberOf};
use crate::store::outbox;
use kith_domain::command::{Draft, Plan, Refused};
use kith_domain::ids::{CommandId, CommunityId, DeviceTag, MemberId, SigningKey, SpaceId};
use kith_domain::invite::{self, Invite, InviteSecret, ServerAddress};
use kith_domain::keys::Secret;
use kith_domain::paper::PaperKey;
use kith_domain::poster::{Knock, Poster};
use kith_domain::roster::{Act, Body, Record, Rosters, Stated};
use kith_domain::sealed::SpaceKey;
use kith_domain::time::Day;

/// An invite as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeInvite {
    /// The link; whoever holds it can join once.
    pub link: String,
    /// Until when.
    pub expires: Day,
}

/// What a phone begins to belong with.
pub(crate) struct Entering<'a> {
    /// As it will be stored.
    pub row: MemberOf,
    /// Seed of the device's secret.
    pub seed: [u8; 32],
    /// The community's own space.
    pub space: SpaceId,
    /// Its key, where the phone was given it.
    pub key: Option<SpaceKey>,
    /// The command's id.
    pub command: CommandId,
    /// What it is, for people.
    pub words: &'a str,
    /// The records that wait to be sent.
    pub records: &'a [Record],
    /// Its asking to be let in, and under which name, where a coordinator must say yes.
    pub asked: Option<(Knock, String)>,
}

impl Phone {
    /// Founds a community that lives at this server. The founder is its first coordinator.
    ///
    /// # Errors
    /// [`Error::Address`], or the disk's own.
    pub fn found(&mut self, server: &str) -> Result<CommunityId, Error> {
        self.begin(Some(server), None)
    }

    /// Founds a community as [`Phone::found`] does, and makes its paper key: shown once, kept
    /// nowhere. Without a server it is on this phone alone until it adopts one
    /// ([`Phone::move_server`]).
    ///
    /// # Errors
    /// As [`Phone::found`].
    pub fn found_with_paper(
        &mut self,
        server: Option<&str>,
    ) -> Result<(CommunityId, PaperKey), Error> {
        let [bytes @ .., _, _, _, _, _, _, _, _, _, _, _, _] = self.ambient.random();
        let paper = PaperKey(bytes);
        let community = self.begin(server, Some(paper))?;
        Ok((community, paper))
    }

    fn begin(
        &mut self,
        server: Option<&str>,
        paper: Option<PaperKey>,
    ) -> Result<CommunityId, Error> {
        let read =
            |text: &str| ServerAddress::read(text).ok_or_else(|| Error::Address(text.to_owned()));
        let server = server.map(read).transpose()?;
        let seed = self.ambient.random();
        let secret = Secret::from_seed(&seed);
        let key = SpaceKey::Shared(self.ambient.random());
        let founding = CommandId(first16(self.ambient.random()));
        let body = Body {
            community: None,
            space: None,
            predecessor: None,
            act: Act::Founded {
                device: secret.public(),
                box_key: secret.box_key(),
                server: server.as_ref().map(|server| server.key),
                key: key.id(),
                paper: paper.map(|paper| paper.secret().public()),
            },
            nonce: Body::nonce_of(founding, 0),
        };
        let founded = Record::signed_by(body, &[&secret]);
        let rosters = Rosters::begin(&founded)
            .ok_or_else(|| Error::Inconsistent("a founding that is none".into()))?;
        let mut records = vec![founded.clone()];
        if let Some(server) = &server {
            let adopted = Body {
                community: Some(rosters.community),
                space: Some(rosters.space),
                predecessor: None,
                act: Act::ServerAdopted {
                    server: server.key,
                    address: server.url.clone(),
                },
                nonce: Body::nonce_of(founding, 1),
            };
            records.push(Record::signed_by(adopted, &[&secret]));
        }
        let row = MemberOf {
            community: rosters.community,
            me: rosters.founder,
            device: secret.tag(),
            address: server.as_ref().map_or_else(String::new, |s| s.url.clone()),
            server: server.map(|server| server.key),
            founded,
        };
        let space = rosters.space;
        self.enter(&Entering {
            row,
            seed,
            space,
            key: Some(key),
            command: founding,
            words: "found",
            records: &records,
            asked: None,
        })
    }

    /// Reads an invite link without using it: what a person is shown before joining.
    ///
    /// # Errors
    /// [`Error::Invite`], [`Error::InviteExpired`], [`Error::AlreadyMember`].
    pub fn look_at(&self, link: &str) -> Result<Invite, Error> {
        let invite = Invite::read(link)?;
        self.may_enter(invite.community, invite.expires)?;
        Ok(invite)
    }

    /// Whether this phone may begin to belong to a community, by a link that is good until then.
    pub(crate) fn may_enter(&self, community: CommunityId, expires: i64) -> Result<(), Error> {
        if expires < self.ambient.now() {
            return Err(Error::InviteExpired(Day::of_seconds(expires)));
        }
        match self.communities.get(&community) {
            Some(held) if !self.turned_away(held)? => Err(Error::AlreadyMember),
            _ => Ok(()),
        }
    }

    /// Whether this phone's own admission was refused (a spent invite), or waits for somebody's yes:
    /// it may try another.
    fn turned_away(&self, held: &Community) -> Result<bool, Error> {
        let never_in = !held.sequenced.members.contains_key(&held.me());
        let items = outbox::items(&self.db, held.id())?;
        let refused = items.iter().any(|item| item.state == outbox::State::Look);
        Ok(never_in && (refused || door::asked(&self.db, held.id())?.is_some()))
    }

    /// Joins by an invite link, offline; the admission takes effect on this phone at once.
    ///
    /// # Errors
    /// As [`Phone::look_at`], or the disk's own.
    pub fn join(&mut self, link: &str) -> Result<CommunityId, Error> {
        let invite = self.look_at(link)?;
        let seed = self.ambient.random();
        let secret = Secret::from_seed(&seed);
        let command = CommandId(first16(self.ambient.random()));
        let founded = invite
            .records
            .first()
            .ok_or_else(|| Error::Inconsistent("an invite without a founding".into()))?;
        let space = founded.body.space_id();
        let body = Body {
            community: Some(invite.community),
            space: Some(space),
            predecessor: invite.records.last().map(Record::hash),
            act: Act::MemberAdmitted {
                invite: invite.signer.public(),
                device: secret.public(),
                box_key: secret.box_key(),
            },
            nonce: Body::nonce_of(command, 0),
        };
        let me = body.member_id();
        let admission = Record::signed_by(body, &[&secret, &invite.signer]);
        let row = MemberOf {
            community: invite.community,
            me,
            device: secret.tag(),
            address: invite.address.clone(),
            server: invite.server,
            founded: founded.clone(),
        };
        let mut records = invite.records.clone();
        records.push(admission);
        self.enter(&Entering {
            row,
            seed,
            space,
            key: Some(invite.key),
            command,
            words: "join",
            records: &records,
            asked: None,
        })
    }

    /// Keeps the secret first, then the community: a kill in between leaves an unused key, never a
    /// community without one.
    pub(crate) fn enter(&mut self, entering: &Entering<'_>) -> Result<CommunityId, Error> {
        let row = &entering.row;
        let community = row.community;
        self.secure
            .put(&secret_name(community, row.device), &entering.seed)?;
        if let Some(key) = entering.key {
            let row = row.clone();
            card::keep(self.secure.as_ref(), &Card { row, key })?;
        }
        let now = self.ambient.now();
        let tx = self.db.transaction()?;
        // Who was turned away begins anew; nothing of theirs was ever taken.
        outbox::clear(&tx, community)?;
        door::let_in(&tx, community)?;
        members::insert(&tx, row)?;
        if let Some(key) = entering.key {
            members::add_key(&tx, community, entering.space, key)?;
        }
        if let Some((knock, name)) = &entering.asked {
            door::ask(&tx, community, knock, name)?;
        }
        let acted = Acted {
            id: entering.command,
            entry: 0,
            made: now,
        };
        let commanded = Commanded {
            acted,
            body: None,
            words: entering.words,
        };
        let item = outbox::insert(&tx, community, &commanded)?;
        for (place, record) in entering.records.iter().enumerate() {
            outbox::add_record(&tx, item, place, record)?;
        }
        tx.commit()?;
        self.reload(community)?;
        Ok(community)
    }

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
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
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
        let acted = Acted {
            id: command,
            entry: held.assumed.chain(held.assumed.space).0,
            made: now,
        };
        let commanded = Commanded {
            acted,
            body: None,
            words: if uses.is_some() { "poster" } else { "invite" },
        };
        let tx = self.db.transaction()?;
        let mut carried = vec![held.row.founded.clone()];
        carried.extend(pending(&tx, held, held.me(), &issued)?);
        let result = commit::carry_out(&tx, held, &commanded, &plan);
        let result = result.and_then(|_| tx.commit().map_err(Error::from));
        if let Err(error) = result {
            self.reload(community)?;
            return Err(error);
        }
        let held = self.communities.get(&community).ok_or(Error::NoCommunity)?;
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

    /// The members whose devices could be asked for a key: shown while waiting for one.
    ///
    /// # Errors
    /// [`Error::NoCommunity`].
    pub fn devices(&self, community: CommunityId) -> Result<Vec<(DeviceTag, MemberId)>, Error> {
        let held = self.community(community)?;
        Ok(held
            .assumed
            .devices
            .iter()
            .map(|(tag, d)| (*tag, d.member))
            .collect())
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

/// Brings memory up to date after entries moved: own pending records on top of what is sequenced.
///
/// # Errors
/// The disk's own.
pub fn reassume(db: &rusqlite::Connection, community: &mut Community) -> Result<(), Error> {
    community.assumed = assumed(db, community.id(), &community.sequenced)?;
    community.keyring.settle(&community.assumed);
    Ok(())
}

/// A fresh actor after a take-back.
pub fn renew_actor(community: &mut Community, ambient: &dyn crate::ambient::Ambient) {
    community.actor = fresh_actor(&community.row, ambient);
}

pub(crate) fn first16(bytes: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = from;
    }
    out
}
