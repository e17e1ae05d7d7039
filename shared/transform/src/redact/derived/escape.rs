//! Text without the escapes of JSON strings.

use super::{Derived, Instead};

/// Undoes the escapes of a JSON string's body (RFC 8259, section 7), leniently: what is no escape stays as it is, and
/// a lone surrogate becomes U+FFFD. `None` where there is nothing to undo.
pub fn unescape(body: &[u8]) -> Option<Derived> {
    Derived::undo(body, [b'\\'; 2], |at| {
        let (character, length) = one_escape(&body[at..]);
        (length > 0).then_some((Instead::Character(character), length))
    })
}

/// Whether an escape begins a text.
pub fn begins(text: &[u8]) -> bool {
    one_escape(text).1 > 0
}

/// The character that an escape stands for and the escape's length; length 0 where it is none.
fn one_escape(text: &[u8]) -> (char, usize) {
    let simple = match text.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(text),
        // Not JSON's: bytes as nginx and C write them, and the beginning of a colour sequence.
        Some(b'x') => return byte_escape(text),
        Some(b'e') if text.get(2) == Some(&b'[') => '\u{1b}',
        Some(b'0') if text.starts_with(br"\033[") => return ('\u{1b}', 4),
        _ => return (' ', 0),
    };
    (simple, 2)
}

fn byte_escape(text: &[u8]) -> (char, usize) {
    let digit = |at: usize| text.get(at).and_then(|digit| char::from(*digit).to_digit(16));
    match (digit(2), digit(3)) {
        (Some(first @ 0..8), Some(second)) => (char::from((first * 16 + second) as u8), 4),
        _ => (' ', 0),
    }
}

fn unicode_escape(text: &[u8]) -> (char, usize) {
    let Some(first) = hex4(text) else { return (' ', 0) };
    if (0xd800..0xdc00).contains(&first)
        && let Some(second) = hex4(&text[6..])
        && (0xdc00..0xe000).contains(&second)
    {
        let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// The number that `\uXXXX` at the start of `text` names.
fn hex4(text: &[u8]) -> Option<u32> {
    let digits = text.get(..6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back() {
        let body = br"ab\u0040cd\n\ud83d\ude00e";
        let derived = unescape(body).unwrap();
        assert_eq!(derived.text, "ab@cd\n\u{1f600}e".as_bytes());
        assert_eq!(derived.original(0, 5), (0, 10));
        assert_eq!(derived.original(2, 3), (2, 8));
        assert_eq!(derived.original(5, 6), (10, 12));
        assert_eq!(derived.original(6, 10), (12, 24));
        assert_eq!(derived.original(7, 8), (12, 24), "within a character, its whole escape");
        assert_eq!(derived.original(10, 11), (24, 25));
        assert_eq!(derived.original(0, 11), (0, body.len()));
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert!(unescape(b"plain").is_none());
        assert!(unescape(br"C:\dir \x \u12").is_none());
        assert_eq!(unescape(br"\q\n\").unwrap().text, b"\\q\n\\");
        assert_eq!(unescape(br"\ud800x").unwrap().text, "\u{fffd}x".as_bytes());
        assert_eq!(unescape(br"\\").unwrap().original(0, 1), (0, 2));
    }
}
