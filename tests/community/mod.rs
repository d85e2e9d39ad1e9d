//! A neighbourhood's life over months, made up from a seed: for benchmarks, and to try the apps on.
//!
//! Every phone is a whole app and the server is the real one; only time, chance and the network are
//! not. Proportions are those of a group of middling size: two in five take part, a round every
//! fortnight, a few notes of hours a day, one pairing for every fifteen members.
//!
//! Reading order: [`Town`], its people and how days pass; then `ordering`, `helping` and `visiting`,
//! what they do on them.

mod helping;
mod ordering;
mod people;
mod visiting;

use crate::clock::{BEGINNING, DAY, Standing};
use crate::dice::Dice;
use crate::house::House;
use helping::Board;
use kith_core::sync::transport::{Answer, Transport};
use kith_domain::hash::hash;
use kith_domain::ids::CommunityId;
use kith_domain::time::Day;
use ordering::Round;
use people::Person;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Runtime;
use visiting::Pairing;

/// Where the phones believe their server to be, so that whoever keeps the folders can start it there.
pub const ADDRESS: &str = "127.0.0.1:47826";

/// How large, how long and which.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Members at the end; at least five.
    pub members: usize,
    /// Days it lives.
    pub days: i64,
    /// Where all chance comes from.
    pub seed: u64,
}

/// What has happened so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// People who joined.
    pub members: usize,
    /// Rounds opened.
    pub rounds: usize,
    /// Pledges made or changed.
    pub pledges: usize,
    /// Notes of hours.
    pub claims: usize,
    /// Of those, agreed by the other.
    pub agreed: usize,
    /// Pairings begun.
    pub pairings: usize,
    /// Visits noted.
    pub visits: usize,
    /// Notices hung up.
    pub notices: usize,
}

/// A neighbourhood under way.
pub struct Town {
    plan: Plan,
    line: Line,
    clock: Arc<Standing>,
    dice: Dice,
    runtime: Runtime,
    community: CommunityId,
    people: Vec<Person>,
    rounds: Vec<Round>,
    pairings: Vec<Pairing>,
    board: Board,
    tally: Tally,
}

/// The way to the server: in this process, without sockets.
struct Line(Mutex<House>);

impl Transport for Line {
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        let served = {
            let house = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            house.serve(address, path, &body)
        };
        Box::pin(async move { served })
    }
}

/// Lives a neighbourhood in `folder`, which must be empty or missing: `phones/NAME` and `server`.
/// `tell` hears the day it is and what has happened, once a month and at the end.
///
/// # Errors
/// The disk's own.
pub fn live(folder: &Path, plan: Plan, tell: &mut dyn FnMut(i64, Tally)) -> io::Result<Tally> {
    let seed = hash(&("made-up community", plan.seed));
    let server = folder.join("server");
    fs::create_dir_all(&server)?;
    // So that `kith-server` serves the folder under the key the phones know.
    fs::write(server.join("server.seed"), seed)?;
    let clock = Arc::new(Standing::at(BEGINNING));
    let house = House::open(&server, seed, Arc::clone(&clock));
    let address = format!("http://{ADDRESS}#{}", house.key());
    let mut town = Town::found(folder, plan, (house, clock), &address);
    for day in 1..=plan.days {
        town.day_passes(folder, day);
        if day % 30 == 0 || day == plan.days {
            tell(day, town.tally);
        }
    }
    for person in 0..town.people.len() {
        town.syncs(person);
    }
    Ok(town.tally)
}

impl Town {
    fn found(
        folder: &Path,
        plan: Plan,
        (house, clock): (House, Arc<Standing>),
        address: &str,
    ) -> Self {
        let founder = Person::new(folder, plan.seed, 0);
        let community = founder.app.found(address).expect("a community is founded");
        let mut town = Self {
            plan,
            line: Line(Mutex::new(house)),
            clock,
            dice: Dice::new(plan.seed),
            runtime: tokio::runtime::Builder::new_current_thread()
                .build()
                .expect("a runtime can be made"),
            community,
            people: Vec::new(),
            rounds: Vec::new(),
            pairings: Vec::new(),
            board: Board::default(),
            tally: Tally::default(),
        };
        town.welcome(founder);
        // Half are there from the beginning.
        while town.people.len() < (plan.members / 2).max(5) {
            town.somebody_joins(folder);
        }
        town.second_coordinator();
        town
    }

    fn day_passes(&mut self, folder: &Path, day: i64) {
        let now = BEGINNING + day * DAY;
        self.clock.set(now);
        for person in &self.people {
            person.ambient.set(now);
        }
        let due = self.plan.members * usize::try_from(day).unwrap_or_default()
            / usize::try_from(self.plan.days).unwrap_or(1).max(1);
        while self.people.len() < due.min(self.plan.members) {
            self.somebody_joins(folder);
        }
        self.order(day);
        self.help();
        self.visit(day);
    }

    /// Today, as people write it.
    fn today(&self) -> Day {
        Day(i32::try_from(self.clock.read() / DAY).unwrap_or_default())
    }

    /// Somebody of those who take part.
    fn somebody(&mut self) -> usize {
        let active: Vec<usize> = (0..self.people.len())
            .filter(|person| self.people[*person].active)
            .collect();
        *self.dice.pick(&active)
    }
}
