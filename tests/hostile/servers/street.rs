//! Three phones and a server that lies to one of them; the ways to meddle with what it says.

use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::change_hash;
use kith_domain::ids::{CommunityId, DeviceTag, EntryHash, FeedHead, SpaceId};
use kith_domain::keys::Secret;
use kith_domain::roster::{Act, Body, Entry, Role, Stated};
use kith_domain::wire::{FedChange, LogItem, Reply};
use kith_tests::liar::{packed, rows, server_key};
use kith_tests::{Mallory, Phone, Round, World, article, converge};

/// Ada coordinates, Cleo writes, Ben's phone is lied to.
pub struct Street {
    pub world: World,
    pub ada: Phone,
    pub ben: Phone,
    pub cleo: Phone,
    pub round: Round,
    pub server: Secret,
}

/// What is done to every reply that brings rows.
pub type Told = Box<dyn FnMut(&mut Reply) + Send>;
impl Street {
    pub fn new() -> Self {
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
    pub fn cleo_writes_twice(&self) {
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
    pub fn is_as_before(&self, name: &str) {
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
    pub fn trouble(&self) -> Option<String> {
        let status = self.ben.app().status(self.ben.community());
        status.expect("it reads").trouble
    }

    /// A grant of a coordinator's rights to Cleo, signed by nobody yet.
    pub fn grant(&self) -> Body {
        let (member, role) = (self.cleo.id(), Role::Coordinator);
        let act = Act::RoleGranted { member, role };
        Mallory::with(&self.world, &self.ben).body(Some(self.ben.look().space()), act)
    }

    /// Cleo's word that she leaves, which she has given nobody.
    pub fn leaving(&self) -> Stated {
        let cleo = Mallory::with(&self.world, &self.cleo);
        let member = self.cleo.id();
        Stated::Record(cleo.signs(Act::MemberLeft { member }))
    }

    /// Brings `stated` as the `ahead`-th next entry of the community's roster.
    pub fn sequences(&self, ahead: u32, stated: Stated) -> Told {
        self.countersigns(&self.server, ahead, stated)
    }

    pub fn countersigns(&self, with: &Secret, ahead: u32, stated: Stated) -> Told {
        let look = self.ben.look();
        let (number, previous) = look.sequenced.chain(look.space());
        let at = (number + ahead, previous);
        let entry = Entry::sequence(look.space(), at, stated, Vec::new(), 0, with);
        more(LogItem::Entry(Box::new(entry)))
    }

    /// Cleo's feed as Ben's phone knows it.
    pub fn feed(&self) -> Feed {
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
    pub fn forged_pledge(&self) -> FedChange {
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
pub struct Feed {
    device: DeviceTag,
    community: CommunityId,
    space: SpaceId,
    head: FeedHead,
    entry: (u32, EntryHash),
}

impl Feed {
    /// Its head after the changes among `rows`, vouched for by whoever has a key.
    pub fn signed_by(&self, secret: &Secret, rows: &[LogItem]) -> SignedHead {
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

pub fn about_rows(mut lie: impl FnMut(&mut Vec<LogItem>) + Send + 'static) -> Told {
    Box::new(move |reply| {
        let mut items = rows(reply);
        lie(&mut items);
        reply.pages = vec![packed(items).into()];
    })
}

pub fn about_changes(mut lie: impl FnMut(&mut FedChange) + Send + 'static) -> Told {
    about_rows(move |rows| {
        for item in rows {
            if let LogItem::Change(fed) = item {
                lie(fed);
            }
        }
    })
}

/// One row more than there is.
pub fn more(item: LogItem) -> Told {
    about_rows(move |rows| rows.push(item.clone()))
}

/// Where the changes are.
pub fn changes(rows: &[LogItem]) -> Vec<usize> {
    let found = rows.iter().enumerate();
    let found = found.filter(|(_, item)| matches!(item, LogItem::Change(_)));
    found.map(|(at, _)| at).collect()
}

pub fn is_removal(stated: &Stated) -> bool {
    matches!(stated, Stated::Record(record) if matches!(record.body.act, Act::MemberRemoved { .. }))
}

pub fn is_grant(stated: &Stated) -> bool {
    matches!(stated, Stated::Record(record) if matches!(record.body.act, Act::RoleGranted { .. }))
}

/// The change with another number of minutes or units in it, its checksum mended.
pub fn mended(mut bytes: Vec<u8>) -> Vec<u8> {
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
