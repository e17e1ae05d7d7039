//! Secrets in statements of SQL, and among the parameters that a database logs behind one.

use memchr::memmem;

use crate::redact::finding::Form;
use crate::redact::input::{contains_ignoring_case, run, starts_ignoring_case};

use super::extent::{quote, spaces};
use super::text::{Field, Value};

/// How far the columns of a statement go, and the rows of its values, in bytes.
const MAX_COLUMNS: usize = 1 << 10;
const MAX_ROWS: usize = 1 << 14;

/// How far before a name its statement may begin, and how far behind it the value.
const REACH: usize = 128;

/// How far behind a statement the values of its parameters may stand.
const MAX_STATEMENT: usize = 1 << 12;

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

    /// The value of the parameter `$2` at `at`, as PostgreSQL logs it behind its statement:
    /// `… SET password = $2 … parameters: $1 = 'bob', $2 = '…'`.
    pub(super) fn parameter(&self, at: usize) -> Option<Value> {
        let digits = run(self.text.get(at..)?.strip_prefix(b"$")?, |b| b.is_ascii_digit());
        let end = at + 1 + digits;
        let behind = &self.text[end..self.text.len().min(end + MAX_STATEMENT)];
        let list = memmem::find(behind, b"arameters: $1 = ").filter(|_| digits > 0)?;
        let mut name = self.text[at..end].to_vec();
        name.extend_from_slice(b" = ");
        let value = end + list + memmem::find(&behind[list..], &name)? + name.len();
        self.quoted_value(value).or_else(|| self.number(value))
    }

    /// The values of a column, by its place: `INSERT INTO users (name, password) VALUES ('bob', '…'), …`.
    pub(super) fn in_rows(&self) -> Vec<Value> {
        let floor = self.start.saturating_sub(MAX_COLUMNS);
        let Some(open) = memchr::memrchr(b'(', &self.text[floor..self.start]).map(|at| floor + at) else {
            return Vec::new();
        };
        let statement = &self.text[open.saturating_sub(REACH)..open];
        if !contains_ignoring_case(statement, b"into ") {
            return Vec::new();
        }
        let behind = &self.text[self.end..self.text.len().min(self.end + MAX_COLUMNS)];
        let column = self.text[open..self.start].iter().filter(|b| **b == b',').count();
        let Some(close) = memchr::memchr(b')', behind).map(|at| self.end + at + 1) else { return Vec::new() };
        let blank = |at: usize| at + run(&self.text[at..], |b| b.is_ascii_whitespace());
        let mut at = blank(close);
        if !starts_ignoring_case(&self.text[at..], b"values") {
            return Vec::new();
        }
        at = blank(at + b"values".len());
        let mut found = Vec::new();
        while self.text.get(at) == Some(&b'(') && at - close < MAX_ROWS {
            at += 1;
            for index in 0.. {
                let start = blank(at);
                let value = self.quoted_value(start);
                if index == column {
                    found.extend(value.as_ref().map(|value| Value { ..*value }).or_else(|| self.number(start)));
                    found.extend(self.parameter(start));
                }
                // What is quoted is passed over, commas and all.
                let from = value.map_or(start, |value| value.end + 1).min(self.text.len());
                at = from + self.end_of_item(from, close + MAX_ROWS);
                if self.text.get(at) != Some(&b',') {
                    break;
                }
                at += 1;
            }
            at = blank(at + usize::from(self.text.get(at) == Some(&b')')));
            if self.text.get(at) != Some(&b',') {
                break;
            }
            at = blank(at + 1);
        }
        found
    }

    /// A number of four digits or more at `at`.
    fn number(&self, at: usize) -> Option<Value> {
        let digits = run(&self.text[at..], |b| b.is_ascii_digit());
        (digits >= 4).then_some(Value { start: at, end: at + digits, form: Form::Text })
    }

    /// The length of an item from `at` up to the comma or bracket behind it, or to `most`.
    fn end_of_item(&self, at: usize, most: usize) -> usize {
        let mut depth = 0_usize;
        let ends = |byte: &u8| match byte {
            b'(' => {
                depth += 1;
                false
            }
            b')' => {
                let closes = depth == 0;
                depth = depth.saturating_sub(1);
                closes
            }
            b',' => depth == 0,
            b';' | b'\n' => true,
            _ => false,
        };
        let rest = &self.text[at..most.clamp(at, self.text.len())];
        rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// Whether a statement about a user stands before `at`.
    fn is_in_statement(&self, at: usize) -> bool {
        let before = &self.text[at.saturating_sub(REACH)..at];
        [&b"create "[..], b"alter ", b"grant ", b"identified "].iter().any(|word| contains_ignoring_case(before, word))
    }
}
