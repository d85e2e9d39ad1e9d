//! Other systems, beside which Kith is measured: scripts in `peers`, run by Node, and the program in
//! `samod`.
//!
//! They do the same work on the same documents and store it in files on both sides, in the way their
//! own documentation shows. None of them waits for the disk; Kith does.

use crate::actor::Actor;
use crate::process::Process;
use crate::shape::Shape;
use crate::system::{Goal, Look, System, number, trial};
use serde_json::{Value, json};
use std::any::Any;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tempfile::TempDir;

/// What is started for either side of a peer.
#[derive(Debug, Clone)]
pub enum Program {
    /// Node, with this script.
    Script(PathBuf),
    /// The program itself.
    Itself(PathBuf),
}

impl Program {
    fn command(&self) -> Command {
        match self {
            Self::Script(script) => {
                let mut node = Command::new("node");
                node.arg("--expose-gc").arg(script);
                node
            }
            Self::Itself(program) => Command::new(program),
        }
    }

    fn start_server(&self, folder: &Path) -> Result<(Actor, SocketAddr), String> {
        let mut command = self.command();
        command.arg("server").arg(folder.join("server"));
        let (server, ready) = Actor::start(&mut command);
        let port = ready["at"]
            .as_u64()
            .and_then(|port| u16::try_from(port).ok());
        let port = port.ok_or_else(|| format!("its server does not listen: {ready}"))?;
        Ok((server, SocketAddr::from(([127, 0, 0, 1], port))))
    }
}

/// A peer with all documents known to its server and one phone.
#[derive(Debug)]
pub struct Peer {
    name: &'static str,
    program: Program,
    shape: Shape,
    folder: TempDir,
    server: Actor,
    at: SocketAddr,
    /// What each document is called there, by number.
    documents: Vec<Value>,
    /// What it could not do, in its own words, since it was last asked.
    failed: Vec<String>,
}

impl Peer {
    /// Starts it and lets a phone write all documents and upload them.
    ///
    /// # Errors
    /// Why it cannot, in its own words.
    pub fn build(
        name: &'static str,
        program: Program,
        shape: Shape,
        disk: &Path,
    ) -> Result<Self, String> {
        let begun = Instant::now();
        let folder = tempfile::tempdir_in(disk).expect("a temporary folder can be made");
        let (server, at) = program.start_server(folder.path())?;
        let mut peer = Self {
            name,
            program,
            folder,
            server,
            at,
            documents: Vec::new(),
            failed: Vec::new(),
            shape,
        };
        let home = peer.phone();
        let written = peer.start(&home, at).ask(&json!({
            "do": "write", "from": 0, "to": peer.shape.documents,
        }));
        let documents = written["documents"].as_array();
        peer.documents = documents.ok_or_else(|| written.to_string())?.clone();
        trial(&mut peer, &home, Goal::Upload(0), Look::Plain);
        if let Some(why) = peer.failed.pop() {
            return Err(why);
        }
        eprintln!(
            "built the same in {name} in {:.1} s",
            begun.elapsed().as_secs_f64()
        );
        Ok(peer)
    }

    /// What it could not do since this was last asked, in its own words, each said once.
    pub fn failures(&mut self) -> Vec<String> {
        let mut failed = std::mem::take(&mut self.failed);
        failed.dedup();
        failed
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
        let cpu = self.server().cpu_ms() - cpu;
        if self.note_failed(&done) {
            return (f64::NAN, f64::NAN);
        }
        (number(&done, "at") - number(&done, "begun"), cpu)
    }

    /// Whether it could not do what it was told; remembered in its own words.
    fn note_failed(&mut self, said: &Value) -> bool {
        let why = said["failed"].as_str();
        self.failed.extend(why.map(str::to_owned));
        why.is_some()
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
        // First it ends: two servers on one folder would be in each other's way.
        self.server.end();
        match self.program.start_server(self.folder.path()) {
            Ok((server, at)) => (self.server, self.at) = (server, at),
            Err(why) => self.failed.push(why),
        }
    }

    fn phone(&self) -> PathBuf {
        self.folder.path().join("phone")
    }

    fn newcomer(&mut self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn edit(&mut self, edit: usize) {
        let at_server = json!({ "do": "edit", "documents": self.edited(1), "edit": edit });
        let at_server = self.server.ask(&at_server);
        self.note_failed(&at_server);
        let on_phone = json!({ "do": "edit", "documents": self.edited(0), "edit": edit });
        let on_phone = self.start(&self.phone(), self.at).ask(&on_phone);
        self.note_failed(&on_phone);
    }

    fn edit_offline(&mut self, home: &Path, edits: usize) {
        let mut phone = self.start(home, self.at);
        for edit in 1..=edits {
            let command = json!({ "do": "edit", "documents": self.all(), "edit": edit });
            let said = phone.ask(&command);
            self.note_failed(&said);
        }
    }

    fn start(&self, home: &Path, at: SocketAddr) -> Actor {
        let mut command = self.program.command();
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

    fn met(&mut self) -> Option<Value> {
        Some(self.server.hear())
    }

    fn collect(&mut self) {
        self.server.ask(&json!({ "do": "collect" }));
    }

    fn idle(&mut self, connections: usize) -> Box<dyn Any> {
        let mut phone = self.start(&self.folder.path().join("idle"), self.at);
        let said = phone.ask(&json!({ "do": "idle", "connections": connections }));
        self.note_failed(&said);
        Box::new(phone)
    }

    fn holds(&mut self, _: Goal, said: &Value) -> bool {
        // Its own processes say that they are done only once they hold what they must.
        !self.note_failed(said)
    }
}
