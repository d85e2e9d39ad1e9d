//! From bytes to text: UTF-8, UTF-16 with a mark, Windows-1252 or IBM850.
//!
//! A byte order mark settles it; so does valid UTF-8. What is left comes from spreadsheets on
//! Windows (1252) or from old merchandise systems (850), and is told apart by whether its high
//! bytes read like words. Next: [`crate::table`].

use serde::Serialize;
use std::fmt;

/// The encoding a list was read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// UTF-16 with a mark, either byte order.
    #[serde(rename = "UTF-16")]
    Utf16,
    /// Windows code page 1252, western Europe.
    #[serde(rename = "Windows-1252")]
    Windows1252,
    /// DOS code page 850, western Europe.
    #[serde(rename = "IBM850")]
    Ibm850,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Ibm850 => "IBM850",
        })
    }
}

/// The text in `bytes` without its mark, and the encoding it was read in. Never fails: a byte with
/// no meaning becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> (String, Encoding) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        let name = if encoding == encoding_rs::UTF_8 {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        };
        return (text.into_owned(), name);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Encoding::Utf8);
    }
    let (windows, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    let dos: String = bytes.iter().map(|&byte| ibm850(byte)).collect();
    if plausibility(&dos) > plausibility(&windows) {
        (dos, Encoding::Ibm850)
    } else {
        (windows.into_owned(), Encoding::Windows1252)
    }
}

/// How much a text reads like a price list in English, German, Dutch or French: the sum over its
/// non-ASCII characters, each judged with its two neighbours.
fn plausibility(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            score += judge(before, c, chars.peek().copied().unwrap_or(' '));
        }
        before = c;
    }
    score
}

fn judge(before: char, c: char, after: char) -> i64 {
    let beside_digit = before.is_ascii_digit() || after.is_ascii_digit();
    let beside_letter = before.is_alphabetic() || after.is_alphabetic();
    match c {
        '£' | '€' => {
            if beside_digit {
                4
            } else {
                1
            }
        }
        '½' | '¼' | '¾' | '°' | '²' | '³' => {
            if beside_letter && !beside_digit {
                -3
            } else {
                1
            }
        }
        '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '•' | '«' | '»' | '®' | '™' | '×' => {
            1
        }
        // A capital inside a small word is what a small letter turns into in the wrong table.
        _ if c.is_uppercase() && before.is_lowercase() => -3,
        _ if c.is_alphabetic() && beside_digit && !beside_letter => -3,
        'ä' | 'ö' | 'ü' | 'ß' | 'Ä' | 'Ö' | 'Ü' | 'é' | 'è' | 'ê' | 'ë' | 'ï' | 'ç' | 'à' | 'á'
        | 'â' | 'î' | 'ô' | 'û' | 'ñ' | 'ó' | 'í' | 'É' => {
            if beside_letter {
                3
            } else {
                0
            }
        }
        _ if c.is_alphabetic() => 0,
        '\u{a0}' => 0,
        _ => -2,
    }
}

fn ibm850(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(high) => IBM850_HIGH
            .get(usize::from(high))
            .copied()
            .unwrap_or('\u{fffd}'),
    }
}

/// Bytes 0x80 to 0xFF of code page 850, as the Unicode consortium's mapping table CP850.TXT gives them.
#[rustfmt::skip]
const IBM850_HIGH: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´',
    '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn in_ibm850(text: &str) -> Vec<u8> {
        let byte = |c: char| match IBM850_HIGH.iter().position(|&high| high == c) {
            Some(at) => u8::try_from(at + 0x80).unwrap(),
            None => u8::try_from(c).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn a_mark_or_valid_utf8_settles_the_encoding() {
        assert_eq!(decode(b"\xef\xbb\xbfname"), ("name".into(), Encoding::Utf8));
        assert_eq!(decode("Käse".as_bytes()), ("Käse".into(), Encoding::Utf8));
        assert_eq!(decode(b"\xff\xfeK\0\xe4\0"), ("Kä".into(), Encoding::Utf16));
        assert_eq!(decode(b""), (String::new(), Encoding::Utf8));
    }

    #[test]
    fn words_with_accents_tell_windows_1252_from_ibm850() {
        for text in [
            "Café crème;3,85",
            "Bergkäse;Müsli;Weißkohl;Öl;Grünkern",
            "Äpfel;Pfälzer Möhren",
            "geröstete Nüsse, süß",
            "Price;£2.10",
            "Crème fraîche;½ l",
            "Patat à la crème;geïmporteerd;één",
            "Nürnberger Lebkuchen",
        ] {
            let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
            assert_eq!(decode(&windows), (text.into(), Encoding::Windows1252));
            assert_eq!(decode(&in_ibm850(text)), (text.into(), Encoding::Ibm850));
        }
    }
}
