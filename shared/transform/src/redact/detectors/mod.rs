//! The table of detectors: one file each, with its validator, its source and its examples.
//!
//! Where two find the very same bytes, the earlier row gives the name.

mod aws_access_token;
mod bearer_token;
mod credit_card;
mod email_address;
mod iban_code;
mod ip_address;
mod jwt;
mod mac_address;
mod phone_number;
pub mod private_key;
mod secret_field;
mod url_credentials;
mod us_ssn;

use super::detector::Detector;

/// How many detectors there are.
pub const DETECTOR_COUNT: usize = 13;

/// Every detector there is.
pub static DETECTORS: [Detector; DETECTOR_COUNT] = [
    private_key::DETECTOR,
    jwt::DETECTOR,
    aws_access_token::DETECTOR,
    url_credentials::DETECTOR,
    bearer_token::DETECTOR,
    email_address::DETECTOR,
    credit_card::DETECTOR,
    iban_code::DETECTOR,
    us_ssn::DETECTOR,
    phone_number::DETECTOR,
    ip_address::DETECTOR,
    mac_address::DETECTOR,
    secret_field::DETECTOR,
];

/// The index of `private_key`, which is also looked for over several messages.
pub const PRIVATE_KEY: usize = 0;

/// The index of `secret_field`, which is found by structure.
pub const SECRET_FIELD: usize = DETECTOR_COUNT - 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{Action, Redactor, Selection};

    /// The table test of every detector: a new row is tested by being there.
    #[test]
    fn every_detector_finds_its_examples_and_nothing_else() {
        for detector in &DETECTORS {
            let redactor = Redactor::new(&Selection::parse([detector.name]).unwrap(), Action::Label);
            let label = format!("[{}]", detector.name.to_ascii_uppercase());
            for example in detector.examples {
                // A `~` keeps secret scanners from taking an example for a secret.
                let text = example.replace('~', "");
                let framed = [text.clone(), format!("x {text} y"), format!("({text})"), format!("\"{text}\", z")];
                for text in framed {
                    let redacted = redactor.redact(&text).text;
                    assert!(redacted.contains(&label), "{}: not found in an example: {example}", detector.name);
                }
            }
            for example in detector.counterexamples {
                let text = example.replace('~', "");
                assert_eq!(redactor.redact(&text).text, text, "{}", detector.name);
            }
        }
    }

    #[test]
    fn every_detector_has_examples_counterexamples_and_a_source() {
        for detector in &DETECTORS {
            assert!(detector.examples.len() >= 3, "{}", detector.name);
            assert!(detector.counterexamples.len() >= 3, "{}", detector.name);
            assert!(!detector.source.is_empty(), "{}", detector.name);
        }
    }

    #[test]
    fn the_indices_are_right() {
        assert_eq!(DETECTORS[PRIVATE_KEY].name, "private_key");
        assert_eq!(DETECTORS[SECRET_FIELD].name, "secret_field");
        let mut names: Vec<_> = DETECTORS.iter().map(|d| d.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), DETECTORS.len());
    }
}
