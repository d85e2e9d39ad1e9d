//! The one judgement of records that phone and server share.
//!
//! [`Rosters::judge`] asks in turn: does the record belong here and do its signatures hold, is it the
//! next about its subject (the predecessor rule), does it fit what stands (`fits.rs`), and may whoever
//! signed it (`entitled.rs`, by the table in [`super::signers`]).

use super::act::{Act, Role};
use super::record::Record;
use super::refusal::RecordRefusal;
use super::state::Rosters;
use crate::ids::{MemberId, SigningKey};

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
}
