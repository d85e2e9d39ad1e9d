//! Posters that anybody may scan, the rules, and cuts.

use super::Attack;
use super::street::Street;
use kith_domain::feed::SignedHead;
use kith_domain::ids::{FeedHead, SigningKey};
use kith_domain::keys::{Dice, Secret};
use kith_domain::poster::{Knock, Poster};
use kith_domain::roster::{Act, Body, Record, Versions};

/// What a friend with a phone of their own would ask by this poster.
fn knock(link: &str, friend: &Secret) -> (Knock, Secret) {
    let poster = Poster::read(link).expect("a poster");
    let knock = poster.knock(friend, "Friend", [8; 16].into(), &mut Dice::new([8; 32]));
    (knock.expect("an asking"), poster.signer)
}

fn friend() -> Secret {
    Secret::from_seed(&[79; 32])
}

/// The record by which a friend would come in, with Mallory's yes where a coordinator's should be.
fn comes_in(s: &Street, link: &str) -> String {
    let (knock, _) = knock(link, &friend());
    let mut record = knock.record;
    record.signatures.push(record.body.sign(&s.ben.secret));
    s.ben.gives_records(vec![record])
}

fn asks(s: &Street, knock: Knock) -> String {
    let mut ask = s.ben.ask(kith_domain::wire::Push::default());
    ask.knock = Some(knock);
    s.ben.sends(ask)
}

fn issued(invite: SigningKey) -> Act {
    Act::InviteIssued {
        invite,
        expires: i64::MAX,
        many: true,
        uses: Some(50),
    }
}

pub(super) const DOOR: &[Attack] = &[
    ("lets a friend in by a poster, with its own yes", |s| {
        comes_in(s, &s.posters.open)
    }),
    ("lets a friend in by a poster, with nobody's yes", |s| {
        let (knock, _) = knock(&s.posters.open, &friend());
        s.ben.gives_records(vec![knock.record])
    }),
    ("lets a friend in by a poster that is used up", |s| {
        comes_in(s, &s.posters.used_up)
    }),
    ("lets a friend in by a poster that was taken back", |s| {
        comes_in(s, &s.posters.taken_back)
    }),
    ("puts the yes to another under a friend's asking", |s| {
        let accepted = s.record(|act| matches!(act, Act::MemberAccepted { .. }));
        let (knock, _) = knock(&s.posters.open, &friend());
        let mut record = knock.record;
        record.signatures = accepted.signatures;
        s.ben.gives_records(vec![record])
    }),
    ("uses a poster as an invite", |s| {
        let (friend, poster) = (friend(), Poster::read(&s.posters.open).unwrap());
        let act = Act::MemberAdmitted {
            invite: poster.signer.public(),
            device: friend.public(),
            box_key: friend.box_key(),
        };
        let body: Body = s.ben.body(Some(s.ben.space()), act);
        let record = Record::signed_by(body, &[&friend, &poster.signer]);
        s.ben.gives_records(vec![record])
    }),
    ("asks for a phone that is not the asking one", |s| {
        let (knock, _) = knock(&s.posters.open, &friend());
        asks(s, knock)
    }),
    ("asks to come in though it is in", |s| {
        let (knock, _) = knock(&s.posters.open, &s.ben.secret);
        asks(s, knock)
    }),
    ("asks for something else than to come in", |s| {
        let record = s.ben.signs(Act::MemberLeft { member: s.ben.me() });
        let name = Vec::new().into();
        asks(s, Knock { record, name })
    }),
    ("hangs a poster", |s| {
        s.states(issued(Secret::from_seed(&[80; 32]).public()))
    }),
    ("raises the rules beyond what anybody knows", |s| {
        let mut versions = Versions::KNOWN.spelled();
        versions[0] += 1;
        s.states(Act::VersionsSet { versions })
    }),
    ("lowers the rules", |s| {
        let versions = Versions::FIRST.spelled();
        s.states(Act::VersionsSet { versions })
    }),
    ("corrects a cut that was never made", |s| {
        let cause = s.record(|act| matches!(act, Act::RoleGranted { .. }));
        let evidence = SignedHead::sign(
            s.ben.phone.community(),
            s.ben.space(),
            (900, FeedHead([9; 32])),
            s.ben.phone.look().sequenced.chain(s.ben.space()),
            &s.ben.secret,
        );
        s.states(Act::CutCorrected {
            device: evidence.device,
            n: evidence.n,
            cause: cause.hash(),
            evidence,
        })
    }),
];
