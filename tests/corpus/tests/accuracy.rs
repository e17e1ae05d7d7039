//! Precision and recall by detector over a labelled corpus, held against docs/accuracy.md.
//!
//! `ACCURACY=write cargo test -p sluice-corpus --test accuracy` writes that file anew.

mod planted;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::thread;

use planted::{Labels, Line, SOURCES, lines};
use sluice_transform::redact::{Action, DETECTORS, Redactor, Selection};

/// The corpus.
const SEED: u64 = 20_261_102;
const LINES: usize = 200_000;

/// What `standard` must reach over all of its detectors.
const LEAST_PRECISION: f64 = 0.999;
const LEAST_RECALL: f64 = 0.99;

/// Detectors that find what every log is full of, and are left out of `all` here.
const NOISY: [&str; 2] = ["url", "date_time"];

/// What was counted for a detector.
#[derive(Clone, Copy, Default)]
struct Count {
    /// Values of its kind that were planted, that were hidden to the last byte, and that bore its name then.
    planted: u64,
    hidden: u64,
    named: u64,
    /// Findings of its name, and those of them that touch nothing that was planted.
    findings: u64,
    wrong: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.planted += other.planted;
        self.hidden += other.hidden;
        self.named += other.named;
        self.findings += other.findings;
        self.wrong += other.wrong;
    }

    fn recall(self) -> f64 {
        if self.planted == 0 { 1.0 } else { self.hidden as f64 / self.planted as f64 }
    }

    fn precision(self) -> f64 {
        if self.findings == 0 { 1.0 } else { 1.0 - self.wrong as f64 / self.findings as f64 }
    }
}

/// The counts of each detector, and examples of what went wrong.
struct Score {
    counts: BTreeMap<String, Count>,
    examples: Vec<String>,
}

impl Score {
    fn total(&self) -> Count {
        self.counts.values().fold(Count::default(), |mut total, count| {
            total.add(*count);
            total
        })
    }
}

fn score(redactor: &Redactor, lines: &[Line]) -> Score {
    let mut counts: BTreeMap<String, Count> =
        redactor.detectors().map(|name| (name.to_owned(), Count::default())).collect();
    let mut shown: BTreeMap<String, u8> = BTreeMap::new();
    let mut examples = Vec::new();
    let mut show = |kind: &str, detector: &str, value: &str, line: &str| {
        let count = shown.entry(format!("{kind} {detector}")).or_default();
        *count += 1;
        if *count <= 3 {
            examples.push(format!("{kind}: {detector}: {value}\n    {line}"));
        }
    };
    for Line { text, planted } in lines {
        let findings = redactor.redact(text).findings;
        for finding in &findings {
            let name = redactor.detector(finding);
            let count = counts.entry(name.to_string()).or_default();
            count.findings += 1;
            if !planted.iter().any(|(range, _)| finding.start < range.end && range.start < finding.end) {
                count.wrong += 1;
                show("wrong", name, &text[finding.start..finding.end], text);
            }
        }
        for (range, detector) in planted {
            let Some(count) = counts.get_mut(*detector) else { continue };
            count.planted += 1;
            let over = || findings.iter().filter(|f| f.start < range.end && range.start < f.end);
            let covered: usize = over().map(|f| f.end.min(range.end) - f.start.max(range.start)).sum();
            if covered == range.len() {
                count.hidden += 1;
                count.named += u64::from(over().any(|f| redactor.detector(f).as_ref() == *detector));
            } else {
                show("left", detector, &text[range.clone()], text);
            }
        }
    }
    Score { counts, examples }
}

fn percent(share: f64) -> String {
    // Cut, so that only what is all is said to be all.
    format!("{:.2}", (share * 10_000.0).floor() / 100.0)
}

fn report(labels: &Labels, standard: &Score, all: &Score) -> String {
    let mut text = include_str!("accuracy.head.md").to_owned();
    let mut row = |name: &str, made: &str, values: &str, standard: Option<Count>, all: Option<Count>| {
        let cells = |count: Option<Count>| {
            count.map_or(["–".to_owned(), "–".to_owned(), "–".to_owned()], |count| {
                [percent(count.precision()), percent(count.recall()), count.wrong.to_string()]
            })
        };
        let planted = all.or(standard).map_or(0, |count| count.planted);
        let (standard, all) = (cells(standard).join(" | "), cells(all).join(" | "));
        let _ = writeln!(text, "| {name} | {made} | {values} | {planted} | {standard} | {all} |");
    };
    row("**together**", "", "", Some(standard.total()), Some(all.total()));
    for detector in DETECTORS.iter().filter(|detector| !NOISY.contains(&detector.name)) {
        let label = &labels[detector.name];
        row(
            &format!("`{}`", detector.name),
            SOURCES[label.source as usize],
            &label.values.len().to_string(),
            standard.counts.get(detector.name).copied(),
            all.counts.get(detector.name).copied(),
        );
    }
    text
}

#[test]
fn the_scoreboard_is_as_published() {
    let (lines, labels) = lines(SEED, LINES);
    let standard = Redactor::new(&Selection::default(), Action::Label);
    let minus = NOISY.map(|name| format!("-{name}"));
    let names = std::iter::once("all").chain(minus.iter().map(String::as_str));
    let all = Redactor::new(&Selection::parse(names).expect("they are detectors"), Action::Label);
    let (standard, all) = thread::scope(|scope| {
        let standard = scope.spawn(|| score(&standard, &lines));
        let all = score(&all, &lines);
        (standard.join().expect("it ends"), all)
    });
    for (set, score) in [("standard", &standard), ("all", &all)] {
        println!("{set}");
        score.examples.iter().for_each(|example| println!("  {example}"));
    }
    let report = report(&labels, &standard, &all);
    println!("{report}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/accuracy.md");
    if std::env::var("ACCURACY").is_ok_and(|wish| wish == "write") {
        std::fs::write(path, &report).expect("docs/accuracy.md is written");
    }
    let total = standard.total();
    assert!(total.precision() >= LEAST_PRECISION, "precision of standard: {}", total.precision());
    assert!(total.recall() >= LEAST_RECALL, "recall of standard: {}", total.recall());
    let planted: BTreeSet<&str> = lines.iter().flat_map(|line| line.planted.iter().map(|(_, name)| *name)).collect();
    for detector in DETECTORS.iter().filter(|detector| !NOISY.contains(&detector.name)) {
        assert!(planted.contains(detector.name), "{} is planted nowhere", detector.name);
    }
    let published = std::fs::read_to_string(path).unwrap_or_default();
    assert!(published == report, "docs/accuracy.md is not what was measured: write it anew with ACCURACY=write");
}
