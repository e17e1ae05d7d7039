//! A batch through the chain: filter, then redact. What comes out is clean and may go to any sink.
//!
//! It refuses to let anything raw through: filters see raw text, nothing behind this does.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::batch::LogBatch;
use crate::config::Config;
use crate::origin::Origin;
use crate::pattern::Subject;

/// An event that may leave.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanEvent<'a> {
    /// Its place among the batch's source events, for the account.
    pub event: usize,
    /// Its id.
    pub id: &'a str,
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// Its text, redacted.
    pub message: Cow<'a, str>,
    /// Its extracted fields as JSON, redacted.
    pub extracted_fields: Option<Cow<'a, str>>,
}

impl std::fmt::Debug for CleanEvent<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CleanEvent({}, {} bytes)", self.id, self.message.len())
    }
}

/// A batch after the chain. Source events are numbered as they came: the readable ones, then the malformed.
#[derive(Debug)]
pub struct CleanBatch<'a> {
    /// Where the events were born.
    pub origin: Origin,
    /// The events that go on.
    pub events: Vec<CleanEvent<'a>>,
    /// The events that a rule dropped.
    pub filtered: Vec<usize>,
    /// How many source events there were.
    pub received: usize,
    /// Bytes of message text that came in.
    pub bytes: u64,
    /// Findings by detector.
    pub findings: BTreeMap<Arc<str>, u64>,
}

/// Takes a batch through the chain. Events that came second hand are redacted and nothing else.
pub fn run<'a>(config: &Config, batch: &'a LogBatch<'_>, origin: Origin) -> CleanBatch<'a> {
    let mut out = CleanBatch {
        origin,
        events: Vec::with_capacity(batch.log_events.len()),
        filtered: Vec::new(),
        received: batch.received(),
        bytes: 0,
        findings: BTreeMap::new(),
    };
    let filters: Vec<_> = if out.origin.second_hand {
        Vec::new()
    } else {
        config.filters.iter().filter(|rule| rule.scope.covers(&out.origin.log_group)).collect()
    };
    let drops = |message: &str| {
        let subject = Subject::new(message);
        filters.iter().any(|rule| rule.pattern.matches(&subject))
    };
    let mut session = config.redactor.session_in(&out.origin.log_group);
    // Those that are dropped too: a private key that begins in one goes on in events that stay.
    let messages: Vec<&str> = batch.log_events.iter().map(|source| &*source.message).collect();
    let redacted = session.redact_all(&messages);
    for (event, (source, message)) in batch.log_events.iter().zip(redacted).enumerate() {
        out.bytes += source.message.len() as u64;
        if !filters.is_empty() && drops(&source.message) {
            out.filtered.push(event);
            continue;
        }
        let fields = source.extracted_fields.as_ref().map(|fields| session.redact_apart(&fields.0));
        let found = fields.iter().flat_map(|fields| &fields.findings);
        for finding in message.findings.iter().chain(found) {
            *out.findings.entry(Arc::clone(config.redactor.detector(finding))).or_default() += 1;
        }
        out.events.push(CleanEvent {
            event,
            id: &source.id,
            timestamp: source.timestamp,
            message: message.text,
            extracted_fields: fields.map(|fields| fields.text),
        });
    }
    out
}
