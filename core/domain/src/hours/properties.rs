//! Laws of the time bank over random histories, honest and hostile.

use super::village::{Phone, TODAY, village};
use super::*;
use crate::command::Input;
use crate::document::DocumentKind;
use crate::facts::{DocumentState, Op};
use crate::ids::MemberId;
use crate::topic::Topic;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

const LEDGER: &str = "2026-11";
const STATEMENT: &str = r#"{"v":1}"#;

/// One step: a phone hears of another, then does something about the `about`-th entry it sees.
#[derive(Debug, Clone)]
struct Step {
    who: usize,
    hears: Option<usize>,
    act: u8,
    about: usize,
    minutes: u32,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        0..4_usize,
        proptest::option::of(0..4_usize),
        0..12_u8,
        0..8_usize,
        1..20_u32,
    );
    let step = step.prop_map(|(who, hears, act, about, minutes)| Step {
        who,
        hears,
        act,
        about,
        minutes: minutes * 5,
    });
    proptest::collection::vec(step, 1..40)
}

fn play(steps: &[Step]) -> [Phone; 4] {
    let mut phones = village();
    for step in steps {
        if let Some(other) = step.hears {
            let other = phones[other].clone();
            phones[step.who].hears(&other);
        }
        let members = phones.each_ref().map(|phone| phone.me);
        act(&mut phones[step.who], step, members);
    }
    let all = phones.clone();
    for phone in &mut phones {
        for other in &all {
            phone.hears(other);
        }
    }
    phones
}

/// Acts by command, or past all commands as a hostile phone would.
fn act(phone: &mut Phone, step: &Step, members: [MemberId; 4]) {
    let book = phone.name(DocumentKind::Ledger, LEDGER);
    let document = LEDGER.to_owned();
    let other = members[step.about % 4];
    let entries = if phone.documents.contains_key(&book) {
        phone.reads(&book, project).entries
    } else {
        Vec::new()
    };
    let entry = entries.get(step.about % entries.len().max(1));
    let Some(entry) = entry.filter(|_| step.act > 1) else {
        let (giver, receiver) = match step.minutes % 2 {
            0 => (phone.me, other),
            _ => (other, phone.me),
        };
        let command = HoursCommand::Note {
            giver,
            receiver,
            minutes: step.minutes,
            day: TODAY,
            kind: "errand".into(),
            note: None,
        };
        let _ = phone.does(|ctx| command.plan(ctx));
        return;
    };
    let version = match entry.older.last() {
        Some(older) if step.minutes > 70 => *older,
        _ => entry.version,
    };
    let claim = entry.claim;
    let command = match step.act {
        2 => HoursCommand::Edit {
            document,
            version,
            minutes: step.minutes,
            day: TODAY,
            kind: "errand".into(),
            note: None,
        },
        3 | 4 => HoursCommand::Agree { document, version },
        5 => HoursCommand::Question {
            document,
            version,
            words: None,
        },
        6 => HoursCommand::LiftQuestion { document, version },
        7 => HoursCommand::Withdraw { document, claim },
        8 => HoursCommand::Witness { document, version },
        hostile => {
            let (topic, subject, text) = match hostile {
                9 => (Topic::Agree, version.to_string(), STATEMENT),
                10 => (Topic::Withdraw, claim.to_string(), STATEMENT),
                _ => (
                    Topic::Question,
                    version.to_string(),
                    r#"{"v":1,"open":true}"#,
                ),
            };
            let unseen = &members[..step.minutes as usize % 4];
            phone.writes_having_seen(&book, topic, &subject, text, unseen);
            return;
        }
    };
    let _ = phone.does(|ctx| command.plan(ctx));
}

fn view(phone: &Phone, ops: Vec<Op>) -> LedgerView {
    let document = DocumentState {
        name: phone.name(DocumentKind::Ledger, LEDGER),
        ops,
        heads: Vec::new(),
    };
    project(&Input {
        community: phone.rosters.community,
        document: &document,
        rosters: &phone.rosters,
        keyring: &phone.keyring,
    })
}

fn ops(phone: &Phone) -> Vec<Op> {
    let book = phone.name(DocumentKind::Ledger, LEDGER);
    let document: Option<&Arc<DocumentState>> = phone.documents.get(&book);
    document
        .map(|document| document.ops.clone())
        .unwrap_or_default()
}

/// What `phone` would do to carry out `deed` on an entry.
fn carried_out(deed: HoursDeed, entry: &EntryView, me: MemberId) -> HoursCommand {
    let (document, version, claim) = (LEDGER.to_owned(), entry.version, entry.claim);
    let asked = entry.questions.iter().find(|q| q.by.member == me);
    match deed {
        HoursDeed::Agree => HoursCommand::Agree { document, version },
        HoursDeed::Question => HoursCommand::Question {
            document,
            version,
            words: None,
        },
        HoursDeed::LiftQuestion => HoursCommand::LiftQuestion {
            document,
            version: asked.map_or(version, |question| question.version),
        },
        HoursDeed::Edit => HoursCommand::Edit {
            document,
            version,
            minutes: if entry.minutes == 5 { 10 } else { 5 },
            day: TODAY,
            kind: "errand".into(),
            note: None,
        },
        HoursDeed::Withdraw => HoursCommand::Withdraw { document, claim },
        HoursDeed::Witness => HoursCommand::Witness { document, version },
    }
}

fn sum(view: &LedgerView) -> i64 {
    view.postings.iter().map(|row| row.minutes).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_order_of_ops_gives_one_view_and_every_prefix_adds_up_to_nothing(
        (steps, seed) in (steps(), any::<u64>()),
    ) {
        let phones = play(&steps);
        let whole = view(&phones[0], ops(&phones[0]));
        for phone in &phones {
            prop_assert_eq!(&view(phone, ops(phone)), &whole);
        }
        let mut shuffled = ops(&phones[0]);
        shuffled.sort_by_key(|op| crate::hash::hash(&("kith test order v1", seed, op.change.hash)));
        for end in 0..=shuffled.len() {
            let part = view(&phones[0], shuffled[..end].to_vec());
            prop_assert_eq!(sum(&part), 0);
            prop_assert_eq!(balances(&part.postings).values().sum::<i64>(), 0);
        }
        prop_assert_eq!(view(&phones[0], shuffled), whole);
    }

    #[test]
    fn no_row_is_posted_without_the_others_agree_or_a_witness(steps in steps()) {
        let phones = play(&steps);
        let all = ops(&phones[0]);
        let whole = view(&phones[0], all.clone());
        for entry in whole.entries.iter().filter(|entry| entry.posted) {
            let agreed = entry.agreed.clone().unwrap();
            let other = if entry.claimed_by == entry.giver { entry.receiver } else { entry.giver };
            let about: BTreeSet<(MemberId, String)> = all
                .iter()
                .filter(|op| op.key.subject == agreed.version.to_string())
                .map(|op| (op.key.member, op.key.topic.clone()))
                .collect();
            let coordinators = [phones[0].me, phones[3].me];
            let witnessed = coordinators.iter().any(|member| {
                ![entry.giver, entry.receiver].contains(member)
                    && about.contains(&(*member, "witness".into()))
            });
            prop_assert!(witnessed || about.contains(&(other, "agree".into())));
            let rows = whole.postings.iter().filter(|row| row.version == agreed.version);
            let rows: Vec<(MemberId, i64)> = rows.map(|row| (row.member, row.minutes)).collect();
            let minutes = i64::from(agreed.minutes);
            prop_assert_eq!(rows, [(entry.giver, minutes), (entry.receiver, -minutes)]);
        }
        prop_assert_eq!(
            whole.postings.len(),
            2 * whole.entries.iter().filter(|entry| entry.posted).count()
        );
    }

    #[test]
    fn the_buttons_under_an_entry_are_what_would_not_be_refused(steps in steps()) {
        use HoursDeed::{Agree, Edit, LiftQuestion, Question, Withdraw, Witness};
        let mut phones = play(&steps);
        let coordinators = [phones[0].me, phones[3].me];
        for (who, phone) in phones.iter_mut().enumerate() {
            // What was written past all commands is set aside, and may be taken back without a button;
            // what is settled needs no further yes, and a question that was settled no taking back.
            let honest = !steps.iter().any(|step| step.who == who && step.act > 8);
            let entries = view(phone, ops(phone)).entries;
            for entry in &entries {
                let coordinates = coordinators.contains(&phone.me);
                let offered = Weighed::from(entry).deeds((phone.me, phone.me), coordinates);
                for deed in [Agree, Question, LiftQuestion, Edit, Withdraw, Witness] {
                    let command = carried_out(deed, entry, phone.me);
                    // On a copy: what comes of it is not the question.
                    let taken = phone.clone().does(|ctx| command.plan(ctx));
                    let entitled = deed != Witness || coordinates; // the guard's to say, not the plan's
                    let (shown, open) = (offered.contains(&deed), taken.is_ok() && entitled);
                    prop_assert!(
                        shown == open || (open && (!honest || entry.posted || deed == LiftQuestion)),
                        "{:?} by {:?} of {:?}: {:?}", deed, phone.me, entry, taken.err()
                    );
                }
            }
        }
    }

    #[test]
    fn one_partys_drawer_alone_posts_nothing(steps in steps()) {
        let phones = play(&steps);
        for phone in &phones {
            let own = ops(phone).into_iter().filter(|op| op.key.member == phone.me).collect();
            prop_assert!(view(phone, own).postings.is_empty());
        }
    }

    #[test]
    fn nobody_but_the_parties_and_witnesses_changes_what_is_posted(steps in steps()) {
        let phones = play(&steps);
        let whole = view(&phones[0], ops(&phones[0]));
        for entry in &whole.entries {
            let concerned = ops(&phones[0]).into_iter().filter(|op| {
                op.key.topic == "witness"
                    || [entry.giver, entry.receiver, entry.claimed_by].contains(&op.key.member)
            });
            let part = view(&phones[0], concerned.collect());
            let same = |e: &&EntryView| e.claim == entry.claim && e.claimed_by == entry.claimed_by;
            let found = part.entries.iter().find(same);
            prop_assert_eq!(found.map(|e| (e.state, e.posted)), Some((entry.state, entry.posted)));
        }
    }
}
