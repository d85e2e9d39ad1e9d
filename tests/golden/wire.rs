//! `wire/*.hex`: one sample of every message, log item, verdict, problem and record.
//!
//! A sample is its name, its diagnostic text (RFC 8949 §8) and its bytes. The bytes in the files
//! are also read back: an old sample must stay readable as long as its version is spoken.

use crate::compare::{compare, root};
use crate::diagnostic::diagnostic;
use crate::records::{COMMUNITY, DEVICE, KEY, MEMBER, SIGNER, SPACE, acts, record, secret};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::feed::SignedHead;
use kith_domain::genesis::genesis;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{Actor, BoxKey, EntryHash, FeedHead, RecordHash};
use kith_domain::page::{Packer, Page};
use kith_domain::poster::Knock;
use kith_domain::repair::{FeedStand, Repair, Stand};
use kith_domain::roster::entry::Reached;
use kith_domain::roster::signers::SIGNERS;
use kith_domain::roster::{Act, Entry, Line, Record, Stated};
use kith_domain::sealed::Wrap;
use kith_domain::wake::{WakeAnswer, WakeAsk};
use kith_domain::wire::{
    Ask, Challenge, ChallengeAsk, FedChange, Lack, Lacking, LogItem, Problem, Push, RefusedChange,
    RefusedRecord, Reply, Session, SessionAsk, SyncAnswer, SyncRequest, VERSION, Verdict,
};
use kith_domain::write::Document;

#[test]
fn messages_change_only_in_sight() {
    compare("wire/session.hex", &file("Getting a token", session()));
    compare("wire/sync.hex", &file("One sync", sync()));
    compare("wire/wake.hex", &file("Where to wake a phone", wake()));
    compare(
        "wire/log.hex",
        &file("What stands in a community's log", log()),
    );
    let all = acts().into_iter().map(|act| {
        let word = match act {
            Act::InviteIssued { many: true, .. } => "invite-issued, a poster",
            _ => act.word(),
        };
        sample::<Record>(word, &record(act))
    });
    compare("wire/records.hex", &file("Records", all.collect()));
}

#[test]
fn every_record_kind_has_a_sample() {
    let sampled: Vec<&str> = acts().iter().map(Act::word).collect();
    for (word, ..) in SIGNERS {
        assert!(sampled.contains(word), "no sample of {word}");
    }
}

#[test]
fn records_of_the_golden_file_are_still_read() {
    let text = std::fs::read_to_string(root().join("tests/golden/wire/records.hex")).unwrap();
    let mut read = 0;
    for sample in text.split("\n## ").skip(1) {
        let hex: String = sample
            .lines()
            .skip(1)
            .filter(|l| !l.starts_with('#'))
            .collect();
        let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .map(|pair| u8::try_from(pair.iter().fold(0, |n, d| n * 16 + d)).unwrap())
            .collect();
        let record: Record = decode_exact(&bytes, "record").unwrap();
        assert!(record.signers().is_some(), "a signature no longer holds");
        read += 1;
    }
    assert_eq!(read, acts().len());
}

type Sample = (String, Vec<u8>);

/// A sample that reads back as what was written.
fn sample<T>(name: &str, value: &T) -> Sample
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + std::fmt::Debug,
{
    let bytes = encode(value);
    assert_eq!(decode_exact::<T>(&bytes, "sample").as_ref(), Ok(value));
    (name.to_owned(), bytes)
}

fn file(title: &str, samples: Vec<Sample>) -> String {
    let mut text =
        format!("# {title}. Bytes by `cargo xtask golden --accept`; see docs/protocol.md.\n");
    for (name, bytes) in samples {
        text.push_str(&format!("\n## {name} ({} bytes)\n", bytes.len()));
        for line in wrap(&diagnostic(&bytes)) {
            text.push_str(&format!("# {line}\n"));
        }
        let hex: Vec<char> = bytes
            .iter()
            .flat_map(|b| format!("{b:02x}").chars().collect::<Vec<_>>())
            .collect();
        for line in hex.chunks(96) {
            text.extend(line);
            text.push('\n');
        }
    }
    text
}

/// Breaks diagnostic text after commas, at 96 characters where it can.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in text.split_inclusive(", ") {
        if lines
            .last()
            .is_some_and(|l| !l.is_empty() && l.len() + part.len() > 96)
        {
            lines.push(String::new());
        }
        lines.last_mut().unwrap().push_str(part);
    }
    lines.into_iter().map(|l| l.trim_end().to_owned()).collect()
}

fn session() -> Vec<Sample> {
    let challenge = vec![0xca; 8];
    vec![
        sample(
            "challenge-ask",
            &ChallengeAsk {
                version: VERSION,
                community: COMMUNITY,
                device: SIGNER,
            },
        ),
        sample(
            "challenge",
            &Challenge {
                server: SIGNER,
                challenge: challenge.clone().into(),
            },
        ),
        sample(
            "session-ask",
            &SessionAsk {
                community: COMMUNITY,
                device: secret().public(),
                challenge: challenge.clone().into(),
                signature: secret().sign(&(
                    "kith session v1",
                    SIGNER,
                    COMMUNITY,
                    minicbor::bytes::ByteVec::from(challenge),
                )),
            },
        ),
        sample(
            "session",
            &Session {
                token: vec![0x70; 8].into(),
                seconds: 3600,
            },
        ),
    ]
}

fn wake() -> Vec<Sample> {
    let code = "bad-endpoint".to_owned();
    let ask = |endpoint| WakeAsk {
        version: VERSION,
        token: vec![0x70; 8].into(),
        endpoint,
    };
    let endpoint = "https://push.example/up?id=7".to_owned();
    vec![
        sample("wake-ask", &ask(Some(endpoint))),
        sample("wake-ask, taking back", &ask(None)),
        sample("wake-answer, kept", &WakeAnswer::Kept),
        sample("wake-answer, gone", &WakeAnswer::Gone),
        sample("wake-answer, refused", &WakeAnswer::Refused { code }),
        sample("wake-answer, problem", &WakeAnswer::Problem(Problem::Token)),
    ]
}

fn sync() -> Vec<Sample> {
    let mut samples = vec![
        sample("request", &request()),
        sample("push", &push()),
        sample(
            "answer",
            &SyncAnswer {
                replies: vec![reply()],
            },
        ),
        sample("page", &page()),
    ];
    samples.extend(verdicts().iter().map(|v| sample(verdict_word(v), v)));
    samples.extend(problems().iter().map(|p| sample(problem_word(*p), p)));
    samples
}

fn log() -> Vec<Sample> {
    log_items()
        .iter()
        .map(|item| sample(item_word(item), item))
        .collect()
}

/// The log's items, with one change more, which is packed.
fn page() -> Page {
    let mut document = Document::new(name().id()).unwrap();
    let actor = Actor::new(DEVICE, [0xac; 4]);
    let claim = FactKey::new(MEMBER, "claim", "aaaaaaaaaaaaaaaa");
    let facts = [(claim, Value::Clear("{\"v\":1}".to_owned()))];
    let bytes = document.put(actor, 2, &facts, None).unwrap().unwrap();
    let mut packer = Packer::default();
    for item in log_items() {
        packer.add(item);
    }
    packer.add(LogItem::Change(FedChange {
        n: 2,
        bytes: bytes.into(),
        ..change()
    }));
    packer.finish()
}

fn name() -> DocumentName {
    DocumentName::new(SPACE, DocumentKind::Ledger, "2026-11")
}

fn change() -> FedChange {
    FedChange {
        document: name().id(),
        device: DEVICE,
        n: 1,
        bytes: genesis(name().id()).into(),
    }
}

fn head() -> SignedHead {
    SignedHead::sign(
        COMMUNITY,
        SPACE,
        (1, FeedHead([0xfe; 32])),
        (3, EntryHash([0xe3; 32])),
        &secret(),
    )
}

fn entry(stated: Stated) -> Entry {
    let reached = vec![Reached {
        device: DEVICE,
        n: 23,
    }];
    let place = (4, EntryHash([0xe3; 32]));
    Entry::sequence(SPACE, place, stated, reached, 1_795_000_000, &secret())
}

fn log_items() -> Vec<LogItem> {
    let left = Act::MemberLeft { member: MEMBER };
    let line = Line {
        member: MEMBER,
        device: None,
        cause: RecordHash([0x9e; 32]),
    };
    vec![
        LogItem::Entry(Box::new(entry(Stated::Record(record(left))))),
        LogItem::Entry(Box::new(entry(Stated::Line(line)))),
        LogItem::Document(name()),
        LogItem::Change(change()),
        LogItem::Head(head()),
    ]
}

fn push() -> Push {
    Push {
        records: vec![record(Act::MemberLeft { member: MEMBER })],
        documents: vec![name()],
        changes: vec![change()],
        heads: vec![head()],
        entries: Vec::new(),
    }
}

fn mail() -> Vec<Wrap> {
    vec![Wrap {
        space: SPACE,
        key: KEY,
        device: DEVICE,
        bytes: vec![0x3a; 8].into(),
    }]
}

fn request() -> SyncRequest {
    SyncRequest {
        version: VERSION,
        asks: vec![Ask {
            community: COMMUNITY,
            token: vec![0x70; 8].into(),
            cursor: Some(vec![0xcc; 8].into()),
            push: Some(push()),
            mail: mail(),
            lacks: vec![Lack {
                space: SPACE,
                key: KEY,
            }],
            knock: Some(knock()),
            repair: Some(Repair {
                stands: vec![stand()],
                gave_all: true,
            }),
        }],
    }
}

fn knock() -> Knock {
    Knock {
        record: record(Act::MemberAccepted {
            invite: SIGNER,
            device: SIGNER,
            box_key: BoxKey([0xb0; 32]),
        }),
        name: vec![0x4a; 8].into(),
    }
}

fn stand() -> Stand {
    let mut stand = Stand::of(SPACE, (4, EntryHash([0xe3; 32])));
    stand.feeds = vec![FeedStand::at(DEVICE, 23, FeedHead([0xfe; 32]))];
    stand
}

fn reply() -> Reply {
    Reply {
        community: COMMUNITY,
        verdict: Some(Verdict::Taken),
        pages: vec![vec![0x28, 0xb5, 0x2f, 0xfd].into()],
        cursor: vec![0xcc; 8].into(),
        remaining: 0,
        mail: mail(),
        lacking: vec![Lacking {
            space: SPACE,
            key: KEY,
            device: DEVICE,
        }],
        digest: Some([0xd1; 16].into()),
        problem: None,
        knocks: Some(vec![knock()]),
        stands: Some(vec![stand()]),
    }
}

fn verdicts() -> Vec<Verdict> {
    vec![
        Verdict::Taken,
        Verdict::Behind {
            numbers: vec![(SPACE, 12)],
        },
        Verdict::Need,
        Verdict::Wait,
        Verdict::Later {
            seconds: 30,
            code: "recovering".to_owned(),
        },
        Verdict::Refused {
            changes: vec![RefusedChange {
                space: SPACE,
                n: 12,
                code: "wrong-role".to_owned(),
            }],
            records: vec![RefusedRecord {
                record: RecordHash([0x9e; 32]),
                code: "overtaken".to_owned(),
            }],
        },
    ]
}

fn problems() -> [Problem; 7] {
    use Problem as P;
    [
        P::Token,
        P::UnknownCommunity,
        P::NotAMember,
        P::Recovering,
        P::Version,
        P::Malformed,
        P::SetBack,
    ]
}

// Total on purpose: a new variant does not compile until it has a word here; give it a sample too.
fn item_word(item: &LogItem) -> &'static str {
    match item {
        LogItem::Entry(entry) => match entry.stated {
            Stated::Record(_) => "entry of a record",
            Stated::Line(_) => "entry of a server's line",
        },
        LogItem::Document(_) => "document",
        LogItem::Change(_) => "change",
        LogItem::Head(_) => "head",
    }
}

fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Taken => "verdict taken",
        Verdict::Behind { .. } => "verdict behind",
        Verdict::Need => "verdict need",
        Verdict::Wait => "verdict wait",
        Verdict::Later { .. } => "verdict later",
        Verdict::Refused { .. } => "verdict refused",
    }
}

fn problem_word(problem: Problem) -> &'static str {
    match problem {
        Problem::Token => "problem token",
        Problem::UnknownCommunity => "problem unknown-community",
        Problem::NotAMember => "problem not-a-member",
        Problem::Recovering => "problem recovering",
        Problem::Version => "problem version",
        Problem::Malformed => "problem malformed",
        Problem::SetBack => "problem set-back",
    }
}
