//! One community: how its screens are asked for and its commands given.
//!
//! The methods stand with their pillar: [`crate::rounds`], [`crate::price_lists`], [`crate::hours`],
//! [`crate::board`], [`crate::pairings`], [`crate::members`], [`crate::status`]. Each command returns
//! when it is durable on this phone and never waits for the network.

use crate::engine::Engine;
use crate::error::KithError;
use crate::ids::{CommandId, CommunityId, ItemId, MemberId};
use crate::shell::ChangeObserver;
use crate::subscription::Subscription;
use kith_core::{App, Error};
use kith_domain::command::{Command, ForMember};
use std::sync::Arc;

/// One community on this phone.
#[derive(uniffi::Object)]
pub struct Community {
    engine: Arc<Engine>,
    id: CommunityId,
    /// For whom its commands are and as whom its screens look, where that is not oneself.
    speaks_for: Option<MemberId>,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Outcome {
    /// The command's own id.
    pub command: CommandId,
    /// The item it made, if any: a claim, a notice, a visit.
    pub made: Option<ItemId>,
    /// Whether anything changed; stating what stands already changes nothing.
    pub changed: bool,
    /// The revision that shows it.
    pub revision: u64,
}

#[uniffi::export]
impl Community {
    /// Its id.
    pub fn id(&self) -> CommunityId {
        self.id
    }

    /// The same community, its commands done for a member one is proxy for: pledges, hours, notices,
    /// the member's page, choice and words; others are refused with `not-their-proxy`. Its screens are
    /// the member's, too: what is *mine*, what may be done about it and what a pledge would do.
    pub fn speak_for(&self, member: MemberId) -> Arc<Self> {
        Arc::new(Self {
            engine: Arc::clone(&self.engine),
            id: self.id,
            speaks_for: Some(member),
        })
    }

    /// Tells `observer` of changes, as `Kith.observe` does.
    ///
    /// # Errors
    /// [`KithError::Closed`].
    pub fn observe(
        &self,
        observer: Arc<dyn ChangeObserver>,
    ) -> Result<Arc<Subscription>, KithError> {
        Subscription::start(&self.engine, observer)
    }
}

impl Community {
    pub(crate) fn of(engine: &Arc<Engine>, id: CommunityId) -> Arc<Self> {
        let engine = Arc::clone(engine);
        Arc::new(Self {
            engine,
            id,
            speaks_for: None,
        })
    }

    /// Looks at it; gives what was seen and a revision not newer than it.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&App, CommunityId) -> Result<T, Error> + Send + 'static,
    ) -> Result<(u64, T), KithError> {
        let (id, member) = (self.id, self.speaks_for);
        let work = move |app: &App| Ok((app.revision(), look(&app.speaking_for(member), id)?));
        self.named(self.engine.work(work).await)
    }

    /// Does what a person asks, durably, or nothing of it.
    pub(crate) async fn act(&self, command: Command) -> Result<Outcome, KithError> {
        let id = self.id;
        let command = match self.speaks_for {
            None => command,
            Some(member) => Command::For(ForMember {
                member,
                command: Box::new(command),
            }),
        };
        let work = move |app: &App| {
            let done = app.execute(id, &command)?;
            Ok(Outcome {
                command: done.command,
                made: done.made,
                changed: done.changed,
                revision: app.revision(),
            })
        };
        self.named(self.engine.work(work).await)
    }

    /// A community that is not here is named in the error.
    fn named<T>(&self, result: Result<T, KithError>) -> Result<T, KithError> {
        result.map_err(|error| match error {
            KithError::NotFound { what, id } if id.is_empty() => KithError::NotFound {
                what,
                id: self.id.to_string(),
            },
            other => other,
        })
    }
}
