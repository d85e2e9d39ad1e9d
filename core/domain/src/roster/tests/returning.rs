//! Who lost every phone, and a street whose server is gone.

use super::*;
use crate::ids::SigningKey;

impl Street {
    /// A new phone in place of all that `who` has, signed by these people beside itself.
    fn new_phone(&mut self, who: usize, fresh: &Secret) -> Body {
        let member = self.member(who);
        self.body(Act::DeviceAdded {
            member,
            device: fresh.public(),
            box_key: fresh.box_key(),
            revokes: self.rosters.live_devices(member),
        })
    }

    fn vouched(&self, body: &Body, fresh: &Secret, who: &[usize]) -> Record {
        let mut secrets = vec![fresh];
        secrets.extend(who.iter().map(|i| &self.who[*i].1));
        Record::signed_by(body.clone(), &secrets)
    }

    fn adoption(&mut self, server: &Secret) -> Body {
        self.body(Act::ServerAdopted {
            server: server.public(),
            address: "https://new.example".to_owned(),
        })
    }
}

/// Founded with a paper key.
fn with_paper() -> (Street, Secret) {
    let mut street = Street::of(4);
    let paper = secret(99);
    street.rosters.paper = Some(paper.public());
    (street, paper)
}

const NO: Result<(), RecordRefusal> = Err(RecordRefusal::NotEntitled);

#[test]
fn who_lost_every_phone_comes_back_by_two_coordinators_as_the_same_member() {
    let mut street = Street::of(4);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    let (fresh, old) = (secret(70), street.tag(3));
    let body = street.new_phone(3, &fresh);
    let judged = |who: &[usize]| street.rosters.judge(&street.vouched(&body, &fresh, who));
    assert_eq!(judged(&[]), NO, "the new phone's own word");
    assert_eq!(judged(&[0]), NO, "one of two coordinators");
    assert_eq!(judged(&[0, 2]), NO, "one of the two is no coordinator");
    let unsigned = Record::signed_by(body.clone(), &[&secret(1), &secret(2)]);
    assert_eq!(street.rosters.judge(&unsigned), NO, "not the new phone");
    let record = street.vouched(&body, &fresh, &[0, 1]);
    street.take_at(record.clone(), &[(old, 5)]).unwrap();

    let space = street.rosters.space;
    let device = &street.rosters.devices[&fresh.tag()];
    assert_eq!(device.member, street.member(3), "id and drawer stay");
    assert_eq!(street.rosters.standing(space, old, 5), Standing::Member);
    assert_eq!(street.rosters.standing(space, old, 6), Standing::Revoked);
    assert_eq!(
        street.rosters.standing(space, fresh.tag(), 1),
        Standing::Member
    );
    assert_eq!(
        street.rosters.judge(&record),
        Err(RecordRefusal::Overtaken),
        "cannot be replayed"
    );
}

#[test]
fn vouching_replaces_all_phones_or_none() {
    let mut street = Street::of(4);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    let fresh = secret(70);
    let member = street.member(3);
    let body = street.body(Act::DeviceAdded {
        member,
        device: fresh.public(),
        box_key: fresh.box_key(),
        revokes: Vec::new(),
    });
    let beside = street.vouched(&body, &fresh, &[0, 1]);
    assert_eq!(
        street.rosters.judge(&beside),
        NO,
        "no phone is put beside one that somebody still has"
    );
}

#[test]
fn where_there_is_one_coordinator_one_is_enough_and_nobody_vouches_for_himself() {
    let mut street = Street::of(3);
    let fresh = secret(70);
    assert_eq!(street.rosters.vouchers_for(street.member(2)), 1);
    let body = street.new_phone(2, &fresh);
    let one = street.vouched(&body, &fresh, &[0]);
    assert_eq!(street.rosters.lacks_signatures(&one), 0);
    assert_eq!(street.rosters.judge(&one), Ok(()));

    let body = street.new_phone(0, &fresh);
    assert_eq!(street.rosters.vouchers_for(street.member(0)), 0);
    for who in [&[1][..], &[1, 2]] {
        let record = street.vouched(&body, &fresh, who);
        assert_eq!(street.rosters.judge(&record), NO, "neighbours alone");
    }
}

#[test]
fn the_paper_key_adds_a_phone_to_a_coordinator_and_to_nobody_else() {
    let (mut street, paper) = with_paper();
    let fresh = secret(70);
    let body = street.new_phone(0, &fresh);
    let record = Record::signed_by(body, &[&fresh, &paper]);
    assert_eq!(street.rosters.judge(&record), Ok(()));
    let body = street.new_phone(2, &fresh);
    let record = Record::signed_by(body, &[&fresh, &paper]);
    assert_eq!(street.rosters.judge(&record), NO);
    // It signs nothing else.
    let member = street.member(2);
    for act in [
        Act::MemberRemoved { member },
        Act::RoleGranted {
            member,
            role: Role::Coordinator,
        },
        Act::InviteIssued {
            invite: SigningKey([4; 32]),
            expires: 1,
            many: false,
            uses: None,
        },
    ] {
        let record = Record::signed_by(street.body(act), &[&paper]);
        assert_eq!(street.rosters.judge(&record), NO);
    }
}

#[test]
fn another_server_is_adopted_by_two_coordinators_and_the_old_one_is_believed_no_more() {
    let mut street = Street::of(3);
    let new = secret(210);
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    let body = street.adoption(&new);
    assert_eq!(street.rosters.judge(&street.sign(body.clone(), &[0])), NO);
    assert_eq!(
        street.rosters.judge(&street.sign(body.clone(), &[0, 2])),
        NO,
        "one of the two is no coordinator"
    );
    let stale = street.adoption(&secret(211));
    let record = street.sign(body, &[0, 1]);
    assert_eq!(street.rosters.lacks_signatures(&record), 0);
    let old = std::mem::replace(&mut street.server, new);
    street.take(record).unwrap();
    street.invite(&secret(50));

    street.server = old;
    let left = street.body(Act::MemberLeft {
        member: street.member(2),
    });
    let left = street.sign(left, &[2]);
    assert_eq!(street.take(left), Err(EntryError::NotTheServer));
    let stale = street.sign(stale, &[0, 1]);
    assert_eq!(
        street.rosters.judge(&stale),
        Err(RecordRefusal::Overtaken),
        "a second move must have seen the first"
    );
}

#[test]
fn the_paper_key_stands_for_one_of_two_coordinators_in_a_move() {
    let (mut street, paper) = with_paper();
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    let body = street.adoption(&secret(210));
    let alone = Record::signed_by(body.clone(), &[&paper]);
    assert_eq!(street.rosters.judge(&alone), NO);
    let neighbour = Record::signed_by(body.clone(), &[&secret(3), &paper]);
    assert_eq!(street.rosters.judge(&neighbour), NO);
    let both = Record::signed_by(body.clone(), &[&secret(2), &paper]);
    assert_eq!(street.rosters.judge(&both), Ok(()));
    let stranger = Record::signed_by(body, &[&secret(2), &secret(98)]);
    assert_eq!(street.rosters.judge(&stranger), NO);
}
