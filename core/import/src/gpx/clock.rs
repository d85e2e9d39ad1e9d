//! The times of a GPX file: `2026-11-14T09:02:00Z`, with a fraction or an offset if need be.
//!
//! Only differences between them are used, so leap seconds do not matter. See XML Schema part 2,
//! `dateTime`. A time without a zone is taken as UTC, as GPX prescribes.

/// Milliseconds since 1970-01-01T00:00:00Z; `None` for anything that is no time of the years 1900
/// to 2999.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    let (date, clock) = text.split_once('T')?;
    let [year, month, day] = three(date, '-')?;
    let days = days(
        part(year, 1900, 2999)?,
        part(month, 1, 12)?,
        part(day, 1, 31)?,
    );
    let (clock, offset) = zone(clock)?;
    let [hour, minute, second] = three(clock, ':')?;
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    let minutes = part(hour, 0, 24)? * 60 + part(minute, 0, 59)? - offset;
    let seconds = (days * 1_440 + minutes) * 60 + part(second, 0, 60)?;
    Some(seconds * 1_000 + thousandths(fraction)?)
}

fn three(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.split(separator);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

/// The clock without its zone, and the zone's minutes east of UTC.
fn zone(clock: &str) -> Option<(&str, i64)> {
    if let Some(utc) = clock.strip_suffix('Z') {
        return Some((utc, 0));
    }
    let Some(at) = clock.rfind(['+', '-']) else {
        return Some((clock, 0));
    };
    let (clock, offset) = clock.split_at(at);
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let minutes = part(hours, 0, 14)? * 60 + part(minutes, 0, 59)?;
    Some((
        clock,
        if offset.starts_with('-') {
            -minutes
        } else {
            minutes
        },
    ))
}

fn part(text: &str, least: i64, most: i64) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|n| (least..=most).contains(n))
}

fn thousandths(fraction: &str) -> Option<i64> {
    let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let digit = |at: usize| {
        fraction
            .as_bytes()
            .get(at)
            .map_or(0, |b| i64::from(b - b'0'))
    };
    digits.then(|| digit(0) * 100 + digit(1) * 10 + digit(2))
}

/// Days from 1970-01-01 in the Gregorian calendar: Howard Hinnant's `days_from_civil`, for years
/// after 0.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn times_are_read_with_fractions_and_offsets() {
        assert_eq!(milliseconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(
            milliseconds("2026-11-14T09:02:00Z"),
            Some(1_794_646_920_000)
        );
        assert_eq!(
            milliseconds("2026-11-14T10:02:00.25+01:00"),
            Some(1_794_646_920_250)
        );
        assert_eq!(milliseconds("2026-11-14T09:02:00"), Some(1_794_646_920_000));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "T",
            "2026-11-14",
            "2026-13-14T09:02:00Z",
            "2026-11-14T09:02Z",
            "2026-11-14T09:02:00+1",
            "é026-11-14T09:02:00Z",
            "2026-11-14T09:02:00.Z",
        ] {
            assert_eq!(milliseconds(text), None, "{text}");
        }
    }
}
