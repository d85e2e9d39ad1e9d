//! What follows from the entries: members, devices, roles, households, and the numbers of each right.
//!
//! [`Rosters`] is one community's whole membership. A phone builds it from countersigned entries
//! with [`Rosters::extend`], and may [`Rosters::assume`] its own pending records on a copy; the
//! server builds it the same way. Read next: [`super::rights`], the
//! questions it answers, and [`super::judge`].

use super::act::{Act, Role, SpaceKind, Subject};
use super::entry::{Entry, EntryError, Line, Reached, Stated};
use super::judge::Sight;
use super::key::NamedKey;
use super::member::{Departure, Device, Grant, Invite, Member, Numbers, Organiser, Proxy, Space};
use super::record::Record;
use crate::ids::{
    BoxKey, CommunityId, DeviceTag, DocumentId, EntryHash, KeyId, MemberId, RecordHash, SigningKey,
    SpaceId,
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
                    .map_err(EntryError::Refused)?;
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

    fn end(&mut self, line: &Line, space: SpaceId, reached: Numbers) -> Option<()> {
        let mut ended = self.proxies.iter_mut().filter_map(|p| p.ended.as_mut());
        if let Some((_, cuts)) = ended.find(|(cause, _)| *cause == line.cause) {
            cuts.entry(space).or_insert(reached);
            self.stale(space);
            return Some(());
        }
        match line.device {
            Some(tag) => {
                let cuts = self.devices.get_mut(&tag)?.revoked.as_mut()?;
                let n = reached.get(&tag).copied().unwrap_or(0);
                cuts.entry(space).or_insert(n);
            }
            None => {
                self.members
                    .get_mut(&line.member)?
                    .departed
                    .as_mut()?
                    .cuts
                    .entry(space)
                    .or_insert(reached);
            }
        }
        if self.in_space(space, line.member) || self.wrote_for_host(space, line.member) {
            self.stale(space);
        }
        Some(())
    }

    /// The lines an entry of this record obliges the server to write, one per other space concerned.
    /// Ask before the record is applied.
    #[must_use]
    pub fn lines(&self, record: &Record) -> Vec<(SpaceId, Line)> {
        let (of, member, devices) = match &record.body.act {
            Act::MemberLeft { member } | Act::MemberRemoved { member } => {
                (*member, *member, vec![None])
            }
            Act::DeviceRevoked { device } => match self.devices.get(device) {
                Some(d) => (d.member, d.member, vec![Some(*device)]),
                None => return Vec::new(),
            },
            Act::DeviceAdded {
                member, revokes, ..
            } => (
                *member,
                *member,
                revokes.iter().copied().map(Some).collect(),
            ),
            Act::ActsFor { member, .. } => match self.proxy_of(*member) {
                Some(proxy) => (*member, proxy, vec![None]),
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let spaces: BTreeSet<SpaceId> = self
            .grants
            .iter()
            .filter(|g| g.space != self.space)
            .filter(|g| match record.body.act {
                Act::ActsFor { .. } => g.member == of && g.role == Role::Host,
                _ => g.member == of || self.wrote_for_host(g.space, of),
            })
            .map(|g| g.space)
            .collect();
        let cause = record.hash();
        spaces
            .into_iter()
            .flat_map(|space| {
                devices.iter().map(move |device| {
                    (
                        space,
                        Line {
                            member,
                            device: *device,
                            cause,
                        },
                    )
                })
            })
            .collect()
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

    /// The devices whose numbers an entry of this record must carry.
    #[must_use]
    pub fn concerned(&self, record: &Record) -> Vec<DeviceTag> {
        let of = |member: &MemberId| self.devices_of(*member).map(|(tag, _)| tag);
        match &record.body.act {
            Act::ActsFor { proxy, member } => {
                let mut devices = self.hands_of(*member);
                devices.extend(of(proxy));
                devices.into_iter().collect()
            }
            Act::MemberLeft { member }
            | Act::MemberRemoved { member }
            | Act::RoleGranted { member, .. }
            | Act::RoleWithdrawn { member, .. } => self.hands_of(*member).into_iter().collect(),
            Act::DeviceRevoked { device } => vec![*device],
            Act::DeviceAdded { revokes, .. } => revokes.clone(),
            Act::RoundHandedOver { round, to } => {
                let now = self.organiser_of(round);
                of(to).chain(now.iter().flat_map(of)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn apply(&mut self, record: &Record, reached: &[Reached], number: u32, time: i64) {
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
                invite, expires, ..
            } => {
                let fresh = Invite {
                    expires: *expires,
                    withdrawn: false,
                    used_by: None,
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
            } => {
                let member = body.member_id();
                self.admit(member, number, *device, *box_key);
                if let Some(invite) = self.invites.get_mut(invite) {
                    invite.used_by = Some(member);
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
            }
            Act::DeviceRevoked { device } => {
                self.revoke(*device, space, &reached);
                self.stale(space);
            }
            Act::MemberLeft { member } | Act::MemberRemoved { member } => {
                let left = matches!(body.act, Act::MemberLeft { .. });
                if let Some(m) = self.members.get_mut(member) {
                    let cuts = BTreeMap::from([(space, reached)]);
                    m.departed = Some(Departure { left, time, cuts });
                }
                self.stale(space);
            }
            Act::RoleGranted { member, role } => {
                self.grant(*member, *role, space, (number, reached));
            }
            Act::RoleWithdrawn { member, role } => {
                for grant in &mut self.grants {
                    if (grant.member, grant.role, grant.space) == (*member, *role, space)
                        && grant.cut.is_none()
                    {
                        grant.cut = Some(reached.clone());
                        grant.withdrawn = time;
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
                let now = self.proxies.iter_mut();
                for p in now.filter(|p| p.member == *member && p.ended.is_none()) {
                    p.ended = Some((hash, BTreeMap::from([(space, reached.clone())])));
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
            Act::VersionsSet { .. } | Act::CutCorrected { .. } => {}
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

fn numbers(reached: &[Reached]) -> Numbers {
    reached.iter().map(|r| (r.device, r.n)).collect()
}
