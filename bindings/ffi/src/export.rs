//! Taking everything along: what a community holds on this phone, as files of one's own.

use crate::community::Community;
use crate::error::KithError;
use std::path::{Path, PathBuf};

/// In which form to take everything along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ExportForm {
    /// Bills, shares, hours, balances and visits as tables that any spreadsheet opens.
    Tables,
    /// Every document as a file that any Automerge library opens.
    Automerge,
}

#[uniffi::export]
impl Community {
    /// Writes all that this phone may read to files in `folder`, making it if need be, and gives
    /// their paths. The tables are not sealed: they are for the person's own eyes.
    ///
    /// # Errors
    /// [`KithError::Internal`] when the folder cannot be written; [`KithError::NotFound`] when the
    /// phone does not belong here.
    pub async fn take_along(
        &self,
        form: ExportForm,
        folder: String,
    ) -> Result<Vec<String>, KithError> {
        let export = move |app: &kith_core::App, id| match form {
            ExportForm::Tables => app.export_csv(id, Path::new(&folder)),
            ExportForm::Automerge => app.export_automerge(id, Path::new(&folder)),
        };
        let (_, files): (_, Vec<PathBuf>) = self.look(export).await?;
        Ok(files
            .iter()
            .map(|file| file.display().to_string())
            .collect())
    }
}
