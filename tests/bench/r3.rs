//! Job `r3`, appending: many devices push at once, until everything is durable and everybody has it.
//!
//! What is pushed was written by real phones beforehand, so that their work is not in the way of the
//! server's: each wrote and signed its changes into a [`Recorder`], which answers *taken* in the
//! server's place. Then light devices give the very same pushes to the server, each over a connection
//! of its own, and read the pages that come back. Devices live in neighbourhoods of twenty, each with
//! one order that all of them pledge in. At the end a real phone in each holds what it gets to its
//! digest.

use crate::figures::{Figures, KITH, at as percentile, ms};
use crate::peer::Peer;
use crate::phone::{Home, Order, pledge, runtime, sync, sync_over, write_order};
use crate::phone_process::Via;
use crate::server::{Served, counted};
use crate::shape::Shape;
use kith_core::App;
use kith_core::sync::http::Http;
use kith_core::sync::transport::{Answer, Transport, TransportError};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::CommunityId;
use kith_domain::wire::{Ask, Push, Reply, SyncAnswer, SyncRequest, VERSION, Verdict};
use kith_tests::folder;
use minicbor::bytes::ByteVec;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const JOB: &str = "r3";
/// Devices in one neighbourhood.
const TOGETHER: usize = 20;
/// Changes each device makes.
const CHANGES: usize = 50;
/// Changes each device makes in a peer.
const PEER_CHANGES: usize = 10;
/// Devices in a peer.
pub const PEER_DEVICES: usize = 40;
/// Changes in a push.
const PER_PUSH: [usize; 3] = [1, 10, 50];
/// Changes in a push when devices do not push as fast as they can but take turns, each once in this
/// time: so many waiting at once is what an acknowledgement waits for above all.
const PACED: (usize, Duration) = (10, Duration::from_millis(200));

/// A neighbourhood of real phones.
struct Hall {
    community: CommunityId,
    founder: App,
    phones: Vec<App>,
}

/// Takes pushes in the server's place and keeps them.
struct Recorder {
    via: Via,
    asked: Mutex<Vec<Ask>>,
}

/// A device that gives pushes written before, and reads what comes.
struct Device {
    http: Http,
    at: String,
    asks: VecDeque<Ask>,
    community: CommunityId,
    token: ByteVec,
    cursor: Option<ByteVec>,
    /// When to give the first push, and how long after it the next; as fast as it can without.
    paced: Option<(Duration, Duration)>,
}

/// Runs it with this many devices; the server's folder lies in `disk`, where waiting for it is real.
pub fn run(shape: &Shape, devices: usize, disk: &Path, figures: &mut Figures) {
    let memory = folder::fresh();
    let on_disk = tempfile::tempdir_in(disk).expect("a temporary folder can be made");
    let server = Served::start(&on_disk.path().join("server"), None);
    let halls: Vec<Hall> = (0..devices.div_ceil(TOGETHER))
        .map(|hall| {
            let size = (devices - hall * TOGETHER).min(TOGETHER);
            Hall::build(&server, &memory.path().join(hall.to_string()), size)
        })
        .collect();
    let at = format!("http://{}", server.at);
    let network = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    for per_push in PER_PUSH {
        let mut note = |figure: &str, value| {
            figures.note(JOB, KITH, format!("{figure}_{per_push}"), value);
        };
        let given: Vec<Device> = halls
            .iter()
            .flat_map(|hall| hall.record(shape, per_push, &at))
            .collect();
        let changes = (devices * CHANGES) as f64;
        let process = server.process();
        let commits = counted(server.at, "kith_commit_jobs_count");
        let (cpu, writer) = (process.cpu_ms(), process.cpu_ms_of("writer"));
        let begun = Instant::now();
        let (given, acks) = network.block_on(all(given, Device::give));
        let seconds = ms(begun) / 1e3;
        let cpu_seconds = (process.cpu_ms() - cpu) / 1e3;
        let commits = counted(server.at, "kith_commit_jobs_count") - commits;
        note("changes_per_s", changes / seconds);
        note("changes_per_core", changes / cpu_seconds);
        let writer = (process.cpu_ms_of("writer") - writer) / 1e3;
        note("changes_per_writer_core", changes / writer);
        note("changes_per_commit", changes / commits);
        note("ack_p50_ms", percentile(&acks, 50));
        note("ack_p95_ms", percentile(&acks, 95));
        network.block_on(all(given, Device::catch_up));
        note("converged_ms", ms(begun));
        for hall in &halls {
            let report = sync(&runtime(), &hall.founder);
            assert!(
                report.merged >= hall.phones.len() * CHANGES,
                "a real phone gets all of it"
            );
        }
    }
    let (per_push, every) = PACED;
    let mut given: Vec<Device> = halls
        .iter()
        .flat_map(|hall| hall.record(shape, per_push, &at))
        .collect();
    let turn = every / u32::try_from(devices.max(1)).expect("some hundred devices");
    for (device, number) in given.iter_mut().zip(0..) {
        device.paced = Some((turn * number, every));
    }
    let begun = Instant::now();
    let (_, acks) = network.block_on(all(given, Device::give));
    let changes = (devices * CHANGES) as f64;
    let mut note = |figure, value| figures.note(JOB, KITH, figure, value);
    note(
        "paced_changes_per_s",
        changes / begun.elapsed().as_secs_f64(),
    );
    note("paced_ack_p50_ms", percentile(&acks, 50));
    note("paced_ack_p95_ms", percentile(&acks, 95));
}

/// The same in a peer, each change by itself; by fewer devices, since more take it many minutes.
pub fn run_peer(peer: &mut Peer, devices: usize, figures: &mut Figures) {
    let (milliseconds, cpu_ms) = peer.append(devices, PEER_CHANGES);
    let changes = (devices * PEER_CHANGES) as f64;
    let mut note = |figure: &str, value| figures.note(JOB, peer.word(), figure, value);
    note("changes_per_s_1", changes / milliseconds * 1e3);
    note("changes_per_core_1", changes / cpu_ms * 1e3);
    note("converged_ms_1", milliseconds);
}

impl Hall {
    fn build(server: &Served, folder: &Path, size: usize) -> Self {
        let founder = Home(folder.join("founder")).open();
        let community = founder.found(&server.address).expect("it is founded");
        let phones: Vec<App> = (0..size)
            .map(|phone| {
                let invite = founder.invite(community).expect("an invite is made");
                let app = Home(folder.join(phone.to_string())).open();
                app.join(&invite.link).expect("a newcomer joins");
                app
            })
            .collect();
        sync(&runtime(), &founder);
        for phone in &phones {
            sync(&runtime(), phone);
        }
        Self {
            community,
            founder,
            phones,
        }
    }

    /// Lets every phone write its changes, offline, into pushes of `per_push`.
    fn record(&self, shape: &Shape, per_push: usize, at: &str) -> Vec<Device> {
        let order = write_order(&self.founder, self.community, shape, 0);
        sync(&runtime(), &self.founder);
        let phones = self.phones.iter();
        phones
            .map(|phone| {
                sync(&runtime(), phone);
                self.record_one(phone, shape, &order, per_push, at)
            })
            .collect()
    }

    fn record_one(
        &self,
        phone: &App,
        shape: &Shape,
        order: &Order,
        per_push: usize,
        at: &str,
    ) -> Device {
        let recorder = Recorder {
            via: Via::to(at),
            asked: Mutex::default(),
        };
        for change in 0..CHANGES {
            let line = change % order.articles.len();
            pledge(
                phone,
                self.community,
                order,
                line,
                shape.edited(line, change),
            );
            if (change + 1) % per_push == 0 {
                sync_over(&runtime(), phone, &recorder);
            }
        }
        let asked = recorder.asked.into_inner().expect("nobody else has it");
        let asks: VecDeque<Ask> = asked.into_iter().filter(|a| a.push.is_some()).collect();
        let first = asks.front().expect("something was pushed");
        Device {
            http: Http::new().expect("the network library starts"),
            at: at.to_owned(),
            community: self.community,
            token: first.token.clone(),
            cursor: first.cursor.clone(),
            paced: None,
            asks,
        }
    }
}

impl Transport for Recorder {
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        if path != "/v1/sync" {
            return self.via.post(address, path, body);
        }
        let request: SyncRequest = decode_exact(&body, "request").expect("a phone's own words");
        let replies = request.asks.iter().map(|ask| Reply {
            community: ask.community,
            verdict: ask.push.as_ref().map(|_| Verdict::Taken),
            pages: Vec::new(),
            cursor: ask.cursor.clone().unwrap_or_else(|| Vec::new().into()),
            remaining: 0,
            mail: Vec::new(),
            lacking: Vec::new(),
            digest: None,
            problem: None,
            knocks: None,
            stands: None,
        });
        let answer = encode(&SyncAnswer {
            replies: replies.collect(),
        });
        self.asked
            .lock()
            .expect("nobody panicked over it")
            .extend(request.asks);
        Box::pin(async move { Ok(answer) })
    }
}

/// Lets all devices do it at once; what each timed, in one list.
async fn all<F>(devices: Vec<Device>, act: fn(Device) -> F) -> (Vec<Device>, Vec<f64>)
where
    F: Future<Output = (Device, Vec<f64>)> + Send + 'static,
{
    let tasks: Vec<_> = devices.into_iter().map(|d| tokio::spawn(act(d))).collect();
    let (mut devices, mut times) = (Vec::new(), Vec::new());
    for task in tasks {
        let (device, timed) = task.await.expect("no device fails");
        devices.push(device);
        times.extend(timed);
    }
    (devices, times)
}

impl Device {
    /// Gives every push, one after another; milliseconds until each was taken.
    async fn give(mut self) -> (Self, Vec<f64>) {
        let mut acks = Vec::new();
        let mut due = tokio::time::Instant::now();
        if let Some((first, _)) = self.paced {
            due += first;
        }
        while let Some(ask) = self.asks.pop_front() {
            if let Some((_, every)) = self.paced {
                tokio::time::sleep_until(due).await;
                due += every;
            }
            let begun = Instant::now();
            loop {
                match self.ask(ask.push.clone()).await.verdict {
                    Some(Verdict::Taken) => break,
                    // Told to wait, it does not wait long: the queue is what is measured.
                    Some(Verdict::Later { .. }) => tokio::time::sleep(SOON).await,
                    other => panic!("a push was not taken: {other:?}"),
                }
            }
            acks.push(ms(begun));
        }
        (self, acks)
    }

    /// Reads until nothing remains.
    async fn catch_up(mut self) -> (Self, Vec<f64>) {
        while self.ask(None).await.remaining > 0 {}
        (self, Vec::new())
    }

    async fn ask(&mut self, push: Option<Push>) -> Reply {
        let request = encode(&SyncRequest {
            version: VERSION,
            asks: vec![Ask {
                community: self.community,
                token: self.token.clone(),
                cursor: self.cursor.clone(),
                push,
                mail: Vec::new(),
                lacks: Vec::new(),
                knock: None,
                repair: None,
            }],
        });
        let answer = loop {
            match self.http.post(&self.at, "/v1/sync", request.clone()).await {
                Ok(answer) => break answer,
                Err(TransportError::Busy) => tokio::time::sleep(SOON).await,
                Err(error) => panic!("a device cannot sync: {error}"),
            }
        };
        let answer: SyncAnswer = decode_exact(&answer, "answer").expect("the server's own words");
        let reply = answer.replies.into_iter().next().expect("one reply an ask");
        assert_eq!(reply.problem, None, "the server has a problem");
        self.cursor = Some(reply.cursor.clone());
        reply
    }
}

const SOON: Duration = Duration::from_millis(20);
