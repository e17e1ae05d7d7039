//! France: persons, firms and their establishments.

use std::ops::Range;

use crate::redact::checks::{luhn, number};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, digits};
use crate::redact::shape;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "fr_nir",
        sets: &["standard", "eu", "identity", "health"],
        context: Context::Free,
        matcher: Matcher::At(
            Anchor::Structures { structures: &[Structure::LongDigits], words: PERSON_WORDS },
            verify_person,
        ),
        source: "INSEE and décret 82-103: sex, year and month of birth, department (2A and 2B for Corsica), commune, order, \
                 and a key by modulus 97; provisional numbers, fictive months, Corsica and separators only near its name",
        examples: &[
            "255081416802538",
            "2 55 08 14 168 025 38",
            "1 84 12 2A 004 031 18",
            "184122B00403145",
            "NIR: 384127500403155",
            "numéro de sécurité sociale 1 84 12 75 004 031 58",
        ],
        counterexamples: &[
            "255081416802539",
            "555081416802538",
            "1 84 12 2A 004 031 19",
            "1 84 12 2C 004 031 18",
            "25508141680253",
            "2550814168025381",
            "x255081416802538",
            "000000000000097",
        ],
    },
    Row {
        name: "fr_siret",
        sets: &["standard", "eu", "business"],
        context: Context::Near(&["siret", "etablissement", "établissement"]),
        matcher: Matcher::Number { shapes: &["999_999_999_99999", "999_999_999_999_99"], check: is_establishment },
        source: "Code de commerce, article R123-221, and INSEE: the firm's SIREN and five digits, checked by ISO/IEC 7812-1 \
                 (Luhn); La Poste's establishments by the sum of their digits, a multiple of five",
        examples: &["73282932000074", "732 829 320 00074", "SIRET: 31415926000012", "35600000049837"],
        counterexamples: &[
            "73282932000075",
            "31415926000011",
            "7328293200007",
            "732829320000741",
            "00000000000000",
            "x73282932000074",
            "35600000049838",
        ],
    },
    Row {
        name: "fr_siren",
        sets: &["standard", "eu", "business"],
        context: Context::Near(&["siren", "rcs", "registre du commerce"]),
        matcher: Matcher::Number { shapes: &["999_999_999"], check: is_firm },
        source: "Code de commerce, article R123-221, and INSEE: nine digits, checked by ISO/IEC 7812-1 (Luhn)",
        examples: &["732829320", "SIREN 314 159 260", "RCS Paris 732 829 320", "siren=314159260"],
        counterexamples: &[
            "732829321",
            "314159266",
            "73282932",
            "7328293200",
            "000000000",
            "x732829320",
            "1.732829320",
            "732829320-1",
        ],
    },
];

const PERSON_WORDS: &[&str] =
    &["nir", "insee", "securite sociale", "sécurité sociale", "social security", "carte vitale", "num secu", "nss"];

fn verify_person(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // The sex, which is all that most numbers are asked for.
    if !input.is(at, |b| matches!(b, b'1'..=b'4' | b'7' | b'8')) {
        return None;
    }
    // A longer number is none, nor is a shorter one behind which no key stands: a time in milliseconds.
    let digits = digits(&input.text[at..]);
    let no_key = |at: usize| !input.is(at, |b| b.is_ascii_digit()) && !input.is(at + 1, |b| b.is_ascii_digit());
    if matches!(digits, 14 | 16..) || digits == 13 && no_key(at + 13) {
        return None;
    }
    // Of a plain number, the month of birth: a time in microseconds has none.
    let plain = input.text.get(at + 3..at + 5).is_some_and(|month| matches!(month, [b'0' | b'1', b'0'..=b'9']));
    let common = plain.then(|| shape::find(input, at, &["999999999999999"], is_common_person)).flatten();
    common.or_else(|| {
        let rare = shape::find(input, at, &["9_99_99_9X_999_999_99"], is_person)?;
        input.expects(at, PERSON_WORDS).then_some(rare)
    })
}

/// A man or woman whose month of birth is known.
fn is_common_person(text: &[u8]) -> bool {
    let common = matches!(text, [b'1' | b'2', _, _, tens, ones, ..] if (1..=12).contains(&number(&[*tens, *ones])));
    common && is_person(text)
}

fn is_person(text: &[u8]) -> bool {
    let (Some(body), Some(key)) = (text.get(..13), text.get(13..)) else { return false };
    let sex = matches!(body[0], b'1'..=b'4' | b'7' | b'8');
    let month = matches!(number(&body[3..5]), 1..=12 | 20 | 30..=42 | 50..=99);
    // Corsica's departments count as 19 and 18 in the key.
    let department = match &body[5..7] {
        b"2A" => 19,
        b"2B" => 18,
        digits if digits.iter().all(u8::is_ascii_digit) => number(digits),
        _ => return false,
    };
    let whole = (number(&body[..5]) * 100 + department) * 1_000_000 + number(&body[7..]);
    sex && month && department != 0 && 97 - whole % 97 == number(key)
}

fn is_establishment(text: &[u8]) -> bool {
    let Some(firm) = text.get(..9) else { return false };
    let post = firm == b"356000000" && text.iter().map(|byte| u32::from(byte.wrapping_sub(b'0'))).sum::<u32>() % 5 == 0;
    is_firm(firm) && (luhn(text) || post)
}

fn is_firm(text: &[u8]) -> bool {
    text.iter().any(|byte| *byte != b'0') && luhn(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples that INSEE and the tax office's documents print.
    #[test]
    fn published_examples_agree() {
        assert!(is_person(b"255081416802538") && !is_person(b"255081416802537"));
        assert!(is_firm(b"732829320") && is_establishment(b"73282932000074"));
    }
}
