//! What Sweden issues: numbers of persons and of organisations.

use std::ops::Range;

use crate::redact::checks::{is_date, luhn, number};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "se_personnummer",
        sets: &["standard", "eu", "identity"],
        context: Context::Near(&[
            "personnummer",
            "personnr",
            "pnr",
            "samordningsnummer",
            "personal identity number",
            "personal number",
            "swedish ssn",
        ]),
        matcher: Matcher::At(Anchor::Digits, find_person),
        source: "Skatteverket, SKV 704 and SKV 707: date of birth, the day plus 60 in a samordningsnummer, three digits, and a \
                 check digit by Luhn over the last ten",
        examples: &[
            "811218-9876",
            "8112189876",
            "19811218-9876",
            "198112189876",
            "670919-9530",
            "191212121212",
            "121212+1212",
            "701063-2391",
            "my code is198112189876.",
        ],
        counterexamples: &[
            "811218-9875",
            "811318-9876",
            "811242-9876",
            "218112189876",
            "8112189876x",
            "811x18-9876",
            "811218.9876",
            "1-811218-9876",
            "8112189876-1",
        ],
    },
    Row {
        name: "se_organisationsnummer",
        sets: &["standard", "eu", "business"],
        context: Context::Near(&[
            "organisationsnummer",
            "organisationsnr",
            "org nummer",
            "org nr",
            "företagsnummer",
            "organisation number",
            "organization number",
            "corporate identity",
        ]),
        matcher: Matcher::At(Anchor::Digits, find_organisation),
        source: "Skatteverket, SKV 709: ten digits, the third at least 2, the last a check digit by Luhn; 16 before them for the \
                 century",
        examples: &[
            "556016-0680",
            "5560160680",
            "org.nr 556016-0680",
            "16556016-0680",
            "165560160680",
            "code is556016-0680",
        ],
        counterexamples: &[
            "556016-0681",
            "811218-9876",
            "55601x-0680",
            "556016-0r80",
            "556016-06800",
            "19556016-0680",
            "556016.0680",
            "000000-0000",
        ],
    },
];

fn find_person(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let shapes = &["9999999999", "999999=9999", "999999+9999", "999999999999", "99999999=9999", "99999999+9999"];
    shape::find_behind_word(input, at, shapes, is_person)
}

fn find_organisation(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let shapes = &["9999999999", "999999=9999", "169999999999", "16999999=9999"];
    shape::find_behind_word(input, at, shapes, is_organisation)
}

fn is_person(text: &[u8]) -> bool {
    let Some((century, last)) = text.len().checked_sub(10).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    let [y1, y2, m1, m2, d1, d2, ..] = last else { return false };
    let (year, month, day) = (number(&[*y1, *y2]), number(&[*m1, *m2]), number(&[*d1, *d2]));
    let day = if day > 60 { day - 60 } else { day };
    // Without a century, 29 February is believed of each fourth year.
    let year = match number(century) {
        18 => 1800 + year,
        19 => 1900 + year,
        20 => 2000 + year,
        _ if century.is_empty() => 2000 + year,
        _ => return false,
    };
    // Of the years before 1900 the calendar says the same a hundred years later, but for 1900 itself.
    is_date(if year < 1900 { year + 100 } else { year }, month, day) && luhn(last)
}

fn is_organisation(text: &[u8]) -> bool {
    let last = text.len().checked_sub(10).and_then(|at| text.get(at..)).unwrap_or_default();
    last.get(2).is_some_and(|third| *third >= b'2') && luhn(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that Skatteverket and others publish as examples.
    #[test]
    fn published_examples_agree() {
        assert!(is_person(b"8112189876") && is_person(b"6709199530") && is_person(b"191212121212"));
        assert!(is_person(b"7010632391") && !is_person(b"7010632392"));
        assert!(is_organisation(b"5560160680") && !is_organisation(b"8112189876"));
    }
}
