//! Vectors of the time bank: one story per state an hour can be in.

use super::village::{Phone, TODAY, village};
use super::*;
use crate::command::{Command, Refused};
use crate::document::{DocumentKind, DocumentName};
use crate::ids::ItemId;
use crate::roster::Rosters;
use crate::time::Day;
use crate::topic::Topic;

const LEDGER: &str = "2026-11";
pub(super) const STATEMENT: &str = r#"{"v":1}"#;

pub(super) fn ledger(phone: &Phone) -> LedgerView {
    phone.reads(&name(phone), project)
}

pub(super) fn name(phone: &Phone) -> DocumentName {
    phone.name(DocumentKind::Ledger, LEDGER)
}

pub(super) fn does(phone: &mut Phone, command: HoursCommand) -> Result<(), Refused> {
    phone
        .does(|ctx| Command::Hours(command).plan(ctx))
        .map(|_| ())
}

fn code(phone: &mut Phone, command: HoursCommand) -> &'static str {
    does(phone, command).unwrap_err().code()
}

fn note(giver: &Phone, receiver: &Phone, minutes: u32) -> HoursCommand {
    HoursCommand::Note {
        giver: giver.me,
        receiver: receiver.me,
        minutes,
        day: TODAY,
        kind: "garden".into(),
        note: Some("cut the hedge".into()),
    }
}

fn edit(version: Version, minutes: u32) -> HoursCommand {
    HoursCommand::Edit {
        document: LEDGER.into(),
        version,
        minutes,
        day: TODAY,
        kind: "garden".into(),
        note: None,
    }
}

pub(super) fn agree(version: Version) -> HoursCommand {
    HoursCommand::Agree {
        document: LEDGER.into(),
        version,
    }
}

fn question(version: Version) -> HoursCommand {
    HoursCommand::Question {
        document: LEDGER.into(),
        version,
        words: Some("was it not one hour?".into()),
    }
}

fn lift(version: Version) -> HoursCommand {
    HoursCommand::LiftQuestion {
        document: LEDGER.into(),
        version,
    }
}

fn withdraw(claim: ItemId) -> HoursCommand {
    HoursCommand::Withdraw {
        document: LEDGER.into(),
        claim,
    }
}

fn witness(version: Version) -> HoursCommand {
    HoursCommand::Witness {
        document: LEDGER.into(),
        version,
    }
}

/// Ben notes that he gave Cy two hours, and everybody hears of it.
pub(super) fn noted() -> ([Phone; 4], ItemId, Version) {
    let mut phones = village();
    let command = note(&phones[1], &phones[2], 120);
    does(&mut phones[1], command).unwrap();
    meet(&mut phones);
    let entry = &ledger(&phones[0]).entries[0];
    let (claim, version) = (entry.claim, entry.version);
    (phones, claim, version)
}

pub(super) fn meet(phones: &mut [Phone; 4]) {
    let all = phones.clone();
    for phone in phones {
        for other in &all {
            phone.hears(other);
        }
    }
}

fn after(phones: &mut [Phone; 4]) -> (LedgerView, EntryView) {
    meet(phones);
    let view = ledger(&phones[0]);
    for phone in phones.iter() {
        assert_eq!(ledger(phone), view);
    }
    assert_eq!(view.entries.len(), 1);
    let entry = view.entries[0].clone();
    (view, entry)
}

pub(super) fn codes(view: &LedgerView) -> Vec<&'static str> {
    view.aside.iter().map(|aside| aside.code).collect()
}

pub(super) fn minutes(view: &LedgerView, phone: &Phone) -> i64 {
    balances(&view.postings)
        .get(&phone.me)
        .copied()
        .unwrap_or(0)
}

#[test]
fn a_note_counts_once_the_other_agrees() {
    let (mut phones, _, version) = noted();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Noted);
    assert_eq!(entry.note, Some(Words::Text("cut the hedge".into())));
    assert!(view.postings.is_empty());

    does(&mut phones[2], agree(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    let agreed = entry.agreed.unwrap();
    assert_eq!((agreed.version, agreed.minutes), (version, 120));
    assert_eq!(agreed.by.unwrap().member, phones[2].me);
    assert_eq!(minutes(&view, &phones[1]), 120);
    assert_eq!(minutes(&view, &phones[2]), -120);
    assert!(view.aside.is_empty());
}

#[test]
fn the_receiver_can_note_and_the_giver_agree() {
    let mut phones = village();
    let command = note(&phones[1], &phones[2], 45);
    does(&mut phones[2], command).unwrap();
    meet(&mut phones);
    let version = ledger(&phones[1]).entries[0].version;
    does(&mut phones[1], agree(version)).unwrap();
    let (view, _) = after(&mut phones);
    assert_eq!(minutes(&view, &phones[1]), 45);
}

#[test]
fn refusals_come_early_and_say_what_to_do() {
    let (mut phones, claim, version) = noted();
    let [ada, ben, cy, dot] = &mut phones;
    for minutes in [0, 3, 7, 1445] {
        assert_eq!(code(ben, note(&ben.clone(), cy, minutes)), "invalid");
    }
    assert_eq!(code(ben, note(&ben.clone(), &ben.clone(), 60)), "invalid");
    assert_eq!(code(ada, note(ben, cy, 60)), "invalid");
    let mut late = note(ben, cy, 60);
    let HoursCommand::Note { day, .. } = &mut late else {
        return;
    };
    *day = Day(TODAY.0 + 2);
    assert_eq!(code(ben, late), "invalid");

    assert_eq!(code(ben, agree(version)), "own-claim");
    assert_eq!(code(dot, agree(version)), "not-a-party");
    assert_eq!(code(dot, question(version)), "not-a-party");
    assert_eq!(code(cy, withdraw(claim)), "not-found");
    assert_eq!(code(cy, edit(version, 60)), "not-yours");
    assert_eq!(code(cy, lift(version)), "no-question");
    assert_eq!(code(ben, witness(version)), "witness-is-party");
    assert_eq!(code(ben, edit(version, 120)), "unchanged");
    assert_eq!(code(cy, agree(Version([0; 32]))), "not-found");

    does(cy, question(version)).unwrap();
    assert_eq!(code(cy, agree(version)), "questioned");
    does(cy, lift(version)).unwrap();
    does(cy, agree(version)).unwrap();
    assert_eq!(code(cy, agree(version)), "already-agreed");
    meet(&mut phones);
    let [_, ben, cy, dot] = &mut phones;
    assert_eq!(code(ben, withdraw(claim)), "agreed-already");
    assert_eq!(code(dot, witness(version)), "already-agreed");
    does(ben, edit(version, 60)).unwrap();
    cy.hears(ben);
    assert_eq!(code(cy, agree(version)), "superseded");
}

#[test]
fn an_edit_needs_agreement_anew_and_what_was_agreed_counts_meanwhile() {
    let (mut phones, _, version) = noted();
    does(&mut phones[2], agree(version)).unwrap();
    meet(&mut phones);
    does(&mut phones[1], edit(version, 90)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!((entry.state, entry.posted), (EntryState::Noted, true));
    assert_eq!((entry.minutes, entry.older), (90, vec![version]));
    assert_eq!(minutes(&view, &phones[1]), 120);

    does(&mut phones[2], agree(entry.version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    assert_eq!(minutes(&view, &phones[1]), 90);
}

#[test]
fn agreeing_while_the_other_edits_binds_to_the_version_that_was_shown() {
    let (mut phones, _, version) = noted();
    does(&mut phones[1], edit(version, 90)).unwrap();
    does(&mut phones[2], agree(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!((entry.state, entry.minutes), (EntryState::Noted, 90));
    assert_eq!(minutes(&view, &phones[1]), 120);
}

#[test]
fn agreeing_to_an_older_version_with_the_edit_in_sight_does_nothing() {
    let (mut phones, _, version) = noted();
    does(&mut phones[1], edit(version, 90)).unwrap();
    meet(&mut phones);
    let book = name(&phones[2]);
    phones[2].writes(&book, Topic::Agree, &version.to_string(), STATEMENT);
    let (view, entry) = after(&mut phones);
    assert_eq!((entry.state, entry.posted), (EntryState::Noted, false));
    assert_eq!(codes(&view), ["superseded"]);
}

#[test]
fn a_question_wins_over_a_concurrent_agree_until_it_is_lifted() {
    let (mut phones, _, version) = noted();
    // Cy's other phone would do the same; here both parties speak at once.
    does(&mut phones[1], question(version)).unwrap();
    does(&mut phones[2], agree(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Questioned);
    assert!(view.postings.is_empty());
    let words = Some(Words::Text("was it not one hour?".into()));
    assert_eq!(entry.questions[0].words, words);

    does(&mut phones[1], lift(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    assert_eq!(minutes(&view, &phones[1]), 120);
}

#[test]
fn a_question_on_an_edit_leaves_what_was_agreed() {
    let (mut phones, _, version) = noted();
    does(&mut phones[2], agree(version)).unwrap();
    meet(&mut phones);
    does(&mut phones[1], edit(version, 300)).unwrap();
    meet(&mut phones);
    let newer = ledger(&phones[2]).entries[0].version;
    does(&mut phones[2], question(newer)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!((entry.state, entry.posted), (EntryState::Questioned, true));
    assert_eq!(minutes(&view, &phones[1]), 120);
}

#[test]
fn a_witness_settles_a_silent_claim_and_a_question_seen() {
    let (mut phones, _, version) = noted();
    assert_eq!(
        code(&mut phones[1].clone(), witness(version)),
        "witness-is-party"
    );
    does(&mut phones[3], witness(version)).unwrap();
    let (_, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    let witnessed = entry.agreed.unwrap().witness.unwrap();
    assert_eq!(witnessed.member, phones[3].me);

    does(&mut phones[2], question(version)).unwrap();
    assert_eq!(after(&mut phones).1.state, EntryState::Questioned);
    does(&mut phones[0], witness(version)).unwrap();
    assert_eq!(after(&mut phones).1.state, EntryState::Posted);
}

#[test]
fn only_coordinators_who_are_no_party_can_witness() {
    let (mut phones, _, version) = noted();
    let (book, subject) = (name(&phones[0]), version.to_string());
    phones[1].writes(&book, Topic::Witness, &subject, STATEMENT);
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Noted);
    assert_eq!(codes(&view), ["wrong-role"]);

    let mut phones = village();
    let command = note(&phones[0], &phones[2], 60);
    does(&mut phones[2], command).unwrap();
    meet(&mut phones);
    let subject = ledger(&phones[0]).entries[0].version.to_string();
    phones[0].writes(&book, Topic::Witness, &subject, STATEMENT);
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Noted);
    assert_eq!(codes(&view), ["witness-is-party"]);
}

#[test]
fn taking_back_wins_over_a_concurrent_agree_and_not_over_one_that_was_seen() {
    let (mut phones, claim, version) = noted();
    does(&mut phones[1], withdraw(claim)).unwrap();
    does(&mut phones[2], agree(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Withdrawn);
    assert!(view.postings.is_empty());
    assert_eq!(code(&mut phones[1], withdraw(claim)), "withdrawn");
    assert_eq!(code(&mut phones[2], question(version)), "withdrawn");

    let (mut phones, claim, version) = noted();
    does(&mut phones[2], agree(version)).unwrap();
    meet(&mut phones);
    let book = name(&phones[1]);
    phones[1].writes(&book, Topic::Withdraw, &claim.to_string(), STATEMENT);
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    assert_eq!(codes(&view), ["agreed-already"]);
}

fn everyone_has(phones: &mut [Phone; 4], rosters: &Rosters) {
    for phone in phones {
        phone.rosters = rosters.clone();
    }
}

#[test]
fn what_is_agreed_after_leaving_needs_a_look_and_posts_when_witnessed() {
    let (mut phones, _, version) = noted();
    let (book, gone) = (name(&phones[2]), phones[2].leaves());
    phones[2].writes(&book, Topic::Agree, &version.to_string(), STATEMENT);
    everyone_has(&mut phones, &gone);
    let code = Look::AfterLeaving;
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::NeedsALook { code });
    assert!(view.postings.is_empty());

    does(&mut phones[0], witness(version)).unwrap();
    let (view, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::Posted);
    assert_eq!(minutes(&view, &phones[2]), -120);
}

#[test]
fn what_is_claimed_after_leaving_needs_a_look_even_when_the_other_agrees() {
    let mut phones = village();
    let gone = phones[1].leaves();
    let command = note(&phones[1], &phones[2], 60);
    does(&mut phones[1], command).unwrap();
    meet(&mut phones);
    let version = ledger(&phones[2]).entries[0].version;
    does(&mut phones[2], agree(version)).unwrap();
    everyone_has(&mut phones, &gone);
    let code = Look::AfterLeaving;
    let (_, entry) = after(&mut phones);
    assert_eq!(entry.state, EntryState::NeedsALook { code });
    assert!(!entry.posted);
    does(&mut phones[3], witness(version)).unwrap();
    assert_eq!(after(&mut phones).1.state, EntryState::Posted);
}

#[test]
fn words_wait_for_their_key_and_hours_do_not() {
    let (mut phones, _, version) = noted();
    does(&mut phones[2], agree(version)).unwrap();
    meet(&mut phones);
    let space = phones[0].rosters.space;
    phones[0].keyring.forget(space);
    let view = ledger(&phones[0]);
    assert_eq!(view.entries[0].note, Some(Words::WaitingForKey));
    assert_eq!(view.entries[0].state, EntryState::Posted);
}

#[test]
fn a_version_is_the_hash_of_the_stored_text() {
    // SHA-256 of 82 75 "kith claim version v1" 62 "{}"; if it changes, every agreement breaks.
    let version = "qxksblaotekxncilwuei32bhy5g3apjgnwbpp3j2ok23tfgnfbcq";
    assert_eq!(Version::of("{}").to_string(), version);
    assert_eq!(Version::of("{}").to_string().parse(), Ok(Version::of("{}")));
    assert!("abc".parse::<Version>().is_err());
}
