//! Secret fields in text: where a name stands that is a secret's, and where its value ends.

use std::ops::Range;

use crate::redact::action::Replacer;
use crate::redact::detectors::SECRET_FIELD;
use crate::redact::finding::{Finding, Form};
use crate::redact::input::{contains_ignoring_case, run, run_back};

use super::named::Wanted;
use super::names::{MAX_NAME, is_secret};

/// The name that a hint from `start` to `end` is part of, if it is a secret's.
pub fn secret_name(text: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    let start = start - run_back(&text[start.saturating_sub(MAX_NAME)..start], is_name);
    let end = end + run(&text[end..text.len().min(end + MAX_NAME)], is_name);
    // Of `com.example.TokenService.java` and `headers.authorization`, the last part is the field.
    let last = text[start..end].rsplit(|b| *b == b'.').next().unwrap_or_default();
    is_secret(last).then_some(start..end)
}

/// Appends the values of secret fields in text, whose `names` stand there: `key=value`, `key: value`, `"key": "value"`,
/// `map['key'] = value`, `--key value`, `<key>value</key>`.
pub fn find_in_text(text: &[u8], names: &[Range<usize>], replacer: &Replacer, out: &mut Vec<Finding>) {
    let mut done = 0;
    for name in names.iter() {
        if name.start < done {
            continue;
        }
        done = name.end;
        if let Some(value) =
            (Field { text, start: name.start, end: name.end, replacer, wanted: Wanted::Secret }).value()
            && value.start < value.end
            && !is_kept(&text[value.start..value.end])
            && !is_labelled(text, &value, replacer)
        {
            out.push(Finding { form: value.form, ..Finding::text(value.start, value.end, *SECRET_FIELD) });
            // Within a value, a word such as `token` names no field.
            done = value.end;
        }
    }
}

/// The value of a field that somebody named, whatever its name sounds like.
pub fn named_value(text: &[u8], name: &Range<usize>, replacer: &Replacer, wanted: Wanted) -> Option<Value> {
    (Field { text, start: name.start, end: name.end, replacer, wanted }).value()
}

/// Words before a name that make it part of a sentence.
#[rustfmt::skip]
const SENTENCE: &[&str] = &[
    "a", "an", "bad", "change", "empty", "expired", "forgot", "incorrect", "invalid", "missing", "new", "no", "old",
    "reset", "the", "unexpected", "weak", "wrong", "your",
];

/// Prefixes of string literals, in Python and Rust.
const PREFIXES: &[&[u8]] = &[b"b", b"u", b"r", b"f", b"br", b"rb"];

/// Values that say that there is none.
fn is_kept(value: &[u8]) -> bool {
    ["null", "true", "false", "none", "nil", "undefined"].iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a value is exactly a label, and ends with it.
fn is_labelled(text: &[u8], value: &Value, replacer: &Replacer) -> bool {
    let label = replacer.leading_label(&text[value.start..]);
    label > 0 && value.start + label >= value.end
}

pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// A name in a text, which may be a field's.
pub(super) struct Field<'a> {
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    end: usize,
    pub(super) replacer: &'a Replacer,
    pub(super) wanted: Wanted,
}

/// Where a value stands.
pub struct Value {
    pub start: usize,
    pub end: usize,
    pub form: Form,
}

impl Field<'_> {
    fn name(&self) -> &[u8] {
        &self.text[self.start..self.end]
    }

    /// The value, if this is a secret field and has one.
    fn value(&self) -> Option<Value> {
        let name = self.name();
        let flag = name.starts_with(b"--");
        if let Some(value) = self.element() {
            return Some(value);
        }
        let mut at = self.end;
        let quoted_name = quote(self.text, at);
        at += quoted_name.as_ref().map_or(0, |q| q.length);
        at += usize::from(self.text.get(at) == Some(&b']') && self.is_index(quoted_name.is_some()));
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

    /// Whether a bracket stands before the name, as in `map['password']` and `user[password]`; a label of ours is none.
    fn is_index(&self, quoted: bool) -> bool {
        let open = self.start.checked_sub(1 + usize::from(quoted));
        open.is_some_and(|open| self.text[open] == b'[' && !self.replacer.is_label(&self.text[open..=self.end]))
    }

    /// The text of an XML element, if the name is one's.
    fn element(&self) -> Option<Value> {
        let before = &self.text[..self.start];
        let prefix = before
            .strip_suffix(b":")
            .map(|text| &text[..text.len() - run_back(&text[text.len().saturating_sub(16)..], is_name)]);
        if !before.ends_with(b"<") && !prefix.is_some_and(|text| text.ends_with(b"<")) {
            return None;
        }
        let attributes = &self.text[self.end..self.text.len().min(self.end + 256)];
        let start = self.end + memchr::memchr(b'>', attributes)? + 1;
        let end = start + memchr::memchr(b'<', &self.text[start..]).unwrap_or(self.text.len() - start);
        let markup = attributes.first().is_some_and(|b| b.is_ascii_whitespace() || *b == b'>')
            && !self.text[..start].ends_with(b"/>");
        markup.then_some(Value { start, end, form: Form::Text })
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
        if let Some(value) = self.authorization(start, form) {
            return Some(value);
        }
        if let Some(value) = self.whole(start, form, false) {
            return Some(value);
        }
        let value = self.until_delimiter(start, form);
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
        let value = self.until_delimiter(start, form);
        if quoted_name || self.wanted != Wanted::Secret || !is_prose(&self.text[value.start..value.end]) {
            return Some(value);
        }
        // What looks like a word may be a password, unless the name is part of a sentence; it is hardly a token.
        let name = self.name();
        let password = contains_ignoring_case(name, b"pass") || contains_ignoring_case(name, b"pwd");
        let compound = name.iter().any(|b| !b.is_ascii_alphanumeric()) || name.eq_ignore_ascii_case(b"apikey");
        ((password || compound) && !self.is_in_sentence()).then_some(value)
    }

    /// The rest of the line, or of what is quoted.
    pub(super) fn line(&self, start: usize, form: Form) -> Value {
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

    /// A quoted value behind a prefix, `b'…'`, or within a constructor, `Some("…")`.
    fn wrapped(&self, start: usize) -> Option<Value> {
        let head = &self.text[start.min(self.text.len())..self.text.len().min(start + 64)];
        let head = &head[..run(head, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'('))];
        let prefix = PREFIXES.iter().any(|known| head.eq_ignore_ascii_case(known));
        (prefix || head.ends_with(b"(")).then(|| self.quoted(start + head.len()))?
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
        let parameters = self.text[token.start..token.end].contains(&b'=') && self.text.get(token.end) == Some(&b',')
            || self.text.get(token.end) == Some(&b'"');
        if parameters {
            let end = body + run(&self.text[body..], |b| !matches!(b, b'\n' | b'\r'));
            return Some(Value { end, ..token });
        }
        Some(token)
    }

    /// A value in quotes: up to the quote that closes it, or to the end of the text where it was cut off.
    fn quoted(&self, at: usize) -> Option<Value> {
        let open = quote(self.text, at)?;
        let start = at + open.length;
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
    fn until_delimiter(&self, start: usize, form: Form) -> Value {
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
                b'"' | 0x1b => true,
                b'<' => matches!(next, None | Some(b'/' | b'!')),
                b'>' => last || next == Some(b'<'),
                b'\'' => next.is_none_or(|b| !b.is_ascii_alphanumeric()),
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

    /// Whether `name=` or `name:` stands at `at`.
    pub(super) fn is_next_field(&self, at: usize) -> bool {
        let rest = &self.text[at..self.text.len().min(at + MAX_NAME)];
        let space = run(rest, |b| b == b' ');
        let name = run(&rest[space..], |b| is_name(b) || matches!(b, b'"' | b'[' | b']' | b'%'));
        name > 0 && matches!(rest.get(space + name), Some(b'=' | b':'))
    }
}

/// A quote, with the backslashes that escape it.
pub(super) struct Quote {
    mark: u8,
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

/// Whether a name's last word is `word`, as headers' names are written.
fn is_header(name: &[u8], word: &[u8]) -> bool {
    name.len() >= word.len() && name[name.len() - word.len()..].eq_ignore_ascii_case(word)
}

/// Whether a value looks like a word of a sentence.
fn is_prose(value: &[u8]) -> bool {
    let word = &value[..value.len() - run_back(value, |b| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')'))];
    word.len() < 16
        && word.iter().all(|b| b.is_ascii_alphabetic() || matches!(b, b'\'' | b'-'))
        && word.iter().skip(1).all(|b| !b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::redact::{Action, Redactor, Selection};

    fn redacted(text: &str) -> String {
        let redactor = Redactor::new(&Selection::parse(["secret_field"]).unwrap(), Action::Label);
        let found = redactor.redact(text).findings;
        let mut out = text.to_owned();
        for finding in found.iter().rev() {
            out.replace_range(finding.start..finding.end, "#");
        }
        out
    }

    #[test]
    fn values_end_where_something_else_begins() {
        for (text, expected) in [
            ("password=hunter2 user=bob", "password=# user=bob"),
            ("password=a,b user=bob", "password=# user=bob"),
            ("password=abc, user=bob", "password=#, user=bob"),
            ("password=abc,user=bob", "password=#,user=bob"),
            ("Password=a;b;Server=db", "Password=#;Server=db"),
            ("/x?token=abc&next=1", "/x?token=#&next=1"),
            ("/x?token=a&b", "/x?token=#"),
            ("User(name=a, password=b)", "User(name=a, password=#)"),
            ("User{password=b}", "User{password=#}"),
            ("password=b)c", "password=#"),
            ("password=[hunter2]", "password=#"),
            ("password=[a b] c", "password=# c"),
            ("password=\"two \\\" words\" x", "password=\"#\" x"),
            ("password='x' y", "password='#' y"),
            ("password = hunter2", "password = #"),
            ("password= user=bob", "password= user=bob"),
            ("{\\\"password\\\":\\\"x\\\",\\\"a\\\":1}", "{\\\"password\\\":\\\"#\\\",\\\"a\\\":1}"),
            ("\"password\": 12345, \"a\"", "\"password\": #, \"a\""),
            ("{'password': 'x', 'a': 1}", "{'password': '#', 'a': 1}"),
            ("\"password\":\"cut off", "\"password\":\"#"),
            ("password: hunter two", "password: # two"),
            ("token: a1b2c3 rest", "token: # rest"),
            ("token: expected here", "token: expected here"),
            ("Authorization: Bearer abc.def rest", "Authorization: Bearer # rest"),
            ("Authorization: Digest username=\"a\", response=\"b\"", "Authorization: Digest #"),
            ("Cookie: a=b; c=d\nHost: x", "Cookie: #\nHost: x"),
            ("secret=>x", "secret=>#"),
            ("secret := x", "secret := #"),
            ("token::Kind", "token::Kind"),
            ("--password hunter2 --verbose", "--password # --verbose"),
            ("password=null", "password=null"),
            ("Config { password: Some(\"x y\") }", "Config { password: Some(\"#\") }"),
            ("{'password': b'two words'}", "{'password': b'#'}"),
            ("{\"password\":{\"a\":\"b\",\"c\":[\"x", "{\"password\":#"),
            ("password='it''s x' y", "password='#' y"),
            ("user[password]=x&user[a]=b", "user[password]=#&user[a]=b"),
            ("config['password'] = 'x'", "config['password'] = '#'"),
            ("[SECRET_FIELD]: x", "[SECRET_FIELD]: x"),
            ("<password>x y</password>", "<password>#</password>"),
            ("<ns:password type=\"a\">x</ns:password>", "<ns:password type=\"a\">#</ns:password>"),
            ("\u{1b}[36mpassword\u{1b}[0m=x1\u{1b}[0m", "\u{1b}[36mpassword\u{1b}[0m=#\u{1b}[0m"),
            ("--token \"x y\" z", "--token \"#\" z"),
            ("API Key: letmein", "API Key: #"),
            ("INFO:password:x", "INFO:password:#"),
            ("(TokenService.java:42)", "(TokenService.java:42)"),
            ("unexpected token: ';'", "unexpected token: ';'"),
            ("wrong password: please try again", "wrong password: please try again"),
            ("cookie=sid=abc; sess=x", "cookie=#"),
            ("password=a<b>c d", "password=# d"),
            ("(password=[x y])", "(password=#)"),
            ("password", "password"),
            ("password=", "password="),
        ] {
            assert_eq!(redacted(text), expected, "{text}");
        }
    }
}
