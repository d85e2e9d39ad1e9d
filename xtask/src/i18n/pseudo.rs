//! Two languages nobody speaks, as Android names them: `en-XA` is English with accents and a third
//! longer, so that a screen too tight shows it; `ar-XB` runs from right to left and can still be read.

use super::catalogue::{Part, parts};

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
const FILLER: &str = "öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ éļéṽéñ ţŵéļṽé";

/// Accented, in brackets, a third longer.
pub fn long(text: &str) -> String {
    let body = each(text, |words| {
        let accent = |c| PLAIN.chars().zip(ACCENTED.chars()).find(|(p, _)| *p == c);
        words
            .chars()
            .map(|c| accent(c).map_or(c, |(_, a)| a))
            .collect()
    });
    let more = text.chars().count().div_ceil(3);
    let filler: String = FILLER.chars().cycle().take(more).collect();
    format!("[{body} {}]", filler.trim())
}

/// Each word inside marks that turn it about.
pub fn mirrored(text: &str) -> String {
    each(text, |words| {
        words
            .split_inclusive(' ')
            .map(|word| match word.trim_end() {
                "" => word.to_owned(),
                bare => format!(
                    "\u{200f}\u{202e}{bare}\u{202c}\u{200f}{}",
                    &word[bare.len()..]
                ),
            })
            .collect()
    })
}

fn each(text: &str, change: impl Fn(&str) -> String) -> String {
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => change(words),
            Part::Placeholder(name) => format!("{{{name}}}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{long, mirrored};

    #[test]
    fn placeholders_survive() {
        assert_eq!(long("Hi {name}"), "[Ĥî {name} öñé]");
        assert_eq!(
            mirrored("Hi {name}"),
            "\u{200f}\u{202e}Hi\u{202c}\u{200f} {name}"
        );
    }
}
