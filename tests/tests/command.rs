//! The command as a process: what it writes, prints and answers, read back from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;

use serde_json::Value;
use sluice_tests::{destinations, files, gunzip, obligations, planted, root, run_in, unfulfilled};
use tempfile::tempdir;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn events() -> String {
    root().join("events").display().to_string()
}

#[test]
fn the_main_job_conserves_every_event_and_leaks_nothing() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("out");
    let config = root().join("sluice.yaml").display().to_string();
    let output = run_in(folder.path(), &["run", "--config", &config, &events()], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "standard output is for data");

    let owed = obligations();
    assert!(owed.len() > 300, "{}", owed.len());
    let found = destinations(&out);
    for (name, place) in [("redacted", &found.redacted), ("forwarded", &found.forwarded), ("archived", &found.archived)]
    {
        assert_eq!(unfulfilled(&owed, place), Vec::<String>::new(), "{name}");
    }
    let account: Value = serde_json::from_slice(&fs::read(out.join("account.json")).unwrap()).unwrap();
    for function in ["redact", "forward", "archive", "metrics"] {
        let account = &account["functions"][function];
        assert_eq!(account["received"], owed.len(), "{function}");
        assert_eq!(account["delivered"], owed.len(), "{function}");
        assert_eq!(account["balanced"], true, "{function}");
    }

    let planted = planted();
    let (kept, hidden): (Vec<_>, Vec<_>) = planted.iter().partition(|p| p.detector == "keep");
    let mut places: Vec<String> = files(&out)
        .into_iter()
        .map(|(name, bytes)| text(&if name.ends_with(".gz") { gunzip(&bytes) } else { bytes }))
        .collect();
    // As a reader of the messages sees them, escapes undone.
    places.extend(found.redacted.values().map(|event| event.message.clone()));
    places.extend([text(&output.stderr), text(&output.stdout)]);
    for secret in &hidden {
        assert!(
            !places.iter().any(|place| place.contains(&secret.value)),
            "a planted {} leaked: {}",
            secret.detector,
            secret.value
        );
    }
    for ordinary in kept {
        assert!(
            places.iter().any(|place| place.contains(&ordinary.value)),
            "an ordinary value was lost: {}",
            ordinary.value
        );
    }
    // A message in which nothing is planted comes out as it went in.
    let plain: Vec<_> = owed
        .iter()
        .filter(|(_, event)| !event.message.contains('\\') && !hidden.iter().any(|p| event.message.contains(&p.value)))
        .collect();
    assert!(plain.len() > 100, "{}", plain.len());
    for (id, event) in plain {
        assert_eq!(found.redacted[id].message, event.message);
    }
    let emf = text(&fs::read(out.join("metrics/emf.jsonl")).unwrap());
    let documents: Vec<Value> = emf.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(documents.iter().any(|d| d["Errors"].is_array()) && documents.iter().any(|d| d["Duration"].is_array()));
}

/// The oracle itself: a run that dropped, doubled or restamped one event does not pass it.
#[test]
fn the_oracle_notices_one_event() {
    let folder = tempdir().unwrap();
    assert_eq!(run_in(folder.path(), &["run", &events()], b"").status.code(), Some(0));
    let owed = obligations();
    let path = folder.path().join("out/logs/local/%2Fvpc%2Fflow");
    let path = fs::read_dir(path).unwrap().next().unwrap().unwrap().path();
    let rows = fs::read_to_string(&path).unwrap();
    let (first, others) = rows.split_once('\n').unwrap();
    let id = serde_json::from_str::<Value>(first).unwrap()["event_id"].as_str().unwrap().to_owned();
    let mutants =
        [others.to_owned(), format!("{first}\n{rows}"), rows.replacen("\"timestamp\":1", "\"timestamp\":2", 1)];
    for mutant in mutants {
        fs::write(&path, mutant).unwrap();
        let found = destinations(&folder.path().join("out"));
        assert_eq!(unfulfilled(&owed, &found.redacted), std::slice::from_ref(&id));
        assert_eq!(unfulfilled(&owed, &found.archived), Vec::<String>::new());
    }
}

#[test]
fn folders_follow_the_contract() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("web server.log");
    fs::write(&log, "2026-11-20T23:59:59.999Z one\nalice@example.com two\r\n\nlast").unwrap();
    let output = run_in(folder.path(), &["run", "--group", "/ecs/web", "web server.log"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let out = files(&folder.path().join("out"));
    let redacted = text(&out["logs/local/%2Fecs%2Fweb/web%20server.log.jsonl"]);
    let rows: Vec<Value> = redacted.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let messages: Vec<&str> = rows.iter().map(|row| row["message"].as_str().unwrap()).collect();
    assert_eq!(messages, ["2026-11-20T23:59:59.999Z one", "[EMAIL_ADDRESS] two", " ", "last"]);
    assert_eq!(rows[0]["timestamp"], 1_795_219_199_999_i64);
    assert!(
        out.contains_key("logs/central/%2Fecs%2Fweb/000000000000%2Flocal%2F%252Fecs%252Fweb%2Fweb%20server.log.jsonl"),
        "{:?}",
        out.keys()
    );
    let start = "archive/logs/account=000000000000/region=local/log_group=%2Fecs%2Fweb/dt=2026-11-20/hour=23/";
    let key = out.keys().find(|key| key.starts_with(start)).expect("an object of that hour");
    assert!(key.ends_with(".jsonl.gz") && key.len() == start.len() + 64 + 9);
    let row: Value = serde_json::from_slice(&gunzip(&out[key])).unwrap();
    assert_eq!(row["schema"], 1);
    assert_eq!(row["time"], "2026-11-20T23:59:59.999Z");
    assert_eq!(row["log_stream"], "web server.log");
    assert!(!out.contains_key("metrics/emf.jsonl"), "without a configuration nothing is measured");
}

#[test]
fn files_of_one_name_share_a_stream_and_lose_nothing() {
    let folder = tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir_all(folder.path().join("in").join(name)).unwrap();
        fs::write(folder.path().join("in").join(name).join("app.log"), "same line\nsame line\n").unwrap();
    }
    let output = run_in(folder.path(), &["run", "in"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found = destinations(&folder.path().join("out"));
    assert_eq!(found.redacted.len(), 4, "each line has an id of its own");
    assert_eq!(found.archived.len(), 4);
}

#[test]
fn standard_input_and_compressed_logs_are_lines() {
    let folder = tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(b"one\ntwo\n").unwrap();
    fs::write(folder.path().join("old.log.gz"), gz.finish().unwrap()).unwrap();
    let output = run_in(folder.path(), &["run", "--stream", "s", "-", "old.log.gz"], b"three\nfour");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let rows = text(&files(&folder.path().join("out"))["logs/local/local/s.jsonl"]);
    assert_eq!(rows.lines().count(), 4);
}

#[test]
fn a_filter_drops_and_is_counted() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("sluice.yaml"), "version: 1\nfilter:\n  - drop: '{ $.path = \"/health\" }'\n")
        .unwrap();
    let output = run_in(folder.path(), &["run", "-"], b"{\"path\":\"/health\"}\n{\"path\":\"/v1\"}\n");
    assert_eq!(output.status.code(), Some(0));
    let account: Value = serde_json::from_slice(&fs::read(folder.path().join("out/account.json")).unwrap()).unwrap();
    assert_eq!(account["functions"]["redact"]["filtered"], 1);
    assert_eq!(account["functions"]["redact"]["delivered"], 1);
    assert_eq!(destinations(&folder.path().join("out")).redacted.len(), 1);
}

#[test]
fn an_earlier_run_is_replaced_and_nothing_else_is() {
    let folder = tempdir().unwrap();
    assert_eq!(run_in(folder.path(), &["run", "--stream", "a", "-"], b"x\n").status.code(), Some(0));
    assert_eq!(run_in(folder.path(), &["run", "--stream", "b", "-"], b"x\n").status.code(), Some(0));
    let names = files(&folder.path().join("out"));
    assert!(names.contains_key("logs/local/local/b.jsonl") && !names.contains_key("logs/local/local/a.jsonl"));

    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/letter.log"), "dear").unwrap();
    for args in [
        ["run", "--out", "mine", "-"],
        ["run", "--out", ".", "mine/letter.log"],
        ["run", "--out", "mine", "mine/letter.log"],
    ] {
        let output = run_in(folder.path(), &args, b"x\n");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains("--out"), "{}", text(&output.stderr));
    }
    assert_eq!(fs::read(folder.path().join("mine/letter.log")).unwrap(), b"dear");
    // What an earlier run wrote may be read, but not while it is replaced.
    let output = run_in(folder.path(), &["run", "out/account.json"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(folder.path().join("out/account.json").exists());
}

#[test]
fn a_private_key_is_hidden_across_batches_and_filters() {
    let folder = tempdir().unwrap();
    let body = "MIIEowIBAAKCAQEAq7BtVu3Yx1f0c2VjcmV0IGJ5dGVzbm90aGluZ2hlcmU9";
    let key =
        [vec!["DEBUG -----BEGIN EC PRIVATE KEY-----"], vec![body; 27], vec!["-----END EC PRIVATE KEY-----"]].concat();
    // A local batch holds 10,000 lines.
    let input = format!("{}{}\nafter\n", "line\n".repeat(9_990), key.join("\n"));
    fs::write(folder.path().join("drop.yaml"), "version: 1\nfilter:\n  - drop: DEBUG\n").unwrap();
    for args in [&["run", "-"][..], &["run", "--config", "drop.yaml", "-"]] {
        assert_eq!(run_in(folder.path(), args, input.as_bytes()).status.code(), Some(0));
        let found = destinations(&folder.path().join("out")).redacted;
        assert!(found.values().all(|event| !event.message.contains("MIIE")), "{args:?}");
        assert_eq!(found.values().filter(|event| event.message == "line").count(), 9_990);
    }
}

/// A batch waits for a key's end, but not for ever.
#[test]
fn keys_without_end_hold_no_batch_open() {
    let folder = tempdir().unwrap();
    let begin = ["-----BEGIN", " EC PRIVATE KEY-----\n"].concat();
    assert_eq!(run_in(folder.path(), &["run", "-"], begin.repeat(60_000).as_bytes()).status.code(), Some(0));
    let out = files(&folder.path().join("out"));
    assert_eq!(out.keys().filter(|name| name.starts_with("archive/")).count(), 2, "two batches");
    assert_eq!(destinations(&folder.path().join("out")).redacted.len(), 60_000);
}

#[test]
fn odd_files_are_told_and_the_others_are_taken() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let utf16: Vec<u8> = "alice@example.com".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(at("utf16.log"), [&[0xff, 0xfe][..], &utf16].concat()).unwrap();
    fs::write(at("good.log"), "\u{feff}2026-11-20T10:00:00Z good\n4222222222222 charged\n").unwrap();
    let batch = |id: &str| {
        format!(
            r#"{{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","logEvents":[{{"id":"{id}","timestamp":1,"message":"x"}}]}}"#
        )
    };
    fs::write(at("mixed.json"), format!("\u{feff}{}\n{{\"hello\":1}}\n{}\n{{\"cut", batch("a"), batch("b"))).unwrap();
    let output = run_in(folder.path(), &["run", "."], b"");
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    for part in ["UTF-16", "document 2", "document 4"] {
        assert!(message.contains(part), "{part}: {message}");
    }
    let found = destinations(&at("out")).redacted;
    assert!(found.contains_key("a") && found.contains_key("b"));
    let lines: Vec<_> = found.values().filter(|event| event.message != "x").collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().any(|event| event.timestamp == 1_795_168_800_000));
    assert!(lines.iter().all(|event| event.timestamp != 4_222_222_222_222), "a card's number is no time");
    assert_eq!(run_in(folder.path(), &["redact", "utf16.log"], b"").status.code(), Some(2));
    // The folder of the earlier run is no input of the next, and the path's form does not matter.
    fs::remove_file(at("utf16.log")).unwrap();
    fs::remove_file(at("mixed.json")).unwrap();
    assert_eq!(run_in(folder.path(), &["run", "."], b"").status.code(), Some(0));
    let ids = destinations(&at("out")).redacted.into_keys().collect::<Vec<_>>();
    let absolute = at("good.log").display().to_string();
    assert_eq!(run_in(folder.path(), &["run", &absolute], b"").status.code(), Some(0));
    assert_eq!(ids, destinations(&at("out")).redacted.into_keys().collect::<Vec<_>>());
}

#[test]
fn pack_writes_nothing_that_is_refused_later() {
    let folder = tempdir().unwrap();
    let kinesis = root().join("events/aws/kinesis.json").display().to_string();
    let group = "g".repeat(600);
    for (args, input) in [
        (&["pack", kinesis.as_str()][..], String::new()),
        (&["pack", "--group", group.as_str()], "x\n".to_owned()),
        (&["pack"], "x\n".repeat(100_001)),
    ] {
        let output = run_in(folder.path(), args, input.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    assert_eq!(run_in(folder.path(), &["unpack"], b"hello\n").status.code(), Some(2));
}

#[test]
fn pack_and_unpack_undo_each_other() {
    let folder = tempdir().unwrap();
    for name in files(&root().join("events/logs")).keys() {
        let path = root().join("events/logs").join(name);
        let packed = run_in(folder.path(), &["pack", &path.display().to_string()], b"");
        assert!(packed.status.success(), "{name}: {}", text(&packed.stderr));
        let unpacked = run_in(folder.path(), &["unpack"], &packed.stdout);
        let before: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let after: Value = serde_json::from_slice(&unpacked.stdout).unwrap();
        assert_eq!(before["logEvents"], after["logEvents"], "{name}");
        assert_eq!(before["logStream"], after["logStream"], "{name}");
        let again = run_in(folder.path(), &["pack"], &unpacked.stdout);
        assert_eq!(packed.stdout, again.stdout, "{name}: stable bytes");
    }
    let packed = run_in(folder.path(), &["pack", "--group", "/g", "--stream", "s"], b"one\ntwo\n");
    let event: Value = serde_json::from_slice(&packed.stdout).unwrap();
    assert!(event["awslogs"]["data"].is_string());
    let unpacked: Value =
        serde_json::from_slice(&run_in(folder.path(), &["unpack", "-"], &packed.stdout).stdout).unwrap();
    assert_eq!((&unpacked["logGroup"], &unpacked["logStream"]), (&"/g".into(), &"s".into()));
    assert_eq!(unpacked["logEvents"][1]["message"], "two");
    assert_eq!(run_in(folder.path(), &["pack"], b"\n").status.code(), Some(2));
}

#[test]
fn what_unpack_prints_can_be_run() {
    let folder = tempdir().unwrap();
    let kinesis = root().join("events/aws/kinesis.json").display().to_string();
    let unpacked = run_in(folder.path(), &["unpack", &kinesis], b"");
    assert_eq!(text(&unpacked.stdout).lines().count(), 3, "two batches and a control message");
    fs::write(folder.path().join("batches.json"), &unpacked.stdout).unwrap();
    let output = run_in(folder.path(), &["run", "batches.json"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(destinations(&folder.path().join("out")).redacted.len(), 6);
}

#[test]
fn check_explains_what_is_right_and_what_is_wrong() {
    let right = run_in(root(), &["check"], b"");
    assert_eq!(right.status.code(), Some(0), "{}", text(&right.stderr));
    for part in ["sluice.yaml is right", "email_address", "label", "Errors"] {
        assert!(text(&right.stdout).contains(part), "{part}");
    }
    let full = run_in(root(), &["check", "--config", "docs/sluice.full.yaml"], b"");
    assert_eq!(full.status.code(), Some(0), "{}", text(&full.stderr));
    let folder = tempdir().unwrap();
    let built_in = run_in(folder.path(), &["check"], b"");
    assert_eq!(built_in.status.code(), Some(0));
    fs::write(folder.path().join("my.yaml"), "version: 1\nredact:\n  detektors: [standard]\n").unwrap();
    for args in [
        &["check", "--config", "my.yaml"][..],
        &["redact", "--config", "my.yaml"],
        &["run", "--config", "my.yaml", "-"],
    ] {
        let wrong = run_in(folder.path(), args, b"alice@example.com\n");
        assert_eq!(wrong.status.code(), Some(2), "{args:?}");
        assert!(wrong.stdout.is_empty(), "nothing passes while the configuration is wrong");
        let message = text(&wrong.stderr);
        assert!(message.contains("my.yaml:3:3:") && message.contains("`detectors`"), "{message}");
    }
    assert_eq!(run_in(folder.path(), &["check", "--config", "missing.yaml"], b"").status.code(), Some(2));
}

#[test]
fn usage_errors_exit_with_2_and_help_has_examples() {
    for args in [&["run"][..], &["frobnicate"], &[], &["redact", "--action", "mask"], &["run", "no-such-folder"]] {
        let output = run_in(root(), args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
    }
    for command in ["run", "redact", "check", "pack", "unpack", "replay"] {
        let output = run_in(root(), &[command, "--help"], b"");
        assert!(text(&output.stdout).contains("Example"), "{command}");
    }
}

#[test]
fn a_template_that_leads_in_a_circle_is_refused_before_it_is_deployed() {
    let folder = tempdir().unwrap();
    let ours = fs::read_to_string(root().join("template.yaml")).unwrap();
    let check = |name: &str, yaml: &str| {
        fs::write(folder.path().join(name), yaml).unwrap();
        run_in(folder.path(), &["check", "--template", name], b"")
    };
    let right = check("right.yaml", &ours);
    assert_eq!(right.status.code(), Some(0), "{}", text(&right.stderr));
    let said = text(&right.stdout);
    assert!(said.contains("right.yaml is right: nothing that a function writes comes back to it"), "{said}");
    assert!(said.contains("forward (ForwardFunction) ─▶ /sluice/central in ${DestinationRegion}"), "{said}");
    let central = check("central.yaml", &fs::read_to_string(root().join("central.yaml")).unwrap());
    assert_eq!(central.status.code(), Some(0), "{}", text(&central.stderr));

    let filter = "  RedactFilter:";
    let line = ours.lines().position(|line| line == filter).unwrap() + 1;
    let (before, behind) = ours.split_once(filter).unwrap();
    let wrong = format!("{before}{filter}{}", behind.replacen("!Ref SourceLogGroup", "!Ref RedactedLogs", 1));
    let wrong = check("wrong.yaml", &wrong);
    assert_eq!(wrong.status.code(), Some(2));
    let told = text(&wrong.stderr);
    assert!(told.starts_with(&format!("sluice: wrong.yaml:{line}:3: RedactFilter brings redact")), "{told}");
    assert!(wrong.stdout.is_empty(), "what is wrong is not called right before");

    let none = run_in(folder.path(), &["check", "--template", "none.yaml"], b"");
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("none.yaml"));
}

/// The plain policy of the documentation, in the world of the documentation.
#[test]
fn alarms_of_every_route_are_one_incident_and_nothing_is_done() {
    let folder = tempdir().unwrap();
    let rules = "version: 1\nremediate:\n  - alarm: checkout-*\n    target: { cluster: prod, service: checkout }\n    \
                 ladder: [restart, rollback, notify]\n    mode: act\n";
    fs::write(folder.path().join("rules.yaml"), rules).unwrap();
    let world = root().join("docs/world.json").display().to_string();
    let alarms = root().join("events/alarms").display().to_string();
    let run = |world: &[&str]| {
        let args = [&["run", "--config", "rules.yaml"], world, &[&alarms]].concat();
        let output = run_in(folder.path(), &args, b"");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let audit = fs::read_to_string(folder.path().join("out/remediation/audit.jsonl")).unwrap();
        audit.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    let records = run(&["--world", &world]);
    let restarts: Vec<&Value> =
        records.iter().filter(|r| r["alarm"] == "checkout-busy" && r["verdict"] == "dry_run").collect();
    assert_eq!(restarts.len(), 9, "direct, EventBridge, SNS, a person, and five in the queue");
    assert!(restarts.iter().all(|r| r["incident"] == restarts[0]["incident"] && r["target"] == "prod/checkout"));
    assert!(records.iter().all(|r| r["verdict"] != "acted"));
    let without = run(&[]);
    assert_eq!(without.len(), records.len());
    assert!(without.iter().all(|record| record["verdict"] == "refused"), "without a world nothing is known");

    let event = root().join("events/alarms/sns.json").display().to_string();
    let args = ["remedy", "--config", "rules.yaml", "--world", &world, &event];
    let output = run_in(folder.path(), &args, b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    assert!(table.contains("6 service  passed") && table.contains("9 budget   passed"), "{table}");

    fs::write(folder.path().join("world.json"), r#"{"now": "2026-11-22T10:01:00Z", "sevices": []}"#).unwrap();
    let output = run_in(folder.path(), &["remedy", "--config", "rules.yaml", "--world", "world.json", &event], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `services`?"), "{}", text(&output.stderr));
}
