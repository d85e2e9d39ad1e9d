//! The time bank and the noticeboard: a few notes of hours a day, most agreed at the next sync.

use super::Town;
use kith_domain::board::BoardCommand;
use kith_domain::board::schema::NoticeKind;
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;

/// What people help with, and how many minutes it takes.
const HELP: [(&str, u32); 6] = [
    ("gardening", 90),
    ("transport", 60),
    ("cooking", 75),
    ("mending", 45),
    ("reading", 30),
    ("paperwork", 40),
];
/// Of those who take part, how many in a hundred note help on a day.
const NOTE: u32 = 3;
/// In a hundred notes, how many the other agrees to when they see them.
const AGREE: u32 = 85;
/// Chance in a hundred that somebody hangs up a notice on a day.
const NOTICE: u32 = 30;

/// Who has a note to answer.
#[derive(Debug, Default)]
pub struct Board {
    waiting: Vec<usize>,
}

impl Town {
    /// What happens in the time bank and on the noticeboard on a day.
    pub(super) fn help(&mut self) {
        for other in std::mem::take(&mut self.board.waiting) {
            self.answer(other);
        }
        for person in 0..self.people.len() {
            if self.people[person].active && self.dice.chance(NOTE) {
                self.note(person);
            }
        }
        if self.dice.chance(NOTICE) {
            self.hang_up_a_notice();
        }
    }

    fn note(&mut self, person: usize) {
        let other = self.somebody();
        if other == person {
            return;
        }
        // Whoever joined since is not on this phone's list yet.
        self.syncs(person);
        let (kind, minutes) = *self.dice.pick(&HELP);
        let quarters = u32::try_from(self.dice.below(4)).unwrap_or_default();
        // Whoever gave notes more often than whoever received.
        let pair = (self.people[person].id(), self.people[other].id());
        let (giver, receiver) = match self.dice.chance(70) {
            true => pair,
            false => (pair.1, pair.0),
        };
        let words = (self.dice.chance(40)).then(|| "as we said at the hall".to_owned());
        self.does(
            person,
            &Command::Hours(HoursCommand::Note {
                giver,
                receiver,
                minutes: minutes + 15 * quarters,
                day: self.today(),
                kind: kind.to_owned(),
                note: words,
            }),
        );
        self.syncs(person);
        self.tally.claims += 1;
        self.board.waiting.push(other);
    }

    /// Somebody looks at what waits for their word.
    fn answer(&mut self, person: usize) {
        self.syncs(person);
        let me = self.people[person].id();
        let hours = self.people[person].app.hours(self.community);
        let waiting = hours.expect("the phone reads").entries.into_iter();
        for entry in waiting.filter(|e| e.awaits.as_ref().is_some_and(|who| who.id == me)) {
            if self.dice.chance(AGREE) {
                let agree = HoursCommand::Agree {
                    document: entry.document,
                    version: entry.version,
                };
                self.does(person, &Command::Hours(agree));
                self.tally.agreed += 1;
            }
        }
        self.syncs(person);
    }

    fn hang_up_a_notice(&mut self) {
        let person = self.somebody();
        let (help, _) = *self.dice.pick(&HELP);
        let kind = *self.dice.pick(&[NoticeKind::Offer, NoticeKind::Request]);
        let post = BoardCommand::Post {
            kind,
            title: format!("{help}, most weekday afternoons"),
            text: "ring, or knock at the blue door".to_owned(),
        };
        self.does(person, &Command::Board(post));
        self.syncs(person);
        self.tally.notices += 1;
    }
}
