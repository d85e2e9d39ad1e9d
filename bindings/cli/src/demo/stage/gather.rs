//! Syncing: one phone, or all of them until nobody has anything left to say.
//!
//! Only here does the seed decide anything.

use super::Stage;
use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::line::Fault;
use crate::demo::luck::{Mishaps, Weather, words};
use kith_core::query::status::Status;
use kith_core::sync::SyncReport;

/// Passes after which phones that still have something to say are a fault.
const MOST_PASSES: usize = 12;

impl Stage {
    /// Some people sync once, one after another.
    pub fn sync_once(&mut self, people: &[Who]) -> Result<(), DemoError> {
        self.pass(people, &mut Mishaps::default()).map(drop)
    }

    /// One person syncs. A lost connection is no error: the report says so.
    fn sync(&mut self, who: Who) -> Result<SyncReport, DemoError> {
        if let Some(phone) = self.phones.get_mut(&who) {
            phone.syncs += 1;
            phone.script.turn_to("sync", phone.syncs);
        }
        let app = self.app(who)?.clone();
        let synced = self.runtime.block_on(app.sync(&self.line, &|_| {}));
        synced.map_err(|e| DemoError::phone(who, "sync", e))
    }

    /// Somebody's phone sends all it has, the server takes it, the answer is lost, and the battery
    /// dies.
    pub fn send_and_die(&mut self, who: Who) -> Result<(), DemoError> {
        self.line.spoil_next(Fault::LostAnswer, true);
        self.sync(who)?;
        self.kill(who);
        Ok(())
    }

    /// What waits on somebody's phone.
    pub fn status(&self, who: Who) -> Result<Status, DemoError> {
        let status = self.app(who)?.status(self.community);
        status.map_err(|e| DemoError::phone(who, "look at the status", e))
    }

    /// Everybody syncs until nobody has anything left to say.
    pub fn gather(&mut self, weather: Weather) -> Result<(), DemoError> {
        let mut speakers = Vec::new();
        for who in Who::ALL {
            if self.status(who)?.unsent > 0 {
                speakers.push(who);
            }
        }
        let mut mishaps = self.luck.mishaps(weather, &speakers);
        for pass in 0..MOST_PASSES {
            let order = match weather {
                Weather::Fair => Who::ALL.to_vec(),
                Weather::Foul | Weather::Storm => self.luck.order(),
            };
            if pass == 0 && weather != Weather::Fair {
                let names: Vec<&str> = order.iter().map(|who| who.name()).collect();
                self.tell
                    .note(&format!("Order by the seed: {}.", names.join(", ")));
            }
            if !self.pass(&order, &mut mishaps)? {
                return Ok(());
            }
        }
        Err(DemoError::Story(
            "the phones do not come to an end with syncing".into(),
        ))
    }

    /// One round of syncs; whether anybody had anything to say.
    fn pass(&mut self, order: &[Who], mishaps: &mut Mishaps) -> Result<bool, DemoError> {
        let mut busy = false;
        for (place, who) in order.iter().copied().enumerate() {
            if mishaps.restart_before == Some(place) {
                mishaps.restart_before = None;
                self.restart()?;
            }
            let fault = mishaps.faults.remove(&who);
            if let Some(fault) = fault {
                let speaks = self.status(who)?.unsent > 0;
                self.line.spoil_next(fault, speaks);
                self.tell.note(&words(who, fault));
            }
            let report = self.sync(who)?;
            for trouble in report.troubles.values() {
                if fault.is_none() {
                    let name = who.name();
                    let why = format!("{name} could not sync: {trouble}");
                    return Err(DemoError::Story(why));
                }
            }
            let status = self.status(who)?;
            busy |= fault.is_some()
                || report.pushed > 0
                || report.merged > 0
                || status.unsent > 0
                || !status.waiting_for_key.is_empty();
        }
        Ok(busy)
    }

    fn restart(&mut self) -> Result<(), DemoError> {
        self.tell
            .note("The server is stopped and started again on its folder.");
        if let Some(house) = self.house.take() {
            let house = house.restart(&self.runtime)?;
            self.line.lead_to(house.at());
            self.house = Some(house);
        }
        Ok(())
    }
}
