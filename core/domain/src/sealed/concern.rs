//! Sealing version 2: to a concern's public half, so that its author opens nothing afterwards.
//!
//! A value is `2 · key id (8) · encapsulated key (32) · text and tag`: a box ([`super::boxed`]), bound
//! to its place as version 1 is. The dice that make the
//! encapsulated key come from a secret of the author's device: without one, whoever guesses the
//! words could seal them again and compare.

use super::boxed::{self, Suite};
use super::{OpenError, Place, SpaceKey};
use crate::ids::BoxKey;
use crate::keys::Dice;
use hpke::{Deserializable, Kem, Serializable};

impl SpaceKey {
    pub(crate) fn private(&self) -> Option<<Suite as Kem>::PrivateKey> {
        let Self::Private(bytes) = self else {
            return None;
        };
        <Suite as Kem>::PrivateKey::from_bytes(bytes).ok()
    }

    /// The public half of a concern's pair; none of a key that is no pair.
    #[must_use]
    pub fn public(&self) -> Option<BoxKey> {
        let public = Suite::sk_to_pk(&self.private()?);
        BoxKey::from_slice(&public.to_bytes())
    }

    /// Seals `text` for this place to the public half.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] for a key that is no pair.
    pub fn seal_to(
        &self,
        place: &Place<'_>,
        text: &str,
        dice: &mut Dice,
    ) -> Result<Vec<u8>, OpenError> {
        let id = self.id().short();
        let to = self.public().ok_or(OpenError::Unreadable)?;
        let body =
            boxed::seal(to, &place.bind(id), text.as_bytes(), dice).ok_or(OpenError::Unreadable)?;
        Ok([&[2], id.as_slice(), body.as_slice()].concat())
    }

    /// Opens what follows the key id of a value sealed to this pair.
    pub(super) fn open_sealed_to(
        &self,
        place: &Place<'_>,
        bytes: &[u8],
    ) -> Result<String, OpenError> {
        let private = self.private().ok_or(OpenError::Unreadable)?;
        let text = boxed::open(&private, &place.bind(self.id().short()), bytes)
            .ok_or(OpenError::Unreadable)?;
        String::from_utf8(text).map_err(|_| OpenError::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CommunityId, DocumentId, SpaceId};
    use crate::sealed::Keyring;

    #[test]
    fn what_is_sealed_to_a_pair_opens_with_its_private_half_in_its_own_place_only() {
        let place = Place {
            community: CommunityId([1; 16]),
            space: SpaceId([2; 16]),
            document: DocumentId([3; 16]),
            key: "a/concern/concern",
        };
        let key = SpaceKey::Private([9; 32]);
        let bytes = key
            .seal_to(&place, "the gas", &mut Dice::new([1; 32]))
            .unwrap();
        let mut lead = Keyring::default();
        assert_eq!(lead.open(&place, &bytes), Err(OpenError::WaitingForKey));
        lead.add(place.space, key);
        assert_eq!(lead.open(&place, &bytes).as_deref(), Ok("the gas"));
        let elsewhere = Place {
            key: "b/concern/concern",
            ..place
        };
        assert_eq!(lead.open(&elsewhere, &bytes), Err(OpenError::Unreadable));
        for cut in 0..bytes.len() {
            assert!(lead.open(&place, &bytes[..cut]).is_err());
        }
        // Other dice, other bytes: nobody can seal a guess and compare.
        let again = key.seal_to(&place, "the gas", &mut Dice::new([2; 32]));
        assert_ne!(again.unwrap(), bytes);
        assert_ne!(key.id(), SpaceKey::Shared([9; 32]).id());
        assert_eq!(lead.seal(&place, "x"), Err(OpenError::WaitingForKey));
    }
}
