//! What `standard` changes in ordinary lines, in which there is nothing to find: close to nothing.

use std::collections::{BTreeMap, HashSet};
use std::thread;

use sluice_corpus::ordinary;
use sluice_transform::redact::{Action, Redactor, Selection};

/// Lines of a seed, and how many of them may be changed.
const LINES: usize = 200_000;
const MOST: usize = 1;

/// What was changed in the lines of a seed: by detector, what was found and the line.
fn changed(redactor: &Redactor, seed: u64) -> Vec<(String, String, String)> {
    let mut changed = Vec::new();
    let mut formats = HashSet::new();
    let mut lines = ordinary(seed);
    for _ in 0..LINES {
        let (format, line) = lines.with_format();
        formats.insert(format.name);
        for finding in redactor.redact(&line).findings {
            let found = line[finding.start..finding.end].to_owned();
            changed.push((redactor.detector(&finding).to_string(), found, line.clone()));
        }
    }
    assert!(formats.len() >= 20, "{formats:?}");
    changed
}

#[test]
fn ordinary_lines_are_left_alone() {
    let redactor = Redactor::new(&Selection::default(), Action::Label);
    let seeds = [20_261_101, 7, 1_234_567];
    let wrong: Vec<_> = thread::scope(|scope| {
        let searches = seeds.map(|seed| {
            scope.spawn({
                let redactor = &redactor;
                move || (seed, changed(redactor, seed))
            })
        });
        searches.into_iter().map(|search| search.join().expect("a search ends")).collect()
    });
    let mut too_many = false;
    for (seed, changed) in wrong {
        let lines: HashSet<&str> = changed.iter().map(|(_, _, line)| line.as_str()).collect();
        println!("seed {seed}: {} of {LINES} lines are changed", lines.len());
        too_many |= lines.len() > MOST;
        let mut by_detector: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (detector, found, line) in &changed {
            by_detector.entry(detector).or_default().push((found, line));
        }
        for (detector, found) in by_detector {
            println!("  {detector}: {}", found.len());
            found.iter().take(12).for_each(|(found, line)| println!("    {found}\n      {line}"));
        }
    }
    assert!(!too_many, "ordinary lines are changed: see above");
}
