//! What could not go on, as objects to be kept aside: their kinds, keys, bodies and metadata.
//!
//! `quarantine/` holds payloads and events that could not be read, as they came; it is the one kind with raw text.

use std::collections::BTreeMap;

use serde_json::json;
use serde_json::value::RawValue;

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
    let raw = |json: &str| serde_json::from_str::<Box<RawValue>>(json).ok();
    let events: Vec<_> = batch.malformed.iter().filter_map(|event| raw(&event.raw)).collect();
    let body = json!({
        "messageType": batch.message_type,
        "owner": batch.owner,
        "logGroup": batch.log_group,
        "logStream": batch.log_stream,
        "subscriptionFilters": batch.subscription_filters,
        "logEvents": events,
    });
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
    Some(object(Kind::Quarantine, function, body.to_string().into_bytes(), metadata, day, events))
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
