//! A system under measurement: a server and a phone that know the same documents.
//!
//! Kith is one ([`crate::fixture`]), others are too ([`crate::peer`]); the jobs that all of them can do
//! are written once, over this trait. [`trial`] is one sync by a cold phone, in processes of their own.

use crate::actor::Actor;
use crate::process::{Fsyncs, Process};
use crate::relay::Relay;
use serde_json::{Value, json};
use std::any::Any;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a sync has to bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Every document on the phone.
    All,
    /// This edit on both sides.
    Edit(usize),
    /// Every document of the phone's at the server.
    Upload(usize),
    /// That nothing is new.
    Nothing,
}

/// What every system can be asked.
pub trait System {
    /// Its word in the table.
    fn name(&self) -> &'static str;
    /// How many documents it knows.
    fn documents(&self) -> usize;
    /// The server's process.
    fn server(&self) -> Process;
    /// Where it listens.
    fn at(&self) -> SocketAddr;
    /// Ends the server and starts it on the same folder and port.
    fn restart(&mut self);
    /// The folder of the phone that knows all documents.
    fn phone(&self) -> PathBuf;
    /// The folder of a phone that knows none, and may sync.
    fn newcomer(&mut self, name: &str) -> PathBuf;
    /// Changes a few documents on the phone, offline, and others at the server.
    fn edit(&mut self, edit: usize);
    /// Changes documents on the phone alone, offline, `edits` times each.
    fn edit_offline(&mut self, home: &Path, edits: usize);
    /// A phone's process, not yet at work.
    fn start(&self, home: &Path, at: SocketAddr) -> Actor;
    /// What to tell it to sync.
    fn sync(&self, goal: Goal) -> Value;
    /// Lets the server look out for the phone's part of the goal.
    fn expect(&mut self, goal: Goal);
    /// When the server had it on its disk, in milliseconds since 1970 under `at`; `None` where a
    /// phone's word that it is done says so.
    fn met(&mut self) -> Option<Value>;
    /// Lets the server free what it need not keep, so that its memory can be looked at.
    fn collect(&mut self);
    /// Connections that do nothing, until what is returned is dropped.
    fn idle(&mut self, connections: usize) -> Box<dyn Any>;
    /// Holds what was said of a sync to the goal; `false` where that system could not do it. Kith
    /// must.
    fn holds(&mut self, goal: Goal, said: &Value) -> bool;
}

/// What one sync took.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    /// Until what was to come about lay on the disks of both sides.
    pub ms: f64,
    /// Processor time of the phone.
    pub client_cpu_ms: f64,
    /// Processor time of the server.
    pub server_cpu_ms: f64,
    /// Requests, where there are any; else messages both ways.
    pub requests: f64,
    /// Memory of the phone's process at the end.
    pub client_memory: f64,
    /// Memory of the server's process, the phone still connected.
    pub server_memory: f64,
    /// Bytes on the socket both ways; counted only over a relay.
    pub bytes: f64,
    /// Waits for the disk on the phone; counted only when asked for.
    pub client_fsyncs: f64,
    /// The same at the server.
    pub server_fsyncs: f64,
}

/// How a sync is looked at; looking closely costs time, so the plain one alone is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Times and processor times.
    Plain,
    /// Over a relay that makes a round trip this many milliseconds longer.
    Relay(u64),
    /// With every wait for the disk counted.
    Fsyncs,
}

/// Lets a cold phone sync.
pub fn trial(system: &mut dyn System, home: &Path, goal: Goal, look: Look) -> Took {
    let relay = match look {
        Look::Relay(longer) => Some(Relay::to(system.at(), Duration::from_millis(longer))),
        Look::Plain | Look::Fsyncs => None,
    };
    let at = relay.as_ref().map_or(system.at(), |relay| relay.at);
    let mut phone = system.start(home, at);
    let fsyncs = |process| {
        (look == Look::Fsyncs)
            .then(|| Fsyncs::of(process))
            .flatten()
    };
    let (of_phone, of_server) = (fsyncs(phone.process()), fsyncs(system.server()));
    let server_before = system.server().cpu_ms();
    system.expect(goal);
    let synced = phone.ask(&system.sync(goal));
    let met = system.met();
    let end = phone.ask(&json!({ "do": "end" }));
    let server_cpu_ms = system.server().cpu_ms() - server_before;
    let said = [Some(&synced), met.as_ref(), Some(&end)];
    let said = said.into_iter().flatten();
    // Where a side was not done there is no figure at all: every one would be of less than the work.
    // Each is asked, since asking says which it was.
    let held: Vec<bool> = said.map(|said| system.holds(goal, said)).collect();
    let whole = held.iter().all(|held| *held);
    let figure = |value: f64| if whole { value } else { f64::NAN };
    let (begun, done) = (number(&synced, "begun"), number(&synced, "at"));
    let met = met.map_or(done, |met| number(&met, "at"));
    let count = |fsyncs: Option<Fsyncs>| fsyncs.map_or(f64::NAN, Fsyncs::count);
    Took {
        ms: figure(done.max(met) - begun),
        client_cpu_ms: figure(number(&end, "cpu_ms")),
        server_cpu_ms: figure(server_cpu_ms),
        requests: figure(number(&end, "messages")),
        client_memory: figure(phone.process().memory()),
        server_memory: figure(system.server().memory()),
        bytes: figure(relay.map_or(f64::NAN, |relay| relay.bytes())),
        client_fsyncs: figure(count(of_phone)),
        server_fsyncs: figure(count(of_server)),
    }
}

/// A number in an answer; not a number if it is not there.
pub fn number(answer: &Value, name: &str) -> f64 {
    answer[name].as_f64().unwrap_or(f64::NAN)
}
