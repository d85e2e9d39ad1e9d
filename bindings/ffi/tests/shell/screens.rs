//! What screens show and say.

use crate::phones::{Phone, wait};
use crate::{ALL, founded, four, november};
use kith_ffi::KithError;
use kith_ffi::rounds::Pledge;

#[test]
fn a_newcomer_founds_opens_a_round_pledges_and_sees_the_bill() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let round = wait(community.round(name.clone())).unwrap();
    let article = round.articles[0].id;
    let pledged = wait(community.pledge(name.clone(), article, four())).unwrap();
    assert!(pledged.changed);
    let page = wait(community.rounds(ALL)).unwrap();
    assert_eq!((page.total, page.rows.len()), (1, 1));
    assert!(page.revision >= pledged.revision);
    // 4 × £1.30 and £5.00 for delivery.
    assert_eq!(page.rows[0].own_pence, Some(1_020));
    assert_eq!(
        page.rows[0].sync.why,
        "Safe on this phone; it goes out at the next sync."
    );
    let rows = wait(kith.communities()).unwrap();
    assert_eq!((rows[0].id, rows[0].members), (community.id(), 1));
    assert!(wait(community.status()).unwrap().unsent > 0);
}

#[test]
fn a_round_is_sealed_over_what_the_screen_showed_and_no_later() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let shown = wait(community.round(name.clone())).unwrap();
    wait(community.seal_round(name.clone(), shown.heads)).unwrap();
    let late = wait(community.pledge(name.clone(), shown.articles[0].id, four()));
    let Err(KithError::Refused { code, reason }) = late else {
        panic!("{late:?}")
    };
    assert_eq!(code, "already-sealed");
    assert!(reason.contains("closed"), "{reason}");
}

#[test]
fn every_error_says_what_a_screen_must_know() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let invalid = |result: Result<_, KithError>| match result {
        Err(KithError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut empty = november();
    empty.articles.clear();
    assert_eq!(invalid(wait(community.open_round(empty))), "articles");
    let nowhere = wait(kith.found("kith.example".to_owned())).map(|_| String::new());
    assert_eq!(invalid(nowhere), "server");
    let missing = wait(community.round("nobody/nothing".to_owned()));
    assert!(matches!(missing, Err(KithError::NotFound { id, .. }) if id == "nobody/nothing"));
    let link = wait(kith.look_at("https://example.org/hello".to_owned()));
    assert!(matches!(link, Err(KithError::Refused { code, .. }) if code == "bad-invite"));
    let stranger = kith.community("aaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap());
    let unknown = wait(stranger.rounds(ALL));
    assert!(
        matches!(unknown, Err(KithError::NotFound { id, .. }) if id == stranger.id().to_string())
    );
    let file = wait(kith.read_price_list(Vec::new()));
    assert!(matches!(file, Err(KithError::Invalid { field, .. }) if field == "file"));
    assert_eq!(
        kith_ffi::version::require_api(0),
        Err(KithError::UpdateNeeded)
    );
}

#[test]
fn the_first_screen_says_what_closes_next_and_what_lacks_to_fill_a_case() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    let mut later = november();
    later.closes = "2026-12-24".parse().ok();
    "Christmas".clone_into(&mut later.title);
    wait(community.open_round(later)).unwrap();
    let name = wait(community.open_round(november())).unwrap();
    let article = wait(community.round(name.clone())).unwrap().articles[0].id;
    let three = Pledge {
        want: 3,
        up_to: 3,
        ..four()
    };
    wait(community.pledge(name.clone(), article, three)).unwrap();
    let home = wait(community.home()).unwrap();
    let titles: Vec<_> = home
        .closing
        .iter()
        .filter_map(|r| r.title.as_deref())
        .collect();
    assert_eq!(titles, ["November wholefoods", "Christmas"]);
    assert_eq!(home.closing_total, 2);
    assert_eq!((home.short_total, home.short[0].missing_units), (1, 1));
    assert_eq!(home.short[0].name, "Oats");
    assert_eq!(home.me.name, "Asha");
    assert_eq!(home.line.why, "5 changes wait for a connection.");
    assert_eq!(
        (
            home.to_agree_total,
            home.to_visit_total,
            home.not_taken_total
        ),
        (0, 0, 0)
    );
}

#[test]
fn a_pledge_is_tried_before_it_is_made_and_nothing_is_written() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let article = wait(community.round(name.clone())).unwrap().articles[0].id;
    let before = wait(community.status()).unwrap();
    let effect = wait(community.pledge_effect(name.clone(), article, four())).unwrap();
    assert_eq!((effect.now.cases, effect.then.cases), (0, 1));
    assert_eq!((effect.now.allocated, effect.then.allocated), (0, 4));
    // 4 × £1.30 and £5.00 for delivery.
    assert_eq!((effect.now.own_pence, effect.then.own_pence), (0, 1_020));
    assert_eq!(wait(community.status()).unwrap(), before);
    wait(community.pledge(name.clone(), article, four())).unwrap();
    let page = wait(community.rounds(ALL)).unwrap();
    assert_eq!(
        page.rows[0].own_pence,
        Some(1_020),
        "what was tried is what came"
    );
    let twisted = Pledge {
        at_least: 9,
        ..four()
    };
    let refused = wait(community.pledge_effect(name, article, twisted));
    assert!(matches!(refused, Err(KithError::Invalid { field, .. }) if field == "pledge"));
}

#[test]
fn a_run_is_read_and_everything_is_taken_along() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let nothing = wait(kith.read_run(b"<gpx></gpx>".to_vec(), 200));
    assert!(matches!(nothing, Err(KithError::Invalid { field, .. }) if field == "file"));
    wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    let folder = phone.home.path().join("mine").to_str().unwrap().to_owned();
    let tables = wait(community.take_along(kith_ffi::export::ExportForm::Tables, folder)).unwrap();
    assert_eq!(tables.len(), 5);
    assert!(
        tables
            .iter()
            .all(|file| std::path::Path::new(file).exists())
    );
}
