//! Where words and numbers begin in a few bytes, told for all of them at once: a word explains what stands beside it, and
//! beside most words stands nothing that it could.

use std::ops::Range;

use super::eights::{FOLD, side_by_side, within};
use super::input::begins_with_digits;

/// With what something may begin that is looked for.
#[derive(Clone, Copy)]
pub struct Begins {
    /// Whether with a letter.
    pub letters: bool,
    /// With how many digits, at least, before any letter.
    pub digits: usize,
}

/// How many bytes are looked at.
pub const MOST: usize = 64;

/// Where in a range, of which no more than [`MOST`] bytes count, words begin, and runs of digits, as far as what is looked for
/// may begin so.
pub fn beginnings(text: &[u8], range: Range<usize>, begins: Begins) -> impl Iterator<Item = usize> {
    let start = range.start;
    let mut left = marked(text, range, begins);
    std::iter::from_fn(move || {
        while left != 0 {
            let at = start + left.trailing_zeros() as usize;
            left &= left - 1;
            if !text[at].is_ascii_digit() || begins_with_digits(&text[at..], begins.digits) {
                return Some(at);
            }
        }
        None
    })
}

/// A bit for each byte of a range with which such may begin: too many of those with digits.
fn marked(text: &[u8], range: Range<usize>, begins: Begins) -> u64 {
    let length = range.end.min(text.len()).saturating_sub(range.start).min(MOST);
    if length == 0 {
        return 0;
    }
    let rest = &text[range.start..];
    let mut last = [0; MOST];
    let bytes = rest.first_chunk().unwrap_or_else(|| {
        last[..rest.len()].copy_from_slice(rest);
        &last
    });
    let Classes { digits, letters, marks } = Classes::of(bytes);
    let before = range.start.checked_sub(1).map_or(b' ', |before| text[before]);
    let behind = |class: u64, first: bool| class << 1 | u64::from(first);
    let numbers = digits & !behind(digits, before.is_ascii_digit());
    // Of so many bytes that digits and what may part them fill; nothing is known of what stands behind the last.
    let (mut filled, mut count) = (digits | marks, 1);
    while count < begins.digits.min(MOST / 2) {
        let more = count.min(begins.digits - count);
        filled &= filled >> more | !(u64::MAX >> more);
        count += more;
    }
    let words = letters & !behind(letters | digits, before.is_ascii_alphanumeric());
    let words = if begins.letters { words } else { 0 };
    (numbers & filled | words) & u64::MAX >> (MOST - length)
}

/// Which of some bytes are digits, which are letters, and which may part the digits of a number.
struct Classes {
    digits: u64,
    letters: u64,
    marks: u64,
}

impl Classes {
    fn of(bytes: &[u8; MOST]) -> Self {
        let (mut digits, mut letters, mut marks) = (0, 0, 0);
        for (index, eight) in bytes.as_chunks().0.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            let bits = |class: u64| side_by_side(class) << (8 * index);
            digits |= bits(within(eight, b'0', b'9'));
            letters |= bits(within(eight | FOLD, b'a', b'z'));
            marks |= bits(within(eight, b' ', b'/'));
        }
        Self { digits, letters, marks }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, byte for byte.
    fn one_by_one(text: &[u8], range: Range<usize>, begins: Begins) -> Vec<usize> {
        let begin = |at: &usize| {
            let before = at.checked_sub(1).map_or(b' ', |before| text[before]);
            if text[*at].is_ascii_digit() {
                !before.is_ascii_digit() && begins_with_digits(&text[*at..], begins.digits)
            } else {
                begins.letters && text[*at].is_ascii_alphabetic() && !before.is_ascii_alphanumeric()
            }
        };
        range.filter(begin).collect()
    }

    proptest! {
        #[test]
        fn all_at_once_is_as_one_by_one(
            text in "([0-9]{1,9}|[a-zA-Z]{1,4}|[ -/]{1,2}|\\PC){0,40}",
            start in 0..90_usize,
            length in 0..=MOST,
            letters in any::<bool>(),
            digits in prop_oneof![1..20_usize, Just(usize::MAX)],
        ) {
            let (text, begins) = (text.as_bytes(), Begins { letters, digits });
            let range = start.min(text.len())..(start + length).min(text.len());
            let found: Vec<_> = beginnings(text, range.clone(), begins).collect();
            prop_assert_eq!(found, one_by_one(text, range, begins));
        }
    }
}
