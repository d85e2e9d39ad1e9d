//! Key changes in a sync: made by the first phone that may, in a push of their own.
//!
//! Nothing waits in the outbox for them: one that was overtaken is simply not made again, since the
//! entry that overtook it says that nothing is due any more.

use crate::phone::Community;
use kith_domain::ids::{CommunityId, RecordHash};
use kith_domain::limits;
use kith_domain::rekey;
use kith_domain::wire::Push;
use std::collections::{BTreeMap, BTreeSet};

/// The key changes of one run.
#[derive(Debug, Default)]
pub struct Rekeys {
    ready: BTreeMap<CommunityId, Push>,
    tried: BTreeSet<RecordHash>,
}

impl Rekeys {
    /// Makes what is due, now that all pages are in. Returns whether there is anything to send: what
    /// was sent in this run is not sent again, whatever the server says.
    pub fn make(&mut self, community: &Community) -> bool {
        let (rosters, me) = (&community.sequenced, community.me());
        let mut records = rekey::due(rosters, &community.keyring, me, &community.secret);
        records.retain(|record| self.tried.insert(record.hash()));
        records.truncate(limits::PUSH_RECORDS);
        if records.is_empty() {
            return false;
        }
        let push = Push {
            records,
            ..Push::default()
        };
        self.ready.insert(community.id(), push);
        true
    }

    /// What is to be sent next, if anything.
    pub fn take(&mut self, community: CommunityId) -> Option<Push> {
        self.ready.remove(&community)
    }
}
