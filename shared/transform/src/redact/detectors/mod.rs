//! The table of detectors: rows of data, by what they guard, each with its source and its examples.
//!
//! Where two find the very same bytes, the earlier row gives the name.

pub mod general;
pub mod national;
pub mod secrets;

use std::sync::LazyLock;

use super::detector::Detector;

/// Every detector there is.
pub static DETECTORS: LazyLock<Vec<&'static Detector>> = LazyLock::new(|| {
    let tables = [secrets::TABLES, general::TABLES, national::TABLES];
    tables.into_iter().flatten().copied().flatten().chain([&secrets::secret_field::DETECTOR]).collect()
});

/// The index of `private_key`, which is also looked for over several messages.
pub const PRIVATE_KEY: usize = 0;

/// The index of `secret_field`, which is found by structure and gives way to every other name.
pub static SECRET_FIELD: LazyLock<usize> = LazyLock::new(|| DETECTORS.len() - 1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{Action, Redactor, SETS, Selection};

    fn without_tildes(example: &str) -> String {
        example.replace("~~", "\0").replace('~', "").replace('\0', "~")
    }

    /// The table test of every detector: a new row is tested by being there.
    #[test]
    fn every_detector_finds_its_examples_and_nothing_else() {
        let mut wrong = Vec::new();
        for detector in DETECTORS.iter() {
            let redactor = Redactor::new(&Selection::parse([detector.name]).unwrap(), Action::Label);
            let label = format!("[{}]", detector.name.to_ascii_uppercase());
            for example in detector.examples {
                let text = without_tildes(example);
                let framed = [text.clone(), format!("x {text} y"), format!("({text})"), format!("\"{text}\", z")];
                for text in framed {
                    if !redactor.redact(&text).text.contains(&label) {
                        wrong.push(format!("{}: not found in an example: {text}", detector.name));
                        break;
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

    #[test]
    fn every_detector_has_examples_counterexamples_and_a_source() {
        for detector in DETECTORS.iter() {
            assert!(detector.examples.len() >= 3, "{}", detector.name);
            assert!(detector.counterexamples.len() >= 3, "{}", detector.name);
            assert!(!detector.source.is_empty(), "{}", detector.name);
        }
    }

    #[test]
    fn names_are_unique_and_sets_are_known() {
        assert_eq!(DETECTORS[PRIVATE_KEY].name, "private_key");
        assert_eq!(DETECTORS[*SECRET_FIELD].name, "secret_field");
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
}
