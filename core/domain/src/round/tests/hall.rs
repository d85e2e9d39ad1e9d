//! A village hall for tests: members with phones that plan real commands, and write and swap ops.
//!
//! Ops are made by hand as the guard would decode them; rosters are real signed records, assumed.

use crate::command::{Command, Context, Input, Plan, Refused, World};
use crate::document::DocumentName;
use crate::fact::{FactKey, Value};
use crate::facts::{ChangeInfo, Clock, DocumentState, Op};
use crate::hash::hash;
use crate::ids::{Actor, ChangeHash, CommandId, DeviceTag, MemberId, OpId, SpaceId};
use crate::keys::Secret;
use crate::roster::{Act, Body, Record, Rosters};
use crate::round::{RoundCommand, RoundView, project};
use crate::sealed::{Keyring, Place, SpaceKey};
use crate::time::Day;
use std::collections::BTreeSet;
use std::sync::Arc;

pub struct Phone {
    pub member: MemberId,
    pub device: DeviceTag,
    n: u32,
    seen: BTreeSet<ChangeHash>,
}

pub struct Hall {
    pub rosters: Rosters,
    pub keyring: Keyring,
    pub phones: Vec<Phone>,
    pub today: Day,
    ops: Vec<(DocumentName, Op)>,
    commands: u8,
}

struct Sight<'a>(&'a Hall, usize);

impl World for Sight<'_> {
    fn rosters(&self) -> &Rosters {
        &self.0.rosters
    }
    fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }
    fn document(&self, name: &DocumentName) -> Result<Option<Arc<DocumentState>>, String> {
        let state = self.0.state(self.1, name);
        Ok((!state.ops.is_empty()).then(|| Arc::new(state)))
    }
    fn next_number(&self, _: SpaceId) -> u32 {
        self.0.phones[self.1].n + 1
    }
}

impl Hall {
    /// A community of `members`, one phone each; the first founded it.
    pub fn of(members: u8) -> Self {
        let founder = Secret::from_seed(&[1; 32]);
        let key = SpaceKey::Shared([9; 32]);
        let founding = Body {
            community: None,
            space: None,
            predecessor: None,
            act: Act::Founded {
                device: founder.public(),
                box_key: founder.box_key(),
                server: None,
                key: key.id(),
                paper: None,
            },
            nonce: [0; 16].into(),
        };
        let founding = Record::signed_by(founding, &[&founder]);
        let mut rosters = Rosters::begin(&founding).unwrap();
        rosters.assume(&founding, &[]);
        let mut keyring = Keyring::default();
        keyring.add(rosters.space, key);
        let mut hall = Self {
            phones: Vec::new(),
            rosters,
            keyring,
            today: "2026-11-21".parse().unwrap(),
            ops: Vec::new(),
            commands: 0,
        };
        hall.phone(hall.rosters.founder, &founder);
        for seed in 2..=members {
            let (secret, invite) = (
                Secret::from_seed(&[seed; 32]),
                Secret::from_seed(&[seed + 100; 32]),
            );
            let record = hall.record(
                Act::MemberAdmitted {
                    invite: invite.public(),
                    device: secret.public(),
                    box_key: secret.box_key(),
                },
                &[&secret, &invite],
            );
            hall.phone(record.body.member_id(), &secret);
        }
        hall
    }

    /// A record that stands.
    pub fn record(&mut self, act: Act, by: &[&Secret]) -> Record {
        let body = Body {
            community: Some(self.rosters.community),
            space: Some(self.rosters.space),
            predecessor: None,
            act,
            nonce: [0; 16].into(),
        };
        let record = Record::signed_by(body, by);
        let reached: Vec<_> = self
            .phones
            .iter()
            .map(|phone| crate::roster::entry::Reached {
                device: phone.device,
                n: phone.n,
            })
            .collect();
        self.rosters.assume(&record, &reached);
        record
    }

    /// A second phone of the member who has this one.
    pub fn second_phone(&mut self, of: usize) -> usize {
        let member = self.phones[of].member;
        let secret = Secret::from_seed(&hash(&("kith test phone", self.phones.len() as u64)));
        let act = Act::DeviceAdded {
            member,
            device: secret.public(),
            box_key: secret.box_key(),
            revokes: Vec::new(),
        };
        self.record(act, &[&secret]);
        self.phone(member, &secret)
    }

    fn phone(&mut self, member: MemberId, secret: &Secret) -> usize {
        self.phones.push(Phone {
            member,
            device: secret.tag(),
            n: 0,
            seen: BTreeSet::new(),
        });
        self.phones.len() - 1
    }

    /// These phones swap all they have.
    pub fn meet(&mut self, who: &[usize]) {
        let all: BTreeSet<ChangeHash> = who
            .iter()
            .flat_map(|w| self.phones[*w].seen.iter().copied())
            .collect();
        for w in who {
            self.phones[*w].seen = all.clone();
        }
    }

    pub fn everyone_meets(&mut self) {
        self.meet(&(0..self.phones.len()).collect::<Vec<_>>());
    }

    /// A document as one phone has it.
    pub fn state(&self, who: usize, name: &DocumentName) -> DocumentState {
        let ops: Vec<Op> = self
            .ops
            .iter()
            .filter(|(document, op)| {
                document == name && self.phones[who].seen.contains(&op.change.hash)
            })
            .map(|(_, op)| op.clone())
            .collect();
        let heads: BTreeSet<ChangeHash> = ops
            .iter()
            .filter(|op| {
                !ops.iter()
                    .any(|o| o.change.hash != op.change.hash && o.change.has_seen(&op.change))
            })
            .map(|op| op.change.hash)
            .collect();
        DocumentState {
            name: name.clone(),
            ops,
            heads: heads.into_iter().collect(),
        }
    }

    pub fn plan(&mut self, who: usize, command: RoundCommand) -> Result<Plan, Refused> {
        self.commands += 1;
        Command::Round(command).plan(&Context {
            community: self.rosters.community,
            me: self.phones[who].member,
            hand: self.phones[who].member,
            device: self.phones[who].device,
            command: CommandId([self.commands; 16]),
            seed: [0; 32],
            signer: &crate::keys::Secret::from_seed(&[1; 32]),
            today: self.today,
            now: 0,
            world: &Sight(self, who),
        })
    }

    /// Plans and writes, each write a change of its own.
    pub fn does(&mut self, who: usize, command: RoundCommand) -> Result<Plan, Refused> {
        let plan = self.plan(who, command)?;
        for write in &plan.writes {
            let key = FactKey::new(
                self.phones[who].member,
                write.topic.word(),
                write.subject.clone(),
            );
            let place = Place {
                community: self.rosters.community,
                space: write.document.space,
                document: write.document.id(),
                key: &key.to_string(),
            };
            let value = if write.topic.row().sealed {
                Value::Sealed(self.keyring.seal(&place, &write.text).unwrap())
            } else {
                Value::Clear(write.text.clone())
            };
            self.write(who, &write.document, key, value, write.at.as_deref());
        }
        Ok(plan)
    }

    /// Puts one op, at these heads or at all the phone has.
    pub fn write(
        &mut self,
        who: usize,
        document: &DocumentName,
        key: FactKey,
        value: Value,
        at: Option<&[ChangeHash]>,
    ) {
        let held = self.state(who, document);
        let heads = at.map_or_else(|| held.heads.clone(), <[_]>::to_vec);
        let phone = &mut self.phones[who];
        phone.n += 1;
        let mut clock = Clock::new();
        let own = held
            .ops
            .iter()
            .filter(|op| op.change.device == phone.device);
        let shown = held.ops.iter().filter(|op| heads.contains(&op.change.hash));
        for op in shown.chain(own) {
            for (device, n) in &op.change.clock {
                let held = clock.entry(*device).or_insert(0);
                *held = (*held).max(*n);
            }
        }
        clock.insert(phone.device, phone.n);
        let change = Arc::new(ChangeInfo {
            hash: ChangeHash(hash(&("kith test change", phone.device, phone.n))),
            device: phone.device,
            n: phone.n,
            clock,
        });
        let past = held.ops.iter().filter(|op| change.has_seen(&op.change));
        let counter = 1 + past.map(|op| op.id.counter).max().unwrap_or(1);
        phone.seen.insert(change.hash);
        let id = OpId {
            counter,
            actor: Actor::new(phone.device, [0; 4]),
        };
        let op = Op {
            key,
            id,
            value,
            change,
        };
        self.ops.push((document.clone(), op));
    }

    pub fn see(&self, who: usize, name: &DocumentName) -> RoundView {
        self.project(&self.state(who, name))
    }

    pub fn project(&self, state: &DocumentState) -> RoundView {
        project(&self.input(state))
    }

    pub fn input<'a>(&'a self, document: &'a DocumentState) -> Input<'a> {
        Input {
            community: self.rosters.community,
            document,
            rosters: &self.rosters,
            keyring: &self.keyring,
        }
    }

    /// These members live together from community entry `number` on.
    pub fn live_together(&mut self, number: u32, who: &[usize]) -> MemberId {
        let household = MemberId([u8::try_from(number).unwrap(); 10]);
        let members = who.iter().map(|w| self.phones[*w].member).collect();
        self.rosters.households.push((number, household, members));
        let head = crate::ids::EntryHash([0; 32]);
        let space = self.rosters.space;
        let now = self.rosters.chain(space).0.max(number);
        self.rosters.chains.insert(space, (now, head));
        household
    }
}
