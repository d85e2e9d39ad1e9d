//! Pairings: one for every fifteen members, begun one a month, visited once a week.

use super::Town;
use kith_domain::command::Command;
use kith_domain::ids::SpaceId;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::visit::{Note, Part, VisitKind};

/// Members for every pairing.
const MEMBERS: usize = 15;
/// Days from one pairing's beginning to the next.
const MONTH: i64 = 30;
/// In a hundred visits, how many happen.
const HAPPEN: u32 = 85;

/// Two who are paired.
#[derive(Debug, Clone, Copy)]
pub struct Pairing {
    space: SpaceId,
    visitor: usize,
    /// The day of the week of their visits.
    weekday: i64,
}

impl Town {
    /// What happens in pairings on a day.
    pub(super) fn visit(&mut self, day: i64) {
        if day % MONTH == 5 && self.pairings.len() < self.people.len() / MEMBERS {
            self.begin_a_pairing(day);
        }
        for at in 0..self.pairings.len() {
            let Pairing {
                space,
                visitor,
                weekday,
            } = self.pairings[at];
            if day % 7 != weekday || !self.dice.chance(HAPPEN) {
                continue;
            }
            let kind = *self.dice.pick(&[
                VisitKind::Visit,
                VisitKind::Visit,
                VisitKind::Call,
                VisitKind::Errand,
            ]);
            let note = Note {
                day: self.today(),
                part: Part::Afternoon,
                kind,
                length: None,
                brought: vec!["a paper".to_owned()],
                words: "well, and glad of the company".to_owned(),
                host_words: String::new(),
                run: None,
                follow_up: self.dice.chance(3),
            };
            let log = PairingCommand::LogVisit {
                space,
                note,
                seen: None,
            };
            self.pairs(visitor, log);
            self.tally.visits += 1;
        }
    }

    /// A host who only belongs and a visitor who takes part, all it takes within a day.
    fn begin_a_pairing(&mut self, day: i64) {
        let hosts: Vec<usize> = (3..self.people.len())
            .filter(|person| !self.people[*person].active)
            .collect();
        let host = hosts[self.pairings.len() % hosts.len()];
        let visitor = self.a_visitor(&[]);
        let other = self.a_visitor(&[visitor]);
        let (host_id, visitor_id) = (self.people[host].id(), self.people[visitor].id());
        let coordinators = vec![self.people[0].id(), self.people[1].id()];
        self.syncs(0);
        self.pairs(
            0,
            PairingCommand::Open {
                host: host_id,
                coordinators,
                plan: None,
            },
        );
        let rows = self.people[0].app.pairings(self.community);
        let mut rows = rows.expect("the phone reads").into_iter();
        let named = rows.find(|row| {
            row.host.as_ref().is_some_and(|h| h.id == host_id) && row.suggestions.is_empty()
        });
        let space = named.expect("a pairing was opened").space;
        // A host chooses among two at least.
        for (somebody, why) in [
            (other, "lives next door"),
            (visitor, "both follow the cricket"),
        ] {
            let suggest = PairingCommand::Suggest {
                space,
                visitor: self.people[somebody].id(),
                why: why.to_owned(),
            };
            self.pairs(0, suggest);
        }
        self.syncs(1);
        self.syncs(host);
        let rows = self.people[host].app.pairings(self.community);
        let mut rows = rows.expect("the phone reads").into_iter();
        let suggested = rows.find(|row| row.space == space);
        let suggestion = suggested
            .and_then(|row| {
                let mut all = row.suggestions.iter();
                all.find(|s| s.visitor.as_ref().is_some_and(|v| v.id == visitor_id))?
                    .id
                    .parse()
                    .ok()
            })
            .expect("the host sees the suggestion");
        self.pairs(host, PairingCommand::Choose { space, suggestion });
        for coordinator in [0, 1] {
            self.syncs(coordinator);
            let approve = PairingCommand::Approve {
                space,
                visitor: visitor_id,
            };
            self.pairs(coordinator, approve);
        }
        self.syncs(0);
        self.pairs(0, PairingCommand::Introduce { space });
        self.syncs(visitor);
        self.pairings.push(Pairing {
            space,
            visitor,
            weekday: day % 7,
        });
        self.tally.pairings += 1;
    }

    /// One who takes part, is none of the coordinators and none of these.
    fn a_visitor(&mut self, but: &[usize]) -> usize {
        loop {
            let somebody = self.somebody();
            if somebody > 2 && !but.contains(&somebody) {
                return somebody;
            }
        }
    }

    fn pairs(&self, person: usize, command: PairingCommand) {
        self.does(person, &Command::Pairing(command));
        self.syncs(person);
    }
}
