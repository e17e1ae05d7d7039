//! Where the value of a field ends: at the quote that closes it, at the bracket, or where something else begins.

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back};

use super::names::is_secret;
use super::text::{Field, Value};

/// Prefixes of string literals, in Python, Rust and SQL.
const PREFIXES: &[&[u8]] = &[b"b", b"u", b"r", b"f", b"br", b"rb", b"n", b"e"];

impl Field<'_> {
    /// A quoted value behind a prefix, `b'…'`, behind its type, `string(7) "…"`, or within a constructor, `Some("…")`.
    pub(super) fn wrapped(&self, start: usize) -> Option<Value> {
        let head = &self.text[start.min(self.text.len())..self.text.len().min(start + 64)];
        // A reference, or a literal of another kind: `&"…"`, `@"…"`, `$"…"`.
        if matches!(head, [b'&' | b'@' | b'$', b'"' | b'\'', ..]) {
            return self.quoted(start + 1);
        }
        let word = &head[..run(head, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'('))];
        if word.ends_with(b"(") {
            let value = self.quoted(start + word.len())?;
            return self.second_argument(&value).or(Some(value));
        }
        if PREFIXES.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return self.quoted(start + word.len());
        }
        let typed = word.strip_prefix(b"string(").is_some_and(|length| length.iter().all(u8::is_ascii_digit))
            && head[word.len()..].starts_with(b") ");
        typed.then(|| self.quoted(start + word.len() + 2))?
    }

    /// The second argument, if the first only names the secret: `env('DB_PASSWORD', '…')`.
    fn second_argument(&self, first: &Value) -> Option<Value> {
        let behind = first.end + quote(self.text, first.end)?.length;
        self.text.get(behind..)?.strip_prefix(b",").filter(|_| is_secret(&self.text[first.start..first.end]))?;
        self.quoted(behind + 1 + spaces(self.text, behind + 1))
    }

    /// The value behind a name in doubled quotes, as quotes are written within quotes in CSV and SQL: `""name"":""value""`.
    pub(super) fn in_doubled_quotes(&self) -> Option<Value> {
        let mark = *self.text.get(self.end).filter(|b| matches!(b, b'"' | b'\''))?;
        let two = [mark; 2];
        let behind = self.text[self.end..].strip_prefix(&two).filter(|_| self.text[..self.start].ends_with(&two))?;
        let behind = &behind[spaces(behind, 0)..];
        let behind = behind.strip_prefix(b":").or_else(|| behind.strip_prefix(b"=>"))?;
        let behind = &behind[spaces(behind, 0)..];
        let at = self.text.len() - behind.len();
        let Some(body) = behind.strip_prefix(&two) else { return Some(self.until_delimiter(at, Form::Text)) };
        let length = memchr::memmem::find(body, &two).unwrap_or(body.len());
        Some(Value { start: at + 2, end: at + 2 + length, form: Form::Text })
    }

    /// A value in quotes: up to the quote that closes it, or to the end of the text where it was cut off.
    pub(super) fn quoted(&self, at: usize) -> Option<Value> {
        let open = quote(self.text, at)?;
        let start = at + open.length;
        // Three open a text that three close, in Python and elsewhere.
        let three = [open.mark; 3];
        if let Some(body) = self.text[at..].strip_prefix(&three)
            && let Some(end) = memchr::memmem::find(body, &three).filter(|length| *length > 0)
        {
            return Some(Value { start: at + 3, end: at + 3 + end, form: Form::Text });
        }
        let mut end = start;
        loop {
            let Some(offset) = memchr::memchr(open.mark, &self.text[end..]) else {
                return Some(Value { start, end: self.text.len(), form: Form::Text });
            };
            let mark = end + offset;
            // A quote behind more backslashes than the opening one is part of the value.
            let backslashes = run_back(&self.text[start..mark], |b| b == b'\\');
            let escapes = open.length - 1;
            // SQL doubles a quote that is part of the value.
            if open.mark == b'\'' && escapes == 0 && mark > start && self.text.get(mark + 1) == Some(&b'\'') {
                end = mark + 2;
                continue;
            }
            if backslashes <= escapes || (escapes == 0 && backslashes.is_multiple_of(2)) {
                return Some(Value { start, end: mark - backslashes.min(escapes), form: Form::Text });
            }
            end = mark + 1;
        }
    }

    /// A value without quotes: up to white space, or to punctuation behind which something else begins.
    pub(super) fn until_delimiter(&self, start: usize, form: Form) -> Value {
        let text = self.text;
        let mut end = start;
        let mut open: Vec<u8> = Vec::new();
        while let Some(byte) = text.get(end) {
            let next = text.get(end + 1).copied();
            let last =
                next.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'}' | b']' | b')' | b'\\'));
            let stop = match byte {
                b'[' | b'{' | b'(' => {
                    // A bracket that is closed on this line holds the value together, white space and all; JSON that
                    // was cut off goes to the end.
                    let close = if end == start { closing(&text[end..]) } else { None };
                    match close {
                        Some(close) => end += close,
                        None if end == start && matches!(next, Some(b'"' | b'\'' | b'{' | b'[')) => {
                            end = text.len() - 1
                        }
                        None => open.push(*byte),
                    }
                    false
                }
                b']' | b'}' | b')' => open.pop().is_none() && next.is_none_or(|b| !b.is_ascii_alphanumeric()),
                0x1b => true,
                b'<' => matches!(next, None | Some(b'/' | b'!')),
                b'>' => last || next == Some(b'<'),
                b'"' | b'\'' => next.is_none_or(|b| !b.is_ascii_alphanumeric()),
                b'\\' => matches!(next, Some(b'"' | b'n' | b'r' | b't')),
                b'&' | b';' | b',' => last || self.is_next_field(end + 1),
                byte => byte.is_ascii_whitespace(),
            };
            if stop {
                break;
            }
            end += 1;
        }
        Value { start, end, form }
    }
}

/// A quote, with the backslashes that escape it.
pub(super) struct Quote {
    pub(super) mark: u8,
    pub(super) length: usize,
}

pub(super) fn quote(text: &[u8], at: usize) -> Option<Quote> {
    let rest = text.get(at..)?;
    let backslashes = run(&rest[..rest.len().min(64)], |b| b == b'\\');
    let mark = *rest.get(backslashes).filter(|b| matches!(b, b'"' | b'\''))?;
    Some(Quote { mark, length: backslashes + 1 })
}

/// The length of white space, and of colour sequences among it, at `at`.
pub(super) fn spaces(text: &[u8], at: usize) -> usize {
    let mut end = at.min(text.len());
    loop {
        end += run(&text[end..], |b| matches!(b, b' ' | b'\t'));
        let Some(body) = text[end..].strip_prefix(b"\x1b[") else { return end - at.min(text.len()) };
        let parameters = run(&body[..body.len().min(16)], |b| b.is_ascii_digit() || b == b';');
        if body.get(parameters) != Some(&b'm') {
            return end - at.min(text.len());
        }
        end += 2 + parameters + 1;
    }
}

/// The distance from the bracket at the start of `text` to the one that closes it on the same line.
fn closing(text: &[u8]) -> Option<usize> {
    let line = &text[..text.len().min(4096)];
    let line = &line[..run(line, |b| b != b'\n')];
    let mut depth = 0_usize;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'[' | b'{' | b'(' => depth += 1,
            b']' | b'}' | b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
