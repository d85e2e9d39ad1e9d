//! The handshake: does this app fit this core?

use crate::error::KithError;

/// The version of what is exported here. It rises when an app built for the one before would break.
pub const API: u32 = 1;

/// What this core is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Versions {
    /// The core's own version, to show on the about screen.
    pub core: String,
    /// The version of what is exported: what [`require_api`] compares.
    pub api: u32,
    /// The version spoken with servers.
    pub wire: u32,
}

/// What this core is.
#[uniffi::export]
pub fn versions() -> Versions {
    Versions {
        core: env!("CARGO_PKG_VERSION").to_owned(),
        api: API,
        wire: kith_domain::wire::VERSION,
    }
}

/// Says whether an app built for `api` may go on with this core. Call it before anything else.
///
/// # Errors
/// [`KithError::UpdateNeeded`] when the app is newer or older than the core.
#[uniffi::export]
pub fn require_api(api: u32) -> Result<(), KithError> {
    if api == API {
        Ok(())
    } else {
        Err(KithError::UpdateNeeded)
    }
}
