//! The phone's early refusal, the server's final one and the projection's classification agree: over
//! a hundred thousand facts that anybody might state anywhere, at every moment of a long life.

use kith_domain::command::{Context, Plan, World, Write};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::facts::{AsideReason, ChangeInfo, DocumentState, Facts, Op};
use kith_domain::ids::{Actor, ChangeHash, CommandId, DeviceTag, ItemId, MemberId, OpId, SpaceId};
use kith_domain::keys::Secret;
use kith_domain::policy::{Denied, admits, right};
use kith_domain::roster::{Rosters, Stated};
use kith_domain::sealed::{Keyring, SpaceKey};
use kith_domain::time::Day;
use kith_domain::topic::{TABLE, Topic};
use kith_tests::clock::BEGINNING;
use kith_tests::dice::Dice;
use kith_tests::everything::Life;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const CASES: usize = 100_000;

/// One moment: who belongs, and what could be written about then.
struct Moment {
    rosters: Rosters,
    keyring: Keyring,
    next: u32,
}

impl World for Moment {
    fn rosters(&self) -> &Rosters {
        &self.rosters
    }
    fn keyring(&self) -> &Keyring {
        &self.keyring
    }
    fn document(&self, _: &DocumentName) -> Result<Option<Arc<DocumentState>>, String> {
        Ok(None)
    }
    fn next_number(&self, _: SpaceId) -> u32 {
        self.next
    }
}

/// The rosters before each entry of the life, and after the last.
fn moments(life: &Life) -> Vec<Moment> {
    let look = life.phones[0].look();
    let mut rosters = Rosters::begin(&look.row.founded).unwrap();
    let mut all = vec![rosters.clone()];
    for entry in look.entries_of_rosters() {
        rosters.extend(&entry).unwrap();
        // Phones in the story write but a few facts; here the cuts lie in the middle of them.
        all.push(rosters.clone());
        assert!(matches!(entry.stated, Stated::Record(_) | Stated::Line(_)));
    }
    all.into_iter()
        .map(|rosters| {
            let mut keyring = Keyring::default();
            for space in rosters.spaces.keys() {
                keyring.add(*space, SpaceKey::Shared([1; 32]));
            }
            Moment {
                rosters,
                keyring,
                next: 1,
            }
        })
        .collect()
}

/// Everybody, everything and everywhere that can be drawn from.
struct Pool {
    people: Vec<(MemberId, DeviceTag)>,
    documents: Vec<DocumentName>,
    topics: Vec<&'static str>,
    topics_of: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Pool {
    fn of(life: &Life) -> Self {
        let look = life.phones[0].look();
        let mut people: Vec<_> = (look.sequenced.devices.iter())
            .map(|(tag, device)| (device.member, *tag))
            .collect();
        people.push((MemberId([9; 10]), DeviceTag([9; 6])));
        let mut spaces: Vec<SpaceId> = look.sequenced.spaces.keys().copied().collect();
        spaces.push(SpaceId([9; 16]));
        // Those of the story are drawn as often as all that were made up together.
        let mut documents = vec![look.documents(); 6].concat();
        for space in spaces {
            for kind in DocumentKind::ALL {
                documents.push(DocumentName::new(space, kind, "all"));
            }
            let (member, _) = people[0];
            documents.push(DocumentName::round(space, member, ItemId([7; 10])));
            let mut later = DocumentName::new(space, DocumentKind::Board, "all");
            later.kind = "horoscopes".to_owned();
            documents.push(later);
        }
        let mut topics: Vec<_> = TABLE.iter().map(|row| row.word).collect();
        topics.push("horoscope");
        let mut topics_of = BTreeMap::<_, Vec<_>>::new();
        for row in TABLE {
            for kind in row.kinds {
                topics_of.entry(kind.word()).or_default().push(row.word);
            }
        }
        Self {
            people,
            documents,
            topics,
            topics_of,
        }
    }
}

#[test]
fn phone_server_and_projection_judge_alike_in_a_hundred_thousand_cases() {
    let life = Life::lived();
    let (mut moments, pool) = (moments(&life), Pool::of(&life));
    let mut dice = Dice::new(20);
    let (mut outcomes, signer) = (BTreeMap::<&str, u32>::new(), Secret::from_seed(&[1; 32]));
    for case in 0..CASES {
        // Mostly when most people are there, and mostly what belongs where it stands.
        let early = if dice.chance(80) {
            moments.len() / 2
        } else {
            0
        };
        let at = early + dice.below(moments.len() - early);
        let moment = &mut moments[at];
        let (member, device) = *dice.pick(&pool.people);
        let document = dice.pick(&pool.documents).clone();
        let topic = match pool.topics_of.get(document.kind.as_str()) {
            Some(topics) if dice.chance(80) => *dice.pick(topics),
            _ => *dice.pick(&pool.topics),
        };
        let n = 1 + dice.below(40) as u32;
        let own = FactKey::new(member, topic, "x.y");
        let (other, _) = *dice.pick(&pool.people);
        let (by, key) = if dice.chance(20) && other != member {
            let spoken = FactKey::new(other, topic, "x.y");
            (other, spoken.by_hand_of(member))
        } else {
            (member, own)
        };
        moment.next = n;

        let judged = right(&moment.rosters, &document, &key, device, n);
        let row = Topic::from_word(topic).map(Topic::row);
        let after = row.is_some_and(|row| row.after_leaving);
        let word = judged.map_or_else(Denied::code, |_| "counts");
        *outcomes.entry(word).or_default() += 1;
        let words = || format!("case {case}: {key} in {document} by {device} at {n}: {judged:?}");

        // The projection.
        let facts = projected(moment, &document, &key, device, n);
        match (facts.all().next(), facts.aside.as_slice()) {
            (Some(fact), []) if !fact.after_leaving => assert!(judged.is_ok(), "{}", words()),
            (Some(_), []) => assert!(after && judged == Err(Denied::AfterLeaving), "{}", words()),
            (None, [aside]) => {
                assert_eq!(
                    judged.err().map(AsideReason::Denied),
                    Some(aside.reason),
                    "{}",
                    words()
                );
            }
            other => panic!("{}: {other:?}", words()),
        }

        // The server, at once and too late.
        let reads = moment.rosters.may_read(document.space, member);
        for (now, in_time) in [
            (Some(BEGINNING), true),
            (None, true),
            (Some(i64::MAX), false),
        ] {
            let server = admits(&moment.rosters, &document, &key, (device, n), now);
            let expected = match judged {
                Ok(_) | Err(Denied::UnknownTopic | Denied::NotYet) if reads => Ok(()),
                Ok(_) | Err(Denied::UnknownTopic | Denied::NotYet) => Err("not-in-space"),
                Err(Denied::AfterLeaving) if after && (in_time || reads) => Ok(()),
                Err(denied) => Err(denied.code()),
            };
            assert_eq!(server, expected, "{}", words());
        }

        // The phone, which writes what it knows and nothing else.
        if let Some(row) = row {
            let early = plan(row.topic, by, &document).authorize(&Context {
                community: moment.rosters.community,
                me: by,
                hand: member,
                device,
                command: CommandId([1; 16]),
                seed: [1; 32],
                signer: &signer,
                today: Day(20_000),
                now: BEGINNING,
                world: moment,
            });
            let early = early.map_err(|refused| refused.code().to_owned());
            let erased = moment.rosters.is_erased(document.id(), document.space);
            let expected = match judged {
                // What was erased is nobody's to go on with, whatever their rights.
                _ if erased => Err("erased".to_owned()),
                Ok(_) => Ok(()),
                Err(Denied::AfterLeaving) if after => Ok(()),
                Err(denied) => Err(denied.code().to_owned()),
            };
            assert_eq!(early, expected, "{}", words());
        }
    }
    println!("{CASES} cases: {outcomes:?}");
    let met: BTreeSet<&str> = outcomes.keys().copied().collect();
    let all = [
        "after-leaving",
        "counts",
        "not-a-member",
        "not-their-proxy",
        "not-yet",
        "revoked",
        "unknown-topic",
        "wrong-document",
        "wrong-role",
    ];
    assert_eq!(
        met,
        BTreeSet::from(all),
        "every outcome is met: {outcomes:?}"
    );
}

fn plan(topic: Topic, by: MemberId, document: &DocumentName) -> Plan {
    Plan {
        writes: vec![Write {
            document: document.clone(),
            topic,
            by,
            subject: "x.y".to_owned(),
            text: "{}".to_owned(),
            at: None,
        }],
        ..Plan::default()
    }
}

fn projected(
    moment: &Moment,
    document: &DocumentName,
    key: &FactKey,
    device: DeviceTag,
    n: u32,
) -> Facts {
    let change = Arc::new(ChangeInfo {
        hash: ChangeHash([1; 32]),
        device,
        n,
        clock: [(device, n)].into(),
    });
    let op = Op {
        key: key.clone(),
        id: OpId {
            counter: 2,
            actor: Actor::new(device, [0; 4]),
        },
        value: Value::Clear("{}".to_owned()),
        change,
    };
    let state = DocumentState {
        name: document.clone(),
        ops: vec![op],
        heads: Vec::new(),
    };
    let community = moment.rosters.community;
    Facts::of(community, &state, &moment.rosters, &moment.keyring, None)
}
