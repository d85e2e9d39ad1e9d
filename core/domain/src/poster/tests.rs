use super::*;
use crate::roster::Stated;
use crate::roster::Versions;
use crate::roster::entry::Entry;
use crate::roster::record::Record as Signed;
use crate::roster::state::Rosters as Street;

const KEY: SpaceKey = SpaceKey::Shared([7; 32]);
const SECRET: InviteSecret = InviteSecret([9; 32]);

struct Hung {
    rosters: Street,
    link: String,
    ada: Secret,
    server: Secret,
}

impl Hung {
    fn body(&self, act: Act, nonce: u8) -> Body {
        let mut body = Body {
            community: Some(self.rosters.community),
            space: Some(self.rosters.space),
            predecessor: None,
            act,
            nonce: [nonce; 16].into(),
        };
        body.predecessor = self.rosters.subjects.get(&body.subject()).copied();
        body
    }

    fn take(&mut self, record: Signed) {
        let space = record.body.space_id();
        let (number, previous) = self.rosters.chain(space);
        let next = (number + 1, previous);
        let stated = Stated::Record(record);
        let entry = Entry::sequence(space, next, stated, Vec::new(), 1_000, &self.server);
        self.rosters.extend(&entry).unwrap();
    }
}

/// Ada founded, raised the rules and hung a poster for two, good until 9,000.
fn hung() -> Hung {
    let (ada, server) = (Secret::from_seed(&[1; 32]), Secret::from_seed(&[2; 32]));
    let founded = Body {
        community: None,
        space: None,
        predecessor: None,
        act: Act::Founded {
            device: ada.public(),
            box_key: ada.box_key(),
            server: Some(server.public()),
            key: KEY.id(),
            paper: None,
        },
        nonce: [0; 16].into(),
    };
    let founded = Record::signed_by(founded, &[&ada]);
    let mut hung = Hung {
        rosters: Rosters::begin(&founded).unwrap(),
        link: String::new(),
        ada,
        server,
    };
    hung.take(founded.clone());
    let versions = Versions::KNOWN.spelled();
    let issued = Act::InviteIssued {
        invite: SECRET.signer().public(),
        expires: 9_000,
        many: true,
        uses: Some(2),
    };
    let adopted = Act::ServerAdopted {
        server: hung.server.public(),
        address: "https://kith.example".to_owned(),
    };
    for (nonce, act) in [
        (1, adopted),
        (2, Act::VersionsSet { versions }),
        (3, issued),
    ] {
        let record = Record::signed_by(hung.body(act, nonce), &[&hung.ada]);
        hung.take(record.clone());
        hung.link = Poster::link(
            "https://kith.example/",
            Some(hung.server.public()),
            SECRET,
            KEY,
            vec![founded.clone(), record],
        )
        .unwrap();
    }
    hung
}

fn knocks(hung: &Hung, seed: u8) -> Knock {
    let device = Secret::from_seed(&[seed; 32]);
    let poster = Poster::read(&hung.link).unwrap();
    poster
        .knock(&device, "Dora", [seed; 16].into(), &mut Dice::new([3; 32]))
        .unwrap()
}

#[test]
fn whoever_scans_a_poster_asks_and_only_members_read_the_name() {
    let hung = hung();
    let poster = Poster::read(&format!(" {}\n", hung.link)).unwrap();
    assert_eq!(poster.address, "https://kith.example");
    assert_eq!(poster.expires, 9_000);
    let knock = knocks(&hung, 5);
    assert_eq!(knock.fits(&hung.rosters, 9_000), Ok(()));
    let late = knock.fits(&hung.rosters, 9_001);
    assert_eq!(late, Err(RecordRefusal::InviteSpent));
    let mut ring = Keyring::default();
    assert_eq!(knock.name(&ring, poster.space), None);
    ring.add(poster.space, SpaceKey::Shared([8; 32]));
    assert_eq!(knock.name(&ring, poster.space), None);
    ring.add(poster.space, KEY);
    assert_eq!(knock.name(&ring, poster.space).as_deref(), Some("Dora"));
    // The link itself holds nothing that opens it.
    let text = encode(&knock);
    assert!(!text.windows(4).any(|w| w == b"Dora"));
}

#[test]
fn an_asking_that_is_bent_is_none() {
    let hung = hung();
    let good = knocks(&hung, 5);
    let mut unsigned = good.clone();
    unsigned.record.signatures.pop();
    let mut forged = good.clone();
    forged.record.signatures[0].signature.0[0] ^= 1;
    let mut doubled = good.clone();
    doubled
        .record
        .signatures
        .push(doubled.record.body.sign(&hung.ada));
    for knock in [unsigned, forged, doubled] {
        let refused = knock.fits(&hung.rosters, 2_000);
        assert_eq!(refused, Err(RecordRefusal::BadSignature));
    }
    let mut long = good.clone();
    long.name = vec![0; limits::KNOCK_NAME + 1].into();
    let refused = long.fits(&hung.rosters, 2_000);
    assert_eq!(refused, Err(RecordRefusal::TooMuch));
    let leaves = hung.body(
        Act::MemberLeft {
            member: hung.rosters.founder,
        },
        9,
    );
    let other = Knock {
        record: Record::signed_by(leaves, &[&hung.ada]),
        ..good
    };
    assert_eq!(
        other.fits(&hung.rosters, 2_000),
        Err(RecordRefusal::Unknown)
    );
}

#[test]
fn a_link_that_is_cut_or_another_kind_is_told_apart() {
    let hung = hung();
    for bad in ["", "kith", "https://kith.example/join#AAAA"] {
        assert_eq!(
            Poster::read(bad).err(),
            Some(InviteError::NotALink),
            "{bad}"
        );
    }
    let start = hung.link.find('#').unwrap() + 1;
    for cut in start..hung.link.len() {
        let read = Poster::read(&hung.link[..cut]);
        assert_eq!(read.err(), Some(InviteError::Damaged));
    }
    assert!(Poster::is_one(&hung.link));
    assert!(crate::invite::Invite::read(&hung.link).is_err());
}
