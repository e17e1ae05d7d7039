//! Text without its escapes, and the way from its positions back to the original's.

/// One text derived from another, with the way back.
pub struct Derived {
    /// The derived text.
    pub text: Vec<u8>,
    /// In rising order, where a stretch begins in the derived and the original text.
    stretches: Vec<Stretch>,
    original_len: usize,
}

struct Stretch {
    derived: usize,
    original: usize,
    /// Derived and original run byte for byte; otherwise the stretch stands for the original as a whole.
    verbatim: bool,
}

impl Derived {
    pub fn new(original_len: usize) -> Self {
        Self { text: Vec::new(), stretches: Vec::new(), original_len }
    }

    /// Appends bytes that stand in the original at `at` just so.
    pub fn verbatim(&mut self, at: usize, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.stretches.push(Stretch { derived: self.text.len(), original: at, verbatim: true });
            self.text.extend_from_slice(bytes);
        }
    }

    /// Appends bytes that stand for the stretch of the original that begins at `at`.
    pub fn instead(&mut self, at: usize, bytes: &[u8]) {
        self.stretches.push(Stretch { derived: self.text.len(), original: at, verbatim: false });
        self.text.extend_from_slice(bytes);
    }

    /// The original's range for a range of the derived text: never smaller than what it stands for.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        (self.original_start(start), self.original_end(end))
    }

    fn original_start(&self, at: usize) -> usize {
        // The last stretch that begins at or before `at`.
        match self.stretches.partition_point(|s| s.derived <= at).checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(stretch) => stretch.original,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        // The last stretch that begins before `at`: `at` is its end or within it.
        let next = self.stretches.partition_point(|s| s.derived < at);
        match next.checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(_) => self.stretches.get(next).map_or(self.original_len, |s| s.original),
        }
    }
}

/// Undoes the escapes of a JSON string's body (RFC 8259, section 7), leniently: what is no escape stays as it is, and
/// a lone surrogate becomes U+FFFD. `None` where there is nothing to undo.
pub fn unescape(body: &[u8]) -> Option<Derived> {
    let mut next = memchr::memchr(b'\\', body)?;
    let mut derived = Derived::new(body.len());
    let mut at = 0;
    let mut undone = false;
    loop {
        let (bytes, length) = one_escape(&body[next..]);
        if length > 0 {
            derived.verbatim(at, &body[at..next]);
            derived.instead(next, bytes.encode_utf8(&mut [0; 4]).as_bytes());
            at = next + length;
            undone = true;
        }
        let from = next + length.max(1);
        match memchr::memchr(b'\\', &body[from..]) {
            Some(offset) => next = from + offset,
            None => break,
        }
    }
    derived.verbatim(at, &body[at..]);
    undone.then_some(derived)
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
        _ => return (' ', 0),
    };
    (simple, 2)
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
