//! How a query looks at one community: read-model rows, people's names, and what has been sent.

use super::word::{Sync, SyncWord};
use crate::error::Error;
use crate::phone::{Community, Phone};
use crate::project;
use crate::store::rows::{self, First, Listed, Part};
use crate::store::{changes, feeds};
use kith_domain::board::PageView;
use kith_domain::command::{Refused, Stamp};
use kith_domain::ids::{CommunityId, DocumentId, MemberId, SpaceId};
use kith_domain::policy::Denied;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A member or a household, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Person {
    /// What they are called; the first six letters of the id while no name has reached this phone.
    pub name: String,
    /// Who.
    pub id: MemberId,
}

/// One community as a query sees it.
pub(crate) struct Lens<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) community: &'a Community,
    /// Whose eyes these are: one's own, or those of a member one writes for.
    me: MemberId,
    pub(super) pages: BTreeMap<MemberId, PageView>,
    /// Per space, the number of this device that the server has acknowledged.
    acknowledged: BTreeMap<SpaceId, u32>,
    /// Whether anything waits to be sent at all, once somebody asked: mostly nothing does.
    any_unsent: OnceCell<bool>,
}

impl<'a> Lens<'a> {
    /// A community, its rows brought up to date, as one sees it oneself.
    pub(super) fn of(phone: &'a mut Phone, community: CommunityId) -> Result<Self, Error> {
        Self::with_eyes_of(phone, community, None)
    }

    /// The same as a member sees it whom one writes for. Nothing is shown that this phone cannot read;
    /// what changes is whose things are one's own.
    pub(super) fn with_eyes_of(
        phone: &'a mut Phone,
        community: CommunityId,
        member: Option<MemberId>,
    ) -> Result<Self, Error> {
        let held = phone.communities.get(&community);
        let held = held.ok_or(Error::NoCommunity)?;
        let me = match member {
            Some(member) if held.assumed.proxy_of(member) != Some(held.me()) => {
                return Err(Refused::from(Denied::NotTheirProxy).into());
            }
            member => member.unwrap_or(held.me()),
        };
        match project::catch_up(&mut phone.db, held) {
            // Without room for new rows one still sees those there are.
            Err(Error::DiskFull) | Ok(()) => Self::new(&phone.db, held, me),
            Err(error) => Err(error),
        }
    }

    fn new(db: &'a Connection, community: &'a Community, me: MemberId) -> Result<Self, Error> {
        let acknowledged = feeds::acknowledged(db, community.id(), community.row.device)?;
        let mut lens = Self {
            db,
            community,
            me,
            pages: BTreeMap::new(),
            acknowledged,
            any_unsent: OnceCell::new(),
        };
        for (id, page) in lens.rows::<PageView>("page")? {
            if let Ok(member) = id.parse() {
                lens.pages.insert(member, page);
            }
        }
        Ok(lens)
    }

    /// The rows of a screen, with their ids.
    pub(super) fn rows<T: DeserializeOwned>(
        &self,
        screen: &str,
    ) -> Result<Vec<(String, T)>, Error> {
        let found = rows::screen(self.db, self.community.id(), screen)?;
        let read = |(id, body): (String, String)| {
            let row = parsed(screen, &id, &body)?;
            Ok((id, row))
        };
        found.into_iter().map(read).collect()
    }

    /// Some rows of a list, as `read` makes them of their lines.
    pub(super) fn part<L: DeserializeOwned, T>(
        &self,
        screen: &str,
        order: (&str, First),
        part: Part,
        read: impl Fn(&str, L) -> Result<T, Error>,
    ) -> Result<Listed<T>, Error> {
        let found = rows::part(self.db, self.community.id(), screen, order, part)?;
        let made = |(id, body): (String, String)| read(&id, parsed(screen, &id, &body)?);
        Ok(Listed {
            rows: found.rows.into_iter().map(made).collect::<Result<_, _>>()?,
            total: found.total,
        })
    }

    pub(super) fn me(&self) -> MemberId {
        self.me
    }

    /// A member by name. Of two who share a name, each carries a few letters of the id.
    pub(super) fn person(&self, id: MemberId) -> Person {
        let called = |id: &MemberId| self.pages.get(id).and_then(|page| page.name.as_deref());
        let name = match called(&id) {
            None => short(id),
            Some(name) => {
                let shared = self
                    .pages
                    .keys()
                    .any(|o| *o != id && called(o) == Some(name));
                if shared {
                    format!("{name} ({})", short(id))
                } else {
                    name.to_owned()
                }
            }
        };
        Person { name, id }
    }

    /// A member by name, and by whom they speak where that is somebody else: *Ben for Ada*.
    pub(super) fn voice(&self, id: MemberId, hand: MemberId) -> Person {
        let person = self.person(id);
        if hand == id {
            return person;
        }
        let name = format!("{} for {}", self.person(hand).name, person.name);
        Person { name, id }
    }

    pub(super) fn people(&self, ids: impl IntoIterator<Item = MemberId>) -> Vec<Person> {
        ids.into_iter().map(|id| self.person(id)).collect()
    }

    /// A household by name: what its members call it, else their names.
    pub(super) fn household(&self, id: MemberId) -> Person {
        let members = self.household_members(id);
        let home = members
            .iter()
            .find_map(|member| self.pages.get(member)?.home.clone());
        let name = match (home, members.as_slice()) {
            (Some(home), [_, _, ..]) => home,
            (_, []) => short(id),
            _ => {
                let names: Vec<String> = members.iter().map(|m| self.person(*m).name).collect();
                names.join(" & ")
            }
        };
        Person { name, id }
    }

    /// Who lives in a household: of one never formed, the member it is named after.
    pub(super) fn household_members(&self, id: MemberId) -> Vec<MemberId> {
        let rosters = &self.community.assumed;
        let formed = rosters.households.iter().rfind(|(_, of, _)| *of == id);
        match formed {
            Some((.., members)) => members.clone(),
            None if rosters.members.contains_key(&id) => vec![id],
            None => Vec::new(),
        }
    }

    pub(super) fn household_of(&self, member: MemberId) -> MemberId {
        self.community.assumed.household_of(member, u32::MAX)
    }

    /// Whether only this phone has what was written there.
    pub(super) fn here(&self, space: SpaceId, stamp: Stamp) -> bool {
        stamp.device == self.community.row.device
            && stamp.n > self.acknowledged.get(&space).copied().unwrap_or(0)
    }

    /// *On this phone* or *sent*.
    pub(super) fn sent(&self, space: SpaceId, stamp: Stamp) -> Sync {
        Sync::unless_here(self.here(space, stamp), Sync::of(SyncWord::Sent))
    }

    /// Whether a document holds work that only this phone has.
    pub(super) fn unsent_in(&self, document: DocumentId) -> Result<bool, Error> {
        let id = self.community.id();
        let any = match self.any_unsent.get() {
            Some(any) => *any,
            None => {
                let any = changes::any_unsent(self.db, id)?;
                *self.any_unsent.get_or_init(|| any)
            }
        };
        Ok(any && changes::is_unsent(self.db, id, document)?)
    }
}

fn parsed<T: DeserializeOwned>(screen: &str, id: &str, body: &str) -> Result<T, Error> {
    serde_json::from_str(body)
        .map_err(|e| Error::Inconsistent(format!("{screen} {id}: {e}; rebuild mends it")))
}

fn short(id: MemberId) -> String {
    id.to_string().chars().take(6).collect()
}
