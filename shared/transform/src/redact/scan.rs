//! One pass over a text: finds the anchors and asks the detectors that stand behind them.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::assigned;
use super::detector::{Anchor, Context, Matcher};
use super::detectors::{DETECTORS, SECRET_FIELD};
use super::fields;
use super::finding::Finding;
use super::input::{Input, is_digit};
use super::parts::{self, Part};
use super::select::Selection;
use super::shape;

/// The chosen detectors, ordered by their anchors.
pub struct Scanner {
    selection: Selection,
    /// For each byte, what may begin there.
    classes: [u8; 256],
    /// Detectors by the byte that anchors them.
    bytes: Vec<(u8, usize)>,
    digits: Vec<usize>,
    words: Vec<usize>,
    literals: Option<AhoCorasick>,
    /// The detector that each literal anchors.
    literal_detectors: Vec<usize>,
}

const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const BYTE: u8 = 4;

impl Scanner {
    pub fn new(selection: &Selection) -> Self {
        let mut scanner = Self {
            selection: selection.clone(),
            classes: [0; 256],
            bytes: Vec::new(),
            digits: Vec::new(),
            words: Vec::new(),
            literals: None,
            literal_detectors: Vec::new(),
        };
        for byte in 0..=u8::MAX {
            if is_digit(byte) {
                scanner.classes[usize::from(byte)] |= DIGIT;
            } else if byte.is_ascii_alphabetic() {
                scanner.classes[usize::from(byte)] |= LETTER;
            }
        }
        let mut literals: Vec<String> = Vec::new();
        for (index, detector) in DETECTORS.iter().enumerate().filter(|(index, _)| selection.has(*index)) {
            let mut anchored = |texts: &mut dyn Iterator<Item = &'static str>| {
                for text in texts {
                    literals.push(text.to_owned());
                    scanner.literal_detectors.push(index);
                }
            };
            for matcher in flat(&detector.matcher) {
                match matcher {
                    Matcher::At(Anchor::Byte(byte), _) => {
                        scanner.classes[usize::from(*byte)] |= BYTE;
                        scanner.bytes.push((*byte, index));
                    }
                    Matcher::At(Anchor::Digits, _) => scanner.digits.push(index),
                    Matcher::At(Anchor::Word, _) | Matcher::Number { .. } => scanner.words.push(index),
                    Matcher::At(Anchor::Literals(texts), _) => anchored(&mut texts.iter().copied()),
                    Matcher::Token { forms, .. } => {
                        anchored(&mut forms.iter().filter_map(|form| match form.first() {
                            Some(Part::Text(text) | Part::AnyCase(text)) => Some(*text),
                            _ => None,
                        }));
                    }
                    Matcher::Assigned { words, .. } | Matcher::AssignedIf { words, .. } => {
                        anchored(&mut words.iter().map(|word| word.split(' ').next().unwrap_or_default()));
                    }
                    Matcher::Either(_) => {}
                    Matcher::Fields => fields::prepare(),
                }
            }
        }
        if !literals.is_empty() {
            let finder =
                AhoCorasickBuilder::new().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(literals);
            scanner.literals = Some(finder.expect("the detectors' short literals compile"));
        }
        scanner
    }

    /// Whether the detector at `index` of [`DETECTORS`] is at work.
    pub fn has(&self, index: usize) -> bool {
        self.selection.has(index)
    }

    /// Whether fields that are named like a secret are looked for.
    pub fn has_secret_fields(&self) -> bool {
        self.has(*SECRET_FIELD)
    }

    /// The detector whose name stands for what is hidden because it cannot be looked into.
    pub fn fallback(&self) -> usize {
        (0..DETECTORS.len()).rev().find(|index| self.has(*index)).unwrap_or(0)
    }

    /// Appends what the detectors find in `input`, secret fields apart.
    pub fn scan(&self, input: &Input<'_>, out: &mut Vec<Finding>) {
        self.scan_field(input, out);
        // How far each detector has found something already: it is not asked again within.
        let mut done = vec![0_usize; DETECTORS.len()];
        let mut ask = |detector: usize, at: usize| {
            if at < done[detector] {
                return;
            }
            if let Some(range) = self.verify(input, detector, at) {
                done[detector] = range.end;
                out.push(Finding::text(range.start, range.end, detector));
            }
        };
        let mut before = 0;
        for (at, byte) in input.text.iter().enumerate() {
            let class = self.classes[usize::from(*byte)];
            if class & DIGIT != 0 && before & DIGIT == 0 {
                self.digits.iter().for_each(|detector| ask(*detector, at));
            }
            // Behind a colour sequence or a percent-encoded byte a word begins, although a letter stands before it.
            let begins = |at: usize| before & (DIGIT | LETTER) == 0 || input.after_escape(at);
            if class & (DIGIT | LETTER) != 0 && begins(at) {
                self.words.iter().for_each(|detector| ask(*detector, at));
            }
            if class & BYTE != 0 {
                self.bytes.iter().filter(|(b, _)| b == byte).for_each(|(_, detector)| ask(*detector, at));
            }
            before = class;
        }
        if let Some(literals) = &self.literals {
            for found in literals.find_overlapping_iter(input.text) {
                ask(self.literal_detectors[found.pattern().as_usize()], found.start());
            }
        }
    }

    /// Appends the values that are found by the name of the field: they need no word of their own.
    fn scan_field(&self, input: &Input<'_>, out: &mut Vec<Finding>) {
        let (Some(field), Some(literals)) = (input.field, &self.literals) else { return };
        for found in literals.find_overlapping_iter(field) {
            let index = self.literal_detectors[found.pattern().as_usize()];
            for matcher in flat(&DETECTORS[index].matcher) {
                let range = match *matcher {
                    Matcher::Assigned { words, forms, entropy } => {
                        assigned::in_field(input, words, forms, entropy, |_, _| true)
                    }
                    Matcher::AssignedIf { words, forms, entropy, check } => {
                        assigned::in_field(input, words, forms, entropy, check)
                    }
                    _ => None,
                };
                out.extend(range.map(|range| Finding::text(range.start, range.end, index)));
            }
        }
    }

    fn verify(&self, input: &Input<'_>, index: usize, at: usize) -> Option<Range<usize>> {
        let detector = DETECTORS[index];
        input.set_named(self.selection.names(index));
        match detector.context {
            Context::Near(words) if !self.selection.names(index) && !input.near(at, words) => return None,
            Context::Always(words) if !input.near(at, words) => return None,
            _ => {}
        }
        find(&detector.matcher, input, at)
    }
}

/// A matcher by itself, or those that it is made of.
fn flat(matcher: &'static Matcher) -> &'static [Matcher] {
    match matcher {
        Matcher::Either(matchers) => matchers,
        one => std::slice::from_ref(one),
    }
}

/// What a matcher finds at `at`.
fn find(matcher: &'static Matcher, input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    match *matcher {
        Matcher::At(_, verify) => verify(input, at),
        Matcher::Number { shapes, check } => shape::find(input, at, shapes, check),
        Matcher::Token { forms, entropy } => {
            let starts = input.starts_word(at) && !input.was(at, |b| b == b'_');
            let end = at + parts::longest(forms, &input.text[at..]).filter(|_| starts)?;
            (entropy == 0.0 || parts::entropy(&input.text[at..end]) >= entropy).then_some(at..end)
        }
        Matcher::Assigned { words, forms, entropy } => assigned::find(input, at, words, forms, entropy, |_, _| true),
        Matcher::AssignedIf { words, forms, entropy, check } => assigned::find(input, at, words, forms, entropy, check),
        Matcher::Either(matchers) => matchers.iter().find_map(|matcher| find(matcher, input, at)),
        Matcher::Fields => None,
    }
}
