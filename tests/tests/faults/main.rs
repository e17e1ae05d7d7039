//! What AWS does to deliveries, played to the functions' real binaries: nothing is lost, nothing is silent, nothing leaks.
//!
//! Each scenario is a row of docs/reliability.md, and ends with the oracle and a scan for what was planted.

mod bounds;
mod delivery;
mod limits;
mod outage;
mod payloads;
mod random;
mod scenario;

use std::collections::BTreeSet;

use sluice_tests::root;

/// The names of the tests in a text of Rust.
fn tests(text: &str) -> BTreeSet<String> {
    let behind = text.split("#[test]\n").skip(1);
    let names = behind.filter_map(|text| text.trim_start().strip_prefix("fn ")?.split('(').next());
    names.map(str::to_owned).collect()
}

#[test]
fn every_scenario_stands_in_the_document_and_the_other_way_round() {
    let mut scenarios = BTreeSet::new();
    for (name, text) in sluice_tests::files(&root().join("tests/tests/faults")) {
        if name != "main.rs" {
            scenarios.extend(tests(&String::from_utf8(text).expect("text")));
        }
    }
    assert!(scenarios.len() > 15, "they were read");
    let document = std::fs::read_to_string(root().join("docs/reliability.md")).expect("the document");
    let rows = document.lines().filter(|line| line.starts_with('|'));
    let last = rows.filter_map(|row| row.trim_end_matches([' ', '|']).rsplit('|').next());
    let named = last.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned);
    assert_eq!(scenarios, named.collect());
}
