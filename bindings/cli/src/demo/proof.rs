//! Whether it holds: what the story set out to show, checked on the phones as they are at its end.
//!
//! Sums are worked out again here from prices and shares, not read from the bills.

use super::DemoError;
use super::acts::INVOICE_PENCE;
use super::cast::Who;
use super::outcome::{Article, Order, Outcome};
use super::stage::Stage;
use super::tell::pounds;
use serde::Serialize;
use std::collections::BTreeSet;

/// One thing to be proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What, in words.
    pub says: String,
    /// Whether it holds.
    pub holds: bool,
}

/// Who may read Edith's pairing.
const READERS: [Who; 4] = [Who::Ada, Who::Edith, Who::Femi, Who::Grace];

/// All of it.
pub fn checks(stage: &Stage, outcome: &Outcome) -> Result<Vec<Check>, DemoError> {
    let mut found = vec![same_everywhere(outcome), readers_only(stage, outcome)?];
    found.push(rebuilt(stage, outcome)?);
    for order in &outcome.rounds {
        found.extend([to_the_penny(order), shared_out(order)]);
    }
    found.push(late_changed_nothing(stage, outcome)?);
    found.push(Check {
        says: "All hours given are hours received: the balances add up to zero.".into(),
        holds: outcome.hours.sum_minutes == 0
            && outcome.hours.balances.iter().any(|b| b.minutes != 0),
    });
    found.push(nothing_lost(stage, outcome)?);
    found.push(nothing_waits(stage)?);
    Ok(found)
}

fn same_everywhere(outcome: &Outcome) -> Check {
    let digests: BTreeSet<&str> = outcome.phones.iter().map(|p| p.digest.as_str()).collect();
    let first: String = digests.first().map_or("", |d| d).chars().take(12).collect();
    Check {
        says: format!(
            "All {} phones hold the same documents and read them the same way: fingerprint {first}…",
            outcome.phones.len()
        ),
        holds: digests.len() == 1 && outcome.phones.len() == Who::ALL.len(),
    }
}

fn readers_only(stage: &Stage, outcome: &Outcome) -> Result<Check, DemoError> {
    let mut holds = true;
    let mut wholes = BTreeSet::new();
    for who in Who::ALL {
        let pairings = stage.app(who)?.pairings(stage.community);
        let pairings = pairings.map_err(|e| DemoError::phone(who, "look at pairings", e))?;
        let reads = pairings.iter().any(|row| row.plan.is_some());
        holds &= reads == READERS.contains(&who);
        if reads {
            let phone = outcome.phones.iter().find(|p| p.name == who.name());
            wholes.insert(phone.map(|p| p.whole.as_str()));
        }
    }
    Ok(Check {
        says: "Edith's pairing is on the phones of Edith, Femi, Ada and Grace, the same on all \
               four, and on no other."
            .into(),
        holds: holds && wholes.len() == 1,
    })
}

fn rebuilt(stage: &Stage, outcome: &Outcome) -> Result<Check, DemoError> {
    let mut holds = true;
    for (who, phone) in Who::ALL.into_iter().zip(&outcome.phones) {
        let app = stage.app(who)?;
        let wrong = |e| DemoError::phone(who, "rebuild", e);
        app.rebuild().map_err(wrong)?;
        holds &= app.digest(stage.community).map_err(wrong)?.whole == phone.whole;
    }
    Ok(Check {
        says: "Every screen was thrown away and made anew from the facts, and came out the same."
            .into(),
        holds,
    })
}

fn to_the_penny(order: &Order) -> Check {
    let bills: u64 = order.bills.iter().map(|bill| bill.total_pence).sum();
    let goods: u64 = order.articles.iter().map(invoiced).sum();
    Check {
        says: format!(
            "{} bills come to {}. The supplier's invoice, worked out again from the price list, is {}.",
            order.bills.len(),
            pounds(bills),
            pounds(goods + order.delivery_pence)
        ),
        holds: bills == goods + order.delivery_pence
            && bills == INVOICE_PENCE
            && bills == order.bills_total_pence,
    }
}

/// What the supplier asks for an article: net and VAT each rounded half up to a penny, once.
fn invoiced(article: &Article) -> u64 {
    let units: u64 = article.households.iter().map(|h| h.allocated).sum();
    let units = units + article.left_over;
    let net = (units * article.net_e4 + 50) / 100;
    let deposit = units * article.deposit_pence;
    let vat = ((net + deposit) * u64::from(article.vat_bp) + 5_000) / 10_000;
    net + deposit + vat
}

fn shared_out(order: &Order) -> Check {
    let whole = |article: &Article| {
        let shared: u64 = article.households.iter().map(|h| h.allocated).sum();
        shared + article.left_over == article.cases * u64::from(article.case_size)
    };
    let as_pledged = |article: &Article| {
        article.households.iter().all(|h| {
            let within = u64::from(h.at_least)..=u64::from(h.up_to);
            h.allocated == 0 || within.contains(&h.allocated)
        })
    };
    Check {
        says: "Every case that came is shared out to the last unit; nobody gets less than their \
               at-least or more than their up-to."
            .into(),
        holds: order.articles.iter().all(|a| whole(a) && as_pledged(a)),
    }
}

fn late_changed_nothing(stage: &Stage, outcome: &Outcome) -> Result<Check, DemoError> {
    let shares = |round: &kith_core::query::round::Round| -> Vec<_> {
        let rows = round.articles.iter();
        rows.map(|row| (row.id, row.cases, row.allocations.clone()))
            .collect()
    };
    let holds = match (&stage.screen, &stage.closed) {
        (Some(screen), Some(closed)) => shares(screen) == shares(closed),
        _ => false,
    };
    let late = outcome.rounds.iter().any(|order| {
        let only = order.late.as_slice();
        matches!(only, [late] if late.name == Who::Ben.name())
    });
    Ok(Check {
        says: "Ben's late pledge is kept, is called late, and moved nobody's share.".into(),
        holds: holds && late,
    })
}

fn nothing_lost(stage: &Stage, outcome: &Outcome) -> Result<Check, DemoError> {
    // Femi's phone died with these unsent, and Ada's with the seal.
    let round = stage.round_of(Who::Grace)?;
    let femi = |number: &str| {
        round.articles.iter().any(|row| {
            let pledged = |p: &kith_core::query::round::PledgeRow| {
                p.member.name == Who::Femi.name() && p.up_to > 0
            };
            row.article.number == number && row.pledges.iter().any(pledged)
        })
    };
    let sealed = round.seal.as_ref().map(|seal| seal.by.name.as_str());
    Ok(Check {
        says: "What Femi and Ada wrote before their phones died reached everybody, and each of it \
               counts once."
            .into(),
        holds: ["1142", "1319", "1335", "1372"].into_iter().all(femi)
            && sealed == Some(Who::Ada.name())
            && outcome.visits.len() == 1,
    })
}

fn nothing_waits(stage: &Stage) -> Result<Check, DemoError> {
    let mut holds = true;
    for who in Who::ALL {
        let status = stage.status(who)?;
        holds &= status.items.is_empty()
            && status.waiting_for_key.is_empty()
            && status.trouble.is_none();
    }
    Ok(Check {
        says: "No phone has anything left to send, to wait for or to worry about.".into(),
        holds,
    })
}
