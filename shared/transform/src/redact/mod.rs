//! The redaction engine: text in; the same text with personal data and secrets replaced out.
//!
//! A text passes through these files in order:
//!
//! - `layer` peels it: JSON by its strings, JSON inside strings, text behind escapes; positions always lead back to
//!   the original bytes;
//! - `scan` passes once over each layer and asks the `detectors` only where their anchors stand;
//! - `fields` knows secrets by the name of their field, in JSON and in `key=value` text;
//! - `rewrite` settles overlaps, replaces as the `action` says, and looks again until nothing changes.
//!
//! A new detector is a file in `detectors/` and a row in its table.
//!
//! The engine refuses to fail: on any bytes it answers with bytes. Whatever it cannot look into, it hides.

mod action;
mod assigned;
mod checks;
mod detector;
mod detectors;
mod escape;
mod fields;
mod finding;
mod input;
mod json;
mod layer;
mod literals;
mod masks;
mod parts;
mod private_key_lines;
mod rewrite;
mod scan;
mod select;
mod shape;
mod structure;
mod words;

use std::borrow::Cow;

pub use action::Action;
pub use detector::{Anchor, Context, Detector, Matcher};
pub use detectors::DETECTORS;
pub use finding::Finding;
pub use parts::{Alphabet, Part};
pub use select::{SETS, SelectError, Selection};
pub use structure::Structure;

use action::Replacer;
use private_key_lines::PrivateKeyLines;
use scan::Scanner;

/// What to look for and what to write in its place, compiled once.
pub struct Redactor {
    scanner: Scanner,
    replacer: Replacer,
}

impl Redactor {
    /// Compiles a selection of detectors and the action for what they find.
    pub fn new(selection: &Selection, action: Action) -> Self {
        Self { scanner: Scanner::new(selection), replacer: Replacer::new(action) }
    }

    /// The names of the detectors at work, in the order of [`DETECTORS`].
    pub fn detectors(&self) -> impl Iterator<Item = &'static str> + '_ {
        DETECTORS.iter().enumerate().filter(|(index, _)| self.scanner.has(*index)).map(|(_, detector)| detector.name)
    }

    /// What is written in place of a finding.
    pub fn action(&self) -> Action {
        self.replacer.action()
    }

    /// A session over the messages of one stream, in their order: a private key whose lines came as messages of
    /// their own is recognised only so.
    pub fn session(&self) -> Session<'_> {
        Session { redactor: self, key: PrivateKeyLines::default() }
    }

    /// Redacts one text by itself.
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
    key: PrivateKeyLines,
}

impl Session<'_> {
    /// Redacts the stream's next message.
    pub fn redact<'t>(&mut self, text: &'t str) -> Redacted<'t> {
        let (bytes, findings) = self.redact_bytes(text.as_bytes());
        let text = match bytes {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Findings begin and end at characters' boundaries, so this copies only if a detector broke that law.
            Cow::Owned(bytes) => Cow::Owned(
                String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
            ),
        };
        Redacted { text, findings }
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
        let Redactor { scanner, replacer } = self.redactor;
        let continued = self.key.next(scanner, text);
        rewrite::to_fixpoint(scanner, replacer, text, continued)
    }
}
