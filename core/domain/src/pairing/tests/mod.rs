//! Stories of one pairing, told on phones that meet now and then.

mod beginning;
mod laws;
mod visits;

use super::schema::{EndReason, PairingPlan, Reading};
use super::visit::{Length, Note, Part, VisitClass, VisitKind};
use super::*;
use crate::command::{Command, Context, Input, Plan, Refused, World};
use crate::fact::{FactKey, Value};
use crate::facts::{ChangeInfo, Clock, DocumentState, Op};
use crate::hash::hash;
use crate::ids::{Actor, ChangeHash, CommandId, ItemId, KeyId, OpId};
use crate::keys::Secret;
use crate::roster::{Act, Body, Record, RecordRefusal, Role};
use crate::sealed::{Keyring, Place, SpaceKey};
use crate::time::Day;
use std::collections::BTreeMap;
use std::sync::Arc;

const TODAY: Day = Day(20_000);

/// A phone: what it holds, and who holds it.
#[derive(Clone)]
struct Phone {
    me: MemberId,
    secret: Secret,
    rosters: Rosters,
    keyring: Keyring,
    documents: BTreeMap<DocumentName, Arc<DocumentState>>,
    numbers: BTreeMap<SpaceId, u32>,
    commands: u8,
    today: Day,
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
    fn next_number(&self, space: SpaceId) -> u32 {
        self.numbers.get(&space).copied().unwrap_or(0) + 1
    }
}

impl Phone {
    fn context(&self, command: CommandId) -> Context<'_> {
        Context {
            community: self.rosters.community,
            me: self.me,
            hand: self.me,
            device: self.secret.tag(),
            command,
            seed: hash(&("kith test v1", command)),
            signer: &self.secret,
            today: self.today,
            now: 0,
            world: self,
        }
    }

    fn plan(&self, id: CommandId, command: &PairingCommand) -> Result<Plan, Refused> {
        Command::Pairing(command.clone()).plan(&self.context(id))
    }

    /// Does it on this phone as the engine would, and returns what came of it.
    fn does(&mut self, command: PairingCommand) -> Result<Plan, Refused> {
        self.commands += 1;
        let mut id = [self.commands; 16];
        id[..6].copy_from_slice(&self.secret.tag().0);
        let plan = self.plan(CommandId(id), &command)?;
        for draft in &plan.records {
            let mut record = Record {
                body: draft.body.clone(),
                signatures: draft.signed.clone(),
            };
            record.signatures.push(record.body.sign(&self.secret));
            self.rosters.judge(&record)?;
            self.rosters
                .assume(&record, &self.reached(draft.body.space_id()));
        }
        for (space, key) in &plan.keys {
            self.keyring.add(*space, *key);
        }
        for write in &plan.writes {
            self.put(
                write.document.clone(),
                write.topic,
                &write.subject,
                &write.text,
            );
        }
        Ok(plan)
    }

    fn reached(&self, space: SpaceId) -> Vec<crate::roster::entry::Reached> {
        let mut reached: BTreeMap<DeviceTag, u32> = BTreeMap::new();
        for document in self.documents.values().filter(|d| d.name.space == space) {
            for op in &document.ops {
                let n = reached.entry(op.change.device).or_default();
                *n = (*n).max(op.change.n);
            }
        }
        let one = |(device, n)| crate::roster::entry::Reached { device, n };
        reached.into_iter().map(one).collect()
    }

    fn put(&mut self, name: DocumentName, topic: crate::topic::Topic, subject: &str, text: &str) {
        let device = self.secret.tag();
        let n = self.next_number(name.space);
        self.numbers.insert(name.space, n);
        let old = self.documents.get(&name);
        let mut ops = old.map_or_else(Vec::new, |d| d.ops.clone());
        let mut clock = Clock::new();
        for (device, n) in ops.iter().flat_map(|op| &op.change.clock) {
            let seen = clock.entry(*device).or_default();
            *seen = (*seen).max(*n);
        }
        clock.insert(device, n);
        let key = FactKey::new(self.me, topic.word(), subject);
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
        let counter = ops.iter().map(|op| op.id.counter).max().unwrap_or(0) + 1;
        let change = Arc::new(ChangeInfo {
            hash: ChangeHash(hash(&("kith test v1", device, n, name.space))),
            device,
            n,
            clock,
        });
        let actor = Actor::new(device, [0; 4]);
        ops.push(Op {
            key,
            id: OpId { counter, actor },
            value,
            change,
        });
        let state = DocumentState {
            name: name.clone(),
            ops,
            heads: Vec::new(),
        };
        self.documents.insert(name, Arc::new(state));
    }

    /// Takes all that `other` has: facts, roster and, of spaces it may read, keys.
    fn reads(&mut self, other: &Phone) {
        for (name, theirs) in &other.documents {
            let mut ops = self
                .documents
                .get(name)
                .map_or_else(Vec::new, |d| d.ops.clone());
            for op in &theirs.ops {
                if !ops.iter().any(|o| o.id == op.id) {
                    ops.push(op.clone());
                }
            }
            let state = DocumentState {
                name: name.clone(),
                ops,
                heads: Vec::new(),
            };
            self.documents.insert(name.clone(), Arc::new(state));
        }
        if other.rosters.records.len() > self.rosters.records.len() {
            self.rosters = other.rosters.clone();
        }
        for space in self.rosters.spaces.keys() {
            if let Some(key) = other.keyring.newest(*space)
                && self.rosters.may_read(*space, self.me)
            {
                self.keyring.add(*space, key);
            }
        }
    }

    fn view(&self, space: SpaceId) -> PairingView {
        let document = &self.documents[&document(space)];
        let further: Vec<_> = self
            .documents
            .values()
            .filter(|d| d.name.space == space && d.name.name != "all")
            .cloned()
            .collect();
        let input = Input {
            community: self.rosters.community,
            document,
            rosters: &self.rosters,
            keyring: &self.keyring,
        };
        project(input, &further)
    }

    fn log(&mut self, space: SpaceId, note: Note) -> Result<ItemId, Refused> {
        let plan = self.does(PairingCommand::LogVisit {
            space,
            note,
            seen: None,
        })?;
        Ok(plan.made.unwrap())
    }
}

/// Ada coordinates, Lea is safeguarding lead, Cyd coordinates too; Hal would like to be visited;
/// Vic, Wyn and Zoe run.
struct Cast {
    ada: Phone,
    lea: Phone,
    cyd: Phone,
    hal: Phone,
    vic: Phone,
    wyn: Phone,
    zoe: Phone,
}

fn note(day: Day, words: &str) -> Note {
    Note {
        day,
        part: Part::Evening,
        kind: VisitKind::Visit,
        length: Some(Length::Medium),
        brought: vec!["paper".to_owned(), "apple".to_owned()],
        words: words.to_owned(),
        host_words: String::new(),
        run: None,
        follow_up: false,
    }
}

fn cast() -> Cast {
    let secrets: Vec<Secret> = (1..=7).map(|s| Secret::from_seed(&[s; 32])).collect();
    let body = Body {
        community: None,
        space: None,
        predecessor: None,
        act: Act::Founded {
            device: secrets[0].public(),
            box_key: secrets[0].box_key(),
            server: None,
            key: KeyId([0; 32]),
            paper: None,
        },
        nonce: [0; 16].into(),
    };
    let founded = Record::signed_by(body, &[&secrets[0]]);
    let mut rosters = Rosters::begin(&founded).unwrap();
    rosters.assume(&founded, &[]);
    let mut members = vec![rosters.founder];
    let (community, space) = (rosters.community, rosters.space);
    let body = |act| Body {
        community: Some(community),
        space: Some(space),
        predecessor: None,
        act,
        nonce: [1; 16].into(),
    };
    for secret in &secrets[1..] {
        let body = body(Act::MemberAdmitted {
            invite: secret.public(),
            device: secret.public(),
            box_key: secret.box_key(),
        });
        members.push(body.member_id());
        rosters.assume(
            &Record {
                body,
                signatures: Vec::new(),
            },
            &[],
        );
    }
    let lead = body(Act::RoleGranted {
        member: members[1],
        role: Role::Lead,
    });
    rosters.assume(
        &Record {
            body: lead,
            signatures: Vec::new(),
        },
        &[],
    );
    let phone = |who: usize| {
        let mut keyring = Keyring::default();
        keyring.add(space, SpaceKey::Shared([4; 32]));
        Phone {
            me: members[who],
            secret: secrets[who].clone(),
            rosters: rosters.clone(),
            keyring,
            documents: BTreeMap::new(),
            numbers: BTreeMap::new(),
            commands: 0,
            today: TODAY,
        }
    };
    Cast {
        ada: phone(0),
        lea: phone(1),
        cyd: phone(2),
        hal: phone(3),
        vic: phone(4),
        wyn: phone(5),
        zoe: phone(6),
    }
}

impl Cast {
    fn sync(&mut self) {
        let phones = [
            &mut self.ada,
            &mut self.lea,
            &mut self.cyd,
            &mut self.hal,
            &mut self.vic,
            &mut self.wyn,
            &mut self.zoe,
        ];
        let before: Vec<Phone> = phones.iter().map(|p| (**p).clone()).collect();
        for phone in phones {
            for other in before.iter().chain(&before) {
                phone.reads(other);
            }
        }
    }

    fn open(&mut self) -> SpaceId {
        let plan = PairingPlan {
            place: "3 Lane End".to_owned(),
            ..PairingPlan::default()
        };
        let coordinators = vec![self.ada.me, self.lea.me, self.cyd.me];
        let open = PairingCommand::Open {
            host: self.hal.me,
            coordinators,
            plan: Some(plan),
        };
        let made = self.ada.does(open).unwrap();
        self.sync();
        made.records[0].body.space_id()
    }

    fn suggest(&mut self, space: SpaceId, visitor: MemberId) -> ItemId {
        let why = "both like birds".to_owned();
        let made = self
            .ada
            .does(PairingCommand::Suggest {
                space,
                visitor,
                why,
            })
            .unwrap();
        self.sync();
        made.made.unwrap()
    }

    /// As far as Vic being chosen.
    fn chosen(&mut self) -> SpaceId {
        let space = self.open();
        let suggestion = self.suggest(space, self.vic.me);
        self.suggest(space, self.wyn.me);
        self.hal
            .does(PairingCommand::Choose { space, suggestion })
            .unwrap();
        self.sync();
        space
    }

    /// As far as Vic being introduced.
    fn introduced(&mut self) -> SpaceId {
        let space = self.chosen();
        let visitor = self.vic.me;
        self.ada
            .does(PairingCommand::Approve { space, visitor })
            .unwrap();
        self.sync();
        self.lea
            .does(PairingCommand::Approve { space, visitor })
            .unwrap();
        self.sync();
        self.cyd.does(PairingCommand::Introduce { space }).unwrap();
        self.sync();
        space
    }

    fn end(&mut self, space: SpaceId) {
        let reason = EndReason::HostWishes;
        self.ada
            .does(PairingCommand::End { space, reason })
            .unwrap();
    }
}

fn code(result: Result<Plan, Refused>) -> &'static str {
    result.unwrap_err().code()
}
