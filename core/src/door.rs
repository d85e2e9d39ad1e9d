//! The door: posters that many may ask by, asking to be let in, and saying yes.
//!
//! Whoever scans a poster makes their keys and a record that lacks only a coordinator's signature. It
//! waits at the server; a coordinator's phone is told, and its yes is a record like any other. The
//! community's key comes to the newcomer as mail, as to any phone that lacks it.

use crate::app::App;
use crate::belong::{Entering, first16};
use crate::card::{self, Card};
use crate::error::Error;
use crate::invite::MadeInvite;
use crate::phone::{Community, Phone};
use crate::store::door;
use crate::store::members::MemberOf;
use kith_domain::board::BoardCommand;
use kith_domain::command::{Command, Draft, Refused};
use kith_domain::ids::{CommandId, CommunityId, RecordHash, SigningKey};
use kith_domain::invite::InviteError;
use kith_domain::keys::{Dice, Secret};
use kith_domain::poster::{Knock, Poster};
use kith_domain::roster::{Body, Record, Rosters};
use kith_domain::time::Day;
use kith_domain::wire::Verdict;
use serde::Serialize;

/// Most days a poster hangs: somewhat less than the rules allow, since clocks differ.
pub const POSTER_DAYS: u32 = 90;

/// Somebody who asks to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnockRow {
    /// What saying yes or no takes.
    pub id: RecordHash,
    /// What they say they are called; none while the key it is sealed under is not here.
    pub name: Option<String>,
    /// Their phone's word: the same is shown to them, so that one can compare.
    pub word: String,
    /// The poster they ask by.
    pub poster: SigningKey,
}

/// A poster that hangs, or hung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PosterRow {
    /// What taking it back takes.
    pub id: SigningKey,
    /// The last day it is good for.
    pub expires: Day,
    /// How many may come in by it.
    pub uses: u32,
    /// How many came.
    pub used: u32,
    /// Whether somebody can still come in by it.
    pub open: bool,
}

/// This phone's own asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedRow {
    /// This phone's word: a coordinator's phone shows the same.
    pub word: String,
    /// Why nobody can say yes to it, as a stable word; none while it waits.
    pub code: Option<String>,
}

impl Phone {
    /// Hangs a poster: for `days` days, `uses` people may ask by it, and a coordinator says yes to each.
    ///
    /// # Errors
    /// [`Error::Refused`] for who is no coordinator, for bounds, and where the rules must be raised
    /// first (`older-rules`).
    pub fn hang_poster(
        &mut self,
        community: CommunityId,
        uses: u32,
        days: u32,
    ) -> Result<MadeInvite, Error> {
        if !(1..=POSTER_DAYS).contains(&days) {
            let why = format!("are 1 to {POSTER_DAYS}");
            return Err(Refused::invalid("days", why).into());
        }
        let lasts = i64::from(days).saturating_mul(24 * 60 * 60);
        let expires = self.ambient.now().saturating_add(lasts);
        self.issue(community, Some(uses), expires)
    }

    /// Reads a poster's link without asking by it.
    ///
    /// # Errors
    /// [`Error::Invite`], [`Error::InviteExpired`], [`Error::AlreadyMember`].
    pub fn look_at_poster(&self, link: &str) -> Result<Poster, Error> {
        let poster = Poster::read(link)?;
        self.may_enter(poster.community, poster.expires)?;
        Ok(poster)
    }

    /// Asks to be let in by a poster, under this name. The asking goes out with the next sync.
    ///
    /// # Errors
    /// As [`Phone::look_at_poster`]; [`Error::Refused`] for what is no name.
    pub fn ask_in(&mut self, link: &str, name: &str) -> Result<CommunityId, Error> {
        let poster = self.look_at_poster(link)?;
        let name = name.trim();
        if !(1..=60).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(Refused::invalid("name", "has 1 to 60 characters on one line").into());
        }
        let seed = self.ambient.random();
        let secret = Secret::from_seed(&seed);
        let command = CommandId(first16(self.ambient.random()));
        let mut dice = Dice::new(self.ambient.random());
        let knock = poster
            .knock(&secret, name, Body::nonce_of(command, 0), &mut dice)
            .ok_or(InviteError::Damaged)?;
        let founded = poster.records.first();
        let founded =
            founded.ok_or_else(|| Error::Inconsistent("a poster without a founding".into()))?;
        let row = MemberOf {
            community: poster.community,
            me: knock.record.body.member_id(),
            device: secret.tag(),
            address: poster.address.clone(),
            server: poster.server,
            founded: founded.clone(),
        };
        self.enter(&Entering {
            row,
            seed,
            space: poster.space,
            key: None,
            command,
            words: "ask to be let in",
            records: &poster.records,
            asked: Some((knock, name.to_owned())),
        })
    }

    /// Lets somebody in who asked.
    ///
    /// # Errors
    /// [`Error::Refused`] where nobody waits by that name, for who is no coordinator, and where the
    /// poster is used up, taken back or over.
    pub fn let_in(&mut self, community: CommunityId, id: RecordHash) -> Result<(), Error> {
        let now = self.ambient.now();
        let command = CommandId(first16(self.ambient.random()));
        let held = self.community(community)?;
        let waiting = door::knocks(&self.db, community)?;
        let knock = waiting.into_iter().find(|(k, _)| k.record.hash() == id);
        let (knock, _) = knock.ok_or_else(|| nobody(id))?;
        knock.fits(&held.assumed, now).map_err(Refused::Record)?;
        let Record { body, signatures } = knock.record;
        let draft = Draft {
            body,
            signed: signatures,
        };
        self.state(community, command, "let in", vec![draft])
    }

    /// Asks no more about somebody on this phone. They go on waiting for another coordinator's yes.
    ///
    /// # Errors
    /// [`Error::Refused`] where nobody waits by that name.
    pub fn turn_away(&mut self, community: CommunityId, id: RecordHash) -> Result<(), Error> {
        match door::hide(&self.db, community, id)? {
            true => Ok(()),
            false => Err(nobody(id)),
        }
    }

    /// Takes in what became of this phone's asking.
    ///
    /// # Errors
    /// The disk's own.
    pub(crate) fn answered_at_the_door(
        &mut self,
        community: CommunityId,
        verdict: &Verdict,
    ) -> Result<(), Error> {
        match verdict {
            Verdict::Refused { records, .. } => {
                let code = records.first().map(|refused| refused.code.as_str());
                door::answered(&self.db, community, code.or(Some("refused")))
            }
            Verdict::Wait => door::answered(&self.db, community, None),
            _ => Ok(()),
        }
    }

    /// Once this phone was let in and has the key: keeps its card, and writes its page under the name
    /// it asked with.
    ///
    /// # Errors
    /// The disk's own.
    pub(crate) fn come_in(&mut self, community: CommunityId) -> Result<bool, Error> {
        let Some(asked) = door::asked(&self.db, community)? else {
            return Ok(false);
        };
        let held = self.community(community)?;
        let space = held.sequenced.space;
        let (true, Some(key)) = (
            held.sequenced.is_member(held.me()),
            held.keyring.newest(space),
        ) else {
            return Ok(false);
        };
        let row = held.row.clone();
        card::keep(self.secure.as_ref(), &Card { row, key })?;
        let page = Command::Board(BoardCommand::SetPage {
            name: asked.name,
            home: String::new(),
            about: String::new(),
        });
        self.execute(community, &page)?;
        door::let_in(&self.db, community)?;
        Ok(true)
    }
}

/// The word for an asking that two people compare: six characters of its hash.
#[must_use]
pub fn word(knock: &Knock) -> String {
    knock.record.hash().to_string().chars().take(6).collect()
}

fn nobody(id: RecordHash) -> Error {
    let name = id.to_string().chars().take(6).collect();
    let what = "somebody who asks to be let in";
    Refused::NotFound { what, name }.into()
}

/// Those a coordinator is asked about: not turned away here, and still able to come in.
fn rows(phone: &Phone, held: &Community) -> Result<Vec<KnockRow>, Error> {
    let now = phone.ambient.now();
    let mut found = Vec::new();
    for (knock, hidden) in door::knocks(&phone.db, held.id())? {
        if hidden || knock.fits(&held.assumed, now).is_err() {
            continue;
        }
        let Some((_, poster)) = knock.by() else {
            continue;
        };
        found.push(KnockRow {
            id: knock.record.hash(),
            name: knock.name(&held.keyring, held.assumed.space),
            word: word(&knock),
            poster,
        });
    }
    Ok(found)
}

fn posters(rosters: &Rosters, now: i64) -> Vec<PosterRow> {
    let posters = rosters.invites.iter();
    let posters = posters.filter_map(|(id, invite)| {
        Some(PosterRow {
            id: *id,
            expires: Day::of_seconds(invite.expires),
            uses: invite.uses?,
            used: u32::try_from(invite.used_by.len()).unwrap_or(u32::MAX),
            open: !invite.is_spent() && invite.expires >= now,
        })
    });
    posters.collect()
}

impl App {
    /// Hangs a poster; works offline.
    ///
    /// # Errors
    /// See [`Phone::hang_poster`].
    pub fn hang_poster(
        &self,
        community: CommunityId,
        uses: u32,
        days: u32,
    ) -> Result<MadeInvite, Error> {
        self.act(|phone| phone.hang_poster(community, uses, days))
    }

    /// All posters there ever were, in a stable order.
    ///
    /// # Errors
    /// [`Error::NoCommunity`].
    pub fn posters(&self, community: CommunityId) -> Result<Vec<PosterRow>, Error> {
        self.with(|phone| {
            let now = phone.ambient.now();
            Ok(posters(&phone.community(community)?.assumed, now))
        })
    }

    /// Reads a poster's link without asking by it.
    ///
    /// # Errors
    /// See [`Phone::look_at_poster`].
    pub fn look_at_poster(&self, link: &str) -> Result<Poster, Error> {
        self.with(|phone| phone.look_at_poster(link))
    }

    /// Asks to be let in by a poster.
    ///
    /// # Errors
    /// See [`Phone::ask_in`].
    pub fn ask_in(&self, link: &str, name: &str) -> Result<CommunityId, Error> {
        self.act(|phone| phone.ask_in(link, name))
    }

    /// This phone's own asking, while it has not been let in.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn asked_in(&self, community: CommunityId) -> Result<Option<AskedRow>, Error> {
        self.with(|phone| {
            phone.community(community)?;
            let asked = door::asked(&phone.db, community)?;
            Ok(asked.map(|asked| AskedRow {
                word: word(&asked.knock),
                code: asked.code,
            }))
        })
    }

    /// Who asks to be let in; empty on the phones of those who cannot say yes.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn knocks(&self, community: CommunityId) -> Result<Vec<KnockRow>, Error> {
        self.with(|phone| rows(phone, phone.community(community)?))
    }

    /// Lets somebody in who asked; works offline.
    ///
    /// # Errors
    /// See [`Phone::let_in`].
    pub fn let_in(&self, community: CommunityId, id: RecordHash) -> Result<(), Error> {
        self.act(|phone| phone.let_in(community, id))
    }

    /// Asks no more about somebody on this phone.
    ///
    /// # Errors
    /// See [`Phone::turn_away`].
    pub fn turn_away(&self, community: CommunityId, id: RecordHash) -> Result<(), Error> {
        self.act(|phone| phone.turn_away(community, id))
    }
}
