//! Values that are secrets by the name that they are assigned to: `datadog_api_key = "…"`, `"datadogKey": "…"`,
//! `--datadog-key …`.
//!
//! The shape of an assignment is that of gitleaks's generic rules: the name may go on behind the word, then come quotes
//! and space, an operator, and quotes and space again.

use std::ops::Range;

use super::input::{Input, is_word, run, run_back};
use super::parts::{self, Part};
use super::words;

/// How far a name goes on behind its word.
const MAX_NAME: usize = 20;

/// How far from its operator a value begins: quotes, space, and the marks of a block in YAML.
const MAX_GAP: usize = 8;

/// How far a name is read before its word.
const MAX_BEFORE: usize = 50;

/// Whether a name and a value are of the kind that is looked for.
pub type Check = fn(name: &[u8], value: &[u8]) -> bool;

/// A value behind one of `words` at `at`.
pub fn find(
    input: &Input<'_>,
    at: usize,
    words: &[&str],
    forms: &[&[Part]],
    entropy: f32,
    check: Check,
) -> Option<Range<usize>> {
    let word_end = words.iter().filter_map(|word| words::end_of(word, input.text, at)).max()?;
    place(input.text, at, word_end)?.value(input.text, forms, entropy, check)
}

/// A name and the place where its value begins.
pub struct Place {
    name: Range<usize>,
    /// Where the operator ends.
    operator: usize,
    value: usize,
}

/// The assignment to a name that holds a word, which stands in `text` from `at` to `word_end`.
pub fn place(text: &[u8], at: usize, word_end: usize) -> Option<Place> {
    let name = run(&text[word_end..text.len().min(word_end + MAX_NAME)], |b| {
        is_word(b) || matches!(b, b' ' | b'\t' | b'.' | b'-')
    });
    let name_end = word_end + name;
    let mut value = name_end;
    value += run(&text[value..text.len().min(value + 3)], |b| b.is_ascii_whitespace() || is_quote(b));
    value += index_length(&text[value..]);
    let Some(length) = operator_length(&text[value..]) else { return option(text, at, word_end) };
    value += length;
    let operator = value;
    value += run(&text[value..text.len().min(value + MAX_GAP)], |b| {
        b.is_ascii_whitespace() || is_quote(b) || matches!(b, b'=' | b'|' | b'>')
    });
    Some(Place { name: start_of_name(text, at)..name_end, operator, value })
}

/// Where the name begins that has a word at `at`.
fn start_of_name(text: &[u8], at: usize) -> usize {
    at - run_back(&text[at.saturating_sub(MAX_BEFORE)..at], |b| is_word(b) || matches!(b, b'.' | b'-'))
}

/// The place behind an option, `--name value`, where a space does what an operator does elsewhere.
fn option(text: &[u8], at: usize, word_end: usize) -> Option<Place> {
    let name = run(&text[word_end..text.len().min(word_end + MAX_NAME)], |b| is_word(b) || matches!(b, b'.' | b'-'));
    let name_end = word_end + name;
    let behind = text.get(name_end..)?.strip_prefix(b" ")?;
    let start = start_of_name(text, at);
    if !text[start..].starts_with(b"--") {
        return None;
    }
    let value = name_end + 1 + usize::from(behind.first().is_some_and(|b| is_quote(*b)));
    behind.first().is_some_and(|b| is_quote(*b) || is_word(*b)).then_some(Place {
        name: start..name_end,
        operator: value,
        value,
    })
}

/// The length of the bracket that closes an index to which is assigned, `os.environ["NAME"] = …`.
fn index_length(text: &[u8]) -> usize {
    let Some(rest) = text.strip_prefix(b"]") else { return 0 };
    let gap = run(&rest[..rest.len().min(2)], |b| b == b' ');
    if rest.get(gap) == Some(&b'=') { 1 + gap } else { 0 }
}

impl Place {
    /// The value, if it has one of `forms` and a function agrees.
    pub fn value(&self, text: &[u8], forms: &[&[Part]], entropy: f32, check: Check) -> Option<Range<usize>> {
        // An equals sign before the value may be its first character.
        let signs = run_back(&text[self.operator..self.value], |b| b == b'=');
        let found = (0..=signs).find_map(|signs| value(text, self.value - signs, forms, entropy));
        found.filter(|range| check(&text[self.name.clone()], &text[range.clone()]))
    }
}

/// A value with which the text of a field begins whose name holds a word.
pub fn in_field(text: &[u8], name: &[u8], forms: &[&[Part]], entropy: f32, check: Check) -> Option<Range<usize>> {
    let start = text.len() - text.trim_ascii_start().len();
    value(text, start, forms, entropy).filter(|range| check(name, &text[range.clone()]))
}

fn value(text: &[u8], at: usize, forms: &[&[Part]], entropy: f32) -> Option<Range<usize>> {
    let end = at + parts::longest(forms, &text[at..])?;
    (entropy == 0.0 || parts::entropy(&text[at..end]) >= entropy).then_some(at..end)
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// The length of an assignment's operator at the start of `text`.
fn operator_length(text: &[u8]) -> Option<usize> {
    let operators: [&[u8]; 13] =
        [b":::=", b"::=", b":=", b"=>", b"?=", b"+=", b"||", b"=", b":", b">", b",", b"(", b"|"];
    operators.iter().find(|operator| text.starts_with(operator)).map(|operator| operator.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::parts::Alphabet;

    #[test]
    fn values_stand_behind_their_names() {
        let forms: &[&[Part]] = &[&[Part::Run(Alphabet::HexLower, 8, 8)]];
        let found = |text: &str, field: Option<&str>| {
            let input = Input::new(text.as_bytes(), field.map(str::as_bytes));
            let range = find(&input, 0, &["acme"], forms, 0.0, |_, _| true)
                .or_else(|| in_field(input.text, input.field?, forms, 0.0, |_, _| true))?;
            Some(text[range].to_owned())
        };
        for text in [
            "acme=1234abcd",
            "acme_api_key: '1234abcd'",
            "acme-token => 1234abcd;",
            "acmeKey\": \"1234abcd\"",
            "ACME = 1234abcd",
            "ACME_KEY += \"1234abcd\"",
            "acme_token: |\n  1234abcd",
            "acmeToken>\n    1234abcd</acmeToken>",
            "acmeToken,1234abcd,",
            "acme.login(\"1234abcd\")",
            "acme_key\"] = \"1234abcd\"",
        ] {
            assert_eq!(found(text, None).as_deref(), Some("1234abcd"), "{text}");
        }
        let extended: &[&[Part]] = &[&[Part::Run(Alphabet::Extended, 8, 8)]];
        let input = Input::new(b"acme_key == '=234abcd'", None);
        assert_eq!(find(&input, 0, &["acme"], extended, 0.0, |_, _| true), Some(13..21));
        let option = |text: &str| {
            let at = text.find("acme")?;
            find(&Input::new(text.as_bytes(), None), at, &["acme"], forms, 0.0, |_, _| true).map(|r| text[r].to_owned())
        };
        for text in
            ["--acme-token 1234abcd", "--acme-token of=1234abcd", "--my.acme-token \"1234abcd\"", "x --acme '1234abcd'"]
        {
            assert_eq!(option(text).as_deref(), Some("1234abcd"), "{text}");
        }
        for text in ["-acme-token 1234abcd", "--acme-token  1234abcd", "--acme -1234abcd", "acme[1], 1234abcd"] {
            assert_eq!(option(text), None, "{text}");
        }
        assert_eq!(found("1234abcd", Some("myAcmeKey")).as_deref(), Some("1234abcd"));
        for text in
            ["acme 1234abcd", "acme=1234abcde", "acme=1234abcx", "acme is well known to all of us here=1234abcd"]
        {
            assert_eq!(found(text, None), None, "{text}");
        }
    }
}
