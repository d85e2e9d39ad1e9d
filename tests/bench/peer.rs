//! Systems from npm, beside which Kith is measured: each a script in `peers`, run by Node.
//!
//! They do the same work on the same documents and store it in files on both sides, in the way their
//! own documentation shows. None of them waits for the disk; Kith does.

use crate::actor::Actor;
use crate::process::Process;
use crate::shape::Shape;
use crate::system::{Goal, System, number};
use serde_json::{Value, json};
use std::any::Any;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tempfile::TempDir;

/// A peer with all documents known to its server and one phone.
#[derive(Debug)]
pub struct Peer {
    name: &'static str,
    /// Where its script lies.
    scripts: PathBuf,
    shape: Shape,
    folder: TempDir,
    server: Actor,
    at: SocketAddr,
    /// What each document is called there, by number.
    documents: Vec<Value>,
}

impl Peer {
    /// Starts it and lets a phone write all documents and upload them.
    pub fn build(name: &'static str, scripts: &Path, shape: Shape, disk: &Path) -> Self {
        let begun = Instant::now();
        let folder = tempfile::tempdir_in(disk).expect("a temporary folder can be made");
        let (server, at) = start_server(name, scripts, folder.path());
        let mut peer = Self {
            name,
            scripts: scripts.to_owned(),
            folder,
            server,
            at,
            documents: Vec::new(),
            shape,
        };
        let home = peer.phone();
        let written = peer.start(&home, at).ask(&json!({
            "do": "write", "from": 0, "to": peer.shape.documents,
        }));
        let documents = written["documents"].as_array();
        peer.documents = documents.expect("it names its documents").clone();
        let goal = Goal::Upload(0);
        peer.expect(goal);
        let mut phone = peer.start(&home, at);
        phone.ask(&peer.sync(goal));
        peer.met();
        phone.ask(&json!({ "do": "end" }));
        eprintln!(
            "built the same in {name} in {:.1} s",
            begun.elapsed().as_secs_f64()
        );
        peer
    }

    /// Its word in the table.
    pub fn word(&self) -> &'static str {
        self.name
    }

    /// Lets `devices` append to documents that twenty share; milliseconds until all have all, and
    /// processor time of the server.
    pub fn append(&mut self, devices: usize, changes: usize) -> (f64, f64) {
        let mut phones = self.start(&self.folder.path().join("append"), self.at);
        let cpu = self.server().cpu_ms();
        let done = phones.ask(&json!({
            "do": "append", "documents": self.all(), "devices": devices, "changes": changes,
        }));
        let took = number(&done, "at") - number(&done, "begun");
        (took, self.server().cpu_ms() - cpu)
    }

    fn numbered(&self, numbers: impl Iterator<Item = usize>) -> Vec<(usize, &Value)> {
        numbers.map(|n| (n, &self.documents[n])).collect()
    }

    fn all(&self) -> Vec<(usize, &Value)> {
        self.numbered(0..self.documents.len())
    }

    fn edited(&self, side: usize) -> Vec<(usize, &Value)> {
        self.numbered(self.shape.edited_documents(side))
    }
}

impl System for Peer {
    fn name(&self) -> &'static str {
        self.name
    }

    fn documents(&self) -> usize {
        self.shape.documents
    }

    fn server(&self) -> Process {
        self.server.process()
    }

    fn at(&self) -> SocketAddr {
        self.at
    }

    fn restart(&mut self) {
        (self.server, self.at) = start_server(self.name, &self.scripts, self.folder.path());
    }

    fn phone(&self) -> PathBuf {
        self.folder.path().join("phone")
    }

    fn newcomer(&mut self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn edit(&mut self, edit: usize) {
        let at_server = json!({ "do": "edit", "documents": self.edited(1), "edit": edit });
        self.server.ask(&at_server);
        let on_phone = json!({ "do": "edit", "documents": self.edited(0), "edit": edit });
        self.start(&self.phone(), self.at).ask(&on_phone);
    }

    fn edit_offline(&mut self, home: &Path, edits: usize) {
        let mut phone = self.start(home, self.at);
        for edit in 1..=edits {
            phone.ask(&json!({ "do": "edit", "documents": self.all(), "edit": edit }));
        }
    }

    fn start(&self, home: &Path, at: SocketAddr) -> Actor {
        let mut command = node(self.name, &self.scripts);
        command.arg("phone").arg(home).arg(format!("ws://{at}"));
        Actor::start(&mut command).0
    }

    fn sync(&self, goal: Goal) -> Value {
        let (expect, edit) = match goal {
            Goal::All => (self.all(), None),
            Goal::Edit(edit) => (self.edited(1), Some(edit)),
            Goal::Upload(_) | Goal::Nothing => (Vec::new(), None),
        };
        json!({ "do": "sync", "documents": self.documents, "expect": expect, "edit": edit })
    }

    fn expect(&mut self, goal: Goal) {
        let (expect, edit) = match goal {
            Goal::Edit(edit) => (self.edited(0), Some(edit)),
            Goal::Upload(0) => (self.all(), None),
            Goal::Upload(edits) => (self.all(), Some(edits)),
            Goal::All | Goal::Nothing => (Vec::new(), None),
        };
        let command = json!({ "do": "await", "documents": expect, "edit": edit });
        self.server.tell(&command);
    }

    fn met(&mut self) -> Option<f64> {
        Some(number(&self.server.hear(), "at"))
    }

    fn collect(&mut self) {
        self.server.ask(&json!({ "do": "collect" }));
    }

    fn idle(&mut self, connections: usize) -> Box<dyn Any> {
        let mut phone = self.start(&self.folder.path().join("idle"), self.at);
        phone.ask(&json!({ "do": "idle", "connections": connections }));
        Box::new(phone)
    }

    fn check(&self, _: Goal, _: &Value) {
        // Its own process says that it is done only once it holds what it must.
    }
}

fn node(name: &str, scripts: &Path) -> Command {
    let mut command = Command::new("node");
    command
        .arg("--expose-gc")
        .arg(scripts.join(format!("{name}.mjs")));
    command
}

fn start_server(name: &str, scripts: &Path, folder: &Path) -> (Actor, SocketAddr) {
    let mut command = node(name, scripts);
    command.arg("server").arg(folder.join("server"));
    let (server, ready) = Actor::start(&mut command);
    let port = ready["at"]
        .as_u64()
        .and_then(|port| u16::try_from(port).ok());
    let port = port.expect("it says on which port it listens");
    (server, SocketAddr::from(([127, 0, 0, 1], port)))
}
