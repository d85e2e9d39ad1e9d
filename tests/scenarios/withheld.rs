//! A server keeps something back: the phone says so, keeps what it has, and mends when it comes.

use kith_core::sync::answer::inflate;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::wire::{LogItem, SyncAnswer};
use kith_tests::liar::packed;
use kith_tests::{World, converge};

/// Opens every page of an answer, lets `meddle` at its items and packs them again.
fn meddled(answer: &[u8], meddle: impl Fn(&mut Vec<LogItem>)) -> Vec<u8> {
    let mut answer: SyncAnswer = decode_exact(answer, "answer").unwrap();
    for page in answer.replies.iter_mut().flat_map(|r| &mut r.pages) {
        let mut items: Vec<LogItem> = inflate(page)
            .unwrap()
            .into_iter()
            .map(LogItem::from)
            .collect();
        meddle(&mut items);
        *page = packed(items).into();
    }
    encode(&answer)
}

/// Leaves the first change out of every page that has one.
fn withhold(answer: &[u8]) -> Vec<u8> {
    meddled(answer, |items| {
        let first = items.iter().position(|i| matches!(i, LogItem::Change(_)));
        if let Some(first) = first {
            items.remove(first);
        }
    })
}

/// Sends every change as if its document had been erased.
fn pretend_erased(answer: &[u8]) -> Vec<u8> {
    meddled(answer, |items| {
        for item in items {
            if let LogItem::Change(fed) = item {
                *fed = fed.erased().unwrap();
            }
        }
    })
}

#[test]
fn a_change_that_is_withheld_is_said_so_and_mends_when_it_comes() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    ada.writes_a_page("the first line");
    let claim = ada.gave(&ben, 30);
    ada.syncs();
    world.network.is_meddled_with(Some(withhold));
    let trouble = ben.fails_to_sync();
    assert!(trouble.contains("withheld"), "{trouble}");
    let status = ben.app().status(ben.community()).unwrap();
    assert_eq!(status.trouble_code.as_deref(), Some("withheld"));
    assert!(
        !ben.look().holds_claim(&claim),
        "nothing of the page is kept"
    );

    world.network.is_meddled_with(None);
    world.settles();
    let status = ben.app().status(ben.community()).unwrap();
    assert_eq!((status.trouble_code, status.trouble), (None, None));
    assert_eq!(ben.sees_claim(&claim).minutes, 30);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn bytes_that_are_missing_without_a_coordinators_word_are_withheld_not_erased() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    ada.writes_a_page("the first line");
    ada.syncs();
    world.network.is_meddled_with(Some(pretend_erased));
    let trouble = ben.fails_to_sync();
    assert!(trouble.contains("withheld"), "{trouble}");
    let status = ben.app().status(ben.community()).unwrap();
    assert_eq!(status.trouble_code.as_deref(), Some("withheld"));

    world.network.is_meddled_with(None);
    world.settles();
    assert_eq!(ben.reads_page_of(&ada).as_deref(), Some("the first line"));
    converge::everybody_agrees(&[ada, ben]).unwrap();
}
