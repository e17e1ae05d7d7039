//! Events into calls of PutLogEvents, within every limit that it has.
//!
//! Limits (CloudWatch Logs API Reference, PutLogEvents): in one call at most 1,048,576 bytes, counted as UTF-8 plus 26 an
//! event; at most 10,000 events; events in the order of their time, spanning less than 24 hours; no message empty. An
//! event too large for a call goes in parts.

use crate::chain::CleanEvent;

/// Bytes in one call.
pub const MAX_BYTES: usize = 1_048_576;
/// Bytes that each event counts beside its message.
pub const EVENT_OVERHEAD: usize = 26;
/// Events in one call.
pub const MAX_EVENTS: usize = 10_000;
/// Bytes of one event's message.
pub const MAX_MESSAGE: usize = MAX_BYTES - EVENT_OVERHEAD;
/// The span of a call is less than this, in milliseconds: whether 24 hours to the millisecond would pass, the
/// documentation leaves open.
pub const MAX_SPAN: i64 = 24 * 60 * 60 * 1000;

/// What stands for a message that redaction left empty, since none may be.
const EMPTY: &str = " ";

/// What is to be written to one log stream.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery<'a> {
    /// The Region.
    pub region: String,
    /// The log group.
    pub log_group: String,
    /// The log stream.
    pub log_stream: String,
    /// Calls to be made in this order.
    pub calls: Vec<Vec<PutEvent<'a>>>,
}

/// One event of a call.
#[derive(Clone, PartialEq, Eq)]
pub struct PutEvent<'a> {
    /// The source event of which it is the whole or a part.
    pub event: usize,
    /// The source event's id.
    pub id: &'a str,
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// The text.
    pub message: &'a str,
}

impl PutEvent<'_> {
    /// What it counts towards [`MAX_BYTES`].
    pub fn size(&self) -> usize {
        self.message.len() + EVENT_OVERHEAD
    }
}

/// Orders events by time (those of equal time as they came) and parts them into calls.
pub fn calls<'a>(events: &'a [CleanEvent<'a>]) -> Vec<Vec<PutEvent<'a>>> {
    let mut ordered: Vec<&CleanEvent<'_>> = events.iter().collect();
    ordered.sort_by_key(|event| event.timestamp);
    let mut calls: Vec<Vec<PutEvent<'_>>> = Vec::new();
    let mut bytes = 0;
    for event in ordered {
        for message in parts(&event.message) {
            let put = PutEvent { event: event.event, id: event.id, timestamp: event.timestamp, message };
            let fits = calls.last().is_some_and(|call| {
                call.len() < MAX_EVENTS
                    && bytes + put.size() <= MAX_BYTES
                    && call.first().is_none_or(|first| put.timestamp - first.timestamp < MAX_SPAN)
            });
            if !fits {
                calls.push(Vec::new());
                bytes = 0;
            }
            bytes += put.size();
            if let Some(call) = calls.last_mut() {
                call.push(put);
            }
        }
    }
    calls
}

/// A message in parts of at most [`MAX_MESSAGE`] bytes, cut between characters.
fn parts(message: &str) -> impl Iterator<Item = &str> {
    let mut rest = if message.is_empty() { EMPTY } else { message };
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, next) = rest.split_at(rest.floor_char_boundary(MAX_MESSAGE.min(rest.len())));
        rest = next;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(sizes: &[(i64, String)]) -> Vec<CleanEvent<'_>> {
        sizes
            .iter()
            .enumerate()
            .map(|(event, (timestamp, message))| CleanEvent {
                event,
                id: "id",
                timestamp: *timestamp,
                message: message.as_str().into(),
                extracted_fields: None,
            })
            .collect()
    }

    fn shape(given: &[(i64, String)]) -> Vec<Vec<(usize, usize)>> {
        let events = events(given);
        calls(&events).iter().map(|call| call.iter().map(|e| (e.event, e.message.len())).collect()).collect()
    }

    fn text(length: usize) -> String {
        "x".repeat(length)
    }

    #[test]
    fn time_orders_stably() {
        let given = [(3, text(1)), (1, text(2)), (3, text(3)), (1, text(4))];
        assert_eq!(shape(&given), [[(1, 2), (3, 4), (0, 1), (2, 3)]]);
    }

    #[test]
    fn bytes_fit_to_the_last() {
        assert_eq!(shape(&[(1, text(MAX_MESSAGE))]), [[(0, MAX_MESSAGE)]]);
        assert_eq!(shape(&[(1, text(MAX_MESSAGE + 1))]), [[(0, MAX_MESSAGE)], [(0, 1)]]);
        let half = MAX_BYTES / 2 - EVENT_OVERHEAD;
        assert_eq!(shape(&[(1, text(half)), (1, text(half))]).len(), 1);
        assert_eq!(shape(&[(1, text(half)), (1, text(half + 1))]).len(), 2);
    }

    #[test]
    fn events_fit_to_the_last() {
        assert_eq!(shape(&vec![(1, text(1)); MAX_EVENTS]).len(), 1);
        assert_eq!(
            shape(&vec![(1, text(1)); MAX_EVENTS + 1]).iter().map(Vec::len).collect::<Vec<_>>(),
            [MAX_EVENTS, 1]
        );
    }

    #[test]
    fn a_span_is_under_24_hours() {
        assert_eq!(shape(&[(0, text(1)), (MAX_SPAN - 1, text(1))]).len(), 1);
        assert_eq!(shape(&[(0, text(1)), (MAX_SPAN, text(1))]).len(), 2);
        assert_eq!(shape(&[(25 * 3_600_000, text(1)), (0, text(1))]), [[(1, 1)], [(0, 1)]]);
    }

    #[test]
    fn characters_stay_whole() {
        let given = [(1, "é".repeat(MAX_MESSAGE / 2 + 1))];
        let events = events(&given);
        let calls = calls(&events);
        let joined: String = calls.iter().flatten().map(|e| e.message).collect();
        assert_eq!(joined, given[0].1);
        let odd = [(1, format!("x{}", "é".repeat(MAX_MESSAGE / 2)))];
        assert_eq!(shape(&odd)[0][0].1, MAX_MESSAGE - 1);
    }

    #[test]
    fn no_message_is_empty() {
        assert_eq!(shape(&[(1, text(0))]), [[(0, 1)]]);
    }
}
