//! A member's phone in the hands of a program that lies: real keys, a real place on the roster, and
//! its own words.
//!
//! [`Mallory`] speaks the protocol as any phone does, from what lies on the phone, and can say what
//! no app of ours would. Every answer comes back as one stable word, so that a table can hold it.

use crate::network::{ADDRESS, Line};
use crate::phone::{Phone, block_on};
use crate::soak::doors::world::secret_of;
use crate::world::World;
use automerge::{Change, ExpandedChange};
use kith_core::sync::transport::{Transport, TransportError};
use kith_domain::document::DocumentName;
use kith_domain::fact::{FactKey, Value};
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::change_hash;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{Actor, CommandId, CommunityId, DeviceTag, MemberId, SpaceId};
use kith_domain::keys::Secret;
use kith_domain::roster::{Act, Body, Record};
use kith_domain::wire::{
    Ask, Challenge, ChallengeAsk, FedChange, Problem, Push, Reply, Session, SessionAsk, SyncAnswer,
    SyncRequest, VERSION, Verdict,
};
use minicbor::bytes::ByteVec;
use std::cell::Cell;

/// A phone whose keys a program has.
pub struct Mallory {
    /// The phone; it is left as it is.
    pub phone: Phone,
    /// Its device's keys.
    pub secret: Secret,
    /// What the server gave for them.
    pub token: ByteVec,
    line: Line,
    nonce: Cell<u32>,
}

impl Mallory {
    /// Takes the keys out of a phone and asks for a token with them.
    #[must_use]
    pub fn with(world: &World, phone: &Phone) -> Self {
        let mut mallory = Self {
            phone: phone.clone(),
            secret: secret_of(phone),
            token: ByteVec::from(Vec::new()),
            line: world.network.line(phone.name()),
            nonce: Cell::new(0xf000_0000),
        };
        mallory.token = mallory.token_for(phone.community());
        mallory
    }

    /// A token for any community: the server gives one to whoever proves a key.
    #[must_use]
    pub fn token_for(&self, community: CommunityId) -> ByteVec {
        let ask = ChallengeAsk {
            version: VERSION,
            community,
            device: self.secret.public(),
        };
        let answer = self.posts("/v1/session/challenge", encode(&ask));
        let Challenge { server, challenge } =
            decode_exact(&answer.expect("a challenge"), "challenge").expect("a challenge");
        let words = ("kith session v1", server, community, &challenge);
        let ask = SessionAsk {
            community,
            device: self.secret.public(),
            signature: self.secret.sign(&words),
            challenge,
        };
        let answer = self.posts("/v1/session", encode(&ask));
        let session: Session =
            decode_exact(&answer.expect("a session"), "session").expect("a session");
        session.token
    }

    /// Posts any bytes.
    ///
    /// # Errors
    /// What a phone makes of the status.
    pub fn posts(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        block_on(self.line.post(ADDRESS, path, body))
    }

    /// Posts any bytes as a sync; the word for what came of it.
    #[must_use]
    pub fn posts_as_a_sync(&self, body: Vec<u8>) -> String {
        match self.posts("/v1/sync", body) {
            Ok(answer) => {
                let answer: SyncAnswer = decode_exact(&answer, "answer").expect("an answer");
                word(answer.replies.first().expect("a reply"))
            }
            Err(TransportError::NotKith { status, .. }) => format!("status {status}"),
            Err(other) => other.to_string(),
        }
    }

    /// One ask in the phone's own community.
    #[must_use]
    pub fn ask(&self, push: Push) -> Ask {
        Ask {
            community: self.phone.community(),
            token: self.token.clone(),
            cursor: None,
            push: Some(push),
            mail: Vec::new(),
            lacks: Vec::new(),
            knock: None,
            repair: None,
        }
    }

    /// Sends an ask; the word for what came of it.
    #[must_use]
    pub fn sends(&self, ask: Ask) -> String {
        let request = SyncRequest {
            version: VERSION,
            asks: vec![ask],
        };
        self.posts_as_a_sync(encode(&request))
    }

    /// Pushes; the word for what came of it.
    #[must_use]
    pub fn gives(&self, push: Push) -> String {
        self.sends(self.ask(push))
    }

    /// Pushes records.
    #[must_use]
    pub fn gives_records(&self, records: Vec<Record>) -> String {
        self.gives(Push {
            records,
            ..Push::default()
        })
    }

    /// The member.
    #[must_use]
    pub fn me(&self) -> MemberId {
        self.phone.id()
    }

    /// The community's own space.
    #[must_use]
    pub fn space(&self) -> SpaceId {
        self.phone.look().space()
    }

    /// The next number of a device in a space, as this phone knows its feed.
    #[must_use]
    pub fn next_n(&self, space: SpaceId, device: DeviceTag) -> u32 {
        self.phone.look().feed(space, device).n + 1
    }

    /// An actor of a device that nobody has used.
    #[must_use]
    pub fn fresh_actor(&self, device: DeviceTag) -> Actor {
        self.nonce.set(self.nonce.get() + 1);
        Actor::new(device, self.nonce.get().to_be_bytes())
    }

    /// What an honest phone would write next in a document, edited.
    #[must_use]
    pub fn states(
        &self,
        name: &DocumentName,
        facts: &[(FactKey, Value)],
        edit: impl FnOnce(&mut ExpandedChange),
    ) -> FedChange {
        let device = self.secret.tag();
        let n = self.next_n(name.space, device);
        self.states_as(name, (device, n), facts, edit)
    }

    /// The same, as any device and number.
    #[must_use]
    pub fn states_as(
        &self,
        name: &DocumentName,
        (device, n): (DeviceTag, u32),
        facts: &[(FactKey, Value)],
        edit: impl FnOnce(&mut ExpandedChange),
    ) -> FedChange {
        let mut document = self.phone.look().automerge(name);
        let bytes = document.put(self.fresh_actor(device), n, facts, None);
        let bytes = bytes
            .expect("it can be written")
            .expect("it says something");
        let mut change = Change::try_from(bytes.as_slice())
            .expect("an honest change")
            .decode();
        edit(&mut change);
        FedChange {
            document: name.id(),
            device,
            n,
            bytes: Change::from(change).raw_bytes().to_vec().into(),
        }
    }

    /// A push of changes into one document, chained on to what the server has of each feed and
    /// signed with the one key there is.
    #[must_use]
    pub fn pack(&self, name: &DocumentName, changes: Vec<FedChange>) -> Push {
        let look = self.phone.look();
        let (community, entry) = (look.row.community, look.sequenced.chain(look.space()));
        let mut heads: Vec<SignedHead> = Vec::new();
        for fed in &changes {
            let before = heads.iter().position(|head| head.device == fed.device);
            let head = match before {
                Some(at) => heads.remove(at).head,
                None => look.feed(name.space, fed.device).head,
            };
            let hash = change_hash(&fed.bytes).unwrap_or(kith_domain::ids::ChangeHash([0; 32]));
            let reached = (fed.n, next_head(head, fed.n, fed.document, hash));
            let signed = SignedHead::sign(community, name.space, reached, entry, &self.secret);
            heads.push(SignedHead {
                device: fed.device,
                ..signed
            });
        }
        Push {
            documents: vec![name.clone()],
            changes,
            heads,
            ..Push::default()
        }
    }

    /// States facts and pushes them.
    #[must_use]
    pub fn says(&self, name: &DocumentName, facts: &[(FactKey, Value)]) -> String {
        let change = self.states(name, facts, |_| ());
        self.gives(self.pack(name, vec![change]))
    }

    /// The body of a record, as an honest phone would fill it in.
    #[must_use]
    pub fn body(&self, space: Option<SpaceId>, act: Act) -> Body {
        self.nonce.set(self.nonce.get() + 1);
        let rosters = self.phone.look().sequenced;
        let mut body = Body {
            community: Some(rosters.community),
            space,
            predecessor: None,
            act,
            nonce: Body::nonce_of(CommandId([7; 16]), self.nonce.get()),
        };
        body.predecessor = rosters.subjects.get(&body.subject()).copied();
        body
    }

    /// A record in the community's roster under the one key there is.
    #[must_use]
    pub fn signs(&self, act: Act) -> Record {
        Record::signed_by(self.body(Some(self.space()), act), &[&self.secret])
    }
}

/// What a reply came to, in one stable word.
#[must_use]
pub fn word(reply: &Reply) -> String {
    match (&reply.verdict, reply.problem) {
        (Some(Verdict::Taken), _) => "taken".to_owned(),
        (Some(Verdict::Behind { .. }), _) => "behind".to_owned(),
        (Some(Verdict::Need), _) => "need".to_owned(),
        (Some(Verdict::Wait), _) => "wait".to_owned(),
        (Some(Verdict::Later { code, .. }), _) => code.clone(),
        (Some(Verdict::Refused { changes, records }), _) => {
            let codes = changes.iter().map(|c| c.code.clone());
            let mut codes: Vec<_> = codes
                .chain(records.iter().map(|r| r.code.clone()))
                .collect();
            codes.dedup();
            codes.join(" ")
        }
        (None, Some(Problem::Token)) => "no such token".to_owned(),
        (None, Some(Problem::UnknownCommunity)) => "unknown community".to_owned(),
        (None, Some(Problem::NotAMember)) => "not a member".to_owned(),
        (None, Some(Problem::Recovering)) => "recovering".to_owned(),
        (None, Some(Problem::Version)) => "another version".to_owned(),
        (None, Some(Problem::Malformed)) => "malformed".to_owned(),
        (None, Some(Problem::SetBack)) => "set back".to_owned(),
        (None, None) => "nothing".to_owned(),
    }
}
