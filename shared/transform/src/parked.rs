//! What could not go on, as objects to be kept aside: their kinds, keys, bodies and metadata.
//!
//! `quarantine/` holds payloads and events that could not be read, as they came; it is the one kind with raw text.

use std::collections::BTreeMap;

use crate::batch::LogBatch;
use crate::codec::DecodeError;
use crate::hash::sha256_hex;
use crate::plan::Function;

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

/// Parks a payload that cannot be read, as it came.
pub fn payload(function: Function, raw: &str, error: &DecodeError, received_at: i64) -> ParkedObject {
    let metadata = BTreeMap::from([
        ("function", function.name().into()),
        ("layer", error.layer().into()),
        ("reason", error.to_string()),
    ]);
    object(Kind::Quarantine, function, raw.as_bytes().to_vec(), metadata, received_at, Vec::new())
}

/// Parks the events of a batch that cannot be read, as they came, within their batch.
pub fn malformed(function: Function, batch: &LogBatch<'_>, received_at: i64) -> Option<ParkedObject> {
    let first = batch.malformed.first()?;
    let body = quarantined(batch);
    let metadata = BTreeMap::from([
        ("function", function.name().into()),
        ("layer", "event".into()),
        ("reason", first.reason.to_string()),
        ("account", batch.owner.to_string()),
        ("log-group", batch.log_group.to_string()),
        ("log-stream", batch.log_stream.to_string()),
    ]);
    let readable = batch.log_events.len();
    // The events' own time, so that the same batch is parked under the same key on whatever day it comes again.
    let day = batch.log_events.first().map_or(received_at, |event| event.timestamp);
    let events = (readable..readable + batch.malformed.len()).collect();
    Some(object(Kind::Quarantine, function, body, metadata, day, events))
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
    let date = jiff::Timestamp::from_millisecond(day).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string();
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
    use crate::codec;

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
}
