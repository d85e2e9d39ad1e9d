//! Pages at a phone, from a server that lies and holds everybody's keys.

use super::world::Neighbourhood;
use crate::dice::Dice;
use crate::folder::Backup;
use crate::soak::bytes::{damage, damaged_change};
use crate::soak::case::{Case, Door, End};
use kith_core::ambient::Scripted;
use kith_core::ingest::{self, PageError};
use kith_core::phone::Phone;
use kith_core::secure::FileStore;
use kith_core::store::changes;
use kith_core::sync::answer::inflate;
use kith_domain::hash::encode;
use kith_domain::limits;
use kith_domain::page::{Item, Packer};
use kith_domain::wire::LogItem;
use kith_domain::write::Document;
use std::collections::BTreeMap;
use std::sync::Arc;
use tempfile::TempDir;

/// Readers that have the log up to some place.
#[derive(Default)]
pub struct Readers(BTreeMap<u32, (TempDir, Phone)>);

/// Places in the log where a push ends.
fn ends(log: &[LogItem]) -> Vec<usize> {
    let ends = |item: &LogItem| matches!(item, LogItem::Head(_) | LogItem::Entry(_));
    let places = log.iter().enumerate().filter(|(_, item)| ends(item));
    places.map(|(at, _)| at + 1).collect()
}

/// A page that follows on from some place, damaged in one of its layers.
pub fn draw(town: &Neighbourhood, dice: &mut Dice) -> Case {
    let places = ends(&town.log);
    let at = dice.below(6) * (places.len() - 1) / 6;
    let until = (at + 1 + dice.below(8)).min(places.len() - 1);
    let mut items = town.log[places[at]..places[until]].to_vec();
    let layer = dice.below(10);
    if layer < 6 {
        for _ in 0..1 + dice.below(2) {
            lie(town, &mut items, dice);
        }
    }
    let mut packer = Packer::default();
    for item in items {
        packer.add(item);
    }
    let mut bytes = encode(&packer.finish());
    match layer {
        6 | 7 => damage(&mut bytes, dice),
        8 if dice.chance(20) => bytes = vec![0; limits::PAGE_INFLATED + dice.below(1 << 22)],
        _ => {}
    }
    let mut packed = zstd::bulk::compress(&bytes, 1).expect("zstd packs");
    if layer == 9 {
        damage(&mut packed, dice);
    }
    Case::of(Door::Page, places[at] as u32, packed)
}

fn lie(town: &Neighbourhood, items: &mut Vec<LogItem>, dice: &mut Dice) {
    if items.is_empty() {
        return;
    }
    let at = dice.below(items.len());
    match dice.below(7) {
        0 => drop(items.remove(at)),
        1 => items.insert(at, items[at].clone()),
        2 => items.swap(0, at),
        3 => items.insert(at, dice.pick(&town.log).clone()),
        _ => match &mut items[at] {
            LogItem::Change(fed) => match dice.below(5) {
                0 => fed.n = dice.roll() as u32,
                1 => fed.device = town.some_key(dice).tag(),
                _ => fed.bytes = damaged_change(&fed.bytes, dice).into(),
            },
            LogItem::Head(head) => head.n = head.n.wrapping_add(dice.below(3) as u32),
            LogItem::Document(name) => name.name = "x".repeat(dice.below(200)),
            LogItem::Entry(entry) => entry.number = entry.number.wrapping_add(dice.below(3) as u32),
        },
    }
    if dice.chance(50) {
        sign_again(town, items);
    }
}

/// Chains and signs every feed of the page anew, as far as this page tells where it stood.
fn sign_again(town: &Neighbourhood, items: &mut [LogItem]) {
    let feeds = super::request::feeds(town, items);
    for item in items {
        if let LogItem::Head(head) = item
            && let Some(signed) = feeds.get(&(head.space, head.device))
        {
            *head = *signed;
        }
    }
}

impl Readers {
    /// The phone that has the log up to `place`.
    fn at(&mut self, town: &Neighbourhood, place: u32) -> &mut Phone {
        let made = self.0.entry(place).or_insert_with(|| {
            let folder = crate::folder::fresh();
            let home = folder.path().join("phone");
            let _ = Backup::of(town.newcomer.home(), &home);
            let ambient = Scripted::new(crate::clock::BEGINNING, "reader");
            let store = FileStore::new(home.join("keys"));
            let mut phone = Phone::open(&home, Arc::new(ambient), Arc::new(store))
                .expect("a copied phone opens");
            let log = town.log[..place as usize].iter().cloned();
            let items: Vec<Item> = log.map(Item::Whole).collect();
            let (id, held) = phone.communities.iter_mut().next().expect("it belongs");
            let id = *id;
            ingest::page(&phone.db, held, &items, crate::clock::BEGINNING)
                .expect("an honest log is taken");
            phone.reload(id).expect("the phone reloads");
            (folder, phone)
        });
        &mut made.1
    }

    /// Makes the reader the case meets.
    pub fn meet(&mut self, town: &Neighbourhood, case: &Case) {
        let _ = self.at(town, case.base);
    }

    /// Gives the page to the phone, looks at what it made of it, and takes it back.
    pub fn try_it(&mut self, town: &Neighbourhood, case: &Case) -> End {
        let phone = self.at(town, case.base);
        let items = match inflate(&case.last().bytes) {
            Ok(items) => items,
            Err(error) => return End::Refused(code(&error)),
        };
        let (id, held) = phone.communities.iter_mut().next().expect("it belongs");
        let id = *id;
        let tx = phone.db.unchecked_transaction().expect("a transaction");
        let taken = ingest::page(&tx, held, &items, crate::clock::BEGINNING);
        let end = match taken {
            Err(error) => End::Refused(code(&error)),
            Ok(merged) => {
                let dirty = merged.dirty;
                let mut end = End::Accepted;
                if let Err(error) = kith_core::project::refresh(&tx, held, &dirty) {
                    end = End::Unsound(format!("projecting fails: {error}"));
                }
                for document in &dirty.documents {
                    let bytes = changes::change_bytes(&tx, id, *document).unwrap_or_default();
                    let tail: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
                    let heads =
                        Document::load(*document, None, &tail).map(|d| (d.heads(), d.save()));
                    let again = heads.and_then(|(heads, saved)| {
                        Ok(Document::load(*document, Some(&saved), &[])?.heads() == heads)
                    });
                    if !matches!(again, Ok(true)) {
                        end = End::Unsound(format!("{document} does not load: {again:?}"));
                    }
                }
                end
            }
        };
        drop(tx); // rolls back
        phone.reload(id).expect("the phone reloads");
        end
    }
}

fn code(error: &PageError) -> String {
    let word = match error {
        PageError::Guard { code } => return (*code).to_owned(),
        PageError::Roster(_) => "page-roster",
        PageError::Stranger => "stranger",
        PageError::Withheld => "withheld",
        PageError::Forged => "forged",
        PageError::Malformed => "malformed",
        PageError::Store(_) => "store",
    };
    word.to_owned()
}
