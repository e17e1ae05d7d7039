//! docs/detectors.md, written from the table and held against it.
//!
//! `DETECTORS_DOC=write cargo test -p sluice-transform --lib document` writes that file anew.

#![allow(clippy::disallowed_methods, reason = "a test that reads and writes a document")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{DETECTORS, general, national, secrets};
use crate::redact::SETS;
use crate::redact::detector::{Anchor, Context, Matcher, Row};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/detectors.md");

/// What stands before the tables.
const HEAD: &str = include_str!("document.head.md");

/// Who issues what a national detector finds, by the first word of its name.
const ISSUERS: [(&str, &str); 37] = [
    ("ar", "Argentina"),
    ("at", "Austria"),
    ("au", "Australia"),
    ("be", "Belgium"),
    ("br", "Brazil"),
    ("ca", "Canada"),
    ("ch", "Switzerland"),
    ("cl", "Chile"),
    ("cn", "China"),
    ("cz", "Czech Republic"),
    ("de", "Germany"),
    ("dk", "Denmark"),
    ("es", "Spain"),
    ("eu", "European Union"),
    ("fi", "Finland"),
    ("fr", "France"),
    ("ie", "Ireland"),
    ("in", "India"),
    ("it", "Italy"),
    ("jp", "Japan"),
    ("kr", "Korea"),
    ("mx", "Mexico"),
    ("ng", "Nigeria"),
    ("nl", "Netherlands"),
    ("no", "Norway"),
    ("ph", "Philippines"),
    ("pl", "Poland"),
    ("pt", "Portugal"),
    ("se", "Sweden"),
    ("sg", "Singapore"),
    ("th", "Thailand"),
    ("tr", "Türkiye"),
    ("uk", "United Kingdom"),
    ("us", "United States"),
    ("za", "South Africa"),
    // Named otherwise, as elsewhere.
    ("aba", "United States"),
    ("medical", "United States"),
];

fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

/// The words that a detector needs, and when it needs them.
fn words(detector: &Row) -> String {
    let mut parts = Vec::new();
    match detector.context {
        Context::Near(words) => parts.push(format!("in a set: {}", quoted(words.iter().copied()))),
        Context::Always(words) => parts.push(format!("always: {}", quoted(words.iter().copied()))),
        Context::Free => {}
    }
    let matchers = detector.matcher.each();
    let is_named = |one: &Matcher| matches!(one, Matcher::Assigned { .. } | Matcher::AssignedIf { .. });
    let when = if matchers.iter().all(is_named) { "always as a name: " } else { "also as a name: " };
    for matcher in matchers {
        match matcher {
            Matcher::Assigned { words, .. } | Matcher::AssignedIf { words, .. } => {
                let part = format!("{when}{}", quoted(words.iter().copied()));
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            Matcher::At(Anchor::Structures { words: words @ [_, ..], .. }, _) if parts.is_empty() => {
                parts.push(format!("for some forms: {}", quoted(words.iter().copied())));
            }
            Matcher::Fields => parts.push("the name of its field".to_owned()),
            _ => {}
        }
    }
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}

fn table<'a>(out: &mut String, detectors: impl IntoIterator<Item = &'a Row>) {
    let mut detectors: Vec<_> = detectors.into_iter().collect();
    detectors.sort_by_key(|detector| detector.name);
    out.push_str("| detector | sets | words | source |\n|---|---|---|---|\n");
    for detector in detectors {
        let sets = if detector.sets.is_empty() { "–".to_owned() } else { detector.sets.join(" ") };
        let cells = [format!("`{}`", detector.name), sets, words(detector), detector.source.to_owned()];
        // Writing to a String does not fail.
        let _ = writeln!(out, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
}

fn document() -> String {
    let mut out = HEAD.to_owned();
    // `secret_field` stands in no table, since it is the last of all.
    let all = |tables: &'static [&'static [Row]]| tables.iter().copied().flatten();
    let secrets: Vec<_> = all(secrets::TABLES).chain([&secrets::secret_field::DETECTOR]).collect();
    let (general, national): (Vec<_>, Vec<_>) = (all(general::TABLES).collect(), all(national::TABLES).collect());
    assert_eq!(secrets.len() + general.len() + national.len(), DETECTORS.len());
    let _ = writeln!(out, "\n## Sets\n\n| set | what it holds | detectors |\n|---|---|---:|");
    for (set, what) in SETS {
        let count = DETECTORS.iter().filter(|detector| *set == "all" || detector.sets.contains(set)).count();
        let _ = writeln!(out, "| `{set}` | {what} | {count} |");
    }
    let _ = writeln!(out, "\n## Secrets ({})\n", secrets.len());
    table(&mut out, secrets);
    let _ = writeln!(out, "\n## Written alike everywhere ({})\n", general.len());
    table(&mut out, general);
    let _ = writeln!(out, "\n## National ({})", national.len());
    let mut by_issuer: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for detector in national {
        let first = detector.name.split('_').next().unwrap_or_default();
        let issuer = ISSUERS.iter().find(|(prefix, _)| *prefix == first);
        let (_, issuer) = issuer.unwrap_or_else(|| panic!("who issues {}? Add it to ISSUERS", detector.name));
        by_issuer.entry(issuer).or_default().push(detector);
    }
    for (issuer, detectors) in by_issuer {
        let _ = writeln!(out, "\n### {issuer}\n");
        table(&mut out, detectors);
    }
    out
}

#[test]
fn every_detector_is_told_as_it_is() {
    let document = document();
    if std::env::var("DETECTORS_DOC").is_ok_and(|wish| wish == "write") {
        std::fs::write(PATH, &document).expect("docs/detectors.md is written");
    }
    let published = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(published == document, "docs/detectors.md is not the table: write it anew with DETECTORS_DOC=write");
}

#[test]
fn the_readme_counts_right() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).expect("it is there");
    let families = [
        ("Secrets", secrets::TABLES, 1),
        ("Written alike everywhere", general::TABLES, 0),
        ("National", national::TABLES, 0),
    ];
    for (family, tables, besides) in families {
        let count = besides + tables.iter().map(|rows| rows.len()).sum::<usize>();
        assert!(readme.contains(&format!("| {family} | {count} |")), "README.md: {family} are {count}");
    }
    for (set, _) in SETS {
        assert!(readme.contains(&format!("`{set}`")), "README.md: there is a set {set}");
    }
}
