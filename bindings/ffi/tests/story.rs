//! The story of `bindings/story.json`, played through Rust; Kotlin and Swift play the same.
//!
//! Two residents and a runner act offline and meet at a real server on this machine. What their screens
//! show must be what the story says. The outcome goes to the file `KITH_STORY_OUT` names, if it does.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test may

mod phones;
mod server;

use kith_ffi::board::NoticeKind;
use kith_ffi::hours::NewHours;
use kith_ffi::rounds::{Article, DeliveryBy, NewRound, Pledge, RoundStage};
use kith_ffi::word::SyncWord;
use kith_ffi::{Community, Kith, KithError, Page};
use phones::{Phone, wait};
use serde_json::{Value, json};
use server::Server;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const ALL: Page = Page {
    offset: 0,
    limit: 1_000,
};

/// One person's phone.
struct Person {
    kith: Arc<Kith>,
    community: Option<Arc<Community>>,
    _phone: Phone,
}

impl Person {
    fn community(&self) -> &Community {
        self.community.as_ref().unwrap()
    }

    /// The round of this title: its name.
    fn round(&self, title: &str) -> String {
        let page = wait(self.community().rounds(ALL)).unwrap();
        let found = page
            .rows
            .into_iter()
            .find(|r| r.title.as_deref() == Some(title));
        found.unwrap().name
    }

    /// The member of this name.
    fn member(&self, name: &str) -> kith_ffi::ids::MemberId {
        let page = wait(self.community().members(ALL)).unwrap();
        page.rows.iter().find(|m| m.name == name).unwrap().id
    }
}

#[derive(Default)]
struct Player {
    people: BTreeMap<String, Person>,
    links: BTreeMap<String, String>,
    shows: Vec<Value>,
}

#[test]
fn the_story_ends_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../story.json");
    let story: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let server = Server::start();
    let mut player = Player::default();
    for step in story["steps"].as_array().unwrap() {
        player.play(step, &server);
    }
    let outcome = Value::Array(player.shows);
    if let Some(file) = std::env::var_os("KITH_STORY_OUT") {
        std::fs::write(file, outcome.to_string()).unwrap();
    }
    assert_eq!(outcome.to_string(), story["shows"].to_string());
}

fn text(step: &Value, field: &str) -> String {
    step[field]
        .as_str()
        .unwrap_or_else(|| panic!("{field} in {step}"))
        .to_owned()
}

fn number<T: TryFrom<u64>>(step: &Value, field: &str) -> T {
    let number = step[field].as_u64().and_then(|n| T::try_from(n).ok());
    number.unwrap_or_else(|| panic!("{field} in {step}"))
}

impl Player {
    fn play(&mut self, step: &Value, server: &Server) {
        let who = text(step, "who");
        let person = self.people.entry(who.clone()).or_insert_with(|| {
            let phone = Phone::new();
            Person {
                kith: phone.open(),
                community: None,
                _phone: phone,
            }
        });
        match text(step, "does").as_str() {
            "found" => {
                person.community = Some(wait(person.kith.found(server.address.clone())).unwrap());
            }
            "invite" => {
                let made = wait(person.community().invite()).unwrap();
                self.links.insert(text(step, "whom"), made.link);
            }
            "join" => {
                let link = self.links[&who].clone();
                wait(person.kith.look_at(link.clone())).unwrap();
                person.community = Some(wait(person.kith.join(link)).unwrap());
            }
            "sync" => {
                let report = wait(person.kith.sync().unwrap().finished()).unwrap();
                assert!(report.troubles.is_empty(), "{:?}", report.troubles);
            }
            "show" => {
                let seen = show(&who, person).unwrap();
                self.shows.push(seen);
            }
            _ => act(person, step).unwrap(),
        }
    }
}

fn act(person: &Person, step: &Value) -> Result<(), KithError> {
    let community = person.community();
    match text(step, "does").as_str() {
        "set-page" => {
            let [name, home, about] = ["name", "home", "about"].map(|field| text(step, field));
            wait(community.set_page(name, home, about))?;
        }
        "open-round" => {
            wait(community.open_round(new_round(step)))?;
        }
        "pledge" => {
            let round = person.round(&text(step, "round"));
            let screen = wait(community.round(round.clone()))?;
            let wanted = text(step, "article");
            let article = screen.articles.iter().find(|a| a.article.name == wanted);
            let pledge = Pledge {
                at_least: number(step, "at_least"),
                want: number(step, "want"),
                up_to: number(step, "up_to"),
                cap_pence: None,
            };
            wait(community.pledge(round, article.unwrap().id, pledge))?;
        }
        "seal-round" => {
            let round = person.round(&text(step, "round"));
            let screen = wait(community.round(round.clone()))?;
            wait(community.seal_round(round, screen.heads))?;
        }
        "note-hours" => {
            wait(community.note_hours(NewHours {
                giver: person.member(&text(step, "giver")),
                receiver: person.member(&text(step, "receiver")),
                minutes: number(step, "minutes"),
                day: text(step, "day").parse().unwrap(),
                kind: text(step, "kind"),
                note: None,
            }))?;
        }
        "agree-hours" => {
            let kind = text(step, "kind");
            let entries = wait(community.hours(ALL))?.rows;
            let entry = entries.into_iter().find(|e| e.kind == kind).unwrap();
            wait(community.agree_hours(entry.document, entry.version))?;
        }
        "post-notice" => {
            let kind = match text(step, "kind").as_str() {
                "offer" => NoticeKind::Offer,
                _ => NoticeKind::Request,
            };
            wait(community.post_notice(kind, text(step, "title"), text(step, "text")))?;
        }
        other => panic!("nobody knows how to {other}"),
    }
    Ok(())
}

fn new_round(step: &Value) -> NewRound {
    let article = |article: &Value| Article {
        name: text(article, "name"),
        unit: text(article, "unit"),
        case_size: number(article, "case_size"),
        min_units: 0,
        net_e4: number(article, "net_e4"),
        vat_bp: 0,
        deposit_pence: 0,
        single_e4: None,
        category: String::new(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
    };
    NewRound {
        title: text(step, "title"),
        supplier: text(step, "supplier"),
        note: String::new(),
        minimum_pence: 0,
        delivery_pence: number(step, "delivery_pence"),
        delivery_by: match text(step, "delivery_by").as_str() {
            "household" => DeliveryBy::Household,
            "units" => DeliveryBy::Units,
            _ => DeliveryBy::GoodsValue,
        },
        closes: text(step, "closes").parse().ok(),
        articles: step["articles"]
            .as_array()
            .unwrap()
            .iter()
            .map(article)
            .collect(),
    }
}

/// What one person's screens show, without anything that differs from run to run.
fn show(who: &str, person: &Person) -> Result<Value, KithError> {
    let community = person.community();
    let members = wait(community.members(ALL))?.rows;
    let members: Vec<_> = members.into_iter().map(|m| m.name).collect();
    let mut rounds = Vec::new();
    for row in wait(community.rounds(ALL))?.rows {
        let round = wait(community.round(row.name))?;
        let articles: Vec<_> = round
            .articles
            .iter()
            .map(|a| {
                let gets = a.allocations.iter().map(|g| {
                    json!({ "household": g.household.name, "units": g.allocated, "why": g.sentence })
                });
                json!({
                    "article": a.article.name,
                    "cases": a.cases,
                    "missing_units": a.missing_units,
                    "gets": gets.collect::<Vec<_>>(),
                    "mine": a.mine.as_ref().map(|p| word(p.sync.word)),
                })
            })
            .collect();
        let bills = round
            .bills
            .iter()
            .map(|b| json!([b.household.name, b.total_pence]));
        let late = round
            .late
            .iter()
            .map(|l| json!([l.member.name, l.article, word(l.sync.word)]));
        rounds.push(json!({
            "title": row.title,
            "stage": stage(row.stage),
            "own_pence": row.own_pence,
            "articles": articles,
            "bills": bills.collect::<Vec<_>>(),
            "late": late.collect::<Vec<_>>(),
            "sync": word(row.sync.word),
        }));
    }
    let hours = wait(community.hours(ALL))?.rows;
    let hours = hours.into_iter().map(|e| {
        json!({
            "kind": e.kind, "giver": e.giver.name, "receiver": e.receiver.name,
            "minutes": e.minutes, "state": e.state, "sync": word(e.sync.word),
        })
    });
    let balances = wait(community.balances())?;
    let balances = balances
        .into_iter()
        .map(|b| json!([b.member.name, b.minutes]));
    let notices = wait(community.notices(None, ALL))?.rows;
    let notices = notices
        .into_iter()
        .map(|n| json!([n.member.name, n.title, n.text, word(n.sync.word)]));
    let status = wait(community.status())?;
    Ok(json!({
        "who": who,
        "members": members,
        "rounds": rounds,
        "hours": hours.collect::<Vec<_>>(),
        "balances": balances.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
        "unsent": status.unsent,
        "needs_a_look": status.needs_a_look,
    }))
}

fn word(word: SyncWord) -> &'static str {
    match word {
        SyncWord::OnThisPhone => "on-this-phone",
        SyncWord::Sent => "sent",
        SyncWord::Counted => "counted",
        SyncWord::Late => "late",
        SyncWord::WaitingForKey => "waiting-for-key",
        SyncWord::NeedsALook => "needs-a-look",
    }
}

fn stage(stage: RoundStage) -> &'static str {
    match stage {
        RoundStage::Open => "open",
        RoundStage::Sealed => "sealed",
        RoundStage::Placed => "placed",
        RoundStage::Delivered => "delivered",
        RoundStage::Settled => "settled",
    }
}
