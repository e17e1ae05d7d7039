//! `make try`: what it prints works as it is typed, and Ctrl-C leaves nothing behind.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sluice_tests::root;

#[test]
fn what_it_prints_works_and_nothing_stays() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_try"))
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("it starts");
    let mut script = String::from("set -eu\n");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for line in lines.by_ref() {
        let line = line.expect("text");
        match line.split_whitespace().next() {
            Some("Ctrl-C") => break,
            Some("aws" | "export") => script.push_str(&line),
            _ => continue,
        }
        script.push('\n');
        if line.contains("put-log-events") {
            // A person takes as long to read on.
            script.push_str("sleep 5\n");
        }
    }
    let archive = tempfile::tempdir().expect("a folder");
    let script = script.replace("/tmp/sluice-archive", &archive.path().display().to_string());
    let typed = Command::new("bash").args(["-c", &script]).current_dir(root()).output().expect("bash");
    let printed = String::from_utf8_lossy(&typed.stdout).into_owned();
    assert!(typed.status.success(), "{script}\n{printed}\n{}", String::from_utf8_lossy(&typed.stderr));
    let clean = "user [EMAIL_ADDRESS] paid with [CREDIT_CARD]";
    assert_eq!(printed.matches(clean).count(), 3, "redacted, forwarded, archived:\n{printed}");
    assert!(printed.contains("\"EventsReceived\":1") && !printed.contains("alice"), "{printed}");

    let port =
        script.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a port");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(kill.success() && child.wait().expect("a child").success());
    let start = Instant::now();
    while std::net::TcpStream::connect(format!("127.0.0.1:{port}")).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(10), "the local AWS goes on running");
        std::thread::sleep(Duration::from_millis(50));
    }
}
