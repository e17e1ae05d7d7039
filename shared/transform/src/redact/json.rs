//! A JSON value taken apart into its keys and leaves, by position: RFC 8259, checked, without recursion.
//!
//! It refuses what is not JSON, so that a text is treated as JSON only if it is.

use std::ops::Range;

/// A key or a leaf of a JSON value. Strings are given by their bodies, without the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Key,
    String,
    Number,
    /// `true`, `false` or `null`.
    Constant,
    /// The beginning of an object or array.
    Open,
    /// The end of an object or array.
    Close,
}

/// Where the JSON value that begins at `at` ends, or, where it is none, how far it was read.
pub fn end(text: &[u8], at: usize) -> Result<usize, usize> {
    walk(text, at, |_| {})
}

/// Where a text is a JSON object or array, with nothing but white space around it.
pub fn whole(text: &[u8]) -> Option<Range<usize>> {
    let start = text.len() - text.trim_ascii_start().len();
    if !matches!(text.get(start), Some(b'{' | b'[')) {
        return None;
    }
    let end = end(text, start).ok()?;
    text[end..].trim_ascii().is_empty().then_some(start..end)
}

/// Takes apart the JSON value that begins at `at`, handing out its tokens in their order; answers as [`end`] does. No
/// token is kept, so that memory does not grow with them.
pub fn walk(text: &[u8], at: usize, visit: impl FnMut(Token)) -> Result<usize, usize> {
    let mut parser = Parser { text, at, visit, open: Vec::new() };
    match parser.run() {
        Some(()) => Ok(parser.at),
        None => Err(parser.at),
    }
}

struct Parser<'a, F> {
    text: &'a [u8],
    at: usize,
    visit: F,
    /// For each object or array that is open, whether it is an object.
    open: Vec<bool>,
}

impl<F: FnMut(Token)> Parser<'_, F> {
    fn run(&mut self) -> Option<()> {
        loop {
            self.space();
            self.value()?;
            // After a value: close what ends here, then go on in what does not.
            loop {
                let Some(object) = self.open.last().copied() else { return Some(()) };
                self.space();
                match (self.next()?, object) {
                    (b',', true) => {
                        self.space();
                        self.key()?;
                        break;
                    }
                    (b',', false) => break,
                    (b'}', true) | (b']', false) => self.close(),
                    _ => return None,
                }
            }
        }
    }

    #[inline]
    fn space(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = *self.text.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        (self.visit)(Token { kind, start, end });
    }

    fn close(&mut self) {
        self.open.pop();
        self.push(TokenKind::Close, self.at - 1, self.at);
    }

    /// One value, or, of an object or array that is not empty, its beginning up to its first value.
    fn value(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            match self.next()? {
                b'{' => {
                    self.push(TokenKind::Open, start, self.at);
                    self.open.push(true);
                    self.space();
                    if self.text.get(self.at) == Some(&b'}') {
                        self.at += 1;
                        self.close();
                        return Some(());
                    }
                    self.key()?;
                    self.space();
                }
                b'[' => {
                    self.push(TokenKind::Open, start, self.at);
                    self.open.push(false);
                    self.space();
                    if self.text.get(self.at) == Some(&b']') {
                        self.at += 1;
                        self.close();
                        return Some(());
                    }
                }
                b'"' => return self.string(TokenKind::String),
                b't' => return self.constant(start, b"true"),
                b'f' => return self.constant(start, b"false"),
                b'n' => return self.constant(start, b"null"),
                b'-' | b'0'..=b'9' => return self.number(start),
                _ => return None,
            }
        }
    }

    fn key(&mut self) -> Option<()> {
        (self.next()? == b'"').then_some(())?;
        self.string(TokenKind::Key)?;
        self.space();
        (self.next()? == b':').then_some(())
    }

    /// A string whose opening quote has been passed.
    fn string(&mut self, kind: TokenKind) -> Option<()> {
        let start = self.at;
        loop {
            self.at = end_of_plain(self.text, self.at)?;
            match self.next()? {
                b'"' => {
                    self.push(kind, start, self.at - 1);
                    return Some(());
                }
                b'\\' => self.escape()?,
                // Control characters must be escaped.
                _ => return None,
            }
        }
    }

    /// An escape whose backslash has been passed.
    fn escape(&mut self) -> Option<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
            b'u' => {
                let digits = self.text.get(self.at..self.at + 4)?;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                self.at += 4;
            }
            _ => return None,
        }
        Some(())
    }

    fn constant(&mut self, start: usize, word: &[u8]) -> Option<()> {
        self.text[start..].starts_with(word).then_some(())?;
        self.at = start + word.len();
        self.push(TokenKind::Constant, start, self.at);
        Some(())
    }

    fn number(&mut self, start: usize) -> Option<()> {
        let mut at = start + usize::from(self.text[start] == b'-');
        let whole = self.digits(at);
        if whole == 0 || (whole > 1 && self.text[at] == b'0') {
            return None;
        }
        at += whole;
        if self.text.get(at) == Some(&b'.') {
            let fraction = self.digits(at + 1);
            (fraction > 0).then_some(())?;
            at += 1 + fraction;
        }
        if matches!(self.text.get(at), Some(b'e' | b'E')) {
            at += 1;
            at += usize::from(matches!(self.text.get(at), Some(b'+' | b'-')));
            let exponent = self.digits(at);
            (exponent > 0).then_some(())?;
            at += exponent;
        }
        self.at = at;
        self.push(TokenKind::Number, start, at);
        Some(())
    }

    fn digits(&self, at: usize) -> usize {
        self.text[at.min(self.text.len())..].iter().take_while(|b| b.is_ascii_digit()).count()
    }
}

/// Where the first byte at or behind `at` stands that is no part of a string as it is: a quote, a backslash or a control
/// character. Eight bytes are looked at in one go.
#[inline]
fn end_of_plain(text: &[u8], mut at: usize) -> Option<usize> {
    let mut rest = text.get(at..)?;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let ends = ends(u64::from_le_bytes(*eight));
        if ends != 0 {
            return Some(at + (ends.trailing_zeros() / 8) as usize);
        }
        (at, rest) = (at + 8, behind);
    }
    rest.iter().position(|byte| matches!(byte, ..0x20 | b'"' | b'\\')).map(|offset| at + offset)
}

/// The highest bit of the first of eight bytes that ends a plain stretch; what stands above it says nothing.
#[inline]
fn ends(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // With the second bit turned, a quote is 0x20, and what was below that stays below. What is subtracted from a smaller
    // byte borrows from its highest bit; no ASCII has had that bit set.
    let quote_or_control = (eight ^ (EACH * 0x02)).wrapping_sub(EACH * 0x21);
    let backslash = (eight ^ (EACH * 0x5c)).wrapping_sub(EACH);
    (quote_or_control | backslash) & !eight & (EACH * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Option<String> {
        let mut out: Vec<String> = Vec::new();
        let end = walk(text.as_bytes(), 0, |t| out.push(format!("{:?}={}", t.kind, &text[t.start..t.end]))).ok()?;
        out.push(end.to_string());
        Some(out.join(" "))
    }

    #[test]
    fn takes_values_apart() {
        assert_eq!(
            leaves(r#"{"a":[1,"x",{}],"b":{"c":null}}"#).unwrap(),
            "Open={ Key=a Open=[ Number=1 String=x Open={ Close=} Close=] Key=b Open={ Key=c Constant=null Close=} Close=} 31"
        );
        assert_eq!(leaves("[[]] tail").unwrap(), "Open=[ Open=[ Close=] Close=] 4");
        assert_eq!(leaves(r#""a\"b""#).unwrap(), r#"String=a\"b 6"#);
    }

    #[test]
    fn agrees_with_serde_json_on_what_is_json() {
        for text in [
            "{}",
            "[]",
            "[1,2]",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "[01]",
            "[-]",
            "[1.]",
            "[1e]",
            "[1e5]",
            "[-0.5E-3]",
            "[\"\\u12\"]",
            "[\"\\u1234\"]",
            "[\"\\x\"]",
            "[\"\n\"]",
            "[tru]",
            "[true]",
            "{\"a\":{\"b\":[{}]}}",
            "[}",
            "{]",
            "[1 2]",
            "{\"a\" : [ 1 , { \"b\" : null } ] }",
            "{\"a\":1 \"b\":2}",
            "[",
            "{\"a\":",
            "\"x",
            "nul",
            "[[[",
            "{,}",
            "[,]",
        ] {
            let ours = end(text.as_bytes(), 0) == Ok(text.len());
            assert_eq!(ours, serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn every_byte_ends_a_string_or_does_not() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                for around in [b'a', 0xff, b'!', b'#', b'[', b']', b' '] {
                    let mut text = [around; 20];
                    text[at] = byte;
                    let expected = matches!(byte, 0..0x20 | b'"' | b'\\').then_some(at);
                    assert_eq!(end_of_plain(&text, 0), expected, "{byte} at {at} among {around}");
                }
            }
        }
        assert_eq!(end_of_plain(b"ab\"cd\"", 3), Some(5));
        assert_eq!(end_of_plain(b"ab", 3), None);
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(end(deep.as_bytes(), 0), Ok(deep.len()));
    }
}
