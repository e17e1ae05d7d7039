//! What could not go on, as objects to be kept aside: their kinds, keys, bodies and metadata.
//!
//! `quarantine/` holds payloads and events that could not be read, as they came; it is the one kind with raw text.
//! `retry/` and `rejected/` hold redacted events as a subscription event, so that whatever reads those reads these.

use std::collections::BTreeMap;

use serde_json::json;

use crate::batch::LogBatch;
use crate::codec::{self, DecodeError};
use crate::hash::sha256_hex;
use crate::plan::{Circumstances, Function};

/// Why something is kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It cannot be read. Raw; never tried again by itself.
    Quarantine,
    /// Its destination failed. Redacted; comes back by itself.
    Retry,
    /// Its destination refuses it for good. Redacted; never comes back by itself.
    Rejected,
}

impl Kind {
    /// The first part of its keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quarantine => "quarantine",
            Self::Retry => "retry",
            Self::Rejected => "rejected",
        }
    }
}

/// An object to be kept aside.
#[derive(Clone, PartialEq, Eq)]
pub struct ParkedObject {
    /// `<kind>/<function>/<yyyy>/<mm>/<dd>/<sha-256 of the body>.json`, `.raw` in quarantine.
    pub key: String,
    /// What is kept.
    pub body: Vec<u8>,
    /// Reason and origin.
    pub metadata: BTreeMap<&'static str, String>,
    /// The source events that it holds; none where nobody can tell.
    pub events: Vec<usize>,
}

/// Something of a clean event that is to be kept aside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Remainder<'a> {
    /// The source event.
    pub event: usize,
    /// The part of its message that is kept; the whole where there is none.
    pub part: Option<&'a str>,
}

/// Parks a payload that cannot be read, as it came.
pub fn payload(function: Function, raw: &str, error: &DecodeError, received_at: i64) -> ParkedObject {
    unreadable(function, raw, error.layer(), &error.to_string(), received_at)
}

/// Parks anything that cannot be gone on with, as it came.
pub fn unreadable(function: Function, raw: &str, layer: &str, reason: &str, received_at: i64) -> ParkedObject {
    let metadata = BTreeMap::from([
        ("function", function.name().into()),
        ("layer", layer.to_owned()),
        ("reason", reason.to_owned()),
    ]);
    object(Kind::Quarantine, function, raw.as_bytes().to_vec(), metadata, received_at, Vec::new())
}

/// Parks what of a batch could not be delivered, or was refused: clean events, `events` by their places, as a subscription
/// event that the same function reads. `reason` is ours, never a word of the events.
pub(crate) fn remainder(
    kind: Kind,
    function: Function,
    left: &LogBatch<'_>,
    events: Vec<usize>,
    reason: &str,
    circumstances: &Circumstances<'_>,
) -> Option<ParkedObject> {
    // The events' own time, so that the same batch is parked under the same key on whatever day it comes again.
    let day = left.log_events.first()?.timestamp;
    let body = json!({ "awslogs": { "data": codec::encode(left) } }).to_string().into_bytes();
    let mut metadata = origin(function, left);
    metadata.insert("reason", reason.to_owned());
    metadata.insert("region", circumstances.region.to_owned());
    metadata.insert("first-failure", instant(circumstances.received_at));
    Some(object(kind, function, body, metadata, day, events))
}

/// Parks the events of a batch that cannot be read, as they came, within their batch.
pub fn malformed(function: Function, batch: &LogBatch<'_>, received_at: i64) -> Option<ParkedObject> {
    let first = batch.malformed.first()?;
    let body = quarantined(batch);
    let mut metadata = origin(function, batch);
    metadata.insert("layer", "event".to_owned());
    metadata.insert("reason", first.reason.to_string());
    let readable = batch.log_events.len();
    let day = batch.log_events.first().map_or(received_at, |event| event.timestamp);
    let events = (readable..readable + batch.malformed.len()).collect();
    Some(object(Kind::Quarantine, function, body, metadata, day, events))
}

fn origin(function: Function, batch: &LogBatch<'_>) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("function", function.name().to_owned()),
        ("account", batch.owner.to_string()),
        ("log-group", batch.log_group.to_string()),
        ("log-stream", batch.log_stream.to_string()),
    ])
}

/// RFC 3339, UTC.
fn instant(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

/// The malformed events of a batch within the batch's own names: what `sluice unpack` reads once they are mended. The
/// events' text is passed on byte for byte, never parsed again.
fn quarantined(batch: &LogBatch<'_>) -> Vec<u8> {
    let names = LogBatch { log_events: Vec::new(), malformed: Vec::new(), ..batch.clone() }.to_json();
    let events: Vec<&str> = batch.malformed.iter().map(|event| event.raw.as_ref()).collect();
    // An empty list of events ends the JSON of a batch.
    let head = names.strip_suffix("]}").unwrap_or(&names);
    format!("{head}{}]}}", events.join(",")).into_bytes()
}

fn object(
    kind: Kind,
    function: Function,
    body: Vec<u8>,
    metadata: BTreeMap<&'static str, String>,
    day: i64,
    events: Vec<usize>,
) -> ParkedObject {
    let date = instant(day);
    let ending = if kind == Kind::Quarantine { "raw" } else { "json" };
    let key = format!(
        "{}/{}/{}/{}/{}/{}.{ending}",
        kind.name(),
        function.name(),
        &date[..4],
        &date[5..7],
        &date[8..10],
        sha256_hex(&body)
    );
    ParkedObject { key, body, metadata, events }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::settings::Settings;
    use crate::{envelope, plan};

    #[test]
    fn malformed_events_are_kept_byte_for_byte() {
        let bad = [
            r#"{"id":"2","timestamp":null,"message":"a\ud800b"}"#.to_owned(),
            r#"{"id":"3","timestamp":1,"message":null,"x":1e999,"f":1.10}"#.to_owned(),
            r#"{"id":"4","timestamp":1,"message":"first","message":"second"}"#.to_owned(),
            format!(r#"{{"id":"5","timestamp":1,"message":null,"x":{}{}}}"#, "[".repeat(200), "]".repeat(200)),
            "7".to_owned(),
        ];
        let good = r#"{"id":"1","timestamp":1,"message":"x"}"#;
        let json = format!(
            r#"{{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","logEvents":[{good},{}]}}"#,
            bad.join(",")
        );
        let batch = codec::read(json.as_bytes()).unwrap();
        assert_eq!((batch.log_events.len(), batch.malformed.len()), (1, bad.len()));
        let object = malformed(Function::Redact, &batch, 0).unwrap();
        let body = String::from_utf8(object.body).unwrap();
        assert!(body.ends_with(&format!("\"logEvents\":[{}]}}", bad.join(","))), "{body}");
        assert_eq!(object.events, [1, 2, 3, 4, 5]);
        assert_eq!(codec::read(body.as_bytes()).map(|batch| batch.received()), Ok(bad.len()));
    }

    #[test]
    fn a_remainder_is_a_redacted_subscription_event() {
        let json = r#"{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"g","logStream":"s","logEvents":[
            {"id":"1","timestamp":86400000,"message":"one"},
            {"id":"2","timestamp":86400001,"message":"from bob@example.com, and more","extractedFields":{"a":"b"}}]}"#;
        let batch = codec::read(json.as_bytes()).unwrap();
        let settings = Settings::default();
        let config = Config::default();
        let park = |received_at| {
            let circumstances = Circumstances {
                region: "eu-west-1",
                settings: &settings,
                received_at,
                by_answer: false,
                redriven: false,
            };
            let prepared = plan::prepare(&config, &batch, &circumstances);
            let left = [Remainder { event: 1, part: None }, Remainder { event: 1, part: Some("and more") }];
            prepared.park(Kind::Retry, Function::Redact, &left, "throttled", &circumstances).unwrap()
        };
        let object = park(5);
        assert!(object.key.starts_with("retry/redact/1970/01/02/") && object.key.ends_with(".json"), "{}", object.key);
        assert_eq!(object.key, park(7).key, "whenever it fails");
        assert_eq!(
            (object.metadata["reason"].as_str(), object.metadata["region"].as_str()),
            ("throttled", "eu-west-1")
        );
        let body = String::from_utf8(object.body).unwrap();
        let envelope = envelope::parse(&body).unwrap();
        let json = codec::json_of(&envelope.records[0].payload, 1 << 20).unwrap();
        let kept = codec::read(&json).unwrap();
        let messages: Vec<_> = kept.log_events.iter().map(|event| event.message.as_ref()).collect();
        assert_eq!(messages, ["from [EMAIL_ADDRESS], and more", "and more"]);
        assert!(kept.log_events.iter().all(|event| event.id == "2" && event.extracted_fields.is_some()));
        assert_eq!(kept.owner, "111122223333");
    }

    #[test]
    fn what_comes_back_is_redacted_and_nothing_else_of_the_chain() {
        let config = Config::parse("version: 1\nfilter:\n  - drop: noise\n").unwrap();
        let json = r#"{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"g","logStream":"s","logEvents":[
            {"id":"1","timestamp":1,"message":"noise from bob@example.com"}]}"#;
        let batch = codec::read(json.as_bytes()).unwrap();
        let settings = Settings::default();
        let accounts = [false, true].map(|redriven| {
            let circumstances =
                Circumstances { region: "eu-west-1", settings: &settings, received_at: 0, by_answer: false, redriven };
            let prepared = plan::prepare(&config, &batch, &circumstances);
            let plan = prepared.plan(Function::Redact, &config, &circumstances);
            let delivered: Vec<String> =
                plan.delivery.iter().flat_map(|d| d.calls.iter().flatten()).map(|e| e.message.to_owned()).collect();
            (plan.tally.account().filtered, delivered)
        });
        assert_eq!(accounts, [(1, vec![]), (0, vec!["noise from [EMAIL_ADDRESS]".to_owned()])]);
    }
}
