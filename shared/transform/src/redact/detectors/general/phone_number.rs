//! Telephone numbers.

use std::ops::Range;

use super::dates;
use crate::redact::checks::all_same;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, begins_with_digits, digits, is_digit, run, run_back};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "phone_number",
    sets: &["standard", "contact"],
    context: Context::Free,
    matcher: Matcher::At(
        Anchor::Structures { structures: &[Structure::Plus, Structure::ThreeThreeFour], words: WORDS },
        verify,
    ),
    source: "ITU-T E.164 (country codes, at most 15 digits) written as in E.123; North American Numbering Plan (area and \
             exchange 2 to 9 first); without separators only near a word for telephone",
    examples: &[
        "+44 7700 900123",
        "+447700900123",
        "+49 30 23125 123",
        "+1 415 555 0132",
        "+1-415-555-0132",
        "(415) 555-0132",
        "415-555-0132",
        "415.555.0132",
        "1-415-555-0132",
        "+33 (0)1 99 00 12 34",
        "+7 (495) 123-45-67",
        "+79160123456",
        "phone=4155550132",
        "msisdn=447700900123",
        "+31 (0)20 123 4567",
        "09-7625400",
        "090-1234-5678",
        "13812345678",
        "020 7946 0958",
        "(020) 7946 0958",
        "01 42 68 53 00",
        "91-415-555-0132",
        "415 555 0132",
        "phone 415 5550132",
        "0049 30 1234567",
        "telephone 4155550132",
        "cell: 4155550132",
    ],
    counterexamples: &[
        "4155550132",
        "115-555-0132",
        "415-155-0132",
        "2026-11-20T10:00:00+01:00",
        "+0000",
        "+12 345",
        "415-555-01321",
        "1.415.555.0132.7",
        "x415-555-0132",
        "+999 123456789",
        "2024-415-555-0132",
        "hotel_id=4155550132",
        "telemetry id 4155550132",
        "01-02-2026",
        "01/02/2026 10:00",
        "01.02.2026 10:00:00",
        "0.123456789",
        "0000000000",
        "08:00 09:00",
        "02 17 3",
        "9138123456789",
        "device=mobile started=1793491241906",
        "Mobile Safari/537.36\" 4155550132",
        "phone 99e75aa6-5739-44e7-ad2a-415555013212",
        "build=4155550132 phone=none",
    ],
};

const WORDS: &[&str] = &[
    "phone",
    "telephone",
    "mobile",
    "cell",
    "cellphone",
    "tel",
    "fax",
    "msisdn",
    "whatsapp",
    "telefon",
    "telefono",
    "teléfono",
    "telefone",
    "téléphone",
    "celular",
    "电话",
    "手机",
    "電話",
    "전화",
];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if input.is(at, is_digit) && begins_with_digits(&input.text[at..], LEAST) { number(input, at) } else { None }
}

/// The digits of the shortest number.
pub const LEAST: usize = 9;

/// The number whose first digit stands at `at`.
#[inline(never)]
fn number(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if input.was(at, |b| b == b'+') {
        return international(input, at);
    }
    national(input, at).or_else(|| trunk(input, at)).or_else(|| chinese_mobile(input, at))
}

/// A number as it is dialled at home, with a leading 0, or from abroad, with 00: nine to eleven digits, or more behind 00,
/// in at most five groups. It counts near a word for telephone.
fn trunk(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let start = at - usize::from(input.was(at, |b| b == b'('));
    let zeros = run(&text[at..text.len().min(at + 4)], |b| b == b'0');
    let joined =
        start >= 2 && input.was(start, |b| matches!(b, b'-' | b'.' | b'/' | b':')) && is_digit(text[start - 2]);
    if !(1..=2).contains(&zeros) || joined || !input.starts_word(start) || dates::date(&text[at..]).is_some() {
        return None;
    }
    let (least, most) = if zeros == 1 { (9, 11) } else { (11, 17) };
    let mut end = at;
    let mut digits = 0;
    for group in 0.. {
        let gap = if group == 0 { 0 } else { separator(&text[end..]) };
        let length = run(&text[end + gap..], is_digit);
        let first = group == 0 && length < 2;
        if length == 0 || first || group > 4 || digits + length > most {
            break;
        }
        // A slash parts the area alone, or it is a date.
        if group > 1 && text[end] == b'/' {
            break;
        }
        digits += length;
        end += gap + length;
    }
    let range = start..end;
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.' | b'/' | b':')) && input.is(end + 1, is_digit);
    (digits >= least
        && !goes_on
        && input.ends_word(end)
        && !input.in_uuid(&range)
        && !all_same(text.get(at..end)?)
        && input.expects(start, WORDS))
    .then_some(range)
}

/// Eleven digits that begin with 13 to 19: a Chinese mobile number, if it was asked for by name.
fn chinese_mobile(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let rest = &input.text[at..];
    let range = at..at + run(&rest[..rest.len().min(12)], is_digit);
    let shape = range.len() == 11 && matches!(rest, [b'1', b'3'..=b'9', ..]);
    (shape
        && input.starts_word(at)
        && input.ends_word(range.end)
        && !input.in_dotted_number(&range)
        && !input.in_uuid(&range)
        && input.expects(at, WORDS))
    .then_some(range)
}

/// `+`, a country code, and as many digits as that country has, with single separators between them.
fn international(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at - 1) {
        return None;
    }
    let (code, shortest, longest) = country(&text[at..])?;
    let mut digits = 0;
    let mut at_end = at;
    // The end of the last whole group of digits within the longest length.
    let mut end = None;
    loop {
        let group = run(&text[at_end..], is_digit);
        if group == 0 || digits + group > code + longest {
            break;
        }
        // `(0)` is dialled at home only.
        let trunk = text[..at_end].ends_with(b"(") && text[at_end..].starts_with(b"0)");
        digits += if trunk { 0 } else { group };
        at_end += group;
        if digits >= code + shortest {
            end = Some((at_end, digits));
        }
        at_end += separator(&text[at_end..]);
    }
    let (end, digits) = end?;
    // Area and exchange of the North American plan; Russia and Kazakhstan have a code of one digit too.
    if text[at] == b'1' {
        let national: Vec<u8> = text[at..end].iter().filter(|b| b.is_ascii_digit()).skip(1).copied().collect();
        if digits != 11 || national[0] < b'2' || national[3] < b'2' {
            return None;
        }
    }
    input.ends_word(end).then_some(at - 1..end)
}

/// How many bytes part two groups of digits: a space, hyphen, full stop or slash, and brackets around a group.
fn separator(text: &[u8]) -> usize {
    let mut length = 0;
    length += usize::from(text.first() == Some(&b')'));
    length += usize::from(matches!(text.get(length), Some(b' ' | b'-' | b'.' | b'/')));
    length + usize::from(text.get(length) == Some(&b'('))
}

/// The lengths of the country code at the start of `text` and of the shortest and longest number behind it, in digits.
fn country(text: &[u8]) -> Option<(usize, usize, usize)> {
    let digit = |at: usize| text.get(at).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
    // A separator may stand within no code.
    let (a, b) = (digit(0)?, digit(1));
    match (a, b, digit(2)) {
        (1, ..) => return Some((1, 10, 10)),
        (7, ..) => return Some((1, 10, 10)),
        _ => {}
    }
    let b = b?;
    let two = a * 10 + b;
    let longest = match two {
        31..=34 | 41 | 46 | 48 | 61 => 9,
        45 | 47 => 8,
        30 | 44 | 81 | 90 | 91 | 52 | 57 | 58 | 63 => 10,
        20 | 27 | 36 | 39 | 40 | 43 | 49 | 51 | 53..=56 | 60 | 62 | 64..=66 | 82 | 84 | 86 | 92..=95 | 98 => 12,
        _ => 0,
    };
    if longest > 0 {
        return Some((2, 7, longest));
    }
    let three = u16::from(two) * 10 + u16::from(digit(2)?);
    // Unassigned: 210, 214, 215, 217, 219, 259, 28x, 292–296, 384, 388, 42x but 420, 421, 423, and so on (ITU E.164 list).
    let assigned = matches!(three,
        211..=213 | 216 | 218 | 220..=258 | 260..=269 | 290 | 291 | 297..=299 | 350..=359 | 370..=383 | 385..=387
        | 389 | 420 | 421 | 423 | 500..=509 | 590..=599 | 670..=692 | 800 | 808 | 850 | 852 | 853 | 855 | 856 | 870
        | 880..=883 | 886 | 888 | 960..=968 | 970..=977 | 979 | 992..=996 | 998);
    assigned.then_some((3, 6, 12))
}

/// `(ddd) ddd-dddd`, `ddd-ddd-dddd`, `ddd.ddd.dddd`, with or without a leading 1; ten digits only near their name.
fn national(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let group = |from: usize, length: usize| {
        text.get(from..from + length).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
            && !input.is(from + length, is_digit)
    };
    let mut start = at;
    let mut area = at;
    if group(at, 1) && text[at] == b'1' && input.is(at + 1, |b| matches!(b, b'-' | b'.' | b' ')) {
        area = at + 2 + usize::from(input.is(at + 2, |b| b == b'('));
    }
    let whole = at..at + digits(&text[at..]);
    if (10..=15).contains(&whole.len()) {
        let sound = input.starts_word(at)
            && input.ends_word(whole.end)
            && !input.in_dotted_number(&whole)
            && !input.in_uuid(&whole)
            && input.near(at, WORDS);
        return sound.then_some(whole);
    }
    let end = if group(area, 3) {
        let mut next = area + 3;
        let separator = if input.was(area, |b| b == b'(') && text.get(next) == Some(&b')') {
            start = start.min(area - 1);
            next += 1;
            next += usize::from(text.get(next) == Some(&b' '));
            b'-'
        } else {
            let separator = *text.get(next).filter(|b| matches!(b, b'-' | b'.' | b' '))?;
            next += 1;
            separator
        };
        let joined = group(next, 7) && input.expects(start, WORDS);
        let parted = || text.get(next + 3).is_some_and(|b| *b == separator || *b == b'.' || *b == b' ');
        let shape = joined || group(next, 3) && parted() && group(next + 4, 4);
        // Three groups parted by spaces alone are no more than three numbers.
        if !shape || text[area] < b'2' || text[next] < b'2' || separator == b' ' && !input.expects(start, WORDS) {
            return None;
        }
        next + if joined { 7 } else { 8 }
    } else {
        return None;
    };
    // A country's code may stand before it without its `+`.
    let code = run_back(&text[start.saturating_sub(5)..start.saturating_sub(1)], is_digit);
    if matches!(code, 2 | 3) && input.was(start, |b| b == b'-') && input.expects(start, WORDS) {
        start -= code + 1;
    }
    let range = start..end;
    let joined = start >= 2 && input.was(start, |b| matches!(b, b'-' | b'/')) && input.was(start - 1, is_digit);
    let goes_on = input.is(end, |b| b == b'-') && input.is(end + 1, is_digit);
    (input.starts_word(start)
        && input.ends_word(end)
        && !joined
        && !goes_on
        && !input.in_dotted_number(&range)
        && !input.in_uuid(&range))
    .then_some(range)
}
