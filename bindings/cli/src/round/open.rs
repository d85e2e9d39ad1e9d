//! Opening a round: which articles of a price list, on what terms.

use crate::amount::{count, read_day, read_pounds};
use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use clap::{Args, ValueEnum};
use kith_domain::command::Command;
use kith_domain::round::schema::Article;
use kith_domain::round::{DeliveryBy, RoundCommand};
use kith_domain::time::Day;

/// `kith round open`.
#[derive(Debug, Args)]
pub struct Open {
    /// The price list to offer
    #[arg(long)]
    list: String,
    /// What to call the round [default: the list's title and today's month]
    #[arg(long)]
    title: Option<String>,
    /// Offer only articles whose name, number or category holds this; may be given again
    #[arg(long = "only", value_name = "WORD")]
    only: Vec<String>,
    /// The supplier's minimum order before VAT
    #[arg(long, value_parser = read_pounds, value_name = "POUNDS", default_value = "0")]
    minimum: u64,
    /// What delivery costs, its VAT included
    #[arg(long, value_parser = read_pounds, value_name = "POUNDS", default_value = "0")]
    delivery: u64,
    /// How delivery is shared
    #[arg(long, value_enum, default_value_t = By::GoodsValue)]
    delivery_by: By,
    /// The day it is meant to close
    #[arg(long, value_parser = read_day, value_name = "DAY")]
    closes: Option<Day>,
    /// What else people should know
    #[arg(long, default_value = "")]
    note: String,
}

/// How delivery is shared.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// In proportion to the value of the goods
    GoodsValue,
    /// The same for each household
    Household,
    /// In proportion to the units taken
    Units,
}

impl From<By> for DeliveryBy {
    fn from(by: By) -> Self {
        match by {
            By::GoodsValue => Self::GoodsValue,
            By::Household => Self::Household,
            By::Units => Self::Units,
        }
    }
}

pub(super) fn run(shell: &Shell, open: &Open) -> Result<Report, Problem> {
    let lists = shell.app.price_lists(shell.community()?.id)?;
    let list = resolve::one("price list", &open.list, lists)?;
    let articles: Vec<Article> = list
        .articles
        .into_iter()
        .filter(|article| offered(article, &open.only))
        .collect();
    if articles.is_empty() {
        return Err(Problem::new(
            Exit::NotFound,
            "not-found",
            "no article of that list fits `--only`",
            "`kith list show` shows its articles",
        ));
    }
    let month = open.closes.unwrap_or_else(crate::amount::today).month();
    let title = open
        .title
        .clone()
        .unwrap_or_else(|| format!("{} {month}", list.title));
    let words = format!(
        "the round “{title}” is open with {}",
        count(articles.len() as u64, "article", "articles")
    );
    let command = RoundCommand::Open {
        title,
        supplier: list.supplier,
        note: open.note.clone(),
        minimum_pence: open.minimum,
        delivery_pence: open.delivery,
        delivery_by: open.delivery_by.into(),
        closes: open.closes,
        articles,
    };
    shell.execute(Command::Round(command), &words)
}

fn offered(article: &Article, only: &[String]) -> bool {
    only.is_empty()
        || only.iter().any(|word| {
            let word = word.to_lowercase();
            [&article.name, &article.category]
                .iter()
                .any(|text| text.to_lowercase().contains(&word))
                || article.number.to_lowercase() == word
        })
}
