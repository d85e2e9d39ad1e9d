//! The projection of a round: what it *is*, from all drawers together.
//!
//! While the round is open, every pledge counts as it stands. Once it is sealed, the seal's own
//! causal past is all that is read: terms, articles, pledges, with households as of the roster entry
//! the seal pins. Whatever else arrives is late and changes nothing. After the delivery the units
//! that came are shared out in place of those ordered.
//! No clock and no other document; equal for any order of the ops.

use super::bill::{BillError, DeliveryBy, SharedArticle, bills};
use super::pledges::{self, Said};
use super::schema::{Article, Delivered, Placed, SELF, Settled, Terms, Title};
use super::seal;
use super::share_out::{HouseholdWish, ShareOut, share_delivered, share_ordered};
use super::view::{
    AllocationView, ArticleView, LateReason, LateView, Minimum, PledgeState, RoundProblem,
    RoundView, Stage,
};
use crate::command::{Input, Stamp};
use crate::fact::FactKey;
use crate::facts::{AsideReason, Content, Fact, Facts};
use crate::hash::hash;
use crate::ids::ItemId;
use crate::topic::Topic;
use std::collections::{BTreeMap, BTreeSet};

/// What a round is, from its document and the rosters alone.
#[must_use]
pub fn project(input: &Input<'_>) -> RoundView {
    let now = input.facts();
    let seals = seal::in_order(input, now.on(Topic::Seal));
    let sealed = seals.first().copied();
    let counted = sealed.map(|fact| at(input, fact));
    let counted = counted.as_ref().unwrap_or(&now);

    let mut view = opening(input, counted);
    if let Some((stands, others)) = seals.split_first() {
        view.seal = Some(seal::view(stands));
        view.other_seals = others.iter().map(|fact| seal::view(fact)).collect();
    }
    let rules_known = sealed.is_none_or(|fact| seal::read(fact).is_some());
    let delivered = steps(input, &now, sealed, &mut view);

    let entry = view.seal.as_ref().and_then(|s| s.entry).unwrap_or(u32::MAX);
    let said = pledges::by_article(counted, input.rosters, entry);
    let seed = hash(&("kith round seed v1", input.document.name.id()));
    for (id, article) in articles(input, counted) {
        let said = said.get(&id).map_or(&[][..], Vec::as_slice);
        let received = delivered.as_ref().map(|d| d.received.get(&id).copied());
        let seed = rules_known.then_some(&seed);
        view.articles
            .push(one_article(id, article, said, received, seed));
    }
    view.articles
        .sort_by(|a, b| (&a.article.name, a.id).cmp(&(&b.article.name, b.id)));

    let late = sealed.map_or_else(Vec::new, |fact| latecomers(&now, fact));
    show_late(input, &late, entry, &mut view);
    view.late.extend(without_right(&now));
    view.late
        .sort_by(|a, b| (&a.article, a.member, a.stamp).cmp(&(&b.article, b.member, b.stamp)));
    view.aside = aside(&now, &view, sealed);
    if rules_known {
        charge(&mut view);
    } else {
        view.problem = Some(RoundProblem::NewerSeal);
    }
    check_settled(&now, sealed, input, &mut view);
    view
}

/// The facts a seal counts.
fn at(input: &Input<'_>, seal: &Fact) -> Facts {
    Facts::of(
        input.community,
        input.document,
        input.rosters,
        input.keyring,
        Some(&seal.change),
    )
}

/// The view with what the organiser states, before any sums.
fn opening(input: &Input<'_>, facts: &Facts) -> RoundView {
    let own = |topic| seal::organisers(input, facts, topic).get(SELF).copied();
    let title = own(Topic::Title).and_then(Fact::read::<Title>);
    let terms = own(Topic::Terms).and_then(Fact::read::<Terms>);
    let mut heads = input.document.heads.clone();
    heads.sort_unstable();
    heads.dedup();
    RoundView {
        name: input.document.name.name.clone(),
        stage: Stage::Open,
        supplier: title.as_ref().map(|t| t.supplier.clone()),
        note: title.as_ref().map(|t| t.note.clone()),
        title: title.map(|t| t.title),
        organiser: input.rosters.organiser_of(&input.document.name.name),
        minimum: Minimum {
            needed_pence: terms.as_ref().map_or(0, |t| t.minimum_pence),
            reached_pence: 0,
        },
        terms,
        articles: Vec::new(),
        bills: Vec::new(),
        invoice: None,
        bills_total_pence: 0,
        seal: None,
        other_seals: Vec::new(),
        days: super::view::Days::default(),
        late: Vec::new(),
        aside: 0,
        problem: None,
        heads,
    }
}

/// Reads the steps taken after the seal; gives the delivery, if there was one.
fn steps(
    input: &Input<'_>,
    facts: &Facts,
    sealed: Option<&Fact>,
    view: &mut RoundView,
) -> Option<Delivered> {
    let seal = sealed?;
    let step = |topic| seal::step(input, facts, topic, seal);
    let placed = step(Topic::Placed).and_then(Fact::read::<Placed>);
    let delivered = step(Topic::Delivered).and_then(Fact::read::<Delivered>);
    let settled = step(Topic::Settled).and_then(Fact::read::<Settled>);
    view.stage = match (&placed, &delivered, &settled) {
        (_, _, Some(_)) => Stage::Settled,
        (_, Some(_), None) => Stage::Delivered,
        (Some(_), None, None) => Stage::Placed,
        (None, None, None) => Stage::Sealed,
    };
    view.days.placed = placed.map(|p| p.day);
    view.days.delivered = delivered.as_ref().map(|d| d.day);
    view.days.settled = settled.map(|s| s.day);
    delivered
}

/// What is on offer.
pub(super) fn articles(input: &Input<'_>, facts: &Facts) -> BTreeMap<ItemId, Article> {
    seal::organisers(input, facts, Topic::Article)
        .into_iter()
        .filter_map(|(subject, fact)| Some((subject.parse().ok()?, fact.read()?)))
        .collect()
}

/// Shares one article out. `received` is set once delivered, and holds a number where not exactly
/// the ordered units came. Without a seed the rules are not known and nothing is shared.
fn one_article(
    id: ItemId,
    article: Article,
    said: &[Said<'_>],
    received: Option<Option<u64>>,
    seed: Option<&[u8; 32]>,
) -> ArticleView {
    let (pledges, wishes) = pledges::stand(said, &article);
    let lot = article.lot(id);
    let ordered = seed.map(|seed| share_ordered(&lot, &wishes, seed));
    let ordered_units = ordered.as_ref().map_or(0, |o| o.units);
    let received_units = received.map(|units| units.unwrap_or(ordered_units));
    let shared = match (received_units, seed) {
        // As ordered came: the order's own share-out stands, with its reasons.
        (Some(units), Some(seed)) if units != ordered_units => {
            Some(share_delivered(&lot, &wishes, seed, units))
        }
        _ => ordered.clone(),
    };
    let sum = |of: fn(&HouseholdWish) -> u32| wishes.iter().map(|w| u64::from(of(w))).sum();
    ArticleView {
        id,
        gross_e4: lot.gross_e4,
        firm: sum(|w| w.want),
        tolerance: sum(|w| w.up_to.saturating_sub(w.want)),
        cases: ordered_units / u64::from(article.case_size.max(1)),
        ordered_units,
        missing_units: ordered.and_then(|o| o.open).map_or(0, |open| open.missing),
        received_units,
        pledges,
        left_over: shared.as_ref().map_or(0, |s| s.left_over),
        allocations: shared.map_or_else(Vec::new, |s| allocations(&s, &wishes)),
        article,
    }
}

fn allocations(shared: &ShareOut, wishes: &[HouseholdWish]) -> Vec<AllocationView> {
    let by_household: BTreeMap<_, _> = wishes.iter().map(|w| (w.household, w)).collect();
    shared
        .allocations
        .iter()
        .filter_map(|a| {
            let wish = by_household.get(&a.household)?;
            Some(AllocationView {
                household: a.household,
                at_least: wish.at_least,
                want: wish.want,
                up_to: wish.up_to,
                allocated: a.units,
                why: a.why,
            })
        })
        .collect()
}

/// The pledges that stand now and that the seal has not seen.
fn latecomers<'a>(now: &'a Facts, seal: &Fact) -> Vec<&'a Fact> {
    now.on(Topic::Pledge)
        .filter(|fact| !seal.change.has_seen(&fact.change))
        .collect()
}

/// Lists late pledges, and shows each beside what counts of its article.
fn show_late(input: &Input<'_>, late: &[&Fact], entry: u32, view: &mut RoundView) {
    for fact in late {
        view.late.push(LateView {
            member: fact.key.member,
            article: fact.key.subject.clone(),
            stamp: Stamp::from(*fact),
            reason: LateReason::AfterSeal,
        });
        let id = fact.key.subject.parse::<ItemId>().ok();
        let article = view.articles.iter_mut().find(|a| Some(a.id) == id);
        if let (Some(article), Some(pledge)) = (article, fact.read()) {
            let household = input.rosters.household_of(fact.key.member, entry);
            let said = Said {
                fact,
                pledge,
                household,
            };
            let late = pledges::view(&said, &article.article, PledgeState::Late, false);
            article.pledges.push(late);
        }
    }
    for article in &mut view.articles {
        article.pledges.sort_by_key(|p| (p.member, p.stamp));
    }
}

fn without_right(now: &Facts) -> impl Iterator<Item = LateView> {
    now.aside
        .iter()
        .filter(|aside| aside.key.topic == Topic::Pledge.word())
        .filter_map(|aside| match aside.reason {
            AsideReason::Denied(denied) => Some(LateView {
                member: aside.key.member,
                article: aside.key.subject.clone(),
                stamp: Stamp {
                    device: aside.change.device,
                    n: aside.change.n,
                },
                reason: LateReason::NoRight(denied),
            }),
            AsideReason::WrittenTwice | AsideReason::OwnWordFirst => None,
        })
}

/// How many keys hold something that neither counts nor is shown elsewhere.
fn aside(now: &Facts, view: &RoundView, sealed: Option<&Fact>) -> usize {
    let pledge = Topic::Pledge.word();
    let denied = now.aside.iter().map(|aside| &aside.key);
    let idle = now
        .all()
        .filter(|fact| !is_used(fact, view, sealed))
        .map(|fact| &fact.key);
    let keys: BTreeSet<&FactKey> = denied
        .filter(|key| key.topic != pledge)
        .chain(idle)
        .collect();
    keys.len()
}

/// Whether a standing fact is of a shape and about a thing this projection knows.
fn is_used(fact: &Fact, view: &RoundView, sealed: Option<&Fact>) -> bool {
    let of_seal = || sealed.is_some_and(|seal| seal.key.subject == fact.key.subject);
    let is_article = || {
        let id = fact.key.subject.parse::<ItemId>().ok();
        view.articles.iter().any(|a| Some(a.id) == id)
    };
    match fact.topic {
        Topic::Title if fact.content == Content::WaitingForKey => true,
        Topic::Title => fact.key.subject == SELF && fact.read::<Title>().is_some(),
        Topic::Terms => fact.key.subject == SELF && fact.read::<Terms>().is_some(),
        Topic::Article => fact.read::<Article>().is_some(),
        Topic::Pledge => is_article() && fact.read::<super::schema::Pledge>().is_some(),
        Topic::Placed => of_seal() && fact.read::<Placed>().is_some(),
        Topic::Delivered => of_seal() && fact.read::<Delivered>().is_some(),
        Topic::Settled => of_seal() && fact.read::<Settled>().is_some(),
        Topic::Seal | Topic::Counted => true,
        _ => false,
    }
}

/// Writes invoice and bills, and how far the supplier's minimum is reached.
fn charge(view: &mut RoundView) {
    let shared: Vec<SharedArticle> = view
        .articles
        .iter()
        .map(|a| SharedArticle {
            article: a.id,
            price: a.article.price(),
            single_e4: a.article.single_e4,
            shares: a
                .allocations
                .iter()
                .map(|s| (s.household, s.allocated))
                .collect(),
            left_over: a.left_over,
        })
        .collect();
    let net = view.articles.iter().try_fold(0_u64, |sum, a| {
        let line = a.article.price().line(a.id, a.ordered_units)?;
        sum.checked_add(line.net_pence).ok_or(BillError::TooLarge)
    });
    // No van comes for an order of nothing; one that came and brought nothing is paid.
    let van = view.stage >= Stage::Delivered || view.articles.iter().any(|a| a.ordered_units > 0);
    let (delivery, by) = match &view.terms {
        Some(terms) if van => (terms.delivery_pence, terms.delivery_by),
        _ => (0, DeliveryBy::GoodsValue),
    };
    let charged = net.and_then(|net| Ok((net, bills(&shared, delivery, by)?)));
    match charged {
        Ok((net, (invoice, bills))) => {
            view.minimum.reached_pence = net;
            view.bills_total_pence = bills.iter().map(|b| b.total_pence).sum();
            view.invoice = Some(invoice);
            view.bills = bills;
        }
        Err(BillError::NobodyToPay) => view.problem = Some(RoundProblem::NobodyToPay),
        Err(BillError::TooLarge) => view.problem = Some(RoundProblem::TooLarge),
    }
}

/// Says so when what was paid is not what the bills come to.
fn check_settled(now: &Facts, sealed: Option<&Fact>, input: &Input<'_>, view: &mut RoundView) {
    let settled = sealed
        .and_then(|seal| seal::step(input, now, Topic::Settled, seal))
        .and_then(Fact::read::<Settled>);
    if let (Some(settled), None) = (settled, view.problem)
        && settled.invoice_pence != view.bills_total_pence
    {
        view.problem = Some(RoundProblem::InvoiceDiffers {
            paid_pence: settled.invoice_pence,
            bills_pence: view.bills_total_pence,
        });
    }
}
