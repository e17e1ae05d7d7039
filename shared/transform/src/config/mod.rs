//! `sluice.yaml`: what was typed becomes what is usable, or an error that names the place and the mend.
//!
//! `spec` is the file as it is written, read strictly; here it is compiled, once, at start. A configuration of which any
//! part cannot be compiled is refused as a whole: a rule that silently matched nothing would let data pass.

mod error;
mod metric;
mod spec;

use crate::names::glob_matches;
use crate::pattern::Pattern;
use crate::redact::{Action, Redactor, SelectError, Selection};

pub use error::ConfigError;
pub(crate) use error::nearest;
pub(crate) use metric::MAX_VALUE;
pub use metric::{DimensionValue, MetricRule, MetricValue};

use spec::{FilterSpec, RedactSpec, Spec, Text};

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
        }
    }
}

impl Config {
    /// Compiles the text of a `sluice.yaml`.
    ///
    /// # Errors
    /// With line, column, what is wrong and what to write instead.
    pub fn parse(yaml: &str) -> Result<Self, ConfigError> {
        let spec = Spec::read(yaml)?;
        Ok(Self {
            redactor: spec.redact.map_or_else(|| Ok(Self::default().redactor), redactor)?,
            filters: spec.filter.unwrap_or_default().into_iter().map(filter).collect::<Result<_, _>>()?,
            archive_prefix: match spec.archive.and_then(|archive| archive.prefix) {
                Some(prefix) => archive_prefix(&prefix)?,
                None => DEFAULT_PREFIX.to_owned(),
            },
            metrics: spec.metrics.unwrap_or_default().into_iter().map(metric::compile).collect::<Result<_, _>>()?,
        })
    }
}

fn redactor(spec: RedactSpec) -> Result<Redactor, ConfigError> {
    let selection = match &spec.detectors {
        None => Selection::default(),
        Some(items) => Selection::parse(items.value.iter().map(|item| item.value.as_str())).map_err(|error| {
            let wrong = |item: &&Text| match &error {
                SelectError::Unknown { name, .. } => item.value.trim().trim_start_matches('-') == name,
                SelectError::Empty => false,
            };
            match items.value.iter().find(wrong) {
                Some(item) => ConfigError::at(item.referenced, error.to_string()),
                None => ConfigError::at(items.referenced, error.to_string()),
            }
        })?,
    };
    Ok(Redactor::new(&selection, spec.action.unwrap_or_default()))
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
        assert_eq!(config.redactor.action(), Action::Mask);
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
            ("version: 1\nremediate:\n  - alarm: x\n", "2:1", "not built yet"),
            ("version: 1\nredact:\n  rules: []\n", "3:3", "not built yet"),
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
            ("version: 1\nredact: { action: { pseudonym: { key: a } } }\n", "2:", "not built yet"),
            ("version: 1\nredact: { action: { mask: { keep_last: 2 } } }\n", "2:", "no settings"),
            ("version: 1\nmetrics:\n  - { name: E, value: [1] }\n", "3:", "a number, or a selector"),
            ("version: 1\nfilter:\n  - drop: '{ $.ok = true }'\n", "3:11", "IS TRUE"),
        ] {
            let error = error(yaml);
            assert!(error.starts_with(place), "{yaml}: {error}");
            assert!(error.contains(part), "{yaml}: {error}");
        }
    }
}
