//! Secrets in JSON whose name is a value too: `{"name":"DB_PASSWORD","value":"…"}`, `[["token","…"], …]`, the arguments of
//! a program, the environment of a container.

use std::ops::Range;

use memchr::memmem;

use crate::redact::derived::unescape;
use crate::redact::input::{ends_ignoring_case, run, run_back};
use crate::redact::json::{self, Token, TokenKind};

use super::calls::{NAME_WORDS, VALUE_WORDS};
use super::names::{MAX_NAME, is_secret, last_words};
use super::text::{is_in_message, is_name, is_one_of};

/// What of a JSON value is hidden because a name beside it says so.
#[derive(Default)]
pub struct Pairs {
    /// Values, and whole strings' bodies: all leaves within are hidden. In rising order, apart from one another.
    values: Vec<Range<usize>>,
    /// Parts of strings, `DB_PASSWORD=…` without the name.
    pub parts: Vec<Range<usize>>,
}

impl Pairs {
    /// Whether no value is hidden.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether what begins at `at` is hidden.
    pub fn hold(&self, at: usize) -> bool {
        let next = self.values.partition_point(|value| value.start <= at);
        next.checked_sub(1).is_some_and(|last| at < self.values[last].end)
    }
}

/// The pairs in the JSON value that begins where `within` does and ends within it; `names` stand in the text, in their order,
/// and others may stand there where something is `encoded`.
pub fn pairs(text: &[u8], within: Range<usize>, names: &[Range<usize>], encoded: &[usize]) -> Pairs {
    let (start, end) = (within.start, within.end);
    let inside = |at: usize| names.partition_point(|name| name.start < at);
    let names = &names[inside(start)..inside(end)];
    let value = &text[start..end];
    let encoded = &encoded[encoded.partition_point(|at| *at < start)..encoded.partition_point(|at| *at < end)];
    let escaped = || encoded.iter().any(|at| text[*at..].starts_with(b"\\u00") && is_escaped_part(&text[*at..]));
    if may_be_in(text, value, names) || escaped() { all(text, start) } else { Pairs::default() }
}

/// Whether one of the `names` in a text may be that of a pair in the JSON `value` that stands there.
pub(super) fn may_be_in(text: &[u8], value: &[u8], names: &[Range<usize>]) -> bool {
    let place = names.iter().map(|name| Place::of(text, name)).max().unwrap_or_default();
    place == Place::InArray || (place == Place::InObject && has_value_key(value))
}

/// The pairs in the JSON value that begins at `start`, wherever names stand.
fn all(text: &[u8], start: usize) -> Pairs {
    let mut pairs = Pairs::default();
    let mut open: Vec<Frame> = Vec::new();
    let visit = |token: Token| match token.kind {
        TokenKind::Key => {
            if let Some(frame) = open.last_mut() {
                let key = &text[token.start..token.end];
                frame.role = Role::of(key);
                frame.stem = token.start..token.end - last_words(key)[1].len();
            }
        }
        TokenKind::Open => {
            let parent = open.last();
            open.push(Frame {
                start: token.start,
                is_object: text[token.start] == b'{',
                in_list: parent.is_some_and(|parent| !parent.is_object),
                around: parent.map_or(Role::None, |parent| parent.role),
                ..Frame::default()
            });
        }
        TokenKind::Close => {
            let Some(frame) = open.pop() else { return };
            if frame.is_object
                && let Some(name) = &frame.secret
            {
                let belongs = |stem: &Range<usize>| is_same_stem(&text[name.clone()], &text[stem.clone()]);
                let values = frame.values.into_iter().filter(|(stem, _)| belongs(stem));
                pairs.values.extend(values.map(|(_, value)| value));
            } else if !frame.is_object && frame.count == 2 && frame.secret.is_some() && (frame.in_list || frame.random)
            {
                pairs.values.extend(frame.values.into_iter().map(|(_, value)| value));
            }
            let Some(parent) = open.last_mut() else { return };
            // `"loc": ["body", "password"]` names what the object speaks of.
            if parent.is_object && parent.role == Role::Name && frame.last_secret {
                parent.secret = Some(parent.stem.clone());
            }
            parent.value(frame.start..token.end, &mut pairs);
        }
        TokenKind::String => {
            if let Some(frame) = open.last_mut() {
                frame.string(text, token, &mut pairs);
            }
        }
        TokenKind::Number => {
            if let Some(frame) = open.last_mut() {
                // A short number measures something.
                let range = if token.end - token.start < 4 { token.start..token.start } else { token.start..token.end };
                frame.value(range, &mut pairs);
            }
        }
        TokenKind::Constant => {
            if let Some(frame) = open.last_mut() {
                frame.value(token.start..token.start, &mut pairs);
            }
        }
    };
    if json::walk(text, start, visit).is_err() {
        return Pairs::default();
    }
    pairs.values.retain(|value| !value.is_empty());
    pairs.values.sort_by_key(|value| (value.start, std::cmp::Reverse(value.end)));
    // Of values within one another, the outermost counts.
    let mut end = 0;
    pairs.values.retain(|value| {
        let apart = value.start >= end;
        end = end.max(value.end);
        apart
    });
    pairs
}

/// What a member of an object is to the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    #[default]
    None,
    /// It may hold the name of a field.
    Name,
    /// It may hold a kind, such as `password`.
    Kind,
    /// It holds the field's value.
    Value,
    /// It holds headers' names and values by turns.
    Headers,
}

impl Role {
    fn of(key: &[u8]) -> Self {
        let word = last_words(key)[1];
        if is_one_of(word, NAME_WORDS) {
            Self::Name
        } else if is_one_of(word, VALUE_WORDS) {
            Self::Value
        } else if is_one_of(word, &["headers"]) {
            Self::Headers
        } else if is_one_of(key, &["type"]) {
            Self::Kind
        } else {
            Self::None
        }
    }
}

/// How many values of one object are remembered.
const MAX_VALUES: usize = 8;

/// An object or array that is open.
#[derive(Default)]
struct Frame {
    start: usize,
    is_object: bool,
    /// Whether it is an element of an array.
    in_list: bool,
    /// What the member is that holds it.
    around: Role,
    /// What the member is that is read now.
    role: Role,
    /// What stands before `name` in the key of the member that is read now.
    stem: Range<usize>,
    /// The same of the member in which a secret's name stands, if one does.
    secret: Option<Range<usize>>,
    /// Whether the last string of an array is a secret's name.
    last_secret: bool,
    /// Whether the second element of an array is one that hardly names anything.
    random: bool,
    /// Whether the next element of an array is the value of a name or an option before it.
    next: bool,
    /// How many elements an array has so far.
    count: usize,
    /// Values, each with what stands before `value` in its key.
    values: Vec<(Range<usize>, Range<usize>)>,
}

impl Frame {
    /// Takes a value of the object, or an element of the array.
    fn value(&mut self, range: Range<usize>, pairs: &mut Pairs) {
        if self.is_object {
            if self.role == Role::Value && self.values.len() < MAX_VALUES {
                self.values.push((self.stem.clone(), range));
            }
            return;
        }
        if self.next {
            pairs.values.push(range.clone());
        }
        if self.count == 1 {
            self.values.push((0..0, range));
        }
        self.count += 1;
        self.next = false;
        self.last_secret = false;
    }

    fn string(&mut self, text: &[u8], token: Token, pairs: &mut Pairs) {
        let body = &text[token.start..token.end];
        if self.is_object {
            let says = match self.role {
                Role::Name => names_secret(body),
                Role::Kind => body.eq_ignore_ascii_case(b"password"),
                _ => false,
            };
            if says {
                // Of `type` there is no stem to be compared.
                self.secret = Some(if self.role == Role::Kind { 0..0 } else { self.stem.clone() });
            }
            return self.value(token.start..token.end, pairs);
        }
        let option = body.starts_with(b"-");
        // An option has no value if another follows it.
        self.next &= !(option && self.around != Role::Headers);
        let (first, by_turns) = (self.count == 0, self.around == Role::Headers && self.count.is_multiple_of(2));
        self.random |= self.count == 1 && is_one_time(body);
        self.value(token.start..token.end, pairs);
        let secret = names_secret(body);
        self.last_secret = secret;
        if first && secret && !option {
            self.secret = Some(0..0);
        }
        self.next = secret && (by_turns || body.starts_with(b"--"));
        if let Some(name) = memchr::memchr(b'=', &body[..body.len().min(MAX_NAME)])
            && is_environment(&body[..name])
            && memchr::memchr(b' ', body).is_some()
            && memmem::find(body, b"\\n").is_none()
        {
            pairs.parts.push(token.start + name + 1..token.end);
        }
    }
}

/// Whether a string beside a secret's name is hardly a name itself: a word in which a letter follows a digit, or a mark
/// stands that names have not.
fn is_one_time(body: &[u8]) -> bool {
    let mixed = body.windows(2).any(|two| two[0].is_ascii_digit() && two[1].is_ascii_alphabetic());
    let marked = body.iter().any(|b| matches!(b, b'!' | b'#' | b'$' | b'^' | b'&' | b'*'));
    body.len() >= 6
        && body.iter().all(u8::is_ascii_graphic)
        && body.iter().any(u8::is_ascii_alphabetic)
        && (mixed || marked)
        && !body.contains(&b'_')
        && !is_secret(body)
}

/// Whether a string is the name of a secret field, and no sentence that speaks of one.
fn names_secret(body: &[u8]) -> bool {
    if body.len() > MAX_NAME || body.is_empty() {
        return false;
    }
    let derived = unescape(body);
    let name = derived.as_ref().map_or(body, |derived| &derived.text);
    let words = name.split(|b| *b == b' ').count();
    name.iter().all(|b| is_part(*b))
        && words <= 3
        && !(words > 1 && is_in_message(name))
        && name.rsplit(|b| *b == b'.').next().is_some_and(is_secret)
}

/// Whether a byte may be part of a string that is a name.
fn is_part(byte: u8) -> bool {
    is_name(byte) || matches!(byte, b'/' | b':' | b'[' | b']' | b' ')
}

/// Whether the escape of such a byte begins a text.
fn is_escaped_part(text: &[u8]) -> bool {
    let digit = |at: usize| text.get(at).and_then(|digit| char::from(*digit).to_digit(16));
    let byte = digit(4).zip(digit(5)).map(|(first, second)| first * 16 + second);
    byte.and_then(|byte| u8::try_from(byte).ok()).is_some_and(is_part)
}

/// Where a string of JSON stands in which a name does, and which may be what [`Frame::string`] takes for one: a name as a
/// whole, or one with its value behind `=`. Most names are keys themselves, or words of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Nowhere, or where it names nothing.
    #[default]
    Other,
    /// Behind a key that says so.
    InObject,
    InArray,
}

impl Place {
    fn of(text: &[u8], name: &Range<usize>) -> Self {
        let part = |b: u8| is_part(b) || b == b'\\';
        let end = name.end + run(&text[name.end..text.len().min(name.end + MAX_NAME)], part);
        let whole = text[end..].strip_prefix(b"\"").map(<[u8]>::trim_ascii_start);
        let is_key = whole.is_some_and(|behind| behind.starts_with(b":"));
        if is_key || (whole.is_none() && text.get(end) != Some(&b'=')) {
            return Self::Other;
        }
        let start = name.start - run_back(&text[name.start.saturating_sub(MAX_NAME)..name.start], part);
        let Some(before) = text[..start].strip_suffix(b"\"") else { return Self::Other };
        match before.trim_ascii_end() {
            [.., b'[' | b','] => Self::InArray,
            [key @ .., b':'] if whole.is_some() && says_name(key, &text[start..end]) => Self::InObject,
            _ => Self::Other,
        }
    }
}

/// Whether a text ends with a key behind which `body` may be a name.
fn says_name(text: &[u8], body: &[u8]) -> bool {
    ends_with_key(text, NAME_WORDS) || (body.eq_ignore_ascii_case(b"password") && ends_with_key(text, &["type"]))
}

/// Whether a key stands in a text behind which the value of a pair may stand.
fn has_value_key(text: &[u8]) -> bool {
    // Most colons stand behind no quote, and most keys end with other letters.
    let may_end = |before: &[u8]| match before {
        [.., a, b, c, d, b'"'] if d.is_ascii_alphanumeric() => {
            let four = u32::from_le_bytes([*a, *b, *c, *d]) | FOLD;
            VALUE_ENDS.iter().any(|(end, mask)| four & mask == *end)
        }
        before => before.last().is_some_and(|last| *last == b'"' || last.is_ascii_whitespace()),
    };
    let mut keys = memchr::memchr_iter(b':', text).map(|colon| &text[..colon]).filter(|before| may_end(before));
    keys.any(|before| ends_with_key(before, VALUE_WORDS))
}

/// What makes letters lower case, four at a time.
const FOLD: u32 = 0x2020_2020;

/// The last four letters of each of [`VALUE_WORDS`], or as many as it has, and where they stand among four.
const VALUE_ENDS: [(u32, u32); VALUE_WORDS.len()] = {
    let mut ends = [(0, 0); VALUE_WORDS.len()];
    let mut word = 0;
    while word < ends.len() {
        let letters = VALUE_WORDS[word].as_bytes();
        let mut back = 0;
        while back < 4 && back < letters.len() {
            let shift = 8 * (3 - back);
            ends[word].0 |= (letters[letters.len() - 1 - back] as u32) << shift;
            ends[word].1 |= 0xff << shift;
            back += 1;
        }
        word += 1;
    }
    ends
};

/// Whether a text ends with a key that may have one of `words` for its last.
fn ends_with_key(text: &[u8], words: &[&str]) -> bool {
    let Some(key) = text.trim_ascii_end().strip_suffix(b"\"") else { return false };
    let signs = run_back(&key[key.len().saturating_sub(MAX_NAME)..], |b| !b.is_ascii_alphanumeric());
    let key = &key[..key.len() - signs];
    words.iter().any(|word| {
        ends_ignoring_case(key, word.as_bytes()) && {
            let (before, word) = key.split_at(key.len() - word.len());
            word[0].is_ascii_uppercase() || !before.last().is_some_and(u8::is_ascii_alphanumeric)
        }
    })
}

/// What may stand before `value` where nothing stands before `name`.
#[rustfmt::skip]
const VALUE_STEMS: &[&str] = &[
    "", "actual", "bad", "current", "default", "invalid", "new", "old", "previous", "raw", "received", "rejected",
];

/// Whether a name and a value are of one pair: `ParameterKey` and `ParameterValue`, `field` and `rejectedValue`.
fn is_same_stem(name: &[u8], value: &[u8]) -> bool {
    let bare = |stem: &mut &[u8]| {
        while let [rest @ .., b'_' | b'-' | b'.'] = *stem {
            *stem = rest;
        }
    };
    let (mut name, mut value) = (name, value);
    bare(&mut name);
    bare(&mut value);
    name.eq_ignore_ascii_case(value) || (name.is_empty() && is_one_of(value, VALUE_STEMS))
}

/// Whether a name is one of a secret in an environment, or of an option: `DB_PASSWORD`, `--password`.
fn is_environment(name: &[u8]) -> bool {
    let upper = name.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_');
    (upper || (name.starts_with(b"--") && name.iter().all(|b| is_name(*b)))) && is_secret(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;
    use crate::redact::arena::Arena;
    use crate::redact::input::Input;
    use crate::redact::scan::Scanner;
    use crate::redact::select::Selection;

    const WORDS: [&str; 26] = [
        "name",
        "value",
        "key",
        "k",
        "v",
        "type",
        "headers",
        "loc",
        "fieldName",
        "field_value",
        "ParameterKey",
        "ParameterValue",
        "rejectedValue",
        "args",
        "password",
        "DB_PASSWORD",
        "--token",
        "user.password",
        "x y z",
        "api key",
        "the secret of",
        "DB_PASSWORD=a b",
        "--token=a b",
        "a7b!c2d9",
        "k8s/token",
        "12345",
    ];

    fn json() -> impl Strategy<Value = Value> {
        let word = || proptest::sample::select(WORDS.to_vec()).prop_map(str::to_owned);
        let leaf =
            prop_oneof![8 => word().prop_map(Value::from), 1 => Just(Value::from(12345)), 1 => Just(Value::Null)];
        leaf.prop_recursive(4, 24, 5, move |inner| {
            let members = proptest::collection::vec((word(), inner.clone()), 0..5);
            prop_oneof![
                proptest::collection::vec(inner, 0..5).prop_map(Value::from),
                members.prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    proptest! {
        /// Where no name stands that may have a value, there is none; be the text spaced, or its letters escaped.
        #[test]
        fn none_is_passed_over(json in json(), spaced in any::<bool>(), escaped in proptest::option::of("[a-zA-Z:=-]")) {
            let text = if spaced { serde_json::to_string_pretty(&json).unwrap() } else { json.to_string() };
            let text = escaped.map_or(text.clone(), |letter| {
                let code = format!("\\u{:04x}", letter.as_bytes()[0]);
                if letter.as_bytes()[0].is_ascii_alphabetic() { text.replacen(&letter, &code, 3) } else { text }
            });
            let text = text.as_bytes();
            let scanner = Scanner::new(&Selection::parse(["standard"]).unwrap());
            let (_, seen) = Arena::default().scan_one(&scanner, Input::new(text, None));
            let (some, all) = (pairs(text, 0..text.len(), &seen.names, &seen.encoded), all(text, 0));
            prop_assert_eq!(some.values, all.values, "{}", String::from_utf8_lossy(text));
            prop_assert_eq!(some.parts, all.parts, "{}", String::from_utf8_lossy(text));
        }
    }
}
