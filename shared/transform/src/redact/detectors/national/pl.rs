//! What Poland issues: numbers of persons, of tax payers, of firms.

use std::ops::Range;

use crate::redact::checks::{all_same, is_date, number, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "pl_pesel",
        sets: &["standard", "eu", "identity"],
        context: Context::Near(&["pesel", "numer ewidencyjny"]),
        matcher: Matcher::At(Anchor::Digits, find_pesel),
        source: "Ustawa o ewidencji ludności, art. 15–16: date of birth with the century in the month, serial, and a check \
                 digit by the weights 1, 3, 7, 9",
        examples: &[
            "44051401458",
            "pesel=44051401458",
            "My PESEL is 02070803628.",
            "PESEL:02211307589",
            "pesel02070803628",
        ],
        counterexamples: &[
            "44051401459",
            "44133101458",
            "44053201452",
            "44-05-14-01458",
            "440514014580",
            "144051401458",
            "4405140145",
            "3.44051401458",
        ],
    },
    Row {
        name: "pl_nip",
        sets: &["standard", "eu", "financial", "business"],
        context: Context::Near(&["nip", "numer identyfikacji podatkowej", "identyfikacji podatkowej", "vat", "tax id"]),
        matcher: Matcher::Number {
            shapes: &[
                "9999999999",
                "999-999-99-99",
                "999-99-99-999",
                "PL_9999999999",
                "PL_999-999-99-99",
                "PL_999-99-99-999",
            ],
            check: is_nip,
        },
        source: "Ustawa o zasadach ewidencji i identyfikacji podatników: ten digits, the last by the weights 6, 5, 7, 2, 3, \
                 4, 5, 6, 7 and the remainder by 11",
        examples: &["1234563218", "123-456-32-18", "NIP: 123-45-63-218", "PL1234563218", "PL 123-456-32-18"],
        counterexamples: &[
            "1234563219",
            "1234567890",
            "123-456-32-19",
            "0000000000",
            "12345632180",
            "PL1234563219",
            "1234-563-218",
            "1700000000",
        ],
    },
    Row {
        name: "pl_regon",
        sets: &["standard", "eu", "business"],
        context: Context::Near(&["regon"]),
        matcher: Matcher::Number { shapes: &["999999999", "99999999999999", "999-999-999"], check: is_regon },
        source: "Główny Urząd Statystyczny, REGON: nine digits by the weights 8, 9, 2, 3, 4, 5, 6, 7, and fourteen for a local \
                 unit by 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8",
        examples: &["123456785", "REGON: 123456785", "regon 12345678512347", "123-456-785"],
        counterexamples: &["123456786", "12345678512346", "000000000", "1234567850", "x123456785", "12345678"],
    },
];

fn find_pesel(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find_behind_word(input, at, &["99999999999"], is_pesel)
}

fn is_pesel(text: &[u8]) -> bool {
    let [y1, y2, m1, m2, d1, d2, .., check] = text else { return false };
    let (year, month, day) = (number(&[*y1, *y2]), number(&[*m1, *m2]), number(&[*d1, *d2]));
    // The calendar of the year 2000 is the most generous: the month tells the century, which is of no account here.
    let leap = if year.is_multiple_of(4) { 2000 } else { 2001 };
    let control = (10 - weighted(text, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10;
    is_date(leap, month % 20, day) && control == u32::from(check.wrapping_sub(b'0'))
}

fn is_nip(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"PL").unwrap_or(text);
    let Some(check) = digits.last() else { return false };
    !all_same(digits) && weighted(digits, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == u32::from(check.wrapping_sub(b'0'))
}

fn is_regon(text: &[u8]) -> bool {
    let agrees = |weights: &[u32]| {
        text.get(weights.len())
            .is_some_and(|check| weighted(text, weights) % 11 % 10 == u32::from(check.wrapping_sub(b'0')))
    };
    let short = agrees(&[8, 9, 2, 3, 4, 5, 6, 7]);
    let long = text.len() == 9 || agrees(&[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]);
    short && long && !all_same(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are commonly printed as examples.
    #[test]
    fn published_examples_agree() {
        assert!(is_pesel(b"44051401458") && !is_pesel(b"44051401459") && is_pesel(b"02070803628"));
        assert!(is_nip(b"1234563218") && is_nip(b"PL1234563218") && !is_nip(b"1234563219"));
        assert!(is_regon(b"123456785") && is_regon(b"12345678512347") && !is_regon(b"12345678512346"));
    }
}
