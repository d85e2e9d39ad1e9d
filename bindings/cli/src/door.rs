//! The door: posters, asking to be let in, and saying yes.

use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::resolve::short;
use crate::shell::Shell;
use crate::table::Table;
use clap::Subcommand;
use kith_core::door::KnockRow;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::time::Day;
use serde_json::json;

/// `kith poster`.
#[derive(Debug, Subcommand)]
pub enum PosterArgs {
    /// Make a link for a poster: anybody may ask by it, and a coordinator says yes to each
    Hang {
        /// How many it lets in, at most 100
        #[arg(long, default_value_t = 20)]
        uses: u32,
        /// For how many days, at most 90
        #[arg(long, default_value_t = 30)]
        days: u32,
    },
    /// All posters there ever were
    List,
    /// Take one down
    TakeDown {
        /// Which, by the beginning of its id
        poster: String,
    },
}

/// `kith door`.
#[derive(Debug, Subcommand)]
pub enum DoorAct {
    /// Ask to be let in by a poster
    Ask {
        /// The poster's link; put it in quotes
        link: String,
        /// Only look what the link says
        #[arg(long)]
        look: bool,
        /// What your neighbours will call you
        #[arg(long, required_unless_present = "look", default_value = "")]
        name: String,
    },
    /// Let somebody in
    LetIn {
        /// Who, by name or by the word their phone shows
        who: String,
    },
    /// Ask no more about somebody on this phone
    TurnAway {
        /// Who, by name or by the word their phone shows
        who: String,
    },
}

/// `kith poster …`.
pub fn poster(shell: &Shell, args: &PosterArgs) -> Result<Report, Problem> {
    let id = shell.community()?.id;
    match args {
        PosterArgs::Hang { uses, days } => {
            let made = shell.app.hang_poster(id, *uses, *days)?;
            let text = format!(
                "Anybody may scan this and ask to be let in, until {}; a coordinator says yes to each \
                 (`kith door`):\n\n{}\n",
                made.expires, made.link
            );
            let data = json!({ "link": made.link, "expires": made.expires });
            Ok(Report::new(&data, text))
        }
        PosterArgs::List => {
            let posters = shell.app.posters(id)?;
            let mut table = Table::new(["Poster", "Until", "Came", "Of", "Open"]);
            for p in &posters {
                table.row([
                    short(&p.id),
                    p.expires.to_string(),
                    p.used.to_string(),
                    p.uses.to_string(),
                    if p.open { "yes" } else { "no" }.to_owned(),
                ]);
            }
            Ok(Report::new(&json!({ "posters": posters }), table.show()))
        }
        PosterArgs::TakeDown { poster } => {
            let posters = shell.app.posters(id)?;
            let wanted = poster.to_lowercase();
            let named = |p: &&kith_core::door::PosterRow| p.id.to_string().starts_with(&wanted);
            let invite = posters.iter().find(named).map(|p| p.id);
            let invite = invite.ok_or_else(|| nobody("poster", poster, "`kith poster list`"))?;
            let command = Command::Membership(Membership::WithdrawInvite { invite });
            shell.execute(command, "that poster lets nobody in any more")
        }
    }
}

/// `kith door …`.
pub fn door(shell: &Shell, act: Option<&DoorAct>) -> Result<Report, Problem> {
    let (who, lets) = match act {
        None => return list(shell),
        Some(DoorAct::Ask { link, look, name }) => return ask(shell, link, (*look, name)),
        Some(DoorAct::LetIn { who }) => (who, true),
        Some(DoorAct::TurnAway { who }) => (who, false),
    };
    let id = shell.community()?.id;
    let knocks = shell.app.knocks(id)?;
    let named = |k: &&KnockRow| {
        k.word == who.to_lowercase() || k.name.as_ref().is_some_and(|n| n.eq_ignore_ascii_case(who))
    };
    let found: Vec<&KnockRow> = knocks.iter().filter(named).collect();
    let [knock] = found.as_slice() else {
        return Err(nobody("person at the door", who, "`kith door`"));
    };
    let text = if lets {
        shell.app.let_in(id, knock.id)?;
        format!("{who} is let in; `kith sync` lets them know\n")
    } else {
        shell.app.turn_away(id, knock.id)?;
        format!("this phone asks no more about {who}\n")
    };
    Ok(Report::new(&json!({ "record": knock.id }), text))
}

fn list(shell: &Shell) -> Result<Report, Problem> {
    let id = shell.community()?.id;
    let (asked, knocks) = (shell.app.asked_in(id)?, shell.app.knocks(id)?);
    let mut text = String::new();
    if let Some(asked) = &asked {
        text = match &asked.code {
            None => format!(
                "You have asked to be let in; a coordinator's phone shows the word {}.\n",
                asked.word
            ),
            Some(code) => format!("Nobody can let you in by that poster any more ({code}).\n"),
        };
    }
    let mut table = Table::new(["Who", "Word on their phone", "Poster"]);
    for k in &knocks {
        let name = k
            .name
            .clone()
            .unwrap_or_else(|| "(waiting for a key)".to_owned());
        table.row([name, k.word.clone(), short(&k.poster)]);
    }
    text.push_str(&table.show());
    Ok(Report::new(
        &json!({ "asked": asked, "knocks": knocks }),
        text,
    ))
}

fn ask(shell: &Shell, link: &str, (look, name): (bool, &str)) -> Result<Report, Problem> {
    if look {
        let poster = shell.app.look_at_poster(link)?;
        let expires = Day::of_seconds(poster.expires);
        let text = format!(
            "A poster of the neighbourhood {}\nat {}, up until {expires}; a coordinator says yes.\n",
            poster.community, poster.address
        );
        let data = json!({
            "community": poster.community,
            "address": poster.address,
            "expires": expires,
        });
        return Ok(Report::new(&data, text));
    }
    let community = shell.app.ask_in(link, name)?;
    let text = format!(
        "{name}, you have asked. `kith sync` carries it; once a coordinator has said yes, the next \
         `kith sync` brings the neighbourhood. `kith door` shows the word to compare.\n"
    );
    Ok(Report::new(&json!({ "community": community }), text))
}

/// `kith put-right`.
pub fn put_right(shell: &Shell) -> Result<Report, Problem> {
    let done = shell.app.put_right(shell.community()?.id)?;
    let mut text = match (done.signed, done.texts.len()) {
        (0, 0) => "nothing was cut off that this phone could prove\n".to_owned(),
        (signed, 0) => format!("{signed} put right; `kith sync` tells the others\n"),
        (signed, others) => format!(
            "{signed} put right; {others} for a coordinator to sign and take (`kith record sign`):\n"
        ),
    };
    for record in &done.texts {
        text.push_str(&format!("\n{record}\n"));
    }
    Ok(Report::new(&json!(done), text))
}

fn nobody(what: &str, name: &str, next: &str) -> Problem {
    let cause = format!("there is no {what}, or more than one, that is called `{name}`");
    Problem::new(
        Exit::NotFound,
        "not-found",
        cause,
        format!("{next} shows them"),
    )
}
