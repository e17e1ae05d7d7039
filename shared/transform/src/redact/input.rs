//! A layer of text as detectors see it, and the small questions that they ask about it.

use std::cell::Cell;
use std::ops::Range;

use super::beginnings::{Begins, beginnings};
use super::eights::{UPPERMOST, within};
use super::reach::{self, Reach};
use super::words;

/// A layer of text, and the name of the JSON field that holds it, if one does.
pub struct Input<'a> {
    /// The text.
    pub text: &'a [u8],
    /// The field's name.
    pub field: Option<&'a [u8]>,
    /// Whether the detector that is asked was asked for by its own name.
    named: Cell<bool>,
    /// Runs that were measured last: where each begins and ends.
    runs: [Cell<(usize, usize)>; RUNS],
}

/// How many runs are remembered, each under a slot of its own.
const RUNS: usize = 6;

/// How far before a candidate a context word counts, in bytes.
const NEAR: usize = 48;

/// How far behind it.
const NEAR_BEHIND: usize = 16;

impl<'a> Input<'a> {
    pub fn new(text: &'a [u8], field: Option<&'a [u8]>) -> Self {
        Self { text, field, named: Cell::new(false), runs: Default::default() }
    }
}

impl Input<'_> {
    /// Whether a word can begin at `at`: what stands before is no letter or digit.
    pub fn starts_word(&self, at: usize) -> bool {
        !self.was(at, |byte| byte.is_ascii_alphanumeric())
    }

    /// Where the run of bytes that satisfy `test` and that `at` lies in ends. It is remembered under `slot`, so that a
    /// long run with many anchors is measured once; each slot has one test.
    pub fn run_end(&self, slot: usize, at: usize, test: impl Fn(u8) -> bool) -> usize {
        let (start, end) = self.runs[slot].get();
        if (start..end).contains(&at) {
            return end;
        }
        let end = at + run(&self.text[at..], test);
        self.runs[slot].set((at, end));
        end
    }

    /// Whether a word can end before `at`.
    pub fn ends_word(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|byte| !is_word(*byte))
    }

    /// Whether the byte at `at` exists and satisfies `test`.
    pub fn is(&self, at: usize, test: impl Fn(u8) -> bool) -> bool {
        self.text.get(at).is_some_and(|byte| test(*byte))
    }

    /// Whether the byte before `at` exists and satisfies `test`.
    pub fn was(&self, at: usize, test: impl Fn(u8) -> bool) -> bool {
        at.checked_sub(1).is_some_and(|before| test(self.text[before]))
    }

    /// Whether a run of digits at `range` is the part of a longer number: a decimal or a dotted version.
    pub fn in_dotted_number(&self, range: &Range<usize>) -> bool {
        let dot = |byte| byte == b'.';
        let before = range.start >= 2 && self.was(range.start, dot) && self.was(range.start - 1, is_digit);
        let after = self.is(range.end, dot) && self.is(range.end + 1, is_digit);
        before || after
    }

    /// Whether `range` lies within a UUID (RFC 9562: 8-4-4-4-12 hexadecimal digits).
    pub fn in_uuid(&self, range: &Range<usize>) -> bool {
        let part = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
        let start = range.start - self.text[..range.start].iter().rev().take(36).take_while(|b| part(**b)).count();
        let end = range.end + self.text[range.end..].iter().take(36).take_while(|b| part(**b)).count();
        let token = &self.text[start..end];
        token.windows(36).enumerate().any(|(at, window)| {
            let shape = window.iter().enumerate().all(|(i, b)| (*b == b'-') == matches!(i, 8 | 13 | 18 | 23));
            shape && start + at < range.end && range.start < start + at + 36
        })
    }

    /// The name of the value that begins at `at`: what is assigned right before, or the field's name at its beginning.
    pub fn name(&self, at: usize) -> Option<&[u8]> {
        let before = trim_back(&self.text[..at], |b| matches!(b, b'"' | b'\\' | b' '));
        if before.is_empty() {
            return self.field;
        }
        let before = before.strip_suffix(b"=").or_else(|| before.strip_suffix(b":"))?;
        let before = trim_back(before, |b| matches!(b, b'"' | b'\\'));
        let length = run_back(&before[before.len().saturating_sub(NEAR)..], |b| is_word(b) || matches!(b, b'-' | b'.'));
        Some(&before[before.len() - length..])
    }

    /// Says whether the detector that is asked next was asked for by its own name.
    pub fn set_named(&self, named: bool) {
        self.named.set(named);
    }

    /// Whether a weak format counts at `at`: the detector was asked for by its own name, or one of `words` stands near.
    pub fn expects(&self, at: usize, words: &[&str]) -> bool {
        self.named.get() || self.near(at, words)
    }

    /// Whether one of `words` (see [`super::words`]) explains what begins at `at`: it stands in the field's name, shortly
    /// before, or, on the same line, shortly behind, and reaches that far (see [`super::reach`]).
    pub fn near(&self, at: usize, words: &[&str]) -> bool {
        if at < NEAR && self.field.is_some_and(|field| words::contains(field, words)) {
            return true;
        }
        let text = self.text;
        words::any(text, at.saturating_sub(NEAR)..at, words, |_, end| end <= at && at < reach::end(text, end, at)) || {
            let behind = end_of_value(text, at);
            let line = behind..end_of_line(text, behind);
            words::any(text, line, words, |start, end| reach::goes_back(text, behind, start, end))
        }
    }
}

/// The places at which something begins that a word explains, which stands in `text` from `start` to `end`.
pub fn explained(text: &[u8], start: usize, end: usize, begins: Begins) -> impl Iterator<Item = usize> {
    // What ends so far before the word is not explained by it, nor what ends on another line.
    let first = start.saturating_sub(NEAR_BEHIND);
    let first = first + text[first..start].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let value = run_back(&text[first.saturating_sub(NEAR)..first], |b| !b.is_ascii_whitespace());
    // A value before the word ends at white space, or is so long that only its beginning counts.
    let space = text[first..start].iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| first + at);
    let until = space.max((start + 1).saturating_sub(NEAR));
    // Where the value ended that was asked about last, and whether the word explains it.
    let mut last = None;
    let before = beginnings(text, first - value..until, begins).filter(move |at| {
        let behind = end_of_value(text, *at);
        if !(first..=start).contains(&behind) || behind + NEAR_BEHIND <= start {
            return false;
        }
        match last {
            Some((known, explained)) if known == behind => explained,
            _ => last.insert((behind, reach::goes_back(text, behind, start, end))).1,
        }
    });
    let to = text.len().min(start + NEAR + 1);
    let mut reach = Reach::new(text, end, to);
    let after = beginnings(text, end..to, begins).take_while(move |at| reach.holds(*at));
    before.chain(after)
}

/// The places at which something begins that the name of the field explains which holds `text`.
pub fn explained_by_field(text: &[u8], begins: Begins) -> impl Iterator<Item = usize> {
    beginnings(text, 0..text.len().min(NEAR), begins)
}

/// Where what begins at `at` ends, as far as it matters.
fn end_of_value(text: &[u8], at: usize) -> usize {
    at + run(&text[at..text.len().min(at + NEAR)], |b| !b.is_ascii_whitespace())
}

/// Where the words end that may explain what ended at `behind`.
fn end_of_line(text: &[u8], behind: usize) -> usize {
    behind + run(&text[behind..text.len().min(behind + NEAR_BEHIND)], |b| b != b'\n')
}

/// A letter, a digit or an underscore.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A letter, a digit, a hyphen or a full stop, as of a host's name.
#[inline]
pub fn is_host(byte: u8) -> bool {
    static HOST: [bool; 256] = {
        let (mut host, mut byte) = ([false; 256], 0);
        while byte < 128_u8 {
            host[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            byte += 1;
        }
        host
    };
    HOST[usize::from(byte)]
}

/// An ASCII digit.
pub fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// How many bytes from the start of `text` satisfy `test`.
pub fn run(text: &[u8], test: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|byte| !test(*byte)).unwrap_or(text.len())
}

/// How many digits stand at the start of `text`; eight bytes are looked at in one go.
pub fn digits(text: &[u8]) -> usize {
    let (eights, rest) = text.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let others = UPPERMOST & !within(u64::from_le_bytes(*eight), b'0', b'9');
        if others != 0 {
            return index * 8 + others.trailing_zeros() as usize / 8;
        }
    }
    text.len() - rest.len() + run(rest, is_digit)
}

/// Whether `text` begins with so many digits, if the marks are left out that part those of a number.
pub fn begins_with_digits(text: &[u8], count: usize) -> bool {
    let mut left = count;
    for byte in text.iter().take(NEAR) {
        if byte.is_ascii_digit() {
            left -= 1;
        } else if !matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')') {
            break;
        }
        if left == 0 {
            return true;
        }
    }
    false
}

/// How many bytes back from the end of `text` satisfy `test`.
pub fn run_back(text: &[u8], test: impl Fn(u8) -> bool) -> usize {
    text.iter().rev().position(|byte| !test(*byte)).unwrap_or(text.len())
}

/// `text` without the last few bytes that satisfy `test`.
fn trim_back(text: &[u8], test: impl Fn(u8) -> bool) -> &[u8] {
    &text[..text.len() - run_back(&text[text.len().saturating_sub(NEAR)..], test)]
}

/// Whether `text` contains `word` (lower case), in whatever case.
pub fn contains_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// The character that ends before `at`, and its length; `None` where there is none.
#[inline]
pub fn char_before(text: &[u8], at: usize) -> Option<(char, usize)> {
    if let Some(byte) = at.checked_sub(1).map(|before| text[before]).filter(u8::is_ascii) {
        return Some((char::from(byte), 1));
    }
    (1..=at.min(4)).find_map(|length| {
        let mut chars = std::str::from_utf8(&text[at - length..at]).ok()?.chars();
        Some((chars.next()?, length))
    })
}

/// The character that begins at `at`, and its length; `None` where there is none.
#[inline]
pub fn char_at(text: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    if let Some(byte) = rest.first().filter(|byte| byte.is_ascii()) {
        return Some((char::from(*byte), 1));
    }
    (1..=rest.len().min(4)).find_map(|length| {
        let mut chars = std::str::from_utf8(&rest[..length]).ok()?.chars();
        Some((chars.next()?, length))
    })
}

/// Whether `text` ends with `word`, in whatever case.
pub fn ends_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    text.len().checked_sub(word.len()).is_some_and(|start| text[start..].eq_ignore_ascii_case(word))
}

/// Whether `text` starts with `word`, in whatever case.
pub fn starts_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_up_to_whatever_follows() {
        for length in 0..20 {
            for byte in 0..=u8::MAX {
                let mut text = b"90123456789012345678"[..length].to_vec();
                text.extend([byte; 9]);
                assert_eq!(digits(&text), run(&text, is_digit), "{text:?}");
                assert_eq!(digits(&text[..length]), length);
            }
        }
    }
}
