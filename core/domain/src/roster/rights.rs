//! Questions to the rosters: how a device stands, who holds which role, who may read, since when.
//!
//! All are comparisons of numbers, so a phone that joins in two years answers as one that was there.
//! Read next: [`super::judge`], then [`crate::policy`].

use super::act::Role;
use super::entry::Line;
use super::member::{Device, Numbers, Proxy, Standing};
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
        if !self.members.contains_key(&d.member) {
            Standing::Unknown
        } else if self.had_left(space, d.member, device, n) {
            Standing::Departed
        } else {
            Standing::Member
        }
    }

    /// Whether `member` had left the community before `device`, their own or their proxy's, reached
    /// number `n` in `space`.
    #[must_use]
    pub fn had_left(&self, space: SpaceId, member: MemberId, device: DeviceTag, n: u32) -> bool {
        let departed = self.members.get(&member).and_then(|m| m.departed.as_ref());
        // A space the server has not yet written its line into keeps its members until it does.
        let cut = departed.and_then(|departed| departed.cuts.get(&space));
        cut.is_some_and(|cut| n > cut.get(&device).copied().unwrap_or(0))
    }

    /// Whether `proxy` writes for `member` in `space` with `device` at number `n`.
    #[must_use]
    pub fn acts_for(
        &self,
        space: SpaceId,
        proxy: MemberId,
        member: MemberId,
        device: DeviceTag,
        n: u32,
    ) -> bool {
        // In a pairing's space a proxy had written nothing before: `from` is the community's.
        let none = Numbers::new();
        self.proxies.iter().any(|p| {
            let from = if space == self.space { &p.from } else { &none };
            let cut = p.ended.as_ref().and_then(|(_, cuts)| cuts.get(&space));
            (p.proxy, p.member) == (proxy, member) && within(from, cut, device, n)
        })
    }

    /// Who writes for `member` now, if both belong.
    #[must_use]
    pub fn proxy_of(&self, member: MemberId) -> Option<MemberId> {
        let now = |p: &&Proxy| p.member == member && p.ended.is_none();
        let proxy = self.proxies.iter().rfind(now)?.proxy;
        (self.is_member(proxy) && self.is_member(member)).then_some(proxy)
    }

    /// The devices that write for `member` or ever did: their own and their proxies'. All of them stop
    /// at the numbers at which the member's rights end, and keep what they wrote before.
    #[must_use]
    pub fn hands_of(&self, member: MemberId) -> BTreeSet<DeviceTag> {
        let proxies = self.proxies.iter().filter(|p| p.member == member);
        let hands = proxies.map(|p| p.proxy).chain([member]);
        hands
            .flat_map(|hand| self.devices_of(hand).map(|(tag, _)| tag))
            .collect()
    }

    /// The members for whom `proxy` writes now.
    pub fn speaks_for(&self, proxy: MemberId) -> impl Iterator<Item = MemberId> {
        let all = self.proxies.iter().filter(move |p| p.proxy == proxy);
        all.map(|p| p.member)
            .filter(move |member| self.proxy_of(*member) == Some(proxy))
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

    /// The roles `by` could give `member` in the community now.
    #[must_use]
    pub fn grantable(&self, by: MemberId, member: MemberId) -> Vec<Role> {
        let coordinates = self.has_role(self.space, Role::Coordinator, by);
        if !coordinates || !self.is_member(member) {
            return Vec::new();
        }
        let roles = [Role::Coordinator, Role::Lead].into_iter();
        roles
            .filter(|role| !self.has_role(self.space, *role, member))
            .collect()
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

    /// Whether what a line says has come to pass in `space`.
    #[must_use]
    pub fn has_ended(&self, space: SpaceId, line: &Line) -> bool {
        match line.device {
            Some(tag) => {
                let revoked = self.devices.get(&tag).and_then(|d| d.revoked.as_ref());
                revoked.is_some_and(|cuts| cuts.contains_key(&space))
            }
            None => {
                let member = self.members.get(&line.member);
                let departed = member.and_then(|m| m.departed.as_ref());
                let mut handed_on = self.proxies.iter().filter_map(|p| p.ended.as_ref());
                departed.is_some_and(|d| d.cuts.contains_key(&space))
                    || handed_on
                        .any(|(cause, cuts)| *cause == line.cause && cuts.contains_key(&space))
            }
        }
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

    /// Whether `proxy` writes for the host of `space` now, and so reads it. In nobody else's place is
    /// anything read.
    #[must_use]
    pub fn speaks_for_host(&self, space: SpaceId, proxy: MemberId) -> bool {
        self.speaks_for(proxy)
            .any(|member| self.has_role(space, Role::Host, member))
    }

    /// Whether `proxy` writes or ever wrote for the host of `space`.
    pub(super) fn wrote_for_host(&self, space: SpaceId, proxy: MemberId) -> bool {
        let mut all = self.proxies.iter().filter(|p| p.proxy == proxy);
        all.any(|p| self.held(space, Role::Host, p.member))
    }

    /// Whether `member` may be sent what is in `space` now, for themselves or for the host they write
    /// for. Who is told of a concern as a lead must be one still.
    #[must_use]
    pub fn may_read(&self, space: SpaceId, member: MemberId) -> bool {
        let still = |role| role != Role::Lead || self.has_role(self.space, Role::Lead, member);
        self.is_member(member)
            && (space == self.space
                || self.speaks_for_host(space, member)
                || self.grants.iter().any(|g| {
                    (g.member, g.space) == (member, space) && g.cut.is_none() && still(g.role)
                }))
    }

    /// The spaces `member` may read now: the community's, those they have a role in, and those of
    /// hosts they write for.
    #[must_use]
    pub fn readable(&self, member: MemberId) -> BTreeSet<SpaceId> {
        let spaces = self.spaces.keys().copied();
        spaces
            .filter(|space| self.may_read(*space, member))
            .collect()
    }

    /// The members who may read `space` now.
    #[must_use]
    pub fn readers(&self, space: SpaceId) -> BTreeSet<MemberId> {
        self.present()
            .filter(|member| self.may_read(space, *member))
            .collect()
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
