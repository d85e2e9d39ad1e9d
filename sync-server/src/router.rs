//! The whole HTTP surface.
//!
//! | | | |
//! |---|---|---|
//! | `POST /v1/session/challenge` | `ChallengeAsk` → `Challenge` | |
//! | `POST /v1/session` | `SessionAsk` → `Session` | 401 when the challenge was not answered |
//! | `POST /v1/sync` | `SyncRequest` → `SyncAnswer` | verdicts and problems are in the answer |
//! | `POST /v1/wake` | `WakeAsk` → `WakeAnswer` | where to wake the asking device |
//! | `GET /v1/live` | server-sent events, each an empty `poke` | `Authorization: Kith TOKEN[,TOKEN…]`, base64url |
//! | `GET /healthz` | `ok` | |
//! | `GET /metrics` | counts for Prometheus | the operator's; a proxy keeps it from others |
//!
//! Bodies are CBOR, `application/cbor`; a phone may send them as `content-encoding: zstd`. 400: no
//! such request; 413: too large; 415: another type; 503: too busy, try again.

use crate::metrics::{Histogram, Metrics, There};
use crate::open::{ServeError, Server};
use crate::task::{self, Panicked};
use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kith_domain::limits;
use kith_domain::wake::WAKE_BODY;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{Stream, StreamExt};

/// Largest body of the two session requests.
const SESSION_BODY: usize = 1024;
/// Requests served at a time; each may wait for the disk on a thread of its own.
const AT_A_TIME: usize = 256;
/// Most tokens on one live connection.
const TOKENS: usize = 8;
/// Seconds a body may take to arrive.
const BODY_SECONDS: u64 = 30;
/// Seconds between two signs of life on a quiet live connection.
const KEEP_ALIVE_SECONDS: u64 = 25;

#[derive(Clone)]
struct Desk {
    server: Arc<Server>,
    seats: Arc<Semaphore>,
    live: Arc<Semaphore>,
}

/// Every route; `live` connections at a time.
pub fn router(server: Arc<Server>, live: usize) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/metrics", get(metrics))
        .route("/v1/session/challenge", post(challenge))
        .route("/v1/session", post(session))
        .route("/v1/sync", post(sync))
        .route("/v1/wake", post(wake))
        .route("/v1/live", get(live_pokes))
        .with_state(Desk {
            server,
            seats: Arc::new(Semaphore::new(AT_A_TIME)),
            live: Arc::new(Semaphore::new(live)),
        })
}

async fn metrics(State(desk): State<Desk>) -> Response {
    const TEXT: &str = "text/plain; version=0.0.4";
    ([(CONTENT_TYPE, TEXT)], desk.server.metrics()).into_response()
}

async fn challenge(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let answer = desk.answer(&headers, body, SESSION_BODY, Server::challenge);
    desk.counted(|metrics| &metrics.session_seconds, answer)
        .await
}

async fn session(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let answer = desk.answer(&headers, body, SESSION_BODY, Server::session);
    desk.counted(|metrics| &metrics.session_seconds, answer)
        .await
}

async fn sync(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let server = Arc::clone(&desk.server);
    let answer = desk.seated(&headers, body, limits::REQUEST, |body, pressed| {
        task::sync(server, body, pressed)
    });
    desk.counted(|metrics| &metrics.sync_seconds, answer).await
}

async fn wake(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let answer = desk.answer(&headers, body, WAKE_BODY, Server::wake);
    desk.counted(|metrics| &metrics.session_seconds, answer)
        .await
}

async fn live_pokes(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let Some(tokens) = tokens(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(seat) = Arc::clone(&desk.live).try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(pokes) = desk.server.watch(&tokens) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let there = There::one(&desk.server.metrics, |metrics| &metrics.live);
    let events = ReceiverStream::new(pokes).map(move |_| {
        let _held = (&seat, &there); // given back when the stream is dropped
        desk.server.metrics.pokes.add(1);
        Ok::<_, Infallible>(Event::default().event("poke").data(""))
    });
    sse(events)
}

fn sse(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let every = Duration::from_secs(KEEP_ALIVE_SECONDS);
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(every))
        .into_response()
}

fn tokens(headers: &HeaderMap) -> Option<Vec<Vec<u8>>> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let tokens: Option<Vec<Vec<u8>>> = text
        .strip_prefix("Kith ")?
        .split(',')
        .take(TOKENS + 1)
        .map(|token| {
            data_encoding::BASE64URL_NOPAD
                .decode(token.trim().as_bytes())
                .ok()
        })
        .collect();
    tokens.filter(|tokens| tokens.len() <= TOKENS)
}

impl Desk {
    /// Notes how long an answer took and what it was.
    async fn counted(
        &self,
        seconds: fn(&Metrics) -> &Histogram,
        answer: impl Future<Output = Response>,
    ) -> Response {
        let metrics = &self.server.metrics;
        let (begun, serving) = (Instant::now(), There::one(metrics, |m| &m.serving));
        let response = answer.await;
        drop(serving);
        seconds(metrics).took(begun.elapsed());
        metrics.answered(response.status().as_u16());
        response
    }

    /// Lets `serve` answer a body of at most `limit` bytes on a thread that may block.
    async fn answer(
        &self,
        headers: &HeaderMap,
        body: Body,
        limit: usize,
        serve: fn(&Server, &[u8]) -> Result<Vec<u8>, ServeError>,
    ) -> Response {
        let server = Arc::clone(&self.server);
        self.seated(headers, body, limit, async move |body, pressed| {
            let served = tokio::task::spawn_blocking(move || {
                serve(&server, &task::unpressed(body, pressed, limit)?)
            });
            served.await.map_err(|_| Panicked)
        })
        .await
    }

    /// Reads a body of at most `limit` bytes and, once there is a seat, lets `serve` answer it.
    async fn seated<S>(
        &self,
        headers: &HeaderMap,
        body: Body,
        limit: usize,
        serve: impl FnOnce(Vec<u8>, bool) -> S,
    ) -> Response
    where
        S: Future<Output = Result<Result<Vec<u8>, ServeError>, Panicked>>,
    {
        if headers
            .get(CONTENT_TYPE)
            .is_none_or(|t| t != "application/cbor")
        {
            return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
        }
        let pressed = match headers.get(CONTENT_ENCODING) {
            None => false,
            Some(encoding) if encoding == "zstd" => true,
            Some(_) => return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
        };
        if body.size_hint().lower() > limit as u64 {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        }
        let arriving = to_bytes(body, limit);
        let body = match tokio::time::timeout(Duration::from_secs(BODY_SECONDS), arriving).await {
            Ok(Ok(body)) => body,
            Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
        };
        let Ok(_seat) = self.seats.acquire().await else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        match serve(body.into(), pressed).await {
            Ok(Ok(bytes)) => ([(CONTENT_TYPE, "application/cbor")], bytes).into_response(),
            Ok(Err(ServeError::Malformed)) => StatusCode::BAD_REQUEST.into_response(),
            Ok(Err(ServeError::NotAnswered)) => StatusCode::UNAUTHORIZED.into_response(),
            Ok(Err(ServeError::Disk)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            // The connection and the server live on.
            Err(Panicked) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}
