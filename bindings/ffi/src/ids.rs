//! Names of things: texts in the app, parsed as they come in.
//!
//! Each is a string that the app keeps and hands back as it got it. One that does not read is
//! [`KithError::Invalid`] before anything runs.

use crate::error::KithError;
pub use kith_domain::hours::Version;
pub use kith_domain::ids::{
    ChangeHash, CommandId, CommunityId, DeviceTag, ItemId, MemberId, RecordHash, SigningKey,
    SpaceId,
};
pub use kith_domain::time::Day;

macro_rules! text {
    ($($(#[doc = $doc:literal])+ $name:ident, $field:literal;)+) => {$(
        uniffi::custom_type!(
            $(#[doc = $doc])+
            $name, String, {
                remote,
                lower: |value| value.to_string(),
                try_lift: |text| {
                    text.parse().map_err(|why| KithError::invalid($field, why).into())
                },
            }
        );
    )+};
}

text! {
    /// A neighbourhood: 26 characters.
    CommunityId, "community";
    /// A member: 16 characters.
    MemberId, "member";
    /// A member's phone: 10 characters.
    DeviceTag, "device";
    /// An article, a claim, a notice, a visit: 16 characters.
    ItemId, "item";
    /// A pairing's space: 26 characters.
    SpaceId, "space";
    /// One command of one person: 26 characters.
    CommandId, "command";
    /// A point in a round's history, as a screen showed it: 52 characters.
    ChangeHash, "heads";
    /// An invite, as members' lists name it: 52 characters.
    SigningKey, "invite";
    /// Somebody's asking to be let in: 52 characters.
    RecordHash, "asking";
    /// One version of a note of hours: 52 characters.
    Version, "version";
    /// A calendar day without a time zone, as `2026-11-21`.
    Day, "day";
}
