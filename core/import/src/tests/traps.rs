//! Lines that could be read wrongly, and what is done instead.

use super::{mended, only, read, refusal};
use crate::Tally;

const FOODSOFT: &str = "avail.;Order number;Name;Supplier order unit;Unit;\
    Ratios to supplier order unit;Minimum order quantity;Billing unit;Group order granularity;\
    Group order unit;Price (net);Price unit;VAT;Deposit;Note;Category;Origin;Manufacturer\n";

fn foodsoft(order_unit: &str, unit: &str, ratios: &str, price: &str, price_unit: &str) -> String {
    format!("{FOODSOFT}Yes;1;Oats;{order_unit};{unit};{ratios};;;1;;{price};{price_unit};0;0;;;;\n")
}

#[test]
fn a_price_for_the_case_is_divided_and_said_so() {
    let report = read(&foodsoft("Crate", "500 g", "6 Piece", "10.00", "Crate"));
    let oats = mended(&report, 2);
    assert_eq!(oats.article.net_e4, 16_667);
    assert_eq!(
        oats.mends,
        ["divided the price 10.00 for `Crate` by 6: 1.6667 for one unit"]
    );
}

#[test]
fn a_price_for_something_else_is_refused() {
    let report = read(&foodsoft("Crate", "500 g", "6 Piece", "10.00", "kg"));
    assert!(refusal(&report, 2).contains("price is for `kg` but the unit is `500 g`"));
}

#[test]
fn a_case_in_kilograms_counts_only_units_of_one_kilogram() {
    assert_eq!(
        only(&foodsoft("Sack", "1 kg", "25 kg", "1.26", "")).case_size,
        25
    );
    let report = read(&foodsoft("Sack", "500 g", "25 kg", "1.26", ""));
    assert!(refusal(&report, 2).contains("the case is given as `25 kg`"));
    let report = read(&foodsoft("Sack", "1 kg", "2.5 Piece", "1.26", ""));
    assert!(refusal(&report, 2).contains("not a whole number"));
}

#[test]
fn what_is_sold_by_the_order_unit_alone_is_read_and_a_case_of_unknown_pieces_is_not() {
    let report = read(&foodsoft("kg", "", "", "1.26", ""));
    let oats = mended(&report, 2);
    assert_eq!(
        (oats.article.unit.as_str(), oats.article.case_size),
        ("kg", 1)
    );
    let report = read(&foodsoft("Package", "", "10 Piece", "12.60", ""));
    assert_eq!(refusal(&report, 2), "no unit: fill it in");
}

#[test]
fn an_open_quote_costs_one_line_and_not_the_rest_of_the_list() {
    let report = read("name,unit,case size,price\n\"Oats,1 kg,8,1.30\nRice,1 kg,8,1.30\n");
    assert_eq!(
        report.tally(),
        Tally {
            taken: 1,
            mended: 0,
            refused: 1
        }
    );
    assert!(refusal(&report, 2).contains("quote"));
}

#[test]
fn a_text_over_two_lines_in_quotes_is_one_cell() {
    let article = only("name,unit,case size,price,note\nOats,1 kg,8,1.30,\"rolled\nand fine\"\n");
    assert_eq!(article.note, "rolled and fine");
}

#[test]
fn a_decimal_comma_in_a_list_of_commas_is_too_many_columns() {
    let report = read("name,unit,case size,price\nOats,1 kg,8,1,30\n");
    assert!(refusal(&report, 2).contains("too many columns, 5 where the heading has 4"));
}

#[test]
fn without_numbers_the_same_article_twice_is_refused_and_another_unit_is_not() {
    let report = read("name,unit,case size,price\nOats,1 kg,8,1\nOats,1 kg,8,2\nOats,3 kg,4,3\n");
    assert_eq!(
        report.tally(),
        Tally {
            taken: 2,
            mended: 0,
            refused: 1
        }
    );
    assert!(refusal(&report, 3).contains("already stand on line 2"));
}

#[test]
fn vat_is_taken_out_of_a_growers_price_and_nothing_on_hand_is_left_out() {
    let heading = "producer,sku,name,display_name,category,units,unit_type,price,on_hand,on_demand,tax_category\n";
    let report = read(&format!(
        "{heading}P,1,Juice,,D,1,L,1.20,3,,Standard rate\n\
         P,2,Jam,,D,1,L,1.20,0,0,Zero\n\
         P,3,Oil,Rapeseed,D,1,L,1.20,0,1,Zero\n\
         P,4,Wine,,D,1,L,1.20,,,Odd\n"
    ));
    let juice = mended(&report, 2);
    assert_eq!(
        (juice.article.net_e4, juice.article.vat_bp),
        (10_000, 2_000)
    );
    assert!(refusal(&report, 3).contains("0 on hand"));
    assert_eq!(report.taken[0].article.name, "Oil, Rapeseed");
    assert!(mended(&report, 5).mends[0].contains("names no known rate"));
}
