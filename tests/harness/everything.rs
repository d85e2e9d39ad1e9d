//! A neighbourhood in which everything that can be said is said: one life with every command, every
//! topic and every kind of record in it.
//!
//! Tests hold it to the tables, so nothing can be added to Kith without a story that uses it, and
//! render from it what facts and commands look like.

use crate::goods::article;
use crate::mallory::Mallory;
use crate::phone::Phone;
use crate::speech::{Round, TODAY};
use crate::world::World;
use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::erasing::Erasing;
use kith_domain::command::membership::Membership;
use kith_domain::command::{Command, ForMember};
use kith_domain::concern::ConcernCommand;
use kith_domain::document::DocumentKind;
use kith_domain::hours::HoursCommand;
use kith_domain::ids::{ItemId, SpaceId};
use kith_domain::keys::Secret;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::roster::{Act, Record, Role};
use kith_domain::round::RoundCommand;
use std::cell::RefCell;

thread_local! {
    static DONE: RefCell<Vec<Command>> = const { RefCell::new(Vec::new()) };
}

/// Notes a command that a phone has carried out.
pub(crate) fn note(command: &Command) {
    DONE.with_borrow_mut(|done| done.push(command.clone()));
}

/// The word for what a proxy does for a member, whatever it is.
const FOR: &str = "for a member";

macro_rules! commands {
    ($($word:literal $pillar:ident $kind:ident :: $name:ident;)+) => {
        /// Every command there is, by a word for it.
        pub const COMMANDS: &[&str] = &[FOR, $($word),+];

        /// The word for a command. Who adds one is stopped here by the compiler.
        #[must_use]
        pub fn word(command: &Command) -> &'static str {
            match command {
                $(Command::$pillar($kind::$name { .. }) => $word,)+
                Command::For(_) => FOR,
            }
        }
    };
}

commands! {
    "membership grant-role" Membership Membership::GrantRole;
    "membership withdraw-role" Membership Membership::WithdrawRole;
    "membership withdraw-invite" Membership Membership::WithdrawInvite;
    "membership leave" Membership Membership::Leave;
    "membership remove" Membership Membership::Remove;
    "membership revoke-device" Membership Membership::RevokeDevice;
    "membership form-household" Membership Membership::FormHousehold;
    "membership enter" Membership Membership::Enter;
    "membership act-for" Membership Membership::ActFor;
    "membership raise-rules" Membership Membership::RaiseRules;
    "membership hand-over-round" Membership Membership::HandOverRound;
    "erase document" Erase Erasing::Document;
    "erase pairing" Erase Erasing::Pairing;
    "round import-list" Round RoundCommand::ImportList;
    "round open" Round RoundCommand::Open;
    "round pledge" Round RoundCommand::Pledge;
    "round withdraw" Round RoundCommand::Withdraw;
    "round seal" Round RoundCommand::Seal;
    "round place" Round RoundCommand::Place;
    "round deliver" Round RoundCommand::Deliver;
    "round settle" Round RoundCommand::Settle;
    "hours note" Hours HoursCommand::Note;
    "hours edit" Hours HoursCommand::Edit;
    "hours agree" Hours HoursCommand::Agree;
    "hours question" Hours HoursCommand::Question;
    "hours lift-question" Hours HoursCommand::LiftQuestion;
    "hours withdraw" Hours HoursCommand::Withdraw;
    "hours witness" Hours HoursCommand::Witness;
    "board post" Board BoardCommand::Post;
    "board close" Board BoardCommand::Close;
    "board set-page" Board BoardCommand::SetPage;
    "concern raise" Concern ConcernCommand::Raise;
    "concern acknowledge" Concern ConcernCommand::Acknowledge;
    "concern share" Concern ConcernCommand::Share;
    "pairing open" Pairing PairingCommand::Open;
    "pairing add-coordinator" Pairing PairingCommand::AddCoordinator;
    "pairing set-plan" Pairing PairingCommand::SetPlan;
    "pairing suggest" Pairing PairingCommand::Suggest;
    "pairing choose" Pairing PairingCommand::Choose;
    "pairing approve" Pairing PairingCommand::Approve;
    "pairing introduce" Pairing PairingCommand::Introduce;
    "pairing hold" Pairing PairingCommand::Hold;
    "pairing end" Pairing PairingCommand::End;
    "pairing hand-over" Pairing PairingCommand::HandOver;
    "pairing release" Pairing PairingCommand::Release;
    "pairing log-visit" Pairing PairingCommand::LogVisit;
    "pairing own-words" Pairing PairingCommand::OwnWords;
}

/// What is left of such a life.
pub struct Life {
    /// The world.
    pub world: World,
    /// Ada coordinates; Ben visits Harold; Cleo is coordinator and lead; Dora is removed at the end
    /// and Eve leaves.
    pub phones: [Phone; 6],
    /// Every command that was carried out.
    pub commands: Vec<Command>,
}

impl Life {
    /// Lives it; the same every time.
    #[must_use]
    pub fn lived() -> Self {
        DONE.with_borrow_mut(Vec::clear);
        let world = World::of(3);
        let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Eve", "Harold"]);
        let [ada, ben, cleo, dora, eve, harold] = &phones;
        orders(&world, &phones);
        hours(&world, &phones);
        notices(ben);
        a_hand_lent(&world, ada, ben);
        let pairing = world.brings_together(harold, ben, [ada, cleo], dora);
        concerns(&world, &phones);
        visits(&world, &phones, pairing);
        erased(&world, ada, pairing);
        by_a_poster(&world, ada);
        ada.takes_back(cleo, Role::Lead);
        let link = ada.invites();
        let invite = kith_domain::invite::Invite::read(&link).expect("a link");
        let invite = invite.signer.public();
        belonging(ada, Membership::WithdrawInvite { invite });
        ada.removes(dora);
        ada.syncs();
        eve.syncs();
        eve.leaves();
        let _ = eve.tries_to_sync();
        for phone in [ada, ben, cleo, harold] {
            phone.syncs();
        }
        let commands = DONE.with_borrow_mut(std::mem::take);
        Self {
            world,
            phones,
            commands,
        }
    }
}

fn orders(world: &World, [ada, ben, cleo, ..]: &[Phone; 6]) {
    let goods = [article("rice", 6, 180), article("oats", 6, 90)];
    ada.does(&Command::Round(RoundCommand::ImportList {
        title: "Suma, autumn".to_owned(),
        supplier: "Suma".to_owned(),
        articles: goods.to_vec(),
    }));
    let round = ada.opens_a_round("October", &goods);
    ada.forms_a_household_of(&[ben, cleo]);
    world.settles();
    ben.pledges(&round, "rice", (1, 6, 6));
    ben.pledges(&round, "oats", (1, 2, 2));
    ben.takes_back_the_pledge(&round, "oats");
    world.settles();
    ada.seals(&round);
    ada.sees_it_through(&round);
    let Round(next) = ada.opens_a_round("November", &goods);
    let (round, to) = (next, cleo.id());
    belonging(ada, Membership::HandOverRound { round, to });
    world.settles();
}

fn hours(world: &World, [ada, ben, cleo, ..]: &[Phone; 6]) {
    let (first, second, third) = (ben.gave(cleo, 60), ben.gave(cleo, 30), ben.gave(cleo, 15));
    world.settles();
    ben.changes_minutes(&first, 45);
    world.settles();
    cleo.agrees(&first);
    cleo.questions(&second);
    world.settles();
    cleo.lifts_the_question(&second);
    world.settles();
    let (document, version) = (second.ledger.clone(), ada.sees_claim(&second).version);
    ada.does(&Command::Hours(HoursCommand::Witness { document, version }));
    let (document, claim) = (third.ledger, third.id);
    ben.does(&Command::Hours(HoursCommand::Withdraw { document, claim }));
    world.settles();
}

fn notices(ben: &Phone) {
    ben.writes_a_page("I have a ladder");
    let post = |kind| {
        let posted = ben.does(&Command::Board(BoardCommand::Post {
            kind,
            title: "a ladder".to_owned(),
            text: "up to the first floor".to_owned(),
        }));
        posted.made.expect("a notice has an id")
    };
    let item = post(NoticeKind::Offer);
    let _ = post(NoticeKind::Request);
    let document = TODAY.quarter();
    ben.does(&Command::Board(BoardCommand::Close { document, item }));
}

/// Agnes has no phone; Ben writes for her.
fn a_hand_lent(world: &World, ada: &Phone, ben: &Phone) {
    let agnes = ada.enters("Agnes");
    ada.does(&ada.names_proxy(agnes, ben));
    world.settles();
    ben.does(&Command::For(ForMember {
        member: agnes,
        command: Box::new(Command::Board(BoardCommand::Post {
            kind: NoticeKind::Request,
            title: "a lift to the chapel".to_owned(),
            text: String::new(),
        })),
    }));
    world.settles();
}

fn concerns(world: &World, [ada, _, cleo, _, _, harold]: &[Phone; 6]) {
    let concern = harold.raises_a_concern("the stairs are too much for him");
    world.settles();
    cleo.acknowledges(concern);
    ada.makes(ada, Role::Lead);
    world.settles();
    cleo.shares_a_concern(concern, ada);
    world.settles();
}

fn visits(world: &World, [ada, ben, cleo, dora, eve, harold]: &[Phone; 6], space: SpaceId) {
    let pairs = |phone: &Phone, command| phone.does(&Command::Pairing(command)).made;
    let member = eve.id();
    pairs(ada, PairingCommand::AddCoordinator { space, member });
    let plan = PairingPlan {
        place: "4 Elm Row".to_owned(),
        when: "mornings".to_owned(),
        wishes: "the cricket".to_owned(),
    };
    pairs(ada, PairingCommand::SetPlan { space, plan });
    pairs(ada, PairingCommand::Hold { space, on: true });
    pairs(ada, PairingCommand::Hold { space, on: false });
    world.settles();
    let visit: Option<ItemId> = ben
        .does(&crate::speech::visit(space, "a good morning"))
        .made;
    world.settles();
    let (visit, text) = (visit.expect("a visit has an id"), "he was early".to_owned());
    pairs(harold, PairingCommand::OwnWords { space, visit, text });
    ada.ends(space);
    world.settles();
    pairs(ben, PairingCommand::HandOver { space });
    world.settles();
    for member in [ben.id(), eve.id()] {
        pairs(ada, PairingCommand::Release { space, member });
        world.settles();
    }
    let device = dora.look().row.device;
    belonging(ada, Membership::RevokeDevice { device });
    by_hand(world, ada, cleo);
}

/// Gwen scans the poster in the shop.
fn by_a_poster(world: &World, ada: &Phone) {
    ada.raises_the_rules();
    let link = ada.hangs_a_poster(2, 30);
    ada.syncs();
    let gwen = world.phone("Gwen");
    gwen.asks_in(&link);
    gwen.syncs();
    ada.syncs();
    ada.lets_in("Gwen");
    world.settles();
}

/// A round opened by mistake goes, and the pairing that is over.
fn erased(world: &World, ada: &Phone, space: SpaceId) {
    let Round(name) = ada.opens_a_round("By mistake", &[article("rye", 6, 150)]);
    world.settles();
    let kind = DocumentKind::Round.word().to_owned();
    ada.does(&Command::Erase(Erasing::Document { kind, name }));
    ada.does(&Command::Erase(Erasing::Pairing { space }));
    world.settles();
}

/// Records that no command makes yet, as an app that had one would sign them.
fn by_hand(world: &World, ada: &Phone, cleo: &Phone) {
    let (coordinator, own) = (Mallory::with(world, ada), Mallory::with(world, cleo));
    let tablet = Secret::from_seed(&[33; 32]);
    let added = own.body(
        Some(own.space()),
        Act::DeviceAdded {
            member: cleo.id(),
            device: tablet.public(),
            box_key: tablet.box_key(),
            revokes: Vec::new(),
        },
    );
    let added = Record::signed_by(added, &[&own.secret, &tablet]);
    assert_eq!(own.gives_records(vec![added]), "taken");
    let households = ada.look().rosters.households;
    let (_, household, _) = households.last().expect("a household was formed");
    let changed = coordinator.signs(Act::HouseholdChanged {
        household: *household,
        members: vec![cleo.id()],
    });
    assert_eq!(coordinator.gives_records(vec![changed]), "taken");
}

fn belonging(phone: &Phone, command: Membership) {
    phone.does(&Command::Membership(command));
}
