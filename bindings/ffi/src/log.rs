//! The log: what the core says goes to the shell's sink.
//!
//! One sink for the process, the one last given to `Kith.open`. Lines of other libraries are left
//! out, and so is everything below `info`, before it costs a call over the border.

use crate::shell::LogSink;
use std::fmt::Write;
use std::sync::{Arc, Once, PoisonError, RwLock};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum LogLevel {
    /// Something went as it should.
    Info,
    /// Something went wrong and was mended or will be tried again.
    Warn,
    /// A fault to report.
    Error,
}

static SINK: RwLock<Option<Arc<dyn LogSink>>> = RwLock::new(None);
static LISTENING: Once = Once::new();

/// Sends the log to `sink` from now on.
pub(crate) fn listen(sink: Arc<dyn LogSink>) {
    *SINK.write().unwrap_or_else(PoisonError::into_inner) = Some(sink);
    LISTENING.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(ToSink);
        // A process that has a subscriber of its own keeps it; its sink then stays quiet.
        let _ = tracing::subscriber::set_global_default(subscriber);
    });
}

struct ToSink;

impl<S: Subscriber> Layer<S> for ToSink {
    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        *metadata.level() <= Level::INFO && metadata.target().starts_with("kith")
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(sink) = sink else { return };
        let metadata = event.metadata();
        let mut line = Line(metadata.target().to_owned());
        event.record(&mut line);
        let level = match *metadata.level() {
            Level::ERROR => LogLevel::Error,
            Level::WARN => LogLevel::Warn,
            _ => LogLevel::Info,
        };
        // A sink that fails cannot be told so in the log.
        let _ = sink.log(level, line.0);
    }
}

/// `target: words field=value`.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, ": {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
