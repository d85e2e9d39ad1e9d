//! Cuts that a server set too low: a device's signed head and a coordinator raise them, and nobody else.

use super::*;
use crate::feed::SignedHead;
use crate::ids::{EntryHash, FeedHead, RecordHash};

/// The head that member `who`'s device signed at `n` in `space`, having applied entry `seen`.
fn head(street: &Street, who: usize, space: SpaceId, n: u32, seen: u32) -> SignedHead {
    let secret = &street.who[who].1;
    SignedHead::sign(
        street.rosters.community,
        space,
        (n, FeedHead([7; 32])),
        (seen, EntryHash([8; 32])),
        secret,
    )
}

fn correction(evidence: SignedHead, cause: RecordHash) -> Act {
    Act::CutCorrected {
        device: evidence.device,
        n: evidence.n,
        cause,
        evidence,
    }
}

/// Ben was removed by Ada, at 3; his phone had signed 5 before. Gives the removal.
fn removed() -> (Street, RecordHash) {
    let mut street = Street::of(4);
    street.up_to_date();
    street.grant(2, Role::Coordinator, &[0]).unwrap();
    let member = street.member(1);
    let body = street.body(Act::MemberRemoved { member });
    let record = street.sign(body, &[0]);
    let cause = record.hash();
    let at = [(street.tag(1), 3)];
    street.take_at(record, &at).unwrap();
    (street, cause)
}

fn stands(street: &Street, n: u32) -> Standing {
    let space = street.rosters.space;
    street.rosters.standing(space, street.tag(1), n)
}

#[test]
fn a_head_and_a_coordinator_raise_a_cut() {
    let (mut street, cause) = removed();
    assert_eq!(stands(&street, 5), Standing::Departed);
    let space = street.rosters.space;
    let act = correction(head(&street, 1, space, 5, 2), cause);
    street.try_act(act, &[0]).unwrap();
    assert_eq!(stands(&street, 5), Standing::Member);
    assert_eq!(stands(&street, 6), Standing::Departed);
    assert!(!street.rosters.is_member(street.member(1)));
    // It only rises.
    let lower = correction(head(&street, 1, space, 4, 2), cause);
    assert_eq!(street.try_act(lower, &[0]), Err(RecordRefusal::AlreadySo));
    let higher = correction(head(&street, 1, space, 6, 2), cause);
    street.try_act(higher, &[2]).unwrap();
    assert_eq!(stands(&street, 6), Standing::Member);
}

#[test]
fn who_was_cut_off_cannot_raise_it_alone_nor_with_a_friend() {
    let (mut street, cause) = removed();
    let space = street.rosters.space;
    let act = correction(head(&street, 1, space, 5, 2), cause);
    for by in [&[1][..], &[3], &[1, 3], &[0, 2]] {
        let refused = street.try_act(act.clone(), by);
        assert_eq!(refused, Err(RecordRefusal::NotEntitled), "{by:?}");
    }
    assert_eq!(stands(&street, 5), Standing::Departed);
}

#[test]
fn a_head_must_be_the_devices_own_of_this_place_and_from_before() {
    let (mut street, cause) = removed();
    let space = street.rosters.space;
    let good = head(&street, 1, space, 5, 2);
    let number = street.rosters.records[&cause].1;
    let knew = head(&street, 1, space, 5, number);
    let elsewhere = head(&street, 1, SpaceId([9; 16]), 5, 2);
    let other_number = SignedHead { n: 6, ..good };
    for evidence in [knew, elsewhere, other_number] {
        let act = Act::CutCorrected {
            device: street.tag(1),
            n: evidence.n,
            cause,
            evidence,
        };
        assert_eq!(street.try_act(act, &[0]), Err(RecordRefusal::NoProof));
    }
    let others = correction(head(&street, 3, space, 5, 2), cause);
    assert_eq!(street.try_act(others, &[0]), Err(RecordRefusal::Unknown));
    let no_cause = correction(good, RecordHash([1; 32]));
    assert_eq!(street.try_act(no_cause, &[0]), Err(RecordRefusal::Unknown));
}

#[test]
fn a_role_taken_back_stays_so_when_another_cut_is_raised() {
    let mut street = Street::of(4);
    street.up_to_date();
    street.grant(1, Role::Lead, &[0]).unwrap();
    let (member, tag, space) = (street.member(1), street.tag(1), street.rosters.space);
    let role = Role::Lead;
    let body = street.body(Act::RoleWithdrawn { member, role });
    let role_gone = street.sign(body, &[0]);
    street.take_at(role_gone.clone(), &[(tag, 2)]).unwrap();
    let body = street.body(Act::MemberRemoved { member });
    let gone = street.sign(body, &[0]);
    street.take_at(gone.clone(), &[(tag, 3)]).unwrap();
    let act = correction(head(&street, 1, space, 5, 2), gone.hash());
    street.try_act(act, &[0]).unwrap();
    assert!(!street.rosters.role_at(space, role, member, tag, 3));
    let act = correction(head(&street, 1, space, 3, 2), role_gone.hash());
    street.try_act(act, &[0]).unwrap();
    assert!(street.rosters.role_at(space, role, member, tag, 3));
    assert!(!street.rosters.role_at(space, role, member, tag, 4));
}

#[test]
fn a_revoked_phone_a_former_organiser_and_a_replaced_proxy_are_put_right_as_well() {
    let mut street = Street::of(4);
    street.up_to_date();
    let space = street.rosters.space;
    let (ben, cleo) = (street.member(1), street.member(2));
    let gone = |street: &mut Street, act: Act, by: usize, who: usize| {
        let body = street.body(act);
        let record = street.sign(body, &[by]);
        let at = [(street.tag(who), 3)];
        street.take_at(record.clone(), &at).unwrap();
        record.hash()
    };
    let round = format!("{ben}/autumn");
    let (name, to) = (round.clone(), cleo);
    let handed = gone(&mut street, Act::RoundHandedOver { round, to }, 0, 1);
    assert_eq!(
        street.rosters.organiser_at(&name, ben, street.tag(1), 4),
        None
    );
    let act = correction(head(&street, 1, space, 4, 2), handed);
    street.try_act(act, &[0]).unwrap();
    assert_eq!(
        street.rosters.organiser_at(&name, ben, street.tag(1), 4),
        Some(0)
    );

    let (proxy, member) = (ben, cleo);
    street
        .try_act(Act::ActsFor { proxy, member }, &[2])
        .unwrap();
    let ends = Act::ActsFor {
        proxy: cleo,
        member,
    };
    let ended = gone(&mut street, ends, 2, 1);
    let speaks = |street: &Street, n| {
        street
            .rosters
            .acts_for(space, proxy, member, street.tag(1), n)
    };
    assert!(!speaks(&street, 4));
    let act = correction(head(&street, 1, space, 4, 2), ended);
    street.try_act(act, &[0]).unwrap();
    assert!(speaks(&street, 4) && !speaks(&street, 5));

    let device = street.tag(1);
    let revoked = gone(&mut street, Act::DeviceRevoked { device }, 0, 1);
    assert_eq!(stands(&street, 5), Standing::Revoked);
    let act = correction(head(&street, 1, space, 5, 2), revoked);
    street.try_act(act, &[0]).unwrap();
    assert_eq!(stands(&street, 5), Standing::Member);
    assert_eq!(stands(&street, 6), Standing::Revoked);
}

#[test]
fn in_a_pairing_its_own_coordinators_put_a_line_right() {
    let mut street = Street::of(5);
    street.up_to_date();
    street.grant(2, Role::Coordinator, &[0]).unwrap();
    let space = street.pairing(1, &[0]).unwrap();
    let member = street.member(1);
    let body = street.body(Act::MemberRemoved { member });
    let record = street.sign(body, &[2]);
    let (cause, lines) = (record.hash(), street.rosters.lines(&record));
    street.take(record).unwrap();
    for (space, line) in lines {
        let at = [(street.tag(1), 3)];
        street.state(space, Stated::Line(line), &at).unwrap();
    }
    let act = correction(head(&street, 1, space, 5, 2), cause);
    // A coordinator of the community who does not look after the pairing has no say in it.
    let refused = street.try_in(space, act.clone(), &[2]);
    assert_eq!(refused, Err(RecordRefusal::NotEntitled));
    street.try_in(space, act, &[0]).unwrap();
    let tag = street.tag(1);
    assert_eq!(street.rosters.standing(space, tag, 5), Standing::Member);
    assert_eq!(street.rosters.standing(space, tag, 6), Standing::Departed);
}
