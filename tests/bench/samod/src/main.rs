//! One side of samod as a peer: the Rust sibling of automerge-repo, over TCP, with files.
//!
//! Speaks the lines of `peers/actor.mjs`: `server FOLDER`, or `phone FOLDER ws://HOST:PORT`. samod tells
//! nobody when a document lies in its folder, so its times end when the documents hold what they must;
//! what Kith and the others wait for besides is a gift to it.

mod work;

use futures::future::try_join_all;
use samod::storage::TokioFilesystemStorage;
use samod::tokio_io::TcpDialer;
use samod::{BackoffConfig, DocHandle, Repo, RepoEvent, RepoObserver, ShareConfig, Transport};
use serde::Deserialize;
use serde_json::{Value, json};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncBufReadExt, BufReader};
use url::Url;
use work::{TOGETHER, Work, append};

type Failed = Box<dyn Error + Send + Sync>;

/// Seconds any command may take; what takes longer has no figure.
const BOUND: u64 = 300;

/// A document by its number and name.
type Named = (usize, String);

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Command {
    Write {
        from: usize,
        to: usize,
    },
    Edit {
        documents: Vec<Named>,
        edit: usize,
    },
    Await {
        documents: Vec<Named>,
        edit: Option<usize>,
    },
    Sync {
        documents: Vec<String>,
        expect: Vec<Named>,
        edit: Option<usize>,
    },
    Append {
        documents: Vec<Named>,
        devices: usize,
        changes: usize,
    },
    Idle {
        connections: usize,
    },
    Collect,
    End,
}

/// Counts messages both ways.
#[derive(Clone, Default)]
struct Messages(Arc<AtomicU64>);

impl RepoObserver for Messages {
    fn observe(&self, event: &RepoEvent) {
        if let RepoEvent::SyncMessageReceived { .. } | RepoEvent::SyncMessageGenerated { .. } = event
        {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

struct Side {
    work: Work,
    folder: String,
    /// Where the server is; none on the server itself.
    server: Option<Url>,
    /// What is open; a server has it from the start, a phone once it syncs.
    open: Vec<Repo>,
    messages: Messages,
    cpu_before: f64,
}

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    let side = arguments.next().unwrap_or_default();
    let folder = arguments.next().ok_or("name a folder")?;
    let server = match arguments.next() {
        Some(at) => Some(Url::parse(&at.replace("ws://", "tcp://"))?),
        None => None,
    };
    let mut side = Side {
        work: Work::read(),
        server: server.filter(|_| side == "phone"),
        messages: Messages::default(),
        open: Vec::new(),
        cpu_before: 0.0,
        folder,
    };
    println!("{}", side.begin().await?);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let command = serde_json::from_str(&line)?;
        let done = tokio::time::timeout(Duration::from_secs(BOUND), side.obey(command)).await;
        let answer = match done {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => json!({ "failed": error.to_string() }),
            Err(_) => json!({ "failed": format!("not done within {BOUND} seconds") }),
        };
        println!("{answer}");
    }
    Ok(())
}

impl Side {
    /// What it says when it is ready; a server listens.
    async fn begin(&mut self) -> Result<Value, Failed> {
        if self.server.is_some() {
            return Ok(json!({}));
        }
        let repo = Repo::build_tokio()
            .with_storage(TokioFilesystemStorage::new(Path::new(&self.folder)))
            // As its sync server in JavaScript: who wants a document asks for it.
            .with_share_policy(ShareConfig::read_write().with_announce(false))
            .load()
            .await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let acceptor = repo.make_acceptor(Url::parse("tcp://server")?)?;
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                let _ = acceptor.accept(Transport::from_tokio_io(stream));
            }
        });
        self.open.push(repo);
        Ok(json!({ "at": port }))
    }

    async fn obey(&mut self, command: Command) -> Result<Value, Failed> {
        match command {
            Command::Write { from, to } => self.write(from..to).await,
            Command::Edit { documents, edit } => self.edit(&documents, edit).await,
            Command::Await { documents, edit } => self.hold(&documents, edit).await,
            Command::Sync {
                documents,
                expect,
                edit,
            } => self.sync(&documents, &expect, edit).await,
            Command::Append {
                documents,
                devices,
                changes,
            } => self.append(&documents, devices, changes).await,
            Command::Idle { connections } => {
                for _ in 0..connections {
                    let repo = self.dial(None).await?;
                    self.open.push(repo);
                }
                Ok(json!({}))
            }
            Command::Collect => Ok(json!({})),
            Command::End => {
                self.settle().await;
                Ok(json!({
                    "cpu_ms": cpu_ms() - self.cpu_before,
                    "messages": self.messages.0.load(Ordering::Relaxed),
                }))
            }
        }
    }

    async fn offline(&self) -> Repo {
        let storage = TokioFilesystemStorage::new(Path::new(&self.folder));
        Repo::build_tokio().with_storage(storage).load().await
    }

    /// A repo that is connected, with a folder or without.
    async fn dial(&self, folder: Option<&str>) -> Result<Repo, Failed> {
        let builder = Repo::build_tokio().with_observer(self.messages.clone());
        let repo = match folder {
            Some(folder) => {
                let storage = TokioFilesystemStorage::new(Path::new(folder));
                builder.with_storage(storage).load().await
            }
            None => builder.load().await,
        };
        let server = self.server.clone().ok_or("a server dials nobody")?;
        let dialer = TcpDialer::new(server)?;
        let dialled = repo.dial(BackoffConfig::default(), Arc::new(dialer))?;
        dialled.established().await?;
        Ok(repo)
    }

    async fn write(&self, numbers: std::ops::Range<usize>) -> Result<Value, Failed> {
        let repo = self.offline().await;
        let mut names = Vec::new();
        for number in numbers {
            let handle = repo.create(self.work.order(number)?).await?;
            names.push(handle.document_id().to_string());
        }
        repo.stop().await;
        Ok(json!({ "documents": names }))
    }

    async fn edit(&self, documents: &[Named], edit: usize) -> Result<Value, Failed> {
        let offline = match self.server {
            Some(_) => Some(self.offline().await),
            None => None,
        };
        let repo = offline.as_ref().or(self.open.first()).ok_or("nothing is open")?;
        for (number, name) in documents {
            let handle = find(repo, name).await?;
            handle.with_document(|doc| self.work.edit(doc, *number, edit))?;
        }
        if let Some(repo) = offline {
            repo.stop().await; // waits until all is in the folder
        }
        Ok(json!({}))
    }

    /// On the server: until these hold the edit.
    async fn hold(&self, documents: &[Named], edit: Option<usize>) -> Result<Value, Failed> {
        let repo = self.open.first().ok_or("nothing is open")?;
        let mut at = now();
        for (number, name) in documents {
            let handle = loop {
                match repo.find(name.parse()?).await? {
                    Some(handle) => break handle,
                    None => tokio::time::sleep(SOON).await,
                }
            };
            self.until(|work| handle.with_document(|doc| work.holds(doc, *number, edit)))
                .await;
            at = now();
        }
        Ok(json!({ "at": at }))
    }

    async fn sync(
        &mut self,
        documents: &[String],
        expect: &[Named],
        edit: Option<usize>,
    ) -> Result<Value, Failed> {
        self.cpu_before = cpu_ms();
        let begun = now();
        let repo = self.dial(Some(&self.folder)).await?;
        let handles = try_join_all(documents.iter().map(|name| find(&repo, name))).await?;
        for (number, name) in expect {
            let place = documents.iter().position(|document| document == name);
            let handle = place.and_then(|place| handles.get(place));
            let handle = handle.ok_or("expected of a document that is not synced")?;
            self.until(|work| handle.with_document(|doc| work.holds(doc, *number, edit)))
                .await;
        }
        let at = now();
        self.open.push(repo);
        Ok(json!({ "begun": begun, "at": at }))
    }

    async fn append(
        &mut self,
        documents: &[Named],
        devices: usize,
        changes: usize,
    ) -> Result<Value, Failed> {
        let begun = now();
        let side = &*self;
        let all = (0..devices).map(|device| async move {
            let (document, name) = documents
                .get(device / TOGETHER)
                .ok_or("too few documents")?;
            let repo = side.dial(None).await?;
            let handle = find(&repo, name).await?;
            for change in 0..changes {
                handle.with_document(|doc| append(doc, device, change))?;
                // Sent before the next, as a person's next tap would be.
                tokio::task::yield_now().await;
            }
            let has_all = |doc: &mut automerge::Automerge| {
                side.work.has_all(doc, *document, devices, changes)
            };
            side.until(|_| handle.with_document(has_all)).await;
            Ok::<Repo, Failed>(repo)
        });
        let open = try_join_all(all).await?;
        let at = now();
        self.open.extend(open);
        Ok(json!({ "begun": begun, "at": at }))
    }

    async fn until(&self, holds: impl Fn(&Work) -> bool) {
        while !holds(&self.work) {
            tokio::time::sleep(SOON).await;
        }
    }

    /// Until no more messages come.
    async fn settle(&self) {
        loop {
            let before = self.messages.0.load(Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(300)).await;
            if self.messages.0.load(Ordering::Relaxed) == before {
                return;
            }
        }
    }
}

const SOON: Duration = Duration::from_millis(2);

async fn find(repo: &Repo, name: &str) -> Result<DocHandle, Failed> {
    let found = repo.find(name.parse()?).await?;
    found.ok_or_else(|| format!("{name} is nowhere").into())
}

/// Milliseconds since 1970, as the other processes of a trial tell them.
fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1e3)
}

/// Processor time of this process's threads, in milliseconds.
fn cpu_ms() -> f64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
        return f64::NAN;
    };
    let nanoseconds = tasks
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|line| line.split(' ').next()?.parse::<u64>().ok())
        .sum::<u64>();
    nanoseconds as f64 / 1e6
}
