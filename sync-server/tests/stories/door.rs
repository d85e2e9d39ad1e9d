//! Who asks to be let in by a poster: kept, shown to coordinators alone, and let go of.

use crate::phone::{Phone, seed};
use crate::town::{DAY, Town};
use kith_domain::ids::SigningKey;
use kith_domain::invite::InviteSecret;
use kith_domain::keys::{Dice, Secret};
use kith_domain::limits;
use kith_domain::poster::{Knock, Poster};
use kith_domain::roster::{Act, Versions};
use kith_domain::sealed::SpaceKey;
use kith_domain::wire::{Push, Verdict};
use kith_server::Clock;

/// Ada's town with a poster for a hundred, and Ben who joined by an invite.
struct Street {
    town: Town,
    ada: Phone,
    ben: Phone,
    poster: Poster,
}

impl Street {
    fn new() -> Self {
        let town = Town::new();
        let mut ada = Phone::founded(1, &town);
        let ben = ada.joined(&town, 2);
        let versions = Versions::KNOWN.spelled();
        let secret = InviteSecret([9; 32]);
        let issued = Act::InviteIssued {
            invite: secret.signer().public(),
            expires: town.clock.now() + 30 * DAY,
            many: true,
            uses: Some(limits::POSTER_USES),
        };
        let raised = ada.record(Act::VersionsSet { versions });
        let issued = ada.record(issued);
        ada.give_records(&town, vec![raised, issued.clone()]);
        let records = vec![ada.founding[0].clone(), issued];
        let key = SpaceKey::Shared([7; 32]);
        let link = Poster::link("http://127.0.0.1:1", None, secret, key, records).unwrap();
        let poster = Poster::read(&link).unwrap();
        Self {
            town,
            ada,
            ben,
            poster,
        }
    }

    fn knock(&self, device: &Secret) -> Knock {
        let mut dice = Dice::new([1; 32]);
        self.poster
            .knock(device, "Cleo", [1; 16].into(), &mut dice)
            .unwrap()
    }

    /// A stranger's phone asks; what the server says.
    fn asks(&self, number: u16) -> Verdict {
        let mut phone = self.stranger(number);
        let knock = self.knock(&phone.secret);
        phone.knocks(&self.town, knock).verdict.unwrap()
    }

    fn stranger(&self, number: u16) -> Phone {
        let [a, b] = number.to_be_bytes();
        let mut bytes = [3; 32];
        (bytes[0], bytes[1]) = (a, b);
        self.ada.as_a_stranger(Secret::from_seed(&bytes))
    }

    fn shown(&mut self) -> usize {
        let reply = self.ada.send(&self.town, None, Vec::new());
        reply.knocks.unwrap_or_default().len()
    }
}

#[test]
fn who_asks_is_shown_to_coordinators_alone() {
    let mut street = Street::new();
    assert_eq!(street.asks(1), Verdict::Wait);
    assert_eq!(street.asks(1), Verdict::Wait, "asked again, they wait once");
    assert_eq!(street.shown(), 1);
    let reply = street.ben.send(&street.town, None, Vec::new());
    assert_eq!(reply.knocks, None);
    let reply = street.stranger(1).send(&street.town, None, Vec::new());
    assert_eq!(reply.knocks, None);
}

#[test]
fn the_door_holds_so_many_and_a_poster_taken_down_empties_it() {
    let mut street = Street::new();
    let most = u16::try_from(limits::KNOCKS).unwrap();
    for number in 0..most {
        assert_eq!(street.asks(number), Verdict::Wait, "{number}");
    }
    let full = street.asks(most);
    assert!(matches!(full, Verdict::Later { code, .. } if code == "door-is-full"));
    assert_eq!(street.asks(0), Verdict::Wait, "who waits keeps their place");
    assert_eq!(street.shown(), 16, "an answer names so many");
    let invite: SigningKey = street.poster.signer.public();
    let gone = street.ada.record(Act::InviteWithdrawn { invite });
    let push = Push {
        records: vec![gone],
        ..Push::default()
    };
    street.ada.give(&street.town, push);
    assert_eq!(street.shown(), 0);
    let spent = street.asks(most);
    assert!(matches!(spent, Verdict::Refused { records, .. } if records[0].code == "invite-spent"));
}

#[test]
fn nobody_waits_for_ever_and_a_restart_forgets_nobody() {
    let mut street = Street::new();
    assert_eq!(street.asks(1), Verdict::Wait);
    street.town.crash();
    assert_eq!(street.shown(), 1);
    street.town.later((limits::KNOCK_DAYS + 1) * DAY);
    street.ada.log_in(&street.town);
    assert_eq!(street.shown(), 0);
    assert_eq!(street.asks(1), Verdict::Wait, "they may ask again");
    assert_eq!(street.shown(), 1);
}

#[test]
fn nobody_asks_for_anothers_phone_or_with_a_bent_record() {
    let street = Street::new();
    let code = |verdict: Option<Verdict>| match verdict {
        Some(Verdict::Refused { records, .. }) => records[0].code.clone(),
        other => panic!("{other:?}"),
    };
    let mut phone = street.stranger(1);
    let others = street.knock(&seed(60));
    assert_eq!(
        code(phone.knocks(&street.town, others).verdict),
        "not-entitled"
    );
    let mut bent = street.knock(&phone.secret);
    bent.record.signatures[0].signature.0[0] ^= 1;
    assert_eq!(
        code(phone.knocks(&street.town, bent).verdict),
        "bad-signature"
    );
    let mut long = street.knock(&phone.secret);
    long.name = vec![0; limits::KNOCK_NAME + 1].into();
    assert_eq!(code(phone.knocks(&street.town, long).verdict), "too-much");
}
