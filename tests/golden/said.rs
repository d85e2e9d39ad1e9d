//! `facts.txt` and `commands.txt`: what every topic's facts and every command look like, and that
//! none of them goes without a story.

use crate::compare::{compare, root};
use kith_domain::fact::Value;
use kith_domain::roster::Stated;
use kith_domain::roster::signers::SIGNERS;
use kith_domain::sealed::Place;
use kith_domain::topic::{Status, TABLE, Topic};
use kith_tests::Look;
use kith_tests::everything::{COMMANDS, Life, word};
use std::collections::{BTreeMap, BTreeSet};

/// What that one life cannot hold, and the test that states it: file, then its name.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "counted",
        "core/domain/src/round/tests/seals.rs",
        "more_heads_than_a_change_may_name_are_joined_first",
    ),
    (
        "cut-corrected",
        "tests/scenarios/put_right.rs",
        "a_coordinator_puts_right_what_the_server_cut_off_for_everybody",
    ),
];

/// Ids, keys, hashes and signatures as one sign; the stories around them may change every day.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let is_id = |c: char| c.is_ascii_lowercase() || ('2'..='7').contains(&c);
    for part in text.split_inclusive(|c| !is_id(c)) {
        let (word, rest) = part.split_at(part.trim_end_matches(|c| !is_id(c)).len());
        out.push_str(if word.len() >= 16 { "…" } else { word });
        out.push_str(rest);
    }
    out
}

#[test]
fn every_topic_command_and_record_is_told_of_and_what_they_look_like_change_only_in_sight() {
    let life = Life::lived();
    let looks: Vec<Look> = life.phones.iter().map(|phone| phone.look()).collect();

    let mut commands = BTreeMap::new();
    for command in &life.commands {
        let json = serde_json::to_string(command).unwrap();
        commands
            .entry(word(command))
            .or_insert_with(|| masked(&json));
    }
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(what, ..)| *what).collect();
    for command in COMMANDS {
        let told = commands.contains_key(command) || elsewhere.contains(command);
        assert!(
            told,
            "no story does `{command}`: do it in tests/harness/everything.rs"
        );
    }

    let mut facts: BTreeMap<Topic, String> = BTreeMap::new();
    for look in &looks {
        for name in look.documents() {
            for op in look.state(&name).unwrap().ops {
                let Some(topic) = Topic::from_word(&op.key.topic) else {
                    continue;
                };
                let key = op.key.to_string();
                let text = match &op.value {
                    Value::Clear(text) => Some(text.clone()),
                    Value::Sealed(bytes) => {
                        let place = Place {
                            community: look.row.community,
                            space: name.space,
                            document: name.id(),
                            key: &key,
                        };
                        look.keyring.open(&place, bytes).ok()
                    }
                };
                let Some(text) = text else { continue };
                let line = format!("{}\n    {}", masked(&key), masked(&text));
                let first = facts.entry(topic).or_insert_with(|| line.clone());
                // The same life may put them in another order tomorrow.
                if line < *first {
                    *first = line;
                }
            }
        }
    }
    for row in TABLE.iter().filter(|row| row.status == Status::Built) {
        let told = facts.contains_key(&row.topic) || elsewhere.contains(row.word);
        assert!(
            told,
            "no story states `{}`: state it in tests/harness/everything.rs",
            row.word
        );
    }

    let entries = looks.iter().flat_map(Look::entries_of_rosters);
    let records: BTreeSet<&str> = entries
        .filter_map(|entry| match entry.stated {
            Stated::Record(record) => Some(record.body.act.word()),
            Stated::Line(_) => None,
        })
        .collect();
    for (word, ..) in SIGNERS {
        let told = records.contains(word) || elsewhere.contains(word);
        assert!(
            told,
            "no story signs `{word}`: sign it in tests/harness/everything.rs"
        );
    }

    let mut text = String::from(
        "One fact of every topic: its key, then its value, opened where it is sealed.\n\
         Rendered from tests/harness/everything.rs; … stands for an id. `cargo xtask golden --accept`\n\
         writes it anew. What was written once must be read for ever.\n\n",
    );
    for (topic, line) in &facts {
        text += &format!("{}\n  {line}\n", topic.word());
    }
    compare("facts.txt", &text);
    let mut text = String::from(
        "One of every command, as an outbox keeps it until it is sent and shells may write it.\n\
         Rendered from tests/harness/everything.rs; … stands for an id. `cargo xtask golden --accept`\n\
         writes it anew.\n\n",
    );
    for (word, json) in &commands {
        text += &format!("{word}\n    {json}\n");
    }
    compare("commands.txt", &text);
}

#[test]
fn what_is_told_elsewhere_is_told_there() {
    for (what, file, test) in ELSEWHERE {
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        let found = text.contains(&format!("#[test]\nfn {test}()"));
        assert!(
            found,
            "{file} has no test {test}, which is to tell of {what}"
        );
    }
}
