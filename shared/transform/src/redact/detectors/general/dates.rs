//! Dates as people and programs write them, for the detectors that look for them.

use crate::redact::checks::{is_date, number};
use crate::redact::input::{self, run, starts_ignoring_case};

/// Names of months, lower case, by their first letters; a longer name that begins so counts too.
#[rustfmt::skip]
const MONTHS: &[(&str, u64)] = &[
    ("january", 1), ("janvier", 1), ("januar", 1), ("januari", 1), ("enero", 1), ("gennaio", 1), ("janeiro", 1),
    ("february", 2), ("février", 2), ("februar", 2), ("februari", 2), ("febrero", 2), ("febbraio", 2), ("fevereiro", 2),
    ("march", 3), ("mars", 3), ("märz", 3), ("maart", 3), ("marzo", 3), ("março", 3),
    ("april", 4), ("avril", 4), ("abril", 4), ("aprile", 4),
    ("may", 5), ("mai", 5), ("mei", 5), ("mayo", 5), ("maggio", 5), ("maio", 5),
    ("june", 6), ("juin", 6), ("juni", 6), ("junio", 6), ("giugno", 6), ("junho", 6),
    ("july", 7), ("juillet", 7), ("juli", 7), ("julio", 7), ("luglio", 7), ("julho", 7),
    ("august", 8), ("août", 8), ("augustus", 8), ("agosto", 8),
    ("september", 9), ("septembre", 9), ("septiembre", 9), ("settembre", 9), ("setembro", 9),
    ("october", 10), ("octobre", 10), ("oktober", 10), ("octubre", 10), ("ottobre", 10), ("outubro", 10),
    ("november", 11), ("novembre", 11), ("noviembre", 11), ("novembro", 11),
    ("december", 12), ("décembre", 12), ("dezember", 12), ("diciembre", 12), ("dicembre", 12), ("dezembro", 12),
    ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9), ("sept", 9),
    ("oct", 10), ("okt", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("dic", 12),
];

/// For the first three bytes of these names, by their lower five bits, which case does not change: a bit for each name.
static HEADS: [[u128; 32]; 3] = {
    let (mut heads, mut at) = ([[0; 32]; 3], 0);
    while at < 3 * MONTHS.len() {
        let (name, byte) = (at / 3, at % 3);
        heads[byte][(MONTHS[name].0.as_bytes()[byte] & 31) as usize] |= 1 << name;
        at += 1;
    }
    heads
};

/// What a date is known by that is not written in digits alone: the first letters of months, in the order of
/// [`MONTHS`], and the signs of a year.
#[rustfmt::skip]
pub const NAMES: &[&str] = &[
    "jan", "enero", "gennaio", "feb", "fév", "fev", "mar", "mär", "maart", "apr", "avr", "abr", "may", "mai", "mei",
    "mag", "jun", "jui", "giu", "jul", "lug", "aug", "aoû", "ago", "sep", "set", "oct", "okt", "ott", "out", "nov", "dec",
    "déc", "dez", "dic", "年", "년",
];

/// Where a date may begin that goes on with a month's name, or the sign of a year, behind `text`.
pub fn before_name(text: &[u8]) -> Option<usize> {
    let cut = |text: &[u8], ends: &[&[u8]]| {
        text.len() - ends.iter().find(|end| input::ends_ignoring_case(text, end)).map_or(0, |end| end.len())
    };
    let text = &text[..cut(text, &[b"of ", b"de "])];
    let text = &text[..cut(text, &[b". ", b", ", b" ", b"-", b"/", b",", b"."])];
    let text = &text[..cut(text, &[b"st", b"nd", b"rd", b"th"])];
    let digits = text.iter().rev().take(5).take_while(|b| b.is_ascii_digit()).count();
    (1..=4).contains(&digits).then_some(text.len() - digits)
}

/// The longest month's name at the start of `text`: its number and length.
pub fn month(text: &[u8]) -> Option<(u64, usize)> {
    let head = text.first_chunk::<3>()?;
    let mut names = HEADS.iter().zip(head).fold(u128::MAX, |names, (by, byte)| names & by[usize::from(byte & 31)]);
    let (mut name, mut month) = ("", 0);
    while names != 0 {
        let (other, number) = MONTHS[names.trailing_zeros() as usize];
        if other.len() > name.len() && starts_ignoring_case(text, other.as_bytes()) {
            (name, month) = (other, number);
        }
        names &= names - 1;
    }
    let ends = !text.get(name.len()).is_some_and(u8::is_ascii_alphabetic);
    (ends && month > 0).then_some((month, name.len()))
}

/// The length of a day, month and year at the start of `text`.
pub fn date(text: &[u8]) -> Option<usize> {
    if !text.first()?.is_ascii_digit() {
        return month_first(text);
    }
    numeric(text).or_else(|| day_first(text)).or_else(|| ideographs(text))
}

/// The length of a year, month and day without separators.
pub fn compact(text: &[u8]) -> Option<usize> {
    let digits = text.get(..8).filter(|_| run(text, |b| b.is_ascii_digit()) == 8)?;
    is_date(number(&digits[..4]), number(&digits[4..6]), number(&digits[6..])).then_some(8)
}

/// `2026-11-20`, `20.11.2026`, `11/20/26`: three numbers parted alike, the year first or last.
fn numeric(text: &[u8]) -> Option<usize> {
    let (first, at) = digits(text, 0)?;
    let separator = *text.get(at).filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let (second, at) = digits(text, at + 1)?;
    (text.get(at) == Some(&separator)).then_some(())?;
    let (third, at) = digits(text, at + 1)?;
    let sound = match (first.len(), second.len(), third.len()) {
        (4, 1 | 2, 1 | 2) => is_date(number(first), number(second), number(third)),
        (1 | 2, 1 | 2, 2 | 4) => {
            let year = if third.len() == 2 { 2000 } else { 0 } + number(third);
            let (a, b) = (number(first), number(second));
            is_date(year, a, b) || is_date(year, b, a)
        }
        _ => false,
    };
    sound.then_some(at)
}

/// `20 November 2026`, `20-Nov-26`, `20/Nov/2026`, `20. November 2026`, `1st of May 2021`, `20 de mayo de 2026`.
fn day_first(text: &[u8]) -> Option<usize> {
    let (day, mut at) = digits(text, 0)?;
    if [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|suffix| starts_ignoring_case(&text[at..], suffix)) {
        at += 2;
    }
    at += gap(&text[at..])?;
    at += connector(&text[at..]);
    let (month, length) = month(&text[at..])?;
    at += length;
    at += gap(&text[at..])?;
    at += connector(&text[at..]);
    let (year, at) = digits(text, at)?;
    let year = match year.len() {
        2 => 2000 + number(year),
        4 => number(year),
        _ => return None,
    };
    (day.len() <= 2 && is_date(year, month, number(day))).then_some(at)
}

/// `November 20, 2026`, `Nov 20 2026`, `May 5th, 2021`.
fn month_first(text: &[u8]) -> Option<usize> {
    let (month, mut at) = month(text)?;
    at += gap(&text[at..])?;
    let (day, mut at) = digits(text, at)?;
    if [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|suffix| starts_ignoring_case(&text[at..], suffix)) {
        at += 2;
    }
    at += gap(&text[at..])?;
    let (year, at) = digits(text, at)?;
    (day.len() <= 2 && year.len() == 4 && is_date(number(year), month, number(day))).then_some(at)
}

/// `2026年11月20日`, and Korean's `2026년 11월 20일`.
fn ideographs(text: &[u8]) -> Option<usize> {
    let mut values = [0; 3];
    let mut at = 0;
    for (value, marks) in values.iter_mut().zip([["年", "년"], ["月", "월"], ["日", "일"]]) {
        let (part, end) = digits(text, at)?;
        let mark = marks.iter().find(|mark| text[end..].starts_with(mark.as_bytes()))?;
        *value = number(part);
        at = end + mark.len();
        at += usize::from(text.get(at) == Some(&b' ') && text.get(at + 1).is_some_and(u8::is_ascii_digit));
    }
    is_date(values[0], values[1], values[2]).then_some(at)
}

/// The length of the time of day that may follow a date: `T10:00:00.5Z`, ` 10:00 +0100`, `:10:00:00`, ` 9:30 PM`.
pub fn time(text: &[u8]) -> usize {
    let clock = |text: &[u8]| -> Option<usize> {
        let start = match text {
            [b'T' | b't' | b' ' | b':', ..] => 1,
            [b',', b' ', ..] => 2,
            _ => return None,
        };
        let (hour, mut at) = digits(text, start)?;
        if hour.len() > 2 || number(hour) > 24 {
            return None;
        }
        let mut parts = 0;
        while parts < 2 && text.get(at) == Some(&b':') {
            let Some((part, end)) = digits(text, at + 1) else { break };
            if part.len() != 2 || number(part) > 60 {
                break;
            }
            at = end;
            parts += 1;
        }
        if parts == 2
            && matches!(text.get(at), Some(b'.' | b','))
            && let Some((_, end)) = digits(text, at + 1)
        {
            at = end;
        }
        (parts > 0).then_some(at)
    };
    let Some(at) = clock(text) else { return 0 };
    at + zone(&text[at..])
}

/// The length of an offset, a zone or half of the day at the start of `text`.
fn zone(text: &[u8]) -> usize {
    let space = usize::from(text.first() == Some(&b' '));
    let rest = &text[space..];
    let length = match rest {
        [b'Z' | b'z', ..] if space == 0 => 1,
        [b'+' | b'-', a, b, b':', c, d, ..] if [a, b, c, d].iter().all(|b| b.is_ascii_digit()) => 6,
        [b'+' | b'-', a, b, c, d, ..] if [a, b, c, d].iter().all(|b| b.is_ascii_digit()) => 5,
        [b'+' | b'-', a, b, ..] if [a, b].iter().all(|b| b.is_ascii_digit()) => 3,
        [b'A' | b'a' | b'P' | b'p', b'M' | b'm', ..] => 2,
        [b'U', b'T', b'C', ..] | [b'G', b'M', b'T', ..] => 3,
        _ => return 0,
    };
    let ends = !rest.get(length).is_some_and(u8::is_ascii_alphanumeric);
    if ends { space + length } else { 0 }
}

/// The digits at `at`, and where they end.
fn digits(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = text.get(at..)?;
    let length = run(&rest[..rest.len().min(12)], |b| b.is_ascii_digit());
    (length > 0).then(|| (&rest[..length], at + length))
}

/// The length of what parts a day, a month's name and a year.
fn gap(text: &[u8]) -> Option<usize> {
    match text {
        [b'.' | b',', b' ', ..] => Some(2),
        [b' ' | b'-' | b'/' | b',' | b'.', ..] => Some(1),
        _ => None,
    }
}

/// The length of `of` or `de` between the parts of a date.
fn connector(text: &[u8]) -> usize {
    if text.starts_with(b"of ") || text.starts_with(b"de ") { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_is_led_to() {
        for (month, _) in MONTHS {
            assert!(NAMES.iter().any(|name| month.starts_with(name)), "{month}");
            assert!(super::month(month.as_bytes()).is_some(), "{month}");
        }
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for text in [
            "2026-11-20",
            "2026/1/2",
            "20.11.2026",
            "11/20/26",
            "21/5/21",
            "5-MAY-2021",
            "20/Nov/2026",
            "20. November 2026",
            "1st of May 2021",
            "20 de noviembre de 2026",
            "3 août 1999",
            "November 20, 2026",
            "May 5th, 2021",
            "2026年11月20日",
            "1980년 1월 2일",
        ] {
            assert_eq!(date(text.as_bytes()), Some(text.len()), "{text}");
        }
        for text in
            ["2026-13-20", "31.2.2020", "1.2.3", "2026-11", "May 2021", "20 Mayor 2020", "100.10.10", "1/2-2020", ""]
        {
            assert_eq!(date(text.as_bytes()), None, "{text}");
        }
        for text in ["T10:00:00.5Z", " 10:00 +0100", ":10:00:00 +0000", "T09:15:30,500-07:00", " 9:30 PM", ", 23:59"] {
            assert_eq!(time(text.as_bytes()), text.len(), "{text}");
        }
        for text in [" 10 apples", "T", " 99:10", " x"] {
            assert_eq!(time(text.as_bytes()), 0, "{text}");
        }
        assert_eq!(compact(b"19800229"), Some(8));
        assert_eq!(compact(b"19810229"), None);
    }
}
