//! Wake-ups: who is woken, how often, where not, and when their endpoint is forgotten.

use crate::phone::{Phone, seed};
use crate::town::{DAY, Town};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::roster::Act;
use kith_domain::wake::{ENDPOINT_DAYS, WakeAnswer, WakeAsk};
use kith_domain::wire::{Problem, VERSION};
use kith_server::push_service::PushService;
use kith_server::{Limits, Reach, serve};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

/// A push service on this machine: it keeps what was posted, whole.
struct StandIn {
    url: String,
    status: Arc<AtomicU16>,
    posted: mpsc::UnboundedReceiver<String>,
}

impl StandIn {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/up/ada", listener.local_addr().unwrap());
        let status = Arc::new(AtomicU16::new(201));
        let (keep, posted) = mpsc::unbounded_channel();
        let says = Arc::clone(&status);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut bytes = Vec::new();
                while !bytes.windows(4).any(|w| w == b"\r\n\r\n") {
                    match stream.read_buf(&mut bytes).await {
                        Ok(0) | Err(_) => break,
                        Ok(_) => {}
                    }
                }
                let status = says.load(Ordering::SeqCst);
                let answer = format!(
                    "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                let _ = keep.send(String::from_utf8(bytes).unwrap());
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self {
            url,
            status,
            posted,
        }
    }
}

impl Phone {
    fn asks_to_be_woken(&self, town: &Town, endpoint: Option<&str>) -> WakeAnswer {
        let token = self.ask(None, Vec::new()).asks.remove(0).token;
        let ask = WakeAsk {
            version: VERSION,
            token,
            endpoint: endpoint.map(str::to_owned),
        };
        let answer = town.server().wake(&encode(&ask)).unwrap();
        decode_exact(&answer, "wake answer").unwrap()
    }
}

fn endpoints(town: &Town) -> bool {
    let text = town.server().metrics();
    !text.lines().any(|line| line == "kith_endpoints 0")
}

fn refused(code: &str) -> WakeAnswer {
    let code = code.to_owned();
    WakeAnswer::Refused { code }
}

#[tokio::test(flavor = "multi_thread")]
async fn ada_sleeps_ben_pledges_and_one_empty_wake_up_comes() {
    let town = Town::waking(Reach::Anywhere);
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    ada.sync(&town);
    let service = PushService::new(Reach::Anywhere).unwrap();
    let server = town.server();
    let mut stand_in = StandIn::open().await;
    let url = stand_in.url.clone();
    assert_eq!(service.wake_all(&server).await, 0, "nobody asked for it");
    assert_eq!(ada.asks_to_be_woken(&town, Some(&url)), WakeAnswer::Kept);
    let round = ada.round();
    ada.pledge(&town, &round, "oats");
    assert_eq!(service.wake_all(&server).await, 0, "she knows what she did");
    ben.sync(&town);
    ben.pledge(&town, &round, "oats");
    ben.pledge(&town, &round, "beans");
    assert_eq!(service.wake_all(&server).await, 1);
    let posted = stand_in.posted.recv().await.unwrap().to_lowercase();
    let (head, body) = posted.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("post /up/ada http/1.1\r\n"), "{head}");
    for line in [
        "ttl: 86400",
        "content-length: 0",
        "urgency: normal",
        "topic: sync",
    ] {
        assert!(head.lines().any(|l| l == line), "{line} is not in\n{head}");
    }
    assert_eq!(body, "", "nothing is said but that something happened");
    ben.pledge(&town, &round, "rice");
    town.later(600);
    assert_eq!(service.wake_all(&server).await, 0, "she has not come yet");
    ada.sync(&town);
    ben.pledge(&town, &round, "peas");
    assert_eq!(service.wake_all(&server).await, 1);
    ada.sync(&town);
    ben.pledge(&town, &round, "salt");
    assert_eq!(service.wake_all(&server).await, 0, "that was a moment ago");
    town.later(60);
    assert_eq!(service.wake_all(&server).await, 1);
    let text = server.metrics();
    for line in ["kith_wakes_sent_total 3", "kith_endpoints 1"] {
        assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
    }
    ada.sync(&town);
    assert_eq!(ada.asks_to_be_woken(&town, None), WakeAnswer::Gone);
    ben.pledge(&town, &round, "flour");
    town.later(60);
    assert_eq!(service.wake_all(&server).await, 0, "she wants to sleep");
    assert!(!endpoints(&town));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_connected_live_is_poked_and_not_woken() {
    let town = Town::waking(Reach::Anywhere);
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let service = PushService::new(Reach::Anywhere).unwrap();
    let stand_in = StandIn::open().await;
    ada.asks_to_be_woken(&town, Some(&stand_in.url));
    let token = ada.ask(None, Vec::new()).asks.remove(0).token.to_vec();
    let pokes = town.server().watch(&[token]);
    let round = ben.round();
    ben.pledge(&town, &round, "oats");
    assert_eq!(service.wake_all(&town.server()).await, 0);
    drop(pokes);
    ben.pledge(&town, &round, "beans");
    assert_eq!(service.wake_all(&town.server()).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_that_knows_no_such_endpoint_is_not_asked_again() {
    for gone in [404, 410] {
        let town = Town::waking(Reach::Anywhere);
        let mut ada = Phone::founded(1, &town);
        let mut ben = ada.joined(&town, 2);
        let service = PushService::new(Reach::Anywhere).unwrap();
        let stand_in = StandIn::open().await;
        ada.asks_to_be_woken(&town, Some(&stand_in.url));
        let round = ben.round();
        stand_in.status.store(503, Ordering::SeqCst);
        ben.pledge(&town, &round, "oats");
        assert_eq!(service.wake_all(&town.server()).await, 0);
        assert!(endpoints(&town), "busy is not gone");
        stand_in.status.store(gone, Ordering::SeqCst);
        town.later(DAY);
        ben.log_in(&town);
        ben.pledge(&town, &round, "beans");
        assert_eq!(service.wake_all(&town.server()).await, 0);
        assert!(!endpoints(&town), "{gone}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_goes_with_its_devices_rights_and_with_time() {
    let town = Town::waking(Reach::Anywhere);
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    ada.sync(&town);
    let service = PushService::new(Reach::Anywhere).unwrap();
    let mut stand_in = StandIn::open().await;
    ada.asks_to_be_woken(&town, Some(&stand_in.url));
    ada.sync(&town);
    town.later((ENDPOINT_DAYS + 1) * DAY);
    ben.log_in(&town);
    let round = ben.round();
    ben.pledge(&town, &round, "oats");
    assert_eq!(service.wake_all(&town.server()).await, 0);
    assert!(!endpoints(&town), "nobody named it for two months");
    ben.asks_to_be_woken(&town, Some(&stand_in.url));
    assert!(endpoints(&town));
    ada.log_in(&town);
    ada.sync(&town);
    let left = ada.record(Act::MemberRemoved { member: ben.member });
    ada.give_records(&town, vec![left]);
    assert_eq!(service.wake_all(&town.server()).await, 0);
    assert!(!endpoints(&town));
    assert!(stand_in.posted.try_recv().is_err(), "nothing was posted");
}

#[test]
fn a_server_posts_to_nothing_behind_it_and_for_nobody_who_does_not_belong() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    ada.sync(&town);
    for inside in [
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:169.254.169.254]/",
        "https://10.0.0.1/up",
        "http://push.example/up",
        "https://ada@push.example/up",
    ] {
        let answer = ada.asks_to_be_woken(&town, Some(inside));
        assert_eq!(answer, refused("bad-endpoint"), "{inside}");
    }
    assert!(!endpoints(&town));
    let outside = "https://push.example/up";
    assert_eq!(ada.asks_to_be_woken(&town, Some(outside)), WakeAnswer::Kept);
    // What one says anew stands in place of what one said before, even where it may not be.
    let answer = ada.asks_to_be_woken(&town, Some("https://127.0.0.1/"));
    assert_eq!(answer, refused("bad-endpoint"));
    assert!(!endpoints(&town));
    let mut stranger = ada.as_a_stranger(seed(7));
    stranger.log_in(&town);
    let answer = stranger.asks_to_be_woken(&town, Some(outside));
    assert_eq!(answer, WakeAnswer::Problem(Problem::NotAMember));
    town.later(2 * DAY);
    let answer = ada.asks_to_be_woken(&town, Some(outside));
    assert_eq!(answer, WakeAnswer::Problem(Problem::Token));
    let town = Town::waking(Reach::Nowhere);
    let mut ada = Phone::founded(1, &town);
    ada.sync(&town);
    let answer = ada.asks_to_be_woken(&town, Some(outside));
    assert_eq!(answer, refused("no-wake-ups"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_serves_wakes_by_itself() {
    let town = Town::waking(Reach::Anywhere);
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let mut stand_in = StandIn::open().await;
    ada.asks_to_be_woken(&town, Some(&stand_in.url));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        let _ = stopped.await;
    };
    let done = tokio::spawn(serve(town.server(), listener, Limits::default(), stopped));
    let round = ben.round();
    ben.pledge(&town, &round, "oats");
    let posted = tokio::time::timeout(Duration::from_secs(10), stand_in.posted.recv()).await;
    assert!(posted.unwrap().unwrap().starts_with("POST /up/ada"));
    stop.send(()).unwrap();
    done.await.unwrap().unwrap();
}
