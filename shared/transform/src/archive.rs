//! Events into archive objects: one object an hour of events' time, gzip'd JSON lines, under keys that the same events
//! always give.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chain::CleanEvent;
use crate::gzip;
use crate::hash::sha256_hex;
use crate::names::segment;
use crate::origin::Origin;

/// An object to be put, unless its key exists.
#[derive(Clone, PartialEq, Eq)]
pub struct Object {
    /// `<prefix>/account=A/region=R/log_group=G/dt=YYYY-MM-DD/hour=HH/<sha-256 of the uncompressed rows>.jsonl.gz`
    pub key: String,
    /// Gzip'd rows.
    pub body: Vec<u8>,
    /// The source events that it holds.
    pub events: Vec<usize>,
}

/// One line of an object; the fields' order and names are a contract.
#[derive(Serialize)]
struct Row<'a> {
    schema: u8,
    timestamp: i64,
    time: String,
    account: &'a str,
    region: &'a str,
    log_group: &'a str,
    log_stream: &'a str,
    event_id: &'a str,
    message: &'a str,
}

const HOUR: i64 = 3_600_000;

/// Puts events into objects by the hour (UTC) of their time, within an hour in the order of time.
pub fn objects(prefix: &str, origin: &Origin, events: &[CleanEvent<'_>]) -> Vec<Object> {
    let mut hours: BTreeMap<i64, Vec<&CleanEvent<'_>>> = BTreeMap::new();
    for event in events {
        hours.entry(event.timestamp.div_euclid(HOUR)).or_default().push(event);
    }
    hours.into_iter().map(|(hour, events)| object(prefix, origin, hour, events)).collect()
}

fn object(prefix: &str, origin: &Origin, hour: i64, mut events: Vec<&CleanEvent<'_>>) -> Object {
    events.sort_by_key(|event| event.timestamp);
    let mut rows = Vec::new();
    for event in &events {
        let row = Row {
            schema: 1,
            timestamp: event.timestamp,
            time: time(event.timestamp),
            account: &origin.account,
            region: &origin.region,
            log_group: &origin.log_group,
            log_stream: &origin.log_stream,
            event_id: event.id,
            message: &event.message,
        };
        // Writing strings and integers to a Vec does not fail.
        let _ = serde_json::to_writer(&mut rows, &row);
        rows.push(b'\n');
    }
    let time = time(hour * HOUR);
    let (day, hour) = (&time[..10], &time[11..13]);
    let slash = if prefix.is_empty() { "" } else { "/" };
    let key = format!(
        "{prefix}{slash}account={}/region={}/log_group={}/dt={day}/hour={hour}/{}.jsonl.gz",
        segment(&origin.account),
        segment(&origin.region),
        segment(&origin.log_group),
        sha256_hex(&rows),
    );
    Object { key, body: gzip::compress(&rows), events: events.iter().map(|event| event.event).collect() }
}

/// `YYYY-MM-DDTHH:MM:SS.mmmZ`. Timestamps are within the years 1970 to 9999.
fn time(timestamp: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(timestamp).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin {
            account: "111122223333".into(),
            region: "eu-west-1".into(),
            log_group: "/ecs/app".into(),
            log_stream: "s".into(),
            second_hand: false,
        }
    }

    fn event(event: usize, timestamp: i64) -> CleanEvent<'static> {
        CleanEvent { event, id: "e", timestamp, message: "text".into(), extracted_fields: None }
    }

    #[test]
    fn one_object_an_hour_in_utc() {
        // 2026-11-20T23:59:59.999Z, and a millisecond later.
        let events = [event(0, 1_795_219_200_000), event(1, 1_795_219_199_999)];
        let objects = objects("logs", &origin(), &events);
        assert_eq!(objects.len(), 2);
        let start = "logs/account=111122223333/region=eu-west-1/log_group=%2Fecs%2Fapp/dt=2026-11-20/hour=23/";
        assert!(objects[0].key.starts_with(start), "{}", objects[0].key);
        assert!(objects[1].key.contains("/dt=2026-11-21/hour=00/"), "{}", objects[1].key);
        let rows = gzip::decompress(&objects[0].body, 1 << 20).unwrap();
        assert_eq!(
            String::from_utf8(rows.clone()).unwrap(),
            "{\"schema\":1,\"timestamp\":1795219199999,\"time\":\"2026-11-20T23:59:59.999Z\",\"account\":\"111122223333\",\
             \"region\":\"eu-west-1\",\"log_group\":\"/ecs/app\",\"log_stream\":\"s\",\"event_id\":\"e\",\"message\":\"text\"}\n"
        );
        assert!(objects[0].key.ends_with(&format!("{}.jsonl.gz", sha256_hex(&rows))));
    }

    #[test]
    fn the_same_events_give_the_same_object() {
        let events = [event(0, 5), event(1, 3)];
        assert!(objects("", &origin(), &events) == objects("", &origin(), &events));
        assert!(objects("", &origin(), &events)[0].key.starts_with("account="));
    }

    #[test]
    fn the_last_timestamp_has_a_time() {
        assert_eq!(time(crate::batch::MAX_TIMESTAMP), "9999-12-30T22:00:00.000Z");
    }
}
