//! `decisions.txt`, row by row, through the same doors as in production: the event's text, the configuration's text, the
//! world's text. And that every guard is there with its pass, its refusal and its unreadable input.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sluice_transform::alarm::{Alarm, Brought, Moment, read};
use sluice_transform::config::Config;
use sluice_transform::remedy::{Decision, Effect, Finding, Outcome, Record, Target, World, decide, id, unmatched};

const BASE: &str = include_str!("base.json");
const TABLE: &str = include_str!("decisions.txt");

pub fn base() -> Value {
    serde_json::from_str(BASE).expect("JSON")
}

/// Changes a document as a cell of the table says.
fn patch(document: &mut Value, cell: &str) {
    for change in cell.split("; ").filter(|change| *change != "-" && !change.is_empty()) {
        let (path, value) = match change.split_once('=') {
            Some((path, value)) => {
                (path, Some(serde_json::from_str(value).unwrap_or_else(|e| panic!("{change}: {e}"))))
            }
            None => (change.strip_suffix('!').unwrap_or_else(|| panic!("no change: {change}")), None),
        };
        let path = match path.split_once('.') {
            Some(("s", rest)) => format!("services.0.{rest}"),
            Some(("a", rest)) => format!("alarms.0.{rest}"),
            Some(("d", rest)) => format!("services.0.deployments.0.{rest}"),
            Some(("p", rest)) => format!("policies.0.{rest}"),
            _ => path.to_owned(),
        };
        let (parents, last) = path.rsplit_once('.').unwrap_or(("", &path));
        let mut place = &mut *document;
        for name in parents.split('.').filter(|name| !name.is_empty()) {
            place = match name.parse::<usize>() {
                Ok(at) => &mut place[at],
                Err(_) => &mut place[name],
            };
        }
        match (place, value) {
            (Value::Object(fields), Some(value)) => drop(fields.insert(last.to_owned(), value)),
            (Value::Object(fields), None) => assert!(fields.remove(last).is_some(), "{change}: there is none"),
            (Value::Array(list), Some(value)) => list.push(value),
            (other, _) => panic!("{change}: cannot be set in {other}"),
        }
    }
}

/// The base's event, by another route.
pub fn by_route(route: &str, event: &Value) -> Value {
    let (arn, data) = (&event["alarmArn"], &event["alarmData"]);
    let notification = json!({
        "AlarmArn": arn, "NewStateValue": data["state"]["value"], "StateChangeTime": "2026-11-22T10:00:00.985+0000",
        "OldStateValue": "OK", "Trigger": { "MetricName": "CPUUtilization",
            "Dimensions": [{ "name": "ClusterName", "value": "prod" }, { "name": "ServiceName", "value": "checkout" }] },
    });
    match route {
        "bridge" => json!({ "detail-type": "CloudWatch Alarm State Change", "resources": [arn], "detail": data }),
        "sns" | "sqs_sns" => notification,
        "sqs" => event.clone(),
        "manual" => json!({ "remedy": { "alarm": arn } }),
        other => panic!("there is no route {other}"),
    }
}

pub fn enclosed(route: &str, event: &Value) -> Value {
    let sqs =
        |body: &Value| json!({ "Records": [{ "messageId": "1", "eventSource": "aws:sqs", "body": body.to_string() }] });
    match route {
        "sns" => json!({ "Records": [{ "Sns": { "Message": event.to_string() } }] }),
        "sqs" => sqs(event),
        "sqs_sns" => sqs(&json!({ "Type": "Notification", "Message": event.to_string() })),
        _ => event.clone(),
    }
}

fn alarm(cell: &str) -> Alarm {
    let (route, changes) = match cell.strip_prefix('@') {
        Some(rest) => rest.split_once("; ").unwrap_or((rest, "-")),
        None => ("direct", cell),
    };
    let mut event = base()["event"].clone();
    if route != "direct" {
        event = by_route(route, &event);
    }
    patch(&mut event, changes);
    let mut messages = read(&enclosed(route, &event).to_string()).expect("an event");
    match messages.remove(0).brought.expect("an alarm") {
        Brought::Alarm(alarm) => *alarm,
        Brought::Verify { .. } => panic!("a reminder"),
    }
}

pub fn world(cell: &str) -> World {
    let mut world = base()["world"].clone();
    patch(&mut world, cell);
    for incident in world["incidents"].as_array_mut().into_iter().flatten() {
        let mut whole = base()["incident"].clone();
        let fields = incident.as_object().expect("an incident").clone();
        whole.as_object_mut().expect("an object").extend(fields);
        let text = |name: &str| whole[name].as_str().expect("a text").to_owned();
        let target = Target::parse(&text("target")).expect("a target");
        let rung = u32::try_from(whole["rung"].as_u64().expect("a rung")).expect("a small number");
        whole["id"] = json!(id(&text("alarm_arn"), Moment::parse(&text("since")), Some(&target), rung));
        *incident = whole;
    }
    World::parse(&world.to_string()).expect("a world")
}

pub fn decided(event: &str, policy: &str, cell: &str) -> (Alarm, Decision) {
    let mut section = base()["policy"].clone();
    patch(&mut section, policy);
    let yaml = json!({ "version": 1, "remediate": section }).to_string();
    let config = Config::parse(&yaml).unwrap_or_else(|error| panic!("{policy}: {error}"));
    let (alarm, world) = (alarm(event), world(cell));
    let decision = match config.remediation.policy_for(&alarm) {
        Some(policy) => decide(&alarm, policy, &world.observe(&alarm, policy)),
        None => unmatched(&alarm, world.now()),
    };
    (alarm, decision)
}

/// A decision as the table writes it, its guard, and its reason.
fn written(decision: &Decision) -> (String, &'static str, String) {
    let effect = |effect: &Effect| match effect {
        Effect::Restart { .. } => "restart".to_owned(),
        Effect::StopDeployment { .. } => "stop_deployment rollback".to_owned(),
        Effect::Pin { revision, .. } => format!("pin {} rollback", revision.rsplit(':').next().unwrap_or_default()),
        Effect::Scale { from, to } => format!("scale {from} {to}"),
        Effect::StopTask { task } => format!("stop_task {}", &task[..4]),
        Effect::SetParameter { .. } => "set_parameter".to_owned(),
        Effect::Automation { .. } => "automation".to_owned(),
        Effect::Notify => "notify".to_owned(),
    };
    match &decision.outcome {
        Outcome::Act(act) => (format!("act {}", effect(&act.incident.effect)), "-", String::new()),
        Outcome::DryRun(planned) => (format!("dry_run {}", effect(planned)), "mode", String::new()),
        Outcome::Resume(_) => ("resumed".to_owned(), "-", String::new()),
        Outcome::Escalate { reason, .. } => ("escalated".to_owned(), "-", reason.clone()),
        Outcome::Refuse { guard, reason, tell } => {
            let row = decision.guards.iter().find(|row| Some(row.guard) == *guard);
            let word = match row.map(|row| row.finding) {
                Some(Finding::Unreadable) => "unreadable",
                _ if *tell => "refused!",
                _ => "refused",
            };
            assert!(word != "unreadable" || *tell, "what cannot be read is told: {decision:?}");
            (word.to_owned(), guard.map_or("-", |guard| guard.name()), reason.clone())
        }
    }
}

fn rows() -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    let lines = TABLE.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.map(|(at, line)| (at + 1, line.split(" | ").map(str::trim).collect()))
}

#[test]
fn every_row_of_the_table() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (line, row) in rows() {
        let [expected, expected_guard, event, policy, world, words] = row[..] else { panic!("line {line}: {row:?}") };
        count += 1;
        let (_, decision) = decided(event, policy, world);
        let (found, guard, reason) = written(&decision);
        // `act rollback` is any way to roll back; every word of what is expected has to stand there.
        let as_expected = expected.split(' ').all(|word| found.split(' ').any(|there| there == word));
        if !as_expected || guard != expected_guard || (words != "-" && !reason.contains(words)) {
            wrong.push(format!("line {line}: {expected} by {expected_guard}, but {found} by {guard}: {reason}"));
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
    assert!(count >= 120, "{count} rows");
}

/// What the table shows of each guard: `Passed`, `Refused` and `Unreadable`. Guard 7 reads nothing that could fail.
#[test]
fn every_guard_passes_refuses_and_cannot_read() {
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (_, row) in rows() {
        let (_, decision) = decided(row[2], row[3], row[4]);
        for row in decision.guards {
            seen.entry(row.guard.name()).or_default().insert(format!("{:?}", row.finding));
        }
    }
    for guard in ["fired", "switch", "allowed", "hours", "still", "service", "claim", "budget"] {
        let needed = ["Passed", "Refused", "Unreadable"];
        assert!(needed.iter().all(|finding| seen[guard].contains(*finding)), "{guard}: {:?}", seen[guard]);
    }
    assert!(["Passed", "DryRun"].iter().all(|finding| seen["mode"].contains(*finding)));
}

/// A person who reads the audit of a `notify` sees which guards did not hold for it.
#[test]
fn what_does_not_hold_telling_people_back_says_so() {
    let (_, decision) = decided("-", r#"p.ladder=["notify"]"#, "kill_switch=true");
    let not_asked: Vec<_> = decision.guards.iter().filter(|row| row.finding == Finding::NotAsked).collect();
    let numbers: Vec<usize> = not_asked.iter().map(|row| row.guard.number()).collect();
    assert_eq!(numbers, [2, 3, 4, 5, 6, 9]);
    assert!(not_asked.iter().all(|row| row.reason == "telling people is not held back by this"));
}

#[test]
fn every_decision_leaves_nine_rows_and_one_line() {
    for (line, row) in rows() {
        let (alarm, decision) = decided(row[2], row[3], row[4]);
        if !decision.guards.is_empty() {
            let numbers: Vec<usize> = decision.guards.iter().map(|row| row.guard.number()).collect();
            assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9], "line {line}");
        }
        let record = Record::of(&alarm, &decision, true);
        let json: Value = serde_json::from_str(&record.to_json()).expect("JSON");
        for key in ["incident", "alarm", "target", "rung", "action", "verdict", "guard", "reason", "at"] {
            assert!(json.get(key).is_some(), "line {line}: {key}");
        }
        assert!(!record.to_json().contains('\n'));
        assert_eq!(json["incident"].as_str().map(str::len), Some(64));
    }
}
