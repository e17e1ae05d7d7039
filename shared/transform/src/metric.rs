//! Redacted events into metrics: documents in CloudWatch's embedded metric format (EMF), one to a line.
//!
//! Source: *CloudWatch User Guide*, "Specification: Embedded metric format": at most 100 values in an array, one metric
//! a document here. It refuses to let text of events grow without bound into dimensions: beyond 100 sets of values a rule
//! and batch, the rest is counted under `other`.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::chain::CleanEvent;
use crate::config::{Config, DimensionValue, MAX_VALUE, MetricRule, MetricValue};
use crate::origin::Origin;
use crate::pattern::Subject;

/// Values in one document.
const MAX_VALUES: usize = 100;
/// Different sets of dimension values that a rule draws from one batch.
const MAX_SETS: usize = 100;
/// What counts the sets beyond.
const OTHER: &str = "other";
/// Bytes of a dimension's value.
const MAX_DIMENSION: usize = 256;
const MINUTE: i64 = 60_000;

/// Dimension values, in the rule's order; `None` where the event has none.
type Set = Vec<Option<String>>;

/// Evaluates the configuration's metric rules. The same events give the same documents.
pub fn documents(config: &Config, origin: &Origin, events: &[CleanEvent<'_>]) -> Vec<String> {
    let rules: Vec<_> = config.metrics.iter().filter(|rule| rule.scope.covers(&origin.log_group)).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let mut collected: Vec<Collected<'_>> = rules.into_iter().map(Collected::new).collect();
    for event in events {
        let subject = Subject::new(&event.message);
        for rule in &mut collected {
            rule.add(event.timestamp, &subject);
        }
    }
    collected.iter().flat_map(Collected::documents).collect()
}

/// One rule's values, by minute and dimensions.
struct Collected<'r> {
    rule: &'r MetricRule,
    sets: BTreeMap<Set, ()>,
    values: BTreeMap<(i64, Set), Vec<f64>>,
}

impl<'r> Collected<'r> {
    fn new(rule: &'r MetricRule) -> Self {
        Self { rule, sets: BTreeMap::new(), values: BTreeMap::new() }
    }

    fn add(&mut self, timestamp: i64, subject: &Subject<'_>) {
        if !self.rule.pattern.matches(subject) {
            return;
        }
        let value = match &self.rule.value {
            MetricValue::Constant(value) => Some(*value),
            MetricValue::Field(selector) => subject.select(selector).and_then(Json::as_f64),
        };
        let Some(value) = value.filter(|value| value.abs() <= MAX_VALUE) else { return };
        let mut set: Set = self.rule.dimensions.iter().map(|(_, value)| dimension(value, subject)).collect();
        if !self.sets.contains_key(&set) {
            if self.sets.len() < MAX_SETS {
                self.sets.insert(set.clone(), ());
            } else {
                set = self.rule.dimensions.iter().map(|(_, value)| other(value)).collect();
            }
        }
        let minute = timestamp - timestamp.rem_euclid(MINUTE);
        self.values.entry((minute, set)).or_default().push(value);
    }

    fn documents(&self) -> Vec<String> {
        let rule = self.rule;
        let mut out = Vec::new();
        for ((minute, set), values) in &self.values {
            let present: Vec<_> = rule
                .dimensions
                .iter()
                .zip(set)
                .filter_map(|((name, _), value)| Some((name, value.as_ref()?)))
                .collect();
            let names: Vec<_> = present.iter().map(|(name, _)| *name).collect();
            for values in values.chunks(MAX_VALUES) {
                let mut document = Map::new();
                document.insert(
                    "_aws".to_owned(),
                    json!({
                        "Timestamp": minute,
                        "CloudWatchMetrics": [{
                            "Namespace": rule.namespace,
                            "Dimensions": [names],
                            "Metrics": [{ "Name": rule.name, "Unit": rule.unit }],
                        }],
                    }),
                );
                for (name, value) in &present {
                    document.insert((*name).clone(), json!(value));
                }
                document.insert(rule.name.clone(), json!(values));
                out.push(Json::Object(document).to_string());
            }
        }
        out
    }
}

/// What stands for a dimension's value beyond the bound on sets.
fn other(value: &DimensionValue) -> Option<String> {
    Some(match value {
        DimensionValue::Constant(text) => text.clone(),
        DimensionValue::Field(_) => OTHER.to_owned(),
    })
}

/// A dimension's value as CloudWatch takes it: printable ASCII, bounded, not empty.
fn dimension(value: &DimensionValue, subject: &Subject<'_>) -> Option<String> {
    let text = match value {
        DimensionValue::Constant(text) => return Some(text.clone()),
        DimensionValue::Field(selector) => match subject.select(selector)? {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            Json::Bool(flag) => flag.to_string(),
            Json::Null | Json::Array(_) | Json::Object(_) => return None,
        },
    };
    let clean: String =
        text.chars().take(MAX_DIMENSION).map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).collect();
    let clean = clean.trim().trim_start_matches(':');
    (!clean.is_empty()).then(|| clean.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluate(yaml: &str, messages: &[(i64, &str)]) -> Vec<Json> {
        let config = Config::parse(&format!("version: 1\nmetrics:\n  - {yaml}\n")).unwrap();
        let origin = Origin {
            account: "111122223333".into(),
            region: "eu-west-1".into(),
            log_group: "/ecs/app".into(),
            log_stream: "s".into(),
            second_hand: false,
        };
        let events: Vec<_> = messages
            .iter()
            .enumerate()
            .map(|(event, (timestamp, message))| CleanEvent {
                event,
                id: "e",
                timestamp: *timestamp,
                message: (*message).into(),
                extracted_fields: None,
            })
            .collect();
        documents(&config, &origin, &events).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn counts_by_minute_and_dimension() {
        let documents = evaluate(
            "{ name: Errors, match: '{ $.level = \"ERROR\" }', dimensions: { Service: $.service } }",
            &[
                (60_000, r#"{"level":"ERROR","service":"a"}"#),
                (119_999, r#"{"level":"ERROR","service":"a"}"#),
                (120_000, r#"{"level":"ERROR","service":"a"}"#),
                (60_000, r#"{"level":"ERROR","service":"b"}"#),
                (60_000, r#"{"level":"ERROR"}"#),
                (60_000, r#"{"level":"INFO","service":"a"}"#),
            ],
        );
        let seen: Vec<_> = documents
            .iter()
            .map(|d| (d["_aws"]["Timestamp"].clone(), d["Service"].clone(), d["Errors"].clone()))
            .collect();
        assert_eq!(
            seen,
            [
                (json!(60_000), Json::Null, json!([1.0])),
                (json!(60_000), json!("a"), json!([1.0, 1.0])),
                (json!(60_000), json!("b"), json!([1.0])),
                (json!(120_000), json!("a"), json!([1.0])),
            ]
        );
        assert_eq!(documents[1]["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Service"]]));
        assert_eq!(documents[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([[]]));
    }

    #[test]
    fn values_come_from_numbers_only_and_in_hundreds() {
        let rule = "{ name: Ms, value: $.ms, unit: Milliseconds }";
        let documents =
            evaluate(rule, &[(0, r#"{"ms":12.5}"#), (0, r#"{"ms":"12"}"#), (0, "{}"), (0, r#"{"ms":1e300}"#)]);
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0]["Ms"], json!([12.5]));
        let many: Vec<_> = (0..250).map(|_| (0, r#"{"ms":1}"#)).collect();
        let sizes: Vec<_> = evaluate(rule, &many).iter().map(|d| d["Ms"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [100, 100, 50]);
    }

    #[test]
    fn dimensions_are_bounded_and_printable() {
        let messages: Vec<String> = (0..150).map(|i| format!(r#"{{"id":"u{i:03}"}}"#)).collect();
        let messages: Vec<_> = messages.iter().map(|m| (0, m.as_str())).collect();
        let documents = evaluate("{ name: N, dimensions: { Id: $.id, Stage: test } }", &messages);
        assert_eq!(documents.len(), 101);
        let other = documents.iter().find(|d| d["Id"] == "other").unwrap();
        assert_eq!(other["Stage"], "test");
        assert_eq!(other["N"].as_array().unwrap().len(), 50);
        let odd = evaluate("{ name: N, dimensions: { Id: $.id } }", &[(0, r#"{"id":":é\u0000x"}"#)]);
        assert_eq!(odd[0]["Id"], "??x");
    }
}
