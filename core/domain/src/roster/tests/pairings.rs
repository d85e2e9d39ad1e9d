//! A pairing's own roster.

use super::*;

#[test]
fn a_visitor_needs_two_people_one_of_them_a_safeguarding_lead() {
    // 0 coordinator, 1 lead, 2 and 3 neither, 4 host, 5 visitor, 6 a lead outside the pairing.
    let mut street = Street::of(7);
    street.grant(1, Role::Lead, &[0]).unwrap();
    street.grant(6, Role::Lead, &[0]).unwrap();
    let pairing = street.pairing(4, &[0, 1, 2]).unwrap();
    let visit = Act::RoleGranted {
        member: street.member(5),
        role: Role::Visitor,
    };
    let no = Err(RecordRefusal::NotEntitled);
    for by in [
        &[1][..],
        &[0, 2],
        &[0, 6],
        &[1, 3],
        &[1, 4],
        &[1, 5],
        &[0, 1, 2],
    ] {
        assert_eq!(street.try_in(pairing, visit.clone(), by), no, "{by:?}");
    }
    // One person with two phones is one person.
    let second = secret(90);
    let body = street.body(Act::DeviceAdded {
        member: street.member(1),
        device: second.public(),
        box_key: second.box_key(),
        revokes: Vec::new(),
    });
    street
        .take(Record::signed_by(body, &[&secret(2), &second]))
        .unwrap();
    let body = street.body_in(Some(pairing), visit.clone());
    let twice = Record::signed_by(body, &[&secret(2), &second]);
    assert_eq!(street.rosters.judge(&twice), no);
    street.try_in(pairing, visit, &[2, 1]).unwrap();
    assert!(
        street
            .rosters
            .has_role(pairing, Role::Visitor, street.member(5))
    );
    assert!(street.rosters.may_read(pairing, street.member(5)));
    assert!(!street.rosters.may_read(pairing, street.member(6)));
    // And one is enough to end it.
    let end = Act::RoleWithdrawn {
        member: street.member(5),
        role: Role::Visitor,
    };
    assert_eq!(street.try_in(pairing, end.clone(), &[6]), no);
    street.try_in(pairing, end, &[2]).unwrap();
    assert_eq!(
        street.rosters.left_at(pairing, street.member(5)),
        Some(1_000)
    );
}

#[test]
fn a_person_has_one_role_in_a_pairing() {
    let mut street = Street::of(4);
    assert_eq!(street.pairing(0, &[0, 1]), Err(RecordRefusal::NotEntitled));
    assert_eq!(street.pairing(2, &[0, 0]), Err(RecordRefusal::NotEntitled));
    assert_eq!(street.pairing(2, &[]), Err(RecordRefusal::NotEntitled));
    let pairing = street.pairing(2, &[0, 1]).unwrap();
    let grant = |member, role| Act::RoleGranted { member, role };
    let (host, other) = (street.member(2), street.member(3));
    let no = Err(RecordRefusal::NotEntitled);
    assert_eq!(
        street.try_in(pairing, grant(host, Role::PairingCoordinator), &[0]),
        no
    );
    assert_eq!(
        street.try_in(pairing, grant(other, Role::Host), &[0]),
        Err(RecordRefusal::TooMuch)
    );
    assert_eq!(
        street.try_in(pairing, grant(other, Role::Lead), &[0]),
        Err(RecordRefusal::Unknown)
    );
    street
        .try_in(pairing, grant(other, Role::PairingCoordinator), &[1])
        .unwrap();
}

#[test]
fn what_concerns_the_whole_street_stands_in_its_own_roster() {
    let mut street = Street::of(3);
    let pairing = street.pairing(2, &[0]).unwrap();
    let member = street.member(1);
    for act in [
        Act::MemberRemoved { member },
        Act::InviteIssued {
            invite: secret(60).public(),
            expires: 1,
            many: false,
            uses: None,
        },
        Act::DeviceRevoked {
            device: street.tag(1),
        },
        Act::HouseholdFormed {
            members: vec![member],
        },
    ] {
        assert_eq!(
            street.try_in(pairing, act, &[0]),
            Err(RecordRefusal::Elsewhere),
            "only some phones read a pairing's roster"
        );
    }
}

#[test]
fn who_enters_a_pairing_later_reads_its_past_though_people_have_left() {
    let mut street = Street::of(6);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    street.grant(2, Role::Lead, &[0]).unwrap();
    let outside = street.rosters.clone();
    let community = street.rosters.space;
    let mut log = Vec::new();
    let participants = vec![
        Participant {
            member: street.member(4),
            role: Role::Host,
        },
        Participant {
            member: street.member(0),
            role: Role::PairingCoordinator,
        },
        Participant {
            member: street.member(2),
            role: Role::PairingCoordinator,
        },
    ];
    let body = street.body_in(
        None,
        Act::SpaceOpened {
            kind: SpaceKind::Pairing,
            participants,
            key: KeyId([8; 32]),
        },
    );
    let pairing = body.space_id();
    log.push(street.take(street.sign(body, &[0])).unwrap());
    let act = Act::RoleGranted {
        member: street.member(5),
        role: Role::Visitor,
    };
    let body = street.body_in(Some(pairing), act);
    log.push(street.take(street.sign(body, &[0, 2])).unwrap());
    // The opener leaves; the lead's phone is lost; then a phone reads the community first.
    let mut reader = outside;
    for (act, by) in [
        (
            Act::MemberLeft {
                member: street.member(0),
            },
            0,
        ),
        (
            Act::DeviceRevoked {
                device: street.tag(2),
            },
            1,
        ),
    ] {
        let body = street.body(act);
        let entry = street.take(street.sign(body, &[by])).unwrap();
        assert_eq!(entry.roster, community);
        reader.extend(&entry).unwrap();
    }
    for entry in &log {
        reader.extend(entry).unwrap();
    }
    assert!(reader.has_role(pairing, Role::Visitor, street.member(5)));
    // The server judges by now: the same record is not taken anew.
    let Stated::Record(opened) = &log[0].stated else {
        panic!()
    };
    let mut fresh = opened.clone();
    fresh.body.nonce = [99; 16].into();
    fresh.signatures = vec![fresh.body.sign(&secret(1))];
    assert_eq!(reader.judge(&fresh), Err(RecordRefusal::Unknown));
}
