//! Roster records as the server judges them, and entries as phones do.

use super::world::Neighbourhood;
use crate::dice::Dice;
use crate::soak::bytes::damage;
use crate::soak::case::{Case, Door, End, Step};
use kith_domain::feed::SignedHead;
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{EntryHash, FeedHead, MemberId};
use kith_domain::keys::Secret;
use kith_domain::roster::{Act, Entry, EntryError, Record, Role, Stated};

/// A step's device where the bytes are a record.
const RECORD: u32 = 0;
/// A step's device where the bytes are an entry.
const ENTRY: u32 = 1;

/// A record or an entry, damaged or told anew and signed again.
pub fn draw(town: &Neighbourhood, dice: &mut Dice) -> Case {
    let entries = &town.entries;
    let base = dice.below(entries.len());
    let mut entry = entries[base].clone();
    if dice.chance(60) {
        lie(town, &mut entry, dice);
    }
    if dice.chance(70) {
        let chain = town.rosters[base].chain(entry.roster);
        let next = (chain.0.saturating_add(u32::from(dice.chance(95))), chain.1);
        let signer = if dice.chance(90) {
            &town.server
        } else {
            town.some_key(dice)
        };
        let (stated, reached) = (entry.stated.clone(), entry.reached.clone());
        entry = Entry::sequence(entry.roster, next, stated, reached, entry.time, signer);
    }
    let (device, mut bytes) = match &entry.stated {
        Stated::Record(record) if dice.chance(50) => (RECORD, encode(record)),
        _ => (ENTRY, encode(&entry)),
    };
    if dice.chance(40) {
        damage(&mut bytes, dice);
    }
    let step = Step {
        device,
        n: 0,
        bytes,
    };
    Case {
        door: Door::Record,
        base: base as u32,
        steps: vec![step],
    }
}

fn lie(town: &Neighbourhood, entry: &mut Entry, dice: &mut Dice) {
    let other = dice.pick(&town.entries).clone();
    match dice.below(12) {
        0 => entry.stated = other.stated.clone(),
        1 => entry.roster = other.roster,
        2 => entry.reached = other.reached.clone(),
        3 => entry.time = dice.roll() as i64,
        _ => {}
    }
    let Stated::Record(record) = &mut entry.stated else {
        return;
    };
    let members: Vec<MemberId> = town.now().members.keys().copied().collect();
    let member = *dice.pick(&members);
    let role = *dice.pick(&[
        Role::Coordinator,
        Role::Lead,
        Role::Host,
        Role::Visitor,
        Role::PairingCoordinator,
    ]);
    match dice.below(17) {
        14 => {
            let versions = (0..dice.below(6)).map(|_| dice.below(4) as u32).collect();
            record.body.act = Act::VersionsSet { versions };
        }
        15 => {
            let (device, invite) = (town.some_key(dice), Secret::from_seed(&[9; 32]));
            record.body.act = Act::MemberAccepted {
                invite: invite.public(),
                device: device.public(),
                box_key: device.box_key(),
            };
        }
        16 => record.body.act = correction(town, record, dice),
        0 => record.body.act = Act::MemberRemoved { member },
        1 => record.body.act = Act::MemberLeft { member },
        2 | 3 => record.body.act = Act::RoleGranted { member, role },
        4 => record.body.act = Act::RoleWithdrawn { member, role },
        5 => {
            let members = vec![member; dice.below(5)];
            record.body.act = Act::HouseholdFormed { members };
        }
        6 => {
            let round = "x/".repeat(dice.below(2000));
            record.body.act = Act::RoundHandedOver { round, to: member };
        }
        7 => {
            let device = town.some_key(dice).tag();
            record.body.act = Act::DeviceRevoked { device };
        }
        8 => record.body.space = None,
        9 => record.body.community = None,
        10 => record.body.nonce = [dice.roll() as u8; 16].into(),
        11 => record.body.space = Some(other.roster),
        _ => {
            if let Stated::Record(other) = other.stated {
                record.body.act = other.body.act;
            }
        }
    }
    if dice.chance(50) {
        record.body.predecessor = None;
    }
    let signers: Vec<_> = (0..1 + dice.below(2))
        .map(|_| town.some_key(dice))
        .collect();
    *record = Record::signed_by(record.body.clone(), &signers);
}

/// A cut raised, mostly one that was made, by a head that somebody signed.
fn correction(town: &Neighbourhood, record: &Record, dice: &mut Dice) -> Act {
    let space = record.body.space.unwrap_or(town.now().space);
    let cause = match &dice.pick(&town.entries).stated {
        Stated::Record(record) => record.hash(),
        Stated::Line(line) => line.cause,
    };
    let (n, seen) = (dice.below(40) as u32, dice.below(40) as u32);
    let secret = town.some_key(dice);
    let head = (n, FeedHead([1; 32]));
    let seen = (seen, EntryHash([2; 32]));
    Act::CutCorrected {
        device: secret.tag(),
        n,
        cause,
        evidence: SignedHead::sign(town.now().community, space, head, seen, secret),
    }
}

/// Judges it as the server would, or extends a phone's list of members by it.
pub fn try_it(town: &Neighbourhood, case: &Case) -> End {
    let last = town.rosters.len() - 1;
    let mut rosters = town.rosters[last.min(case.base as usize)].clone();
    let step = case.last();
    let malformed = || End::Refused("malformed".to_owned());
    if step.device == RECORD {
        let Ok(record) = decode_exact::<Record>(&step.bytes, "record") else {
            return malformed();
        };
        if let Err(refusal) = rosters.judge(&record) {
            return End::Refused(refusal.code().to_owned());
        }
        rosters.assume(&record, &[]);
        return if rosters.records.contains_key(&record.hash()) {
            End::Accepted
        } else {
            End::Unsound("the record does not stand".to_owned())
        };
    }
    let Ok(entry) = decode_exact::<Entry>(&step.bytes, "entry") else {
        return malformed();
    };
    let before = format!("{rosters:?}");
    if let Err(error) = rosters.extend(&entry) {
        return if format!("{rosters:?}") == before {
            End::Refused(code(&error).to_owned())
        } else {
            End::Unsound("a refused entry left something behind".to_owned())
        };
    }
    if rosters.chain(entry.roster) == (entry.number, entry.hash()) {
        End::Accepted
    } else {
        End::Unsound("the entry is not the last".to_owned())
    }
}

fn code(error: &EntryError) -> &'static str {
    match error {
        EntryError::Broken => "entry-broken",
        EntryError::NotTheServer => "entry-not-the-server",
        EntryError::Refused(refusal) => refusal.code(),
        EntryError::NoCause => "entry-no-cause",
        EntryError::Newer => "entry-newer",
    }
}
