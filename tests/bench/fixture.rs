//! Two phones that know all documents of the shape, and the server that does: the start of every job.
//!
//! It is built in memory where the machine offers that, then copied to the disk that is measured.

use crate::actor::Actor;
use crate::figures::KITH;
use crate::live::Live;
use crate::phone::{Home, Order, pledge, runtime, sync, write_order};
use crate::process::Process;
use crate::server::{Served, own_program};
use crate::shape::Shape;
use crate::system::{Goal, System};
use kith_core::App;
use kith_domain::ids::CommunityId;
use kith_tests::folder;
use serde_json::{Value, json};
use std::any::Any;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// Orders written between two syncs.
const WRITTEN: usize = 500;

/// Where every job starts.
pub struct Fixture {
    /// What is in it.
    pub shape: Shape,
    /// The community.
    pub community: CommunityId,
    /// The phone that is measured; it founded the community and opened the first half of the orders.
    pub phone: Home,
    /// Another, that opened the other half.
    pub other: Home,
    /// All orders.
    pub orders: Vec<Order>,
    /// The server; none only while it is started anew.
    server: Option<Served>,
    /// The folder on the disk, for whatever a job needs besides.
    pub folder: TempDir,
}

impl Fixture {
    /// Builds it; its folder lies in `disk`.
    pub fn build(shape: Shape, disk: &Path) -> Self {
        let begun = Instant::now();
        let memory = folder::fresh();
        let (phone, other) = (
            Home(memory.path().join("phone")),
            Home(memory.path().join("other")),
        );
        let data = memory.path().join("server");
        let runtime = runtime();
        let server = Served::start(&data, None);

        let (first, second) = (phone.open(), other.open());
        let community = first
            .found(&server.address)
            .expect("a community is founded");
        let invite = first.invite(community).expect("an invite is made");
        second.join(&invite.link).expect("the other phone joins");
        sync(&runtime, &first);
        sync(&runtime, &second);
        let half = shape.documents / 2;
        let mut orders: Vec<Order> = Vec::with_capacity(shape.documents);
        for number in 0..shape.documents {
            let app = if number < half { &first } else { &second };
            orders.push(write_order(app, community, &shape, number));
            // As people do: nobody writes hundreds of orders before a first sync.
            if orders.len().is_multiple_of(WRITTEN) {
                sync(&runtime, app);
            }
        }
        for app in [&first, &second, &first] {
            sync(&runtime, app);
        }
        assert_eq!(
            first.digest(community).expect("the phone reads"),
            second.digest(community).expect("the phone reads"),
            "both phones hold the same"
        );
        drop((first, second));

        let at = server.at;
        drop(server);
        let folder = tempfile::tempdir_in(disk).expect("a temporary folder can be made");
        let on_disk = |home: &Home, name| home.copy_to(&folder.path().join(name));
        let _ = on_disk(&Home(data), "server");
        let fixture = Self {
            community,
            phone: on_disk(&phone, "phone"),
            other: on_disk(&other, "other"),
            orders,
            server: Some(Served::start(&folder.path().join("server"), Some(at))),
            folder,
            shape,
        };
        eprintln!(
            "built {} documents of {} changes in {:.1} s",
            fixture.shape.documents,
            1 + fixture.shape.lines,
            begun.elapsed().as_secs_f64()
        );
        fixture
    }

    fn served(&self) -> &Served {
        self.server.as_ref().expect("the server is at work")
    }

    /// A phone that has just joined and was never online.
    pub fn joined(&self, name: &str) -> Home {
        let invite = {
            let app = self.phone.open();
            let invite = app.invite(self.community).expect("an invite is made");
            // Else it would wait on the phone and be part of what is measured next.
            sync(&runtime(), &app);
            invite
        };
        let home = Home(self.folder.path().join(name));
        home.open().join(&invite.link).expect("a newcomer joins");
        home
    }

    /// Pledges anew for the first line of some orders.
    fn edit_orders(&self, app: &App, numbers: impl Iterator<Item = usize>, edit: usize) {
        for number in numbers {
            let order = &self.orders[number];
            pledge(
                app,
                self.community,
                order,
                0,
                self.shape.edited(number, edit),
            );
        }
    }
}

impl System for Fixture {
    fn name(&self) -> &'static str {
        KITH
    }

    fn documents(&self) -> usize {
        self.shape.documents
    }

    fn server(&self) -> Process {
        self.served().process()
    }

    fn at(&self) -> SocketAddr {
        self.served().at
    }

    fn restart(&mut self) {
        let at = self.at();
        self.server = None;
        self.server = Some(Served::start(&self.folder.path().join("server"), Some(at)));
    }

    fn phone(&self) -> PathBuf {
        self.phone.0.clone()
    }

    fn newcomer(&mut self, name: &str) -> PathBuf {
        self.joined(name).0
    }

    fn edit(&mut self, edit: usize) {
        let app = self.other.open();
        self.edit_orders(&app, self.shape.edited_documents(1), edit);
        sync(&runtime(), &app);
        let app = self.phone.open();
        self.edit_orders(&app, self.shape.edited_documents(0), edit);
    }

    fn edit_offline(&mut self, home: &Path, edits: usize) {
        let app = Home(home.to_owned()).open();
        for edit in 1..=edits {
            self.edit_orders(&app, 0..self.shape.documents, edit);
        }
    }

    fn start(&self, home: &Path, at: SocketAddr) -> Actor {
        let mut phone = own_program();
        phone.arg("phone").arg("--home").arg(home);
        phone.args(["--server", &format!("http://{at}")]);
        Actor::start(&mut phone).0
    }

    fn sync(&self, _: Goal) -> Value {
        json!({ "do": "sync" })
    }

    fn expect(&mut self, _: Goal) {}

    fn met(&mut self) -> Option<Value> {
        // The server answers a push once it is on its disk.
        None
    }

    fn collect(&mut self) {}

    fn idle(&mut self, connections: usize) -> Box<dyn Any> {
        Box::new(Live::open(self.at(), self.community, connections))
    }

    fn holds(&mut self, goal: Goal, said: &Value) -> bool {
        if said.get("merged").is_none() {
            return true; // what its end cost; the sync itself was held to the goal
        }
        let (pushed, merged) = (said["pushed"].as_u64(), said["merged"].as_u64());
        let count = |n: usize| Some(n as u64);
        let edits = self.shape.edits;
        let (up, down) = match goal {
            Goal::All => (None, count(self.shape.changes())),
            Goal::Edit(_) => (count(edits.phone), count(edits.server)),
            Goal::Upload(edits) => (count(edits * self.shape.documents), None),
            Goal::Nothing => (count(0), count(0)),
        };
        assert!(up.is_none() || pushed == up, "{goal:?}: pushed {pushed:?}");
        assert!(merged >= down, "{goal:?}: merged {merged:?}");
        true
    }
}
