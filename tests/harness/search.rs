//! Searching bytes for words, however they may be spelled there.

use data_encoding::{BASE32, BASE64, BASE64URL, HEXLOWER, HEXUPPER};
use std::path::Path;

/// Bytes to be searched: each a letter of its own, so that the search is the standard library's.
#[derive(Debug)]
pub struct Haystack(String);

impl Haystack {
    /// These bytes, and what every zstd frame in them inflates to.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(letters(bytes) + &letters(&inflated(bytes)))
    }

    /// Every file below a folder.
    #[must_use]
    pub fn of_folder(folder: &Path) -> Self {
        Self::of(&files_below(folder))
    }

    /// In which spelling `word` stands there, if it does. A word of 24 bytes or more is found in
    /// base-64 and base-32 too, wherever in a longer text it begins.
    #[must_use]
    pub fn finds(&self, word: &str) -> Option<&'static str> {
        spellings(word)
            .into_iter()
            .find(|(_, bytes)| self.0.contains(&letters(bytes)))
            .map(|(name, _)| name)
    }
}

fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn files_below(folder: &Path) -> Vec<u8> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder reads") {
        let path = entry.expect("the folder reads").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.extend(std::fs::read(&path).expect("the file reads"));
        }
    }
    found
}

fn inflated(bytes: &[u8]) -> Vec<u8> {
    const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    const MOST: usize = 16 << 20;
    let mut found = Vec::new();
    for start in 0..bytes.len().saturating_sub(MAGIC.len()) {
        let frame = &bytes[start..];
        if frame.starts_with(&MAGIC)
            && let Ok(size) = zstd::zstd_safe::find_frame_compressed_size(frame)
            && let Ok(inside) = zstd::bulk::decompress(&frame[..size], MOST)
        {
            found.extend(inside);
        }
    }
    found
}

fn spellings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let plain = word.as_bytes();
    let wide =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { word.encode_utf16().flat_map(order).collect() };
    let mut found = vec![
        ("UTF-8", plain.to_vec()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
        ("hex", HEXLOWER.encode(plain).into_bytes()),
        ("upper-case hex", HEXUPPER.encode(plain).into_bytes()),
    ];
    // Whole groups of five bytes in base-32 and of three in base-64, at every way a group can fall.
    for skip in 0..5 {
        let middle = plain.get(skip..).unwrap_or_default();
        let groups = &middle[..middle.len() / 15 * 15];
        if !groups.is_empty() {
            let small = BASE32.encode(groups).to_ascii_lowercase();
            found.extend([
                ("base-64", BASE64.encode(groups).into_bytes()),
                (
                    "base-64 for addresses",
                    BASE64URL.encode(groups).into_bytes(),
                ),
                ("base-32", BASE32.encode(groups).into_bytes()),
                ("small base-32", small.into_bytes()),
            ]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_every_spelling_and_inside_what_was_compressed() {
        let word = "twelve Orchard Way, by the bakery";
        let said = format!("somebody wrote {word} there");
        let frame = zstd::bulk::compress(said.repeat(20).as_bytes(), 3).unwrap();
        let spelled: [(&str, Vec<u8>); 6] = [
            ("UTF-8", said.clone().into_bytes()),
            (
                "UTF-16LE",
                said.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ),
            ("hex", HEXLOWER.encode(said.as_bytes()).into_bytes()),
            ("base-64", BASE64.encode(said.as_bytes()).into_bytes()),
            ("base-32", BASE32.encode(said.as_bytes()).into_bytes()),
            ("UTF-8", [&[1, 2, 3], frame.as_slice(), &[4]].concat()),
        ];
        for (name, bytes) in spelled {
            assert_eq!(Haystack::of(&bytes).finds(word), Some(name));
        }
        assert_eq!(Haystack::of(b"nothing of the kind").finds(word), None);
    }
}
