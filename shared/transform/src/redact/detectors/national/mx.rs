//! Mexico.

use std::ops::Range;

use crate::redact::checks;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit};
use crate::redact::shape;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "mx_curp",
        sets: &["standard", "identity", "americas"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LettersDigits], words: &["curp"] }, curp),
        source: "Secretaría de Gobernación, Instructivo Normativo para la asignación de la Clave \
                 Única de Registro de Población (DOF 18-10-2021): four letters of the name, date of birth, \
                 sex, state, three consonants, homonym, check digit",
        examples: &["RUTL850317MJCZPR02", "TEQO031109HDFXNSA6", "curp: menk720229hocrls07", "ZAMI991231XVZRNV04"],
        counterexamples: &[
            "RUTL850317MJCZPR03",
            "RUTL850317FJCZPR02",
            "RUTL850317MQQZPR02",
            "RUTL851332MJCZPR02",
            "RUTL850317MJCZPR0",
            "RUTL850317MJCZPR021",
            "XRUTL850317MJCZPR02",
        ],
    },
    Row {
        name: "mx_rfc",
        sets: &["standard", "financial", "identity", "business", "americas"],
        context: Context::Near(TAXPAYER),
        matcher: Matcher::At(Anchor::Word, rfc),
        source: "Servicio de Administración Tributaria, Código Fiscal de la Federación 27 and the rules for \
                 the clave del Registro Federal de Contribuyentes: three letters of a firm or four of a person, a date, \
                 two characters and a check digit, which is wrong in some that were issued and then counts only near \
                 its name",
        examples: &[
            "TEQO850317K46",
            "zami001231h28",
            "VLN980615R79",
            "VLN-980615-R79",
            "P&Q050901T11",
            "MUÑA900102J89",
            "RFC: TEQO 850317 K46",
            "RFC TEQO850317K4A",
        ],
        counterexamples: &[
            "TEQO850317K47",
            "TEQO851332K46",
            "RFC: TEQO850317K4Z",
            "TE850317K46",
            "TEQOX850317K46",
            "TEQO850317K461",
            "RFC 5424",
        ],
    },
];

fn curp(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // Four letters, which few words with digits begin with.
    if !input.is(at + 3, |b| b.is_ascii_alphabetic()) {
        return None;
    }
    let range = shape::find(input, at, &["AAAA999999AAAAAAX9"], is_curp)?;
    let capitals = input.text[at..at + 4].iter().all(u8::is_ascii_uppercase);
    (capitals || input.expects(at, &["curp"])).then_some(range)
}

/// Words near which a taxpayer's number stands.
const TAXPAYER: &[&str] = &["rfc", "registro federal", "contribuyente"];

/// The states in which a person can be born, and NE for abroad.
#[rustfmt::skip]
const STATES: &[&[u8; 2]] = &[
    b"AS", b"BC", b"BS", b"CC", b"CH", b"CL", b"CM", b"CS", b"CX", b"DF", b"DG", b"GR", b"GT", b"HG", b"JC", b"MC",
    b"MN", b"MS", b"NE", b"NL", b"NT", b"OC", b"PL", b"QR", b"QT", b"SL", b"SP", b"SR", b"TC", b"TL", b"TS", b"VZ",
    b"YN", b"ZS",
];

fn is_curp(compact: &[u8]) -> bool {
    let [name @ .., check] = compact else { return false };
    let part = |range: Range<usize>| compact.get(range).map_or(0, checks::number);
    // The homonym is a digit for those born before 2000, and a letter since.
    let century = if compact.get(16).is_some_and(u8::is_ascii_digit) { 1900 } else { 2000 };
    let sum: u32 = (2..=18).rev().zip(name).map(|(weight, byte)| weight * value(*byte)).sum();
    matches!(compact.get(10), Some(b'H' | b'M' | b'X'))
        && STATES.iter().any(|state| compact.get(11..13) == Some(state.as_slice()))
        && checks::is_date(century + part(4..6), part(6..8), part(8..10))
        && (10 - sum % 10) % 10 == u32::from(check.wrapping_sub(b'0'))
}

/// The value of a digit or a capital; the letter Ñ (or `&`) has its place between N and O.
fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'N' => u32::from(byte - b'A') + 10,
        b'O'..=b'Z' => u32::from(byte - b'A') + 11,
        _ => AMPERSAND,
    }
}

const AMPERSAND: u32 = 24;

/// The values of a space and of the letter Ñ in a taxpayer's number.
const SPACE: u32 = 37;
const ENYE: u32 = 38;

fn rfc(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at) || input.was(at, |b| matches!(b, b'_' | b'&')) {
        return None;
    }
    let mut values = [SPACE; 13];
    let (mut end, mut letters) = (at, 0);
    while letters < 4 {
        let (value, length) = match text.get(end..)? {
            [b'&', ..] => (AMPERSAND, 1),
            // The letter in UTF-8, as a capital or small.
            [0xc3, 0x91 | 0xb1, ..] => (ENYE, 2),
            [byte, ..] if byte.is_ascii_alphabetic() => (value(byte.to_ascii_uppercase()), 1),
            _ => break,
        };
        values[letters] = value;
        letters += 1;
        end += length;
    }
    // A firm's number counts as if a space stood before it.
    match letters {
        3 => {
            values.copy_within(0..3, 1);
            values[0] = SPACE;
        }
        4 => {}
        _ => return None,
    }
    end += separator(text, end);
    let date = text.get(end..end + 6).filter(|date| date.iter().all(u8::is_ascii_digit))?;
    let sound =
        checks::is_date(2000 + checks::number(&date[..2]), checks::number(&date[2..4]), checks::number(&date[4..]));
    end += 6;
    end += separator(text, end);
    let last = text.get(end..end + 3).filter(|last| last.iter().all(u8::is_ascii_alphanumeric))?;
    end += 3;
    date.iter().chain(last).zip(&mut values[4..]).for_each(|(byte, slot)| *slot = value(byte.to_ascii_uppercase()));
    let sum: u32 = (2..=13).rev().zip(&values[..12]).map(|(weight, value)| weight * value).sum();
    let expected = (11 - sum % 11) % 11;
    let goes_on = input.is(end, |b| b == b'-') && input.is(end + 1, is_digit);
    let possible = sound && values[12] <= 10 && input.ends_word(end) && !goes_on;
    (possible && (values[12] == expected || input.near(at, TAXPAYER))).then_some(at..end)
}

/// The length of a separator at `at`.
fn separator(text: &[u8], at: usize) -> usize {
    usize::from(matches!(text.get(at), Some(b' ' | b'-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Instructivo Normativo.
    #[test]
    fn published_examples_agree() {
        assert!(is_curp(b"BOXW310820HNERXN09") && !is_curp(b"BOXW310820HNERXN08"));
    }

    #[test]
    fn a_taxpayers_number_has_its_check_digit() {
        let found = |text: &str| rfc(&Input::new(text.as_bytes(), None), 0).is_some();
        assert!(found("GODE561231GR8") && found("MAB9307148T4") && !found("GODE561231GR7"));
    }
}
