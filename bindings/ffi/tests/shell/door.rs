//! Coming in by a poster, as apps drive it, over a real server on this machine.

use crate::ALL;
use crate::phones::{Phone, wait};
use crate::server::Server;
use kith_ffi::{Kith, KithError};

fn syncs(kith: &Kith) {
    wait(kith.sync().unwrap().finished()).unwrap();
}

#[test]
fn a_newcomer_asks_by_a_poster_and_a_coordinator_says_yes() {
    let server = Server::start();
    let (hers, his) = (Phone::new(), Phone::new());
    let (ada, ben) = (hers.open(), his.open());
    let street = wait(ada.found(server.address.clone())).unwrap();
    wait(street.set_page("Ada".into(), String::new(), String::new())).unwrap();
    let early = wait(street.hang_poster(5, 10));
    assert!(matches!(early, Err(KithError::Refused { code, .. }) if code == "older-rules"));
    wait(street.raise_rules()).unwrap();
    let poster = wait(street.hang_poster(5, 10)).unwrap();
    syncs(&ada);

    let preview = wait(ben.look_at_poster(poster.link.clone())).unwrap();
    assert_eq!(preview.expires, poster.expires);
    let nameless = wait(ben.ask_in(poster.link.clone(), String::new())).err();
    assert!(matches!(nameless, Some(KithError::Invalid { field, .. }) if field == "name"));
    let asked = wait(ben.ask_in(poster.link, "Ben".into())).unwrap();
    syncs(&ben);
    let own = wait(asked.asked_in()).unwrap().unwrap();
    assert_eq!(own.code, None);

    syncs(&ada);
    let knocks = wait(street.knocks()).unwrap();
    assert_eq!(
        (knocks[0].name.as_deref(), &knocks[0].word),
        (Some("Ben"), &own.word)
    );
    wait(street.let_in(knocks[0].id)).unwrap();
    let again = wait(street.turn_away(knocks[0].id));
    assert_eq!(again, Ok(()), "no more is asked about whoever is in");
    for phone in [&ada, &ben, &ada, &ben, &ada] {
        syncs(phone);
    }
    assert_eq!(wait(asked.asked_in()).unwrap(), None);
    let names = |page: kith_ffi::members::MemberPage| -> Vec<String> {
        page.rows.into_iter().map(|m| m.name).collect()
    };
    for community in [&street, &asked] {
        let members = wait(community.members(ALL)).unwrap();
        assert_eq!(names(members), ["Ada", "Ben"]);
    }
    let hung = wait(street.posters()).unwrap();
    assert_eq!((hung[0].used, hung[0].uses, hung[0].open), (1, 5, true));
    wait(street.withdraw_invite(hung[0].id)).unwrap();
    assert!(!wait(street.posters()).unwrap()[0].open);
    let right = wait(street.put_right()).unwrap();
    assert_eq!((right.signed, right.texts.len()), (0, 0));
}
