//! Founding and joining: the commands that make keys.
//!
//! All work offline. A founder's and a newcomer's records wait in the outbox like any other work. The
//! links are made in [`crate::invite`].

use crate::card::{self, Card};
use crate::commit::{Acted, Commanded};
use crate::error::Error;
use crate::phone::{Community, Phone, assumed, fresh_actor, secret_name};
use crate::store::door;
use crate::store::members::{self, MemberOf};
use crate::store::outbox;
use kith_domain::ids::{CommandId, CommunityId, DeviceTag, MemberId, SpaceId};
use kith_domain::invite::{Invite, ServerAddress};
use kith_domain::keys::Secret;
use kith_domain::paper::PaperKey;
use kith_domain::poster::Knock;
use kith_domain::roster::{Act, Body, Record, Rosters};
use kith_domain::sealed::SpaceKey;
use kith_domain::time::Day;

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
