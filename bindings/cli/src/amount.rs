//! Money, time and days as people type and read them. Pence, minutes and days inside.

use crate::problem::Problem;
use kith_domain::time::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// `£12.50`; exact.
pub fn pounds(pence: u64) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

/// A price in hundredths of a penny: `£1.85`, with the hundredths only where there are any.
pub fn price(e4: u64) -> String {
    if e4.is_multiple_of(100) {
        pounds(e4 / 100)
    } else {
        format!("£{}.{:04}", e4 / 10_000, e4 % 10_000)
    }
}

/// `12.50`, `£12.50`, `12` or `1250p` as pence.
pub fn read_pounds(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no sum of money; write it like 12.50");
    let plain = text.trim().trim_start_matches('£');
    if let Some(pence) = plain.strip_suffix('p') {
        return pence.parse().map_err(|_| wrong());
    }
    let (whole, part) = plain.split_once('.').unwrap_or((plain, "00"));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(wrong());
    }
    let part: u64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    let whole: u64 = whole.parse().map_err(|_| wrong())?;
    let pence = whole.checked_mul(100).and_then(|w| w.checked_add(part));
    pence.ok_or_else(wrong)
}

/// `1 h 30`, `45 min`; with a sign for balances.
pub fn minutes(minutes: i64) -> String {
    let (sign, size) = (if minutes < 0 { "−" } else { "" }, minutes.unsigned_abs());
    match (size / 60, size % 60) {
        (0, rest) => format!("{sign}{rest} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {rest:02}"),
    }
}

/// `90`, `45m`, `1h`, `1h30` as minutes.
pub fn read_minutes(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no length of time; write it like 45m, 1h or 1h30");
    let plain = text.trim().to_lowercase();
    let plain = plain.trim_end_matches("min").trim_end_matches('m');
    let number = |t: &str| t.trim().parse::<u32>().map_err(|_| wrong());
    match plain.split_once('h') {
        None => number(plain),
        Some((hours, "")) => number(hours)?.checked_mul(60).ok_or_else(wrong),
        Some((hours, rest)) => {
            let hours = number(hours)?.checked_mul(60).ok_or_else(wrong)?;
            hours.checked_add(number(rest)?).ok_or_else(wrong)
        }
    }
}

/// `2026-11-21`, `today` or `yesterday`.
pub fn read_day(text: &str) -> Result<Day, String> {
    match text.trim() {
        "today" => Ok(today()),
        "yesterday" => Ok(Day(today().0.saturating_sub(1))),
        day => day.parse().map_err(|_| {
            format!("`{text}` is no day; write it like 2026-11-21, today or yesterday")
        }),
    }
}

/// The day by this machine's clock.
pub fn today() -> Day {
    Day::of_seconds(now())
}

/// Seconds since 1970 by this machine's clock.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since
        .and_then(|d| i64::try_from(d.as_secs()).ok())
        .unwrap_or(0)
}

/// How long ago that was, roughly.
pub fn ago(then: i64) -> String {
    match now().saturating_sub(then) {
        ..60 => "just now".to_owned(),
        s @ 60..3_600 => format!("{} min ago", s / 60),
        s @ 3_600..86_400 => format!("{} h ago", s / 3_600),
        s => format!("{} days ago", s / 86_400),
    }
}

/// Bytes for people.
pub fn bytes(size: u64) -> String {
    match size {
        ..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{}.{} kB", size / 1_000, size % 1_000 / 100),
        _ => format!("{}.{} MB", size / 1_000_000, size % 1_000_000 / 100_000),
    }
}

/// `n` of something: `1 case`, `2 cases`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A word as serde spells it, its dashes as spaces.
pub fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('-', " "),
        _ => String::new(),
    }
}

/// Reads a file whole, if it is of a bearable size.
pub fn read_file(path: &std::path::Path, most: usize) -> Result<Vec<u8>, Problem> {
    let size = std::fs::metadata(path)
        .map_err(|e| Problem::file(path, &e))?
        .len();
    if usize::try_from(size).map_or(true, |size| size > most) {
        let cause = format!("{} is larger than {}", path.display(), bytes(most as u64));
        return Err(Problem::usage(
            cause,
            "split it, or check that it is the right file",
        ));
    }
    std::fs::read(path).map_err(|e| Problem::file(path, &e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_time_read_as_people_write_them() {
        assert_eq!(read_pounds("£12.5"), Ok(1_250));
        assert_eq!(read_pounds("12"), Ok(1_200));
        assert_eq!(read_pounds("75p"), Ok(75));
        for wrong in ["", "£", "1,50", "1.234", "-2", "99999999999999999999"] {
            assert!(read_pounds(wrong).is_err(), "{wrong}");
        }
        assert_eq!(read_minutes("1h30"), Ok(90));
        assert_eq!(read_minutes("2h"), Ok(120));
        assert_eq!(read_minutes("45 min"), Ok(45));
        assert!(read_minutes("soon").is_err());
        assert_eq!(
            (pounds(1_205), price(18_550)),
            ("£12.05".into(), "£1.8550".into())
        );
        assert_eq!(minutes(-95), "−1 h 35");
    }
}
