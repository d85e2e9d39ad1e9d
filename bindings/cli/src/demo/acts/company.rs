//! Thursday and Friday: company for Edith. Two people approve, and Edith chooses.

use super::closing::entry;
use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::stage::Stage;
use kith_core::query::pairings::PairingRow;
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::round::RoundCommand;

/// From a wish for company to an introduction; on the side, the order goes out.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(12, 10, 0);
    stage.tell.act("6  Thursday 12 November: company for Edith");
    stage.tell.say(
        "Edith has told Ada that she would like somebody to drop by. Ada opens a pairing for her, \
         with Grace to look after it too. Only these three can read it: her address is nobody \
         else's business, and the server cannot read it either. Ada suggests two visitors.",
    );
    let open = PairingCommand::Open {
        host: stage.member(Who::Edith)?,
        coordinators: vec![stage.member(Who::Ada)?, stage.member(Who::Grace)?],
        plan: Some(PairingPlan {
            place: "Number 12, side door; knock twice.".into(),
            when: "Saturday mornings, before eleven.".into(),
            wishes: "The Saturday paper, an apple, and the football.".into(),
        }),
    };
    pair(stage, Who::Ada, "open a pairing", open)?;
    stage.pairing = screen(stage, Who::Ada)?.space;
    let space = stage.pairing;
    for (who, why) in [
        (
            Who::Femi,
            "Runs past her door on Saturdays, and follows the football.",
        ),
        (Who::Ben, "Lives near, and could see to the bulb."),
    ] {
        let suggest = PairingCommand::Suggest {
            space,
            visitor: stage.member(who)?,
            why: why.into(),
        };
        pair(stage, Who::Ada, "suggest a visitor", suggest)?;
        stage.tell.note(&format!("{}: “{why}”", who.name()));
    }
    stage.gather(Weather::Foul)?;

    choose(stage)?;
    stage.gather(Weather::Fair)?;
    approve(stage)?;
    settle_question(stage)?;
    let place = RoundCommand::Place {
        round: stage.round.clone(),
    };
    stage.command(Who::Ada, "place the order", &Command::Round(place))?;
    stage
        .tell
        .note("On the side, Ada sends the order to the supplier, and notes that she has.");
    stage.gather(Weather::Foul)
}

fn choose(stage: &mut Stage) -> Result<(), DemoError> {
    let shown = screen(stage, Who::Edith)?;
    let femi = stage.member(Who::Femi)?;
    let suggestion = shown
        .suggestions
        .iter()
        .find(|row| row.visitor.as_ref().map(|p| p.id) == Some(femi))
        .and_then(|row| row.id.parse().ok())
        .ok_or_else(|| DemoError::Story("Edith sees no suggestion of Femi".into()))?;
    let space = stage.pairing;
    let choose = PairingCommand::Choose { space, suggestion };
    pair(stage, Who::Edith, "choose", choose)?;
    stage.tell.say(
        "Edith reads both and chooses Femi. It is her choice, and there are always two at least.",
    );
    Ok(())
}

fn approve(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(13, 18, 0);
    let (space, visitor) = (stage.pairing, stage.member(Who::Femi)?);
    for who in [Who::Ada, Who::Grace] {
        pair(
            stage,
            who,
            "approve",
            PairingCommand::Approve { space, visitor },
        )?;
        stage.gather(Weather::Fair)?;
    }
    stage.tell.say(
        "On Friday Ada approves, then Grace: two people, one of them the safeguarding lead. From \
         that moment, and not before, Femi's phone has the key to Edith's address. Ada brings the \
         two together over tea and notes that they have met.",
    );
    pair(
        stage,
        Who::Ada,
        "introduce the two",
        PairingCommand::Introduce { space },
    )
}

fn settle_question(stage: &mut Stage) -> Result<(), DemoError> {
    let brakes = entry(stage, Who::Chloe, "bicycle")?;
    let (document, version) = (brakes.document, brakes.version);
    let lift = HoursCommand::LiftQuestion {
        document: document.clone(),
        version,
    };
    let agree = HoursCommand::Agree { document, version };
    for (doing, command) in [("lift the question", lift), ("agree", agree)] {
        stage.command(Who::Chloe, doing, &Command::Hours(command))?;
    }
    stage.tell.note(
        "At the gate Ben tells Chloe that the last hour was chatting. She takes her question back and \
         agrees to 60 minutes.",
    );
    Ok(())
}

/// Carries out a pairing's command.
pub fn pair(
    stage: &mut Stage,
    who: Who,
    doing: &str,
    command: PairingCommand,
) -> Result<(), DemoError> {
    stage.command(who, doing, &Command::Pairing(command))?;
    Ok(())
}

/// Edith's pairing on somebody's screen.
pub fn screen(stage: &Stage, who: Who) -> Result<PairingRow, DemoError> {
    let rows = stage.app(who)?.pairings(stage.community);
    let rows = rows.map_err(|e| DemoError::phone(who, "look at the pairing", e))?;
    let first = rows.into_iter().next();
    first.ok_or_else(|| DemoError::Story(format!("{} sees no pairing", who.name())))
}
