//! Secrets in statements of SQL.

use memchr::memmem;

use crate::redact::finding::Form;
use crate::redact::input::{contains_ignoring_case, run, starts_ignoring_case};

use super::extent::{quote, spaces};
use super::text::{Field, Value};

/// How far before a name its statement may begin, and how far behind it the value.
const REACH: usize = 128;

impl Field<'_> {
    /// The value behind `PASSWORD '…'`, `SET PASSWORD FOR … =`, `token LIKE '…'`.
    pub(super) fn in_statement(&self) -> Option<Value> {
        let gap = spaces(self.text, self.end);
        let at = self.end + gap;
        let rest = self.text.get(at..)?;
        if gap == 0 {
            return None;
        }
        for compared in ["like ", "ilike ", "<> ", "!= "] {
            if starts_ignoring_case(rest, compared.as_bytes()) {
                return self.quoted_value(at + compared.len());
            }
        }
        if !self.name().eq_ignore_ascii_case(b"password") {
            return None;
        }
        if matches!(rest.first(), Some(b'\'' | b'N' | b'E')) {
            let says = self.name() == b"PASSWORD" || self.is_in_statement(self.start);
            return says.then(|| self.quoted_value(at))?;
        }
        let set = self.text[..self.start].trim_ascii_end();
        let set = set[set.len().saturating_sub(3)..].eq_ignore_ascii_case(b"set");
        if !set || !starts_ignoring_case(rest, b"for ") {
            return None;
        }
        let reach = &rest[..rest.len().min(REACH)];
        let sign = memmem::find(reach, b"= ").or_else(|| memmem::find(reach, b" TO ").map(|to| to + 2))?;
        self.quoted_value(at + sign + 2)
    }

    /// The value behind `IDENTIFIED BY`, whose first word is the name here.
    pub(super) fn identified(&self) -> Option<Value> {
        if !self.name().eq_ignore_ascii_case(b"identified") {
            return None;
        }
        let says = self.name() == b"IDENTIFIED" || self.is_in_statement(self.start);
        let rest = self.text[self.end..].strip_prefix(b" ").filter(|_| says)?;
        let reach = &rest[..rest.len().min(REACH)];
        let behind = |word: &str| starts_ignoring_case(reach, word.as_bytes()).then_some(word.len());
        let with =
            |word: &[u8]| reach.windows(word.len()).position(|w| w.eq_ignore_ascii_case(word)).map(|p| p + word.len());
        let length = behind("by password ")
            .or_else(|| behind("by values "))
            .or_else(|| behind("by "))
            .or_else(|| behind("with ").and_then(|_| with(b" by ").or_else(|| with(b" as "))))?;
        let at = self.end + 1 + length;
        let value = self.quoted_value(at);
        let bare = || {
            let end = at + run(&self.text[at..], |b| !b.is_ascii_whitespace() && !matches!(b, b';' | b'"' | b'\''));
            Value { start: at, end, form: Form::Spaced }
        };
        let word = self.text.get(at).is_some_and(u8::is_ascii_alphanumeric) && self.is_in_statement(self.start);
        value.or_else(|| word.then(bare))
    }

    /// The value beside one that ends at `end`: the new one of a change, `"…" -> "…"`, or the old, `REPLACE "…"`.
    pub(super) fn beside(&self, end: usize) -> Option<Value> {
        let behind = end + quote(self.text, end)?.length;
        let sign = [" -> ", " replace "];
        let rest = self.text.get(behind..)?;
        let sign = sign.iter().find(|sign| starts_ignoring_case(rest, sign.as_bytes()))?;
        self.quoted(behind + sign.len())
    }

    /// Whether a statement about a user stands before `at`.
    fn is_in_statement(&self, at: usize) -> bool {
        let before = &self.text[at.saturating_sub(REACH)..at];
        [&b"create "[..], b"alter ", b"grant ", b"identified "].iter().any(|word| contains_ignoring_case(before, word))
    }
}
