//! What was parked comes back by a message that names it: delivered once the fault is gone, deleted then, and never parked a
//! second time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use sluice_tests::gunzip;
use sluice_tests::loopback::{Server, pass_on, response, runtime};

use crate::fixture::{CLEAN, Stack, aws, direct, kinesis, loose, message, notification, now, pack, secret};

fn event(messages: &[Json]) -> String {
    json!({ "Records": messages }).to_string()
}

fn failed(ids: &[&str]) -> Json {
    json!({ "batchItemFailures": ids.iter().map(|id| json!({ "itemIdentifier": id })).collect::<Vec<_>>() })
}

/// A queue with one message, received once: its handle. Without a word of ours the message would be back in two seconds.
fn received(queue: &str, body: &str) -> (String, String) {
    let client = aws().sqs_client();
    runtime().block_on(async {
        let made = client.create_queue().queue_name(queue).attributes("VisibilityTimeout".into(), "2");
        let url = made.send().await.expect("a queue").queue_url().expect("its address").to_owned();
        client.send_message().queue_url(&url).message_body(body).send().await.expect("sent");
        let got = client.receive_message().queue_url(&url).wait_time_seconds(2).send().await.expect("received");
        let handle = got.messages()[0].receipt_handle().expect("a handle").to_owned();
        (url, handle)
    })
}

#[test]
fn what_was_parked_stays_while_the_fault_lasts_and_comes_back_when_it_is_gone() {
    let stack = Stack::new("back");
    let mut redact = stack.start("redact", &[]);
    stack.shim.fail_after("PutLogEvents", 0, 503, "ServiceUnavailableException");
    let texts: Vec<String> = (0..2).map(secret).collect();
    let batch = stack.batch("s", &[(now(), &texts[0]), (now() + 1, &texts[1])]);
    let answer = redact.invoke_within(&direct(&batch), Duration::from_secs(4)).expect("an answer");
    assert_eq!(answer["parked"], 2);
    let key = stack.retry("redact");
    let before = stack.parked("");

    let (url, handle) = received("back", &notification(&stack.parked, &key));
    let again = event(&[message("m", &notification(&stack.parked, &key), "back", &handle, 1)]);
    let answer = redact.invoke_within(&again, Duration::from_secs(6));
    assert_eq!(answer, Ok(failed(&["m"])), "it comes again");
    assert_eq!(stack.parked(""), before, "it stays, and is not parked a second time");
    assert_eq!(redact.metric("EventsReceived"), 2, "what comes again is received then");
    std::thread::sleep(Duration::from_secs(4));
    let seen = runtime().block_on(aws().sqs_client().receive_message().queue_url(&url).send()).expect("an answer");
    assert_eq!(seen.messages().len(), 0, "not before half a minute has passed");

    stack.shim.heal();
    assert_eq!(redact.invoke(&again), Ok(failed(&[])));
    assert_eq!(stack.parked("").len(), 0, "deleted");
    let accepted = stack.accepted(&stack.redacted);
    assert_eq!(accepted.iter().map(|event| event.message.as_str()).collect::<Vec<_>>(), [CLEAN, CLEAN]);
    assert_eq!((redact.metric("EventsReceived"), redact.metric("EventsDelivered")), (4, 2));
    assert_eq!(redact.invoke(&again), Ok(failed(&[])), "an earlier copy of the message delivered it");
    assert_eq!((stack.accepted(&stack.redacted).len(), redact.metric("EventsReceived")), (2, 4));
    let told = redact.stderr();
    assert!(told.contains(&key) && told.contains("comes again") && !told.contains("person"), "{told}");
}

#[test]
fn it_keeps_its_origin_and_is_not_filtered_again() {
    let stack = Stack::new("origin");
    let rules = stack.rules.path().join("filtered.yaml");
    std::fs::write(&rules, "version: 1\nfilter:\n  - drop: mail\n").expect("a file");
    let mut forward = stack.start("forward", &[]);
    stack.shim.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    // A stream of another Region: only its mapping tells.
    let record = kinesis(&[("1", &pack(&stack.batch("s", &[(now(), &secret(1))])))]).replace("eu-west-1", "us-east-2");
    assert_eq!(forward.invoke(&record), Ok(failed(&[])));
    stack.shim.heal();
    let key = stack.retry("forward");
    // By rules that came in between, which would drop it.
    let mut forward = stack.start("forward", &[("SLUICE_CONFIG", "filtered.yaml")]);
    assert_eq!(forward.invoke(&event(&[loose("m", &notification(&stack.parked, &key))])), Ok(failed(&[])));
    let accepted = stack.accepted(&stack.central);
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].stream, "111122223333/us-east-2/%2Fecs%2Forigin/s");
    assert_eq!((accepted[0].message.as_str(), forward.metric("EventsFiltered")), (CLEAN, 0));
    assert_eq!(stack.parked("").len(), 0);
}

#[test]
fn what_is_rejected_when_it_comes_back_does_not_come_again() {
    let stack = Stack::new("late");
    let mut redact = stack.start("redact", &[]);
    stack.shim.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    let day = crate::fixture::DAY;
    let batch = stack.batch("s", &[(now() - 3 * day, "old"), (now(), "new")]);
    assert_eq!(redact.invoke(&direct(&batch)).expect("an answer")["parked"], 2);
    stack.shim.heal();
    stack.shim.retain(&stack.redacted, 1);
    let key = stack.retry("redact");
    assert_eq!(redact.invoke(&event(&[loose("m", &notification(&stack.parked, &key))])), Ok(failed(&[])));
    assert_eq!((redact.metric("EventsDelivered"), redact.metric("EventsRejected")), (1, 1));
    assert_eq!((stack.parked("retry/").len(), stack.parked("rejected/redact/").len()), (0, 1));
    let by_reason = |metric: &str, reason: &str| -> u64 {
        let documents = redact.documents();
        documents.iter().filter(|line| line["Reason"] == reason).filter_map(|line| line[metric].as_u64()).sum()
    };
    assert_eq!(by_reason("EventsParked", "AccessDeniedException"), 2);
    assert_eq!(by_reason("EventsRejected", "expired"), 1);
}

#[test]
fn only_what_the_function_parked_itself_is_taken() {
    let stack = Stack::new("foreign");
    let mut redact = stack.start("redact", &[]);
    let good = direct(&stack.batch("s", &[(now(), &secret(1))]));
    let put = |key: &str, body: &str| {
        let put = aws().s3_client().put_object().bucket(&stack.parked).key(key).body(body.as_bytes().to_vec().into());
        runtime().block_on(put.send()).expect("an object");
    };
    put("retry/redact/by hand.json", &good);
    put("retry/redact/broken.json", "{\"awslogs\":{\"data\":\"@@\"}}");
    put("retry/forward/other.json", &good);
    put("rejected/redact/rejected.json", &good);
    let test = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}"#;
    let messages = [
        loose("test", test),
        loose("mine", &notification(&stack.parked, "retry/redact/by+hand.json")),
        loose("broken", &notification(&stack.parked, "retry/redact/broken.json")),
        loose("other function", &notification(&stack.parked, "retry/forward/other.json")),
        loose("other kind", &notification(&stack.parked, "rejected/redact/rejected.json")),
        loose("other bucket", &notification(&stack.archive, "retry/redact/by+hand.json")),
        loose("gone", &notification(&stack.parked, "retry/redact/gone.json")),
    ];
    let answer = redact.invoke(&event(&messages));
    assert_eq!(answer, Ok(failed(&["broken", "other function", "other kind", "other bucket"])));
    let accepted = stack.accepted(&stack.redacted);
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].message, CLEAN, "whoever wrote it, it is redacted");
    let left: Vec<String> = stack.parked("").into_iter().map(|(key, _)| key).collect();
    assert_eq!(left, ["rejected/redact/rejected.json", "retry/forward/other.json", "retry/redact/broken.json"]);
    let told = redact.stderr();
    for word in ["another bucket than SLUICE_PARKED_BUCKET", "not below retry/", "it is none that this function parked"]
    {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn what_stands_under_the_key_is_archived_only_if_it_is_the_same() {
    let stack = Stack::new("occupied");
    let mut archive = stack.start("archive", &[]);
    let batch = direct(&stack.batch("s", &[(now(), &secret(1))]));
    assert_eq!(archive.invoke(&batch).expect("an answer")["delivered"], 1);
    let (key, rows) = aws().objects(&stack.archive).pop_first().expect("an object");
    let put = |body: Vec<u8>| {
        let put = aws().s3_client().put_object().bucket(&stack.archive).key(&key).body(body.into());
        runtime().block_on(put.send()).expect("an object");
    };
    put(rows[..rows.len() / 2].to_vec());
    let answer = archive.invoke(&batch).expect("an answer");
    assert_eq!((&answer["delivered"], &answer["parked"]), (&json!(0), &json!(1)));
    assert!(archive.stderr().contains("another object stands under the key"), "{}", archive.stderr());
    let message = event(&[loose("m", &notification(&stack.parked, &stack.retry("archive")))]);
    assert_eq!(archive.invoke(&message), Ok(failed(&["m"])));
    let delete = aws().s3_client().delete_object().bucket(&stack.archive).key(&key);
    runtime().block_on(delete.send()).expect("deleted");
    assert_eq!(archive.invoke(&message), Ok(failed(&[])));
    let text = String::from_utf8(gunzip(&aws().objects(&stack.archive)[&key])).expect("rows");
    assert!(text.contains(CLEAN) && stack.parked("").is_empty());
}

#[test]
fn two_writers_of_one_key_do_not_hinder_each_other() {
    let stack = Stack::new("conflict");
    let upstream = aws().endpoint.trim_start_matches("http://").to_owned();
    let puts = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&puts);
    // S3 answers so while another put of the same key is under way.
    let conflict = r#"<?xml version="1.0"?><Error><Code>ConditionalRequestConflict</Code><Message>m</Message></Error>"#;
    let server = Server::start(move |request| {
        let (upstream, puts) = (upstream.clone(), Arc::clone(&seen));
        async move {
            if request.method() == "PUT" && puts.fetch_add(1, Ordering::SeqCst) < 2 {
                return response(409, conflict.into());
            }
            pass_on(&upstream, request).await
        }
    });
    let mut archive = stack.start("archive", &[("AWS_ENDPOINT_URL_S3", &server.url())]);
    let batch = direct(&stack.batch("s", &[(now(), &secret(1))]));
    assert_eq!(archive.invoke(&batch).expect("an answer")["delivered"], 1);
    assert_eq!((puts.load(Ordering::SeqCst), archive.metric("Retries")), (3, 2));
    assert_eq!((aws().objects(&stack.archive).len(), stack.parked("").len()), (1, 0));
}

#[test]
fn ten_thousand_hours_end_in_time_as_one_parked_object() {
    let stack = Stack::new("hours");
    let mut archive = stack.start("archive", &[]);
    let hour = 3_600_000;
    let first = (now() / hour - 20_000) * hour;
    let events: Vec<(i64, &str)> = (0..10_000).map(|n| (first + n * hour, "x")).collect();
    let start = Instant::now();
    let answer = archive.invoke_within(&direct(&stack.batch("s", &events)), Duration::from_secs(9)).expect("in time");
    assert!(start.elapsed() < Duration::from_secs(9));
    let (delivered, parked) = (answer["delivered"].as_u64().expect("a count"), answer["parked"].as_u64().expect("one"));
    sluice_tests::tell(&format!("of 10000 hours, {delivered} were archived and {parked} parked"));
    assert!(delivered > 8 && parked > 0 && delivered + parked == 10_000);
    stack.retry("archive");
}

#[test]
fn what_is_denied_is_parked_at_once_and_nothing_else_is_tried() {
    for (name, code) in [("denied", "AccessDeniedException"), ("kms", "KMSAccessDeniedException")] {
        let stack = Stack::new(name);
        let mut redact = stack.start("redact", &[]);
        stack.shim.fail_after("PutLogEvents", 0, 400, code);
        let start = Instant::now();
        let answer = redact.invoke(&direct(&stack.batch("s", &[(now(), &secret(1))]))).expect("an answer");
        assert_eq!((&answer["parked"], redact.metric("Retries")), (&json!(1), 0));
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!((stack.shim.calls("PutLogEvents"), stack.shim.calls("CreateLogStream")), (1, 0));
        stack.retry("redact");
    }
}

#[test]
fn an_invocation_that_goes_well_tells_one_line() {
    let stack = Stack::new("line");
    let mut redact = stack.start("redact", &[]);
    redact.invoke(&direct(&stack.batch("s", &[(now() - 5_000, &secret(1)), (now(), "x")]))).expect("an answer");
    let told = redact.stderr();
    assert_eq!(told.lines().count(), 1, "{told}");
    let line: Json = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&line["level"], &line["message"], &line["source"]), (&json!("INFO"), &json!("done"), &json!("direct")));
    assert_eq!((&line["received"], &line["delivered"]), (&json!(2), &json!(2)));
    let age = redact.metric("OldestEventAge");
    assert!((5_000..30_000).contains(&age), "{age}");
    assert!((1_000..30_000).contains(&redact.metric("TimeLeft")));
}
