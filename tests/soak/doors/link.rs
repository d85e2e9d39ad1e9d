//! Invite links and server addresses, as pasted or scanned.

use super::world::Neighbourhood;
use crate::dice::Dice;
use crate::soak::bytes::damage;
use crate::soak::case::{Case, Door, End};
use data_encoding::BASE64URL_NOPAD;
use kith_domain::invite::{Invite, InviteError, ServerAddress};
use kith_domain::roster::Rosters;

/// A link, honest or damaged in its text or beneath it.
pub fn draw(town: &Neighbourhood, dice: &mut Dice) -> Case {
    let address = town.world.address();
    let mut text = if dice.chance(90) {
        &town.link
    } else {
        &address
    }
    .clone()
    .into_bytes();
    match (dice.below(10), town.link.split_once('#')) {
        (0..=6, Some((before, payload))) => {
            let payload = BASE64URL_NOPAD.decode(payload.as_bytes());
            let mut payload = payload.expect("an honest link reads");
            damage(&mut payload, dice);
            text = format!("{before}#{}", BASE64URL_NOPAD.encode(&payload)).into_bytes();
        }
        _ => damage(&mut text, dice),
    }
    Case::of(Door::Link, 0, text)
}

/// Reads it as a phone does, and assumes what it says where it reads.
pub fn try_it(case: &Case) -> End {
    let Ok(text) = std::str::from_utf8(&case.last().bytes) else {
        return End::Refused("not-text".to_owned());
    };
    if let Some(address) = ServerAddress::read(text) {
        let again = ServerAddress::read(&address.to_string());
        let same = again.as_ref() == Some(&address);
        return if same {
            End::Accepted
        } else {
            End::Unsound("the address does not read back".to_owned())
        };
    }
    match Invite::read(text) {
        Err(error) => End::Refused(
            match error {
                InviteError::NotALink => "not-a-link",
                InviteError::Damaged => "damaged-link",
                InviteError::Newer => "newer-link",
            }
            .to_owned(),
        ),
        Ok(invite) => {
            let Some(mut rosters) = invite.records.first().and_then(Rosters::begin) else {
                return End::Unsound("it rests on no founding".to_owned());
            };
            for record in &invite.records {
                rosters.assume(record, &[]);
            }
            let known = rosters.invites.contains_key(&invite.signer.public());
            if known && rosters.community == invite.community {
                End::Accepted
            } else {
                End::Unsound("it does not say what it was taken for".to_owned())
            }
        }
    }
}
