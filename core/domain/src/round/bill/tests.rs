//! Bills by example, then what must hold for all of them.

use super::super::share_out::{HouseholdWish, Lot, share_ordered};
use super::*;
use proptest::prelude::*;

fn household(name: u8) -> MemberId {
    MemberId([name; 10])
}

fn article(name: u8, net_e4: u64, shares: &[(u8, u64)]) -> SharedArticle {
    SharedArticle {
        article: ItemId([name; 10]),
        price: Price {
            net_e4,
            deposit_pence: 0,
            vat_bp: 0,
        },
        single_e4: None,
        shares: shares.iter().map(|&(h, u)| (household(h), u)).collect(),
        left_over: 0,
    }
}

fn totals(bills: &[Bill]) -> Vec<u64> {
    bills.iter().map(|bill| bill.total_pence).collect()
}

#[test]
fn a_unit_costs_what_foodsoft_says_it_costs() {
    // (£1.99 + 15p deposit) and 20 % VAT: £2.568, and £2.57 on an invoice.
    let price = Price {
        net_e4: 19_900,
        deposit_pence: 15,
        vat_bp: 2000,
    };
    assert_eq!(price.gross_e4(), 25_680);
    let line = price.line(ItemId([1; 10]), 1);
    assert_eq!(line.map(|line| line.vat_pence), Ok(43));
    assert_eq!(line.and_then(|line| line.goods_pence()), Ok(257));
}

#[test]
fn a_sack_of_fifty_pounds_is_paid_in_full_by_its_three_thirds() {
    // foodsoft#1082: 3 × £16.67 is not £50.00.
    let sack = article(1, 166_667, &[(1, 1), (2, 1), (3, 1)]);
    let (invoice, bills) = bills(&[sack], 0, DeliveryBy::Household).unwrap();
    assert_eq!(invoice.total_pence, 5000);
    assert_eq!(totals(&bills), [1667, 1667, 1666]);
}

#[test]
fn every_part_of_an_invoice_stands_on_the_bills() {
    // Six bottles at £1.495 and 20p deposit, 20 % VAT: £8.97, £1.20 and £2.03.
    let mut bottles = article(1, 14_950, &[(1, 3), (2, 2)]);
    bottles.price.deposit_pence = 20;
    bottles.price.vat_bp = 2000;
    bottles.left_over = 1;
    bottles.single_e4 = Some(30_000);
    let (invoice, bills) = bills(&[bottles], 500, DeliveryBy::GoodsValue).unwrap();

    let line = invoice.lines[0];
    let parts = (line.net_pence, line.deposit_pence, line.vat_pence);
    assert_eq!((line.units, parts), (6, (897, 120, 203)));
    let first = &bills[0];
    assert_eq!(
        (
            first.lines[0].net_pence,
            first.lines[0].deposit_pence,
            first.lines[0].vat_pence
        ),
        (449, 60, 101)
    );
    assert_eq!((first.left_over_pence, first.delivery_pence), (122, 300));
    // Three at £3.00 in the shop; it pays £6.10, £1.22 and £3.00.
    assert_eq!((first.total_pence, first.saving_pence), (1032, Some(-132)));
    assert_eq!(invoice.total_pence, 897 + 120 + 203 + 500);
    assert_eq!(totals(&bills).iter().sum::<u64>(), invoice.total_pence);
}

#[test]
fn delivery_is_shared_as_the_round_chose_by_those_who_get_something() {
    let rice = article(1, 10_000, &[(1, 9), (2, 1), (3, 0)]);
    let nuts = article(2, 90_000, &[(2, 1)]);
    let share = |by| {
        let (_, bills) = bills(&[nuts.clone(), rice.clone()], 1100, by).unwrap();
        bills.iter().map(|b| b.delivery_pence).collect::<Vec<_>>()
    };
    assert_eq!(share(DeliveryBy::GoodsValue), [521, 579, 0]);
    assert_eq!(share(DeliveryBy::Household), [550, 550, 0]);
    assert_eq!(share(DeliveryBy::Units), [900, 200, 0]);
}

#[test]
fn a_van_that_brought_nothing_is_paid_by_all_and_never_by_nobody() {
    let nothing = article(1, 10_000, &[(1, 0), (2, 0)]);
    let (_, evenly) = bills(&[nothing], 2001, DeliveryBy::GoodsValue).unwrap();
    assert_eq!(totals(&evenly), [1001, 1000]);
    let nobody = bills(&[], 2001, DeliveryBy::Units);
    assert_eq!(nobody, Err(BillError::NobodyToPay));
    assert!(bills(&[], 0, DeliveryBy::Units).is_ok());
}

#[test]
fn a_saving_counts_only_what_has_a_shop_price_and_all_of_delivery() {
    let mut oats = article(1, 10_000, &[(1, 4), (2, 1)]);
    oats.single_e4 = Some(15_050);
    let salt = article(2, 5_000, &[(1, 1), (3, 1)]);
    let (_, bills) = bills(&[oats, salt], 300, DeliveryBy::Household).unwrap();
    let savings: Vec<_> = bills.iter().map(|bill| bill.saving_pence).collect();
    assert_eq!(savings, [Some(102), Some(-50), None]);
}

prop_compose! {
    fn any_article()(
        name in 0..6_u8, net_e4 in 0..200_000_u64, deposit_pence in 0..60_u64, vat_bp in 0..2600_u32,
        shares in prop::collection::btree_map(0..9_u8, 0..20_u64, 0..9),
        left_over in 0..4_u64, single_e4 in prop::option::of(0..300_000_u64),
    ) -> SharedArticle {
        let shares: Vec<_> = shares.into_iter().collect();
        SharedArticle {
            price: Price { net_e4, deposit_pence, vat_bp },
            left_over,
            single_e4,
            ..article(name, 0, &shares)
        }
    }
}

fn any_way() -> impl Strategy<Value = DeliveryBy> {
    prop_oneof![
        Just(DeliveryBy::GoodsValue),
        Just(DeliveryBy::Household),
        Just(DeliveryBy::Units)
    ]
}

proptest! {
    #[test]
    fn the_bills_add_up_to_the_invoice_part_by_part(
        articles in prop::collection::vec(any_article(), 0..6), delivery in 0..5000_u64,
        by in any_way(),
    ) {
        let Ok((invoice, each)) = bills(&articles, delivery, by) else {
            prop_assert!(articles.iter().all(|article| article.shares.is_empty()));
            return Ok(());
        };
        prop_assert_eq!(totals(&each).iter().sum::<u64>(), invoice.total_pence);
        prop_assert_eq!(each.iter().map(|b| b.delivery_pence).sum::<u64>(), delivery);
        prop_assert_eq!(invoice.goods_pence + delivery, invoice.total_pence);
        for bill in &each {
            let goods: u64 = bill.lines.iter().map(|l| l.goods_pence().unwrap()).sum();
            prop_assert_eq!(goods + bill.delivery_pence + bill.left_over_pence, bill.total_pence);
        }

        let mut turned: Vec<_> = articles.iter().rev().cloned().collect();
        turned.iter_mut().for_each(|article| article.shares.reverse());
        let names: std::collections::BTreeSet<_> = articles.iter().map(|a| a.article).collect();
        if names.len() == articles.len() {
            prop_assert_eq!(bills(&turned, delivery, by), Ok((invoice, each)));
        }
    }

    #[test]
    fn a_money_limit_is_passed_by_no_more_than_three_pence_of_rounding(
        net_e4 in 0..50_000_u64, deposit_pence in 0..30_u64, vat_bp in 0..2600_u32,
        case_size in 1..8_u32, asked in prop::collection::vec((1..8_u32, 0..5000_u64), 1..9),
    ) {
        let price = Price { net_e4, deposit_pence, vat_bp };
        let lot = Lot { article: ItemId([1; 10]), case_size, min_units: 0, gross_e4: price.gross_e4() };
        let wishes: Vec<_> = asked.iter().zip(0_u8..).map(|(&(want, cap), name)| HouseholdWish {
            household: household(name), at_least: 1, want, up_to: want + 2, cap_pence: Some(cap),
        }).collect();
        let shared = share_ordered(&lot, &wishes, &[0; 32]);
        let shares = shared.allocations.iter().map(|a| (a.household, a.units)).collect();
        let shared = SharedArticle { price, shares, ..article(1, 0, &[]) };
        let (_, each) = bills(&[shared], 0, DeliveryBy::Household).unwrap();
        for (bill, (_, cap)) in each.iter().zip(&asked) {
            prop_assert!(bill.total_pence <= cap + 3, "{} for {cap}", bill.total_pence);
        }
    }

    #[test]
    fn sums_no_real_round_has_are_refused_and_never_wrap(
        numbers: [u64; 6], vat_bp: u32, by in any_way(), single_e4: Option<u64>,
    ) {
        let [net_e4, deposit_pence, a, b, left_over, delivery] = numbers;
        for shift in [0, 20, 40, 60] {
            let shared = SharedArticle {
                price: Price { net_e4: net_e4 >> shift, deposit_pence: deposit_pence >> shift, vat_bp },
                single_e4,
                left_over: left_over >> shift,
                ..article(1, 0, &[(1, a >> shift), (2, b >> shift)])
            };
            let _ = shared.price.gross_e4();
            if let Ok((invoice, each)) = bills(&[shared], delivery >> shift, by) {
                let sum: u128 = each.iter().map(|b| u128::from(b.total_pence)).sum();
                prop_assert_eq!(sum, u128::from(invoice.total_pence));
            }
        }
    }
}
