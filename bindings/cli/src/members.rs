//! Who belongs, and looking after it.

use crate::amount::word;
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use clap::{Subcommand, ValueEnum};
use kith_core::query::members::{Departed, MemberRow};
use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::roster::Role;
use serde_json::json;

/// What to do about who belongs.
#[derive(Debug, Subcommand)]
pub enum Act {
    /// Make somebody coordinator or safeguarding lead
    Grant {
        /// Who
        member: String,
        /// What
        role: CommunityRole,
    },
    /// Take a role back, or give your own up
    Withdraw {
        /// Who
        member: String,
        /// What
        role: CommunityRole,
    },
    /// Leave the neighbourhood
    Leave {
        /// Yes, really
        #[arg(long)]
        yes: bool,
    },
    /// Remove somebody
    Remove {
        /// Who
        member: String,
        /// Yes, really
        #[arg(long)]
        yes: bool,
    },
    /// Enter somebody who has no phone; you write for them until somebody else does
    Enter {
        /// What their neighbours call them
        name: String,
        /// What their household is called
        #[arg(long, default_value = "")]
        home_name: String,
    },
    /// Say who writes for a member; the member's own name ends it
    Proxy {
        /// For whom
        member: String,
        /// Who writes
        proxy: String,
    },
    /// Note who lives together and shares bills
    Household {
        /// Who, two or more
        #[arg(required = true, num_args = 1..)]
        members: Vec<String>,
    },
    /// Go by the newest rules this program knows, such as those of posters; every phone must be up to date
    Rules {
        /// Yes, every phone is up to date
        #[arg(long)]
        yes: bool,
    },
    /// Stop a lost phone from counting
    Revoke {
        /// The phone's tag or its beginning, as `kith members --json` shows it
        device: String,
    },
    /// Write your own page
    Page {
        /// What your neighbours call you
        #[arg(long)]
        name: String,
        /// What your household is called
        #[arg(long, default_value = "")]
        home_name: String,
        /// A line about yourself
        #[arg(long, default_value = "")]
        about: String,
    },
}

/// Roles in a neighbourhood.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum CommunityRole {
    /// Looks after members, invites and pairings
    Coordinator,
    /// Safeguarding lead
    Lead,
}

impl From<CommunityRole> for Role {
    fn from(role: CommunityRole) -> Self {
        match role {
            CommunityRole::Coordinator => Self::Coordinator,
            CommunityRole::Lead => Self::Lead,
        }
    }
}

/// `kith members`.
pub fn run(shell: &Shell, act: Option<&Act>) -> Result<Report, Problem> {
    let Some(act) = act else {
        return list(shell);
    };
    let (command, words) = match act {
        Act::Grant { member, role } => {
            let (who, role) = (resolve::member(shell, member)?, Role::from(*role));
            let words = format!("{} is {} now", who.name, word(&role));
            (
                Membership::GrantRole {
                    member: who.id,
                    role,
                },
                words,
            )
        }
        Act::Withdraw { member, role } => {
            let (who, role) = (resolve::member(shell, member)?, Role::from(*role));
            let words = format!("{} is {} no longer", who.name, word(&role));
            (
                Membership::WithdrawRole {
                    member: who.id,
                    role,
                },
                words,
            )
        }
        Act::Leave { yes } => {
            sure(*yes, "leaving takes this phone out of the neighbourhood")?;
            let words = "you have left; `kith sync` tells the others".to_owned();
            (Membership::Leave, words)
        }
        Act::Remove { member, yes } => {
            let who = resolve::member(shell, member)?;
            sure(*yes, "removing somebody ends their membership")?;
            let words = format!("{} is no longer a member", who.name);
            (Membership::Remove { member: who.id }, words)
        }
        Act::Enter { name, home_name } => {
            let words = format!("{name} is a member now; `--for` lets you write for them");
            let (name, home) = (name.clone(), home_name.clone());
            (Membership::Enter { name, home }, words)
        }
        Act::Proxy { member, proxy } => {
            let (who, by) = (
                resolve::member(shell, member)?,
                resolve::member(shell, proxy)?,
            );
            let words = match who.id == by.id {
                true => format!("nobody writes for {} any more", who.name),
                false => format!("{} writes for {} now", by.name, who.name),
            };
            let (member, proxy) = (who.id, by.id);
            (Membership::ActFor { member, proxy }, words)
        }
        Act::Household { members } => {
            let each = members.iter().map(|m| resolve::member(shell, m));
            let rows: Vec<MemberRow> = each.collect::<Result<_, _>>()?;
            let names: Vec<&str> = rows.iter().map(|m| m.name.as_str()).collect();
            let words = format!("{} share a household", names.join(" & "));
            let members = rows.iter().map(|m| m.id).collect();
            (Membership::FormHousehold { members }, words)
        }
        Act::Rules { yes } => {
            sure(*yes, "a phone that is not up to date reads no further")?;
            let words = "the neighbourhood goes by the newest rules".to_owned();
            (Membership::RaiseRules, words)
        }
        Act::Revoke { device } => (revoke(shell, device)?, "that phone is revoked".to_owned()),
        Act::Page {
            name,
            home_name,
            about,
        } => {
            let page = BoardCommand::SetPage {
                name: name.clone(),
                home: home_name.clone(),
                about: about.clone(),
            };
            return shell.execute(Command::Board(page), "your page is written");
        }
    };
    shell.execute(Command::Membership(command), &words)
}

fn sure(yes: bool, what: &str) -> Result<(), Problem> {
    if yes {
        return Ok(());
    }
    Err(Problem::usage(what, "say --yes if you mean it"))
}

fn revoke(shell: &Shell, wanted: &str) -> Result<Membership, Problem> {
    let members = shell.app.members(shell.community()?.id)?;
    let tags: Vec<_> = members
        .iter()
        .flat_map(|m| &m.devices)
        .map(|d| d.tag)
        .filter(|tag| tag.to_string().starts_with(&wanted.to_lowercase()))
        .collect();
    match tags.as_slice() {
        [device] => Ok(Membership::RevokeDevice { device: *device }),
        _ => Err(Problem::new(
            crate::problem::Exit::NotFound,
            if tags.is_empty() {
                "not-found"
            } else {
                "ambiguous"
            },
            format!(
                "{} phones have a tag that begins with `{wanted}`",
                tags.len()
            ),
            "`kith members --json` shows every phone's tag",
        )),
    }
}

fn list(shell: &Shell) -> Result<Report, Problem> {
    let members = shell.app.members(shell.community()?.id)?;
    let mut table = Table::new(["Name", "Household", "Role", "Joined", "Stands", "Id"]);
    for m in &members {
        let mut roles: Vec<String> = m.roles.iter().map(word).collect();
        match m.departed {
            Some(Departed::Left) => roles = vec!["left".to_owned()],
            Some(Departed::Removed) => roles = vec!["removed".to_owned()],
            None if m.me => roles.insert(0, "you".to_owned()),
            None => {}
        }
        if let Some(proxy) = &m.proxy {
            roles.push(format!("{} writes for them", proxy.name));
        }
        let household = if m.housemates.is_empty() {
            m.home.clone().unwrap_or_default()
        } else {
            m.household.name.clone()
        };
        table.row([
            m.name.clone(),
            household,
            roles.join(", "),
            m.joined.map_or_else(String::new, |day| day.to_string()),
            m.sync.word.words().to_owned(),
            short(&m.id),
        ]);
    }
    Ok(Report::new(&json!({ "members": members }), table.show()))
}
