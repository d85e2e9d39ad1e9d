//! The documents and edits of `work.json`, as `peers/actor.mjs` reads them.

use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use serde::Deserialize;

/// What is measured on.
#[derive(Deserialize)]
pub struct Work {
    order: Order,
    /// Lines in each document.
    pub lines: usize,
    want: Want,
}

#[derive(Deserialize)]
struct Order {
    title: String,
    supplier: String,
    note: String,
    delivery_pence: i64,
}

#[derive(Deserialize)]
struct Want {
    of_document: usize,
    of_line: usize,
    below: usize,
}

/// Devices that share a document when they append.
pub const TOGETHER: usize = 20;

impl Work {
    /// Reads the file that every system measured here shares.
    pub fn read() -> Self {
        serde_json::from_str(include_str!("../../work.json")).expect("work.json reads")
    }

    fn wanted(&self, document: usize, line: usize) -> i64 {
        let Want {
            of_document,
            of_line,
            below,
        } = self.want;
        (1 + (of_document * document + of_line * line) % below) as i64
    }

    /// A new document: one change that opens an order, and one for each line.
    pub fn order(&self, number: usize) -> Result<Automerge, AutomergeError> {
        let mut doc = Automerge::new();
        let order = &self.order;
        change(&mut doc, |tx| {
            let title = order.title.replace("{document}", &number.to_string());
            tx.put(ROOT, "title", title)?;
            tx.put(ROOT, "supplier", order.supplier.as_str())?;
            tx.put(ROOT, "note", order.note.as_str())?;
            tx.put(ROOT, "delivery_pence", order.delivery_pence)?;
            tx.put_object(ROOT, "lines", ObjType::Map).map(drop)
        })?;
        for line in 0..self.lines {
            add_line(&mut doc, &line.to_string(), self.wanted(number, line))?;
        }
        Ok(doc)
    }

    /// Makes edit number `edit` to the first line.
    pub fn edit(
        &self,
        doc: &mut Automerge,
        number: usize,
        edit: usize,
    ) -> Result<(), AutomergeError> {
        let lines = lines(doc)?;
        let Some((_, line)) = doc.get(&lines, "0")? else {
            return Err(AutomergeError::InvalidObjId("no first line".to_owned()));
        };
        let want = self.edited(number, edit);
        change(doc, |tx| put(tx, &line, (1, want, want + 3)))
    }

    fn edited(&self, number: usize, edit: usize) -> i64 {
        self.wanted(number, 0) + (edit % 500) as i64
    }

    /// Whether a document holds that edit; all its lines, if none is named.
    pub fn holds(&self, doc: &Automerge, number: usize, edit: Option<usize>) -> bool {
        let Ok(lines) = lines(doc) else { return false };
        if doc.length(&lines) < self.lines {
            return false;
        }
        let Some(edit) = edit else { return true };
        let wanted = || {
            let (_, line) = doc.get(&lines, "0").ok()??;
            let (value, _) = doc.get(&line, "want").ok()??;
            Some(value)
        };
        matches!(wanted(), Some(Value::Scalar(value))
            if *value == ScalarValue::Int(self.edited(number, edit)))
    }

    /// Whether a document holds what all devices that share it appended.
    pub fn has_all(&self, doc: &Automerge, document: usize, devices: usize, each: usize) -> bool {
        let sharing = TOGETHER.min(devices - document * TOGETHER);
        lines(doc).is_ok_and(|lines| doc.length(&lines) == self.lines + sharing * each)
    }
}

/// What a device appends as its change number `number`.
pub fn append(doc: &mut Automerge, device: usize, number: usize) -> Result<(), AutomergeError> {
    let key = format!("{}/{number}", device % TOGETHER);
    add_line(doc, &key, 1 + (number % 20) as i64)
}

/// Adds a line under a key of its own.
fn add_line(doc: &mut Automerge, key: &str, want: i64) -> Result<(), AutomergeError> {
    let lines = lines(doc)?;
    change(doc, |tx| {
        let line = tx.put_object(&lines, key, ObjType::Map)?;
        put(tx, &line, (1, want, want + 2))
    })
}

fn change(
    doc: &mut Automerge,
    write: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<(), AutomergeError>,
) -> Result<(), AutomergeError> {
    doc.transact(write).map(drop).map_err(|failure| failure.error)
}

fn put(
    tx: &mut automerge::transaction::Transaction<'_>,
    line: &ObjId,
    (at_least, want, up_to): (i64, i64, i64),
) -> Result<(), AutomergeError> {
    tx.put(line, "at_least", at_least)?;
    tx.put(line, "want", want)?;
    tx.put(line, "up_to", up_to)
}

fn lines(doc: &Automerge) -> Result<ObjId, AutomergeError> {
    match doc.get(ROOT, "lines")? {
        Some((_, lines)) => Ok(lines),
        None => Err(AutomergeError::InvalidObjId("no lines".to_owned())),
    }
}
