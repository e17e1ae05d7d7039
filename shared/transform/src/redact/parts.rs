//! The parts that tokens are made of: fixed text, and runs of letters from an alphabet.
//!
//! A form is matched from left to right, each run as long as it can be; it refuses to go back, so that a hostile text
//! costs no more than its length.

use super::input;

pub use super::alphabet::Alphabet;

/// One part of a token's form.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// This text, exactly.
    Text(&'static str),
    /// This text, upper and lower case alike.
    AnyCase(&'static str),
    /// So many characters of an alphabet, at least and at most.
    Run(Alphabet, usize, usize),
}

/// The length of the longest of `forms` that `text` begins with, and that ends there: what follows would not have
/// gone on with its last run.
pub fn longest(forms: &[&[Part]], text: &[u8]) -> Option<usize> {
    forms.iter().filter_map(|form| length(form, text)).max()
}

/// The length of the longest text with which one of `forms` begins and which `text` begins with.
pub fn head(forms: &[&[Part]], text: &[u8]) -> usize {
    let begins = |form: &&[Part]| match form.first() {
        Some(Part::Text(word) | Part::AnyCase(word)) if input::starts_ignoring_case(text, word.as_bytes()) => {
            Some(word.len())
        }
        _ => None,
    };
    forms.iter().filter_map(begins).max().unwrap_or(0)
}

fn length(form: &[Part], text: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut last = None;
    for part in form {
        match part {
            Part::Text(word) => {
                text[at..].starts_with(word.as_bytes()).then_some(())?;
                at += word.len();
                last = None;
            }
            Part::AnyCase(word) => {
                text.get(at..at + word.len()).filter(|t| t.eq_ignore_ascii_case(word.as_bytes()))?;
                at += word.len();
                last = None;
            }
            Part::Run(alphabet, least, most) => {
                let rest = &text[at..];
                let run = input::run(&rest[..rest.len().min(*most)], |b| alphabet.holds(b));
                (run >= *least).then_some(())?;
                at += run;
                last = Some(*alphabet);
            }
        }
    }
    let ends = match text.get(at) {
        None => true,
        // A full stop ends a sentence.
        Some(b'.') if text.get(at + 1).is_none_or(|b| !last.is_some_and(|a| a.holds(*b))) => true,
        Some(next) => !next.is_ascii_alphanumeric() && *next != b'_' && !last.is_some_and(|a| a.holds(*next)),
    };
    ends.then_some(at)
}

/// Whether a form may begin like `text`, by its first two parts: a prefix and the run behind it.
pub fn begins(form: &[Part], text: &[u8]) -> bool {
    let rest = match form.first() {
        Some(Part::Text(word)) => text.strip_prefix(word.as_bytes()),
        Some(Part::AnyCase(word)) => text.get(word.len()..),
        _ => return true,
    };
    let goes_on = |rest: &[u8]| match form.get(1) {
        Some(Part::Run(alphabet, least, _)) => {
            rest.get(..*least).is_some_and(|run| run.iter().all(|byte| alphabet.holds(*byte)))
        }
        _ => true,
    };
    rest.is_some_and(goes_on)
}

/// Shannon entropy in bits a character.
pub fn entropy(text: &[u8]) -> f32 {
    let mut counts = [0_u32; 256];
    // Which bytes there are: few of all.
    let mut bytes = [0_u64; 4];
    for byte in text {
        counts[usize::from(*byte)] += 1;
        bytes[usize::from(byte / 64)] |= 1 << (byte % 64);
    }
    let length = text.len() as f32;
    let term = |count: u32| {
        let p = count as f32 / length;
        -p * p.log2()
    };
    // Most of them stand there once or twice.
    let few = [term(1), term(2), term(3)];
    let mut sum = 0.0;
    for (first, mut left) in (0..).step_by(64).zip(bytes) {
        while left != 0 {
            let count = counts[first + left.trailing_zeros() as usize];
            sum += few.get(count as usize - 1).copied().unwrap_or_else(|| term(count));
            left &= left - 1;
        }
    }
    sum
}

/// Whether letters and digits change about as they do in random text: names, versions, paths and dates change seldom.
pub fn is_random(value: &[u8]) -> bool {
    let digits = value.iter().any(u8::is_ascii_digit);
    let letters = value.iter().any(u8::is_ascii_alphabetic);
    let kind = |b: u8| match b {
        b'0'..=b'9' => 1,
        b'a'..=b'z' => 2,
        b'A'..=b'Z' => 3,
        _ => 0,
    };
    let kinds = |at: usize| value.get(at).map_or(0, |b| kind(*b));
    let changes = (1..value.len()).filter(|at| {
        let (before, here) = (kinds(at - 1), kinds(*at));
        // A capital that begins a word is no change, nor what follows it.
        let begins = before == 2 && here == 3 && kinds(at + 1) == 2 && kinds(at + 2) == 2;
        let follows = before == 3 && here == 2 && kinds(at + 1) == 2;
        before != 0 && here != 0 && before != here && !begins && !follows
    });
    let changes = changes.count();
    digits && letters && changes * 4 >= value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_matched_from_left_to_right() {
        let form: &[Part] =
            &[Part::Text("xo-"), Part::Run(Alphabet::Digits, 2, 4), Part::Text("-"), Part::Run(Alphabet::Lower, 1, 3)];
        for (text, expected) in [
            ("xo-12-abc", Some(9)),
            ("xo-1234-a.", Some(9)),
            ("xo-1-abc", None),
            ("xo-12345-abc", None),
            ("xo-12-abcd", None),
            ("xo-12-abcD", None),
            ("xo-12-abc d", Some(9)),
            ("xo-12-", None),
            ("xo", None),
        ] {
            assert_eq!(longest(&[form], text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn entropy_is_bits_a_character() {
        assert!(entropy(b"").abs() < 1e-6);
        assert!((entropy(b"aaaaaaaabbbbbbbbccccccccdddddddd") - 2.0).abs() < 1e-6);
        assert!(entropy(b"aaaaaaaa").abs() < 1e-6);
        assert!((entropy(b"abababab") - 1.0).abs() < 1e-6);
        assert!((entropy(b"abcdefgh") - 3.0).abs() < 1e-6);
    }
}
