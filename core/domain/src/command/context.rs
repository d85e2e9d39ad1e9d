//! What a command may look at: who acts, when, and the world as this phone has it.

use super::{Refused, Write};
use crate::document::DocumentName;
use crate::facts::{DocumentState, Facts};
use crate::ids::{ChangeHash, CommandId, CommunityId, DeviceTag, ItemId, MemberId, SpaceId};
use crate::keys::Secret;
use crate::roster::record::item_of;
use crate::roster::{Act, Body, Rosters};
use crate::sealed::Keyring;
use crate::time::Day;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The world as this phone has it, own unsent work included.
pub trait World {
    /// Who belongs.
    fn rosters(&self) -> &Rosters;
    /// The keys held.
    fn keyring(&self) -> &Keyring;
    /// A document; `None` when nothing is in it. `Err` when the disk cannot tell.
    ///
    /// # Errors
    /// A text for the log; the command fails as a fault, not a refusal.
    fn document(&self, name: &DocumentName) -> Result<Option<Arc<DocumentState>>, String>;
    /// Number of the community's roster entry this phone had applied when the person acted; an
    /// engine that plans a command again answers as of the first time.
    fn entry_seen(&self) -> u32 {
        self.rosters().chain(self.rosters().space).0
    }
    /// The number this device's next change in `space` would carry.
    fn next_number(&self, space: SpaceId) -> u32;
}

/// Who acts, when, and on what.
pub struct Context<'a> {
    /// The community.
    pub community: CommunityId,
    /// The acting member: whom a proxy speaks for.
    pub me: MemberId,
    /// Whose drawer is written: the acting member's own, or their proxy's.
    pub hand: MemberId,
    /// Their device.
    pub device: DeviceTag,
    /// The command's own id.
    pub command: CommandId,
    /// A secret that follows from device and command: new keys grow from it.
    pub seed: [u8; 32],
    /// The device's own key, for a signature that is itself a fact (an approval).
    pub signer: &'a Secret,
    /// The day on this phone.
    pub today: Day,
    /// Seconds since 1970 on this phone; only for an invite's expiry.
    pub now: i64,
    /// What this phone sees.
    pub world: &'a dyn World,
}

/// What a person had seen when writing; fixed then and kept by take-back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Number of the community's roster entry this phone had applied.
    #[serde(default)]
    pub entry: u32,
    /// The change that ended the pairing, if it was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<ChangeHash>,
}

impl Context<'_> {
    /// The community's own space.
    #[must_use]
    pub fn space(&self) -> SpaceId {
        self.world.rosters().space
    }

    /// The `index`-th id this command makes.
    #[must_use]
    pub fn item(&self, index: u32) -> ItemId {
        item_of(self.command, index)
    }

    /// What this phone has seen.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen {
            entry: self.world.entry_seen(),
            ending: None,
        }
    }

    /// A record's body about `act`, naming the last record on its subject.
    #[must_use]
    pub fn body(&self, space: Option<SpaceId>, act: Act, index: u32) -> Body {
        let mut body = Body {
            community: Some(self.community),
            space,
            predecessor: None,
            act,
            nonce: Body::nonce_of(self.command, index),
        };
        body.predecessor = self.world.rosters().subjects.get(&body.subject()).copied();
        body
    }

    /// A document that must be there.
    ///
    /// # Errors
    /// [`Refused::NotFound`] or [`Refused::Disk`].
    pub fn document(&self, name: &DocumentName) -> Result<Arc<DocumentState>, Refused> {
        self.world
            .document(name)
            .map_err(Refused::Disk)?
            .ok_or_else(|| Refused::NotFound {
                what: "this",
                name: name.to_string(),
            })
    }

    /// The facts of a document as they stand on this phone; none when nothing was written.
    ///
    /// # Errors
    /// [`Refused::Disk`].
    pub fn facts(&self, name: &DocumentName) -> Result<Facts, Refused> {
        let state = self.world.document(name).map_err(Refused::Disk)?;
        Ok(state.map_or_else(Facts::default, |state| {
            Facts::of(
                self.community,
                &state,
                self.world.rosters(),
                self.world.keyring(),
                None,
            )
        }))
    }

    /// A write of `value` as the acting member's word.
    ///
    /// # Errors
    /// [`Refused::Invalid`] if the value does not fit in a fact.
    pub fn write<T: Serialize>(
        &self,
        document: &DocumentName,
        topic: Topic,
        subject: impl Into<String>,
        value: &T,
    ) -> Result<Write, Refused> {
        let text = serde_json::to_string(value).map_err(|e| Refused::Disk(e.to_string()))?;
        let room = crate::limits::VALUE - crate::sealed::OVERHEAD;
        if text.len() > room {
            return Err(Refused::invalid(
                "text",
                format!("is too long; keep it under {room} characters"),
            ));
        }
        Ok(Write {
            document: document.clone(),
            topic,
            by: self.me,
            subject: subject.into(),
            text,
            at: None,
        })
    }
}
