//! The way to the first visit: opening, suggesting, choosing, approving, introducing.

use super::approval::{self, visitor_admission};
use super::command::{going_on, look, one, record, short, state};
use super::schema::{Approval, Choice, Introduced, PairingPlan, Suggestion};
use crate::command::{Context, Draft, Plan, Refused, Write};
use crate::hash::{hash, truncated};
use crate::ids::{ItemId, MemberId, SpaceId};
use crate::policy::{Denied, Whom};
use crate::roster::Participant;
use crate::roster::{Act, Role, SpaceKind};
use crate::sealed::SpaceKey;
use crate::topic::Topic;
use minicbor::bytes::ByteArray;

pub(super) fn write_plan(
    ctx: &Context<'_>,
    space: SpaceId,
    plan: &PairingPlan,
) -> Result<Write, Refused> {
    short("where", &plan.place)?;
    short("when", &plan.when)?;
    short("wishes", &plan.wishes)?;
    state(ctx, &super::document(space), Topic::Plan, "pairing", plan)
}

pub(super) fn open(
    ctx: &Context<'_>,
    host: MemberId,
    coordinators: &[MemberId],
    plan: Option<&PairingPlan>,
) -> Result<Plan, Refused> {
    let rosters = ctx.world.rosters();
    let mut lookers = coordinators.to_vec();
    lookers.sort_unstable();
    lookers.dedup();
    if !(1..=4).contains(&lookers.len()) || lookers.len() != coordinators.len() {
        return Err(Refused::invalid(
            "coordinators",
            "must be one to four people",
        ));
    }
    if !lookers.contains(&ctx.me) {
        let why = "must include you; you look after the pairing you open";
        return Err(Refused::invalid("coordinators", why));
    }
    if lookers.contains(&host) {
        let why = "cannot look after their own pairing";
        return Err(Refused::invalid("host", why));
    }
    let lead = |m: &MemberId| rosters.has_role(rosters.space, Role::Lead, *m);
    if !lookers.iter().any(lead) {
        let why = "must include a safeguarding lead";
        return Err(Refused::invalid("coordinators", why));
    }
    if !rosters.has_role(rosters.space, Role::Coordinator, ctx.me) {
        return Err(Denied::WrongRole(Whom::Coordinator).into());
    }
    let key = SpaceKey::Shared(hash(&(
        "kith space key v1",
        ByteArray::from(ctx.seed),
        0_u32,
    )));
    let mut participants = vec![Participant {
        member: host,
        role: Role::Host,
    }];
    participants.extend(lookers.into_iter().map(|member| Participant {
        member,
        role: Role::PairingCoordinator,
    }));
    let act = Act::SpaceOpened {
        kind: SpaceKind::Pairing,
        participants,
        key: key.id(),
    };
    let body = ctx.body(None, act, 0);
    let space = body.space_id();
    let writes = plan
        .map(|plan| write_plan(ctx, space, plan))
        .transpose()?
        .into_iter()
        .collect();
    Ok(Plan {
        records: vec![record(body)],
        writes,
        keys: vec![(space, key)],
        ..Plan::default()
    })
}

pub(super) fn suggest(
    ctx: &Context<'_>,
    space: SpaceId,
    visitor: MemberId,
    why: &str,
) -> Result<Plan, Refused> {
    short("why", why)?;
    let view = look(ctx, space)?.view;
    going_on(&view)?;
    if !ctx.world.rosters().is_member(visitor) {
        return Err(Refused::invalid("visitor", "is not a member"));
    }
    if view.host == Some(visitor) || view.coordinators.contains(&visitor) {
        let why = "is in this pairing already; suggest somebody else";
        return Err(Refused::invalid("visitor", why));
    }
    if view.offered().contains(&visitor) {
        let why = "this visitor has been suggested already";
        return Err(Refused::closed("already-suggested", why));
    }
    let suggestion = Suggestion {
        visitor,
        why: why.to_owned(),
    };
    let id = ctx.item(0);
    let document = super::document(space);
    let write = state(
        ctx,
        &document,
        Topic::Suggestion,
        id.to_string(),
        &suggestion,
    )?;
    Ok(Plan {
        writes: vec![write],
        made: Some(id),
        ..Plan::default()
    })
}

pub(super) fn choose(
    ctx: &Context<'_>,
    space: SpaceId,
    suggestion: ItemId,
) -> Result<Plan, Refused> {
    let view = look(ctx, space)?.view;
    going_on(&view)?;
    let said = view
        .suggestions
        .iter()
        .find(|s| s.id == suggestion.to_string())
        .ok_or_else(|| Refused::NotFound {
            what: "this suggestion",
            name: suggestion.to_string(),
        })?;
    let visitor = said.value.here().ok_or(Refused::WaitingForKey)?.visitor;
    if view.offered().len() < 2 {
        let why = "a host chooses among two at least; ask a coordinator to suggest another visitor";
        return Err(Refused::closed("choose-among-two", why));
    }
    let choice = Choice {
        suggestion,
        visitor,
    };
    let document = super::document(space);
    Ok(one(state(
        ctx,
        &document,
        Topic::Choice,
        "pairing",
        &choice,
    )?))
}

pub(super) fn approve(
    ctx: &Context<'_>,
    space: SpaceId,
    visitor: MemberId,
) -> Result<Plan, Refused> {
    let rosters = ctx.world.rosters();
    let view = look(ctx, space)?.view;
    going_on(&view)?;
    if rosters.has_role(space, Role::Visitor, visitor) {
        let why = "this visitor has been admitted already";
        return Err(Refused::closed("already-visiting", why));
    }
    let chosen = match view.choice.as_ref().map(|choice| &choice.value) {
        Some(value) => Some(value.here().ok_or(Refused::WaitingForKey)?.visitor),
        None => None,
    };
    if chosen != Some(visitor) {
        let why = "the host has not chosen this visitor; wait for the host's choice";
        return Err(Refused::closed("not-chosen", why));
    }
    if !rosters.has_role(space, Role::PairingCoordinator, ctx.me) {
        return Err(Denied::WrongRole(Whom::Coordinator).into());
    }
    let body = visitor_admission(rosters, space, visitor);
    let hash = body.hash();
    let beside = approval::beside(&view.approvals, ctx.me, rosters, space, visitor);
    let mine = view
        .approvals
        .iter()
        .any(|a| a.by == ctx.me && a.approval.record == hash);
    let mut plan = Plan::default();
    if mine && beside.is_none() {
        let why =
            "you have approved already; a second person must too, one of you a safeguarding lead";
        return Err(Refused::closed("already-approved", why));
    }
    if !mine {
        let subject = approval::subject(&body).to_string();
        let approval = Approval::sign(&body, visitor, ctx.signer);
        let document = super::document(space);
        plan.writes
            .push(state(ctx, &document, Topic::Approve, subject, &approval)?);
    }
    if let Some(signed) = beside {
        plan.records.push(Draft {
            body,
            signed: vec![signed],
        });
    }
    Ok(plan)
}

pub(super) fn introduce(ctx: &Context<'_>, space: SpaceId) -> Result<Plan, Refused> {
    let view = look(ctx, space)?.view;
    going_on(&view)?;
    if view.visitors.is_empty() {
        let why = "nobody has been admitted as visitor yet; two people must approve first";
        return Err(Refused::closed("not-approved", why));
    }
    let document = super::document(space);
    let mut plan = Plan::default();
    for visitor in view.visitors {
        if view.introduced.iter().any(|i| i.visitor == visitor) {
            continue;
        }
        let subject: ItemId =
            truncated(&("kith introduced v1", space, visitor)).map_or(ItemId([0; 10]), ItemId);
        let introduced = Introduced {
            visitor,
            day: ctx.today,
        };
        plan.writes.push(state(
            ctx,
            &document,
            Topic::Introduced,
            subject.to_string(),
            &introduced,
        )?);
    }
    if plan.writes.is_empty() {
        let why = "the two have been introduced already";
        return Err(Refused::closed("already-introduced", why));
    }
    Ok(plan)
}
