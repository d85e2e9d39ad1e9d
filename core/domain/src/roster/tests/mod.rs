//! Stories of one street's roster: who comes, who goes, and who may not.

mod coming;
mod corrections;
mod erasing;
mod going;
mod keys;
mod pairings;
mod posters;
mod proxies;
mod returning;

use super::act::Participant;
use super::entry::Reached;
use super::record::Signed;
use super::*;
use crate::ids::{DeviceTag, KeyId, MemberId, Signature, SpaceId};
use crate::keys::Secret;
use proptest::prelude::*;

fn secret(seed: u8) -> Secret {
    Secret::from_seed(&[seed; 32])
}

/// A community with its server; `who` are members with one device each, the founder first.
struct Street {
    rosters: Rosters,
    server: Secret,
    who: Vec<(MemberId, Secret)>,
    nonce: u8,
}

impl Street {
    fn founded(server: Option<&Secret>) -> (Record, Secret) {
        let ada = secret(1);
        let body = Body {
            community: None,
            space: None,
            predecessor: None,
            act: Act::Founded {
                device: ada.public(),
                box_key: ada.box_key(),
                server: server.map(Secret::public),
                key: keys::FIRST.id(),
                paper: None,
            },
            nonce: [0; 16].into(),
        };
        (Record::signed_by(body, &[&ada]), ada)
    }

    /// Founded by the first, everyone else let in by invite.
    fn of(count: u8) -> Self {
        let server = secret(200);
        let (founded, ada) = Self::founded(Some(&server));
        let mut street = Self {
            rosters: Rosters::begin(&founded).unwrap(),
            server,
            who: vec![(founded.body.member_id(), ada)],
            nonce: 0,
        };
        street.take(founded).unwrap();
        let adopted = street.body(Act::ServerAdopted {
            server: street.server.public(),
            address: "https://kith.example".to_owned(),
        });
        street.take(street.sign(adopted, &[0])).unwrap();
        for seed in 2..=count {
            let invite = secret(100 + seed);
            street.invite(&invite);
            street.admit(&invite, secret(seed)).unwrap();
        }
        street
    }

    fn body(&mut self, act: Act) -> Body {
        self.body_in(Some(self.rosters.space), act)
    }

    fn body_in(&mut self, space: Option<SpaceId>, act: Act) -> Body {
        self.nonce += 1;
        let mut body = Body {
            community: Some(self.rosters.community),
            space,
            predecessor: None,
            act,
            nonce: [self.nonce; 16].into(),
        };
        body.predecessor = self.rosters.subjects.get(&body.subject()).copied();
        body
    }

    fn sign(&self, body: Body, who: &[usize]) -> Record {
        let secrets: Vec<&Secret> = who.iter().map(|i| &self.who[*i].1).collect();
        Record::signed_by(body, &secrets)
    }

    fn take(&mut self, record: Record) -> Result<Entry, EntryError> {
        self.take_at(record, &[])
    }

    fn take_at(&mut self, record: Record, at: &[(DeviceTag, u32)]) -> Result<Entry, EntryError> {
        let roster = record.body.space_id();
        self.state(roster, Stated::Record(record), at)
    }

    fn state(
        &mut self,
        roster: SpaceId,
        stated: Stated,
        at: &[(DeviceTag, u32)],
    ) -> Result<Entry, EntryError> {
        let reached = at.iter().map(|(device, n)| Reached {
            device: *device,
            n: *n,
        });
        let chain = self.rosters.chain(roster);
        let entry = Entry::sequence(
            roster,
            (chain.0 + 1, chain.1),
            stated,
            reached.collect(),
            1_000,
            &self.server,
        );
        self.rosters.extend(&entry).map(|()| entry)
    }

    /// `act` in the community, signed by `by`; its refusal if any.
    fn try_act(&mut self, act: Act, by: &[usize]) -> Result<(), RecordRefusal> {
        let body = self.body(act);
        self.try_body(body, by)
    }

    fn try_in(&mut self, space: SpaceId, act: Act, by: &[usize]) -> Result<(), RecordRefusal> {
        let body = self.body_in(Some(space), act);
        self.try_body(body, by)
    }

    fn try_body(&mut self, body: Body, by: &[usize]) -> Result<(), RecordRefusal> {
        match self.take(self.sign(body, by)) {
            Ok(_) => Ok(()),
            Err(EntryError::Refused(refusal)) => Err(refusal),
            Err(EntryError::Newer) => Err(RecordRefusal::Newer),
            Err(other) => panic!("{other}"),
        }
    }

    fn invite(&mut self, invite: &Secret) {
        let act = Act::InviteIssued {
            invite: invite.public(),
            expires: 9_000,
            many: false,
            uses: None,
        };
        self.try_act(act, &[0]).unwrap();
    }

    fn admit(&mut self, invite: &Secret, device: Secret) -> Result<(), EntryError> {
        let body = self.body(Act::MemberAdmitted {
            invite: invite.public(),
            device: device.public(),
            box_key: device.box_key(),
        });
        let member = body.member_id();
        self.take(Record::signed_by(body, &[&device, invite]))?;
        self.who.push((member, device));
        Ok(())
    }

    fn member(&self, who: usize) -> MemberId {
        self.who[who].0
    }

    fn tag(&self, who: usize) -> DeviceTag {
        self.who[who].1.tag()
    }

    /// Raises the rules to the newest.
    fn up_to_date(&mut self) {
        let versions = Versions::KNOWN.spelled();
        self.try_act(Act::VersionsSet { versions }, &[0]).unwrap();
    }

    fn grant(&mut self, who: usize, role: Role, by: &[usize]) -> Result<(), RecordRefusal> {
        let member = self.member(who);
        self.try_act(Act::RoleGranted { member, role }, by)
    }

    /// A pairing with host and coordinators.
    fn pairing(&mut self, host: usize, lookers: &[usize]) -> Result<SpaceId, RecordRefusal> {
        let mut participants = vec![Participant {
            member: self.member(host),
            role: Role::Host,
        }];
        participants.extend(lookers.iter().map(|who| Participant {
            member: self.member(*who),
            role: Role::PairingCoordinator,
        }));
        let body = self.body_in(
            None,
            Act::SpaceOpened {
                kind: SpaceKind::Pairing,
                participants,
                key: KeyId([8; 32]),
            },
        );
        let space = body.space_id();
        self.try_body(body, &[0])?;
        Ok(space)
    }
}
