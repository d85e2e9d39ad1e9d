//! Questions to the rosters: how a device stands, who holds which role, who may read, since when.
//!
//! All are comparisons of numbers, so a phone that joins in two years answers as one that was there.
//! Read next: [`super::judge`], then [`crate::policy`].

use super::act::Role;
use super::member::{Device, Numbers, Standing};
use super::state::Rosters;
use crate::ids::{DeviceTag, EntryHash, MemberId, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

impl Rosters {
    /// How `device` stands in `space` at its number `n`.
    #[must_use]
    pub fn standing(&self, space: SpaceId, device: DeviceTag, n: u32) -> Standing {
        let Some(d) = self.devices.get(&device) else {
            return Standing::Unknown;
        };
        if let Some(cuts) = &d.revoked
            && cuts.get(&space).is_some_and(|cut| n > *cut)
        {
            return Standing::Revoked;
        }
        let Some(member) = self.members.get(&d.member) else {
            return Standing::Unknown;
        };
        match &member.departed {
            // A space the server has not yet written its line into keeps its members until it does.
            Some(departed)
                if departed
                    .cuts
                    .get(&space)
                    .is_some_and(|cut| n > cut.get(&device).copied().unwrap_or(0)) =>
            {
                Standing::Departed
            }
            _ => Standing::Member,
        }
    }

    /// Whether `member` holds `role` in `space` with `device` at number `n`.
    #[must_use]
    pub fn role_at(
        &self,
        space: SpaceId,
        role: Role,
        member: MemberId,
        device: DeviceTag,
        n: u32,
    ) -> bool {
        self.grants.iter().any(|g| {
            (g.member, g.role, g.space) == (member, role, space)
                && within(&g.from, g.cut.as_ref(), device, n)
        })
    }

    /// Whether `member` ever held `role` in `space`.
    #[must_use]
    pub fn held(&self, space: SpaceId, role: Role, member: MemberId) -> bool {
        self.grants
            .iter()
            .any(|g| (g.member, g.role, g.space) == (member, role, space))
    }

    /// Whether `member` had held `role` in `space` and lost it before `device` reached number `n`.
    #[must_use]
    pub fn gave_up(
        &self,
        space: SpaceId,
        role: Role,
        member: MemberId,
        device: DeviceTag,
        n: u32,
    ) -> bool {
        self.grants.iter().any(|g| {
            (g.member, g.role, g.space) == (member, role, space)
                && g.cut
                    .as_ref()
                    .is_some_and(|cut| n > cut.get(&device).copied().unwrap_or(0))
        })
    }

    /// Server time, seconds since 1970, at which `member` stopped belonging to `space`: by leaving
    /// the community, or by the last of their roles in a pairing. `None` while they belong.
    #[must_use]
    pub fn left_at(&self, space: SpaceId, member: MemberId) -> Option<i64> {
        if let Some(departure) = self.members.get(&member)?.departed.as_ref() {
            return Some(departure.time);
        }
        if self.may_read(space, member) {
            return None;
        }
        self.grants
            .iter()
            .filter(|g| g.member == member && g.space == space)
            .map(|g| g.withdrawn)
            .max()
    }

    /// Whether `member` holds `role` in `space` now.
    #[must_use]
    pub fn has_role(&self, space: SpaceId, role: Role, member: MemberId) -> bool {
        self.is_member(member)
            && self
                .grants
                .iter()
                .any(|g| (g.member, g.role, g.space) == (member, role, space) && g.cut.is_none())
    }

    /// Everyone who holds `role` in `space` now.
    pub fn holders(&self, space: SpaceId, role: Role) -> impl Iterator<Item = MemberId> {
        let all: BTreeSet<MemberId> = self
            .grants
            .iter()
            .filter(|g| g.space == space && g.role == role && g.cut.is_none())
            .map(|g| g.member)
            .filter(|m| self.is_member(*m))
            .collect();
        all.into_iter()
    }

    /// Whether `member` belongs now.
    #[must_use]
    pub fn is_member(&self, member: MemberId) -> bool {
        self.members
            .get(&member)
            .is_some_and(|m| m.departed.is_none())
    }

    /// Everyone who belongs now.
    pub fn present(&self) -> impl Iterator<Item = MemberId> {
        self.members
            .iter()
            .filter(|(_, m)| m.departed.is_none())
            .map(|(id, _)| *id)
    }

    /// The devices of a member, revoked ones included.
    pub fn devices_of(&self, member: MemberId) -> impl Iterator<Item = (DeviceTag, &Device)> {
        self.devices
            .iter()
            .filter(move |(_, d)| d.member == member)
            .map(|(tag, d)| (*tag, d))
    }

    /// Whether `member` may be sent what is in `space` now. Who is told of a concern as a lead must be
    /// one still.
    #[must_use]
    pub fn may_read(&self, space: SpaceId, member: MemberId) -> bool {
        let still = |role| role != Role::Lead || self.has_role(self.space, Role::Lead, member);
        self.is_member(member)
            && (space == self.space
                || self.grants.iter().any(|g| {
                    (g.member, g.space) == (member, space) && g.cut.is_none() && still(g.role)
                }))
    }

    /// Where the rosters of the spaces end that `member` may read: part of what phone and server
    /// compare.
    #[must_use]
    pub fn ends_for(&self, member: MemberId) -> Vec<(SpaceId, (u32, EntryHash))> {
        let ends = self.chains.iter().map(|(space, end)| (*space, *end));
        ends.filter(|(space, _)| self.may_read(*space, member))
            .collect()
    }

    /// The organiser of a round now.
    #[must_use]
    pub fn organiser_of(&self, round: &str) -> Option<MemberId> {
        match self.organisers.get(round).and_then(|line| line.last()) {
            Some(organiser) => Some(organiser.member),
            None => round.split('/').next()?.parse().ok(),
        }
    }

    /// The organiser whose stretch of numbers holds (`device`, `n`), as an index: later is higher.
    #[must_use]
    pub fn organiser_at(
        &self,
        round: &str,
        member: MemberId,
        device: DeviceTag,
        n: u32,
    ) -> Option<usize> {
        let Some(line) = self.organisers.get(round) else {
            return (self.organiser_of(round) == Some(member)).then_some(0);
        };
        line.iter()
            .rposition(|o| o.member == member && within(&o.from, o.cut.as_ref(), device, n))
    }

    /// The household of a member as of a community entry number; a member alone is their own.
    /// Pending formations (number 0) count only when `entry` is `u32::MAX`.
    #[must_use]
    pub fn household_of(&self, member: MemberId, entry: u32) -> MemberId {
        let mut latest: BTreeMap<MemberId, &Vec<MemberId>> = BTreeMap::new();
        for (number, household, members) in &self.households {
            if *number <= entry && (*number > 0 || entry == u32::MAX) {
                latest.insert(*household, members);
            }
        }
        latest
            .into_iter()
            .find(|(_, members)| members.contains(&member))
            .map_or(member, |(household, _)| household)
    }
}

fn within(from: &Numbers, cut: Option<&Numbers>, device: DeviceTag, n: u32) -> bool {
    n > from.get(&device).copied().unwrap_or(0)
        && cut.is_none_or(|cut| n <= cut.get(&device).copied().unwrap_or(0))
}
