//! `make measure`: how large the functions are as they ship, how long they take from the start of the process to the
//! first poll for an event, and how much processor time a gigabyte of logs takes them.
//!
//! The logs are the mixed lines of `tests/corpus`; AWS is a server on loopback that says yes to everything, without TLS. What
//! is counted are the processor's seconds of the function's own process, in user and in kernel mode: waiting costs none.

use std::path::Path;
use std::time::Duration;

use sluice_tests::lambda::Function;
use sluice_tests::loopback::{Request, Server, json};
use sluice_tests::root;
use sluice_tests::stack::{batch, direct, now};

const STARTS: usize = 31;
const ROUNDS: usize = 3;
/// How many batches, and of how many events: a busy log stream's, and a quiet one's.
const BATCHES: [(usize, usize); 2] = [(100, 1000), (1000, 20)];
/// What CloudWatch Logs counts for an event besides its text.
const OVERHEAD: usize = 26;

fn main() {
    let binary = |name: &str| root().join("target/lambda").join(name).join("bootstrap");
    let aws = Server::start(|_: Request| async { json(200, &serde_json::json!({})) });

    println!("{:<10} {:>7} {:>16} {:>16}", "function", "MiB", "median start", "slowest start");
    for name in ["redact", "forward", "archive", "metrics", "remediate"] {
        let binary = binary(name);
        let size = std::fs::metadata(&binary).expect("it is built").len();
        let mut starts: Vec<Duration> =
            (0..STARTS).map(|_| start(&binary, &aws).start_up().expect("it starts")).collect();
        starts.sort();
        let (median, slowest) = (starts[STARTS / 2].as_secs_f64() * 1e3, starts[STARTS - 1].as_secs_f64() * 1e3);
        println!("{name:<10} {:>7.2} {median:>13.1} ms {slowest:>13.1} ms", size as f64 / f64::from(1 << 20));
    }

    let titles = ["function", "events a batch", "gzip", "invocations a GB", "processor seconds a GB"];
    println!("\n{:<10} {:>14} {:>6} {:>17} {:>23}", titles[0], titles[1], titles[2], titles[3], titles[4]);
    for (count, events) in BATCHES {
        let (batches, bytes) = batches(count, events);
        let gigabytes = bytes as f64 / 1e9;
        // Base64 is four characters for three bytes.
        let packed: usize = batches.iter().map(|event| event.len() / 4 * 3).sum();
        for name in ["redact", "forward", "archive", "metrics"] {
            let seconds = (0..ROUNDS).map(|_| processor_time(&binary(name), &aws, &batches).as_secs_f64());
            // Whoever shares the machine only makes it slower.
            let best = seconds.fold(f64::INFINITY, f64::min);
            let (gzip, invocations) = (packed as f64 / bytes as f64, count as f64 / gigabytes);
            println!("{name:<10} {events:>14} {gzip:>6.2} {invocations:>17.0} {:>23.1}", best / gigabytes);
        }
    }
}

fn start(binary: &Path, aws: &Server) -> Function {
    let url = aws.url();
    let settings = [
        ("AWS_ENDPOINT_URL", url.as_str()),
        ("SLUICE_PARKED_BUCKET", "parked"),
        ("SLUICE_ARCHIVE_BUCKET", "archive"),
        ("SLUICE_REDACT_DESTINATION", "/redacted{group}"),
        ("SLUICE_FORWARD_DESTINATION", "/central"),
        ("SLUICE_FORWARD_REGION", "eu-central-1"),
        ("SLUICE_REMEDIATE_TABLE", "table"),
        ("SLUICE_REMEDIATE_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/queue"),
        ("SLUICE_REMEDIATE_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:topic"),
        ("SLUICE_REMEDIATE_KILL_SWITCH", "/kill-switch"),
    ];
    Function::start(binary, root(), &settings)
}

/// Deliveries as CloudWatch Logs makes them, and what they hold in bytes, as it counts them.
fn batches(count: usize, events: usize) -> (Vec<String>, usize) {
    let mut lines = sluice_corpus::mixed(7).map(|labelled| labelled.line);
    let mut bytes = 0;
    let batches = (0..count).map(|_| {
        let lines: Vec<String> = lines.by_ref().take(events).collect();
        bytes += lines.iter().map(|line| line.len() + OVERHEAD).sum::<usize>();
        let time = now();
        let events: Vec<(i64, &str)> = lines.iter().map(|line| (time, line.as_str())).collect();
        direct(&batch("/ecs/checkout", "web/1", &events))
    });
    (batches.collect(), bytes)
}

/// The processor time of all batches, the first apart.
fn processor_time(binary: &Path, aws: &Server, batches: &[String]) -> Duration {
    let mut function = start(binary, aws);
    let mut invoke = |function: &mut Function, event: &str| {
        let answer = function.invoke(event).expect("an answer");
        assert_eq!(answer["received"], answer["delivered"], "no time counts unchecked");
    };
    invoke(&mut function, &batches[0]);
    let before = function.processor_time();
    batches.iter().for_each(|event| invoke(&mut function, event));
    function.processor_time() - before
}
