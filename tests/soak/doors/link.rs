//! Links of invites and posters and server addresses, as pasted or scanned.

use super::world::Neighbourhood;
use crate::dice::Dice;
use crate::soak::bytes::damage;
use crate::soak::case::{Case, Door, End};
use data_encoding::BASE64URL_NOPAD;
use kith_domain::ids::CommunityId;
use kith_domain::invite::{Invite, InviteError, ServerAddress};
use kith_domain::keys::Secret;
use kith_domain::poster::Poster;
use kith_domain::roster::{Record, Rosters};

/// A link, honest or damaged in its text or beneath it.
pub fn draw(town: &Neighbourhood, dice: &mut Dice) -> Case {
    let address = town.world.address();
    let link = if dice.chance(30) {
        &town.poster
    } else {
        &town.link
    };
    let text = if dice.chance(90) { link } else { &address };
    let mut text = text.clone().into_bytes();
    match (dice.below(10), link.split_once('#')) {
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
    if Poster::is_one(text) {
        return match Poster::read(text) {
            Err(error) => refused(&error),
            Ok(poster) => asks(&poster),
        };
    }
    match Invite::read(text) {
        Err(error) => refused(&error),
        Ok(invite) => holds(&invite.records, invite.community, &invite.signer).1,
    }
}

fn refused(error: &InviteError) -> End {
    let code = match error {
        InviteError::NotALink => "not-a-link",
        InviteError::Damaged => "damaged-link",
        InviteError::Newer => "newer-link",
    };
    End::Refused(code.to_owned())
}

/// Assumes what a link's records say, and looks whether it is that.
fn holds(records: &[Record], community: CommunityId, signer: &Secret) -> (Option<Rosters>, End) {
    let Some(mut rosters) = records.first().and_then(Rosters::begin) else {
        return (None, End::Unsound("it rests on no founding".to_owned()));
    };
    for record in records {
        rosters.assume(record, &[]);
    }
    let known = rosters.invites.contains_key(&signer.public());
    if known && rosters.community == community {
        (Some(rosters), End::Accepted)
    } else {
        let why = "it does not say what it was taken for";
        (None, End::Unsound(why.to_owned()))
    }
}

/// Asks by a poster that reads, and lets a server judge the asking.
fn asks(poster: &Poster) -> End {
    let (rosters, end) = holds(&poster.records, poster.community, &poster.signer);
    let Some(rosters) = rosters else {
        return end;
    };
    let mut dice = kith_domain::keys::Dice::new([1; 32]);
    let device = Secret::from_seed(&[1; 32]);
    let Some(knock) = poster.knock(&device, "Gwen", [1; 16].into(), &mut dice) else {
        return End::Refused("no-key".to_owned());
    };
    match knock.fits(&rosters, 0) {
        Ok(()) => End::Accepted,
        Err(refusal) => End::Refused(refusal.code().to_owned()),
    }
}
