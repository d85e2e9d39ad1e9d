//! Records become entries: judged, numbered, countersigned, and followed by the server's lines.

use super::{Admission, Stop, not_recovering, recovering};
use kith_domain::ids::{DeviceTag, SpaceId};
use kith_domain::roster::entry::Reached;
use kith_domain::roster::{Act, Entry, EntryError, Line, Record, RecordRefusal, Stated};
use kith_domain::wire::{LogItem, RefusedRecord, Verdict};
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::store::StoreError;

impl Admission<'_> {
    /// Takes back entries this server countersigned before it lost them, as they are.
    pub(super) fn take_entries(&mut self, entries: &[Entry]) -> Result<(), Stop> {
        let mut parted = BTreeSet::new();
        for entry in entries {
            if self.community.membership.has_entry(entry) || parted.contains(&entry.roster) {
                continue;
            }
            match self.sequence(entry) {
                // One that goes on exactly where the roster ends is this very history, recovery or no.
                Ok(()) => {
                    if let Stated::Record(record) = &entry.stated {
                        self.erase(record)?;
                    }
                }
                Err(Sequenced::No(_)) if !self.head().recovering => {
                    return Err(Stop::Verdict(not_recovering()));
                }
                Err(Sequenced::No(EntryError::Broken)) if self.follows_later(entry) => {
                    return Err(Stop::Verdict(Verdict::Need));
                }
                // Another entry has its number by now. That stands; the phone reads it with the log
                // and offers again, as new records, what it held in its place.
                Err(Sequenced::No(EntryError::Broken)) => {
                    parted.insert(entry.roster);
                }
                Err(Sequenced::No(_)) => self.refuse(entry.stated.hash(), "other-history"),
                Err(Sequenced::Store(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Whether entries between the roster's end and this one are missing here.
    fn follows_later(&self, entry: &Entry) -> bool {
        entry.number
            > self
                .community
                .membership
                .rosters
                .chain(entry.roster)
                .0
                .saturating_add(1)
    }

    /// Sequences records, each followed by the lines it obliges the server to write. A record that
    /// stands already is passed over. While phones give back nothing is sequenced but the adoption of
    /// this very server, with which a community that moved here begins anew.
    pub(super) fn take_records(&mut self, records: &[Record]) -> Result<(), Stop> {
        let adopts = |record: &Record| matches!(&record.body.act, Act::ServerAdopted { server, .. } if *server == self.keys.secret.public());
        let adopted: Vec<_> = records
            .iter()
            .filter(|r| adopts(r))
            .map(Record::hash)
            .collect();
        for record in records {
            let hash = record.hash();
            if self
                .community
                .membership
                .rosters
                .records
                .contains_key(&hash)
            {
                continue;
            }
            let moves_here = adopted.contains(&hash);
            if self.head().recovering && !moves_here {
                return Err(Stop::Verdict(recovering()));
            }
            if let Err(code) = self.judge(record, !adopted.is_empty()) {
                self.refuse(hash, code);
                continue;
            }
            let rosters = &self.community.membership.rosters;
            let (concerned, lines) = (rosters.concerned(record), rosters.lines(record));
            let space = record.body.space_id();
            let reached = self.reached(space, concerned)?;
            self.state(space, Stated::Record(record.clone()), reached, hash)?;
            self.erase(record)?;
            for (space, line) in lines {
                let devices = self.ending(&line);
                let reached = self.reached(space, devices)?;
                self.state(space, Stated::Line(line), reached, hash)?;
            }
            if moves_here && self.head().recovering {
                // What the old server sequenced and nobody here had given back yet is new here.
                self.community.head.recovering = false;
                self.rows.forget_given_back()?;
            }
        }
        Ok(())
    }

    /// Lets go of what a record erases; the log keeps places and hashes.
    fn erase(&mut self, record: &Record) -> Result<(), StoreError> {
        let space = record.body.space_id();
        if record.body.act.erases() {
            self.held.borrow_mut().clear();
        }
        match &record.body.act {
            Act::DocumentErased { document } => self.rows.erase(space, Some(*document)),
            Act::SpaceErased {} => {
                self.rows.erase(space, None)?;
                self.rows.drop_wraps(space)
            }
            _ => Ok(()),
        }
    }

    /// `adopted`: whether the push adopts this server.
    fn judge(&self, record: &Record, adopted: bool) -> Result<(), &'static str> {
        let rosters = &self.community.membership.rosters;
        let own = self.keys.secret.public();
        match &record.body.act {
            // The server countersigns from the first entry on, so the founding must name it, or name
            // none and come with the adoption.
            Act::Founded { server: None, .. } if adopted => {}
            Act::Founded { server, .. } if *server != Some(own) => return Err("other-server"),
            Act::ServerAdopted { server, .. } if *server != own => return Err("other-server"),
            _ => {}
        }
        let judged = rosters.judge(record);
        judged
            .and_then(|()| rosters.in_time(record, self.now))
            .map_err(RecordRefusal::code)
    }

    /// Countersigns and appends what is the next entry of a roster.
    fn state(
        &mut self,
        space: SpaceId,
        stated: Stated,
        reached: Vec<Reached>,
        record: kith_domain::ids::RecordHash,
    ) -> Result<(), StoreError> {
        let (number, previous) = self.community.membership.rosters.chain(space);
        let next = (number.saturating_add(1), previous);
        let secret = &self.keys.secret;
        let entry = Entry::sequence(space, next, stated, reached, self.now, secret);
        match self.sequence(&entry) {
            Ok(()) => Ok(()),
            Err(Sequenced::Store(error)) => Err(error),
            // Only an adoption by a server that is not the founding's ends here.
            Err(Sequenced::No(_)) => {
                self.refuse(record, "other-server");
                Ok(())
            }
        }
    }

    fn sequence(&mut self, entry: &Entry) -> Result<(), Sequenced> {
        let position = self.head().position.saturating_add(1);
        Arc::make_mut(&mut self.community.membership)
            .extend(position, entry)
            .map_err(Sequenced::No)?;
        self.append(entry.roster, &LogItem::Entry(Box::new(entry.clone())))
            .map_err(Sequenced::Store)
    }

    /// The devices whose rights a line ends.
    fn ending(&self, line: &Line) -> Vec<DeviceTag> {
        match line.device {
            Some(device) => vec![device],
            None => {
                let rosters = &self.community.membership.rosters;
                rosters.hands_of(line.member).into_iter().collect()
            }
        }
    }

    /// Where devices stand in a space now; those that wrote nothing there are left out.
    fn reached(&self, space: SpaceId, devices: Vec<DeviceTag>) -> Result<Vec<Reached>, StoreError> {
        let mut reached = Vec::new();
        for device in devices {
            if let Some(feed) = self.rows.feed(space, device)? {
                reached.push(Reached { device, n: feed.n });
            }
        }
        Ok(reached)
    }

    fn refuse(&mut self, record: kith_domain::ids::RecordHash, code: &str) {
        self.refused_records.push(RefusedRecord {
            record,
            code: code.to_owned(),
        });
    }
}

enum Sequenced {
    No(EntryError),
    Store(StoreError),
}
