//! Keys: due when somebody stops reading, changed by whoever reads, never by anybody else.

use super::*;
use crate::rekey;
use crate::sealed::{Keyring, SpaceKey};

pub(super) const FIRST: SpaceKey = SpaceKey::Shared([1; 32]);

fn changed(street: &mut Street, space: SpaceId, by: usize) -> Result<(), RecordRefusal> {
    let previous = vec![0; if space == street.rosters.space { 72 } else { 0 }];
    let act = Act::KeyChanged {
        key: KeyId([street.nonce; 32]),
        previous: previous.into(),
    };
    street.try_in(space, act, &[by])
}

#[test]
fn a_key_is_changed_by_any_reader_once_somebody_stopped_reading_and_not_before() {
    let mut street = Street::of(4);
    let space = street.rosters.space;
    let already = Err(RecordRefusal::AlreadySo);
    assert_eq!(changed(&mut street, space, 0), already);
    let member = street.member(3);
    street.try_act(Act::MemberLeft { member }, &[3]).unwrap();
    assert!(street.rosters.key_is_due(space));
    let no = Err(RecordRefusal::NotEntitled);
    assert_eq!(changed(&mut street, space, 3), no, "who left");
    changed(&mut street, space, 2).unwrap();
    assert_eq!(changed(&mut street, space, 1), already, "once");
    let device = street.tag(2);
    street.try_act(Act::DeviceRevoked { device }, &[0]).unwrap();
    changed(&mut street, space, 1).unwrap();
    assert_eq!(street.rosters.spaces[&space].keys.len(), 3);
    assert_eq!(street.rosters.keys_for(space, street.member(0)).len(), 3);
    assert_eq!(
        street.rosters.keys_to_wrap(space, street.member(0)).len(),
        1
    );
    assert!(street.rosters.keys_for(space, member).is_empty());
}

#[test]
fn of_two_changes_at_once_the_first_in_the_log_stands() {
    let mut street = Street::of(3);
    let (space, member) = (street.rosters.space, street.member(2));
    street.try_act(Act::MemberLeft { member }, &[2]).unwrap();
    let mut keyring = Keyring::default();
    keyring.add(space, FIRST);
    let due = |street: &Street, who: usize| {
        let (member, secret) = &street.who[who];
        rekey::due(&street.rosters, &keyring, *member, secret)
    };
    let (by_ada, by_ben) = (due(&street, 0), due(&street, 1));
    assert_eq!((by_ada.len(), by_ben.len()), (1, 1));
    assert_eq!(due(&street, 0), by_ada, "the same again");
    street.take(by_ben[0].clone()).unwrap();
    assert!(matches!(
        street.take(by_ada[0].clone()),
        Err(EntryError::Refused(RecordRefusal::Overtaken))
    ));
    assert!(due(&street, 0).is_empty());

    let made = rekey::made_here(&by_ben[0], &street.who[1].1).unwrap();
    assert_eq!(made.id(), street.rosters.spaces[&space].key());
    assert_eq!(rekey::made_here(&by_ben[0], &street.who[0].1), None);
    // Whoever comes with the new key alone reads what was sealed under the old one.
    let mut newcomer = Keyring::default();
    newcomer.add(space, made);
    assert_eq!(newcomer.handed_down(&street.rosters), [(space, FIRST)]);
    newcomer.add(space, FIRST);
    newcomer.settle(&street.rosters);
    assert_eq!(newcomer.newest(space), Some(made));
}

#[test]
fn a_pairings_past_is_not_handed_to_a_new_visitor() {
    let mut street = Street::of(5);
    let [ada, ben, cleo] = [0, 1, 2].map(|who| street.member(who));
    street.grant(1, Role::Coordinator, &[0]).unwrap();
    street.grant(1, Role::Lead, &[0]).unwrap();
    let space = street.pairing(3, &[0, 1]).unwrap();
    let visitor = |member| Act::RoleGranted {
        member,
        role: Role::Visitor,
    };
    let (first, second) = (cleo, street.member(4));
    street.try_in(space, visitor(first), &[0, 1]).unwrap();
    assert_eq!(street.rosters.keys_for(space, first).len(), 1);
    let act = Act::RoleWithdrawn {
        member: first,
        role: Role::Visitor,
    };
    street.try_in(space, act, &[0]).unwrap();
    assert!(street.rosters.keys_for(space, first).is_empty());
    changed(&mut street, space, 3).unwrap();
    street.try_in(space, visitor(second), &[0, 1]).unwrap();
    let newest = street.rosters.spaces[&space].key();
    assert_eq!(street.rosters.keys_for(space, second), [newest]);
    for member in [ada, ben, street.member(3)] {
        assert_eq!(street.rosters.keys_to_wrap(space, member).len(), 2);
    }
}
