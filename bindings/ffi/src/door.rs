//! The door: posters that many may ask by, asking to be let in, and saying yes.

use crate::community::Community;
use crate::error::KithError;
use crate::ids::{Day, RecordHash, SigningKey};
use crate::kith::{InvitePreview, Kith};
use crate::members::MadeInvite;
use kith_core::door;
use std::sync::Arc;

/// Somebody who asks to be let in.
pub type KnockRow = door::KnockRow;

/// Somebody who asks to be let in.
#[uniffi::remote(Record)]
pub struct KnockRow {
    /// What `let_in` and `turn_away` take.
    pub id: RecordHash,
    /// What they say they are called; none while the key it is sealed under is not here.
    pub name: Option<String>,
    /// Six characters that their phone shows as well: to be compared before saying yes to a stranger.
    pub word: String,
    /// The poster they ask by.
    pub poster: SigningKey,
}

/// A poster that hangs, or hung.
pub type PosterRow = door::PosterRow;

/// A poster that hangs, or hung.
#[uniffi::remote(Record)]
pub struct PosterRow {
    /// What `withdraw_invite` takes.
    pub id: SigningKey,
    /// The last day it is good for.
    pub expires: Day,
    /// How many may come in by it.
    pub uses: u32,
    /// How many came.
    pub used: u32,
    /// Whether somebody can still come in by it.
    pub open: bool,
}

/// This phone's own asking to be let in.
pub type AskedRow = door::AskedRow;

/// This phone's own asking to be let in.
#[uniffi::remote(Record)]
pub struct AskedRow {
    /// Six characters that a coordinator's phone shows as well.
    pub word: String,
    /// Why nobody can say yes to it, such as `invite-spent`; none while it waits.
    pub code: Option<String>,
}

#[uniffi::export]
impl Kith {
    /// Reads a poster's link (its path is `/poster`) without asking by it.
    ///
    /// # Errors
    /// As [`Kith::look_at`].
    pub async fn look_at_poster(&self, link: String) -> Result<InvitePreview, KithError> {
        let work = move |app: &kith_core::App| app.look_at_poster(&link);
        let poster = self.engine().work(work).await?;
        Ok(InvitePreview {
            community: poster.community,
            address: poster.address,
            expires: Day::of_seconds(poster.expires),
        })
    }

    /// Asks to be let in by a poster, under this name; works offline, and goes out with the next sync.
    /// The community can be looked at from now on and is empty until a coordinator has said yes.
    ///
    /// # Errors
    /// As [`Kith::look_at`]; [`KithError::Invalid`] for what is no name.
    pub async fn ask_in(&self, link: String, name: String) -> Result<Arc<Community>, KithError> {
        let work = move |app: &kith_core::App| app.ask_in(&link, &name);
        let asked = self.engine().work(work).await?;
        Ok(Community::of(self.engine(), asked))
    }
}

#[uniffi::export]
impl Community {
    /// This phone's own asking, while it has not been let in.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone knows nothing of this community.
    pub async fn asked_in(&self) -> Result<Option<AskedRow>, KithError> {
        let (_, asked) = self.look(|app, id| app.asked_in(id)).await?;
        Ok(asked)
    }

    /// Hangs a poster: for `days` days, at most 90, `uses` people, at most 100, may come in by it, each
    /// with a coordinator's yes. The link, which may be shown to anybody, is not kept.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled`, `too-much` or `older-rules`; [`KithError::Invalid`].
    pub async fn hang_poster(&self, uses: u32, days: u32) -> Result<MadeInvite, KithError> {
        let hang = move |app: &kith_core::App, id| app.hang_poster(id, uses, days);
        let (_, made) = self.look(hang).await?;
        Ok(made)
    }

    /// All posters there ever were, in a stable order. `withdraw_invite` takes one down.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn posters(&self) -> Result<Vec<PosterRow>, KithError> {
        let (_, posters) = self.look(|app, id| app.posters(id)).await?;
        Ok(posters)
    }

    /// Who asks to be let in; empty for who is no coordinator.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn knocks(&self) -> Result<Vec<KnockRow>, KithError> {
        let (_, knocks) = self.look(|app, id| app.knocks(id)).await?;
        Ok(knocks)
    }

    /// Lets somebody in who asked; works offline.
    ///
    /// # Errors
    /// [`KithError::NotFound`] where nobody waits by that id; [`KithError::Refused`] with
    /// `invite-spent` or `not-entitled`.
    pub async fn let_in(&self, id: RecordHash) -> Result<(), KithError> {
        let let_in = move |app: &kith_core::App, community| app.let_in(community, id);
        self.look(let_in).await.map(|_| ())
    }

    /// Asks no more about somebody on this phone; another coordinator can still say yes.
    ///
    /// # Errors
    /// [`KithError::NotFound`] where nobody waits by that id.
    pub async fn turn_away(&self, id: RecordHash) -> Result<(), KithError> {
        let turn_away = move |app: &kith_core::App, community| app.turn_away(community, id);
        self.look(turn_away).await.map(|_| ())
    }
}
