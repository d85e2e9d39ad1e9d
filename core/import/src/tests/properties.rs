//! What holds for any bytes: no panic, bounds kept, every line accounted for.

use crate::article::{CASE_SIZE, LABEL, MIN_UNITS, NAME, NOTE, PRICE_E4, SHORT, VAT_BP};
use crate::gpx::read_run;
use crate::{ListedArticle, read_price_list};
use proptest::prelude::*;

fn in_bounds(article: &ListedArticle) -> bool {
    let fits = |text: &str, most: usize| {
        text.chars().count() <= most
            && text.trim() == text
            && !text.starts_with(['=', '+', '-', '@', '\t'])
            && !text.contains(char::is_control)
    };
    !article.name.is_empty()
        && !article.unit.is_empty()
        && fits(&article.name, NAME)
        && fits(&article.unit, SHORT)
        && article
            .number
            .as_ref()
            .is_none_or(|n| !n.is_empty() && fits(n, SHORT))
        && [&article.category, &article.origin, &article.producer]
            .iter()
            .all(|t| fits(t, LABEL))
        && fits(&article.note, NOTE)
        && (1..=CASE_SIZE).contains(&article.case_size)
        && article.min_units <= MIN_UNITS
        && (1..=PRICE_E4).contains(&article.net_e4)
        && article
            .single_e4
            .is_none_or(|price| (1..=PRICE_E4).contains(&price))
        && article.deposit_pence <= PRICE_E4 / 100
        && article.vat_bp <= VAT_BP
}

const HEADINGS: [&str; 4] = [
    "name;unit;case size;price;vat;deposit;single price;min;number;note",
    "avail.;Order number;Name;Supplier order unit;Unit;Ratios to supplier order unit;\
     Minimum order quantity;Billing unit;Group order granularity;Group order unit;Price (net);\
     Price unit;VAT;Deposit;Note;Category;Origin;Manufacturer",
    "status;nr;name;note;producer;origin;unit;price;tax;deposit;unit quantity;;;category",
    "producer;sku;name;display_name;units;unit_type;price;on_hand;on_demand;tax_category",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", "Oats", "1 kg", "6", "6 Piece", "0", "1", "1.30", "1,30", "£2", "85p", "20%", "Yes",
            "No", "x", "=1+1", "=A(\";\";2)", "-", "-1", "@x", "\"", "\"a;b\"", "1,234", "€1",
            "99999999999", "0.00001", "10000", "1001", "Zero", "kg", "'x", "= -\u{a0}+",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,200}",
        1 => any::<String>(),
    ]
}

fn check(bytes: &[u8]) {
    if let Ok(report) = read_price_list(bytes) {
        for article in report.articles() {
            assert!(in_bounds(article), "{article:?}");
        }
        let mut numbers: Vec<_> = report
            .articles()
            .iter()
            .filter_map(|a| a.number.clone())
            .collect();
        let all = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), all);
        assert!(report.mended.iter().all(|m| !m.mends.is_empty()));
        let mut lines: Vec<u32> = report.taken.iter().map(|t| t.line).collect();
        lines.extend(report.mended.iter().map(|m| m.line));
        lines.extend(report.refused.iter().map(|r| r.line));
        let all = lines.len();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), all);
        assert_eq!(report, read_price_list(bytes).unwrap());
    }
}

proptest! {
    #[test]
    fn no_bytes_panic_or_yield_an_article_out_of_bounds(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
        let _ = read_run(&bytes, 200);
    }

    #[test]
    fn likely_rows_never_yield_an_article_out_of_bounds(
        heading in prop::sample::select(HEADINGS.to_vec()),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..20), 0..12),
    ) {
        let rows: Vec<String> = rows.iter().map(|cells| cells.join(";")).collect();
        check(format!("{heading}\n{}\n", rows.join("\n")).as_bytes());
    }

    #[test]
    fn a_plain_line_within_bounds_is_taken_exactly(
        name in "[a-z]{1,120}", case in 1..=CASE_SIZE, e4 in 1..=PRICE_E4, min in 0..=MIN_UNITS,
    ) {
        let price = crate::money::e4(e4);
        let list = format!("name,unit,case_size,price,min\n{name},1 kg,{case},{price},{min}\n");
        let report = read_price_list(list.as_bytes()).unwrap();
        prop_assert_eq!(report.tally().taken, 1);
        let article = &report.taken[0].article;
        prop_assert_eq!((article.case_size, article.net_e4, article.min_units), (case, e4, min));
    }

    #[test]
    fn a_damaged_track_never_panics(at in 0..24_000_usize, with in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = include_bytes!("../../../../tests/fixtures/saturday-run.gpx").to_vec();
        if cut { bytes.truncate(at) } else { bytes[at] = with }
        let _ = read_run(&bytes, 200);
    }
}
