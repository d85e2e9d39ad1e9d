//! Founding, joining, new phones, and what a record must be to be taken.

use super::*;

#[test]
fn a_street_is_founded_adopts_its_server_and_lets_neighbours_in() {
    let mut street = Street::of(3);
    assert_eq!(street.rosters.present().count(), 3);
    let space = street.rosters.space;
    assert!(
        street
            .rosters
            .has_role(space, Role::Coordinator, street.member(0))
    );
    assert!(
        !street
            .rosters
            .has_role(space, Role::Coordinator, street.member(1))
    );
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    street.grant(2, Role::Lead, &[1]).unwrap();
    // What a screen offers is what the judge takes.
    for by in 0..3 {
        for to in 0..3 {
            let offered = street
                .rosters
                .grantable(street.member(by), street.member(to));
            for role in [Role::Coordinator, Role::Lead] {
                let member = street.member(to);
                let body = street.body(Act::RoleGranted { member, role });
                let record = street.sign(body, &[by]);
                let taken = street.rosters.judge(&record).is_ok();
                assert_eq!(offered.contains(&role), taken, "{role:?} by {by} to {to}");
            }
        }
    }
    assert_eq!(
        street
            .rosters
            .holders(space, Role::Lead)
            .collect::<Vec<_>>(),
        [street.member(2)]
    );
    assert_eq!(
        street.rosters.standing(space, street.tag(2), 1),
        Standing::Member
    );
    assert_eq!(
        street.rosters.standing(space, DeviceTag([0; 6]), 1),
        Standing::Unknown
    );
}

#[test]
fn a_founding_that_names_no_server_is_vouched_for_by_the_adoption() {
    let (founded, ada) = Street::founded(None);
    let server = secret(200);
    let mut street = Street {
        rosters: Rosters::begin(&founded).unwrap(),
        server,
        who: vec![(founded.body.member_id(), ada)],
        nonce: 0,
    };
    street.take(founded).unwrap();
    let stranger = street.body(Act::InviteIssued {
        invite: secret(9).public(),
        expires: 1,
        many: false,
        uses: None,
    });
    let record = street.sign(stranger, &[0]);
    assert_eq!(
        street.take(record),
        Err(EntryError::NotTheServer),
        "no server is adopted yet"
    );
    let adopted = street.body(Act::ServerAdopted {
        server: street.server.public(),
        address: String::new(),
    });
    street.take(street.sign(adopted, &[0])).unwrap();
    street.invite(&secret(9));
}

#[test]
fn a_server_that_breaks_the_chain_or_is_not_ours_is_not_believed() {
    let mut street = Street::of(2);
    let before = street.rosters.chain(street.rosters.space);
    let act = Act::MemberLeft {
        member: street.member(1),
    };
    let body = street.body(act);
    let record = street.sign(body, &[1]);
    let space = street.rosters.space;
    let entry = |chain, key: &Secret| {
        Entry::sequence(
            space,
            chain,
            Stated::Record(record.clone()),
            Vec::new(),
            5,
            key,
        )
    };
    let (number, hash) = before;
    let skipped = entry((number + 2, hash), &street.server);
    assert_eq!(street.rosters.extend(&skipped), Err(EntryError::Broken));
    let forked = entry((number + 1, crate::ids::EntryHash([1; 32])), &street.server);
    assert_eq!(street.rosters.extend(&forked), Err(EntryError::Broken));
    let stranger = entry((number + 1, hash), &secret(201));
    assert_eq!(
        street.rosters.extend(&stranger),
        Err(EntryError::NotTheServer)
    );
    let mut later = entry((number + 1, hash), &street.server);
    later.time += 1;
    assert_eq!(street.rosters.extend(&later), Err(EntryError::NotTheServer));
    assert_eq!(
        street.rosters.chain(space),
        before,
        "nothing of it took effect"
    );
    street
        .rosters
        .extend(&entry((number + 1, hash), &street.server))
        .unwrap();
    assert!(!street.rosters.is_member(street.member(1)));
}

#[test]
fn an_invite_lets_one_neighbour_in() {
    let mut street = Street::of(1);
    let invite = secret(50);
    street.invite(&invite);
    let copy = street.rosters.clone();
    street.admit(&invite, secret(2)).unwrap();
    let refused = |result: Result<(), EntryError>| match result {
        Err(EntryError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    // Somebody who copied the link signs against the same predecessor.
    let second = {
        let mut body = street.body(Act::MemberAdmitted {
            invite: invite.public(),
            device: secret(3).public(),
            box_key: secret(3).box_key(),
        });
        body.predecessor = copy.subjects.get(&body.subject()).copied();
        Record::signed_by(body, &[&secret(3), &invite])
    };
    assert_eq!(copy.judge(&second), Ok(()), "it was good before");
    assert_eq!(
        street.rosters.judge(&second),
        Err(RecordRefusal::InviteSpent)
    );
    assert_eq!(
        refused(street.admit(&invite, secret(3))),
        RecordRefusal::InviteSpent
    );
    let taken_back = secret(51);
    street.invite(&taken_back);
    let withdraw = Act::InviteWithdrawn {
        invite: taken_back.public(),
    };
    street.try_act(withdraw.clone(), &[0]).unwrap();
    assert_eq!(
        street.try_act(withdraw, &[0]),
        Err(RecordRefusal::AlreadySo)
    );
    assert_eq!(
        refused(street.admit(&taken_back, secret(3))),
        RecordRefusal::InviteSpent
    );
    let again = Act::InviteIssued {
        invite: taken_back.public(),
        expires: 1,
        many: false,
        uses: None,
    };
    assert_eq!(street.try_act(again, &[0]), Err(RecordRefusal::AlreadySo));
    // An invite nobody issued, and one issued by somebody who may not.
    assert!(street.admit(&secret(52), secret(3)).is_err());
    let own = Act::InviteIssued {
        invite: secret(53).public(),
        expires: 1,
        many: false,
        uses: None,
    };
    assert_eq!(street.try_act(own, &[1]), Err(RecordRefusal::NotEntitled));
}

#[test]
fn a_record_that_stands_is_known_and_cannot_be_replayed() {
    let mut street = Street::of(2);
    let act = Act::RoleGranted {
        member: street.member(1),
        role: Role::Lead,
    };
    let body = street.body(act);
    let granted = street.sign(body, &[0]);
    street.take(granted.clone()).unwrap();
    assert!(
        street.rosters.records.contains_key(&granted.hash()),
        "answered with its entry"
    );
    let act = Act::RoleWithdrawn {
        member: street.member(1),
        role: Role::Lead,
    };
    street.try_act(act, &[1]).unwrap();
    assert_eq!(
        street.rosters.judge(&granted),
        Err(RecordRefusal::Overtaken)
    );
    // More signatures do not make it another record.
    let mut more = granted.clone();
    more.signatures.push(more.body.sign(&secret(2)));
    assert_eq!(more.hash(), granted.hash());
}

#[test]
fn two_who_changed_one_thing_offline_the_first_in_the_log_stands() {
    let mut street = Street::of(3);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    let act = |role| Act::RoleGranted {
        member: street.member(2),
        role,
    };
    let (a, b) = (act(Role::Lead), act(Role::Lead));
    let first = street.body(a);
    let second = street.body(b);
    street.try_body(first, &[0]).unwrap();
    assert_eq!(street.try_body(second, &[1]), Err(RecordRefusal::Overtaken));
}

#[test]
fn a_signature_that_does_not_hold_spoils_the_record() {
    let mut street = Street::of(2);
    let body = street.body(Act::MemberLeft {
        member: street.member(1),
    });
    let good = street.sign(body.clone(), &[1]);
    let bad = |signatures| {
        street.rosters.judge(&Record {
            body: body.clone(),
            signatures,
        })
    };
    let other = street.sign(body.clone(), &[0]).signatures[0];
    assert_eq!(bad(vec![]), Err(RecordRefusal::BadSignature));
    assert_eq!(
        bad(vec![good.signatures[0]; 2]),
        Err(RecordRefusal::BadSignature)
    );
    let forged = Signed {
        key: good.signatures[0].key,
        signature: Signature([3; 64]),
    };
    assert_eq!(bad(vec![forged]), Err(RecordRefusal::BadSignature));
    assert_eq!(bad(vec![other]), Err(RecordRefusal::NotEntitled));
    assert_eq!(
        bad(vec![good.signatures[0], other]),
        Err(RecordRefusal::NotEntitled)
    );
    assert_eq!(street.rosters.judge(&good), Ok(()));
}

#[test]
fn a_new_phone_is_added_by_the_old_one_and_may_replace_it() {
    let mut street = Street::of(3);
    let fresh = secret(70);
    let member = street.member(1);
    let added = |revokes| Act::DeviceAdded {
        member,
        device: fresh.public(),
        box_key: fresh.box_key(),
        revokes,
    };
    let old = street.tag(1);
    let body = street.body(added(vec![old]));
    let by_other = Record::signed_by(body.clone(), &[&secret(3), &fresh]);
    assert_eq!(
        street.rosters.judge(&by_other),
        Err(RecordRefusal::NotEntitled)
    );
    let by_new_alone = Record::signed_by(body.clone(), &[&fresh]);
    assert_eq!(
        street.rosters.judge(&by_new_alone),
        Err(RecordRefusal::NotEntitled)
    );
    let others = street.tag(2);
    let theirs = street.body(added(vec![others]));
    let theirs = Record::signed_by(theirs, &[&secret(2), &fresh]);
    assert_eq!(
        street.rosters.judge(&theirs),
        Err(RecordRefusal::Unknown),
        "not their phone"
    );
    street
        .take_at(Record::signed_by(body, &[&secret(2), &fresh]), &[(old, 3)])
        .unwrap();
    let space = street.rosters.space;
    assert_eq!(street.rosters.standing(space, old, 4), Standing::Revoked);
    assert_eq!(
        street.rosters.standing(space, fresh.tag(), 1),
        Standing::Member
    );
    let again = street.body(added(Vec::new()));
    let again = Record::signed_by(again, &[&fresh, &secret(2)]);
    assert_eq!(street.rosters.judge(&again), Err(RecordRefusal::SameTag));
}

#[test]
fn an_own_pending_record_takes_effect_on_the_own_copy_only_and_then_stands() {
    let mut street = Street::of(2);
    let body = street.body(Act::RoleGranted {
        member: street.member(1),
        role: Role::Coordinator,
    });
    let record = street.sign(body, &[0]);
    let space = street.rosters.space;
    let mut mine = street.rosters.clone();
    mine.assume(&record, &[]);
    assert!(mine.has_role(space, Role::Coordinator, street.member(1)));
    assert!(
        !street
            .rosters
            .has_role(space, Role::Coordinator, street.member(1))
    );
    let grants = mine.grants.len();
    mine.assume(&record, &[]);
    assert_eq!(mine.grants.len(), grants, "once is once");
    street.take(record.clone()).unwrap();
    let mut after = street.rosters.clone();
    after.assume(&record, &[]);
    assert_eq!(after.grants.len(), street.rosters.grants.len());
    assert_eq!(mine.chain(space).0 + 1, street.rosters.chain(space).0);
}
