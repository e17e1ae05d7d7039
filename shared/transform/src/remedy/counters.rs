//! What `remediate` counts of itself, as CloudWatch's embedded metric format: by the function, and refusals also by guard.
//! Names are a contract: dashboards and alarms read them.

use serde_json::{Map, Value as Json, json};

use super::audit::{Record, Verdict};
use crate::self_metrics::NAMESPACE;

/// The function's name in dimensions.
const FUNCTION: &str = "remediate";

/// Everything that is counted.
pub const COUNTERS: [&str; 7] = [
    "AlarmsFired",
    "RemediesActed",
    "RemediesDryRun",
    "RemediesRefused",
    "RemediesRecovered",
    "RemediesEscalated",
    "TimeToRecover",
];

/// The document that counts an alarm that fired.
pub fn fired(at: i64) -> String {
    document(at, &[("AlarmsFired", 1, "Count")], None)
}

/// The documents that count a record; `took` is how many seconds passed from the alarm until all was well. `at` is
/// milliseconds since the Unix epoch.
pub fn counters(record: &Record, took: Option<i64>, at: i64) -> Vec<String> {
    let count = |name| (name, 1, "Count");
    match record.verdict {
        Verdict::Acted => vec![document(at, &[count("RemediesActed")], None)],
        Verdict::DryRun => vec![document(at, &[count("RemediesDryRun")], None)],
        Verdict::Refused => {
            let guard = record.guard.map_or("none", |guard| guard.name());
            vec![
                document(at, &[count("RemediesRefused")], None),
                document(at, &[count("RemediesRefused")], Some(guard)),
            ]
        }
        Verdict::Recovered => {
            let mut counts = vec![count("RemediesRecovered")];
            counts.extend(took.map(|took| ("TimeToRecover", took, "Seconds")));
            vec![document(at, &counts, None)]
        }
        Verdict::Escalated => vec![document(at, &[count("RemediesEscalated")], None)],
    }
}

fn document(at: i64, counts: &[(&str, i64, &str)], guard: Option<&str>) -> String {
    debug_assert!(counts.iter().all(|(name, ..)| COUNTERS.contains(name)), "a count that nobody knows");
    let dimensions: &[&str] = if guard.is_some() { &["Function", "Guard"] } else { &["Function"] };
    let metrics: Vec<Json> = counts.iter().map(|(name, _, unit)| json!({ "Name": name, "Unit": unit })).collect();
    let mut document = Map::new();
    let directive = json!({ "Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": metrics });
    document.insert("_aws".to_owned(), json!({ "Timestamp": at, "CloudWatchMetrics": [directive] }));
    document.insert("Function".to_owned(), json!(FUNCTION));
    document.extend(guard.map(|guard| ("Guard".to_owned(), json!(guard))));
    document.extend(counts.iter().map(|(name, value, _)| ((*name).to_owned(), json!(value))));
    Json::Object(document).to_string()
}
