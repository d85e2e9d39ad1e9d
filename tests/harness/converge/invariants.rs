//! What must hold when the weather has cleared and everybody has synced.

use crate::look::Look;
use crate::phone::Phone;
use kith_domain::document::DocumentKind;
use kith_domain::fact::Value;
use kith_domain::hash::hash;
use kith_domain::ids::SpaceId;
use kith_domain::round::RoundView;
use std::collections::BTreeMap;

/// All that `phone` shares with the others, a line each: documents with heads and facts, and rows of
/// the read model. Two phones that read the same spaces hold the same lines.
#[must_use]
pub fn shared(phone: &Phone) -> Vec<String> {
    let look = phone.shown();
    let rows = look.rows().into_iter();
    let rows = rows.map(|(screen, id, body)| format!("{screen} {id} {body}"));
    lines(&look).into_values().flatten().chain(rows).collect()
}

/// A document's place and name.
type Whole = (SpaceId, String);

fn lines(look: &Look) -> BTreeMap<Whole, Vec<String>> {
    let mut found = BTreeMap::new();
    for name in look.documents() {
        let state = look.state(&name).expect("a listed document is here");
        let mut facts: Vec<String> = state
            .ops
            .iter()
            .map(|op| {
                let value = match &op.value {
                    Value::Clear(text) => text.clone(),
                    Value::Sealed(bytes) => format!("{:?}", hash(&bytes.as_slice())),
                };
                format!("{name} {} {:?} {value}", op.key, op.id)
            })
            .collect();
        facts.sort_unstable();
        facts.insert(0, format!("{name} {:?}", state.heads));
        found.insert((name.space, name.to_string()), facts);
    }
    found
}

/// Whether all these phones show the same, and each of them is right in itself.
///
/// # Errors
/// What differs or is wrong, in words.
pub fn everybody_agrees(phones: &[Phone]) -> Result<(), String> {
    let mut first: BTreeMap<Whole, (String, Vec<String>)> = BTreeMap::new();
    let mut first_rows: BTreeMap<(&str, String), (String, String)> = BTreeMap::new();
    for phone in phones {
        let look = phone.shown();
        is_right(phone, &look)?;
        let present = look.rosters.is_member(look.row.me);
        if !present {
            continue; // who has left is told no more
        }
        for (document, lines) in lines(&look) {
            let (name, theirs) = first
                .entry(document.clone())
                .or_insert_with(|| (phone.name().to_owned(), lines.clone()));
            if *theirs != lines {
                let difference = difference(theirs, &lines);
                return Err(format!(
                    "{name} and {} differ in {}: {difference}",
                    phone.name(),
                    document.1
                ));
            }
        }
        for (screen, id, body) in look.rows() {
            let (name, theirs) = first_rows
                .entry((screen, id.clone()))
                .or_insert_with(|| (phone.name().to_owned(), body.clone()));
            if *theirs != body {
                return Err(format!(
                    "{name} and {} show {screen} {id} differently:\n{theirs}\n{body}",
                    phone.name()
                ));
            }
        }
    }
    let mut digests = BTreeMap::new();
    for phone in phones {
        let look = phone.look();
        if look.rosters.is_member(look.row.me) {
            has_everything(phone, &look, &first)?;
            let digest = phone.app().digest(look.row.community);
            let shared = digest.map_err(|e| e.to_string())?.shared;
            digests.insert(shared, phone.name().to_owned());
        }
    }
    if digests.len() > 1 {
        return Err(format!("the app's own digests differ: {digests:?}"));
    }
    Ok(())
}

/// No present member lacks a document of a space they may read.
fn has_everything(
    phone: &Phone,
    look: &Look,
    known: &BTreeMap<Whole, (String, Vec<String>)>,
) -> Result<(), String> {
    let own = lines(look);
    for (document, (name, _)) in known {
        let reads = look.rosters.may_read(document.0, look.row.me);
        if reads && !own.contains_key(document) {
            let (phone, document) = (phone.name(), &document.1);
            return Err(format!("{phone} lacks {document}, which {name} has"));
        }
    }
    Ok(())
}

/// What must hold on one phone by itself.
fn is_right(phone: &Phone, look: &Look) -> Result<(), String> {
    let wrong = |what: String| Err(format!("on {}'s phone {what}", phone.name()));
    if look.unsent() > 0 {
        let left: Vec<_> = look
            .outbox()
            .into_iter()
            .map(|i| (i.words, i.state))
            .collect();
        return wrong(format!("something is unsent: {left:?}"));
    }
    let before = look.rows();
    let balances = look.balances();
    phone.app().rebuild().map_err(|e| e.to_string())?;
    let after = look.rows();
    if let Some((was, is)) = before.iter().zip(&after).find(|(was, is)| was != is) {
        return wrong(format!(
            "the read model is not what a rebuild makes:\n{was:?}\n{is:?}"
        ));
    }
    if before.len() != after.len() || balances != look.balances() {
        return wrong("the read model is not what a rebuild makes".to_owned());
    }
    let sum: i64 = balances.values().sum();
    if sum != 0 {
        return wrong(format!("hours do not sum to zero but to {sum} minutes"));
    }
    for name in look.documents() {
        let state = look.state(&name).expect("a listed document is here");
        let document = look.automerge(&name);
        let mut heads = document.heads();
        heads.sort_unstable();
        let mut held = state.heads.clone();
        held.sort_unstable();
        if heads != held {
            return wrong(format!(
                "{name} has other heads in Automerge than in the store"
            ));
        }
        if name.kind() == Some(DocumentKind::Round) {
            let round = look.round(&name.name);
            sums_are_exact(&round).or_else(|what| wrong(format!("{name}: {what}")))?;
        }
    }
    Ok(())
}

/// Money to the penny, goods to the unit.
fn sums_are_exact(round: &RoundView) -> Result<(), String> {
    if round.seal.is_none() || round.problem.is_some() {
        return Ok(());
    }
    let bills: u64 = round.bills.iter().map(|b| b.total_pence).sum();
    let invoice = round.invoice.as_ref().map_or(bills, |i| i.total_pence);
    if bills != invoice || bills != round.bills_total_pence {
        return Err(format!("bills come to {bills}, the invoice to {invoice}"));
    }
    for article in &round.articles {
        let given: u64 = article.allocations.iter().map(|a| a.allocated).sum();
        let came = article.cases * u64::from(article.article.case_size);
        if given + article.left_over != came {
            return Err(format!(
                "{given} and {} left are not {came}",
                article.left_over
            ));
        }
        for a in &article.allocations {
            let bounds = u64::from(a.at_least)..=u64::from(a.up_to);
            if a.allocated != 0 && !bounds.contains(&a.allocated) {
                return Err(format!("{} is outside {bounds:?}", a.allocated));
            }
        }
    }
    Ok(())
}

/// The first line in which two lists differ.
fn difference(ours: &[String], theirs: &[String]) -> String {
    let only = |a: &[String], b: &[String]| a.iter().find(|line| !b.contains(line)).cloned();
    format!("{:?} against {:?}", only(ours, theirs), only(theirs, ours))
}
