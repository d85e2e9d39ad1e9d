//! The doors: for each an honest world, ways to lie in it, and a judgement of what came of it.

pub mod change;

use super::case::{Case, Door, End};
use crate::dice::Dice;
use change::Changes;

/// All doors with the worlds behind them.
#[derive(Default)]
pub struct Doors {
    changes: Changes,
}

impl Doors {
    /// Doors whose worlds are made when first asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A case for one of the doors.
    pub fn draw(&mut self, dice: &mut Dice) -> Case {
        self.changes.draw(dice)
    }

    /// Brings the world behind the case's door into the state the case meets.
    pub fn meet(&mut self, case: &Case) {
        match case.door {
            Door::Change => self.changes.meet(case),
            _ => unreachable!(),
        }
    }

    /// Tries a case whose state has been met.
    pub fn try_it(&mut self, case: &Case) -> End {
        match case.door {
            Door::Change => self.changes.try_it(case),
            _ => unreachable!(),
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
    }
}
