//! While it goes on and after: visits, the host's words, leaving the roster.

use super::command::{look, one, record, short, state};
use super::project::document_of;
use super::schema::OwnWords;
use super::visit::{BROUGHT, Note, Visit};
use crate::command::{Context, Plan, Refused, Seen, with_room};
use crate::document::{DocumentKind, DocumentName};
use crate::ids::{ItemId, MemberId, SpaceId};
use crate::roster::{Act, Role};
use crate::time::Day;
use crate::topic::Topic;

pub(super) fn release(
    ctx: &Context<'_>,
    space: SpaceId,
    member: MemberId,
) -> Result<Plan, Refused> {
    let view = look(ctx, space)?.view;
    let role = if view.visitors.contains(&member) {
        Role::Visitor
    } else if view.coordinators.contains(&member) {
        Role::PairingCoordinator
    } else {
        let why = "is no visitor or coordinator of this pairing";
        return Err(Refused::invalid("member", why));
    };
    // A visitor's own leaving waits until all visits are sent: afterwards this phone forgets.
    if role == Role::Visitor && member == ctx.me && !view.handed_over.contains(&member) {
        let why = "hand over first, so that no visit is lost";
        return Err(Refused::closed("not-handed-over", why));
    }
    if role == Role::PairingCoordinator && view.coordinators.len() == 1 {
        let why = "somebody must look after this pairing; add another coordinator first";
        return Err(Refused::closed("last-coordinator", why));
    }
    let body = ctx.body(Some(space), Act::RoleWithdrawn { member, role }, 0);
    Ok(Plan {
        records: vec![record(body)],
        ..Plan::default()
    })
}

pub(super) fn seen_now(ctx: &Context<'_>, space: SpaceId) -> Result<Seen, Refused> {
    let ending = look(ctx, space)?.view.ending.map(|e| e.change);
    Ok(Seen {
        ending,
        ..ctx.seen()
    })
}

pub(super) fn log_visit(
    ctx: &Context<'_>,
    space: SpaceId,
    note: &Note,
    seen: Option<Seen>,
) -> Result<Plan, Refused> {
    short("words", &note.words)?;
    short("host's words", &note.host_words)?;
    // A day of grace: the person may be a time zone ahead of the phone.
    if note.day > Day(ctx.today.0.saturating_add(1)) {
        let why = "lies ahead by this phone's clock; note a visit once it has been, or set the clock right";
        return Err(Refused::invalid("day", why));
    }
    if note.brought.len() > BROUGHT || note.brought.iter().any(|b| b.chars().count() > 60) {
        let why = format!("must be at most {BROUGHT} things, each under 60 characters");
        return Err(Refused::invalid("brought", why));
    }
    look(ctx, space)?;
    let seen = match seen {
        Some(seen) => seen,
        None => seen_now(ctx, space)?,
    };
    let visit = Visit {
        note: note.clone(),
        seen,
    };
    let id = ctx.item(0);
    let name: DocumentName = with_room(ctx, space, DocumentKind::Pairing, "all")?;
    let write = state(ctx, &name, Topic::Visit, id.to_string(), &visit)?;
    Ok(Plan {
        writes: vec![write],
        made: Some(id),
        ..Plan::default()
    })
}

pub(super) fn own_words(
    ctx: &Context<'_>,
    space: SpaceId,
    visit: ItemId,
    text: &str,
) -> Result<Plan, Refused> {
    short("words", text)?;
    let looked = look(ctx, space)?;
    let document = looked
        .view
        .visit(visit)
        .and_then(|view| document_of(&looked.documents, view))
        .ok_or_else(|| Refused::NotFound {
            what: "this visit",
            name: visit.to_string(),
        })?;
    let words = OwnWords {
        text: text.to_owned(),
    };
    Ok(one(state(
        ctx,
        &document,
        Topic::OwnWords,
        visit.to_string(),
        &words,
    )?))
}
