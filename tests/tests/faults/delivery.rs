//! Faults that pass: throttling, errors, connections that break, duplicates, a process that is killed.

use std::time::{Duration, Instant};

use sluice_tests::faults::Fault;
use sluice_tests::stack::{DAY, aws, direct, now};

use crate::scenario::Scenario;

const THROTTLED: Fault = Fault::Error(400, "ThrottlingException");
const SLOW_DOWN: Fault = Fault::Error(503, "SlowDown");

/// Plays faults to each function's destination; everything is delivered, nothing is parked. Returns how much the destination
/// holds twice, by function.
fn passes(name: &str, logs: &[Fault], s3: &[Fault]) -> Vec<usize> {
    let play = |function: &'static str| {
        let scenario = Scenario::new(&format!("{name}-{function}"));
        scenario.stack.logs.play("PutLogEvents", if function == "archive" { &[] } else { logs });
        scenario.stack.s3.play("PutObject logs/", if function == "archive" { s3 } else { &[] });
        let mut started = scenario.stack.start(function, &[]);
        let batch = scenario.batch("s", &[now() - 1, now(), now() + 1]);
        let answer = started.invoke(&direct(&batch)).expect("an answer");
        assert_eq!((&answer["delivered"], &answer["parked"]), (&3.into(), &0.into()), "{function}");
        assert!(started.metric("Retries") >= 1, "it says that it tried again");
        let verdict = scenario.close(function, &[&started]);
        assert_eq!((verdict.delivered.len(), scenario.stack.parked("").len()), (3, 0));
        verdict.repeated
    };
    std::thread::scope(|scope| {
        let threads = ["redact", "forward", "archive"].map(|function| scope.spawn(move || play(function)));
        threads.into_iter().map(|thread| thread.join().expect("it holds")).collect()
    })
}

#[test]
fn throttled_and_then_delivered() {
    assert_eq!(passes("throttled", &[THROTTLED; 4], &[SLOW_DOWN; 4]), [0, 0, 0]);
}

#[test]
fn errors_of_the_server_and_then_delivered() {
    let unwell = [Fault::Error(500, "InternalFailure"), Fault::Error(503, "ServiceUnavailableException")];
    let faults = [&unwell[..], &[Fault::Error(502, "")]].concat();
    assert_eq!(passes("unwell", &faults, &faults), [0, 0, 0]);
}

#[test]
fn a_connection_reset_before_anything_happened() {
    assert_eq!(passes("reset-before", &[Fault::ResetBefore; 3], &[Fault::ResetBefore; 3]), [0, 0, 0]);
}

/// A log group takes what is sent again a second time; the archive knows what it has.
#[test]
fn accepted_and_then_the_connection_is_reset() {
    // The first call finds no stream, and its answer would be lost without an effect.
    let repeated = passes("reset-after", &[Fault::None, Fault::ResetAfter], &[Fault::ResetAfter]);
    assert_eq!(repeated, [3, 3, 0], "at least once, and in the archive exactly once");
}

#[test]
fn accepted_and_then_the_answer_breaks_off() {
    let repeated = passes("cut-off", &[Fault::None, Fault::CutOff], &[Fault::CutOff]);
    assert_eq!(repeated, [3, 3, 0]);
}

#[test]
fn the_same_event_twice_and_at_once() {
    for (function, most) in [("archive", 0), ("redact", 8)] {
        let scenario = Scenario::new(&format!("twice-{function}"));
        // Long enough that the two are at it together.
        let slow = Fault::Slow(Duration::from_millis(300));
        scenario.stack.logs.play("PutLogEvents", &[slow, slow]);
        scenario.stack.s3.play("PutObject logs/", &[slow, slow]);
        if function == "archive" {
            scenario.stack.logs.heal();
        } else {
            scenario.stack.s3.heal();
        }
        let event = direct(&scenario.batch("s", &[now() - DAY, now() - DAY + 1, now(), now() + 1]));
        let (mut one, mut other) = (scenario.stack.start(function, &[]), scenario.stack.start(function, &[]));
        let time = Duration::from_secs(20);
        let begun = (one.begin(&event, time), other.begin(&event, time));
        let answers = [one.end(begun.0), other.end(begun.1), one.invoke(&event)];
        assert!(
            answers.iter().all(|answer| answer.as_ref().is_ok_and(|answer| answer["delivered"] == 4)),
            "{answers:?}"
        );
        let verdict = scenario.close(function, &[&one, &other]);
        assert_eq!((verdict.delivered.len(), verdict.repeated), (4, most), "{function}");
        if function == "archive" {
            assert_eq!(aws().objects(&scenario.stack.archive).len(), 2, "one object an hour");
        }
        assert_eq!(scenario.stack.parked("").len(), 0);
    }
}

#[test]
fn out_of_order_and_equal_times() {
    let scenario = Scenario::new("order");
    let mut redact = scenario.stack.start("redact", &[]);
    let start = now() - DAY / 2;
    let times = [5, 3, 3, 9, 1, 3, 5].map(|n| start + n);
    let answer = redact.invoke(&direct(&scenario.batch("s", &times))).expect("an answer");
    assert_eq!(answer["delivered"], 7);
    let found: Vec<String> =
        scenario.stack.accepted(&scenario.stack.redacted).into_iter().map(|event| event.message).collect();
    let numbers: Vec<&str> = found.iter().filter_map(|text| text.split(' ').next()).collect();
    assert_eq!(numbers, ["e4", "e1", "e2", "e5", "e0", "e6", "e3"], "by time, and as they came where it is equal");
    assert_eq!(scenario.close("redact", &[&redact]).repeated, 0);
}

/// Killed at each place where it waits for AWS, and invoked again, as Lambda does.
#[test]
fn killed_in_the_middle_and_invoked_again() {
    let kill = |number: usize, function: &'static str, on: &'static str, calls: &[Fault]| {
        let scenario = Scenario::new(&format!("killed-{number}"));
        let proxy = if on.starts_with("PutObject") { &scenario.stack.s3 } else { &scenario.stack.logs };
        proxy.play(on, calls);
        if on.starts_with("PutObject retry") {
            scenario.stack.logs.play_ever("PutLogEvents", Fault::Error(400, "AccessDeniedException"));
        }
        let event = direct(&scenario.batch("s", &[now() - 2 * DAY, now() - 2 * DAY + 1, now()]));
        let mut first = scenario.stack.start(function, &[]);
        let begun = first.begin(&event, Duration::from_secs(20));
        let start = Instant::now();
        while proxy.calls(on) < calls.len() {
            assert!(start.elapsed() < Duration::from_secs(15), "the call never comes");
            std::thread::sleep(Duration::from_millis(5));
        }
        // The effect, where it has one, comes about first.
        std::thread::sleep(Duration::from_millis(100));
        first.kill();
        drop(begun);
        scenario.stack.logs.heal();
        let mut second = scenario.stack.start(function, &[]);
        assert_eq!(second.invoke(&event).expect("an answer")["delivered"], 3, "{function} {on}");
        if on.starts_with("PutObject retry") {
            scenario.redrive(function, &mut second);
        }
        let verdict = scenario.close(function, &[&first, &second]);
        assert_eq!(verdict.delivered.len(), 3);
        verdict.repeated
    };
    use Fault::{BlackHole, None, Unanswered};
    let cases: [(&'static str, &'static str, &[Fault], usize); 6] = [
        ("redact", "CreateLogStream", &[BlackHole], 0),
        ("redact", "CreateLogStream", &[Unanswered], 0),
        // The calls: no stream, the first of two, the second.
        ("redact", "PutLogEvents", &[None, None, BlackHole], 2),
        ("redact", "PutLogEvents", &[None, None, Unanswered], 3),
        ("archive", "PutObject logs/", &[Unanswered], 0),
        ("redact", "PutObject retry/", &[Unanswered], 3),
    ];
    std::thread::scope(|scope| {
        let kill = &kill;
        for (number, (function, on, calls, repeated)) in cases.into_iter().enumerate() {
            scope.spawn(move || assert_eq!(kill(number, function, on, calls), repeated, "{function} {on} {calls:?}"));
        }
    });
}

/// One event in three is dropped by a filter, while the destination throttles; and the rest is parked where it is dead.
#[test]
fn what_a_filter_drops_is_counted_and_never_parked() {
    let scenario = Scenario::new("filtered");
    let rules = scenario.stack.rules.path().join("filtered.yaml");
    std::fs::write(rules, "version: 1\nfilter:\n  - drop: health\n").expect("a file");
    let mut redact = scenario.stack.start("redact", &[("SLUICE_CONFIG", "filtered.yaml")]);
    let batch = |stream: &str| {
        let events =
            vec![scenario.event(now()), scenario.owe(now(), "GET /health", "GET /health"), scenario.event(now())];
        scenario.owed(|owed| {
            let last = owed.len() - 2;
            owed[last].dropped = true;
        });
        direct(&scenario.holding(stream, events))
    };
    scenario.stack.logs.play("PutLogEvents", &[THROTTLED; 2]);
    let answer = redact.invoke(&batch("s")).expect("an answer");
    assert_eq!((&answer["received"], &answer["delivered"], &answer["filtered"]), (&3.into(), &2.into(), &1.into()));
    scenario.stack.logs.play_ever("PutLogEvents", Fault::Error(400, "AccessDeniedException"));
    let answer = redact.invoke(&batch("t")).expect("an answer");
    assert_eq!((&answer["filtered"], &answer["parked"]), (&1.into(), &2.into()));
    assert_eq!(scenario.close("redact", &[&redact]).retry.len(), 2);
    scenario.redrive("redact", &mut redact);
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.dropped.len()), (4, 2));
}
