//! Datadog's Sensitive Data Scanner, with its own checks where it has them.

use dd_sds::{MatchAction, RegexRuleConfig, RootRuleConfig, Scanner, SecondaryValidator};

use super::Engine;
use crate::rules::{Check, RULES};
use crate::text::Batch;

pub struct Datadog {
    scanner: Scanner,
}

impl Datadog {
    pub fn new() -> Self {
        let rules: Vec<_> = RULES
            .iter()
            .map(|rule| {
                let check = match rule.check {
                    Check::No => None,
                    Check::Luhn => Some(SecondaryValidator::LuhnChecksum),
                    Check::Iban => Some(SecondaryValidator::IbanChecker),
                };
                let config = RegexRuleConfig::new(&pattern(rule.pattern)).with_validator(check).build();
                RootRuleConfig::new(config).match_action(MatchAction::redact(&format!("[{}]", rule.name)))
            })
            .collect();
        Self { scanner: Scanner::builder(&rules).build().expect("the rules compile") }
    }
}

/// The same regular expression in the scanner's own syntax, which has no flag for ASCII.
fn pattern(pattern: &str) -> String {
    pattern.replace(r"(?-u:\b)", r"\b").replace("(?i-u", "(?i")
}

impl Engine for Datadog {
    fn name(&self) -> String {
        "dd-sensitive-data-scanner".to_owned()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        // It changes the text where it stands; the copy is made into the same memory again and again.
        let mut event = String::new();
        for line in batch.lines() {
            event.clear();
            event.push_str(line);
            self.scanner.scan(&mut event).expect("a line can be scanned");
            out.extend_from_slice(event.as_bytes());
            out.push(b'\n');
        }
    }
}
