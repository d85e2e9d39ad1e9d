//! Lists whose headings say nothing, and files that are no list at all.

use super::read;
use crate::{Format, ListError, MAX_BYTES, MAX_LINES, read_price_list};

fn error(list: &str) -> ListError {
    read_price_list(list.as_bytes()).unwrap_err()
}

#[test]
fn four_columns_without_a_heading_are_name_unit_case_size_and_price() {
    let report = read("Oats,1 kg,8,1.30\nRice,500 g,6,2.00\n");
    assert_eq!((report.format, report.tally().taken), (Format::Plain, 2));
    assert_eq!(report.taken[0].line, 1);
}

#[test]
fn eighteen_and_fourteen_columns_in_another_language_are_read_by_position() {
    let polish = "d;nr;nazwa;j;jedn;p;m;b;g;u;cena;jc;v;k;uw;kat;poch;prod\n\
                  ;7;Ryż;;1 kg;6;;;;;2.00;;0;0;;Zboża;Indie;x\n";
    let report = read(polish);
    assert_eq!(
        (report.format, report.tally().taken),
        (Format::Foodsoft18, 1)
    );
    assert_eq!(report.taken[0].article.name, "Ryż");
    let older = read(";7;Ryż;;x;Indie;1 kg;2.00;0;0;6;;;Zboża\n");
    assert_eq!((older.format, older.tally().taken), (Format::Foodsoft14, 1));
}

#[test]
fn a_heading_that_contradicts_the_position_is_not_read_by_position() {
    let ListError::UnknownColumns { found, .. } =
        error("name,unit,price,stock\nOats,1 kg,8,1.30\n")
    else {
        panic!("read by position");
    };
    assert_eq!(found, "name, unit, price, stock");
    assert!(
        error("name,unit,price\na,b,1\n")
            .to_string()
            .contains("case_size")
    );
}

#[test]
fn a_gross_price_is_not_taken_for_a_net_one() {
    let list = "Name;Einheit;Gebinde;Bruttopreis;Pfand\nHafer;1 kg;8;1.30;0\n";
    assert!(matches!(error(list), ListError::UnknownColumns { .. }));
}

#[test]
fn what_is_no_list_is_refused_whole() {
    assert_eq!(error(""), ListError::Empty);
    assert_eq!(error(" \r\n\n"), ListError::Empty);
    assert_eq!(error("PK\u{3}\u{4}\0\0"), ListError::NotATable);
    assert_eq!(error("Dear all\nprices are up\n"), ListError::NotATable);
    assert_eq!(error(&"a".repeat(MAX_BYTES + 1)), ListError::TooLarge);
    assert_eq!(
        error(&"a,b\n".repeat(MAX_LINES + 1)),
        ListError::TooManyLines
    );
}

#[test]
fn a_spreadsheets_separator_line_and_a_mark_are_passed_over() {
    let report = read("\u{feff}sep=;\r\nname;unit;case size;price\r\nOats;1 kg;8;1.30\r\n");
    assert_eq!((report.delimiter, report.taken[0].line), (';', 3));
}
