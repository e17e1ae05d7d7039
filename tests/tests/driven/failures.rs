//! What a function does when a destination fails: it tries again, parks what is left, or lets the invocation fail; nothing
//! is lost, and the message says what to do.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use sluice_tests::tell;

use crate::fixture::{CLEAN, Stack, batch, direct, kinesis, now, pack, secret, sqs};

#[test]
fn what_could_not_be_delivered_is_parked_clean_and_can_come_back() {
    let stack = Stack::new("outage");
    let mut redact = stack.start("redact", &[]);
    let texts: Vec<String> = (0..3).map(secret).collect();
    let day = 86_400_000;
    // Two calls: the first is accepted (once its stream is made), and must not come back.
    let events = [(now() - 2 * day, texts[0].as_str()), (now(), texts[1].as_str()), (now() + 1, texts[2].as_str())];
    stack.shim.fail_after("PutLogEvents", 2, 503, "ServiceUnavailableException");
    let start = Instant::now();
    let event = direct(&stack.batch("s", &events));
    let answer = redact.invoke_within(&event, Duration::from_secs(9)).expect("an answer");
    assert!(start.elapsed() < Duration::from_secs(9));
    assert_eq!(answer, json!({ "received": 3, "delivered": 1, "filtered": 0, "rejected": 0, "parked": 2 }));
    let parked = stack.parked("retry/redact/");
    assert_eq!(parked.len(), 1);
    let body = String::from_utf8(parked[0].1.clone()).expect("text");
    let told = redact.stderr();
    assert!(told.contains("ServiceUnavailableException") && told.contains(&stack.redacted), "{told}");
    assert!(!told.contains("person"), "{told}");

    stack.shim.heal();
    let answer = redact.invoke(&body).expect("an answer");
    assert_eq!((&answer["received"], &answer["delivered"]), (&json!(2), &json!(2)));
    let accepted = stack.accepted(&stack.redacted);
    assert_eq!(accepted.len(), 3, "each exactly once");
    assert!(accepted.iter().all(|event| event.message == CLEAN));
}

#[test]
fn a_missing_log_group_is_told_at_once_and_nothing_is_lost() {
    let stack = Stack::new("no-group");
    let mut redact = stack.start("redact", &[("SLUICE_REDACT_DESTINATION", "/nowhere")]);
    let start = Instant::now();
    let answer = redact.invoke(&direct(&stack.batch("s", &[(now(), "text")]))).expect("an answer");
    assert_eq!(answer["parked"], 1);
    assert!(start.elapsed() < Duration::from_secs(5), "no use in waiting for it");
    assert_eq!(stack.parked("retry/redact/").len(), 1);
    let told = redact.stderr();
    assert!(told.contains("/nowhere (eu-west-1)") && told.contains("the log group does not exist"), "{told}");
}

#[test]
fn a_missing_bucket_is_told_and_nothing_is_lost() {
    let stack = Stack::new("no-bucket");
    let mut archive = stack.start("archive", &[("SLUICE_ARCHIVE_BUCKET", "there-is-none")]);
    let event = direct(&stack.batch("s", &[(now(), "text")]));
    assert_eq!(archive.invoke(&event).expect("an answer")["parked"], 1);
    let told = archive.stderr();
    assert!(told.contains("bucket there-is-none: NoSuchBucket") && told.contains("create it"), "{told}");
    assert_eq!(stack.parked("retry/archive/").len(), 1);
}

#[test]
fn where_parking_fails_the_invocation_fails() {
    let stack = Stack::new("no-parking");
    let settings = [("SLUICE_PARKED_BUCKET", "there-is-none"), ("SLUICE_ARCHIVE_BUCKET", "nor-is-there")];
    let event = direct(&stack.batch("s", &[(now(), "text")]));
    let error = stack.start("archive", &settings).invoke(&event).expect_err("a failure");
    assert_eq!(error["errorType"], "Sluice.NotDelivered");
    let message = error["errorMessage"].as_str().expect("a message");
    assert!(message.contains("bucket there-is-none: NoSuchBucket"), "{message}");

    // What cannot be read cannot be parked either: Lambda's retries and on-failure destination take over.
    let mut redact = stack.start("redact", &settings);
    assert!(redact.invoke(r#"{"awslogs":{"data":"@@"}}"#).is_err());
    assert!(redact.invoke(r#"{"hello":1}"#).is_err());
    assert_eq!(redact.metric("EventsReceived") + redact.metric("DecodeErrors"), 0, "not accounted for: it comes again");

    let good = |n: i64| pack(&stack.batch("s", &[(now() + n, "text")]));
    let answer = redact.invoke(&sqs(&[("m1", &good(1)), ("m2", "@@"), ("m3", &good(2))]));
    assert_eq!(answer, Ok(json!({ "batchItemFailures": [{ "itemIdentifier": "m2" }] })));
    assert_eq!(stack.accepted(&stack.redacted).len(), 2);
    let answer = redact.invoke(&kinesis(&[("1", &good(3)), ("2", "@@"), ("3", &good(4)), ("4", "@@")]));
    assert_eq!(answer, Ok(json!({ "batchItemFailures": [{ "itemIdentifier": "2" }] })), "the lowest");
    // What lies behind comes again, though it may have been written at the same time.
    let written = stack.accepted(&stack.redacted).len();
    assert!((3..=4).contains(&written), "{written}");
}

#[test]
fn a_batch_that_would_come_back_is_refused() {
    let stack = Stack::new("loop");
    let mut redact = stack.start("redact", &[]);
    for group in [stack.redacted.as_str(), "/aws/lambda/driven"] {
        let answer =
            redact.invoke(&direct(&batch(group, "s", &[(now(), "text"), (now(), "text")]))).expect("an answer");
        assert_eq!((&answer["received"], &answer["rejected"]), (&json!(2), &json!(2)));
    }
    assert_eq!(stack.shim.calls("PutLogEvents"), 0);
    assert!(redact.stderr().contains("a loop"));
    let mut forward = stack.start("forward", &[]);
    let answer = forward.invoke(&direct(&batch(&stack.redacted, "s", &[(now(), "text")]))).expect("an answer");
    assert_eq!(answer["delivered"], 1, "the default stack");
    assert_eq!(
        stack.accepted(&stack.central)[0].stream,
        "111122223333/eu-west-1/%2Fecs%2Floop/s",
        "the origin's group"
    );
}

#[test]
fn what_has_to_be_parked_is_parked_before_anything_is_delivered() {
    let stack = Stack::new("first");
    let mut redact = stack.start("redact", &[("SLUICE_PARKED_BUCKET", "there-is-none")]);
    let mut mixed = stack.batch("s", &[(now(), "good"), (now(), "bad")]);
    mixed["logEvents"][1]["message"] = Json::Null;
    for _ in 0..3 {
        assert!(redact.invoke(&direct(&mixed)).is_err());
    }
    assert_eq!(stack.accepted(&stack.redacted).len(), 0, "or it would be delivered again each time");
}

#[test]
fn what_redaction_makes_of_extracted_fields_loses_no_event() {
    let stack = Stack::new("fields");
    stack.shim.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    let mut redact = stack.start("redact", &[]);
    let mut odd = stack.batch("s", &[(now(), "one"), (now(), "two"), (now(), "three")]);
    let card: u64 = 4_111_111_111_111_111;
    odd["logEvents"][1]["extractedFields"] = json!(card);
    let answer = redact.invoke(&direct(&odd)).expect("an answer");
    assert_eq!(answer["parked"], 3);
    let kept: Json = serde_json::from_slice(&stack.parked("retry/redact/")[0].1).expect("JSON");
    let kept = crate::fixture::unpack(kept["awslogs"]["data"].as_str().expect("data"));
    assert_eq!(kept["logEvents"].as_array().map(Vec::len), Some(3));
    assert_eq!(kept["logEvents"][1]["extractedFields"], "[CREDIT_CARD]");
}

#[test]
fn an_invocation_ends_before_lambda_ends_it() {
    let stack = Stack::new("slow");
    let mut redact = stack.start("redact", &[]);
    let dense = "someone@example.com 4111 1111 1111 1111 ".repeat(1_000_000 / 40);
    let body = pack(&stack.batch("s", &[(now(), &dense), (now(), &dense), (now(), &dense)]));
    let ids: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let messages: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), body.as_str())).collect();
    let answer = redact.invoke_within(&sqs(&messages), Duration::from_secs(4)).expect("an answer in time");
    let failed = answer["batchItemFailures"].as_array().expect("a list").len() as u64;
    let (received, parked) = (redact.metric("EventsReceived"), redact.metric("EventsParked"));
    tell(&format!("{failed} of 200 messages come again; of the others' {received} events, {parked} are parked"));
    assert!(failed > 0 && received == 3 * (200 - failed), "each in the account or named");
    assert_eq!(received, parked + redact.metric("EventsDelivered"));
    assert!(stack.accepted(&stack.redacted).len() as u64 >= received - parked);
}

#[test]
fn missing_credentials_are_told_at_once() {
    let stack = Stack::new("credentials");
    let mut redact = stack.start("redact", &[("AWS_ACCESS_KEY_ID", "")]);
    let start = Instant::now();
    assert!(redact.invoke(&direct(&stack.batch("s", &[(now(), "text")]))).is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(redact.stderr().contains("there are no credentials for it"), "{}", redact.stderr());
}
