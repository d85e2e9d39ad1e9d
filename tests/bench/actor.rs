//! A process that is spoken to in lines: one JSON object a command, one an answer.
//!
//! A phone or a server of any system is such a process, so that its time and memory are its own. The
//! other end is [`crate::phone_process`] for Kith and `peers/actor.mjs` for others.

use crate::process::Process;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A process at work; it ends when this is dropped.
#[derive(Debug)]
pub struct Actor {
    process: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Actor {
    /// Starts `command` and waits for its first line, which says that it is ready.
    pub fn start(command: &mut Command) -> (Self, Value) {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
        let commands = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut actor = Self {
            process,
            commands,
            answers,
        };
        let ready = actor.hear();
        (actor, ready)
    }

    /// Its number.
    pub fn process(&self) -> Process {
        Process(self.process.id())
    }

    /// Gives a command and does not wait.
    pub fn tell(&mut self, command: &Value) {
        let commands = self.commands.as_mut().expect("it is still at work");
        writeln!(commands, "{command}").expect("it listens");
    }

    /// The next answer.
    pub fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("it said {line:?}: {e}"))
    }

    /// Gives a command and waits for its answer.
    pub fn ask(&mut self, command: &Value) -> Value {
        self.tell(command);
        self.hear()
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        // Its standard input closes: it finishes what is under way and ends.
        drop(self.commands.take());
        let _ = self.process.wait();
    }
}
