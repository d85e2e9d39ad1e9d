//! The honest world behind the doors of pages, requests, records and links: whole phones, the real
//! server, everybody's keys, and what passed between them.

use crate::dice::Dice;
use crate::folder::Backup;
use crate::house::House;
use crate::network::{ADDRESS, Line};
use crate::phone::block_on;
use crate::{Phone, World, article};
use kith_core::secure::{FileStore, SecureStore};
use kith_core::sync::answer::inflate;
use kith_core::sync::transport::{Answer, Transport};
use kith_domain::hash::{decode_exact, encode, hash};
use kith_domain::keys::Secret;
use kith_domain::roster::{Entry, Role, Rosters, Stated};
use kith_domain::wire::{LogItem, SyncAnswer, SyncRequest};
use std::sync::Mutex;

/// The world's seed; its server's key follows from it.
pub const SEED: u64 = 7;

/// A sync request as a phone made it, and the server's folder as it met it.
pub struct Sent {
    /// Before.
    pub before: Backup,
    /// The body.
    pub body: Vec<u8>,
    /// What the server answered.
    pub answer: Vec<u8>,
}

/// A neighbourhood after some weeks.
pub struct Neighbourhood {
    /// Phones and server.
    pub world: World,
    /// Everybody's device keys, and the server's.
    pub secrets: Vec<Secret>,
    /// The server's key.
    pub server: Secret,
    /// Requests with pushes and without.
    pub sent: Vec<Sent>,
    /// The log as a coordinator reads it.
    pub log: Vec<LogItem>,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Who belongs before each entry, and after the last.
    pub rosters: Vec<Rosters>,
    /// A phone that joined offline and has nothing yet.
    pub newcomer: Phone,
    /// An invite link nobody has used.
    pub link: String,
    /// A poster by which one came in and another waits.
    pub poster: String,
}

/// A line that keeps what passes.
struct Tapped {
    line: Line,
    passed: Mutex<Vec<(Vec<u8>, Vec<u8>)>>,
}

impl Transport for Tapped {
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        Box::pin(async move {
            let answer = self.line.post(address, path, body.clone()).await?;
            if path == "/v1/sync" {
                let mut passed = self.passed.lock().expect("one thread");
                passed.push((body, answer.clone()));
            }
            Ok(answer)
        })
    }
}

impl Neighbourhood {
    /// Lives through it; the same every time.
    #[must_use]
    pub fn new() -> Self {
        let world = World::of(SEED);
        let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Harold"]);
        let [ada, ben, cleo, harold] = &phones;
        let newcomer = world.phone("Dora");
        newcomer.joins(&ada.invites());
        ada.makes(cleo, Role::Coordinator);
        ada.makes(cleo, Role::Lead);
        let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
        ben.writes_a_page("I have a ladder");
        world.settles();
        let space = ada.opens_a_pairing(harold, &[ada, cleo]);
        ada.suggests(space, ben);
        ben.pledges(&round, "rice", (1, 2, 3));
        cleo.pledges(&round, "rice", (1, 4, 4));
        let claim = ben.gave(cleo, 45);
        world.settles();
        let mut sent = Vec::new();
        cleo.agrees(&claim);
        ben.pledges(&round, "rice", (1, 3, 3));
        ada.forms_a_household_of(&[ben, cleo]);
        harold.writes_a_page("cricket");
        for phone in &phones {
            tap(&world, phone, &mut sent);
        }
        ada.seals(&round);
        let _link = ben.received_from(ada, 30);
        for phone in &phones {
            tap(&world, phone, &mut sent);
        }
        let poster = at_the_door(&world, &phones, &mut sent);
        let link = ada.invites();
        let log = world.network.house(|house| read_all(house, &sent[0].body));
        let server = Secret::from_seed(&hash(&("test server", SEED)));
        let entries: Vec<Entry> = log.iter().filter_map(entry).cloned().collect();
        let rosters = histories(&entries);
        let mut secrets: Vec<_> = phones.iter().map(secret_of).collect();
        secrets.push(secret_of(&newcomer));
        Self {
            world,
            secrets,
            server,
            sent,
            log,
            entries,
            rosters,
            newcomer,
            link,
            poster,
        }
    }

    /// Who belongs when all is told.
    #[must_use]
    pub fn now(&self) -> &Rosters {
        &self.rosters[self.rosters.len() - 1]
    }

    /// Somebody's key.
    pub fn some_key<'a>(&'a self, dice: &mut Dice) -> &'a Secret {
        dice.pick(&self.secrets)
    }
}

impl Default for Neighbourhood {
    fn default() -> Self {
        Self::new()
    }
}

/// Gwen comes in by a poster, and Hal asks; a role that was given is taken back. Gives the poster.
fn at_the_door(world: &World, phones: &[Phone; 4], sent: &mut Vec<Sent>) -> String {
    let [ada, ben, ..] = phones;
    ada.raises_the_rules();
    let poster = ada.hangs_a_poster(5, 30);
    ada.makes(ben, Role::Lead);
    tap(world, ada, sent);
    let (gwen, hal) = (world.phone("Gwen"), world.phone("Hal"));
    for phone in [&gwen, &hal] {
        phone.asks_in(&poster);
        tap(world, phone, sent);
    }
    tap(world, ada, sent);
    ada.lets_in("Gwen");
    ada.takes_back(ben, Role::Lead);
    for phone in [ada, &gwen, ben, &gwen] {
        tap(world, phone, sent);
    }
    poster
}

/// Syncs one phone and keeps its requests with the server's folder before them.
fn tap(world: &World, phone: &Phone, sent: &mut Vec<Sent>) {
    let before = world.server_copy();
    let tapped = Tapped {
        line: world.network.line(phone.name()),
        passed: Mutex::default(),
    };
    let app = phone.app();
    block_on(app.sync(&tapped, &|_| ())).expect("the phone's store reads");
    let passed = tapped.passed.into_inner().expect("one thread");
    for (at, (body, answer)) in passed.into_iter().enumerate() {
        let before = if at == 0 {
            before.clone()
        } else {
            world.server_copy()
        };
        sent.push(Sent {
            before,
            body,
            answer,
        });
    }
}

/// The whole log as the phone behind `request` may read it.
#[must_use]
pub fn read_all(house: &House, request: &[u8]) -> Vec<LogItem> {
    let mut request: SyncRequest = decode_exact(request, "request").expect("a phone's request");
    let mut log = Vec::new();
    request.asks[0].cursor = None;
    request.asks[0].push = None;
    request.asks[0].mail.clear();
    request.asks[0].knock = None;
    loop {
        let answer = house.serve(ADDRESS, "/v1/sync", &encode(&request));
        let answer: SyncAnswer =
            decode_exact(&answer.expect("it serves"), "answer").expect("an answer");
        let reply = &answer.replies[0];
        for page in &reply.pages {
            let items = inflate(page).expect("a page inflates");
            log.extend(items.into_iter().map(LogItem::from));
        }
        if reply.remaining == 0 {
            return log;
        }
        request.asks[0].cursor = Some(reply.cursor.clone());
    }
}

fn entry(item: &LogItem) -> Option<&Entry> {
    match item {
        LogItem::Entry(entry) => Some(entry),
        _ => None,
    }
}

/// The rosters before each entry, and after the last.
fn histories(entries: &[Entry]) -> Vec<Rosters> {
    let founding = entries.iter().find_map(|entry| match &entry.stated {
        Stated::Record(record) => Rosters::begin(record),
        Stated::Line(_) => None,
    });
    let mut histories = vec![founding.expect("the log begins with a founding")];
    for entry in entries {
        let mut next = histories[histories.len() - 1].clone();
        next.extend(entry).expect("honest entries extend");
        histories.push(next);
    }
    histories
}

/// A phone's device key.
#[must_use]
pub fn secret_of(phone: &Phone) -> Secret {
    let row = phone.look().row;
    let name = kith_core::phone::secret_name(row.community, row.device);
    let store = FileStore::new(phone.home().join("keys"));
    let seed = store.get(&name).ok().flatten().expect("the key is there");
    Secret::from_seed(&seed.try_into().expect("a seed of 32 bytes"))
}
