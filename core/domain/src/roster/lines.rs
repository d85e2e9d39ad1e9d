//! Whose numbers an entry carries, and the lines it obliges the server to write in other spaces.
//!
//! A record in the community's roster may end rights elsewhere: the server then adds, in the same
//! transaction, one line to each space concerned, with that space's numbers.

use super::act::{Act, Role};
use super::entry::Line;
use super::member::Numbers;
use super::record::Record;
use super::state::Rosters;
use crate::ids::{DeviceTag, MemberId, SpaceId};
use std::collections::BTreeSet;

impl Rosters {
    pub(super) fn end(&mut self, line: &Line, space: SpaceId, reached: Numbers) -> Option<()> {
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
}
