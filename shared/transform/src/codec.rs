//! A subscription's payload ⇄ a [`LogBatch`]: base64 of gzip of JSON.
//!
//! Decoding is bounded, verifies what it decodes, borrows from one buffer, and says which layer failed. It refuses to
//! quote the payload in an error, and to let one bad event take down a good batch: such an event comes out in
//! [`LogBatch::malformed`]. Fields that are not known are skipped and go nowhere.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::value::RawValue;

use crate::batch::{JsonText, LogBatch, LogEvent, MAX_TIMESTAMP, Malformed, MalformedEvent, MessageType, position_id};
use crate::envelope::Payload;
use crate::gzip::{self, GzipError};

/// The cap on a decompressed payload unless a caller sets another: 64 MiB.
pub const DEFAULT_CAP: usize = 64 << 20;

/// The most events in one batch. CloudWatch Logs delivers some thousands; what each event becomes is larger than what it
/// was, so that the cap on bytes alone would not bound memory.
pub const MAX_EVENTS: usize = 100_000;

/// The most names of subscription filters that are kept; a log group has two to five.
const MAX_FILTERS: usize = 64;

/// The longest name of a log group or stream, in characters (CloudWatch Logs API Reference).
const MAX_NAME: usize = 512;

/// Standard alphabet; padding may be there or not, but not wrong.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a payload cannot be read. The text names the layer, never the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The base64 layer.
    #[error("base64: not base64 text")]
    Base64,
    /// The gzip layer.
    #[error("gzip: {0}")]
    Gzip(#[from] GzipError),
    /// The JSON layer: not JSON, or not the shape of a batch.
    #[error("json: not a batch of log events (line {line}, column {column})")]
    Json {
        /// Line of the decompressed JSON, from 1; 0 where it is not known.
        line: usize,
        /// Column, from 1; 0 where it is not known.
        column: usize,
    },
    /// `messageType` is neither `DATA_MESSAGE` nor `CONTROL_MESSAGE`.
    #[error("type: the message type is neither DATA_MESSAGE nor CONTROL_MESSAGE")]
    MessageType,
    /// `owner`, `logGroup` or `logStream` is missing or empty.
    #[error("type: {0} is missing or empty")]
    MissingField(&'static str),
    /// `owner`, `logGroup` or `logStream` is longer than any name is; each row of an archive would repeat it.
    #[error("type: {0} is longer than 512 characters")]
    LongName(&'static str),
    /// More events than [`MAX_EVENTS`].
    #[error("size: more than 100000 log events in one batch")]
    TooManyEvents,
    /// The envelope holds no text where the payload belongs.
    #[error("envelope: no payload where one belongs")]
    NoPayload,
}

impl DecodeError {
    /// The layer that failed, as it stands in a parked object's metadata.
    pub fn layer(&self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Gzip(GzipError::TooLarge(_)) | Self::TooManyEvents => "size",
            Self::Gzip(_) => "gzip",
            Self::Json { .. } => "json",
            Self::MessageType | Self::MissingField(_) | Self::LongName(_) => "type",
            Self::NoPayload => "envelope",
        }
    }
}

/// Undoes the outer two layers: base64, then gzip of at most `cap` bytes. [`read`] borrows from what this returns.
///
/// # Errors
/// [`DecodeError::Base64`] or [`DecodeError::Gzip`].
pub fn unpack(payload: &str, cap: usize) -> Result<Vec<u8>, DecodeError> {
    let compressed = BASE64.decode(payload).map_err(|_| DecodeError::Base64)?;
    Ok(gzip::decompress(&compressed, cap)?)
}

/// The JSON of a record's payload, however it is carried. [`read`] makes a batch of it.
///
/// # Errors
/// When a layer cannot be read.
pub fn json_of<'a>(payload: &'a Payload<'_>, cap: usize) -> Result<Cow<'a, [u8]>, DecodeError> {
    match payload {
        Payload::Packed(data) => unpack(data, cap).map(Cow::Owned),
        Payload::Readable(json) => Ok(Cow::Borrowed(json.as_bytes())),
        Payload::Notification(_) | Payload::Unreadable(_) => Err(DecodeError::NoPayload),
    }
}

/// How many bytes a payload's JSON says that it has: what gzip's last four bytes claim (RFC 1952, ISIZE), unchecked.
pub fn claimed_length(payload: &Payload<'_>) -> usize {
    let Payload::Packed(data) = payload else { return payload.raw().len() };
    let tail = data.as_bytes().rchunks_exact(8).next().and_then(|tail| BASE64.decode(tail).ok());
    let claimed = tail.as_deref().and_then(<[u8]>::last_chunk::<4>).map(|tail| u32::from_le_bytes(*tail));
    claimed.map_or(0, |length| length as usize)
}

/// Redoes the outer two layers, with stable bytes.
pub fn pack(json: &[u8]) -> String {
    BASE64.encode(gzip::compress(json))
}

/// Encodes a batch: the inverse of [`unpack`] and [`read`], the same batch giving the same bytes.
pub fn encode(batch: &LogBatch<'_>) -> String {
    pack(batch.to_json().as_bytes())
}

/// Reads the JSON of a batch.
///
/// # Errors
/// [`DecodeError::Json`], [`DecodeError::MessageType`] or [`DecodeError::MissingField`].
pub fn read(json: &[u8]) -> Result<LogBatch<'_>, DecodeError> {
    let Ok(wire) = serde_json::from_slice::<Wire<'_, WireEvent<'_>>>(json) else {
        return read_singly(json);
    };
    let (mut batch, events) = wire.into_batch()?;
    let scope = id_scope(&batch);
    batch.log_events.reserve(events.len());
    for (at, event) in events.into_iter().enumerate() {
        match event.into_event(&scope, at) {
            Some(event) => batch.log_events.push(event),
            None => return read_singly(json),
        }
    }
    Ok(batch)
}

/// The slow way, for a batch in which something is wrong: each event by itself.
fn read_singly(json: &[u8]) -> Result<LogBatch<'_>, DecodeError> {
    match std::str::from_utf8(json) {
        Ok(text) => read_raw_events(text),
        Err(_) => read_raw_events(&String::from_utf8_lossy(json)).map(LogBatch::into_owned),
    }
}

fn read_raw_events(json: &str) -> Result<LogBatch<'_>, DecodeError> {
    // Only the place of the error: serde's text echoes values.
    let wire: Wire<'_, &RawValue> =
        serde_json::from_str(json).map_err(|e| DecodeError::Json { line: e.line(), column: e.column() })?;
    let (mut batch, events) = wire.into_batch()?;
    let scope = id_scope(&batch);
    for (at, raw) in events.into_iter().map(RawValue::get).enumerate() {
        let event = serde_json::from_str::<WireEvent<'_>>(raw).ok();
        match event.and_then(|wire| wire.into_event(&scope, at)) {
            Some(event) => batch.log_events.push(event),
            None => batch.malformed.push(diagnose(raw, &scope, at)),
        }
    }
    Ok(batch)
}

/// What ids of events without one are made from, beside position and content.
fn id_scope(batch: &LogBatch<'_>) -> String {
    format!("{}/{}/{}", batch.owner, batch.log_group, batch.log_stream)
}

/// Finds out what is wrong with one event's JSON, by the types of its fields.
fn diagnose<'a>(raw: &'a str, scope: &str, at: usize) -> MalformedEvent<'a> {
    #[derive(Deserialize)]
    struct Shape<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
        #[serde(borrow)]
        message: Option<&'a RawValue>,
        #[serde(borrow)]
        timestamp: Option<&'a RawValue>,
    }
    let shape = serde_json::from_str::<Shape<'_>>(raw).ok();
    let id = shape.as_ref().and_then(|shape| serde_json::from_str::<String>(shape.id?.get()).ok());
    let reason = match shape {
        None if raw.starts_with('{') => Malformed::BadFields,
        None => Malformed::NotAnObject,
        Some(Shape { message: None, .. }) => Malformed::NoMessage,
        Some(Shape { message: Some(message), .. }) if !message.get().starts_with('"') => Malformed::MessageNotText,
        Some(shape) => match shape.timestamp.map(|t| t.get().parse::<i64>()) {
            Some(Ok(0..=MAX_TIMESTAMP)) => Malformed::BadFields,
            _ => Malformed::BadTimestamp,
        },
    };
    let id = id.filter(|id| !id.is_empty()).unwrap_or_else(|| position_id(scope, at as u64, raw.as_bytes()));
    MalformedEvent { id: Cow::Owned(id), raw: Cow::Borrowed(raw), reason }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "E: Deserialize<'de>, 'de: 'a"))]
struct Wire<'a, E> {
    message_type: Option<Text<'a>>,
    owner: Option<Text<'a>>,
    log_group: Option<Text<'a>>,
    log_stream: Option<Text<'a>>,
    subscription_filters: Option<Capped<Text<'a>, MAX_FILTERS>>,
    log_events: Option<Capped<E, MAX_EVENTS>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEvent<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    timestamp: Option<i64>,
    #[serde(borrow)]
    message: Option<Text<'a>>,
    #[serde(borrow)]
    extracted_fields: Option<&'a RawValue>,
}

impl<'a, E> Wire<'a, E> {
    /// The batch without its events, and its events.
    fn into_batch(self) -> Result<(LogBatch<'a>, Vec<E>), DecodeError> {
        let message_type = match self.message_type.as_ref().map(|t| t.0.as_ref()) {
            Some("DATA_MESSAGE") => MessageType::Data,
            Some("CONTROL_MESSAGE") => MessageType::Control,
            _ => return Err(DecodeError::MessageType),
        };
        let name = |field: Option<Text<'a>>, what| match field {
            Some(Text(text)) if text.chars().nth(MAX_NAME).is_some() => Err(DecodeError::LongName(what)),
            Some(Text(text)) if !text.is_empty() => Ok(text),
            _ if message_type == MessageType::Control => Ok(Cow::Borrowed("")),
            _ => Err(DecodeError::MissingField(what)),
        };
        let events = match self.log_events {
            Some(events) if events.beyond => return Err(DecodeError::TooManyEvents),
            Some(events) => events.items,
            None if message_type == MessageType::Control => Vec::new(),
            None => return Err(DecodeError::MissingField("logEvents")),
        };
        let batch = LogBatch {
            message_type,
            owner: name(self.owner, "owner")?,
            log_group: name(self.log_group, "logGroup")?,
            log_stream: name(self.log_stream, "logStream")?,
            subscription_filters: self
                .subscription_filters
                .map_or_else(Vec::new, |list| list.items.into_iter().map(|t| t.0).collect()),
            log_events: Vec::new(),
            malformed: Vec::new(),
        };
        Ok((batch, events))
    }
}

impl<'a> WireEvent<'a> {
    /// The event, unless its message or timestamp is not usable.
    fn into_event(self, scope: &str, at: usize) -> Option<LogEvent<'a>> {
        let Text(message) = self.message?;
        let timestamp = self.timestamp.filter(|t| (0..=MAX_TIMESTAMP).contains(t))?;
        let id = self.id.map(|id| id.0).filter(|id| !id.is_empty());
        Some(LogEvent {
            id: id.unwrap_or_else(|| Cow::Owned(position_id(scope, at as u64, message.as_bytes()))),
            timestamp,
            message,
            extracted_fields: self.extracted_fields.map(|raw| JsonText(Cow::Borrowed(raw.get()))),
        })
    }
}

/// The first `MAX` items of a list, and whether there were more: what lies beyond is passed over, not held.
struct Capped<T, const MAX: usize> {
    items: Vec<T>,
    beyond: bool,
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for Capped<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T, const MAX: usize>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for ListVisitor<T, MAX> {
            type Value = Capped<T, MAX>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while items.len() < MAX {
                    match list.next_element()? {
                        Some(item) => items.push(item),
                        None => return Ok(Capped { items, beyond: false }),
                    }
                }
                let mut beyond = false;
                while list.next_element::<de::IgnoredAny>()?.is_some() {
                    beyond = true;
                }
                Ok(Capped { items, beyond })
            }
        }
        deserializer.deserialize_seq(ListVisitor(std::marker::PhantomData))
    }
}

/// A JSON string, borrowed where it has no escapes. Broken UTF-8 and lone surrogates become U+FFFD, where serde's own
/// `str` would refuse the whole batch.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(String::from_utf8_lossy(bytes))
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Cow::Owned(String::from_utf8_lossy(bytes).into_owned()))
            }
        }
        // Bytes, because that is how serde_json hands out a string without judging its UTF-8.
        deserializer.deserialize_bytes(TextVisitor).map(Text)
    }
}

impl LogBatch<'_> {
    /// The same batch, borrowing nothing.
    pub fn into_owned(self) -> LogBatch<'static> {
        fn own(text: Cow<'_, str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        LogBatch {
            message_type: self.message_type,
            owner: own(self.owner),
            log_group: own(self.log_group),
            log_stream: own(self.log_stream),
            subscription_filters: self.subscription_filters.into_iter().map(own).collect(),
            log_events: self
                .log_events
                .into_iter()
                .map(|e| LogEvent {
                    id: own(e.id),
                    timestamp: e.timestamp,
                    message: own(e.message),
                    extracted_fields: e.extracted_fields.map(|f| JsonText(own(f.0))),
                })
                .collect(),
            malformed: self
                .malformed
                .into_iter()
                .map(|m| MalformedEvent { id: own(m.id), raw: own(m.raw), reason: m.reason })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(group: &str, events: usize) -> String {
        let event = r#"{"id":"1","timestamp":1,"message":"x"}"#;
        let events = vec![event; events].join(",");
        format!(
            r#"{{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"{group}","logStream":"s","logEvents":[{events}]}}"#
        )
    }

    #[test]
    fn a_payload_claims_its_length() {
        for length in [0, 1, 2, 3, 300, 70_000] {
            let packed = pack("x".repeat(length).as_bytes());
            assert_eq!(claimed_length(&Payload::Packed(packed.into())), length);
        }
        assert_eq!(claimed_length(&Payload::Packed("x".into())), 0);
        assert_eq!(claimed_length(&Payload::Packed("no base64 at all".into())), 0);
        assert_eq!(claimed_length(&Payload::Readable("{}".into())), 2);
    }

    #[test]
    fn what_would_be_repeated_is_bounded() {
        assert!(read(json(&"g".repeat(MAX_NAME), 1).as_bytes()).is_ok());
        assert_eq!(read(json(&"g".repeat(MAX_NAME + 1), 1).as_bytes()), Err(DecodeError::LongName("logGroup")));
        assert_eq!(read(json("g", MAX_EVENTS).as_bytes()).map(|b| b.received()), Ok(MAX_EVENTS));
        assert_eq!(read(json("g", MAX_EVENTS + 1).as_bytes()), Err(DecodeError::TooManyEvents));
    }

    #[test]
    fn unknown_fields_go_nowhere_and_ids_are_made_where_none_came() {
        let json =
            br#"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","policyLevel":"X","new":[{}],
            "logEvents":[{"timestamp":1,"message":"x","new":{"y":1}},{"timestamp":1,"message":"x"}]}"#;
        let batch = read(json).unwrap();
        assert_ne!(batch.log_events[0].id, batch.log_events[1].id);
        assert_eq!(batch, read(json).unwrap());
        assert!(!batch.to_json().contains("new") && !batch.to_json().contains("policyLevel"));
    }

    #[test]
    fn control_messages_are_understood() {
        let batch = read(br#"{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","logEvents":[]}"#);
        assert_eq!(batch.map(|b| b.message_type), Ok(MessageType::Control));
    }

    #[test]
    fn base64_may_lack_its_padding_and_nothing_else() {
        let packed = pack(b"{}");
        assert!(packed.ends_with('='));
        assert!(unpack(packed.trim_end_matches('='), 10).is_ok());
        for wrong in [format!(" {packed}"), format!("{packed}="), packed.replace('H', "-"), format!("{packed}\n")] {
            assert_eq!(unpack(&wrong, 10), Err(DecodeError::Base64), "{wrong}");
        }
    }
}
