//! Posters: many may ask, and each needs a coordinator's yes.

use super::*;
use crate::limits;

/// A street where a poster hangs that lets `uses` in.
fn hangs(uses: u32) -> (Street, Secret) {
    let mut street = Street::of(3);
    street.up_to_date();
    let poster = secret(60);
    let act = issued(&poster, uses);
    street.try_act(act, &[0]).unwrap();
    (street, poster)
}

fn issued(poster: &Secret, uses: u32) -> Act {
    Act::InviteIssued {
        invite: poster.public(),
        expires: 9_000,
        many: true,
        uses: Some(uses),
    }
}

fn asks(street: &mut Street, poster: &Secret, device: &Secret) -> Body {
    street.body(Act::MemberAccepted {
        invite: poster.public(),
        device: device.public(),
        box_key: device.box_key(),
    })
}

/// `device` asks by `poster`, and `by` say yes.
fn accepts(
    street: &mut Street,
    poster: &Secret,
    device: &Secret,
    by: &[usize],
) -> Result<MemberId, EntryError> {
    let body = asks(street, poster, device);
    let member = body.member_id();
    let mut signers = vec![device, poster];
    signers.extend(by.iter().map(|who| &street.who[*who].1));
    let record = Record::signed_by(body, &signers);
    street.take(record).map(|_| member)
}

fn no(refusal: RecordRefusal) -> Result<MemberId, EntryError> {
    Err(EntryError::Refused(refusal))
}

#[test]
fn who_asks_by_a_poster_comes_in_with_a_coordinators_yes_and_no_other() {
    let (mut street, poster) = hangs(2);
    let (dora, stranger) = (secret(61), secret(62));
    let alone = accepts(&mut street, &poster, &dora, &[]);
    assert_eq!(alone, no(RecordRefusal::NotEntitled));
    let by_a_member = accepts(&mut street, &poster, &dora, &[1]);
    assert_eq!(by_a_member, no(RecordRefusal::NotEntitled));
    // A coordinator's yes without the poster, or without the newcomer, is nobody's asking.
    for half in [&poster, &dora] {
        let body = asks(&mut street, &poster, &dora);
        let record = Record::signed_by(body, &[half, &street.who[0].1]);
        let refused = street.take(record).map(|_| ());
        assert_eq!(
            refused,
            Err(EntryError::Refused(RecordRefusal::NotEntitled))
        );
    }
    let member = accepts(&mut street, &poster, &dora, &[0]).unwrap();
    assert!(street.rosters.is_member(member));
    // Neither does the same device come in twice, nor under a poster nobody issued.
    let again = accepts(&mut street, &poster, &dora, &[0]);
    assert_eq!(again, no(RecordRefusal::SameTag));
    let forged = accepts(&mut street, &secret(63), &stranger, &[0]);
    assert_eq!(forged, no(RecordRefusal::Unknown));
}

#[test]
fn a_poster_is_used_up_taken_back_and_ends() {
    let (mut street, poster) = hangs(2);
    for seed in [61, 62] {
        accepts(&mut street, &poster, &secret(seed), &[0]).unwrap();
    }
    let more = accepts(&mut street, &poster, &secret(63), &[0]);
    assert_eq!(more, no(RecordRefusal::InviteSpent));

    let (mut street, poster) = hangs(2);
    let invite = poster.public();
    accepts(&mut street, &poster, &secret(61), &[0]).unwrap();
    street
        .try_act(Act::InviteWithdrawn { invite }, &[0])
        .unwrap();
    let late = accepts(&mut street, &poster, &secret(62), &[0]);
    assert_eq!(late, no(RecordRefusal::InviteSpent));

    let (mut street, poster) = hangs(2);
    let body = asks(&mut street, &poster, &secret(61));
    let record = Record::signed_by(body, &[&secret(61), &poster, &street.who[0].1]);
    assert_eq!(street.rosters.in_time(&record, 9_000), Ok(()));
    let late = street.rosters.in_time(&record, 9_001);
    assert_eq!(late, Err(RecordRefusal::InviteSpent));
}

#[test]
fn posters_are_bounded_and_are_no_invites() {
    let mut street = Street::of(2);
    let poster = secret(60);
    // Before the rules were raised no phone knew them.
    let early = street.try_act(issued(&poster, 2), &[0]);
    assert_eq!(early, Err(RecordRefusal::OlderRules));
    street.up_to_date();
    let by_a_member = street.try_act(issued(&poster, 2), &[1]);
    assert_eq!(by_a_member, Err(RecordRefusal::NotEntitled));
    for uses in [0, limits::POSTER_USES + 1] {
        let refused = street.try_act(issued(&poster, uses), &[0]);
        assert_eq!(refused, Err(RecordRefusal::TooMuch), "{uses}");
    }
    let act = Act::InviteIssued {
        invite: poster.public(),
        expires: 1_001 + limits::POSTER_SECONDS,
        many: true,
        uses: Some(2),
    };
    assert_eq!(street.try_act(act, &[0]), Err(RecordRefusal::TooMuch));
    street.try_act(issued(&poster, 2), &[0]).unwrap();
    // Whoever scanned it cannot use it as an invite, nor an invite as a poster.
    let admitted = street.admit(&poster, secret(61));
    assert_eq!(
        admitted,
        Err(EntryError::Refused(RecordRefusal::NotEntitled))
    );
    let invite = secret(64);
    street.invite(&invite);
    let accepted = accepts(&mut street, &invite, &secret(61), &[0]);
    assert_eq!(accepted, no(RecordRefusal::NotEntitled));
}

#[test]
fn rules_are_raised_by_a_coordinator_and_newer_ones_are_no_fault_of_the_servers() {
    let mut street = Street::of(2);
    let versions = Versions::KNOWN.spelled();
    let set = |versions: &[u32]| Act::VersionsSet {
        versions: versions.to_vec(),
    };
    let refused = street.try_act(set(&versions), &[1]);
    assert_eq!(refused, Err(RecordRefusal::NotEntitled));
    street.up_to_date();
    assert_eq!(street.rosters.versions, Versions::KNOWN);
    let again = street.try_act(set(&versions), &[0]);
    assert_eq!(again, Err(RecordRefusal::AlreadySo));
    let lower = street.try_act(set(&Versions::FIRST.spelled()), &[0]);
    assert_eq!(lower, Err(RecordRefusal::AlreadySo));
    let body = street.body(set(&[1, 3, 1, 1]));
    let record = street.sign(body, &[0]);
    assert_eq!(street.take(record), Err(EntryError::Newer));
}
