//! The simulated network: it carries real bytes to the real server, or fails to.
//!
//! Each phone has a [`Line`] of its own, so a partition cuts the phone it names and no other. What
//! goes wrong is either said ahead ([`Network::next_goes_wrong`]) or drawn ([`Weather`]).

use crate::dice::Dice;
use crate::house::House;
use kith_core::sync::transport::{Answer, Transport, TransportError};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Changes an answer on its way, as a server that lies would send it.
pub type Meddler = fn(&[u8]) -> Vec<u8>;

/// Where the server answers.
pub const ADDRESS: &str = "http://kith.test";
/// The one request faults apply to; sessions change nothing at the server.
const SYNC: &str = "/v1/sync";

/// What may happen to one sync request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing; for the one after it.
    Nothing,
    /// It never arrives.
    LoseRequest,
    /// The server acts on it; the phone never hears.
    LoseAnswer,
    /// It arrives twice; the phone hears the second answer.
    Twice,
    /// The phone gives up on it; it arrives when [`Network::late_ones_arrive`] is called.
    Late,
    /// The server acts on it, then is restarted before it can answer.
    RestartBeforeAnswer,
}

/// How often requests go wrong, in a hundred of each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    /// Of [`Fault::LoseRequest`].
    pub lose_request: u32,
    /// Of [`Fault::LoseAnswer`].
    pub lose_answer: u32,
    /// Of [`Fault::Twice`].
    pub twice: u32,
    /// Of [`Fault::Late`].
    pub late: u32,
}

impl Weather {
    /// What befalls the next request.
    fn draw(self, dice: &mut Dice) -> Option<Fault> {
        [
            (self.lose_request, Fault::LoseRequest),
            (self.lose_answer, Fault::LoseAnswer),
            (self.twice, Fault::Twice),
            (self.late, Fault::Late),
        ]
        .into_iter()
        .find_map(|(percent, fault)| dice.chance(percent).then_some(fault))
    }
}

/// The network and the server at its far end.
#[derive(Debug)]
pub struct Network {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    house: House,
    cut: BTreeSet<String>,
    faults: BTreeMap<String, VecDeque<Fault>>,
    weather: Weather,
    dice: Dice,
    late: Vec<Vec<u8>>,
    served: u64,
    tape: Option<Vec<u8>>,
    /// Somebody between server and phones, or a server that lies.
    meddler: Option<Meddler>,
}

impl Network {
    /// A network in fair weather; `dice` decide what bad weather does.
    #[must_use]
    pub fn new(house: House, dice: Dice) -> Arc<Self> {
        let state = State {
            house,
            cut: BTreeSet::new(),
            faults: BTreeMap::new(),
            weather: Weather::default(),
            dice,
            late: Vec::new(),
            served: 0,
            tape: None,
            meddler: None,
        };
        Arc::new(Self {
            state: Mutex::new(state),
        })
    }

    /// The line of the phone called `name`.
    #[must_use]
    pub fn line(self: &Arc<Self>, name: &str) -> Line {
        Line {
            network: Arc::clone(self),
            name: name.to_owned(),
        }
    }

    /// Cuts one phone off.
    pub fn cut(&self, name: &str) {
        self.state().cut.insert(name.to_owned());
    }

    /// Lets it back.
    pub fn mend(&self, name: &str) {
        self.state().cut.remove(name);
    }

    /// Lets everybody back and clears the weather; what is late stays late.
    pub fn clear_up(&self) {
        let mut state = self.state();
        state.cut.clear();
        state.faults.clear();
        state.weather = Weather::default();
    }

    /// From now on requests go wrong by chance.
    pub fn weather(&self, weather: Weather) {
        self.state().weather = weather;
    }

    /// This goes wrong with the next sync request of a phone; said twice, with the next two.
    pub fn next_goes_wrong(&self, name: &str, fault: Fault) {
        let mut state = self.state();
        state
            .faults
            .entry(name.to_owned())
            .or_default()
            .push_back(fault);
    }

    /// Delivers what was late, in any order; nobody hears the answers. Returns how many there were.
    pub fn late_ones_arrive(&self) -> usize {
        let mut state = self.state();
        let mut late = std::mem::take(&mut state.late);
        state.dice.shuffle(&mut late);
        for body in &late {
            // Nobody waits for the answer any more, whatever it is.
            let _ = state.serve(SYNC, body);
        }
        late.len()
    }

    /// Requests the server has acted on.
    #[must_use]
    pub fn served(&self) -> u64 {
        self.state().served
    }

    /// From now on every byte that crosses the line is kept.
    pub fn is_taped(&self) {
        self.state().tape = Some(Vec::new());
    }

    /// From now on answers to syncs pass through this; through nothing for none.
    pub fn is_meddled_with(&self, meddler: Option<Meddler>) {
        self.state().meddler = meddler;
    }

    /// What was kept.
    #[must_use]
    pub fn tape(&self) -> Vec<u8> {
        self.state().tape.clone().unwrap_or_default()
    }

    /// The house at the far end, between two requests.
    pub fn house<T>(&self, visit: impl FnOnce(&mut House) -> T) -> T {
        visit(&mut self.state().house)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn carry(&self, name: &str, path: &str, body: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        let mut state = self.state();
        if state.cut.contains(name) {
            return Err(TransportError::Offline);
        }
        match state.fault(name, path) {
            None | Some(Fault::Nothing) => state.serve(path, &body),
            Some(Fault::LoseRequest) => Err(TransportError::Offline),
            Some(Fault::LoseAnswer) => {
                let _lost = state.serve(path, &body);
                Err(TransportError::Offline)
            }
            Some(Fault::Twice) => {
                let _first = state.serve(path, &body);
                state.serve(path, &body)
            }
            Some(Fault::Late) => {
                state.late.push(body);
                Err(TransportError::Offline)
            }
            Some(Fault::RestartBeforeAnswer) => {
                let _lost = state.serve(path, &body);
                state.house.restart();
                Err(TransportError::Offline)
            }
        }
    }
}

impl State {
    fn fault(&mut self, name: &str, path: &str) -> Option<Fault> {
        if path != SYNC {
            return None;
        }
        let said = self.faults.get_mut(name).and_then(VecDeque::pop_front);
        said.or_else(|| self.weather.draw(&mut self.dice))
    }

    fn serve(&mut self, path: &str, body: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.served += 1;
        let answer = self.house.serve(ADDRESS, path, body);
        if let Some(tape) = &mut self.tape {
            tape.extend_from_slice(body);
            tape.extend_from_slice(answer.as_deref().unwrap_or_default());
        }
        match self.meddler {
            Some(meddle) if path == SYNC => answer.map(|bytes| meddle(&bytes)),
            _ => answer,
        }
    }
}

/// One phone's way to the server.
#[derive(Debug, Clone)]
pub struct Line {
    network: Arc<Network>,
    name: String,
}

impl Transport for Line {
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        Box::pin(async move {
            if address != ADDRESS {
                return Err(TransportError::Offline);
            }
            self.network.carry(&self.name, path, body)
        })
    }
}
