//! The time at the beginning of a line, where there is one that is understood.
//!
//! Understood are ISO 8601 with `T` or a space between date and time, with or without a fraction (after `.` or `,`) and a
//! zone (UTC where none stands), and Unix time in 10 or 13 digits that is no later than tomorrow, since numbers of other
//! kinds have as many; any of them may stand in brackets.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The earliest Unix time that is believed: 2001-09-09T01:46:40Z, from which on it has ten digits.
const EARLIEST: i64 = 1_000_000_000_000;

/// The time at the beginning of `line`, in milliseconds since the Unix epoch.
pub fn leading_time(line: &[u8], now: Timestamp) -> Option<i64> {
    let line = line.strip_prefix(b"[").unwrap_or(line);
    let tomorrow = now.as_millisecond().saturating_add(24 * 60 * 60 * 1000);
    let unix = || unix(line).filter(|time| (EARLIEST..=tomorrow).contains(time));
    iso(line).or_else(unix).filter(|time| *time >= 0)
}

fn digits(text: &[u8]) -> Option<i64> {
    let number = |n: i64, b: &u8| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'));
    text.iter().try_fold(0, number)
}

fn iso(line: &[u8]) -> Option<i64> {
    let head = line.get(..19)?;
    let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| head[*at] != *mark) || !matches!(head[10], b'T' | b' ') {
        return None;
    }
    let part = |from: usize, to: usize| digits(&head[from..to]).and_then(|n| i8::try_from(n).ok());
    let year = i16::try_from(digits(&head[..4])?).ok()?;
    let date = DateTime::new(year, part(5, 7)?, part(8, 10)?, part(11, 13)?, part(14, 16)?, part(17, 19)?, 0).ok()?;
    let (fraction, rest) = fraction(&line[19..]);
    let time = zone(rest)?.to_timestamp(date).ok()?;
    Some(time.as_millisecond() + fraction)
}

/// A fraction of a second in whole milliseconds, and what follows.
fn fraction(text: &[u8]) -> (i64, &[u8]) {
    let Some(body) = text.strip_prefix(b".").or_else(|| text.strip_prefix(b",")) else { return (0, text) };
    let length = body.iter().take_while(|b| b.is_ascii_digit()).count();
    let millis = (0..3).fold(0, |n, at| n * 10 + body[..length].get(at).map_or(0, |digit| i64::from(digit - b'0')));
    (millis, &body[length..])
}

/// The zone at the start of `text`: `Z`, `±hh:mm`, `±hhmm`, `±hh`; UTC where none stands.
fn zone(text: &[u8]) -> Option<Offset> {
    let sign = match text.first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(byte) if byte.is_ascii_digit() => return None,
        _ => return Some(Offset::UTC),
    };
    let body = &text[1..];
    let hours = digits(body.get(..2)?)?;
    let rest = &body[2..];
    let minutes = rest.strip_prefix(b":").unwrap_or(rest).get(..2).and_then(digits).unwrap_or(0);
    let seconds = sign * (hours * 3600 + minutes * 60);
    Offset::from_seconds(i32::try_from(seconds).ok()?).ok()
}

fn unix(line: &[u8]) -> Option<i64> {
    let length = line.iter().take_while(|b| b.is_ascii_digit()).count();
    let ends = line.get(length).is_none_or(|b| matches!(b, b' ' | b'\t' | b']' | b',' | b'.' | b':'));
    match (length, ends) {
        (13, true) => digits(&line[..13]),
        (10, true) => Some(digits(&line[..10])? * 1000 + fraction(&line[10..]).0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_understood() {
        const AT: i64 = 1_795_168_800_000;
        for (line, expected) in [
            ("2026-11-20T10:00:00Z text", Some(AT)),
            ("2026-11-20T10:00:00.123456Z text", Some(AT + 123)),
            ("2026-11-20 10:00:00,5 INFO", Some(AT + 500)),
            ("[2026-11-20T11:00:00+01:00] x", Some(AT)),
            ("2026-11-20T05:00:00-0500", Some(AT)),
            ("2026-11-20T10:00:00", Some(AT)),
            ("1795168800000 x", Some(AT)),
            ("1795168800.25 x", Some(AT + 250)),
            ("2026-13-20T10:00:00Z", None),
            ("2026-11-20T10:00:0", None),
            ("17951688000001", None),
            ("4222222222222 charged", None),
            ("2125550123 phone call", None),
            ("1900-01-01T00:00:00Z", None),
            ("INFO 2026-11-20T10:00:00Z", None),
            ("", None),
        ] {
            let now = Timestamp::from_millisecond(AT).unwrap();
            assert_eq!(leading_time(line.as_bytes(), now), expected, "{line}");
        }
    }
}
