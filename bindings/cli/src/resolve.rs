//! What people mean by a name: the whole of it, its beginning, or a part; never a guess between two.

use crate::problem::{Exit, Problem};
use crate::shell::Shell;
use kith_core::query::board::NoticeRow;
use kith_core::query::hours::EntryRow;
use kith_core::query::members::MemberRow;
use kith_core::query::pairings::{PairingRow, VisitRow};
use kith_core::query::price_lists::PriceListRow;
use kith_core::query::round::{ArticleRow, Round};
use kith_core::query::rounds::RoundRow;

/// Something that can be named.
pub trait Named {
    /// How it is shown when there are several.
    fn shown(&self) -> String;
    /// What it answers to.
    fn names(&self) -> Vec<String>;
}

/// The one thing of this name: an exact name before a beginning before a part.
///
/// # Errors
/// Exit code 4, saying what there is or which ones match.
pub fn one<T: Named>(what: &str, wanted: &str, from: Vec<T>) -> Result<T, Problem> {
    let wanted = wanted.trim().to_lowercase();
    let fits = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let named = |thing: &T| thing.names().iter().any(|name| test(&name.to_lowercase()));
        let each = from.iter().enumerate();
        each.filter(|(_, thing)| named(thing))
            .map(|(at, _)| at)
            .collect()
    };
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|name| name == wanted,
        &|name| name.starts_with(&wanted),
        &|name| name.contains(&wanted),
    ];
    let found = ways
        .iter()
        .map(|way| fits(*way))
        .find(|found| !found.is_empty());
    let listed = |places: &[usize]| {
        let mut shown: Vec<String> = places
            .iter()
            .filter_map(|at| from.get(*at).map(Named::shown))
            .take(8)
            .collect();
        if places.len() > 8 {
            shown.push("…".to_owned());
        }
        shown.join(", ")
    };
    match found.as_deref() {
        Some([at]) => {
            let at = *at;
            let mut from = from;
            Ok(from.swap_remove(at))
        }
        Some(several) => Err(Problem::new(
            Exit::NotFound,
            "ambiguous",
            format!("more than one {what} fits `{wanted}`"),
            format!("say which: {}", listed(several)),
        )),
        None if from.is_empty() => Err(Problem::new(
            Exit::NotFound,
            "not-found",
            format!("there is no {what} on this phone"),
            "`kith sync` fetches what others wrote",
        )),
        None => {
            let all: Vec<usize> = (0..from.len()).collect();
            Err(Problem::new(
                Exit::NotFound,
                "not-found",
                format!("no {what} is called `{wanted}`"),
                format!("there are: {}", listed(&all)),
            ))
        }
    }
}

/// A present member; `me` is oneself.
pub fn member(shell: &Shell, wanted: &str) -> Result<MemberRow, Problem> {
    let all = shell.app.members(shell.community()?.id)?;
    let mut present: Vec<MemberRow> = all.into_iter().filter(|m| m.present).collect();
    if wanted == "me"
        && let Some(at) = present.iter().position(|m| m.me)
    {
        return Ok(present.swap_remove(at));
    }
    one("member", wanted, present)
}

/// A round, as it stands.
pub fn round(shell: &Shell, wanted: &str) -> Result<Round, Problem> {
    let community = shell.community()?.id;
    let row = one("round", wanted, shell.app.rounds(community)?)?;
    let round = shell.app.round(community, &row.name)?;
    round.ok_or_else(|| Problem::fault("a round vanished while looking at it"))
}

/// An article of a round.
pub fn article(round: &Round, wanted: &str) -> Result<ArticleRow, Problem> {
    one("article", wanted, round.articles.clone())
}

/// A pairing; without a name the only one that goes on.
pub fn pairing(shell: &Shell, wanted: Option<&str>) -> Result<PairingRow, Problem> {
    let all = shell.app.pairings(shell.community()?.id)?;
    match wanted {
        Some(wanted) => one("pairing", wanted, all),
        None => {
            let (on, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|p| p.ended.is_none());
            one("pairing", "", if on.is_empty() { over } else { on })
        }
    }
}

/// The first letters of an id, for tables.
pub fn short(id: &impl ToString) -> String {
    id.to_string().chars().take(6).collect()
}

impl Named for MemberRow {
    fn shown(&self) -> String {
        format!("{} ({})", self.name, short(&self.id))
    }
    fn names(&self) -> Vec<String> {
        vec![self.name.clone(), self.id.to_string()]
    }
}

impl Named for RoundRow {
    fn shown(&self) -> String {
        let item = self.name.rsplit('/').next().unwrap_or_default();
        format!(
            "{} ({})",
            self.title.as_deref().unwrap_or("?"),
            short(&item)
        )
    }
    fn names(&self) -> Vec<String> {
        let item = self.name.rsplit('/').next().unwrap_or_default().to_owned();
        let title = self.title.clone().unwrap_or_default();
        vec![title, self.name.clone(), item]
    }
}

impl Named for ArticleRow {
    fn shown(&self) -> String {
        format!(
            "{}, {} ({})",
            self.article.name,
            self.article.unit,
            short(&self.id)
        )
    }
    fn names(&self) -> Vec<String> {
        let (name, unit) = (&self.article.name, &self.article.unit);
        vec![
            name.clone(),
            format!("{name}, {unit}"),
            self.article.number.clone(),
            self.id.to_string(),
        ]
    }
}

impl Named for PriceListRow {
    fn shown(&self) -> String {
        let item = self.name.rsplit('/').next().unwrap_or_default();
        format!("{} ({})", self.title, short(&item))
    }
    fn names(&self) -> Vec<String> {
        let item = self.name.rsplit('/').next().unwrap_or_default().to_owned();
        vec![self.title.clone(), self.name.clone(), item]
    }
}

impl Named for EntryRow {
    fn shown(&self) -> String {
        let (giver, receiver) = (&self.giver.name, &self.receiver.name);
        format!("{} {giver} → {receiver}, {}", short(&self.claim), self.kind)
    }
    fn names(&self) -> Vec<String> {
        vec![self.claim.to_string(), self.kind.clone()]
    }
}

impl Named for NoticeRow {
    fn shown(&self) -> String {
        format!("{} ({})", self.title, short(&self.item))
    }
    fn names(&self) -> Vec<String> {
        vec![self.title.clone(), self.item.to_string()]
    }
}

impl Named for PairingRow {
    fn shown(&self) -> String {
        let host = self
            .host
            .as_ref()
            .map_or("nobody", |host| host.name.as_str());
        format!("{host} ({})", short(&self.space))
    }
    fn names(&self) -> Vec<String> {
        let host = self.host.as_ref().map(|host| host.name.clone());
        vec![host.unwrap_or_default(), self.space.to_string()]
    }
}

impl Named for VisitRow {
    fn shown(&self) -> String {
        let day = self.note.as_ref().map(|n| n.day.to_string());
        format!(
            "{} by {} ({})",
            day.unwrap_or_default(),
            self.visitor.name,
            short(&self.id)
        )
    }
    fn names(&self) -> Vec<String> {
        let day = self.note.as_ref().map(|n| n.day.to_string());
        vec![day.unwrap_or_default(), self.id.to_string()]
    }
}
