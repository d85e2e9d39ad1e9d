//! The same over sockets, with clients that do not behave.

use crate::phone::Phone;
use crate::town::Town;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::wire::SyncAnswer;
use kith_server::{Limits, serve};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Served {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<std::io::Result<()>>,
}

async fn serve_town(town: &Town, limits: Limits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        let _ = stopped.await;
    };
    let done = tokio::spawn(serve(town.server(), listener, limits, stopped));
    Served { at, stop, done }
}

/// Reads until the server closes; bounded, so that a server that never does fails the test.
async fn read_to_end(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let reading = stream.read_to_end(&mut bytes);
    let _ = tokio::time::timeout(Duration::from_secs(10), reading)
        .await
        .expect("the server closes");
    bytes
}

async fn request(at: SocketAddr, head: &str, body: &[u8]) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let head = format!("{head}\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let _ = stream.write_all(body).await;
    let answer = read_to_end(&mut stream).await;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    (head, answer[end..].to_vec())
}

fn post(path: &str, length: usize) -> String {
    format!("POST {path} HTTP/1.1\r\ncontent-type: application/cbor\r\ncontent-length: {length}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_over_http_is_the_same_sync() {
    let town = Town::new();
    let ada = Phone::founded(1, &town);
    let served = serve_town(&town, Limits::default()).await;
    let body = encode(&ada.ask(None, Vec::new()));
    let (head, answer) = request(served.at, &post("/v1/sync", body.len()), &body).await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let answer: SyncAnswer = decode_exact(&answer, "answer").unwrap();
    assert_eq!(answer.replies[0].remaining, 0);
    let (head, body) = request(served.at, "GET /healthz HTTP/1.1", b"").await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(body, b"ok");
    for (asked, status) in [
        (post("/v1/sync", 3), "400"),
        (post("/v1/sync", 600_000), "413"),
        (post("/v1/session/challenge", 2000), "413"),
        (post("/v1/nowhere", 0), "404"),
        (
            "POST /v1/sync HTTP/1.1\r\ncontent-length: 0".to_owned(),
            "415",
        ),
        ("GET /v1/live HTTP/1.1".to_owned(), "401"),
    ] {
        let (head, _) = request(served.at, &asked, b"abc").await;
        assert!(head.contains(status), "{asked}: {head}");
    }
    served.stop.send(()).unwrap();
    served.done.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_dawdles_over_its_headers_is_cut() {
    let town = Town::new();
    let limits = Limits {
        headers: Duration::from_millis(100),
        ..Limits::default()
    };
    let served = serve_town(&town, limits).await;
    for start in ["", "GET /healthz HTT"] {
        let mut slow = TcpStream::connect(served.at).await.unwrap();
        slow.write_all(start.as_bytes()).await.unwrap();
        let answer = read_to_end(&mut slow).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
    let (head, _) = request(served.at, "GET /healthz HTTP/1.1", b"").await;
    assert!(head.starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_has_so_many_connections_and_no_more() {
    let town = Town::new();
    let limits = Limits {
        per_address: 2,
        ..Limits::default()
    };
    let served = serve_town(&town, limits).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(served.at).await.unwrap();
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut byte = [0; 1];
        stream.read_exact(&mut byte).await.unwrap();
        held.push(stream);
    }
    let mut third = TcpStream::connect(served.at).await.unwrap();
    assert_eq!(read_to_end(&mut third).await, b"");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_connection_is_poked_and_ends_when_the_server_stops() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let ben = ada.joined(&town, 2);
    let served = serve_town(&town, Limits::default()).await;
    let token = ben.ask(None, Vec::new()).asks.remove(0).token;
    let token = data_encoding::BASE64URL_NOPAD.encode(&token);
    let mut live = TcpStream::connect(served.at).await.unwrap();
    let ask = format!("GET /v1/live HTTP/1.1\r\nhost: x\r\nauthorization: Kith {token}\r\n\r\n");
    live.write_all(ask.as_bytes()).await.unwrap();
    let mut head = [0; 12];
    live.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
    let round = ada.round();
    tokio::task::block_in_place(|| ada.pledge(&town, &round, "flour"));
    let mut seen: Vec<u8> = Vec::new();
    while !seen.windows(11).any(|w| w == b"event: poke") {
        let mut some = [0; 256];
        let read = tokio::time::timeout(Duration::from_secs(10), live.read(&mut some));
        let count = read.await.expect("a poke").unwrap();
        assert!(count > 0);
        seen.extend(&some[..count]);
    }
    served.stop.send(()).unwrap();
    read_to_end(&mut live).await;
    served.done.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_may_come_compressed_but_never_grow_past_its_bound() {
    let town = Town::new();
    let served = serve_town(&town, Limits::default()).await;
    let head = |length| format!("{}\r\ncontent-encoding: zstd", post("/v1/sync", length));
    let empty = encode(&kith_domain::wire::SyncRequest {
        version: 1,
        asks: Vec::new(),
    });
    let small = zstd::bulk::compress(&empty, 3).unwrap();
    let (answered, _) = request(served.at, &head(small.len()), &small).await;
    assert!(answered.starts_with("HTTP/1.1 200"), "{answered}");
    let bomb = zstd::bulk::compress(&vec![0; 64 * 1024 * 1024], 3).unwrap();
    let (answered, _) = request(served.at, &head(bomb.len()), &bomb).await;
    assert!(answered.starts_with("HTTP/1.1 400"), "{answered}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_sees_counts_and_nobodys_name() {
    let town = Town::new();
    let ada = Phone::founded(1, &town);
    let served = serve_town(&town, Limits::default()).await;
    let body = encode(&ada.ask(None, Vec::new()));
    let (head, _) = request(served.at, &post("/v1/sync", body.len()), &body).await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let (head, _) = request(served.at, &post("/v1/sync", 3), b"abc").await;
    assert!(head.contains("400"), "{head}");

    let (head, page) = request(served.at, "GET /metrics HTTP/1.1", b"").await;
    assert!(head.contains("text/plain; version=0.0.4"), "{head}");
    let page = String::from_utf8(page).unwrap();
    for line in [
        // The founding was pushed without a socket; it counts all the same.
        "kith_pushes_total{verdict=\"taken\"} 1",
        "kith_pushes_total{verdict=\"refused\"} 0",
        "kith_commit_jobs_count 1",
        "kith_commit_jobs_bucket{le=\"1\"} 1",
        "kith_request_seconds_count{route=\"sync\"} 2",
        "kith_answers_total{status=\"2xx\"} 1",
        "kith_answers_total{status=\"4xx\"} 1",
        "kith_queue_jobs 0",
        "kith_live_connections 0",
        "# TYPE kith_commit_seconds histogram",
    ] {
        assert!(page.lines().any(|l| l == line), "{line} is not in\n{page}");
    }
    for secret in [ada.community.to_string(), ada.member.to_string()] {
        assert!(!page.contains(&secret), "{secret} stands in\n{page}");
    }
    served.stop.send(()).unwrap();
    served.done.await.unwrap().unwrap();
}
