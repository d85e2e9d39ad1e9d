//! What people do: whatever the own screen offers them just now.

use crate::dice::Dice;
use crate::goods::{DELIVERY, article};
use crate::look::Look;
use crate::phone::Phone;
use crate::speech::{Claim, TODAY, visit};
use kith_core::execute::Done;
use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::document::DocumentKind;
use kith_domain::hours::HoursCommand;
use kith_domain::ids::{MemberId, SpaceId};
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::EndReason;
use kith_domain::round::schema::Article;
use kith_domain::round::{RoundCommand, RoundView, Stage};
use std::collections::BTreeMap;

/// Something to do.
pub struct Habit {
    /// In words.
    pub words: &'static str,
    /// As the app takes it.
    pub command: Command,
}

fn habit(words: &'static str, command: Command) -> Option<Habit> {
    Some(Habit { words, command })
}

/// Two or three articles.
#[must_use]
pub fn goods(dice: &mut Dice) -> Vec<Article> {
    let kinds = ["rice", "oats", "lentils"];
    let count = 2 + dice.below(2);
    let offered = kinds.iter().take(count).map(|name| {
        let mut article = article(name, 1 + dice.below(8) as u32, 50 + dice.below(400) as u64);
        article.vat_bp = *dice.pick(&[0, 500, 2_000]);
        article
    });
    offered.collect()
}

/// What this person does next; `None` if nothing comes to mind.
#[must_use]
pub fn draw(phone: &Phone, dice: &mut Dice) -> Option<Habit> {
    let look = phone.look();
    let pairings = phone.pairings();
    if let Some(space) = pairings.into_iter().next()
        && look.reads(space)
        && dice.chance(20)
    {
        return visiting(space, dice);
    }
    match dice.below(20) {
        0..8 => ordering(&look, dice),
        8..16 => hours(&look, dice),
        16 => habit(
            "posts a notice",
            Command::Board(BoardCommand::Post {
                kind: *dice.pick(&[NoticeKind::Offer, NoticeKind::Request]),
                title: "a ladder".to_owned(),
                text: "three metres".to_owned(),
            }),
        ),
        17 => habit(
            "writes a page",
            Command::Board(BoardCommand::SetPage {
                name: phone.name().to_owned(),
                home: String::new(),
                about: format!("I have {} ladders", dice.below(100)),
            }),
        ),
        18 => {
            let members: Vec<MemberId> = look.rosters.present().take(2).collect();
            let household = Membership::FormHousehold { members };
            habit("forms a household", Command::Membership(household))
        }
        _ => habit(
            "opens a round",
            Command::Round(RoundCommand::Open {
                title: "another round".to_owned(),
                supplier: "Suma".to_owned(),
                note: String::new(),
                minimum_pence: 0,
                delivery_pence: dice.below(900) as u64,
                delivery_by: DELIVERY,
                closes: None,
                articles: goods(dice),
            }),
        ),
    }
}

fn ordering(look: &Look, dice: &mut Dice) -> Option<Habit> {
    let documents = look.documents().into_iter();
    let rounds = documents.filter(|name| name.kind() == Some(DocumentKind::Round));
    let rounds: Vec<String> = rounds.map(|name| name.name).collect();
    if rounds.is_empty() {
        return None;
    }
    let round = dice.pick(&rounds).clone();
    let view = look.round(&round);
    let organises = view.organiser == Some(look.row.me);
    if organises && dice.chance(30) {
        return next_stage(round, &view);
    }
    if view.articles.is_empty() {
        return None;
    }
    let article = dice.pick(&view.articles).id;
    if dice.chance(15) {
        let command = RoundCommand::Withdraw { round, article };
        return habit("takes a pledge back", Command::Round(command));
    }
    let at_least = dice.below(4) as u32;
    let want = at_least + 1 + dice.below(4) as u32;
    habit(
        "pledges",
        Command::Round(RoundCommand::Pledge {
            round,
            article,
            at_least,
            want,
            up_to: want + dice.below(4) as u32,
            cap_pence: dice.chance(20).then(|| dice.below(2_000) as u64),
        }),
    )
}

fn next_stage(round: String, view: &RoundView) -> Option<Habit> {
    let (words, command) = match view.stage {
        Stage::Open => {
            let heads = view.heads.clone();
            ("seals a round", RoundCommand::Seal { round, heads })
        }
        Stage::Sealed => ("places an order", RoundCommand::Place { round }),
        Stage::Placed => {
            let received = BTreeMap::new();
            (
                "receives the goods",
                RoundCommand::Deliver { round, received },
            )
        }
        Stage::Delivered => {
            let invoice_pence = None;
            (
                "settles",
                RoundCommand::Settle {
                    round,
                    invoice_pence,
                },
            )
        }
        Stage::Settled => return None,
    };
    habit(words, Command::Round(command))
}

fn hours(look: &Look, dice: &mut Dice) -> Option<Habit> {
    let me = look.row.me;
    let entries = look.entries(&TODAY.month());
    if entries.is_empty() || dice.chance(40) {
        let others: Vec<MemberId> = look.rosters.present().filter(|m| *m != me).collect();
        if others.is_empty() {
            return None;
        }
        let other = *dice.pick(&others);
        let (giver, receiver) = if dice.chance(50) {
            (me, other)
        } else {
            (other, me)
        };
        return habit(
            "notes hours",
            Command::Hours(HoursCommand::Note {
                giver,
                receiver,
                minutes: 5 * (1 + dice.below(30) as u32),
                day: TODAY,
                kind: "gardening".to_owned(),
                note: dice.chance(50).then(|| "the hedge".to_owned()),
            }),
        );
    }
    let entry = dice.pick(&entries);
    let (document, version) = (TODAY.month(), entry.version);
    let (words, command) = match dice.below(10) {
        0..5 => ("agrees", HoursCommand::Agree { document, version }),
        5 => {
            let words = None;
            (
                "questions",
                HoursCommand::Question {
                    document,
                    version,
                    words,
                },
            )
        }
        6 => (
            "lifts a question",
            HoursCommand::LiftQuestion { document, version },
        ),
        7 => ("witnesses", HoursCommand::Witness { document, version }),
        8 => {
            let claim = entry.claim;
            (
                "withdraws a note",
                HoursCommand::Withdraw { document, claim },
            )
        }
        _ => (
            "edits a note",
            HoursCommand::Edit {
                document,
                version,
                minutes: 5 * (1 + dice.below(30) as u32),
                day: TODAY,
                kind: "gardening".to_owned(),
                note: None,
            },
        ),
    };
    habit(words, Command::Hours(command))
}

/// What a visitor or a coordinator does; the app refuses it to others.
fn visiting(space: SpaceId, dice: &mut Dice) -> Option<Habit> {
    if dice.chance(80) {
        return habit("notes a visit", visit(space, "a good morning"));
    }
    let command = if dice.chance(50) {
        let reason = EndReason::Moved;
        PairingCommand::End { space, reason }
    } else {
        let on = dice.chance(50);
        PairingCommand::Hold { space, on }
    };
    habit("ends or rests a pairing", Command::Pairing(command))
}

/// The note of hours that a command made, if it made one.
#[must_use]
pub fn noted(command: &Command, done: &Done) -> Option<Claim> {
    match command {
        Command::Hours(HoursCommand::Note { .. }) => Some(Claim {
            ledger: TODAY.month(),
            id: done.made?,
        }),
        _ => None,
    }
}
