//! Days: what people mean by *when*. There is no `now` here; shells pass it in.
//!
//! Wall-clock time is only ever displayed; no rule depends on it. A day is a calendar day as the
//! person who wrote it saw it, without a time zone.

use std::fmt;
use std::str::FromStr;

/// A calendar day, as days since 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day; write it as 2026-11-21")]
pub struct DayError(String);

impl Day {
    /// The day of a time in seconds since 1970, UTC. Times beyond ±5 million years are cut.
    #[must_use]
    pub fn of_seconds(seconds: i64) -> Self {
        Self(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(i32::MAX))
    }

    /// Year, month 1–12, day 1–31 (Hinnant, *chrono-compatible low-level date algorithms*).
    #[must_use]
    pub fn civil(self) -> (i64, i64, i64) {
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (yoe + era * 400 + i64::from(month <= 2), month, day)
    }

    /// The day of a date; `None` when there is no such date.
    #[must_use]
    pub fn from_civil(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let mp = if month > 2 { month - 3 } else { month + 9 };
        let doy = (153 * mp + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let found = Self(i32::try_from(era * 146_097 + doe - 719_468).ok()?);
        (found.civil() == (year, month, day)).then_some(found)
    }

    /// `2026-11`: the ledger this day belongs to.
    #[must_use]
    pub fn month(self) -> String {
        let (y, m, _) = self.civil();
        format!("{y:04}-{m:02}")
    }

    /// `2026-q4`: the noticeboard this day belongs to.
    #[must_use]
    pub fn quarter(self) -> String {
        let (y, m, _) = self.civil();
        format!("{y:04}-q{}", (m + 2) / 3)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let wrong = || DayError(text.chars().take(40).collect());
        let mut parts = text.split('-');
        let mut next = |len: usize| {
            let part = parts.next()?;
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
            part.parse::<i64>().ok()
        };
        let (y, m, d) = (next(4), next(2), next(2));
        match (y, m, d, parts.next()) {
            (Some(y), Some(m), Some(d), None) => Self::from_civil(y, m, d).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_back_over_leap_years_and_centuries() {
        for n in (-200_000..200_000).step_by(97) {
            let day = Day(n);
            let (y, m, d) = day.civil();
            if y >= 1 {
                assert_eq!(Day::from_civil(y, m, d), Some(day));
                assert_eq!(day.to_string().parse(), Ok(day));
            }
        }
        assert_eq!(Day::from_civil(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::of_seconds(-1), Day(-1));
        assert_eq!("2026-11-21".parse::<Day>().unwrap().quarter(), "2026-q4");
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "26-1-1",
            "",
            "2026-11-21-",
            "2026-11-2x",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }
}
