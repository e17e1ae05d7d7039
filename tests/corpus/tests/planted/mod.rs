//! The labelled corpus: ordinary lines, and in every second of them a value of each detector in turn.

use std::collections::BTreeMap;
use std::ops::Range;

use sluice_corpus::national::GENERATORS;
use sluice_corpus::{KINDS, Labelled, Piece, Planting, Random, Shape, ordinary};
use sluice_transform::redact::{Action, Alphabet, Context, Matcher, Part, Redactor, Row, Selection, rows};

/// A line, and what was planted in it.
pub struct Line {
    pub text: String,
    pub planted: Vec<(Range<usize>, &'static str)>,
}

/// Where the values of a detector come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A generator that knows the published rules and nothing of the detector.
    Generator,
    /// The detector's own form, filled by chance.
    Form,
    /// The detector's own examples.
    Examples,
}

/// What [`Source`]s are called.
pub const SOURCES: [&str; 3] = ["generator", "form", "examples"];

/// The values of a detector.
pub struct Label {
    pub source: Source,
    pub values: Vec<Value>,
}

/// A value with what stands around it, and the name of its field if it must have this one.
#[derive(Clone)]
pub struct Value {
    piece: Piece,
    name: Option<String>,
}

/// What is planted, by detector.
pub type Labels = BTreeMap<&'static str, Label>;

/// How many values of a detector there are, at most.
const VALUES: usize = 64;

/// How often chance is asked for a number that passes its check.
const TRIES: usize = 400_000;

/// The names of fields, and what is said, that explain nothing.
const FIELDS: &[&str] = &["value", "ref", "data", "arg"];
const SAID: &[&str] = &["with", "using", "got"];

/// Lines of a seed, and what was planted in them.
pub fn lines(seed: u64, count: usize) -> (Vec<Line>, Labels) {
    let labels: Labels = rows().map(|detector| (detector.name, label(detector))).collect();
    let mut random = Random::new(seed ^ 0x6163_6375_7261_6379);
    let mut ordinary = ordinary(seed);
    let mut turn = rows().collect::<Vec<_>>().into_iter().cycle();
    let mut next = turn.next();
    let mut lines = Vec::with_capacity(count);
    for _ in 0..count {
        let (format, text) = ordinary.with_format();
        let mut labelled = Labelled { line: text, planted: Vec::new() };
        if let Some(detector) = next
            && format.shape != Shape::Other
            && random.one_in(2)
        {
            plant(detector, &labels[detector.name], &mut labelled, format.shape, &mut random);
            if !labelled.planted.is_empty() {
                next = turn.next();
            }
        }
        lines.push(Line { text: labelled.line, planted: labelled.planted });
    }
    (lines, labels)
}

fn plant(detector: &'static Row, label: &Label, labelled: &mut Labelled, shape: Shape, random: &mut Random) {
    if label.values.is_empty() {
        return;
    }
    let kinds: Vec<_> = KINDS.iter().filter(|kind| kind.detector == detector.name).collect();
    if !kinds.is_empty() {
        let kind = random.pick(&kinds);
        let piece = (kind.piece)(random);
        let (detector, field) = (kind.detector, random.pick(kind.fields));
        return Planting { detector, piece, field, said: kind.said, in_query: kind.in_query }
            .into(labelled, shape, random);
    }
    let value = &label.values[random.below(label.values.len() as u64) as usize];
    let whole = [&value.piece.before, &value.piece.value, &value.piece.after].map(String::as_str).concat();
    // What would have to be escaped stands in plain text only.
    if shape != Shape::Prose && whole.contains(['"', '\\', '\n', '\r', '\t', '\x1b']) {
        return;
    }
    let words: Vec<&str> = match detector.context {
        Context::Near(words) | Context::Always(words) => words.to_vec(),
        Context::Free => Vec::new(),
    };
    // Such words are said, and stand in no name.
    let plain: Vec<&str> = words.iter().copied().filter(|word| !word.contains(['.', '\''])).collect();
    let word = (!plain.is_empty()).then(|| random.pick(&plain));
    let field = value.name.clone().or(word.map(|word| word.replace(' ', "_")));
    let field = field.unwrap_or_else(|| random.pick(FIELDS).to_owned());
    let said = word.map_or(SAID.to_vec(), |word| vec![word]);
    let said: &[&str] = if value.name.is_some() { &[] } else { &said };
    let planting =
        Planting { detector: detector.name, piece: value.piece.clone(), field: &field, said, in_query: false };
    planting.into(labelled, shape, random);
}

fn bare(value: String) -> Piece {
    Piece { before: String::new(), value, after: String::new() }
}

fn label(detector: &'static Row) -> Label {
    // The same values whichever other detectors there are.
    let seed = detector.name.bytes().fold(17, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
    let mut random = Random::new(seed);
    let source = |source, values: Vec<Value>| Label { source, values };
    if let Some(kind) = KINDS.iter().find(|kind| kind.detector == detector.name) {
        let values = (0..VALUES).map(|_| Value { piece: (kind.piece)(&mut random), name: None });
        return source(Source::Generator, values.collect());
    }
    if let Some((_, generator)) = GENERATORS.iter().find(|(name, _)| *name == detector.name) {
        let values = (0..VALUES).map(|_| Value { piece: bare(generator(&mut random)), name: None });
        return source(Source::Generator, values.collect());
    }
    let matchers = match &detector.matcher {
        Matcher::Either(matchers) => matchers.to_vec(),
        one => vec![*one],
    };
    let mut tries = TRIES;
    let mut values = Vec::new();
    while values.len() < VALUES && tries > 0 {
        tries -= 1;
        values.extend(of_form(&random.pick(&matchers), &mut random));
    }
    if values.len() == VALUES { source(Source::Form, values) } else { source(Source::Examples, examples(detector)) }
}

/// A value of a matcher's form, if chance hits one.
fn of_form(matcher: &Matcher, random: &mut Random) -> Option<Value> {
    match *matcher {
        Matcher::Token { forms, .. } => Some(Value { piece: bare(of_parts(random.pick(forms), random)), name: None }),
        Matcher::Assigned { words, forms, .. } => {
            Some(Value { piece: bare(of_parts(random.pick(forms), random)), name: Some(name(words, random)) })
        }
        Matcher::AssignedIf { words, forms, check, .. } => {
            let (name, value) = (name(words, random), of_parts(random.pick(forms), random));
            check(name.as_bytes(), value.as_bytes()).then_some(Value { piece: bare(value), name: Some(name) })
        }
        Matcher::Number { shapes, check } => {
            let value = of_shape(random.pick(shapes), random);
            let compact = value.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase());
            let compact: Vec<u8> = compact.collect();
            check(&compact).then_some(Value { piece: bare(value), name: None })
        }
        _ => None,
    }
}

/// A name as programs give it to a vendor's key.
fn name(words: &[&str], random: &mut Random) -> String {
    let word = random.pick(words).replace(' ', "_");
    let end = random.pick(&["", "_key", "_api_key", "_token", "_secret"]);
    if word.ends_with("key") || word.ends_with("token") { word } else { word + end }
}

fn of_parts(parts: &[Part], random: &mut Random) -> String {
    let mut text = String::new();
    for part in parts {
        match *part {
            Part::Text(fixed) | Part::AnyCase(fixed) => text += fixed,
            Part::Run(alphabet, least, most) => {
                // The most may be no more than a bound.
                let most = most.min(least + 32);
                let length = random.between(least as u64, most as u64) as usize;
                text += &random.text(&letters(alphabet), length);
            }
        }
    }
    text
}

/// The letters of an alphabet; of those that hold punctuation, no mark that ends a value where it is written.
fn letters(alphabet: Alphabet) -> Vec<u8> {
    let all = (b'!'..=b'~').filter(|byte| alphabet.holds(*byte));
    match alphabet {
        Alphabet::Visible => all.filter(u8::is_ascii_alphanumeric).collect(),
        Alphabet::Percent => all.filter(|byte| *byte != b'%').collect(),
        _ => all.filter(|byte| *byte != b'=').collect(),
    }
}

fn of_shape(shape: &str, random: &mut Random) -> String {
    let mut separator = random.pick(&["-", " "]);
    let parted = random.one_in(2);
    shape.chars().fold(String::new(), |mut text, symbol| {
        match symbol {
            '9' => text += &random.digits(1),
            'A' | 'U' => text += &random.text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1),
            'X' => text += &random.text(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1),
            '-' | '^' => text += separator,
            '_' if parted => text += separator,
            '_' => {}
            '=' => {
                separator = "-";
                text += separator;
            }
            other => text.push(other),
        }
        text
    })
}

/// The detector's examples, each with its value where it is found when the detector is asked for by its name.
fn examples(detector: &Row) -> Vec<Value> {
    let selection = Selection::parse([detector.name]).expect("it is a detector");
    let redactor = Redactor::new(&selection, Action::Label);
    let examples = detector.examples.iter().filter_map(|example| {
        let text = example.replace("~~", "\0").replace('~', "").replace('\0', "~");
        // The label is one value.
        let [finding] = <[_; 1]>::try_from(redactor.redact(&text).findings).ok()?;
        let [before, value, after] =
            [0..finding.start, finding.start..finding.end, finding.end..text.len()].map(|range| text[range].to_owned());
        Some(Value { piece: Piece { before, value, after }, name: None })
    });
    examples.collect()
}
