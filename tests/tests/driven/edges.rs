//! Batches at every edge of PutLogEvents's limits: all of them are accepted, none is ever refused.

use std::collections::BTreeMap;

use sluice_tests::logs_shim::Accepted;
use sluice_tests::tell;

use crate::fixture::{DAY, Stack, direct, now};

const MAX: usize = 1_048_576;

fn text(length: usize) -> String {
    "x".repeat(length)
}

/// Messages put together again by their time, of which each event has its own.
fn by_time(accepted: &[Accepted]) -> BTreeMap<i64, String> {
    let mut out: BTreeMap<i64, String> = BTreeMap::new();
    for event in accepted {
        out.entry(event.timestamp).or_default().push_str(&event.message);
    }
    out
}

#[test]
fn batches_at_every_edge_are_accepted() {
    let stack = Stack::new("edges");
    let mut redact = stack.start("redact", &[]);
    let start = now() - 10 * DAY;
    let many = |count: usize| -> Vec<(i64, String)> { (0..count).map(|n| (start + n as i64, text(1))).collect() };
    let cases: Vec<(&str, Vec<(i64, String)>)> = vec![
        ("10000 events", many(10_000)),
        ("10001 events", many(10_001)),
        ("the largest message", vec![(start, text(MAX - 26))]),
        ("a message a byte too large", vec![(start, text(MAX - 25))]),
        ("a message of several calls", vec![(start, text(3 * MAX))]),
        ("characters across a cut", vec![(start, format!("x{}", "é".repeat(MAX)))]),
        ("a call filled to the byte", vec![(start, text(MAX / 2 - 26)), (start + 1, text(MAX / 2 - 26))]),
        ("a call overfilled by a byte", vec![(start, text(MAX / 2 - 26)), (start + 1, text(MAX / 2 - 25))]),
        ("10000 events that fill a call", (0..10_000).map(|n| (start + n, text(78))).collect()),
        ("a span of 24 hours less a millisecond", vec![(start, text(1)), (start + DAY - 1, text(2))]),
        ("a span of 24 hours", vec![(start, text(1)), (start + DAY, text(2))]),
        ("a span of 24 hours and a millisecond", vec![(start, text(1)), (start + DAY + 1, text(2))]),
        ("an event for each of ten days", (0..10).map(|day| (start + day * DAY, text(1))).collect()),
        ("events out of order", vec![(start + DAY + 5, text(1)), (start, text(2)), (start + 7, text(3))]),
        ("an empty message", vec![(start, String::new())]),
        ("control characters", vec![(start, "\u{0}\u{1}\t\r\n\u{7f}".to_owned())]),
        ("the last moment of the future", vec![(now() + 2 * 3_600_000 - 60_000, text(1))]),
    ];
    for (number, (case, events)) in cases.iter().enumerate() {
        let stream = format!("edge/{number}");
        let batch: Vec<(i64, &str)> = events.iter().map(|(time, message)| (*time, message.as_str())).collect();
        let answer =
            redact.invoke(&direct(&stack.batch(&stream, &batch))).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(answer["delivered"], events.len(), "{case}: {answer}");
        let accepted: Vec<_> =
            stack.accepted(&stack.redacted).into_iter().filter(|event| event.stream == stream).collect();
        let mut expected: BTreeMap<i64, String> = events.iter().cloned().collect();
        // PutLogEvents takes no empty message.
        expected.values_mut().filter(|message| message.is_empty()).for_each(|message| *message = " ".to_owned());
        assert!(by_time(&accepted) == expected, "{case}: not what was sent");
        assert_eq!(stack.shim.refused(), [] as [String; 0], "{case}");
    }
    tell(&format!("{} batches at the edges, {} calls, none refused", cases.len(), stack.shim.calls("PutLogEvents")));
}

#[test]
fn streams_of_any_name_are_written_and_forwarded() {
    let stack = Stack::new("names");
    let (mut redact, mut forward) = (stack.start("redact", &[]), stack.start("forward", &[]));
    let names = ["a", "web/1/x", "[$LATEST]0f", &"n".repeat(512), &"ü".repeat(512), "a b%3Ac"];
    for (number, stream) in names.iter().enumerate() {
        let event = direct(&stack.batch(stream, &[(now() - number as i64, "text")]));
        assert_eq!(redact.invoke(&event).expect("an answer")["delivered"], 1, "{stream}");
        assert_eq!(forward.invoke(&event).expect("an answer")["delivered"], 1, "{stream}");
    }
    let kept: Vec<String> = stack.accepted(&stack.redacted).into_iter().map(|event| event.stream).collect();
    assert_eq!(kept, names);
    let forwarded = stack.accepted(&stack.central);
    assert_eq!(forwarded.len(), names.len());
    assert_eq!(forwarded[1].stream, "111122223333/eu-west-1/%2Fecs%2Fnames/web/1/x");
    assert!(forwarded.iter().all(|event| event.region == "eu-central-1" && event.stream.chars().count() <= 512));
    assert_eq!(stack.shim.refused(), [] as [String; 0]);
}

#[test]
fn what_is_too_old_too_new_or_expired_is_rejected_and_kept() {
    let stack = Stack::new("rejected");
    stack.shim.retain(&stack.redacted, 3);
    let mut redact = stack.start("redact", &[]);
    let now = now();
    let texts: Vec<String> = (0..6).map(crate::fixture::secret).collect();
    let times = [now - 20 * DAY, now - 15 * DAY, now - 5 * DAY, now - DAY, now, now + DAY];
    let events: Vec<(i64, &str)> = times.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    let answer = redact.invoke(&direct(&stack.batch("s", &events))).expect("an answer");
    assert_eq!((&answer["received"], &answer["delivered"], &answer["rejected"]), (&6.into(), &2.into(), &4.into()));
    let accepted: Vec<i64> = stack.accepted(&stack.redacted).iter().map(|event| event.timestamp).collect();
    assert_eq!(accepted, [now - DAY, now], "never restamped");
    let mut kept = Vec::new();
    for (key, body) in stack.parked("rejected/redact/") {
        let event: serde_json::Value = serde_json::from_slice(&body).expect("a subscription event");
        let batch = crate::fixture::unpack(event["awslogs"]["data"].as_str().expect("data"));
        for event in batch["logEvents"].as_array().expect("events") {
            assert_eq!(event["message"], crate::fixture::CLEAN, "{key}");
            kept.push(event["timestamp"].as_i64().expect("a time"));
        }
    }
    kept.sort_unstable();
    assert_eq!(kept, [times[0], times[1], times[2], times[5]]);
    assert_eq!(stack.parked("rejected/").len(), 3, "an object for each reason");
    assert_eq!(stack.parked("retry/").len(), 0);
    assert_eq!(stack.shim.refused(), [] as [String; 0]);
}
