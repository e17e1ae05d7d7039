//! One pass over one text: takes the places that are marked in it, asks who is to be asked there, and keeps what they
//! find.
//!
//! It refuses to decide: whether something is found is said by detectors, where to look by [`super::structure`] and
//! [`super::literals`].

use std::ops::Range;

use super::assigned;
use super::derived;
use super::detectors::gates;
use super::finding::Finding;
use super::input::{self, Input};
use super::literals::head_16;
use super::scan::{Explained, Scanner, Seen, Target};
use super::structure::Structure;
use super::words;

/// One pass over one text.
pub struct Pass<'a, 't> {
    scanner: &'a Scanner,
    input: Input<'t>,
    out: Vec<Finding>,
    /// What each detector found last: it is not asked again within.
    done: Vec<(usize, Range<usize>)>,
    /// The words that were found: which, from, to.
    hits: Vec<(usize, usize, usize)>,
    /// What was seen.
    pub seen: Seen,
    /// How far words among colons have been asked.
    colons_asked: usize,
    /// Where a label of a host's name was met last.
    host_met: Option<usize>,
}

/// How far back a structure is followed to where its word begins: the longest of its kind, and a little.
const MAX_LETTERS: usize = 16;
const MAX_QUAD: usize = 16;
const MAX_COLONS: usize = 48;
const MAX_HOST: usize = 253;
/// Three groups of a date, or eight digits and their `T`.
const MAX_DATE: usize = 12;

impl<'a, 't> Pass<'a, 't> {
    /// A pass over a text in which nothing is marked yet.
    pub fn new(scanner: &'a Scanner, input: Input<'t>) -> Self {
        let (out, done, hits) = (Vec::new(), Vec::new(), Vec::new());
        Self { scanner, input, out, done, hits, seen: Seen::default(), colons_asked: 0, host_met: None }
    }

    /// Goes on to another text, in the room that the one before took.
    pub fn go_on(&mut self, input: Input<'t>) {
        self.input = input;
        self.done.clear();
        self.hits.clear();
        (self.colons_asked, self.host_met) = (0, None);
    }

    /// What the detectors found, secret fields apart, and what was seen, once all places are taken.
    pub fn finish(&mut self) -> (Vec<Finding>, Seen) {
        self.everywhere();
        self.explained();
        self.seen.names.sort_by_key(|name| name.start);
        self.seen.names.dedup();
        self.seen.base64.sort_unstable();
        self.seen.encoded.sort_unstable();
        (std::mem::take(&mut self.out), std::mem::take(&mut self.seen))
    }

    /// Takes a structure; `at` is where its word, or a word within its reach, begins or goes on.
    pub fn structure(&mut self, structure: Structure, at: usize) {
        let text = self.input.text;
        match structure {
            Structure::At
            | Structure::Hyphens
            | Structure::DottedFours
            | Structure::Fours
            | Structure::LongDigits
            | Structure::LongWord
            | Structure::ThreeTwoFour => {
                self.ask_structure(structure, at);
            }
            Structure::Plus => {
                self.sign(at.saturating_sub(1));
                self.ask_structure(structure, at);
            }
            Structure::Dashes => {
                self.seen.dashes = true;
                self.ask_structure(structure, at);
            }
            Structure::DottedThrees => {
                let start = start_of(text, at, MAX_LETTERS, |b| b.is_ascii_alphanumeric());
                self.ask_structure(structure, start);
            }
            Structure::LettersDigits => {
                let start = gates::word_around(text, at).start;
                if self.input.starts_word(start) {
                    self.ask_structure(structure, start);
                }
            }
            Structure::Quad => {
                let run = start_of(text, at, MAX_QUAD, |b| b.is_ascii_digit() || b == b'.');
                self.ask_structure(structure, run + input::run(&text[run..at], |b| b == b'.'));
            }
            Structure::ThreeThreeFour => {
                let start = start_of(text, at, 3, |b| b.is_ascii_digit());
                // A leading 1 belongs to the number.
                let one = start.checked_sub(2).filter(|one| text[*one] == b'1');
                let one = one.or(start.checked_sub(3).filter(|one| text[*one] == b'1' && text[start - 1] == b'('));
                one.into_iter().for_each(|one| self.ask_structure(structure, one));
                self.ask_structure(structure, start);
            }
            Structure::Date => {
                let run = start_of(text, at, MAX_DATE, |b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'));
                // Groups that belong together are parted by one byte each.
                let apart = |pair: &[u8]| !pair[0].is_ascii_digit() && !pair[1].is_ascii_digit();
                let start = text[run..at].windows(2).rposition(apart).map_or(run, |last| run + last + 2);
                let start = start + usize::from(start < at && !text[start].is_ascii_digit());
                self.ask_structure(structure, start);
            }
            Structure::Host => {
                let most = self.host_met.map_or(MAX_HOST, |met| MAX_HOST.min(at.saturating_sub(met)));
                let start = start_of(text, at, most, input::is_host);
                // A name that was met before goes on.
                if self.host_met.replace(at) != Some(start) {
                    self.ask_structure(structure, start);
                }
            }
            Structure::Colons => {
                // No further back than was asked before.
                let most = MAX_COLONS.min(at.saturating_sub(self.colons_asked));
                let start = start_of(text, at, most, |b| b.is_ascii_hexdigit() || b == b':' || b == b'.');
                let start = start.max(self.colons_asked);
                self.colons_asked = at + 2;
                for word in start..=at + 1 {
                    let begins = self.input.is(word, |b| b.is_ascii_alphanumeric()) && self.input.starts_word(word);
                    if begins && gates::may_be_group(text, word) {
                        self.ask_structure(structure, word);
                    }
                }
                if at > 0 && text[at - 1] == b':' {
                    self.ask_structure(structure, at - 1);
                }
            }
        }
    }

    /// Takes a byte behind which other text may be hidden, or the second one behind `%`.
    pub fn escape(&mut self, at: usize) {
        let is_sign = matches!(self.input.text[at], b'\\' | 0x1b);
        self.sign(if is_sign { at } else { at.saturating_sub(2) });
    }

    /// Takes a byte with which an encoding may begin.
    fn sign(&mut self, at: usize) {
        if let Some(way) = derived::way_at(self.input.text, at) {
            self.seen.ways.add(way);
            self.seen.encoded.push(at);
        }
    }

    /// Takes a byte that is no ASCII.
    pub fn high(&mut self, at: usize) {
        self.seen.high = true;
        let lead = self.input.text[at] >= 0xc0;
        if lead && let Some(sign) = derived::reset_before(self.input.text, at) {
            self.sign(sign);
        }
        if lead && self.scanner.literals.has_high() {
            let scanner = self.scanner;
            scanner.literals.candidates(head_16(self.input.text, at), |target, length| {
                if let Some(end) = scanner.end_of(target, self.input.text, at, length) {
                    self.target(target, at, end);
                }
            });
        }
    }

    fn ask_structure(&mut self, structure: Structure, at: usize) {
        let scanner = self.scanner;
        for asked in &scanner.structures[structure as usize] {
            self.input.set_named(asked.named);
            if !self.is_done(asked.detector, at)
                && let Some(range) = (asked.verify)(&self.input, at)
            {
                self.found(asked.detector, range);
            }
        }
    }

    /// Asks a detector at a place.
    pub fn ask(&mut self, detector: usize, at: usize) {
        if self.is_done(detector, at) {
            return;
        }
        if let Some(range) = self.scanner.verify(&self.input, detector, at) {
            self.found(detector, range);
        }
    }

    fn is_done(&self, detector: usize, at: usize) -> bool {
        self.done.iter().any(|(known, found)| *known == detector && found.contains(&at))
    }

    fn found(&mut self, detector: usize, range: Range<usize>) {
        self.out.push(Finding::text(range.start, range.end, detector));
        match self.done.iter_mut().find(|(known, _)| *known == detector) {
            Some((_, found)) => *found = range,
            None => self.done.push((detector, range)),
        }
    }

    /// Takes a literal from `at` to `end`.
    pub(super) fn target(&mut self, target: Target, at: usize, end: usize) {
        let (scanner, text) = (self.scanner, self.input.text);
        match target {
            Target::Prefix(index) => {
                let prefix = &scanner.prefixes[index];
                let start = at - prefix.offset;
                if scanner.is_explained(&self.input, prefix.detector, start) {
                    self.ask(prefix.detector, start);
                }
            }
            Target::Word(index) => {
                if is_in_key(text, end) {
                    let word = &scanner.words[index];
                    self.seen.words.extend((!word.explains.is_empty()).then_some(at));
                    self.seen.named |= !word.names.is_empty();
                }
                self.hits.push((index, at, end));
            }
            // They were taken as names.
            Target::Hint(_) | Target::Lead(_) => {}
            Target::Encoding => {
                if let Some(sign) = derived::sign_before(text, at) {
                    self.sign(sign);
                }
            }
            Target::Base64 => self.seen.base64.push(at),
        }
    }

    /// Takes the name of a secret.
    pub fn name(&mut self, name: Range<usize>) {
        self.seen.names.push(name);
    }

    /// Asks what nothing leads to.
    fn everywhere(&mut self) {
        let (scanner, text) = (self.scanner, self.input.text);
        if !scanner.asks_everywhere() {
            return;
        }
        for (at, byte) in text.iter().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()) {
            if byte.is_ascii_digit() && !self.input.was(at, |b| b.is_ascii_digit()) {
                scanner.every_digits.iter().for_each(|detector| self.ask(*detector, at));
            }
            if self.input.starts_word(at) {
                scanner.every_word.iter().for_each(|detector| self.ask(*detector, at));
            }
        }
    }

    /// Asks what the words explain that were found, and what the field's name does.
    fn explained(&mut self) {
        let (scanner, text) = (self.scanner, self.input.text);
        for hit in 0..self.hits.len() {
            let (index, start, end) = self.hits[hit];
            let word = &scanner.words[index];
            if !word.names.is_empty()
                && let Some(place) = assigned::place(text, start, end)
            {
                for (detector, value) in &word.names {
                    let found = place.value(text, value.forms, value.entropy, value.check);
                    if let Some(range) = found.filter(|_| !self.is_done(*detector, start)) {
                        self.found(*detector, range);
                    }
                }
            }
            if !word.explains.is_empty() {
                for at in input::explained(text, start, end, word.begins()) {
                    self.ask_explained(&word.explains, at);
                }
            }
        }
        let Some(field) = self.input.field else { return };
        for index in self.words_of(field) {
            let word = &scanner.words[index];
            for (detector, value) in &word.names {
                let found = assigned::in_field(text, field, value.forms, value.entropy, value.check);
                found.into_iter().for_each(|range| self.found(*detector, range));
            }
            for at in input::explained_by_field(text, word.begins()) {
                self.ask_explained(&word.explains, at);
            }
        }
    }

    /// Asks at the beginning of a word, or of a run of digits within one, which matters to some.
    fn ask_explained(&mut self, detectors: &[Explained], at: usize) {
        let begins = self.input.starts_word(at);
        let digit = self.input.is(at, input::is_digit);
        for explained in detectors {
            if (if digit { explained.digits } else { explained.letters }) && (begins || explained.within) {
                self.ask(explained.detector, at);
            }
        }
    }

    /// The words that stand in a field's name.
    fn words_of(&self, field: &[u8]) -> Vec<usize> {
        let scanner = self.scanner;
        let mut found = Vec::new();
        for at in (0..field.len()).filter(|at| words::begins(field, *at)) {
            scanner.literals.candidates(head_16(field, at), |target, length| {
                if let Target::Word(index) = target
                    && scanner.end_of(target, field, at, length).is_some()
                {
                    found.push(index);
                }
            });
        }
        found
    }
}

/// Where the run of bytes begins that satisfy `test` and end before `at`; at most so many bytes before.
fn start_of(text: &[u8], at: usize, most: usize, test: impl Fn(u8) -> bool) -> usize {
    at - input::run_back(&text[at.saturating_sub(most)..at], test)
}

/// How far a key of a JSON object goes on behind a word in it.
const MAX_KEY: usize = 128;

/// Whether the string that a word ends in, at `end`, is followed by a colon.
fn is_in_key(text: &[u8], end: usize) -> bool {
    let rest = &text[end..text.len().min(end + MAX_KEY)];
    let Some(quote) = memchr::memchr(b'"', rest) else { return false };
    rest[quote + 1..].trim_ascii_start().first().is_none_or(|b| *b == b':')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::Selection;
    use crate::redact::arena::Arena;
    use crate::redact::detector::{Anchor, Matcher};
    use crate::redact::detectors::{DETECTORS, rows};

    /// What would be found if every detector were asked everywhere, as covered bytes.
    fn everywhere(scanner: &Scanner, input: &Input<'_>) -> Vec<bool> {
        let mut pass = Pass::new(scanner, Input::new(input.text, input.field));
        for at in 0..input.text.len() {
            for detector in (0..DETECTORS.len()).filter(|detector| scanner.has(*detector)) {
                let byte = input.text[at];
                let begins = byte.is_ascii_alphanumeric() && input.starts_word(at);
                let place = DETECTORS[detector].matcher.each().iter().any(|matcher| match *matcher {
                    Matcher::At(Anchor::Literals(texts), _) => {
                        texts.iter().any(|t| input::starts_ignoring_case(&input.text[at..], t.as_bytes()))
                    }
                    Matcher::Token { .. } => true,
                    Matcher::Assigned { .. } | Matcher::AssignedIf { .. } => words::begins(input.text, at),
                    Matcher::At(Anchor::Digits, _) => byte.is_ascii_digit() && !input.was(at, |b| b.is_ascii_digit()),
                    Matcher::At(Anchor::Byte(anchor), _) => byte == anchor,
                    Matcher::At(Anchor::Structures { structures: [Structure::At], .. }, _) => byte == b'@',
                    Matcher::At(Anchor::Structures { structures: [Structure::Dashes], .. }, _) => byte == b'-',
                    Matcher::At(Anchor::Structures { .. }, _) => {
                        begins || byte.is_ascii_digit() && !input.was(at, |b| b.is_ascii_digit())
                    }
                    _ => begins,
                });
                if place && scanner.is_explained(input, detector, at) {
                    pass.ask(detector, at);
                }
            }
        }
        covered(&pass.out, input.text.len())
    }

    fn covered(found: &[Finding], length: usize) -> Vec<bool> {
        let mut covered = vec![false; length];
        found.iter().for_each(|f| covered[f.start..f.end].fill(true));
        covered
    }

    fn agrees(scanner: &Scanner, text: &str) {
        let input = Input::new(text.as_bytes(), None);
        let (found, _) = Arena::default().scan_one(scanner, Input::new(text.as_bytes(), None));
        let (here, reference) = (covered(&found, text.len()), everywhere(scanner, &input));
        let differs = here.iter().zip(&reference).position(|(a, b)| a != b);
        assert_eq!(
            differs,
            None,
            "{text:?}: {:?}",
            found.iter().map(|f| DETECTORS[f.detector].name).collect::<Vec<_>>()
        );
    }

    fn pieces() -> impl Strategy<Value = Vec<String>> {
        let examples: Vec<String> = rows()
            .flat_map(|d| d.examples.iter().chain(d.counterexamples))
            .map(|text| text.replace("~~", "\0").replace('~', "").replace('\0', "~"))
            .collect();
        let piece = prop_oneof![
            2 => proptest::sample::select(examples),
            2 => "[0-9.:+() @a-fA-F-]{1,24}",
            1 => "[ ,;:=\"'x_/-]{1,3}",
            1 => "[A-Z]{1,4}[0-9]{1,6}",
            1 => "\\PC{0,8}",
        ];
        proptest::collection::vec(piece, 1..6)
    }

    proptest! {
        /// Places that are marked are all that matter: asking everywhere finds no more.
        #[test]
        fn nothing_stands_where_nothing_is_marked(pieces in pieces(), gap in "[ ,\"=]?") {
            // What stands behind these is looked at without them.
            let text = pieces.join(&gap).replace(['\x1b', '%'], "");
            for set in ["standard", "all"] {
                let scanner = Scanner::new(&Selection::parse([set]).unwrap());
                agrees(&scanner, &text);
            }
        }
    }
}
