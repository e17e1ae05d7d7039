//! What Denmark issues: numbers of persons.

use std::ops::Range;

use crate::redact::checks::{is_date, number, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[Row {
    name: "dk_cpr",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "Det Centrale Personregister, Personnummeret i CPR: date of birth, four digits of which the first tells the \
             century; since 2007 not all agree with the check digit by the weights 4, 3, 2, 7, 6, 5, 4, 3, 2, 1",
    examples: &["070761-4285", "0707614285", "cpr: 070761 4285", "CPR-nr. 311299-1234"],
    counterexamples: &[
        "320761-4285",
        "071361-4285",
        "310261-4285",
        "0707614286",
        "070761-42855",
        "1-070761-4285",
        "070761.4285",
        "1700000000",
    ],
}];

const WORDS: &[&str] = &["cpr", "personnummer", "danish personal"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let parted = shape::find(input, at, &["999999=9999", "999999 9999"], is_born);
    parted.or_else(|| {
        // Ten digits alone are too often something else, unless the check digit or a word speaks for them.
        let check = if input.near(at, WORDS) { is_born } else { is_checked };
        shape::find(input, at, &["9999999999"], check)
    })
}

/// Whether it begins with a date.
fn is_born(text: &[u8]) -> bool {
    let [d1, d2, m1, m2, y1, y2, seventh, ..] = text else { return false };
    let year = number(&[*y1, *y2]);
    let century = match (seventh, year) {
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        (b'4' | b'9', _) | (b'5'..=b'8', ..=57) => 2000,
        // Those born from 1858 to 1899; the calendar is that of the years 1958 to 1999.
        _ => 1900,
    };
    is_date(century + year, number(&[*m1, *m2]), number(&[*d1, *d2]))
}

fn is_checked(text: &[u8]) -> bool {
    is_born(text) && weighted(text, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the register's own paper.
    #[test]
    fn published_examples_agree() {
        assert!(is_checked(b"0707614285") && !is_checked(b"0707614286") && is_born(b"0707614286"));
    }
}
