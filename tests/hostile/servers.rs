//! A server that lies, with its own key in hand: what an honest phone says to each lie.
//!
//! `tests/golden/lies.txt` is the table. After every lie the phone syncs with the honest server and
//! is as everybody else: nothing of a lie stays on it.

pub mod street;

use crate::compare::{columns, compare};
use kith_domain::ids::{DocumentId, RecordHash};
use kith_domain::keys::Secret;
use kith_domain::limits;
use kith_domain::roster::{Act, Entry, Line, Record, Stated, Versions};
use kith_domain::wire::LogItem;
use kith_tests::liar::{rows, server_key};
use kith_tests::soak::doors::world::secret_of;
use kith_tests::{Liar, Mallory};
use std::fmt::Write;
use street::{Street, Told, about_changes, about_rows, changes, is_grant, mended, more};

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
    (
        "withholds all of it, and says it stands where the phone does",
        |_| {
            Box::new(|reply| {
                reply.pages.clear();
                let stands = reply.stands.iter_mut().flatten();
                stands.for_each(|stand| stand.feeds.clear());
            })
        },
    ),
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
    ("sequences rules that no app knows, signed by Ada", |s| {
        let mut versions = Versions::KNOWN.spelled();
        versions[1] += 1;
        let ada = Mallory::with(&s.world, &s.ada);
        let raised = ada.signs(Act::VersionsSet { versions });
        s.sequences(1, Stated::Record(raised))
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
