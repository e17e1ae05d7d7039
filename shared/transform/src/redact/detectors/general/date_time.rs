//! Dates and times.

use std::ops::Range;

use super::dates;
use crate::redact::checks::number;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "date_time",
    sets: &[],
    context: Context::Free,
    matcher: Matcher::Either(&[
        Matcher::At(Anchor::Structures { structures: &[Structure::Date], words: &[] }, verify),
        Matcher::At(Anchor::Literals(dates::NAMES), around_name),
    ]),
    source: "ISO 8601-1:2019 calendar dates and times; RFC 3339; day, month and year in the orders and with the separators \
             that Unicode CLDR lists as customary; a month and a year, or a day and a month's name",
    examples: &[
        "2024-06-05T09:15:30.500-07:00",
        "2024-03-15T14:30Z",
        "5-20-2021",
        "21.5.21",
        "5-May-2021",
        "21/05/21",
        "May-2021",
        "05-May",
        "05/21",
        "5/2021",
        "November 20, 2026",
        "[20/Nov/2026:10:11:12 +0000]",
        "20261120T101112Z",
    ],
    counterexamples: &[
        "13/2021/5",
        "32.13.2021",
        "is5/21",
        "192.168.1.10",
        "1.2.3",
        "May we",
        "10/2",
        "2026-99-20",
        "20261120",
        "v21.5.21",
    ],
};

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let rest = &input.text[at..];
    let joined = at >= 2 && input.was(at, |b| matches!(b, b'-' | b'.' | b'/')) && is_digit(input.text[at - 2]);
    if joined || !input.starts_word(at) {
        return None;
    }
    let length = match dates::date(rest).or_else(|| stamp(rest)) {
        Some(length) => length + dates::time(&rest[length..]),
        None => partial(rest)?,
    };
    let end = at + length;
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.' | b'/')) && input.is(end + 1, is_digit);
    (input.ends_word(end) && !goes_on).then_some(at..end)
}

/// A date that holds the name of a month, or the sign of a year, which stands at `at`.
fn around_name(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let day = dates::before_name(&input.text[..at]).and_then(|start| verify(input, start));
    day.filter(|range| range.contains(&at)).or_else(|| verify(input, at))
}

/// The length of `20261120` where a time without separators follows, `T101112Z`, that included.
fn stamp(text: &[u8]) -> Option<usize> {
    let date = dates::compact(text)?;
    let clock = text[date..].strip_prefix(b"T")?;
    let digits = run(clock, is_digit);
    matches!(digits, 4 | 6 | 9).then(|| date + 1 + digits + usize::from(clock.get(digits) == Some(&b'Z')))
}

/// The length of `May-2021`, `May-21`, `21-May`, `5/2021` or `05/21`.
fn partial(text: &[u8]) -> Option<usize> {
    if let Some((_, month)) = dates::month(text) {
        let digits = run(text.get(month + 1..)?, is_digit);
        return (text[month] == b'-' && matches!(digits, 2 | 4)).then_some(month + 1 + digits);
    }
    let first = run(&text[..text.len().min(3)], is_digit);
    let value = number(&text[..first]);
    match text.get(first) {
        Some(b'-') if matches!(first, 1 | 2) && (1..=31).contains(&value) => {
            dates::month(&text[first + 1..]).map(|(_, month)| first + 1 + month)
        }
        Some(b'/') if matches!(first, 1 | 2) && (1..=12).contains(&value) => {
            let digits = run(&text[first + 1..], is_digit);
            matches!(digits, 2 | 4).then_some(first + 1 + digits)
        }
        _ => None,
    }
}
