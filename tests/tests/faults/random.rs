//! The faults mixed at random, against one function at a time: whatever comes, in the end everything is where it belongs.
//!
//! `PROPTEST_CASES` makes it look harder. Seeds of what once failed are kept in `tests/faults.seeds`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use sluice_tests::faults::Fault;
use sluice_tests::stack::{DAY, direct, now};

use crate::scenario::Scenario;

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        3 => Just(Fault::None),
        2 => Just(Fault::Error(400, "ThrottlingException")),
        2 => Just(Fault::Error(503, "ServiceUnavailable")),
        1 => Just(Fault::Error(403, "AccessDenied")),
        1 => Just(Fault::Slow(Duration::from_millis(150))),
        2 => Just(Fault::ResetBefore),
        2 => Just(Fault::ResetAfter),
        2 => Just(Fault::CutOff),
        1 => Just(Fault::BlackHole),
        1 => Just(Fault::Unanswered),
    ]
}

/// One batch: ages of its events in milliseconds, some too old or too new.
fn ages() -> impl Strategy<Value = Vec<i64>> {
    let age = prop_oneof![6 => 0..3 * DAY, 1 => 15 * DAY..16 * DAY, 1 => -4 * 3_600_000..-3 * 3_600_000_i64];
    prop::collection::vec(age, 1..6)
}

#[derive(Clone, Debug)]
struct Case {
    function: &'static str,
    batches: Vec<Vec<i64>>,
    destination: Vec<Fault>,
    parking: Vec<Fault>,
    coming_back: Vec<Fault>,
    seconds: u64,
}

fn case() -> impl Strategy<Value = Case> {
    (
        prop::sample::select(vec!["redact", "forward", "archive"]),
        prop::collection::vec(ages(), 1..4),
        prop::collection::vec(fault(), 0..12),
        prop::collection::vec(fault(), 0..4),
        prop::collection::vec(fault().prop_filter("it ends", |fault| !matches!(fault, Fault::Error(403, _))), 0..3),
        2..4_u64,
    )
        .prop_map(|(function, batches, destination, parking, coming_back, seconds)| Case {
            function,
            batches,
            destination,
            parking,
            coming_back,
            seconds,
        })
}

fn play(case: Case) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let scenario = Scenario::new(&format!("random-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let (logs, s3) = (&scenario.stack.logs, &scenario.stack.s3);
    if case.function == "archive" {
        s3.play("PutObject logs/", &case.destination);
    } else {
        logs.play("", &case.destination);
    }
    s3.play("PutObject re", &case.parking);
    let mut function = scenario.stack.start(case.function, &[]);
    for (number, ages) in case.batches.iter().enumerate() {
        let times: Vec<i64> = ages.iter().map(|age| now() - age).collect();
        let event = direct(&scenario.batch(&format!("s{number}"), &times));
        // Lambda's attempts; for the last, whoever reads the on-failure destination hands it over once the fault is gone.
        let mut attempts = (0..2).map(|_| function.invoke_within(&event, Duration::from_secs(case.seconds)));
        if !attempts.any(|answer| answer.is_ok()) {
            logs.heal();
            s3.heal();
            function.invoke(&event).expect("nothing is in its way");
        }
    }
    logs.heal();
    s3.heal();
    scenario.close(case.function, &[&function]);
    // It comes back through more faults: what fails then stays, and comes back when they are gone.
    logs.play("", &case.coming_back);
    s3.play("GetObject", &case.coming_back);
    for (key, _) in scenario.stack.parked("retry/") {
        let message = sluice_tests::stack::loose("m", &sluice_tests::stack::notification(&scenario.stack.parked, &key));
        let event = serde_json::json!({ "Records": [message] }).to_string();
        let _ = function.invoke_within(&event, Duration::from_secs(case.seconds));
    }
    scenario.redrive(case.function, &mut function);
    let verdict = scenario.close(case.function, &[&function]);
    assert!(verdict.retry.is_empty() && verdict.quarantined.is_empty());
    assert!(case.function != "archive" || verdict.repeated == 0, "the archive holds nothing twice");
}

#[test]
fn faults_mixed_at_random() {
    let seeds = sluice_tests::root().join("tests/faults.seeds");
    let seeds: &'static str = Box::leak(seeds.display().to_string().into_boxed_str());
    let mut config = ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(seeds))),
        max_shrink_iters: 20,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 6;
    }
    let outcome = TestRunner::new(config).run(&case(), |case| {
        play(case);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
