//! Broken input: for each kind a clear message, the right exit code, and nothing lost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use sluice_tests::{destinations, files, root, run_in};
use tempfile::tempdir;

struct Seen {
    code: Option<i32>,
    message: String,
    delivered: usize,
    /// What lies in quarantine for `redact`.
    quarantined: Vec<Vec<u8>>,
    account: Value,
}

fn run(path: &Path) -> Seen {
    let folder = tempdir().unwrap();
    let output = run_in(folder.path(), &["run", &path.display().to_string()], b"");
    let out = folder.path().join("out");
    let found = destinations(&out);
    assert!(found.redacted.keys().eq(found.archived.keys()), "{}", path.display());
    let files = files(&out);
    Seen {
        code: output.status.code(),
        message: String::from_utf8_lossy(&output.stderr).into_owned(),
        delivered: found.redacted.len(),
        quarantined: files
            .iter()
            .filter(|(name, _)| name.starts_with("parked/quarantine/redact/") && name.ends_with(".raw"))
            .map(|(_, bytes)| bytes.clone())
            .collect(),
        account: files.get("account.json").map_or(Value::Null, |bytes| serde_json::from_slice(bytes).unwrap()),
    }
}

fn hostile(name: &str) -> Seen {
    run(&root().join("events/hostile").join(name))
}

/// A payload that cannot be read is kept as it came, and said so; its raw bytes can be unpacked once they are mended.
#[track_caller]
fn parked_whole(name: &str, layer: &str) {
    let seen = hostile(name);
    assert_eq!(seen.code, Some(1), "{}", seen.message);
    assert!(seen.message.contains(layer) && seen.message.contains(name), "{}", seen.message);
    assert_eq!(seen.delivered, 0);
    let event: Value = serde_json::from_slice(&fs::read(root().join("events/hostile").join(name)).unwrap()).unwrap();
    let data = event["awslogs"]["data"].as_str().unwrap();
    assert_eq!(seen.quarantined, [data.as_bytes()], "the payload, byte for byte");
    assert_eq!(seen.account["functions"]["redact"]["balanced"], true);
}

#[test]
fn bad_base64() {
    parked_whole("bad-base64.json", "base64");
}

#[test]
fn not_gzip() {
    parked_whole("not-gzip.json", "not gzip");
}

#[test]
fn cut_short() {
    parked_whole("cut-short.json", "cut short");
}

#[test]
fn wrong_crc() {
    parked_whole("wrong-crc.json", "CRC");
}

#[test]
fn wrong_length() {
    parked_whole("wrong-length.json", "wrong length");
}

#[test]
fn trailing_bytes() {
    parked_whole("trailing-bytes.json", "8 bytes follow");
    parked_whole("second-member-broken.json", "cut short");
    parked_whole("trailing-json.json", "json");
}

#[test]
fn not_json() {
    parked_whole("not-json.json", "json");
}

#[test]
fn wrong_type() {
    parked_whole("wrong-type.json", "json");
    parked_whole("unknown-message-type.json", "message type");
    parked_whole("no-log-group.json", "logGroup");
}

#[test]
fn a_bomb() {
    parked_whole("bomb.json", "67108864");
}

/// 600 MiB in a payload of 0.8 MB: refused at the cap, within an address space that it would not fit into.
#[test]
fn a_bomb_of_600_mib() {
    let folder = tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    (0..600).for_each(|_| gz.write_all(&zeros).unwrap());
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, gz.finish().unwrap());
    fs::write(folder.path().join("bomb.json"), json!({"awslogs": {"data": data}}).to_string()).unwrap();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 400000; exec \"$SLUICE\" run bomb.json"])
        .env("SLUICE", sluice_tests::built::built("sluice"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("more than 67108864 bytes"), "{message}");
    assert!(files(&folder.path().join("out")).values().any(|bytes| *bytes == data.as_bytes()));
}

#[test]
fn a_null_or_missing_message_parks_its_event_and_no_other() {
    for name in ["null-message.json", "missing-message.json"] {
        let seen = hostile(name);
        assert_eq!(seen.code, Some(1), "{}", seen.message);
        assert!(seen.message.contains("no message"), "{}", seen.message);
        assert_eq!(seen.delivered, 2);
        let redact = &seen.account["functions"]["redact"];
        assert_eq!([&redact["received"], &redact["delivered"], &redact["parked"]], [&json!(3), &json!(2), &json!(1)]);
        let kept: Value = serde_json::from_slice(&seen.quarantined[0]).unwrap();
        assert_eq!(kept["logEvents"].as_array().unwrap().len(), 1);
        assert_eq!(kept["logGroup"], "/ecs/web");
    }
    let seen = hostile("bad-timestamps.json");
    assert_eq!((seen.code, seen.delivered), (Some(1), 1), "{}", seen.message);
}

#[test]
fn broken_utf8_and_lone_surrogates_are_repaired() {
    for name in ["broken-utf8.json", "lone-surrogate.json"] {
        let folder = tempdir().unwrap();
        let path = root().join("events/hostile").join(name).display().to_string();
        let output = run_in(folder.path(), &["run", &path], b"");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let found = destinations(&folder.path().join("out")).redacted;
        assert_eq!(found.len(), 3);
        let repaired = found.values().find(|event| event.message.contains("worker")).unwrap();
        assert!(repaired.message.contains('\u{fffd}') && repaired.message.contains("ready"));
    }
}

#[test]
fn deep_nesting_is_delivered() {
    let seen = hostile("deep-nesting.json");
    assert_eq!((seen.code, seen.delivered), (Some(0), 1), "{}", seen.message);
    let seen = hostile("deep-envelope.json");
    assert_eq!((seen.code, seen.delivered), (Some(0), 3), "{}", seen.message);
}

#[test]
fn one_bad_record_leaves_the_others_alone() {
    let seen = hostile("one-bad-record.json");
    assert_eq!((seen.code, seen.delivered), (Some(1), 6), "{}", seen.message);
    assert!(seen.message.contains("record 2"), "{}", seen.message);
    assert_eq!(seen.quarantined, [b"!"]);
}

#[test]
fn what_is_no_event_is_refused() {
    for (name, part) in [("empty.json", "empty"), ("hello.json", "neither an event")] {
        let seen = hostile(name);
        assert_eq!((seen.code, seen.delivered), (Some(2), 0), "{}", seen.message);
        assert!(seen.message.contains(part) && seen.message.contains(name), "{}", seen.message);
    }
    let seen = hostile("no-payload.json");
    assert_eq!((seen.code, seen.quarantined.len()), (Some(1), 1), "{}", seen.message);
    let folder = tempdir().unwrap();
    let cut = folder.path().join("cut.json");
    fs::write(&cut, "{\"awslogs\":{\"da").unwrap();
    let seen = run(&cut);
    assert!(seen.code == Some(2) && seen.message.contains("not JSON"), "{}", seen.message);
}

#[test]
fn the_hostile_folder_can_be_named() {
    let seen = run(&root().join("events/hostile"));
    assert_eq!(seen.code, Some(2), "two of its files are no events: {}", seen.message);
    assert!(seen.delivered > 0, "the rest was handled");
}

#[test]
fn a_folder_that_is_not_there_or_holds_nothing() {
    let folder = tempdir().unwrap();
    let seen = run(&folder.path().join("nowhere"));
    assert!(seen.code == Some(2) && seen.message.contains("nowhere"), "{}", seen.message);
    fs::create_dir(folder.path().join("bare")).unwrap();
    let seen = run(&folder.path().join("bare"));
    assert!(seen.code == Some(2) && seen.message.contains("nothing to run"), "{}", seen.message);
}

#[test]
fn an_empty_log_is_a_log_without_lines() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("empty.log");
    fs::write(&path, "").unwrap();
    let seen = run(&path);
    assert_eq!((seen.code, seen.delivered), (Some(0), 0), "{}", seen.message);
}

#[test]
fn a_compressed_log_that_broke_off_gives_its_lines_and_is_kept() {
    let folder = tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    (0..20_000).for_each(|n| writeln!(gz, "line {n}").unwrap());
    let whole = gz.finish().unwrap();
    let cut = &whole[..whole.len() / 2];
    let path = folder.path().join("app.log.gz");
    fs::write(&path, cut).unwrap();
    let seen = run(&path);
    assert_eq!(seen.code, Some(1), "{}", seen.message);
    assert!(seen.message.contains("broken after line"), "{}", seen.message);
    assert!(seen.delivered > 1000, "{}", seen.delivered);
    assert_eq!(seen.quarantined, [cut]);
    let output = run_in(folder.path(), &["redact", "app.log.gz"], b"");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_compressed_log_that_broke_off_within_a_long_line_is_kept() {
    let folder = tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    writeln!(gz, "first").unwrap();
    gz.write_all(&vec![b'a'; 24 << 20]).unwrap();
    let whole = gz.finish().unwrap();
    let cut = &whole[..20 << 20];
    let path = folder.path().join("app.log.gz");
    fs::write(&path, cut).unwrap();
    let seen = run(&path);
    assert_eq!((seen.code, seen.delivered), (Some(1), 1), "{}", seen.message);
    assert!(seen.message.contains("longer than") && seen.message.contains("broken"), "{}", seen.message);
    assert!(seen.quarantined.iter().any(|bytes| bytes == cut), "the file, byte for byte");
    assert_eq!(seen.account["functions"]["redact"]["balanced"], true);
}

#[test]
fn messages_never_quote_the_payload() {
    for name in files(&root().join("events/hostile")).keys() {
        let seen = hostile(name);
        for word in ["upstream timed out", "ines@example.org", "198.51.100.23", "worker"] {
            assert!(!seen.message.contains(word), "{name}: {}", seen.message);
        }
    }
}

/// Everything that lies in quarantine is taken apart again, or `unpack` says why not, as its metadata does.
#[test]
fn whatever_is_quarantined_can_be_unpacked_once_it_is_mended_and_says_why_before() {
    let folder = tempdir().unwrap();
    let hostile = root().join("events/hostile").display().to_string();
    assert_eq!(run_in(folder.path(), &["run", &hostile], b"").status.code(), Some(2), "some are no events");
    let kept = files(&folder.path().join("out/parked/quarantine/redact"));
    let raw: Vec<&String> = kept.keys().filter(|name| name.ends_with(".raw")).collect();
    let mut layers = std::collections::BTreeSet::new();
    for name in raw {
        let metadata: Value = serde_json::from_slice(&kept[&format!("{name}.metadata.json")]).unwrap();
        let (layer, reason) = (metadata["layer"].as_str().unwrap(), metadata["reason"].as_str().unwrap());
        layers.insert(layer.to_owned());
        let path = folder.path().join("out/parked/quarantine/redact").join(name);
        let output = run_in(folder.path(), &["unpack", &path.display().to_string()], b"");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{reason}: {told}");
        assert!(told.contains(reason), "{reason}: {told}");
    }
    let all = ["base64", "envelope", "event", "gzip", "json", "size", "type"];
    assert_eq!(layers.iter().map(String::as_str).collect::<Vec<_>>(), all);

    // Each form, once what was wrong is mended.
    let batch = r#"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","logEvents":[{"id":"1","timestamp":1,"message":"mended"}]}"#;
    let packed = run_in(folder.path(), &["pack"], batch.as_bytes()).stdout;
    let event: Value = serde_json::from_slice(&packed).unwrap();
    let data = &event["awslogs"]["data"];
    for raw in [
        batch.to_owned(),
        event.to_string(),
        data.as_str().unwrap().to_owned(),
        json!({ "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1", "data": data } }).to_string(),
        json!({ "eventSource": "aws:sqs", "messageId": "1", "body": event.to_string() }).to_string(),
        json!({ "recordId": "1", "data": data }).to_string(),
    ] {
        fs::write(folder.path().join("mended.raw"), &raw).unwrap();
        let output = run_in(folder.path(), &["unpack", "mended.raw"], b"");
        assert_eq!(output.status.code(), Some(0), "{raw}: {}", String::from_utf8_lossy(&output.stderr));
        let unpacked: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(unpacked["logEvents"][0]["message"], "mended", "{raw}");
    }
}
