//! What is to be sent again: objects of the archive and of parking read back into batches, chosen by time and log group,
//! counted so that sending can go on where it stopped, and paced.
//!
//! Archive rows become batches by account, Region, log group and stream, in the order of time; parked events are what they
//! were. It refuses to send: whoever holds a batch does, and redacts it again before it is written anywhere.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::batch::{JsonText, LogBatch, LogEvent, MAX_TIMESTAMP, MessageType};
use crate::codec::{self, DecodeError};
use crate::envelope::{self, Envelope, EnvelopeError};
use crate::gzip::{self, GzipError};
use crate::names::{glob_matches, is_region, segment};
use crate::origin::Origin;
use crate::settings::Settings;

/// The largest object of the archive, uncompressed: a batch of [`codec::DEFAULT_CAP`], with its names on every row.
const MAX_ROWS: usize = 4 * codec::DEFAULT_CAP;

/// What an object holds, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rows of the archive: `.jsonl.gz`.
    Archive,
    /// An event that carries batches, as below `retry/` and `rejected/`: `.json`.
    Parked,
    /// What could not be read when it came: `.raw`.
    Quarantine,
}

impl Kind {
    /// The kind of an object; `None` for what is none of ours, such as metadata beside it.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            _ if key.ends_with(".jsonl.gz") => Some(Self::Archive),
            _ if key.ends_with(".metadata.json") => None,
            _ if key.ends_with(".json") => Some(Self::Parked),
            _ if key.ends_with(".raw") => Some(Self::Quarantine),
            _ => None,
        }
    }
}

/// Which events are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The first millisecond.
    pub from: Option<i64>,
    /// The millisecond behind the last.
    pub to: Option<i64>,
    /// Globs of the log groups where the events were born; none for all.
    pub log_groups: Vec<String>,
}

impl Selection {
    /// Whether an object may hold events that are sent, as far as an archive key tells.
    pub fn may_take(&self, key: &str) -> bool {
        const HOUR: i64 = 3_600_000;
        let part = |name: &str| key.split('/').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        let (Some(group), Some(day), Some(hour)) = (part("log_group"), part("dt"), part("hour")) else { return true };
        let Ok(start) = format!("{day}T{hour}:00:00Z").parse::<jiff::Timestamp>() else { return true };
        let start = start.as_millisecond();
        // Encoded as keys are; one that was cut does not tell the whole name.
        let named = self.log_groups.is_empty()
            || group.contains('~')
            || crate::names::percent_decode(group)
                .is_none_or(|name| self.takes_group(&name) || segment(&name) != group);
        named && self.from.is_none_or(|from| start + HOUR > from) && self.to.is_none_or(|to| start < to)
    }

    fn takes_group(&self, group: &str) -> bool {
        self.log_groups.is_empty() || self.log_groups.iter().any(|glob| glob_matches(glob, group))
    }

    fn takes_time(&self, timestamp: i64) -> bool {
        self.from.is_none_or(|from| timestamp >= from) && self.to.is_none_or(|to| timestamp < to)
    }
}

/// Events of one log stream that are to be sent, in the order of time.
#[derive(Debug, PartialEq, Eq)]
pub struct Batch {
    /// Where they were born. Second hand where they passed the filters before.
    pub origin: Origin,
    /// The events.
    pub batch: LogBatch<'static>,
    /// For each event its number in the object, ascending from batch to batch: below the one that is next, all are sent.
    pub numbers: Vec<u64>,
}

/// An object, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// What is to be sent.
    pub batches: Vec<Batch>,
    /// Events and payloads in it that cannot be read, and why the first cannot.
    pub unreadable: u64,
    /// Why the first of them cannot be read: places and layers, never content.
    pub reason: Option<String>,
}

/// Why nothing of an object can be read. The text never holds content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not UTF-8.
    #[error("it is not UTF-8")]
    NotText,
    /// The archive's gzip layer.
    #[error("gzip: {0}")]
    Gzip(#[from] GzipError),
    /// No event that is known here.
    #[error("{0}")]
    Event(#[from] EnvelopeError),
}

/// Reads an object, and leaves out what is not selected, and the events whose number is below `next`, since they are sent.
/// `region` is where what names no Region itself came from.
///
/// # Errors
/// When nothing of it can be read.
pub fn read(
    kind: Kind,
    bytes: &[u8],
    region: &str,
    settings: &Settings,
    selection: &Selection,
    next: u64,
) -> Result<Contents, Unreadable> {
    let mut contents = match kind {
        Kind::Archive => rows(&gzip::decompress(bytes, MAX_ROWS)?),
        Kind::Parked | Kind::Quarantine => {
            let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
            let envelope = if kind == Kind::Quarantine {
                envelope::parse_quarantined(text)?
            } else {
                envelope::parse(text.trim_ascii())?
            };
            events(&envelope, kind, region, settings)
        }
    };
    let mut number = 0;
    for Batch { origin, batch, numbers } in &mut contents.batches {
        batch.log_events.sort_by_key(|event| event.timestamp);
        let named = selection.takes_group(&origin.log_group);
        batch.log_events.retain(|event| {
            let this = number;
            number += 1;
            let taken = named && this >= next && selection.takes_time(event.timestamp);
            if taken {
                numbers.push(this);
            }
            taken
        });
    }
    contents.batches.retain(|batch| !batch.numbers.is_empty());
    Ok(contents)
}

impl Contents {
    fn miss(&mut self, count: u64, reason: impl FnOnce() -> String) {
        self.unreadable += count;
        if count > 0 && self.reason.is_none() {
            self.reason = Some(reason());
        }
    }
}

/// A row of the archive.
#[derive(Deserialize)]
struct Row {
    schema: u64,
    timestamp: i64,
    account: String,
    region: String,
    log_group: String,
    log_stream: String,
    event_id: String,
    message: String,
}

/// The rows of an archive object, by account, Region, log group and stream.
fn rows(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    let mut streams: BTreeMap<[String; 4], Vec<LogEvent<'static>>> = BTreeMap::new();
    for (line, row) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, row)| !row.is_empty()) {
        let row = serde_json::from_slice::<Row>(row).ok();
        let Some(row) = row.filter(|row| row.schema == 1 && (0..=MAX_TIMESTAMP).contains(&row.timestamp)) else {
            contents.miss(1, || format!("line {} is no row of the archive", line + 1));
            continue;
        };
        // As CloudWatch Logs says where an event comes from, so that a function of another Region knows.
        let fields = is_region(&row.region)
            .then(|| JsonText(json!({ "@aws.account": row.account, "@aws.region": row.region }).to_string().into()));
        let event = LogEvent {
            id: row.event_id.into(),
            timestamp: row.timestamp,
            message: row.message.into(),
            extracted_fields: fields,
        };
        streams.entry([row.account, row.region, row.log_group, row.log_stream]).or_default().push(event);
    }
    contents.batches = streams
        .into_iter()
        .map(|([account, region, log_group, log_stream], log_events)| Batch {
            batch: LogBatch {
                message_type: MessageType::Data,
                owner: account.clone().into(),
                log_group: log_group.clone().into(),
                log_stream: log_stream.clone().into(),
                subscription_filters: Vec::new(),
                log_events,
                malformed: Vec::new(),
            },
            origin: Origin { account, region, log_group, log_stream, second_hand: true },
            numbers: Vec::new(),
        })
        .collect();
    contents
}

/// The batches of an event.
fn events(envelope: &Envelope<'_>, kind: Kind, region: &str, settings: &Settings) -> Contents {
    let mut contents = Contents::default();
    for (at, record) in envelope.records.iter().enumerate() {
        let json = codec::json_of(&record.payload, codec::DEFAULT_CAP);
        let read: Result<LogBatch<'static>, DecodeError> =
            json.and_then(|json| codec::read(&json).map(LogBatch::into_owned));
        match read {
            Ok(batch) => {
                contents.miss(batch.malformed.len() as u64, || {
                    batch.malformed.first().map_or_else(String::new, |bad| bad.reason.to_string())
                });
                if batch.message_type == MessageType::Control {
                    continue;
                }
                let named = batch.region().or_else(|| record.region.as_deref().map(str::to_owned));
                let origin = Origin::trace(&batch, named.as_deref().unwrap_or(region), settings);
                // What was parked behind the chain is not filtered again; what could not be read never was.
                let second_hand = origin.second_hand || kind == Kind::Parked;
                let batch = LogBatch { malformed: Vec::new(), ..batch };
                contents.batches.push(Batch { origin: Origin { second_hand, ..origin }, batch, numbers: Vec::new() });
            }
            Err(error) => contents.miss(1, || format!("record {}: {error}", at + 1)),
        }
    }
    contents
}

/// A share of a batch that one invocation takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Share {
    /// The subscription event, as JSON.
    pub event: String,
    /// How many events it carries.
    pub events: usize,
    /// The number of the next event behind it.
    pub next: u64,
}

/// The most bytes of JSON of one share: packed they are below the 6 MB of an invocation, however little they compress.
const MAX_SHARE: usize = 4 << 20;
/// What an event counts beside its texts, at most.
const FRAME: usize = 128;

impl Batch {
    /// The number of the event behind the last.
    pub fn end(&self) -> u64 {
        self.numbers.last().map_or(0, |last| last + 1)
    }

    fn of(&self, log_events: Vec<LogEvent<'static>>) -> LogBatch<'static> {
        let LogBatch { message_type, owner, log_group, log_stream, subscription_filters, .. } = &self.batch;
        LogBatch {
            message_type: *message_type,
            owner: owner.clone(),
            log_group: log_group.clone(),
            log_stream: log_stream.clone(),
            subscription_filters: subscription_filters.clone(),
            log_events,
            malformed: Vec::new(),
        }
    }

    /// The batch as subscription events for a function, each of at most `most` events.
    pub fn shares(&self, most: usize) -> impl Iterator<Item = Share> + '_ {
        let size = |event: &LogEvent<'_>| {
            let fields = event.extracted_fields.as_ref().map_or(0, |fields| fields.0.len());
            // Every byte of a message may take six in JSON (`\u001b`), which then compress.
            event.message.len() + fields + event.id.len() + FRAME
        };
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.batch.log_events.get(from..).filter(|rest| !rest.is_empty())?;
            let mut bytes = 0;
            let fits = rest.iter().take(most.max(1)).take_while(|event| {
                bytes += size(event);
                bytes <= MAX_SHARE
            });
            // One that is too large by itself goes alone, for Lambda to refuse.
            let events = fits.count().max(1);
            let share = self.of(rest[..events].to_vec());
            from += events;
            Some(Share {
                event: json!({ "awslogs": { "data": codec::encode(&share) } }).to_string(),
                events,
                next: self.numbers.get(from).copied().unwrap_or_else(|| self.end()),
            })
        })
    }
}

/// So many events a second, counted from the start.
#[derive(Debug)]
pub struct Pace {
    rate: Option<u32>,
    sent: u64,
}

impl Pace {
    /// At most `rate` events a second; as fast as it goes without one.
    pub fn new(rate: Option<u32>) -> Self {
        Self { rate: rate.map(|rate| rate.max(1)), sent: 0 }
    }

    /// The most events that go in one call: those of a second.
    pub fn most(&self) -> usize {
        self.rate.map_or(crate::delivery::MAX_EVENTS, |rate| rate as usize).min(crate::delivery::MAX_EVENTS)
    }

    /// How long to wait before the next call, `elapsed` after the start.
    pub fn pause(&self, elapsed: Duration) -> Duration {
        let Some(rate) = self.rate else { return Duration::ZERO };
        Duration::from_secs_f64(self.sent as f64 / f64::from(rate)).saturating_sub(elapsed)
    }

    /// Counts what a call sent.
    pub fn count(&mut self, events: usize) {
        self.sent += events as u64;
    }
}

#[cfg(test)]
mod tests;
