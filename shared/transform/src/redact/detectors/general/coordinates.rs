//! Geographic coordinates.

use std::ops::Range;

use crate::redact::checks::number;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run};
use crate::redact::words;

pub const DETECTOR: Row = Row {
    name: "coordinates",
    sets: &["contact"],
    context: Context::Always(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "ISO 6709:2022, annex D: latitude up to 90 and longitude up to 180 degrees, in decimals; a pair near a word for \
             places, or one that is named",
    examples: &[
        "coordinates: 52.5200, 13.4050",
        "lat=52.5200",
        "lat=-33.8688, lon=151.2093",
        "\"latitude\": 40.7128",
        "GPS -33.8688 151.2093",
        "location 52.5200° N, 13.4050° E",
        "geo=40.7128,-74.0060",
    ],
    counterexamples: &[
        "52.5200, 13.4050",
        "lat=12.345ms",
        "lat=95.1234",
        "coordinates: 200.5200, 13.4050",
        "location 1.2.3",
        "latency=52.5200",
        "gps 10, 20",
        "position 4.5, 6",
    ],
};

/// Words near which a pair counts.
const WORDS: &[&str] = &[
    "lat",
    "lng",
    "lon",
    "latitude",
    "longitude",
    "latlng",
    "latlon",
    "latlong",
    "lat long",
    "coord",
    "koordinaten",
    "gps",
    "geo",
    "geolocation",
    "location",
    "position",
];

/// Names behind which one alone counts.
const NAMES: &[&str] = &["lat", "lng", "lon", "latitude", "longitude"];

/// Names of fields that hold lists of them.
const LISTS: &[&str] = &["coord"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at) || (at >= 2 && input.was(at, |b| b == b'.') && is_digit(text[at - 2])) {
        return None;
    }
    let signed = input.was(at, |b| b == b'-') && !(at >= 2 && text[at - 2].is_ascii_alphanumeric());
    let start = at - usize::from(signed);
    let (first, end) = degrees(text, at)?;
    let pair = second(text, end).filter(|(second, _)| first.min(*second) <= 90 && first.max(*second) <= 180);
    let end = match pair {
        Some((_, end)) => end,
        None if is_named(input, start) && first <= 180 && !(first > 90 && names_latitude(input, start)) => end,
        None => return None,
    };
    let goes_on = input.is(end, |b| b == b'.') && input.is(end + 1, is_digit);
    (input.ends_word(end) && !goes_on).then_some(start..end)
}

/// The degrees of a decimal number at `at`, rounded up, and where it ends, with its sign for degrees and its quarter.
fn degrees(text: &[u8], at: usize) -> Option<(u64, usize)> {
    let rest = text.get(at..)?;
    let whole = run(&rest[..rest.len().min(4)], is_digit);
    let fraction = rest.get(whole).filter(|b| **b == b'.').map(|_| run(&rest[whole + 1..], is_digit))?;
    if !(1..=3).contains(&whole) || !(2..=18).contains(&fraction) {
        return None;
    }
    let mut end = at + whole + 1 + fraction;
    let above = rest[whole + 1..whole + 1 + fraction].iter().any(|b| *b != b'0');
    if text[end..].starts_with("°".as_bytes()) {
        end += "°".len();
    }
    let space = usize::from(text.get(end) == Some(&b' '));
    let quarter = matches!(text.get(end + space), Some(b'N' | b'S' | b'E' | b'W'));
    if quarter && !text.get(end + space + 1).is_some_and(u8::is_ascii_alphanumeric) {
        end += space + 1;
    }
    Some((number(&rest[..whole]) + u64::from(above), end))
}

/// The second of a pair, behind what parts it from the first.
fn second(text: &[u8], end: usize) -> Option<(u64, usize)> {
    let gap = run(&text[end..text.len().min(end + 3)], |b| matches!(b, b',' | b' ' | b';' | b'/'));
    let sign = usize::from(text.get(end + gap) == Some(&b'-'));
    if gap > 0 { degrees(text, end + gap + sign) } else { None }
}

/// Whether the field, or a name right before it, says that this is a latitude or longitude.
fn is_named(input: &Input<'_>, start: usize) -> bool {
    let field = input.field.is_some_and(|field| words::contains(field, NAMES) || words::contains(field, LISTS));
    field || name_before(input, start).is_some()
}

fn names_latitude(input: &Input<'_>, start: usize) -> bool {
    match name_before(input, start) {
        Some(name) => name.starts_with("lat"),
        None => input.field.is_some_and(|field| words::contains(field, &["lat", "latitude"])),
    }
}

/// The name that stands before `start`, with only an operator, quotes and space between.
fn name_before(input: &Input<'_>, start: usize) -> Option<&'static str> {
    let text = input.text;
    let between = |b: u8| b.is_ascii_whitespace() || matches!(b, b'=' | b':' | b'"' | b'\'' | b'\\' | b'>' | b'(');
    let window = start.saturating_sub(20);
    let name_end = start - text[window..start].iter().rev().take_while(|b| between(**b)).count();
    let stands = |name: &&&str| {
        let from = name_end.checked_sub(name.len());
        name_end < start && from.is_some_and(|from| words::end_of(name, text, from) == Some(name_end))
    };
    NAMES.iter().find(stands).copied()
}
