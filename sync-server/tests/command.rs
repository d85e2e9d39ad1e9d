//! The program `kith-server`, as an operator starts it, asks how it does and stops it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn kith_server() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kith-server"))
}

/// What it says and how it ends, when it ends by itself.
fn ends(arguments: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = kith_server().args(arguments).output().unwrap();
    let words = [stdout, stderr].concat();
    (status.code(), String::from_utf8(words).unwrap())
}

/// A server at work.
struct Serving {
    child: Child,
    /// The line it printed.
    said: Value,
}

impl Serving {
    fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = kith_server()
            .args(["serve", "--json", "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        lines.read_line(&mut line).unwrap();
        let said = serde_json::from_str(&line).unwrap();
        Self { child, said }
    }

    fn word(&self, name: &str) -> &str {
        self.said[name].as_str().unwrap()
    }

    /// What `GET path` answers, head and all.
    fn answers(&self, path: &str) -> String {
        let at = self.word("listening").strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(at).unwrap();
        let ask = format!("GET {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop; how it ended.
    fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

#[test]
fn an_operator_starts_it_asks_how_it_does_stops_it_and_finds_the_same_key_again() {
    let data = tempfile::tempdir().unwrap();
    let first = Serving::start(
        data.path(),
        &["--wake", "off", "--public-url", "https://kith.example.org"],
    );
    let key = first.word("key").to_owned();
    assert_eq!(
        first.word("address"),
        format!("https://kith.example.org#{key}")
    );
    let metrics = first.answers("/metrics");
    assert!(metrics.starts_with("HTTP/1.1 200"), "{metrics}");
    assert!(metrics.contains("\nkith_changes_total 0\n"), "{metrics}");
    assert_eq!(first.stop(), Some(0));
    let again = Serving::start(data.path(), &["--wake", "anywhere"]);
    assert_eq!(again.word("key"), key);
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn a_second_one_on_the_same_folder_says_so_and_ends() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let first = Serving::start(data.path(), &[]);
    let (code, words) = ends(&["serve", "--data", folder]);
    assert_eq!(code, Some(3), "{words}");
    assert!(words.starts_with("kith-server: "), "{words}");
    let (code, words) = ends(&["recover", "--data", folder, "--begin"]);
    assert_eq!(code, Some(3), "{words}");
    assert_eq!(first.stop(), Some(0));
    let (code, words) = ends(&["recover", "--data", folder, "--begin"]);
    assert_eq!(
        (code, words.as_str()),
        (Some(0), "0 communities are recovering\n")
    );
}

#[test]
fn what_does_not_read_is_answered_with_what_would() {
    let (code, words) = ends(&["serve", "--data", "x", "--wake", "everybody"]);
    assert_eq!(code, Some(2), "{words}");
    for choice in ["public", "anywhere", "off"] {
        assert!(words.contains(choice), "{words}");
    }
    let (code, words) = ends(&["recover", "--data", "x"]);
    assert_eq!(code, Some(2), "{words}");
    assert!(
        words.contains("--begin") && words.contains("--done"),
        "{words}"
    );
    let (code, words) = ends(&["serve", "--help"]);
    assert_eq!(code, Some(0));
    assert!(words.contains("--wake <WAKE>"), "{words}");
}
