//! Putting articles on offer: keeping a price list, opening a round.

use crate::command::{Context, Plan, Refused, Write};
use crate::document::{DocumentKind, DocumentName};
use crate::limits;
use crate::round::bill::DeliveryBy;
use crate::round::schema::{Article, List, More, SELF, Terms, Title, line, pence};
use crate::time::Day;
use crate::topic::Topic;

/// Bytes of articles in one document of a price list: its drawer, less room for restating some.
const LIST_PART: usize = 44 * 1024;
/// Bytes of articles in a round: what leaves the organiser room to restate and to pledge.
const ROUND_ARTICLES: usize = 36 * 1024;
/// Most articles in a price list.
const LIST_ARTICLES: usize = 10_000;
/// Bytes of a member, a topic and two slashes, ahead of a subject in a key.
const KEY_AHEAD: usize = 16 + 2 + 7;

/// Keeps a price list as `<me>/<item>`, going on in `/2` where a drawer is full.
pub(super) fn import_list(
    ctx: &Context<'_>,
    title: &str,
    supplier: &str,
    articles: &[Article],
) -> Result<Plan, Refused> {
    line("title", title, 200)?;
    line("supplier", supplier, 200)?;
    if articles.is_empty() || articles.len() > LIST_ARTICLES {
        let why = format!("must be 1 to {LIST_ARTICLES}; import a longer list in parts");
        return Err(Refused::invalid("articles", why));
    }
    let list = List {
        v: 1,
        title: title.to_owned(),
        supplier: supplier.to_owned(),
        more: More::new(),
    };
    let first = format!("{}/{}", ctx.me, ctx.item(0));
    let mut document = DocumentName::new(ctx.space(), DocumentKind::PriceList, first.clone());
    let mut writes = Vec::with_capacity(articles.len());
    let (mut part, mut used) = (1_u32, 0);
    for (index, article) in (1..).zip(articles) {
        let mut write = offered(ctx, &document, index, article)?;
        if used + size(&write) > LIST_PART {
            // The list's own fact comes last: it makes the articles before it visible.
            writes.push(ctx.write(&document, Topic::List, SELF, &list)?);
            part += 1;
            used = 0;
            document.name = format!("{first}/{part}");
            write.document = document.clone();
        }
        used += size(&write);
        writes.push(write);
    }
    writes.push(ctx.write(&document, Topic::List, SELF, &list)?);
    Ok(Plan {
        writes,
        made: Some(ctx.item(0)),
        ..Plan::default()
    })
}

/// Opens a round as `<me>/<item>`.
pub(super) fn open(
    ctx: &Context<'_>,
    title: &Title,
    terms: &Terms,
    articles: &[Article],
) -> Result<Plan, Refused> {
    if articles.is_empty() {
        return Err(Refused::invalid(
            "articles",
            "are missing; offer at least one",
        ));
    }
    let document = DocumentName::round(ctx.space(), ctx.me, ctx.item(0));
    let mut writes = vec![ctx.write(&document, Topic::Terms, SELF, terms)?];
    for (index, article) in (1..).zip(articles) {
        writes.push(offered(ctx, &document, index, article)?);
    }
    if writes.iter().map(size).sum::<usize>() > ROUND_ARTICLES {
        let why = "are too many for one round; offer fewer, or open a second round";
        return Err(Refused::invalid("articles", why));
    }
    writes.push(ctx.write(&document, Topic::Title, SELF, title)?);
    Ok(Plan {
        writes,
        made: Some(ctx.item(0)),
        ..Plan::default()
    })
}

/// A round's title, checked.
pub(super) fn title(title: &str, supplier: &str, note: &str) -> Result<Title, Refused> {
    line("title", title, 200)?;
    line("supplier", supplier, 200)?;
    if note.len() > 2_000 {
        return Err(Refused::invalid(
            "note",
            "is too long; keep it under 2000 bytes",
        ));
    }
    Ok(Title {
        v: 1,
        title: title.to_owned(),
        supplier: supplier.to_owned(),
        note: note.to_owned(),
        more: More::new(),
    })
}

/// A round's terms, checked.
pub(super) fn terms(
    minimum_pence: u64,
    delivery_pence: u64,
    delivery_by: DeliveryBy,
    closes: Option<Day>,
) -> Result<Terms, Refused> {
    pence("minimum order", minimum_pence)?;
    pence("delivery", delivery_pence)?;
    Ok(Terms {
        v: 1,
        minimum_pence,
        delivery_pence,
        delivery_by,
        closes,
        more: More::new(),
    })
}

fn offered(
    ctx: &Context<'_>,
    document: &DocumentName,
    index: u32,
    article: &Article,
) -> Result<Write, Refused> {
    article.check()?;
    ctx.write(
        document,
        Topic::Article,
        ctx.item(index).to_string(),
        article,
    )
}

/// What a write adds to its drawer.
pub(super) fn size(write: &Write) -> usize {
    let sealed = usize::from(write.topic.row().sealed) * crate::sealed::OVERHEAD;
    KEY_AHEAD
        .saturating_add(write.subject.len())
        .saturating_add(write.text.len())
        .saturating_add(sealed)
        .min(limits::CHANGE)
}
