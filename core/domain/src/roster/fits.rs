//! Rules beyond signatures: what a record names must exist, and the community must survive it.

use super::act::{Act, Participant, Role, SpaceKind};
use super::judge::Sight;
use super::record::Record;
use super::refusal::RecordRefusal;
use super::state::Rosters;
use crate::ids::{DeviceTag, MemberId, SigningKey, SpaceId};
use crate::limits;

impl Rosters {
    /// Whether the act fits what stands, whoever signed it.
    pub(super) fn fits(&self, record: &Record, sight: Sight) -> Result<(), RecordRefusal> {
        use RecordRefusal as No;
        let body = &record.body;
        let space = body.space_id();
        if body.act.since() > self.versions.rosters {
            return Err(No::OlderRules);
        }
        match &body.act {
            Act::Founded { .. } => {
                (self.members.is_empty())
                    .then_some(())
                    .ok_or(No::AlreadySo)?;
            }
            Act::ServerAdopted { address, .. } if address.len() > 200 => return Err(No::TooMuch),
            Act::SpaceOpened {
                kind, participants, ..
            } => {
                self.fits_opening(*kind, participants, sight)?;
            }
            Act::InviteIssued { many, uses, .. }
                if *many != uses.is_some()
                    || uses.is_some_and(|uses| !(1..=limits::POSTER_USES).contains(&uses)) =>
            {
                return Err(No::TooMuch);
            }
            Act::InviteIssued { invite, .. } if self.invites.contains_key(invite) => {
                return Err(No::AlreadySo);
            }
            Act::InviteWithdrawn { invite } => {
                let invite = self.invites.get(invite).ok_or(No::Unknown)?;
                if invite.is_spent() {
                    return Err(No::AlreadySo);
                }
            }
            Act::MemberAdmitted { invite, device, .. }
            | Act::MemberAccepted { invite, device, .. } => {
                let asks = matches!(body.act, Act::MemberAccepted { .. });
                let invite = self.invites.get(invite).ok_or(No::Unknown)?;
                // A poster admits nobody by itself, and an invite needs nobody's yes.
                if asks != invite.uses.is_some() {
                    return Err(No::NotEntitled);
                }
                if invite.is_spent() {
                    return Err(No::InviteSpent);
                }
                self.fresh_tag(device)?;
            }
            Act::DeviceAdded {
                member,
                device,
                revokes,
                ..
            } => {
                if !self.belongs(sight, *member) {
                    return Err(No::Unknown);
                }
                self.fresh_tag(device)?;
                let live = self.live_devices(*member);
                if revokes.iter().any(|tag| !live.contains(tag)) {
                    return Err(No::Unknown);
                }
                if live.len().saturating_sub(revokes.len()) >= limits::MEMBER_DEVICES {
                    return Err(No::TooMuch);
                }
            }
            Act::DeviceRevoked { device } => {
                let d = self.devices.get(device).ok_or(No::Unknown)?;
                if d.revoked.is_some() {
                    return Err(No::AlreadySo);
                }
            }
            Act::MemberLeft { member } | Act::MemberRemoved { member } => {
                if !self.members.contains_key(member) {
                    return Err(No::Unknown);
                }
                if !self.belongs(sight, *member) {
                    return Err(No::AlreadySo);
                }
                self.spares_last_coordinator(*member)?;
            }
            Act::RoleGranted { member, role } => {
                let kind = self.spaces.get(&space).map(|s| s.kind);
                if !self.belongs(sight, *member) || !kind.is_some_and(|k| role.is_granted_in(k)) {
                    return Err(No::Unknown);
                }
                if self.holds(sight, space, *role, *member) {
                    return Err(No::AlreadySo);
                }
                if kind == Some(SpaceKind::Concern) && !self.is_lead(sight, *member) {
                    return Err(No::NotEntitled);
                }
                if kind != Some(SpaceKind::Community) {
                    self.fits_space(space, *member, *role)?;
                }
                // Nobody visits whom they write for. Judged as things are, since a phone that enters
                // the pairing later cannot tell which came first.
                if sight == Sight::Now
                    && *role == Role::Visitor
                    && self
                        .holders(space, Role::Host)
                        .any(|host| self.proxy_of(host) == Some(*member))
                {
                    return Err(No::NotEntitled);
                }
            }
            Act::RoleWithdrawn { member, role } => {
                if !self.holds(sight, space, *role, *member) {
                    return Err(No::AlreadySo);
                }
                if *role == Role::Coordinator {
                    self.spares_last_coordinator(*member)?;
                }
            }
            Act::ActsFor { proxy, member } => {
                if !self.belongs(sight, *proxy) || !self.belongs(sight, *member) {
                    return Err(No::Unknown);
                }
                let now = self.proxy_of(*member).unwrap_or(*member);
                if now == *proxy {
                    return Err(No::AlreadySo);
                }
                if proxy != member && self.live_devices(*proxy).is_empty() {
                    return Err(No::Unknown);
                }
            }
            Act::HouseholdFormed { members } | Act::HouseholdChanged { members, .. } => {
                if members.is_empty() || members.len() > 20 {
                    return Err(No::TooMuch);
                }
                let own = match &body.act {
                    Act::HouseholdChanged { household, .. } => {
                        if !self.households.iter().any(|(_, h, _)| h == household) {
                            return Err(No::Unknown);
                        }
                        Some(*household)
                    }
                    _ => None,
                };
                for (i, member) in members.iter().enumerate() {
                    if !self.belongs(sight, *member)
                        || members.iter().skip(i + 1).any(|m| m == member)
                    {
                        return Err(No::Unknown);
                    }
                    let now = self.household_of(*member, u32::MAX);
                    if now != *member && Some(now) != own {
                        return Err(No::AlreadySo);
                    }
                }
            }
            Act::RoundHandedOver { round, to } => {
                if !self.belongs(sight, *to) || round.len() > limits::DOCUMENT_NAME {
                    return Err(No::Unknown);
                }
                if self.organiser_of(round) == Some(*to) {
                    return Err(No::AlreadySo);
                }
            }
            Act::DocumentErased { document } => self.fits_erasing(space, Some(*document))?,
            Act::SpaceErased {} => self.fits_erasing(space, None)?,
            Act::KeyChanged { key, previous } => self.fits_key(space, *key, previous)?,
            Act::VersionsSet { versions } => {
                self.versions.raised(versions)?;
            }
            Act::CutCorrected {
                device,
                n,
                cause,
                evidence,
            } => self.fits_correction(space, (*device, *n), *cause, evidence)?,
            _ => {}
        }
        Ok(())
    }

    /// Whether a record comes in time where the server's clock says `time`: nobody comes in by an
    /// invite or a poster after its end, and no poster hangs for longer than a season.
    ///
    /// # Errors
    /// [`RecordRefusal::InviteSpent`] or [`RecordRefusal::TooMuch`].
    pub fn in_time(&self, record: &Record, time: i64) -> Result<(), RecordRefusal> {
        match &record.body.act {
            Act::MemberAdmitted { invite, .. } | Act::MemberAccepted { invite, .. }
                if self.invites.get(invite).is_some_and(|i| i.expires < time) =>
            {
                Err(RecordRefusal::InviteSpent)
            }
            Act::InviteIssued {
                many: true,
                expires,
                ..
            } if *expires > time.saturating_add(limits::POSTER_SECONDS) => {
                Err(RecordRefusal::TooMuch)
            }
            _ => Ok(()),
        }
    }

    /// Who is in a space from its start: each in one role. A visitor comes in by two signatures only,
    /// never with the opening; a concern has one author and is told to leads alone.
    fn fits_opening(
        &self,
        kind: SpaceKind,
        participants: &[Participant],
        sight: Sight,
    ) -> Result<(), RecordRefusal> {
        let count = |role| participants.iter().filter(|p| p.role == role).count();
        let (first, others) = match kind {
            SpaceKind::Community => return Err(RecordRefusal::NotEntitled),
            SpaceKind::Pairing => (count(Role::Host), count(Role::PairingCoordinator)),
            SpaceKind::Concern => (count(Role::Author), count(Role::Lead)),
        };
        let most = most(match kind {
            SpaceKind::Concern => Role::Lead,
            _ => Role::PairingCoordinator,
        });
        let again = |(i, p): (usize, &Participant)| {
            participants
                .iter()
                .skip(i + 1)
                .any(|q| q.member == p.member)
        };
        if first != 1
            || !(1..=most).contains(&others)
            || first + others != participants.len()
            || participants.iter().enumerate().any(again)
        {
            return Err(RecordRefusal::NotEntitled);
        }
        for p in participants {
            let told = kind != SpaceKind::Concern || p.role == Role::Author;
            if !self.belongs(sight, p.member) || !(told || self.is_lead(sight, p.member)) {
                return Err(RecordRefusal::Unknown);
            }
        }
        Ok(())
    }

    fn is_lead(&self, sight: Sight, member: MemberId) -> bool {
        self.holds(sight, self.space, Role::Lead, member)
    }

    /// One person has one role in a pairing or concern, and there are only so many of each.
    fn fits_space(
        &self,
        space: SpaceId,
        member: MemberId,
        role: Role,
    ) -> Result<(), RecordRefusal> {
        let standing = || {
            self.grants
                .iter()
                .filter(|g| g.space == space && g.cut.is_none() && self.is_member(g.member))
        };
        if standing().any(|g| g.member == member) {
            return Err(RecordRefusal::NotEntitled);
        }
        if standing().filter(|g| g.role == role).count() >= most(role) {
            return Err(RecordRefusal::TooMuch);
        }
        Ok(())
    }

    fn fresh_tag(&self, device: &SigningKey) -> Result<(), RecordRefusal> {
        if self.devices.contains_key(&device.tag()) {
            Err(RecordRefusal::SameTag)
        } else {
            Ok(())
        }
    }

    /// The devices of a member that are not revoked.
    #[must_use]
    pub fn live_devices(&self, member: MemberId) -> Vec<DeviceTag> {
        self.devices_of(member)
            .filter(|(_, d)| d.revoked.is_none())
            .map(|(t, _)| t)
            .collect()
    }

    fn spares_last_coordinator(&self, member: MemberId) -> Result<(), RecordRefusal> {
        let mut others = self
            .holders(self.space, Role::Coordinator)
            .filter(|other| *other != member);
        if self.has_role(self.space, Role::Coordinator, member) && others.next().is_none() {
            return Err(RecordRefusal::LastCoordinator);
        }
        Ok(())
    }
}

/// How many may hold a role in one pairing or concern.
fn most(role: Role) -> usize {
    match role {
        Role::Host | Role::Author => 1,
        Role::Lead => 8,
        Role::Coordinator | Role::Visitor | Role::PairingCoordinator => 4,
    }
}
