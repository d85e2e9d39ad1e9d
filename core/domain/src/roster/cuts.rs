//! Cuts: up to which numbers a right counts that a record has ended, and correcting one.
//!
//! The number of a cut is the server's word. A phone that held more of a device's work before can
//! prove that the device had signed it, yet not when: whoever was removed can sign an old-looking head
//! at any time. So a correction needs both, the device's signed head and a coordinator who answers for
//! it, and names the record whose cut it raises: a role taken back stays taken back.

use super::judge::Sight;
use super::refusal::RecordRefusal;
use super::state::Rosters;
use crate::feed::SignedHead;
use crate::ids::{DeviceTag, MemberId, RecordHash, SpaceId};

/// What a record has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// Devices, each by itself.
    Devices(Vec<DeviceTag>),
    /// A membership.
    Member(MemberId),
    /// A grant, by its place.
    Grant(usize),
    /// An organiser of a round, by their place.
    Organiser(String, usize),
    /// Writing for a member, by its place.
    Proxy(usize),
}

impl Rosters {
    /// Up to which number `device` counts in `space` in the right that `cause` has ended; `None` if it
    /// ended none of that device's there.
    #[must_use]
    pub fn cut_of(&self, cause: RecordHash, space: SpaceId, device: DeviceTag) -> Option<u32> {
        let cuts = match self.endings.get(&cause)? {
            Ending::Devices(devices) => {
                let device = devices.iter().find(|tag| **tag == device)?;
                let cuts = self.devices.get(device)?.revoked.as_ref()?;
                return cuts.get(&space).copied();
            }
            Ending::Member(member) => {
                let departed = self.members.get(member)?.departed.as_ref()?;
                (self.hands_of(*member).contains(&device)).then_some(())?;
                departed.cuts.get(&space)?
            }
            Ending::Grant(place) => {
                let grant = self.grants.get(*place).filter(|g| g.space == space)?;
                (self.hands_of(grant.member).contains(&device)).then_some(())?;
                grant.cut.as_ref()?
            }
            Ending::Organiser(round, place) => {
                let organiser = self.organisers.get(round)?.get(*place)?;
                let own = self.devices.get(&device)?.member == organiser.member;
                (own && space == self.space).then_some(())?;
                organiser.cut.as_ref()?
            }
            Ending::Proxy(place) => {
                let proxy = self.proxies.get(*place)?;
                (self.devices.get(&device)?.member == proxy.proxy).then_some(())?;
                proxy.ended.as_ref()?.1.get(&space)?
            }
        };
        Some(cuts.get(&device).copied().unwrap_or(0))
    }

    /// Whether a correction fits what stands: the record it names did cut this device off in this
    /// space, below the number that the device signed before it can have known.
    pub(super) fn fits_correction(
        &self,
        space: SpaceId,
        (device, n): (DeviceTag, u32),
        cause: RecordHash,
        evidence: &SignedHead,
    ) -> Result<(), RecordRefusal> {
        let cut = self.cut_of(cause, space, device);
        if n <= cut.ok_or(RecordRefusal::Unknown)? {
            return Err(RecordRefusal::AlreadySo);
        }
        let key = self.devices.get(&device).map(|device| device.key);
        let signed = key.is_some_and(|key| evidence.is_signed_by(self.community, &key));
        let (roster, number) = self.records.get(&cause).ok_or(RecordRefusal::Unknown)?;
        // Heads name an entry of the community's roster: one that names the ending was made after it.
        let before = *roster != self.space || evidence.entry_number < *number;
        if !signed || (evidence.space, evidence.n) != (space, n) || !before {
            return Err(RecordRefusal::NoProof);
        }
        Ok(())
    }

    /// Raises the cut that `cause` set.
    pub(super) fn correct(
        &mut self,
        space: SpaceId,
        (device, n): (DeviceTag, u32),
        cause: RecordHash,
    ) {
        let Some(ending) = self.endings.get(&cause) else {
            return;
        };
        let cuts = match ending {
            Ending::Devices(_) => {
                let cuts = self.devices.get_mut(&device);
                if let Some(cuts) = cuts.and_then(|device| device.revoked.as_mut()) {
                    cuts.insert(space, n);
                }
                return;
            }
            Ending::Member(member) => {
                let member = self.members.get_mut(member);
                let departed = member.and_then(|member| member.departed.as_mut());
                departed.and_then(|departed| departed.cuts.get_mut(&space))
            }
            Ending::Grant(place) => {
                let grant = self.grants.get_mut(*place);
                grant.and_then(|grant| grant.cut.as_mut())
            }
            Ending::Organiser(round, place) => {
                let line = self.organisers.get_mut(round);
                let organiser = line.and_then(|line| line.get_mut(*place));
                organiser.and_then(|organiser| organiser.cut.as_mut())
            }
            Ending::Proxy(place) => {
                let proxy = self.proxies.get_mut(*place);
                let ended = proxy.and_then(|proxy| proxy.ended.as_mut());
                ended.and_then(|(_, cuts)| cuts.get_mut(&space))
            }
        };
        if let Some(cuts) = cuts {
            cuts.insert(device, n);
        }
    }

    /// Whether `member` may now say how far `device` had come in `space`: whoever looks after it, and is
    /// not the member it belongs to.
    #[must_use]
    pub fn may_put_right(&self, space: SpaceId, device: DeviceTag, member: MemberId) -> bool {
        self.answers_for(Sight::Now, space, device, member)
    }

    pub(super) fn answers_for(
        &self,
        sight: Sight,
        space: SpaceId,
        device: DeviceTag,
        member: MemberId,
    ) -> bool {
        let whose = self.devices.get(&device).map(|device| device.member);
        whose != Some(member) && self.keeps(sight, space, member)
    }

    /// Whether `member` looks after `space`: in the community a coordinator, in a pairing one of its
    /// own.
    pub(super) fn keeps(&self, sight: Sight, space: SpaceId, member: MemberId) -> bool {
        use super::act::Role::{Coordinator, PairingCoordinator};
        self.holds(sight, space, PairingCoordinator, member)
            || (space == self.space && self.holds(sight, space, Coordinator, member))
    }
}
