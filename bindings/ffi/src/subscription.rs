//! Subscriptions: an observer told of changes until it is cancelled.

use crate::engine::{Engine, on};
use crate::error::KithError;
use crate::shell::ChangeObserver;
use kith_core::observe::Changes;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// The least time between two calls of one observer: a sync of five hundred changes redraws a screen
/// a few times, not five hundred.
const PAUSE: Duration = Duration::from_millis(60);

/// One observer's subscription. It ends when cancelled, when let go of, or when Kith is shut down.
#[derive(uniffi::Object)]
pub struct Subscription {
    told: Arc<Told>,
    /// Its end tells the task to end.
    stop: watch::Sender<bool>,
}

struct Told {
    active: AtomicBool,
    revision: AtomicU64,
}

#[uniffi::export]
impl Subscription {
    /// Ends it. No call begins after this; one already under way may still end.
    pub fn cancel(&self) {
        self.told.active.store(false, Ordering::SeqCst);
        self.stop.send_replace(true);
    }

    /// Whether changes are still told.
    pub fn is_active(&self) -> bool {
        self.told.active.load(Ordering::SeqCst)
    }

    /// The revision told last.
    pub fn revision(&self) -> u64 {
        self.told.revision.load(Ordering::SeqCst)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl Subscription {
    /// Subscribes `observer`; it is told the revision of now at once.
    pub(crate) fn start(
        engine: &Engine,
        observer: Arc<dyn ChangeObserver>,
    ) -> Result<Arc<Self>, KithError> {
        let app = engine.app()?;
        let told = Arc::new(Told {
            active: AtomicBool::new(true),
            revision: AtomicU64::new(0),
        });
        let (stop, stopped) = watch::channel(false);
        let telling = Telling {
            // Subscribed before the first revision is read, so that none is missed in between.
            changes: app.watch(),
            first: app.revision(),
            told: Arc::clone(&told),
            observer,
        };
        let closing = engine.closing();
        engine.handle()?.spawn(async move {
            let told = Arc::clone(&telling.told);
            tokio::select! {
                () = telling.tell() => {}
                () = changed(stopped) => {}
                () = changed(closing) => {}
            }
            told.active.store(false, Ordering::SeqCst);
        });
        Ok(Arc::new(Self { told, stop }))
    }
}

struct Telling {
    changes: Changes,
    first: u64,
    told: Arc<Told>,
    observer: Arc<dyn ChangeObserver>,
}

impl Telling {
    async fn tell(mut self) {
        let mut next = Some(self.first);
        while let Some(revision) = next {
            let (told, observer) = (Arc::clone(&self.told), Arc::clone(&self.observer));
            let call = move || {
                if told.active.load(Ordering::SeqCst) {
                    told.revision.store(revision, Ordering::SeqCst);
                    if let Err(error) = observer.on_change(revision) {
                        tracing::warn!(%error, "an observer failed");
                    }
                }
                Ok(())
            };
            // A slow observer holds up itself and nobody else.
            if on(&tokio::runtime::Handle::current(), call).await.is_err() {
                return;
            }
            tokio::time::sleep(PAUSE).await;
            next = self.changes.next().await;
        }
    }
}

/// Waits until told to end, or until whoever would tell is gone.
pub(crate) async fn changed(mut told: watch::Receiver<bool>) {
    let _ = told.wait_for(|stop| *stop).await;
}
