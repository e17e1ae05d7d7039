//! What a detector is: a row of data that says what one kind of personal data or secret looks like, where it is worth
//! looking for, where its format is laid down, and what it does and does not find.

use std::ops::Range;

use super::input::Input;
use super::parts::Part;
use super::structure::Structure;

/// A row of the table: everything about one kind of personal data or secret, and what shows that it is right.
#[derive(Debug)]
pub struct Row {
    /// Its name: Presidio's entity in lower case, or gitleaks's rule id with underscores.
    pub name: &'static str,
    /// The sets that it belongs to, by their names; every detector also belongs to `all`.
    pub sets: &'static [&'static str],
    /// Whether its format alone is enough.
    pub context: Context,
    /// How it is found.
    pub matcher: Matcher,
    /// Where its format is laid down.
    pub source: &'static str,
    /// Texts in which it finds something when it is asked for by name. A `~` is left out: it keeps secret scanners from
    /// taking an example for a secret. Two stand for one.
    pub examples: &'static [&'static str],
    /// Texts that look alike and in which it finds nothing, though it is asked for by name.
    pub counterexamples: &'static [&'static str],
}

/// A detector: what of a row is at work. Sources and examples stay behind, since no function needs them.
#[derive(Clone, Copy, Debug)]
pub struct Detector {
    /// As [`Row::name`].
    pub name: &'static str,
    /// As [`Row::sets`].
    pub sets: &'static [&'static str],
    /// As [`Row::context`].
    pub context: Context,
    /// As [`Row::matcher`].
    pub matcher: Matcher,
}

impl Row {
    /// What of it is at work.
    pub(super) const fn detector(&self) -> Detector {
        Detector { name: self.name, sets: self.sets, context: self.context, matcher: self.matcher }
    }
}

/// Whether a format alone is enough, or says too little without a word that explains it.
///
/// Words are lower case. A space in one stands for a space, `_`, `-`, `.`, a hump of camel case, or nothing:
/// `tax id` is also `tax_id`, `TaxId` and `taxid`. A word must begin where a word or a hump begins; one of up to four
/// letters must also end where one ends.
#[derive(Clone, Copy, Debug)]
pub enum Context {
    /// The format is enough.
    Free,
    /// In a set, one of these words must stand near, in the text or in the field's name; asked for by its own name, the
    /// format is enough.
    Near(&'static [&'static str]),
    /// One of these words must stand near, however it is asked for.
    Always(&'static [&'static str]),
}

/// How a detector finds.
#[derive(Clone, Copy, Debug)]
pub enum Matcher {
    /// A function decides at an anchor: the range of bytes to hide, if this is one.
    At(Anchor, fn(&Input<'_>, usize) -> Option<Range<usize>>),
    /// A number, or a number with letters, that begins where a word begins, is written in one of these shapes
    /// (see `shape`) and whose check agrees. The check is handed the letters and digits alone, in upper case.
    Number {
        /// The shapes; the longest that fits is taken.
        shapes: &'static [&'static str],
        /// Whether the letters and digits can be such a number: check digits, dates, ranges.
        check: fn(&[u8]) -> bool,
    },
    /// A token in one of these forms. Each form begins with a [`Part::Text`], its anchor.
    Token {
        /// The forms; the longest that fits is taken.
        forms: &'static [&'static [Part]],
        /// The least Shannon entropy of what follows the anchor, in bits a character; 0 for none. A vendor's prefix and
        /// the right letters are enough: more than 2, which only placeholders fall short of, is for prefixes of less than
        /// three characters.
        entropy: f32,
    },
    /// A value without a prefix of its own, assigned to a name that holds one of these words: `datadog_api_key = …`,
    /// `"datadogKey": "…"`. Words as in [`Context`].
    Assigned {
        /// The words, one of which the name holds.
        words: &'static [&'static str],
        /// The forms of the value; the longest that fits is taken.
        forms: &'static [&'static [Part]],
        /// The least Shannon entropy of the value, in bits a character; 0 for none.
        entropy: f32,
    },
    /// As [`Matcher::Assigned`], if a function agrees with the whole name and with the value.
    AssignedIf {
        /// The words, one of which the name holds.
        words: &'static [&'static str],
        /// The forms of the value; the longest that fits is taken.
        forms: &'static [&'static [Part]],
        /// The least Shannon entropy of the value, in bits a character; 0 for none.
        entropy: f32,
        /// Whether this name and this value are of the kind.
        check: fn(name: &[u8], value: &[u8]) -> bool,
    },
    /// In one of these ways, none of which is of this kind again.
    Either(&'static [Matcher]),
    /// By the names of fields: see `fields`.
    Fields,
}

impl Matcher {
    /// The matchers that it is made of, or itself.
    pub(super) fn each(&self) -> &[Self] {
        match self {
            Self::Either(matchers) => matchers,
            one => std::slice::from_ref(one),
        }
    }
}

/// Where in a text a function is asked.
#[derive(Clone, Copy, Debug)]
pub enum Anchor {
    /// At each occurrence of this byte.
    Byte(u8),
    /// At the first digit of each run of digits.
    Digits,
    /// At the first letter or digit of each word.
    Word,
    /// At each occurrence of one of these texts that begins where a word begins, upper and lower case alike.
    Literals(&'static [&'static str]),
    /// At each of these structures, and at each word near one of these words; if all structures begin with a digit, only
    /// at those that do. Asked for by its own name, a detector that has words is asked at each word.
    Structures {
        /// The structures.
        structures: &'static [Structure],
        /// The words, as in [`Context`].
        words: &'static [&'static str],
    },
}
