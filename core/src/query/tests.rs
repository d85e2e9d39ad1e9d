//! A founder alone with her phone: what every screen says before any server has answered.

use super::Part;
use super::word::SyncWord;
use crate::ambient::Scripted;
use crate::app::App;
use crate::secure::FileStore;
use crate::store::{changes, stale};
use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::Command;
use kith_domain::document::DocumentName;
use kith_domain::ids::CommunityId;
use kith_domain::keys::Secret;
use kith_domain::round::schema::{Article, More};
use kith_domain::round::view::Stage;
use kith_domain::round::{DeliveryBy, RoundCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kith-query-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn open(home: &Path, name: &str) -> App {
    let ambient = Arc::new(Scripted::new(1_795_219_200, name));
    let keys = Arc::new(FileStore::new(home.join("keys")));
    App::open(home, ambient, keys).unwrap()
}

fn alone(name: &str) -> (App, CommunityId, PathBuf) {
    let home = folder(name);
    let app = open(&home, name);
    let server = Secret::from_seed(&[7; 32]).public();
    let community = app.found(&format!("http://127.0.0.1:1#{server}")).unwrap();
    let page = BoardCommand::SetPage {
        name: "Rosa".into(),
        home: "Number 9".into(),
        about: String::new(),
    };
    app.execute(community, &Command::Board(page)).unwrap();
    (app, community, home)
}

fn oats() -> Article {
    Article {
        v: 1,
        name: "Oats".into(),
        unit: "1 kg".into(),
        case_size: 5,
        min_units: 0,
        net_e4: 18_000,
        vat_bp: 0,
        deposit_pence: 0,
        single_e4: None,
        category: "Cereals".into(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
        more: More::new(),
    }
}

#[test]
fn a_round_shows_how_full_its_cases_are_and_that_it_is_on_this_phone() {
    let (app, community, home) = alone("round");
    let open = RoundCommand::Open {
        title: "November".into(),
        supplier: "Medway".into(),
        note: String::new(),
        minimum_pence: 5_000,
        delivery_pence: 500,
        delivery_by: DeliveryBy::Household,
        closes: None,
        articles: vec![oats()],
    };
    app.execute(community, &Command::Round(open)).unwrap();
    let listed = app.rounds(community).unwrap().remove(0);
    assert_eq!((listed.stage, listed.articles), (Stage::Open, 1));
    assert_eq!(listed.sync.word, SyncWord::OnThisPhone);

    let round = app.round(community, &listed.name).unwrap().unwrap();
    let pledge = RoundCommand::Pledge {
        round: listed.name.clone(),
        article: round.articles[0].id,
        at_least: 1,
        want: 3,
        up_to: 4,
        cap_pence: None,
    };
    app.execute(community, &Command::Round(pledge)).unwrap();
    let round = app.round(community, &listed.name).unwrap().unwrap();
    let oats = &round.articles[0];
    assert_eq!((oats.firm, oats.tolerance, oats.missing_units), (3, 1, 1));
    let mine = oats.mine.as_ref().unwrap();
    assert_eq!(mine.member.name, "Rosa");
    assert_eq!(mine.sync.word, SyncWord::OnThisPhone);
    assert_eq!(
        oats.allocations[0].sentence,
        "Not enough was wanted to fill a case."
    );

    let seal = RoundCommand::Seal {
        round: listed.name.clone(),
        heads: round.heads,
    };
    app.execute(community, &Command::Round(seal)).unwrap();
    let round = app.round(community, &listed.name).unwrap().unwrap();
    assert_eq!(round.stage, Stage::Sealed);
    assert_eq!(round.seal.unwrap().by.name, "Rosa");
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn every_screen_answers_and_rebuilding_changes_none_of_them() {
    let (app, community, home) = alone("rebuild");
    let post = BoardCommand::Post {
        kind: NoticeKind::Offer,
        title: "A ladder".into(),
        text: "Three metres".into(),
    };
    app.execute(community, &Command::Board(post)).unwrap();
    let members = app.members(community).unwrap();
    assert_eq!((members.len(), members[0].name.as_str()), (1, "Rosa"));
    assert_eq!(members[0].sync.word, SyncWord::OnThisPhone);
    assert_eq!(app.notices(community, Some("LADDER")).unwrap().len(), 1);
    assert!(app.notices(community, Some("bicycle")).unwrap().is_empty());
    assert_eq!(app.hours(community).unwrap().sum_minutes, 0);
    assert!(app.pairings(community).unwrap().is_empty());
    assert!(app.price_lists(community).unwrap().is_empty());
    let status = app.status(community).unwrap();
    assert_eq!((status.unsent, status.needs_a_look), (3, 0));
    assert!(!app.dismiss(community, status.items[0].id).unwrap());

    let before = app.digest(community).unwrap();
    app.rebuild().unwrap();
    assert_eq!(app.digest(community).unwrap(), before);
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn an_export_holds_every_fact_and_files_that_automerge_opens() {
    let (app, community, home) = alone("export");
    let files = app.export_automerge(community, &home.join("out")).unwrap();
    let names: Vec<_> = files.iter().filter_map(|f| f.file_name()).collect();
    assert_eq!(names, ["people-all.automerge"]);
    let saved = std::fs::read(&files[0]).unwrap();
    assert!(automerge::Automerge::load(&saved).is_ok());
    let json = app.export_json(community).unwrap();
    assert_eq!(json.documents[0].facts[0].value["name"], "Rosa");
    assert_eq!(
        app.export_csv(community, &home.join("out")).unwrap().len(),
        5
    );
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

fn offered(title: &str, closes: Option<&str>) -> Command {
    Command::Round(RoundCommand::Open {
        title: title.into(),
        supplier: "Medway".into(),
        note: String::new(),
        minimum_pence: 0,
        delivery_pence: 0,
        delivery_by: DeliveryBy::Household,
        closes: closes.map(|day| day.parse().unwrap()),
        articles: vec![oats()],
    })
}

#[test]
fn rounds_are_read_in_parts_by_the_day_they_close_and_those_without_a_day_come_last() {
    let (app, community, home) = alone("parts");
    for (title, closes) in [
        ("Whenever", None),
        ("Later", Some("2026-12-24")),
        ("Soon", Some("2026-11-28")),
    ] {
        app.execute(community, &offered(title, closes)).unwrap();
    }
    let titles = |part| {
        let listed = app.some_rounds(community, part).unwrap();
        let titles: Vec<_> = listed.rows.into_iter().filter_map(|r| r.title).collect();
        (titles.join(", "), listed.total)
    };
    assert_eq!(titles(Part::ALL), ("Soon, Later, Whenever".into(), 3));
    let second = Part {
        offset: 1,
        limit: 1,
    };
    assert_eq!(titles(second), ("Later".into(), 3));
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn a_read_model_kept_by_another_version_is_made_anew() {
    let (app, community, home) = alone("renew");
    app.execute(community, &offered("November", None)).unwrap();
    let before = app.digest(community).unwrap();
    app.with(|phone| {
        let forget = "DELETE FROM row; DELETE FROM setting WHERE name = 'read-model'";
        Ok(phone.db.execute_batch(forget)?)
    })
    .unwrap();
    assert!(app.rounds(community).unwrap().is_empty());
    drop(app);
    let app = open(&home, "renew");
    assert_eq!(app.rounds(community).unwrap().len(), 1);
    assert_eq!(app.digest(community).unwrap(), before);
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn without_room_for_new_rows_one_still_sees_those_there_are() {
    let (app, community, home) = alone("full");
    for number in 0..30 {
        app.execute(community, &offered(&format!("Round {number}"), None))
            .unwrap();
    }
    let number = |db: &rusqlite::Connection, name| -> i64 {
        db.pragma_query_value(None, name, |row| row.get(0)).unwrap()
    };
    app.with(|phone| {
        let db = &phone.db;
        let names = changes::documents(db, community)?;
        stale::note(db, community, &names.iter().map(DocumentName::id).collect())?;
        db.execute_batch("DELETE FROM row; CREATE TABLE filling (of BLOB)")?;
        while number(db, "freelist_count") > 0 {
            db.execute("INSERT INTO filling VALUES (zeroblob(4000))", [])?;
        }
        let full = number(db, "page_count");
        Ok(db.pragma_update(None, "max_page_count", full)?)
    })
    .unwrap();
    assert!(app.rounds(community).unwrap().is_empty());
    app.with(|phone| Ok(phone.db.pragma_update(None, "max_page_count", 1 << 20)?))
        .unwrap();
    assert_eq!(app.rounds(community).unwrap().len(), 30);
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}

#[test]
fn what_came_into_another_neighbourhood_is_passed_over_once() {
    let (app, street, home) = alone("two");
    let server = Secret::from_seed(&[7; 32]).public();
    let village = app.found(&format!("http://127.0.0.1:1#{server}")).unwrap();
    let behind = |community| {
        let behind = app.with(|phone| stale::all(&phone.db, community)).unwrap();
        let documents: usize = behind.iter().map(|some| some.documents.len()).sum();
        (behind.len(), documents)
    };
    app.execute(street, &offered("November", None)).unwrap();
    app.catch_up(street).unwrap();
    app.execute(village, &offered("In the village", None))
        .unwrap();
    assert_eq!(behind(village), (1, 1));
    // Nothing of the street's, and one look remembers that.
    assert_eq!(behind(street), (1, 0));
    assert_eq!(app.rounds(street).unwrap().len(), 1);
    assert_eq!(behind(street), (0, 0));
    assert_eq!(app.rounds(village).unwrap().len(), 1);
    assert_eq!((behind(village), behind(street)), ((0, 0), (0, 0)));
    drop(app);
    std::fs::remove_dir_all(home).unwrap();
}
