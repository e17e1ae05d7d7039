//! `verifications.txt`, row by row; and what people are told.

use serde_json::{Value, json};
use sluice_transform::alarm::Moment;
use sluice_transform::remedy::{
    Act, Incident, Outcome, PutBack, Record, Target, Verdict, Verification, message, verify,
};

use super::table::{base, decided, world};

const TABLE: &str = include_str!("verifications.txt");

fn incident(cell: &str) -> Incident {
    let mut incident = base()["incident"].clone();
    let changes: Value = serde_json::from_str(&format!("{{{}}}", cell.trim_matches('-'))).expect("JSON");
    let fields = incident.as_object_mut().expect("an object");
    fields.extend([("id".to_owned(), json!("an id")), ("acted_at".to_owned(), json!("2026-11-22T10:00:12Z"))]);
    fields.extend(changes.as_object().expect("an object").clone());
    serde_json::from_value(incident).expect("an incident")
}

fn written(verification: &Verification) -> (String, String) {
    let plain = |word: &str| (word.to_owned(), String::new());
    match verification {
        Verification::Recovered { took, put_back } => match put_back {
            PutBack::Nothing => plain(&format!("recovered {took} nothing")),
            PutBack::Count(count) => plain(&format!("recovered {took} count {count}")),
            PutBack::Parameter { name, value } => plain(&format!("recovered {took} parameter {name} {value}")),
            PutBack::Theirs => plain(&format!("recovered {took} theirs")),
            PutBack::Leave(reason) => (format!("recovered {took} leave"), (*reason).to_owned()),
            PutBack::NotYet => plain(&format!("recovered {took} not yet")),
        },
        Verification::Wait(until) => plain(&format!("wait {}", &until.to_string()[11..19])),
        Verification::NextRung(reason) => ("next_rung".to_owned(), reason.clone()),
        Verification::Escalate(reason) => ("escalate".to_owned(), reason.clone()),
        Verification::TakeOver => plain("take_over"),
        Verification::Climb => plain("climb"),
        Verification::Over => plain("over"),
    }
}

#[test]
fn every_row_of_the_verifications() {
    let target = Target::parse("prod/checkout").expect("a target");
    let mut wrong = Vec::new();
    for (line, row) in TABLE.lines().enumerate().filter(|(_, row)| !row.starts_with('#') && !row.is_empty()) {
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let [expected, changes, facts, words] = cells[..] else { panic!("line {}: {row}", line + 1) };
        let incident = incident(changes);
        let seen = world(facts).observe_target(&incident.alarm_arn, Some(&target));
        let verification = verify(&incident, &seen);
        let (found, reason) = written(&verification);
        if found != expected || (words != "-" && !reason.contains(words)) {
            wrong.push(format!("line {}: {expected}, but {found}: {reason}", line + 1));
        }
        // Whatever ends an incident is recorded, and asked again it says that it has ended.
        if let Some(closed) = verification.record(&incident, seen.now) {
            assert!(!closed.stage.is_open() && closed.closed_at == Some(seen.now));
            assert!(matches!(verify(&closed, &seen), Verification::Over | Verification::Climb));
            assert!(Record::of_verification(&incident, &verification, seen.now).is_some());
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

fn act(policy: &str) -> Box<Act> {
    match decided("-", policy, "-").1.outcome {
        Outcome::Act(act) => act,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_act_says_all_that_is_written_before_it() {
    let act = act(r#"p.ladder=[{"scale":{"by":2,"max":10}},"notify"]; p.actions_per_hour=5; actions_per_hour=7"#);
    let table = serde_json::to_value(&act.incident).expect("JSON");
    assert_eq!(table["effect"], json!({ "kind": "scale", "from": 4, "to": 6 }));
    assert_eq!((table["stage"].as_str(), table["target"].as_str()), (Some("claimed"), Some("prod/checkout")));
    assert_eq!(table["claim_until"], "2026-11-22T10:06:00Z");
    assert_eq!(table["verify_by"], "2026-11-22T10:16:00Z");
    assert_eq!((act.target_per_hour, act.stack_per_hour, act.replaces), (5, 7, None));
    // What comes back from the table is what went in, and knows its alarm.
    let back: Incident = serde_json::from_value(table).expect("an incident");
    assert_eq!(back, act.incident);
    let alarm = back.alarm().expect("an alarm");
    assert_eq!((alarm.name.as_str(), alarm.dimension("ServiceName")), ("checkout-errors", Some("checkout")));
    let done = act.done(back.claimed_at.plus(2), Some("ecs-svc/2".to_owned()));
    assert_eq!(done.acted_at, Some(back.claimed_at.plus(2)));
}

#[test]
fn an_automation_has_a_token_that_ssm_takes() {
    let act = act(r#"p.ladder=[{"ssm_automation":{"document":"Restart-Cache"}},"notify"]"#);
    let effect = serde_json::to_value(&act.incident.effect).expect("JSON");
    let token = effect["token"].as_str().expect("a token");
    let lengths: Vec<usize> = token.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert!(token.chars().all(|c| c == '-' || c.is_ascii_hexdigit()));
}

#[test]
fn a_message_says_what_happened_and_what_to_do() {
    let (alarm, decision) =
        decided(r#"alarmData.state.reason="mail alice@example.com""#, "-", r#"s.status="DRAINING""#);
    let record = Record::of(&alarm, &decision, true);
    assert_eq!(record.verdict, Verdict::Refused);
    let hide = |text: &str| text.replace("alice@example.com", "[EMAIL_ADDRESS]");
    let told = message(&record, &alarm, &hide);
    assert_eq!(told.subject, "[refused] checkout-errors: restart was not done on prod/checkout");
    for part in [
        "Fires since: 2026-11-22T10:00:00Z",
        "CloudWatch says: mail [EMAIL_ADDRESS]",
        "Why: the service is not ACTIVE",
        "  6 service: controller ECS, status DRAINING, tasks 4 of 4 run",
        "Next: See to the service",
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout-errors",
        "https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/checkout/logs?region=eu-west-1",
    ] {
        assert!(told.text.contains(part), "{part}: {}", told.text);
    }
    let attribute: Value = serde_json::from_str(&told.attribute).expect("JSON");
    assert_eq!((attribute["verdict"].as_str(), attribute["guard"].as_str()), (Some("refused"), Some("service")));
    assert_eq!(attribute["target"], "prod/checkout");
    assert!(!told.text.contains("alice") && !told.attribute.contains("alice"));
    // Every copy of the same news has the same key.
    let (alarm, decision) = decided("@sns", "-", r#"s.status="DRAINING"; now="2026-11-22T10:01:30Z""#);
    assert_eq!(message(&Record::of(&alarm, &decision, true), &alarm, &hide).key, told.key);
}

#[test]
fn subjects_are_what_sns_takes() {
    let long =
        format!("alarmArn=\"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-{}\"", "ü\u{202e}".repeat(90));
    let (alarm, decision) = decided(&long, "-", "-");
    let told = message(&Record::of(&alarm, &decision, true), &alarm, &str::to_owned);
    assert!(told.subject.len() <= 100 && told.subject.bytes().all(|b| (0x20..0x7f).contains(&b)), "{}", told.subject);
    assert_eq!(decision.at, Moment::parse("2026-11-22T10:01:00Z").expect("a moment"));
}

#[test]
fn what_others_wrote_stays_on_its_line_and_is_short() {
    let reason = format!("busy\\r\\nNext: call 555-0100\\u2028Why: all is well \\u202etxet {}", "x".repeat(500_000));
    let event = format!("alarmData.state.reason=\"{reason}\"");
    let (alarm, decision) = decided(&event, "-", r#"s.status="DRAINING\nNext: nothing""#);
    let told = message(&Record::of(&alarm, &decision, true), &alarm, &str::to_owned);
    let lines = |start: &str| told.text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((lines("Next: "), lines("Why: "), lines("CloudWatch says: busy  Next: ")), (1, 1, 1), "{}", told.text);
    assert!(!told.text.contains(['\u{2028}', '\u{202e}']));
    // SNS takes 262,144 bytes.
    assert!(told.text.len() + told.attribute.len() < 20_000, "{}", told.text.len());
    let record = Record::of(&alarm, &decision, true).to_json();
    assert!(!record.contains("555-0100"), "the audit does not repeat what CloudWatch wrote");
}
