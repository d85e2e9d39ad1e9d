//! Rounds from opening to settling, told as stories; then what must hold for all of them.

mod hall;
mod seals;
mod stories;

use super::bill::DeliveryBy;
use super::schema::{Article, More};
use super::{RoundCommand, RoundView, Why, view};
use crate::command::Refused;
use crate::document::DocumentName;
use crate::ids::ItemId;
use hall::Hall;
use proptest::prelude::*;

/// Oats in cases of six and oil by the bottle.
fn articles() -> Vec<Article> {
    let article = |name: &str, case_size, net_e4, vat_bp| Article {
        v: 1,
        name: name.to_owned(),
        unit: "each".to_owned(),
        case_size,
        min_units: 0,
        net_e4,
        vat_bp,
        deposit_pence: 0,
        single_e4: None,
        category: String::new(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
        more: More::new(),
    };
    vec![
        article("oats", 6, 15_050, 0),
        article("oil", 1, 80_000, 2000),
    ]
}

/// A hall where phone 0 has opened a round everyone knows of.
struct Round {
    hall: Hall,
    name: DocumentName,
    oats: ItemId,
    oil: ItemId,
}

impl Round {
    fn with(members: u8) -> Self {
        let mut hall = Hall::of(members);
        let open = RoundCommand::Open {
            title: "November".to_owned(),
            supplier: "The Mill".to_owned(),
            note: String::new(),
            minimum_pence: 10_000,
            delivery_pence: 500,
            delivery_by: DeliveryBy::GoodsValue,
            closes: None,
            articles: articles(),
        };
        let plan = hall.does(0, open).unwrap();
        let name = plan.writes[0].document.clone();
        hall.everyone_meets();
        let view = hall.see(0, &name);
        let id = |name| {
            view.articles
                .iter()
                .find(|a| a.article.name == name)
                .unwrap()
                .id
        };
        let (oats, oil) = (id("oats"), id("oil"));
        Self {
            hall,
            name,
            oats,
            oil,
        }
    }

    fn name(&self) -> String {
        self.name.name.clone()
    }

    fn pledge(&mut self, who: usize, article: ItemId, want: u32, up_to: u32) {
        self.try_pledge(who, article, want, up_to).unwrap();
    }

    fn try_pledge(
        &mut self,
        who: usize,
        article: ItemId,
        want: u32,
        up_to: u32,
    ) -> Result<(), Refused> {
        let command = RoundCommand::Pledge {
            round: self.name(),
            article,
            at_least: want.min(1),
            want,
            up_to,
            cap_pence: None,
        };
        self.hall.does(who, command).map(|_| ())
    }

    /// Seals over what the phone shows now.
    fn seal(&mut self, who: usize) -> Result<(), Refused> {
        let heads = self.see(who).heads;
        let round = self.name();
        self.hall
            .does(who, RoundCommand::Seal { round, heads })
            .map(|_| ())
    }

    fn does(&mut self, who: usize, command: RoundCommand) -> Result<(), Refused> {
        self.hall.does(who, command).map(|_| ())
    }

    fn see(&self, who: usize) -> RoundView {
        self.hall.see(who, &self.name)
    }

    /// Units of an article by member's phone, and why.
    fn gets(&self, view: &RoundView, article: ItemId, who: usize) -> Option<(u64, Why)> {
        let member = self.hall.phones[who].member;
        let article = view.articles.iter().find(|a| a.id == article)?;
        let found = article.allocations.iter().find(|a| a.household == member)?;
        Some((found.allocated, found.why))
    }
}

/// The stable word of a refusal.
fn code<T>(result: Result<T, Refused>) -> &'static str {
    result.err().map_or("done", |refused| refused.code())
}

/// What must hold of every view.
fn adds_up(view: &RoundView) -> Result<(), TestCaseError> {
    let bills: u64 = view.bills.iter().map(|b| b.total_pence).sum();
    prop_assert_eq!(bills, view.bills_total_pence);
    let invoice = view.invoice.as_ref().map_or(0, |i| i.total_pence);
    prop_assert_eq!(invoice, bills);
    for article in &view.articles {
        let given: u64 = article.allocations.iter().map(|a| a.allocated).sum();
        let there = article.received_units.unwrap_or(article.ordered_units);
        prop_assert_eq!(given + article.left_over, there);
    }
    Ok(())
}

/// One thing somebody does in the random round.
#[derive(Debug, Clone)]
enum Deed {
    Pledge(usize, bool, u32, u32),
    Meet(usize, usize),
    Seal(usize),
    Step(usize, u64),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0..5_usize, any::<bool>(), 0..9_u32, 0..4_u32)
            .prop_map(|(who, oats, want, more)| Deed::Pledge(who, oats, want, want + more)),
        4 => (0..5_usize, 0..5_usize).prop_map(|(a, b)| Deed::Meet(a, b)),
        1 => prop_oneof![Just(0_usize), Just(4)].prop_map(Deed::Seal),
        1 => (prop_oneof![Just(0_usize), Just(4)], 0..12_u64).prop_map(|(w, u)| Deed::Step(w, u)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_round_is_the_same_in_any_order_and_always_adds_up(
        deeds in prop::collection::vec(deed(), 1..40),
        order in any::<u64>(),
    ) {
        let mut round = Round::with(4);
        let household = round.hall.live_together(3, &[1, 2]);
        let second = round.hall.second_phone(0);
        prop_assert_eq!(second, 4);
        round.hall.meet(&[0, 4]);
        for deed in deeds {
            // Refusals are everyday here; what matters is what was written.
            let _ = match deed {
                Deed::Pledge(who, _, 0, 0) => {
                    let command = RoundCommand::Withdraw { round: round.name(), article: round.oats };
                    round.does(who, command)
                }
                Deed::Pledge(who, oats, want, up_to) => {
                    let article = if oats { round.oats } else { round.oil };
                    round.try_pledge(who, article, want, up_to)
                }
                Deed::Meet(a, b) => {
                    round.hall.meet(&[a, b]);
                    Ok(())
                }
                Deed::Seal(who) => round.seal(who),
                Deed::Step(who, units) => {
                    let (name, oats) = (round.name(), round.oats);
                    round.does(who, RoundCommand::Place { round: name.clone() })
                        .or_else(|_| round.does(who, RoundCommand::Deliver {
                            round: name.clone(),
                            received: [(oats, units)].into(),
                        }))
                        .or_else(|_| round.does(who, RoundCommand::Settle {
                            round: name,
                            invoice_pence: None,
                        }))
                }
            };
        }
        for who in 0..5 {
            adds_up(&round.see(who))?;
        }
        round.hall.everyone_meets();
        let mut state = round.hall.state(0, &round.name);
        let view = round.hall.project(&state);
        adds_up(&view)?;
        if view.seal.is_none() {
            let apart = round.hall.phones[1].member;
            prop_assert!(household != apart && view.bills.iter().all(|b| b.household != apart));
        }
        // Shuffled by a hash of each op's id and the drawn number.
        state.ops.sort_by_key(|op| {
            crate::hash::hash(&("kith test order", order, op.id.counter, op.change.device))
        });
        state.heads.reverse();
        prop_assert_eq!(&view, &round.hall.project(&state));
        prop_assert!(serde_json::to_string(&view).is_ok());
    }

    #[test]
    fn whatever_arrives_after_the_seal_moves_no_bill(
        met in prop::collection::vec((1..5_usize, any::<bool>(), 1..9_u32, 0..4_u32, any::<bool>()), 0..30),
    ) {
        let mut round = Round::with(5);
        round.hall.live_together(3, &[2, 3]);
        for (who, oats, want, more, meets) in met {
            let article = if oats { round.oats } else { round.oil };
            round.pledge(who, article, want, want + more);
            if meets {
                round.hall.meet(&[0, who]);
            }
        }
        let open = round.see(0);
        round.seal(0).map_err(|refused| TestCaseError::fail(refused.to_string()))?;
        round.hall.everyone_meets();
        let sealed = round.see(4);
        prop_assert_eq!(sealed.bills, open.bills);
        for (after, before) in sealed.articles.iter().zip(&open.articles) {
            prop_assert_eq!(&after.allocations, &before.allocations);
            let late = after.pledges.iter().filter(|p| p.state == view::PledgeState::Late);
            prop_assert_eq!(after.pledges.len() - late.count(), before.pledges.len());
        }
    }
}
