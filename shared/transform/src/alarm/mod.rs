//! Alarms: whatever way CloudWatch brought one, it becomes one [`Alarm`].
//!
//! [`read()`] takes an event apart; the routes differ in their shape and say the same. It refuses to decide anything:
//! what is missing is missing here, and [`crate::remedy`] judges what that means.

mod composite;
mod moment;
mod read;
mod shape;

use std::collections::BTreeMap;

use serde::Serialize;

pub use moment::Moment;
pub use read::{AlarmError, Brought, Message, read};

/// One state of one alarm, and what it watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// How it came.
    pub route: Route,
    /// The alarm's name.
    pub name: String,
    /// Its ARN, which also says the account and the Region.
    pub arn: String,
    /// The account that it is in: 12 digits.
    pub account: String,
    /// The Region that it is in, such as `eu-west-1`.
    pub region: String,
    /// The state that it is in now.
    pub state: State,
    /// Since when; `None` where the event does not say it readably.
    pub since: Option<Moment>,
    /// The state that it was in before.
    pub previous: Option<State>,
    /// CloudWatch's reason, for people.
    pub reason: String,
    /// The metrics that it watches; none for a composite one.
    pub metrics: Vec<Metric>,
    /// The rule of a composite alarm.
    pub composite: Option<Composite>,
    /// What holds its actions back, if something does: `Alarm`, `WaitPeriod` or `ExtensionPeriod`.
    pub suppressed_by: Option<String>,
}

/// How an alarm came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// As the alarm's own action.
    Direct,
    /// As an event of EventBridge.
    EventBridge,
    /// As a message of an SNS topic.
    Sns,
    /// By a person or a runbook.
    Manual,
}

/// The state of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum State {
    /// It fires.
    #[serde(rename = "ALARM")]
    Alarm,
    /// All is well.
    #[serde(rename = "OK")]
    Ok,
    /// It cannot tell.
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
    /// A state that is not known here, or none.
    #[serde(rename = "UNKNOWN")]
    Unknown,
}

impl State {
    /// Reads CloudWatch's name for it.
    pub fn named(name: &str) -> Self {
        match name {
            "ALARM" => Self::Alarm,
            "OK" => Self::Ok,
            "INSUFFICIENT_DATA" => Self::InsufficientData,
            _ => Self::Unknown,
        }
    }

    /// CloudWatch's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alarm => "ALARM",
            Self::Ok => "OK",
            Self::InsufficientData => "INSUFFICIENT_DATA",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// A metric that an alarm watches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metric {
    /// Its namespace; empty for an expression.
    pub namespace: String,
    /// Its name; empty for an expression.
    pub name: String,
    /// Its dimensions.
    pub dimensions: BTreeMap<String, String>,
    /// The expression, where the alarm computes this from other metrics.
    pub expression: Option<String>,
}

/// What makes an alarm a composite one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Composite {
    /// Its rule, such as `ALARM(a) AND NOT OK("b")`.
    pub rule: String,
    /// The alarms that the rule names, by name or ARN, each once.
    pub children: Vec<String>,
    /// The alarm that suppresses its actions.
    pub suppressor: Option<String>,
}

impl Alarm {
    /// An alarm of which nothing is known but its name, its ARN and how it came.
    pub fn unknown(route: Route, arn: &str, name: &str) -> Self {
        Self {
            route,
            name: name.to_owned(),
            arn: arn.to_owned(),
            account: String::new(),
            region: String::new(),
            state: State::Unknown,
            since: None,
            previous: None,
            reason: String::new(),
            metrics: Vec::new(),
            composite: None,
            suppressed_by: None,
        }
    }

    /// The one value that the alarm's metrics have for a dimension; `None` where there is none, or more than one.
    pub fn dimension(&self, name: &str) -> Option<&str> {
        let mut values = self.metrics.iter().filter_map(|metric| metric.dimensions.get(name));
        let first = values.next()?;
        values.all(|other| other == first).then_some(first.as_str())
    }
}

/// The longest name of an alarm, in characters. Source: *CloudWatch API Reference*, PutMetricAlarm, `AlarmName`, which also
/// forbids control characters.
const MAX_NAME: usize = 255;

/// The account, Region and name in an alarm's ARN: `arn:<partition>:cloudwatch:<region>:<account>:alarm:<name>`.
pub(crate) fn parts_of_arn(arn: &str) -> Option<(&str, &str, &str)> {
    let parts: Vec<&str> = arn.splitn(7, ':').collect();
    let [scheme, partition, service, region, account, kind, name] = parts[..] else { return None };
    let partitioned =
        (1..=32).contains(&partition.len()) && partition.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let named = (1..=MAX_NAME).contains(&name.chars().take(MAX_NAME + 1).count()) && !name.contains(char::is_control);
    let sound = scheme == "arn" && partitioned && service == "cloudwatch" && kind == "alarm" && named;
    let placed = crate::names::is_region(region) && crate::names::is_account(account);
    (sound && placed).then_some((region, account, name))
}

#[cfg(test)]
mod tests;
