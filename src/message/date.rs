//! Dates of Date and Received (RFC 5322 section 3.3) in seconds since 1970, in the forms that occur:
//! folded, with a wrong weekday, without seconds, with zone names that the RFC does not have.

use super::lexer::{Grammar, Kind, lex};
use super::limits::Hits;
use jiff::civil;

const GRAMMAR: Grammar = Grammar { specials: b",", quotes: false, literals: false, glued_comments: true };

/// Longer than any date with its comments.
const LONGEST: usize = 1_000;

/// Reads a date; `None` if it names no day and time. A zone that is missing or unknown is UTC.
pub(super) fn parse(value: &[u8], hits: &mut Hits) -> Option<i64> {
    let value = value.get(..LONGEST).unwrap_or(value);
    let mut date = Parts::default();
    let words = lex(value, GRAMMAR, hits).into_iter().filter(|t| t.kind == Kind::Word);
    for word in words {
        date.take(std::str::from_utf8(value.get(word.span)?).ok()?);
    }
    date.seconds()
}

/// What the words tell, in whatever order.
#[derive(Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<(i8, i8, i8)>,
    offset: Option<i64>,
}

impl Parts {
    fn take(&mut self, word: &str) {
        // 1-Jan-2024
        if let [day, month, year] = word.split('-').collect::<Vec<_>>().as_slice()
            && month_number(month).is_some()
        {
            for part in [day, month, year] {
                self.take(part);
            }
        } else if word.contains(':') && self.time.is_none() {
            self.time = time(word);
        } else if self.day.is_none() && word.len() <= 2 && word.parse::<i8>().is_ok() {
            self.day = word.parse().ok();
        } else if self.month.is_none() && month_number(word).is_some() {
            self.month = month_number(word);
        } else if self.year.is_none() && word.bytes().all(|b| b.is_ascii_digit()) {
            self.year = year(word);
        } else if self.time.is_some() && self.offset.is_none() {
            self.offset = offset(word);
        }
    }

    fn seconds(&self) -> Option<i64> {
        let (hour, minute, second) = self.time?;
        let day = civil::Date::new(self.year?, self.month?, self.day?).ok()?;
        let time = civil::Time::new(hour, minute, second, 0).ok()?;
        let utc = jiff::tz::Offset::UTC.to_timestamp(day.to_datetime(time)).ok()?;
        Some(utc.as_second() - self.offset.unwrap_or(0))
    }
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(index + 1).ok()
}

/// A year of two or three digits as in RFC 5322 section 4.3.
fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match word.len() {
        2 if year < 50 => Some(year + 2000),
        2 | 3 => Some(year + 1900),
        4 => Some(year),
        _ => None,
    }
}

/// `9:05`, `09:05:00`, `09:05:60`, `09:05:00.123`.
fn time(word: &str) -> Option<(i8, i8, i8)> {
    let mut parts = word.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second: i8 = parts.next().map_or(Some(0), |s| s.split('.').next().and_then(|s| s.parse().ok()))?;
    // A leap second is within the minute that it ends.
    Some((hour, minute, if second == 60 { 59 } else { second }))
}

/// Seconds east of UTC.
fn offset(word: &str) -> Option<i64> {
    if let Some(sign) = word.find(['+', '-']) {
        let digits: String = word.get(sign + 1..)?.chars().filter(|c| *c != ':').collect();
        let number: i64 = if digits.len() <= 4 { digits.parse().ok()? } else { return None };
        let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
        let seconds = hours * 3600 + minutes * 60;
        return Some(if word.get(sign..)?.starts_with('-') { -seconds } else { seconds });
    }
    let hours = match word.to_ascii_uppercase().as_str() {
        "JST" | "KST" => 9,
        "CET" | "MEZ" | "BST" => 1,
        "CEST" | "MESZ" | "EET" => 2,
        "MSK" | "EEST" => 3,
        "HKT" | "SGT" => 8,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        // GMT, UT, UTC, Z, the military zones that nobody wrote right, and what nobody knows.
        _ => 0,
    };
    Some(hours * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read() {
        let second = 1_704_067_200; // 2024-01-01T00:00:00Z
        for (value, expected) in [
            (" Mon, 1 Jan 2024 00:00:00 +0000", Some(second)),
            (" Mon, 1 Jan 2024 09:00:00 +0900 (JST)", Some(second)),
            (" Mon, 1 Jan 2024 09:00:00 JST", Some(second)),
            (" Sun, 31 Dec 2023 19:00:00 EST", Some(second)),
            (" Sun, 31 Dec 2023 17:00:00 -0700 (PDT)", Some(second)),
            ("Sun, 31 Dec 2023 17:00:00 PDT", Some(second)),
            (" Mon,\r\n\t1 Jan 2024\r\n 00:00:00\r\n GMT", Some(second)),
            (" Fri, 1 Jan 2024 00:00:00 +0000", Some(second)),
            (" 1 Jan 2024 00:00 +0000", Some(second)),
            (" 01 January 2024 0:00:00 -0000", Some(second)),
            (" Mon, 1 Jan 24 00:00:00 Z", Some(second)),
            (" Mon, 1 Jan 2024 00:00:00", Some(second)),
            (" Mon, 1 Jan 2024 00:00:00.123 +00:00", Some(second)),
            (" Mon, 1 Jan 2024 09:00:00 GMT+0900", Some(second)),
            (" Mon, 1-Jan-2024 00:00:00 +0000", Some(second)),
            (" Mon Jan  1 00:00:00 2024", Some(second)),
            (" (a) Mon (b), 1 (c) Jan 2024 00:00:00 (d) +0000 (e (f))", Some(second)),
            (" Sat, 31 Dec 2016 23:59:60 +0000", Some(1_483_228_799)),
            (" 1 Jan 1969 00:00:00 +0000", Some(-31_536_000)),
            (" Mon, 32 Jan 2024 00:00:00 +0000", None),
            (" Mon, 1 Jan 2024", None),
            (" Mon, 1 Jan 2024 25:00:00 +0000", None),
            (" yesterday", None),
            ("", None),
        ] {
            assert_eq!(parse(value.as_bytes(), &mut Hits::default()), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(value in "[ 0-9:,+()JanPSTé-]{0,60}") {
            parse(value.as_bytes(), &mut Hits::default());
        }
    }
}
