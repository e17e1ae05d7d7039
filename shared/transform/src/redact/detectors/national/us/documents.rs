//! Passports and driver licenses of the United States. Neither has a check digit.

use std::ops::Range;

use crate::redact::checks;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "us_passport",
        sets: &["identity", "us"],
        context: Context::Near(&["passport", "travel document"]),
        matcher: Matcher::Number { shapes: &["999999999", "A99999999"], check: |compact| !checks::all_same(compact) },
        source: "Department of State, Next Generation Passport: a letter and eight digits; before 2021 nine digits; no \
                 check digit",
        examples: &["912803456", "A12803456", "passport: c03005988", "passport no. 340020013"],
        counterexamples: &["91280345", "9128034567", "A1280345", "AB1280345", "A128034567", "000000000"],
    },
    Row {
        name: "us_driver_license",
        sets: &["identity", "us"],
        context: Context::Near(&[
            "driver license",
            "drivers license",
            "driver's license",
            "driver licence",
            "driving license",
            "driving licence",
            "driving permit",
            "driver permit",
            "dl number",
            "dl no",
        ]),
        matcher: Matcher::At(Anchor::Word, license),
        source: "American Association of Motor Vehicle Administrators, Driver License and Identification Card formats of \
                 the states; no common format and no check digit",
        examples: &[
            "H12234567",
            "123456",
            "1234567890123456",
            "AB123456",
            "A123-4567-8901",
            "A123-456-78-901-0",
            "driver license: D1234567",
            "12ABC34567",
            "SMITHJ*123AB",
            "R*4321KL*QZ7",
            "WDLABCD456DG",
        ],
        counterexamples: &[
            "12345",
            "C12T345672",
            "ABCDEFGH",
            "123456789012345",
            "3A1B2**9ABA7",
            "0.1234567",
            "12345678-1234-4123-8123-123456789012",
            "s3",
        ],
    },
];

/// How the states write their licenses.
const LICENSES: &[&str] = &[
    "A999",
    "A9999",
    "A99999",
    "A999999",
    "A9999999",
    "A99999999",
    "A999999999",
    "A9999999999",
    "A99999999999",
    "A999999999999",
    "A9999999999999",
    "A99999999999999",
    "A999999999999999999",
    "AA999",
    "AA9999",
    "AA99999",
    "AA999999",
    "AA9999999",
    "AA999999A",
    "A999999R",
    "A999999r",
    "A9A9A",
    "9999999A",
    "99999999A",
    "999999999A",
    "99999999AA",
    "999AA9999",
    "99AAA99999",
    "99AAA999999",
    "999999",
    "9999999",
    "99999999",
    "999999999",
    "9999999999",
    "99999999999",
    "999999999999",
    "9999999999999",
    "99999999999999",
    "9999999999999999",
    // As Illinois, Wisconsin, Florida, Minnesota and New Jersey print them.
    "A999-9999-9999",
    "A999-9999-9999-99",
    "A999-999-99-999-9",
    "A999-999-999-999",
    "A9999-99999-99999",
    // Washington, since 2018 and, for names of five letters or more, before.
    "WDLXXXXXXXXX",
    "AAAAAAA999XX",
];

fn license(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, LICENSES, |compact| !checks::all_same(compact)).or_else(|| washington(input, at))
}

/// The State of Washington filled short names up with asterisks: twelve characters, a letter first.
fn washington(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'*';
    let range = at..at + run(&input.text[at..], token);
    let text = &input.text[range.clone()];
    let sound = text.len() == 12
        && text[0].is_ascii_alphabetic()
        && text.contains(&b'*')
        && text.iter().any(u8::is_ascii_digit)
        && text[11] != b'*';
    (sound && input.starts_word(at) && !input.was(at, |b| matches!(b, b'_' | b'*')) && input.ends_word(range.end))
        .then_some(range)
}
