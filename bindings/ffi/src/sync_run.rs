//! One meeting with the servers: its progress, its cancelling, its report.

use crate::engine::{Engine, lost};
use crate::error::KithError;
use crate::ids::CommunityId;
use crate::page::count;
use crate::subscription::changed;
use kith_core::sync::http::Http;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// A sync under way, or done. Letting go of it does not stop it; [`SyncRun::cancel`] does.
#[derive(uniffi::Object)]
pub struct SyncRun {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    done: watch::Receiver<bool>,
}

#[derive(Default)]
struct Shared {
    merged: AtomicU32,
    remaining: AtomicU32,
    outcome: RwLock<Option<Result<SyncReport, KithError>>>,
}

/// How far a sync has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SyncProgress {
    /// Rows merged so far.
    pub merged: u32,
    /// Rows still to come, as the server last said.
    pub remaining: u32,
    /// Whether the run is over.
    pub done: bool,
}

/// How a sync went.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Own changes and records the servers took.
    pub pushed: u32,
    /// Rows merged from others.
    pub merged: u32,
    /// Requests made.
    pub requests: u32,
    /// Bytes sent.
    pub bytes_sent: u64,
    /// Bytes received.
    pub bytes_received: u64,
    /// Whether it was cancelled. What was taken in stays; the rest comes next time.
    pub cancelled: bool,
    /// Communities that could not be synced to the end, and why.
    pub troubles: Vec<SyncTrouble>,
}

/// Why one community was not synced to the end. What is unsent stays safe on this phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncTrouble {
    /// Which.
    pub community: CommunityId,
    /// Why.
    pub error: KithError,
}

#[uniffi::export]
impl SyncRun {
    /// How far it has come.
    pub fn progress(&self) -> SyncProgress {
        SyncProgress {
            merged: self.shared.merged.load(Ordering::Relaxed),
            remaining: self.shared.remaining.load(Ordering::Relaxed),
            done: *self.done.borrow(),
        }
    }

    /// Stops it after what is being taken in. Calling it twice, or when it is over, does nothing.
    pub fn cancel(&self) {
        self.stop.send_replace(true);
    }

    /// Waits for its end and says how it went. May be called again, and by several.
    ///
    /// # Errors
    /// [`KithError::Offline`] when no server at all could be reached. One community's trouble among
    /// several is in the report.
    pub async fn finished(&self) -> Result<SyncReport, KithError> {
        changed(self.done.clone()).await;
        let outcome = &self.shared.outcome;
        let outcome = outcome.read().unwrap_or_else(PoisonError::into_inner);
        outcome.clone().unwrap_or(Err(KithError::Closed))
    }
}

impl SyncRun {
    /// Starts a sync of every community.
    pub(crate) fn start(engine: &Engine) -> Result<Arc<Self>, KithError> {
        let app = engine.app()?;
        let shared = Arc::new(Shared::default());
        let (stop, stopped) = watch::channel(false);
        let (finish, done) = watch::channel(false);
        let closing = engine.closing();
        let run = Arc::clone(&shared);
        // Spawned twice: a panic ends the inner task alone, and whoever waits still hears of it.
        let syncing = engine.handle()?.spawn(async move {
            // Moved in this order, so that the app is let go of before the receiver is.
            let closing = closing;
            let app = app;
            let progress = |p: kith_core::sync::driver::Progress| {
                run.merged.store(count(p.merged), Ordering::Relaxed);
                run.remaining.store(p.remaining, Ordering::Relaxed);
            };
            let http = Http::new().map_err(|error| KithError::fault(&error))?;
            tokio::select! {
                report = app.sync(&http, &progress) => report_of(report?),
                () = changed(stopped) => Ok(cancelled(&run)),
                () = changed(closing.clone()) => Ok(cancelled(&run)),
            }
        });
        let over = Arc::clone(&shared);
        engine.handle()?.spawn(async move {
            let outcome = syncing.await.unwrap_or_else(|error| Err(lost(&error)));
            *over.outcome.write().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            finish.send_replace(true);
        });
        Ok(Arc::new(Self { shared, stop, done }))
    }
}

fn cancelled(run: &Shared) -> SyncReport {
    SyncReport {
        pushed: 0,
        merged: run.merged.load(Ordering::Relaxed),
        requests: 0,
        bytes_sent: 0,
        bytes_received: 0,
        cancelled: true,
        troubles: Vec::new(),
    }
}

fn report_of(report: kith_core::sync::driver::SyncReport) -> Result<SyncReport, KithError> {
    let reached = report.bytes_received > 0;
    let troubles: Vec<SyncTrouble> = report
        .troubles
        .into_iter()
        .map(|(community, error)| SyncTrouble {
            community,
            error: error.into(),
        })
        .collect();
    let offline = troubles.iter().any(|t| t.error == KithError::Offline);
    if offline && !reached {
        return Err(KithError::Offline);
    }
    Ok(SyncReport {
        pushed: count(report.pushed),
        merged: count(report.merged),
        requests: report.requests,
        bytes_sent: report.bytes_sent,
        bytes_received: report.bytes_received,
        cancelled: false,
        troubles,
    })
}
