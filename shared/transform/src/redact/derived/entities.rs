//! Text without the entities of markup (HTML 5, section 13.1.4; XML 1.0, section 4.6): of characters that would be markup
//! themselves, and of any by number.

use std::borrow::Cow;

use super::{Derived, Instead};

/// What begins where a word begins in an entity that is worth undoing: quotes and angle brackets.
pub const BEGINNINGS: [&str; 6] = ["quot;", "apos;", "lt;", "x22;", "x27;", "x3c;"];

const NAMED: [(&[u8], char); 6] =
    [(b"quot;", '"'), (b"apos;", '\''), (b"lt;", '<'), (b"gt;", '>'), (b"amp;", '&'), (b"nbsp;", ' ')];

/// The most digits of a number.
const MAX_DIGITS: usize = 7;

/// Undoes entities, once. `None` where there are none.
pub fn decode(text: &[u8]) -> Option<Derived> {
    Derived::undo(text, [b'&'; 2], |at| {
        let (character, length) = one(&text[at + 1..])?;
        Some((Instead::Character(character), 1 + length))
    })
}

/// Whether an entity begins a text.
pub fn begins(text: &[u8]) -> bool {
    text.strip_prefix(b"&").is_some_and(|rest| one(rest).is_some())
}

/// The character of an entity whose text behind `&` begins `text`, and that text's length.
fn one(text: &[u8]) -> Option<(char, usize)> {
    if let Some((name, character)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*character, name.len()));
    }
    let number = text.strip_prefix(b"#")?;
    let (digits, radix) = match number {
        [b'x' | b'X', digits @ ..] => (digits, 16),
        digits => (digits, 10),
    };
    let length = digits.iter().take(MAX_DIGITS + 1).take_while(|b| char::from(**b).is_digit(radix)).count();
    let ends = (1..=MAX_DIGITS).contains(&length) && digits.get(length) == Some(&b';');
    let digits = std::str::from_utf8(digits.get(..length).filter(|_| ends)?).ok()?;
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    Some((character, text.len() - number.len() + usize::from(radix == 16) + length + 1))
}

/// Writes the characters that would be markup as entities.
pub fn encode(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back() {
        let derived = decode(b"&lt;a&gt;x&#x27;&#34;&amp;lt;b").unwrap();
        assert_eq!(derived.text, b"<a>x'\"&lt;b");
        assert_eq!(derived.original(3, 4), (9, 10));
        assert_eq!(derived.original(4, 5), (10, 16));
        assert_eq!(derived.original(0, 3), (0, 9));
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in ["", "&", "a&b=c", "&lt", "&#;", "&#x;", "&#x110000;", "&#12345678;", "&unknown;"] {
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        let encoded = encode(Cow::Borrowed("a<b>&\"'"));
        assert_eq!(decode(encoded.as_bytes()).unwrap().text, b"a<b>&\"'");
    }
}
