//! A round every fortnight, from the wholefoods price list: pledged for ten days, then seen through.

use super::Town;
use crate::goods::DELIVERY;
use kith_core::price_list::articles;
use kith_domain::command::Command;
use kith_domain::ids::ItemId;
use kith_domain::round::RoundCommand;
use kith_domain::round::schema::Article;
use kith_domain::time::Day;

/// Days from one round to the next.
const FORTNIGHT: i64 = 14;
/// Days after its opening on which people pledge.
const PLEDGING: std::ops::RangeInclusive<i64> = 1..=9;
/// Articles on offer in one round.
const ON_OFFER: usize = 40;
/// Of those who take part, how many in a hundred look at an open round on a day.
const LOOK: u32 = 5;

/// A round under way.
pub struct Round {
    name: String,
    organiser: usize,
    opened: i64,
    articles: Vec<ItemId>,
}

impl Town {
    /// What becomes of rounds on a day.
    pub(super) fn order(&mut self, day: i64) {
        if day % FORTNIGHT == 1 {
            self.open_a_round(day);
        }
        for at in 0..self.rounds.len() {
            let age = day - self.rounds[at].opened;
            if PLEDGING.contains(&age) {
                for person in 0..self.people.len() {
                    if self.people[person].active && self.dice.chance(LOOK) {
                        self.pledge(at, person);
                    }
                }
            }
            self.see_through(at, age);
        }
        self.rounds.retain(|round| day - round.opened < FORTNIGHT);
    }

    fn open_a_round(&mut self, day: i64) {
        let organiser = self.dice.below(3);
        self.syncs(organiser);
        let mut offered = price_list();
        self.dice.shuffle(&mut offered);
        offered.truncate(ON_OFFER);
        let Day(today) = self.today();
        let done = self.does(
            organiser,
            &Command::Round(RoundCommand::Open {
                title: format!("Dry goods {}", self.tally.rounds + 1),
                supplier: "Medway Wholefoods".to_owned(),
                note: "collect from the hall on Saturday, ten to twelve".to_owned(),
                minimum_pence: 25_000,
                delivery_pence: 1_250,
                delivery_by: DELIVERY,
                closes: Some(Day(today + 10)),
                articles: offered,
            }),
        );
        let item = done.made.expect("an opened round has a name");
        let name = format!("{}/{item}", self.people[organiser].id());
        let screen = self.people[organiser].app.round(self.community, &name);
        let screen = screen
            .expect("the phone reads")
            .expect("the round is there");
        self.syncs(organiser);
        self.tally.rounds += 1;
        self.rounds.push(Round {
            name,
            organiser,
            opened: day,
            articles: screen.articles.iter().map(|row| row.id).collect(),
        });
    }

    /// Somebody looks at a round and pledges for a few articles; who has before may change their mind.
    fn pledge(&mut self, round: usize, person: usize) {
        self.syncs(person);
        let Round { name, articles, .. } = &self.rounds[round];
        for _ in 0..3 + self.dice.below(8) {
            let article = *self.dice.pick(articles);
            let want = 1 + u32::try_from(self.dice.below(5)).unwrap_or_default();
            let more = u32::try_from(self.dice.below(3)).unwrap_or_default();
            let pledge = RoundCommand::Pledge {
                round: name.clone(),
                article,
                at_least: want.min(1 + more),
                want,
                up_to: want + more,
                cap_pence: None,
            };
            let app = &self.people[person].app;
            let taken = app.execute(self.community, &Command::Round(pledge));
            taken.expect("an open round takes pledges");
            self.tally.pledges += 1;
        }
        // One in ten is in the cellar and sends it another day.
        if !self.dice.chance(10) {
            self.syncs(person);
        }
    }

    fn see_through(&mut self, at: usize, age: i64) {
        let (organiser, round) = (self.rounds[at].organiser, self.rounds[at].name.clone());
        let command = match age {
            10 => {
                self.syncs(organiser);
                let screen = self.people[organiser].app.round(self.community, &round);
                let screen = screen.expect("the phone reads");
                let heads = screen.expect("the round is there").heads;
                RoundCommand::Seal { round, heads }
            }
            11 => RoundCommand::Place { round },
            12 => RoundCommand::Deliver {
                round,
                received: Default::default(),
            },
            // Where no case came full nobody owes anything, and there is nothing to settle.
            13 if self.owes_anything(organiser, &round) => RoundCommand::Settle {
                round,
                invoice_pence: None,
            },
            _ => return,
        };
        self.does(organiser, &Command::Round(command));
        self.syncs(organiser);
    }
}

impl Town {
    fn owes_anything(&self, organiser: usize, round: &str) -> bool {
        let screen = self.people[organiser].app.round(self.community, round);
        let screen = screen.expect("the phone reads");
        !screen.expect("the round is there").bills.is_empty()
    }
}

/// What the supplier lists.
fn price_list() -> Vec<Article> {
    let bytes = include_bytes!("../fixtures/wholefoods-price-list.csv");
    articles(&kith_import::read_price_list(bytes).expect("the price list reads"))
}
