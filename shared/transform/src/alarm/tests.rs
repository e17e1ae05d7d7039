//! The routes, side by side: they differ in their shape and say the same.

use serde_json::{Value, json};

use super::*;

const ARN: &str = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-errors";

fn state_change() -> Value {
    json!({
        "alarmName": "checkout-errors",
        "state": { "value": "ALARM", "reason": "Threshold Crossed", "timestamp": "2026-11-22T10:00:00.985+0000" },
        "previousState": { "value": "OK", "timestamp": "2026-11-22T08:00:00.000+0000" },
        "configuration": { "metrics": [
            { "id": "m1", "returnData": false, "metricStat": { "period": 86400, "stat": "Sum", "metric": {
                "namespace": "Sluice/Logs", "name": "Errors",
                "dimensions": { "ClusterName": "prod", "ServiceName": "checkout" } } } },
            { "id": "e1", "expression": "m1 / 2", "returnData": true },
        ] },
    })
}

fn direct() -> Value {
    json!({ "source": "aws.cloudwatch", "alarmArn": ARN, "accountId": "111122223333", "region": "eu-west-1",
            "time": "2026-11-22T10:00:01.044+0000", "alarmData": state_change() })
}

fn event_bridge() -> Value {
    json!({ "version": "0", "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch",
            "account": "111122223333", "region": "eu-west-1", "time": "2026-11-22T10:00:00Z", "resources": [ARN],
            "detail": state_change() })
}

fn notification() -> Value {
    json!({ "AlarmName": "checkout-errors", "AlarmDescription": null, "AWSAccountId": "111122223333",
            "NewStateValue": "ALARM", "NewStateReason": "Threshold Crossed", "Region": "EU (Ireland)",
            "StateChangeTime": "2026-11-22T10:00:00.985+0000", "AlarmArn": ARN, "OldStateValue": "OK",
            "Trigger": { "Period": 60, "Metrics": [
                { "Id": "m1", "ReturnData": false, "MetricStat": { "Period": 86400, "Metric": {
                    "MetricName": "Errors", "Namespace": "Sluice/Logs", "Dimensions": [
                        { "name": "ClusterName", "value": "prod" }, { "name": "ServiceName", "value": "checkout" }] } } },
                { "Id": "e1", "Expression": "m1 / 2", "ReturnData": true },
            ] } })
}

fn sns(message: &Value) -> Value {
    json!({ "Records": [{ "EventSource": "aws:sns", "Sns": { "Message": message.to_string() } }] })
}

fn sqs(bodies: &[String]) -> Value {
    let record =
        |(n, body): (usize, &String)| json!({ "messageId": format!("m{n}"), "eventSource": "aws:sqs", "body": body });
    json!({ "Records": bodies.iter().enumerate().map(record).collect::<Vec<_>>() })
}

fn alarms(event: &Value) -> Vec<Alarm> {
    let messages = read(&event.to_string()).unwrap();
    let alarm = |message: Message| match message.brought {
        Ok(Brought::Alarm(alarm)) => *alarm,
        other => panic!("{other:?}"),
    };
    messages.into_iter().map(alarm).collect()
}

#[test]
fn every_route_says_the_same() {
    let enclosed = json!({ "Type": "Notification", "Message": notification().to_string() });
    let queue = sqs(&[
        direct().to_string(),
        event_bridge().to_string(),
        notification().to_string(),
        enclosed.to_string(),
        sns(&notification()).to_string(),
    ]);
    let mut found = [alarms(&direct()), alarms(&event_bridge()), alarms(&sns(&notification()))].concat();
    found.extend(alarms(&queue));
    assert_eq!(found.len(), 8);
    let first = found[0].clone();
    assert_eq!(first.name, "checkout-errors");
    assert_eq!((first.account.as_str(), first.region.as_str()), ("111122223333", "eu-west-1"));
    assert_eq!((first.state, first.previous), (State::Alarm, Some(State::Ok)));
    assert_eq!(first.since.unwrap().to_string(), "2026-11-22T10:00:00Z");
    assert_eq!((first.dimension("ClusterName"), first.dimension("ServiceName")), (Some("prod"), Some("checkout")));
    assert_eq!(first.metrics[1].expression.as_deref(), Some("m1 / 2"));
    for other in found {
        assert_eq!(Alarm { route: first.route, ..other }, first);
    }
    let ids: Vec<_> = read(&queue.to_string()).unwrap().into_iter().map(|message| message.id.unwrap()).collect();
    assert_eq!(ids, ["m0", "m1", "m2", "m3", "m4"]);
}

#[test]
fn a_plain_trigger_is_one_metric() {
    let mut message = notification();
    message["Trigger"] = json!({ "MetricName": "Errors", "Namespace": "Sluice/Logs", "StatisticType": "Statistic",
        "Dimensions": [{ "name": "ServiceName", "value": "checkout" }, { "value": "no name" }, 5] });
    let alarm = &alarms(&sns(&message))[0];
    assert_eq!(alarm.metrics.len(), 1);
    assert_eq!(alarm.dimension("ServiceName"), Some("checkout"));
}

#[test]
fn a_composite_has_a_rule_and_children() {
    let mut event = event_bridge();
    event["detail"]["configuration"] =
        json!({ "alarmRule": "ALARM(\"a b\") OR ALARM(c)", "actionsSuppressor": "deploys" });
    event["detail"]["state"]["actionsSuppressedBy"] = json!("WaitPeriod");
    let alarm = &alarms(&event)[0];
    let composite = alarm.composite.clone().unwrap();
    assert_eq!(composite.children, ["a b", "c"]);
    assert_eq!(composite.suppressor.as_deref(), Some("deploys"));
    assert_eq!(alarm.suppressed_by.as_deref(), Some("WaitPeriod"));
    assert!(alarm.metrics.is_empty());
    let mut message = notification();
    message["AlarmRule"] = json!("ALARM(c)");
    message.as_object_mut().unwrap().remove("Trigger");
    assert_eq!(alarms(&sns(&message))[0].composite.as_ref().unwrap().children, ["c"]);
}

#[test]
fn a_manual_call_is_an_alarm_too() {
    let call = json!({ "remedy": { "alarm": ARN, "cluster": "prod", "service": "checkout" } });
    let alarm = &alarms(&call)[0];
    assert_eq!((alarm.route, alarm.state, alarm.since), (Route::Manual, State::Alarm, None));
    assert_eq!(alarm.dimension("ServiceName"), Some("checkout"));
}

#[test]
fn a_reminder_names_what_is_to_be_verified() {
    for (at, expected) in [(json!("2026-11-22T10:02:00Z"), Moment::parse("2026-11-22T10:02:00Z")), (json!(7), None)] {
        let event = sqs(&[json!({ "verify": { "target": "prod/checkout", "incident": "ab", "at": at } }).to_string()]);
        let messages = read(&event.to_string()).unwrap();
        let expected = Brought::Verify { target: "prod/checkout".to_owned(), incident: "ab".to_owned(), at: expected };
        assert_eq!(messages[0].brought, Ok(expected));
    }
    assert_eq!(read(r#"{"verify": {}}"#).unwrap()[0].brought, Err(AlarmError::NoIncident));
}

#[test]
fn what_contradicts_itself_is_no_dimension() {
    let mut event = direct();
    let other = json!({ "metricStat": { "metric": { "name": "x", "dimensions": { "ServiceName": "web" } } } });
    event["alarmData"]["configuration"]["metrics"].as_array_mut().unwrap().push(other);
    assert_eq!(alarms(&event)[0].dimension("ServiceName"), None);
    assert_eq!(alarms(&event)[0].dimension("ClusterName"), Some("prod"));
}

#[test]
fn what_is_missing_is_missing_and_no_error() {
    let bare = json!({ "alarmArn": ARN, "alarmData": {} });
    let alarm = &alarms(&bare)[0];
    assert_eq!((alarm.state, alarm.since, alarm.previous), (State::Unknown, None, None));
    let odd = json!({ "alarmArn": ARN, "alarmData": { "state": { "value": 5, "timestamp": [] }, "configuration": 7 } });
    assert_eq!(alarms(&odd)[0].state, State::Unknown);
}

#[test]
fn what_is_no_alarm_is_refused_without_its_words() {
    for (text, expected) in [
        ("{\"hello\": 1}", AlarmError::NoAlarm),
        ("[1]", AlarmError::NoAlarm),
        ("{\"awslogs\":{\"data\":\"QUJD\"}}", AlarmError::NoAlarm),
        ("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"H4sI\"}]}", AlarmError::NoAlarm),
        ("{\"secret", AlarmError::NotJson { line: 1, column: 8 }),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error, expected, "{text}");
        assert!(!error.to_string().contains("secret") && !error.to_string().contains("hello"));
    }
    let other_arn = json!({ "alarmArn": "arn:aws:s3:::bucket", "alarmData": {} });
    assert_eq!(read(&other_arn.to_string()).unwrap()[0].brought, Err(AlarmError::NoArn));
    let deep = format!("{{\"alarmData\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(&deep), Err(AlarmError::NotJson { .. })));
}

#[test]
fn one_bad_message_leaves_the_others_alone() {
    let event = sqs(&[direct().to_string(), "nonsense".to_owned(), json!({ "remedy": {} }).to_string()]);
    let messages = read(&event.to_string()).unwrap();
    assert!(messages[0].brought.is_ok());
    assert!(matches!(messages[1].brought, Err(AlarmError::NotJson { .. })));
    assert_eq!(messages[2].brought, Err(AlarmError::NoArn));
}

#[test]
fn what_no_alarm_can_be_called_is_no_arn() {
    let long = |count: usize| format!("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:{}", "ü".repeat(count));
    for (arn, sound) in [
        (long(255), true),
        (long(256), false),
        (long(6_000_000), false),
        (format!("{ARN}\nNext: call 555-0100"), false),
        (ARN.replace("arn:aws:", "arn:x\ny:"), false),
        (ARN.replace("arn:aws:", "arn::"), false),
        (ARN.replace("eu-west-1", "evil.example/?"), false),
    ] {
        for event in [json!({ "alarmArn": arn, "alarmData": {} }), json!({ "remedy": { "alarm": arn } })] {
            assert_eq!(read(&event.to_string()).unwrap()[0].brought.is_ok(), sound, "{}", &arn[..arn.len().min(80)]);
        }
    }
}

#[test]
fn what_suppresses_is_one_of_cloudwatchs_words() {
    for (given, kept) in
        [("WaitPeriod", "WaitPeriod"), ("\nNext: x", "something"), (&"A".repeat(5_000_000), "something")]
    {
        let mut event = direct();
        event["alarmData"]["state"]["actionsSuppressedBy"] = json!(given);
        assert_eq!(alarms(&event)[0].suppressed_by.as_deref(), Some(kept));
    }
}
