//! Drafts: a form as somebody left it, to go on with after a call, a crash or a night.
//!
//! The text is the app's own; Kith keeps it on this phone, sends it nowhere and never reads it. A
//! draft is dropped by the app once its command was given.

use crate::app::App;
use crate::error::Error;
use crate::store::drafts;
use kith_domain::command::Refused;
use kith_domain::ids::CommunityId;

/// Most bytes of a draft's text.
pub const MOST_TEXT: usize = 16 * 1024;
/// Most bytes of a form's name.
pub const MOST_FORM: usize = 200;
/// Most drafts of one community.
pub const MOST_DRAFTS: usize = 200;

/// A form with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Which form, in the app's own words.
    pub form: String,
    /// When it was kept, in seconds since 1970.
    pub kept: i64,
}

impl App {
    /// Keeps what somebody typed into a form, durably, in place of what was kept before.
    ///
    /// # Errors
    /// [`Refused::Invalid`] beyond [`MOST_TEXT`], [`MOST_FORM`] or [`MOST_DRAFTS`];
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn keep_draft(&self, community: CommunityId, form: &str, text: &str) -> Result<(), Error> {
        if form.is_empty() || form.len() > MOST_FORM {
            let why = format!("must have 1 to {MOST_FORM} bytes");
            return Err(Refused::invalid("form", why).into());
        }
        if text.len() > MOST_TEXT {
            let why = format!("must have {MOST_TEXT} bytes at most");
            return Err(Refused::invalid("text", why).into());
        }
        self.with(|phone| {
            phone.community(community)?;
            let now = phone.ambient.now();
            let held = drafts::all(&phone.db, community)?;
            if held.len() >= MOST_DRAFTS && held.iter().all(|(of, _)| of != form) {
                let why = format!("is one too many: finish one of the {MOST_DRAFTS} there are");
                return Err(Refused::invalid("draft", why).into());
            }
            drafts::put(&phone.db, community, form, text, now)
        })
    }

    /// What was typed into a form and kept.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn draft(&self, community: CommunityId, form: &str) -> Result<Option<String>, Error> {
        self.with(|phone| {
            phone.community(community)?;
            drafts::get(&phone.db, community, form)
        })
    }

    /// The forms with a draft, the newest first.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn drafts(&self, community: CommunityId) -> Result<Vec<DraftRow>, Error> {
        self.with(|phone| {
            phone.community(community)?;
            let found = drafts::all(&phone.db, community)?.into_iter();
            Ok(found.map(|(form, kept)| DraftRow { form, kept }).collect())
        })
    }

    /// Forgets a draft. Returns whether there was one.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn drop_draft(&self, community: CommunityId, form: &str) -> Result<bool, Error> {
        self.with(|phone| {
            phone.community(community)?;
            drafts::delete(&phone.db, community, form)
        })
    }
}
