//! The planner: which request next, decided without time or network.
//!
//! A run syncs every community once, to the end: session if there is no token, requests while there
//! is more to give or to get, and stops at the first thing that only time can mend. It is a pure
//! state machine; [`super::driver`] performs its steps, tests drive it by hand.

use std::collections::BTreeMap;

use kith_domain::ids::CommunityId;

/// Most requests for one community in one run: a bound against servers that never finish.
pub const REQUESTS: u32 = 2_000;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Get a session token for this community.
    Session(CommunityId),
    /// Send one sync request for these communities, which share a server.
    Sync(Vec<CommunityId>),
    /// Nothing more can be done now.
    Done,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A session came.
    Session(CommunityId),
    /// The server says the token is none of its own or has expired.
    TokenGone(CommunityId),
    /// A reply was taken in; `more` when another request is worth making at once.
    Taken {
        /// Which.
        community: CommunityId,
        /// Whether to go on.
        more: bool,
    },
    /// This community is done for now: offline, waiting, or in trouble.
    Stopped(CommunityId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    NeedsSession,
    Ready,
    Finished,
}

/// One run.
#[derive(Debug, Clone)]
pub struct Planner {
    states: BTreeMap<CommunityId, State>,
}

#[derive(Debug, Clone)]
struct State {
    server: String,
    stage: Stage,
    requests: u32,
    sessions: u32,
}

impl Planner {
    /// A run over these communities: id, server address, whether there is a token.
    #[must_use]
    pub fn new(communities: impl IntoIterator<Item = (CommunityId, String, bool)>) -> Self {
        let states = communities
            .into_iter()
            .map(|(id, server, token)| {
                let stage = if token {
                    Stage::Ready
                } else {
                    Stage::NeedsSession
                };
                (
                    id,
                    State {
                        server,
                        stage,
                        requests: 0,
                        sessions: 0,
                    },
                )
            })
            .collect();
        Self { states }
    }

    /// The next step.
    pub fn step(&mut self) -> Step {
        let waiting = |stage| {
            move |(id, state): (&CommunityId, &State)| (state.stage == stage).then_some(*id)
        };
        if let Some(id) = self.states.iter().find_map(waiting(Stage::NeedsSession)) {
            return Step::Session(id);
        }
        let Some(server) = self
            .states
            .values()
            .find(|s| s.stage == Stage::Ready)
            .map(|s| s.server.clone())
        else {
            return Step::Done;
        };
        let together: Vec<CommunityId> = self
            .states
            .iter()
            .filter(|(_, s)| s.stage == Stage::Ready && s.server == server)
            .map(|(id, _)| *id)
            .take(16)
            .collect();
        for id in &together {
            if let Some(state) = self.states.get_mut(id) {
                state.requests += 1;
            }
        }
        Step::Sync(together)
    }

    /// Tells what happened.
    pub fn on(&mut self, event: &Event) {
        let (Event::Session(id)
        | Event::TokenGone(id)
        | Event::Taken { community: id, .. }
        | Event::Stopped(id)) = event;
        let Some(state) = self.states.get_mut(id) else {
            return;
        };
        state.stage = match event {
            Event::Session(_) => Stage::Ready,
            // Twice is a server that takes back what it gave: no use asking on.
            Event::TokenGone(_) if state.sessions < 2 => {
                state.sessions += 1;
                Stage::NeedsSession
            }
            Event::Taken { more: true, .. } if state.requests < REQUESTS => Stage::Ready,
            _ => Stage::Finished,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: CommunityId = CommunityId([1; 16]);
    const B: CommunityId = CommunityId([2; 16]);

    #[test]
    fn communities_of_one_server_share_a_request() {
        let mut planner = Planner::new([(A, "s".to_owned(), true), (B, "s".to_owned(), false)]);
        assert_eq!(planner.step(), Step::Session(B));
        planner.on(&Event::Session(B));
        assert_eq!(planner.step(), Step::Sync(vec![A, B]));
        planner.on(&Event::Taken {
            community: A,
            more: false,
        });
        planner.on(&Event::Taken {
            community: B,
            more: true,
        });
        assert_eq!(planner.step(), Step::Sync(vec![B]));
        planner.on(&Event::Taken {
            community: B,
            more: false,
        });
        assert_eq!(planner.step(), Step::Done);
    }

    #[test]
    fn a_server_that_never_accepts_a_token_is_given_up() {
        let mut planner = Planner::new([(A, "s".to_owned(), true)]);
        for _ in 0..2 {
            assert_eq!(planner.step(), Step::Sync(vec![A]));
            planner.on(&Event::TokenGone(A));
            assert_eq!(planner.step(), Step::Session(A));
            planner.on(&Event::Session(A));
        }
        assert_eq!(planner.step(), Step::Sync(vec![A]));
        planner.on(&Event::TokenGone(A));
        assert_eq!(planner.step(), Step::Done);
    }
}
