//! What each person sees at the end, as they would read it on their phone.

use super::DemoError;
use super::cast::Who;
use super::stage::Stage;
use super::tell::{hours, pounds};
use kith_core::query::hours::EntryRow;
use kith_core::query::pairings::PairingRow;
use kith_core::query::round::{ArticleRow, BillRow, Round};
use kith_domain::time::Day;

/// The round as all see it, then everybody's own screens.
pub fn show(stage: &Stage) -> Result<(), DemoError> {
    let tell = stage.tell;
    tell.act("How it came out: November wholefoods, on every phone");
    let round = stage.round_of(Who::Ada)?;
    let mut rows = vec![cells(&["", "wanted", "a case", "came", "who gets what"])];
    rows.extend(round.articles.iter().map(offered));
    tell.table("lrrrl", &rows);
    tell.line("");
    tell.say(&format!(
        "The order came to {} before VAT and deposits; the supplier asks for {} at least.",
        pounds(round.reached_pence),
        pounds(round.minimum_pence)
    ));
    tell.line("");
    board(stage)?;
    for who in Who::ALL {
        person(stage, who)?;
    }
    Ok(())
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn offered(row: &ArticleRow) -> Vec<String> {
    let getting: Vec<String> = row
        .allocations
        .iter()
        .filter(|part| part.allocated > 0)
        .map(|part| format!("{} {}", part.household.name, part.allocated))
        .collect();
    let came = row.received_units.unwrap_or(row.ordered_units);
    let getting = if getting.is_empty() {
        "nobody: the case did not fill".to_owned()
    } else {
        getting.join(", ")
    };
    vec![
        title(row),
        row.firm.to_string(),
        row.article.case_size.to_string(),
        came.to_string(),
        getting,
    ]
}

fn title(row: &ArticleRow) -> String {
    format!("{}, {}", row.article.name, row.article.unit)
}

fn board(stage: &Stage) -> Result<(), DemoError> {
    let notices = stage.app(Who::Dev)?.notices(stage.community, None);
    let notices = notices.map_err(|e| DemoError::phone(Who::Dev, "look at the board", e))?;
    stage.tell.say("On the noticeboard:");
    for notice in notices {
        let kind = match notice.kind {
            kith_domain::board::NoticeKind::Offer => "offers",
            kith_domain::board::NoticeKind::Request => "asks for",
        };
        let (name, title) = (notice.member.name, notice.title);
        stage
            .tell
            .note(&format!("{name} {kind}: {title}. {}", notice.text));
    }
    Ok(())
}

fn person(stage: &Stage, who: Who) -> Result<(), DemoError> {
    let tell = stage.tell;
    tell.act(&format!("{}, {}", who.name(), who.home()));
    let wrong = |e| DemoError::phone(who, "look at the phone", e);
    let app = stage.app(who)?;
    let round = stage.round_of(who)?;
    if who == Who::Dev {
        tell.say("The same box and the same bill as Chloe: one household.");
    } else if let Some(bill) = round.bills.iter().find(|bill| bill.mine) {
        tell.table("rlr", &bill_rows(bill));
    }
    for sentence in reasons(&round).into_iter().chain(clashes(&round, who)) {
        tell.note(&sentence);
    }
    for late in round.late.iter().filter(|l| l.member.name == who.name()) {
        let word = late.sync.word.words();
        tell.note(&format!("{}: {word}. {}", late.article, late.sync.why));
    }
    let bank = app.hours(stage.community).map_err(wrong)?;
    for entry in bank.entries.iter().filter(|entry| entry.mine) {
        tell.note(&help(entry, who));
    }
    let own = bank.balances.iter().find(|b| b.member.name == who.name());
    tell.note(&format!(
        "Hours: {}",
        own.map_or_else(String::new, |balance| hours(balance.minutes))
    ));
    for pairing in app.pairings(stage.community).map_err(wrong)? {
        for line in company(&pairing, who) {
            tell.note(&line);
        }
    }
    let status = stage.status(who)?;
    tell.note(&match (status.unsent, status.needs_a_look) {
        (0, 0) => "Everything is sent.".to_owned(),
        (unsent, look) => format!("{unsent} on this phone, {look} to look at."),
    });
    Ok(())
}

fn bill_rows(bill: &BillRow) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = bill
        .lines
        .iter()
        .map(|line| {
            let name = format!("{}, {}", line.name, line.unit);
            let parts = [(line.vat_pence, "VAT"), (line.deposit_pence, "deposit")];
            let parts: Vec<String> = parts
                .into_iter()
                .filter(|(pence, _)| *pence > 0)
                .map(|(pence, word)| format!("{} {word}", pounds(pence)))
                .collect();
            let name = match parts.as_slice() {
                [] => name,
                _ => format!("{name}  (with {})", parts.join(" and ")),
            };
            vec![line.units.to_string(), name, pounds(line.total_pence)]
        })
        .collect();
    let sums = [
        (bill.delivery_pence, "share of the van"),
        (bill.left_over_pence, "share of what was left over"),
    ];
    for (pence, words) in sums.into_iter().filter(|(pence, _)| *pence > 0) {
        rows.push(vec![String::new(), words.to_owned(), pounds(pence)]);
    }
    rows.push(vec![
        String::new(),
        "to pay".to_owned(),
        pounds(bill.total_pence),
    ]);
    rows
}

/// Why it is not simply what was wanted.
fn reasons(round: &Round) -> Vec<String> {
    let mut found = Vec::new();
    for row in &round.articles {
        let mine = row.allocations.iter().find(|part| part.mine);
        let Some(part) = mine.filter(|part| part.allocated != u64::from(part.want)) else {
            continue;
        };
        found.push(format!(
            "{}: {} wanted, {} in the box. {}",
            row.article.name, part.want, part.allocated, part.sentence
        ));
    }
    found
}

/// Where somebody of the same household said something else at the same time.
fn clashes(round: &Round, who: Who) -> Vec<String> {
    let mut found = Vec::new();
    for row in &round.articles {
        let clash: Vec<_> = row.pledges.iter().filter(|pledge| pledge.clash).collect();
        let mine = clash.iter().find(|pledge| pledge.mine);
        let other = clash.iter().find(|pledge| !pledge.mine);
        if let (Some(mine), Some(other)) = (mine, other)
            && who.name() == mine.member.name
        {
            found.push(format!(
                "{}: you said {} and {} said {}, neither knowing; {} stands.",
                row.article.name,
                mine.want,
                other.member.name,
                other.want,
                mine.want.max(other.want)
            ));
        }
    }
    found
}

/// A day as people say it.
fn spoken(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (_, month, date) = day.civil();
    let month = usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at));
    format!("{date} {}", month.unwrap_or(&""))
}

fn help(entry: &EntryRow, who: Who) -> String {
    let deed = if entry.giver.name == who.name() {
        format!("You gave {}", entry.receiver.name)
    } else {
        format!("{} gave you", entry.giver.name)
    };
    format!(
        "{deed} {} minutes ({}): {}.",
        entry.minutes,
        entry.kind,
        entry.sync.word.words()
    )
}

fn company(pairing: &PairingRow, who: Who) -> Vec<String> {
    let host = pairing.host.as_ref().map_or("", |p| p.name.as_str());
    let visitors: Vec<&str> = pairing.visitors.iter().map(|p| p.name.as_str()).collect();
    let visitors = visitors.join(" and ");
    let mut lines = vec![match who {
        Who::Edith => format!("{visitors} visits you."),
        Who::Femi => format!("You visit {host}."),
        _ => format!("You look after {host}'s pairing: {visitors} visits."),
    }];
    if let (Who::Femi, Some(plan)) = (who, &pairing.plan) {
        lines.push(format!("{} {} {}", plan.place, plan.when, plan.wishes));
    }
    for visit in &pairing.visits {
        let Some(note) = &visit.note else { continue };
        let run = note.run.map_or_else(String::new, |run| {
            format!(" A run of {:.1} km.", f64::from(run.metres) / 1_000.0)
        });
        lines.push(format!(
            "{}, {}: {} brought {}.{run} {host} told {}: “{}” {}",
            spoken(note.day),
            visit.sync.word.words(),
            visit.visitor.name,
            note.brought.join(" and "),
            visit.visitor.name,
            note.host_words,
            visit.own_words.as_ref().map_or_else(String::new, |words| {
                format!("In {host}'s own words: “{words}”")
            })
        ));
    }
    lines
}
