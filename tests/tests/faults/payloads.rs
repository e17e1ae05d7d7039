//! Payloads that are broken, hostile or odd: kept aside byte for byte, or repaired; the rest of their batch flows.

use std::io::Write;

use serde_json::{Value as Json, json};
use sluice_tests::stack::{base64, kinesis, now, pack};
use sluice_tests::{files, planted, root};

use crate::scenario::{Scenario, ids, named};

/// What `change` makes of a good payload's bytes.
fn broken(scenario: &Scenario, change: impl FnOnce(&mut Vec<u8>)) -> String {
    use base64::Engine;
    let good = pack(&scenario.batch("never", &[]));
    let mut bytes = base64::engine::general_purpose::STANDARD.decode(good).expect("base64");
    change(&mut bytes);
    base64(&bytes)
}

fn gzip(bytes: &[u8]) -> String {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).expect("memory");
    base64(&gzip.finish().expect("memory"))
}

/// Every layer that can be broken, between two batches that are not.
#[test]
fn what_cannot_be_read_is_kept_and_the_others_flow() {
    let scenario = Scenario::new("unreadable");
    let whole = scenario.batch("never", &[]);
    let text = whole.to_string();
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    (0..512).for_each(|_| bomb.write_all(&zeros).expect("memory"));
    let cases: Vec<(&str, String)> = vec![
        ("bad base64", "@@@@".to_owned()),
        ("bad gzip", base64(b"this is no gzip")),
        ("cut short", broken(&scenario, |bytes| bytes.truncate(bytes.len() - 12))),
        ("a wrong CRC", broken(&scenario, |bytes| bytes.iter_mut().rev().nth(7).into_iter().for_each(|b| *b ^= 1))),
        ("a wrong length", broken(&scenario, |bytes| bytes.iter_mut().next_back().into_iter().for_each(|b| *b ^= 1))),
        ("trailing bytes", broken(&scenario, |bytes| bytes.extend([0; 8]))),
        ("a broken second member", broken(&scenario, |bytes| bytes.extend([0x1f, 0x8b, 8, 0]))),
        ("no JSON", gzip(b"{\"messageType\":")),
        ("trailing JSON", gzip(format!("{text}{{}}").as_bytes())),
        ("another type", gzip(text.replace("DATA_MESSAGE", "OTHER_MESSAGE").as_bytes())),
        ("a type of another kind", gzip(text.replace("\"DATA_MESSAGE\"", "17").as_bytes())),
        ("a bomb of 512 MiB", base64(&bomb.finish().expect("memory"))),
    ];
    let (first, last) = (pack(&scenario.batch("a", &[now()])), pack(&scenario.batch("b", &[now()])));
    let payloads: Vec<&str> = std::iter::once(first.as_str())
        .chain(cases.iter().map(|(_, payload)| payload.as_str()))
        .chain([last.as_str()])
        .collect();
    let ids = ids(payloads.len());
    let event = kinesis(&ids.iter().map(String::as_str).zip(payloads).collect::<Vec<_>>());
    let mut redact = scenario.stack.start("redact", &[]);
    let answer = redact.invoke(&event);
    assert_eq!(named(&answer), [] as [String; 0], "repeating it would not help");
    assert_eq!(redact.metric("DecodeErrors") as usize, cases.len());
    let kept: Vec<Vec<u8>> = scenario.stack.parked("quarantine/redact/").into_iter().map(|(_, body)| body).collect();
    for (case, payload) in &cases {
        assert!(kept.iter().any(|body| body == payload.as_bytes()), "{case}: not kept byte for byte");
    }
    assert_eq!(kept.len(), cases.len());
    assert!(redact.peak_memory() < 400 * 1024, "{} KiB", redact.peak_memory());
    assert_eq!(scenario.close("redact", &[&redact]).delivered.len(), 2);
}

/// A batch is never taken down by one of its events.
#[test]
fn one_bad_event_in_a_good_batch() {
    let scenario = Scenario::new("bad-event");
    let mut events: Vec<Json> = (0..6).map(|n| scenario.event(now() + n)).collect();
    events[1]["message"] = Json::Null;
    events[3].as_object_mut().expect("an event").remove("message");
    // Repaired: a sign stands for each byte that is broken (three in a lone surrogate), and the secret behind it is found.
    scenario.owed(|owed| {
        owed[4].clean = format!("\u{fffd} {}", owed[4].clean);
        owed[5].clean = format!("\u{fffd}\u{fffd}\u{fffd} {}", owed[5].clean);
    });
    for at in [4, 5] {
        events[at]["message"] = json!(format!("{at}# {}", events[at]["message"].as_str().expect("text")));
    }
    let text = scenario.holding("s", events).to_string().replace("\"5# ", "\"\\ud800 ");
    let mut bytes = text.into_bytes();
    let place = bytes.windows(3).position(|part| part == b"\"4#").expect("it is there");
    bytes.splice(place + 1..place + 3, [0xff]);
    let mut redact = scenario.stack.start("redact", &[]);
    let answer = redact.invoke(&json!({ "awslogs": { "data": gzip(&bytes) } }).to_string()).expect("an answer");
    assert_eq!((&answer["received"], &answer["delivered"], &answer["parked"]), (&json!(6), &json!(4), &json!(2)));
    let verdict = scenario.close("redact", &[&redact]);
    assert_eq!((verdict.delivered.len(), verdict.quarantined.len()), (4, 2));
}

#[test]
fn hostile_samples_are_kept_aside_and_told_without_their_text() {
    let scenario = Scenario::new("hostile");
    for name in ["redact", "forward", "archive", "metrics"] {
        let mut function = scenario.stack.start(name, &[]);
        let mut count = 0;
        for (file, bytes) in files(&root().join("events/hostile")) {
            let Ok(event) = String::from_utf8(bytes) else { continue };
            if serde_json::from_str::<Json>(&event).is_err() {
                continue; // Lambda takes no event that is not JSON.
            }
            let answer = function.invoke(&event);
            assert!(answer.is_ok(), "{name}: {file}: {answer:?}");
            count += 1;
        }
        assert!(count > 15, "{count}");
        assert!(function.metric("DecodeErrors") > 10);
        let received = function.metric("EventsReceived");
        let settled = ["EventsDelivered", "EventsFiltered", "EventsRejected", "EventsParked"];
        assert_eq!(received, settled.iter().map(|name| function.metric(name)).sum::<u64>(), "{name}");
        let printed = function.printed();
        for text in planted().iter().filter(|planted| planted.detector != "keep") {
            assert!(!printed.contains(&text.value), "{name} printed a {}", text.detector);
        }
        assert!(!printed.contains("panicked"), "{printed}");
        assert!(scenario.stack.parked(&format!("quarantine/{name}/")).len() > 10);
    }
    assert_eq!(scenario.stack.shim.refused(), [] as [String; 0]);
}
