//! The repairs of one run: what is said and what is given back, in which order, and when it is enough.
//!
//! A repair begins when a digest differs, or a server was set back. The phone says where it stands and
//! is sent what it lacks, until nothing is left; the server says where it stands and is given what *it*
//! lacks; the phone says once more where it stands, and that it gave all. If the two then still differ,
//! something is withheld. Every step of it either moves this phone on or is the last, so no server can
//! keep a phone at it.

use super::answer::Taken;
use super::driver::Run;
use super::give_back;
use super::plan::Event;
use super::trouble::SyncError;
use crate::ingest::PageError;
use crate::phone::Phone;
use kith_domain::ids::CommunityId;
use kith_domain::repair::{Repair, Stand, reached};
use kith_domain::wire::{Ask, Push, Reply, Verdict};
use std::collections::{BTreeMap, VecDeque};

/// Most repairs of one community in a run.
const MOST: u32 = 3;

/// What the next ask of a repair carries.
#[derive(Debug)]
pub enum Part {
    /// Where this phone stands, and whether it gave all.
    Stand {
        /// Whether it gave all.
        gave_all: bool,
    },
    /// A piece that is given back.
    Piece(Box<Push>),
}

/// The repairs of one run.
#[derive(Debug, Default)]
pub struct Repairs {
    /// Repairs under way, with what is still to be given; none until the server said where it stands.
    under_way: BTreeMap<CommunityId, Option<VecDeque<Push>>>,
    /// How many began in this run, and how many may.
    begun: BTreeMap<CommunityId, (u32, u32)>,
}

impl Repairs {
    /// Begins a repair, once a run; `false` if there was one.
    pub fn begin(&mut self, id: CommunityId) -> bool {
        let may = self.may_begin(id);
        if may {
            self.begun.entry(id).or_insert((0, 1)).0 += 1;
            self.under_way.insert(id, None);
        }
        may
    }

    /// Whether one may begin.
    #[must_use]
    pub fn may_begin(&self, id: CommunityId) -> bool {
        let (begun, allowed) = self.begun.get(&id).copied().unwrap_or((0, 1));
        begun < allowed
    }

    /// Lets another begin in this run: the server knows people now whose work it could not take before.
    /// Not for ever: a server that tells two histories in turn would never be done.
    pub fn allow_another(&mut self, id: CommunityId) {
        let (begun, allowed) = self.begun.entry(id).or_insert((0, 1));
        *allowed = begun.saturating_add(1).min(MOST);
    }

    /// Whether one is under way.
    pub fn is_under_way(&self, id: CommunityId) -> bool {
        self.under_way.contains_key(&id)
    }

    /// Gives these back next.
    pub fn give(&mut self, id: CommunityId, pushes: VecDeque<Push>) {
        self.under_way.insert(id, Some(pushes));
    }

    /// What the next ask carries; none if no repair is under way.
    pub fn next(&mut self, id: CommunityId) -> Option<Part> {
        let giving = self.under_way.get_mut(&id)?;
        let piece = giving.as_mut().and_then(VecDeque::pop_front);
        Some(match piece {
            Some(piece) => Part::Piece(Box::new(piece)),
            None => Part::Stand {
                gave_all: giving.is_some(),
            },
        })
    }

    /// Ends one.
    pub fn end(&mut self, id: CommunityId) {
        self.under_way.remove(&id);
    }
}

impl Run<'_> {
    /// Begins a repair, once a run: a server that asks again is still recovering.
    pub(super) fn begin_repair(&mut self, id: CommunityId) -> Result<Event, SyncError> {
        match self.repairs.begin(id) {
            true => Ok(Event::Taken {
                community: id,
                more: true,
            }),
            false => Err(SyncError::Recovering),
        }
    }

    /// Plans to give back what lies beyond where the server stands; tells whether there is anything.
    pub(super) fn give_beyond(
        &mut self,
        id: CommunityId,
        there: &[Stand],
    ) -> Result<bool, SyncError> {
        let pushes = self
            .app
            .with(|phone| give_back::pushes(&phone.db, phone.community(id)?, there))?;
        let any = !pushes.is_empty();
        self.repairs.give(id, pushes);
        Ok(any)
    }

    /// Counts a piece that was taken, without the entry it begins with.
    pub(super) fn gave(&mut self, piece: &Push) {
        let pieces = piece.changes.len() + piece.entries.len();
        self.report.given_back += pieces.saturating_sub(1);
    }

    /// The server takes back what phones hold, and sends nothing until all have given.
    pub(super) fn recovering(&mut self, ask: &Ask, reply: &Reply) -> Result<Event, SyncError> {
        let id = ask.community;
        if !self.repairs.is_under_way(id) {
            return self.begin_repair(id);
        }
        match &ask.repair {
            Some(said) if said.gave_all => return Err(SyncError::Recovering),
            Some(_) => drop(self.give_beyond(id, reply.stands.as_deref().unwrap_or_default())?),
            None => {
                if let (Some(piece), Some(Verdict::Taken)) = (&ask.push, &reply.verdict) {
                    self.gave(piece);
                }
            }
        }
        Ok(Event::Taken {
            community: id,
            more: true,
        })
    }

    /// What came of saying where this phone stands, once what was sent is taken in.
    pub(super) fn repaired(
        &mut self,
        id: CommunityId,
        said: &Repair,
        (reply, taken): (&Reply, &Taken),
    ) -> Result<Event, SyncError> {
        let more = Ok(Event::Taken {
            community: id,
            more: true,
        });
        let stands = |phone: &mut Phone| give_back::stands(&phone.db, phone.community(id)?);
        // Further, not only elsewhere: a server with two histories could tell them in turn for ever.
        if taken.remaining > 0 && reached(&self.app.with(stands)?) > reached(&said.stands) {
            return more;
        }
        if taken.remaining == 0
            && !said.gave_all
            && let Some(there) = &reply.stands
            && self.give_beyond(id, there)?
        {
            return more;
        }
        self.repairs.end(id);
        let withheld = taken.remaining > 0 || taken.differs;
        // If it may be repaired again, the next ask finds whether it must.
        match withheld && !self.repairs.may_begin(id) {
            true => Err(PageError::Withheld.into()),
            false => more,
        }
    }
}
