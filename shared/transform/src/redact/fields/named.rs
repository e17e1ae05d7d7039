//! Fields in text that a configuration names: where names stand, and values that are taken whole because somebody asked.

use std::ops::Range;

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back};

use super::names::MAX_NAME;
use super::text::{Field, Value, is_name, quote, spaces};

/// Why a value is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The name sounds like a secret's.
    Secret,
    /// Somebody named the field, to be hidden.
    Hidden,
    /// Somebody named the field, to be kept.
    Kept,
}

/// The longest value in brackets over several lines.
const MAX_BRACKETS: usize = 1 << 16;

/// The names in a text behind which a value may stand, in their order.
pub fn names(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.iter().position(|b| is_wide_name(*b))?;
            let end = start + run(&text[start..], is_wide_name);
            at = end;
            let start = behind_colour(text, start, end);
            if start < end && end - start <= MAX_NAME && may_have_value(text, start, end) {
                return Some(start..end);
            }
        }
    })
}

/// A name of text as the path that it spells, `user.email` or `user[email]`, from the outside in.
pub fn path<'t>(text: &'t [u8], name: &Range<usize>) -> Vec<&'t [u8]> {
    let mut parts = vec![plain(&text[name.clone()])];
    let mut start = name.start;
    while parts.len() < 8 {
        let before = &text[..start];
        let before = before.strip_suffix(b"\"").or_else(|| before.strip_suffix(b"'")).unwrap_or(before);
        let Some(before) = before.strip_suffix(b"[") else { break };
        let before = before.strip_suffix(b"]").unwrap_or(before);
        let before = before.strip_suffix(b"\"").or_else(|| before.strip_suffix(b"'")).unwrap_or(before);
        let length = run_back(&before[before.len().saturating_sub(MAX_NAME)..], is_wide_name);
        start = before.len() - length;
        let part = plain(&before[start..]);
        if part.is_empty() {
            break;
        }
        parts.push(part);
    }
    parts.reverse();
    parts
}

/// The part of a name behind the last character that is no ASCII: in `🔑password`, the name is what it ends with.
pub fn ascii_end(text: &[u8], name: &Range<usize>) -> Range<usize> {
    name.end - run_back(&text[name.clone()], |b| b.is_ascii())..name.end
}

fn plain(name: &[u8]) -> &[u8] {
    &name[run(name, |b| matches!(b, b'-' | b'.'))..]
}

fn is_wide_name(byte: u8) -> bool {
    is_name(byte) || !byte.is_ascii()
}

/// Where a name begins that stands behind the end of a colour sequence.
fn behind_colour(text: &[u8], start: usize, end: usize) -> usize {
    let colour = start + run(&text[start..end], |b| b.is_ascii_digit()) + 1;
    let before = &text[start.saturating_sub(16)..start];
    let before = &before[..before.len() - run_back(before, |b| b.is_ascii_digit() || b == b';')];
    let is_colour = colour <= end && text[colour - 1] == b'm' && before.ends_with(b"\x1b[");
    if is_colour { colour } else { start }
}

fn may_have_value(text: &[u8], start: usize, end: usize) -> bool {
    let mut at = end + quote(text, end).map_or(0, |quote| quote.length);
    at += usize::from(text.get(at) == Some(&b']'));
    at += spaces(text, at);
    matches!(text.get(at), Some(b'=' | b':'))
        || text[start..].starts_with(b"--")
        || text[..start].ends_with(b"<")
        || text[..start].ends_with(b":")
}

/// Whether `=` or a quoted value stands behind a name, so that what stands in the value is no field of the text's.
pub fn holds_fields(text: &[u8], name: &Range<usize>) -> bool {
    let mut at = name.end + quote(text, name.end).map_or(0, |quote| quote.length);
    at += spaces(text, at);
    match text.get(at) {
        Some(b'=') => true,
        Some(b':') => quote(text, at + 1 + spaces(text, at + 1)).is_some(),
        _ => false,
    }
}

impl Field<'_> {
    /// A value that is more than a word, of a field that is to be hidden: `User { … }` or `[ … ]`, be it over several
    /// lines, and what a header says to the end of its line.
    pub(super) fn whole(&self, start: usize, form: Form, colon: bool) -> Option<Value> {
        if self.wanted != Wanted::Hidden || self.replacer.leading_label(&self.text[start.min(self.text.len())..]) > 0 {
            return None;
        }
        let rest = self.text.get(start..)?;
        let head = run(&rest[..rest.len().min(MAX_NAME)], |b| is_name(b) || b == b':');
        let gap = usize::from(rest[head..].starts_with(b" {"));
        if matches!(rest.get(head + gap), Some(b'{' | b'(' | b'[')) {
            let line = run(rest, |b| !matches!(b, b'\n' | b'\r'));
            let end = start + brackets(&rest[head + gap..]).map_or(line, |length| head + gap + length);
            return Some(Value { start, end, form });
        }
        if !colon || form != Form::Spaced || !self.is_header_line() {
            return None;
        }
        let line = self.line(start, form);
        let mut ends = (start..line.end).filter(|at| self.text[*at] == b' ' && self.is_next_field(at + 1));
        let end = ends.next().unwrap_or(line.end);
        let end = end - run_back(&self.text[start..end], |b| matches!(b, b' ' | b'\t' | b',' | b';'));
        Some(Value { end, ..line })
    }

    /// Whether a line begins with the name, as a header is written.
    fn is_header_line(&self) -> bool {
        let before = &self.text[..self.start];
        let first = before.last().is_none_or(|b| matches!(b, b'\n' | b'\r'));
        first && self.text[self.start..].first().is_some_and(u8::is_ascii_uppercase)
    }
}

/// The length of what stands from the bracket that `text` begins with to the one that closes it; quoted text is passed over.
fn brackets(text: &[u8]) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text[..text.len().min(MAX_BRACKETS)].iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
