//! Faults that stay: outages, refusals, parking that fails; and what comes back when they end.

use std::time::{Duration, Instant};

use serde_json::json;
use sluice_tests::faults::Fault;
use sluice_tests::stack::{direct, kinesis, now, pack, sqs};

use crate::scenario::{Scenario, ids, named};

const UNAVAILABLE: Fault = Fault::Error(503, "ServiceUnavailableException");

/// A dead destination, three seconds left, and three records of Kinesis or SQS.
#[test]
fn three_seconds_left_and_a_dead_destination() {
    std::thread::scope(|scope| {
        for (source, fault) in [("kinesis", Fault::BlackHole), ("sqs", UNAVAILABLE)] {
            scope.spawn(move || {
                let scenario = Scenario::new(&format!("dead-{source}"));
                scenario.stack.logs.play_ever("PutLogEvents", fault);
                let mut redact = scenario.stack.start("redact", &[]);
                let packed: Vec<String> = (0..3).map(|n| pack(&scenario.batch(&format!("s{n}"), &[now()]))).collect();
                let ids = ids(3);
                let records: Vec<_> = ids.iter().map(String::as_str).zip(packed.iter().map(String::as_str)).collect();
                let event = if source == "kinesis" { kinesis(&records) } else { sqs(&records) };
                let answer = redact.invoke_within(&event, Duration::from_secs(3));
                assert_eq!(named(&answer), [] as [String; 0], "{source}: all could be parked: {}", redact.stderr());
                assert_eq!(scenario.close("redact", &[&redact]).retry.len(), 3);
                scenario.redrive("redact", &mut redact);
                assert_eq!(scenario.close("redact", &[&redact]).delivered.len(), 3);
            });
        }
    });
}

/// Eight calls of 0.8 seconds each, two after the other for each of four streams, within four seconds.
#[test]
fn slow_streams_are_written_at_once() {
    let scenario = Scenario::new("at-once");
    scenario.stack.logs.play_ever("PutLogEvents", Fault::Slow(Duration::from_millis(800)));
    let mut redact = scenario.stack.start("redact", &[]);
    let packed: Vec<String> = (0..4).map(|n| pack(&scenario.batch(&format!("s{n}"), &[now()]))).collect();
    let ids = ids(4);
    let records: Vec<_> = ids.iter().map(String::as_str).zip(packed.iter().map(String::as_str)).collect();
    let answer = redact.invoke_within(&kinesis(&records), Duration::from_secs(6));
    assert_eq!(named(&answer), [] as [String; 0], "{}", redact.stderr());
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.retry.len()), (4, 0), "one after the other, some would be parked");
}

#[test]
fn three_seconds_left_and_parking_is_dead_too() {
    for (source, expected) in [("kinesis", &["2"][..]), ("sqs", &["2", "3"])] {
        let scenario = Scenario::new(&format!("dead-parking-{source}"));
        let mut redact = scenario.stack.start("redact", &[]);
        // The first gets through.
        scenario.stack.logs.play_ever("PutLogEvents s1", Fault::Error(400, "AccessDeniedException"));
        scenario.stack.logs.play_ever("PutLogEvents s2", Fault::Error(400, "AccessDeniedException"));
        scenario.stack.s3.play_ever("PutObject retry/", Fault::Error(403, "AccessDenied"));
        let packed: Vec<String> = (0..3).map(|n| pack(&scenario.batch(&format!("s{n}"), &[now()]))).collect();
        let ids = ids(3);
        let records: Vec<_> = ids.iter().map(String::as_str).zip(packed.iter().map(String::as_str)).collect();
        let event = |from: usize| if source == "kinesis" { kinesis(&records[from..]) } else { sqs(&records[from..]) };
        let answer = redact.invoke_within(&event(0), Duration::from_secs(3));
        assert_eq!(named(&answer), expected, "{source}: what could be neither delivered nor parked");
        scenario.stack.logs.heal();
        scenario.stack.s3.heal();
        // The mapping brings again what was named, and for Kinesis what lies behind.
        assert_eq!(named(&redact.invoke(&event(1))), [] as [String; 0]);
        let verdict = scenario.close("redact", &[&redact]);
        assert_eq!((verdict.delivered.len(), verdict.repeated, scenario.stack.parked("").len()), (3, 0, 0), "{source}");
    }
}

/// Many invocations through an outage of each kind; then it ends, and everything comes back by itself.
#[test]
fn hours_of_an_outage_and_then_everything_comes_back() {
    let slow = Fault::Slow(Duration::from_secs(20));
    std::thread::scope(|scope| {
        for (kind, function, fault) in [
            ("refused", "forward", Fault::ResetBefore),
            ("hole", "redact", Fault::BlackHole),
            ("slow", "archive", slow),
            ("errors", "archive", UNAVAILABLE),
        ] {
            scope.spawn(move || {
                let scenario = Scenario::new(&format!("outage-{kind}"));
                let settings = [("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:9")];
                // Nobody listens on the port: the connection itself is refused.
                let mut function_in = scenario.stack.start(function, if kind == "refused" { &settings } else { &[] });
                scenario.stack.logs.play_ever("", fault);
                scenario.stack.s3.play_ever("PutObject logs/", fault);
                for hour in 0..3 {
                    let event = direct(&scenario.batch(&format!("s{hour}"), &[now() - 1, now()]));
                    let (time, start) = (Duration::from_secs(4), Instant::now());
                    let answer = function_in.invoke_within(&event, time).expect("an answer in time");
                    assert_eq!(answer["parked"], 2, "{kind}");
                    assert!(start.elapsed() < time);
                }
                assert_eq!(scenario.close(function, &[&function_in]).retry.len(), 6);
                let mut function_out = scenario.stack.start(function, &[]);
                scenario.redrive(function, &mut function_out);
                let verdict = scenario.close(function, &[&function_in, &function_out]);
                assert_eq!((verdict.delivered.len(), verdict.repeated), (6, 0), "{kind}");
            });
        }
    });
}

/// However much time Lambda gives: the account's concurrency is not eaten by a Region that is away.
#[test]
fn an_outage_takes_fifteen_seconds_of_an_invocation() {
    let scenario = Scenario::new("concurrency");
    scenario.stack.logs.play_ever("PutLogEvents", UNAVAILABLE);
    let mut redact = scenario.stack.start("redact", &[]);
    let start = Instant::now();
    let answer = redact.invoke_within(&direct(&scenario.batch("s", &[now()])), Duration::from_secs(120));
    assert_eq!(answer.expect("an answer")["parked"], 1);
    assert!(start.elapsed() < Duration::from_secs(17), "{:?}", start.elapsed());
    let calls = scenario.stack.logs.calls("PutLogEvents");
    assert!((4..=20).contains(&calls), "it waits longer and longer in between: {calls}");
    assert_eq!(scenario.close("redact", &[&redact]).retry.len(), 1);
}

/// What no second call would change is parked after one; and nowhere is there a way around redaction.
#[test]
fn refused_for_good_and_never_written_elsewhere() {
    let cases: [(&str, &str, &str, Fault); 7] = [
        ("redact", "PutLogEvents", "AccessDeniedException", Fault::Error(400, "AccessDeniedException")),
        ("redact", "PutLogEvents", "KMSAccessDeniedException", Fault::Error(400, "KMSAccessDeniedException")),
        ("redact", "CreateLogStream", "AccessDeniedException", Fault::Error(400, "AccessDeniedException")),
        ("forward", "PutLogEvents", "UnrecognizedClientException", Fault::Error(400, "UnrecognizedClientException")),
        ("forward", "CreateLogStream", "does not exist", Fault::Error(400, "ResourceNotFoundException")),
        ("archive", "PutObject logs/", "AccessDenied", Fault::Error(403, "AccessDenied")),
        ("archive", "PutObject logs/", "KMS.DisabledException", Fault::Error(400, "KMS.DisabledException")),
    ];
    for (number, (function, on, told, fault)) in cases.into_iter().enumerate() {
        let scenario = Scenario::new(&format!("denied-{number}"));
        let proxy = if function == "archive" { &scenario.stack.s3 } else { &scenario.stack.logs };
        proxy.play_ever(on, fault);
        let mut started = scenario.stack.start(function, &[]);
        let answer = started.invoke(&direct(&scenario.batch("s", &[now(), now()]))).expect("an answer");
        assert_eq!((&answer["parked"], started.metric("Retries")), (&json!(2), 0), "{function} {told}");
        assert_eq!(proxy.calls(on), 1, "one call is enough");
        assert!(started.stderr().contains(told), "{told}: {}", started.stderr());
        let verdict = scenario.close(function, &[&started]);
        assert_eq!((verdict.retry.len(), scenario.view(function).destination.len()), (2, 0));
        scenario.redrive(function, &mut started);
        assert_eq!(scenario.close(function, &[&started]).delivered.len(), 2);
    }
}

/// A stream that others make at the same time, or that is not there yet when it was just made.
#[test]
fn races_for_a_stream_are_won_by_everybody() {
    let scenario = Scenario::new("races");
    scenario.stack.logs.play(
        "PutLogEvents",
        &[Fault::Error(400, "ResourceNotFoundException"), Fault::Error(400, "ResourceNotFoundException")],
    );
    let mut functions: Vec<_> = (0..4).map(|_| scenario.stack.start("redact", &[])).collect();
    for round in 0..3 {
        let stream = format!("s{round}");
        let events: Vec<String> = (0..4).map(|_| direct(&scenario.batch(&stream, &[now()]))).collect();
        let time = Duration::from_secs(20);
        let begun: Vec<_> =
            functions.iter_mut().zip(&events).map(|(function, event)| function.begin(event, time)).collect();
        for (function, begun) in functions.iter_mut().zip(begun) {
            assert_eq!(function.end(begun).expect("an answer")["delivered"], 1);
        }
    }
    let verdict = scenario.close("redact", &functions.iter().collect::<Vec<_>>());
    assert_eq!((verdict.delivered.len(), verdict.repeated, scenario.stack.parked("").len()), (12, 0, 0));
}

/// Then only Lambda can help: its retries, and its on-failure destination.
#[test]
fn parking_itself_fails_and_so_does_the_invocation() {
    std::thread::scope(|scope| {
        for (name, fault) in [("denied", Fault::Error(403, "AccessDenied")), ("hole", Fault::BlackHole)] {
            scope.spawn(move || {
                let scenario = Scenario::new(&format!("no-parking-{name}"));
                scenario.stack.logs.play_ever("PutLogEvents", Fault::Error(400, "AccessDeniedException"));
                scenario.stack.s3.play_ever("PutObject", fault);
                let mut redact = scenario.stack.start("redact", &[]);
                let event = direct(&scenario.batch("s", &[now(), now()]));
                for _ in 0..2 {
                    let error = redact.invoke_within(&event, Duration::from_secs(4)).expect_err("a failure");
                    assert_eq!(error["errorType"], "Sluice.NotDelivered", "{error}");
                    assert!(!error.to_string().contains("person"), "{error}");
                }
                assert_eq!(redact.metric("EventsReceived"), 0, "it is received when it comes again");
                scenario.stack.logs.heal();
                scenario.stack.s3.heal();
                assert_eq!(redact.invoke(&event).expect("an answer")["delivered"], 2, "Lambda's third attempt");
                let verdict = scenario.close("redact", &[&redact]);
                assert_eq!((verdict.delivered.len(), verdict.repeated, scenario.stack.parked("").len()), (2, 0, 0));
            });
        }
    });
}

/// Coming back meets faults too: the object stays until it is delivered, and goes once it is.
#[test]
fn faults_while_it_comes_back() {
    let scenario = Scenario::new("returning");
    let mut redact = scenario.stack.start("redact", &[]);
    scenario.stack.logs.play_ever("PutLogEvents", Fault::Error(400, "AccessDeniedException"));
    assert_eq!(redact.invoke(&direct(&scenario.batch("s", &[now(), now() + 1]))).expect("an answer")["parked"], 2);
    let key = scenario.stack.retry("redact");
    let (stack, s3) = (&scenario.stack, &scenario.stack.s3);
    let message = json!({ "Records": [sluice_tests::stack::loose("m", &sluice_tests::stack::notification(&stack.parked, &key))] });
    assert_eq!(named(&redact.invoke(&message.to_string())), ["m"], "still denied");
    assert_eq!(scenario.close("redact", &[&redact]).retry.len(), 2);
    stack.logs.heal();
    s3.play("GetObject retry/", &[Fault::ResetBefore, Fault::CutOff, Fault::Error(500, "InternalError")]);
    s3.play("DeleteObject retry/", &[Fault::Error(503, "SlowDown"), Fault::ResetAfter]);
    assert_eq!(named(&redact.invoke(&message.to_string())), [] as [String; 0], "{}", redact.stderr());
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.repeated, stack.parked("").len()), (2, 0, 0));
}
