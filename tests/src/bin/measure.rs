//! `make measure`: how large the functions' release binaries are, and how long they take from the start of the process to
//! the first poll for an event.

use std::time::Duration;

use sluice_tests::lambda::Function;
use sluice_tests::root;

const RUNS: usize = 31;

fn main() {
    println!("{:<10} {:>10} {:>16} {:>16}", "function", "MiB", "median start", "slowest start");
    for name in ["redact", "forward", "archive", "metrics"] {
        let binary = root().join("target/release").join(name);
        let size = std::fs::metadata(&binary).expect("a release build").len();
        let mut starts: Vec<Duration> = (0..RUNS).map(|_| start(&binary)).collect();
        starts.sort();
        let (median, slowest) = (starts[RUNS / 2].as_secs_f64() * 1e3, starts[RUNS - 1].as_secs_f64() * 1e3);
        println!("{name:<10} {:>10.2} {median:>13.1} ms {slowest:>13.1} ms", size as f64 / f64::from(1 << 20));
    }
}

fn start(binary: &std::path::Path) -> Duration {
    let settings = [
        ("SLUICE_PARKED_BUCKET", "parked"),
        ("SLUICE_ARCHIVE_BUCKET", "archive"),
        ("SLUICE_REDACT_DESTINATION", "/redacted{group}"),
        ("SLUICE_FORWARD_DESTINATION", "/central"),
        ("SLUICE_FORWARD_REGION", "eu-central-1"),
    ];
    Function::start(binary, root(), &settings).start_up().expect("it starts")
}
