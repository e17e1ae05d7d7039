//! Secret fields among the arguments of calls, in tuples and in pairs of a name and a value.

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back};

use super::extent::{quote, spaces};
use super::names::{is_secret, last_words};
use super::text::{Field, Value, is_one_of, is_prose};

/// What names in a pair of a name and a value are called, and what values are.
#[rustfmt::skip]
pub(super) const NAME_WORDS: &[&str] = &[
    "name", "key", "k", "field", "param", "parameter", "path", "property", "header", "variable", "attribute", "setting",
    "option", "argument", "loc", "id",
];
pub(super) const VALUE_WORDS: &[&str] = &["value", "values", "val", "v", "input"];

/// With what a message about a field begins, in place of a value.
#[rustfmt::skip]
const MESSAGE: &[&str] = &[
    "be", "can", "cannot", "contains", "does", "doesn", "expected", "has", "incorrect", "invalid", "is", "may", "missing", "must",
    "needs", "not", "required", "should", "this", "too", "was", "wrong",
];

impl Field<'_> {
    /// The second of a tuple, `("password", "…")`, or of one pair among others, `[['token', '…'], …]`, or what follows an
    /// option in a list of arguments, `['--token', '…']`.
    pub(super) fn in_tuple(&self) -> Option<Value> {
        let open = quote(self.text, self.end)?;
        let before = self.text[..self.start].strip_suffix(&[open.mark])?;
        let before = before.strip_suffix(b"b").or(before.strip_suffix(b"u")).unwrap_or(before);
        let list = before.ends_with(b"[[") || before.ends_with(b"], [") || before.ends_with(b"],[");
        let option = self.name().starts_with(b"--");
        if !list && !option && !before.ends_with(b"(") {
            return None;
        }
        let comma = self.end + open.length;
        let behind = comma + 1 + spaces(self.text, comma + 1);
        if self.text.get(comma) != Some(&b',') {
            return None;
        }
        let Some(value) = self.quoted_value(behind) else {
            let digits = run(&self.text[behind.min(self.text.len())..], |b| b.is_ascii_digit());
            let ends = self.text.get(behind + digits) == Some(&b')');
            return (digits > 0 && ends).then_some(Value { start: behind, end: behind + digits, form: Form::Text });
        };
        let body = &self.text[value.start..value.end];
        let close = value.end + quote(self.text, value.end).map_or(0, |q| q.length);
        let pair = matches!(self.text.get(close), None | Some(b')' | b']'));
        let columns = self.text.get(close + 1..close + 8).is_some_and(|b| b.eq_ignore_ascii_case(b" values"));
        let says = if option { body.starts_with(b"-") } else { is_secret(body) || is_message(body) || columns };
        (!says && (option || pair || !is_prose(body))).then_some(value)
    }

    /// The argument of what sets a secret, or holds one: `setPassword("…")`, `Token("…")`.
    pub(super) fn in_setter(&self) -> Option<Value> {
        let behind = self.text.get(self.end..)?.strip_prefix(b"(")?;
        let value = self.quoted(self.end + 1)?;
        let close = value.end + quote(self.text, value.end)?.length;
        let alone = behind.len() > 2 && self.text.get(close) == Some(&b')');
        let body = &self.text[value.start..value.end];
        let word = self.last_part();
        let sets = [&b"set"[..], b"with", b"Set", b"With"].iter().any(|verb| word.starts_with(verb));
        let password =
            ["password", "passwd", "passphrase"].iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
        let holds = is_one_of(word, &["token", "secret", "apikey"]) && !is_prose(body);
        let mark = body.iter().all(u8::is_ascii_punctuation);
        (alone && !mark && !is_message(body) && (sets || password || holds)).then_some(value)
    }

    /// The value of a pair that is written as fields: `{'name': 'DB_PASSWORD', 'value': '…'}`, and the same in YAML.
    pub(super) fn in_pair(&self) -> Option<Value> {
        let mut before = &self.text[self.start.saturating_sub(64)..self.start];
        let quoted = matches!(before.last(), Some(b'"' | b'\''));
        let trim = |text: &mut &[u8], test: fn(u8) -> bool| {
            let length = run_back(text, test);
            *text = &text[..text.len() - length];
            length
        };
        trim(&mut before, |b| matches!(b, b'"' | b'\'' | b'\\'));
        trim(&mut before, |b| b == b' ');
        let sign = trim(&mut before, |b| matches!(b, b':' | b'=' | b'>'));
        trim(&mut before, |b| matches!(b, b'"' | b'\'' | b'\\' | b' '));
        let key = &before[before.len() - run_back(before, |b| b.is_ascii_alphanumeric() || b == b'_')..];
        if sign == 0 || sign > 2 || !is_one_of(last_words(key)[1], NAME_WORDS) {
            return None;
        }
        let mut at = self.end + if quoted { quote(self.text, self.end)?.length } else { 0 };
        let gap = |b: u8| matches!(b, b' ' | b',' | b';' | b'\n' | b'\r' | b'\t');
        let skipped = run(&self.text[at..self.text.len().min(at + 64)], gap);
        at += skipped;
        let marks = |b: u8| matches!(b, b'"' | b'\'' | b'\\' | b':');
        at += run(&self.text[at..self.text.len().min(at + 16)], marks);
        let word = run(&self.text[at..self.text.len().min(at + 32)], |b| b.is_ascii_alphanumeric() || b == b'_');
        if skipped == 0 || !is_one_of(last_words(&self.text[at..at + word])[1], VALUE_WORDS) {
            return None;
        }
        at += word;
        at += run(&self.text[at..self.text.len().min(at + 16)], |b| matches!(b, b'"' | b'\'' | b'\\' | b' '));
        let sign = run(&self.text[at..self.text.len().min(at + 3)], |b| matches!(b, b':' | b'=' | b'>'));
        at += sign;
        let gap = spaces(self.text, at);
        let form = if gap > 0 { Form::Spaced } else { Form::Text };
        (sign > 0).then(|| self.quoted_value(at + gap).unwrap_or_else(|| self.until_delimiter(at + gap, form)))
    }

    /// What is quoted at `at`, with or without a prefix.
    pub(super) fn quoted_value(&self, at: usize) -> Option<Value> {
        self.quoted(at).or_else(|| self.wrapped(at))
    }
}

/// Whether a text says something about a field: `must not be empty`.
pub(super) fn is_message(text: &[u8]) -> bool {
    is_one_of(&text[..run(text, |b| b.is_ascii_alphabetic())], MESSAGE)
}
