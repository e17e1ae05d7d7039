//! United States social security numbers.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Detector, Matcher};
use crate::redact::input::{Input, is_digit, run};
use crate::redact::structure::Structure;

pub const DETECTOR: Detector = Detector {
    name: "us_ssn",
    sets: &["standard", "us"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::ThreeTwoFour], words: WORDS }, verify),
    source: "Social Security Administration, POMS RM 10201.030: area 001 to 899 but 666, group 01 to 99, serial 0001 to \
             9999; without separators only near its name",
    examples: &[
        "536-90-4399",
        "ssn: 536904399",
        "ssn 536 90 4399",
        "userSsn=536904399",
        "SSN=001-01-0001",
        "social security number 899999999",
    ],
    counterexamples: &[
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "536-00-4399",
        "536-90-0000",
        "536-90-43991",
        "1-536-90-4399",
        "536-90 4399",
        "078-05-1120",
    ],
};

/// Words near which a number without hyphens counts.
const WORDS: &[&str] = &["ssn", "social security"];

/// Numbers that were printed in advertisements and are void ever since.
const VOID: &[[u32; 3]] = &[[78, 5, 1120], [219, 9, 9999]];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at) || joined(input, at) {
        return None;
    }
    let (starts, end) = match run(&text[at..], is_digit) {
        3 => {
            let separator = text.get(at + 3).copied().filter(|b| matches!(b, b'-' | b' '))?;
            let shape = run(&text[at + 4..], is_digit) == 2
                && text.get(at + 6) == Some(&separator)
                && run(&text[at + 7..], is_digit) == 4;
            // Three numbers in a row are more often status, size and time.
            if !shape || (separator == b' ' && !input.expects(at, WORDS)) {
                return None;
            }
            ([at, at + 4, at + 7], at + 11)
        }
        9 if input.expects(at, WORDS) => ([at, at + 3, at + 5], at + 9),
        _ => return None,
    };
    let number = |from: usize, to: usize| text[from..to].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let parts = [number(starts[0], starts[0] + 3), number(starts[1], starts[1] + 2), number(starts[2], starts[2] + 4)];
    let issued = matches!(parts[0], 1..=665 | 667..=899) && parts[1] != 0 && parts[2] != 0 && !VOID.contains(&parts);
    let range = at..end;
    let goes_on = input.is(end, |b| b == b'-') && input.is(end + 1, is_digit);
    (issued && input.ends_word(end) && !goes_on && !input.in_dotted_number(&range)).then_some(range)
}

/// Whether a hyphen joins it to a digit before.
fn joined(input: &Input<'_>, at: usize) -> bool {
    at >= 2 && input.was(at, |b| b == b'-') && input.was(at - 1, is_digit)
}
