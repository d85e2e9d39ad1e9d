//! Wednesday: Ada closes the round over what her screen showed, while Ben writes one more pledge.

use super::apart::{Wish, pledge};
use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::stage::Stage;
use kith_core::query::hours::EntryRow;
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;
use kith_domain::round::RoundCommand;

/// The seal, the late pledge, an agreement and a question.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(11, 20, 0);
    stage.tell.act("5  Wednesday 11 November: the round closes");
    let screen = stage.round_of(Who::Ada)?;
    stage.tell.say(
        "On the train, without a connection, Ada looks at the round and closes it: exactly what her \
         screen shows is what will be ordered. In his shed, also without one, Ben remembers the eggs \
         and asks for two boxes. He cannot know that the round is closed.",
    );
    let seal = RoundCommand::Seal {
        round: stage.round.clone(),
        heads: screen.heads.clone(),
    };
    stage.screen = Some(screen);
    stage.command(Who::Ada, "close the round", &Command::Round(seal))?;
    stage.kill(Who::Ada);
    stage
        .tell
        .note("Ada's phone dies on the platform, before it could tell anybody.");
    stage.clock.set(11, 20, 30);
    pledge(stage, &Wish::of(Who::Ben, "1372", 2))?;

    let gate = entry(stage, Who::Edith, "garden")?;
    let agree = HoursCommand::Agree {
        document: gate.document,
        version: gate.version,
    };
    stage.command(Who::Edith, "agree", &Command::Hours(agree))?;
    stage
        .tell
        .note("Edith, at home, agrees: Femi gave her 90 minutes. The gate shuts.");
    let brakes = entry(stage, Who::Chloe, "bicycle")?;
    let question = HoursCommand::Question {
        document: brakes.document,
        version: brakes.version,
        words: Some("Was it not longer? You were here till dark.".into()),
    };
    stage.command(Who::Chloe, "ask", &Command::Hours(question))?;
    stage
        .tell
        .note("Chloe asks about Ben's 60 minutes: “Was it not longer? You were here till dark.”");

    stage.switch_on(Who::Ada)?;
    stage
        .tell
        .say("Later that evening everybody is online again; Ada's phone has a charger.");
    stage.clock.set(11, 22, 0);
    stage.gather(Weather::Foul)?;
    let round = stage.round_of(Who::Ben)?;
    let late = round.late.iter().find(|row| row.member.name == "Ben");
    let word = late.map_or("nothing", |row| row.sync.word.words());
    let why = late.map_or("", |row| row.sync.why.as_str());
    stage.tell.say(&format!(
        "The round is closed, as Ada saw it. Ben's phone says about his eggs: “{word}. {why}” \
         Nobody's share moved."
    ));
    stage.closed = Some(stage.round_of(Who::Ada)?);
    Ok(())
}

/// The note of help of this kind, on somebody's screen.
pub fn entry(stage: &Stage, who: Who, kind: &str) -> Result<EntryRow, DemoError> {
    let hours = stage.app(who)?.hours(stage.community);
    let hours = hours.map_err(|e| DemoError::phone(who, "look at the hours", e))?;
    let found = hours.entries.into_iter().find(|row| row.kind == kind);
    found.ok_or_else(|| DemoError::Story(format!("{} sees no {kind}", who.name())))
}
