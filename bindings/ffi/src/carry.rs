//! Phones and records that go from hand to hand, as texts or codes to scan.

use crate::community::Community;
use crate::error::KithError;
use crate::ids::{CommunityId, MemberId};
use crate::kith::Kith;
use crate::page::count;
use crate::word::Person;
use kith_core::query::carried::CarriedRow as Row;
use std::sync::Arc;

/// What a carried record says, before it is signed or taken.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CarriedRow {
    /// The community it is about.
    pub community: CommunityId,
    /// What it does: `device-added`, `server-adopted` or another record kind's word.
    pub act: String,
    /// Whom it concerns, where that is one person and this phone knows the community.
    pub member: Option<Person>,
    /// How many phones it revokes.
    pub revokes: u32,
    /// Where the community's server answers once it is taken.
    pub address: String,
    /// The members who signed so far.
    pub signed_by: Vec<Person>,
    /// Whether the paper key signed.
    pub paper: bool,
    /// How many more must sign before it can be taken; none where this phone cannot tell.
    pub lacking: Option<u32>,
}

impl From<Row> for CarriedRow {
    fn from(row: Row) -> Self {
        Self {
            community: row.community,
            act: row.act,
            member: row.member,
            revokes: count(row.revokes),
            address: row.address,
            signed_by: row.signed_by,
            paper: row.paper,
            lacking: row.lacking.map(count),
        }
    }
}

/// A community as founded, with its paper key.
#[derive(uniffi::Record)]
pub struct Founding {
    /// The community.
    pub community: Arc<Community>,
    /// Nine groups of four letters: to be written down now, since it is kept nowhere. Never log it.
    pub paper: String,
}

#[uniffi::export]
impl Kith {
    /// Founds a community as [`Kith::found`] does, and makes its paper key. Without a server it is on
    /// this phone alone, and nobody can be invited, until `move_server` and `take_record` give it one.
    ///
    /// # Errors
    /// [`KithError::Invalid`] for what is no server address.
    pub async fn found_with_paper(&self, server: Option<String>) -> Result<Founding, KithError> {
        let engine = self.engine();
        let (id, paper) = engine
            .work(move |app| app.found_with_paper(server.as_deref()))
            .await?;
        Ok(Founding {
            community: Community::of(engine, id),
            paper: paper.to_string(),
        })
    }

    /// This phone's public keys as a text, for somebody to add it to a member: the same until it is
    /// added.
    ///
    /// # Errors
    /// [`KithError::Retry`] while the secure store does not answer.
    pub async fn new_phone(&self) -> Result<String, KithError> {
        let work = |app: &kith_core::App| app.new_phone().map(|phone| phone.to_string());
        self.engine().work(work).await
    }

    /// Reads a carried record without signing or taking it.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `bad-record`; [`KithError::UpdateNeeded`] for one of a newer version.
    pub async fn look_at_record(&self, text: String) -> Result<CarriedRow, KithError> {
        let row = self.engine().work(move |app| app.look_at_record(&text));
        Ok(row.await?.into())
    }

    /// Adds a signature to a carried record, the paper key's if it is given, and gives the text to
    /// pass on.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `bad-record` or `not-entitled`; [`KithError::Invalid`] for what is
    /// no paper key.
    pub async fn sign_record(
        &self,
        text: String,
        paper: Option<String>,
    ) -> Result<String, KithError> {
        let work = move |app: &kith_core::App| app.sign_record(&text, paper.as_deref());
        self.engine().work(work).await
    }

    /// Takes a carried record that has all its signatures. A new phone that it adds belongs from then
    /// on.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `bad-record`, `not-entitled` or `already-member`.
    pub async fn take_record(&self, text: String) -> Result<Arc<Community>, KithError> {
        let id = self
            .engine()
            .work(move |app| app.take_record(&text))
            .await?;
        Ok(Community::of(self.engine(), id))
    }
}

#[uniffi::export]
impl Community {
    /// Begins the record that adds a phone to a member: a further one of one's own, or one in place
    /// of all that somebody lost. Gives its text.
    ///
    /// # Errors
    /// [`KithError::Refused`].
    pub async fn add_phone(&self, member: MemberId, phone: String) -> Result<String, KithError> {
        let begun = self.look(move |app, id| app.add_phone(id, member, &phone));
        Ok(begun.await?.1)
    }

    /// Begins the move to another server (`https://host#KEY`), signed by this phone and, if it is
    /// given, by the paper key. Gives its text.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-entitled`; [`KithError::Invalid`].
    pub async fn move_server(
        &self,
        server: String,
        paper: Option<String>,
    ) -> Result<String, KithError> {
        let begun = self.look(move |app, id| app.move_server(id, &server, paper.as_deref()));
        Ok(begun.await?.1)
    }
}

/// What putting right came to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PutRight {
    /// How many corrections this phone signed.
    pub signed: u32,
    /// Texts of those that a coordinator must sign and take, in a pairing one of its own.
    pub texts: Vec<String>,
}

#[uniffi::export]
impl Community {
    /// Corrects what the server cut off, where the status says *server fault*: of somebody's work it
    /// counted less as done in time than this phone can prove.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `older-rules`.
    pub async fn put_right(&self) -> Result<PutRight, KithError> {
        let (_, done) = self.look(|app, id| app.put_right(id)).await?;
        Ok(PutRight {
            signed: count(done.signed),
            texts: done.texts,
        })
    }
}
