//! Monday: the mast on the hill is down. Everybody goes on writing.

use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::script::november;
use crate::demo::stage::Stage;
use kith_core::query::word::SyncWord;
use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;
use kith_domain::round::RoundCommand;

/// What somebody would take of an article.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    who: Who,
    number: &'static str,
    at_least: u32,
    want: u32,
    up_to: u32,
    cap_pence: Option<u64>,
}

impl Wish {
    /// So many, or fewer if there are not enough.
    pub const fn of(who: Who, number: &'static str, want: u32) -> Self {
        Self {
            who,
            number,
            at_least: 1,
            want,
            up_to: want,
            cap_pence: None,
        }
    }

    /// And more, up to so many, if that fills a case.
    pub const fn up_to(self, up_to: u32) -> Self {
        Self { up_to, ..self }
    }

    /// None at all rather than fewer.
    const fn or_none(self) -> Self {
        Self {
            at_least: self.want,
            ..self
        }
    }

    /// For no more than this.
    const fn capped(self, pence: u64) -> Self {
        Self {
            cap_pence: Some(pence),
            ..self
        }
    }
}

/// What is said on Monday, each on their own phone, in each one's own order.
#[rustfmt::skip]
const APART: [Wish; 31] = [
    Wish::of(Who::Ben, "1068", 6),
    Wish::of(Who::Ben, "1191", 3).or_none(),
    Wish::of(Who::Ben, "1295", 1),
    Wish::of(Who::Ben, "1319", 12).up_to(18),
    Wish::of(Who::Ben, "1175", 1),
    Wish::of(Who::Ben, "1380", 10),
    Wish::of(Who::Chloe, "1068", 5),
    Wish::of(Who::Chloe, "1142", 4).up_to(6),
    Wish::of(Who::Chloe, "1191", 4).or_none(),
    Wish::of(Who::Chloe, "1335", 3),
    Wish::of(Who::Chloe, "1372", 4),
    Wish::of(Who::Chloe, "1380", 5),
    Wish::of(Who::Chloe, "1175", 2),
    Wish::of(Who::Dev, "1175", 3),
    Wish::of(Who::Dev, "1306", 3).capped(3_000),
    Wish::of(Who::Edith, "1003", 1),
    Wish::of(Who::Edith, "1068", 2),
    Wish::of(Who::Edith, "1175", 1),
    Wish::of(Who::Edith, "1295", 1),
    Wish::of(Who::Edith, "1309", 2),
    Wish::of(Who::Edith, "1335", 2),
    Wish::of(Who::Edith, "1372", 1),
    Wish::of(Who::Edith, "1380", 3).up_to(5),
    Wish::of(Who::Femi, "1142", 2).up_to(4),
    Wish::of(Who::Femi, "1335", 1),
    Wish::of(Who::Femi, "1372", 2),
    Wish::of(Who::Femi, "1295", 2),
    Wish::of(Who::Grace, "1003", 2),
    Wish::of(Who::Grace, "1068", 4),
    Wish::of(Who::Grace, "1175", 1),
    Wish::of(Who::Grace, "1306", 2),
];
/// What Grace and Femi add last.
#[rustfmt::skip]
const LAST: [Wish; 4] = [
    Wish::of(Who::Grace, "1309", 2),
    Wish::of(Who::Grace, "1335", 2),
    Wish::of(Who::Grace, "1372", 3),
    Wish::of(Who::Femi, "1319", 6).up_to(8),
];

/// Pledges, a change of mind, a withdrawal, hours, notices, and a dead battery.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(9, 17, 0);
    stage
        .tell
        .act("3  Monday 9 November: nobody has a connection");
    stage.tell.say(
        "The mast on the hill is down. Nobody notices much: everybody goes on writing, each on \
         their own phone, without seeing what the others write.",
    );
    for wish in APART.iter().chain(&LAST) {
        pledge(stage, wish)?;
    }
    let fill = [Who::Edith, Who::Grace].map(|who| full_of_flour(stage, who));
    let [edith, grace] = fill;
    stage.tell.note(&format!(
        "The last bag of flour: Edith wants one, and her phone shows {}. Grace wants two, and hers \
         shows {}. Neither knows of the other.",
        edith?, grace?
    ));
    stage.tell.note(
        "Chloe wants two jars of honey. Dev, in the next room, wants three: one household, two words.",
    );
    stage.tell.note(
        "Chloe would take four bottles of olive oil or none; Ben three or none. There are six in a case.",
    );
    stage.tell.note(
        "Dev wants three bags of coffee, but for £30 at most. Ben would take up to eighteen bottles \
         of ginger beer to fill a case.",
    );
    let less = Wish::of(Who::Ben, "1380", 5);
    pledge(stage, &less)?;
    stage
        .tell
        .note("Ben asked for ten kilos of potatoes; over supper he makes it five.");
    let withdraw = RoundCommand::Withdraw {
        round: stage.round.clone(),
        article: stage.article("1295")?,
    };
    stage.command(Who::Femi, "withdraw a pledge", &Command::Round(withdraw))?;
    stage
        .tell
        .note("Femi takes his two packets of tea back: he found some in the cupboard.");
    hours(stage)?;
    notices(stage)?;

    let waiting = stage.status(Who::Femi)?.items;
    let here = waiting
        .iter()
        .filter(|i| i.sync.word == SyncWord::OnThisPhone);
    let word = SyncWord::OnThisPhone.words();
    stage.tell.say(&format!(
        "Beside each of the {} things Femi did today his phone says “{word}”. That is where they \
         are: on its disk, and nowhere else. Then his battery dies.",
        here.count()
    ));
    stage.kill(Who::Femi);
    Ok(())
}

/// How full the case of flour is on somebody's phone.
fn full_of_flour(stage: &Stage, who: Who) -> Result<String, DemoError> {
    let round = stage.round_of(who)?;
    let flour = round.articles.iter().find(|a| a.article.number == "1003");
    let flour = flour.ok_or_else(|| DemoError::Story("there is no flour".into()))?;
    let cases = match flour.cases {
        0 => "no case full".to_owned(),
        1 => "one case full".to_owned(),
        more => format!("{more} cases full"),
    };
    Ok(format!("{} wanted and {cases}", flour.firm))
}

fn hours(stage: &mut Stage) -> Result<(), DemoError> {
    let notes = [
        (Who::Femi, Who::Edith, 90, "garden", "Mended the gate."),
        (Who::Ben, Who::Chloe, 60, "bicycle", "New brakes for two."),
    ];
    for (giver, receiver, minutes, kind, words) in notes {
        let note = HoursCommand::Note {
            giver: stage.member(giver)?,
            receiver: stage.member(receiver)?,
            minutes,
            day: november(9),
            kind: kind.into(),
            note: Some(words.into()),
        };
        stage.command(giver, "note an hour", &Command::Hours(note))?;
    }
    stage.tell.note(
        "Femi notes that he gave Edith 90 minutes at her gate; Ben that he gave Chloe 60 for two bicycles.",
    );
    Ok(())
}

fn notices(stage: &mut Stage) -> Result<(), DemoError> {
    let notices = [
        (
            Who::Edith,
            NoticeKind::Request,
            "A light bulb on the stairs",
            "I do not climb any more.",
        ),
        (
            Who::Ben,
            NoticeKind::Offer,
            "A ladder to borrow",
            "Three metres, in the shed.",
        ),
        (
            Who::Dev,
            NoticeKind::Offer,
            "Bread on Sundays",
            "I bake six loaves anyway.",
        ),
    ];
    for (who, kind, title, text) in notices {
        let post = BoardCommand::Post {
            kind,
            title: title.into(),
            text: text.into(),
        };
        stage.command(who, "hang up a notice", &Command::Board(post))?;
    }
    stage
        .tell
        .note("Edith asks for a light bulb on the stairs; Ben offers his ladder, Dev his bread.");
    Ok(())
}

/// Says on somebody's phone what they would take.
pub fn pledge(stage: &mut Stage, wish: &Wish) -> Result<(), DemoError> {
    let pledge = RoundCommand::Pledge {
        round: stage.round.clone(),
        article: stage.article(wish.number)?,
        at_least: wish.at_least,
        want: wish.want,
        up_to: wish.up_to,
        cap_pence: wish.cap_pence,
    };
    stage.command(wish.who, "pledge", &Command::Round(pledge))?;
    Ok(())
}
