//! A document, its index, and phones that write in it.

use crate::document::DocumentKind;
use crate::fact::{FactKey, Value};
use crate::guard::{
    CatchUnwind, Checked, Index, MemoryIndex, Refusal, Stand, Submission, Writer, check,
};
use crate::ids::{Actor, DeviceTag, DocumentId, MemberId};
use crate::write::Document;
use automerge::{Change, ExpandedChange};

pub const DOC: DocumentId = DocumentId([7; 16]);
pub const ROUND: Option<DocumentKind> = Some(DocumentKind::Round);

/// Device `d` of the member whose bytes are all `member`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Phone {
    pub member: u8,
    pub device: u8,
    pub nonce: u8,
}

pub const ANN: Phone = Phone {
    member: 1,
    device: 10,
    nonce: 0,
};
pub const ANNS_TABLET: Phone = Phone {
    member: 1,
    device: 11,
    nonce: 0,
};
pub const BEN: Phone = Phone {
    member: 2,
    device: 20,
    nonce: 0,
};

impl Phone {
    pub fn member(self) -> MemberId {
        MemberId([self.member; 10])
    }

    pub fn device(self) -> DeviceTag {
        DeviceTag([self.device; 6])
    }

    pub fn actor(self) -> Actor {
        Actor::new(self.device(), [self.nonce; 4])
    }

    pub fn key(self, topic: &str, subject: &str) -> FactKey {
        FactKey::new(self.member(), topic, subject)
    }

    pub fn pledge(self, subject: &str, text: &str) -> (FactKey, Value) {
        (self.key("pledge", subject), clear(text))
    }
}

pub fn clear(text: impl Into<String>) -> Value {
    Value::Clear(text.into())
}

/// What a phone or the server holds of the document.
#[derive(Clone)]
pub struct Town {
    pub doc: Document,
    pub index: MemoryIndex,
}

impl Town {
    pub fn new() -> Self {
        Self {
            doc: Document::new(DOC).unwrap(),
            index: MemoryIndex::default(),
        }
    }

    pub fn stand(&self, who: Phone) -> Stand {
        let writer = Writer {
            member: who.member(),
            device: who.device(),
            actor: who.actor(),
        };
        let Ok(stand) = self.index.stand(&writer);
        stand
    }

    pub fn judge(&self, who: Phone, n: u32, bytes: &[u8]) -> Result<Checked, Refusal> {
        self.judge_in(who, n, bytes, ROUND)
    }

    pub fn judge_in(
        &self,
        who: Phone,
        n: u32,
        bytes: &[u8],
        kind: Option<DocumentKind>,
    ) -> Result<Checked, Refusal> {
        let submission = Submission {
            document: DOC,
            kind,
            device: who.device(),
            member: who.member(),
            n,
            bytes,
        };
        let Ok(verdict) = check(&submission, &self.index, &CatchUnwind);
        verdict
    }

    /// Writes honestly; the change goes through the guard as any other.
    pub fn write(&mut self, who: Phone, n: u32, facts: &[(FactKey, Value)]) -> Vec<u8> {
        let bytes = self.draft(who, n, facts);
        self.admit(who, n, &bytes).unwrap();
        bytes
    }

    /// What `who` would write, without writing it.
    pub fn draft(&self, who: Phone, n: u32, facts: &[(FactKey, Value)]) -> Vec<u8> {
        let mut doc = self.doc.clone();
        doc.put(who.actor(), n, facts, None).unwrap().unwrap()
    }

    pub fn admit(&mut self, who: Phone, n: u32, bytes: &[u8]) -> Result<Checked, Refusal> {
        let checked = self.judge(who, n, bytes)?;
        self.index.admit(&checked, who.device(), n);
        self.doc.apply(&[bytes]).unwrap();
        Ok(checked)
    }

    /// The code with which an otherwise honest change of Ann's, her third, is refused once `edit`
    /// has changed it. Ann has pledged twice under one key, Ben once.
    pub fn code_for(edit: impl FnOnce(&mut ExpandedChange)) -> &'static str {
        let (town, bytes) = Self::with_a_draft();
        town.judge(ANN, 3, &edited(&bytes, edit))
            .unwrap_err()
            .code()
    }

    pub fn with_a_draft() -> (Self, Vec<u8>) {
        let mut town = Self::new();
        town.write(ANN, 1, &[ANN.pledge("flour", "1"), ANN.pledge("oats", "1")]);
        town.write(ANN, 2, &[ANN.pledge("flour", "2")]);
        town.write(BEN, 1, &[BEN.pledge("flour", "9")]);
        let facts = [ANN.pledge("flour", "3"), ANN.pledge("rice", "1")];
        let bytes = town.draft(ANN, 3, &facts);
        assert!(town.judge(ANN, 3, &bytes).is_ok());
        (town, bytes)
    }
}

/// The change as Automerge's own encoder writes it after an edit.
pub fn edited(bytes: &[u8], edit: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut change = Change::try_from(bytes).unwrap().decode();
    edit(&mut change);
    Change::from(change).raw_bytes().to_vec()
}
