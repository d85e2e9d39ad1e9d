//! One round: what is on offer, how full the cases are, who gets what and why, and the bills.

use super::lens::{Lens, Person};
use super::rounds::{self, sentence};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use crate::project;
use kith_domain::ids::{ChangeHash, CommunityId, ItemId};
use kith_domain::round::DeliveryBy;
use kith_domain::round::bill::{Bill, BillLine};
use kith_domain::round::schema::Article;
use kith_domain::round::share_out::Why;
use kith_domain::round::view::{
    AllocationView, ArticleView, Days, LateReason, LateView, PledgeState, PledgeView, RoundView,
    SealView, Stage,
};
use kith_domain::time::Day;
use serde::Serialize;

/// A round on the screen. Money is pence, prices e4 (hundredths of a penny).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Its name: `<organiser>/<item>`.
    pub name: String,
    /// What it is called; none while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; none while waiting for a key.
    pub supplier: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// Who organises it now.
    pub organiser: Option<Person>,
    /// Whether that is oneself.
    pub own: bool,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// When it was placed, delivered, settled.
    pub days: Days,
    /// The supplier's minimum before VAT and deposits; zero for none.
    pub minimum_pence: u64,
    /// How much of it the cases to order come to.
    pub reached_pence: u64,
    /// What delivery costs.
    pub delivery_pence: u64,
    /// How that is shared.
    pub delivery_by: Option<DeliveryBy>,
    /// What is on offer, by category and name.
    pub articles: Vec<ArticleRow>,
    /// What each household pays as things stand, by name.
    pub bills: Vec<BillRow>,
    /// All bills together.
    pub bills_total_pence: u64,
    /// What the supplier is owed; the same sum.
    pub invoice_pence: Option<u64>,
    /// The seal that stands.
    pub seal: Option<SealRow>,
    /// Seals that came second; they change nothing.
    pub other_seals: Vec<SealRow>,
    /// Pledges that do not count, and why.
    pub late: Vec<LateRow>,
    /// Other statements that do not count or do not read here.
    pub aside: usize,
    /// Why sums are missing or need a look.
    pub problem: Option<String>,
    /// What this screen shows: name these when closing the round.
    pub heads: Vec<ChangeHash>,
    /// Where it stands.
    pub sync: Sync,
}

/// An article on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    #[serde(flatten)]
    pub article: Article,
    /// One unit with deposit and VAT, in e4.
    pub gross_e4: u64,
    /// Units all households want.
    pub firm: u64,
    /// Units they would take on top.
    pub tolerance: u64,
    /// Whole cases to order.
    pub cases: u64,
    /// Units in them.
    pub ordered_units: u64,
    /// Units that lack to fill the next case; zero when no case is begun.
    pub missing_units: u64,
    /// Units that came, once delivered.
    pub received_units: Option<u64>,
    /// Units that came and nobody takes.
    pub left_over: u64,
    /// One's own pledge.
    pub mine: Option<PledgeRow>,
    /// Everybody's pledges, by name.
    pub pledges: Vec<PledgeRow>,
    /// What each household gets, by name.
    pub allocations: Vec<AllocationRow>,
}

/// A pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PledgeRow {
    /// Whose.
    pub member: Person,
    /// For which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// Fewer and they would rather have none.
    pub at_least: u32,
    /// Wanted.
    pub want: u32,
    /// To fill a case.
    pub up_to: u32,
    /// The most it may cost.
    pub cap_pence: Option<u64>,
    /// The price has risen since it was made.
    pub price_rose: bool,
    /// Somebody else of the household said something else at the same time.
    pub clash: bool,
    /// Whose word stands for the household, if not this.
    pub superseded_by: Option<Person>,
    /// Where it stands.
    pub sync: Sync,
}

/// What a household gets of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllocationRow {
    /// Which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// As pledged.
    pub at_least: u32,
    /// As pledged.
    pub want: u32,
    /// As pledged.
    pub up_to: u32,
    /// Units it gets.
    pub allocated: u64,
    /// Why, as a stable word.
    pub why: Why,
    /// Why, as a sentence.
    pub sentence: &'static str,
}

/// A household's bill, every part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BillRow {
    /// Which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// One line an article.
    pub lines: Vec<BillLineRow>,
    /// Its share of delivery.
    pub delivery_pence: u64,
    /// Its share of what nobody takes.
    pub left_over_pence: u64,
    /// All it pays.
    pub total_pence: u64,
    /// What it saves against single units in a shop, where the list gives a price.
    pub saving_pence: Option<i64>,
}

/// A line of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BillLineRow {
    /// The article.
    pub article: ItemId,
    /// What it is.
    pub name: String,
    /// What one unit is.
    pub unit: String,
    /// Units.
    pub units: u64,
    /// Goods before VAT.
    pub net_pence: u64,
    /// VAT.
    pub vat_pence: u64,
    /// Deposit.
    pub deposit_pence: u64,
    /// The three together.
    pub total_pence: u64,
}

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealRow {
    /// Its id.
    pub id: String,
    /// By whom.
    pub by: Person,
    /// Where it stands.
    pub sync: Sync,
}

/// A pledge that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LateRow {
    /// Whose.
    pub member: Person,
    /// For what; the id where the article is not on offer.
    pub article: String,
    /// Why.
    pub sync: Sync,
}

impl App {
    /// One round; none when it is not on this phone.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn round(&self, community: CommunityId, name: &str) -> Result<Option<Round>, Error> {
        self.look(community, |lens| {
            let found = project::whole_round(lens.db, lens.community, name)?;
            found.map(|view| round(lens, view)).transpose()
        })
    }
}

fn round(lens: &Lens<'_>, view: RoundView) -> Result<Round, Error> {
    let sync = rounds::sync(lens, &view)?;
    let sealed = view.seal.is_some();
    let bills = view.bills.iter().map(|b| bill(lens, &view, b)).collect();
    let late = view.late.iter().map(|l| late(lens, &view, l)).collect();
    let mut articles: Vec<ArticleRow> = view
        .articles
        .into_iter()
        .map(|a| article(lens, a, sealed))
        .collect();
    articles.sort_by(|a, b| {
        let key = |r: &ArticleRow| (r.article.category.clone(), r.article.name.clone(), r.id);
        key(a).cmp(&key(b))
    });
    let seal = |s: SealView| SealRow {
        by: lens.person(s.by),
        sync: lens.sent(lens.community.assumed.space, s.stamp),
        id: s.id,
    };
    let terms = view.terms.as_ref();
    Ok(Round {
        own: view.organiser == Some(lens.me()),
        organiser: view.organiser.map(|id| lens.person(id)),
        closes: terms.and_then(|t| t.closes),
        delivery_pence: terms.map_or(0, |t| t.delivery_pence),
        delivery_by: terms.map(|t| t.delivery_by),
        name: view.name,
        title: view.title,
        supplier: view.supplier,
        note: view.note.filter(|note| !note.is_empty()),
        stage: view.stage,
        days: view.days,
        minimum_pence: view.minimum.needed_pence,
        reached_pence: view.minimum.reached_pence,
        articles,
        bills: by_name(bills, |b: &BillRow| &b.household),
        bills_total_pence: view.bills_total_pence,
        invoice_pence: view.invoice.map(|i| i.total_pence),
        seal: view.seal.map(seal),
        other_seals: view.other_seals.into_iter().map(seal).collect(),
        late,
        aside: view.aside,
        problem: view.problem.map(|p| sentence(&p.to_string())),
        heads: view.heads,
        sync,
    })
}

fn article(lens: &Lens<'_>, view: ArticleView, sealed: bool) -> ArticleRow {
    let pledges: Vec<PledgeRow> = view
        .pledges
        .into_iter()
        .map(|p| pledge(lens, p, sealed))
        .collect();
    let allocations = view.allocations.into_iter().map(|a| allocation(lens, a));
    ArticleRow {
        id: view.id,
        gross_e4: view.gross_e4,
        firm: view.firm,
        tolerance: view.tolerance,
        cases: view.cases,
        ordered_units: view.ordered_units,
        missing_units: view.missing_units,
        received_units: view.received_units,
        left_over: view.left_over,
        mine: pledges.iter().find(|p| p.mine && p.up_to > 0).cloned(),
        pledges: by_name(pledges, |p| &p.member),
        allocations: by_name(allocations.collect(), |a| &a.household),
        article: view.article,
    }
}

fn pledge(lens: &Lens<'_>, view: PledgeView, sealed: bool) -> PledgeRow {
    let superseded_by = match view.state {
        PledgeState::Superseded(by) => Some(lens.person(by)),
        PledgeState::Counted | PledgeState::Late => None,
    };
    let then = match (view.state, sealed) {
        (PledgeState::Late, _) => Sync::of(SyncWord::Late),
        (PledgeState::Superseded(_), _) => Sync::because(
            SyncWord::Sent,
            "Another word of this household stands in its place.",
        ),
        (PledgeState::Counted, true) => Sync::of(SyncWord::Counted),
        (PledgeState::Counted, false) => Sync::of(SyncWord::Sent),
    };
    let here = lens.here(lens.community.assumed.space, view.stamp);
    PledgeRow {
        mine: view.member == lens.me(),
        member: lens.voice(view.member, view.hand),
        household: lens.household(view.household),
        at_least: view.at_least,
        want: view.want,
        up_to: view.up_to,
        cap_pence: view.cap_pence,
        price_rose: view.price_rose,
        clash: view.clash,
        superseded_by,
        sync: Sync::unless_here(here, then),
    }
}

fn allocation(lens: &Lens<'_>, view: AllocationView) -> AllocationRow {
    AllocationRow {
        mine: view.household == lens.household_of(lens.me()),
        household: lens.household(view.household),
        at_least: view.at_least,
        want: view.want,
        up_to: view.up_to,
        allocated: view.allocated,
        why: view.why,
        sentence: view.why.sentence(),
    }
}

fn bill(lens: &Lens<'_>, view: &RoundView, bill: &Bill) -> BillRow {
    BillRow {
        mine: bill.household == lens.household_of(lens.me()),
        household: lens.household(bill.household),
        lines: bill
            .lines
            .iter()
            .map(|line| bill_line(view, line))
            .collect(),
        delivery_pence: bill.delivery_pence,
        left_over_pence: bill.left_over_pence,
        total_pence: bill.total_pence,
        saving_pence: bill.saving_pence,
    }
}

fn bill_line(view: &RoundView, line: &BillLine) -> BillLineRow {
    let article = view.articles.iter().find(|a| a.id == line.article);
    let of = |part: fn(&Article) -> &String| {
        article.map_or_else(|| line.article.to_string(), |a| part(&a.article).clone())
    };
    BillLineRow {
        article: line.article,
        name: of(|a| &a.name),
        unit: of(|a| &a.unit),
        units: line.units,
        net_pence: line.net_pence,
        vat_pence: line.vat_pence,
        deposit_pence: line.deposit_pence,
        total_pence: line.goods_pence().unwrap_or(u64::MAX),
    }
}

fn late(lens: &Lens<'_>, view: &RoundView, late: &LateView) -> LateRow {
    let id = late.article.parse::<ItemId>().ok();
    let article = view.articles.iter().find(|a| Some(a.id) == id);
    let then = match late.reason {
        LateReason::AfterSeal => Sync::of(SyncWord::Late),
        LateReason::NoRight(denied) => {
            Sync::because(SyncWord::NeedsALook, sentence(&denied.to_string()))
        }
    };
    let here = lens.here(lens.community.assumed.space, late.stamp);
    LateRow {
        member: lens.person(late.member),
        article: article.map_or_else(|| late.article.clone(), |a| a.article.name.clone()),
        sync: Sync::unless_here(here, then),
    }
}

fn by_name<T>(mut rows: Vec<T>, person: fn(&T) -> &Person) -> Vec<T> {
    rows.sort_by(|a, b| person(a).cmp(person(b)));
    rows
}
