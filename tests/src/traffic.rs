//! Log lines that are written into a deployment's source group, and what has come of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use serde_json::Value as Json;

use crate::deployment::{CENTRAL, FORWARDED, HOME, REDACTED, SOURCE};
use crate::gunzip;
use crate::local_aws::LocalAws;
use crate::loopback::runtime;

/// Messages by their timestamps, in milliseconds: each event has one of its own, which every destination keeps.
pub type ByTime = BTreeMap<i64, String>;

/// Writes events into a stream of the source group, which is made where it is not there.
pub fn write(aws: &LocalAws, stream: &str, events: &ByTime) {
    let client = aws.logs_client(HOME);
    runtime().block_on(async {
        let made = client.create_log_stream().log_group_name(SOURCE).log_stream_name(stream).send().await;
        if let Err(error) = made.map_err(aws_sdk_cloudwatchlogs::Error::from) {
            assert!(matches!(error, aws_sdk_cloudwatchlogs::Error::ResourceAlreadyExistsException(_)), "{error}");
        }
        let events = events.iter().map(|(time, message)| {
            InputLogEvent::builder().timestamp(*time).message(message.as_str()).build().expect("an event")
        });
        let put = client.put_log_events().log_group_name(SOURCE).log_stream_name(stream);
        put.set_log_events(Some(events.collect())).send().await.expect("lines are written");
    });
}

/// What a log group holds.
///
/// # Panics
/// When an event came twice.
pub fn group(aws: &LocalAws, region: &str, group: &str) -> ByTime {
    by_time(aws.events(region, group).into_iter().map(|(_, time, message)| (time, message)).collect())
}

/// What the archive holds.
///
/// # Panics
/// When an event came twice.
pub fn archived(aws: &LocalAws, bucket: &str) -> ByTime {
    let bodies = aws.objects(bucket).into_values();
    let text: String = bodies.map(|body| String::from_utf8(gunzip(&body)).expect("UTF-8")).collect();
    let rows = text.lines().map(|line| serde_json::from_str::<Json>(line).expect("a row"));
    by_time(
        rows.map(|row| (row["timestamp"].as_i64().expect("a time"), row["message"].as_str().expect("text").to_owned()))
            .collect(),
    )
}

fn by_time(events: Vec<(i64, String)>) -> ByTime {
    let count = events.len();
    let by_time: ByTime = events.into_iter().collect();
    assert_eq!(by_time.len(), count, "an event came twice");
    by_time
}

/// Waits until the redacted group, the central one and the archive hold what is expected, and nothing else.
pub fn arrives(aws: &LocalAws, archive_bucket: &str, expected: &ByTime) {
    for (place, found) in reaches(aws, archive_bucket, expected) {
        assert_eq!(found.len(), expected.len(), "the {place} holds what nobody wrote");
    }
}

/// Waits until the redacted group, the central one and the archive hold what is expected; returns what each holds.
pub fn reaches(aws: &LocalAws, archive_bucket: &str, expected: &ByTime) -> [(&'static str, ByTime); 3] {
    let read: [(&str, &dyn Fn() -> ByTime); 3] = [
        ("redacted group", &|| group(aws, HOME, REDACTED)),
        ("other Region's group", &|| group(aws, CENTRAL, FORWARDED)),
        ("archive", &|| archived(aws, archive_bucket)),
    ];
    read.map(|(place, read)| {
        wait_for(aws, place, &|| {
            let found = read();
            expected.keys().all(|time| found.contains_key(time))
        });
        let found = read();
        for (time, message) in expected {
            assert_eq!(found.get(time), Some(message), "{time} in the {place}");
        }
        (place, found)
    })
}

/// Waits until something is so.
///
/// # Panics
/// When it is not so after four minutes.
pub fn wait_for(aws: &LocalAws, what: &str, there: &dyn Fn() -> bool) {
    let start = Instant::now();
    while !there() {
        assert!(start.elapsed() < Duration::from_secs(240), "no {what}: {}", aws.log());
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// Everything in a function's own log group.
pub fn told(aws: &LocalAws, function: &str) -> String {
    let events = aws.events(HOME, &format!("/aws/lambda/sluice-{function}"));
    events.into_iter().map(|(.., text)| text).collect::<Vec<_>>().join("\n")
}

/// The sums of a function's account over its invocations, by metric.
pub fn account(aws: &LocalAws, function: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for line in told(aws, function).lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let counts = line.as_object().filter(|line| line.contains_key("EventsReceived")).into_iter().flatten();
        for (name, count) in counts.filter_map(|(name, count)| Some((name, count.as_i64()?))) {
            *sums.entry(name.clone()).or_default() += count;
        }
    }
    sums
}

/// Holds that a function received so many events, and answered for each of them.
pub fn balances(aws: &LocalAws, function: &str, received: i64) {
    let account = account(aws, function);
    let sum = |name: &str| account.get(name).copied().unwrap_or_default();
    let answered = ["EventsDelivered", "EventsFiltered", "EventsRejected", "EventsParked"].map(sum);
    assert_eq!((sum("EventsReceived"), answered.iter().sum::<i64>()), (received, received), "{function}: {account:?}");
}
