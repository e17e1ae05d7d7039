//! Text without percent-encoding (RFC 3986, section 2.1). `+` stays as it is, but between the groups of a number in the
//! value of a form, where it is a space.

use std::borrow::Cow;

use super::{Derived, Instead};
use crate::redact::input::{run, run_back};

/// Undoes percent-encoding, once. `None` where there is nothing to undo.
pub fn decode(text: &[u8]) -> Option<Derived> {
    // The last sign that was a space: what follows it is in the same value.
    let mut space = None;
    Derived::undo(text, [b'%', b'+'], |at| {
        if text[at] == b'%' {
            return one_byte(&text[at..]).map(|byte| (Instead::Byte(byte), 3));
        }
        let undone = is_space(text, at, space).then_some((Instead::Byte(b' '), 1));
        space = undone.map(|_| at).or(space);
        undone
    })
}

/// How far before it the value of a form may begin in which `+` is a space.
const MAX_VALUE: usize = 48;

/// Whether the `+` at `at` stands between letters or digits in a value behind `=`, or one that the text begins with, and is
/// not the only one in it: a single one may mean itself. `space` is one before it that is a space.
fn is_space(text: &[u8], at: usize, space: Option<usize>) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let encoded = at.checked_sub(3).is_some_and(|start| one_byte(&text[start..]).is_some());
    if at == 0 || !letter(at - 1) || !letter(at + 1) || encoded {
        return false;
    }
    let (start, behind) = value_around(text, at, space.unwrap_or(0));
    if space.is_some_and(|space| start <= space) {
        return true;
    }
    let another = behind.contains(&b'+') || text[start..at].starts_with(b"%2B") || text[start..at].starts_with(b"+");
    another && (start == 0 || text[start - 1] == b'=')
}

/// Whether an encoded byte begins at `at`, or a `+` stands there that may be a space, be it in the string of a JSON text:
/// its group is not the only one of a value behind `=` or a quote, or with which the text begins. Texts may be laid one
/// behind the other with a zero between them.
pub fn begins(text: &[u8], at: usize) -> bool {
    if text[at] == b'%' {
        return one_byte(&text[at..]).is_some();
    }
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if at == 0 || !letter(at - 1) || !letter(at + 1) {
        return false;
    }
    let (start, behind) = value_around(text, at, 0);
    let another = behind.contains(&b'+') || text[start..at].contains(&b'+') || text[start..at].starts_with(b"%2B");
    another && (start == 0 || at - start == MAX_VALUE || matches!(text[start - 1], b'=' | b'"' | 0))
}

/// Where the part of a value that goes on at `at` begins, no farther back than `floor`, and what of it stands behind.
fn value_around(text: &[u8], at: usize, floor: usize) -> (usize, &[u8]) {
    let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'%' | b'-' | b'.');
    let floor = at.saturating_sub(MAX_VALUE).max(floor);
    let behind = &text[at + 1..text.len().min(at + MAX_VALUE)];
    (at - run_back(&text[floor..at], part), &behind[..run(behind, part)])
}

/// The byte that `%XX` at the start of `text` stands for.
fn one_byte(text: &[u8]) -> Option<u8> {
    let [b'%', first, second, ..] = text else { return None };
    let value = char::from(*first).to_digit(16)? * 16 + char::from(*second).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Where the percent-encoded byte ends that began before `at` and goes on there.
pub fn end_within(text: &[u8], at: usize) -> Option<usize> {
    let starts = (1..=2).filter_map(|back| at.checked_sub(back));
    starts.filter_map(|start| one_byte(text.get(start..)?).map(|_| start + 3)).next()
}

/// Encodes what may not stand in a URL, or would part it: white space, control characters, quotes and delimiters. Letters
/// beyond ASCII stay as they are, and brackets, so that labels stay readable.
pub fn encode(text: Cow<'_, str>) -> Cow<'_, str> {
    let parts = |c: char| c.is_ascii_control() || matches!(c, ' ' | '"' | '%' | '&' | '#' | '+' | '<' | '>' | '\\');
    if !text.contains(parts) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if parts(c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back() {
        let derived = decode(b"to=bob%40example.com%2Fx").unwrap();
        assert_eq!(derived.text, b"to=bob@example.com/x");
        assert_eq!(derived.original(3, 18), (3, 20));
        assert_eq!(derived.original(6, 7), (6, 9));
        assert_eq!(derived.original(18, 20), (20, 24));
        assert_eq!(decode("j%C3%BCrgen".as_bytes()).unwrap().text, "j\u{fc}rgen".as_bytes());
    }

    #[test]
    fn what_is_not_encoded_stays() {
        for text in ["", "%", "100%", "%4", "%zz", "x a+b+c", "1 + 2", "=+4", "n=121212+1212", "50 % of 20", "%é"] {
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
        assert_eq!(decode(b"%%41%4").unwrap().text, b"%A%4");
        assert_eq!(decode(b"%2540").unwrap().text, b"%40", "once");
    }

    #[test]
    fn a_plus_within_a_value_is_a_space() {
        assert_eq!(decode(b"n=%2B49+30+23+1&m=c++").unwrap().text, b"n=+49 30 23 1&m=c++");
        assert_eq!(decode(b"4111+1111+1").unwrap().text, b"4111 1111 1");
    }

    #[test]
    fn a_byte_is_known_from_within() {
        let ends: Vec<_> = (0..=5).map(|at| end_within(b"a%20b", at)).collect();
        assert_eq!(ends, [None, None, Some(4), Some(4), None, None]);
    }
}
