//! Connections: accepted within bounds, cut when they dawdle, finished when the server stops.
//!
//! `axum::serve` sets no timer, so a client that sends its headers a byte an hour would hold a
//! connection for ever. The server speaks plain HTTP/1.1; a proxy in front of it speaks TLS.

use crate::metrics::There;
use crate::open::Server;
use crate::push_service;
use crate::router::router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Bounds on connections.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// At a time, in all.
    pub connections: usize,
    /// At a time, of one address. Raise it where all come through one proxy.
    pub per_address: usize,
    /// At a time, of those in all, on `/v1/live`.
    pub live: usize,
    /// For a request's headers to arrive, from the moment they are waited for.
    pub headers: Duration,
    /// For requests under way to finish once the server stops.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            per_address: 64,
            live: 2048,
            headers: Duration::from_secs(5),
            farewell: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop` is done, then finishes what is under way and closes the server.
///
/// # Errors
/// None so far: what can fail when accepting is waited out.
pub async fn serve(
    server: Arc<Server>,
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let service = TowerToHyperService::new(router(Arc::clone(&server), limits.live));
    let slots = Arc::new(Semaphore::new(limits.connections));
    let addresses = Arc::<Addresses>::default();
    let (stopping, stopped) = watch::channel(false);
    let mut open = JoinSet::new();
    let waking = tokio::spawn(push_service::run(Arc::clone(&server), stopped.clone()));
    tokio::pin!(stop);
    loop {
        while open.try_join_next().is_some() {}
        let slot = tokio::select! {
            () = &mut stop => break,
            slot = Arc::clone(&slots).acquire_owned() => slot.map_err(io::Error::other)?,
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of files, or the peer went: neither ends the server.
                    tracing::warn!(%error, "accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let Some(place) = Addresses::enter(&addresses, peer, limits.per_address) else {
            server.metrics.connections_refused.add(1);
            continue; // dropped: closed at once
        };
        let open_now = There::one(&server.metrics, |metrics| &metrics.connections);
        let (service, stopped) = (service.clone(), stopped.clone());
        open.spawn(async move {
            connection(stream, service, limits.headers, stopped).await;
            drop((slot, place, open_now));
        });
    }
    let _ = stopping.send(true);
    server.let_go();
    let farewell = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.farewell, farewell)
        .await
        .is_err()
    {
        tracing::info!("cut connections that were still open");
    }
    // Ends between two wake-ups; who was not woken syncs by itself later.
    waking.abort();
    let _ = waking.await;
    // Waits for the writer's last commit.
    tokio::task::spawn_blocking(move || server.close())
        .await
        .map_err(io::Error::other)
}

async fn connection(
    stream: TcpStream,
    service: TowerToHyperService<axum::Router>,
    headers: Duration,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Nobody caches an answer or reads the time from it; it would be a tenth of a quiet one.
        .auto_date_header(false)
        .header_read_timeout(headers)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = is_true(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection");
    }
}

async fn is_true(stopped: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, and so is the server.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Connections by address.
#[derive(Debug, Default)]
struct Addresses(Mutex<HashMap<IpAddr, usize>>);

impl Addresses {
    /// A place for one more connection from `peer`; `None` when it has too many.
    fn enter(all: &Arc<Self>, peer: SocketAddr, most: usize) -> Option<Place> {
        let address = peer.ip();
        let mut counts = all.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count = count.saturating_add(1);
        Some(Place {
            all: Arc::clone(all),
            address,
        })
    }
}

/// One connection's place among those of its address; left when dropped.
#[derive(Debug)]
struct Place {
    all: Arc<Addresses>,
    address: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}
