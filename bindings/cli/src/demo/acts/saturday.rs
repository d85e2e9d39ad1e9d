//! Saturday and Sunday: Femi runs, the van comes one case short, and the round is settled.

use super::company::{pair, screen};
use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::script::november;
use crate::demo::stage::Stage;
use crate::demo::tell::pounds;
use kith_domain::command::Command;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::visit::{Length, Note, Part, Run, VisitKind};
use kith_domain::round::RoundCommand;
use kith_import::gpx;
use std::collections::BTreeMap;

/// Femi's run, as his watch saved it.
const RUN: &[u8] = include_bytes!("../../../../../tests/fixtures/saturday-run.gpx");
/// Toilet roll that came: one case of the two ordered.
const CAME: u64 = 5;
/// What the supplier's invoice says, van included, worked out by hand from the price list.
pub const INVOICE_PENCE: u64 = 33_011;

/// The visit, the delivery, the end.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(14, 11, 0);
    stage
        .tell
        .act("7  Saturday 14 November: a run, a paper, a van");
    visit(stage)?;
    deliver(stage)?;
    stage.gather(Weather::Foul)?;

    let visit = screen(stage, Who::Edith)?.visits.first().map(|row| row.id);
    let visit = visit.ok_or_else(|| DemoError::Story("Edith sees no visit".into()))?;
    let text = "He stayed for the whole match report. Come again.";
    let words = PairingCommand::OwnWords {
        space: stage.pairing,
        visit,
        text: text.into(),
    };
    pair(stage, Who::Edith, "say it in her own words", words)?;
    stage.tell.say(&format!(
        "In the evening Edith adds, in her own words: “{text}”"
    ));
    stage.clock.set(15, 18, 0);
    let settle = RoundCommand::Settle {
        round: stage.round.clone(),
        invoice_pence: Some(INVOICE_PENCE),
    };
    stage.command(Who::Ada, "settle the round", &Command::Round(settle))?;
    stage.tell.say(&format!(
        "On Sunday the supplier's invoice is in the post: {}. Ada types it in. The bills come to the \
         same, to the penny, or her phone would not have taken it.",
        pounds(INVOICE_PENCE)
    ));
    stage.gather(Weather::Foul)
}

fn visit(stage: &mut Stage) -> Result<(), DemoError> {
    let run = gpx::read_run(RUN, gpx::TRIM_METRES)?;
    let note = Note {
        day: november(14),
        part: Part::Morning,
        kind: VisitKind::Visit,
        length: Some(Length::Medium),
        brought: vec!["the Saturday paper".into(), "an apple".into()],
        words: "She was at the window already.".into(),
        host_words: "Tell Ada I was right about the goalkeeper.".into(),
        run: Some(Run {
            metres: run.metres,
            moving_seconds: run.moving_seconds,
        }),
        follow_up: false,
    };
    let log = PairingCommand::LogVisit {
        space: stage.pairing,
        note,
        seen: None,
    };
    pair(stage, Who::Femi, "note the visit", log)?;
    stage.tell.say(&format!(
        "Femi runs past Edith's with the paper and an apple. On the doorstep, without a connection, \
         he notes the visit and adds the run from his watch: {:.1} km. Both ends are cut off and the \
         track is thrown away, so that nobody's door can be found from it. What Edith said, he notes \
         as she said it: “Tell Ada I was right about the goalkeeper.”",
        f64::from(run.metres) / 1_000.0
    ));
    stage.send_and_die(Who::Femi)?;
    stage.switch_on(Who::Femi)?;
    stage.tell.note(
        "At the corner his phone finds one bar and sends the visit. The server has it, but the answer \
         is lost and the battery dies. At home it will say it all again, and it counts once.",
    );
    Ok(())
}

fn deliver(stage: &mut Stage) -> Result<(), DemoError> {
    let received = BTreeMap::from([(stage.article("1335")?, CAME)]);
    let deliver = RoundCommand::Deliver {
        round: stage.round.clone(),
        received,
    };
    stage.command(Who::Ada, "note the delivery", &Command::Round(deliver))?;
    stage.tell.say(
        "The van comes to Number 3. Two cases of toilet roll were ordered and one came. Ada notes it; \
         what came is shared by the same rule, and nobody pays for what did not.",
    );
    Ok(())
}
