//! The text behind base64 (RFC 4648, sections 4 and 5), where a name says that a value is base64: of a field, of a `data:`
//! URL, of a message's header.
//!
//! Its bytes do not lie on the original's, so that all of it stands for all of the value.

use std::ops::Range;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Derived;
use crate::redact::input::{contains_ignoring_case, ends_ignoring_case, run, run_back, starts_ignoring_case};

/// The words that say so.
pub const WORDS: [&str; 2] = ["base64", "b64"];

/// The shortest value that may hide anything, in characters.
const SHORTEST: usize = 8;

/// How far a name goes on behind its word.
const MAX_NAME: usize = 32;

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes a value in either alphabet, with or without padding, on one line or several; one that was cut off up to there.
/// `None` where it is not base64 of text.
pub fn decode(value: &[u8]) -> Option<Derived> {
    let plain = |byte: &u8| !byte.is_ascii_whitespace();
    let standard = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => byte,
    };
    let mut digits: Vec<u8> = value.iter().copied().filter(plain).map(standard).collect();
    digits.truncate(digits.len() - run_back(&digits, |b| b == b'='));
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    if digits.len() + 2 < SHORTEST {
        return None;
    }
    let mut decoded = ENGINE.decode(digits).ok()?;
    if let Err(error) = std::str::from_utf8(&decoded) {
        // Of a text that was cut off, the last character may be missing.
        if error.error_len().is_some() {
            return None;
        }
        decoded.truncate(error.valid_up_to());
    }
    let mut derived = Derived::new(value.len());
    derived.instead(0, &decoded);
    Some(derived)
}

/// Whether a field's name says that its value is base64.
pub fn is_named(field: &[u8]) -> bool {
    WORDS.iter().any(|word| contains_ignoring_case(field, word.as_bytes()))
}

/// The values in a text that the words at `places` say to be base64, in their order.
pub fn values(text: &[u8], places: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in places {
        let done = found.last().map_or(0, |value| value.end);
        if *at >= done
            && let Some(value) = value(text, *at)
            && value.start >= done
            && value.len() >= SHORTEST
        {
            found.push(value);
        }
    }
    found
}

fn value(text: &[u8], at: usize) -> Option<Range<usize>> {
    let word = WORDS.iter().find(|word| starts_ignoring_case(&text[at..], word.as_bytes()))?;
    let end = at + word.len();
    let before = text[..at].trim_ascii_end();
    if before.ends_with(b";") && text.get(end) == Some(&b',') {
        return Some(run_of_base64(text, end + 1));
    }
    if ends_ignoring_case(before, b"content-transfer-encoding:") {
        return body(text, end);
    }
    let is_quote = |b: u8| matches!(b, b'"' | b'\'' | b'`' | b'\\');
    let is_space = |b: u8| matches!(b, b' ' | b'\t');
    let skip = |at: usize, most: usize, test: &dyn Fn(u8) -> bool| at + run(&text[at..text.len().min(at + most)], test);
    let at = skip(end, MAX_NAME, &|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let at = skip(at, 4, &|b| is_quote(b) || b == b']');
    let at = skip(at, 4, &is_space);
    let operator = skip(at, 2, &|b| matches!(b, b'=' | b':' | b'>'));
    if operator == at {
        return None;
    }
    let at = skip(operator, 4, &is_space);
    Some(run_of_base64(text, skip(at, 4, &is_quote)))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

fn run_of_base64(text: &[u8], start: usize) -> Range<usize> {
    let end = start + run(&text[start..], is_base64);
    start..end + run(&text[end..text.len().min(end + 2)], |b| b == b'=')
}

/// The body of a message, or of a part of one, behind the header that ends at `at`: the lines behind the first empty one,
/// up to the next empty one or to a boundary.
fn body(text: &[u8], at: usize) -> Option<Range<usize>> {
    let headers = &text[at..text.len().min(at + MAX_HEADERS)];
    let lines = headers.windows(2).position(|w| w == b"\n\n").map(|gap| gap + 2);
    let start = at + lines.or_else(|| headers.windows(4).position(|w| w == b"\r\n\r\n").map(|gap| gap + 4))?;
    let mut end = start;
    loop {
        let line = run(&text[end..], is_base64);
        let line = line + run(&text[end + line..], |b| b == b'=');
        if line == 0 || text[end..].starts_with(b"--") {
            break;
        }
        end += line;
        let gap = run(&text[end..text.len().min(end + 2)], |b| matches!(b, b'\r' | b'\n'));
        let next = text[end..end + gap].iter().filter(|b| **b == b'\n').count();
        if next != 1 {
            break;
        }
        end += gap;
    }
    end = start + text[start..end].trim_ascii_end().len();
    Some(start..end)
}

/// How far the headers go on behind the one that says so.
const MAX_HEADERS: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_alphabet_is_decoded_padded_or_not() {
        for value in ["YWxpY2U_Pz8-", "YWxpY2U/Pz8+", "YWxpY2U/\r\nPz8+"] {
            assert_eq!(decode(value.as_bytes()).unwrap().text, b"alice???>", "{value}");
        }
        for value in ["YWxpY2VAYQ==", "YWxpY2VAYQ", "YWxpY2VAYQ="] {
            let derived = decode(value.as_bytes()).unwrap();
            assert_eq!(derived.text, b"alice@a");
            assert_eq!(derived.original(2, 4), (0, value.len()));
        }
        for value in ["", "YWJj", "_____________", "not base64!", "\u{e9}\u{e9}\u{e9}\u{e9}"] {
            assert!(decode(value.as_bytes()).is_none(), "{value}");
        }
        assert_eq!(decode(b"Z3LDvG4gw7").unwrap().text, "gr\u{fc}n ".as_bytes(), "cut off");
    }

    #[test]
    fn names_lead_to_values() {
        for (text, expected) in [
            ("x-body-b64=YWxpY2VA end", Some("YWxpY2VA")),
            ("body_base64: \"YWxpY2VA==\"", Some("YWxpY2VA==")),
            (r#"{\"base64Body\":\"YWxpY2VA\"}"#, Some("YWxpY2VA")),
            ("src=data:text/plain;base64,YWxpY2VA)", Some("YWxpY2VA")),
            ("Content-Transfer-Encoding: base64\r\nX: y\r\n\r\nYWxp\r\nY2VA\r\n--b--", Some("YWxp\r\nY2VA")),
            ("content-transfer-encoding: base64\n\nYWxpY2VA\n\nrest", Some("YWxpY2VA")),
            ("content-transfer-encoding: base64\nYWxpY2VA", None),
            ("the base64 YWxpY2VA", None),
            ("base64=", None),
            ("base64=abc", None),
        ] {
            let at = text.find("base64").or_else(|| text.find("b64")).unwrap();
            let found = values(text.as_bytes(), &[at]);
            assert_eq!(found.first().map(|value| &text[value.clone()]), expected, "{text}");
        }
    }
}
