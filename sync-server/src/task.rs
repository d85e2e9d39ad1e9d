//! A sync over HTTP: while a push waits for the disk, no thread waits with it.
//!
//! Two hundred phones that push at once would else be two hundred threads, each woken only to look
//! whether its commit returned. What reads the disk still runs on a thread that may block.

use crate::open::{ServeError, Server};
use crate::sync::{PAGES, closing};
use crate::writer::Answer;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::limits;
use kith_domain::wire::{Ask, SyncAnswer, SyncRequest, VERSION};
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

/// Most bytes read on a thread that others wait for: a few pushes' worth.
const SMALL: usize = 64 * 1024;

/// The server failed in the middle of an answer; the connection and the server live on.
#[derive(Debug)]
pub struct Panicked;

/// Answers as [`Server::sync`] does.
///
/// # Errors
/// [`Panicked`] outside; inside what [`Server::sync`] says.
pub async fn sync(
    server: Arc<Server>,
    body: Vec<u8>,
    pressed: bool,
) -> Result<Result<Vec<u8>, ServeError>, Panicked> {
    if body.len() > SMALL {
        return blocking(move || server.sync(&unpressed(body, pressed, limits::REQUEST)?)).await;
    }
    let body = match unpressed(body, pressed, limits::REQUEST) {
        Ok(body) => body,
        Err(error) => return Ok(Err(error)),
    };
    let bytes = body.len();
    if bytes > SMALL {
        return blocking(move || server.sync(&body)).await;
    }
    let request = decode_exact(&body, "sync request");
    let Ok(mut request): Result<SyncRequest, _> = request else {
        return Ok(Err(ServeError::Malformed));
    };
    let alone = request.asks.len() == 1 && request.version == VERSION;
    let pushes = |ask: &Ask| ask.push.as_ref().is_some_and(|push| !push.is_empty());
    let ask = match request.asks.pop() {
        Some(ask) if alone && pushes(&ask) => ask,
        last => {
            request.asks.extend(last);
            return blocking(move || server.answer(request, bytes)).await;
        }
    };
    let reply = |reply| {
        let replies = vec![reply];
        Ok(Ok(encode(&SyncAnswer { replies })))
    };
    let mut asked = match server.begin(&ask) {
        Ok(asked) => asked,
        Err(refused) => return reply(*refused),
    };
    let (answer, answered) = oneshot::channel();
    let given = match server.give(ask, bytes, &asked, Answer::Task(answer)) {
        Ok(Some(given)) => given,
        Ok(None) => answered.await.unwrap_or_else(|_| closing()),
        Err(_) => return Ok(Err(ServeError::Disk)),
    };
    if server.finish_at_hand(&mut asked, &given) {
        return reply(asked.into_reply());
    }
    match blocking(move || server.finish(asked, given, PAGES)).await? {
        Ok(read) => reply(read),
        Err(error) => Ok(Err(error)),
    }
}

/// A body as it was before its phone compressed it.
///
/// # Errors
/// [`ServeError::Malformed`], also for what inflates to more than `limit`.
pub fn unpressed(body: Vec<u8>, pressed: bool, limit: usize) -> Result<Vec<u8>, ServeError> {
    if !pressed {
        return Ok(body);
    }
    zstd::bulk::decompress(&body, limit).map_err(|_| ServeError::Malformed)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Panicked> {
    spawn_blocking(work).await.map_err(|_| Panicked)
}
