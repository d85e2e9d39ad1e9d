//! The stage: one server, seven phones, the line between them, and a clock.
//!
//! Acts ask it to let somebody do something ([`Stage::act`]), to let everybody sync until there is
//! nothing left to say ([`Stage::gather`]), and to take a phone's battery out ([`Stage::kill`]).

mod gather;

use super::DemoError;
use super::cast::Who;
use super::house::House;
use super::line::{Line, Traffic};
use super::luck::Luck;
use super::script::{Script, StoryClock};
use super::tell::Tell;
use kith_core::App;
use kith_core::ambient::Ambient;
use kith_core::query::round::Round;
use kith_core::secure::FileStore;
use kith_core::sync::http::Http;
use kith_domain::command::Command;
use kith_domain::ids::{CommunityId, ItemId, MemberId, SpaceId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A phone in the story.
struct Handset {
    app: Option<App>,
    home: PathBuf,
    script: Arc<Script>,
    deeds: u32,
    syncs: u32,
}

/// Everything the acts play with.
pub struct Stage {
    /// Where the story is told.
    pub tell: Tell,
    /// The story's clock.
    pub clock: Arc<StoryClock>,
    /// The community, once founded.
    pub community: CommunityId,
    /// The round's name, once opened.
    pub round: String,
    /// Articles of the round by order number.
    pub articles: BTreeMap<String, ItemId>,
    /// Edith's pairing, once opened.
    pub pairing: SpaceId,
    /// The round as Ada's screen showed it when she closed it.
    pub screen: Option<Round>,
    /// The round as her phone shows it once the late pledge is there.
    pub closed: Option<Round>,
    members: BTreeMap<Who, MemberId>,
    phones: BTreeMap<Who, Handset>,
    luck: Luck,
    line: Line,
    house: Option<House>,
    runtime: Runtime,
}

impl Stage {
    /// A server on `folder`/server and a switched-off phone a person in `folder`/NAME.
    pub fn new(folder: &Path, seed: u64, tell: Tell) -> Result<Self, DemoError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(DemoError::Listen)?;
        let clock = Arc::<StoryClock>::default();
        clock.set(7, 9, 0);
        let house = House::open(&runtime, &folder.join("server"), Arc::clone(&clock))?;
        let line = Line::new(Http::new()?);
        line.lead_to(house.at());
        let phones = Who::ALL.into_iter().map(|who| {
            let script = Arc::new(Script::new(Arc::clone(&clock), who.name()));
            let handset = Handset {
                app: None,
                home: folder.join(who.folder()),
                script,
                deeds: 0,
                syncs: 0,
            };
            (who, handset)
        });
        let mut stage = Self {
            phones: phones.collect(),
            tell,
            clock,
            community: CommunityId([0; 16]),
            round: String::new(),
            articles: BTreeMap::new(),
            pairing: SpaceId([0; 16]),
            screen: None,
            closed: None,
            members: BTreeMap::new(),
            luck: Luck::new(seed),
            line,
            house: Some(house),
            runtime,
        };
        for who in Who::ALL {
            stage.switch_on(who)?;
        }
        Ok(stage)
    }

    /// The server's address and key, as a founder types them in.
    pub fn server(&self) -> String {
        self.house
            .as_ref()
            .map_or_else(String::new, |house| house.address().to_owned())
    }

    /// What travelled so far.
    pub fn traffic(&self) -> Traffic {
        self.line.traffic()
    }

    /// Somebody's phone.
    pub fn app(&self, who: Who) -> Result<&App, DemoError> {
        let phone = self.phones.get(&who).and_then(|phone| phone.app.as_ref());
        phone.ok_or_else(|| DemoError::Story(format!("{}'s phone is off", who.name())))
    }

    /// Lets somebody do something with their phone.
    pub fn act<T>(
        &mut self,
        who: Who,
        doing: &str,
        act: impl FnOnce(&App) -> Result<T, kith_core::Error>,
    ) -> Result<T, DemoError> {
        if let Some(phone) = self.phones.get_mut(&who) {
            phone.deeds += 1;
            phone.script.turn_to("deed", phone.deeds);
        }
        act(self.app(who)?).map_err(|error| DemoError::Phone {
            who: who.name(),
            doing: doing.to_owned(),
            error: Box::new(error),
        })
    }

    /// Lets somebody carry out a command; gives what it made.
    pub fn command(
        &mut self,
        who: Who,
        doing: &str,
        command: &Command,
    ) -> Result<Option<ItemId>, DemoError> {
        let community = self.community;
        let done = self.act(who, doing, |app| app.execute(community, command))?;
        Ok(done.made)
    }

    /// Notes which member somebody is.
    pub fn meet(&mut self, who: Who) -> Result<(), DemoError> {
        let rows = self.app(who)?.communities();
        let rows = rows.map_err(|e| DemoError::phone(who, "open the app", e))?;
        let row = rows.into_iter().next();
        let row = row.ok_or_else(|| DemoError::Story("nobody belongs anywhere".into()))?;
        self.community = row.id;
        self.members.insert(who, row.me.id);
        Ok(())
    }

    /// Which member somebody is.
    pub fn member(&self, who: Who) -> Result<MemberId, DemoError> {
        let found = self.members.get(&who).copied();
        found.ok_or_else(|| DemoError::Story(format!("{} has not joined", who.name())))
    }

    /// Which article an order number means.
    pub fn article(&self, number: &str) -> Result<ItemId, DemoError> {
        let found = self.articles.get(number).copied();
        found.ok_or_else(|| DemoError::Story(format!("{number} is not in the round")))
    }

    /// The round as somebody's phone shows it.
    pub fn round_of(&self, who: Who) -> Result<Round, DemoError> {
        let round = self.app(who)?.round(self.community, &self.round);
        round
            .map_err(|e| DemoError::phone(who, "look at the round", e))?
            .ok_or_else(|| DemoError::Story(format!("{} has no such round", who.name())))
    }

    /// Takes the battery out: whatever the app held in memory is gone.
    pub fn kill(&mut self, who: Who) {
        if let Some(phone) = self.phones.get_mut(&who) {
            phone.app = None;
        }
    }

    /// Opens the app on somebody's folder.
    pub fn switch_on(&mut self, who: Who) -> Result<(), DemoError> {
        let Some(phone) = self.phones.get_mut(&who) else {
            return Ok(());
        };
        phone.deeds += 1;
        phone.script.turn_to("deed", phone.deeds);
        let script: Arc<dyn Ambient> = phone.script.clone();
        let keys = Arc::new(FileStore::new(phone.home.join("keys")));
        let app = App::open(&phone.home, script, keys);
        phone.app = Some(app.map_err(|e| DemoError::phone(who, "open the app", e))?);
        Ok(())
    }

    /// Ends the play: phones off, server stopped, everything on disk.
    pub fn end(mut self) -> Result<(), DemoError> {
        self.phones.clear();
        match self.house.take() {
            Some(house) => house.stop(&self.runtime),
            None => Ok(()),
        }
    }
}
