//! The functions, deployed, and their destinations failing: what was written meanwhile is parked, and once the faults are gone
//! all of it arrives by itself, clean, everywhere, and nothing stays behind.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime};

use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use serde_json::Value as Json;
use sluice_tests::deployment::{CENTRAL, FORWARDED, HOME, REDACTED, SOURCE, deploy};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::loopback::runtime;
use sluice_tests::{gunzip, tell};

const EVENTS: i64 = 30;

#[test]
fn outages_end_and_everything_comes_back() {
    let aws = LocalAws::start();
    let deployment = deploy(&aws);
    let parked = |prefix: &str| -> Vec<String> {
        aws.objects(&deployment.parked_bucket).into_keys().filter(|key| key.starts_with(prefix)).collect()
    };
    let start = Instant::now();
    let wait_for = |what: &str, there: &dyn Fn() -> bool| {
        while !there() {
            assert!(start.elapsed() < Duration::from_secs(300), "no {what}: {}", aws.log());
            std::thread::sleep(Duration::from_millis(500));
        }
        tell(&format!("after {} s: {what}", start.elapsed().as_secs()));
    };

    // CloudWatch Logs takes nothing from the functions, and the other Region's log group is not there at all.
    aws.logs.fail_after("PutLogEvents", 0, 503, "ServiceUnavailableException");
    let central = aws.logs_client(CENTRAL);
    runtime().block_on(central.delete_log_group().log_group_name(FORWARDED).send()).expect("deleted");
    let first = write(&aws);
    wait_for("redact parks", &|| !parked("retry/redact/").is_empty());
    assert_eq!(aws.events(HOME, REDACTED).len(), 0);
    aws.logs.heal();
    wait_for("what redact parked comes back", &|| aws.events(HOME, REDACTED).len() as i64 == EVENTS);

    // Now forward gets it, and has nowhere to take it; nor has it when that comes back for the first time.
    wait_for("forward parks", &|| !parked("retry/forward/").is_empty());
    wait_for("what forward parked fails again", &|| told(&aws, "forward").contains("comes again"));
    assert_eq!(parked("retry/forward/").len(), 1, "and is parked once");
    aws.create_group(CENTRAL, FORWARDED);
    wait_for("what forward parked comes back", &|| aws.events(CENTRAL, FORWARDED).len() as i64 == EVENTS);
    wait_for("nothing is left in retry/", &|| parked("retry/").is_empty());
    wait_for("the archive has it", &|| archived(&aws, &deployment.archive_bucket).len() as i64 == EVENTS);

    let expected: BTreeMap<i64, String> =
        (0..EVENTS).map(|n| (first + n, format!("{n} mail from [EMAIL_ADDRESS]"))).collect();
    let by_time = |region: &str, group: &str| -> BTreeMap<i64, String> {
        aws.events(region, group).into_iter().map(|(_, time, message)| (time, message)).collect()
    };
    assert_eq!(by_time(HOME, REDACTED), expected);
    assert_eq!(by_time(CENTRAL, FORWARDED), expected);
    assert_eq!(archived(&aws, &deployment.archive_bucket), expected);
    assert_eq!(parked(""), [] as [String; 0], "neither rejected nor in quarantine");
    for function in ["redact", "forward"] {
        let account = account(&aws, function);
        let sum = |name: &str| account.get(name).copied().unwrap_or_default();
        assert_eq!((sum("EventsParked"), sum("EventsDelivered")), (EVENTS, EVENTS), "{function}");
        assert_eq!(sum("EventsReceived"), 2 * EVENTS, "{function}: as they came, and as they came back");
        assert!(!told(&aws, function).contains("mail from person"), "{function}");
    }
}

/// Writes events into the source group; returns the time of the first, each a millisecond after the other.
fn write(aws: &LocalAws) -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis() as i64;
    let client = aws.logs_client(HOME);
    runtime().block_on(async {
        client.create_log_stream().log_group_name(SOURCE).log_stream_name("web").send().await.expect("a stream");
        let events = (0..EVENTS).map(|n| {
            let message = format!("{n} mail from person{n}@{}", "example.com");
            InputLogEvent::builder().timestamp(now + n).message(message).build().expect("an event")
        });
        let put = client.put_log_events().log_group_name(SOURCE).log_stream_name("web");
        put.set_log_events(Some(events.collect())).send().await.expect("lines are written");
    });
    now
}

fn archived(aws: &LocalAws, bucket: &str) -> BTreeMap<i64, String> {
    let bodies = aws.objects(bucket).into_values();
    let text: String = bodies.map(|body| String::from_utf8(gunzip(&body)).expect("UTF-8")).collect();
    let rows = text.lines().map(|line| serde_json::from_str::<Json>(line).expect("a row"));
    rows.map(|row| (row["timestamp"].as_i64().expect("a time"), row["message"].as_str().expect("text").to_owned()))
        .collect()
}

/// Everything in a function's own log group.
fn told(aws: &LocalAws, function: &str) -> String {
    let events = aws.events(HOME, &format!("/aws/lambda/sluice-{function}"));
    events.into_iter().map(|(.., text)| text).collect::<Vec<_>>().join("\n")
}

/// The sums of a function's account over its invocations.
fn account(aws: &LocalAws, function: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for line in told(aws, function).lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let counts = line.as_object().filter(|line| line.contains_key("EventsReceived")).into_iter().flatten();
        for (name, count) in counts.filter_map(|(name, count)| Some((name, count.as_i64()?))) {
            *sums.entry(name.clone()).or_default() += count;
        }
    }
    sums
}
