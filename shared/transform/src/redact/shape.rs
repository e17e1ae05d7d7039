//! The shapes in which numbers of persons, firms and documents are written, such as `999-99-9999`.
//!
//! In a shape, `9` stands for a digit, `A` for a letter, `U` for a capital, `X` for a letter or digit; `-` for one
//! separator (hyphen, space, full stop or slash), `^` for the same one as before, `_` for one or none, `=` for a
//! hyphen and nothing else; any other character for itself. A number that goes on, with a letter, a digit or a further
//! group of digits, fits no shape.

use std::ops::Range;

use super::input::{Input, is_digit, is_word, run_back};

/// The letters and digits of the longest number.
const MAX: usize = 40;

/// Where the longest of `shapes` that fits at `at` ends, if `check` agrees with its letters and digits (in upper case).
pub fn find(input: &Input<'_>, at: usize, shapes: &[&str], check: fn(&[u8]) -> bool) -> Option<Range<usize>> {
    if !input.starts_word(at) || input.was(at, |b| b == b'_') {
        return None;
    }
    longest(input, at, shapes, check)
}

/// The same, for a number that may also stand right behind a word of letters, as in `my code is198712202384`.
pub fn find_behind_word(
    input: &Input<'_>,
    at: usize,
    shapes: &[&str],
    check: fn(&[u8]) -> bool,
) -> Option<Range<usize>> {
    if !starts_behind_word(input, at) {
        return None;
    }
    longest(input, at, shapes, check)
}

/// Whether a number can begin at `at`, be it right behind a word of two letters or more.
pub fn starts_behind_word(input: &Input<'_>, at: usize) -> bool {
    let before = &input.text[at.saturating_sub(MAX)..at];
    let letters = run_back(before, |b| b.is_ascii_alphabetic());
    let whole = letters >= 2 && before.iter().rev().nth(letters).is_none_or(|b| !is_word(*b));
    whole || (input.starts_word(at) && !input.was(at, |b| b == b'_'))
}

fn longest(input: &Input<'_>, at: usize, shapes: &[&str], check: fn(&[u8]) -> bool) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let digit = input.is(at, is_digit);
    for shape in shapes {
        // Most places that a word explains are words, and most shapes begin with a digit.
        if !digit && shape.starts_with('9') {
            continue;
        }
        let Some(end) = fit(shape.as_bytes(), input.text, at) else { continue };
        let range = at..end;
        let longer = found.as_ref().is_none_or(|found| found.end < end);
        if longer && is_sound(&input.text[range.clone()], check) && is_whole(input, &range) {
            found = Some(range);
        }
    }
    found
}

/// Whether `check` agrees with the letters and digits of a number.
fn is_sound(number: &[u8], check: fn(&[u8]) -> bool) -> bool {
    let (mut compact, mut length) = ([0; MAX], 0);
    for (byte, slot) in number.iter().filter(|b| b.is_ascii_alphanumeric()).zip(&mut compact) {
        *slot = byte.to_ascii_uppercase();
        length += 1;
    }
    check(&compact[..length])
}

/// Where `shape` ends in `text`.
fn fit(shape: &[u8], text: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    let mut separator = None;
    for symbol in shape {
        let next = text.get(end).copied();
        if *symbol == b'_' {
            end += usize::from(next.is_some_and(is_separator));
            continue;
        }
        let byte = next?;
        let fits = match symbol {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_alphabetic(),
            b'U' => byte.is_ascii_uppercase(),
            b'X' => byte.is_ascii_alphanumeric(),
            b'-' => {
                separator = next;
                is_separator(byte)
            }
            b'^' => next == separator,
            b'=' => byte == b'-',
            other => byte == *other,
        };
        if !fits {
            return None;
        }
        end += 1;
    }
    Some(end)
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'-' | b' ' | b'.' | b'/')
}

/// Whether a number neither begins before nor goes on behind `range`.
fn is_whole(input: &Input<'_>, range: &Range<usize>) -> bool {
    let text = input.text;
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let joins = |byte: u8| matches!(byte, b'-' | b'.' | b'/');
    let starts_with_digit = digit(range.start);
    let before = starts_with_digit && range.start >= 2 && input.was(range.start, joins) && digit(range.start - 2);
    let after = input.is(range.end, |b| matches!(b, b'-' | b'.')) && digit(range.end + 1) && digit(range.end - 1);
    input.ends_word(range.end) && !before && !after && !input.in_uuid(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_their_shapes() {
        let shapes = &["999-99-9999", "99_99", "AA9999", "999-999^999"];
        for (text, expected) in [
            ("123-45-6789", Some(11)),
            ("123 45.6789", Some(11)),
            ("123-45-67890", None),
            ("12-34", Some(5)),
            ("1234", Some(4)),
            ("1234-5", None),
            ("ab1234", Some(6)),
            ("ab1234x", None),
            ("ab1234_x", None),
            ("12 34.", Some(6 - 1)),
            ("123-456-789", Some(11)),
            ("123 456-789", None),
        ] {
            let found = find(&Input::new(text.as_bytes(), None), 0, shapes, |_| true);
            assert_eq!(found.map(|range| range.end), expected, "{text}");
        }
    }

    #[test]
    fn a_hyphen_alone_may_be_asked_for() {
        for (text, expected) in [("12-34", Some(5)), ("12 34", None), ("12.34", None), ("1234", None)] {
            let found = find(&Input::new(text.as_bytes(), None), 0, &["99=99"], |_| true);
            assert_eq!(found.map(|range| range.end), expected, "{text}");
        }
    }

    #[test]
    fn a_number_may_stand_right_behind_a_word() {
        for (text, at, expected) in [
            ("it is1234", 5, true),
            ("1234", 0, true),
            ("x1234", 1, false),
            ("a1b1234", 3, false),
            ("a_bc1234", 4, false),
        ] {
            let found = find_behind_word(&Input::new(text.as_bytes(), None), at, &["9999"], |_| true);
            assert_eq!(found.is_some(), expected, "{text}");
        }
    }

    #[test]
    fn the_check_sees_letters_and_digits_in_upper_case() {
        let seen = |compact: &[u8]| compact == b"AB1234";
        assert!(find(&Input::new(b"ab12-34", None), 0, &["AA99_99"], seen).is_some());
    }
}
