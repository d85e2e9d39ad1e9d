//! What people try in order to get hours that nobody agreed to, and what becomes of it.

use super::tests::{STATEMENT, agree, codes, does, ledger, meet, minutes, name, noted};
use super::village::{Phone, TODAY, village};
use super::*;
use crate::ids::ItemId;
use crate::topic::Topic;

/// Ben's claim with its text changed, under the name of the old or of the new text.
fn forged(change: impl Fn(&mut Claim), honest_name: bool) -> (LedgerView, Phone) {
    let (mut phones, claim, _) = noted();
    let state = phones[1].documents.get(&name(&phones[1])).unwrap().clone();
    let op = state.ops.iter().find(|op| op.key.topic == "claim").unwrap();
    let crate::fact::Value::Clear(text) = &op.value else {
        unreachable!("claims are clear")
    };
    let mut read: Claim = serde_json::from_str(text).unwrap();
    assert_eq!(read.claim, claim);
    change(&mut read);
    let forged = serde_json::to_string(&read).unwrap();
    let named = Version::of(if honest_name { &forged } else { text });
    let mut mallory = phones[3].clone();
    mallory.documents.clear();
    let book = name(&mallory);
    mallory.writes(&book, Topic::Claim, &format!("{claim}/{named}"), &forged);
    let version = named.to_string();
    mallory.writes(&book, Topic::Agree, &version, STATEMENT);
    phones[2].documents.clear();
    phones[2].writes(&book, Topic::Agree, &version, STATEMENT);
    mallory.hears(&phones[2]);
    (ledger(&mallory), mallory)
}

#[test]
fn claims_that_are_not_what_they_say_never_count() {
    let me = village()[3].me;
    type Change<'a> = &'a dyn Fn(&mut Claim);
    let cases: [(Change<'_>, bool, &str); 6] = [
        (&|c| c.minutes = 600, false, "hash-mismatch"),
        (&|_| (), true, "copied"),
        (&|c| (c.by, c.claim) = (me, ItemId([1; 10])), true, "copied"),
        (&|c| (c.by, c.minutes) = (me, 7), true, "out-of-bounds"),
        (
            &|c| (c.by, c.giver) = (me, c.receiver),
            true,
            "out-of-bounds",
        ),
        (&|c| (c.by, c.v) = (me, 2), true, "newer"),
    ];
    for (change, honest_name, code) in cases {
        let (view, _) = forged(change, honest_name);
        assert!(view.entries.is_empty() && view.postings.is_empty());
        assert_eq!(codes(&view).iter().filter(|c| **c == code).count(), 1);
    }
}

#[test]
fn a_claim_by_a_stranger_needs_a_look_whoever_agrees() {
    let me = village()[3].me;
    let (view, _) = forged(|claim| claim.by = me, true);
    let code = Look::NotAParty;
    assert_eq!(view.entries[0].state, EntryState::NeedsALook { code });
    assert!(view.postings.is_empty() && view.entries[0].agreed.is_none());
}

#[test]
fn an_edit_cannot_put_somebody_else_in_the_place_of_a_party() {
    let (mut phones, claim, version) = noted();
    does(&mut phones[2], agree(version)).unwrap();
    meet(&mut phones);
    // Ben notes an edit by which Dot received, and Dot agrees: Cy keeps what Cy agreed to.
    let book = name(&phones[1]);
    let edit = Claim {
        v: 1,
        claim,
        by: phones[1].me,
        giver: phones[1].me,
        receiver: phones[3].me,
        minutes: 60,
        day: TODAY,
        kind: "garden".into(),
        supersedes: Some(version),
        seen: crate::command::Seen::default(),
        more: serde_json::Map::new(),
    };
    let text = serde_json::to_string(&edit).unwrap();
    let newer = Version::of(&text);
    phones[1].writes(&book, Topic::Claim, &format!("{claim}/{newer}"), &text);
    meet(&mut phones);
    does(&mut phones[3], agree(newer)).unwrap();
    meet(&mut phones);
    let view = ledger(&phones[0]);
    assert_eq!(view.entries.len(), 2);
    assert_eq!(minutes(&view, &phones[1]), 180);
    assert_eq!(minutes(&view, &phones[2]), -120);
}
