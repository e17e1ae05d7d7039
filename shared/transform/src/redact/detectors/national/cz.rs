//! What the Czech Republic issues, and Slovakia alike: birth numbers.

use crate::redact::checks::{is_date, number};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "cz_rodne_cislo",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(&[
        "rodné číslo",
        "rodne cislo",
        "rodného čísla",
        "rodným číslem",
        "rodné č",
        "rč",
        "birth number",
        "czech national",
    ]),
    matcher: Matcher::Number { shapes: &["999999/9999", "9999999999", "999999/999"], check: is_person },
    source: "Zákon č. 133/2000 Sb., § 13: year, month (plus 50 for women, plus 20 or 70 when a day's numbers run out), day, \
             three or four digits; ten digits are divisible by 11, nine were given until 1953",
    examples: &["736028/5163", "7360285163", "rodné číslo: 710319/2745", "rodneCislo=7103192745", "401001/123"],
    counterexamples: &[
        "736028/5164",
        "7360285164",
        "731328/5163",
        "736032/5163",
        "736028-5163",
        "736028/51633",
        "401001123",
        "601001/123",
        "0000000000",
    ],
}];

fn is_person(text: &[u8]) -> bool {
    let [y1, y2, m1, m2, d1, d2, ..] = text else { return false };
    let year = number(&[*y1, *y2]);
    let old = text.len() == 9;
    let month = match number(&[*m1, *m2]) {
        month @ 51..=62 => month - 50,
        month @ 21..=32 if !old && year < 54 => month - 20,
        month @ 71..=82 if !old && year < 54 => month - 70,
        month => month,
    };
    let year = if old || year >= 54 { 1900 + year } else { 2000 + year };
    if !is_date(year, month, number(&[*d1, *d2])) {
        return false;
    }
    let Some((check, body)) = text.split_last() else { return false };
    if old {
        return year < 1954;
    }
    // Until 1985 a remainder of ten was written as 0.
    let ten = *check == b'0' && (1954..1986).contains(&year) && number(body) % 11 == 10;
    number(text).is_multiple_of(11) || ten
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are commonly printed as examples.
    #[test]
    fn published_examples_agree() {
        assert!(is_person(b"7103192745") && is_person(b"7360285163") && !is_person(b"7360285164"));
    }
}
