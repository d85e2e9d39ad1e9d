//! The shape of the documents and the edits made to them, read from `work.json`, which every system
//! measured here shares.

use serde::Deserialize;

/// What is measured on.
#[derive(Debug, Clone, Deserialize)]
pub struct Shape {
    /// How many documents.
    pub documents: usize,
    /// The four fields of each.
    pub order: Order,
    /// Lines in each.
    pub lines: usize,
    /// What the lines are about, by line.
    pub articles: Vec<String>,
    /// How a line's numbers follow from where it stands.
    pub want: Want,
    /// Documents edited on either side while apart, one change each.
    pub edits: Edits,
}

/// A document's own fields; `{document}` stands for its number.
#[derive(Debug, Clone, Deserialize)]
pub struct Order {
    /// What it is called.
    pub title: String,
    /// Whose goods.
    pub supplier: String,
    /// What else to know.
    pub note: String,
    /// What delivery costs.
    pub delivery_pence: u64,
}

/// `1 + (of_document · document + of_line · line) mod below`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Want {
    of_document: usize,
    of_line: usize,
    below: usize,
}

/// How many documents each side edits.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Edits {
    /// On the phone.
    pub phone: usize,
    /// On another phone, so that they lie at the server.
    pub server: usize,
}

impl Shape {
    /// W1 with this many documents, or as many as it says.
    pub fn read(documents: Option<usize>) -> Self {
        let mut shape: Self =
            serde_json::from_str(include_str!("work.json")).expect("work.json reads as a shape");
        shape.documents = documents.unwrap_or(shape.documents);
        shape
    }

    /// The documents that edits on side 0 (the phone) or 1 (the server) fall on, spread over all.
    pub fn edited_documents(&self, side: usize) -> impl Iterator<Item = usize> + use<> {
        let count = if side == 0 {
            self.edits.phone
        } else {
            self.edits.server
        };
        let step = (self.documents / (2 * count).max(1)).max(1);
        (side * step..self.documents).step_by(2 * step).take(count)
    }

    /// Changes in all documents, before any edit.
    pub fn changes(&self) -> usize {
        self.documents * (1 + self.lines)
    }

    /// A line's at least, want, up to.
    pub fn line(&self, document: usize, line: usize) -> (u32, u32, u32) {
        let Want {
            of_document,
            of_line,
            below,
        } = self.want;
        let want = 1 + (of_document * document + of_line * line) % below;
        let want = u32::try_from(want).expect("a few units");
        (1, want, want + 2)
    }

    /// What edit number `edit` makes of the first line: different every time.
    pub fn edited(&self, document: usize, edit: usize) -> (u32, u32, u32) {
        let (at_least, want, _) = self.line(document, 0);
        let more = u32::try_from(edit % 500).expect("below 500");
        (at_least, want + more, want + more + 3)
    }
}
