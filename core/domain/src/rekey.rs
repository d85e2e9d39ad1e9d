//! Changing keys: the records a phone makes by itself when somebody stopped reading a space.
//!
//! Nobody is asked, and nothing is kept while it is under way: key and record follow from the
//! device's secret and from what stood, so a phone that is killed or answers twice makes the very
//! same again, and one that was overtaken by another phone has nothing to take back. The rules are
//! [`Rosters::judge`]'s; read [`crate::roster::key`] first.

use crate::hash::truncated;
use crate::ids::{CommandId, MemberId, RecordHash, SpaceId};
use crate::keys::Secret;
use crate::roster::{Act, Body, Record, Rosters, SpaceKind};
use crate::sealed::{Keyring, SpaceKey};

impl Act {
    /// Whether a phone makes such records by itself: they never share a push with what a person did.
    #[must_use]
    pub fn is_machine_made(&self) -> bool {
        matches!(self, Self::KeyChanged { .. })
    }
}

/// The key changes that are due and that `me` may sign with `secret`, one a space. Ask once all
/// pages are in: what is due is as the roster stands.
#[must_use]
pub fn due(rosters: &Rosters, keyring: &Keyring, me: MemberId, secret: &Secret) -> Vec<Record> {
    let spaces = rosters.spaces.iter();
    spaces
        .filter(|(space, _)| rosters.key_is_due(**space))
        .filter_map(|(space, known)| {
            let predecessor = rosters
                .subjects
                .get(&crate::roster::Subject::Key(*space))
                .copied();
            let command = command(*space, predecessor);
            let key = key(secret, command);
            let previous = match known.kind {
                // Who lacks the newest hands down the newest they have.
                SpaceKind::Community => {
                    let held = keyring.newest(*space)?;
                    key.hand_down(rosters.community, *space, &held)
                }
                _ => Vec::new(),
            };
            let body = Body {
                community: Some(rosters.community),
                space: Some(*space),
                predecessor,
                act: Act::KeyChanged {
                    key: key.id(),
                    previous: previous.into(),
                },
                nonce: Body::nonce_of(command, 0),
            };
            let record = Record::signed_by(body, &[secret]);
            let mine = rosters.may_read(*space, me) && rosters.judge(&record).is_ok();
            mine.then_some(record)
        })
        .collect()
}

/// The key that `record` names, if this device made it.
#[must_use]
pub fn made_here(record: &Record, secret: &Secret) -> Option<SpaceKey> {
    let Act::KeyChanged { key: named, .. } = record.body.act else {
        return None;
    };
    if !record.signatures.iter().any(|s| s.key == secret.public()) {
        return None;
    }
    let made = key(secret, command(record.body.space?, record.body.predecessor));
    (made.id() == named).then_some(made)
}

/// Stands in for a command: one a space and key changed before.
fn command(space: SpaceId, predecessor: Option<RecordHash>) -> CommandId {
    truncated(&("kith key change v1", space, predecessor)).map_or(CommandId([0; 16]), CommandId)
}

fn key(secret: &Secret, command: CommandId) -> SpaceKey {
    SpaceKey::Shared(secret.derive("kith changed key v1", command))
}
