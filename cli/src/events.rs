//! Events and batches out of what files hold: JSON taken apart, lines given the names and ids that they lack.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::value::RawValue;
use sluice_transform::batch::{LogBatch, LogEvent, MessageType, position_id};
use sluice_transform::envelope::{self, Envelope, EnvelopeError};

use crate::stamp;

/// The account that plain lines get.
const LOCAL_ACCOUNT: &str = "000000000000";

/// One event, or several one after the other; of several, each by itself, until one is no JSON.
pub fn parse_events(text: &str) -> Vec<Result<Envelope<'_>, EnvelopeError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = envelope::parse(text);
    if !matches!(whole, Err(EnvelopeError::NotJson { .. })) {
        return vec![whole];
    }
    let mut found: Vec<_> = serde_json::Deserializer::from_str(text)
        .into_iter::<&RawValue>()
        .map(|raw| match raw {
            Ok(raw) => envelope::parse(raw.get()),
            Err(error) => Err(EnvelopeError::NotJson { line: error.line(), column: error.column() }),
        })
        .collect();
    if found.is_empty() {
        found.push(whole);
    }
    found
}

/// An empty batch for plain lines.
pub fn line_batch(group: &str, stream: &str) -> LogBatch<'static> {
    LogBatch {
        message_type: MessageType::Data,
        owner: Cow::Borrowed(LOCAL_ACCOUNT),
        log_group: Cow::Owned(group.to_owned()),
        log_stream: Cow::Owned(stream.to_owned()),
        subscription_filters: Vec::new(),
        log_events: Vec::new(),
        malformed: Vec::new(),
    }
}

/// The event that a line makes: its id comes from its place and content.
pub fn line_event(line: &[u8], scope: &str, number: u64, started: Timestamp) -> LogEvent<'static> {
    LogEvent {
        id: Cow::Owned(position_id(scope, number, line)),
        timestamp: stamp::leading_time(line, started).unwrap_or_else(|| started.as_millisecond()),
        message: Cow::Owned(String::from_utf8_lossy(line).into_owned()),
        extracted_fields: None,
    }
}
