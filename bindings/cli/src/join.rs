//! Beginning, inviting and joining.

use crate::amount;
use crate::problem::Problem;
use crate::report::Report;
use crate::shell::Shell;
use clap::Args;
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::ids::CommunityId;
use kith_domain::time::Day;
use serde_json::json;

/// `kith found`.
#[derive(Debug, Args)]
pub struct Found {
    /// The server, as kith-server prints it: http://host:port#key [default: none yet]
    #[arg(long, value_name = "ADDRESS")]
    server: Option<String>,
    /// What your neighbours call you
    #[arg(long)]
    name: String,
    /// What your household is called
    #[arg(long, default_value = "")]
    home_name: String,
}

/// `kith join`.
#[derive(Debug, Args)]
pub struct Join {
    /// The link you were given; put it in quotes
    link: String,
    /// Only look what the link says
    #[arg(long)]
    look: bool,
    /// What your neighbours call you
    #[arg(long, required_unless_present = "look", default_value = "")]
    name: String,
    /// What your household is called
    #[arg(long, default_value = "")]
    home_name: String,
}

/// Begins a neighbourhood and writes its founder's page.
pub fn found(shell: &Shell, found: &Found) -> Result<Report, Problem> {
    named(&found.name)?;
    let (community, paper) = shell.app.found_with_paper(found.server.as_deref())?;
    set_page(shell, community, &found.name, &found.home_name)?;
    let next = match found.server {
        Some(_) => {
            "It is on this phone; `kith sync` takes it to the server, `kith invite` lets others in."
        }
        None => {
            "It is on this phone alone; `kith server move ADDRESS` gives it a server, then invite."
        }
    };
    let text = format!(
        "{}, your neighbourhood has begun. You are its coordinator.\n{next}\n\n\
         Write this down and put it away; it is shown once and kept nowhere. Should every\n\
         coordinator's phone be lost, or the server vanish, it lets the neighbourhood go on:\n\n  {paper}\n",
        found.name
    );
    let data = json!({ "community": community, "paper": paper.to_string() });
    Ok(Report::new(&data, text))
}

/// Joins, or looks at a link.
pub fn join(shell: &Shell, join: &Join) -> Result<Report, Problem> {
    if join.look {
        let invite = shell.app.look_at(&join.link)?;
        let expires = Day::of_seconds(invite.expires);
        let text = format!(
            "An invite to the neighbourhood {}\nat {}, good until {expires}, for one person.",
            invite.community, invite.address
        );
        let data = json!({
            "community": invite.community,
            "address": invite.address,
            "expires": expires,
        });
        return Ok(Report::new(&data, text));
    }
    named(&join.name)?;
    let community = shell.app.join(&join.link)?;
    set_page(shell, community, &join.name, &join.home_name)?;
    let text = format!(
        "Welcome, {}. You can begin at once; `kith sync` lets the others know.",
        join.name
    );
    Ok(Report::new(&json!({ "community": community }), text))
}

/// Makes a link for one newcomer.
pub fn invite(shell: &Shell) -> Result<Report, Problem> {
    let made = shell.app.invite(shell.community()?.id)?;
    let text = format!(
        "Give this link to one person. Whoever holds it can join once, until {} ({} days):\n\n{}\n",
        made.expires,
        made.expires.0.saturating_sub(amount::today().0),
        made.link
    );
    Ok(Report::new(
        &json!({ "link": made.link, "expires": made.expires }),
        text,
    ))
}

/// Asked before anything is made, so that a nameless member never comes to be.
fn named(name: &str) -> Result<(), Problem> {
    let size = name.trim().chars().count();
    if !(1..=60).contains(&size) || name.chars().any(char::is_control) {
        return Err(Problem::usage(
            "a name has 1 to 60 characters on one line",
            "say what your neighbours call you, with --name",
        ));
    }
    Ok(())
}

fn set_page(shell: &Shell, community: CommunityId, name: &str, home: &str) -> Result<(), Problem> {
    let page = BoardCommand::SetPage {
        name: name.to_owned(),
        home: home.to_owned(),
        about: String::new(),
    };
    shell.app.execute(community, &Command::Board(page))?;
    Ok(())
}
