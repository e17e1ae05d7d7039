//! The fields that a configuration names, in a message: JSON by its keys, text by its `key=value` pairs, and each within the
//! other, so that a path goes on into JSON that stands in a string.
//!
//! This is a walk of its own beside that of `layer`, and takes place only where fields are named.

use std::ops::Range;
use std::rc::Rc;

use crate::redact::action::Replacer;
use crate::redact::derived::{Way, unescape};
use crate::redact::finding::{Finding, Form};
use crate::redact::json::{self, Token, TokenKind};
use crate::redact::layer::{MAX_LAYERS, embedded};
use crate::redact::names::{FIELD, UNLISTED_FIELD};

use super::listed::{ListedFields, Place};
use super::named::{self, Wanted};
use super::text::{self, Value, quote};

/// Appends the named fields that are found in `text`, or all that is not kept.
pub fn find_listed(text: &[u8], fields: &ListedFields, replacer: &Replacer, out: &mut Vec<Finding>) {
    if !fields.is_empty() {
        Walk { fields, replacer }.text(text, &fields.root(), MAX_LAYERS, out);
    }
}

struct Walk<'a> {
    fields: &'a ListedFields,
    replacer: &'a Replacer,
}

impl Walk<'_> {
    fn text(&self, text: &[u8], place: &Rc<Place>, layers: u8, out: &mut Vec<Finding>) {
        if self.whole_json(text, place, layers, out) {
            return;
        }
        let json = embedded(text);
        let within = |at: usize| {
            let next = json.partition_point(|json| json.start <= at);
            next.checked_sub(1).is_some_and(|last| at < json[last].end)
        };
        let kept = if place.kept { Vec::new() } else { self.kept(text, place, within) };
        self.hidden(text, place, &json, within, out);
        for json in &json {
            let is_kept = kept.iter().any(|kept| kept.start <= json.start && json.end <= kept.end);
            // It was found to be JSON before.
            let _ = match is_kept {
                true => self.json(text, json.start, &self.fields.only_hidden(place), layers, out),
                false => self.json(text, json.start, place, layers, out),
            };
        }
        if !place.kept {
            let objects = json.into_iter().filter(|json| is_object(&text[json.clone()]));
            self.rest(text, kept.into_iter().chain(objects), out);
        }
        let deeper = self.fields.only_hidden(place);
        self.behind_escapes(text, layers, out, |text, layers, out| {
            self.text(text, &deeper, layers, out);
            true
        });
    }

    /// The pairs of text that are kept, whole.
    fn kept(&self, text: &[u8], place: &Rc<Place>, within: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        let mut done = 0;
        for name in named::names(text) {
            if name.start < done || within(name.start) {
                continue;
            }
            let is_kept = self.place(text, &name, place).kept;
            if !is_kept && !named::holds_fields(text, &name) {
                continue;
            }
            let Some(value) = text::named_value(text, &name, self.replacer, Wanted::Kept) else { continue };
            done = value.end;
            if is_kept {
                let start = name.start - opening_quote(&text[..name.start]);
                let closing = if is_quoted(text, &value) { quote(text, value.end).map_or(0, |q| q.length) } else { 0 };
                kept.push(start..value.end + closing);
            }
        }
        kept
    }

    /// The values of pairs of text that are to be hidden.
    fn hidden(
        &self,
        text: &[u8],
        place: &Rc<Place>,
        json: &[Range<usize>],
        within: impl Fn(usize) -> bool,
        out: &mut Vec<Finding>,
    ) {
        let mut done = 0;
        for name in named::names(text) {
            if name.start < done || within(name.start) {
                continue;
            }
            let Some(action) = self.place(text, &name, place).hidden else { continue };
            let Some(value) = text::named_value(text, &name, self.replacer, Wanted::Hidden) else { continue };
            if value.start >= value.end || says_nothing(&text[value.start..value.end]) {
                continue;
            }
            // A value that begins with JSON is all of that.
            let first = json.partition_point(|json| json.start < value.start);
            let whole = json.get(first).filter(|json| json.start == value.start);
            let end = whole.map_or(value.end, |json| json.end.max(value.end));
            done = end;
            let label = self.replacer.leading_label(&text[value.start..]);
            if label > 0 && value.start + label >= end {
                continue;
            }
            // Without it, the next word would be the value.
            let spaced = !is_quoted(text, &value) && matches!(text.get(end), Some(b' ' | b'\t'));
            let form = if spaced { Form::Spaced } else { value.form };
            out.push(Finding { form, rule: Some(action), ..Finding::text(value.start, end, *FIELD) });
        }
    }

    /// Hides what stands outside of what is kept, one finding a stretch. Stretches of punctuation say nothing.
    fn rest(&self, text: &[u8], kept: impl Iterator<Item = Range<usize>>, out: &mut Vec<Finding>) {
        let mut kept: Vec<_> = kept.collect();
        kept.sort_by_key(|kept| kept.start);
        let mut at = 0;
        for kept in kept.into_iter().chain(std::iter::once(text.len()..text.len())) {
            if at < kept.start {
                self.stretch(text, at..kept.start, out);
            }
            at = at.max(kept.end);
        }
    }

    fn stretch(&self, text: &[u8], range: Range<usize>, out: &mut Vec<Finding>) {
        let body = &text[range.clone()];
        let separates = |b: &u8| b.is_ascii_whitespace() || matches!(b, b',' | b';' | b'&' | b'|');
        let leading = body.iter().take_while(|b| separates(b) || matches!(b, b')' | b'}')).count();
        let trailing = body.iter().rev().take_while(|b| separates(b) || matches!(b, b'?' | b'(' | b'{')).count();
        if leading + trailing >= body.len() {
            return;
        }
        let (start, end) = (range.start + leading, range.end - trailing);
        let says = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        if text[start..end].iter().any(says) && !self.replacer.is_label(&text[start..end]) {
            out.push(Finding::text(start, end, *UNLISTED_FIELD));
        }
    }

    /// The place of the value that a name in text names.
    fn place(&self, text: &[u8], name: &Range<usize>, place: &Rc<Place>) -> Rc<Place> {
        let named = self.fields.enter_text(place, &named::path(text, name));
        let end = named::ascii_end(text, name);
        if named.hidden.is_some() || end.start == name.start || end.is_empty() {
            return named;
        }
        let of_end = self.fields.enter_text(place, &named::path(text, &end));
        if of_end.hidden.is_some() { of_end } else { named }
    }

    /// Whether `text` is JSON as a whole; then what is found in it is appended.
    fn whole_json(&self, text: &[u8], place: &Rc<Place>, layers: u8, out: &mut Vec<Finding>) -> bool {
        let first = out.len();
        let start = text.len() - text.trim_ascii_start().len();
        let end = self.json(text, start, place, layers, out);
        let whole = end.is_ok_and(|end| text[end..].trim_ascii().is_empty());
        if !whole {
            out.truncate(first);
        }
        whole
    }

    fn json(
        &self,
        text: &[u8],
        start: usize,
        place: &Rc<Place>,
        layers: u8,
        out: &mut Vec<Finding>,
    ) -> Result<usize, usize> {
        // The places around, the innermost last; and the one behind the key that was read last.
        let mut around = vec![Rc::clone(place)];
        let mut next: Option<Rc<Place>> = None;
        json::walk(text, start, |token| {
            let here = next.take().or_else(|| around.last().cloned()).unwrap_or_else(|| Rc::clone(place));
            match token.kind {
                TokenKind::Key => {
                    let key = &text[token.start..token.end];
                    next = Some(match unescape(key) {
                        Some(derived) => self.fields.enter(&here, &derived.text),
                        None => self.fields.enter(&here, key),
                    });
                }
                TokenKind::Open => around.push(here),
                TokenKind::Close => {
                    around.pop();
                }
                TokenKind::String => self.string(text, &token, &here, layers, out),
                TokenKind::Number => self.value(&token, &here, out),
                TokenKind::Constant if &text[token.start..token.end] == b"null" => {}
                TokenKind::Constant => self.value(&token, &here, out),
            }
        })
    }

    /// A number, true or false.
    fn value(&self, token: &Token, place: &Place, out: &mut Vec<Finding>) {
        out.extend(self.whole(token, place).map(|finding| Finding { form: Form::Value, ..finding }));
    }

    fn string(&self, text: &[u8], token: &Token, place: &Rc<Place>, layers: u8, out: &mut Vec<Finding>) {
        let body = &text[token.start..token.end];
        let first = out.len();
        if place.hidden.is_none() {
            let may_hold = memchr::memchr3(b'=', b':', b'\\', body).is_some()
                || memchr::memchr3(b'<', b'{', b'[', body).is_some()
                || memchr::memmem::find(body, b"--").is_some();
            let held = may_hold && self.within(body, place, layers, out);
            for finding in &mut out[first..] {
                (finding.start, finding.end) = (finding.start + token.start, finding.end + token.start);
            }
            if held || place.kept {
                return;
            }
        }
        let whole = self.whole(token, place).filter(|_| !body.is_empty() && !self.replacer.is_label(body));
        out.extend(whole.map(|mut finding| {
            finding.behind(Way::Escapes);
            finding
        }));
    }

    /// The body of a JSON string; returns whether it was looked into. What is not kept is only if it is JSON.
    fn within(&self, body: &[u8], place: &Rc<Place>, layers: u8, out: &mut Vec<Finding>) -> bool {
        let look = |text: &[u8], layers: u8, out: &mut Vec<Finding>| {
            if place.kept {
                self.text(text, place, layers, out);
                return true;
            }
            matches!(text.trim_ascii_start().first(), Some(b'{' | b'[')) && self.whole_json(text, place, layers, out)
        };
        let first = out.len();
        self.behind_escapes(body, layers, out, look).unwrap_or_else(|| {
            let held = look(body, layers, out);
            out[first..].iter_mut().for_each(|finding| finding.behind(Way::Escapes));
            held
        })
    }

    /// Hands `text` without its escapes to `look`; `None` where it has none.
    fn behind_escapes(
        &self,
        text: &[u8],
        layers: u8,
        out: &mut Vec<Finding>,
        look: impl FnOnce(&[u8], u8, &mut Vec<Finding>) -> bool,
    ) -> Option<bool> {
        let derived = unescape(text)?;
        // What lies deeper is hidden by `layer`.
        let layers = layers.checked_sub(1)?;
        let first = out.len();
        let held = look(&derived.text, layers, out);
        for finding in &mut out[first..] {
            (finding.start, finding.end) = derived.original(finding.start, finding.end);
            finding.behind(Way::Escapes);
        }
        Some(held)
    }

    /// A leaf as a whole, if its place says so.
    fn whole(&self, token: &Token, place: &Place) -> Option<Finding> {
        match place.hidden {
            Some(action) => Some(Finding { rule: Some(action), ..Finding::text(token.start, token.end, *FIELD) }),
            None if !place.kept => Some(Finding::text(token.start, token.end, *UNLISTED_FIELD)),
            None => None,
        }
    }
}

/// Whether embedded JSON is an object, or an array of some: `[INFO]` and `[12]` are text.
fn is_object(json: &[u8]) -> bool {
    json.iter().find(|b| !b.is_ascii_whitespace() && **b != b'[') == Some(&b'{')
}

/// The length of a quote, and of the backslashes before it, at the end of `text`.
fn opening_quote(text: &[u8]) -> usize {
    let Some(before) = text.strip_suffix(b"\"").or_else(|| text.strip_suffix(b"'")) else { return 0 };
    1 + before.iter().rev().take(64).take_while(|b| **b == b'\\').count()
}

fn is_quoted(text: &[u8], value: &Value) -> bool {
    opening_quote(&text[..value.start]) > 0
}

/// Whether a value says that there is none.
fn says_nothing(value: &[u8]) -> bool {
    ["null", "none", "nil", "undefined"].iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}
