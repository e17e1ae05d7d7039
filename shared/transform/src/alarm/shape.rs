//! The shapes in which an alarm is written, each brought to an [`Alarm`].
//!
//! Two families: the *state change* (direct action and EventBridge, `camelCase`), and the *notification* (SNS,
//! `PascalCase`); and our own *manual call*. They are read leniently, field by field: a period of a day, a null
//! description or a metric without dimensions costs nothing. Only the ARN must be readable, since without it nobody
//! knows which alarm is meant.
//!
//! Sources: *CloudWatch User Guide*, "Invoke a Lambda function from an alarm", "Alarm events and EventBridge",
//! "Notify users on alarm changes".

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Alarm, AlarmError, Composite, Metric, Moment, Route, State, composite, parts_of_arn};

/// The longest text that is kept of a reason or a rule, in characters. A rule has at most 10,240.
const MAX_TEXT: usize = 10_240;

/// `{"source": "aws.cloudwatch", "alarmArn", "alarmData": {…}}`: the alarm's own action.
pub(super) fn direct(event: &Value) -> Result<Alarm, AlarmError> {
    state_change(Route::Direct, text(&event["alarmArn"]), &event["alarmData"])
}

/// `{"detail-type": "CloudWatch Alarm State Change", "resources": [ARN], "detail": {…}}`: an event of EventBridge.
pub(super) fn event_bridge(event: &Value) -> Result<Alarm, AlarmError> {
    let resources = event["resources"].as_array().map(Vec::as_slice).unwrap_or_default();
    let arn = resources.iter().map(text).find(|arn| parts_of_arn(arn).is_some()).unwrap_or_default();
    state_change(Route::EventBridge, arn, &event["detail"])
}

fn state_change(route: Route, arn: &str, data: &Value) -> Result<Alarm, AlarmError> {
    let (state, configuration) = (&data["state"], &data["configuration"]);
    let metrics = configuration["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
    let previous = &data["previousState"]["value"];
    Ok(Alarm {
        state: State::named(text(&state["value"])),
        since: moment(&state["timestamp"]),
        previous: previous.as_str().map(State::named),
        reason: long(&state["reason"]),
        metrics: metrics.iter().map(|metric| measured(&metric["metricStat"]["metric"], metric, CAMEL)).collect(),
        composite: rule(&configuration["alarmRule"], &configuration["actionsSuppressor"]),
        suppressed_by: word(&state["actionsSuppressedBy"]),
        ..identified(route, arn)?
    })
}

/// The message of an SNS topic: `{"AlarmName", "AlarmArn", "NewStateValue", "StateChangeTime", "Trigger": {…}}`.
pub(super) fn notification(message: &Value) -> Result<Alarm, AlarmError> {
    let trigger = &message["Trigger"];
    let several = trigger["Metrics"].as_array();
    let metrics = match several {
        Some(metrics) => metrics.iter().map(|m| measured(&m["MetricStat"]["Metric"], m, PASCAL)).collect(),
        None if trigger["MetricName"].is_string() => vec![measured(trigger, trigger, PASCAL)],
        None => Vec::new(),
    };
    Ok(Alarm {
        state: State::named(text(&message["NewStateValue"])),
        since: moment(&message["StateChangeTime"]),
        previous: message["OldStateValue"].as_str().map(State::named),
        reason: long(&message["NewStateReason"]),
        metrics,
        composite: rule(&message["AlarmRule"], &message["ActionsSuppressor"]),
        suppressed_by: word(&message["ActionsSuppressedBy"]),
        ..identified(Route::Sns, text(&message["AlarmArn"]))?
    })
}

/// `{"remedy": {"alarm": ARN, "since"?, "cluster"?, "service"?, "task"?, "reason"?}}`: a person or a runbook asks for what
/// the alarm would have done. It passes the same guards.
pub(super) fn manual(call: &Value) -> Result<Alarm, AlarmError> {
    let names = [("cluster", "ClusterName"), ("service", "ServiceName"), ("task", "TaskId")];
    let given = names.iter().filter_map(|(key, name)| Some(((*name).to_owned(), filled(&call[*key])?)));
    let dimensions: BTreeMap<String, String> = given.collect();
    let metrics = if dimensions.is_empty() { Vec::new() } else { vec![Metric { dimensions, ..Metric::default() }] };
    Ok(Alarm {
        state: State::Alarm,
        since: moment(&call["since"]),
        reason: long(&call["reason"]),
        metrics,
        ..identified(Route::Manual, text(&call["alarm"]))?
    })
}

/// An alarm of which nothing is known but which it is.
fn identified(route: Route, arn: &str) -> Result<Alarm, AlarmError> {
    let (region, account, name) = parts_of_arn(arn).ok_or(AlarmError::NoArn)?;
    let (account, region, unknown) = (account.to_owned(), region.to_owned(), Alarm::unknown(route, arn, name));
    Ok(Alarm { account, region, ..unknown })
}

/// What the two families call the fields of a metric: namespace, name, dimensions, expression.
type Names = [&'static str; 4];
const CAMEL: Names = ["namespace", "name", "dimensions", "expression"];
const PASCAL: Names = ["Namespace", "MetricName", "Dimensions", "Expression"];

fn measured(metric: &Value, entry: &Value, [namespace, name, dimensions, expression]: Names) -> Metric {
    Metric {
        namespace: text(&metric[namespace]).to_owned(),
        name: text(&metric[name]).to_owned(),
        dimensions: pairs(&metric[dimensions]),
        expression: filled(&entry[expression]),
    }
}

/// Dimensions, as an object or as a list of names and values, whose keys SNS writes in lower case.
fn pairs(dimensions: &Value) -> BTreeMap<String, String> {
    let either = |entry: &Value, lower: &str, upper: &str| filled(&entry[lower]).or_else(|| filled(&entry[upper]));
    match dimensions {
        Value::Object(fields) => fields.iter().filter_map(|(key, value)| Some((key.clone(), filled(value)?))).collect(),
        Value::Array(list) => list
            .iter()
            .filter_map(|entry| Some((either(entry, "name", "Name")?, either(entry, "value", "Value")?)))
            .collect(),
        _ => BTreeMap::new(),
    }
}

fn rule(rule: &Value, suppressor: &Value) -> Option<Composite> {
    let rule = filled(rule).map(|rule| cut(&rule))?;
    Some(Composite { children: composite::children(&rule), suppressor: filled(suppressor), rule })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A text that is there and not empty.
fn filled(value: &Value) -> Option<String> {
    Some(text(value)).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// One of CloudWatch's own words, such as `WaitPeriod`; what else stands there is not repeated.
fn word(value: &Value) -> Option<String> {
    let word = filled(value)?;
    let sound = word.len() <= 64 && word.bytes().all(|b| b.is_ascii_alphabetic());
    Some(if sound { word } else { "something".to_owned() })
}

fn long(value: &Value) -> String {
    cut(text(value))
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::String(text) => Moment::parse(text),
        Value::Number(number) => Moment::from_number(number.as_f64()?),
        _ => None,
    }
}
