//! Board: being built.

use crate::command::{Context, Plan, Refused};
use serde::{Deserialize, Serialize};

/// Commands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BoardCommand {}

impl BoardCommand {
    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, _ctx: &Context<'_>) -> Result<Plan, Refused> {
        match *self {}
    }
}
