//! One pass over a text: finds the anchors and asks the detectors that stand behind them.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::detector::Anchor;
use super::detectors::{DETECTOR_COUNT, DETECTORS};
use super::fields;
use super::finding::Finding;
use super::input::{Input, is_digit};
use super::select::Selection;

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
        let mut literals = Vec::new();
        for (index, detector) in DETECTORS.iter().enumerate().filter(|(index, _)| selection.has(*index)) {
            match detector.anchor {
                Anchor::Byte(byte) => {
                    scanner.classes[usize::from(byte)] |= BYTE;
                    scanner.bytes.push((byte, index));
                }
                Anchor::Fields => fields::prepare(),
                Anchor::Digits => scanner.digits.push(index),
                Anchor::Word => scanner.words.push(index),
                Anchor::Literals(texts) => {
                    literals.extend_from_slice(texts);
                    scanner.literal_detectors.extend(texts.iter().map(|_| index));
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

    /// The detector whose name stands for what is hidden because it cannot be looked into.
    pub fn fallback(&self) -> usize {
        (0..DETECTORS.len()).rev().find(|index| self.has(*index)).unwrap_or(0)
    }

    /// Appends what the detectors find in `input`, secret fields apart.
    pub fn scan(&self, input: &Input<'_>, out: &mut Vec<Finding>) {
        // How far each detector has found something already: it is not asked again within.
        let mut done = [0_usize; DETECTOR_COUNT];
        let mut ask = |detector: usize, at: usize| {
            if at < done[detector] {
                return;
            }
            if let Some(range) = (DETECTORS[detector].verify)(input, at) {
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
}
