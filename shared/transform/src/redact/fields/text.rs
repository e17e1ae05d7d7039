//! Secret fields in text: where a name stands that is a secret's, and where its value ends.

use std::cell::Cell;
use std::ops::Range;

use crate::redact::action::Replacer;
use crate::redact::detectors::SECRET_FIELD;
use crate::redact::finding::{Finding, Form};
use crate::redact::input::{contains_ignoring_case, ends_ignoring_case, run, run_back};
use crate::redact::words;

use super::around;
use super::calls::is_message;
use super::commands;
use super::extent::{quote, spaces};
use super::named::Wanted;
use super::names::{HINTS, MAX_NAME, is_secret};
use super::weak::Weak;

/// The name that a hint from `start` to `end` is part of, if it is a secret's.
pub fn secret_name(text: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    // Some hints have the sign behind the name.
    let end = end - usize::from(matches!(text[end - 1], b'=' | b':' | b'"' | b'\''));
    let end = end - usize::from(text[end - 1] == b' ');
    let end = end - if text[start..end].ends_with(b" is") { 3 } else { 0 };
    let end = end + run(&text[end..text.len().min(end + MAX_NAME)], is_name);
    // Of `com.example.TokenService.java` and `headers.authorization`, the last part is the field.
    let whole = start - run_back(&text[start.saturating_sub(MAX_NAME)..start], is_name);
    let name = &text[whole..end];
    let last = &name[memchr::memrchr(b'.', name).map_or(0, |dot| dot + 1)..];
    (is_secret(last) || Weak::of(last).is_some()).then_some(whole..end)
}

/// The same of a hint that may lead to a secret that no field names.
pub fn leading_name(text: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    match commands::leads(text, start, end) {
        Some(end) => Some(start..end),
        None => secret_name(text, start, end),
    }
}

/// The hint with which a word ends at `end`, if it does; one that begins a word is a literal, and none of these.
pub fn hint_before(text: &[u8], end: usize) -> Option<Range<usize>> {
    let word = &text[end.saturating_sub(16)..end];
    let hint = HINTS.end.iter().find(|hint| ends_ignoring_case(word, hint.as_bytes()))?;
    let start = end - hint.len();
    (!words::begins(text, start)).then_some(start..end)
}

/// Appends the values of secret fields in text, whose `names` stand there: `key=value`, `key: value`, `"key": "value"`,
/// `map['key'] = value`, `--key value`, `<key>value</key>`, `("key", "value")`, and what commands take.
pub fn find_in_text(text: &[u8], names: &[Range<usize>], replacer: &Replacer, out: &mut Vec<Finding>) {
    let mut done = 0;
    let refused = Cell::new(0);
    let mut take = |value: &Value| {
        let body = &text[value.start..value.end];
        let takes = !body.is_empty() && !is_kept(body) && !is_labelled(text, value, replacer);
        if takes {
            out.push(Finding { form: value.form, ..Finding::text(value.start, value.end, SECRET_FIELD) });
        }
        takes
    };
    for name in names.iter() {
        if name.start < done {
            continue;
        }
        done = name.end;
        let field =
            Field { text, start: name.start, end: name.end, replacer, wanted: Wanted::Secret, refused: &refused };
        if let Some(value) = field.value() {
            // Within a value, a word such as `token` names no field.
            if take(&value) {
                done = done.max(value.end);
            }
            if let Some(beside) = field.beside(value.end)
                && take(&beside)
            {
                done = done.max(beside.end);
            }
            // Other names may stand before the parameters of their statement.
            if let Some(parameter) = field.parameter(value.start) {
                take(&parameter);
            }
        } else {
            field.led_to().iter().for_each(|value| {
                take(value);
            });
        }
    }
}

/// The value of a field that somebody named, whatever its name sounds like.
pub fn named_value(text: &[u8], name: &Range<usize>, replacer: &Replacer, wanted: Wanted) -> Option<Value> {
    let refused = Cell::new(0);
    (Field { text, start: name.start, end: name.end, replacer, wanted, refused: &refused }).value()
}

/// Words before a name that make it part of a sentence.
#[rustfmt::skip]
const SENTENCE: &[&str] = &[
    "a", "an", "bad", "change", "empty", "expired", "forgot", "incorrect", "invalid", "missing", "new", "no", "old",
    "reset", "the", "unexpected", "weak", "wrong", "your",
];

/// What becomes of a password, or whether there is one, behind a colon.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "accepted", "changed", "disabled", "enabled", "enter", "expired", "failed", "hidden", "matched", "mismatch", "no", "ok",
    "optional", "please", "rejected", "reset", "set", "unset", "updated", "yes",
];

/// Values that say that there is none, and what stands for a parameter of a statement: `password = $1`.
fn is_kept(value: &[u8]) -> bool {
    let parameter = matches!(value, b"?" | b"%s")
        || matches!(value, [b'$', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit));
    parameter
        || ["null", "true", "false", "none", "nil", "undefined"]
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a value is exactly a label, and ends with it.
fn is_labelled(text: &[u8], value: &Value, replacer: &Replacer) -> bool {
    let label = replacer.leading_label(&text[value.start..]);
    label > 0 && value.start + label >= value.end
}

#[inline]
pub(super) fn is_name(byte: u8) -> bool {
    NAME[usize::from(byte)]
}

/// Which bytes names are made of.
static NAME: [bool; 256] = {
    let mut name = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        name[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        byte += 1;
    }
    name
};

/// A name in a text, which may be a field's.
pub(super) struct Field<'a> {
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) replacer: &'a Replacer,
    pub(super) wanted: Wanted,
    /// Where the last long value ends that stands behind a name that says too little, and was refused.
    pub(super) refused: &'a Cell<usize>,
}

/// How long such a value is, and at most another one within it, with what parts it from its name.
const MAX_WEAK: usize = 512;

/// Where a value stands, and the form of what is written in its place.
pub struct Value {
    pub start: usize,
    pub end: usize,
    pub form: Form,
}

impl Field<'_> {
    pub(super) fn name(&self) -> &[u8] {
        &self.text[self.start..self.end]
    }

    /// The part of the name behind its last full stop.
    pub(super) fn last_part(&self) -> &[u8] {
        let name = self.name();
        &name[memchr::memrchr(b'.', name).map_or(0, |dot| dot + 1)..]
    }

    /// The value, if this is a secret field and has one.
    fn value(&self) -> Option<Value> {
        // `_auth`, which npm knows, is a secret's whatever stands there.
        if self.wanted == Wanted::Secret
            && !self.text[..self.start].ends_with(b"_")
            && let Some(weak) = Weak::of(self.last_part())
        {
            return self.weak_value(weak).or_else(|| self.told(weak));
        }
        let ways = self.ways();
        let is = |way| ways & way != 0;
        let mut value = None;
        if is(around::ELEMENT) {
            value = self.element();
        }
        if is(around::SIGN) {
            value = value.or_else(|| self.behind_sign());
        }
        if is(around::MARKUP) {
            value = value.or_else(|| self.in_markup());
        }
        if is(around::FORM) {
            value = value.or_else(|| self.form_part());
        }
        if is(around::PAIR) {
            value = value.or_else(|| self.in_pair());
        }
        if is(around::TUPLE) {
            value = value.or_else(|| self.in_tuple());
        }
        if is(around::SETTER) {
            value = value.or_else(|| self.in_setter());
        }
        if is(around::STATEMENT) {
            value = value.or_else(|| self.in_statement());
        }
        if is(around::SPACE) {
            value = value
                .or_else(|| self.identified())
                .or_else(|| self.behind_space())
                .or_else(|| self.in_sentence())
                .or_else(|| self.card_code());
        }
        value
    }

    /// The value behind `=`, `:` and the like, or behind an option.
    fn behind_sign(&self) -> Option<Value> {
        let flag = self.name().starts_with(b"--");
        if let Some(value) = self.in_doubled_quotes() {
            return Some(value);
        }
        let mut at = self.end;
        let quoted_name = quote(self.text, at);
        at += quoted_name.as_ref().map_or(0, |q| q.length);
        at += usize::from(self.text.get(at) == Some(&b']') && self.is_index(quoted_name.is_some()));
        if let Some(value) = self.serialized(at).filter(|_| quoted_name.is_some()) {
            return Some(value);
        }
        let gap = spaces(self.text, at);
        match self.text.get(at + gap) {
            Some(b'=') if !matches!(self.text.get(at + gap + 1), Some(b'=' | b'~')) => {
                let after = at + gap + 1 + usize::from(self.text.get(at + gap + 1) == Some(&b'>'));
                self.assigned(after, gap > 0)
            }
            Some(b':') if self.text.get(at + gap + 1) == Some(&b'=') => self.assigned(at + gap + 2, gap > 0),
            Some(b':') if self.text.get(at + gap + 1) != Some(&b':') => {
                self.after_colon(at + gap + 1, quoted_name.is_some())
            }
            Some(_) if flag && gap > 0 && quoted_name.is_none() && self.text[at + gap] != b'-' => {
                self.quoted(at + gap).or_else(|| Some(self.until_delimiter(at + gap, Form::Spaced)))
            }
            _ => None,
        }
    }

    /// The value behind a name that says too little, if it looks like what hides there. Names that stand within a long one
    /// that was refused are many, perhaps, and have short values.
    fn weak_value(&self, weak: Weak) -> Option<Value> {
        let in_query = self.is_in_query();
        let within = self.start < self.refused.get() && !in_query;
        let near = if within { self.text.len().min(self.end + MAX_WEAK) } else { self.text.len() };
        let value = Field { text: &self.text[..near], ..*self }.behind_sign()?;
        let body = &self.text[value.start..value.end];
        let whole = value.end < near || near == self.text.len();
        let says = || is_one_of(body, &["fail", "failed", "okay", "success"]);
        let fits = whole && weak.fits(body) || in_query && body.len() >= 4 && !says();
        if !fits && body.len() > MAX_WEAK {
            self.refused.set(self.refused.get().max(value.end));
        }
        fits.then_some(value)
    }

    /// Whether this is a password in a query, `?user=bob&pass=secret`, where it need not look like one.
    fn is_in_query(&self) -> bool {
        let query = matches!(self.text[..self.start].last(), Some(b'?' | b'&'));
        query && self.name().eq_ignore_ascii_case(b"pass")
    }

    /// The value behind a name as PHP serializes both: `s:8:"password";s:1:"x";`.
    fn serialized(&self, at: usize) -> Option<Value> {
        let rest = self.text.get(at..)?.strip_prefix(b";s:")?;
        let digits = run(&rest[..rest.len().min(8)], |b| b.is_ascii_digit());
        let quoted = rest.get(digits).is_some_and(|b| *b == b':') && digits > 0;
        if quoted { self.quoted(at + 3 + digits + 1) } else { None }
    }

    /// Whether a bracket stands before the name, as in `map['password']`, `user[password]` and `params[:password]`; a label
    /// of ours is none.
    fn is_index(&self, quoted: bool) -> bool {
        let mark = quoted || self.text[..self.start].ends_with(b"[:");
        let open = self.start.checked_sub(1 + usize::from(mark));
        open.is_some_and(|open| self.text[open] == b'[' && !self.replacer.is_label(&self.text[open..=self.end]))
    }

    /// The value behind `=`.
    fn assigned(&self, at: usize, spaced: bool) -> Option<Value> {
        let gap = spaces(self.text, at);
        let start = at + gap;
        if let Some(value) = self.quoted(start).or_else(|| self.wrapped(start)) {
            return Some(value);
        }
        // `a= b=c`: the first has no value.
        if gap > 0 && !spaced && self.is_next_field(start) {
            return None;
        }
        let form = if gap > 0 { Form::Spaced } else { Form::Text };
        if let Some(phrase) = self.phrase(start).filter(|value| value.end == self.line(start, form).end) {
            return Some(phrase);
        }
        if let Some(value) = self.authorization(start, form) {
            return Some(value);
        }
        if let Some(value) = self.whole(start, form, false) {
            return Some(value);
        }
        let value = self.with_spaces(self.until_delimiter(start, form));
        if is_header(self.name(), b"cookie") && self.text[value.end..].starts_with(b"; ") {
            return Some(self.line(start, form));
        }
        Some(value)
    }

    /// The value behind `:`, where prose may follow just as well.
    fn after_colon(&self, at: usize, quoted_name: bool) -> Option<Value> {
        let gap = spaces(self.text, at);
        let start = at + gap;
        if let Some(value) = self.quoted(start).or_else(|| self.wrapped(start)) {
            // `unexpected token: ';'` quotes no secret.
            let mark = self.text[value.start..value.end].iter().all(u8::is_ascii_punctuation);
            return (quoted_name || !mark || self.wanted != Wanted::Secret).then_some(value);
        }
        if self.text[at..].starts_with(b"//") || (gap == 0 && self.is_in_arn()) {
            return None;
        }
        if let Some(value) = self.block(start) {
            return Some(value);
        }
        let form = if gap > 0 { Form::Spaced } else { Form::Text };
        if is_header(self.name(), b"cookie") && !quoted_name {
            return Some(self.line(start, form));
        }
        if let Some(value) = self.authorization(start, form) {
            return Some(value);
        }
        if let Some(value) = self.whole(start, form, true) {
            return Some(value);
        }
        if let Some(phrase) = self.phrase(start) {
            return Some(phrase);
        }
        let value = self.until_delimiter(start, form);
        let body = &self.text[value.start..value.end];
        // `Password: required` says something about it.
        let says = gap > 0 && !quoted_name && (is_message(body) || is_one_of(body, STATES));
        if says && self.wanted == Wanted::Secret {
            return None;
        }
        if quoted_name || self.wanted != Wanted::Secret || !is_prose(body) {
            return Some(value);
        }
        // What looks like a word may be a password, unless the name is part of a sentence; it is hardly a token.
        let name = self.name();
        let password = contains_ignoring_case(name, b"pass") || contains_ignoring_case(name, b"pwd");
        let compound = name.iter().any(|b| !b.is_ascii_alphanumeric()) || name.eq_ignore_ascii_case(b"apikey");
        // `v1.Secret: secrets is forbidden` is a sentence too.
        if !password && self.text.get(value.end + 1..).is_some_and(is_message) {
            return None;
        }
        ((password || compound || (gap == 0 && self.is_in_braces())) && !self.is_in_sentence()).then_some(value)
    }

    /// The words behind `passphrase:`, if they are several.
    fn phrase(&self, start: usize) -> Option<Value> {
        if !is_header(self.name(), b"passphrase") || self.is_in_sentence() {
            return None;
        }
        let rest = &self.text[start..];
        let words = run(&rest[..rest.len().min(MAX_NAME)], |b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'-'));
        let mut words = rest[..words].trim_ascii_end();
        // The last may be the name of what follows.
        if matches!(rest.get(words.len()), Some(b'=' | b':' | b'_')) {
            words = words[..words.len() - run_back(words, |b| b != b' ')].trim_ascii_end();
        }
        let several = words.split(|b| *b == b' ').filter(|word| !word.is_empty()).count() >= 3;
        let value = Value { start, end: start + words.len(), form: Form::Spaced };
        (several && !is_message(words)).then_some(value)
    }

    /// Whether the name stands in braces, as Go prints a structure: `&{User:bob Token:abc}`.
    fn is_in_braces(&self) -> bool {
        let before = &self.text[self.start.saturating_sub(256)..self.start];
        let open = memchr::memrchr2(b'{', b'}', before).is_some_and(|at| before[at] == b'{');
        open && matches!(before.last(), Some(b' ' | b'{'))
    }

    /// The lines of a YAML block: behind `|` or `>`, all that are indented deeper than the name's.
    fn block(&self, start: usize) -> Option<Value> {
        let rest = self.text.get(start..)?.strip_prefix(b"|").or(self.text[start..].strip_prefix(b">"))?;
        let rest = &rest[run(&rest[..rest.len().min(4)], |b| matches!(b, b'+' | b'-' | b'0'..=b'9'))..];
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
        let blank = |b: u8| matches!(b, b' ' | b'\t');
        let line = &self.text[..self.start];
        let line = &line[line.len() - run_back(line, |b| b != b'\n')..];
        let indent = run(line, |b| blank(b) || b == b'-');
        let mut lines = rest.split_inclusive(|b| *b == b'\n').peekable();
        let first = run(lines.peek()?, blank);
        let inside = lines.take_while(|line| line.trim_ascii().is_empty() || run(line, blank) > indent);
        let length: usize = inside.map(<[u8]>::len).sum();
        let start = self.text.len() - rest.len();
        let body = &rest[..length];
        let end = start + body.trim_ascii_end().len();
        (end > start + first).then_some(Value { start: start + first, end, form: Form::Text })
    }

    /// In a connection string, a value goes on through spaces to the next `;`.
    fn with_spaces(&self, value: Value) -> Value {
        let behind = &self.text[value.end..self.text.len().min(value.end + 64)];
        if !self.text[..self.start].ends_with(b";") || !behind.starts_with(b" ") {
            return value;
        }
        let length = run(behind, |b| !b.is_ascii_control() && !matches!(b, b';' | b'"' | b'\'' | b'=' | b':'));
        let end = value.end + length;
        let ends = self.text.get(end) == Some(&b';') && (end + 1 == self.text.len() || self.is_next_field(end + 1));
        if ends { Value { end, ..value } } else { value }
    }

    /// The rest of the line, or of what is quoted.
    pub(super) fn line(&self, start: usize, form: Form) -> Value {
        // A list, as programs print headers, is no line.
        if self.text[start..].starts_with(b"[") {
            return self.until_delimiter(start, form);
        }
        let end = start + run(&self.text[start..], |b| !matches!(b, b'\n' | b'\r' | b'"' | b'\''));
        Value { start, end, form }
    }

    /// Whether the name is part of a resource's: `arn:aws:secretsmanager:…:secret:name`.
    fn is_in_arn(&self) -> bool {
        let before = &self.text[self.start.saturating_sub(256)..self.start];
        let word =
            &before[before.len() - run_back(before, |b| !b.is_ascii_whitespace() && !matches!(b, b'"' | b'\''))..];
        word.ends_with(b":") && contains_ignoring_case(word, b"arn:")
    }

    /// Whether a word stands before the name that makes it part of a sentence: `wrong password: please try again`.
    fn is_in_sentence(&self) -> bool {
        let Some(before) = self.text[..self.start].strip_suffix(b" ") else { return false };
        let word =
            &before[before.len() - run_back(&before[before.len().saturating_sub(16)..], |b| b.is_ascii_alphabetic())..];
        SENTENCE.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
    }

    /// What follows the scheme in the value of an authorisation header; parameters go to the end of the line.
    fn authorization(&self, start: usize, form: Form) -> Option<Value> {
        if !is_header(self.name(), b"authorization") {
            return None;
        }
        let scheme = run(&self.text[start..], |b| b.is_ascii_alphanumeric() || b == b'-');
        let space = start + scheme;
        let body = space + spaces(self.text, space);
        if scheme == 0 || body == space {
            return None;
        }
        let token = self.until_delimiter(body, form);
        let first = &self.text[token.start..token.end];
        // What is quoted as a whole ends with its quote: `-H "Authorization: Basic YTpi"`.
        let quoted = memchr::memmem::find(first, b"=\"").is_some();
        let parameters = quoted || (self.text.get(token.end) == Some(&b',') && first.contains(&b'='));
        if parameters {
            let end = body + run(&self.text[body..], |b| !matches!(b, b'\n' | b'\r'));
            return Some(Value { end, ..token });
        }
        Some(token)
    }

    /// Whether `name=` or `name:` stands at `at`.
    pub(super) fn is_next_field(&self, at: usize) -> bool {
        let rest = &self.text[at..self.text.len().min(at + MAX_NAME)];
        let space = run(rest, |b| b == b' ');
        let name = run(&rest[space..], |b| is_name(b) || matches!(b, b'"' | b'[' | b']' | b'%'));
        name > 0 && matches!(rest.get(space + name), Some(b'=' | b':'))
    }
}

/// Whether a name's last word is `word`, as headers' names are written.
fn is_header(name: &[u8], word: &[u8]) -> bool {
    name.len() >= word.len() && name[name.len() - word.len()..].eq_ignore_ascii_case(word)
}

/// Whether a value looks like a word of a sentence.
pub(super) fn is_prose(value: &[u8]) -> bool {
    let word = &value[..value.len() - run_back(value, |b| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')'))];
    word.len() < 16
        && word.iter().all(|b| b.is_ascii_alphabetic() || matches!(b, b'\'' | b'-'))
        && word.iter().skip(1).all(|b| !b.is_ascii_uppercase())
}

/// Whether `word` is one of `known`, in whatever case.
pub(super) fn is_one_of(word: &[u8], known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

/// Whether a text begins with a word that makes it part of a sentence: `invalid token`.
pub(super) fn is_in_message(text: &[u8]) -> bool {
    is_one_of(&text[..run(text, |b| b.is_ascii_alphabetic())], SENTENCE)
}
