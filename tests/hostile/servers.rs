//! A server that lies, with its own key in hand: what an honest phone says to each lie.
//!
//! `tests/golden/lies.txt` is the table. After every lie the phone syncs with the honest server and
//! is as everybody else: nothing of a lie stays on it.

use crate::compare::{columns, compare};
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::change_hash;
use kith_domain::ids::{
    CommunityId, DeviceTag, DocumentId, EntryHash, FeedHead, RecordHash, SpaceId,
};
use kith_domain::keys::Secret;
use kith_domain::limits;
use kith_domain::roster::entry::Reached;
use kith_domain::roster::{Act, Body, Entry, Line, Record, Role, Stated};
use kith_domain::wire::{FedChange, LogItem, Reply};
use kith_tests::liar::{packed, rows, server_key};
use kith_tests::soak::doors::world::secret_of;
use kith_tests::{Liar, Mallory, Phone, Round, World, article, converge};
use std::fmt::Write;

/// Ada coordinates, Cleo writes, Ben's phone is lied to.
struct Street {
    world: World,
    ada: Phone,
    ben: Phone,
    cleo: Phone,
    round: Round,
    server: Secret,
}

/// What is done to every reply that brings rows.
type Told = Box<dyn FnMut(&mut Reply) + Send>;
/// A lie by its name, about the reply that brings Cleo's latest work.
type Lie = (&'static str, fn(&Street) -> Told);

const LIES: &[Lie] = &[
    ("swaps two changes", |_| {
        about_rows(|rows| {
            let at = changes(rows);
            rows.swap(at[0], at[1]);
        })
    }),
    ("withholds the first of two changes", |_| {
        about_rows(|rows| {
            let at = changes(rows);
            rows.remove(at[0]);
        })
    }),
    ("withholds the last of two changes", |_| {
        about_rows(|rows| {
            let at = changes(rows);
            rows.remove(at[1]);
        })
    }),
    ("withholds the signature", |_| {
        about_rows(|rows| rows.retain(|item| !matches!(item, LogItem::Head(_))))
    }),
    ("withholds all of it", |_| {
        Box::new(|reply| reply.pages.clear())
    }),
    ("withholds all of it, and what it has of it", |_| {
        Box::new(|reply| {
            reply.pages.clear();
            reply.digest = None;
        })
    }),
    ("signs a forged change with its own key", |s| {
        let (forged, feed, server) = (s.forged_pledge(), s.feed(), server_key(&s.world));
        about_rows(move |rows| {
            rows.retain(|item| !matches!(item, LogItem::Head(_)));
            rows.push(LogItem::Change(forged.clone()));
            rows.push(LogItem::Head(feed.signed_by(&server, rows)));
        })
    }),
    ("puts an old signature under a forged change", |s| {
        let forged = s.forged_pledge();
        about_rows(move |rows| {
            let head = rows
                .iter()
                .position(|item| matches!(item, LogItem::Head(_)));
            rows.insert(head.expect("a head"), LogItem::Change(forged.clone()));
        })
    }),
    ("changes what somebody wrote", |_| {
        about_changes(|fed| fed.bytes = mended(fed.bytes.to_vec()).into())
    }),
    ("says one member's work is another's", |s| {
        let ada = s.ada.look().row.device;
        about_changes(move |fed| fed.device = ada)
    }),
    ("brings work of a stranger", |_| {
        about_changes(|fed| fed.device = Secret::from_seed(&[9; 32]).tag())
    }),
    ("brings work in a document it never named", |_| {
        about_changes(|fed| fed.document = DocumentId([9; 16]))
    }),
    ("sends a hundred million ops in 69 bytes", |_| {
        let bombs = kith_tests::soak::bombs::all();
        let bomb = bombs.iter().find(|(name, _)| *name == "rle-bomb");
        let bytes = bomb.expect("it is kept").1.case.last().bytes.clone();
        about_changes(move |fed| fed.bytes = bytes.clone().into())
    }),
    ("sequences a grant that nobody signed", |s| {
        let (body, signatures) = (s.grant(), Vec::new());
        s.sequences(1, Stated::Record(Record { body, signatures }))
    }),
    ("sequences a grant it signed itself", |s| {
        s.sequences(
            1,
            Stated::Record(Record::signed_by(s.grant(), &[&s.server])),
        )
    }),
    ("sequences a grant that its own member signed", |s| {
        let cleo = secret_of(&s.cleo);
        s.sequences(1, Stated::Record(Record::signed_by(s.grant(), &[&cleo])))
    }),
    ("sequences a grant again that was taken back", |s| {
        let stands = s.ben.look().entries_of_rosters().into_iter();
        let mut stated = stands.map(|entry| entry.stated);
        let grant = stated.find(is_grant);
        s.sequences(1, grant.expect("Cleo was a coordinator once"))
    }),
    ("ends a member's rights without a word of anybody's", |s| {
        let (member, cause) = (s.cleo.id(), RecordHash([9; 32]));
        s.sequences(
            1,
            Stated::Line(Line {
                member,
                device: None,
                cause,
            }),
        )
    }),
    (
        "ends a member's rights for a reason that is another's",
        |s| {
            let stands = s.ben.look().sequenced.records;
            let (cause, member) = (*stands.keys().next().expect("records"), s.cleo.id());
            s.sequences(
                1,
                Stated::Line(Line {
                    member,
                    device: None,
                    cause,
                }),
            )
        },
    ),
    ("leaves an entry out", |s| s.sequences(2, s.leaving())),
    ("countersigns with another key", |s| {
        let other = Secret::from_seed(&[9; 32]);
        s.countersigns(&other, 1, s.leaving())
    }),
    ("tells an entry differently from before", |s| {
        let held = s.ben.look().entries_of_rosters().pop().expect("entries");
        let at = (held.number, held.previous);
        let time = held.time + 1;
        let entry = Entry::sequence(held.roster, at, held.stated, held.reached, time, &s.server);
        more(LogItem::Entry(Box::new(entry)))
    }),
    ("sends a page that inflates beyond any page", |_| {
        let zeros = vec![0; 8 << 20];
        let page = zstd::bulk::compress(&zeros, 3).expect("it packs");
        Box::new(move |reply| reply.pages = vec![page.clone().into()])
    }),
    ("sends a page longer than any page", |_| {
        Box::new(|reply| reply.pages = vec![vec![7; limits::PAGE_COMPRESSED + 1].into()])
    }),
    ("sends a page of noise", |_| {
        Box::new(|reply| reply.pages = vec![vec![7; 400].into()])
    }),
];

#[test]
fn what_phones_say_to_lies_change_only_in_sight() {
    let street = Street::new();
    let mut table = vec![vec!["lie".to_owned(), "what the phone says".to_owned()]];
    for (name, lie) in LIES {
        street.cleo_writes_twice();
        let mut told = lie(&street);
        let liar = Liar::to(&street.world, &street.ben, move |reply| {
            if !rows(reply).is_empty() {
                told(reply);
            }
        });
        let report = street.ben.tries_to_sync_over(&liar);
        let said = report.troubles.values().next().map(ToString::to_string);
        let shown = street.trouble();
        assert_eq!(said, shown, "{name}: what a sync says is shown");
        table.push(vec![
            (*name).to_owned(),
            said.unwrap_or_else(|| "nothing".to_owned()),
        ]);
        drop(liar);
        street.is_as_before(name);
    }
    let mut text = String::from(
        "What a server may tell a phone that is not so, its own key in hand, and what the phone says.\n\
         Rendered from tests/hostile/servers.rs; `cargo xtask golden --accept` writes it anew.\n\n",
    );
    let _ = write!(text, "{}", columns(&table));
    compare("lies.txt", &text);
}

impl Street {
    fn new() -> Self {
        let world = World::new();
        let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
        let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
        ada.makes(&cleo, Role::Coordinator);
        world.settles();
        ada.takes_back(&cleo, Role::Coordinator);
        world.settles();
        let server = server_key(&world);
        Self {
            world,
            ada,
            ben,
            cleo,
            round,
            server,
        }
    }

    /// Two changes in one push, each in a document of its own.
    fn cleo_writes_twice(&self) {
        let _ = self.cleo.gave(&self.ada, 15);
        let want = self
            .cleo
            .look()
            .feed(self.cleo.look().space(), self.cleo.look().row.device)
            .n;
        self.cleo
            .pledges(&self.round, "rice", (1, 2 + want, 2 + want));
        self.cleo.syncs();
    }

    /// The lie is over: Ben's phone takes what is true and agrees with everybody.
    fn is_as_before(&self, name: &str) {
        self.world.settles();
        let phones = [self.ada.clone(), self.ben.clone(), self.cleo.clone()];
        converge::everybody_agrees(&phones).unwrap_or_else(|e| panic!("{name}: {e}"));
        let shown = self.trouble();
        assert_eq!(shown, None, "{name}");
        assert!(!self.ben.look().rosters.has_role(
            self.ben.look().space(),
            Role::Coordinator,
            self.cleo.id()
        ));
    }

    /// What Ben's phone shows as wrong.
    fn trouble(&self) -> Option<String> {
        let status = self.ben.app().status(self.ben.community());
        status.expect("it reads").trouble
    }

    /// A grant of a coordinator's rights to Cleo, signed by nobody yet.
    fn grant(&self) -> Body {
        let (member, role) = (self.cleo.id(), Role::Coordinator);
        let act = Act::RoleGranted { member, role };
        Mallory::with(&self.world, &self.ben).body(Some(self.ben.look().space()), act)
    }

    /// Cleo's word that she leaves, which she has given nobody.
    fn leaving(&self) -> Stated {
        let cleo = Mallory::with(&self.world, &self.cleo);
        let member = self.cleo.id();
        Stated::Record(cleo.signs(Act::MemberLeft { member }))
    }

    /// Brings `stated` as the `ahead`-th next entry of the community's roster.
    fn sequences(&self, ahead: u32, stated: Stated) -> Told {
        self.countersigns(&self.server, ahead, stated)
    }

    fn countersigns(&self, with: &Secret, ahead: u32, stated: Stated) -> Told {
        let look = self.ben.look();
        let (number, previous) = look.sequenced.chain(look.space());
        let at = (number + ahead, previous);
        let entry = Entry::sequence(look.space(), at, stated, Vec::new(), 0, with);
        more(LogItem::Entry(Box::new(entry)))
    }

    /// Cleo's feed as Ben's phone knows it.
    fn feed(&self) -> Feed {
        let (cleo, ben) = (self.cleo.look().row.device, self.ben.look());
        let space = ben.space();
        Feed {
            device: cleo,
            community: ben.row.community,
            space,
            head: ben.feed(space, cleo).head,
            entry: ben.sequenced.chain(space),
        }
    }

    /// A pledge of Cleo's that she never made, as well-formed as any.
    fn forged_pledge(&self) -> FedChange {
        let cleo = Mallory::with(&self.world, &self.cleo);
        let name = kith_domain::document::DocumentName::new(
            cleo.space(),
            kith_domain::document::DocumentKind::Round,
            self.round.0.clone(),
        );
        let key = kith_domain::fact::FactKey::new(cleo.me(), "pledge", "forged");
        let value = kith_domain::fact::Value::Clear("{}".to_owned());
        cleo.states(&name, &[(key, value)], |_| ())
    }
}

/// A feed and where it stood.
struct Feed {
    device: DeviceTag,
    community: CommunityId,
    space: SpaceId,
    head: FeedHead,
    entry: (u32, EntryHash),
}

impl Feed {
    /// Its head after the changes among `rows`, vouched for by whoever has a key.
    fn signed_by(&self, secret: &Secret, rows: &[LogItem]) -> SignedHead {
        let mut reached = (0, self.head);
        for item in rows {
            if let LogItem::Change(fed) = item {
                let hash = change_hash(&fed.bytes).expect("a change");
                reached = (fed.n, next_head(reached.1, fed.n, fed.document, hash));
            }
        }
        let signed = SignedHead::sign(self.community, self.space, reached, self.entry, secret);
        SignedHead {
            device: self.device,
            ..signed
        }
    }
}

fn about_rows(mut lie: impl FnMut(&mut Vec<LogItem>) + Send + 'static) -> Told {
    Box::new(move |reply| {
        let mut items = rows(reply);
        lie(&mut items);
        reply.pages = vec![packed(items).into()];
    })
}

fn about_changes(mut lie: impl FnMut(&mut FedChange) + Send + 'static) -> Told {
    about_rows(move |rows| {
        for item in rows {
            if let LogItem::Change(fed) = item {
                lie(fed);
            }
        }
    })
}

/// One row more than there is.
fn more(item: LogItem) -> Told {
    about_rows(move |rows| rows.push(item.clone()))
}

/// Where the changes are.
fn changes(rows: &[LogItem]) -> Vec<usize> {
    let found = rows.iter().enumerate();
    let found = found.filter(|(_, item)| matches!(item, LogItem::Change(_)));
    found.map(|(at, _)| at).collect()
}

fn is_removal(stated: &Stated) -> bool {
    matches!(stated, Stated::Record(record) if matches!(record.body.act, Act::MemberRemoved { .. }))
}

fn is_grant(stated: &Stated) -> bool {
    matches!(stated, Stated::Record(record) if matches!(record.body.act, Act::RoleGranted { .. }))
}

/// The change with another number of minutes or units in it, its checksum mended.
fn mended(mut bytes: Vec<u8>) -> Vec<u8> {
    use sha2::Digest;
    for byte in bytes.iter_mut().rev() {
        if byte.is_ascii_digit() {
            *byte = if *byte == b'9' { b'8' } else { *byte + 1 };
            break;
        }
    }
    let digest = sha2::Sha256::digest(&bytes[8..]);
    bytes[4..8].copy_from_slice(&digest[..4]);
    bytes
}

#[test]
fn a_cut_below_what_a_phone_holds_is_called_a_server_fault_and_stays_so() {
    let street = Street::new();
    street.cleo_writes_twice();
    street.ben.syncs();
    street.ada.removes(&street.cleo);
    street.ada.syncs();
    let server = server_key(&street.world);
    let liar = Liar::to(&street.world, &street.ben, |reply| {
        let mut items = rows(reply);
        let removal = |item: &LogItem| matches!(item, LogItem::Entry(e) if is_removal(&e.stated));
        // What the list says after it names the honest entry, and would give the lie away.
        if let Some(at) = items.iter().position(removal) {
            items.truncate(at + 1);
        }
        for item in &mut items {
            if let LogItem::Entry(entry) = item
                && is_removal(&entry.stated)
            {
                let at = (entry.number, entry.previous);
                let less = entry.reached.iter().map(|r| Reached { n: r.n - 1, ..*r });
                let (less, stated) = (less.collect(), entry.stated.clone());
                let cut = Entry::sequence(entry.roster, at, stated, less, entry.time, &server);
                **entry = cut;
            }
        }
        reply.pages = vec![packed(items).into()];
        reply.digest = None;
    });
    let _ = street.ben.tries_to_sync_over(&liar);
    drop(liar);
    let trouble = street.trouble().unwrap();
    assert!(trouble.starts_with("server fault"), "{trouble}");
    street.ben.is_killed_and_reopened();
    assert!(street.trouble().unwrap().starts_with("server fault"));
    // The honest list takes the place of the other, and with it the fault goes.
    street.ben.syncs();
    assert_eq!(street.trouble(), None);
    // The honest cut raises no alarm.
    street.ada.syncs();
    let status = street.ada.app().status(street.ada.community()).unwrap();
    assert_eq!(status.trouble, None);
}

#[test]
fn a_removal_whose_line_in_a_pairing_is_left_out_is_not_taken() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ada.removes(&ben);
    ada.syncs();
    let liar = Liar::about_rows(&world, &harold, |rows| {
        rows.retain(|item| match item {
            LogItem::Entry(entry) => !matches!(entry.stated, Stated::Line(_)),
            _ => true,
        });
    });
    let report = harold.tries_to_sync_over(&liar);
    assert!(!report.troubles.is_empty(), "Harold is told");
    drop(liar);
    harold.syncs();
    let ben = ben.id();
    assert!(!harold.look().sequenced.may_read(space, ben));
}
