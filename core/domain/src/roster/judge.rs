//! Who may sign which record, as data, and the one judgement phone and server share.
//!
//! [`SIGNERS`] is the table; [`Rosters::judge`] applies it together with the predecessor rule and
//! the rules that protect a community from itself (the last coordinator cannot go).

use super::act::{Act, Role, SpaceKind};
use super::member::Device;
use super::record::Record;
use super::state::Rosters;
use crate::ids::{MemberId, SigningKey, SpaceId};

/// Whose signatures a record needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signers {
    /// The device it names, and it must be the first record.
    Founder,
    /// At first the founder, for the server the founding names if it names one; then two
    /// coordinators, or one and the paper key, or the only one.
    Adopters,
    /// A coordinator.
    Coordinator,
    /// The new device and the invite's key.
    NewcomerAndInvite,
    /// The new device and a present one of the member; or the new device and two coordinators who
    /// are not the member (one where there is only one), if it replaces all; or, for a coordinator,
    /// the new device and the paper key.
    NewDeviceAndVouchers,
    /// A present device of the member concerned.
    Own,
    /// A present device of the member concerned, or a coordinator.
    OwnOrCoordinator,
    /// A coordinator who is not the member concerned.
    AnotherCoordinator,
    /// A coordinator; of a concern its author, who is nobody it is told to.
    Opener,
    /// In a concern one of its leads; in the community a coordinator; in a pairing one of its coordinators, and for a visitor two
    /// of them, one a safeguarding lead.
    Granters,
    /// All the household's members, or a coordinator.
    HouseholdOrCoordinator,
    /// The organiser, or a coordinator.
    OrganiserOrCoordinator,
    /// In the community a coordinator; in a pairing one of its own.
    Keeper,
    /// Whoever reads the space, as soon as somebody stopped reading it.
    ReaderWhenDue,
    /// For a member who has a phone that member; for who has none a coordinator. To end it also the
    /// proxy.
    MemberOrCoordinator,
    /// Nobody yet.
    NotYet,
}

/// Record kinds by their word, with the signatures they need.
pub const SIGNERS: &[(&str, Signers)] = &[
    ("founded", Signers::Founder),
    ("server-adopted", Signers::Adopters),
    ("space-opened", Signers::Opener),
    ("invite-issued", Signers::Coordinator),
    ("invite-withdrawn", Signers::Coordinator),
    ("member-admitted", Signers::NewcomerAndInvite),
    ("member-entered", Signers::Coordinator),
    ("device-added", Signers::NewDeviceAndVouchers),
    ("device-revoked", Signers::OwnOrCoordinator),
    ("member-left", Signers::Own),
    ("member-removed", Signers::AnotherCoordinator),
    ("role-granted", Signers::Granters),
    ("role-withdrawn", Signers::OwnOrCoordinator),
    ("acts-for", Signers::MemberOrCoordinator),
    ("household-formed", Signers::HouseholdOrCoordinator),
    ("household-changed", Signers::HouseholdOrCoordinator),
    ("round-handed-over", Signers::OrganiserOrCoordinator),
    ("versions-set", Signers::NotYet),
    ("key-changed", Signers::ReaderWhenDue),
    ("document-erased", Signers::Keeper),
    ("space-erased", Signers::Keeper),
    ("cut-corrected", Signers::NotYet),
];

impl Act {
    /// The kind's word, as in [`SIGNERS`].
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::ServerAdopted { .. } => "server-adopted",
            Self::SpaceOpened { .. } => "space-opened",
            Self::InviteIssued { .. } => "invite-issued",
            Self::InviteWithdrawn { .. } => "invite-withdrawn",
            Self::MemberAdmitted { .. } => "member-admitted",
            Self::MemberEntered {} => "member-entered",
            Self::DeviceAdded { .. } => "device-added",
            Self::DeviceRevoked { .. } => "device-revoked",
            Self::MemberLeft { .. } => "member-left",
            Self::MemberRemoved { .. } => "member-removed",
            Self::RoleGranted { .. } => "role-granted",
            Self::RoleWithdrawn { .. } => "role-withdrawn",
            Self::ActsFor { .. } => "acts-for",
            Self::HouseholdFormed { .. } => "household-formed",
            Self::HouseholdChanged { .. } => "household-changed",
            Self::RoundHandedOver { .. } => "round-handed-over",
            Self::VersionsSet { .. } => "versions-set",
            Self::KeyChanged { .. } => "key-changed",
            Self::DocumentErased { .. } => "document-erased",
            Self::SpaceErased {} => "space-erased",
            Self::CutCorrected { .. } => "cut-corrected",
        }
    }

    /// Whose signatures this record needs.
    #[must_use]
    pub fn needs(&self) -> Signers {
        let word = self.word();
        SIGNERS
            .iter()
            .find(|(w, _)| *w == word)
            .map_or(Signers::NotYet, |(_, s)| *s)
    }
}

/// Why a record is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RecordRefusal {
    /// It names another community, or a space that does not fit.
    #[error("this belongs to another neighbourhood")]
    Elsewhere,
    /// A signature does not hold, or there are none or too many.
    #[error("a signature on this does not hold")]
    BadSignature,
    /// Nobody entitled signed.
    #[error("whoever signed this may not do it; ask a coordinator")]
    NotEntitled,
    /// Another record about the same subject was sequenced since.
    #[error("somebody else changed this first; look at it again")]
    Overtaken,
    /// It names somebody or something that is not there.
    #[error("this names somebody or something that is not in the neighbourhood")]
    Unknown,
    /// It would change nothing, or is about someone who already left.
    #[error("this has already happened")]
    AlreadySo,
    /// The last coordinator cannot go.
    #[error("the last coordinator cannot go; make somebody else a coordinator first")]
    LastCoordinator,
    /// The invite was used, withdrawn or has expired.
    #[error("this invite was used already, taken back or has expired; ask for a new one")]
    InviteSpent,
    /// A bound is exceeded.
    #[error("this is more than the neighbourhood's rules allow")]
    TooMuch,
    /// Two devices with one tag.
    #[error("this device's key clashes with another's; make a new one")]
    SameTag,
    /// The kind is reserved.
    #[error("this version of Kith cannot do that yet")]
    NotYet,
}

impl RecordRefusal {
    /// The stable word on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::BadSignature => "bad-signature",
            Self::NotEntitled => "not-entitled",
            Self::Overtaken => "overtaken",
            Self::Unknown => "unknown-subject",
            Self::AlreadySo => "already-so",
            Self::LastCoordinator => "last-coordinator",
            Self::InviteSpent => "invite-spent",
            Self::TooMuch => "too-much",
            Self::SameTag => "same-tag",
            Self::NotYet => "not-yet",
        }
    }
}

/// As of when the community's members, roles and devices are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// As they are.
    Now,
    /// As they are or once were: a pairing's past read by a phone that entered it later.
    Ever,
}

impl Rosters {
    /// Whether `record` may be sequenced next, as things stand. It must not stand already (ask
    /// [`Rosters::records`] first); an invite's expiry is the server's to check.
    ///
    /// # Errors
    /// The first [`RecordRefusal`] in rule order.
    pub fn judge(&self, record: &Record) -> Result<(), RecordRefusal> {
        self.judge_with(record, Sight::Now)
    }

    pub(super) fn judge_with(&self, record: &Record, sight: Sight) -> Result<(), RecordRefusal> {
        let keys = self.suits_with(record, sight)?;
        if keys.is_empty() {
            return Err(RecordRefusal::BadSignature);
        }
        if self.entitled(record, &keys, sight) {
            Ok(())
        } else {
            Err(RecordRefusal::NotEntitled)
        }
    }

    /// Whether `record` could be sequenced next if everybody it needs had signed: what to ask before
    /// signing one that somebody else began.
    ///
    /// # Errors
    /// The first [`RecordRefusal`] in rule order.
    pub fn suits(&self, record: &Record) -> Result<(), RecordRefusal> {
        self.suits_with(record, Sight::Now).map(|_| ())
    }

    /// All but who signed; gives the keys whose signatures hold, none if there are none yet.
    fn suits_with(&self, record: &Record, sight: Sight) -> Result<Vec<SigningKey>, RecordRefusal> {
        use RecordRefusal as No;
        let body = &record.body;
        let founding = matches!(body.act, Act::Founded { .. });
        if body.community_id() != self.community
            || founding != body.community.is_none()
            || (founding || matches!(body.act, Act::SpaceOpened { .. })) != body.space.is_none()
            || body.space.is_some_and(|s| {
                // Other rosters hold what is about their own space alone: only some phones read them.
                let own = matches!(
                    body.act,
                    Act::RoleGranted { .. }
                        | Act::RoleWithdrawn { .. }
                        | Act::KeyChanged { .. }
                        | Act::DocumentErased { .. }
                        | Act::SpaceErased {}
                        | Act::CutCorrected { .. }
                );
                !self.spaces.contains_key(&s) || (s != self.space && !own)
            })
        {
            return Err(No::Elsewhere);
        }
        let keys = match record.signatures.as_slice() {
            [] => Vec::new(),
            _ => record.signers().ok_or(No::BadSignature)?,
        };
        if body.predecessor != self.subjects.get(&body.subject()).copied() {
            return Err(match body.act {
                Act::MemberAdmitted { .. } => No::InviteSpent,
                _ => No::Overtaken,
            });
        }
        self.fits(record, sight)?;
        Ok(keys)
    }

    /// How many signatures `record` still lacks before it can be taken; the new device's own, which it
    /// makes when it takes the record, is not counted.
    #[must_use]
    pub fn lacks_signatures(&self, record: &Record) -> usize {
        let signers = record.signatures.iter().map(|signed| signed.key);
        let others = match &record.body.act {
            Act::DeviceAdded { device, .. } => signers.filter(|key| key != device).collect(),
            _ => signers.collect::<Vec<_>>(),
        };
        let paper = others.iter().any(|key| self.paper == Some(*key));
        let wanted = match &record.body.act {
            Act::DeviceAdded { member, .. } => {
                let own = |key: &SigningKey| {
                    let device = self.devices.get(&key.tag());
                    device.is_some_and(|device| device.member == *member)
                };
                match others.iter().any(own) || paper {
                    true => 1,
                    false => self.vouchers_for(*member).max(1),
                }
            }
            Act::ServerAdopted { .. } if self.server.is_some() => self.adopters(),
            _ => 1,
        };
        wanted.saturating_sub(others.len())
    }

    /// How many coordinators must vouch for a new phone of a member who has none left: two, or as
    /// many as there are beside the member. None at all: only the paper key helps.
    #[must_use]
    pub fn vouchers_for(&self, member: MemberId) -> usize {
        self.holders(self.space, Role::Coordinator)
            .filter(|other| *other != member)
            .take(2)
            .count()
    }

    /// How many coordinators must sign the adoption of another server; the paper key stands for one.
    #[must_use]
    pub fn adopters(&self) -> usize {
        self.holders(self.space, Role::Coordinator).take(2).count()
    }

    fn entitled(&self, record: &Record, keys: &[SigningKey], sight: Sight) -> bool {
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
                let space = body.space_id();
                let keeps = |m: &MemberId| {
                    self.holds(sight, space, Role::PairingCoordinator, *m)
                        || (space == self.space && coordinator(m))
                };
                one && members.iter().any(keeps)
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
