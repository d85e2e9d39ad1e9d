//! Saturday: Ada founds Orchard Street in the village hall, where nobody has a connection.

use crate::demo::DemoError;
use crate::demo::cast::Who;
use crate::demo::luck::Weather;
use crate::demo::stage::Stage;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::roster::Role;

/// Founding, six invites, seven pages, two roles and a household.
pub fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.clock.set(7, 9, 0);
    stage.tell.act("1  Saturday 7 November: the village hall");
    stage.tell.say(
        "Ada founds a neighbourhood. There is no connection in the hall, so all of it happens on \
         her phone. She shows six invite codes; six phones read them, and six people belong.",
    );
    let server = stage.server();
    stage.act(Who::Ada, "found the neighbourhood", |app| {
        app.found(&server)
    })?;
    stage.meet(Who::Ada)?;
    page(stage, Who::Ada)?;
    let community = stage.community;
    for who in Who::ALL.into_iter().skip(1) {
        let invite = stage.act(Who::Ada, "invite", |app| app.invite(community))?;
        stage.act(who, "join by the invite", |app| app.join(&invite.link))?;
        stage.meet(who)?;
        page(stage, who)?;
    }
    for who in Who::ALL {
        stage.tell.note(&format!(
            "{}, {}, has {}: “{}”",
            who.name(),
            who.home(),
            who.phone(),
            who.about()
        ));
    }
    stage.tell.say(
        "On the way home Ben and Chloe find a connection before Ada does. Their phones carry her \
         founding to the server along with their own joining: nobody waits for the founder.",
    );
    stage.sync_once(&[Who::Ben, Who::Chloe])?;
    stage.gather(Weather::Fair)?;

    stage.tell.say(
        "Ada makes Grace a coordinator and the safeguarding lead, and notes that Chloe and Dev are \
         one household: they share one bill.",
    );
    stage.clock.set(7, 18, 0);
    let grace = stage.member(Who::Grace)?;
    let mut acts = Vec::new();
    for role in [Role::Coordinator, Role::Lead] {
        acts.push(Membership::GrantRole {
            member: grace,
            role,
        });
    }
    let mut members = Vec::new();
    for who in Who::NUMBER_SEVEN {
        members.push(stage.member(who)?);
    }
    acts.push(Membership::FormHousehold { members });
    for act in acts {
        stage.command(
            Who::Ada,
            "look after the members",
            &Command::Membership(act),
        )?;
    }
    stage.gather(Weather::Fair)
}

fn page(stage: &mut Stage, who: Who) -> Result<(), DemoError> {
    let page = BoardCommand::SetPage {
        name: who.name().into(),
        home: who.home().into(),
        about: who.about().into(),
    };
    stage.command(who, "write a page", &Command::Board(page))?;
    Ok(())
}
