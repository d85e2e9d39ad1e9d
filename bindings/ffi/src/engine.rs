//! The core behind all objects of one phone: the app, its threads, and its end.
//!
//! Every piece of work is handed to the core's own threads whole and only awaited by the caller. A
//! caller that goes away (a coroutine cancelled, a screen closed) stops awaiting; the work goes on to
//! its end, so nothing is ever half-done.

use crate::error::KithError;
use crate::page::count;
use kith_core::{App, Error};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::watch;

/// What [`crate::Kith`] and all that comes from it share.
pub(crate) struct Engine {
    /// None once shut down. Read while work runs, so that shutting down waits for it.
    app: RwLock<Option<App>>,
    /// Told when shutting down; long-lived tasks hold a receiver while they run.
    closing: watch::Sender<bool>,
    /// Last, so that it goes last.
    threads: Threads,
}

/// The core's own threads: two for waiting, and more for the disk as needed.
pub(crate) struct Threads(Option<Runtime>);

impl Threads {
    pub(crate) fn start() -> Result<Self, KithError> {
        Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(4)
            .thread_name("kith")
            .enable_all()
            .build()
            .map(|runtime| Self(Some(runtime)))
            .map_err(|error| KithError::fault(&error))
    }

    pub(crate) fn handle(&self) -> Result<Handle, KithError> {
        let runtime = self.0.as_ref().ok_or(KithError::Closed)?;
        Ok(runtime.handle().clone())
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        // The last handle may go on one of these threads or on a garbage collector's: never wait.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Engine {
    pub(crate) fn new(app: App, threads: Threads) -> Arc<Self> {
        Arc::new(Self {
            app: RwLock::new(Some(app)),
            closing: watch::Sender::new(false),
            threads,
        })
    }

    /// The app, for a task that stops by [`Engine::closing`].
    pub(crate) fn app(&self) -> Result<App, KithError> {
        let app = self.app.read().unwrap_or_else(PoisonError::into_inner);
        app.clone().ok_or(KithError::Closed)
    }

    pub(crate) fn handle(&self) -> Result<Handle, KithError> {
        self.threads.handle()
    }

    /// How many objects the app holds: those with this engine, and subscriptions that still run.
    pub(crate) fn objects(self: &Arc<Self>) -> u32 {
        count(Arc::strong_count(self).saturating_add(self.closing.receiver_count()))
    }

    /// Changes to true when shutting down. Hold it as long as an [`App`] is held.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Does `work` on the core's threads; it runs to its end whoever stops waiting.
    pub(crate) fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, KithError>> + Send + 'static {
        let engine = Arc::clone(self);
        async move {
            let handle = engine.handle()?;
            on(&handle, move || {
                let app = engine.app.read().unwrap_or_else(PoisonError::into_inner);
                let app = app.as_ref().ok_or(KithError::Closed)?;
                Ok(work(app)?)
            })
            .await
        }
    }

    /// Ends runs and subscriptions, waits for work under way, and lets go of the folder.
    pub(crate) async fn shut_down(self: Arc<Self>) -> Result<(), KithError> {
        let handle = self.handle()?;
        let task = handle.spawn(async move {
            self.closing.send_replace(true);
            self.closing.closed().await;
            let handle = self.handle()?;
            on(&handle, move || {
                let app = self
                    .app
                    .write()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                drop(app);
                Ok(())
            })
            .await
        });
        task.await.unwrap_or_else(|error| Err(lost(&error)))
    }
}

/// Runs `work` where blocking is allowed. A panic in it is an [`KithError::Internal`].
pub(crate) async fn on<T: Send + 'static>(
    handle: &Handle,
    work: impl FnOnce() -> Result<T, KithError> + Send + 'static,
) -> Result<T, KithError> {
    // What is spawned is one type, whatever the work: the runtime's machinery for a task is then in
    // the library once, not once for every call apps can make.
    let came = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&came);
    let job: Box<dyn FnOnce() + Send> = Box::new(move || {
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(work());
    });
    let task = handle.spawn_blocking(job);
    task.await.map_err(|error| lost(&error))?;
    let mut came = came.lock().unwrap_or_else(PoisonError::into_inner);
    came.take().unwrap_or(Err(KithError::Closed))
}

/// A task that did not come to its end: a panic, or the threads are gone.
pub(crate) fn lost(error: &tokio::task::JoinError) -> KithError {
    if error.is_cancelled() {
        KithError::Closed
    } else {
        KithError::fault(error)
    }
}
