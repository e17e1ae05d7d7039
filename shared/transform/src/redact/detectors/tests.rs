//! The tests of every row of the table: what it finds, in whatever surroundings, and what it leaves alone.

use std::collections::HashMap;

use super::*;
use crate::redact::detector::{Anchor, Context, Matcher};
use crate::redact::{Action, Redactor, SETS, Selection, words};

fn without_tildes(example: &str) -> String {
    example.replace("~~", "\0").replace('~', "").replace('\0', "~")
}

fn redactor(name: &str) -> Redactor {
    Redactor::new(&Selection::parse([name]).unwrap(), Action::Label)
}

/// The values that a detector finds in a text.
fn values(redactor: &Redactor, text: &str) -> Vec<String> {
    redactor.redact(text).findings.iter().map(|f| text[f.start..f.end].to_owned()).collect()
}

/// Whether one of `values` still stands in a redacted text, labels apart; the shortest stand in the frames too.
fn leaks(redacted: &str, values: &[String], label: &str) -> bool {
    let rest = redacted.replace(label, "\0");
    values.iter().any(|value| value.len() > 3 && rest.contains(value.as_str()))
}

/// An example among other text: at the start, at the end, beside punctuation, twice, behind what is no ASCII.
fn frames(text: &str) -> Vec<String> {
    if text.contains('\n') {
        return vec![text.to_owned(), format!("seen was {text}\n"), format!("\n{text}\nx")];
    }
    let mut frames = vec![
        text.to_owned(),
        format!("{text} was seen"),
        format!("seen was {text}"),
        format!("x {text} y"),
        format!("({text})"),
        format!("[{text}]"),
        format!("<b>{text}</b>"),
        format!("'{text}'"),
        format!("\"{text}\", z"),
        format!("{text}."),
        format!("{text}, {text}; {text}"),
        format!("{text} {text}"),
        format!("value={text}"),
        format!("value=\"{text}\" next=1"),
        format!("a\t{text}\tb"),
        format!("Zürich – {text} – Málaga"),
        format!("値：{text}。"),
        format!("ERROR: VALUE {text} REJECTED"),
        format!("next=%2F%3D{text}"),
        format!("\u{1b}[31m{text}\u{1b}[0m"),
    ];
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    if text.bytes().all(unreserved) {
        frames.push(format!("GET https://example.com/a?q={text}&page=2 200"));
    }
    frames
}

/// The same in JSON: a string of an object, one of an array, and JSON within a string.
fn json_frames(text: &str) -> Vec<String> {
    let object = serde_json::json!({"level": "info", "message": text, "n": 1}).to_string();
    let array = serde_json::json!(["a", text, text]).to_string();
    let within = serde_json::json!({ "body": object }).to_string();
    vec![object, array, within]
}

/// All strings of a JSON value, those of JSON within strings too.
fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(within) if within.is_object() => strings(&within, out),
            _ => out.push(text.clone()),
        },
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| strings(field, out)),
        _ => {}
    }
}

/// The table test of every detector: a new row is tested by being there.
#[test]
fn every_detector_finds_its_examples_and_nothing_else() {
    let mut wrong = Vec::new();
    for detector in rows() {
        let redactor = redactor(detector.name);
        let label = format!("[{}]", detector.name.to_ascii_uppercase());
        for example in detector.examples {
            let text = without_tildes(example);
            let values = values(&redactor, &text);
            for framed in frames(&text) {
                let redacted = redactor.redact(&framed).text;
                if !redacted.contains(&label) || leaks(&redacted, &values, &label) {
                    wrong.push(format!("{}: {framed:?} becomes {redacted:?}", detector.name));
                }
            }
            for framed in json_frames(&text) {
                let redacted = redactor.redact(&framed).text;
                let mut found = Vec::new();
                match serde_json::from_str(&redacted) {
                    Ok(value) => strings(&value, &mut found),
                    Err(error) => wrong.push(format!("{}: no JSON, {error}: {redacted}", detector.name)),
                }
                if !redacted.contains(&label) || found.iter().any(|text| leaks(text, &values, &label)) {
                    wrong.push(format!("{}: {framed} becomes {redacted}", detector.name));
                }
            }
        }
        for example in detector.counterexamples {
            let text = without_tildes(example);
            if redactor.redact(&text).text != text {
                wrong.push(format!("{}: found in a counterexample: {text}", detector.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Examples that are found by name alone: the check letter or the kind of holder is wrong, or a word is needed that the
/// row does not tell.
const BY_NAME: [&str; 3] = ["AAASA1111R", "T1234567Z", "7563141592658"];

/// What a detector finds by name is gone through the set `standard` too, behind each word that explains it.
#[test]
fn the_standard_set_finds_examples_behind_their_words() {
    let standard = redactor("standard");
    let mut wrong = Vec::new();
    for detector in rows().filter(|detector| detector.sets.contains(&"standard")) {
        let redactor = redactor(detector.name);
        let words: &[&str] = match (detector.context, detector.matcher) {
            (Context::Near(words) | Context::Always(words), _) => words,
            // Of several shapes, some need a word.
            (_, Matcher::At(Anchor::Structures { words: words @ [_, ..], .. }, _)) => words,
            _ => &["x"],
        };
        for example in detector.examples {
            let text = without_tildes(example);
            let values = values(&redactor, &text);
            if BY_NAME.contains(&text.as_str()) {
                continue;
            }
            for word in words {
                let framed = format!("{word}: {text}");
                let redacted = standard.redact(&framed).text;
                if leaks(&redacted, &values, "[]") {
                    wrong.push(format!("{}: {framed:?} becomes {redacted:?}", detector.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A format that says too little is left alone in a set where no word explains it.
#[test]
fn sets_leave_alone_what_no_word_explains() {
    let sets: HashMap<&str, Redactor> = SETS.iter().map(|(set, _)| (*set, redactor(set))).collect();
    let mut wrong = Vec::new();
    for detector in rows() {
        let Context::Near(near) = detector.context else { continue };
        let redactor = redactor(detector.name);
        for text in detector.examples.iter().map(|example| without_tildes(example)) {
            for value in values(&redactor, &text) {
                let framed = format!("x {value} y");
                for set in detector.sets.iter().filter(|_| !words::contains(value.as_bytes(), near)) {
                    let findings = sets[set].redact(&framed).findings;
                    if findings.iter().any(|f| &**sets[set].detector(f) == detector.name) {
                        wrong.push(format!("{}: found in {framed:?} through {set}", detector.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_detector_has_examples_counterexamples_and_a_source() {
    assert_eq!(rows().count(), DETECTORS.len());
    for (detector, at_work) in rows().zip(&DETECTORS) {
        assert_eq!(detector.name, at_work.name);
        assert!(detector.examples.len() >= 3, "{}", detector.name);
        assert!(detector.counterexamples.len() >= 3, "{}", detector.name);
        assert!(!detector.source.is_empty(), "{}", detector.name);
    }
}

#[test]
fn names_are_unique_and_sets_are_known() {
    assert_eq!(DETECTORS[PRIVATE_KEY].name, "private_key");
    assert_eq!(DETECTORS[SECRET_FIELD].name, "secret_field");
    let mut names: Vec<_> = DETECTORS.iter().map(|d| d.name).chain(SETS.iter().map(|(set, _)| *set)).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "a name stands for two things");
    for detector in DETECTORS.iter() {
        for set in detector.sets {
            assert!(SETS.iter().any(|(name, _)| name == set), "{}: there is no set {set}", detector.name);
        }
    }
}
