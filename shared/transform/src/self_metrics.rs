//! What a function tells of itself: the account of one invocation as CloudWatch's embedded metric format, one document to
//! a line.
//!
//! Namespace `Sluice`, dimension `Function`; findings also by `Detector`, what was parked and rejected also by `Reason`, and by
//! that alone for all functions together, so that one alarm sees them all. Names are a contract: dashboards and alarms read
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
    /// Events that were parked, by a reason in words of ours or a code of AWS's.
    pub parked: BTreeMap<String, u64>,
    /// Events that were rejected, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// The time of the oldest event that came, in milliseconds since the Unix epoch.
    pub oldest: Option<i64>,
    /// Milliseconds that were left at the end.
    pub time_left: u64,
}

impl AddAssign for SelfMetrics {
    fn add_assign(&mut self, other: Self) {
        self.account += other.account;
        self.bytes += other.bytes;
        add(&mut self.findings, other.findings);
        add(&mut self.parked, other.parked);
        add(&mut self.rejected, other.rejected);
        self.oldest = self.oldest.into_iter().chain(other.oldest).min();
        self.decode_errors += other.decode_errors;
        self.retries += other.retries;
        // One is told of a whole invocation, never of a part of it.
        self.time_left = self.time_left.max(other.time_left);
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, u64>, counts: BTreeMap<K, u64>) {
    for (key, count) in counts {
        *sums.entry(key).or_default() += count;
    }
}

impl SelfMetrics {
    /// The documents. `at` is milliseconds since the Unix epoch.
    pub fn documents(&self, function: Function, at: i64) -> Vec<String> {
        let Account { received, delivered, filtered, rejected, parked } = self.account;
        let findings: u64 = self.findings.values().sum();
        let function = ("Function", function.name());
        let mut counts = vec![
            ("EventsReceived", received),
            ("EventsDelivered", delivered),
            ("EventsFiltered", filtered),
            ("EventsRejected", rejected),
            ("EventsParked", parked),
            ("BytesReceived", self.bytes),
            ("Findings", findings),
            ("DecodeErrors", self.decode_errors),
            ("Retries", self.retries),
            ("TimeLeft", self.time_left),
        ];
        // An age that nothing has would pull an average down.
        counts.extend(self.oldest.map(|time| ("OldestEventAge", at.saturating_sub(time).max(0).unsigned_abs())));
        let whole = document(at, &[&["Function"]], &[function], &counts);
        let by_detector = self.findings.iter().map(|(name, count)| {
            let sets: [&[&str]; 1] = [&["Function", "Detector"]];
            document(at, &sets, &[function, ("Detector", name)], &[("Findings", *count)])
        });
        let parked = self.parked.iter().map(|counted| ("EventsParked", counted));
        let rejected = self.rejected.iter().map(|counted| ("EventsRejected", counted));
        let by_reason = parked.chain(rejected).map(|(metric, (reason, count))| {
            let sets: [&[&str]; 2] = [&["Function", "Reason"], &["Reason"]];
            document(at, &sets, &[function, ("Reason", reason)], &[(metric, *count)])
        });
        std::iter::once(whole).chain(by_detector).chain(by_reason).collect()
    }
}

/// A document with its metrics by each of several sets of `dimensions`.
fn document(at: i64, sets: &[&[&str]], dimensions: &[(&str, &str)], metrics: &[(&str, u64)]) -> String {
    let unit = |name: &str| match name {
        "BytesReceived" => "Bytes",
        "OldestEventAge" | "TimeLeft" => "Milliseconds",
        _ => "Count",
    };
    let defined: Vec<Json> = metrics.iter().map(|(name, _)| json!({ "Name": name, "Unit": unit(name) })).collect();
    let mut document = Map::new();
    document.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": at,
            "CloudWatchMetrics": [{ "Namespace": NAMESPACE, "Dimensions": sets, "Metrics": defined }],
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

    #[test]
    fn what_did_not_arrive_is_told_by_reason_and_ages_only_where_something_came() {
        let mut metrics = SelfMetrics {
            account: Account { received: 3, rejected: 1, parked: 2, ..Account::default() },
            parked: BTreeMap::from([("ThrottlingException".into(), 2)]),
            rejected: BTreeMap::from([("tooOld".into(), 1)]),
            oldest: Some(1_000),
            ..SelfMetrics::default()
        };
        metrics += SelfMetrics { oldest: Some(2_000), time_left: 7, ..metrics.clone() };
        let documents: Vec<Json> = metrics
            .documents(Function::Forward, 5_000)
            .iter()
            .map(|document| serde_json::from_str(document).unwrap())
            .collect();
        assert_eq!((&documents[0]["OldestEventAge"], &documents[0]["TimeLeft"]), (&json!(4_000), &json!(7)));
        assert_eq!(
            (&documents[1]["Reason"], &documents[1]["EventsParked"]),
            (&json!("ThrottlingException"), &json!(4))
        );
        assert_eq!((&documents[2]["Reason"], &documents[2]["EventsRejected"]), (&json!("tooOld"), &json!(2)));
        assert_eq!(documents.len(), 3);
        let sets = &documents[2]["_aws"]["CloudWatchMetrics"][0]["Dimensions"];
        assert_eq!(sets, &json!([["Function", "Reason"], ["Reason"]]));
        let quiet = SelfMetrics::default().documents(Function::Forward, 5_000);
        assert!(quiet.len() == 1 && !quiet[0].contains("OldestEventAge"), "{quiet:?}");
    }
}
