//! `mask`: a value's length and separators stay, and as many of its characters as are asked for.

/// How many characters a mask leaves standing, separators not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// At the start.
    pub first: usize,
    /// At the end.
    pub last: usize,
}

/// The characters that a mask leaves standing. None needs an escape in JSON.
const SEPARATORS: &[char] = &['-', '.', ' ', ':', '@', '/', '+', '(', ')'];

/// Masks a value. One so short that all of it would be kept is masked whole.
pub fn mask(value: &[u8], kept: Kept) -> String {
    let text = String::from_utf8_lossy(value);
    let count = text.chars().filter(|c| !SEPARATORS.contains(c)).count();
    let all = kept.first.saturating_add(kept.last) >= count;
    let mut number = 0;
    text.chars()
        .map(|c| {
            if SEPARATORS.contains(&c) {
                return c;
            }
            number += 1;
            if !all && (number <= kept.first || number > count - kept.last) { c } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_what_is_kept_stay() {
        for (value, first, last, expected) in [
            ("536-90-4399", 0, 0, "***-**-****"),
            ("536-90-4399", 0, 4, "***-**-4399"),
            ("4111 1111 1111 1234", 4, 4, "4111 **** **** 1234"),
            ("1234", 0, 4, "****"),
            ("12345", 2, 9, "*****"),
            ("j\u{fc}rgen", 2, 0, "j\u{fc}****"),
            ("", 1, 1, ""),
            ("--", 0, 0, "--"),
        ] {
            assert_eq!(mask(value.as_bytes(), Kept { first, last }), expected, "{value}");
        }
    }

    #[test]
    fn masking_twice_is_masking_once() {
        for value in ["536-90-4399", "ab", "a-b-c-d-e", "****"] {
            for (first, last) in [(0, 0), (1, 0), (0, 4), (2, 2)] {
                let once = mask(value.as_bytes(), Kept { first, last });
                assert_eq!(mask(once.as_bytes(), Kept { first, last }), once);
            }
        }
    }
}
