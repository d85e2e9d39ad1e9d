//! The price lists in `tests/fixtures`, line by line.

use super::{mended, refusal};
use crate::{Encoding, Format, ListedArticle, Tally, read_price_list};

const WHOLEFOODS: &[u8] = include_bytes!("../../../../tests/fixtures/wholefoods-price-list.csv");
const MESSY: &[u8] = include_bytes!("../../../../tests/fixtures/messy-price-list.csv");
const GROWER: &[u8] = include_bytes!("../../../../tests/fixtures/grower-price-list-ofn.csv");

#[test]
fn every_available_line_of_the_wholefoods_list_is_taken_as_it_stands() {
    let report = read_price_list(WHOLEFOODS).unwrap();
    assert_eq!(
        (report.format, report.encoding),
        (Format::Foodsoft18, Encoding::Utf8)
    );
    assert_eq!(report.delimiter, ';');
    assert_eq!(
        report.tally(),
        Tally {
            taken: 194,
            mended: 0,
            refused: 8
        }
    );
    for refused in &report.refused {
        assert!(
            refused.reason.to_string().contains("not available"),
            "{refused:?}"
        );
    }
    let flour = &report.taken[0];
    assert_eq!(flour.line, 2);
    assert_eq!(
        flour.article,
        ListedArticle {
            number: Some("1001".into()),
            name: "Strong white bread flour".into(),
            unit: "16 kg".into(),
            case_size: 1,
            min_units: 2,
            net_e4: 142_000,
            vat_bp: 0,
            deposit_pence: 0,
            single_e4: None,
            category: "Flours & baking".into(),
            origin: "Yorkshire, UK".into(),
            producer: "Medway Wholefoods".into(),
            note: String::new(),
        }
    );
    let find = |number: &str| {
        let found = report
            .taken
            .iter()
            .find(|t| t.article.number.as_deref() == Some(number));
        &found.unwrap().article
    };
    assert_eq!((find("1066").net_e4, find("1066").case_size), (19_380, 25));
    assert_eq!(
        (find("1319").vat_bp, find("1319").deposit_pence),
        (2_000, 15)
    );
    assert_eq!(
        (find("1336").net_e4, find("1336").unit.as_str()),
        (3_729, "1 roll")
    );
}

#[test]
fn each_trap_of_the_messy_list_is_mended_or_refused_with_its_reason() {
    let report = read_price_list(MESSY).unwrap();
    assert_eq!(report.format, Format::Foodsoft18);
    assert_eq!(report.encoding, Encoding::Windows1252);
    assert_eq!(
        report.tally(),
        Tally {
            taken: 1,
            mended: 4,
            refused: 6
        }
    );

    let coffee = mended(&report, 2);
    assert_eq!(coffee.article.name, "Café crème, ground");
    assert_eq!(coffee.article.net_e4, 38_500);
    assert_eq!(coffee.mends, ["read the price `3,85` as 3.85"]);

    assert_eq!(report.taken[0].line, 3);
    assert_eq!(report.taken[0].article.name, "Beans; \"borlotti\"");

    let formula = mended(&report, 5);
    assert_eq!(
        formula.article.name,
        r#"HYPERLINK("http://example.invalid";"click")"#
    );
    assert_eq!(formula.article.net_e4, 10_000);
    assert!(formula.mends[0].contains("formula"));

    assert_eq!(refusal(&report, 6), "no price: fill it in");
    assert!(refusal(&report, 7).contains("`-2.00` is negative"));
    assert!(refusal(&report, 8).contains("2001 already stands on line 2"));
    assert!(refusal(&report, 9).contains("case size `0` is out of bounds"));

    let priced = mended(&report, 10);
    assert_eq!(
        (priced.article.net_e4, priced.article.vat_bp),
        (21_000, 2_000)
    );
    assert_eq!(priced.mends, ["left the currency out of the price `£2.10`"]);

    assert!(refusal(&report, 11).contains("too few columns, 5 of 18"));

    let long = mended(&report, 12);
    assert_eq!(long.mends, ["cut the name to 120 characters"]);
    assert!(long.article.name.starts_with("Very long name") && long.article.name.len() <= 120);

    assert!(refusal(&report, 13).contains("marks it `No`, not available"));
}

#[test]
fn the_growers_list_is_taken_with_its_prices_whole() {
    let report = read_price_list(GROWER).unwrap();
    assert_eq!(
        (report.format, report.delimiter),
        (Format::OpenFoodNetwork, ',')
    );
    assert_eq!(
        report.tally(),
        Tally {
            taken: 15,
            mended: 0,
            refused: 0
        }
    );
    let kale = &report.taken[0].article;
    assert_eq!(
        (kale.name.as_str(), kale.unit.as_str()),
        ("Kale, curly", "250 g")
    );
    assert_eq!((kale.net_e4, kale.vat_bp, kale.case_size), (16_000, 0, 1));
    assert_eq!(kale.producer, "Darenth Valley Growers");
    let units: Vec<&str> = report.articles().iter().map(|a| a.unit.as_str()).collect();
    assert!(units.contains(&"0.75 L") && units.contains(&"1 piece") && units.contains(&"1.5 kg"));
}

#[test]
fn the_report_is_written_as_shells_print_it() {
    let json = serde_json::to_value(read_price_list(MESSY).unwrap()).unwrap();
    assert_eq!(json["format"], "foodsoft-18");
    assert_eq!(json["encoding"], "Windows-1252");
    assert_eq!(
        json["tally"],
        serde_json::json!({"taken": 1, "mended": 4, "refused": 6})
    );
    assert_eq!(json["taken"][0]["article"]["number"], "2002");
    assert_eq!(
        json["mended"][0]["mends"][0],
        "read the price `3,85` as 3.85"
    );
    assert_eq!(json["refused"][0]["reason"], "no price: fill it in");
    assert_eq!(json["refused"][0]["line"], 6);
}
