//! Being woken: where a push service reaches this phone while it sleeps.

use crate::error::KithError;
use crate::ids::CommunityId;
use crate::kith::Kith;
use kith_core::{App, sync};

/// How it stands with waking this phone.
pub type Wakes = sync::Wakes;

/// How it stands with waking this phone.
#[uniffi::remote(Record)]
pub struct Wakes {
    /// Where this phone wants to be woken; none to sleep.
    pub endpoint: Option<String>,
    /// Communities whose server wakes it there.
    pub registered: Vec<CommunityId>,
    /// Communities whose server has said that it does not: it wakes nobody, or not there.
    pub refused: Vec<CommunityId>,
}

#[uniffi::export]
impl Kith {
    /// Wants this phone to be woken at `endpoint`, the web address a push service gave for it; none to be
    /// woken no more. Each community's server is told with the next sync, until it has answered. What
    /// then comes has no content: it only means *sync*.
    ///
    /// # Errors
    /// [`KithError::Invalid`] for what is no web address of at most 1000 characters.
    pub async fn wake_at(&self, endpoint: Option<String>) -> Result<(), KithError> {
        let wanted = move |app: &App| app.wake_at(endpoint.as_deref());
        self.engine.work(wanted).await
    }

    /// How it stands with waking this phone.
    ///
    /// # Errors
    /// [`KithError::Internal`], [`KithError::Closed`].
    pub async fn wakes(&self) -> Result<Wakes, KithError> {
        self.engine.work(App::wakes).await
    }
}
