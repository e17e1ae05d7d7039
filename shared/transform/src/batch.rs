//! A batch of log events, as CloudWatch Logs delivers it to a subscription.
//!
//! The types borrow from the decompressed payload. They refuse to print content: `Debug` shows ids and lengths, so
//! that no log line of ours can carry a log line of theirs.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::hash::sha256_hex_of;

/// What kind of delivery a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum MessageType {
    /// Log events.
    #[serde(rename = "DATA_MESSAGE")]
    Data,
    /// A probe by CloudWatch Logs whether the destination can be reached: to be answered with success, and dropped.
    #[serde(rename = "CONTROL_MESSAGE")]
    Control,
}

/// One delivery of a subscription filter: events of one log stream.
///
/// Source of the format: *CloudWatch Logs User Guide*, "Log group-level subscription filters".
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogBatch<'a> {
    /// Data or probe.
    pub message_type: MessageType,
    /// The account that owns the log group: 12 digits.
    pub owner: Cow<'a, str>,
    /// The log group's name.
    pub log_group: Cow<'a, str>,
    /// The log stream's name.
    pub log_stream: Cow<'a, str>,
    /// The names of the subscription filters that matched.
    pub subscription_filters: Vec<Cow<'a, str>>,
    /// The events that could be read, in the order in which they came.
    pub log_events: Vec<LogEvent<'a>>,
    /// The events that could not, each with the reason. They never take the readable ones down with them.
    #[serde(skip)]
    pub malformed: Vec<MalformedEvent<'a>>,
}

/// One log event.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogEvent<'a> {
    /// The id that CloudWatch Logs gave the event; one made from position and content where it gave none.
    pub id: Cow<'a, str>,
    /// Milliseconds since the Unix epoch, within the years 1970 to 9999.
    pub timestamp: i64,
    /// The text. Never null; broken UTF-8 and lone surrogates were replaced with U+FFFD.
    pub message: Cow<'a, str>,
    /// What the filter's pattern extracted, as the JSON text that came, or absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extracted_fields: Option<JsonText<'a>>,
}

/// JSON text that is passed on as it stands; any other text is passed on as a JSON string.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonText<'a>(
    /// The text.
    pub Cow<'a, str>,
);

/// An event that cannot be delivered as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct MalformedEvent<'a> {
    /// The event's id, or one made from its position and content.
    pub id: Cow<'a, str>,
    /// The event's JSON as it came.
    pub raw: Cow<'a, str>,
    /// Why it cannot be delivered.
    pub reason: Malformed,
}

/// Why one event of a readable batch cannot be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Not a JSON object.
    #[error("the event is not an object")]
    NotAnObject,
    /// `message` is missing or null.
    #[error("the event has no message")]
    NoMessage,
    /// `message` is something other than a string.
    #[error("the event's message is not text")]
    MessageNotText,
    /// `timestamp` is missing, not a whole number, or outside the years 1970 to 9999.
    #[error("the event has no usable timestamp")]
    BadTimestamp,
    /// Anything else, such as an id that is no string, or a key that stands twice.
    #[error("the event's fields have unexpected types")]
    BadFields,
}

/// The latest timestamp that is understood: 9999-12-30T22:00:00Z, the end of what calendars here can say.
pub const MAX_TIMESTAMP: i64 = 253_402_207_200_000;

impl LogBatch<'_> {
    /// How many events came, readable or not.
    pub fn received(&self) -> usize {
        self.log_events.len() + self.malformed.len()
    }

    /// The batch as one line of JSON, its fields in a fixed order: what `sluice unpack` prints, and what
    /// [`crate::codec::encode`] compresses.
    pub fn to_json(&self) -> String {
        // Strings, integers and JSON texts, none of which can fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The Region that the account-level field `@aws.region` names, where the subscription filter emits it.
    pub fn region(&self) -> Option<String> {
        #[derive(serde::Deserialize)]
        struct System {
            #[serde(rename = "@aws.region")]
            region: Option<String>,
        }
        let fields = self.log_events.first()?.extracted_fields.as_ref()?;
        let system: System = serde_json::from_str(&fields.0).ok()?;
        system.region.filter(|name| crate::names::is_region(name))
    }
}

/// An id for an event that came without one: the same position and content give the same id.
pub fn position_id(scope: &str, position: u64, content: &[u8]) -> String {
    let mut id = sha256_hex_of(&[scope.as_bytes(), &position.to_be_bytes(), content]);
    id.truncate(32);
    id
}

impl Serialize for JsonText<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Redaction may leave of a bare number what is no JSON (`[CREDIT_CARD]`): that is a string.
        match serde_json::from_str::<&serde_json::value::RawValue>(&self.0) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

impl fmt::Debug for LogBatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogBatch")
            .field("message_type", &self.message_type)
            .field("owner", &self.owner)
            .field("log_group", &self.log_group)
            .field("log_stream", &self.log_stream)
            .field("log_events", &self.log_events)
            .field("malformed", &self.malformed)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for LogEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogEvent({}, {} bytes)", self.id, self.message.len())
    }
}

impl fmt::Debug for JsonText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonText({} bytes)", self.0.len())
    }
}

impl fmt::Debug for MalformedEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MalformedEvent({}, {:?})", self.id, self.reason)
    }
}
