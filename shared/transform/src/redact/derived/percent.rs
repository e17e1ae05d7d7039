//! Text without percent-encoding (RFC 3986, section 2.1). `+` stays as it is: only in the values of forms is it a space.

use std::borrow::Cow;

use super::Derived;

/// Undoes percent-encoding, once. `None` where there is nothing to undo.
pub fn decode(text: &[u8]) -> Option<Derived> {
    let mut derived = Derived::new(text.len());
    let (mut at, mut from) = (0, 0);
    while let Some(offset) = memchr::memchr(b'%', &text[from..]) {
        let next = from + offset;
        match one_byte(&text[next..]) {
            Some(byte) => {
                derived.verbatim(at, &text[at..next]);
                derived.instead(next, &[byte]);
                (at, from) = (next + 3, next + 3);
            }
            None => from = next + 1,
        }
    }
    if at == 0 {
        return None;
    }
    derived.verbatim(at, &text[at..]);
    Some(derived)
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
        for text in ["", "%", "100%", "%4", "%zz", "a+b", "50 % of 20", "%é"] {
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
        assert_eq!(decode(b"%%41%4").unwrap().text, b"%A%4");
        assert_eq!(decode(b"%2540").unwrap().text, b"%40", "once");
    }

    #[test]
    fn a_byte_is_known_from_within() {
        let ends: Vec<_> = (0..=5).map(|at| end_within(b"a%20b", at)).collect();
        assert_eq!(ends, [None, None, Some(4), Some(4), None, None]);
    }
}
