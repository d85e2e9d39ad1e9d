//! A process that is spoken to in lines: one JSON object a command, one an answer.
//!
//! A phone or a server of any system is such a process, so that its time and memory are its own. The
//! other end is [`crate::phone_process`] for Kith and `peers/actor.mjs` for others.

use crate::process::Process;
use serde_json::{Value, json};
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

    /// Gives a command and does not wait. Whether it was heard is in the answer.
    pub fn tell(&mut self, command: &Value) {
        if let Some(commands) = &mut self.commands {
            let _ = writeln!(commands, "{command}");
        }
    }

    /// The next answer. One that could not do what it was told, or has ended, answers with the reason
    /// under `failed`.
    pub fn hear(&mut self) -> Value {
        let mut line = String::new();
        let failed = match self.answers.read_line(&mut line) {
            Ok(0) => "its process has ended".to_owned(),
            Ok(_) => match serde_json::from_str(&line) {
                Ok(answer) => return answer,
                Err(error) => format!("it said {line:?}: {error}"),
            },
            Err(error) => format!("it cannot be heard: {error}"),
        };
        json!({ "failed": failed })
    }

    /// Gives a command and waits for its answer.
    pub fn ask(&mut self, command: &Value) -> Value {
        self.tell(command);
        self.hear()
    }

    /// Closes its standard input: it finishes what is under way and ends.
    pub fn end(&mut self) {
        drop(self.commands.take());
        let _ = self.process.wait();
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        self.end();
    }
}
