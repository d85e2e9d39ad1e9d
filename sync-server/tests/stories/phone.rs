//! An honest phone, just big enough to talk to the server.

use crate::town::Town;
use kith_domain::document::DocumentName;
use kith_domain::fact::{FactKey, Value};
use kith_domain::feed::{SignedHead, first_head, next_head};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{
    Actor, ChangeHash, CommandId, CommunityId, DeviceTag, DocumentId, FeedHead, ItemId, MemberId,
    SigningKey, SpaceId,
};
use kith_domain::invite::InviteSecret;
use kith_domain::keys::Secret;
use kith_domain::limits;
use kith_domain::page::Page;
use kith_domain::poster::Knock;
use kith_domain::repair::Repair;
use kith_domain::roster::Participant;
use kith_domain::roster::{Act, Body, Entry, Record, Role, Rosters, SpaceKind};
use kith_domain::sealed::{SpaceKey, Wrap};
use kith_domain::wire::{
    Ask, Challenge, ChallengeAsk, FedChange, Lack, LogItem, Push, Reply, Session, SessionAsk,
    SyncAnswer, SyncRequest, VERSION, Verdict,
};
use kith_domain::write::Document;
use minicbor::bytes::ByteVec;
use std::collections::BTreeMap;

pub const KEY: SpaceKey = SpaceKey::Shared([5; 32]);

#[derive(Clone)]
pub struct Phone {
    pub secret: Secret,
    pub community: CommunityId,
    pub space: SpaceId,
    pub member: MemberId,
    /// As the entries received say; before the first as the founding says.
    pub rosters: Rosters,
    pub founding: Vec<Record>,
    pub documents: BTreeMap<DocumentId, Document>,
    pub feeds: BTreeMap<SpaceId, (u32, FeedHead)>,
    pub cursor: Option<ByteVec>,
    pub received: Vec<LogItem>,
    pub mail: Vec<Wrap>,
    pub lacks: Vec<Lack>,
    token: Option<ByteVec>,
    nonce: u8,
}

pub fn seed(byte: u8) -> Secret {
    Secret::from_seed(&[byte; 32])
}

pub fn key_of(change: &FedChange) -> ChangeHash {
    kith_domain::guard::change_hash(&change.bytes).unwrap()
}

impl Phone {
    fn new(secret: Secret, founding: Vec<Record>, member: MemberId) -> Self {
        let rosters = Rosters::begin(&founding[0]).unwrap();
        Self {
            secret,
            community: rosters.community,
            space: rosters.space,
            member,
            rosters,
            founding,
            documents: BTreeMap::new(),
            feeds: BTreeMap::new(),
            cursor: None,
            received: Vec::new(),
            mail: Vec::new(),
            lacks: Vec::new(),
            token: None,
            nonce: 0,
        }
    }

    /// A founder whose community names `server`; nothing is pushed yet.
    pub fn founder(byte: u8, server: SigningKey) -> Self {
        let secret = seed(byte);
        let founded = Body {
            community: None,
            space: None,
            predecessor: None,
            act: Act::Founded {
                device: secret.public(),
                box_key: secret.box_key(),
                server: Some(server),
                key: KEY.id(),
                paper: None,
            },
            nonce: [byte; 16].into(),
        };
        let adopted = Body {
            community: Some(founded.community_id()),
            space: Some(founded.space_id()),
            predecessor: None,
            act: Act::ServerAdopted {
                server,
                address: "http://127.0.0.1:1".to_owned(),
            },
            nonce: [byte; 16].into(),
        };
        let member = founded.member_id();
        let founding = [founded, adopted].map(|body| Record::signed_by(body, &[&secret]));
        Self::new(secret, founding.to_vec(), member)
    }

    /// A founder whose community stands at the town's server.
    pub fn founded(byte: u8, town: &Town) -> Self {
        let mut ada = Self::founder(byte, town.server().key());
        let push = Push {
            records: ada.founding.clone(),
            ..Push::default()
        };
        ada.give(town, push);
        ada
    }

    /// A newcomer with an invite of `self`'s, and the record that admits them; nothing is pushed.
    pub fn invite(&mut self, town: &Town, byte: u8, expires: i64) -> (Self, Record) {
        let invite = InviteSecret([byte; 32]).signer();
        let issued = self.record(Act::InviteIssued {
            invite: invite.public(),
            expires,
            many: false,
            uses: None,
        });
        let before = issued.hash();
        self.give_records(town, vec![issued]);
        let secret = seed(byte);
        let act = Act::MemberAdmitted {
            invite: invite.public(),
            device: secret.public(),
            box_key: secret.box_key(),
        };
        let mut body = self.body(Some(self.space), act);
        body.predecessor = Some(before);
        let member = body.member_id();
        let record = Record::signed_by(body, &[&secret, &invite]);
        (Self::new(secret, self.founding.clone(), member), record)
    }

    /// A member who joined by an invite of `self`'s and has all there is.
    pub fn joined(&mut self, town: &Town, byte: u8) -> Self {
        let (mut ben, admitted) = self.invite(town, byte, i64::MAX);
        ben.give_records(town, vec![admitted]);
        ben.sync(town);
        ben
    }

    /// A phone of nobody who belongs, that knows of the community.
    pub fn as_a_stranger(&self, secret: Secret) -> Self {
        Self::new(secret, self.founding.clone(), self.member)
    }

    /// Asks to be let in.
    pub fn knocks(&mut self, town: &Town, knock: Knock) -> Reply {
        self.log_in(town);
        let mut request = self.ask(None, Vec::new());
        request.asks[0].knock = Some(knock);
        let bytes = town.server().sync(&encode(&request)).unwrap();
        let mut answer: SyncAnswer = decode_exact(&bytes, "answer").unwrap();
        answer.replies.remove(0)
    }

    pub fn tag(&self) -> DeviceTag {
        self.secret.tag()
    }

    pub fn body(&mut self, space: Option<SpaceId>, act: Act) -> Body {
        self.nonce += 1;
        let mut body = Body {
            community: Some(self.community),
            space,
            predecessor: None,
            act,
            nonce: Body::nonce_of(CommandId([self.nonce; 16]), self.tag().0[0].into()),
        };
        body.predecessor = self.rosters.subjects.get(&body.subject()).copied();
        body
    }

    /// A record in the community's roster, signed by this phone.
    pub fn record(&mut self, act: Act) -> Record {
        let body = self.body(Some(self.space), act);
        Record::signed_by(body, &[&self.secret])
    }

    /// Opens a pairing's space for `host`, with this phone's member looking after it.
    pub fn open_pairing(&mut self, town: &Town, host: MemberId) -> SpaceId {
        let participants = vec![
            Participant {
                member: host,
                role: Role::Host,
            },
            Participant {
                member: self.member,
                role: Role::PairingCoordinator,
            },
        ];
        let act = Act::SpaceOpened {
            kind: SpaceKind::Pairing,
            participants,
            key: SpaceKey::Shared([6; 32]).id(),
        };
        let body = self.body(None, act);
        let space = body.space_id();
        let record = Record::signed_by(body, &[&self.secret]);
        self.give_records(town, vec![record]);
        space
    }

    pub fn round(&self) -> DocumentName {
        DocumentName::round(self.space, self.member, ItemId([1; 10]))
    }

    /// States `topic` about `subject` in a document: the change, in this phone's feed.
    pub fn state(
        &mut self,
        name: &DocumentName,
        topic: &str,
        subject: &str,
        text: &str,
    ) -> FedChange {
        let id = name.id();
        let first = (0, first_head(self.community, name.space, self.tag()));
        let (n, head) = *self.feeds.entry(name.space).or_insert(first);
        let n = n + 1;
        let document = self
            .documents
            .entry(id)
            .or_insert_with(|| Document::new(id).unwrap());
        let key = FactKey::new(self.member, topic, subject);
        let facts = [(key, Value::Clear(text.to_owned()))];
        let actor = Actor::new(self.secret.tag(), [self.nonce; 4]);
        let bytes = document.put(actor, n, &facts, None).unwrap().unwrap();
        let fed = FedChange {
            document: id,
            device: self.secret.tag(),
            n,
            bytes: bytes.into(),
        };
        let head = next_head(head, n, id, key_of(&fed));
        self.feeds.insert(name.space, (n, head));
        fed
    }

    /// A push of these changes, with the heads as they stand now.
    pub fn pack(&self, names: &[&DocumentName], changes: Vec<FedChange>) -> Push {
        let mut heads: Vec<SignedHead> = Vec::new();
        for name in names {
            if heads.iter().all(|head| head.space != name.space) {
                let reached = self.feeds[&name.space];
                let entry = self.rosters.chain(self.space);
                heads.push(SignedHead::sign(
                    self.community,
                    name.space,
                    reached,
                    entry,
                    &self.secret,
                ));
            }
        }
        Push {
            documents: names.iter().map(|name| (*name).clone()).collect(),
            changes,
            heads,
            ..Push::default()
        }
    }

    /// States one pledge in a round and pushes it.
    pub fn pledge(&mut self, town: &Town, round: &DocumentName, subject: &str) {
        let change = self.state(round, "pledge", subject, "1");
        let push = self.pack(&[round], vec![change]);
        self.give(town, push);
    }

    pub fn log_in(&mut self, town: &Town) {
        let server = town.server();
        let ask = ChallengeAsk {
            version: VERSION,
            community: self.community,
            device: self.secret.public(),
        };
        let answer = server.challenge(&encode(&ask)).unwrap();
        let Challenge {
            server: key,
            challenge,
        } = decode_exact(&answer, "challenge").unwrap();
        assert_eq!(key, server.key());
        let words = ("kith session v1", key, self.community, &challenge);
        let ask = SessionAsk {
            community: self.community,
            device: self.secret.public(),
            signature: self.secret.sign(&words),
            challenge,
        };
        let answer = server.session(&encode(&ask)).unwrap();
        let session: Session = decode_exact(&answer, "session").unwrap();
        self.token = Some(session.token);
    }

    pub fn ask(&self, push: Option<Push>, mail: Vec<Wrap>) -> SyncRequest {
        SyncRequest {
            version: VERSION,
            asks: vec![Ask {
                community: self.community,
                token: self.token.clone().unwrap(),
                cursor: self.cursor.clone(),
                push,
                mail,
                lacks: self.lacks.clone(),
                knock: None,
                repair: None,
            }],
        }
    }

    /// One request as it is, whatever comes of it; nothing is taken in.
    pub fn send(&mut self, town: &Town, push: Option<Push>, mail: Vec<Wrap>) -> Reply {
        if self.token.is_none() {
            self.log_in(town);
        }
        let bytes = town.server().sync(&encode(&self.ask(push, mail))).unwrap();
        assert!(bytes.len() <= limits::ANSWER);
        let mut answer: SyncAnswer = decode_exact(&bytes, "answer").unwrap();
        answer.replies.remove(0)
    }

    /// Says that it gave back all it can, and to hold nothing itself; nothing is taken in.
    pub fn gave_all(&mut self, town: &Town) -> Reply {
        let repair = Repair {
            gave_all: true,
            ..Repair::default()
        };
        self.says(town, repair)
    }

    /// Says where it stands; nothing is taken in.
    pub fn says(&mut self, town: &Town, repair: Repair) -> Reply {
        let mut request = self.ask(None, Vec::new());
        request.asks[0].repair = Some(repair);
        let bytes = town.server().sync(&encode(&request)).unwrap();
        let mut answer: SyncAnswer = decode_exact(&bytes, "answer").unwrap();
        answer.replies.remove(0)
    }

    /// Forgets all that came, and its cursor with it: it reads the log from its beginning.
    pub fn forgets(&mut self) {
        self.received.clear();
        self.cursor = None;
    }

    /// Pushes, and says what the verdict was; takes in what came with it. What was taken does not
    /// come back with that answer, so this phone asks once more, with its old cursor.
    pub fn try_give(&mut self, town: &Town, push: Push) -> Verdict {
        let reply = self.send(town, Some(push), Vec::new());
        if reply.verdict == Some(Verdict::Taken) && reply.problem.is_none() {
            let with_own = self.send(town, None, Vec::new());
            self.take_in(&with_own);
        } else {
            self.take_in(&reply);
        }
        reply.verdict.unwrap()
    }

    pub fn give(&mut self, town: &Town, push: Push) {
        assert_eq!(self.try_give(town, push), Verdict::Taken);
    }

    pub fn give_records(&mut self, town: &Town, records: Vec<Record>) {
        let push = Push {
            records,
            ..Push::default()
        };
        self.give(town, push);
    }

    /// Asks until there is nothing left; the number of items that came.
    pub fn sync(&mut self, town: &Town) -> usize {
        let before = self.received.len();
        loop {
            let reply = self.send(town, None, Vec::new());
            assert_eq!(reply.problem, None);
            self.take_in(&reply);
            if reply.remaining == 0 {
                assert_eq!(reply.digest.map(|d| *d), Some(self.digest()));
                return self.received.len() - before;
            }
        }
    }

    pub fn take_in(&mut self, reply: &Reply) {
        for page in &reply.pages {
            let inflated = zstd::bulk::decompress(page, limits::PAGE_INFLATED).unwrap();
            let page: Page = decode_exact(&inflated, "page").unwrap();
            let items: Vec<LogItem> = page.unpack().unwrap().into_iter().map(Into::into).collect();
            let ends_well = matches!(items.last(), Some(LogItem::Head(_) | LogItem::Entry(_)));
            assert!(ends_well, "a page ends at a push's end");
            for item in items {
                match &item {
                    LogItem::Entry(entry) => self.take_entry(entry),
                    LogItem::Change(change) => self.take_change(change),
                    _ => {}
                }
                self.received.push(item);
            }
        }
        self.mail.extend(reply.mail.iter().cloned());
        if !reply.cursor.is_empty() {
            self.cursor = Some(reply.cursor.clone());
        }
    }

    fn take_entry(&mut self, entry: &Entry) {
        if self.rosters.chain(entry.roster).0 < entry.number {
            self.rosters.extend(entry).unwrap();
        }
    }

    fn take_change(&mut self, change: &FedChange) {
        self.documents
            .entry(change.document)
            .or_insert_with(|| Document::new(change.document).unwrap())
            .apply(&[&change.bytes])
            .unwrap();
    }

    /// What this phone has of each feed, from the heads it received.
    fn digest(&self) -> [u8; 16] {
        let mut feeds = BTreeMap::new();
        for item in &self.received {
            if let LogItem::Head(head) = item {
                let key = self.rosters.devices[&head.device].key;
                assert!(head.is_signed_by(self.community, &key));
                feeds.insert((head.space, head.device), (head.n, head.head));
            }
        }
        let list: Vec<_> = feeds
            .into_iter()
            .map(|((space, device), (n, head))| (space, device, n, head))
            .collect();
        kith_domain::feed::digest(list, self.rosters.ends_for(self.member))
    }

    /// Another device's head, signed by this one.
    pub fn sign_for(&self, head: &SignedHead) -> SignedHead {
        let (reached, entry) = ((head.n, head.head), (head.entry_number, head.entry));
        let signed = SignedHead::sign(self.community, head.space, reached, entry, &self.secret);
        SignedHead {
            device: head.device,
            ..signed
        }
    }

    /// Everything this phone ever received, as one push that gives it back.
    pub fn give_back(&self) -> Push {
        let mut push = Push::default();
        for item in &self.received {
            match item.clone() {
                LogItem::Entry(entry) => push.entries.push(*entry),
                LogItem::Document(name) => push.documents.push(name),
                LogItem::Change(change) => push.changes.push(change),
                LogItem::Head(head) => {
                    push.heads
                        .retain(|h| (h.space, h.device) != (head.space, head.device));
                    push.heads.push(head);
                }
            }
        }
        push
    }
}
