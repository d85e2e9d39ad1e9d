//! Two phones that know all documents of the shape, and the server that does: the start of every job.
//!
//! It is built in memory where the machine offers that, then copied to the disk that is measured.

use crate::phone::{Home, Order, runtime, sync, write_order};
use crate::server::Served;
use crate::shape::Shape;
use kith_core::App;
use kith_domain::ids::CommunityId;
use kith_tests::folder;
use std::path::Path;
use std::time::Instant;
use tempfile::TempDir;

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
    /// The server, at work.
    pub server: Served,
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
        let write = |app: &App, number| write_order(app, community, &shape, number);
        let mut orders: Vec<Order> = (0..half).map(|n| write(&first, n)).collect();
        orders.extend((half..shape.documents).map(|n| write(&second, n)));
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
            server: Served::start(&folder.path().join("server"), Some(at)),
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

    /// A phone that has just joined, online once or not at all.
    pub fn newcomer(&self, name: &str) -> Home {
        let invite = {
            let app = self.phone.open();
            app.invite(self.community).expect("an invite is made")
        };
        let home = Home(self.folder.path().join(name));
        home.open().join(&invite.link).expect("a newcomer joins");
        home
    }

    /// Orders that edits of side `side` (0 or 1) fall on, spread over all documents.
    pub fn edited(&self, count: usize, side: usize) -> impl Iterator<Item = &Order> {
        let step = (self.orders.len() / (2 * count).max(1)).max(1);
        let some = self.orders.iter().skip(side * step).step_by(2 * step);
        some.take(count)
    }
}
