//! How somebody wants their app: kept on this phone, beside what it shows.

use crate::app::App;
use crate::error::Error;
use crate::store::settings;
use kith_domain::command::Refused;
use serde::{Deserialize, Serialize};

/// The row they lie in.
const NAME: &str = "app";
/// Smallest and largest text, in hundredths of the phone's own size.
const TEXT: std::ops::RangeInclusive<u32> = 80..=400;
/// Most bytes of a language's tag.
const TAG: usize = 35;

/// How somebody wants their app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language as a BCP 47 tag, such as `cy` or `pt-BR`; none for the phone's own.
    pub language: Option<String>,
    /// Size of the text in hundredths of the phone's own: 80 to 400.
    pub text_percent: u32,
    /// Whether to be reminded the day before a round is meant to close.
    pub remind_closing: bool,
    /// Whether to be reminded of hours that wait for one's answer.
    pub remind_hours: bool,
    /// Whether to be reminded of visits.
    pub remind_visits: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            text_percent: 100,
            remind_closing: true,
            remind_hours: true,
            remind_visits: true,
        }
    }
}

impl Settings {
    fn check(&self) -> Result<(), Refused> {
        let tag = self.language.as_deref().unwrap_or("en");
        let of_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if tag.is_empty() || tag.len() > TAG || !tag.chars().all(of_tag) {
            let why = "must be a language tag such as `cy` or `pt-BR`";
            return Err(Refused::invalid("language", why));
        }
        if !TEXT.contains(&self.text_percent) {
            let why = format!("must be between {} and {}", TEXT.start(), TEXT.end());
            return Err(Refused::invalid("text_percent", why));
        }
        Ok(())
    }
}

impl App {
    /// How somebody wants their app; the usual, where nothing was said or what was said does not
    /// read here.
    ///
    /// # Errors
    /// The disk's own.
    pub fn settings(&self) -> Result<Settings, Error> {
        let kept = self.with(|phone| settings::get(&phone.db, NAME))?;
        let read = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(read.unwrap_or_default())
    }

    /// Keeps them, durably.
    ///
    /// # Errors
    /// [`Refused::Invalid`] names the field, or the disk's own.
    pub fn keep_settings(&self, wanted: &Settings) -> Result<(), Error> {
        wanted.check()?;
        let bytes = serde_json::to_vec(wanted).map_err(|e| Error::Inconsistent(e.to_string()))?;
        self.act(|phone| settings::put(&phone.db, NAME, &bytes))
    }
}
