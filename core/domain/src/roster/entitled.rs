//! Whether whoever signed a record may: [`super::signers::SIGNERS`] carried out.
//!
//! Roles, members and devices are looked at as of the [`Sight`] given.

use super::act::{Act, Role, SpaceKind};
use super::judge::Sight;
use super::member::Device;
use super::record::Record;
use super::signers::Signers;
use super::state::Rosters;
use crate::ids::{MemberId, SigningKey, SpaceId};

impl Rosters {
    pub(super) fn entitled(&self, record: &Record, keys: &[SigningKey], sight: Sight) -> bool {
        let body = &record.body;
        let live = |key: &SigningKey| -> Option<MemberId> {
            let device = self.devices.get(&key.tag())?;
            (device.key == *key
                && (device.revoked.is_none() || sight == Sight::Ever)
                && self.belongs(sight, device.member)
                && !self.ended_in(body.space_id(), device))
            .then_some(device.member)
        };
        let members: Vec<MemberId> = keys.iter().filter_map(live).collect();
        let coordinator = |m: &MemberId| self.holds(sight, self.space, Role::Coordinator, *m);
        let one = keys.len() == 1 && members.len() == 1;
        let by_coordinator = one && members.iter().any(coordinator);
        let by = |member: &MemberId| one && members.contains(member);
        match (&body.act, body.act.needs()) {
            (Act::Founded { device, .. }, Signers::Founder) => keys == [*device],
            (Act::ServerAdopted { server, .. }, _) if self.server.is_none() => {
                self.named_server.is_none_or(|named| named == *server) && by(&self.founder)
            }
            (Act::ServerAdopted { .. }, _) => {
                let paper = keys.iter().filter(|key| self.paper == Some(**key)).count();
                let some = !members.is_empty() && different(&members);
                some && members.iter().all(coordinator)
                    && members.len() + paper == keys.len()
                    && keys.len() >= self.adopters()
            }
            (Act::MemberAdmitted { invite, device, .. }, _) => {
                keys.len() == 2 && keys.contains(device) && keys.contains(invite)
            }
            (Act::MemberAccepted { invite, device, .. }, _) => {
                let three = keys.len() == 3 && keys.contains(device) && keys.contains(invite);
                three && members.len() == 1 && members.iter().any(coordinator)
            }
            (
                Act::DeviceAdded {
                    member,
                    device,
                    revokes,
                    ..
                },
                _,
            ) => {
                let two = keys.len() == 2;
                let own = two && members == [*member];
                let paper =
                    two && coordinator(member) && keys.iter().any(|k| self.paper == Some(*k));
                let replaces_all = self
                    .live_devices(*member)
                    .iter()
                    .all(|d| revokes.contains(d));
                let needed = self.vouchers_for(*member);
                let vouched = replaces_all
                    && needed > 0
                    && members.len() == needed
                    && keys.len() == needed + 1
                    && different(&members)
                    && members.iter().all(|m| m != member && coordinator(m));
                keys.contains(device) && (own || paper || vouched)
            }
            (Act::MemberLeft { member }, _) => by(member),
            (Act::MemberRemoved { member }, _) => by_coordinator && !members.contains(member),
            (Act::DeviceRevoked { device }, _) => {
                by_coordinator || self.devices.get(device).is_some_and(|d| by(&d.member))
            }
            (
                Act::SpaceOpened {
                    kind, participants, ..
                },
                _,
            ) => match kind {
                SpaceKind::Pairing => by_coordinator,
                SpaceKind::Concern => participants
                    .iter()
                    .all(|p| (p.role == Role::Author) == by(&p.member)),
                SpaceKind::Community => false,
            },
            (Act::RoleWithdrawn { member, .. }, _) if body.space == Some(self.space) => {
                by_coordinator || by(member)
            }
            (Act::RoleWithdrawn { member, .. }, _) => {
                let space = body.space_id();
                by(member)
                    || (one
                        && members
                            .iter()
                            .any(|m| self.holds(sight, space, Role::PairingCoordinator, *m)))
            }
            (Act::RoleGranted { member, role }, _) => match role {
                Role::Lead if body.space != Some(self.space) => {
                    let is_told = |m: &MemberId| {
                        self.holds(sight, body.space_id(), Role::Lead, *m)
                            && self.holds(sight, self.space, Role::Lead, *m)
                    };
                    one && members.iter().any(is_told)
                }
                Role::Author => false,
                Role::Coordinator | Role::Lead => by_coordinator,
                Role::Host | Role::PairingCoordinator => {
                    let space = body.space_id();
                    one && members
                        .iter()
                        .any(|m| self.holds(sight, space, Role::PairingCoordinator, *m))
                }
                Role::Visitor => {
                    let space = body.space_id();
                    let (a, b) = match members.as_slice() {
                        [a, b] if keys.len() == 2 => (*a, *b),
                        _ => return false,
                    };
                    // Two different people who look after this pairing, neither the visitor, one a lead.
                    a != b
                        && a != *member
                        && b != *member
                        && self.holds(sight, space, Role::PairingCoordinator, a)
                        && self.holds(sight, space, Role::PairingCoordinator, b)
                        && (self.holds(sight, self.space, Role::Lead, a)
                            || self.holds(sight, self.space, Role::Lead, b))
                }
            },
            (Act::ActsFor { proxy, member }, _) => {
                let phoneless = self.live_devices(*member).is_empty();
                let ends = proxy == member;
                let gives_up = self.proxy_of(*member).is_some_and(|now| by(&now));
                by(member) || (by_coordinator && (phoneless || ends)) || (ends && gives_up)
            }
            (Act::HouseholdFormed { members: all }, _) => {
                by_coordinator
                    || (keys.len() == members.len() && all.iter().all(|m| members.contains(m)))
            }
            (
                Act::HouseholdChanged {
                    household,
                    members: all,
                },
                _,
            ) => {
                // Those who live there are asked, not only those who would.
                let now = self
                    .households
                    .iter()
                    .rfind(|(_, h, _)| h == household)
                    .map(|(_, _, members)| members.as_slice())
                    .unwrap_or_default();
                by_coordinator
                    || (keys.len() == members.len()
                        && all.iter().all(|m| members.contains(m))
                        && now
                            .iter()
                            .filter(|m| self.is_member(**m))
                            .all(|m| members.contains(m)))
            }
            (Act::RoundHandedOver { round, .. }, _) => {
                by_coordinator || self.organiser_of(round).is_some_and(|o| by(&o))
            }
            (_, Signers::Keeper) => {
                let keeps = |m: &MemberId| self.keeps(sight, body.space_id(), *m);
                one && members.iter().any(keeps)
            }
            (Act::CutCorrected { device, .. }, _) => {
                let space = body.space_id();
                let another = |m: &MemberId| self.answers_for(sight, space, *device, *m);
                one && members.iter().any(another)
            }
            (Act::KeyChanged { .. }, _) => {
                let space = body.space_id();
                one && members.iter().any(|m| self.reads(sight, space, *m))
            }
            (_, Signers::Coordinator) => by_coordinator,
            _ => false,
        }
    }

    /// Whether a line in this very roster has ended the rights of a device or of its member: what
    /// they sign is not sequenced after it, whoever countersigns.
    fn ended_in(&self, space: SpaceId, device: &Device) -> bool {
        let revoked = device.revoked.as_ref();
        let departed = self.members.get(&device.member);
        let departed = departed.and_then(|m| m.departed.as_ref());
        revoked.is_some_and(|cuts| cuts.contains_key(&space))
            || departed.is_some_and(|d| d.cuts.contains_key(&space))
    }

    pub(super) fn belongs(&self, sight: Sight, member: MemberId) -> bool {
        match sight {
            Sight::Now => self.is_member(member),
            Sight::Ever => self.members.contains_key(&member),
        }
    }

    pub(super) fn holds(&self, sight: Sight, space: SpaceId, role: Role, member: MemberId) -> bool {
        match sight {
            Sight::Now => self.has_role(space, role, member),
            // A pairing's own roles are in the order of its own roster, read from its start.
            Sight::Ever => self.grants.iter().any(|g| {
                (g.member, g.role, g.space) == (member, role, space)
                    && (g.cut.is_none() || space == self.space)
            }),
        }
    }
}

/// Whether no member is in it twice: two phones of one person are one signature.
fn different(members: &[MemberId]) -> bool {
    let twice = |(i, m): (usize, &MemberId)| members.iter().skip(i + 1).any(|other| other == m);
    !members.iter().enumerate().any(twice)
}
