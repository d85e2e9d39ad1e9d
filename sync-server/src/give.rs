//! What an ask gives on its way to the writer: bounds first, then a place in the queue, or *come later*.

use crate::admit::{gives_back, too_large};
use crate::cursor::Cursor;
use crate::desk::later;
use crate::open::Server;
use crate::session::Caller;
use crate::store::StoreError;
use crate::sync::Asked;
use crate::writer::{Answer, Given, Job};
use crate::{mail, recovery};
use kith_domain::wire::{Ask, Lack};
use std::sync::mpsc::TrySendError;

impl Server {
    /// Hands to the writer what this ask gives, where it gives anything; else it is known at once what
    /// becomes of it.
    pub(crate) fn give(
        &self,
        ask: Ask,
        bytes: usize,
        asked: &Asked,
        answer: Answer,
    ) -> Result<Option<Given>, StoreError> {
        let push = ask.push.filter(|push| !push.is_empty());
        let bounded = push.as_ref().filter(|push| !gives_back(push));
        if let Some(verdict) = bounded.and_then(|push| too_large(push, bytes)) {
            return Ok(Some(Given::not(verdict)));
        }
        let (caller, cursor) = (asked.caller, asked.cursor);
        let gives = push.is_some() || !ask.mail.is_empty() || ask.knock.is_some();
        let mut lacks = ask.lacks;
        lacks.truncate(mail::LACKS);
        if !gives && !self.must_note(caller, cursor, &lacks)? {
            return Ok(Some(Given::default()));
        }
        let not_now = |code: &str| {
            Some(Given {
                verdict: gives.then(|| later(code)),
                ..Given::default()
            })
        };
        let wraps = usize::try_from(mail::WRAPS).unwrap_or_default();
        let job = Job {
            caller,
            now: asked.now,
            push,
            mail: ask.mail.into_iter().take(wraps).collect(),
            lacks,
            knock: ask.knock,
            wakes: Vec::new(),
            gave_all: ask.repair.is_some_and(|repair| repair.gave_all),
            cursor,
            answer,
        };
        let Some(jobs) = self.to_writer() else {
            return Ok(not_now("closing"));
        };
        // Counted first, so that the writer never counts down what was not counted up.
        self.metrics.queued.add(1);
        match jobs.try_send(job) {
            Ok(()) => Ok(None),
            Err(refused) => {
                self.metrics.queued.less();
                Ok(match refused {
                    TrySendError::Full(_) => {
                        self.metrics.queue_full.add(1);
                        not_now("busy")
                    }
                    TrySendError::Disconnected(_) => not_now("closing"),
                })
            }
        }
    }

    /// Whether an ask that gives nothing changes something all the same: it acknowledges mail, lacks
    /// a key it was thought to have, shows that the log was longer once, or is one that a recovery
    /// waits for.
    fn must_note(
        &self,
        caller: Caller,
        cursor: Option<Cursor>,
        lacks: &[Lack],
    ) -> Result<bool, StoreError> {
        self.store.read(|db| {
            let Some(community) = self.directory.at(db, caller.community)? else {
                return Ok(false);
            };
            if community.head.recovering {
                return Ok(true);
            }
            let rows = community.rows(db);
            for lack in lacks {
                if mail::is_news(rows, &community.membership, caller.tag(), lack)? {
                    return Ok(true);
                }
            }
            match &cursor {
                Some(cursor) => Ok(recovery::is_proof(rows, &community, cursor)?
                    || rows.has_delivered(caller.tag(), cursor.mail)?),
                None => Ok(false),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::sync::empty;
    use kith_domain::ids::{CommunityId, DocumentId, SigningKey};
    use kith_domain::wire::{FedChange, Push, Verdict};
    use std::sync::Arc;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn a_push_that_finds_the_queue_full_is_told_to_come_later() {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::open(folder.path(), Arc::new(SystemClock), None).unwrap();
        // A writer that never gets round to anything.
        let (jobs, _stuck) = sync_channel(0);
        server.close();
        *server.jobs.lock().unwrap() = Some(jobs);
        let caller = Caller {
            community: CommunityId([1; 16]),
            device: SigningKey([2; 32]),
        };
        let change = FedChange {
            document: DocumentId([3; 16]),
            device: caller.tag(),
            n: 1,
            bytes: Vec::new().into(),
        };
        let ask = Ask {
            community: caller.community,
            token: Vec::new().into(),
            cursor: None,
            push: Some(Push {
                changes: vec![change],
                ..Push::default()
            }),
            mail: Vec::new(),
            lacks: Vec::new(),
            knock: None,
            repair: None,
        };
        let asked = Asked {
            set_back: false,
            repair: None,
            caller,
            now: 0,
            cursor: None,
            erases: false,
            reply: empty(&ask),
        };
        let (answer, _) = sync_channel(1);
        let given = server.give(ask, 0, &asked, Answer::Thread(answer));
        let given = given.unwrap().unwrap();
        let busy = Verdict::Later {
            seconds: 5,
            code: "busy".to_owned(),
        };
        assert_eq!(given.verdict, Some(busy));
        assert_eq!(server.metrics.queue_full.now(), 1);
        assert_eq!(server.metrics.queued.now(), 0);
    }
}
