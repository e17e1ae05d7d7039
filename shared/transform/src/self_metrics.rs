//! What a function tells of itself: the account of one invocation as CloudWatch's embedded metric format, one document to
//! a line.
//!
//! Namespace `Sluice`, dimension `Function`; findings also by `Detector`. Names are a contract: dashboards and alarms read
//! them. No word of any event is in them.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::plan::Function;
use crate::tally::Account;

/// The namespace of what Sluice tells of itself.
pub const NAMESPACE: &str = "Sluice";

/// What is told of one invocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelfMetrics {
    /// What became of the source events.
    pub account: Account,
    /// Bytes of message text that came in.
    pub bytes: u64,
    /// Findings by detector.
    pub findings: BTreeMap<Arc<str>, u64>,
    /// Payloads and events that could not be read.
    pub decode_errors: u64,
    /// Calls to AWS that were made again.
    pub retries: u64,
}

impl AddAssign for SelfMetrics {
    fn add_assign(&mut self, other: Self) {
        self.account += other.account;
        self.bytes += other.bytes;
        for (detector, count) in other.findings {
            *self.findings.entry(detector).or_default() += count;
        }
        self.decode_errors += other.decode_errors;
        self.retries += other.retries;
    }
}

impl SelfMetrics {
    /// The documents. `at` is milliseconds since the Unix epoch.
    pub fn documents(&self, function: Function, at: i64) -> Vec<String> {
        let Account { received, delivered, filtered, rejected, parked } = self.account;
        let findings: u64 = self.findings.values().sum();
        let counts = [
            ("EventsReceived", received),
            ("EventsDelivered", delivered),
            ("EventsFiltered", filtered),
            ("EventsRejected", rejected),
            ("EventsParked", parked),
            ("BytesReceived", self.bytes),
            ("Findings", findings),
            ("DecodeErrors", self.decode_errors),
            ("Retries", self.retries),
        ];
        let whole = document(at, &[("Function", function.name())], &counts);
        let by_detector = self.findings.iter().map(|(name, count)| {
            document(at, &[("Function", function.name()), ("Detector", name)], &[("Findings", *count)])
        });
        std::iter::once(whole).chain(by_detector).collect()
    }
}

fn document(at: i64, dimensions: &[(&str, &str)], metrics: &[(&str, u64)]) -> String {
    let names: Vec<&str> = dimensions.iter().map(|(name, _)| *name).collect();
    let unit = |name: &str| if name == "BytesReceived" { "Bytes" } else { "Count" };
    let defined: Vec<Json> = metrics.iter().map(|(name, _)| json!({ "Name": name, "Unit": unit(name) })).collect();
    let mut document = Map::new();
    document.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": at,
            "CloudWatchMetrics": [{ "Namespace": NAMESPACE, "Dimensions": [names], "Metrics": defined }],
        }),
    );
    document.extend(dimensions.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    document.extend(metrics.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    Json::Object(document).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_and_findings_by_detector() {
        let metrics = SelfMetrics {
            account: Account { received: 3, delivered: 2, parked: 1, ..Account::default() },
            bytes: 40,
            findings: BTreeMap::from([("email_address".into(), 2), ("jwt".into(), 1)]),
            ..SelfMetrics::default()
        };
        let documents = metrics.documents(Function::Redact, 5);
        assert_eq!(documents.len(), 3);
        let whole: Json = serde_json::from_str(&documents[0]).unwrap();
        assert_eq!(
            (&whole["EventsReceived"], &whole["Findings"], &whole["Function"]),
            (&json!(3), &json!(3), &json!("redact"))
        );
        assert_eq!(whole["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Function"]]));
        let names = whole["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().unwrap();
        assert!(names.iter().all(|metric| whole[metric["Name"].as_str().unwrap()].is_u64()));
        let detector: Json = serde_json::from_str(&documents[2]).unwrap();
        assert_eq!((&detector["Detector"], &detector["Findings"]), (&json!("jwt"), &json!(1)));
        assert_eq!(detector["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Function", "Detector"]]));
    }
}
