//! A JSON value taken apart into its keys and leaves, by position: RFC 8259, checked, without recursion.
//!
//! It refuses what is not JSON, so that a text is treated as JSON only if it is.

use std::ops::Range;

use super::eights::{EACH, UPPERMOST, low, side_by_side};
use super::input;

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

/// What is known of a token from what stands before it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// How many objects and arrays are open around it.
    pub depth: usize,
    /// The last key, from where to where.
    pub key: Option<(usize, usize)>,
}

/// Where the JSON value that begins at `at` ends, or, where it is none, how far it was read.
pub fn end(text: &[u8], at: usize) -> Result<usize, usize> {
    walk_some(text, at, usize::MAX, |_, _| usize::MAX)
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
pub fn walk(text: &[u8], at: usize, mut visit: impl FnMut(Token)) -> Result<usize, usize> {
    walk_some(text, at, 0, |token, _| {
        visit(token);
        0
    })
}

/// The same for those tokens that end behind `quiet`, or, from the first one on, behind what the last visit answered.
pub fn walk_some(
    text: &[u8],
    at: usize,
    quiet: usize,
    visit: impl FnMut(Token, Place) -> usize,
) -> Result<usize, usize> {
    let ends = Ends { from: at, mask: 0 };
    let mut parser = Parser { text, at, visit, open: Vec::new(), key: None, quiet, ends };
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
    /// The last key.
    key: Option<(usize, usize)>,
    /// Tokens that end here or before are not visited.
    quiet: usize,
    ends: Ends,
}

impl<F: FnMut(Token, Place) -> usize> Parser<'_, F> {
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

    #[inline(always)]
    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        if end > self.quiet {
            self.visit(Token { kind, start, end });
        }
    }

    #[inline(never)]
    fn visit(&mut self, token: Token) {
        let place = Place { depth: self.open.len(), key: self.key };
        self.quiet = (self.visit)(token, place);
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
                b'"' => {
                    let (start, end) = self.string()?;
                    self.push(TokenKind::String, start, end);
                    return Some(());
                }
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
                b't' => return self.constant(start, b"true"),
                b'f' => return self.constant(start, b"false"),
                b'n' => return self.constant(start, b"null"),
                b'-' | b'0'..=b'9' => return self.number(start),
                _ => return None,
            }
        }
    }

    #[inline]
    fn key(&mut self) -> Option<()> {
        (self.next()? == b'"').then_some(())?;
        let (start, end) = self.string()?;
        self.key = Some((start, end));
        self.push(TokenKind::Key, start, end);
        self.space();
        (self.next()? == b':').then_some(())
    }

    /// The body of a string whose opening quote has been passed.
    #[inline]
    fn string(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        loop {
            let end = self.ends.next(self.text, self.at)?;
            self.at = end + 1;
            match *self.text.get(end)? {
                b'"' => return Some((start, end)),
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

    #[inline]
    fn digits(&self, at: usize) -> usize {
        input::digits(self.text.get(at..).unwrap_or_default())
    }
}

/// Which of 64 bytes end a plain stretch of a string: a quote, a backslash or a control character. They are looked for once,
/// be there one string in them or many.
struct Ends {
    from: usize,
    mask: u64,
}

impl Ends {
    /// The first of them at or behind `at`.
    #[inline]
    fn next(&mut self, text: &[u8], at: usize) -> Option<usize> {
        // What is not among the 64 bytes is not known.
        let offset = at.wrapping_sub(self.from);
        let known = if offset < 64 { self.mask >> offset } else { 0 };
        if known != 0 {
            return Some(at + known.trailing_zeros() as usize);
        }
        self.behind(text, at)
    }

    /// The same where none is known.
    #[inline(never)]
    fn behind(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let mut from = at;
        while let Some(block) = text.get(from..).and_then(<[u8]>::first_chunk::<64>) {
            let mask = ends(block);
            if mask != 0 {
                *self = Self { from, mask };
                return Some(from + mask.trailing_zeros() as usize);
            }
            from += 64;
        }
        let rest = text.get(from..)?;
        // What follows the text ends nothing.
        let mut block = [b' '; 64];
        block[..rest.len()].copy_from_slice(rest);
        *self = Self { from, mask: ends(&block) };
        (self.mask != 0).then(|| from + self.mask.trailing_zeros() as usize)
    }
}

/// Which of 64 bytes are quotes, backslashes or control characters.
#[inline]
fn ends(block: &[u8; 64]) -> u64 {
    let (eights, _) = block.as_chunks::<8>();
    eights.iter().rev().fold(0, |mask, eight| {
        let eight = u64::from_le_bytes(*eight);
        // With the second bit turned, a quote is 0x20, and what was below that stays below. Each sum has its highest bit
        // set but for those; none carries into the next.
        let no_control_or_quote = low(eight ^ (EACH * 0x02)) + EACH * 0x5f;
        let no_backslash = low(eight ^ (EACH * 0x5c)) + EACH * 0x7f;
        mask << 8 | side_by_side(!(no_control_or_quote & no_backslash | eight) & UPPERMOST)
    })
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
            for at in (0..20).chain(60..70).chain(120..140) {
                for around in [b'a', 0xff, b'!', b'#', b'[', b']', b' '] {
                    let mut text = [around; 140];
                    text[at] = byte;
                    let expected = matches!(byte, 0..0x20 | b'"' | b'\\').then_some(at);
                    for from in [0, at / 2] {
                        let mut ends = Ends { from, mask: 0 };
                        assert_eq!(ends.next(&text, from), expected, "{byte} at {at} among {around}");
                        assert_eq!(ends.next(&text, at), expected, "{byte} at {at} among {around}");
                        assert_eq!(ends.next(&text, at + 1), None, "{byte} at {at} among {around}");
                    }
                }
            }
        }
        let every: Vec<u8> = (0..=u8::MAX).collect();
        for (index, block) in every.as_chunks::<64>().0.iter().enumerate() {
            let expected = [0xffff_ffff | 1 << 34, 1 << 28, 0, 0][index];
            assert_eq!(ends(block), expected, "{index}");
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(end(deep.as_bytes(), 0), Ok(deep.len()));
    }
}
