//! What the seed decides: in which order phones sync, and which requests go wrong.

use super::cast::Who;
use super::line::Fault;
use kith_domain::hash::hash;
use kith_domain::keys::Dice;
use std::collections::BTreeMap;

/// How a gathering goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// One after another by name, and nothing goes wrong.
    Fair,
    /// In the seed's order, with one fault of each kind.
    Foul,
    /// As foul, and the server is stopped and started in between.
    Storm,
}

/// The seed's dice.
#[derive(Debug)]
pub struct Luck(Dice);

/// What is to go wrong in one gathering.
#[derive(Debug, Default)]
pub struct Mishaps {
    /// Whose first request.
    pub faults: BTreeMap<Who, Fault>,
    /// Before whose turn the server is restarted.
    pub restart_before: Option<usize>,
}

impl Luck {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Dice::new(hash(&("kith demo luck v1", seed))))
    }

    /// Everybody, in some order.
    pub fn order(&mut self) -> Vec<Who> {
        // Each draws a ticket; nobody draws the same.
        let mut tickets: Vec<([u8; 32], Who)> = Who::ALL
            .into_iter()
            .map(|who| (self.0.draw(), who))
            .collect();
        tickets.sort_unstable();
        tickets.into_iter().map(|(_, who)| who).collect()
    }

    /// What goes wrong in such weather, to those first who have something to send.
    pub fn mishaps(&mut self, weather: Weather, speakers: &[Who]) -> Mishaps {
        if weather == Weather::Fair {
            return Mishaps::default();
        }
        let kinds = [Fault::LostRequest, Fault::LostAnswer, Fault::Twice];
        let mut order = self.order();
        order.sort_by_key(|who| !speakers.contains(who));
        let faults = order.into_iter().zip(kinds).collect();
        let [ticket, ..] = self.0.draw();
        let place = usize::from(ticket) % Who::ALL.len();
        Mishaps {
            faults,
            restart_before: (weather == Weather::Storm).then_some(place),
        }
    }
}

/// A fault, told.
pub fn words(who: Who, fault: Fault) -> String {
    let name = who.name();
    match fault {
        Fault::LostRequest => format!("{name}'s request never arrives; the phone tries again."),
        Fault::LostAnswer => {
            format!("The server hears {name}, but its answer is lost; the phone says it all again.")
        }
        Fault::Twice => format!("The line delivers {name}'s request twice; it counts once."),
    }
}
