//! What Norway issues: numbers of persons.

use crate::redact::checks::{is_date, number, weighted};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "no_fodselsnummer",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(&[
        "fødselsnummer",
        "fodselsnummer",
        "foedselsnummer",
        "fødselsnr",
        "fodselsnr",
        "fnr",
        "dnr",
        "personnummer",
        "d nummer",
        "norwegian national",
    ]),
    matcher: Matcher::Number { shapes: &["99999999999", "999999 99999", "999999=99999"], check: is_person },
    source: "Skatteetaten, Folkeregisteret: date of birth (the day plus 40 in a d-nummer, the month plus 40, 65 or 80 in \
             numbers of hospitals and of tests), three digits, and two check digits by remainders by 11",
    examples: &["01019000083", "010190 00083", "fnr=01019000083", "fødselsnummer: 41019000077"],
    counterexamples: &[
        "01019000084",
        "01139000083",
        "32019000083",
        "010190000830",
        "0101900008",
        "1-01019000083",
        "01019000083.5",
        "00000000000",
    ],
}];

fn is_person(text: &[u8]) -> bool {
    let [d1, d2, m1, m2, y1, y2, ..] = text else { return false };
    let day = match number(&[*d1, *d2]) {
        day @ 41..=71 => day - 40,
        day => day,
    };
    let month = match number(&[*m1, *m2]) {
        month @ 41..=52 => month - 40,
        month @ 66..=77 => month - 65,
        month @ 81..=92 => month - 80,
        month => month,
    };
    // The serial tells the century; for 29 February, each fourth year is believed.
    is_date(2000 + number(&[*y1, *y2]), month, day)
        && weighted(text, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
        && weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that is commonly printed as an example, and the same with another check digit.
    #[test]
    fn check_digits_agree() {
        assert!(is_person(b"15076500565") && !is_person(b"15076500566"));
    }
}
