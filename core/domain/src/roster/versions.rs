//! Versions of the rules a community goes by.
//!
//! Code keeps every version it ever knew; which one counts stands in the roster, so that a phone that
//! judges by other rules knows it and says *update the app* instead of judging. New communities begin
//! at the first; a coordinator raises them once every phone is up to date. What changed with each:
//!
//! - roster rules 2: posters, and corrected cuts.

use super::refusal::RecordRefusal;

/// A version of each set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// Of what a change may hold ([`crate::guard`]).
    pub guard: u32,
    /// Of who may sign what ([`super::signers`]).
    pub rosters: u32,
    /// Of who may state what ([`crate::policy`]).
    pub policy: u32,
    /// Of how goods are shared out ([`crate::round`]).
    pub allocation: u32,
}

impl Versions {
    /// What a community begins with.
    pub const FIRST: Self = Self {
        guard: 1,
        rosters: 1,
        policy: 1,
        allocation: 1,
    };

    /// The newest this program knows.
    pub const KNOWN: Self = Self {
        rosters: 2,
        ..Self::FIRST
    };

    /// As a record spells them.
    #[must_use]
    pub fn spelled(self) -> Vec<u32> {
        vec![self.guard, self.rosters, self.policy, self.allocation]
    }

    /// As read from a record; `None` unless there are four.
    #[must_use]
    pub fn read(spelled: &[u32]) -> Option<Self> {
        let [guard, rosters, policy, allocation] = *spelled else {
            return None;
        };
        Some(Self {
            guard,
            rosters,
            policy,
            allocation,
        })
    }

    /// Whether each is at least `other`'s.
    #[must_use]
    pub fn reaches(self, other: Self) -> bool {
        self.guard >= other.guard
            && self.rosters >= other.rosters
            && self.policy >= other.policy
            && self.allocation >= other.allocation
    }

    /// What a record comes to that sets `spelled` where these are in force: versions rise, all that
    /// comes after is judged by them, and nobody judges by rules they do not know.
    ///
    /// # Errors
    /// [`RecordRefusal::Unknown`], [`RecordRefusal::AlreadySo`], [`RecordRefusal::Newer`].
    pub fn raised(self, spelled: &[u32]) -> Result<Self, RecordRefusal> {
        let next = Self::read(spelled).ok_or(RecordRefusal::Unknown)?;
        if !Self::KNOWN.reaches(next) {
            return Err(RecordRefusal::Newer);
        }
        if !next.reaches(self) || next == self {
            return Err(RecordRefusal::AlreadySo);
        }
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_only_rise_and_never_above_what_is_known() {
        let first = Versions::FIRST;
        let known = Versions::KNOWN;
        assert_eq!(first.raised(&known.spelled()), Ok(known));
        assert_eq!(
            known.raised(&first.spelled()),
            Err(RecordRefusal::AlreadySo)
        );
        assert_eq!(
            known.raised(&known.spelled()),
            Err(RecordRefusal::AlreadySo)
        );
        assert_eq!(first.raised(&[1, 2, 1]), Err(RecordRefusal::Unknown));
        for place in 0..4 {
            let mut above = known.spelled();
            above[place] += 1;
            assert_eq!(first.raised(&above), Err(RecordRefusal::Newer), "{place}");
        }
    }
}
