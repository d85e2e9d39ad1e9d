//! What a member may do about an entry now: the buttons under it, and no others.
//!
//! [`HoursCommand::plan`](super::HoursCommand::plan) has the last word; a property holds the two to
//! each other over random histories.

use super::version::Version;
use super::view::{Agreed, EntryState, EntryView, Look, QuestionView};
use crate::ids::MemberId;
use serde::Serialize;

/// Something a member does about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoursDeed {
    /// Agree to the newest version.
    Agree,
    /// Ask about it.
    Question,
    /// Take the own question back.
    LiftQuestion,
    /// Change minutes, day, kind or words.
    Edit,
    /// Take it back.
    Withdraw,
    /// Settle it as a coordinator who is no party.
    Witness,
}

/// What of an entry decides who may do what about it.
#[derive(Debug, Clone, Copy)]
pub struct Weighed<'a> {
    /// Its newest version.
    pub version: Version,
    /// Who gave the help.
    pub giver: MemberId,
    /// Who received it.
    pub receiver: MemberId,
    /// Who noted it, or for whom it was noted.
    pub claimed_by: MemberId,
    /// Who wrote the newest version.
    pub hand: MemberId,
    /// What became of it.
    pub state: EntryState,
    /// The version agreed last.
    pub agreed: Option<&'a Agreed>,
    /// Questions that are open.
    pub questions: &'a [QuestionView],
}

impl<'a> From<&'a EntryView> for Weighed<'a> {
    fn from(entry: &'a EntryView) -> Self {
        Self {
            version: entry.version,
            giver: entry.giver,
            receiver: entry.receiver,
            claimed_by: entry.claimed_by,
            hand: entry.hand,
            state: entry.state,
            agreed: entry.agreed.as_ref(),
            questions: &entry.questions,
        }
    }
}

impl Weighed<'_> {
    /// What `me` may do about it by the phone of `hand`, in the order of [`HoursDeed`]: their own, or
    /// their proxy's. `coordinates` says whether `me` is a coordinator; no proxy is witness.
    #[must_use]
    pub fn deeds(&self, (me, hand): (MemberId, MemberId), coordinates: bool) -> Vec<HoursDeed> {
        let code = Look::NotAParty;
        let over = [EntryState::Withdrawn, EntryState::NeedsALook { code }].contains(&self.state);
        let party = [self.giver, self.receiver].contains(&me);
        let involved = party || [self.claimed_by, self.hand].contains(&me);
        let own = self.claimed_by == me;
        let mine = || self.questions.iter().filter(|q| q.by.member == me);
        let asks = mine().any(|q| q.version == self.version);
        let settled = self.agreed.filter(|agreed| agreed.version == self.version);
        let agrees = settled.and_then(|a| a.by).is_some_and(|by| by.member == me);
        let posted = self.state == EntryState::Posted;
        let agree = party && !own && self.hand != hand && !agrees && !asks && !posted;
        let witness = coordinates && hand == me && !involved && !posted;
        let deeds = [
            (HoursDeed::Agree, !over && agree),
            (HoursDeed::Question, !over && party && !asks),
            (HoursDeed::LiftQuestion, mine().next().is_some()),
            (HoursDeed::Edit, !over && own),
            (HoursDeed::Withdraw, !over && own && self.agreed.is_none()),
            (HoursDeed::Witness, !over && witness),
        ];
        let open = deeds.into_iter().filter(|(_, open)| *open);
        open.map(|(deed, _)| deed).collect()
    }
}
