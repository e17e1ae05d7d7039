//! China: resident identity numbers.

use std::ops::Range;

use crate::redact::checks::{is_date, number, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, digits};
use crate::redact::shape;
use crate::redact::structure::Structure;

/// Words near which a number in groups counts.
const WORDS: &[&str] = &["resident id", "identity card", "identity number", "身份证", "身份證", "公民身份号码"];

pub const ROWS: &[Row] = &[Row {
    name: "cn_resident_id",
    sets: &["standard", "identity", "asia"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LongDigits], words: WORDS }, verify),
    source: "GB 11643-1999: six digits of a division (GB/T 2260), date of birth, sequence, and a check character by \
             ISO 7064 MOD 11-2",
    examples: &[
        "11010519491231002X",
        "11010519491231002x",
        "440102199906301231",
        "身份证号：650101200402297775",
        "110105 19491231 002X",
    ],
    counterexamples: &[
        "110105194912310021",
        "440102199906301232",
        "310115198502304418",
        "4401021999063012310",
        "44010219990630123",
        "0.440102199906301231",
        "11010519491231002A",
        "173206080012345678",
    ],
}];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // The century of birth, which is all that most numbers are asked for.
    let century = |at: usize| input.text.get(at..at + 2).is_some_and(|digits| matches!(digits, b"19" | b"20"));
    if !century(at + 6) && !century(at + 7) {
        return None;
    }
    // Nor is a number of another length one: a time in microseconds.
    if !matches!(digits(&input.text[at..]), 6 | 17 | 18) {
        return None;
    }
    let shapes = &["99999999999999999X", "999999 99999999 999X", "999999-99999999-999X"];
    let found = shape::find(input, at, shapes, is_resident_id)?;
    // In groups only near its name.
    (found.len() == 18 || input.expects(at, WORDS)).then_some(found)
}

fn is_resident_id(text: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let Some((division, rest)) = text.split_first_chunk::<6>() else { return false };
    let Some((birth, _)) = rest.split_first_chunk::<8>() else { return false };
    // Provinces; 91 stands for residents of other countries' nationality.
    let province = matches!(
        number(&division[..2]),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91
    );
    let sum = weighted(text, &WEIGHTS) as usize % 11;
    province
        && is_date(number(&birth[..4]), number(&birth[4..6]), number(&birth[6..]))
        && text.get(17) == Some(&CHECKS[sum])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that the standard gives as examples.
    #[test]
    fn published_examples_agree() {
        assert!(is_resident_id(b"11010519491231002X") && is_resident_id(b"440524188001010014") == is_date(1880, 1, 1));
        assert!(!is_resident_id(b"110105194912310020") && !is_resident_id(b""));
    }
}
