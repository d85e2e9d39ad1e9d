//! What each record brings about, once it was judged.

use super::act::{Act, Role, SpaceKind};
use super::cuts::Ending;
use super::entry::Reached;
use super::key::NamedKey;
use super::member::{Departure, Device, Grant, Invite, Member, Numbers, Organiser, Proxy, Space};
use super::record::Record;
use super::state::{Rosters, numbers};
use super::versions::Versions;
use crate::ids::{BoxKey, DeviceTag, KeyId, MemberId, SigningKey, SpaceId};
use std::collections::BTreeMap;

impl Rosters {
    pub(super) fn apply(&mut self, record: &Record, reached: &[Reached], number: u32, time: i64) {
        let (body, hash) = (&record.body, record.hash());
        let space = body.space_id();
        let reached = numbers(reached);
        match &body.act {
            Act::Founded {
                device,
                box_key,
                key,
                ..
            } => {
                let founder = body.member_id();
                self.admit(founder, number, *device, *box_key);
                self.open(space, SpaceKind::Community, *key, number);
                self.grant(founder, Role::Coordinator, space, (number, Numbers::new()));
            }
            Act::ServerAdopted { server, address } => {
                self.server = Some((*server, address.clone()));
                self.servers.push(*server);
            }
            Act::SpaceOpened {
                kind,
                participants,
                key,
            } => {
                self.open(space, *kind, *key, number);
                for p in participants {
                    self.grant(p.member, p.role, space, (number, Numbers::new()));
                }
            }
            Act::InviteIssued {
                invite,
                expires,
                uses,
                ..
            } => {
                let fresh = Invite {
                    expires: *expires,
                    withdrawn: false,
                    uses: *uses,
                    used_by: Vec::new(),
                };
                self.invites.entry(*invite).or_insert(fresh);
            }
            Act::InviteWithdrawn { invite } => {
                if let Some(invite) = self.invites.get_mut(invite) {
                    invite.withdrawn = true;
                }
            }
            Act::MemberAdmitted {
                invite,
                device,
                box_key,
            }
            | Act::MemberAccepted {
                invite,
                device,
                box_key,
            } => {
                let member = body.member_id();
                self.admit(member, number, *device, *box_key);
                if let Some(invite) = self.invites.get_mut(invite) {
                    invite.used_by.push(member);
                }
            }
            Act::DeviceAdded {
                member,
                device,
                box_key,
                revokes,
            } => {
                self.add_device(*member, *device, *box_key);
                for tag in revokes {
                    self.revoke(*tag, space, &reached);
                    self.stale(space);
                }
                self.endings.insert(hash, Ending::Devices(revokes.clone()));
            }
            Act::DeviceRevoked { device } => {
                self.revoke(*device, space, &reached);
                self.stale(space);
                self.endings.insert(hash, Ending::Devices(vec![*device]));
            }
            Act::MemberLeft { member } | Act::MemberRemoved { member } => {
                let left = matches!(body.act, Act::MemberLeft { .. });
                if let Some(m) = self.members.get_mut(member) {
                    let cuts = BTreeMap::from([(space, reached)]);
                    m.departed = Some(Departure { left, time, cuts });
                }
                self.endings.insert(hash, Ending::Member(*member));
                self.stale(space);
            }
            Act::RoleGranted { member, role } => {
                self.grant(*member, *role, space, (number, reached));
            }
            Act::RoleWithdrawn { member, role } => {
                for (place, grant) in self.grants.iter_mut().enumerate() {
                    if (grant.member, grant.role, grant.space) == (*member, *role, space)
                        && grant.cut.is_none()
                    {
                        grant.cut = Some(reached.clone());
                        grant.withdrawn = time;
                        self.endings.insert(hash, Ending::Grant(place));
                    }
                }
                if space != self.space && !self.in_space(space, *member) {
                    self.stale(space);
                }
            }
            Act::HouseholdFormed { members } => {
                self.households
                    .push((number, body.household_id(), members.clone()));
            }
            Act::HouseholdChanged { household, members } => {
                self.households.push((number, *household, members.clone()));
            }
            Act::RoundHandedOver { round, to } => {
                let first = round.split('/').next().and_then(|m| m.parse().ok());
                let line = self.organisers.entry(round.clone()).or_insert_with(|| {
                    first
                        .into_iter()
                        .map(|member| Organiser {
                            member,
                            from: Numbers::new(),
                            cut: None,
                        })
                        .collect()
                });
                if let Some(last) = line.last_mut() {
                    last.cut = Some(reached.clone());
                    let place = line.len().saturating_sub(1);
                    let ending = Ending::Organiser(round.clone(), place);
                    self.endings.insert(hash, ending);
                }
                line.push(Organiser {
                    member: *to,
                    from: reached,
                    cut: None,
                });
            }
            Act::DocumentErased { document } => {
                self.erased.insert(*document);
            }
            Act::SpaceErased {} => {
                if let Some(space) = self.spaces.get_mut(&space) {
                    space.erased = true;
                    space.stale = false;
                }
            }
            Act::KeyChanged { key, previous } => {
                if let Some(space) = self.spaces.get_mut(&space) {
                    space.keys.push(NamedKey {
                        id: *key,
                        since: number,
                        previous: previous.to_vec(),
                    });
                    space.stale = false;
                }
            }
            Act::MemberEntered {} => {
                let departed = None;
                let since = number;
                let member = Member { since, departed };
                self.members.insert(body.member_id(), member);
            }
            Act::ActsFor { proxy, member } => {
                let now = self.proxies.iter_mut().enumerate();
                for (place, p) in now.filter(|(_, p)| p.member == *member && p.ended.is_none()) {
                    p.ended = Some((hash, BTreeMap::from([(space, reached.clone())])));
                    self.endings.insert(hash, Ending::Proxy(place));
                }
                if proxy != member {
                    self.proxies.push(Proxy {
                        proxy: *proxy,
                        member: *member,
                        from: reached,
                        ended: None,
                    });
                }
            }
            Act::VersionsSet { versions } => {
                self.versions = Versions::read(versions).unwrap_or(self.versions);
            }
            Act::CutCorrected {
                device, n, cause, ..
            } => self.correct(space, (*device, *n), *cause),
        }
        self.subjects.insert(body.subject(), hash);
        self.records.insert(hash, (space, number));
    }

    fn admit(&mut self, member: MemberId, since: u32, device: SigningKey, box_key: BoxKey) {
        self.members.insert(
            member,
            Member {
                since,
                departed: None,
            },
        );
        self.add_device(member, device, box_key);
    }

    fn add_device(&mut self, member: MemberId, key: SigningKey, box_key: BoxKey) {
        self.devices.insert(
            key.tag(),
            Device {
                member,
                key,
                box_key,
                revoked: None,
            },
        );
    }

    fn revoke(&mut self, tag: DeviceTag, space: SpaceId, reached: &Numbers) {
        if let Some(device) = self.devices.get_mut(&tag) {
            let n = reached.get(&tag).copied().unwrap_or(0);
            device
                .revoked
                .get_or_insert_with(BTreeMap::new)
                .insert(space, n);
        }
    }

    fn open(&mut self, space: SpaceId, kind: SpaceKind, key: KeyId, number: u32) {
        let first = NamedKey {
            id: key,
            since: number,
            previous: Vec::new(),
        };
        let opened = Space {
            kind,
            keys: vec![first],
            stale: false,
            erased: false,
        };
        self.spaces.insert(space, opened);
    }

    fn grant(
        &mut self,
        member: MemberId,
        role: Role,
        space: SpaceId,
        (number, from): (u32, Numbers),
    ) {
        self.grants.push(Grant {
            member,
            role,
            space,
            number,
            from,
            cut: None,
            withdrawn: 0,
        });
    }
}
