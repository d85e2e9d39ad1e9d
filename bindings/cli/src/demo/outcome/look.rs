//! Looking at the phones to say what came of it.

use super::{Article, Balance, Bill, Hours, Household, Late, Order, Outcome, Phone, Visit};
use crate::demo::cast::Who;
use crate::demo::stage::Stage;
use crate::demo::{DemoError, acts, proof};
use kith_core::query::round::{ArticleRow, Round};
use std::time::Instant;

/// Looks at every phone and says what came of it.
pub fn gather(stage: &Stage, seed: u64, began: Instant) -> Result<Outcome, DemoError> {
    let mut phones = Vec::new();
    for who in Who::ALL {
        let digests = stage.app(who)?.digest(stage.community);
        let digests = digests.map_err(|e| DemoError::phone(who, "compare", e))?;
        phones.push(Phone {
            name: who.name(),
            digest: digests.shared,
            whole: digests.whole,
        });
    }
    let round = stage.round_of(Who::Ada)?;
    let hours = stage.app(Who::Ada)?.hours(stage.community);
    let hours = hours.map_err(|e| DemoError::phone(Who::Ada, "look at the hours", e))?;
    let mut outcome = Outcome {
        seed,
        phones,
        rounds: vec![order(&round)],
        hours: Hours {
            sum_minutes: hours.sum_minutes,
            balances: hours
                .balances
                .into_iter()
                .map(|row| Balance {
                    name: row.member.name,
                    minutes: row.minutes,
                })
                .collect(),
        },
        visits: visits(stage)?,
        sync: stage.traffic(),
        wall_ms: 0,
        checks: Vec::new(),
    };
    outcome.checks = proof::checks(stage, &outcome)?;
    outcome.wall_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(outcome)
}

fn order(round: &Round) -> Order {
    Order {
        id: round.name.clone(),
        title: round.title.clone().unwrap_or_default(),
        bills_total_pence: round.bills_total_pence,
        invoice_pence: acts::INVOICE_PENCE,
        delivery_pence: round.delivery_pence,
        articles: round.articles.iter().map(article).collect(),
        bills: round
            .bills
            .iter()
            .map(|bill| Bill {
                name: bill.household.name.clone(),
                delivery_pence: bill.delivery_pence,
                total_pence: bill.total_pence,
            })
            .collect(),
        late: round
            .late
            .iter()
            .map(|late| Late {
                name: late.member.name.clone(),
                article: late.article.clone(),
            })
            .collect(),
    }
}

fn article(row: &ArticleRow) -> Article {
    let came = row.received_units.unwrap_or(row.ordered_units);
    Article {
        number: row.article.number.clone(),
        name: row.article.name.clone(),
        unit: row.article.unit.clone(),
        case_size: row.article.case_size,
        cases: came / u64::from(row.article.case_size.max(1)),
        ordered_cases: row.cases,
        left_over: row.left_over,
        net_e4: row.article.net_e4,
        vat_bp: row.article.vat_bp,
        deposit_pence: row.article.deposit_pence,
        households: row
            .allocations
            .iter()
            .map(|part| Household {
                name: part.household.name.clone(),
                at_least: part.at_least,
                want: part.want,
                up_to: part.up_to,
                allocated: part.allocated,
                why: part.sentence,
            })
            .collect(),
    }
}

fn visits(stage: &Stage) -> Result<Vec<Visit>, DemoError> {
    let rows = stage.app(Who::Edith)?.pairings(stage.community);
    let rows = rows.map_err(|e| DemoError::phone(Who::Edith, "look at the visits", e))?;
    let mut found = Vec::new();
    for pairing in rows {
        let host = pairing.host.map(|person| person.name).unwrap_or_default();
        for visit in pairing.visits {
            let Some(note) = visit.note else { continue };
            found.push(Visit {
                host: host.clone(),
                visitor: visit.visitor.name,
                day: note.day.to_string(),
                brought: note.brought,
                host_words: note.host_words,
                own_words: visit.own_words,
                metres: note.run.map(|run| run.metres),
                counts: visit.counts,
            });
        }
    }
    Ok(found)
}
