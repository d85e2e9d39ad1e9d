//! Headings in German and Dutch, in any order, with any delimiter.

use super::{mended, only, read};
use crate::{Encoding, Format, read_price_list};

#[test]
fn a_german_plain_list_is_read_by_its_headings() {
    let list = "Artikelnummer\tPreis\tBezeichnung\tGebindegröße\tEinheit\tMwSt.\tPfand\tHerkunft\n\
                77\t1,09\tGrüne Linsen\t6\t500 g\t7\t0\tFrankreich\n";
    let report = read(list);
    assert_eq!((report.format, report.delimiter), (Format::Plain, '\t'));
    let lentils = &mended(&report, 2).article;
    assert_eq!(
        (lentils.name.as_str(), lentils.unit.as_str()),
        ("Grüne Linsen", "500 g")
    );
    assert_eq!(
        (lentils.net_e4, lentils.vat_bp, lentils.case_size),
        (10_900, 700, 6)
    );
    assert_eq!(
        (lentils.number.as_deref(), lentils.origin.as_str()),
        (Some("77"), "Frankreich")
    );
}

#[test]
fn a_dutch_plain_list_is_read_by_its_headings() {
    let article = only(
        "naam;eenheid;colli;prijs;btw;statiegeld;herkomst;notitie\n\
         Tomaten;500 g;20;1.20;9;0.10;Best, NL;bio\n",
    );
    assert_eq!((article.name.as_str(), article.case_size), ("Tomaten", 20));
    assert_eq!(
        (article.net_e4, article.vat_bp, article.deposit_pence),
        (12_000, 900, 10)
    );
    assert_eq!(
        (article.origin.as_str(), article.note.as_str()),
        ("Best, NL", "bio")
    );
}

#[test]
fn a_dutch_foodsoft_list_of_14_columns_is_read_with_its_reserved_columns() {
    let report = read(
        "status;art. nummer;productnaam;notitie;producent;herkomst;eenheid;prijs ex btw;btw (%);\
         statiegeld;colligrootte;(reserved);(reserved);categorienaam\n\
         ;29;Walnoten;bio;De Hof;Veluwe, NL;kg;2.34;6;0;1;;;Nuts\n\
         x;30;Appelsap;;De Hof;NL;4x250ml;3.21;6;0.4;10;;;Drinks\n\
         ;31;Peren;;De Hof;NL;1 kg;3.21;6;0;10;5;2.90;Fruit\n",
    );
    assert_eq!(report.format, Format::Foodsoft14);
    let nuts = &report.taken[0].article;
    assert_eq!(
        (nuts.name.as_str(), nuts.unit.as_str(), nuts.vat_bp),
        ("Walnoten", "kg", 600)
    );
    assert_eq!(
        (nuts.producer.as_str(), nuts.category.as_str()),
        ("De Hof", "Nuts")
    );
    assert!(
        report.refused[0]
            .reason
            .to_string()
            .contains("not available")
    );
    assert_eq!(
        mended(&report, 4).mends,
        ["left out the scale price `2.90` from `5` on"]
    );
}

#[test]
fn a_german_foodsoft_export_in_ibm850_is_read() {
    let list = b"verf.;Bestellnummer;Name;Lieferanteneinheit;Einheit;Verh\x84ltnisse;Mindestbestellmenge;\
        Abrechnungseinheit;Granularit\x84t;Bestellgruppeneinheit;Nettopreis;Preiseinheit;MwSt;Pfand;\
        Notiz;Kategorie;Herkunft;Produzent\n\
        Ja;5;M\x81sli mit N\x81ssen, s\x81\xe1;;1 kg;6 St\x81ck;12;;1;;4.50;;7;0.08;;Getreide;K\x94ln;M\x81hle\n\
        Nein;6;Gr\x81nkern;;1 kg;6 St\x81ck;;;1;;4.50;;7;0;;Getreide;;M\x81hle\n";
    let report = read_price_list(list).unwrap();
    assert_eq!(
        (report.format, report.encoding),
        (Format::Foodsoft18, Encoding::Ibm850)
    );
    let muesli = &report.taken[0].article;
    assert_eq!(
        (muesli.name.as_str(), muesli.origin.as_str()),
        ("Müsli mit Nüssen, süß", "Köln")
    );
    assert_eq!(
        (muesli.case_size, muesli.min_units, muesli.deposit_pence),
        (6, 12, 8)
    );
    assert_eq!(report.tally().refused, 1);
}

#[test]
fn an_english_plain_list_may_hold_every_optional_column() {
    let article = only(
        "Name,Unit,Case size,Price,VAT,Deposit,Single price,Min,Number,Category,Origin,Note\n\
         Oats,1 kg,8,1.30,0,0,1.85,4,O-1,Cereals,Scotland,rolled\n",
    );
    assert_eq!((article.single_e4, article.min_units), (Some(18_500), 4));
    assert_eq!(
        (article.category.as_str(), article.note.as_str()),
        ("Cereals", "rolled")
    );
}
