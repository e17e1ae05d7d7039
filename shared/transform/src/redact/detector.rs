//! What a detector is: a name, an anchor where it is worth looking, and a function that decides.

use std::ops::Range;

use super::input::Input;

/// A detector: everything about one kind of personal data or secret, as one row.
pub struct Detector {
    /// Its name: Presidio's entity in lower case, or gitleaks's rule id with underscores.
    pub name: &'static str,
    /// What it guards.
    pub kind: Kind,
    /// Where in a text it is worth asking.
    pub anchor: Anchor,
    /// Decides at an anchor: the range of bytes to hide, if this is one.
    pub verify: fn(&Input<'_>, usize) -> Option<Range<usize>>,
    /// Where its format is laid down.
    pub source: &'static str,
    /// Texts in which it finds something.
    pub examples: &'static [&'static str],
    /// Texts that look alike and in which it finds nothing.
    pub counterexamples: &'static [&'static str],
}

/// What a detector guards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Data about a person.
    Personal,
    /// A credential.
    Secret,
}

/// Where in a text a detector is asked.
#[derive(Clone, Copy, Debug)]
pub enum Anchor {
    /// At each occurrence of this byte.
    Byte(u8),
    /// At the first digit of each run of digits.
    Digits,
    /// At the first letter or digit of each word.
    Word,
    /// At each occurrence of one of these texts, upper and lower case alike.
    Literals(&'static [&'static str]),
    /// At fields, by their names: see `fields.rs`.
    Fields,
}
