//! Input larger than memory, as a process: how much may be held is set from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use sluice_tests::built::built;
use sluice_tests::{files, run_in};
use tempfile::tempdir;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs `sh` with an address space of `kib`, a generator's output on its input; returns lines out and the exit code.
fn limited(folder: &Path, kib: usize, script: &str, feed: impl FnOnce(&mut dyn Write)) -> (String, Option<i32>) {
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {kib}; {script}")])
        .env("SLUICE", built("sluice"))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut stdin = std::io::BufWriter::with_capacity(1 << 20, child.stdin.take().unwrap());
    feed(&mut stdin);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    (text(&output.stdout), output.status.code())
}

const LINE: &[u8] = b"2026-11-20T10:00:00.000Z INFO http request served method=GET path=/v1/items/0f3c9a5e status=200 bytes=5124 duration_ms=12 cache=hit upstream=items-blue zone=b attempt=1 trace=4bf92f3577b34da6a3ce929d0e0e4736\n";

#[test]
fn a_gigabyte_is_redacted_in_bounded_memory() {
    let folder = tempdir().unwrap();
    let lines = (1 << 30) / LINE.len() + 1;
    let (out, code) = limited(folder.path(), 200_000, "\"$SLUICE\" redact | wc -l", |stdin| {
        for _ in 0..lines {
            stdin.write_all(LINE).unwrap();
        }
    });
    assert_eq!((out.trim(), code), (lines.to_string().as_str(), Some(0)));
}

#[test]
fn a_log_larger_than_memory_runs() {
    let folder = tempdir().unwrap();
    let lines = (300 << 20) / LINE.len() + 1;
    let (_, code) = limited(folder.path(), 200_000, "\"$SLUICE\" run --stream big - 2>/dev/null", |stdin| {
        for _ in 0..lines {
            stdin.write_all(LINE).unwrap();
        }
    });
    assert_eq!(code, Some(0));
    let count = |path: &str| fs::read(folder.path().join(path)).unwrap().iter().filter(|b| **b == b'\n').count();
    assert_eq!(count("out/logs/local/local/big.jsonl"), lines);
}

#[test]
fn a_line_that_is_too_long_is_set_aside_not_passed() {
    let folder = tempdir().unwrap();
    let long = "a".repeat(17 << 20) + " alice@example.com";
    let input = format!("one\n{long}\nthree\n");
    let output = run_in(folder.path(), &["redact"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "one\n[LINE_TOO_LONG]\nthree\n");
    let output = run_in(folder.path(), &["run", "-"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let out = files(&folder.path().join("out"));
    let account: Value = serde_json::from_slice(&out["account.json"]).unwrap();
    assert_eq!(
        (&account["functions"]["redact"]["received"], &account["functions"]["redact"]["parked"]),
        (&3.into(), &1.into())
    );
    let parked =
        out.iter().find(|(name, _)| name.starts_with("parked/quarantine/redact/") && name.ends_with(".raw")).unwrap();
    assert_eq!(parked.1.len(), long.len() + 1);
}
