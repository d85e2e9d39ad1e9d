//! Who lives there: their phones, how they join, and that they sync.

use super::{Tally, Town};
use crate::clock::BEGINNING;
use kith_core::App;
use kith_core::ambient::Scripted;
use kith_core::secure::FileStore;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::ids::MemberId;
use kith_domain::roster::Role;
use std::path::Path;
use std::sync::Arc;

/// First names, used with a number once all are taken.
const NAMES: [&str; 40] = [
    "Ada", "Ben", "Carla", "Dev", "Edna", "Femi", "Grace", "Hal", "Iris", "Jo", "Kofi", "Lena",
    "Milan", "Nora", "Omar", "Pat", "Quinn", "Rosa", "Sam", "Tess", "Uma", "Vic", "Wanda", "Xavi",
    "Yusuf", "Zoe", "Aled", "Bree", "Cyril", "Dora", "Elif", "Frank", "Gwen", "Hugo", "Ines",
    "Jean", "Kit", "Lou", "Mei", "Ned",
];

/// One person and their phone.
pub struct Person {
    /// What they are called.
    pub name: String,
    /// The phone.
    pub app: App,
    /// Its clock and dice.
    pub ambient: Arc<Scripted>,
    /// Their member's id; known once they have joined.
    pub id: Option<MemberId>,
    /// Whether they take part, or only belong.
    pub active: bool,
}

impl Person {
    /// Number `number`, with a phone in its own folder.
    pub fn new(folder: &Path, seed: u64, number: usize) -> Self {
        let name = match number / NAMES.len() {
            0 => NAMES[number].to_owned(),
            again => format!("{} {}", NAMES[number % NAMES.len()], again + 1),
        };
        let home = folder
            .join("phones")
            .join(name.to_lowercase().replace(' ', "-"));
        let ambient = Arc::new(Scripted::new(
            BEGINNING,
            &format!("community {seed}/{name}"),
        ));
        let keys = FileStore::new(home.join("keys"));
        let clock: Arc<Scripted> = Arc::clone(&ambient);
        let app = App::open(&home, clock, Arc::new(keys)).expect("a phone opens");
        Self {
            name,
            app,
            ambient,
            id: None,
            // Two in five, and those who look after it.
            active: number < 3 || number % 5 < 2,
        }
    }

    /// Their member's id.
    pub fn id(&self) -> MemberId {
        self.id.expect("whoever is in the town has joined")
    }
}

impl Town {
    /// Somebody who belongs now comes to be known by name.
    pub(super) fn welcome(&mut self, mut person: Person) {
        let rows = person.app.communities().expect("the phone reads");
        person.id = rows.first().map(|row| row.me.id);
        let page = BoardCommand::SetPage {
            name: person.name.clone(),
            home: String::new(),
            about: "glad to be here".to_owned(),
        };
        self.people.push(person);
        let number = self.people.len() - 1;
        self.does(number, &Command::Board(page));
        self.syncs(number);
        self.tally.members += 1;
    }

    /// One more joins, by an invite of the founder's.
    pub(super) fn somebody_joins(&mut self, folder: &Path) {
        let invite = self.people[0].app.invite(self.community);
        let link = invite.expect("the founder may invite").link;
        let person = Person::new(folder, self.plan.seed, self.people.len());
        person.ambient.set(self.clock.read());
        person.app.join(&link).expect("an invite is good");
        self.syncs(0);
        self.welcome(person);
    }

    /// The second person becomes coordinator and safeguarding lead, so that two can approve.
    pub(super) fn second_coordinator(&mut self) {
        self.syncs(0);
        let member = self.people[1].id();
        for role in [Role::Coordinator, Role::Lead] {
            let grant = Membership::GrantRole { member, role };
            self.does(0, &Command::Membership(grant));
        }
        self.syncs(0);
        self.syncs(1);
    }

    /// Somebody does something that their app is expected to let them.
    pub(super) fn does(&self, person: usize, command: &Command) -> kith_core::execute::Done {
        let Person { name, app, .. } = &self.people[person];
        app.execute(self.community, command)
            .unwrap_or_else(|e| panic!("{name} cannot do {command:?}: {e}"))
    }

    /// Somebody syncs to the end.
    pub(super) fn syncs(&self, person: usize) {
        let Person { name, app, .. } = &self.people[person];
        let report = self.runtime.block_on(app.sync(&self.line, &|_| ()));
        let report = report.unwrap_or_else(|e| panic!("{name}'s store fails: {e}"));
        if let Some(trouble) = report.troubles.values().next() {
            panic!("{name} cannot sync: {trouble} ({trouble:?})");
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} members, {} rounds, {} pledges, {} notes of hours ({} agreed), {} pairings, {} visits, {} notices",
            self.members,
            self.rounds,
            self.pledges,
            self.claims,
            self.agreed,
            self.pairings,
            self.visits,
            self.notices
        )
    }
}
