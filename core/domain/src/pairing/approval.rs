//! Approvals: two people's yes before anybody visits.
//!
//! What is approved is one record, the one that admits the visitor to the pairing's roster; its
//! body follows from pairing, visitor and roster alone, so two phones that are offline sign the same
//! bytes. An `approve` fact *is* such a signature. Whoever sees two good ones, of two people, one a
//! safeguarding lead, can make the record. Read next: [`super::command`].

use super::schema::{self, Approval};
use crate::command::Stamp;
use crate::facts::{Fact, Facts};
use crate::hash::truncated;
use crate::ids::{ItemId, MemberId, SpaceId};
use crate::keys::Secret;
use crate::roster::record::Signed;
use crate::roster::{Act, Body, Role, Rosters};
use crate::topic::Topic;
use serde::Serialize;

/// The record that admits `visitor` to a pairing, as the roster stands: equal on every phone.
/// After a visitor has left it is another record, so that old approvals never admit anybody anew.
#[must_use]
pub fn visitor_admission(rosters: &Rosters, space: SpaceId, visitor: MemberId) -> Body {
    let mut body = Body {
        community: Some(rosters.community),
        space: Some(space),
        predecessor: None,
        act: Act::RoleGranted {
            member: visitor,
            role: Role::Visitor,
        },
        nonce: truncated(&("kith approval nonce v1", space, visitor))
            .unwrap_or([0; 16])
            .into(),
    };
    body.predecessor = rosters.subjects.get(&body.subject()).copied();
    body
}

/// The subject of an approval of this body: one a person and record, whichever phone signs.
#[must_use]
pub fn subject(body: &Body) -> ItemId {
    truncated(&("kith approval v1", body.hash())).map_or(ItemId([0; 10]), ItemId)
}

impl Approval {
    /// The signature of `secret` over the body that admits `visitor`.
    #[must_use]
    pub fn sign(body: &Body, visitor: MemberId, secret: &Secret) -> Self {
        let signed = body.sign(secret);
        Self {
            visitor,
            record: body.hash(),
            key: signed.key,
            signature: signed.signature,
        }
    }

    /// As a signature on the record.
    #[must_use]
    pub fn signed(&self) -> Signed {
        Signed {
            key: self.key,
            signature: self.signature,
        }
    }
}

/// One approval on the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ApprovalView {
    /// Who approved.
    pub by: MemberId,
    /// Whether they are a safeguarding lead now.
    pub lead: bool,
    /// What they signed.
    pub approval: Approval,
    /// Whether the signature holds and is by a present device of theirs.
    pub valid: bool,
    /// Whether it is about the record that would admit the visitor now.
    pub current: bool,
    /// Where it was written.
    pub stamp: Stamp,
}

impl ApprovalView {
    fn of(fact: &Fact, rosters: &Rosters, space: SpaceId) -> Option<Self> {
        let approval: Approval = schema::read(fact)?;
        let by = fact.key.member;
        let own_device = rosters
            .devices
            .get(&approval.key.tag())
            .is_some_and(|d| d.key == approval.key && d.member == by && d.revoked.is_none());
        let holds = approval
            .key
            .verifies(&("kith record v1", approval.record), &approval.signature);
        let body = visitor_admission(rosters, space, approval.visitor);
        Some(Self {
            by,
            lead: rosters.has_role(rosters.space, Role::Lead, by),
            approval,
            valid: own_device && holds,
            current: body.hash() == approval.record
                && !rosters.has_role(space, Role::Visitor, approval.visitor),
            stamp: Stamp::from(fact),
        })
    }

    /// Whether it can stand on the record that admits `visitor`, as the roster is now.
    fn serves(&self, rosters: &Rosters, space: SpaceId, visitor: MemberId) -> bool {
        self.approval.visitor == visitor
            && self.valid
            && self.current
            && self.by != visitor
            && rosters.has_role(space, Role::PairingCoordinator, self.by)
    }
}

pub(super) fn all(facts: &Facts, rosters: &Rosters, space: SpaceId) -> Vec<ApprovalView> {
    facts
        .on(Topic::Approve)
        .filter_map(|fact| ApprovalView::of(fact, rosters, space))
        .collect()
}

/// Somebody else's approval that makes the record whole beside `me`: of the two one is a lead.
pub(super) fn beside(
    approvals: &[ApprovalView],
    me: MemberId,
    rosters: &Rosters,
    space: SpaceId,
    visitor: MemberId,
) -> Option<Signed> {
    let lead = rosters.has_role(rosters.space, Role::Lead, me);
    approvals
        .iter()
        .find(|a| a.by != me && (lead || a.lead) && a.serves(rosters, space, visitor))
        .map(|a| a.approval.signed())
}

/// The visitor whom two people have approved, one a lead, while the record is not made yet: both
/// approved offline. Either of them makes it by approving once more.
pub(super) fn ready(
    approvals: &[ApprovalView],
    rosters: &Rosters,
    space: SpaceId,
) -> Option<MemberId> {
    approvals
        .iter()
        .filter(|a| a.serves(rosters, space, a.approval.visitor))
        .map(|a| (a.by, a.approval.visitor))
        .find(|(by, visitor)| beside(approvals, *by, rosters, space, *visitor).is_some())
        .map(|(_, visitor)| visitor)
}
