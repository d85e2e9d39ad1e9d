//! Leaving, removing, losing a phone, handing on; and any history at all.

use super::*;

#[test]
fn the_last_coordinator_cannot_go() {
    let mut street = Street::of(2);
    let ada = street.member(0);
    let last = Err(RecordRefusal::LastCoordinator);
    assert_eq!(street.try_act(Act::MemberLeft { member: ada }, &[0]), last);
    let give_up = Act::RoleWithdrawn {
        member: ada,
        role: Role::Coordinator,
    };
    assert_eq!(street.try_act(give_up.clone(), &[0]), last);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    assert_eq!(
        street.try_act(Act::MemberRemoved { member: ada }, &[0]),
        Err(RecordRefusal::NotEntitled),
        "nobody removes themself"
    );
    street.try_act(give_up, &[0]).unwrap();
    let ben = street.member(1);
    assert_eq!(street.try_act(Act::MemberLeft { member: ben }, &[1]), last);
}

#[test]
fn facts_of_a_lost_phone_count_up_to_where_the_log_says_it_stood() {
    let mut street = Street::of(2);
    let (space, tag) = (street.rosters.space, street.tag(1));
    let pairing = street.pairing(1, &[0]).unwrap();
    let body = street.body(Act::DeviceRevoked { device: tag });
    let record = street.sign(body, &[0]);
    assert_eq!(street.rosters.concerned(&record), [tag]);
    let lines = street.rosters.lines(&record);
    assert_eq!(lines.len(), 1);
    street.take_at(record.clone(), &[(tag, 5)]).unwrap();
    assert_eq!(street.rosters.standing(space, tag, 5), Standing::Member);
    assert_eq!(street.rosters.standing(space, tag, 6), Standing::Revoked);
    assert_eq!(
        street.rosters.standing(pairing, tag, 9),
        Standing::Member,
        "until its line"
    );
    let (at, line) = lines[0].clone();
    assert_eq!((at, line.device), (pairing, Some(tag)));
    street
        .state(pairing, Stated::Line(line.clone()), &[(tag, 2)])
        .unwrap();
    assert_eq!(street.rosters.standing(pairing, tag, 2), Standing::Member);
    assert_eq!(street.rosters.standing(pairing, tag, 3), Standing::Revoked);
    // A second line does not move the cut.
    street
        .state(pairing, Stated::Line(line), &[(tag, 7)])
        .unwrap();
    assert_eq!(street.rosters.standing(pairing, tag, 3), Standing::Revoked);
    let again = Act::DeviceRevoked { device: tag };
    assert_eq!(street.try_act(again, &[0]), Err(RecordRefusal::AlreadySo));
    let leave = Act::MemberLeft {
        member: street.member(1),
    };
    assert_eq!(
        street.try_act(leave, &[1]),
        Err(RecordRefusal::NotEntitled),
        "a lost phone signs nothing"
    );
}

#[test]
fn removal_ends_rights_in_every_space_at_that_spaces_numbers() {
    let mut street = Street::of(3);
    let (space, tag) = (street.rosters.space, street.tag(1));
    let pairing = street.pairing(1, &[0]).unwrap();
    let ben = street.member(1);
    let body = street.body(Act::MemberRemoved { member: ben });
    let record = street.sign(body, &[0]);
    let lines = street.rosters.lines(&record);
    street.take_at(record, &[(tag, 4)]).unwrap();
    let (at, line) = lines[0].clone();
    assert_eq!((at, line.device, lines.len()), (pairing, None, 1));
    let none = Line {
        cause: crate::ids::RecordHash([1; 32]),
        ..line.clone()
    };
    assert_eq!(
        street.state(pairing, Stated::Line(none), &[]),
        Err(EntryError::NoCause)
    );
    let someone_else = Line {
        member: street.member(2),
        ..line.clone()
    };
    assert_eq!(
        street.state(pairing, Stated::Line(someone_else), &[]),
        Err(EntryError::NoCause),
        "nobody's rights end without a record about them"
    );
    street
        .state(pairing, Stated::Line(line), &[(tag, 9)])
        .unwrap();
    assert_eq!(street.rosters.standing(space, tag, 4), Standing::Member);
    assert_eq!(street.rosters.standing(space, tag, 5), Standing::Departed);
    assert_eq!(street.rosters.standing(pairing, tag, 9), Standing::Member);
    assert_eq!(
        street.rosters.standing(pairing, tag, 10),
        Standing::Departed
    );
    assert!(!street.rosters.may_read(pairing, ben));
    assert_eq!(street.rosters.left_at(pairing, ben), Some(1_000));
}

#[test]
fn a_role_counts_between_its_numbers() {
    let mut street = Street::of(2);
    let (space, tag, ben) = (street.rosters.space, street.tag(1), street.member(1));
    let role = Role::Coordinator;
    let body = street.body(Act::RoleGranted { member: ben, role });
    street
        .take_at(street.sign(body, &[0]), &[(tag, 3)])
        .unwrap();
    let body = street.body(Act::RoleWithdrawn { member: ben, role });
    street
        .take_at(street.sign(body, &[1]), &[(tag, 6)])
        .unwrap();
    let held: Vec<u32> = (1..=9)
        .filter(|n| street.rosters.role_at(space, role, ben, tag, *n))
        .collect();
    assert_eq!(held, [4, 5, 6]);
    assert!(
        !street
            .rosters
            .role_at(space, role, ben, DeviceTag([9; 6]), 1),
        "a later phone"
    );
    let body = street.body(Act::RoleGranted { member: ben, role });
    street
        .take_at(street.sign(body, &[0]), &[(tag, 8)])
        .unwrap();
    assert!(street.rosters.role_at(space, role, ben, tag, 9));
    assert!(!street.rosters.role_at(space, role, ben, tag, 7));
}

#[test]
fn nobody_takes_a_household_over() {
    let mut street = Street::of(4);
    let home = vec![street.member(1), street.member(2)];
    let body = street.body(Act::HouseholdFormed {
        members: home.clone(),
    });
    let household = body.household_id();
    assert_eq!(
        street.try_body(body.clone(), &[1]),
        Err(RecordRefusal::NotEntitled)
    );
    street.try_body(body, &[1, 2]).unwrap();
    let entry = street.rosters.chain(street.rosters.space).0;
    assert_eq!(street.rosters.household_of(home[0], entry), household);
    assert_eq!(
        street.rosters.household_of(home[0], entry - 1),
        home[0],
        "as of before"
    );
    let mine = Act::HouseholdChanged {
        household,
        members: vec![street.member(3)],
    };
    assert_eq!(street.try_act(mine, &[3]), Err(RecordRefusal::NotEntitled));
    let alone = Act::HouseholdChanged {
        household,
        members: vec![home[0]],
    };
    assert_eq!(
        street.try_act(alone.clone(), &[1]),
        Err(RecordRefusal::NotEntitled)
    );
    street.try_act(alone, &[1, 2]).unwrap();
    assert_eq!(street.rosters.household_of(home[1], u32::MAX), home[1]);
}

#[test]
fn a_round_is_handed_over_at_numbers() {
    let mut street = Street::of(3);
    let (from, to) = (street.member(1), street.member(2));
    let (a, b) = (street.tag(1), street.tag(2));
    let round = format!("{from}/abc");
    let act = Act::RoundHandedOver {
        round: round.clone(),
        to,
    };
    assert_eq!(
        street.try_act(act.clone(), &[2]),
        Err(RecordRefusal::NotEntitled)
    );
    let body = street.body(act.clone());
    let record = street.sign(body, &[1]);
    assert_eq!(street.rosters.concerned(&record).len(), 2);
    street.take_at(record, &[(a, 5), (b, 8)]).unwrap();
    assert_eq!(street.rosters.organiser_of(&round), Some(to));
    assert_eq!(street.rosters.organiser_at(&round, from, a, 5), Some(0));
    assert_eq!(street.rosters.organiser_at(&round, from, a, 6), None);
    assert_eq!(street.rosters.organiser_at(&round, to, b, 8), None);
    assert_eq!(street.rosters.organiser_at(&round, to, b, 9), Some(1));
    assert_eq!(street.try_act(act, &[2]), Err(RecordRefusal::AlreadySo));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever neighbours try, in any order and signed by anybody: a street keeps a coordinator,
    /// refusals change nothing, and a phone that reads the log arrives where the others are.
    #[test]
    fn any_history_keeps_a_coordinator_and_reads_back(
        tries in prop::collection::vec((0..6_u8, 0..5_usize, 0..5_usize, 0..5_usize), 1..40)
    ) {
        let mut street = Street::of(5);
        let start = street.rosters.clone();
        let mut log = Vec::new();
        for (what, about, by, beside) in tries {
            let member = street.member(about);
            let role = if beside % 2 == 0 { Role::Coordinator } else { Role::Lead };
            let act = match what {
                0 => Act::RoleGranted { member, role },
                1 => Act::RoleWithdrawn { member, role },
                2 => Act::MemberLeft { member },
                3 => Act::MemberRemoved { member },
                4 => Act::DeviceRevoked { device: street.tag(about) },
                _ => Act::HouseholdFormed { members: vec![member, street.member(beside)] },
            };
            let body = street.body(act);
            let signers: Vec<usize> = if what == 5 && by != beside { vec![by, beside] } else { vec![by] };
            let record = street.sign(body, &signers);
            let judged = street.rosters.judge(&record);
            let before = street.rosters.records.len();
            match street.take(record) {
                Ok(entry) => { prop_assert!(judged.is_ok()); log.push(entry); }
                Err(EntryError::Refused(refusal)) => {
                    prop_assert_eq!(judged, Err(refusal));
                    prop_assert_eq!(street.rosters.records.len(), before);
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
            let space = street.rosters.space;
            prop_assert!(street.rosters.holders(space, Role::Coordinator).next().is_some());
        }
        let mut reader = start;
        for entry in &log {
            let bytes = crate::hash::encode(entry);
            let read: Entry = crate::hash::decode_exact(&bytes, "entry").unwrap();
            reader.extend(&read).unwrap();
        }
        prop_assert_eq!(format!("{reader:?}"), format!("{:?}", street.rosters));
    }
}
