//! What became of every line of a price list.
//!
//! Filled by [`crate::read_price_list`]; shells print it, and only the articles in it are kept.

use crate::{Encoding, Format, ListedArticle, Refusal};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A line that was read as it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Taken {
    /// Line in the file, from 1.
    pub line: u32,
    /// What it offers.
    pub article: ListedArticle,
}

/// A line that could be read once something in it was put right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mended {
    /// Line in the file, from 1.
    pub line: u32,
    /// What it offers, as mended.
    pub article: ListedArticle,
    /// What was put right, in plain words; never empty.
    pub mends: Vec<String>,
}

/// A line that was left out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// Line in the file, from 1.
    pub line: u32,
    /// Why, and what to do about it.
    #[serde(serialize_with = "in_words")]
    pub reason: Refusal,
}

/// How many lines went which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Lines read as they stand.
    pub taken: usize,
    /// Lines read after mending.
    pub mended: usize,
    /// Lines left out.
    pub refused: usize,
}

/// The verdict on a whole price list. Every line that is neither blank nor a heading stands in
/// exactly one of the three lists, each in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The format the list was read as.
    pub format: Format,
    /// The encoding its bytes were read in.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: char,
    /// Lines read as they stand.
    pub taken: Vec<Taken>,
    /// Lines read after mending.
    pub mended: Vec<Mended>,
    /// Lines left out.
    pub refused: Vec<Refused>,
}

impl Report {
    /// How many lines went which way.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally {
            taken: self.taken.len(),
            mended: self.mended.len(),
            refused: self.refused.len(),
        }
    }

    /// Every article that was read, taken and mended, in the order of the file.
    #[must_use]
    pub fn articles(&self) -> Vec<&ListedArticle> {
        let taken = self.taken.iter().map(|t| (t.line, &t.article));
        let mended = self.mended.iter().map(|m| (m.line, &m.article));
        let mut all: Vec<_> = taken.chain(mended).collect();
        all.sort_by_key(|(line, _)| *line);
        all.into_iter().map(|(_, article)| article).collect()
    }
}

// By hand, because the tally is counted rather than kept.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 7)?;
        fields.serialize_field("format", &self.format)?;
        fields.serialize_field("encoding", &self.encoding)?;
        fields.serialize_field("delimiter", &self.delimiter)?;
        fields.serialize_field("tally", &self.tally())?;
        fields.serialize_field("taken", &self.taken)?;
        fields.serialize_field("mended", &self.mended)?;
        fields.serialize_field("refused", &self.refused)?;
        fields.end()
    }
}

fn in_words<S: Serializer>(reason: &Refusal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(reason)
}
