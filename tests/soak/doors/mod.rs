//! The doors: for each an honest world, ways to lie in it, and a judgement of what came of it.
//!
//! [`change`] has a world of its own, made for speed; the others share [`world`].

pub mod change;
pub mod link;
pub mod page;
pub mod record;
pub mod request;
pub mod world;

use super::case::{Case, Door, End};
use crate::dice::Dice;
use change::Changes;
use page::Readers;
use request::Requests;
use world::Neighbourhood;

/// All doors with the worlds behind them.
#[derive(Default)]
pub struct Doors {
    changes: Changes,
    town: Option<Neighbourhood>,
    readers: Readers,
    requests: Requests,
}

impl Doors {
    /// Doors whose worlds are made when first asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A case for one of the doors: mostly changes, which are cheap and the way deepest in.
    pub fn draw(&mut self, dice: &mut Dice) -> Case {
        let choice = dice.below(1000);
        if choice < 900 {
            return self.changes.draw(dice);
        }
        let town = self.town.get_or_insert_default();
        match choice {
            900..=939 => record::draw(town, dice),
            940..=969 => link::draw(town, dice),
            970..=984 => request::draw(town, dice),
            _ => page::draw(town, dice),
        }
    }

    /// Brings the world behind the case's door into the state the case meets.
    pub fn meet(&mut self, case: &Case) {
        let town = match case.door {
            Door::Change => return self.changes.meet(case),
            _ => self.town.get_or_insert_default(),
        };
        match case.door {
            Door::Page => self.readers.meet(town, case),
            Door::Request => self.requests.meet(town, case),
            Door::Change | Door::Record | Door::Link => {}
        }
    }

    /// Tries a case whose state has been met.
    pub fn try_it(&mut self, case: &Case) -> End {
        let town = match case.door {
            Door::Change => return self.changes.try_it(case),
            Door::Link => return link::try_it(case),
            _ => self.town.get_or_insert_default(),
        };
        match case.door {
            Door::Page => self.readers.try_it(town, case),
            Door::Request => self.requests.try_it(town, case),
            _ => record::try_it(town, case),
        }
    }

    /// Hears what became of a case, so that later ones can build on it.
    pub fn learn(&mut self, case: &Case, end: &End) {
        if case.door == Door::Change {
            self.changes.learn(case, end);
        }
    }

    /// Drops every state that a case may have left half-changed; they are made anew when needed.
    pub fn forget(&mut self) {
        self.changes.forget();
        self.requests.forget();
        self.readers = Readers::default();
    }
}
