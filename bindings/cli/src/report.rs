//! What a command has to say: to people as text, to programs as JSON.

use crate::problem::Exit;
use kith_core::execute::Done;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

/// A command's answer.
#[derive(Debug)]
pub struct Report {
    /// For people; may be empty.
    pub text: String,
    /// For programs.
    pub data: Value,
    /// How the program ends.
    pub exit: Exit,
}

impl Report {
    /// The same answer twice.
    pub fn new<T: Serialize>(data: &T, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            data: serde_json::to_value(data).unwrap_or_default(),
            exit: Exit::Ok,
        }
    }

    /// Text alone; as JSON `{"text": …}`.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(&json!({ "text": text }), text)
    }

    /// What was done: `{"done", "changed", "made"}`.
    pub fn done(done: &Done, words: &str) -> Self {
        let data = json!({
            "done": words,
            "changed": done.changed,
            "made": done.made,
        });
        let text = if done.changed {
            sentence(words)
        } else {
            "Nothing to do: it stands like that already.".to_owned()
        };
        Self::new(&data, text)
    }

    /// Prints it.
    pub fn print(&self, json: bool) {
        let out = if json {
            format!("{:#}\n", self.data)
        } else if self.text.is_empty() {
            return;
        } else {
            format!("{}\n", self.text.trim_end())
        };
        // A reader who has gone, such as `head`, is no fault.
        let _ = std::io::stdout().write_all(out.as_bytes());
    }
}

/// Words as a sentence: a capital in front, a stop behind.
pub fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let ended = words.ends_with(['.', '!', '?', '…', ')', ':']);
    let stop = if ended { "" } else { "." };
    format!("{}{}{stop}", first.unwrap_or_default(), letters.as_str())
}
