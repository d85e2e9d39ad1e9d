//! What may happen to a neighbourhood: commands, syncs, and all that goes wrong in between.

use super::habits::{self, Habit};
use super::{Stats, everybody_agrees};
use crate::dice::Dice;
use crate::folder::Backup;
use crate::network::Weather;
use crate::phone::Phone;
use crate::speech::Claim;
use crate::world::World;
use kith_core::error::Kind;
use kith_domain::roster::Role;

/// Steps in one life.
const STEPS: usize = 50;

/// Which rare things may happen in this life; a seed draws a few, so that each is also met alone.
#[derive(Debug, Clone, Copy)]
struct Perils {
    phone_set_back: bool,
    phone_cloned: bool,
    server_set_back: bool,
    removal: bool,
    newcomer: bool,
    pairing: bool,
}

impl Perils {
    fn draw(dice: &mut Dice) -> Self {
        Self {
            phone_set_back: dice.chance(35),
            phone_cloned: dice.chance(20),
            server_set_back: dice.chance(25),
            removal: dice.chance(20),
            newcomer: dice.chance(40),
            pairing: dice.chance(20),
        }
    }
}

/// One life.
pub struct Life {
    /// What it came to so far.
    pub stats: Stats,
    /// What happened, in order.
    pub diary: Vec<String>,
    world: World,
    dice: Dice,
    perils: Perils,
    people: Vec<Phone>,
    /// Old copies of phones, by their place in `people`.
    copies: Vec<(usize, Backup)>,
    server_copy: Option<Backup>,
    /// Hours somebody was told are kept on their phone, by whose phone it was.
    kept: Vec<(usize, Claim)>,
}

impl Life {
    /// A neighbourhood of three, or of five where one visits another; in this seed's weather.
    #[must_use]
    pub fn begin(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let world = World::of(seed);
        let perils = Perils::draw(&mut dice);
        Self {
            stats: Stats::default(),
            diary: vec![format!("{perils:?}")],
            world,
            dice,
            perils,
            people: Vec::new(),
            copies: Vec::new(),
            server_copy: None,
            kept: Vec::new(),
        }
    }

    /// Lives it to the end and holds it to the invariants.
    ///
    /// # Errors
    /// What does not hold.
    pub fn live(&mut self) -> Result<(), String> {
        if self.perils.pairing {
            let people = self
                .world
                .neighbourhood(["Ada", "Ben", "Cleo", "Harold", "Ivy"]);
            let [ada, ben, cleo, harold, ivy] = &people;
            let _ = self.world.brings_together(harold, cleo, [ada, ben], ivy);
            self.people = people.into();
        } else {
            self.people = self.world.neighbourhood(["Ada", "Ben", "Cleo"]).into();
            self.people[0].makes(&self.people[1], Role::Coordinator);
        }
        let _ = self.people[0].opens_a_round("October", &habits::goods(&mut self.dice));
        self.world.settles();
        let weather = Weather {
            lose_request: self.dice.below(15) as u32,
            lose_answer: self.dice.below(20) as u32,
            twice: self.dice.below(15) as u32,
            late: self.dice.below(10) as u32,
        };
        self.world.network.weather(weather);
        for _ in 0..STEPS {
            self.step()?;
        }
        self.diary.push("the weather clears".to_owned());
        self.world.network.clear_up();
        self.world.network.late_ones_arrive();
        self.world.settles_somehow();
        for phone in self.people.clone() {
            for trouble in phone.tries_to_sync().troubles.values() {
                self.note(format!("{} has trouble: {trouble:?}", phone.name()));
            }
        }
        self.everything_holds()
    }

    fn step(&mut self) -> Result<(), String> {
        let who = self.dice.below(self.people.len());
        let phone = self.people[who].clone();
        let name = phone.name().to_owned();
        match self.dice.below(100) {
            0..50 => return self.command(who),
            50..80 => {
                self.stats.syncs += 1;
                let report = phone.tries_to_sync();
                let troubles: Vec<_> = report.troubles.values().map(|t| format!("{t:?}")).collect();
                self.note(format!("{name} syncs {troubles:?}"));
            }
            80..84 => {
                phone.goes_offline();
                self.note(format!("{name} goes offline"));
            }
            84..88 => {
                phone.comes_online();
                self.note(format!("{name} comes online"));
            }
            88..91 => {
                phone.is_killed_and_reopened();
                self.note(format!("{name}'s phone is killed and reopened"));
            }
            91 => {
                self.world.server_restarts();
                self.note("the server is restarted".to_owned());
            }
            92..94 => {
                let late = self.world.network.late_ones_arrive();
                self.note(format!("{late} late requests arrive"));
            }
            94 => self.world.days_pass(1),
            _ => self.peril(who),
        }
        Ok(())
    }

    fn command(&mut self, who: usize) -> Result<(), String> {
        let phone = self.people[who].clone();
        let Some(Habit { words, command }) = habits::draw(&phone, &mut self.dice) else {
            return Ok(());
        };
        let name = phone.name();
        match phone.tries(&command) {
            Ok(done) => {
                self.stats.commands += 1;
                self.note(format!("{name} {words}"));
                if let Some(claim) = habits::noted(&command, &done) {
                    self.kept.push((who, claim));
                }
            }
            Err(error) if error.kind() == Kind::Refused => {
                self.stats.refused += 1;
                self.note(format!("{name} {words}: refused, {}", error.code()));
            }
            Err(error) => return Err(format!("{name} {words}: {error:?}")),
        }
        Ok(())
    }

    fn peril(&mut self, who: usize) {
        let phone = self.people[who].clone();
        let name = phone.name();
        match self.dice.below(8) {
            0 | 1 if self.perils.phone_set_back => self.copy_or_set_back(who),
            2 | 3 if self.perils.server_set_back => match self.server_copy.take() {
                None => {
                    self.server_copy = Some(self.world.server_copy());
                    self.note("the server's folder is copied".to_owned());
                }
                Some(copy) => {
                    self.world.server_is_set_back(&copy);
                    self.perils.server_set_back = false;
                    self.note("the server is set back".to_owned());
                }
            },
            4 if self.perils.phone_cloned => {
                self.perils.phone_cloned = false;
                self.note(format!("{name}'s phone is cloned"));
                let twin = self.world.clone_of(&phone, &format!("{name}'s twin"));
                self.people.push(twin);
            }
            5 if self.perils.removal && who != 0 && self.people.len() > 2 => {
                // Of who joined while Ada was away her phone knows nothing yet.
                let ada = self.people[0].clone();
                if ada.look().rosters.is_member(phone.id()) {
                    self.perils.removal = false;
                    self.note(format!("Ada removes {name}"));
                    ada.removes(&phone);
                }
            }
            6 | 7 if self.perils.newcomer => {
                self.perils.newcomer = false;
                self.note("Dora joins by Ada's invite".to_owned());
                let dora = self.world.phone("Dora");
                dora.joins(&self.people[0].invites());
                self.people.push(dora);
            }
            _ => {}
        }
    }

    fn copy_or_set_back(&mut self, who: usize) {
        let phone = self.people[who].clone();
        let name = phone.name();
        match self.copies.iter().position(|(whose, _)| *whose == who) {
            None => {
                self.copies.push((who, self.world.copy_of(&phone)));
                self.note(format!("{name}'s phone is copied"));
            }
            Some(at) => {
                let (_, copy) = self.copies.remove(at);
                phone.is_set_back(&copy);
                // What was written since and not sent is gone with the phone, as it must be.
                self.kept.retain(|(whose, _)| *whose != who);
                self.note(format!("{name}'s phone is set back"));
            }
        }
    }

    fn note(&mut self, what: String) {
        self.diary.push(what);
    }

    fn everything_holds(&mut self) -> Result<(), String> {
        for phone in &self.people {
            self.stats.looks += phone.look().needs_a_look().len();
        }
        everybody_agrees(&self.people)?;
        self.nothing_kept_is_lost()
    }

    /// Hours that a phone kept stand in the ledger that Ada shows, or on that phone as a thing to
    /// look at.
    fn nothing_kept_is_lost(&self) -> Result<(), String> {
        let shown = self.people[0].look();
        for (who, claim) in &self.kept {
            let stands = shown.holds_claim(claim);
            let phone = &self.people[*who];
            if !stands && phone.look().needs_a_look().is_empty() {
                return Err(format!("{}'s note {} is lost", phone.name(), claim.id));
            }
        }
        Ok(())
    }
}
