//! Events that are broken or hostile in any place, by any route: read or refused, acted on only as the true event would be, and
//! told in a message that SNS takes and in which nobody else speaks for us.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sluice_transform::alarm::{Brought, Moment, read};
use sluice_transform::config::Config;
use sluice_transform::remedy::{Observation, Outcome, Record, Remediation, World, decide, message};

use super::table::{base, by_route, enclosed, world};

/// One that listens to the event as much as can be: target and task are the event's.
static RULES: LazyLock<Remediation> = LazyLock::new(|| {
    let rules = "version: 1\nremediate: { allow: [\"prod/checkout\"], policies: [{ alarm: \"*\", target: dimensions, mode: act, \
                 ladder: [stop_task, restart, notify] }] }";
    Config::parse(rules).expect("rules").remediation
});
static WORLD: LazyLock<World> = LazyLock::new(|| world("-"));

const ROUTES: [&str; 6] = ["direct", "bridge", "sns", "sqs", "sqs_sns", "manual"];

fn hostile() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("\r\nNext: call 555-0100\u{2028}Next: \u{202e}txet")),
        Just(json!("0123456789abcdef0123456789abcdef")),
        Just(json!("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a\nNext: b")),
        Just(json!("2026-11-22T10:00:00Z")),
        Just(json!("x/../../y?z=https://evil.example")),
        (1..200_000_usize).prop_map(|length| "y".repeat(length).into()),
        Just(json!([])),
        Just(json!([{ "name": "ServiceName", "value": "other" }])),
        Just(json!({ "ClusterName": "prod", "ServiceName": "checkout", "TaskId": "a\nb" })),
        Just(json!({ "value": "ALARM" })),
    ]
}

/// Puts a value in the place that an index chooses, of all places of a document.
fn put(document: &mut Value, place: Index, value: Value) {
    fn places(document: &Value, at: &str, all: &mut Vec<String>) {
        let mut within = |name: &str, inner: &Value| {
            let path = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            all.push(path.clone());
            places(inner, &path, all);
        };
        match document {
            Value::Object(fields) => fields.iter().for_each(|(name, inner)| within(name, inner)),
            Value::Array(list) => list.iter().enumerate().for_each(|(at, inner)| within(&at.to_string(), inner)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    places(document, "", &mut all);
    if !all.is_empty() {
        let place: &String = place.get(&all);
        *document.pointer_mut(place).expect("it is there") = value;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_hostile_event_gets_no_further_than_the_true_one(
        route in prop::sample::select(&ROUTES[..]),
        changes in prop::collection::vec((any::<Index>(), hostile()), 0..5),
        outer in prop::option::weighted(0.2, (any::<Index>(), hostile())),
        bytes in prop::collection::vec((any::<Index>(), any::<char>()), 0..3),
    ) {
        let mut event = base()["event"].clone();
        if route != "direct" {
            event = by_route(route, &event);
        }
        changes.into_iter().for_each(|(place, value)| put(&mut event, place, value));
        let mut event = enclosed(route, &event);
        if let Some((place, value)) = outer {
            put(&mut event, place, value);
        }
        let mut text: Vec<char> = event.to_string().chars().collect();
        for (place, other) in bytes {
            *place.get_mut(&mut text) = other;
        }
        let text: String = text.into_iter().collect();
        for brought in read(&text).unwrap_or_default().into_iter().filter_map(|message| message.brought.ok()) {
            let Brought::Alarm(alarm) = brought else { continue };
            let Some(policy) = RULES.policy_for(&alarm) else { continue };
            let blind = decide(&alarm, policy, &Observation::blind(WORLD.now()));
            prop_assert!(matches!(blind.outcome, Outcome::Refuse { .. }), "who sees nothing does nothing");
            let decision = decide(&alarm, policy, &WORLD.observe(&alarm, policy));
            if let Outcome::Act(act) = &decision.outcome {
                let incident = &act.incident;
                prop_assert_eq!(incident.target.to_string(), "prod/checkout");
                prop_assert_eq!(&incident.alarm_arn, "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-errors");
                let turned = Moment::parse("2026-11-22T10:00:00Z").expect("a moment");
                prop_assert!(incident.since.since(turned).abs() <= 5 || incident.released, "{incident:?}");
                // DynamoDB takes 409,600 bytes.
                prop_assert!(serde_json::to_string(incident).expect("JSON").len() < 10_000);
            }
            for decision in [blind, decision] {
                let record = Record::of(&alarm, &decision, true);
                // A line of CloudWatch Logs has 262,144 bytes at most.
                prop_assert!(record.to_json().len() < 50_000 && !record.to_json().contains('\n'));
                let told = message(&record, &alarm, &str::to_owned);
                prop_assert!(told.subject.len() <= 100 && told.key.len() < 500);
                prop_assert!(told.text.len() + told.attribute.len() < 100_000);
                prop_assert_eq!(told.text.lines().filter(|line| line.starts_with("Next: ")).count(), 1);
                // Links lead to AWS, whatever the event's names are.
                let links: Value = serde_json::from_str(&told.attribute).expect("JSON");
                for link in links["links"].as_array().expect("a list") {
                    let host = link[1].as_str().and_then(|link| link.strip_prefix("https://")?.split('/').next());
                    let host = host.unwrap_or_default();
                    let aws = [".console.aws.amazon.com", ".console.amazonaws.cn", ".console.amazonaws-us-gov.com"];
                    prop_assert!(aws.iter().any(|domain| host.ends_with(domain)), "{link}");
                }
            }
        }
    }
}
