//! What Lambda was handed: an event of any source that carries subscription payloads, taken apart into records.
//!
//! Direct subscription events, Kinesis and SQS batches, Firehose transformation calls, Lambda's own on-failure records
//! and readable batches (the decoded JSON by itself) are told apart by their shape. Each record is read by itself, so
//! that one bad record leaves the others alone. It refuses to decode payloads: that is [`crate::codec`]'s.
//!
//! Shapes: *AWS Lambda Developer Guide*, "Using Lambda with Kinesis / SQS", *Amazon Data Firehose Developer Guide*,
//! "Data transformation". The outer shapes are read leniently and borrowed, where the typed crates would refuse a whole
//! batch for one record.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::names::is_region;
use crate::redrive;

/// Where an event came from, which decides how it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A subscription filter invoked the function, or somebody handed over a readable batch.
    Direct,
    /// A Kinesis event source mapping.
    Kinesis,
    /// A Firehose stream's data transformation.
    Firehose,
    /// An SQS event source mapping.
    Sqs,
}

impl Source {
    /// Its name in what a function tells.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Kinesis => "kinesis",
            Self::Firehose => "firehose",
            Self::Sqs => "sqs",
        }
    }
}

/// An event, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The kind of source.
    pub source: Source,
    /// One record for a direct event, as many as came for the others.
    pub records: Vec<Record<'a>>,
}

/// One record: at most one payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// What the answer calls it: Kinesis `sequenceNumber`, SQS `messageId`, Firehose `recordId`; empty when direct.
    pub id: Cow<'a, str>,
    /// The Region that the envelope names, if it does.
    pub region: Option<Cow<'a, str>>,
    /// How it was received, where it is an SQS message.
    pub receipt: Option<Receipt<'a>>,
    /// What it carries.
    pub payload: Payload<'a>,
}

/// How an SQS message was received: what it takes to say when it may come again. `Debug` does not show the handle, with which
/// whoever may use the queue could delete the message.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt<'a> {
    /// `receiptHandle`.
    pub handle: Cow<'a, str>,
    /// `eventSourceARN`: the queue.
    pub queue_arn: Cow<'a, str>,
    /// `ApproximateReceiveCount`, from 1.
    pub receives: u32,
}

impl std::fmt::Debug for Receipt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Receipt({}, {})", self.queue_arn, self.receives)
    }
}

/// What a record carries. `Debug` never shows content.
#[derive(Clone, PartialEq, Eq)]
pub enum Payload<'a> {
    /// Base64 of gzip of the batch's JSON.
    Packed(Cow<'a, str>),
    /// The batch's JSON itself.
    Readable(Cow<'a, str>),
    /// An S3 event notification: it names objects, and carries none. [`crate::redrive`] reads it.
    Notification(Cow<'a, str>),
    /// None of these: the record's own JSON, as it came.
    Unreadable(Cow<'a, str>),
}

impl Payload<'_> {
    /// Its text, as it came.
    pub fn raw(&self) -> &str {
        let (Self::Packed(text) | Self::Readable(text) | Self::Notification(text) | Self::Unreadable(text)) = self;
        text
    }
}

impl std::fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, text) = match self {
            Self::Packed(text) => ("Packed", text),
            Self::Readable(text) => ("Readable", text),
            Self::Notification(text) => ("Notification", text),
            Self::Unreadable(text) => ("Unreadable", text),
        };
        write!(f, "{name}({} bytes)", text.len())
    }
}

/// Why something is no event at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// Not JSON.
    #[error("it is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but of no shape that is known here.
    #[error(
        "it is JSON, but neither an event that carries log batches (awslogs, Kinesis, Firehose, SQS) \
         nor a readable batch (messageType, logGroup, logStream, logEvents)"
    )]
    UnknownShape,
}

#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow)]
    awslogs: Option<&'a RawValue>,
    #[serde(borrow, rename = "messageType")]
    message_type: Option<&'a RawValue>,
    #[serde(borrow, rename = "logEvents")]
    log_events: Option<&'a RawValue>,
    #[serde(borrow, rename = "Records")]
    lambda_records: Option<Vec<&'a RawValue>>,
    #[serde(borrow, rename = "records")]
    firehose_records: Option<Vec<&'a RawValue>>,
    #[serde(borrow, rename = "deliveryStreamArn")]
    delivery_stream: Option<&'a RawValue>,
    #[serde(borrow, rename = "invocationId")]
    invocation: Option<&'a RawValue>,
    #[serde(borrow)]
    region: Option<&'a RawValue>,
    #[serde(borrow, rename = "requestPayload")]
    request_payload: Option<&'a RawValue>,
}

/// Takes an event apart.
///
/// # Errors
/// When it is not JSON, or of no known shape.
pub fn parse(json: &str) -> Result<Envelope<'_>, EnvelopeError> {
    parse_within(json, false)
}

/// Takes apart what stands in quarantine, as it came: a payload, a record by itself, an event or a batch.
///
/// # Errors
/// When it is none of these.
pub fn parse_quarantined(raw: &str) -> Result<Envelope<'_>, EnvelopeError> {
    let text = raw.trim_ascii();
    if !text.is_empty() && !text.starts_with('{') {
        return Ok(direct(Payload::Packed(Cow::Borrowed(text))));
    }
    match parse(text) {
        Err(EnvelopeError::UnknownShape) => lone_record(text),
        whole => whole,
    }
}

/// A record without the event that it came in.
fn lone_record(json: &str) -> Result<Envelope<'_>, EnvelopeError> {
    let raw: &RawValue = serde_json::from_str(json).map_err(|_| EnvelopeError::UnknownShape)?;
    lambda_batch(&[raw]).or_else(|error| {
        let record = firehose_record(raw, None);
        if record.id.is_empty() { Err(error) } else { Ok(Envelope { source: Source::Firehose, records: vec![record] }) }
    })
}

/// `failed` says that an on-failure record holds this event; it holds no further one.
fn parse_within(json: &str, failed: bool) -> Result<Envelope<'_>, EnvelopeError> {
    if json.trim_ascii().is_empty() {
        return Err(EnvelopeError::Empty);
    }
    let outer: Outer<'_> = match serde_json::from_str(json) {
        Ok(outer) => outer,
        Err(error) if error.is_data() => return Err(EnvelopeError::UnknownShape),
        Err(error) => return Err(EnvelopeError::NotJson { line: error.line(), column: error.column() }),
    };
    if let Some(awslogs) = outer.awslogs {
        return Ok(direct(data_of(awslogs, json)));
    }
    if outer.message_type.is_some() || outer.log_events.is_some() {
        return Ok(direct(Payload::Readable(Cow::Borrowed(json))));
    }
    if let Some(records) = outer.lambda_records {
        return lambda_batch(&records);
    }
    if let Some(records) = outer.firehose_records
        && (outer.delivery_stream.is_some() || outer.invocation.is_some())
    {
        let region = outer.region.and_then(region_of);
        let records = records.into_iter().map(|raw| firehose_record(raw, region.clone())).collect();
        return Ok(Envelope { source: Source::Firehose, records });
    }
    // Lambda's on-failure record: the event that failed, as it came.
    match outer.request_payload {
        // Whoever hands the record over reads no answer in the form of the source that the event once came from.
        Some(event) if !failed => {
            parse_within(event.get(), true).map(|envelope| Envelope { source: Source::Direct, ..envelope })
        }
        _ => Err(EnvelopeError::UnknownShape),
    }
}

fn direct(payload: Payload<'_>) -> Envelope<'_> {
    Envelope {
        source: Source::Direct,
        records: vec![Record { id: Cow::Borrowed(""), region: None, receipt: None, payload }],
    }
}

/// The payload below `{"awslogs": {"data": …}}`.
fn data_of<'a>(awslogs: &'a RawValue, whole: &'a str) -> Payload<'a> {
    #[derive(Deserialize)]
    struct Data<'a> {
        #[serde(borrow)]
        data: Option<Cow<'a, str>>,
    }
    match serde_json::from_str::<Data<'a>>(awslogs.get()) {
        Ok(Data { data: Some(data) }) => Payload::Packed(data),
        _ => Payload::Unreadable(Cow::Borrowed(whole)),
    }
}

fn lambda_batch<'a>(records: &[&'a RawValue]) -> Result<Envelope<'a>, EnvelopeError> {
    #[derive(Deserialize)]
    struct EventSource<'a> {
        #[serde(borrow, rename = "eventSource")]
        event_source: Option<Cow<'a, str>>,
    }
    // One mapping has one source, so any record that says which speaks for all.
    let source = records.iter().find_map(|raw| {
        let record: EventSource<'_> = serde_json::from_str(raw.get()).ok()?;
        match record.event_source.as_deref()? {
            "aws:kinesis" => Some(Source::Kinesis),
            "aws:sqs" => Some(Source::Sqs),
            _ => None,
        }
    });
    let read = match source {
        Some(Source::Kinesis) => kinesis_record,
        Some(Source::Sqs) => sqs_record,
        _ => return Err(EnvelopeError::UnknownShape),
    };
    let source = source.unwrap_or(Source::Direct);
    Ok(Envelope { source, records: records.iter().map(|raw| read(raw.get())).collect() })
}

fn kinesis_record(raw: &str) -> Record<'_> {
    #[derive(Deserialize)]
    struct Wire<'a> {
        #[serde(borrow, rename = "awsRegion")]
        region: Option<&'a RawValue>,
        #[serde(borrow)]
        kinesis: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Kinesis<'a> {
        #[serde(borrow, rename = "sequenceNumber")]
        sequence_number: Option<&'a RawValue>,
        #[serde(borrow)]
        data: Option<&'a RawValue>,
    }
    let wire: Option<Wire<'_>> = serde_json::from_str(raw).ok();
    let inner: Option<Kinesis<'_>> = wire.as_ref().and_then(|wire| serde_json::from_str(wire.kinesis?.get()).ok());
    Record {
        id: inner.as_ref().and_then(|k| text(k.sequence_number?)).unwrap_or_default(),
        region: wire.and_then(|wire| region_of(wire.region?)),
        receipt: None,
        payload: match inner.and_then(|k| text(k.data?)) {
            Some(data) => Payload::Packed(data),
            None => Payload::Unreadable(Cow::Borrowed(raw)),
        },
    }
}

fn firehose_record<'a>(raw: &'a RawValue, region: Option<Cow<'a, str>>) -> Record<'a> {
    #[derive(Deserialize)]
    struct Wire<'a> {
        #[serde(borrow, rename = "recordId")]
        record_id: Option<&'a RawValue>,
        #[serde(borrow)]
        data: Option<&'a RawValue>,
    }
    let wire: Option<Wire<'_>> = serde_json::from_str(raw.get()).ok();
    Record {
        id: wire.as_ref().and_then(|wire| text(wire.record_id?)).unwrap_or_default(),
        region,
        receipt: None,
        payload: match wire.and_then(|wire| text(wire.data?)) {
            Some(data) => Payload::Packed(data),
            None => Payload::Unreadable(Cow::Borrowed(raw.get())),
        },
    }
}

fn sqs_record(raw: &str) -> Record<'_> {
    #[derive(Deserialize)]
    struct Wire<'a> {
        #[serde(borrow, rename = "messageId")]
        message_id: Option<&'a RawValue>,
        #[serde(borrow, rename = "awsRegion")]
        region: Option<&'a RawValue>,
        #[serde(borrow)]
        body: Option<&'a RawValue>,
        #[serde(borrow, rename = "receiptHandle")]
        handle: Option<&'a RawValue>,
        #[serde(borrow, rename = "eventSourceARN")]
        queue_arn: Option<&'a RawValue>,
        #[serde(borrow)]
        attributes: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Attributes<'a> {
        #[serde(borrow, rename = "ApproximateReceiveCount")]
        receives: Option<Cow<'a, str>>,
    }
    let receives = |attributes: &RawValue| -> Option<u32> {
        serde_json::from_str::<Attributes<'_>>(attributes.get()).ok()?.receives?.parse().ok()
    };
    let wire: Option<Wire<'_>> = serde_json::from_str(raw).ok();
    Record {
        id: wire.as_ref().and_then(|wire| text(wire.message_id?)).unwrap_or_default(),
        region: wire.as_ref().and_then(|wire| region_of(wire.region?)),
        receipt: wire.as_ref().and_then(|wire| {
            let (handle, queue_arn) = (text(wire.handle?)?, text(wire.queue_arn?)?);
            Some(Receipt { handle, queue_arn, receives: receives(wire.attributes?)? })
        }),
        payload: match wire.and_then(|wire| text(wire.body?)) {
            Some(body) => body_payload(body),
            None => Payload::Unreadable(Cow::Borrowed(raw)),
        },
    }
}

/// An SQS body is an event or a readable batch as JSON text, an S3 event notification, or the packed payload by itself.
fn body_payload(body: Cow<'_, str>) -> Payload<'_> {
    if !body.trim_ascii_start().starts_with('{') {
        return Payload::Packed(body);
    }
    let inner = match parse(&body) {
        Ok(Envelope { source: Source::Direct, mut records }) => records.pop(),
        _ => None,
    };
    match inner.map(|record| record.payload) {
        Some(Payload::Packed(data)) => Payload::Packed(Cow::Owned(data.into_owned())),
        Some(Payload::Readable(json)) if json.len() < body.len() => Payload::Readable(Cow::Owned(json.into_owned())),
        Some(Payload::Readable(_)) => Payload::Readable(body),
        None if redrive::is_notification(&body) => Payload::Notification(body),
        _ => Payload::Unreadable(body),
    }
}

/// A Region's name; what has not its form is not believed.
fn region_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    text(raw).filter(|name| is_region(name))
}

/// A JSON string's value, if it is a string.
fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    serde_json::from_str::<Text<'_>>(raw.get()).ok().map(|t| t.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(json: &str) -> (Source, Vec<String>) {
        let envelope = parse(json).unwrap();
        (envelope.source, envelope.records.iter().map(|r| format!("{} {:?}", r.id, r.payload)).collect())
    }

    #[test]
    fn shapes_are_told_apart() {
        assert_eq!(ids(r#"{"awslogs":{"data":"QUJD"}}"#), (Source::Direct, vec![" Packed(4 bytes)".into()]));
        assert_eq!(ids(r#"{"messageType":"X"}"#), (Source::Direct, vec![" Readable(19 bytes)".into()]));
        assert_eq!(
            ids(r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"7","data":"QQ=="}}]}"#),
            (Source::Kinesis, vec!["7 Packed(4 bytes)".into()])
        );
        assert_eq!(
            ids(r#"{"invocationId":"i","records":[{"recordId":"r","data":"QQ=="}]}"#),
            (Source::Firehose, vec!["r Packed(4 bytes)".into()])
        );
        assert_eq!(
            ids(
                r#"{"Records":[{"eventSource":"aws:sqs","messageId":"m","body":"{\"awslogs\":{\"data\":\"QUI=\"}}"}]}"#
            ),
            (Source::Sqs, vec!["m Packed(4 bytes)".into()])
        );
        assert_eq!(
            ids(r#"{"requestPayload":{"awslogs":{"data":"QQ=="}},"version":"1.0"}"#),
            (Source::Direct, vec![" Packed(4 bytes)".into()])
        );
    }

    #[test]
    fn a_message_that_names_an_object_is_told_from_one_that_carries_a_batch() {
        let message = |body: &str| {
            let body = serde_json::Value::from(body);
            format!(
                r#"{{"Records":[{{"eventSource":"aws:sqs","messageId":"m","receiptHandle":"h","body":{body},
                "eventSourceARN":"arn:aws:sqs:eu-west-1:111122223333:q","attributes":{{"ApproximateReceiveCount":"3"}}}}]}}"#
            )
        };
        let json = message(r#"{"Records":[{"eventSource":"aws:s3","s3":{}}]}"#);
        let record = parse(&json).unwrap().records.remove(0);
        assert!(matches!(record.payload, Payload::Notification(_)), "{record:?}");
        let receipt = record.receipt.unwrap();
        assert_eq!((&*receipt.handle, receipt.receives), ("h", 3));
        assert!(!format!("{receipt:?}").contains('h'));
        let json = message(r#"{"Service":"Amazon S3","Event":"s3:TestEvent"}"#);
        assert!(matches!(parse(&json).unwrap().records[0].payload, Payload::Notification(_)));
        for other in [r#"{"Records":[{"eventSource":"aws:sns"}]}"#, r#"{"Records":[]}"#, r#"{"Event":"s3:TestEvent"}"#]
        {
            let json = message(other);
            assert!(matches!(parse(&json).unwrap().records[0].payload, Payload::Unreadable(_)), "{other}");
        }
    }

    #[test]
    fn one_bad_record_leaves_the_others_alone() {
        let json = r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"1","data":5}},
            {"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"2","data":"QQ=="}}, 7]}"#;
        let records = parse(json).unwrap().records;
        assert_eq!(records.len(), 3);
        assert!(matches!(records[0].payload, Payload::Unreadable(_)) && records[0].id == "1");
        assert!(matches!(records[1].payload, Payload::Packed(_)) && records[1].id == "2");
        assert!(matches!(records[2].payload, Payload::Unreadable(_)));
    }

    #[test]
    fn what_is_no_event_is_refused() {
        assert_eq!(parse(" \n"), Err(EnvelopeError::Empty));
        assert_eq!(parse(r#"{"hello": 1}"#), Err(EnvelopeError::UnknownShape));
        assert_eq!(parse("[1]"), Err(EnvelopeError::UnknownShape));
        assert_eq!(parse(r#"{"Records":[{"eventSource":"aws:s3"}]}"#), Err(EnvelopeError::UnknownShape));
        assert!(matches!(parse(r#"{"awslogs":"#), Err(EnvelopeError::NotJson { .. })));
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!("{{\"awslogs\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
        assert!(matches!(parse(&deep).unwrap().records[0].payload, Payload::Unreadable(_)));
        let nested = "{\"requestPayload\":".repeat(100_000);
        assert!(parse(&nested).is_err());
        let closed = format!("{nested}1{}", "}".repeat(100_000));
        let _ = parse(&closed);
    }
}
