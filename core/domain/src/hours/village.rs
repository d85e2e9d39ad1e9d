//! A small neighbourhood in memory, for tests: four members with a phone each, who write, hear of
//! each other's changes when told to, and project what they hold.
//!
//! Ada founded it and coordinates, Dot coordinates too; Ben and Cy are members.

use crate::command::{Context, Input, Plan, Refused, World};
use crate::document::{DocumentKind, DocumentName};
use crate::fact::{FactKey, Value};
use crate::facts::{ChangeInfo, Clock, DocumentState, Op};
use crate::hash::hash;
use crate::ids::{Actor, ChangeHash, CommandId, MemberId, OpId, SpaceId};
use crate::keys::Secret;
use crate::roster::entry::Reached;
use crate::roster::{Act, Body, Record, Role, Rosters};
use crate::sealed::{Keyring, Place, SpaceKey};
use crate::time::Day;
use crate::topic::Topic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// 2026-11-21.
pub const TODAY: Day = Day(20_778);
const KEY: SpaceKey = SpaceKey::Shared([7; 32]);

/// One member's phone.
#[derive(Clone)]
pub struct Phone {
    pub me: MemberId,
    pub secret: Secret,
    pub rosters: Rosters,
    pub keyring: Keyring,
    pub documents: BTreeMap<DocumentName, Arc<DocumentState>>,
    pub n: u32,
    commands: u8,
}

/// Ada, Ben, Cy and Dot.
pub fn village() -> [Phone; 4] {
    let secrets = [1, 2, 3, 4].map(|seed| Secret::from_seed(&[seed; 32]));
    let [ada, newcomers @ ..] = &secrets;
    let body = |community, space, act, index| Body {
        community,
        space,
        predecessor: None,
        act,
        nonce: Body::nonce_of(CommandId([9; 16]), index),
    };
    let act = Act::Founded {
        device: ada.public(),
        box_key: ada.box_key(),
        server: None,
        key: KEY.id(),
        paper: None,
    };
    let founded = Record::signed_by(body(None, None, act, 0), &[ada]);
    let mut rosters = Rosters::begin(&founded).unwrap();
    let mut members = vec![rosters.founder];
    let takes = |rosters: &mut Rosters, record: &Record| {
        assert_eq!(rosters.judge(record), Ok(()));
        rosters.assume(record, &[]);
    };
    takes(&mut rosters, &founded);
    let (community, space) = (Some(rosters.community), Some(rosters.space));
    for (index, newcomer) in (1..).zip(newcomers) {
        let invite = Secret::from_seed(&[100 + u8::try_from(index).unwrap(); 32]);
        let act = Act::InviteIssued {
            invite: invite.public(),
            expires: i64::MAX,
            many: false,
            uses: None,
        };
        let issued = Record::signed_by(body(community, space, act, index), &[ada]);
        takes(&mut rosters, &issued);
        let act = Act::MemberAdmitted {
            invite: invite.public(),
            device: newcomer.public(),
            box_key: newcomer.box_key(),
        };
        let mut admitted = body(community, space, act, index);
        admitted.predecessor = Some(issued.hash());
        let admitted = Record::signed_by(admitted, &[newcomer, &invite]);
        takes(&mut rosters, &admitted);
        members.push(admitted.body.member_id());
    }
    let act = Act::RoleGranted {
        member: members[3],
        role: Role::Coordinator,
    };
    let granted = Record::signed_by(body(community, space, act, 9), &[ada]);
    takes(&mut rosters, &granted);

    let mut keyring = Keyring::default();
    keyring.add(rosters.space, KEY);
    let mut each = members.into_iter().zip(secrets.clone());
    [(); 4].map(|()| {
        let (me, secret) = each.next().unwrap();
        Phone {
            me,
            secret,
            rosters: rosters.clone(),
            keyring: keyring.clone(),
            documents: BTreeMap::new(),
            n: 0,
            commands: 0,
        }
    })
}

impl World for Phone {
    fn rosters(&self) -> &Rosters {
        &self.rosters
    }

    fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    fn document(&self, name: &DocumentName) -> Result<Option<Arc<DocumentState>>, String> {
        Ok(self.documents.get(name).cloned())
    }

    fn next_number(&self, _: SpaceId) -> u32 {
        self.n + 1
    }
}

impl Phone {
    pub fn name(&self, kind: DocumentKind, name: &str) -> DocumentName {
        DocumentName::new(self.rosters.space, kind, name)
    }

    /// Plans with this phone's eyes and, unless refused, writes.
    pub fn does<F>(&mut self, plan: F) -> Result<Plan, Refused>
    where
        F: FnOnce(&Context<'_>) -> Result<Plan, Refused>,
    {
        self.commands += 1;
        let [a, b, ..] = self.me.0;
        let mut command = [self.commands; 16];
        command[..2].copy_from_slice(&[a, b]);
        let ctx = Context {
            community: self.rosters.community,
            me: self.me,
            hand: self.me,
            device: self.secret.tag(),
            command: CommandId(command),
            seed: [0; 32],
            signer: &self.secret,
            today: TODAY,
            now: 0,
            world: self,
        };
        let plan = plan(&ctx)?;
        for write in &plan.writes {
            self.writes(&write.document, write.topic, &write.subject, &write.text);
        }
        Ok(plan)
    }

    /// Writes one fact in the own drawer, whatever the rules say of it.
    pub fn writes(&mut self, name: &DocumentName, topic: Topic, subject: &str, text: &str) {
        self.writes_having_seen(name, topic, subject, text, &[]);
    }

    /// The same, pretending not to have seen the changes of the members named.
    pub fn writes_having_seen(
        &mut self,
        name: &DocumentName,
        topic: Topic,
        subject: &str,
        text: &str,
        unseen: &[MemberId],
    ) {
        let key = FactKey::new(self.me, topic.word(), subject);
        assert!(FactKey::parse(&key.to_string()).is_some(), "{key}");
        let device = self.secret.tag();
        self.n += 1;
        let mut state = self.documents.get(name).map_or_else(
            || DocumentState {
                name: name.clone(),
                ops: Vec::new(),
                heads: Vec::new(),
            },
            |state| (**state).clone(),
        );
        let seen = state
            .ops
            .iter()
            .filter(|op| op.key.member == self.me || !unseen.contains(&op.key.member));
        let mut clock = Clock::from([(device, self.n)]);
        let mut counter = 1;
        for op in seen {
            counter = counter.max(op.id.counter + 1);
            for (tag, n) in &op.change.clock {
                let held = clock.entry(*tag).or_default();
                *held = (*held).max(*n);
            }
        }
        let value = if topic.row().sealed {
            let place = Place {
                community: self.rosters.community,
                space: name.space,
                document: name.id(),
                key: &key.to_string(),
            };
            Value::Sealed(self.keyring.seal(&place, text).unwrap())
        } else {
            Value::Clear(text.to_owned())
        };
        let change = Arc::new(ChangeInfo {
            hash: ChangeHash(hash(&("kith test change v1", device, self.n))),
            device,
            n: self.n,
            clock,
        });
        let id = OpId {
            counter,
            actor: Actor::new(device, [0; 4]),
        };
        state.ops.push(Op {
            key,
            id,
            value,
            change,
        });
        self.documents.insert(name.clone(), Arc::new(state));
    }

    /// Takes over all that `other` holds.
    pub fn hears(&mut self, other: &Self) {
        for (name, theirs) in &other.documents {
            let mut state = match self.documents.get(name) {
                Some(own) => (**own).clone(),
                None => DocumentState {
                    name: name.clone(),
                    ops: Vec::new(),
                    heads: Vec::new(),
                },
            };
            for op in &theirs.ops {
                let held = |own: &Op| own.id == op.id && own.key == op.key;
                if !state.ops.iter().any(held) {
                    state.ops.push(op.clone());
                }
            }
            self.documents.insert(name.clone(), Arc::new(state));
        }
    }

    /// What a projection of this document reads.
    pub fn reads<T>(&self, name: &DocumentName, project: fn(&Input<'_>) -> T) -> T {
        let document = self.documents.get(name).unwrap();
        project(&Input {
            community: self.rosters.community,
            document,
            rosters: &self.rosters,
            keyring: &self.keyring,
        })
    }

    /// The rosters after this phone's owner left with all it had written sequenced.
    pub fn leaves(&self) -> Rosters {
        let mut rosters = self.rosters.clone();
        let act = Act::MemberLeft { member: self.me };
        let body = Body {
            community: Some(rosters.community),
            space: Some(rosters.space),
            predecessor: None,
            act,
            nonce: [0; 16].into(),
        };
        let record = Record::signed_by(body, &[&self.secret]);
        assert_eq!(rosters.judge(&record), Ok(()));
        let reached = Reached {
            device: self.secret.tag(),
            n: self.n,
        };
        rosters.assume(&record, &[reached]);
        rosters
    }
}
