//! The chosen detectors, ordered by what leads to them: where a text is worth asking, and whom.
//!
//! Three things lead to a question: a [structure](super::structure) of digits and punctuation, a vendor's prefix, and a word that explains
//! what stands beside it. What was asked for by its own name, and has none of these, is asked at every word.

use std::ops::Range;

use super::assigned;
use super::beginnings::Begins;
use super::derived::{self, Way, Ways, base64};
use super::detector::{Anchor, Context, Matcher};
use super::detectors::{DETECTORS, SECRET_FIELD};
use super::fields::HINTS;
use super::input::{self, Input};
use super::literals::Literals;
use super::parts::{self, Part};
use super::select::Selection;
use super::shape;
use super::structure::{STRUCTURES, Structure};
use super::words;

/// The chosen detectors, ordered by what leads to them.
pub struct Scanner {
    pub(super) selection: Selection,
    /// Who is asked at each structure.
    pub(super) structures: [Vec<Asked>; STRUCTURES],
    pub(super) literals: Literals<Target>,
    /// The endings of words that may name a secret.
    pub(super) endings: Literals<()>,
    /// Prefixes, by [`Target::Prefix`].
    pub(super) prefixes: Vec<Prefix>,
    /// Words, by [`Target::Word`].
    pub(super) words: Vec<Word>,
    /// Detectors that are asked at every byte of this value.
    pub(super) bytes: Vec<(u8, usize)>,
    /// Detectors that are asked at every run of digits, and at every word.
    pub(super) every_digits: Vec<usize>,
    pub(super) every_word: Vec<usize>,
}

/// A detector that is asked at a structure.
pub(super) struct Asked {
    pub(super) detector: usize,
    /// Whether it was asked for by its own name.
    pub(super) named: bool,
    pub(super) verify: fn(&Input<'_>, usize) -> Option<Range<usize>>,
}

/// What a literal leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Prefix(usize),
    Word(usize),
    /// The beginning of a name that may be a secret's, by its place in [`HINTS`].
    Hint(usize),
    /// The same of what may also lead to a secret that no field names.
    Lead(usize),
    /// A word that says that a value is base64.
    Base64,
    /// The beginning of an encoding that no class of bytes marks.
    Encoding,
}

/// A fixed text at which a detector is asked.
pub(super) struct Prefix {
    pub(super) text: &'static str,
    /// How many of its bytes stand before its first letter or digit, by which it is looked up.
    pub(super) offset: usize,
    pub(super) detector: usize,
    /// The parts of the tokens that it begins; none where something else decides.
    forms: &'static [&'static [Part]],
}

impl Prefix {
    /// Whether it begins at `start`, and goes on as its tokens do.
    fn begins(&self, text: &[u8], start: usize) -> bool {
        let Some(rest) = text.get(start..).filter(|rest| input::starts_ignoring_case(rest, self.text.as_bytes()))
        else {
            return false;
        };
        self.forms.is_empty() || self.forms.iter().any(|form| parts::begins(form, rest))
    }
}

/// A word, the detectors that it explains, and those whose value is assigned to it.
pub(super) struct Word {
    pub(super) text: &'static str,
    pub(super) explains: Vec<Explained>,
    pub(super) names: Vec<(usize, Value)>,
}

impl Word {
    /// With what begins what it explains.
    pub(super) fn begins(&self) -> Begins {
        let digits = self.explains.iter().filter(|explained| explained.digits);
        Begins {
            letters: self.explains.iter().any(|explained| explained.letters),
            digits: digits.map(|explained| explained.least).min().unwrap_or(usize::MAX),
        }
    }
}

/// A detector that words explain, and where it is asked near them.
#[derive(Clone, Copy)]
pub(super) struct Explained {
    pub(super) detector: usize,
    /// Whether what it finds may begin with a digit, or with a letter.
    pub(super) digits: bool,
    pub(super) letters: bool,
    /// Whether digits within a word matter to it.
    pub(super) within: bool,
    /// How many digits what begins with one has at least, before any letter.
    least: usize,
}

impl Explained {
    fn new(detector: usize) -> Self {
        let matcher = DETECTORS[detector].matcher;
        let begin = |digit| matcher.each().iter().any(|matcher| may_begin(matcher, digit));
        let within = matches!(matcher, Matcher::At(Anchor::Digits, _));
        let least = matcher.each().iter().map(least_digits).min().unwrap_or(1);
        Self { detector, digits: begin(true), letters: begin(false), within, least }
    }
}

/// Whether what a matcher finds near a word may begin with a digit, or else with a letter.
fn may_begin(matcher: &Matcher, digit: bool) -> bool {
    match matcher {
        Matcher::At(Anchor::Digits, _) => digit,
        Matcher::At(Anchor::Structures { structures, .. }, _) => digit || !structures.iter().all(Structure::is_digits),
        Matcher::Number { shapes, .. } => shapes.iter().any(|shape| match shape.as_bytes().first() {
            Some(b'9') => digit,
            Some(b'A' | b'U') => !digit,
            _ => true,
        }),
        _ => true,
    }
}

/// How many digits that which a matcher finds has at least before its first letter, if it begins with a digit.
fn least_digits(matcher: &Matcher) -> usize {
    match matcher {
        Matcher::At(Anchor::Structures { structures, .. }, _) => {
            structures.iter().map(Structure::least_digits).min().unwrap_or(1)
        }
        Matcher::Number { shapes, .. } => {
            let digits =
                |shape: &str| shape.bytes().take_while(|b| b"9-^_=".contains(b)).filter(|b| *b == b'9').count();
            let shapes = shapes.iter().filter(|shape| !shape.starts_with(['A', 'U']));
            shapes.map(|shape| digits(shape).max(1)).min().unwrap_or(1)
        }
        _ => 1,
    }
}

/// A value that a word names.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) forms: &'static [&'static [Part]],
    pub(super) entropy: f32,
    pub(super) check: assigned::Check,
}

/// What a pass saw that says where to look closer.
#[derive(Default)]
pub struct Seen {
    /// Where words begin, in what may be the key of a JSON object, that explain or name its value.
    pub words: Vec<usize>,
    /// The names that stand for secrets, in their order.
    pub names: Vec<Range<usize>>,
    /// Where words begin that say that a value is base64.
    pub base64: Vec<usize>,
    /// Where encodings begin behind which other text is hidden.
    pub encoded: Vec<usize>,
    /// And which those are.
    pub ways: Ways,
    /// Whether a byte was seen that is no ASCII.
    pub high: bool,
    /// Whether a row of hyphens was seen, as before the label of a private key.
    pub dashes: bool,
    /// Whether a word that names values was seen in what may be the key of a JSON object.
    pub named: bool,
}

impl Seen {
    /// Whether nothing says to look closer.
    pub fn nothing(&self) -> bool {
        self.words.is_empty()
            && self.names.is_empty()
            && self.base64.is_empty()
            && self.encoded.is_empty()
            && !self.high
    }

    /// Whether nothing says to look closer but encodings, and characters that may stand for others.
    pub fn only_encodings(&self) -> bool {
        self.words.is_empty() && self.names.is_empty() && self.base64.is_empty() && !self.named
    }

    /// The ways in which other text may be derived.
    pub fn ways(&self) -> Ways {
        let mut ways = self.ways;
        if self.high {
            ways.add(Way::Folded);
        }
        ways
    }
}

impl Scanner {
    pub fn new(selection: &Selection) -> Self {
        let mut scanner = Self {
            selection: selection.clone(),
            structures: Default::default(),
            literals: Literals::new([], |_, _| false),
            endings: Literals::new([], |_, _| false),
            prefixes: Vec::new(),
            words: Vec::new(),
            bytes: Vec::new(),
            every_digits: Vec::new(),
            every_word: Vec::new(),
        };
        for index in (0..DETECTORS.len()).filter(|index| selection.has(*index)) {
            scanner.add(index);
        }
        let offset_text = |prefix: &Prefix| &prefix.text[prefix.offset..];
        let prefixes = scanner.prefixes.iter().enumerate().map(|(i, p)| (offset_text(p), Target::Prefix(i)));
        let words = scanner.words.iter().enumerate().map(|(i, word)| (word.text, Target::Word(i)));
        let (mut hints, mut endings) = (Vec::new(), Vec::new());
        if scanner.has_secret_fields() {
            hints.extend(HINTS.begin.iter().enumerate().map(|(i, hint)| (*hint, Target::Hint(i))));
            hints.extend(HINTS.lead.iter().enumerate().map(|(i, hint)| (*hint, Target::Lead(i))));
            endings.extend(HINTS.end.iter().map(|hint| (&hint[hint.len() - 4..], ())));
        }
        let base64 = base64::WORDS.into_iter().map(|word| (word, Target::Base64));
        let encodings = derived::beginnings().map(|text| (text, Target::Encoding));
        let texts = prefixes.chain(words).chain(hints).chain(base64).chain(encodings);
        scanner.literals = Literals::new(texts.collect::<Vec<_>>(), |text, target| {
            matches!(target, Target::Word(_)) && words::is_short(text)
        });
        scanner.endings = Literals::new(endings, |_, _| false);
        scanner
    }

    fn add(&mut self, index: usize) {
        let detector = DETECTORS[index];
        let named = self.selection.names(index);
        let explained = match detector.context {
            Context::Near(words) if !named => Some(words),
            Context::Always(words) => Some(words),
            Context::Near(_) | Context::Free => None,
        };
        for matcher in detector.matcher.each() {
            self.lead(matcher, explained, named, index);
        }
    }

    /// Puts down what leads to one matcher of the detector at `index`.
    fn lead(&mut self, matcher: &Matcher, explained: Option<&'static [&'static str]>, named: bool, index: usize) {
        match (*matcher, explained) {
            (Matcher::Token { forms, .. }, _) => {
                for form in forms {
                    if let Some(Part::Text(text) | Part::AnyCase(text)) = form.first() {
                        self.prefix(text, index, forms);
                    }
                }
            }
            (Matcher::At(Anchor::Literals(texts), _), _) => texts.iter().for_each(|text| self.prefix(text, index, &[])),
            (Matcher::Assigned { words, forms, entropy }, _) => {
                self.name(words, index, Value { forms, entropy, check: |_, _| true });
            }
            (Matcher::AssignedIf { words, forms, entropy, check }, _) => {
                self.name(words, index, Value { forms, entropy, check });
            }
            (Matcher::Fields | Matcher::Either(_), _) => {}
            (_, Some(words)) => self.explain(words, index),
            (Matcher::Number { .. } | Matcher::At(Anchor::Word, _), None) => self.every_word.push(index),
            (Matcher::At(Anchor::Digits, _), None) => self.every_digits.push(index),
            (Matcher::At(Anchor::Byte(byte), _), None) => self.bytes.push((byte, index)),
            (Matcher::At(Anchor::Structures { words, .. }, _), None) if named && !words.is_empty() => {
                self.every_word.push(index);
            }
            (Matcher::At(Anchor::Structures { structures, words }, verify), None) => {
                for structure in structures {
                    self.structures[*structure as usize].push(Asked { detector: index, named, verify });
                }
                self.explain(words, index);
            }
        }
    }

    fn prefix(&mut self, text: &'static str, detector: usize, forms: &'static [&'static [Part]]) {
        let offset = text.bytes().position(|b| b.is_ascii_alphanumeric()).unwrap_or(0);
        match self.prefixes.iter_mut().find(|known| known.text == text && known.detector == detector) {
            // It may begin something else too.
            Some(known) if !std::ptr::eq(known.forms, forms) => known.forms = &[],
            Some(_) => {}
            None => self.prefixes.push(Prefix { text, offset, detector, forms }),
        }
    }

    fn explain(&mut self, words: &[&'static str], detector: usize) {
        for word in words {
            let at = self.word(word);
            self.words[at].explains.push(Explained::new(detector));
        }
    }

    fn name(&mut self, words: &[&'static str], detector: usize, value: Value) {
        for word in words {
            let at = self.word(word);
            self.words[at].names.push((detector, value));
        }
    }

    fn word(&mut self, text: &'static str) -> usize {
        self.words.iter().position(|word| word.text == text).unwrap_or_else(|| {
            self.words.push(Word { text, explains: Vec::new(), names: Vec::new() });
            self.words.len() - 1
        })
    }

    /// The choice of detectors.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Whether the detector at `index` of [`DETECTORS`] is at work.
    pub fn has(&self, index: usize) -> bool {
        self.selection.has(index)
    }

    /// Whether fields that are named like a secret are looked for.
    pub fn has_secret_fields(&self) -> bool {
        self.has(SECRET_FIELD)
    }

    /// The detector whose name stands for what is hidden because it cannot be looked into.
    pub fn fallback(&self) -> usize {
        (0..DETECTORS.len()).rev().find(|index| self.has(*index)).unwrap_or(0)
    }

    /// Whether some detector is asked where nothing is marked.
    pub(super) fn asks_everywhere(&self) -> bool {
        !(self.every_digits.is_empty() && self.every_word.is_empty())
    }

    /// Whether some detector is asked at dates or at names of hosts.
    pub(super) fn wants_everyday(&self) -> bool {
        [Structure::Date, Structure::Host].iter().any(|structure| !self.structures[*structure as usize].is_empty())
    }

    /// Where a literal ends that may begin at `at`, if it stands there; its `length` is known if all of it was compared.
    #[inline(always)]
    pub(super) fn end_of(&self, target: Target, text: &[u8], at: usize, length: Option<usize>) -> Option<usize> {
        match (target, length) {
            (Target::Word(index), Some(length)) => {
                words::stands(self.words[index].text, text, at, at + length).then_some(at + length)
            }
            (Target::Hint(_) | Target::Lead(_), Some(length)) => Some(at + length),
            _ => self.compared(target, text, at),
        }
    }

    /// The same, of which not all was compared.
    #[inline(never)]
    fn compared(&self, target: Target, text: &[u8], at: usize) -> Option<usize> {
        match target {
            Target::Word(index) => words::end_of(self.words[index].text, text, at),
            Target::Hint(index) => words::stem_end(HINTS.begin[index], text, at),
            Target::Lead(index) => words::stem_end(HINTS.lead[index], text, at),
            Target::Prefix(index) => {
                let prefix = &self.prefixes[index];
                let start = at.checked_sub(prefix.offset)?;
                prefix.begins(text, start).then_some(start + prefix.text.len())
            }
            Target::Encoding => derived::sign_before(text, at).map(|_| at),
            Target::Base64 => {
                let stands = |word: &&str| input::starts_ignoring_case(&text[at..], word.as_bytes());
                base64::WORDS.iter().find(|word| stands(word)).map(|word| at + word.len())
            }
        }
    }

    pub(super) fn verify(&self, input: &Input<'_>, index: usize, at: usize) -> Option<Range<usize>> {
        input.set_named(self.selection.names(index));
        match &DETECTORS[index].matcher {
            Matcher::Either(matchers) => matchers.iter().find_map(|matcher| find(matcher, input, at)),
            // It is asked only where its anchor is.
            Matcher::At(_, verify) => verify(input, at),
            matcher => find(matcher, input, at),
        }
    }

    /// Whether a word stands near that the detector needs, or it needs none.
    pub(super) fn is_explained(&self, input: &Input<'_>, index: usize, at: usize) -> bool {
        match DETECTORS[index].context {
            Context::Near(words) => self.selection.names(index) || input.near(at, words),
            Context::Always(words) => input.near(at, words),
            Context::Free => true,
        }
    }
}

/// Whether a token is known by itself within a longer word, `user_ghp_…`: its vendor's prefix is long, and so is what
/// follows it, which is random.
fn stands_out(forms: &[&[Part]], token: &[u8]) -> bool {
    let head = parts::head(forms, token);
    let body = &token[head..];
    let digits = body.iter().any(u8::is_ascii_digit);
    head >= 4 && body.len() >= 16 && digits && parts::entropy(body) >= 3.0
}

/// What one matcher finds at `at`.
fn find(matcher: &Matcher, input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    match *matcher {
        Matcher::At(Anchor::Literals(texts), verify) => {
            let stands = |text: &&str| input::starts_ignoring_case(&input.text[at..], text.as_bytes());
            texts.iter().any(stands).then(|| verify(input, at))?
        }
        Matcher::At(_, verify) => verify(input, at),
        Matcher::Number { shapes, check } => shape::find(input, at, shapes, check),
        Matcher::Token { forms, entropy } => {
            if !input.starts_word(at) {
                return None;
            }
            let end = at + parts::longest(forms, &input.text[at..])?;
            let goes_on = at > 1 && input.was(at - 1, |b| b.is_ascii_alphanumeric());
            if input.was(at, |b| b == b'_') && !(goes_on && stands_out(forms, &input.text[at..end])) {
                return None;
            }
            let body = || &input.text[at + parts::head(forms, &input.text[at..end])..end];
            (entropy == 0.0 || parts::entropy(body()) >= entropy).then_some(at..end)
        }
        Matcher::Assigned { words, forms, entropy } => assigned::find(input, at, words, forms, entropy, |_, _| true),
        Matcher::AssignedIf { words, forms, entropy, check } => assigned::find(input, at, words, forms, entropy, check),
        Matcher::Fields | Matcher::Either(_) => None,
    }
}
