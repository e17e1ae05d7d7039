//! The layers of a text: JSON by its strings, JSON within text, JSON within JSON strings, text behind encodings.
//!
//! Each layer is scanned as the text that a reader would see, and what is found is brought back to the positions of the
//! bytes that hold it. Work is bounded: layers beyond the last that is looked into are hidden as a whole.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use super::action::Replacer;
use super::allow::Allow;
use super::arena::Arena;
use super::custom::Custom;
use super::derived::{self, Derived, Way, base64, unescape};
use super::detectors::SECRET_FIELD;
use super::fields::{self, ListedFields, Pairs, Weak};
use super::finding::{Finding, Form, join};
use super::input::{Input, run};
use super::json::{self, Place, Token, TokenKind};
use super::marked::{Held, Marked, Marks};
use super::scan::{Scanner, Seen};
use super::undone;

/// How many layers are looked into. Each doubles the backslashes, so that honest text has two or three.
pub const MAX_LAYERS: u8 = 12;

/// How many bytes of texts are looked at together, at most: what is seen in them, and what stands behind their encodings, is kept
/// until all are.
const TOGETHER: usize = 256 << 10;

/// What a layer is searched with.
pub struct Layers<'a> {
    pub scanner: &'a Scanner,
    pub replacer: &'a Replacer,
    pub custom: &'a Custom,
    pub allow: &'a Allow,
    pub fields: &'a ListedFields,
    pub room: &'a Room,
}

/// Room to pass over texts, to be used again and again.
#[derive(Default)]
pub struct Room {
    /// Many at once.
    many: RefCell<Arena>,
    /// What stands in one of them.
    one: RefCell<Arena>,
}

impl Layers<'_> {
    /// Everything that is found in `text`; findings may overlap.
    pub fn find(&self, text: &[u8]) -> Vec<Finding> {
        let mut out = Vec::new();
        self.text(Input::new(text, None), MAX_LAYERS, &mut out);
        fields::find_listed(text, self.fields, self.replacer, &mut out);
        out
    }

    /// The same of many texts: tells `each` of those, in their order, in which something was found, or may be that a
    /// text before or behind it explains; and whether five hyphens may stand there in a row.
    pub fn find_all(&self, texts: &[&[u8]], mut each: impl FnMut(usize, Vec<Finding>, bool)) {
        if !self.custom.is_empty() || !self.fields.is_empty() {
            return texts.iter().enumerate().for_each(|(index, text)| each(index, self.find(text), true));
        }
        let mut first = 0;
        while first < texts.len() {
            let mut bytes = 0;
            let is_room = |text: &&&[u8]| {
                bytes += text.len();
                bytes <= TOGETHER
            };
            let count = texts[first..].iter().take_while(is_room).count().max(1);
            self.find_some(&texts[first..first + count], |index, found, dashes| each(first + index, found, dashes));
            first += count;
        }
    }

    /// The same of so few texts that what is seen in all of them may be kept.
    fn find_some(&self, texts: &[&[u8]], mut each: impl FnMut(usize, Vec<Finding>, bool)) {
        let (mut told, mut many) = (Vec::new(), self.room.many.borrow_mut());
        many.scan(self.scanner, texts, |index, found, seen| told.push((index, found, seen)));
        let is_encoded = |found: &[Finding], seen: &Seen| found.is_empty() && seen.only_encodings();
        let encoded = told.iter().filter(|(_, found, seen)| is_encoded(found, seen));
        let encoded = encoded.map(|(index, _, seen)| (*index, texts[*index], seen));
        let mut in_doubt = undone::in_doubt(&mut many, self.scanner, encoded);
        in_doubt.sort_unstable();
        for (index, mut found, seen) in told {
            let dashes = seen.dashes;
            if !is_encoded(&found, &seen) || in_doubt.binary_search(&index).is_ok() {
                self.judge(&Input::new(texts[index], None), seen, MAX_LAYERS, 0, &mut found);
            }
            each(index, found, dashes);
        }
    }

    fn text(&self, input: Input<'_>, layers: u8, out: &mut Vec<Finding>) {
        let Input { text, field, .. } = input;
        if field.is_some_and(base64::is_named) {
            self.base64(text, 0..text.len(), layers, out);
        }
        let first = out.len();
        let (found, seen) = self.room.one.borrow_mut().scan_one(self.scanner, input);
        append(out, found);
        self.judge(&Input::new(text, field), seen, layers, first, out);
    }

    /// Looks at what a pass saw in a text, of whose findings the first has the index `first`.
    fn judge(&self, input: &Input<'_>, seen: Seen, layers: u8, first: usize, out: &mut Vec<Finding>) {
        let text = input.text;
        self.custom.find(input, out);
        if out.len() == first && seen.nothing() && self.custom.is_empty() {
            return;
        }
        let marks = Marks::new(&out[first..], seen);
        if self.custom.is_empty() && self.comes_to_nothing(text, &marks) {
            return;
        }
        let start = text.len() - text.trim_ascii_start().len();
        if matches!(text.get(start), Some(b'{' | b'[')) {
            let flat = out.len();
            let end = self.json(text, start..text.len(), layers, &marks, &mut marks.in_order(), out);
            if end.is_ok_and(|end| text[end..].trim_ascii().is_empty()) {
                out.drain(first..flat);
                return;
            }
            // It only began like JSON.
            out.truncate(flat);
        }
        fields::find_in_text(text, &marks.names, self.replacer, out);
        // What stands within embedded JSON is judged as JSON.
        let mut flat = if first == 0 { std::mem::take(out) } else { out.split_off(first) };
        let embedded = embedded(text);
        // A value that is JSON as a whole is a finding of the text around it; ranges are in rising order, so that only the
        // last that begins before a finding can hold it.
        let around = |f: &Finding| {
            let next = embedded.partition_point(|json| json.start < f.start);
            next.checked_sub(1).map(|last| &embedded[last])
        };
        let mut behind = Vec::new();
        for value in base64::values(text, &marks.base64) {
            self.base64(text, value, layers, &mut flat);
        }
        if let Some((way, derived)) = derived::next(text, marks.ways) {
            self.behind(way, &derived, input.field, layers, 0..text.len(), &mut behind);
            // A quote that was decoded within JSON closes nothing beyond it.
            behind.retain(|f| way == Way::Escapes || around(f).is_none_or(|json| json.end <= f.start));
        }
        flat.retain(|f| around(f).is_none_or(|json| json.end < f.end));
        if marks.ways.has(Way::Percent) || marks.ways.has(Way::Plain) {
            trim(text, &mut flat, &behind);
        }
        let mut marked = marks.in_order();
        for json in &embedded {
            // It was found to be JSON before.
            let _ = self.json(text, json.clone(), layers, &marks, &mut marked, out);
        }
        append(out, flat);
        append(out, behind);
    }

    /// Whether nothing would be found by looking closer, be the text JSON or not: what is marked are only names of secrets
    /// that are spoken of, and characters that stand for no others.
    fn comes_to_nothing(&self, text: &[u8], marks: &Marks) -> bool {
        marks.only_names_and_characters()
            && (!marks.ways.has(Way::Folded) || Way::Folded.derive(text).is_none())
            && (marks.names.is_empty() || fields::lead_nowhere(text, &marks.names, self.replacer))
    }

    /// What stands in the text that was derived from the one at `place`.
    fn behind(
        &self,
        way: Way,
        derived: &Derived,
        field: Option<&[u8]>,
        layers: u8,
        place: Range<usize>,
        out: &mut Vec<Finding>,
    ) {
        if layers == 0 {
            out.push(Finding::text(place.start, place.end, self.scanner.fallback()));
            return;
        }
        let first = out.len();
        self.text(Input::new(&derived.text, field), layers - 1, out);
        for finding in &mut out[first..] {
            let (start, end) = derived.original(finding.start, finding.end);
            (finding.start, finding.end) = (place.start + start, place.start + end);
            finding.behind(way);
        }
    }

    /// Hides the `value` in `text` that is said to be base64 if something is found behind it.
    fn base64(&self, text: &[u8], value: Range<usize>, layers: u8, out: &mut Vec<Finding>) {
        let Some(derived) = base64::decode(&text[value.clone()]) else { return };
        let whole = |detector| Finding { wholly: true, ..Finding::text(value.start, value.end, detector) };
        if layers == 0 {
            out.push(whole(self.scanner.fallback()));
            return;
        }
        let mut found = Vec::new();
        self.text(Input::new(&derived.text, None), layers - 1, &mut found);
        let hidden = |finding: &Finding| &derived.text[finding.start..finding.end];
        found.retain(|finding| !self.allow.allows(finding, self.replacer.name(finding), hidden(finding)));
        out.extend(join(found).first().map(|first| whole(first.detector)));
    }

    /// The keys and leaves of the JSON value that begins where `within` does, where `marked` says that something may
    /// stand; answers as [`json::walk`] does.
    fn json(
        &self,
        text: &[u8],
        within: Range<usize>,
        layers: u8,
        marks: &Marks,
        marked: &mut Marked<'_>,
        out: &mut Vec<Finding>,
    ) -> Result<usize, usize> {
        let secrets = self.scanner.has_secret_fields();
        // The depth at which a secret field was opened: all leaves are hidden until it closes.
        let mut hidden_from: Option<usize> = None;
        let mut secret_next = false;
        let mut weak_next = None;
        // The name of the field whose key was visited last, and where that begins.
        let mut field: (usize, Cow<'_, [u8]>) = (usize::MAX, Cow::Borrowed(&[]));
        // Whether the field's name says something about its value.
        let mut field_marked = false;
        let (names, encoded) = (&marks.names, &marks.encoded);
        let pairs = if secrets { fields::pairs(text, within.clone(), names, encoded) } else { Pairs::default() };
        for part in &pairs.parts {
            if !self.replacer.is_label(&text[part.clone()]) {
                out.push(Finding { depth: 1, ..Finding::text(part.start, part.end, SECRET_FIELD) });
            }
        }
        // Whether nothing said so far bears upon what nothing is marked in.
        let apart = self.custom.is_empty() && pairs.is_empty();
        let quiet = if apart { marked.nothing_until() } else { 0 };
        let visit = |token: Token, place: Place| {
            let body = &text[token.start..token.end];
            let name = match place.key {
                Some((start, _)) if start == field.0 => Some(&*field.1),
                key => key.map(|(start, end)| &text[start..end]),
            };
            let hide = |weak: Option<Weak>| {
                secret_next
                    || hidden_from.is_some()
                    || pairs.hold(token.start)
                    || weak.is_some_and(|weak| weak.fits(body))
            };
            match token.kind {
                TokenKind::Key => {
                    let held = marked.held(text, &token);
                    self.held(held, body, None, layers, token.start, out);
                    field_marked = held != Held::Nothing;
                    let bare = match held {
                        Held::Nothing | Held::Names(_) => Cow::Borrowed(body),
                        Held::Encoded(..) | Held::Something => derived::bare(body),
                    };
                    secret_next = secrets && field_marked && fields::is_secret(&bare);
                    weak_next = if secrets && field_marked { Weak::of(&bare) } else { None };
                    field = (token.start, bare);
                }
                TokenKind::Open => {
                    if secret_next && hidden_from.is_none() {
                        hidden_from = Some(place.depth);
                    }
                }
                TokenKind::Close => {
                    if hidden_from == Some(place.depth) {
                        hidden_from = None;
                    }
                }
                TokenKind::String if hide(weak_next) => {
                    if !self.replacer.is_label(body) {
                        out.push(Finding { depth: 1, ..Finding::text(token.start, token.end, SECRET_FIELD) });
                    }
                }
                TokenKind::String => {
                    let held = marked.held(text, &token);
                    let held = if field_marked { Held::Something } else { held };
                    if held == Held::Nothing && !self.custom.is_empty() {
                        // A pattern may speak of the value as a whole.
                        self.plain_string(body, name, token.start, out);
                    } else {
                        self.held(held, body, name, layers, token.start, out);
                    }
                }
                TokenKind::Number => {
                    let mut found = Vec::new();
                    if hide(weak_next) {
                        found.push(Finding::text(0, body.len(), SECRET_FIELD));
                    } else if field_marked || marked.held(text, &token) != Held::Nothing || !self.custom.is_empty() {
                        let input = Input::new(body, name);
                        found = self.room.one.borrow_mut().scan_one(self.scanner, input).0;
                        self.custom.find(&Input::new(body, name), &mut found);
                    }
                    // A number is replaced whole, or what is left would be none.
                    out.extend(
                        found.first().map(|f| Finding {
                            form: Form::Value,
                            ..Finding::text(token.start, token.end, f.detector)
                        }),
                    );
                }
                TokenKind::Constant => {}
            }
            if token.kind != TokenKind::Key {
                (secret_next, weak_next) = (false, None);
            }
            if apart && !field_marked && hidden_from.is_none() { marked.nothing_until() } else { 0 }
        };
        json::walk_some(text, within.start, quiet, visit)
    }

    /// A JSON string's body, which begins at `offset`, of which is known what may stand there.
    fn held(
        &self,
        held: Held<'_>,
        body: &[u8],
        field: Option<&[u8]>,
        layers: u8,
        offset: usize,
        out: &mut Vec<Finding>,
    ) {
        match held {
            Held::Nothing => {}
            Held::Names(names) if self.custom.is_empty() && !self.lead_to_values(names, body, offset) => {}
            Held::Encoded(places, ways) if !body.contains(&b'\\') => {
                let first = out.len();
                let encoded: Vec<_> = places.iter().map(|at| at - offset).collect();
                let seen = Seen { encoded, ways, ..Seen::default() };
                self.judge(&Input::new(body, field), seen, layers, first, out);
                deepen(&mut out[first..], offset);
            }
            _ => self.string(body, field, layers, offset, out),
        }
    }

    /// Whether a value stands behind one of the `names` in a JSON string's body, which begins at `offset`.
    fn lead_to_values(&self, names: &[Range<usize>], body: &[u8], offset: usize) -> bool {
        let names: Vec<_> = names.iter().map(|name| name.start - offset..name.end - offset).collect();
        let mut found = Vec::new();
        fields::find_in_text(body, &names, self.replacer, &mut found);
        !found.is_empty()
    }

    /// A JSON string's body, which begins at `offset`.
    fn string(&self, body: &[u8], field: Option<&[u8]>, layers: u8, offset: usize, out: &mut Vec<Finding>) {
        if let Some(derived) = unescape(body) {
            return self.behind(Way::Escapes, &derived, field, layers, offset..offset + body.len(), out);
        }
        let first = out.len();
        self.text(Input::new(body, field), layers, out);
        deepen(&mut out[first..], offset);
    }

    /// The same, of which only detectors of one's own may say anything.
    fn plain_string(&self, body: &[u8], field: Option<&[u8]>, offset: usize, out: &mut Vec<Finding>) {
        let first = out.len();
        self.custom.find(&Input::new(body, field), out);
        deepen(&mut out[first..], offset);
    }
}

/// Appends what was found; mostly nothing was before, and nothing is copied.
fn append(out: &mut Vec<Finding>, mut found: Vec<Finding>) {
    if out.is_empty() { *out = found } else { out.append(&mut found) }
}

/// Brings what was found in a JSON string's body, which begins at `offset`, to the text around it.
fn deepen(found: &mut [Finding], offset: usize) {
    for finding in found {
        finding.start += offset;
        finding.end += offset;
        finding.behind(Way::Escapes);
    }
}

/// Where what was found in `text` begins within a colour sequence or a percent-encoded byte, `%20alice@example.com`, and
/// something was found `behind` them: then it begins where the sequence ends.
fn trim(text: &[u8], found: &mut Vec<Finding>, behind: &[Finding]) {
    if !found.iter().any(|finding| derived::end_of_sequence(text, finding.start) > finding.start) {
        return;
    }
    let behind = join(behind.to_vec());
    found.retain_mut(|finding| {
        let next = behind.partition_point(|known| known.end <= finding.start);
        if behind.get(next).is_some_and(|known| known.start < finding.end) {
            finding.start = derived::end_of_sequence(text, finding.start);
        }
        finding.start < finding.end
    });
}

/// The JSON objects and arrays that stand within other text.
pub fn embedded(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    // What is tried in vain costs as much as what is found; a hostile text may be all beginnings.
    let mut budget = 4 * text.len() + 4096;
    while let Some(offset) = memchr::memchr2(b'{', b'[', &text[at..]) {
        let start = at + offset;
        at = start + 1;
        let inside = text[at..].trim_ascii_start();
        let plausible = match (text[start], inside.first()) {
            (b'{', first) => first == Some(&b'"'),
            // Most brackets are around times and names.
            (_, Some(b'0'..=b'9')) => {
                let behind = inside[run(inside, |b| b.is_ascii_digit())..].first();
                behind.is_some_and(|b| matches!(b, b',' | b']' | b'.' | b'e' | b'E') || b.is_ascii_whitespace())
            }
            (_, first) => matches!(first, Some(b'{' | b'"' | b'[')),
        };
        if !plausible {
            continue;
        }
        match json::end(text, start) {
            Ok(end) => {
                at = end;
                found.push(start..end);
            }
            Err(failed) => {
                let Some(left) = budget.checked_sub(failed - start + 1) else { break };
                budget = left;
            }
        }
    }
    found
}
