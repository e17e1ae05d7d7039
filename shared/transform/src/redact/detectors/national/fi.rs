//! What Finland issues: personal identity codes.

use std::ops::Range;

use crate::redact::checks::{is_date, number};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit};
use crate::redact::shape;

pub const ROWS: &[Row] = &[Row {
    name: "fi_personal_identity_code",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(&[
        "hetu",
        "henkilötunnus",
        "henkilotunnus",
        "personbeteckning",
        "personal identity code",
        "finnish ssn",
    ]),
    matcher: Matcher::At(Anchor::Digits, verify),
    source: "Digital and Population Data Services Agency (DVV), The personal identity code: day, month and year, a sign of the \
             century (+, - and Y to U, A to F), three digits, and the sign of the remainder by 31",
    examples: &[
        "131052-308T",
        "hetu=131052-308T",
        "010594Y9032",
        "my code is010594Y9032.",
        "131052-308t",
        "henkilötunnus 010516B903X.",
    ],
    counterexamples: &[
        "131052-308U",
        "131352-308T",
        "310211-1110",
        "131052G308T",
        "131052-308TT",
        "2131052-308T",
        "131052 308T",
        "131052-3081-4",
    ],
}];

/// How long a code is.
const LENGTH: usize = 11;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let range = at..at + LENGTH;
    let [date @ .., sign, a, b, c, control] = input.text.get(range.clone())? else { return None };
    let individual = [*a, *b, *c];
    if !date.iter().chain(&individual).all(u8::is_ascii_digit) || !input.ends_word(range.end) {
        return None;
    }
    let joined = input.is(range.end, |b| b == b'-') && input.is(range.end + 1, is_digit);
    if joined || !shape::starts_behind_word(input, at) || input.in_uuid(&range) {
        return None;
    }
    let century = match sign.to_ascii_uppercase() {
        b'+' => 1800,
        b'-' | b'U'..=b'Y' => 1900,
        b'A'..=b'F' => 2000,
        _ => return None,
    };
    let [d1, d2, m1, m2, y1, y2] = date else { return None };
    let year = century + number(&[*y1, *y2]);
    // The calendar of 1800 to 1899 is that of the century after it, but for 1900, which was no leap year either.
    let sound = is_date(if year < 1900 { year + 100 } else { year }, number(&[*m1, *m2]), number(&[*d1, *d2]));
    let remainder = (number(date) * 1000 + number(&individual)) % 31;
    let expected = usize::try_from(remainder).ok().and_then(|index| b"0123456789ABCDEFHJKLMNPRSTUVWXY".get(index));
    (sound && number(&individual) >= 2 && expected == Some(&control.to_ascii_uppercase())).then_some(range)
}
