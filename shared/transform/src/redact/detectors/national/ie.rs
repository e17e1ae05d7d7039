//! Ireland: personal public service numbers.

use std::ops::Range;

use crate::redact::checks::weighted;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[Row {
    name: "ie_pps",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "Social Welfare Consolidation Act 2005, section 262, and Revenue: seven digits, a check letter by modulus 23, \
             perhaps a second letter; with a space only near its name",
    examples: &["1234567T", "PPSN: 3141592EA", "1234567FA", "pps no 1234567 T", "1234567tw"],
    counterexamples: &[
        "1234567S",
        "1234567TA",
        "1234567 T",
        "1234567TC",
        "123456T",
        "12345678T",
        "x1234567T",
        "1234567T1",
        "0000000W",
    ],
}];

const WORDS: &[&str] = &["pps", "ppsn", "personal public service", "public service number"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, &["9999999A", "9999999AA"], is_person).or_else(|| {
        let parted = shape::find(input, at, &["9999999_A", "9999999_AA"], is_person)?;
        input.near(at, WORDS).then_some(parted)
    })
}

fn is_person(text: &[u8]) -> bool {
    !text.starts_with(b"0000000") && agrees(text)
}

/// The check letter behind seven digits, perhaps before a second letter: those of today add to the sum, W, T and X do not.
pub fn agrees(text: &[u8]) -> bool {
    let (Some(digits), Some(check)) = (text.get(..7), text.get(7)) else { return false };
    let second = match text.get(8) {
        None | Some(b'W' | b'T' | b'X' | b' ') => 0,
        Some(letter @ (b'A'..=b'I')) => u32::from(letter - b'A') + 1,
        Some(_) => return false,
    };
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    b"WABCDEFGHIJKLMNOPQRSTUV".get(sum as usize % 23) == Some(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of Revenue, the tax office.
    #[test]
    fn published_examples_agree() {
        assert!(agrees(b"1234567T") && agrees(b"1234567FA") && !agrees(b"1234567TA"));
    }
}
