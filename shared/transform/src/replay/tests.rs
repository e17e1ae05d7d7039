//! Objects read back, chosen, counted, shared out and paced.

use super::*;
use crate::archive;
use crate::chain::CleanEvent;

const HOUR: i64 = 3_600_000;
/// 2026-11-20T23:00:00Z
const START: i64 = 1_795_215_600_000;

fn row(stream: &str, timestamp: i64, id: &str) -> String {
    json!({ "schema": 1, "timestamp": timestamp, "time": "", "account": "111122223333", "region": "eu-west-1",
            "log_group": "/ecs/app", "log_stream": stream, "event_id": id, "message": format!("text of {id}") })
    .to_string()
}

fn read_rows(rows: &[String], selection: &Selection, next: u64) -> Contents {
    let bytes = gzip::compress(rows.join("\n").as_bytes());
    read(Kind::Archive, &bytes, "eu-north-1", &Settings::default(), selection, next).unwrap()
}

/// The ids and numbers of what is to be sent, by stream.
fn sent(contents: &Contents) -> Vec<(String, Vec<(String, u64)>)> {
    let events = |batch: &Batch| -> Vec<(String, u64)> {
        let ids = batch.batch.log_events.iter().map(|event| event.id.to_string());
        ids.zip(batch.numbers.iter().copied()).collect()
    };
    contents.batches.iter().map(|batch| (batch.batch.log_stream.to_string(), events(batch))).collect()
}

fn pairs(list: &[(&str, u64)]) -> Vec<(String, u64)> {
    list.iter().map(|(id, number)| ((*id).to_owned(), *number)).collect()
}

#[test]
fn kinds_are_told_by_their_endings() {
    for (key, kind) in [
        ("logs/account=1/x.jsonl.gz", Some(Kind::Archive)),
        ("retry/redact/2026/11/20/x.json", Some(Kind::Parked)),
        ("quarantine/redact/2026/11/20/x.raw", Some(Kind::Quarantine)),
        ("quarantine/redact/2026/11/20/x.raw.metadata.json", None),
        ("account.txt", None),
    ] {
        assert_eq!(Kind::of(key), kind, "{key}");
    }
}

#[test]
fn what_the_archive_wrote_is_read_back_by_stream_and_time() {
    let origin = Origin {
        account: "111122223333".into(),
        region: "eu-west-1".into(),
        log_group: "/ecs/app".into(),
        log_stream: "web/1".into(),
        second_hand: false,
    };
    let events: Vec<CleanEvent<'_>> = [("b", 5), ("a", 3)]
        .into_iter()
        .enumerate()
        .map(|(event, (id, at))| CleanEvent {
            event,
            id,
            timestamp: START + at,
            message: "text\u{2028}\n".into(),
            extracted_fields: None,
        })
        .collect();
    let object = archive::objects("logs", &origin, &events).pop().unwrap();
    let kind = Kind::of(&object.key).unwrap();
    let read = read(kind, &object.body, "x", &Settings::default(), &Selection::default(), 0).unwrap();
    assert_eq!(sent(&read), [("web/1".to_owned(), pairs(&[("a", 0), ("b", 1)]))]);
    assert_eq!(read.batches[0].origin, Origin { second_hand: true, ..origin });
    assert_eq!(read.batches[0].batch.log_events[0].message, "text\u{2028}\n");
    assert_eq!(read.batches[0].batch.region().as_deref(), Some("eu-west-1"), "whichever Region a function runs in");
}

#[test]
fn rows_of_several_streams_are_numbered_in_the_order_of_sending() {
    let rows = [row("z", 9, "1"), row("a", 8, "2"), row("z", 1, "3"), "{}".to_owned(), row("a", 9, "4")];
    let all = read_rows(&rows, &Selection::default(), 0);
    let expected = [("a".to_owned(), pairs(&[("2", 0), ("4", 1)])), ("z".to_owned(), pairs(&[("3", 2), ("1", 3)]))];
    assert_eq!(sent(&all), expected);
    assert_eq!((all.unreadable, all.reason.as_deref()), (1, Some("line 4 is no row of the archive")));
    // Going on behind the first three.
    assert_eq!(sent(&read_rows(&rows, &Selection::default(), 3)), [("z".to_owned(), pairs(&[("1", 3)]))]);
    // The numbers do not hang on what is selected.
    let late = Selection { from: Some(9), ..Selection::default() };
    assert_eq!(
        sent(&read_rows(&rows, &late, 0)),
        [("a".to_owned(), pairs(&[("4", 1)])), ("z".to_owned(), pairs(&[("1", 3)]))]
    );
    let early = Selection { to: Some(9), ..Selection::default() };
    assert_eq!(sent(&read_rows(&rows, &early, 0)).iter().map(|(_, events)| events.len()).sum::<usize>(), 2);
    let other = Selection { log_groups: vec!["/eks/*".into()], ..Selection::default() };
    assert_eq!(read_rows(&rows, &other, 0).batches, []);
}

#[test]
fn archive_keys_tell_what_need_not_be_fetched() {
    let key =
        |group: &str| format!("p/account=1/region=r/log_group={}/dt=2026-11-20/hour=23/x.jsonl.gz", segment(group));
    let groups = |glob: &str| Selection { log_groups: vec![glob.into()], ..Selection::default() };
    assert!(groups("/ecs/*").may_take(&key("/ecs/app")) && !groups("/ecs/*").may_take(&key("/eks/app")));
    assert!(groups("/ecs/*").may_take(&key(&format!("/ecs/{}", "\u{e9}".repeat(300)))), "a name that was cut");
    let between = |from: i64, to: i64| Selection { from: Some(from), to: Some(to), ..Selection::default() };
    for (from, to, taken) in [
        (START, START + 1, true),
        (START - 5, START, false),
        (START + HOUR - 1, START + 2 * HOUR, true),
        (START + HOUR, START + 2 * HOUR, false),
    ] {
        assert_eq!(between(from, to).may_take(&key("g")), taken, "{from} {to}");
    }
    assert!(between(0, 1).may_take("retry/redact/2026/11/20/x.json"), "its day is that of its first event only");
}

fn event(messages: &[(&str, i64)]) -> String {
    let events: Vec<_> =
        messages.iter().map(|(m, at)| json!({ "id": format!("id-{at}"), "timestamp": at, "message": m })).collect();
    let batch = json!({ "messageType": "DATA_MESSAGE", "owner": "111122223333", "logGroup": "/redacted/ecs/app",
                        "logStream": "s", "subscriptionFilters": ["f"], "logEvents": events });
    json!({ "awslogs": { "data": codec::pack(batch.to_string().as_bytes()) } }).to_string()
}

fn settings() -> Settings {
    Settings::read(|name| (name == "SLUICE_REDACT_DESTINATION").then(|| "/redacted{group}".to_owned())).unwrap()
}

#[test]
fn parked_events_are_what_they_were() {
    let parked = event(&[("one", 1), ("two", 2)]);
    let contents = read(Kind::Parked, parked.as_bytes(), "eu-west-1", &settings(), &Selection::default(), 0).unwrap();
    let batch = &contents.batches[0];
    assert_eq!((batch.origin.log_group.as_str(), batch.origin.second_hand), ("/ecs/app", true));
    let shares: Vec<Share> = batch.shares(10).collect();
    assert_eq!((shares.len(), shares[0].events, shares[0].next), (1, 2, 2));
    let decoded = |event: &str| {
        let envelope = envelope::parse(event).unwrap();
        let json = codec::json_of(&envelope.records[0].payload, 1 << 20).unwrap();
        codec::read(&json).unwrap().into_owned()
    };
    assert_eq!(decoded(&shares[0].event), decoded(&parked));
    let control = event(&[]).replace("DATA", "CONTROL");
    let control = read(Kind::Parked, control.as_bytes(), "r", &settings(), &Selection::default(), 0).unwrap();
    assert_eq!(control.batches, []);
    assert_eq!(
        read(Kind::Parked, b"{}", "r", &settings(), &Selection::default(), 0),
        Err(Unreadable::Event(EnvelopeError::UnknownShape))
    );
}

#[test]
fn quarantine_is_read_in_every_form_and_filtered_as_what_is_new() {
    let whole = event(&[("one", 1)]);
    let payload = serde_json::from_str::<serde_json::Value>(&whole).unwrap()["awslogs"]["data"].clone();
    let payload = payload.as_str().unwrap();
    let readable = String::from_utf8(codec::unpack(payload, 1 << 20).unwrap()).unwrap();
    let kinesis = json!({ "eventSource": "aws:kinesis", "awsRegion": "eu-west-1",
                          "kinesis": { "sequenceNumber": "1", "data": payload } })
    .to_string();
    let sqs = json!({ "eventSource": "aws:sqs", "messageId": "1", "body": whole }).to_string();
    let firehose = json!({ "recordId": "1", "data": payload }).to_string();
    for raw in [&whole, payload, &format!("{payload}\n"), &readable, &kinesis, &sqs, &firehose] {
        let contents = read(Kind::Quarantine, raw.as_bytes(), "r", &Settings::default(), &Selection::default(), 0);
        let batches = contents.unwrap().batches;
        assert_eq!(batches.len(), 1, "{raw}");
        assert!(!batches[0].origin.second_hand && batches[0].numbers == [0], "{raw}");
    }
    // What cannot be read yet says why, and holds nothing back.
    let read = |raw: &str| read(Kind::Quarantine, raw.as_bytes(), "r", &Settings::default(), &Selection::default(), 0);
    let bad = readable.replace("\"one\"", "null");
    let contents = read(&bad).unwrap();
    assert_eq!((contents.unreadable, contents.reason.as_deref()), (1, Some("the event has no message")));
    let contents = read("aGVsbG8=").unwrap();
    assert!(contents.unreadable == 1 && contents.reason.unwrap().starts_with("record 1: gzip: "));
    let without = json!({ "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1" } }).to_string();
    assert_eq!(read(&without).unwrap().reason.as_deref(), Some("record 1: envelope: no payload where one belongs"));
    assert_eq!(read("{\"hello\": 1}"), Err(Unreadable::Event(EnvelopeError::UnknownShape)));
    assert_eq!(read(""), Err(Unreadable::Event(EnvelopeError::Empty)));
}

#[test]
fn shares_fit_an_invocation_and_lose_nothing() {
    let long = "x".repeat(1 << 20);
    let parked = event(&[(&long, 1), (&long, 2), (&long, 3), (&long, 4), ("short", 5), ("short", 6)]);
    let contents = read(Kind::Parked, parked.as_bytes(), "r", &settings(), &Selection::default(), 0).unwrap();
    let shape = |most: usize| -> Vec<(usize, u64)> {
        contents.batches[0].shares(most).map(|share| (share.events, share.next)).collect()
    };
    assert_eq!(shape(100), [(3, 3), (3, 6)]);
    assert_eq!(shape(2), [(2, 2), (2, 4), (2, 6)]);
    assert_eq!(shape(0).len(), 6, "never none");
}

#[test]
fn a_rate_is_kept_by_waiting_and_no_call_takes_more_than_a_second_of_it() {
    let mut pace = Pace::new(Some(100));
    assert_eq!((pace.most(), pace.pause(Duration::ZERO)), (100, Duration::ZERO));
    // A clock that stands still but while we wait.
    let mut clock = Duration::ZERO;
    for _ in 0..50 {
        clock += pace.pause(clock);
        pace.count(pace.most());
    }
    assert_eq!(clock, Duration::from_secs(49));
    assert_eq!(pace.pause(Duration::from_secs(60)), Duration::ZERO, "behind, it waits for nothing");
    let unbound = Pace::new(None);
    assert_eq!((unbound.most(), unbound.pause(Duration::ZERO)), (10_000, Duration::ZERO));
    assert_eq!(Pace::new(Some(1_000_000)).most(), 10_000);
}
