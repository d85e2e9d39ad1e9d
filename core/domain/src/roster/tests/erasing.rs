//! What may be erased, by whom, and that it stays gone.

use super::*;
use crate::ids::DocumentId;

const DOCUMENT: DocumentId = DocumentId([5; 16]);

fn gone(document: DocumentId) -> Act {
    Act::DocumentErased { document }
}

#[test]
fn a_coordinator_erases_a_document_once_and_for_good() {
    let mut street = Street::of(2);
    let space = street.rosters.space;
    let refused = street.try_act(gone(DOCUMENT), &[1]);
    assert_eq!(refused, Err(RecordRefusal::NotEntitled));
    street.try_act(gone(DOCUMENT), &[0]).unwrap();
    assert!(street.rosters.is_erased(DOCUMENT, space));
    assert!(!street.rosters.is_erased(DocumentId([6; 16]), space));
    let again = street.try_act(gone(DOCUMENT), &[0]);
    assert_eq!(again, Err(RecordRefusal::AlreadySo));
}

#[test]
fn the_neighbourhood_itself_is_never_erased() {
    let mut street = Street::of(2);
    let refused = street.try_act(Act::SpaceErased {}, &[0]);
    assert_eq!(refused, Err(RecordRefusal::NotEntitled));
}

#[test]
fn a_pairing_goes_by_its_own_coordinators_with_all_that_is_in_it_and_its_keys() {
    let mut street = Street::of(4);
    street.grant(2, Role::Coordinator, &[0]).unwrap();
    let space = street.pairing(1, &[0]).unwrap();
    for by in [1, 2, 3] {
        let refused = street.try_in(space, Act::SpaceErased {}, &[by]);
        assert_eq!(refused, Err(RecordRefusal::NotEntitled), "{by}");
    }
    assert!(!street.rosters.keys_for(space, street.member(0)).is_empty());
    street.try_in(space, Act::SpaceErased {}, &[0]).unwrap();
    let rosters = &street.rosters;
    assert!(rosters.is_erased_space(space) && rosters.is_erased(DOCUMENT, space));
    assert!(rosters.keys_for(space, street.member(0)).is_empty());
    assert!(!rosters.key_is_due(space));
    for act in [gone(DOCUMENT), Act::SpaceErased {}] {
        let again = street.try_in(space, act, &[0]);
        let refused = matches!(
            again,
            Err(RecordRefusal::AlreadySo | RecordRefusal::Overtaken)
        );
        assert!(refused, "{again:?}");
    }
}

#[test]
fn a_concern_is_never_erased() {
    let mut street = Street::of(3);
    street.grant(1, Role::Lead, &[0]).unwrap();
    let participants = vec![
        Participant {
            member: street.member(2),
            role: Role::Author,
        },
        Participant {
            member: street.member(1),
            role: Role::Lead,
        },
    ];
    let kind = SpaceKind::Concern;
    let key = KeyId([8; 32]);
    let body = street.body_in(
        None,
        Act::SpaceOpened {
            kind,
            participants,
            key,
        },
    );
    let space = body.space_id();
    street.try_body(body, &[2]).unwrap();
    for by in [0, 1, 2] {
        for act in [gone(DOCUMENT), Act::SpaceErased {}] {
            let refused = street.try_in(space, act, &[by]);
            assert_eq!(refused, Err(RecordRefusal::NotEntitled), "{by}");
        }
    }
}
