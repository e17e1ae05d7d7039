//! The redaction engine: text in; the same text with personal data and secrets replaced out.
//!
//! A text passes through these files in order:
//!
//! - `layer` peels it: JSON by its strings, JSON inside strings, and what is `derived` from a text by taking off escapes,
//!   percent-encoding, colours, look-alikes and base64; positions always lead back to the original bytes;
//! - `undone` takes encodings off many texts at once, since behind those of most nothing stands;
//! - `scan` passes once over each layer and asks the `detectors` only where their anchors stand;
//! - `fields` knows secrets by the name of their field, and fields that a configuration names, in JSON and in `key=value`
//!   text;
//! - `custom` asks the detectors of one's own, which are patterns;
//! - `rewrite` leaves alone what `allow` and earlier redaction let stand, settles overlaps, replaces as the `action` of the
//!   `rules` says, and looks again until nothing changes.
//!
//! A new detector is a file in `detectors/` and a row in its table.
//!
//! The engine refuses to fail: on any bytes it answers with bytes. Whatever it cannot look into, it hides.

mod action;
mod allow;
mod alphabet;
mod arena;
mod assigned;
mod beginnings;
mod checks;
mod custom;
mod derived;
mod detector;
mod detectors;
mod eights;
#[cfg(test)]
mod field_tests;
mod fields;
mod finding;
mod input;
mod json;
mod layer;
mod literals;
mod marked;
mod masks;
mod names;
mod parts;
mod pass;
mod private_key_lines;
mod reach;
mod rewrite;
mod rows;
mod rules;
mod scan;
mod select;
mod shape;
mod spots;
mod structure;
#[cfg(test)]
mod tests;
mod undone;
mod words;

use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use action::MAX_REPLACEMENT;
pub use action::{Action, Kept, Key, KeyError, PseudonymKeys, generalisation, is_key_id, is_replacement};
pub use allow::{Allow, Network};
pub use custom::{Checksum, CustomDetector, CustomError};
pub use detector::{Anchor, Context, Detector, Matcher, Row};
pub use detectors::{DETECTORS, rows};
pub use fields::{FieldPattern, FieldPatternError};
pub use finding::Finding;
pub(crate) use names::FIELD_NAMES;
pub use parts::{Alphabet, Part};
pub use rules::{FieldRule, Rule, RuleBook, Subject};
pub use select::{SETS, SelectError, Selection};
pub use structure::Structure;

use layer::Room;
use private_key_lines::PrivateKeyLines;
use rewrite::Draft;
use rules::{Compiled, Rules};
use scan::Scanner;

/// What to look for and what to write in its place, compiled once.
pub struct Redactor {
    scanner: Scanner,
    rules: Compiled,
}

impl Redactor {
    /// Compiles a selection of detectors and the action for what they find.
    pub fn new(selection: &Selection, action: Action) -> Self {
        Self::with_rules(selection, RuleBook { action, ..RuleBook::default() })
    }

    /// Compiles a selection of detectors, and rules for what they find.
    pub fn with_rules(selection: &Selection, rules: RuleBook) -> Self {
        Self { scanner: Scanner::new(selection), rules: Compiled::new(selection, rules) }
    }

    /// The names of the built-in detectors at work, in the order of [`DETECTORS`].
    pub fn detectors(&self) -> impl Iterator<Item = &'static str> + '_ {
        DETECTORS.iter().enumerate().filter(|(index, _)| self.scanner.has(*index)).map(|(_, detector)| detector.name)
    }

    /// The names and sets of detectors as they were asked for.
    pub fn selected(&self) -> &str {
        self.scanner.selection().items()
    }

    /// The rules as they were written.
    pub fn rules(&self) -> &RuleBook {
        self.rules.book()
    }

    /// What is written in place of a finding for which no rule says anything.
    pub fn action(&self) -> &Action {
        &self.rules().action
    }

    /// The name of the detector that found something: a built-in one's or one of one's own.
    pub fn detector(&self, finding: &Finding) -> &Arc<str> {
        self.rules.names().get(finding.detector)
    }

    /// A session over the messages of one stream of this log group, in their order: a private key whose lines came as
    /// messages of their own is recognised only so.
    pub fn session_in(&self, log_group: &str) -> Session<'_> {
        self.session_with(self.rules.in_group(log_group))
    }

    /// A session over messages of no log group that is known: rules that are bound to log groups do not apply.
    pub fn session(&self) -> Session<'_> {
        self.session_with(Cow::Borrowed(self.rules.unbound()))
    }

    fn session_with<'r>(&'r self, rules: Cow<'r, Rules>) -> Session<'r> {
        Session { redactor: self, rules, key: PrivateKeyLines::default(), room: Room::default() }
    }

    /// Redacts one text by itself, of no log group that is known.
    pub fn redact<'t>(&self, text: &'t str) -> Redacted<'t> {
        self.session().redact(text)
    }
}

/// A redacted text and what was found in it.
#[derive(Debug)]
pub struct Redacted<'t> {
    /// The text, borrowed where nothing was found.
    pub text: Cow<'t, str>,
    /// The findings by position in the original text; none overlaps another.
    pub findings: Vec<Finding>,
}

/// Redaction over the messages of one stream.
pub struct Session<'r> {
    redactor: &'r Redactor,
    rules: Cow<'r, Rules>,
    key: PrivateKeyLines,
    room: Room,
}

impl Session<'_> {
    /// Redacts the stream's next message.
    pub fn redact<'t>(&mut self, text: &'t str) -> Redacted<'t> {
        Redacted::of_text(text, self.redact_bytes(text.as_bytes()))
    }

    /// Redacts the stream's next messages: the same as one by one, and faster.
    pub fn redact_all<'t>(&mut self, texts: &[&'t str]) -> Vec<Redacted<'t>> {
        let bytes: Vec<_> = texts.iter().map(|text| text.as_bytes()).collect();
        let same = |text: &&'t str| Redacted { text: Cow::Borrowed(*text), findings: Vec::new() };
        let mut out: Vec<_> = texts.iter().map(same).collect();
        self.changed(&bytes, |index, redacted| out[index] = Redacted::of_text(texts[index], redacted));
        out
    }

    /// Redacts a text that came with the stream's messages and is none of them.
    pub fn redact_apart<'t>(&self, text: &'t str) -> Redacted<'t> {
        let layers = self.rules.layers(&self.redactor.scanner, &self.room);
        let findings = layers.find(text.as_bytes());
        Redacted::of_text(text, rewrite::to_fixpoint(&layers, &self.rules, text.as_bytes(), findings))
    }

    /// What is really done with a finding of this session's.
    pub fn action(&self, finding: &Finding) -> &Action {
        self.rules.replacer.action(finding)
    }

    /// Passes over a message that goes nowhere: a private key that begins in it is still known in the next.
    pub fn pass(&mut self, text: &str) {
        self.key.next(&self.redactor.scanner, text.as_bytes());
    }

    /// Whether a private key is open, so that the next message may continue it.
    pub fn is_open(&self) -> bool {
        self.key.is_open()
    }

    /// The same for bytes of any kind; those that are no UTF-8 are left as they are.
    pub fn redact_bytes<'t>(&mut self, text: &'t [u8]) -> (Cow<'t, [u8]>, Vec<Finding>) {
        let mut out = (Cow::Borrowed(text), Vec::new());
        self.changed(&[text], |_, redacted| out = redacted);
        out
    }

    /// The same for many.
    pub fn redact_all_bytes<'t>(&mut self, texts: &[&'t [u8]]) -> Vec<(Cow<'t, [u8]>, Vec<Finding>)> {
        let mut out: Vec<_> = texts.iter().map(|text| (Cow::Borrowed(*text), Vec::new())).collect();
        self.changed(texts, |index, redacted| out[index] = redacted);
        out
    }

    /// Redacts the next messages and hands over those that change, each with its index. What is written in their place is
    /// looked at together as well.
    fn changed<'t>(&mut self, texts: &[&'t [u8]], mut take: impl FnMut(usize, (Cow<'t, [u8]>, Vec<Finding>))) {
        let (places, drafts): (Vec<_>, Vec<_>) = self.drafts(texts).into_iter().unzip();
        let layers = self.rules.layers(&self.redactor.scanner, &self.room);
        let written: Vec<_> = drafts.iter().map(Draft::written).collect();
        let mut found = vec![Vec::new(); drafts.len()];
        layers.find_all(&written, |index, again, _| found[index] = again);
        for ((place, draft), found) in places.into_iter().zip(drafts).zip(found) {
            take(place, draft.settle(&layers, &self.rules, found));
        }
    }

    /// Those of the next messages in which something is found, by their indices, written anew.
    fn drafts<'t>(&mut self, texts: &[&'t [u8]]) -> Vec<(usize, Draft<'t>)> {
        let (scanner, rules, key) = (&self.redactor.scanner, &*self.rules, &mut self.key);
        let mut drafts = Vec::new();
        let mut next = 0;
        let mut until = |index: usize, key: &mut PrivateKeyLines, drafts: &mut Vec<_>| {
            // What nothing is marked in may still continue a key.
            while key.is_open() && next < index {
                let findings = key.next(scanner, texts[next]);
                drafts.extend(Draft::new(rules, texts[next], findings).map(|draft| (next, draft)));
                next += 1;
            }
            next = index + 1;
        };
        rules.layers(scanner, &self.room).find_all(texts, |index, mut findings, dashes| {
            until(index, key, &mut drafts);
            // Without five hyphens in a row, no key begins.
            if dashes || key.is_open() {
                findings.extend(key.next(scanner, texts[index]));
            }
            drafts.extend(Draft::new(rules, texts[index], findings).map(|draft| (index, draft)));
        });
        until(texts.len(), key, &mut drafts);
        drafts
    }
}

impl<'t> Redacted<'t> {
    fn of_text(text: &'t str, (bytes, findings): (Cow<'t, [u8]>, Vec<Finding>)) -> Self {
        let text = match bytes {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Findings begin and end at characters' boundaries, so this copies only if a detector broke that law.
            Cow::Owned(bytes) => Cow::Owned(
                String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
            ),
        };
        Self { text, findings }
    }
}
