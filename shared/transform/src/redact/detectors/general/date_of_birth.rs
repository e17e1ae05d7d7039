//! Dates of birth.

use std::ops::Range;

use super::dates;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit};
use crate::redact::words;

pub const DETECTOR: Row = Row {
    name: "date_of_birth",
    sets: &["standard", "identity"],
    context: Context::Always(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "a date (ISO 8601-1:2019 or as customary) of which a word says that someone was born on it, such as ICAO \
             Doc 9303, part 3, puts beside it on passports: `date of birth`",
    examples: &[
        "dob: 1980-02-29",
        "date_of_birth=01/31/1975",
        "\"dateOfBirth\": \"1962-07-04T00:00:00Z\"",
        "born on 4 July 1962",
        "Birthday: March 3, 1990",
        "Geburtsdatum: 24.12.1955",
        "né le 3 août 1999",
        "fecha de nacimiento 05-10-1984",
        "dob=19800229",
        "生年月日：1980年1月2日",
        "1980-02-29 (DOB)",
    ],
    counterexamples: &[
        "1980-02-29",
        "2026-11-20T10:00:00Z dob=unknown",
        "dob=unknown created=2026-11-20",
        "dob=none created=yesterday",
        "date of birth: 1980-13-40",
        "born to run 2.0.1",
        "stillborn 1980-02-29x",
        "dob: 19801340",
    ],
};

const WORDS: &[&str] = &[
    "date of birth",
    "birth",
    "dob",
    "born",
    "geburtsdatum",
    "geburtstag",
    "geboren",
    "date de naissance",
    "né le",
    "née le",
    "fecha de nacimiento",
    "fecha nacimiento",
    "nacido",
    "nacida",
    "data di nascita",
    "nato il",
    "nata il",
    "data de nascimento",
    "data nascimento",
    "geboortedatum",
    "fødselsdato",
    "fødselsdag",
    "födelsedatum",
    "syntymäaika",
    "data urodzenia",
    "datum narození",
    "dátum narodenia",
    "születési dátum",
    "data nașterii",
    "datum rođenja",
    "дата рождения",
    "дата народження",
    "ημερομηνία γέννησης",
    "doğum tarihi",
    "תאריך לידה",
    "تاريخ الميلاد",
    "जन्म तिथि",
    "ngày sinh",
    "tanggal lahir",
    "วันเกิด",
    "生年月日",
    "出生日期",
    "생년월일",
];

/// How far before a date its word begins, at most.
const REACH: usize = 48;

/// What stands in place of a date of birth that was found already.
const LABEL: &[u8] = b"[DATE_OF_BIRTH]";

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let rest = &input.text[at..];
    let joined = at >= 2 && input.was(at, |b| matches!(b, b'-' | b'.' | b'/')) && is_digit(input.text[at - 2]);
    if joined || !input.starts_word(at) {
        return None;
    }
    let length = dates::date(rest).or_else(|| dates::compact(rest))?;
    let end = at + length + dates::time(&rest[length..]);
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.' | b'/')) && input.is(end + 1, is_digit);
    (input.ends_word(end) && !goes_on && is_of_birth(input, at, end)).then_some(at..end)
}

/// Whether a word says so: in the field's name, before the date with no other date between, or in brackets behind it.
fn is_of_birth(input: &Input<'_>, at: usize, end: usize) -> bool {
    if input.field.is_some_and(|field| words::contains(field, WORDS)) {
        return true;
    }
    let text = input.text;
    let ends = |start: usize| WORDS.iter().filter_map(|word| words::end_of(word, text, start)).max();
    let before = (at.saturating_sub(REACH)..at)
        .filter(|start| words::begins(text, *start))
        .filter_map(ends)
        .filter(|end| *end <= at)
        .max();
    // A date that was found already is masked, or a label.
    let digit = |b: u8| is_digit(b) || b == b'*';
    let part = |pair: &[u8]| digit(pair[0]) && matches!(pair[1], b'-' | b'/' | b'.' | b':') && digit(pair[2]);
    let behind = || {
        let space = usize::from(input.is(end, |b| b == b' '));
        input.is(end + space, |b| b == b'(') && end + space + 1 < text.len() && ends(end + space + 1).is_some()
    };
    let alone = |word: usize| {
        let gap = &text[word..at];
        // Of two names, the second says what the date is: `dob=unknown created=`.
        gap.iter().filter(|b| **b == b'=').count() <= 1
            && !gap.windows(3).any(part)
            && !gap.windows(LABEL.len()).any(|w| w == LABEL)
    };
    before.is_some_and(alone) || behind()
}
