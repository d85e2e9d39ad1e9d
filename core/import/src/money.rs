//! Numbers as people write them in price lists: prices, rates and counts.
//!
//! Everything ends as a whole number of ten-thousandths ([`e4`]), because wholesalers quote
//! hundredths of a penny. No floating point. Used by [`crate::line`].

use crate::Refusal;
use crate::refusal::shown;

/// A number read, in ten-thousandths, and what had to be put right to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) e4: u64,
    pub(crate) mends: Vec<String>,
}

/// A sum of money in pounds, in ten-thousandths of a pound. A pound sign is left out, `85p` is
/// 0.85, a decimal comma is read as a point, and a fifth decimal is rounded half up; each is a mend.
///
/// # Errors
/// A [`Refusal`] that names the cell as `what`.
pub(crate) fn pounds(what: &'static str, text: &str) -> Result<Amount, Refusal> {
    let mut mends = Vec::new();
    let trimmed = text.trim();
    let foreign = ["€", "$", "EUR", "USD", "CHF"];
    if foreign
        .iter()
        .any(|sign| trimmed.to_uppercase().contains(sign))
    {
        return Err(Refusal::OtherCurrency {
            what,
            text: shown(trimmed),
        });
    }
    let bare = without_pounds(trimmed);
    if bare != trimmed {
        mends.push(format!(
            "left the currency out of the {what} `{}`",
            shown(trimmed)
        ));
    }
    if let Some(pence) = bare.strip_suffix(['p', 'P']) {
        let amount = number(what, pence, &mut mends)?;
        mends.push(format!("read the {what} `{}` as pence", shown(trimmed)));
        return Ok(Amount {
            e4: (amount + 50) / 100,
            mends,
        });
    }
    let e4 = number(what, bare, &mut mends)?;
    Ok(Amount { e4, mends })
}

/// A percentage, in hundredths of a percent (basis points) rounded half up; a percent sign is
/// welcome.
///
/// # Errors
/// A [`Refusal`] that names the cell as `what`.
pub(crate) fn percent(what: &'static str, text: &str) -> Result<(u64, Vec<String>), Refusal> {
    let mut mends = Vec::new();
    let bare = text.trim().trim_end_matches('%');
    let e4 = number(what, bare, &mut mends)?;
    Ok(((e4 + 50) / 100, mends))
}

/// A count, such as `6` or `6.0`. There is nothing to mend in one.
///
/// # Errors
/// [`Refusal::Negative`] or [`Refusal::NotWhole`], naming the cell as `what`.
pub(crate) fn whole(what: &'static str, text: &str) -> Result<u32, Refusal> {
    let not_whole = || Refusal::NotWhole {
        what,
        text: shown(text.trim()),
    };
    let e4 = number(what, text, &mut Vec::new()).map_err(|refusal| match refusal {
        Refusal::Negative { .. } => refusal,
        _ => not_whole(),
    })?;
    match (e4 % 10_000, u32::try_from(e4 / 10_000)) {
        (0, Ok(count)) => Ok(count),
        _ => Err(not_whole()),
    }
}

/// An amount as a message shows it: pounds with two to four decimals.
pub(crate) fn e4(amount: u64) -> String {
    let decimals = format!("{:04}", amount % 10_000);
    let (pence, rest) = decimals.split_at(2);
    format!("{}.{pence}{}", amount / 10_000, rest.trim_end_matches('0'))
}

fn without_pounds(text: &str) -> &str {
    let text = text.trim_matches('£').trim();
    let cut = ["GBP", "gbp"]
        .iter()
        .find_map(|code| text.strip_prefix(code).or_else(|| text.strip_suffix(code)));
    cut.unwrap_or(text).trim().trim_matches('£').trim()
}

/// Digits with at most one decimal sign and thousands in threes, as ten-thousandths.
fn number(what: &'static str, text: &str, mends: &mut Vec<String>) -> Result<u64, Refusal> {
    let text = text.trim();
    let wrong = || Refusal::NotANumber {
        what,
        text: shown(text),
    };
    if let Some(size) = text.strip_prefix(['-', '−', '–']) {
        let digits = size.trim_start_matches(['£', ' ']);
        return Err(if digits.starts_with(|c: char| c.is_ascii_digit()) {
            Refusal::Negative {
                what,
                text: shown(text),
            }
        } else {
            wrong()
        });
    }
    let (whole, decimals) = split(what, text, mends)?;
    let all_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.len() + decimals.len() == 0 || !all_digits(&whole) || !all_digits(decimals) {
        return Err(wrong());
    }
    // Twelve digits are far above every bound, and far below overflow.
    if whole.len() > 12 {
        return Err(wrong());
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().map_err(|_| wrong())?
    };
    let digit = |at: usize| {
        decimals
            .as_bytes()
            .get(at)
            .map_or(0, |b| u64::from(b - b'0'))
    };
    let fraction = (0..4).fold(0, |sum, at| sum * 10 + digit(at));
    let e4 = whole * 10_000 + fraction + u64::from(digit(4) >= 5);
    if decimals.bytes().skip(4).any(|b| b != b'0') {
        mends.push(format!(
            "rounded the {what} `{}` to {}",
            shown(text),
            self::e4(e4)
        ));
    }
    Ok(e4)
}

/// The digits before and after the decimal sign. The last of `,` and `.` is the decimal sign if
/// both occur; a lone comma before three digits is anyone's guess, unless a zero leads.
fn split<'a>(
    what: &'static str,
    text: &'a str,
    mends: &mut Vec<String>,
) -> Result<(String, &'a str), Refusal> {
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let wrong = || Refusal::NotANumber {
        what,
        text: shown(text),
    };
    let (whole, decimals, decimal_comma) = match (commas, points) {
        (0, 0) => return Ok((text.to_owned(), "")),
        (0, 1) => text.split_once('.').map(|(w, d)| (w, d, false)),
        (1, 0) => text.split_once(',').map(|(w, d)| (w, d, true)),
        (_, 1) if text.rfind('.') > text.rfind(',') => {
            text.rsplit_once('.').map(|(w, d)| (w, d, false))
        }
        (1, _) if text.rfind(',') > text.rfind('.') => {
            text.rsplit_once(',').map(|(w, d)| (w, d, true))
        }
        (_, 0) | (0, _) => Some((text, "", points > 0)),
        _ => None,
    }
    .ok_or_else(wrong)?;
    if commas == 1 && points == 0 && decimals.len() == 3 && !whole.starts_with('0') {
        return Err(Refusal::Ambiguous {
            what,
            text: shown(text),
        });
    }
    let separator = if decimal_comma { '.' } else { ',' };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(separator);
    if grouped && (first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(wrong());
    }
    let plain: String = whole.chars().filter(|&c| c != separator).collect();
    if decimal_comma || grouped {
        let dot = if decimals.is_empty() { "" } else { "." };
        mends.push(format!(
            "read the {what} `{}` as {plain}{dot}{decimals}",
            shown(text)
        ));
    }
    Ok((plain, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        for (text, e4, mends) in [
            ("14.20", 142_000, 0),
            ("0.9604", 9_604, 0),
            ("1.938", 19_380, 0),
            (" 7 ", 70_000, 0),
            (".5", 5_000, 0),
            ("3,85", 38_500, 1),
            ("0,938", 9_380, 1),
            ("£2.10", 21_000, 1),
            ("2,10 £", 21_000, 2),
            ("GBP 2.10", 21_000, 1),
            ("85p", 8_500, 1),
            ("1,234.50", 12_345_000, 1),
            ("1.234,50", 12_345_000, 1),
            ("1,234,567", 12_345_670_000, 1),
            ("1.00005", 10_001, 1),
            ("1.00004", 10_000, 1),
            ("1.000000", 10_000, 0),
        ] {
            let amount = pounds("price", text).unwrap();
            assert_eq!((amount.e4, amount.mends.len()), (e4, mends), "{text}");
        }
    }

    #[test]
    fn what_is_no_price_in_pounds_is_refused_with_its_reason() {
        let refusal = |text| pounds("price", text).unwrap_err();
        for text in [
            "",
            "abc",
            "1.2.3,4,5",
            "12,34.5",
            "1e5",
            "--",
            "1 2",
            ".",
            "9999999999999",
        ] {
            let expected = Refusal::NotANumber {
                what: "price",
                text: text.to_owned(),
            };
            assert_eq!(refusal(text), expected);
        }
        for text in ["-2.00", "- 2", "−2,00"] {
            assert!(matches!(refusal(text), Refusal::Negative { .. }), "{text}");
        }
        assert!(matches!(refusal("1,234"), Refusal::Ambiguous { .. }));
        assert!(matches!(refusal("€2.10"), Refusal::OtherCurrency { .. }));
        assert!(matches!(refusal("2,10 EUR"), Refusal::OtherCurrency { .. }));
    }

    #[test]
    fn counts_are_whole_and_rates_are_basis_points() {
        assert_eq!(whole("case size", "6.0"), Ok(6));
        assert!(whole("case size", "2.5").is_err());
        assert!(matches!(
            whole("case size", "-1"),
            Err(Refusal::Negative { .. })
        ));
        assert_eq!(percent("VAT", "20%"), Ok((2_000, vec![])));
        assert_eq!(percent("VAT", "5.5").unwrap().0, 550);
    }

    #[test]
    fn amounts_are_shown_in_pounds_with_two_to_four_decimals() {
        assert_eq!([e4(38_500), e4(9_604), e4(1)], ["3.85", "0.9604", "0.0001"]);
    }
}
