//! Memory: bounded by caps, whatever comes. Measured on the process, not on what the code says of itself.

use serde_json::Value as Json;
use sluice_tests::stack::{direct, kinesis, now, pack};
use sluice_tests::tell;

use crate::scenario::{Scenario, ids, named};

/// What the template gives a function is 512 MiB.
const MOST: u64 = 512 * 1024;

/// Letters that do not compress well, in words, with a number in front so that no two texts are the same.
fn noise(number: usize, length: usize) -> String {
    let mut state = number as u64 + 1;
    let letters = (0..length).map(|at| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if at % 8 == 7 { ' ' } else { char::from(b'g' + (state >> 59) as u8 % 20) }
    });
    format!("e{number} {}", letters.collect::<String>())
}

/// A batch of `count` events of `length` bytes.
fn batch(scenario: &Scenario, stream: &str, first: usize, count: usize, length: usize) -> Json {
    let event = |n: usize| {
        let text = noise(first + n, length);
        scenario.owe(now() + n as i64, &text, &text)
    };
    scenario.holding(stream, (0..count).map(event).collect())
}

#[test]
fn large_deliveries_fit_into_the_memory_that_the_template_gives() {
    let scenario = Scenario::new("memory");
    let mut redact = scenario.stack.start("redact", &[]);
    let answer = redact.invoke(&direct(&batch(&scenario, "many", 0, 10_000, 92))).expect("an answer");
    assert_eq!(answer["delivered"], 10_000);
    let many = redact.peak_memory();
    let answer = redact.invoke(&direct(&batch(&scenario, "large", 10_000, 1, (1 << 20) - 8))).expect("an answer");
    assert_eq!(answer["delivered"], 1);
    let large = redact.peak_memory();
    let mut packed: Vec<String> = Vec::new();
    while packed.iter().map(String::len).sum::<usize>() < (10 << 20) / 3 * 4 {
        let number = packed.len();
        packed.push(pack(&batch(&scenario, &format!("k{number}"), 20_000 + 10 * number, 4, 500_000)));
    }
    let ids = ids(packed.len());
    let event = kinesis(&ids.iter().map(String::as_str).zip(packed.iter().map(String::as_str)).collect::<Vec<_>>());
    let answer = redact.invoke_within(&event, std::time::Duration::from_secs(60));
    assert_eq!(named(&answer), [] as [String; 0]);
    let all = redact.peak_memory();
    tell(&format!("peaks: {many} KiB at 10000 events, {large} KiB at one of 1 MiB, {all} KiB at 10 MiB of gzip"));
    assert!(all < MOST, "{all} KiB");
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.repeated), (10_001 + 4 * packed.len(), 0));
}
