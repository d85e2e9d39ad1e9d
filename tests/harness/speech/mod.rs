//! What people do with their phones, so that a test reads like a story.
//!
//! One file a pillar. Every sentence is a command of the app; where a screen must have shown
//! something first (heads, a version), the sentence looks at the own phone as it is now.

mod belonging;
mod care;
mod concern;
mod hours;
mod ordering;

pub use care::visit;
pub use hours::{Claim, TODAY};
pub use ordering::Round;
