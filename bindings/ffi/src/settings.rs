//! How somebody wants their app, kept on this phone.

use crate::error::KithError;
use crate::kith::Kith;
use kith_core::{App, settings};

/// How somebody wants their app.
pub type Settings = settings::Settings;

/// How somebody wants their app.
#[uniffi::remote(Record)]
pub struct Settings {
    /// The language as a BCP 47 tag, such as `cy` or `pt-BR`; none for the phone's own.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// Size of the text in hundredths of the phone's own: 80 to 400.
    #[uniffi(default = 100)]
    pub text_percent: u32,
    /// Whether to be reminded the day before a round is meant to close.
    #[uniffi(default = true)]
    pub remind_closing: bool,
    /// Whether to be reminded of hours that wait for one's answer.
    #[uniffi(default = true)]
    pub remind_hours: bool,
    /// Whether to be reminded of visits.
    #[uniffi(default = true)]
    pub remind_visits: bool,
}

#[uniffi::export]
impl Kith {
    /// How somebody wants their app; the usual where they have not said.
    ///
    /// # Errors
    /// [`KithError::Internal`], [`KithError::Closed`].
    pub async fn settings(&self) -> Result<Settings, KithError> {
        self.engine.work(App::settings).await
    }

    /// Keeps how somebody wants their app, durably.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn keep_settings(&self, settings: Settings) -> Result<(), KithError> {
        self.engine
            .work(move |app| app.keep_settings(&settings))
            .await
    }
}
