//! Changes at the guard, and whether documents stay sound with those it lets in.
//!
//! [`town`] is the honest world, [`lies`] and [`columns`] what is told in it. What is let in stays
//! for the next few cases, so that lies can build on lies.

pub mod columns;
pub mod lies;
pub mod town;

use crate::dice::Dice;
use crate::soak::bytes::damaged_change;
use crate::soak::case::{Case, Door, End, Step};
use kith_domain::write::Document;
use std::collections::BTreeMap;
use town::{DEVICES, DOC, Town};

/// Histories to begin from.
const BASES: usize = 24;
/// Lies that build on each other.
const LONGEST: usize = 10;

/// The guard's door.
#[derive(Default)]
pub struct Changes {
    bases: BTreeMap<u32, Town>,
    /// The town that was met last.
    met: Option<Met>,
    /// What later cases build on.
    siege: Option<(u32, Vec<Step>)>,
}

/// A town, the base and steps it comes from, and what devices would write in it.
struct Met {
    base: u32,
    before: Vec<Step>,
    town: Town,
    drafts: Vec<(usize, u32, Vec<u8>)>,
}

impl Met {
    /// An honest change of some device. Drafts are dear and lies are cheap, so each is told of often.
    fn draft(&mut self, dice: &mut Dice) -> (usize, u32, Vec<u8>) {
        if self.drafts.is_empty() || dice.chance(4) {
            let who = dice.below(DEVICES.len());
            let n = self.town.next_n(who);
            let apart = self.before.is_empty() && dice.chance(50);
            let draft = self.town.draft(who, n, apart, dice);
            let draft = draft.unwrap_or_else(|| self.town.admitted[0].1.clone());
            self.drafts.push((who, n, draft));
        }
        dice.pick(&self.drafts).clone()
    }
}

impl Changes {
    fn base(&mut self, base: u32) -> &Town {
        self.bases.entry(base).or_insert_with(|| Town::of(base))
    }

    /// A lie.
    pub fn draw(&mut self, dice: &mut Dice) -> Case {
        let (base, before) = match &self.siege {
            Some((base, steps)) if dice.chance(95) => (*base, steps.clone()),
            _ => (dice.below(BASES) as u32, Vec::new()),
        };
        self.siege = Some((base, before.clone()));
        let step = self.step(base, &before, dice);
        let mut steps = before;
        steps.push(step);
        Case {
            door: Door::Change,
            base,
            steps,
        }
    }

    fn step(&mut self, base: u32, before: &[Step], dice: &mut Dice) -> Step {
        self.enter(base, before);
        let Some(met) = &mut self.met else {
            unreachable!("it was entered above");
        };
        let (who, n, draft) = met.draft(dice);
        let bytes = match dice.below(100) {
            0..=34 => Some(damaged_change(&draft, dice)),
            35..=44 => columns::told(&draft, dice),
            45..=98 => lies::told(&met.town, who, &draft, dice),
            _ => Some(draft.clone()),
        };
        Step {
            device: if dice.chance(2) {
                dice.below(DEVICES.len())
            } else {
                who
            } as u32,
            n: if dice.chance(2) {
                dice.below(40) as u32
            } else {
                n
            },
            bytes: bytes.unwrap_or(draft),
        }
    }

    fn enter(&mut self, base: u32, before: &[Step]) {
        if let Some(met) = &self.met
            && (met.base, met.before.as_slice()) == (base, before)
        {
            return;
        }
        let mut town = self.base(base).clone();
        for step in before {
            // A kept case that a later guard refuses earlier says the rest of it all the same.
            let _ = town.admit(step.device as usize % DEVICES.len(), step.n, &step.bytes);
        }
        self.met = Some(Met {
            base,
            before: before.to_vec(),
            town,
            drafts: Vec::new(),
        });
    }

    /// Goes where the case begins.
    pub fn meet(&mut self, case: &Case) {
        let before = &case.steps[..case.steps.len() - 1];
        self.enter(case.base, before);
    }

    /// Asks the guard; what it lets in must leave the document sound.
    pub fn try_it(&mut self, case: &Case) -> End {
        let Some(Met { town, .. }) = &self.met else {
            unreachable!("a case is met before it is tried");
        };
        let step = case.last();
        let who = step.device as usize % DEVICES.len();
        match town.judge(who, step.n, &step.bytes) {
            Err(refusal) => End::Refused(refusal.code().to_owned()),
            Ok(_) => match crate::soak::quiet::catch(|| is_sound(town, who, step)) {
                Ok(Ok(())) => End::Accepted,
                Ok(Err(why)) => End::Unsound(why),
                Err(panic) => End::Unsound(format!("Automerge panicked: {panic}")),
            },
        }
    }

    /// Lets later cases build on what was let in.
    pub fn learn(&mut self, case: &Case, end: &End) {
        if *end == End::Accepted {
            let goes_on = case.steps.len() < LONGEST;
            self.siege = goes_on.then(|| (case.base, case.steps.clone()));
        }
    }

    /// Drops the town that was met last.
    pub fn forget(&mut self) {
        self.met = None;
        self.siege = None;
    }
}

/// Whether the document takes the change, is the same after saving and loading and after loading
/// its changes, shows what the index says, and can be written in by its author and by others.
fn is_sound(town: &Town, who: usize, step: &Step) -> Result<(), String> {
    let words = |e: kith_domain::write::DocumentError| e.to_string();
    let mut town = town.clone();
    town.admit(who, step.n, &step.bytes)
        .map_err(|r| format!("the guard changed its mind: {r}"))?;
    let facts = town.doc.facts().map_err(words)?;
    let saved = Document::load(DOC, Some(&town.doc.save()), &[]).map_err(words)?;
    let changes: Vec<&[u8]> = town.admitted.iter().map(|held| held.1.as_slice()).collect();
    let joined = Document::load(DOC, None, &changes).map_err(words)?;
    for (loaded, from) in [(saved, "saving and loading"), (joined, "joining changes")] {
        if loaded.heads() != town.doc.heads() {
            return Err(format!("{from} gives other heads"));
        }
        if loaded.facts().map_err(words)? != facts {
            return Err(format!("{from} gives other facts"));
        }
    }
    let shown = facts
        .iter()
        .filter_map(|(k, v)| Some((k.clone(), v.last()?.0)));
    if shown.collect::<BTreeMap<_, _>>() != *town.index.winners() {
        return Err("the index names other winners".to_owned());
    }
    let mut dice = Dice::new(7);
    for who in [who, (who + 1) % DEVICES.len()] {
        let n = town.next_n(who);
        town.devices[who].nonce = 200;
        if let Some(bytes) = town.draft(who, n, false, &mut dice) {
            match town.admit(who, n, &bytes) {
                Ok(()) => {}
                Err(r) if ["drawer_full", "document_full", "op_counter"].contains(&r.code()) => {}
                Err(r) => return Err(format!("an honest change is refused: {r}")),
            }
        }
    }
    Ok(())
}
