//! What Italy issues: fiscal codes, tax numbers of firms, licences, identity cards, passports.

use std::ops::Range;

use crate::redact::checks::{all_same, is_date, luhn, number};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit};
use crate::redact::shape;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "it_fiscal_code",
        sets: &["standard", "eu", "identity", "financial"],
        context: Context::Free,
        matcher: Matcher::At(
            Anchor::Structures { structures: &[Structure::LettersDigits], words: FISCAL_WORDS },
            find_fiscal_code,
        ),
        source: "Decreto del Ministro delle finanze 12 marzo 1974 n. 2227: surname, name, year, month, day, municipality and a \
                 check letter, letters standing for digits where two persons would share a code (omocodia); with a wrong \
                 check letter only by name or near its own",
        examples: &[
            "RSSMRA80A01H501U",
            "rssmra80a01h501u",
            "RSS MRA 80A01 H501U",
            "codice fiscale RSSMRA80A01H501X",
            "RSSMRA80A41H501Y",
            "RSSMRA80A01H50MX",
        ],
        counterexamples: &[
            "RSSMRA80A32H501U",
            "RSSMRA80F01H501U",
            "RSSMRA80B31H501U",
            "R55MRA80A01H501U",
            "RSSMRA - 80A01H501U",
            "RSSMRA80A01H501UX",
            "1RSSMRA80A01H501U",
            "RSSMRA80A01N501U",
            "RSSMRA80A01H000U",
        ],
    },
    Row {
        name: "it_vat_code",
        sets: &["standard", "eu", "financial", "business"],
        context: Context::Near(&["partita iva", "p.iva", "p iva", "piva", "vat", "iva"]),
        matcher: Matcher::At(Anchor::Word, find_vat_code),
        source: "Decreto del Presidente della Repubblica 633/1972, art. 35; Agenzia delle Entrate: eleven digits, the last a \
                 check digit by Luhn",
        examples: &[
            "07643520567",
            "IT07643520567",
            "P.IVA 07643520567",
            "076 4352 0567",
            "it 07643520567",
            "0764352_0567",
        ],
        counterexamples: &[
            "07643520568",
            "00000000000",
            "076435205670",
            "0764352056",
            "x07643520567",
            "0764-3520-567",
            "07643520567.5",
            "FR07643520567",
        ],
    },
    Row {
        name: "it_driver_license",
        sets: &["eu", "identity", "vehicle"],
        context: Context::Near(&[
            "patente",
            "licenza di guida",
            "driver license",
            "driver licence",
            "driver's licen",
            "driving licen",
            "driverslicen",
        ]),
        matcher: Matcher::Number { shapes: &["AA9999999A", "U1XXXXXXXA", "u1XXXXXXXA"], check: is_license },
        source: "Ministero delle infrastrutture e dei trasporti: two letters, seven digits and a letter; U1, seven letters or \
                 digits and a letter for those that the ministry's centre has issued since 2013",
        examples: &["AB0123456C", "patente MI1234567X", "U1H00B000C", "u1k711j11m"],
        counterexamples: &[
            "AB012345C",
            "AB01234567C",
            "9901234567C",
            "U1H00A000B",
            "U2H00B000C",
            "AB0123456CD",
            "AB-0123456C",
        ],
    },
    Row {
        name: "it_identity_card",
        sets: &["eu", "identity"],
        context: Context::Near(&[
            "carta d'identit",
            "carta di identit",
            "carta identit",
            "cie",
            "documento di riconoscimento",
            "documento d'identit",
            "identity card",
            "id card",
        ]),
        matcher: Matcher::Number { shapes: &["AA9999999", "AA 9999999", "9999999AA", "AA99999AA"], check: |_| true },
        source: "Ministero dell'interno: two letters and seven digits on paper; seven digits and two letters, or two letters, \
                 five digits and two letters, on the electronic card",
        examples: &["AB1234567", "ab 1234567", "1234567Cd", "CA12345bz", "carta d'identità n. CA00000AA"],
        counterexamples: &["AB123456", "AB12345678", "ABC1234567", "1234567", "CA1234BZ", "CA12345BZZ", "1234567CDE"],
    },
    Row {
        name: "it_passport",
        sets: &["eu", "identity"],
        context: Context::Near(&["passaporto", "passport"]),
        matcher: Matcher::Number { shapes: &["AA9999999"], check: |_| true },
        source: "Polizia di Stato; Council of the European Union, PRADO, ITA-AO: two letters and seven digits",
        examples: &["AB1234567", "passaporto yb7654321", "passport=YA0000001"],
        counterexamples: &["AB123456", "AB12345678", "A12345678", "ABC123456", "AB1234567X", "AB 1234567", "123456789"],
    },
];

/// Words that explain a fiscal code whose check letter is wrong.
const FISCAL_WORDS: &[&str] = &["codice fiscale", "codicefiscale", "cod fisc", "fiscal code", "c.f."];

fn find_fiscal_code(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // Three letters, which few words with digits begin with.
    if !input.is(at + 2, |b| b.is_ascii_alphabetic()) {
        return None;
    }
    let shapes = &["AAAAAAXXAXXAXXXA", "AAA AAA XXAXX AXXXA"];
    let range = shape::find(input, at, shapes, is_fiscal_code)?;
    let agrees = shape::find(input, at, shapes, has_check_letter).is_some();
    // As it is printed: in capitals, the year in digits.
    let text = &input.text[range.clone()];
    let printed =
        text.len() == 16 && text[..6].iter().all(u8::is_ascii_uppercase) && text[6..8].iter().all(u8::is_ascii_digit);
    ((agrees && printed) || input.expects(at, FISCAL_WORDS)).then_some(range)
}

/// Whether its parts are those of a fiscal code, the check letter apart.
fn is_fiscal_code(text: &[u8]) -> bool {
    let [s1, s2, s3, n1, n2, n3, y1, y2, month, d1, d2, area, a1, a2, a3, _] = text else { return false };
    let Some([year1, year2, day1, day2, area1, area2, area3]) = digits([*y1, *y2, *d1, *d2, *a1, *a2, *a3]) else {
        return false;
    };
    let Some(month) = b"ABCDEHLMPRST".iter().zip(1..).find(|(letter, _)| *letter == month).map(|(_, n)| n) else {
        return false;
    };
    let day = day1 * 10 + day2;
    // Forty is added to the day of women.
    let day = if day > 40 { day - 40 } else { day };
    is_name(&[*s1, *s2, *s3])
        && is_name(&[*n1, *n2, *n3])
        && is_date(2000 + year1 * 10 + year2, month, day)
        && matches!(area, b'A'..=b'M' | b'Z')
        && area1 + area2 + area3 > 0
}

/// The digits that are written as such, or as letters where two persons would share a code.
fn digits(written: [u8; 7]) -> Option<[u64; 7]> {
    let mut values = [0; 7];
    for (value, sign) in values.iter_mut().zip(written) {
        *value = match sign {
            b'0'..=b'9' => number(&[sign]),
            letter => b"LMNPQRSTUV".iter().zip(0..).find(|(stands, _)| **stands == letter).map(|(_, n)| n)?,
        };
    }
    Some(values)
}

/// Whether three letters are the consonants of a name, then its vowels, then X where both are too few.
fn is_name(letters: &[u8]) -> bool {
    let vowel = |letter: &u8| matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U');
    match letters {
        [_, second, third] if vowel(second) => vowel(third) || *third == b'X',
        [first, b'X', b'X'] if vowel(first) => true,
        [first, _, _] => !vowel(first),
        _ => false,
    }
}

/// Whether the last letter follows from the others.
fn has_check_letter(text: &[u8]) -> bool {
    // What a digit or the letter of the same place in the alphabet counts at odd places.
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let Some((check, body)) = text.split_last() else { return false };
    let place = |sign: u8| if sign.is_ascii_digit() { sign - b'0' } else { sign.wrapping_sub(b'A') };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(index, sign)| match index % 2 {
            0 => ODD.get(usize::from(place(*sign))).copied().unwrap_or_default(),
            _ => u32::from(place(*sign)),
        })
        .sum();
    is_fiscal_code(text) && sum % 26 == u32::from(place(*check))
}

/// Eleven digits, between which single spaces or underscores may stand, with or without the country before them.
fn find_vat_code(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if !input.starts_word(at) || input.was(at, |b| b == b'_') {
        return None;
    }
    let country = input.text.get(at..at + 2).is_some_and(|start| start.eq_ignore_ascii_case(b"IT"));
    let mut end = if country { at + 2 } else { at };
    let mut code = [0; 11];
    for (index, place) in code.iter_mut().enumerate() {
        let parted = (index > 0 || country) && input.is(end, |b| matches!(b, b' ' | b'_'));
        end += usize::from(parted);
        *place = input.text.get(end).copied().filter(u8::is_ascii_digit)?;
        end += 1;
    }
    let range = at..end;
    let joins = |b| matches!(b, b'-' | b'.' | b'/');
    let before = input.was(at, joins) && at >= 2 && input.is(at - 2, is_digit);
    let after = input.is(end, joins) && input.is(end + 1, is_digit);
    (luhn(&code) && !all_same(&code) && input.ends_word(end) && !before && !after && !input.in_uuid(&range))
        .then_some(range)
}

fn is_license(text: &[u8]) -> bool {
    // A, I, O, Q and V are left out of those that the centre issues.
    let issued = |letters: &[u8]| !letters.iter().any(|b| matches!(b, b'A' | b'I' | b'O' | b'Q' | b'V'));
    match text {
        [b'U', b'1', middle @ .., _] => issued(middle),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes that are commonly printed as examples.
    #[test]
    fn published_examples_agree() {
        assert!(has_check_letter(b"RSSMRA80A01H501U") && !has_check_letter(b"RSSMRA80A01H501X"));
        assert!(has_check_letter(b"RCCMNL83S18D969H"));
    }

    #[test]
    fn names_have_consonants_then_vowels() {
        for (name, expected) in
            [("RSS", true), ("FOX", true), ("MAO", true), ("AXX", true), ("AIU", true), ("RAS", false), ("ARS", false)]
        {
            assert_eq!(is_name(name.as_bytes()), expected, "{name}");
        }
    }
}
