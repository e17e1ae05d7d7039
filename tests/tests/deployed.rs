//! The functions, deployed: a real `sam build` and `sam deploy` of our templates into a local AWS, log lines written into
//! the source group, and every one read back, clean, from each destination.

use std::time::{Duration, Instant};

use serde_json::Value as Json;
use sluice_tests::deployment::{CENTRAL, FORWARDED, HOME, REDACTED, SOURCE, deploy};
use sluice_tests::local_aws::{ACCOUNT, LocalAws};
use sluice_tests::stack::now;
use sluice_tests::traffic::{self, ByTime};
use sluice_tests::{gunzip, obligations, planted, root, tell};
use sluice_transform::config::Config;

const STREAM: &str = "ecs/checkout/0f3a9b";

#[test]
fn every_event_arrives_clean_everywhere() {
    let aws = LocalAws::start();
    let deployment = deploy(&aws);
    let written = write(&aws);
    let expected = clean(&written);
    let name = format!("{ACCOUNT}/{HOME}/%2Fecs%2Fcheckout/{STREAM}");

    let redacted = read_back(&written, || stream(&aws, HOME, REDACTED, STREAM));
    let forwarded = read_back(&written, || stream(&aws, CENTRAL, FORWARDED, &name));
    let archived = read_back(&written, || archive(&aws, &deployment.archive_bucket));
    for (place, found) in [("redacted group", &redacted), ("other Region's group", &forwarded), ("bucket", &archived)] {
        tell(&format!("read back {} of {} events from the {place}", found.len(), written.len()));
        assert!(!found.is_empty(), "nothing came back from the {place}: {}", aws.log());
        for (time, message) in &expected {
            let found = found.get(time).unwrap_or_else(|| panic!("event {time} is not in the {place}"));
            assert!(found == message, "event {time} is not what it should be in the {place}");
        }
        assert_eq!(found.len(), written.len(), "the {place} holds events that nobody wrote");
        for secret in planted().iter().filter(|planted| planted.detector != "keep") {
            assert!(
                found.values().all(|message| !message.contains(&secret.value)),
                "{} in the {place}",
                secret.detector
            );
        }
    }
    assert_eq!(aws.logs.refused(), [] as [String; 0]);
    assert_eq!(aws.objects(&deployment.parked_bucket).keys().collect::<Vec<_>>(), [] as [&String; 0]);

    // What the functions say of themselves is in their own groups, and so are the metrics.
    let own = |function: &str| documents(&aws, &format!("/aws/lambda/sluice-{function}"));
    for function in ["redact", "forward", "archive", "metrics"] {
        let documents = own(function);
        let sum = |name: &str| -> u64 { documents.iter().filter_map(|line| line[name].as_u64()).sum() };
        assert_eq!(sum("EventsReceived"), written.len() as u64, "{function}");
        assert_eq!(sum("EventsDelivered"), written.len() as u64, "{function}");
    }
    let errors = own("metrics").iter().filter(|line| line.get("Errors").is_some()).count();
    tell(&format!("{errors} EMF documents of the rule Errors"));
    assert!(errors > 0, "no metric was printed");
}

/// Writes the messages of the sample events into the source group, as the awslogs driver would.
fn write(aws: &LocalAws) -> ByTime {
    // In the order of their ids: a private key over several events stays in its order.
    let messages = obligations().into_values().map(|owed| owed.message).filter(|message| !message.is_empty());
    let written: ByTime = (now() - 60_000..).zip(messages).collect();
    traffic::write(aws, STREAM, &written);
    written
}

/// What should arrive, by the very rules that are deployed.
fn clean(written: &ByTime) -> ByTime {
    let yaml = std::fs::read_to_string(root().join("sluice.yaml")).expect("the rules");
    let config = Config::parse(&yaml).expect("the rules are right");
    let mut session = config.redactor.session();
    written.iter().map(|(time, message)| (*time, session.redact(message).text.into_owned())).collect()
}

/// Reads a destination until it holds as much as was written, or half a minute has passed.
fn read_back(written: &ByTime, read: impl Fn() -> Vec<(i64, String)>) -> ByTime {
    let start = Instant::now();
    loop {
        let found = read();
        if found.len() >= written.len() || start.elapsed() > Duration::from_secs(60) {
            let by_time: ByTime = found.iter().cloned().collect();
            assert_eq!(by_time.len(), found.len(), "an event came twice");
            return by_time;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn stream(aws: &LocalAws, region: &str, group: &str, stream: &str) -> Vec<(i64, String)> {
    let events = aws.events(region, group).into_iter();
    events.filter(|(name, ..)| name == stream).map(|(_, time, message)| (time, message)).collect()
}

fn archive(aws: &LocalAws, bucket: &str) -> Vec<(i64, String)> {
    let mut found = Vec::new();
    for (key, body) in aws.objects(bucket) {
        let prefix = format!("logs/account={ACCOUNT}/region={HOME}/log_group=%2Fecs%2Fcheckout/dt=");
        assert!(key.starts_with(&prefix), "{key}");
        for line in String::from_utf8(gunzip(&body)).expect("UTF-8").lines() {
            let row: Json = serde_json::from_str(line).expect("a row");
            assert_eq!((&row["log_stream"], &row["log_group"]), (&Json::from(STREAM), &Json::from(SOURCE)));
            found.push((row["timestamp"].as_i64().expect("a time"), row["message"].as_str().expect("text").to_owned()));
        }
    }
    found
}

/// EMF documents in a function's own log group.
fn documents(aws: &LocalAws, group: &str) -> Vec<Json> {
    let lines =
        aws.events(HOME, group).into_iter().flat_map(|(.., text)| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter_map(|line| serde_json::from_str(&line).ok()).filter(|line: &Json| line.get("_aws").is_some()).collect()
}
