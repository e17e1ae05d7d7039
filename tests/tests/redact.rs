//! `sluice redact` as a process: a line for a line, places, keys over several lines, lines made to hurt.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use serde_json::Value;
use sluice_tests::run_in;
use tempfile::tempdir;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn redact_answers_a_line_with_a_line() {
    let folder = tempdir().unwrap();
    let output = run_in(folder.path(), &["redact"], b"a alice@example.com\r\n\nplain \xff bytes\n{\"password\":\"x\"}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"a [EMAIL_ADDRESS]\r\n\nplain \xff bytes\n{\"password\":\"[SECRET_FIELD]\"}");
    assert!(output.stderr.is_empty());
}

#[test]
fn redact_takes_detectors_in_place_of_the_configuration() {
    let folder = tempdir().unwrap();
    let line = b"alice@example.com 192.0.2.1 password=x\n";
    let with = |args: &[&str]| text(&run_in(folder.path(), args, line).stdout);
    assert_eq!(with(&["redact", "--detectors", "email_address"]), "[EMAIL_ADDRESS] 192.0.2.1 password=x\n");
    let cases = [
        ("standard,-ip_address", "*****@*******.*** 192.0.2.1 password=*\n"),
        ("-email_address", "alice@example.com ***.*.*.* password=*\n"),
        ("secrets", "alice@example.com 192.0.2.1 password=*\n"),
        ("all", "*****@*******.*** ***.*.*.* password=*\n"),
    ];
    fs::write(folder.path().join("sluice.yaml"), "version: 1\nredact: { detectors: [jwt], action: mask }\n").unwrap();
    assert_eq!(with(&["redact"]), text(line));
    for (detectors, expected) in cases {
        assert_eq!(
            with(&["redact", "--detectors", detectors]),
            expected,
            "the detectors are replaced, the action stays"
        );
    }
    let output = run_in(folder.path(), &["redact", "--detectors", "emial_address"], line);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("email_address"), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
}

#[test]
fn explain_gives_places_and_never_the_secret() {
    let folder = tempdir().unwrap();
    let line = "\u{e9} bob@example.org\n{\"a\":\"x\\u0040example.com y\"}\n";
    let output = run_in(folder.path(), &["redact", "--explain"], line.as_bytes());
    let rows: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        rows[0],
        serde_json::json!({"line": 1, "start": 3, "end": 18, "detector": "email_address", "action": "label"})
    );
    assert_eq!(
        rows[1],
        serde_json::json!({"line": 2, "start": 6, "end": 24, "detector": "email_address", "action": "label"})
    );
    assert!(!text(&output.stdout).contains("example"));
}

#[test]
fn a_private_key_over_several_lines_is_hidden() {
    let folder = tempdir().unwrap();
    let key = [
        "-----BEGIN",
        " RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAq7\nc2VjcmV0IGJ5dGVz\n-----END",
        " RSA PRIVATE KEY-----\nafter the key\n",
    ]
    .concat();
    let output = run_in(folder.path(), &["redact"], format!("before\n{key}").as_bytes());
    assert_eq!(
        text(&output.stdout),
        "before\n[PRIVATE_KEY]\n[PRIVATE_KEY]\n[PRIVATE_KEY]\n[PRIVATE_KEY]\nafter the key\n"
    );
}

#[test]
fn a_private_key_is_hidden_whatever_stands_around_its_lines() {
    let folder = tempdir().unwrap();
    let body = "MIIEowIBAAKCAQEAq7BtVu3Yx1f0c2VjcmV0IGJ5dGVzbm90aGluZ2hlcmU9";
    let (begin, end) = (["-----BEGIN", " EC PRIVATE KEY-----"].concat(), ["-----END", " EC PRIVATE KEY-----"].concat());
    let lines = [
        format!("10:00 INFO {begin}"),
        format!("10:00 INFO {body}"),
        "10:00 WARN another thread".to_owned(),
        format!("{{\"log\":\"{body}\\n\"}}"),
        format!("{{\"log\":\"{end}\",\"a\":1}}"),
        body.to_owned(),
    ];
    let output = run_in(folder.path(), &["redact"], lines.join("\n").as_bytes());
    let expected = [
        "10:00 INFO [PRIVATE_KEY]",
        "10:00 INFO [PRIVATE_KEY]",
        "10:00 WARN another thread",
        "{\"log\":\"[PRIVATE_KEY]\\n\"}",
        "{\"log\":\"[PRIVATE_KEY]\",\"a\":1}",
        body,
    ];
    assert_eq!(text(&output.stdout), expected.join("\n"));
    let prose = format!("bad header {begin} expected\nServer started\nDone\n");
    let output = run_in(folder.path(), &["redact"], prose.as_bytes());
    assert_eq!(text(&output.stdout), "bad header [PRIVATE_KEY]\nServer started\nDone\n");
}

/// Each of these lines of a megabyte cost the square of its length once; a test that does not end fails.
#[test]
fn hostile_lines_end() {
    let folder = tempdir().unwrap();
    let units = [
        "{",
        "[",
        "\"",
        "\\",
        "eyJ-",
        "eyJaaaaaaaa-",
        "@",
        "a@b.co ",
        "password=x,y",
        "password='",
        "password=[",
        "://",
        "bearer+",
        "basic+",
        "authorization: x ",
        "authorization=a b,",
        "[\"a\"] 1.2.3.4 ",
        "{\"a\":1} a@b.co ",
        "{\"a\":",
        "\\u0040",
        "<password>",
        "{\"password\":[",
        "-----BEGIN PRIVATE KEY-----",
        "%3D",
        "\u{1b}[3m",
        "1.",
        "a:",
    ];
    for unit in units {
        let line = unit.repeat((1 << 20) / unit.len());
        let json = format!("{{\"m\":{}}}\n", serde_json::to_string(&line).unwrap());
        let output = run_in(folder.path(), &["redact"], format!("{line}\n{json}").as_bytes());
        assert_eq!(output.stdout.iter().filter(|b| **b == b'\n').count(), 2, "{unit}");
        let last = output.stdout.split(|b| *b == b'\n').nth(1).unwrap();
        assert!(serde_json::from_slice::<Value>(last).is_ok(), "{unit}: JSON no more");
    }
}
