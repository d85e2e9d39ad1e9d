//! Tuesday: the mast is mended, and everybody comes online in some order.

use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::stage::Stage;

/// Everybody syncs, with faults and a server that is restarted.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(10, 8, 0);
    stage
        .tell
        .act("4  Tuesday 10 November: the connection is back");
    stage.switch_on(Who::Femi)?;
    let status = stage.app(Who::Femi)?.status(stage.community);
    let status = status.map_err(|e| DemoError::phone(Who::Femi, "look at the status", e))?;
    stage.tell.say(&format!(
        "Femi has charged his phone. All {} things he did are still there, waiting to be sent. Now \
         the phones come online one after another, and the line is not good.",
        status.unsent
    ));
    stage.gather(Weather::Storm)?;

    let round = stage.round_of(Who::Ada)?;
    let of = |number: &str| {
        let id = stage.articles.get(number);
        round.articles.iter().find(|row| Some(&row.id) == id)
    };
    if let (Some(flour), Some(honey)) = (of("1003"), of("1175")) {
        stage.tell.say(&format!(
            "Now everybody sees the same. Seven bags of flour are wanted, five are in the case: {} \
             case, shared in turn, a bag at a time; nobody was quicker than anybody. Number 7 said \
             two jars of honey and three, so three stands, and both of them are shown the other's \
             word; with that {} case of honey fills.",
            flour.cases, honey.cases
        ));
    }
    Ok(())
}
