//! Drafts: a form as somebody left it, kept on this phone and sent nowhere.

use crate::community::Community;
use crate::error::KithError;
use kith_core::drafts;

/// A form with a draft.
pub type DraftRow = drafts::DraftRow;

/// A form with a draft.
#[uniffi::remote(Record)]
pub struct DraftRow {
    /// Which form, in the app's own words, such as `visit/SPACE`.
    pub form: String,
    /// When it was kept, in seconds since 1970.
    pub kept: i64,
}

#[uniffi::export]
impl Community {
    /// Keeps what somebody typed into a form, durably, in place of what was kept before. The text is
    /// the app's own, 16 KiB at most; Kith does not read it, and tells no observer.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field; [`KithError::NotFound`] when the phone does not belong
    /// here.
    pub async fn keep_draft(&self, form: String, text: String) -> Result<(), KithError> {
        let keep = move |app: &kith_core::App, id| app.keep_draft(id, &form, &text);
        self.look(keep).await?;
        Ok(())
    }

    /// What was typed into a form and kept, as it was typed.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn draft(&self, form: String) -> Result<Option<String>, KithError> {
        Ok(self.look(move |app, id| app.draft(id, &form)).await?.1)
    }

    /// The forms with a draft, the newest first.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn drafts(&self) -> Result<Vec<DraftRow>, KithError> {
        Ok(self.look(|app, id| app.drafts(id)).await?.1)
    }

    /// Forgets a draft, once its command was given. Gives whether there was one.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn drop_draft(&self, form: String) -> Result<bool, KithError> {
        Ok(self.look(move |app, id| app.drop_draft(id, &form)).await?.1)
    }
}
