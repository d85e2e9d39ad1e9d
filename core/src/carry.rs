//! Records that go from hand to hand: a phone lost and replaced, another server chosen.
//!
//! One phone begins a record and signs it, others add their signatures, whoever is last takes it;
//! between them goes a text or a code to scan ([`kith_domain::carried`]), so none of it needs a
//! server. What is taken waits in the outbox like any other work. Who must sign is the rosters' to
//! say ([`kith_domain::roster::judge`]).

use crate::belong::{Entering, first16};
use crate::card::{self, Card};
use crate::commit::{Acted, Commanded};
use crate::error::Error;
use crate::invite::pending;
use crate::phone::{self, Community, Phone};
use crate::project::{self, Dirty};
use crate::store::members::{self, MemberOf};
use crate::store::outbox;
use kith_domain::carried::{Carried, CarriedError, NewPhone};
use kith_domain::command::Refused;
use kith_domain::ids::{CommandId, CommunityId, MemberId};
use kith_domain::invite::ServerAddress;
use kith_domain::keys::{Dice, Secret};
use kith_domain::paper::PaperKey;
use kith_domain::roster::{Act, Body, Record, RecordRefusal, Role, Rosters};
use kith_domain::sealed::Wrap;

/// Where the secret of a phone that belongs nowhere yet lies, until a record adds it.
const NEW_PHONE: &str = "new-phone.key";

impl Phone {
    /// This phone's public keys, to be added to a member: the same until it is added.
    ///
    /// # Errors
    /// The secure store's.
    pub fn new_phone(&self) -> Result<NewPhone, Error> {
        let secret = match self.new_secret()? {
            Some((_, secret)) => secret,
            None => {
                let seed = self.ambient.random();
                self.secure.put(NEW_PHONE, &seed)?;
                Secret::from_seed(&seed)
            }
        };
        Ok(NewPhone {
            device: secret.public(),
            box_key: secret.box_key(),
        })
    }

    fn new_secret(&self) -> Result<Option<([u8; 32], Secret)>, Error> {
        let kept: Option<[u8; 32]> = self
            .secure
            .get(NEW_PHONE)?
            .and_then(|seed| seed.try_into().ok());
        Ok(kept.map(|seed| (seed, Secret::from_seed(&seed))))
    }

    /// Begins the record that adds a phone to a member: a further one of one's own, or one in place
    /// of all that somebody else has lost. A coordinator's is signed; anybody may begin one for the
    /// paper key to sign.
    ///
    /// # Errors
    /// [`Error::Carried`] for what is no phone's text; [`Error::Refused`].
    pub fn add_phone(
        &mut self,
        community: CommunityId,
        member: MemberId,
        phone: &str,
    ) -> Result<String, Error> {
        let phone = NewPhone::read(phone)?;
        let mut dice = Dice::new(self.ambient.random());
        let nonce = CommandId(first16(self.ambient.random()));
        let held = self.community(community)?;
        let rosters = &held.assumed;
        let revokes = if member == held.me() {
            Vec::new()
        } else {
            rosters.live_devices(member)
        };
        let act = Act::DeviceAdded {
            member,
            device: phone.device,
            box_key: phone.box_key,
            revokes,
        };
        let mut record = begin(rosters, act, nonce);
        rosters.suits(&record).map_err(Refused::Record)?;
        if member == held.me() || rosters.has_role(rosters.space, Role::Coordinator, held.me()) {
            record.signatures.push(record.body.sign(&held.secret));
        }
        let key = held
            .keyring
            .newest(rosters.space)
            .ok_or(Refused::WaitingForKey)?;
        let (tag, to) = (phone.device.tag(), phone.box_key);
        let wrap = Wrap::seal(community, rosters.space, key, (tag, to), &mut dice)
            .ok_or(CarriedError::Damaged)?;
        Ok(carried(self, held, member, record, Some(wrap))?.text())
    }

    /// Begins the record by which the community adopts another server, signed by this phone and, if
    /// it is given, by the paper key.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Paper`], [`Error::Refused`] for who is no coordinator.
    pub fn move_server(
        &mut self,
        community: CommunityId,
        server: &str,
        paper: Option<&str>,
    ) -> Result<String, Error> {
        let server =
            ServerAddress::read(server).ok_or_else(|| Error::Address(server.to_owned()))?;
        let nonce = CommandId(first16(self.ambient.random()));
        let held = self.community(community)?;
        let rosters = &held.assumed;
        let act = Act::ServerAdopted {
            server: server.key,
            address: server.url.clone(),
        };
        let mut record = begin(rosters, act, nonce);
        rosters.suits(&record).map_err(Refused::Record)?;
        if !rosters.has_role(rosters.space, Role::Coordinator, held.me()) {
            return Err(Refused::Record(RecordRefusal::NotEntitled).into());
        }
        record.signatures.push(record.body.sign(&held.secret));
        let mut begun = carried(self, held, held.me(), record, None)?;
        begun.address = server.url;
        begun.server = Some(server.key);
        if let Some(paper) = paper {
            begun.add(begun.record.body.sign(&PaperKey::read(paper)?.secret()));
        }
        Ok(begun.text())
    }

    /// Adds a signature to a record somebody began: the paper key's if it is given, else this
    /// phone's. Gives the text to pass on or take.
    ///
    /// # Errors
    /// [`Error::Carried`], [`Error::Paper`]; [`Error::Refused`] where this member's signature would
    /// be no use.
    pub fn sign_record(&self, text: &str, paper: Option<&str>) -> Result<String, Error> {
        let mut carried = Carried::read(text)?;
        if let Some(paper) = paper {
            let secret = PaperKey::read(paper)?.secret();
            carried.add(carried.record.body.sign(&secret));
            return Ok(carried.text());
        }
        let held = self.community(carried.founded.body.community_id())?;
        let rosters = &held.assumed;
        rosters.suits(&carried.record).map_err(Refused::Record)?;
        let own = matches!(carried.record.body.act,
            Act::DeviceAdded { member, .. } if member == held.me());
        let may = match carried.record.body.act {
            Act::CutCorrected { device, .. } => {
                rosters.may_put_right(carried.record.body.space_id(), device, held.me())
            }
            _ => own || rosters.has_role(rosters.space, Role::Coordinator, held.me()),
        };
        if !may {
            return Err(Refused::Record(RecordRefusal::NotEntitled).into());
        }
        carried.add(carried.record.body.sign(&held.secret));
        Ok(carried.text())
    }

    /// Takes a record that has all its signatures: from here on it counts on this phone, and goes to
    /// the server with its next sync. A phone that it adds belongs from now on; one that learns of
    /// another server talks to that one.
    ///
    /// # Errors
    /// [`Error::Carried`]; [`Error::Refused`] where the rosters do not allow it, or too few signed.
    pub fn take_record(&mut self, text: &str) -> Result<CommunityId, Error> {
        let carried = Carried::read(text)?;
        if let Act::DeviceAdded { device, .. } = carried.record.body.act
            && let Some((seed, secret)) = self.new_secret()?
            && secret.public() == device
        {
            return self.come_back_with(carried, seed, &secret);
        }
        let community = carried.founded.body.community_id();
        self.community(community)?;
        let result = self.keep_record(community, &carried);
        self.reload(community)?;
        result.map(|()| community)
    }

    /// This phone is the one that the record adds.
    fn come_back_with(
        &mut self,
        mut carried: Carried,
        seed: [u8; 32],
        secret: &Secret,
    ) -> Result<CommunityId, Error> {
        let Act::DeviceAdded { member, .. } = carried.record.body.act else {
            return Err(CarriedError::Damaged.into());
        };
        let community = carried.founded.body.community_id();
        if let Some(held) = self.communities.get(&community)
            && held
                .sequenced
                .live_devices(held.me())
                .contains(&held.row.device)
        {
            return Err(Error::AlreadyMember);
        }
        if carried.record.signatures.is_empty() {
            return Err(Refused::Record(RecordRefusal::NotEntitled).into());
        }
        let space = carried.founded.body.space_id();
        let key = carried
            .wrap
            .as_ref()
            .filter(|wrap| wrap.space == space)
            .and_then(|wrap| wrap.open(community, secret))
            .ok_or(CarriedError::Damaged)?;
        carried.add(carried.record.body.sign(secret));
        let row = MemberOf {
            community,
            me: member,
            device: secret.tag(),
            address: carried.address,
            server: carried.server,
            founded: carried.founded.clone(),
        };
        let mut records = vec![carried.founded];
        records.extend(carried.rests_on);
        records.push(carried.record);
        let command = CommandId(first16(self.ambient.random()));
        self.enter(&Entering {
            row,
            seed,
            space,
            key: Some(key),
            command,
            words: "come back",
            records: &records,
            asked: None,
        })?;
        // Used up: the next new phone is another.
        self.secure.put(NEW_PHONE, &[])?;
        Ok(community)
    }

    fn keep_record(&mut self, community: CommunityId, carried: &Carried) -> Result<(), Error> {
        let id = CommandId(first16(self.ambient.random()));
        let now = self.ambient.now();
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        let acted = Acted {
            id,
            entry: held.assumed.chain(held.assumed.space).0,
            made: now,
        };
        let tx = self.db.transaction()?;
        let item = outbox::insert(
            &tx,
            community,
            &Commanded {
                acted,
                body: None,
                words: "carried",
            },
        )?;
        let mut dirty = Dirty::default();
        let all = carried.rests_on.iter().chain([&carried.record]);
        for (place, record) in all.enumerate() {
            if held.assumed.records.contains_key(&record.hash()) {
                continue;
            }
            held.assumed.judge(record).map_err(Refused::Record)?;
            dirty.record(&held.assumed, record);
            phone::assume(&tx, &mut held.assumed, record)?;
            outbox::add_record(&tx, item, place, record)?;
        }
        outbox::sweep(&tx, [item])?;
        project::later(&tx, held, &dirty)?;
        if let Act::ServerAdopted { server, address } = &carried.record.body.act
            && (held.row.server != Some(*server) || held.row.address != *address)
        {
            held.row.server = Some(*server);
            held.row.address.clone_from(address);
            // Writing the row anew forgets cursor and token, which are the other server's.
            members::insert(&tx, &held.row)?;
            if let Some(key) = held.keyring.newest(held.assumed.space) {
                let row = held.row.clone();
                card::keep(self.secure.as_ref(), &Card { row, key })?;
            }
        }
        tx.commit()?;
        Ok(())
    }
}

/// An unsigned record about `act` in the community's roster.
fn begin(rosters: &Rosters, act: Act, nonce: CommandId) -> Record {
    let mut body = Body {
        community: Some(rosters.community),
        space: Some(rosters.space),
        predecessor: None,
        act,
        nonce: Body::nonce_of(nonce, 0),
    };
    body.predecessor = rosters.subjects.get(&body.subject()).copied();
    Record {
        body,
        signatures: Vec::new(),
    }
}

pub(crate) fn carried(
    phone: &Phone,
    held: &Community,
    about: MemberId,
    record: Record,
    wrap: Option<Wrap>,
) -> Result<Carried, Error> {
    Ok(Carried {
        address: held.row.address.clone(),
        server: held.row.server,
        founded: held.row.founded.clone(),
        rests_on: pending(&phone.db, held, about, &record)?,
        record,
        wrap,
    })
}
