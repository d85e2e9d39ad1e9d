//! Stories of the noticeboard and of members' pages.

use super::*;
use crate::command::{Command, Refused};
use crate::document::{DocumentKind, DocumentName};
use crate::hours::village::{Phone, village};
use crate::ids::ItemId;
use crate::topic::Topic;

const BOARD: &str = "2026-q4";

fn does(phone: &mut Phone, command: BoardCommand) -> Result<Option<ItemId>, Refused> {
    let plan = phone.does(|ctx| Command::Board(command).plan(ctx))?;
    Ok(plan.made)
}

fn post(title: &str) -> BoardCommand {
    BoardCommand::Post {
        kind: NoticeKind::Offer,
        title: title.into(),
        text: "from our tree".into(),
    }
}

fn close(item: ItemId) -> BoardCommand {
    BoardCommand::Close {
        document: BOARD.into(),
        item,
    }
}

fn page(name: &str) -> BoardCommand {
    BoardCommand::SetPage {
        name: name.into(),
        home: "Mill Lane 3".into(),
        about: String::new(),
    }
}

fn quarter(phone: &Phone) -> DocumentName {
    phone.name(DocumentKind::Board, BOARD)
}

fn everyone(phone: &Phone) -> DocumentName {
    phone.name(DocumentKind::People, "all")
}

#[test]
fn a_notice_hangs_until_its_owner_takes_it_down() {
    let [mut ada, mut ben, ..] = village();
    let item = does(&mut ada, post(" Apples ")).unwrap().unwrap();
    ben.hears(&ada);
    let notice = &ben.reads(&quarter(&ben), board).notices[0];
    assert_eq!((notice.item, notice.member), (item, ada.me));
    assert_eq!(notice.title, "Apples");
    assert!(!notice.closed);

    assert_eq!(does(&mut ben, close(item)).unwrap_err().code(), "not-found");
    does(&mut ada, close(item)).unwrap();
    let again = does(&mut ada, close(item)).unwrap_err();
    assert_eq!(again.code(), "already-closed");
    ben.hears(&ada);
    assert!(ben.reads(&quarter(&ben), board).notices[0].closed);
}

#[test]
fn a_notice_without_its_key_waits_and_one_of_a_newer_kith_says_so() {
    let [mut ada, mut ben, ..] = village();
    let item = does(&mut ada, post("Apples")).unwrap().unwrap();
    let name = quarter(&ada);
    let newer = r#"{"v":2,"title":"Pears"}"#;
    ada.writes(&name, Topic::Request, &item.to_string(), newer);
    ben.hears(&ada);
    let reads = |phone: &Phone| -> Vec<Reads> {
        let view = phone.reads(&quarter(phone), board);
        view.notices.iter().map(|notice| notice.reads).collect()
    };
    assert_eq!(reads(&ben), [Reads::Open, Reads::Newer]);
    ben.keyring.forget(ben.rosters.space);
    assert_eq!(reads(&ben), [Reads::WaitingForKey; 2]);
}

#[test]
fn titles_and_names_are_one_line_within_bounds() {
    let [mut ada, ..] = village();
    for bad in ["", "  ", "two\nlines", &"x".repeat(81)] {
        assert_eq!(does(&mut ada, post(bad)).unwrap_err().code(), "invalid");
        assert_eq!(does(&mut ada, page(bad)).unwrap_err().code(), "invalid");
    }
    assert!(does(&mut ada, page(&"é".repeat(60))).is_ok());
    assert!(does(&mut ada, page(&"é".repeat(61))).is_err());
}

#[test]
fn a_page_says_its_newest_words_and_keeps_what_a_newer_kith_added() {
    let [mut ada, mut ben, ..] = village();
    let name = everyone(&ada);
    let newer = r#"{"v":1,"name":"Ada","languages":["en","cy"]}"#;
    ada.writes(&name, Topic::Page, "self", newer);
    let plan = ada.does(|ctx| page("Ada Hill").plan(ctx)).unwrap();
    assert!(plan.writes[0].text.contains(r#""languages":["en","cy"]"#));
    ben.hears(&ada);
    let view = ben.reads(&name, people);
    let [(member, shown)] = view.pages.as_slice() else {
        unreachable!("one page")
    };
    assert_eq!(*member, ada.me);
    assert_eq!(shown.name.as_deref(), Some("Ada Hill"));
    assert_eq!(shown.home.as_deref(), Some("Mill Lane 3"));
    assert_eq!((&shown.about, shown.waiting), (&None, false));

    ben.keyring.forget(ben.rosters.space);
    let (_, shown) = &ben.reads(&name, people).pages[0];
    assert_eq!((&shown.name, shown.waiting), (&None, true));
}
