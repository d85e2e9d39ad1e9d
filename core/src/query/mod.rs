//! What screens show: one file per screen, each a method on [`App`] and the rows it gives.
//!
//! Rows are plain data for any shell: names stand beside ids, and every row carries its
//! [`word::Sync`], so that no shell works out for itself what has been sent. Nothing is decided here
//! and nothing is read but the read model, the rosters and the outbox.
//!
//! | Screen | File |
//! |---|---|
//! | The first screen | [`home`] |
//! | Who belongs | [`members`] |
//! | All rounds, one round, what a pledge would do | [`rounds`], [`round`], [`effect`] |
//! | Suppliers' price lists | [`price_lists`] |
//! | The time bank | [`hours`] |
//! | The noticeboard | [`board`] |
//! | Pairings and visits | [`pairings`] |
//! | A record to sign or take | [`carried`] |
//! | Concerns | [`concerns`] |
//! | What waits, what went wrong | [`status`] |
//! | Are two phones equal? | [`digest`] |

pub mod board;
pub mod carried;
pub mod concerns;
pub mod digest;
pub mod effect;
pub mod home;
pub mod hours;
mod lens;
pub mod members;
pub mod pairings;
pub mod price_lists;
pub mod round;
pub mod rounds;
pub mod status;
pub mod word;

#[cfg(test)]
mod tests;

pub use crate::store::rows::{Listed, Part};
pub use lens::Person;

use crate::app::App;
use crate::error::Error;
use kith_domain::ids::CommunityId;
use lens::Lens;

impl App {
    /// Looks at one community.
    pub(crate) fn look<T>(
        &self,
        community: CommunityId,
        look: impl FnOnce(&Lens<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.with(|phone| look(&Lens::with_eyes_of(phone, community, self.speaks_for())?))
    }
}
