//! Observers: told that something changed, never what.
//!
//! Each [`Changes`] holds a revision that rises when a screen may show something new. Waiting for it
//! gives the latest only: a sync of five hundred changes wakes a screen once, not five hundred
//! times, and the last state is never missed.

use tokio::sync::watch;

/// Tells observers.
#[derive(Debug)]
pub struct Observers {
    sender: watch::Sender<u64>,
}

impl Default for Observers {
    fn default() -> Self {
        Self {
            sender: watch::Sender::new(0),
        }
    }
}

impl Observers {
    /// Something a screen shows may have changed.
    pub fn tell(&self) {
        self.sender
            .send_modify(|revision| *revision = revision.wrapping_add(1));
    }

    /// The revision now.
    #[must_use]
    pub fn revision(&self) -> u64 {
        *self.sender.borrow()
    }

    /// A subscription from now on.
    #[must_use]
    pub fn subscribe(&self) -> Changes {
        Changes {
            receiver: self.sender.subscribe(),
        }
    }
}

/// A subscription; ends when dropped.
#[derive(Debug, Clone)]
pub struct Changes {
    receiver: watch::Receiver<u64>,
}

impl Changes {
    /// Waits for a revision newer than the last one seen; `None` once the app is gone.
    pub async fn next(&mut self) -> Option<u64> {
        self.receiver.changed().await.ok()?;
        Some(*self.receiver.borrow_and_update())
    }
}
