//! What follows from the entries: members, devices, roles, households, and the numbers of each right.
//!
//! [`Rosters`] is one community's whole membership. A phone builds it from countersigned entries
//! with [`Rosters::extend`], and may [`Rosters::assume`] its own pending records on a copy; the
//! server builds it the same way. Read next: `apply.rs`, what each record brings about; `lines.rs`,
//! what follows in other spaces; [`super::rights`], the questions it answers; [`super::judge`].

use super::act::{Act, Subject};
use super::cuts::Ending;
use super::entry::{Entry, EntryError, Reached, Stated};
use super::judge::Sight;
use super::member::{Device, Grant, Invite, Member, Numbers, Organiser, Proxy, Space};
use super::record::Record;
use super::refusal::RecordRefusal;
use super::versions::Versions;
use crate::ids::{
    CommunityId, DeviceTag, DocumentId, EntryHash, MemberId, RecordHash, SigningKey, SpaceId,
};
use std::collections::{BTreeMap, BTreeSet};

/// One community's whole membership.
#[derive(Debug, Clone)]
pub struct Rosters {
    /// The community.
    pub community: CommunityId,
    /// Its own space.
    pub space: SpaceId,
    /// The founder.
    pub founder: MemberId,
    /// The server adopted, and where it answers.
    pub server: Option<(SigningKey, String)>,
    /// All servers adopted so far, in order.
    pub servers: Vec<SigningKey>,
    /// The server the founding names.
    pub named_server: Option<SigningKey>,
    /// The paper key the founding made.
    pub paper: Option<SigningKey>,
    /// All who ever were members.
    pub members: BTreeMap<MemberId, Member>,
    /// All devices that ever were.
    pub devices: BTreeMap<DeviceTag, Device>,
    /// All spaces.
    pub spaces: BTreeMap<SpaceId, Space>,
    /// All grants, in order.
    pub grants: Vec<Grant>,
    /// All invites.
    pub invites: BTreeMap<SigningKey, Invite>,
    /// Households: (number of the community's entry, household, its members from there on).
    pub households: Vec<(u32, MemberId, Vec<MemberId>)>,
    /// Organisers of rounds that were handed over, in order.
    pub organisers: BTreeMap<String, Vec<Organiser>>,
    /// Who writes for whom, in order.
    pub proxies: Vec<Proxy>,
    /// The versions of the rules in force.
    pub versions: Versions,
    /// What each record ended.
    pub(super) endings: BTreeMap<RecordHash, Ending>,
    /// Documents whose bytes were erased.
    pub erased: BTreeSet<DocumentId>,
    /// Last record about each subject.
    pub subjects: BTreeMap<Subject, RecordHash>,
    /// Every record that stands, with its roster and number.
    pub records: BTreeMap<RecordHash, (SpaceId, u32)>,
    /// Per roster the last entry's number and hash.
    pub chains: BTreeMap<SpaceId, (u32, EntryHash)>,
}

impl Rosters {
    /// The empty membership of the community that `founded` begins; `None` if it is no founding.
    #[must_use]
    pub fn begin(founded: &Record) -> Option<Self> {
        let Act::Founded { server, paper, .. } = &founded.body.act else {
            return None;
        };
        Some(Self {
            community: founded.body.community_id(),
            space: founded.body.space_id(),
            founder: founded.body.member_id(),
            server: None,
            servers: Vec::new(),
            named_server: *server,
            paper: *paper,
            members: BTreeMap::new(),
            devices: BTreeMap::new(),
            spaces: BTreeMap::new(),
            grants: Vec::new(),
            invites: BTreeMap::new(),
            households: Vec::new(),
            organisers: BTreeMap::new(),
            proxies: Vec::new(),
            versions: Versions::FIRST,
            endings: BTreeMap::new(),
            erased: BTreeSet::new(),
            subjects: BTreeMap::new(),
            records: BTreeMap::new(),
            chains: BTreeMap::new(),
        })
    }

    /// Number and hash of the next entry's predecessor in a roster.
    #[must_use]
    pub fn chain(&self, roster: SpaceId) -> (u32, EntryHash) {
        self.chains
            .get(&roster)
            .copied()
            .unwrap_or((0, EntryHash([0; 32])))
    }

    /// Appends a countersigned entry after judging it again.
    ///
    /// # Errors
    /// [`EntryError`]; the rosters are then as before.
    pub fn extend(&mut self, entry: &Entry) -> Result<(), EntryError> {
        let (number, previous) = self.chain(entry.roster);
        if entry.number != number.saturating_add(1) || entry.previous != previous {
            return Err(EntryError::Broken);
        }
        if !self.vouched(entry) {
            return Err(EntryError::NotTheServer);
        }
        match &entry.stated {
            Stated::Record(record) => {
                if record.body.space_id() != entry.roster {
                    return Err(EntryError::Broken);
                }
                // Whether a pairing's entry came before somebody left the community is order between
                // two rosters, the server's word: who enters the space later reads it after the fact.
                let sight = if entry.roster == self.space {
                    Sight::Now
                } else {
                    Sight::Ever
                };
                self.judge_with(record, sight)
                    .and_then(|()| self.in_time(record, entry.time))
                    .map_err(|refusal| match refusal {
                        RecordRefusal::Newer => EntryError::Newer,
                        refusal => EntryError::Refused(refusal),
                    })?;
                self.apply(record, &entry.reached, entry.number, entry.time);
            }
            Stated::Line(line) => {
                if !self.records.contains_key(&line.cause) {
                    return Err(EntryError::NoCause);
                }
                self.end(line, entry.roster, numbers(&entry.reached))
                    .ok_or(EntryError::NoCause)?;
            }
        }
        self.chains
            .insert(entry.roster, (entry.number, entry.hash()));
        Ok(())
    }

    /// Whether a server that may sequence this entry countersigned it.
    fn vouched(&self, entry: &Entry) -> bool {
        if let Stated::Record(record) = &entry.stated {
            match &record.body.act {
                Act::ServerAdopted { server, .. } => return entry.is_signed_by(server),
                // One that names no server is vouched for by the adoption, whose entry names its hash.
                Act::Founded { server: None, .. } => return true,
                _ => {}
            }
        }
        match (&self.server, self.named_server) {
            (Some((server, _)), _) if entry.roster == self.space => entry.is_signed_by(server),
            // Which of the servers in turn a pairing's entry came from is order between two rosters:
            // only those who read that space held it when the community moved.
            (Some(_), _) => self.servers.iter().any(|server| entry.is_signed_by(server)),
            (None, Some(named)) => entry.is_signed_by(&named),
            (None, None) => false,
        }
    }

    /// Applies an entry that was judged before and kept since: an opening database does not verify
    /// its own past again.
    pub fn resume(&mut self, entry: &Entry) {
        match &entry.stated {
            Stated::Record(record) => {
                self.apply(record, &entry.reached, entry.number, entry.time);
            }
            Stated::Line(line) => {
                // A line without its member was refused when it arrived and is not in the store.
                let _ = self.end(line, entry.roster, numbers(&entry.reached));
            }
        }
        self.chains
            .insert(entry.roster, (entry.number, entry.hash()));
    }

    /// Lets an own pending record (or one an invite carried) take effect on this copy, unsequenced.
    /// Records that stand already change nothing, and a key change has no effect before its turn:
    /// nobody could read what was sealed under one that was overtaken.
    pub fn assume(&mut self, record: &Record, reached: &[Reached]) {
        let waits = record.body.act.is_machine_made();
        if !waits && !self.records.contains_key(&record.hash()) {
            self.apply(record, reached, 0, 0);
        }
    }
}

pub(super) fn numbers(reached: &[Reached]) -> Numbers {
    reached.iter().map(|r| (r.device, r.n)).collect()
}
