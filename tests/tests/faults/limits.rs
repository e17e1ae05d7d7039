//! Batches at every edge of PutLogEvents's limits: all of them are accepted, none is ever refused; and events that a log
//! group takes no more are kept, and never restamped.

use std::collections::BTreeMap;

use sluice_tests::logs_shim::Accepted;
use sluice_tests::oracle::parked_events;
use sluice_tests::stack::{DAY, Stack, direct, now};
use sluice_tests::tell;

use crate::scenario::Scenario;

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
        ("a span of 25 hours", vec![(start, text(1)), (start + DAY + 3_600_000, text(2))]),
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

/// A message that fits until its secret's label takes more room than the secret.
#[test]
fn redaction_that_lengthens_beyond_a_limit() {
    let scenario = Scenario::new("lengthens");
    let mut redact = scenario.stack.start("redact", &[]);
    let (secret, label) = (["9.9", ".9.9"].concat(), "[IP_ADDRESS]");
    let filler = format!("{} ", "é".repeat(1000));
    let filler = filler.repeat((MAX - 26) / filler.len());
    let message = format!("{filler}{}{secret}", "x".repeat(MAX - 27 - filler.len() - secret.len()) + " ");
    assert_eq!(message.len(), MAX - 26, "a message that fits to the byte");
    let clean = message.replace(&secret, label);
    let events = vec![scenario.owe(now(), &message, &clean)];
    let answer = redact.invoke(&direct(&scenario.holding("s", events))).expect("an answer");
    assert_eq!(answer["delivered"], 1);
    assert_eq!(scenario.close("redact", &[&redact]).delivered.len(), 1);
    assert_eq!(scenario.stack.accepted(&scenario.stack.redacted).len(), 2, "in two parts");
}

#[test]
fn too_old_too_new_and_expired_are_rejected_and_kept() {
    const HOUR: i64 = 3_600_000;
    let scenario = Scenario::new("rejected");
    scenario.stack.shim.retain(&scenario.stack.redacted, 3);
    let mut redact = scenario.stack.start("redact", &[]);
    let now = now();
    let rejected = [-20 * DAY, -15 * DAY, -14 * DAY - HOUR, -13 * DAY, -5 * DAY, -3 * DAY - HOUR, 3 * HOUR, DAY];
    let taken = [-3 * DAY + HOUR, -DAY, 0, HOUR];
    let times: Vec<i64> = rejected.iter().chain(&taken).map(|time| now + time).collect();
    let batch = scenario.batch("s", &times);
    let answer = redact.invoke(&direct(&batch)).expect("an answer");
    assert_eq!((&answer["received"], &answer["delivered"], &answer["rejected"]), (&12.into(), &4.into(), &8.into()));
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.rejected.len(), verdict.retry.len()), (4, 8, 0), "never restamped");
    let mut by_reason: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (key, body) in scenario.stack.parked("rejected/redact/") {
        let client = sluice_tests::stack::aws().s3_client();
        let head = client.head_object().bucket(&scenario.stack.parked).key(&key).send();
        let head = sluice_tests::loopback::runtime().block_on(head).expect("an object");
        let reason = head.metadata().and_then(|metadata| metadata.get("reason")).expect("a reason").clone();
        by_reason.entry(reason).or_default().extend(parked_events(&body).iter().map(|(time, _)| time - now));
    }
    by_reason.values_mut().for_each(|times| times.sort_unstable());
    let expected = [("expired", &rejected[3..6]), ("tooNew", &rejected[6..]), ("tooOld", &rejected[..3])];
    assert_eq!(by_reason, expected.map(|(reason, times)| (reason.to_owned(), times.to_vec())).into());
    // Handed over again, as by Lambda after a time-out: the same objects, no others.
    let before = scenario.stack.parked("");
    redact.invoke(&direct(&batch)).expect("an answer");
    assert_eq!(scenario.stack.parked(""), before);
}
