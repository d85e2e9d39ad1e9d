//! Who belongs: names, households, roles, phones.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use crate::store::members;
use kith_domain::ids::{CommunityId, DeviceTag, MemberId, SpaceId};
use kith_domain::roster::{Act, Role, Stated};
use kith_domain::time::Day;
use serde::Serialize;
use std::collections::BTreeMap;

/// A community this phone belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommunityRow {
    /// Its id.
    pub id: CommunityId,
    /// Its own space, whose audience is all members.
    pub space: SpaceId,
    /// Oneself in it.
    pub me: Person,
    /// Where its server answers.
    pub address: String,
    /// How many belong now.
    pub members: usize,
    /// Whether one still belongs.
    pub belongs: bool,
}

/// A member, present or gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// Who.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
    /// Whether it is oneself.
    pub me: bool,
    /// What they call their home, if they said.
    pub home: Option<String>,
    /// A line about themselves, if they wrote one.
    pub about: Option<String>,
    /// The household they share bills with; their own when they live alone.
    pub household: Person,
    /// Who else is in it.
    pub housemates: Vec<Person>,
    /// Coordinator or safeguarding lead.
    pub roles: Vec<Role>,
    /// Roles that one could give them now.
    pub grantable: Vec<Role>,
    /// Who writes for them, if anybody does.
    pub proxy: Option<Person>,
    /// Their phones.
    pub devices: Vec<DeviceRow>,
    /// When they joined, by the server's clock; none while it does not know yet.
    pub joined: Option<Day>,
    /// Whether they belong now.
    pub present: bool,
    /// How they went: by their own word, or removed.
    pub departed: Option<Departed>,
    /// Where the membership stands.
    pub sync: Sync,
}

/// One phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeviceRow {
    /// Its tag.
    pub tag: DeviceTag,
    /// Whether it is this one.
    pub own: bool,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// How a membership ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departed {
    /// By their own word.
    Left,
    /// By a coordinator's.
    Removed,
}

impl App {
    /// The communities this phone belongs to, in a stable order.
    ///
    /// # Errors
    /// The disk's own.
    pub fn communities(&self) -> Result<Vec<CommunityRow>, Error> {
        self.with(|phone| {
            let mut found = Vec::new();
            let ids: Vec<CommunityId> = phone.communities.keys().copied().collect();
            for id in ids {
                let lens = Lens::of(phone, id)?;
                let held = lens.community;
                found.push(CommunityRow {
                    id: held.id(),
                    space: held.assumed.space,
                    me: lens.person(held.me()),
                    address: held.row.address.clone(),
                    members: held.assumed.present().count(),
                    belongs: held.assumed.is_member(held.me()),
                });
            }
            Ok(found)
        })
    }

    /// All who belong or ever did: those present first, by name.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn members(&self, community: CommunityId) -> Result<Vec<MemberRow>, Error> {
        self.look(community, |lens| {
            let joined = joined(lens)?;
            let ids = lens.community.assumed.members.keys();
            let mut found: Vec<MemberRow> = ids
                .map(|id| row(lens, *id, joined.get(id).copied()))
                .collect();
            found.sort_by(|a, b| {
                (!a.present, a.name.to_lowercase(), a.id).cmp(&(
                    !b.present,
                    b.name.to_lowercase(),
                    b.id,
                ))
            });
            Ok(found)
        })
    }
}

fn row(lens: &Lens<'_>, id: MemberId, joined: Option<Day>) -> MemberRow {
    let rosters = &lens.community.assumed;
    let page = lens.pages.get(&id);
    let household = lens.household_of(id);
    let housemates = lens.household_members(household);
    let departed = rosters.members.get(&id).and_then(|m| m.departed.as_ref());
    MemberRow {
        id,
        name: lens.person(id).name,
        me: id == lens.me(),
        home: page.and_then(|p| p.home.clone()),
        about: page.and_then(|p| p.about.clone()),
        household: lens.household(household),
        housemates: lens.people(housemates.into_iter().filter(|m| *m != id)),
        roles: roles(rosters, id),
        grantable: rosters.grantable(lens.me(), id),
        proxy: rosters.proxy_of(id).map(|proxy| lens.person(proxy)),
        devices: rosters
            .devices_of(id)
            .map(|(tag, device)| DeviceRow {
                tag,
                own: tag == lens.community.row.device,
                revoked: device.revoked.is_some(),
            })
            .collect(),
        joined,
        present: departed.is_none(),
        departed: departed.map(|d| {
            if d.left {
                Departed::Left
            } else {
                Departed::Removed
            }
        }),
        sync: sync(lens, id),
    }
}

fn roles(rosters: &kith_domain::roster::Rosters, id: MemberId) -> Vec<Role> {
    [Role::Coordinator, Role::Lead]
        .into_iter()
        .filter(|role| rosters.has_role(rosters.space, *role, id))
        .collect()
}

/// A membership is sent once the sequenced rosters say what this phone assumes.
fn sync(lens: &Lens<'_>, id: MemberId) -> Sync {
    let (assumed, sequenced) = (&lens.community.assumed, &lens.community.sequenced);
    let same = sequenced.members.contains_key(&id)
        && sequenced.is_member(id) == assumed.is_member(id)
        && roles(sequenced, id) == roles(assumed, id)
        && sequenced.proxy_of(id) == assumed.proxy_of(id)
        && sequenced.household_of(id, u32::MAX) == assumed.household_of(id, u32::MAX);
    let waiting = lens.pages.get(&id).is_some_and(|page| page.waiting);
    let then = if waiting {
        SyncWord::WaitingForKey
    } else {
        SyncWord::Sent
    };
    let page = lens.pages.get(&id).map(|page| page.stamp);
    let page_here = page.is_some_and(|stamp| lens.here(assumed.space, stamp));
    Sync::unless_here(!same || page_here, Sync::of(then))
}

/// The days members were admitted, by the server's clock.
fn joined(lens: &Lens<'_>) -> Result<BTreeMap<MemberId, Day>, Error> {
    let entries = members::entries(lens.db, lens.community.id())?;
    Ok(entries
        .into_iter()
        .filter_map(|entry| match &entry.stated {
            Stated::Record(record)
                if matches!(
                    record.body.act,
                    Act::MemberAdmitted { .. }
                        | Act::MemberAccepted { .. }
                        | Act::MemberEntered {}
                        | Act::Founded { .. }
                ) =>
            {
                Some((record.body.member_id(), Day::of_seconds(entry.time)))
            }
            _ => None,
        })
        .collect())
}
