//! The small world behind the guard: one round, three members, five devices, often apart.

use crate::dice::Dice;
use kith_domain::document::DocumentKind;
use kith_domain::fact::{FactKey, Value};
use kith_domain::guard::{CatchUnwind, Checked, MemoryIndex, Refusal, Submission, check};
use kith_domain::ids::{Actor, ChangeHash, DeviceTag, DocumentId, MemberId, OpId};
use kith_domain::topic::{TABLE, Topic};
use kith_domain::write::Document;
use std::rc::Rc;

/// The document.
pub const DOC: DocumentId = DocumentId([7; 16]);
/// Its kind.
pub const ROUND: Option<DocumentKind> = Some(DocumentKind::Round);
/// (member, device): two members have two devices each.
pub const DEVICES: [(u8, u8); 5] = [(1, 10), (1, 11), (2, 20), (2, 21), (3, 30)];

/// One device in somebody's hand.
#[derive(Clone)]
pub struct Device {
    /// Whose.
    pub member: MemberId,
    /// Its tag.
    pub tag: DeviceTag,
    /// What the actor ends in; another after each opening of the database.
    pub nonce: u8,
    /// What this device holds of the document: its own changes, and others' as of some sync.
    pub doc: Rc<Document>,
    held: usize,
}

impl Device {
    /// The actor it writes as.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::new(self.tag, [self.nonce; 4])
    }
}

/// What phone or server holds of the document, and the devices that write in it.
#[derive(Clone)]
pub struct Town {
    /// All changes merged.
    pub doc: Document,
    /// What the guard asks.
    pub index: MemoryIndex,
    /// The devices.
    pub devices: Vec<Device>,
    /// All changes in the order they came.
    pub admitted: Vec<Rc<(Checked, Vec<u8>)>>,
}

impl Town {
    /// The town after an honest history that follows from `base` alone.
    #[must_use]
    pub fn of(base: u32) -> Self {
        let doc = Document::new(DOC).expect("a new document opens");
        let devices = DEVICES.map(|(member, device)| Device {
            member: MemberId([member; 10]),
            tag: DeviceTag([device; 6]),
            nonce: 0,
            doc: Rc::new(doc.clone()),
            held: 0,
        });
        let mut town = Self {
            doc,
            index: MemoryIndex::default(),
            devices: devices.into(),
            admitted: Vec::new(),
        };
        let mut dice = Dice::new(u64::from(base) + 1000);
        for _ in 0..4 + dice.below(20) {
            let who = dice.below(DEVICES.len());
            town.live(who, &mut dice);
        }
        town
    }

    /// One device syncs, is opened anew, or writes.
    fn live(&mut self, who: usize, dice: &mut Dice) {
        let device = &mut self.devices[who];
        if dice.chance(40) {
            let fresh = self.admitted[device.held..].iter();
            let fresh: Vec<_> = fresh.map(|held| held.1.as_slice()).collect();
            let doc = Rc::make_mut(&mut device.doc);
            doc.apply(&fresh).expect("honest changes apply");
            device.held = self.admitted.len();
        }
        device.nonce += u8::from(dice.chance(15));
        let n = self.next_n(who) + dice.below(2) as u32;
        if let Some(bytes) = self.draft(who, n, true, dice) {
            let apart = Rc::make_mut(&mut self.devices[who].doc).apply(&[&bytes]);
            apart.expect("a device takes its own change");
            self.admit(who, n, &bytes)
                .expect("an honest change is let in");
        }
    }

    /// The device's next number.
    #[must_use]
    pub fn next_n(&self, who: usize) -> u32 {
        let last = self.index.last_of_device(self.devices[who].tag);
        last.map_or(1, |(n, _)| n + 1)
    }

    /// What a device would write: on what it holds, or on all there is. Nothing where every fact
    /// stands already.
    #[must_use]
    pub fn draft(&self, who: usize, n: u32, apart: bool, dice: &mut Dice) -> Option<Vec<u8>> {
        let device = &self.devices[who];
        let from: &Document = if apart { &device.doc } else { &self.doc };
        let mut doc = from.clone();
        let mut facts: Vec<_> = (0..1 + dice.below(4))
            .map(|_| fact(device.member, dice))
            .collect();
        facts.sort_by_key(|(key, _)| key.to_string());
        facts.dedup_by_key(|(key, _)| key.to_string());
        // What is written once and stands is not written again.
        let visible = doc.facts().expect("an honest document reads");
        facts.retain(|(key, _)| {
            let once = Topic::from_word(&key.topic).is_some_and(|t| t.row().once);
            !once || !visible.contains_key(&key.to_string())
        });
        doc.put(device.actor(), n, &facts, None)
            .expect("an honest device can write")
    }

    /// Asks the guard.
    ///
    /// # Errors
    /// Its refusal.
    pub fn judge(&self, who: usize, n: u32, bytes: &[u8]) -> Result<Checked, Refusal> {
        let device = &self.devices[who];
        let submission = Submission {
            document: DOC,
            kind: ROUND,
            device: device.tag,
            member: device.member,
            n,
            bytes,
        };
        let Ok(verdict) = check(&submission, &self.index, &CatchUnwind);
        verdict
    }

    /// Lets a change in, if the guard does.
    ///
    /// # Errors
    /// Its refusal.
    pub fn admit(&mut self, who: usize, n: u32, bytes: &[u8]) -> Result<(), Refusal> {
        let checked = self.judge(who, n, bytes)?;
        self.index.admit(&checked, self.devices[who].tag, n);
        let applied = self.doc.apply(&[bytes]);
        applied.expect("what the guard let in applies");
        self.admitted.push(Rc::new((checked, bytes.to_vec())));
        Ok(())
    }

    /// The hash of some change, the genesis included.
    pub fn some_change(&self, dice: &mut Dice) -> ChangeHash {
        match dice.below(self.admitted.len() + 1).checked_sub(1) {
            Some(at) => self.admitted[at].0.hash,
            None => kith_domain::genesis::genesis_hash(DOC),
        }
    }

    /// The ids of all ops on `key`, or of all ops.
    #[must_use]
    pub fn ops(&self, key: Option<&str>) -> Vec<OpId> {
        let puts = self.admitted.iter().flat_map(|held| &held.0.puts);
        let on_key = puts.filter(|put| key.is_none_or(|key| put.key.to_string() == key));
        on_key.map(|put| put.op).collect()
    }
}

/// A fact of a member on one of few subjects, so that devices meet under one key.
fn fact(member: MemberId, dice: &mut Dice) -> (FactKey, Value) {
    let rows: Vec<_> = TABLE
        .iter()
        .filter(|row| row.kinds.contains(&DocumentKind::Round))
        .collect();
    let row = if dice.chance(60) {
        Topic::Pledge.row()
    } else {
        dice.pick(&rows)
    };
    let subject = format!("s{}", dice.below(4));
    let value = if row.sealed {
        let length = 49 + dice.below(200);
        Value::Sealed((0..length).map(|_| dice.roll() as u8).collect())
    } else {
        Value::Clear(format!("{{\"want\":{}}}", dice.below(1000)))
    };
    (FactKey::new(member, row.word, subject), value)
}
