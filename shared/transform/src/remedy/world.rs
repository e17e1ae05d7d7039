//! A described world: what AWS would answer, as a JSON file, to see decisions without an account.
//!
//! ```json
//! {"now": "2026-11-22T10:01:00Z", "kill_switch": false,
//!  "services": [as DescribeServices answers, with tags], "alarms": [as DescribeAlarms answers],
//!  "incidents": [as the table holds], "stack_this_hour": 1,
//!  "scalable_targets": [as DescribeScalableTargets answers], "task_definitions": [ARNs of ACTIVE revisions],
//!  "tasks": [as DescribeTasks answers], "parameters": {"name": "value"}, "aws_date": "2026-11-22T10:01:00Z"}
//! ```
//!
//! What is absent or null could not be read, and so is refused; only `aws_date` is `now` where it is absent, and
//! `stack_this_hour`, the stack's actions in this clock hour, is what `incidents` say. An alarm may have `Tags`. Errors say
//! which key is wrong, and never its value.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::guards::TAG;
use super::incident::{Incident, Ledger};
use super::observation::{AlarmNow, Deployment, Observation, Reading, Rollout, ServiceNow, TaskNow};
use super::policy::{Policy, Target};
use crate::alarm::{Alarm, Moment, State};
use crate::config::nearest;

/// A described world.
#[derive(Clone, Debug)]
pub struct World {
    now: Moment,
    incidents: Reading<Vec<Incident>>,
    facts: Map<String, Value>,
}

/// Why a file describes no world.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorldError {
    /// Not JSON.
    #[error("it is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A key that there is not.
    #[error("there is no key `{key}` in a world{hint}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest right one.
        hint: String,
    },
    /// A value of another form than it should have.
    #[error("`{key}` should be {form}")]
    WrongForm {
        /// The key.
        key: &'static str,
        /// What it should be.
        form: &'static str,
    },
}

const KEYS: [&str; 11] = [
    "now",
    "aws_date",
    "kill_switch",
    "services",
    "alarms",
    "incidents",
    "stack_this_hour",
    "scalable_targets",
    "task_definitions",
    "tasks",
    "parameters",
];

impl World {
    /// Reads a world.
    ///
    /// # Errors
    /// When it is no JSON object, has a key that there is not, or one of another form.
    pub fn parse(json: &str) -> Result<Self, WorldError> {
        let value: Value = serde_json::from_str(json)
            .map_err(|error| WorldError::NotJson { line: error.line(), column: error.column() })?;
        let Value::Object(facts) = value else {
            return Err(WorldError::WrongForm { key: "now", form: "a key of an object that describes a world" });
        };
        if let Some(key) = facts.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let hint = nearest(key, KEYS.into_iter()).map(|near| format!("; did you mean `{near}`?"));
            return Err(WorldError::UnknownKey { key: key.clone(), hint: hint.unwrap_or_default() });
        }
        let wrong = |key, form| WorldError::WrongForm { key, form };
        for key in ["services", "alarms", "incidents", "scalable_targets", "task_definitions", "tasks"] {
            if facts.get(key).is_some_and(|list| !list.is_array() && !list.is_null()) {
                return Err(wrong(key, "a list, or null where it could not be read"));
            }
        }
        let now = facts.get("now").and_then(moment);
        let now = now.ok_or_else(|| wrong("now", "an instant, such as \"2026-11-22T10:01:00Z\""))?;
        let incidents = match facts.get("incidents") {
            None | Some(Value::Null) => Reading::Unreadable,
            Some(list) => {
                let form = "a list of incidents, each as the table holds it";
                Reading::Known(Vec::deserialize(list).map_err(|_| wrong("incidents", form))?)
            }
        };
        Ok(Self { now, incidents, facts })
    }

    /// When it is.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The incident of this id, if the table holds it.
    pub fn incident(&self, id: &str) -> Option<&Incident> {
        self.incidents.get()?.iter().find(|incident| incident.id == id)
    }

    /// What is seen of it where an alarm is decided about.
    pub fn observe(&self, alarm: &Alarm, policy: &Policy) -> Observation {
        self.observe_target(&alarm.arn, policy.target.resolve(alarm).as_ref())
    }

    /// What is seen of it for the alarm of this ARN and a target.
    pub fn observe_target(&self, alarm_arn: &str, target: Option<&Target>) -> Observation {
        let ledger = match &self.incidents {
            Reading::Known(all) => Reading::Known(self.ledger(all, target)),
            Reading::Missing | Reading::Unreadable => Reading::Unreadable,
        };
        Observation {
            now: self.now,
            date: match self.facts.get("aws_date") {
                None => Reading::Known(self.now),
                Some(date) => known(moment(date)),
            },
            kill_switch: known(self.facts.get("kill_switch").and_then(switch)),
            alarm: self.found(
                "alarms",
                &["MetricAlarms", "CompositeAlarms"],
                |a| a["AlarmArn"] == alarm_arn,
                alarm_now,
            ),
            service: self.found("services", &["services"], |service| is(service, target), service_now),
            scaled: match self.list("scalable_targets", &["ScalableTargets"]) {
                Some(list) => Reading::Known(list.iter().any(|entry| scales(entry, target))),
                None => Reading::Unreadable,
            },
            revisions: match self.list("task_definitions", &["taskDefinitionArns"]) {
                Some(list) => Reading::Known(list.iter().filter_map(|arn| arn.as_str().map(str::to_owned)).collect()),
                None => Reading::Unreadable,
            },
            tasks: match self.list("tasks", &["tasks"]) {
                Some(list) => Reading::Known(list.iter().filter_map(|task| task_now(task)).collect()),
                None => Reading::Unreadable,
            },
            parameters: match self.facts.get("parameters") {
                Some(Value::Object(values)) => {
                    let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
                    Reading::Known(values.iter().filter_map(text).collect::<BTreeMap<_, _>>())
                }
                _ => Reading::Unreadable,
            },
            ledger,
        }
    }

    fn ledger(&self, all: &[Incident], target: Option<&Target>) -> Ledger {
        let ledger = Ledger::of(all, target, self.now);
        match self.facts.get("stack_this_hour") {
            None => ledger,
            Some(count) => Ledger { stack_this_hour: known(count.as_u64().and_then(|n| n.try_into().ok())), ..ledger },
        }
    }

    /// A list of the world: of things, or of whole answers that hold such lists.
    fn list(&self, key: &str, within: &[&str]) -> Option<Vec<&Value>> {
        let mut found = Vec::new();
        for entry in self.facts.get(key)?.as_array()? {
            let inner: Vec<&Value> = within.iter().filter_map(|name| entry[*name].as_array()).flatten().collect();
            if within.iter().any(|name| entry[*name].is_array()) { found.extend(inner) } else { found.push(entry) }
        }
        Some(found)
    }

    fn found<T>(
        &self,
        key: &str,
        within: &[&str],
        is_it: impl Fn(&Value) -> bool,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Reading<T> {
        let Some(list) = self.list(key, within) else { return Reading::Unreadable };
        list.into_iter().find(|entry| is_it(entry)).map_or(Reading::Missing, |entry| known(read(entry)))
    }
}

fn known<T>(fact: Option<T>) -> Reading<T> {
    fact.map_or(Reading::Unreadable, Reading::Known)
}

fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::String(text) => Moment::parse(text),
        Value::Number(number) => Moment::from_number(number.as_f64()?),
        _ => None,
    }
}

fn switch(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(on) => Some(*on),
        Value::String(word) if word == "on" => Some(true),
        Value::String(word) if word == "off" => Some(false),
        _ => None,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn alarm_now(alarm: &Value) -> Option<AlarmNow> {
    Some(AlarmNow {
        state: State::named(alarm["StateValue"].as_str().unwrap_or_default()),
        transitioned: moment(&alarm["StateTransitionedTimestamp"]).or_else(|| moment(&alarm["StateUpdatedTimestamp"])),
        // DescribeAlarms answers without tags, so that leaving them out says that there are none.
        tag: match alarm.get("Tags") {
            None => Reading::Known(None),
            Some(tags) => tag(tags, "Key", "Value"),
        },
    })
}

/// The value of our tag in a list of tags.
fn tag(tags: &Value, key: &str, value: &str) -> Reading<Option<String>> {
    let Some(tags) = tags.as_array() else { return Reading::Unreadable };
    Reading::Known(tags.iter().find(|tag| tag[key] == TAG).map(|tag| text(&tag[value])))
}

fn is(service: &Value, target: Option<&Target>) -> bool {
    let cluster = service["clusterArn"].as_str().and_then(|arn| arn.rsplit('/').next());
    target.is_some_and(|target| {
        cluster == Some(target.cluster()) && service["serviceName"].as_str() == Some(target.service())
    })
}

fn scales(entry: &Value, target: Option<&Target>) -> bool {
    let resource = target.map(|target| format!("service/{target}"));
    entry["ServiceNamespace"] == "ecs" && entry["ResourceId"].as_str() == resource.as_deref()
}

fn service_now(service: &Value) -> Option<ServiceNow> {
    let deployments = service["deployments"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(ServiceNow {
        arn: text(&service["serviceArn"]),
        status: text(&service["status"]),
        controller: service["deploymentController"]["type"].as_str().unwrap_or("ECS").to_owned(),
        desired: service["desiredCount"].as_i64()?,
        running: service["runningCount"].as_i64()?,
        task_definition: text(&service["taskDefinition"]),
        deployments: deployments.iter().map(deployment).collect(),
        tag: tag(&service["tags"], "key", "value"),
    })
}

fn deployment(deployment: &Value) -> Deployment {
    Deployment {
        id: text(&deployment["id"]),
        primary: deployment["status"] == "PRIMARY",
        rollout: match deployment["rolloutState"].as_str() {
            Some("COMPLETED") => Rollout::Completed,
            Some("IN_PROGRESS") => Rollout::InProgress,
            Some("FAILED") => Rollout::Failed,
            _ => Rollout::Unknown,
        },
        created: moment(&deployment["createdAt"]),
        updated: moment(&deployment["updatedAt"]),
    }
}

fn task_now(task: &Value) -> Option<TaskNow> {
    Some(TaskNow {
        id: task["taskArn"].as_str()?.rsplit('/').next()?.to_owned(),
        group: text(&task["group"]),
        running: task["lastStatus"] == "RUNNING" && task["desiredStatus"] == "RUNNING",
    })
}
