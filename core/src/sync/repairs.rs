//! The repairs of one run: what is said and what is given back, in which order, and when it is enough.
//!
//! A repair begins when a digest differs, or a server was set back. The phone says where it stands and
//! is sent what it lacks, until nothing is left; the server says where it stands and is given what *it*
//! lacks; the phone says once more where it stands, and that it gave all. If the two then still differ,
//! something is withheld. Every step of it either moves this phone on or is the last, so no server can
//! keep a phone at it.

use kith_domain::ids::CommunityId;
use kith_domain::wire::Push;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
    /// Communities for which a repair began in this run.
    begun: BTreeSet<CommunityId>,
}

impl Repairs {
    /// Begins a repair, once a run; `false` if there was one.
    pub fn begin(&mut self, id: CommunityId) -> bool {
        let first = self.begun.insert(id);
        if first {
            self.under_way.insert(id, None);
        }
        first
    }

    /// Whether one may begin.
    pub fn may_begin(&self, id: CommunityId) -> bool {
        !self.begun.contains(&id)
    }

    /// Lets another begin in this run: the server knows people now whose work it could not take before.
    pub fn allow_another(&mut self, id: CommunityId) {
        self.begun.remove(&id);
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
