//! What is new between two looks: one line for each thing on the screens, compared.

use crate::amount::{count, minutes, pounds, word};
use crate::problem::Problem;
use crate::round;
use crate::shell::Shell;
use kith_domain::ids::CommunityId;
use std::collections::BTreeMap;

/// Every thing on the screens, as a line, by a key that stays.
pub type Screens = BTreeMap<String, String>;

/// A look at all screens of a community.
pub fn look(shell: &Shell, community: CommunityId) -> Result<Screens, Problem> {
    let mut lines = Screens::new();
    for m in shell.app.members(community)? {
        let state = if m.present {
            "belongs"
        } else {
            "belongs no longer"
        };
        let roles: Vec<String> = m.roles.iter().map(word).collect();
        let roles = if roles.is_empty() {
            String::new()
        } else {
            format!(" as {}", roles.join(", "))
        };
        lines.insert(
            format!("member {}", m.id),
            format!("{} {state}{roles}", m.name),
        );
    }
    for r in shell.app.rounds(community)? {
        let title = r.title.clone().unwrap_or_else(|| "a round".to_owned());
        let line = format!(
            "{title}: {}, {} in it, order {}",
            word(&r.stage),
            count(r.households as u64, "household", "households"),
            pounds(r.reached_pence)
        );
        lines.insert(format!("round {}", r.name), line);
        for a in shell
            .app
            .round(community, &r.name)?
            .map(|r| r.articles)
            .unwrap_or_default()
        {
            for p in &a.pledges {
                let line = format!(
                    "{title}: {} would take {} × {} ({}); {}",
                    p.member.name,
                    p.want,
                    a.article.name,
                    p.sync.word.words(),
                    round::fullness(&a)
                );
                lines.insert(format!("pledge {} {} {}", r.name, a.id, p.member.id), line);
            }
        }
    }
    for e in shell.app.hours(community)?.entries {
        let line = format!(
            "{} gave {} {} of {}: {}",
            e.giver.name,
            e.receiver.name,
            minutes(i64::from(e.minutes)),
            e.kind,
            e.why
        );
        lines.insert(format!("entry {}", e.claim), line);
    }
    for n in shell.app.notices(community, None)? {
        let state = if n.closed { "took down" } else { "hung up" };
        let line = format!(
            "{} {state} the {}: {}",
            n.member.name,
            word(&n.kind),
            n.title
        );
        lines.insert(format!("notice {} {}", n.item, n.member.id), line);
    }
    for p in shell.app.pairings(community)? {
        let host = p.host.map_or_else(|| "somebody".to_owned(), |h| h.name);
        for v in p.visits {
            let day = v
                .note
                .as_ref()
                .map(|n| n.day.to_string())
                .unwrap_or_default();
            let line = format!(
                "{} was with {host} on {day} ({})",
                v.visitor.name,
                v.sync.word.words()
            );
            lines.insert(format!("visit {}", v.id), line);
        }
        let visits = count(u64::from(p.count.visits), "visit", "visits");
        lines.insert(
            format!("pairing {}", p.space),
            format!("{host}'s pairing: {visits}"),
        );
    }
    Ok(lines)
}

/// The lines that are new or other than before.
pub fn since<'a>(before: &Screens, now: &'a Screens) -> Vec<&'a str> {
    now.iter()
        .filter(|(key, line)| before.get(*key) != Some(line))
        .map(|(_, line)| line.as_str())
        .collect()
}
