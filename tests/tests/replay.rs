//! `sluice replay` as a process: from folders and S3, into a log group behind the Logs shim and through a function, stopped
//! at any moment and gone on with.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use aws_sdk_s3::primitives::ByteStream;
use serde_json::{Value as Json, json};
use sluice_tests::built::built;
use sluice_tests::local_aws::{ACCOUNT, LocalAws};
use sluice_tests::logs_shim::LogsShim;
use sluice_tests::loopback::{Request, Server, json as answer, response, runtime};
use sluice_tests::{files, gunzip, run_in};
use tempfile::tempdir;

const HOME: &str = "eu-west-1";
const DAY: i64 = 86_400_000;

/// One for all: it ends with the process.
fn aws() -> &'static LocalAws {
    static AWS: OnceLock<LocalAws> = OnceLock::new();
    AWS.get_or_init(LocalAws::start)
}

fn shim() -> LogsShim {
    LogsShim::start(aws().endpoint.trim_start_matches("http://"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn now() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis() as i64
}

/// The command, as a person with credentials and an endpoint types it.
fn replay(folder: &Path, endpoints: &[(&str, &str)], args: &[&str]) -> Command {
    let mut command = Command::new(built("sluice"));
    command.arg("replay").args(args).current_dir(folder).env_clear();
    command.env("AWS_ACCESS_KEY_ID", ACCOUNT).env("AWS_SECRET_ACCESS_KEY", "test").env("AWS_REGION", HOME);
    command.envs(endpoints.iter().copied()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, endpoints: &[(&str, &str)], args: &[&str]) -> Output {
    replay(folder, endpoints, args).output().unwrap()
}

/// Archive objects of `count` events, a millisecond apart from `first` on, as a run of ours writes them below `folder`.
fn archive(folder: &Path, group: &str, first: i64, count: i64) {
    let event =
        |n: i64| json!({ "id": format!("{group}-{n}"), "timestamp": first + n, "message": format!("event {n}.") });
    let batch = json!({ "messageType": "DATA_MESSAGE", "owner": ACCOUNT, "logGroup": group, "logStream": "web/1",
                        "subscriptionFilters": [], "logEvents": (0..count).map(event).collect::<Vec<_>>() });
    fs::write(folder.join("batch.json"), batch.to_string()).unwrap();
    let output = run_in(folder, &["run", "--out", "made", "batch.json"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    fs::remove_file(folder.join("batch.json")).unwrap();
}

fn checkpoints(folder: &Path) -> Vec<String> {
    let names = files(folder).into_keys();
    names.filter(|name| name.starts_with("sluice-replay-") && name.ends_with(".jsonl")).collect()
}

#[test]
fn a_replay_that_is_killed_goes_on_where_it_stopped_and_loses_nothing() {
    let (folder, shim) = (tempdir().unwrap(), shim());
    aws().create_group(HOME, "/restored/killed");
    aws().create_bucket("replay-killed");
    archive(folder.path(), "/ecs/web", now() - DAY, 300);
    let s3 = aws().s3_client();
    for (name, bytes) in files(&folder.path().join("made/archive")) {
        let put = s3.put_object().bucket("replay-killed").key(format!("some/{name}")).body(ByteStream::from(bytes));
        runtime().block_on(put.send()).unwrap();
    }
    let endpoints = [("AWS_ENDPOINT_URL", aws().endpoint.as_str()), ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &shim.url())];
    let args = ["--group", "/restored/killed", "s3://replay-killed/some/"];

    // At ten events a second it would take half a minute.
    let slow: Vec<&str> = args.iter().copied().chain(["--rate", "10"]).collect();
    let mut child: Child = replay(folder.path(), &endpoints, &slow).spawn().unwrap();
    let start = Instant::now();
    while shim.accepted().len() < 20 {
        assert!(start.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "it runs");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before = shim.accepted().len();
    assert!(
        (20..300).contains(&before) && shim.calls("PutLogEvents") >= 2,
        "no call takes more than a second's: {before}"
    );
    assert_eq!(checkpoints(folder.path()).len(), 1);

    let output = run(folder.path(), &endpoints, &args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let accepted = shim.accepted();
    let messages: BTreeSet<String> = accepted.iter().map(|event| event.message.clone()).collect();
    assert_eq!(messages, (0..300).map(|n| format!("event {n}.")).collect(), "all of them");
    assert!(accepted.len() <= 300 + 10, "twice at most what was under way: {}", accepted.len());
    let stream = format!("{ACCOUNT}/local/%2Fecs%2Fweb/web/1");
    assert!(accepted.iter().all(|event| event.stream == stream && event.region == HOME), "{:?}", accepted.first());
    assert_eq!(shim.refused(), [] as [String; 0]);

    // Once more sends nothing more; without the checkpoint it would.
    let again = run(folder.path(), &endpoints, &args);
    assert_eq!((again.status.code(), shim.accepted().len()), (Some(0), accepted.len()), "{}", text(&again.stderr));
    let other =
        run(folder.path(), &endpoints, &["--group", "/x", "--checkpoint", &checkpoints(folder.path())[0], "made"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("checkpoint of another replay"), "{}", text(&other.stderr));
}

#[test]
fn a_dry_run_says_what_it_would_send_and_sends_nothing() {
    let (folder, shim) = (tempdir().unwrap(), shim());
    let first = now() - 20 * DAY;
    archive(folder.path(), "/ecs/old", first, 7);
    // Nobody has to be asked for credentials.
    let args = ["--group", "/restored/dry", "--dry-run", "--from", "2020-01-01", "made/archive"];
    let output = Command::new(built("sluice"))
        .arg("replay")
        .args(args)
        .current_dir(folder.path())
        .env_clear()
        .env("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", shim.url())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let rows: Vec<Json> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.iter().map(|row| row["events"].as_i64().unwrap()).sum::<i64>(), 7);
    assert_eq!((&rows[0]["log_group"], &rows[0]["to"]["log_group"]), (&"/ecs/old".into(), &"/restored/dry".into()));
    assert!(
        text(&output.stderr).contains("would send 7 events") && text(&output.stderr).contains("7 events are older")
    );
    assert!(!text(&output.stdout).contains("event 1."), "no messages");
    assert_eq!((shim.calls("PutLogEvents"), shim.calls("CreateLogStream")), (0, 0));
    assert_eq!(checkpoints(folder.path()), [] as [String; 0]);
}

#[test]
fn what_was_quarantined_is_redacted_and_filtered_on_its_way() {
    let (folder, shim) = (tempdir().unwrap(), shim());
    aws().create_group(HOME, "/restored/quarantine");
    let secret = ["hunter", "2-and-more"].concat();
    fs::write(folder.path().join("sluice.yaml"), "version: 1\nfilter:\n  - drop: noise\n").unwrap();
    let line = format!("{{\"password\":\"{secret}\",\"by\":\"bob@example.com\"}}\nnoise by bob@example.com\n");
    let packed = run_in(folder.path(), &["pack", "--group", "/ecs/web"], line.as_bytes());
    let data = serde_json::from_slice::<Json>(&packed.stdout).unwrap()["awslogs"]["data"].as_str().unwrap().to_owned();
    fs::create_dir_all(folder.path().join("parked/quarantine/redact")).unwrap();
    fs::write(folder.path().join("parked/quarantine/redact/a.raw"), &data).unwrap();
    fs::write(folder.path().join("parked/quarantine/redact/b.raw"), &data[..data.len() - 8]).unwrap();
    let endpoints = [("AWS_ENDPOINT_URL", aws().endpoint.as_str()), ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &shim.url())];

    let left = run(folder.path(), &endpoints, &["--group", "/restored/quarantine", "parked"]);
    assert_eq!((left.status.code(), shim.accepted().len()), (Some(0), 0));
    assert!(text(&left.stderr).contains("2 quarantined objects are left out"), "{}", text(&left.stderr));

    let output = run(folder.path(), &endpoints, &["--group", "/restored/quarantine", "--quarantine", "parked"]);
    assert_eq!(output.status.code(), Some(1), "one cannot be read yet: {}", text(&output.stderr));
    assert!(text(&output.stderr).contains("b.raw: 1 events or payloads cannot be read: record 1: gzip"));
    assert!(text(&output.stderr).contains("1 events that the rules drop"), "{}", text(&output.stderr));
    let messages: Vec<String> = shim.accepted().into_iter().map(|event| event.message).collect();
    assert_eq!(messages, [r#"{"password":"[SECRET_FIELD]","by":"[EMAIL_ADDRESS]"}"#]);
    for place in files(folder.path()).iter().filter(|(name, _)| !name.ends_with(".raw")).map(|(_, bytes)| text(bytes)) {
        assert!(!place.contains(&secret), "{place}");
    }
    assert!(!text(&output.stderr).contains(&secret) && !text(&output.stdout).contains(&secret));
    // The one that is mended goes, the other does not go again.
    fs::write(folder.path().join("parked/quarantine/redact/b.raw"), &data).unwrap();
    let mended = run(folder.path(), &endpoints, &["--group", "/restored/quarantine", "--quarantine", "parked"]);
    assert_eq!((mended.status.code(), shim.accepted().len()), (Some(0), 2), "{}", text(&mended.stderr));
}

#[test]
fn what_is_too_old_is_told_and_not_restamped() {
    let (folder, shim) = (tempdir().unwrap(), shim());
    aws().create_group(HOME, "/restored/old");
    let first = now() - 20 * DAY;
    archive(folder.path(), "/ecs/old", first, 3);
    fs::rename(folder.path().join("made"), folder.path().join("old")).unwrap();
    archive(folder.path(), "/ecs/new", now() - DAY, 2);
    fs::rename(folder.path().join("made/archive"), folder.path().join("old/archive/new")).unwrap();
    let endpoints = [("AWS_ENDPOINT_URL", aws().endpoint.as_str()), ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &shim.url())];
    let output = run(folder.path(), &endpoints, &["--group", "/restored/old", "old/archive"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("sent 2 events"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("3 events refused by CloudWatch Logs, and not restamped: tooOld"));
    assert_eq!(shim.accepted().len(), 2);
    assert!(shim.accepted().iter().all(|event| event.timestamp > first + DAY));
    // A log group that is not there ends it, with what to do.
    let none = run(folder.path(), &endpoints, &["--group", "/none", "old/archive/new"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("the log group does not exist"), "{}", text(&none.stderr));
}

/// The paths and the events of invocations.
type Seen = Arc<Mutex<Vec<(String, Json)>>>;

/// A Lambda that keeps what it is invoked with, and fails one call.
fn lambda(fails_at: usize) -> (Server, Seen) {
    let seen = Seen::default();
    let (kept, calls) = (Arc::clone(&seen), Arc::new(Mutex::new(0)));
    let server = Server::start(move |request: Request| {
        let (kept, calls) = (Arc::clone(&kept), Arc::clone(&calls));
        async move {
            let call = {
                let mut calls = calls.lock().unwrap();
                *calls += 1;
                *calls - 1
            };
            if call == fails_at {
                let mut failed = answer(200, &json!({ "errorType": "Sluice.NotDelivered", "errorMessage": "no" }));
                failed.headers_mut().insert("x-amz-function-error", "Unhandled".parse().unwrap());
                return failed;
            }
            let event = serde_json::from_slice(request.body()).unwrap();
            kept.lock().unwrap().push((request.uri().path().to_owned(), event));
            response(200, "null".into())
        }
    });
    (server, seen)
}

/// The messages of a subscription event, decoded by other means than ours.
fn messages(event: &Json) -> Vec<String> {
    let data = event["awslogs"]["data"].as_str().unwrap();
    let json = gunzip(&base64::Engine::decode(&base64::engine::general_purpose::STANDARD, data).unwrap());
    let batch: Json = serde_json::from_slice(&json).unwrap();
    batch["logEvents"].as_array().unwrap().iter().map(|event| event["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn parked_events_go_through_a_function_as_they_are_until_it_fails_and_then_on() {
    let folder = tempdir().unwrap();
    let retry = folder.path().join("retry/forward/2026/11/20");
    fs::create_dir_all(&retry).unwrap();
    let mut parked = Vec::new();
    for (name, group) in [("a", "/ecs/one"), ("b", "/eks/other"), ("c", "/ecs/two"), ("d", "/ecs/three")] {
        let packed =
            run_in(folder.path(), &["pack", "--group", group], format!("from {name}\nmore\n").as_bytes()).stdout;
        fs::write(retry.join(format!("{name}.json")), &packed).unwrap();
        fs::write(retry.join(format!("{name}.json.metadata.json")), "{\"region\":\"eu-west-1\"}").unwrap();
        parked.push(serde_json::from_slice::<Json>(&packed).unwrap());
    }
    let (server, seen) = lambda(1);
    let (all, nowhere) = (server.url(), "http://127.0.0.1:9".to_owned());
    let endpoints = [("AWS_ENDPOINT_URL_LAMBDA", all.as_str()), ("AWS_ENDPOINT_URL", &nowhere)];
    let args = ["--function", "stack-forward", "--log-group", "/ecs/*", "retry"];
    let output = run(folder.path(), &endpoints, &args);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("the function failed"), "{}", text(&output.stderr));
    assert_eq!(seen.lock().unwrap().len(), 1, "it stops there");
    let output = run(folder.path(), &endpoints, &args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let seen = seen.lock().unwrap();
    assert!(seen.iter().all(|(path, _)| path == "/2015-03-31/functions/stack-forward/invocations"), "{seen:?}");
    let events: Vec<&Json> = seen.iter().map(|(_, event)| event).collect();
    assert_eq!(events, [&parked[0], &parked[2], &parked[3]], "as they are, each once, and only those of /ecs");
}

#[test]
fn archive_rows_go_through_a_function_within_the_times_that_are_asked_for() {
    let folder = tempdir().unwrap();
    // 2026-11-20T23:59:59.990Z: ten events in one hour, ten in the next.
    archive(folder.path(), "/ecs/web", 1_795_219_199_990, 20);
    let (server, seen) = lambda(usize::MAX);
    let url = server.url();
    let range = ["--from", "2026-11-20T23:59:59.995Z", "--to", "2026-11-21T00:00:00.005Z"];
    let args = [&["--function", "f", "--rate", "4", "made/archive"][..], &range].concat();
    let output = run(folder.path(), &[("AWS_ENDPOINT_URL", &url)], &args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let sent: Vec<Vec<String>> = seen.lock().unwrap().iter().map(|(_, event)| messages(event)).collect();
    assert_eq!(sent.iter().map(Vec::len).collect::<Vec<_>>(), [4, 1, 4, 1], "no more than a second's at once");
    assert_eq!(sent.concat(), (5..15).map(|n| format!("event {n}.")).collect::<Vec<_>>());
}

#[test]
fn what_is_missing_is_told() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (args, told) in [
        (&["in"][..], "--function"),
        (&["--function", "f", "--group", "g", "in"], "cannot be used with"),
        (&["--function", "f", "--from", "yesterday", "in"], "2026-11-20"),
        (&["--function", "f", "nowhere"], "nowhere"),
        (&["--function", "f", "s3://"], "names no bucket"),
        (&["--function", "f", "--rate", "0", "in"], "--rate"),
    ] {
        let output = run(folder.path(), &[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")], args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains(told), "{args:?}: {}", text(&output.stderr));
    }
    let mut bare = replay(folder.path(), &[], &["--function", "f", "in"]);
    let output = bare.env_remove("AWS_REGION").output().unwrap();
    assert!(text(&output.stderr).contains("AWS_REGION"), "{}", text(&output.stderr));
}
