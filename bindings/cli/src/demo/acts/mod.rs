//! The acts, in order. Each is one file and one function, and says what it does as it does it.
//!
//! Whatever depends on what a screen showed stands behind a [`super::stage::Stage::gather`], so that
//! the seed cannot change it.

mod apart;
mod closing;
mod company;
mod founding;
mod opening;
mod saturday;
mod together;

pub use saturday::INVOICE_PENCE;

use super::DemoError;
use super::stage::Stage;

/// Plays the whole story.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    founding::play(stage)?;
    opening::play(stage)?;
    apart::play(stage)?;
    together::play(stage)?;
    closing::play(stage)?;
    company::play(stage)?;
    saturday::play(stage)
}
