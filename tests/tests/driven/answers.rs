//! Every envelope is answered in its own form, by every function.

use serde_json::json;
use sluice_tests::gunzip;

use crate::fixture::{
    CLEAN, DAY, Stack, aws, base64, batch, direct, firehose, kinesis, now, pack, secret, sqs, unpack,
};

#[test]
fn a_control_message_is_answered_and_delivers_nothing() {
    let stack = Stack::new("control");
    let control = json!({
        "messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "", "logStream": "",
        "subscriptionFilters": [], "logEvents": [{ "id": "", "timestamp": 1, "message": "CWL CONTROL MESSAGE: Checking health" }],
    });
    for function in ["redact", "forward", "archive", "metrics"] {
        let mut function = stack.start(function, &[]);
        assert_eq!(function.invoke(&direct(&control)).expect("an answer")["received"], 0);
        let dropped = function.invoke(&firehose(&[("r1", &pack(&control))])).expect("an answer");
        assert_eq!(dropped, json!({ "records": [{ "recordId": "r1", "result": "Dropped" }] }));
        assert_eq!(function.invoke(&kinesis(&[("1", &pack(&control))])), Ok(json!({ "batchItemFailures": [] })));
    }
    assert_eq!(stack.shim.calls("PutLogEvents") + stack.parked("").len() + aws().objects(&stack.archive).len(), 0);
}

#[test]
fn kinesis_and_sqs_batches_are_delivered_record_by_record() {
    let stack = Stack::new("mappings");
    let broken = base64(b"this is not gzip");
    for (at, function) in ["redact", "forward", "archive", "metrics"].into_iter().enumerate() {
        let mut function = stack.start(function, &[]);
        let texts: Vec<String> = (0..4).map(secret).collect();
        let one = |n: usize| pack(&stack.batch(&format!("{at}/{n}"), &[(now(), &texts[n])]));
        let (a, b, c, d) = (one(0), one(1), one(2), direct(&stack.batch(&format!("{at}/3"), &[(now(), &texts[3])])));
        let answer = function.invoke(&kinesis(&[("1", &a), ("2", &broken), ("3", &b)]));
        assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })), "a bad record is parked");
        let answer = function.invoke(&sqs(&[("m1", &c), ("m2", "{\"hello\": 1}"), ("m3", &d)]));
        assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })));
        assert_eq!((function.metric("EventsReceived"), function.metric("EventsDelivered")), (4, 4));
        assert_eq!(function.metric("DecodeErrors"), 2);
    }
    for group in [&stack.redacted, &stack.central] {
        let accepted = stack.accepted(group);
        assert_eq!(accepted.len(), 4);
        assert!(accepted.iter().all(|event| event.message == CLEAN));
    }
    let rows: String =
        aws().objects(&stack.archive).values().map(|body| String::from_utf8(gunzip(body)).unwrap()).collect();
    assert_eq!(rows.matches(CLEAN).count(), 4);
    let parked: Vec<Vec<u8>> = stack.parked("quarantine/redact/").into_iter().map(|(_, body)| body).collect();
    assert!(parked.contains(&broken.into_bytes()) && parked.contains(&b"{\"hello\": 1}".to_vec()), "byte for byte");
}

#[test]
fn firehose_gets_its_records_back_transformed() {
    let stack = Stack::new("firehose");
    let mut redact = stack.start("redact", &[]);
    let mine = stack.batch("s", &[(now(), &secret(1)), (now() + 1, "plain")]);
    // Its own words would come round; what it wrote to the redacted group does not, where it writes to no group.
    let refused = batch("/aws/lambda/driven", "s", &[(now(), &secret(2))]);
    let behind = batch(&stack.redacted, "s", &[(now(), CLEAN)]);
    let broken = base64(b"no gzip");
    let event = firehose(&[("a", &pack(&mine)), ("b", &broken), ("c", &pack(&refused)), ("d", &pack(&behind))]);
    let answer = redact.invoke(&event).expect("an answer");
    let records = answer["records"].as_array().expect("records");
    let form: Vec<_> =
        records.iter().map(|r| (r["recordId"].as_str().unwrap(), r["result"].as_str().unwrap())).collect();
    assert_eq!(form, [("a", "Ok"), ("b", "ProcessingFailed"), ("c", "ProcessingFailed"), ("d", "Ok")]);
    let mut expected = mine.clone();
    expected["logEvents"][0]["message"] = json!(CLEAN);
    assert_eq!(unpack(records[0]["data"].as_str().expect("data")), expected, "everything else stays");
    assert_eq!(unpack(records[3]["data"].as_str().expect("data")), behind);
    assert_eq!(stack.shim.calls("PutLogEvents"), 0, "the answer is the delivery");
    assert_eq!((redact.metric("EventsDelivered"), redact.metric("EventsRejected")), (3, 1));

    let mut archive = stack.start("archive", &[]);
    let answer = archive.invoke(&firehose(&[("a", &pack(&mine))])).expect("an answer");
    assert_eq!(answer["records"][0]["result"], "Ok");
    assert_eq!(aws().objects(&stack.archive).len(), 1, "and does its own work");
}

#[test]
fn the_same_batch_twice_is_archived_once() {
    let stack = Stack::new("duplicates");
    let mut archive = stack.start("archive", &[]);
    let event = direct(&stack.batch("s", &[(now() - DAY, &secret(1)), (now(), "plain")]));
    for _ in 0..3 {
        assert_eq!(archive.invoke(&event).expect("an answer")["delivered"], 2);
    }
    let mut other = stack.start("archive", &[]);
    assert_eq!(other.invoke(&event).expect("an answer")["delivered"], 2, "by another process");
    assert_eq!(aws().objects(&stack.archive).len(), 2, "one object an hour");
    let head = aws().s3_client();
    let key = aws().objects(&stack.archive).into_keys().next().expect("a key");
    let versions = sluice_tests::loopback::runtime()
        .block_on(head.head_object().bucket(&stack.archive).key(&key).checksum_mode("ENABLED".into()).send())
        .expect("an object");
    assert!(versions.checksum_sha256().is_some(), "put with a checksum");
    assert_eq!(stack.parked("").len(), 0);
}

#[test]
fn metrics_are_printed_and_nothing_is_called() {
    let stack = Stack::new("metrics");
    let mut metrics = stack.start("metrics", &[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")]);
    let error = format!(r#"{{"level":"ERROR","service":"web {}"}}"#, secret(1));
    let answer = metrics.invoke(&direct(&stack.batch("s", &[(now(), &error), (now(), "REPORT RequestId: 1")])));
    assert_eq!(answer.expect("an answer")["delivered"], 2);
    let documents = metrics.documents();
    let errors: Vec<_> = documents.iter().filter(|line| line.get("Errors").is_some()).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["Service"], format!("web {CLEAN}"), "dimensions are clean");
    assert!(documents.iter().any(|line| line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Sluice"));
}

#[test]
fn what_firehose_has_no_room_for_is_named() {
    let stack = Stack::new("room");
    let mut redact = stack.start("redact", &[]);
    // Text that does not compress: each record is some 1.5 MB in the answer.
    let mut seed = 1_u64;
    let mut noise = || -> String {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + (seed >> 59) as u8 % 26)
        };
        (0..1_000_000).map(|n| if n % 8 == 7 { ' ' } else { next() }).collect()
    };
    let records: Vec<String> =
        (0..8).map(|_| pack(&stack.batch("s", &[(now(), &noise()), (now(), &noise())]))).collect();
    let ids: Vec<String> = (0..8).map(|n| n.to_string()).collect();
    let event: Vec<(&str, &str)> = ids.iter().map(String::as_str).zip(records.iter().map(String::as_str)).collect();
    let answer = redact.invoke(&firehose(&event)).expect("an answer");
    assert!(answer.to_string().len() < 6_000_000, "{}", answer.to_string().len());
    let results: Vec<&str> =
        answer["records"].as_array().unwrap().iter().map(|r| r["result"].as_str().unwrap()).collect();
    let fit = results.iter().filter(|result| **result == "Ok").count();
    assert_eq!(results.len(), 8);
    assert!((1..8).contains(&fit) && results.iter().filter(|result| **result == "ProcessingFailed").count() == 8 - fit);
    assert_eq!(redact.metric("EventsDelivered"), 2 * fit as u64, "what was answered, and only that");
}

#[test]
fn an_event_that_failed_before_is_taken_when_it_is_handed_over_again() {
    let stack = Stack::new("handed-over");
    let mut redact = stack.start("redact", &[]);
    let one = |n: i64| stack.batch("s", &[(now() + n, "text")]);
    let failed = |event: &str| format!(r#"{{"version":"1.0","requestPayload":{event}}}"#);
    for event in
        [direct(&one(1)), one(2).to_string(), kinesis(&[("1", &pack(&one(3)))]), firehose(&[("a", &pack(&one(4)))])]
    {
        let answer = redact.invoke(&failed(&event)).expect("an answer");
        assert_eq!(answer["delivered"], 1, "answered to whoever hands it over: {answer}");
    }
    let answer = redact.invoke(&sqs(&[("m", &failed(&one(5).to_string()))]));
    assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })));
    assert_eq!(stack.accepted(&stack.redacted).len(), 5);
    assert_eq!(stack.parked("").len(), 0);
}
