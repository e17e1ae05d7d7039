//! Nothing that is planted in mixed lines survives `standard`, and a label stands in its place.

use std::thread;

use sluice_corpus::mixed;
use sluice_transform::redact::{Action, Redactor, Selection};

/// Lines of a seed, of which one in ten holds something to hide.
const LINES: usize = 60_000;

#[test]
fn nothing_planted_survives_standard() {
    let redactor = Redactor::new(&Selection::default(), Action::Label);
    let wrong: Vec<String> = thread::scope(|scope| {
        let searches = [3, 20_261_103].map(|seed| {
            let redactor = &redactor;
            scope.spawn(move || survivors(redactor, seed))
        });
        searches.into_iter().flat_map(|search| search.join().expect("a search ends")).collect()
    });
    assert!(wrong.is_empty(), "{} survive:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

fn survivors(redactor: &Redactor, seed: u64) -> Vec<String> {
    let mut wrong = Vec::new();
    for labelled in mixed(seed).take(LINES) {
        let line = &labelled.line;
        let redacted = redactor.redact(line);
        for (range, detector) in &labelled.planted {
            let value = &line[range.clone()];
            let over: Vec<_> =
                redacted.findings.iter().filter(|f| f.start < range.end && range.start < f.end).collect();
            let covered: usize = over.iter().map(|f| f.end.min(range.end) - f.start.max(range.start)).sum();
            let labels = over.iter().map(|f| format!("[{}]", redactor.detector(f).to_ascii_uppercase()));
            let mut missing = labels.filter(|label| !redacted.text.contains(label.as_str()));
            // A short value may stand elsewhere in the line.
            let survives = value.len() >= 12 && redacted.text.contains(value) && line.matches(value).count() == 1;
            if covered < range.len() || survives || missing.next().is_some() {
                wrong.push(format!("{detector}: {value}\n  {line}\n  {}", redacted.text));
            }
        }
    }
    wrong
}
