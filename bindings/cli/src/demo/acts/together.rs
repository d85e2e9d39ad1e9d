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
    let status = stage.status(Who::Femi)?;
    stage.tell.say(&format!(
        "Femi has charged his phone. All {} things he did are still there, waiting to be sent. Now \
         the phones come online one after another, and the line is not good.",
        status.unsent
    ));
    stage.gather(Weather::Storm)?;

    let round = stage.round_of(Who::Ada)?;
    let filled = |number: &str| {
        let mut rows = round.articles.iter();
        rows.any(|row| row.article.number == number && row.cases == 1)
    };
    if !filled("1003") || !filled("1175") {
        return Err(DemoError::Story("flour and honey do not fill".into()));
    }
    stage.tell.say(
        "Now everybody sees the same. Seven bags of flour are wanted and a case holds five, so five \
         are shared in turn, a bag at a time: nobody gains by having had a connection first. Number 7 \
         said two jars of honey and three, so three stands, and each of them is shown the other's \
         word. With that, the case of honey is full.",
    );
    Ok(())
}
