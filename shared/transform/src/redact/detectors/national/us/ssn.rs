//! United States social security numbers.

use std::ops::Range;

use crate::redact::checks;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run};
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[Row {
    name: "us_ssn",
    sets: &["standard", "identity", "us"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::ThreeTwoFour], words: WORDS }, verify),
    source: "Social Security Administration, POMS RM 10201.030: area 001 to 899 but 666, group 01 to 99, serial 0001 to \
             9999; but for the form with two hyphens only near its name",
    examples: &[
        "536-90-4399",
        "ssn: 536904399",
        "ssn 536 90 4399",
        "536.90.4399",
        "53690-4399",
        "536-904399",
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
        "536-90.4399",
        "5369043991",
        "536.90.4399.1",
        "078-05-1120",
        "123456789",
    ],
}];

/// Words near which a number without hyphens counts.
const WORDS: &[&str] = &["ssn", "social security"];

/// Numbers that were printed in advertisements and are void ever since.
const VOID: &[&[u8; 9]] = &[b"078051120", b"219099999"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if !input.starts_word(at) || joined(input, at) {
        return None;
    }
    let (end, sure) = shape(input.text, at)?;
    // Three numbers in a row are more often status, size and time.
    if !sure && !input.expects(at, WORDS) {
        return None;
    }
    let mut digits = [0_u8; 9];
    let written = input.text[at..end].iter().filter(|b| b.is_ascii_digit());
    digits.iter_mut().zip(written).for_each(|(digit, byte)| *digit = *byte);
    // Nine digits in their order are a placeholder.
    let void = VOID.contains(&&digits) || (end - at == 9 && &digits == b"123456789") || checks::all_same(&digits);
    let area = checks::number(&digits[..3]);
    let issued = matches!(area, 1..=665 | 667..=899) && &digits[3..5] != b"00" && &digits[5..] != b"0000";
    let range = at..end;
    let goes_on = input.is(end, |b| b == b'-') && input.is(end + 1, is_digit);
    (issued && !void && input.ends_word(end) && !goes_on && !input.in_dotted_number(&range)).then_some(range)
}

/// Where a number that begins at `at` ends, and whether it has the form of the card: `999-99-9999`.
fn shape(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let first = run(&text[at..], is_digit);
    let separator = text.get(at + first).copied();
    let digits = |from: usize| text.get(from..).map_or(0, |rest| run(rest, is_digit));
    let second = digits(at + first + 1);
    match (first, separator, second) {
        (9, ..) => Some((at + 9, false)),
        (5, Some(b'-'), 4) | (3, Some(b'-'), 6) => Some((at + 10, false)),
        (3, Some(b'-' | b' ' | b'.'), 2) => {
            let sound = text.get(at + 6).copied() == separator && digits(at + 7) == 4;
            sound.then_some((at + 11, separator == Some(b'-')))
        }
        _ => None,
    }
}

/// Whether a hyphen joins it to a digit before.
fn joined(input: &Input<'_>, at: usize) -> bool {
    at >= 2 && input.was(at, |b| b == b'-') && input.was(at - 1, is_digit)
}
