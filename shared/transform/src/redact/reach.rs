//! How far a word explains what stands beside it: not beyond the name of another value.
//!
//! In `device=mobile started=1793491241906` the word `mobile` says nothing about the number, which has a name of its own;
//! nor does it in `Mobile Safari/537.36" 1793491241`. A name ends with `=`, or with a quote and a colon; a product has a
//! version behind a slash.

use super::input::{is_digit, run, run_back};

/// Names that say nothing by themselves: what stands before them names the value.
const EMPTY: &[&[u8]] = &[b"value", b"val", b"number", b"num", b"no", b"nr"];

/// Where the reach ends of a word that ends before `from`: where a name or a product ends that stands between `from` and
/// `to`; beyond `to` if none does. What begins there, or behind, is not explained.
pub fn end(text: &[u8], from: usize, to: usize) -> usize {
    let to = to.min(text.len());
    (from..to).find_map(|at| other(text, from, at).filter(|end| *end <= to)).unwrap_or(to + 1)
}

/// The reach of a word, asked for places in their order: what stands behind the last of them is not looked at.
pub struct Reach<'t> {
    text: &'t [u8],
    /// Where the word ends, and how far its reach is looked for.
    from: usize,
    to: usize,
    /// How far it was.
    seen: usize,
    end: Option<usize>,
}

impl<'t> Reach<'t> {
    /// The reach of a word that ends before `from`, up to `to`.
    pub fn new(text: &'t [u8], from: usize, to: usize) -> Self {
        Self { text, from, to: to.min(text.len()), seen: from, end: None }
    }

    /// Whether what begins at `at` is within.
    pub fn holds(&mut self, at: usize) -> bool {
        // What ends before a place begins before it.
        while self.end.is_none() && self.seen < at.min(self.to) {
            self.end = other(self.text, self.from, self.seen).filter(|end| *end <= self.to);
            self.seen += 1;
        }
        self.end.is_none_or(|end| at < end)
    }
}

/// Whether a word from `start` to `end` explains a value that ended at `behind`, before it: no other name stands between
/// them, and the word belongs to no name itself, and has no number behind it, which it would explain instead.
pub fn goes_back(text: &[u8], behind: usize, start: usize, end: usize) -> bool {
    let name_end = end + run(&text[end..text.len().min(end + MAX_NAME)], is_name);
    // A sentence may end here.
    let name_end = name_end - usize::from(name_end > end && text[name_end - 1] == b'.');
    let gap = run(&text[name_end..text.len().min(name_end + 3)], |b| matches!(b, b' ' | b':' | b'#' | b'(' | b'+'));
    // Or what stands in place of one that was hidden: a label, a mask.
    let is_number = |b: &u8| is_digit(*b) || matches!(b, b'[' | b'*');
    let number = gap > 0 && text.get(name_end + gap).is_some_and(is_number);
    self::end(text, behind, start) > start && operator(text, name_end).is_none() && !number
}

/// How far a name goes on behind a word in it.
const MAX_NAME: usize = 32;

/// Where a name's operator or a product's version ends, if the name ends at `at` and begins at or behind `from`.
#[inline(always)]
fn other(text: &[u8], from: usize, at: usize) -> Option<usize> {
    if matches!(text[at], b'=' | b'"' | b'\\' | b'/') { named(text, from, at) } else { None }
}

fn named(text: &[u8], from: usize, at: usize) -> Option<usize> {
    // Most of these marks are no operators, and a name need not be looked for.
    let end = if text[at] == b'/' { version_end(text, at)? } else { operator(text, at)? };
    let length = run_back(&text[from..at], is_name);
    let start = at - length;
    let goes_on = start == from && start.checked_sub(1).is_some_and(|before| is_name(text[before]));
    let name = &text[start..at];
    if length == 0 || goes_on || EMPTY.iter().any(|empty| name.eq_ignore_ascii_case(empty)) {
        return None;
    }
    let stands = match text[at] {
        b'/' => name.iter().all(u8::is_ascii_alphabetic),
        b'=' => true,
        // A name in quotes may have spaces, and begin before.
        _ => text[..start].ends_with(b"\""),
    };
    stands.then_some(end)
}

/// Where the operator ends that makes a name of what ends at `at`: `=`, or a quote and a colon.
fn operator(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let escapes = run(&rest[..rest.len().min(8)], |b| b == b'\\');
    match &rest[escapes..] {
        // Two are the padding of base64, or a comparison.
        [b'=', next, ..] if escapes == 0 && *next != b'=' => Some(at + 1),
        [b'"', b':' | b'=', ..] => Some(at + escapes + 2),
        _ => None,
    }
}

/// Where the version ends that stands behind a slash at `at`, and the space or quote behind it.
fn version_end(text: &[u8], at: usize) -> Option<usize> {
    let version = &text[at + 1..text.len().min(at + 1 + MAX_NAME)];
    let length = run(version, |b| b.is_ascii_alphanumeric() || b == b'.');
    let closes = matches!(version.get(length), Some(b' ' | b'"' | b';' | b')'));
    (version.first().is_some_and(|b| is_digit(*b)) && closes).then_some(at + length + 2)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use crate::redact::input::Input;

    #[test]
    fn a_word_explains_what_no_other_name_does() {
        for (text, expected) in [
            ("phone 4155550132", true),
            ("phone=4155550132", true),
            ("phone_number=4155550132", true),
            ("phone number=4155550132", true),
            ("\"phone of the caller\":\"4155550132\"", true),
            ("type=phone value=4155550132", true),
            ("phone abcd== 4155550132", true),
            ("/phone/verify/4155550132", true),
            ("4155550132 is a phone", true),
            ("id=4155550132 (phone)", true),
            ("device=phone started=4155550132", false),
            ("{\"phone\":true,\"started\":4155550132", false),
            ("{\\\"phone\\\":true,\\\"started\\\":4155550132", false),
            ("phone=1&id=4155550132", false),
            ("iPhone Mobile/15E148 Safari/604.1\" 4155550132", false),
            ("id=4155550132 phone=1", false),
            ("id=4155550132 phone_verified=1", false),
            ("id=4155550132 \"phone\":1", false),
            ("id=4155550132 kind=phone", false),
            ("id: 4155550132, phone: +1 415", false),
            ("4155550132 is my phone. 2 calls", true),
        ] {
            let at = text.find("4155550132").unwrap();
            assert_eq!(Input::new(text.as_bytes(), None).near(at, &["phone"]), expected, "{text}");
        }
    }
}
