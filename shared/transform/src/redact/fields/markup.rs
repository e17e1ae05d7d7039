//! Secret fields in markup: elements, attributes, and values beside the elements and attributes that name them.

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back};

use super::extent::quote;
use super::text::{Field, Value, is_name};

/// How far a tag is read, in bytes.
const MAX_TAG: usize = 512;

impl Field<'_> {
    /// The text of an XML element, if the name is one's.
    pub(super) fn element(&self) -> Option<Value> {
        let before = &self.text[..self.start];
        let prefix = before
            .strip_suffix(b":")
            .map(|text| &text[..text.len() - run_back(&text[text.len().saturating_sub(16)..], is_name)]);
        if !before.ends_with(b"<") && !prefix.is_some_and(|text| text.ends_with(b"<")) {
            return None;
        }
        let attributes = &self.text[self.end..self.text.len().min(self.end + 256)];
        let start = self.end + memchr::memchr(b'>', attributes)? + 1;
        if let Some(data) = self.text[start..].strip_prefix(CDATA) {
            let start = start + CDATA.len();
            let end = start + memchr::memmem::find(data, b"]]>").unwrap_or(data.len());
            return Some(Value { start, end, form: Form::Text });
        }
        let end = start + memchr::memchr(b'<', &self.text[start..]).unwrap_or(self.text.len() - start);
        let markup = attributes.first().is_some_and(|b| b.is_ascii_whitespace() || *b == b'>')
            && !self.text[..start].ends_with(b"/>");
        markup.then_some(Value { start, end, form: Form::Text })
    }

    /// The value beside an attribute or an element that holds the name: `<add key="ApiKey" value="…"/>`,
    /// `<property name="password">…</property>`, `<name>password</name><value>…</value>`.
    pub(super) fn in_markup(&self) -> Option<Value> {
        let before = &self.text[self.start.saturating_sub(MAX_TAG)..self.start];
        if before.ends_with(b">") {
            return self.next_element();
        }
        if !matches!(before.last(), Some(b'"' | b'\'')) {
            return None;
        }
        let open = self.start - before.len() + memchr::memrchr2(b'<', b'>', before)?;
        let name = open + 1;
        if self.text[open] != b'<' || !self.text.get(name).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        let key = before.get(..before.len() - 1)?.strip_suffix(b"=")?;
        let key = &key[key.len() - run_back(key, is_name)..];
        if !NAME_ATTRIBUTES.iter().any(|known| key.eq_ignore_ascii_case(known)) {
            return None;
        }
        let reach = &self.text[self.end..self.text.len().min(self.end + MAX_TAG)];
        let close = self.end + memchr::memchr(b'>', reach).unwrap_or(reach.len());
        let tag = &self.text[open..close];
        let attribute = VALUE_ATTRIBUTES.iter().find_map(|known| Some(memchr::memmem::find(tag, known)? + known.len()));
        if let Some(attribute) = attribute {
            return self.quoted(open + attribute);
        }
        let empty = tag.ends_with(b"/") || close == self.text.len() || tag[1..].starts_with(b"input");
        let start = (close + 1).min(self.text.len());
        let end = start + memchr::memchr(b'<', &self.text[start..]).unwrap_or(0);
        let blank = self.text[start..end].trim_ascii().is_empty();
        (!empty && !blank).then_some(Value { start, end, form: Form::Text })
    }

    /// The text of the element behind the one that holds the name.
    fn next_element(&self) -> Option<Value> {
        let before = &self.text[self.start.saturating_sub(32)..self.start];
        let open = before.strip_suffix(b">")?;
        let open = &open[open.len() - run_back(open, |b| b.is_ascii_alphabetic())..];
        let close = self.text[self.end..].strip_prefix(b"</")?.strip_prefix(open)?.strip_prefix(b">")?;
        if !NAME_ATTRIBUTES.iter().any(|known| open.eq_ignore_ascii_case(known)) {
            return None;
        }
        let next = &close[run(&close[..close.len().min(64)], |b| b.is_ascii_whitespace())..];
        let value = VALUE_ELEMENTS.iter().find_map(|known| next.strip_prefix(*known))?;
        let start = self.text.len() - value.len();
        let end = start + memchr::memchr(b'<', value).unwrap_or(value.len());
        Some(Value { start, end, form: Form::Text })
    }

    /// The part of a form that the name names: `Content-Disposition: form-data; name="password"`, a blank line, the value.
    pub(super) fn form_part(&self) -> Option<Value> {
        let before = self.text[..self.start].strip_suffix(b"\"")?.strip_suffix(b"name=")?;
        let form = memchr::memmem::rfind(&before[before.len().saturating_sub(64)..], b"form-data");
        form?;
        let behind = self.end + quote(self.text, self.end)?.length;
        let rest = self.text.get(behind..)?;
        let newline = if rest.starts_with(b"\r\n\r\n") { 4 } else { 2 * usize::from(rest.starts_with(b"\n\n")) };
        let start = behind + newline;
        let value = &self.text[start..];
        let end = memchr::memmem::find(value, b"\n--").unwrap_or(value.len());
        let end = end - run_back(&value[..end], |b| matches!(b, b'\r' | b'\n'));
        (newline > 0).then_some(Value { start, end: start + end, form: Form::Text })
    }
}

/// What begins text that is no markup.
const CDATA: &[u8] = b"<![CDATA[";

/// Attributes and elements that hold a name.
const NAME_ATTRIBUTES: &[&[u8]] = &[b"name", b"key", b"id", b"property", b"field", b"parameter"];

/// Attributes, and elements, that hold the value.
const VALUE_ATTRIBUTES: &[&[u8]] = &[b" value=", b" Value=", b" content="];
const VALUE_ELEMENTS: &[&[u8]] = &[b"<value>", b"<Value>", b"<string>"];
