//! An event of any route, taken apart into alarms.
//!
//! A route may stand in another: SQS carries any of them, also SNS's envelope. Each message is read by itself, so that
//! one bad message leaves the others alone. Errors say a place and never a value.

use serde_json::Value;

use super::{Alarm, Moment, shape};

/// One message of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What the answer calls it: SQS's `messageId`. `None` for a route that is answered as a whole.
    pub id: Option<String>,
    /// What it brought.
    pub brought: Result<Brought, AlarmError>,
}

/// What a message brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// The state of an alarm.
    Alarm(Box<Alarm>),
    /// Our own reminder to see whether a remedy helped: `{"verify": {"target", "incident", "at"?}}`.
    Verify {
        /// The target, as `cluster/service`.
        target: String,
        /// The incident's id.
        incident: String,
        /// Which look it is for: the moment that was noted. One without comes from a person, and is always heard.
        at: Option<Moment>,
    },
}

/// Why something brought no alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlarmError {
    /// Not JSON, or nested too deeply to be an alarm.
    #[error("it is not JSON that an alarm could stand in (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON of no route.
    #[error(
        "it is JSON, but no alarm: neither an alarm's action, nor an event of EventBridge, SNS or SQS that holds one"
    )]
    NoAlarm,
    /// A route, without an alarm's ARN in it.
    #[error("it has the shape of an alarm, but no alarm's ARN (arn:aws:cloudwatch:<region>:<account>:alarm:<name>)")]
    NoArn,
    /// A reminder that does not say what of.
    #[error("it asks to verify, but names no target and no incident")]
    NoIncident,
}

/// Takes an event apart.
///
/// # Errors
/// When it is not JSON, or of no route. A bad message among others is an error of that message only.
pub fn read(json: &str) -> Result<Vec<Message>, AlarmError> {
    let event = parse(json)?;
    let Some(records) = event["Records"].as_array() else {
        return match single(&event) {
            Err(AlarmError::NoAlarm) => Err(AlarmError::NoAlarm),
            brought => Ok(vec![Message { id: None, brought }]),
        };
    };
    let messages: Vec<Message> = records.iter().map(record).collect();
    // A batch in which nothing has to do with alarms is somebody else's: it may hold log events.
    let foreign = |message: &Message| matches!(message.brought, Err(AlarmError::NoAlarm | AlarmError::NotJson { .. }));
    if messages.iter().all(foreign) { Err(AlarmError::NoAlarm) } else { Ok(messages) }
}

fn parse(json: &str) -> Result<Value, AlarmError> {
    serde_json::from_str(json).map_err(|error| AlarmError::NotJson { line: error.line(), column: error.column() })
}

/// A record of SNS, which holds a message, or of SQS, whose body holds whatever was sent to the queue.
fn record(record: &Value) -> Message {
    if let Some(message) = record["Sns"]["Message"].as_str() {
        return Message { id: None, brought: parse(message).and_then(|message| single(&message)) };
    }
    let id = record["messageId"].as_str().map(str::to_owned);
    let body = record["body"].as_str().ok_or(AlarmError::NoAlarm);
    Message { id, brought: body.and_then(parse).and_then(|body| enclosed(&body)) }
}

/// What stands in the body of a queue's message: an alarm, or SNS's envelope around one.
fn enclosed(body: &Value) -> Result<Brought, AlarmError> {
    // What a topic sends to a queue, and what a topic sends to a function and that to a queue.
    let of_topic = [&body["Message"], &body["Records"][0]["Sns"]["Message"]];
    match of_topic.into_iter().find_map(Value::as_str) {
        Some(message) => parse(message).and_then(|message| single(&message)),
        None => single(body),
    }
}

/// An alarm that stands by itself, told by its shape.
fn single(event: &Value) -> Result<Brought, AlarmError> {
    let alarm = if event["alarmData"].is_object() {
        shape::direct(event)
    } else if event["detail-type"] == "CloudWatch Alarm State Change" {
        shape::event_bridge(event)
    } else if event["NewStateValue"].is_string() || event["AlarmArn"].is_string() {
        shape::notification(event)
    } else if event["remedy"].is_object() {
        shape::manual(&event["remedy"])
    } else if event["verify"].is_object() {
        return reminder(&event["verify"]);
    } else {
        Err(AlarmError::NoAlarm)
    };
    alarm.map(|alarm| Brought::Alarm(Box::new(alarm)))
}

fn reminder(verify: &Value) -> Result<Brought, AlarmError> {
    match (verify["target"].as_str(), verify["incident"].as_str()) {
        (Some(target), Some(incident)) => {
            let at = verify["at"].as_str().and_then(Moment::parse);
            Ok(Brought::Verify { target: target.to_owned(), incident: incident.to_owned(), at })
        }
        _ => Err(AlarmError::NoIncident),
    }
}
