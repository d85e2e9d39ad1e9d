//! What is packed comes out as it went in, byte for byte, and damaged pages end in a word.

use super::{Item, Packer, Page};
use crate::change::Spelled;
use crate::document::DocumentName;
use crate::fact::{FactKey, Value};
use crate::hash::{decode_exact, encode};
use crate::ids::{Actor, DeviceTag, DocumentId, ItemId, MemberId, SpaceId};
use crate::wire::{FedChange, LogItem};
use crate::write::Document;
use proptest::prelude::*;

fn unpacked(page: &Page) -> Vec<LogItem> {
    let bytes = encode(page);
    let page: Page = decode_exact(&bytes, "page").unwrap();
    page.unpack().unwrap().into_iter().map(Into::into).collect()
}

fn packed(items: &[LogItem]) -> Page {
    let mut packer = Packer::default();
    for item in items {
        let before = packer.size();
        packer.add(item.clone());
        assert!(packer.size() - before <= encode(item).len() * 3 / 2 + 16);
    }
    packer.finish()
}

fn name(number: u8) -> DocumentName {
    DocumentName::round(
        SpaceId([1; 16]),
        MemberId([number; 10]),
        ItemId([number; 10]),
    )
}

/// A life: what each of three devices writes into each of four documents, and whether it sees what
/// the others wrote before.
fn lived(acts: &[(u8, u8, bool, u8)]) -> Vec<LogItem> {
    let mut items = Vec::new();
    let mut shared: Vec<Document> = (0..4)
        .map(|d| Document::new(name(d).id()).unwrap())
        .collect();
    let mut alone: Vec<Vec<Document>> = vec![shared.clone(); 3];
    let mut numbers = [0_u32; 3];
    let mut named = [false; 4];
    for (device, document, sees, what) in acts {
        let (d, k) = (usize::from(*device), usize::from(*document));
        if *sees {
            alone[d][k] = shared[k].clone();
        }
        numbers[d] += 1 + u32::from(*what) % 3;
        let member = MemberId([*device; 10]);
        let facts: Vec<(FactKey, Value)> = (0..1 + what % 3)
            .map(|i| {
                let key = FactKey::new(member, "pledge", format!("s{}", what.wrapping_add(i) % 5));
                let value = match what % 4 {
                    0 => Value::Sealed(vec![*what; usize::from(*what)]),
                    _ => Value::Clear(format!("{{\"v\":1,\"want\":{what}{i}}}")),
                };
                (key, value)
            })
            .collect();
        let actor = Actor::new(DeviceTag([*device; 6]), [what % 2; 4]);
        let Some(bytes) = alone[d][k].put(actor, numbers[d], &facts, None).unwrap() else {
            continue;
        };
        if shared[k].apply(&[&bytes]).is_err() {
            continue;
        }
        if !named[k] && what % 5 != 0 {
            items.push(LogItem::Document(name(*document)));
            named[k] = true;
        }
        items.push(LogItem::Change(FedChange {
            document: name(*document).id(),
            device: DeviceTag([*device; 6]),
            n: numbers[d],
            bytes: bytes.into(),
        }));
    }
    items
}

fn acts() -> impl Strategy<Value = Vec<(u8, u8, bool, u8)>> {
    // Whoever sees nothing may write what only they can build on: seeing is more often than not.
    let act = (0..3_u8, 0..4_u8, prop::bool::weighted(0.8), any::<u8>());
    proptest::collection::vec(act, 0..60)
}

proptest! {
    #[test]
    fn a_page_unpacks_to_what_was_packed(acts in acts()) {
        let items = lived(&acts);
        prop_assert_eq!(unpacked(&packed(&items)), items);
    }

    #[test]
    fn changes_are_packed_and_nothing_is_trusted(acts in acts(), number: u32) {
        let mut items = lived(&acts);
        let page = packed(&items);
        let all = items.iter().filter(|i| matches!(i, LogItem::Change(_))).count();
        let packed_ones = page.unpack().unwrap();
        let spelled = packed_ones.iter().filter(|i| matches!(i, Item::Change(_))).count();
        prop_assert_eq!(spelled, all);
        // A number that is not the change's own travels whole, for the guard to refuse.
        for item in &mut items {
            if let LogItem::Change(fed) = item {
                fed.n = number;
            }
        }
        prop_assert_eq!(unpacked(&packed(&items)), items);
    }

    #[test]
    fn a_damaged_page_reads_or_does_not(
        acts in acts(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode(&packed(&lived(&acts)));
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let page: Result<Page, _> = decode_exact(&bytes, "page");
        for item in page.ok().and_then(|page| page.unpack().ok()).unwrap_or_default() {
            if let Item::Change(change) = item {
                let read = Spelled::read(change.document(), change.bytes());
                prop_assert_eq!(read, Some(change));
            }
        }
    }
}

#[test]
fn what_follows_from_before_costs_next_to_nothing() {
    let document = name(1);
    let mut doc = Document::new(document.id()).unwrap();
    let mut items = vec![LogItem::Document(document.clone())];
    for n in 1..=100 {
        let key = FactKey::new(MemberId([1; 10]), "pledge", "oats");
        let actor = Actor::new(DeviceTag([1; 6]), [0; 4]);
        let value = Value::Clear(n.to_string());
        let bytes = doc.put(actor, n, &[(key, value)], None).unwrap().unwrap();
        items.push(LogItem::Change(FedChange {
            document: document.id(),
            device: DeviceTag([1; 6]),
            n,
            bytes: bytes.into(),
        }));
    }
    let page = packed(&items);
    assert_eq!(unpacked(&page), items);
    let (log, page) = (encode(&items).len(), encode(&page).len());
    assert!(page * 5 < log, "{page} of {log} bytes");
}

#[test]
fn a_page_that_would_unpack_without_end_is_refused() {
    // A prefix of 160 bytes, told in one byte again and again.
    let document = DocumentId([9; 16]);
    let parts = |n: u32| crate::change::Parts {
        deps: vec![],
        actor: Actor([1; 10]),
        seq: u64::from(n),
        start_op: 2,
        n,
        puts: vec![
            crate::change::RawPut {
                key: format!("{}/t/s", "m".repeat(20_000)),
                value: Value::Clear(String::new()),
                preds: vec![],
            };
            1
        ],
    };
    let mut packer = Packer::default();
    for n in 1..600 {
        let change = Spelled::of(document, parts(n)).unwrap();
        packer.add(LogItem::Change(FedChange {
            document,
            device: DeviceTag([1; 6]),
            n,
            bytes: change.bytes().to_vec().into(),
        }));
    }
    assert!(packer.size() < 50_000);
    assert_eq!(packer.finish().unpack(), Err(super::Malformed));
}
