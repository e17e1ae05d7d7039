//! `sluice.yaml` as it is written. It refuses unknown keys, and knows where each value stands.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::ConfigError;
use super::action::ActionSpec;
use super::remediate::RemediateSpec;

/// A text and its place.
pub(super) type Text = Spanned<String>;
/// Texts and their places.
pub(super) type Texts = Spanned<Vec<Text>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    version: Spanned<u64>,
    pub redact: Option<RedactSpec>,
    pub filter: Option<Vec<FilterSpec>>,
    pub archive: Option<ArchiveSpec>,
    pub metrics: Option<Vec<MetricSpec>>,
    pub remediate: Option<RemediateSpec>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RedactSpec {
    pub detectors: Option<Texts>,
    pub action: Option<Spanned<ActionSpec>>,
    pub rules: Option<Vec<Spanned<RuleSpec>>>,
    pub allow: Option<AllowSpec>,
    pub fields: Option<Vec<Spanned<FieldSpec>>>,
    pub keep: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldSpec {
    #[serde(rename = "match")]
    pub patterns: Texts,
    pub action: Option<Spanned<ActionSpec>>,
    pub log_groups: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSpec {
    pub detector: Option<Text>,
    pub name: Option<Text>,
    pub pattern: Option<Text>,
    pub near: Option<Texts>,
    pub checksum: Option<Text>,
    pub action: Option<Spanned<ActionSpec>>,
    pub log_groups: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowSpec {
    pub values: Option<Vec<Text>>,
    pub networks: Option<Vec<Text>>,
    pub domains: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilterSpec {
    pub drop: Text,
    pub log_groups: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchiveSpec {
    pub prefix: Option<Text>,
    #[serde(rename = "format")]
    _format: Option<ArchiveFormat>,
}

#[derive(Deserialize)]
enum ArchiveFormat {
    #[serde(rename = "jsonl.gz")]
    JsonLinesGzip,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetricSpec {
    pub name: Text,
    #[serde(rename = "match")]
    pub pattern: Option<Text>,
    pub value: Option<Spanned<NumberOrText>>,
    pub unit: Option<Text>,
    pub namespace: Option<Text>,
    pub dimensions: Option<BTreeMap<String, Text>>,
    pub log_groups: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum NumberOrText {
    Number(f64),
    Text(String),
}

impl Spec {
    pub fn read(yaml: &str) -> Result<Self, ConfigError> {
        if yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            let message = "the file is empty: begin with `version: 1`".to_owned();
            return Err(ConfigError { line: 1, column: 1, message });
        }
        let spec: Self = serde_saphyr::from_str(yaml)?;
        if spec.version.value != 1 {
            let message = format!("version {} is not known here; this Sluice reads `version: 1`", spec.version.value);
            return Err(ConfigError::at(spec.version.referenced, message));
        }
        Ok(spec)
    }
}
