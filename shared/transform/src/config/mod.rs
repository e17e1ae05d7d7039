//! `sluice.yaml`: what was typed becomes what is usable, or an error that names the place and the mend.
//!
//! `spec` is the file as it is written, read strictly; here it is compiled, once, at start. A configuration of which any
//! part cannot be compiled is refused as a whole: a rule that silently matched nothing would let data pass.

mod action;
mod error;
mod field;
mod metric;
mod redaction;
mod remediate;
mod spec;

use std::collections::BTreeSet;

use crate::names::glob_matches;
use crate::pattern::Pattern;
use crate::redact::{Action, PseudonymKeys, Redactor, Selection};
use crate::remedy::Remediation;

pub use error::ConfigError;
pub(crate) use error::nearest;
pub(crate) use metric::MAX_VALUE;
pub use metric::{DimensionValue, MetricRule, MetricValue};

use spec::{FilterSpec, Spec, Text};

/// The compiled configuration.
pub struct Config {
    /// What is found and what is written in its place.
    pub redactor: Redactor,
    /// Events that a rule drops, before redaction.
    pub filters: Vec<FilterRule>,
    /// The first part of every archive key, without slashes around it; may be empty.
    pub archive_prefix: String,
    /// Metrics to be drawn from redacted events.
    pub metrics: Vec<MetricRule>,
    /// What is done about alarms.
    pub remediation: Remediation,
}

/// A rule that drops events.
#[derive(Clone, Debug)]
pub struct FilterRule {
    /// What it drops.
    pub pattern: Pattern,
    /// The pattern as it was written.
    pub source: String,
    /// Where it applies.
    pub scope: Scope,
}

/// The log groups to which a rule applies, by the name of the group where the events were born.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    globs: Option<Vec<String>>,
}

impl Scope {
    /// Whether a rule applies to a log group.
    pub fn covers(&self, log_group: &str) -> bool {
        self.globs.as_ref().is_none_or(|globs| globs.iter().any(|glob| glob_matches(glob, log_group)))
    }

    /// The globs, unless the rule applies everywhere.
    pub fn globs(&self) -> Option<&[String]> {
        self.globs.as_deref()
    }
}

/// The archive's prefix unless another is set.
const DEFAULT_PREFIX: &str = "logs";

impl Default for Config {
    /// The set `standard`, labelled; nothing filtered, nothing measured.
    fn default() -> Self {
        Self {
            redactor: Redactor::new(&Selection::default(), Action::default()),
            filters: Vec::new(),
            archive_prefix: DEFAULT_PREFIX.to_owned(),
            metrics: Vec::new(),
            remediation: Remediation::default(),
        }
    }
}

impl Config {
    /// Compiles the text of a `sluice.yaml` that needs no key.
    ///
    /// # Errors
    /// With line, column, what is wrong and what to write instead.
    pub fn parse(yaml: &str) -> Result<Self, ConfigError> {
        Draft::read(yaml)?.compile(&PseudonymKeys::default())
    }
}

/// A configuration that was read and is not compiled yet, so that its keys can be fetched where it has any.
pub struct Draft {
    spec: Spec,
    only: Option<Selection>,
}

impl Draft {
    /// Reads the text of a `sluice.yaml`.
    ///
    /// # Errors
    /// When it has a key that there is not, or a value of another form than it should have.
    pub fn read(yaml: &str) -> Result<Self, ConfigError> {
        Ok(Self { spec: Spec::read(yaml)?, only: None })
    }

    /// These detectors in place of the configuration's detectors, rules, fields and allow list; its action stays.
    #[must_use]
    pub fn with_detectors(mut self, selection: Selection) -> Self {
        if let Some(redact) = &mut self.spec.redact {
            (redact.rules, redact.allow) = (None, None);
            (redact.fields, redact.keep) = (None, None);
        }
        Self { only: Some(selection), ..self }
    }

    /// The ids of the keys that its actions need.
    pub fn key_ids(&self) -> BTreeSet<&str> {
        let redact = self.spec.redact.iter();
        let actions = redact.flat_map(|redact| {
            let of_rules = redact.rules.iter().flatten().filter_map(|rule| rule.value.action.as_ref());
            let of_fields = redact.fields.iter().flatten().filter_map(|rule| rule.value.action.as_ref());
            redact.action.iter().chain(of_rules).chain(of_fields)
        });
        actions.filter_map(|action| action.value.key_id()).collect()
    }

    /// Compiles it.
    ///
    /// # Errors
    /// With line, column, what is wrong and what to write instead; also when a key is missing.
    pub fn compile(self, keys: &PseudonymKeys) -> Result<Config, ConfigError> {
        let spec = self.spec;
        Ok(Config {
            redactor: redaction::compile(spec.redact.unwrap_or_default(), self.only.as_ref(), keys)?,
            filters: spec.filter.unwrap_or_default().into_iter().map(filter).collect::<Result<_, _>>()?,
            archive_prefix: match spec.archive.and_then(|archive| archive.prefix) {
                Some(prefix) => archive_prefix(&prefix)?,
                None => DEFAULT_PREFIX.to_owned(),
            },
            metrics: spec.metrics.unwrap_or_default().into_iter().map(metric::compile).collect::<Result<_, _>>()?,
            remediation: spec.remediate.map(remediate::compile).transpose()?.unwrap_or_default(),
        })
    }

    /// Compiles it without its keys, only to see whether it is right. Nothing may be redacted with what comes out.
    ///
    /// # Errors
    /// As [`Draft::compile`], but for missing keys.
    pub fn check(self) -> Result<Config, ConfigError> {
        let keys = PseudonymKeys::stand_ins(self.key_ids());
        self.compile(&keys)
    }
}

fn filter(spec: FilterSpec) -> Result<FilterRule, ConfigError> {
    let pattern = pattern(&spec.drop)?;
    if pattern == Pattern::All {
        return Err(ConfigError::at(spec.drop.referenced, "an empty pattern would drop every event; say what to drop"));
    }
    Ok(FilterRule { pattern, scope: scope(spec.log_groups)?, source: spec.drop.value })
}

fn pattern(text: &Text) -> Result<Pattern, ConfigError> {
    Pattern::parse(&text.value).map_err(|error| ConfigError::at(text.referenced, format!("pattern: {error}")))
}

fn scope(globs: Option<spec::Texts>) -> Result<Scope, ConfigError> {
    let Some(globs) = globs else { return Ok(Scope::default()) };
    if globs.value.is_empty() {
        return Err(ConfigError::at(
            globs.referenced,
            "log_groups is empty: name log groups (`*` stands for any text), or leave it out for all",
        ));
    }
    if let Some(empty) = globs.value.iter().find(|glob| glob.value.is_empty()) {
        return Err(ConfigError::at(empty.referenced, "an empty name matches no log group"));
    }
    Ok(Scope { globs: Some(globs.value.into_iter().map(|glob| glob.value).collect()) })
}

fn archive_prefix(prefix: &Text) -> Result<String, ConfigError> {
    let trimmed = prefix.value.trim_matches('/');
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '=');
    let sound = trimmed.chars().all(allowed)
        && trimmed.len() <= 256
        && trimmed.split('/').all(|part| part != "." && part != ".." && (trimmed.is_empty() || !part.is_empty()));
    if sound {
        return Ok(trimmed.to_owned());
    }
    Err(ConfigError::at(
        prefix.referenced,
        "an archive prefix is made of letters, digits and - _ . = with single slashes between, at most 256 bytes",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Kept;

    fn error(yaml: &str) -> String {
        Config::parse(yaml).err().unwrap_or_else(|| panic!("accepted: {yaml}")).to_string()
    }

    #[test]
    fn a_full_file_compiles() {
        let config = Config::parse(
            r#"
version: 1
redact:
  detectors: [standard, -ip_address]
  action: mask
filter:
  - drop: '{ $.path = "/health" }'
  - drop: DEBUG
    log_groups: ["/ecs/*"]
archive: { prefix: my/logs/, format: jsonl.gz }
metrics:
  - { name: Errors, match: '{ $.level = "ERROR" }', value: 1, unit: Count, dimensions: { Service: $.service } }
  - { name: Latency, value: $.duration_ms, unit: Milliseconds }
"#,
        )
        .unwrap();
        assert_eq!(*config.redactor.action(), Action::Mask(Kept::default()));
        assert!(!config.redactor.detectors().any(|name| name == "ip_address"));
        assert_eq!(config.filters.len(), 2);
        assert!(config.filters[1].scope.covers("/ecs/web") && !config.filters[1].scope.covers("/eks/web"));
        assert_eq!(config.archive_prefix, "my/logs");
        assert_eq!(config.metrics.len(), 2);
        assert_eq!(config.metrics[1].unit, "Milliseconds");
    }

    #[test]
    fn the_least_file_redacts_with_the_standard() {
        let config = Config::parse("version: 1\n").unwrap();
        assert_eq!(config.redactor.detectors().count(), Config::default().redactor.detectors().count());
        assert_eq!(config.archive_prefix, "logs");
    }

    #[test]
    fn mistakes_name_the_place_and_the_right_name() {
        for (yaml, place, part) in [
            ("version: 1\nredactt:\n  action: label\n", "2:1", "`redact`"),
            ("version: 1\nredact:\n  detector: [jwt]\n", "3:3", "`detectors`"),
            ("version: 1\nredact:\n  detectors: [standard, emial_address]\n", "3:25", "email_address"),
            ("version: 1\nredact:\n  detectors: []\n", "3:14", "no detector"),
            ("version: 1\nredact:\n  action: lable\n", "3:11", "`label`"),
            ("version: 1\nfilter:\n  - drop: '%x%'\n", "3:11", "regular expressions"),
            ("version: 1\nfilter:\n  - drop: ''\n", "3:11", "every event"),
            ("version: 1\nfilter:\n  - drop: x\n    log_groups: []\n", "4:17", "log_groups"),
            ("version: 1\nremediate:\n  - alarm: x\n", "3:5", "`target` is missing"),
            ("version: 1\nmultiline: {}\n", "2:1", "not built yet"),
            ("version: 2\n", "1:10", "version"),
            ("redact:\n  action: label\n", "1:1", "version"),
            ("", "1:1", "version"),
            ("version: 1\narchive: { prefix: ../x }\n", "2:20", "prefix"),
            ("version: 1\narchive: { format: parquet }\n", "2:20", "`jsonl.gz`"),
            ("version: 1\nmetrics:\n  - { name: E, unit: Counts }\n", "3:22", "Count"),
            ("version: 1\nmetrics:\n  - { name: E, value: duration }\n", "3:23", "$"),
            ("version: 1\nmetrics:\n  - { match: x }\n", "3:", "name"),
            ("version: 1\nmetrics:\n  - { name: E, dimensions: { E: $.x } }\n", "3:", "E"),
            ("version: 1\nversion: 1\n", "2:1", "twice"),
            ("version: 1\nredact: [\n", "", ""),
            ("version: one\n", "1:10", ""),
            ("version: 1\nredact:\n  detectors: standard\n", "3:14", "a list"),
            ("version: 1\nfilter: DEBUG\n", "2:9", "a list"),
            ("version: 1\nfilter:\n  - drop: x\n    log_groups: ['']\n", "4:", "matches no"),
            ("version: 1\nmetrics:\n  - { name: E, value: [1] }\n", "3:", "a number, or a selector"),
            ("version: 1\nfilter:\n  - drop: '{ $.ok = true }'\n", "3:11", "IS TRUE"),
        ] {
            let error = error(yaml);
            assert!(error.starts_with(place), "{yaml}: {error}");
            assert!(error.contains(part), "{yaml}: {error}");
        }
    }

    #[test]
    fn actions_are_names_or_maps() {
        let keys = PseudonymKeys::stand_ins(["primary"]);
        let key = keys.get("primary").unwrap().clone();
        for (yaml, expected) in [
            ("label", Action::Label),
            ("mask", Action::Mask(Kept::default())),
            ("{ mask: { keep_last: 4 } }", Action::Mask(Kept { first: 0, last: 4 })),
            ("{ mask: { keep_first: 1, keep_last: 2 } }", Action::Mask(Kept { first: 1, last: 2 })),
            ("\n    mask:\n      keep_last: 4", Action::Mask(Kept { first: 0, last: 4 })),
            ("{ mask: {} }", Action::Mask(Kept::default())),
            ("remove", Action::Remove),
            ("{ replace: \"(withheld)\" }", Action::Replace("(withheld)".into())),
            ("hash", Action::Hash),
            ("{ pseudonym: { key: primary } }", Action::Pseudonym(key)),
            ("generalise", Action::Generalise),
        ] {
            let draft = Draft::read(&format!("version: 1\nredact:\n  action: {yaml}\n"))
                .unwrap_or_else(|e| panic!("{yaml}: {e}"));
            assert_eq!(draft.key_ids().contains("primary"), yaml.contains("primary"));
            let config = draft.compile(&keys).unwrap_or_else(|e| panic!("{yaml}: {e}"));
            assert_eq!(*config.redactor.action(), expected, "{yaml}");
        }
    }

    #[test]
    fn mistakes_in_redaction_name_the_place() {
        for (yaml, place, part) in [
            ("action: lable", "3:11", "`label`"),
            ("action: replace", "3:11", "needs its text"),
            ("action: pseudonym", "3:11", "needs its key"),
            ("action: { pseudonym: { key: a } }", "3:31", "SLUICE_PSEUDONYM_KEY"),
            ("action: { pseudonym: { key: 'a b' } }", "3:31", "a key's id"),
            ("action: { pseudonym: {} }", "3:", "`key` is missing"),
            ("action: { mask: { keep_lats: 2 } }", "3:21", "`keep_last`"),
            ("action: { mask: { keep_last: -2 } }", "3:", ""),
            ("action: { label: { x: 1 } }", "3:", "takes no settings"),
            ("action: { maks: { keep_last: 2 } }", "3:", "`mask`"),
            ("action: { mask: {}, replace: x }", "3:", "not both"),
            ("action: {}", "3:", "an action"),
            ("action: [label]", "3:", "an action"),
            ("action: 1", "3:", "an action"),
            ("action: { replace: '' }", "3:22", "remove"),
            ("action: { replace: 'say \"x\"' }", "3:22", "quotes"),
            ("action: { replace: 'ask alice@example.com' }", "3:", "itself"),
            ("rules:\n    - detector: email_adress\n      action: mask", "4:17", "email_address"),
            ("rules:\n    - detector: secrets\n      action: mask", "4:17", "is a set"),
            ("rules:\n    - detector: email_address", "4:7", "`action` is missing"),
            ("rules:\n    - action: mask", "4:7", "`detector`"),
            ("rules:\n    - detector: email_address\n      action: generalise", "5:15", "more general"),
            ("detectors: [secrets]\n  rules:\n    - detector: ip_address\n      action: mask", "5:17", "not among"),
            ("rules:\n    - detector: jwt\n      action: mask\n      near: [x]", "6:13", "`name`"),
            (
                "rules:\n    - { detector: jwt, action: mask }\n    - { detector: jwt, action: label }",
                "5:7",
                "never reached",
            ),
            ("rules:\n    - { name: jwt, pattern: x }", "4:15", "built-in"),
            ("rules:\n    - { name: secrets, pattern: x }", "4:15", "built-in"),
            ("rules:\n    - { name: Mine, pattern: x }", "4:15", "lower-case"),
            ("rules:\n    - { name: mine }", "4:7", "`pattern`"),
            ("rules:\n    - { name: mine, detector: jwt, pattern: x }", "4:15", "not both"),
            ("rules:\n    - name: mine\n      pattern: '(x'", "5:16", "unclosed group"),
            ("rules:\n    - name: mine\n      pattern: 'x*'", "5:16", "empty text"),
            ("rules:\n    - name: mine\n      pattern: 'x(?<v>y)'", "5:16", "(?<value>"),
            ("rules:\n    - name: mine\n      pattern: x\n      near: []", "6:13", "near is empty"),
            ("rules:\n    - name: mine\n      pattern: x\n      near: [a, 'b=c']", "6:17", "letters"),
            ("rules:\n    - name: mine\n      pattern: x\n      checksum: lunh", "6:17", "`luhn`"),
            ("rules:\n    - name: mine\n      pattern: x\n      log_groups: []", "6:19", "log_groups"),
            ("rules:\n    - { name: mine, pattern: x }\n    - { name: mine, pattern: y }", "5:7", "two detectors"),
            ("rules:\n    - { name: mine, patern: x }", "4:", "`pattern`"),
            ("rules:\n    - { name: unlisted_field, pattern: x }", "4:15", "built-in"),
            ("fields:\n    - action: mask", "4:7", "`match` is missing"),
            ("fields:\n    - match: []", "4:14", "match is empty"),
            ("fields:\n    - match: [a, 'b..c']", "4:18", "`**`"),
            ("fields:\n    - match: ['a[0]']", "4:15", "[*]"),
            ("fields:\n    - match: ['$']", "4:15", "every field"),
            ("fields:\n    - match: password", "4:14", "a list"),
            ("fields:\n    - { match: [a], action: lable }", "4:29", "`label`"),
            ("fields:\n    - { match: [a], log_groups: [] }", "4:33", "log_groups"),
            ("fields:\n    - { match: [a], detector: x }", "4:", "`action`"),
            ("fields:\n    - match: [a, a]", "4:18", "named before"),
            ("fields:\n    - match: [a]\n    - match: [b, a]", "5:18", "named before"),
            ("fields:\n    - { match: [a], action: { pseudonym: { key: k } } }", "4:49", "SLUICE_PSEUDONYM_KEY"),
            ("keep: []", "3:9", "keep is empty"),
            ("keep: ['*']", "3:10", "every field"),
            ("allow: { network: [10.0.0.0/8] }", "3:", "`networks`"),
            ("allow: { networks: [10.0.0.1/8] }", "3:23", "10.0.0.0/8"),
            ("allow: { networks: [0.0.0.0/0] }", "3:23", "every address"),
            ("allow: { domains: ['*.example.com'] }", "3:22", "all below"),
            ("allow: { values: [''] }", "3:21", "never found"),
        ] {
            let error = error(&format!("version: 1\nredact:\n  {yaml}\n"));
            assert!(error.starts_with(place), "{yaml}: {error}");
            assert!(error.contains(part), "{yaml}: {error}");
        }
    }
}
