//! The terminal as a person or a script meets it: words, exit codes, JSON shapes, bad input.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use kith_core::App;
use kith_core::ambient::Scripted;
use kith_core::secure::FileStore;
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

const KEY: &str = "rimeyg4i2x7n4gd3czqmhmrhjdktygqyuyfguyfevydvekzyc6ka";

/// A person at a terminal, with a home folder of their own.
struct Terminal {
    home: tempfile::TempDir,
}

impl Terminal {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
        }
    }

    /// Rosa, who has founded a neighbourhood on a server that nobody runs.
    fn rosa() -> Self {
        let rosa = Self::new();
        let server = format!("http://127.0.0.1:1#{KEY}");
        rosa.does(&["found", "--server", &server, "--name", "Rosa"]);
        rosa
    }

    /// Rosa with a round open on the fixture's flours.
    fn with_round() -> Self {
        let rosa = Self::rosa();
        let list = fixture("wholefoods-price-list.csv");
        rosa.does(&["round", "import", &list, "--title", "Medway"]);
        rosa.does(&["round", "open", "--list", "medway", "--only", "flour"]);
        rosa
    }

    fn types(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kith"))
            .args(words)
            .env("KITH_HOME", self.home.path())
            .output()
            .unwrap()
    }

    /// Types words that must succeed, and gives what is printed.
    fn does(&self, words: &[&str]) -> String {
        let output = self.types(words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Types words that must succeed with `--json`.
    fn json(&self, words: &[&str]) -> Value {
        let printed = self.does(&[words, &["--json"]].concat());
        serde_json::from_str(&printed).unwrap()
    }

    /// Types words that must fail; gives exit code, stable word, cause and next step.
    fn fails(&self, words: &[&str]) -> (i32, String, String) {
        let output = self.types(&[words, &["--json"]].concat());
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        let error = &printed["error"];
        let text = |key: &str| error[key].as_str().unwrap().to_owned();
        assert!(!text("cause").is_empty() && !text("next").is_empty());
        assert_eq!(error["exit"], output.status.code().unwrap());
        let both = format!("{} {}", text("cause"), text("next"));
        (output.status.code().unwrap(), text("code"), both)
    }
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    folder.join(name).display().to_string()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

#[test]
fn a_price_list_is_looked_over_without_a_phone() {
    let nobody = Terminal::new();
    let report = nobody.json(&[
        "round",
        "import",
        &fixture("wholefoods-price-list.csv"),
        "--check",
    ]);
    assert_eq!(report["format"], "foodsoft-18");
    for part in ["taken", "mended", "refused"] {
        assert!(report[part].is_array(), "{part}");
    }
    assert!(nobody.home.path().read_dir().unwrap().next().is_none());
}

#[test]
fn a_round_is_pledged_closed_and_seen_through_offline() {
    let rosa = Terminal::with_round();
    rosa.does(&[
        "round",
        "pledge",
        "medway",
        "wholemeal flour",
        "3",
        "--up-to",
        "5",
    ]);
    let round = rosa.json(&["round", "show", "medway"]);
    let articles = round["articles"].as_array().unwrap();
    let flour = articles
        .iter()
        .find(|a| a["name"] == "Wholemeal flour")
        .unwrap();
    assert_eq!(flour["cases"], 1);
    assert_eq!(flour["mine"]["sync"]["word"], "on-this-phone");
    assert_eq!(round["bills"][0]["household"]["name"], "Rosa");

    let (exit, code, words) = rosa.fails(&["round", "place", "medway"]);
    assert_eq!((exit, code.as_str()), (3, "not-sealed"), "{words}");
    for step in ["seal", "place", "deliver", "settle"] {
        rosa.does(&["round", step, "medway"]);
    }
    assert_eq!(
        rosa.json(&["round", "list"])["rounds"][0]["stage"],
        "settled"
    );
    let (exit, code, _) = rosa.fails(&["round", "pledge", "medway", "rye", "1"]);
    assert_eq!((exit, code.as_str()), (3, "already-sealed"));
}

#[test]
fn a_name_that_fits_nothing_or_too_much_says_what_there_is() {
    let rosa = Terminal::with_round();
    let (exit, code, words) = rosa.fails(&["round", "pledge", "medway", "flour", "1"]);
    assert_eq!((exit, code.as_str()), (4, "ambiguous"));
    assert!(words.contains("Rye flour"), "{words}");
    let (exit, code, words) = rosa.fails(&["round", "show", "december"]);
    assert_eq!((exit, code.as_str()), (4, "not-found"));
    assert!(words.contains("Medway"), "{words}");
    let (exit, code, _) = rosa.fails(&["hours", "agree", "aaaaaa"]);
    assert_eq!((exit, code.as_str()), (4, "not-found"));
}

#[test]
fn a_phone_of_nobody_says_how_to_begin() {
    let nobody = Terminal::new();
    for words in [&["members"][..], &["sync"], &["hours", "list"]] {
        let (exit, code, words) = nobody.fails(words);
        assert_eq!((exit, code.as_str()), (4, "no-community"));
        assert!(words.contains("kith found"), "{words}");
    }
}

#[test]
fn links_and_addresses_that_are_none_are_told_apart() {
    let bert = Terminal::new();
    let join = |link: &str| bert.fails(&["join", link, "--name", "Bert"]);
    assert_eq!(join("hello").0, 2);
    assert_eq!(join("https://example.invalid/join#AAAA").1, "bad-invite");
    let found = bert.fails(&["found", "--server", "example.invalid", "--name", "Bert"]);
    assert_eq!((found.0, found.1.as_str()), (2, "bad-address"));
    // Nothing half-done is left behind.
    assert_eq!(bert.json(&["status"])["communities"], serde_json::json!([]));
}

#[test]
fn an_invite_of_last_year_is_refused_and_a_fresh_one_works_offline_once() {
    let (old, bert) = (Terminal::new(), Terminal::new());
    let long_ago = Arc::new(Scripted::new(1_600_000_000, "an old invite"));
    let store = Arc::new(FileStore::new(old.home.path().join("keys")));
    let app = App::open(old.home.path(), long_ago, store).unwrap();
    let community = app.found(&format!("http://127.0.0.1:1#{KEY}")).unwrap();
    let link = app.invite(community).unwrap().link;
    let (exit, code, words) = bert.fails(&["join", &link, "--name", "Bert"]);
    assert_eq!((exit, code.as_str()), (3, "invite-expired"));
    assert!(words.contains("ask for a new one") || words.contains("Ask for a new one"));

    let rosa = Terminal::rosa();
    let link = rosa.json(&["invite"])["link"].as_str().unwrap().to_owned();
    let look = bert.json(&["join", &link, "--look"]);
    assert_eq!(keys(&look), ["address", "community", "expires"]);
    bert.does(&["join", &link, "--name", "Bert"]);
    assert_eq!(
        bert.json(&["members"])["members"].as_array().unwrap().len(),
        2
    );
    let (exit, code, _) = bert.fails(&["join", &link, "--name", "Bert"]);
    assert_eq!((exit, code.as_str()), (3, "already-member"));
}

#[test]
fn a_poster_is_hung_asked_by_and_taken_down() {
    let (rosa, bert) = (Terminal::rosa(), Terminal::new());
    let (exit, code, words) = rosa.fails(&["poster", "hang"]);
    assert_eq!((exit, code.as_str()), (3, "older-rules"));
    assert!(words.contains("raise"), "{words}");
    assert_eq!(rosa.fails(&["members", "rules"]).0, 2, "asked twice");
    rosa.does(&["members", "rules", "--yes"]);
    let hung = rosa.json(&["poster", "hang", "--uses", "5", "--days", "10"]);
    let link = hung["link"].as_str().unwrap();
    let look = bert.json(&["door", "ask", link, "--look"]);
    assert_eq!(keys(&look), ["address", "community", "expires"]);
    bert.does(&["door", "ask", link, "--name", "Bert"]);
    let door = bert.json(&["door"]);
    assert_eq!(door["asked"]["word"].as_str().unwrap().len(), 6);
    let (exit, code, _) = bert.fails(&["members", "page", "--name", "Bert"]);
    assert_eq!((exit, code.as_str()), (3, "sync-first"));
    let posters = rosa.json(&["poster", "list"]);
    assert_eq!(posters["posters"][0]["open"], true);
    let id = posters["posters"][0]["id"].as_str().unwrap();
    rosa.does(&["poster", "take-down", &id[..8]]);
    assert_eq!(rosa.json(&["poster", "list"])["posters"][0]["open"], false);
    let (exit, code, _) = rosa.fails(&["door", "let-in", "Bert"]);
    assert_eq!((exit, code.as_str()), (4, "not-found"));
    assert_eq!(rosa.json(&["put-right"])["signed"], 0);
}

#[test]
fn a_home_that_is_in_use_is_left_alone() {
    let rosa = Terminal::rosa();
    let lock = File::options()
        .write(true)
        .open(rosa.home.path().join("kith.lock"))
        .unwrap();
    lock.try_lock().unwrap();
    let (exit, code, words) = rosa.fails(&["status"]);
    assert_eq!((exit, code.as_str()), (5, "locked"), "{words}");
    drop(lock);
    rosa.does(&["status"]);
}

#[test]
fn a_damaged_database_is_kept_and_said_so() {
    let rosa = Terminal::new();
    std::fs::write(rosa.home.path().join("kith.db"), [7; 9_000]).unwrap();
    for _ in 0..2 {
        let status = rosa.json(&["status"]);
        let aside = status["moved_aside"][0].as_str().unwrap();
        assert_eq!(std::fs::read(aside).unwrap(), [7; 9_000]);
    }
}

#[test]
fn offline_is_no_trouble_and_another_server_is() {
    let rosa = Terminal::rosa();
    let output = rosa.types(&["sync", "--json"]);
    assert_eq!(output.status.code(), Some(5));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["troubles"][0]["code"], "offline");
    assert_eq!(report["unsent"], 2);

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(
                b"HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello",
            );
        }
    });
    let anna = Terminal::new();
    anna.does(&[
        "found",
        "--server",
        &format!("http://{address}#{KEY}"),
        "--name",
        "Anna",
    ]);
    let output = anna.types(&["sync", "--json"]);
    assert_eq!(output.status.code(), Some(6));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["troubles"][0]["code"], "not-a-server");
}

#[test]
fn files_that_are_not_there_or_not_what_they_should_be_keep_nothing() {
    let rosa = Terminal::rosa();
    assert_eq!(rosa.fails(&["list", "import", "nowhere.csv"]).0, 4);
    let picture: PathBuf = rosa.home.path().join("picture.csv");
    std::fs::write(&picture, [0, 159, 146, 150]).unwrap();
    let (exit, code, _) = rosa.fails(&["list", "import", picture.to_str().unwrap()]);
    assert_eq!((exit, code.as_str()), (2, "bad-list"));
    assert_eq!(rosa.json(&["list", "show"])["lists"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_typed_is_usage_and_help_lists_the_exit_codes() {
    let rosa = Terminal::rosa();
    for words in [
        &["rounds"][..],
        &["hours", "note", "gave", "Bert", "soon", "tea"],
        &["round", "open", "--list", "x", "--closes", "2026-13-01"],
        &["members", "leave"],
    ] {
        assert_eq!(rosa.types(words).status.code(), Some(2), "{words:?}");
    }
    assert!(rosa.does(&["--help"]).contains("Exit codes:"));
    assert!(rosa.does(&["completions", "bash"]).contains("_kith"));
}

#[test]
fn shapes_of_json_stay() {
    let rosa = Terminal::with_round();
    assert_eq!(
        keys(&rosa.json(&["board", "post", "offer", "A ladder"])),
        ["changed", "done", "made"]
    );
    for (words, shape) in [
        (&["members"][..], &["members"][..]),
        (&["list", "show"], &["lists"]),
        (&["round", "list"], &["rounds"]),
        (&["hours", "list"], &["entries"]),
        (&["hours", "balances"], &["balances", "sum_minutes"]),
        (&["board", "list"], &["notices"]),
        (&["pair", "list"], &["pairings"]),
        (&["visit", "list"], &["visits"]),
        (&["status"], &["communities", "moved_aside"]),
        (&["rebuild"], &["documents"]),
        (&["export"], &["community", "documents", "members"]),
    ] {
        assert_eq!(keys(&rosa.json(words)), shape, "{words:?}");
    }
    assert_eq!(
        keys(&rosa.json(&["round", "list"])["rounds"][0]),
        [
            "articles",
            "bills_total_pence",
            "closes",
            "households",
            "minimum_pence",
            "name",
            "organiser",
            "own_pence",
            "reached_pence",
            "stage",
            "supplier",
            "sync",
            "title"
        ]
    );
    assert_eq!(
        keys(&rosa.json(&["status"])["communities"][0]["status"]),
        [
            "address",
            "community",
            "exists_twice",
            "items",
            "last_contact",
            "moved_aside",
            "needs_a_look",
            "trouble",
            "trouble_code",
            "unsent",
            "waiting_for_key"
        ]
    );
}
