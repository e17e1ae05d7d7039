//! What may be done about which alarm: the compiled section `remediate`.
//!
//! A [`Policy`] says everything that a decision needs; nothing is looked up elsewhere. It refuses to be half there: what
//! cannot be compiled is an error of [`crate::config`].

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::hours::{Maintenance, Quiet};
use crate::alarm::Alarm;
use crate::names::glob_matches;

/// The policies, in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remediation {
    /// The first whose names fit an alarm decides.
    pub policies: Vec<Policy>,
}

impl Remediation {
    /// The policy for an alarm.
    pub fn policy_for(&self, alarm: &Alarm) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.alarms.iter().any(|glob| glob_matches(glob, &alarm.name)))
    }

    /// Lets no policy act, whatever it says.
    pub fn dry_run(&mut self) {
        self.policies.iter_mut().for_each(|policy| policy.mode = Mode::DryRun);
    }
}

/// What is done about some alarms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Names of alarms; `*` stands for any text. Never empty.
    pub alarms: Vec<String>,
    /// What is acted on.
    pub target: TargetRule,
    /// What is done, one after the other until it helps. Its last rung is [`Action::Notify`], and no other is.
    pub ladder: Vec<Action>,
    /// Whether it acts at all.
    pub mode: Mode,
    /// Seconds that a deployment or a remedy has to lie back.
    pub cooldown: i64,
    /// Actions on one target in one clock hour, at most.
    pub target_per_hour: u32,
    /// Actions of the whole stack in one clock hour, at most.
    pub stack_per_hour: u32,
    /// Remedies of one target that may fail to help within a day, with none that helps in between.
    pub breaker: u32,
    /// When an action counts as one that helped.
    pub verify: Verify,
    /// Times at which people work on it and alarms are expected.
    pub maintenance: Vec<Maintenance>,
    /// Hours of the week in which nothing is done without a person.
    pub quiet: Vec<Quiet>,
    /// The targets that may be acted on, as `cluster/service`; `*` stands for any text. Empty means none.
    pub allow: Vec<String>,
}

/// Where a policy's target comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetRule {
    /// It is named.
    Named(Target),
    /// It is what the alarm's dimensions `ClusterName` and `ServiceName` say.
    Dimensions,
}

impl TargetRule {
    /// The target for an alarm; `None` where it says none, or contradicts itself.
    pub fn resolve(&self, alarm: &Alarm) -> Option<Target> {
        match self {
            Self::Named(target) => Some(target.clone()),
            Self::Dimensions => Target::new(alarm.dimension("ClusterName")?, alarm.dimension("ServiceName")?),
        }
    }
}

/// An ECS service. Written `cluster/service`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    cluster: String,
    service: String,
}

impl Target {
    /// A target by its names; `None` where one of them can be none: ECS allows 1 to 255 letters, digits, `-` and `_`.
    pub fn new(cluster: &str, service: &str) -> Option<Self> {
        let sound = |name: &str| {
            (1..=255).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        (sound(cluster) && sound(service)).then(|| Self { cluster: cluster.to_owned(), service: service.to_owned() })
    }

    /// Reads `cluster/service`.
    pub fn parse(text: &str) -> Option<Self> {
        let (cluster, service) = text.split_once('/')?;
        Self::new(cluster, service)
    }

    /// The cluster's name.
    pub fn cluster(&self) -> &str {
        &self.cluster
    }

    /// The service's name.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Whether an allow list names it.
    pub fn is_among(&self, allow: &[String]) -> bool {
        let name = self.to_string();
        allow.iter().any(|glob| glob_matches(glob, &name))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.cluster, self.service)
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a target is written cluster/service"))
    }
}

/// Whether decisions are carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// They are recorded.
    #[default]
    DryRun,
    /// They are carried out.
    Act,
}

/// One rung of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Force a new deployment of the service as it is.
    Restart,
    /// Stop the deployment in flight and roll it back; without one, pin the task definition's revision before this.
    Rollback,
    /// Change how many tasks there are.
    Scale(Scale),
    /// Stop the task that the alarm is about.
    StopTask,
    /// Set an SSM parameter; the old value is kept, and put back once all is well.
    SetParameter {
        /// The parameter's name.
        name: String,
        /// What becomes of its value.
        change: Change,
    },
    /// Start an SSM Automation.
    SsmAutomation {
        /// The document's name or ARN.
        document: String,
        /// Its parameters.
        parameters: BTreeMap<String, Vec<String>>,
    },
    /// Tell people.
    Notify,
}

impl Action {
    /// Every name of an action.
    pub const NAMES: [&str; 7] =
        ["restart", "rollback", "scale", "stop_task", "set_parameter", "ssm_automation", "notify"];

    /// Its name in the configuration and in the audit.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Restart => "restart",
            Self::Rollback => "rollback",
            Self::Scale(_) => "scale",
            Self::StopTask => "stop_task",
            Self::SetParameter { .. } => "set_parameter",
            Self::SsmAutomation { .. } => "ssm_automation",
            Self::Notify => "notify",
        }
    }
}

/// What becomes of a parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is this one.
    Value(String),
    /// Of the JSON object that it holds these keys are set, and those that are null taken away: a switch among others.
    /// Source: RFC 7396, "JSON Merge Patch".
    Patch(Map<String, Value>),
}

impl Change {
    /// The value that follows from one that is there, which is itself where nothing changes; `None` where it is no JSON object
    /// and cannot be patched.
    pub fn of(&self, old: &str) -> Option<String> {
        match self {
            Self::Value(value) => Some(value.clone()),
            Self::Patch(patch) => {
                let before: Map<String, Value> = serde_json::from_str(old).ok()?;
                let mut after = before.clone();
                merge(&mut after, patch);
                Some(if after == before { old.to_owned() } else { Value::Object(after).to_string() })
            }
        }
    }
}

fn merge(document: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (key, value) in patch {
        match (document.get_mut(key), value) {
            (_, Value::Null) => drop(document.remove(key)),
            (Some(Value::Object(inner)), Value::Object(patch)) => merge(inner, patch),
            (_, Value::Object(patch)) => {
                let mut inner = Map::new();
                merge(&mut inner, patch);
                document.insert(key.clone(), Value::Object(inner));
            }
            (_, value) => drop(document.insert(key.clone(), value.clone())),
        }
    }
}

/// How many tasks there shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// By how many more or to how many.
    pub how: How,
    /// Never fewer.
    pub min: i64,
    /// Never more.
    pub max: i64,
}

/// By how many more, or to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// So many more; fewer where it is negative.
    By(i64),
    /// Exactly so many.
    To(i64),
}

impl Scale {
    /// The count that follows from one that is there; `None` where that is the same, or where a step would lead the other way,
    /// since there are more already than there may be, or fewer.
    pub fn from(&self, desired: i64) -> Option<i64> {
        let (way, count) = match self.how {
            How::By(step) => (Some(step.cmp(&0)), desired.saturating_add(step)),
            How::To(count) => (None, count),
        };
        let count = count.clamp(self.min, self.max);
        let turn = count.cmp(&desired);
        (turn.is_ne() && way.is_none_or(|way| way == turn)).then_some(count)
    }
}

/// When an action counts as one that helped, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verify {
    /// So long after the action at the latest.
    pub within: i64,
    /// All has to have been well for so long.
    pub stable: i64,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_changes_what_it_names_and_nothing_else() {
        let old = r#"{"search": {"on": true, "limit": 5}, "cart": {"on": true}}"#;
        for (patch, expected) in [
            (
                json!({ "search": { "on": false } }),
                json!({ "search": { "on": false, "limit": 5 }, "cart": { "on": true } }),
            ),
            (json!({ "cart": null, "new": { "a": null, "b": 1 } }), {
                json!({ "search": { "on": true, "limit": 5 }, "new": { "b": 1 } })
            }),
            (json!({ "search": 1 }), json!({ "search": 1, "cart": { "on": true } })),
        ] {
            let Value::Object(patch) = patch else { panic!("{patch}") };
            let new = Change::Patch(patch).of(old).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&new).unwrap(), expected);
        }
        let same = Change::Patch(json!({ "cart": { "on": true } }).as_object().unwrap().clone());
        assert_eq!(same.of(old).as_deref(), Some(old), "not a byte differs where nothing changes");
        for text in ["", "on", "true", "[1]", "{"] {
            assert_eq!(same.of(text), None, "{text}");
        }
    }

    #[test]
    fn a_step_never_leads_the_other_way() {
        let scale = |how| Scale { how, min: 2, max: 10 };
        for (how, desired, expected) in [
            (How::By(2), 4, Some(6)),
            (How::By(2), 9, Some(10)),
            (How::By(2), 10, None),
            (How::By(2), 12, None),
            (How::By(1), 0, Some(2)),
            (How::By(-2), 3, Some(2)),
            (How::By(-2), 1, None),
            (How::By(-2), 14, Some(10)),
            (How::By(i64::MAX), i64::MAX, None),
            (How::By(i64::MIN), i64::MIN, None),
            (How::To(6), 6, None),
            (How::To(6), 12, Some(6)),
        ] {
            assert_eq!(scale(how).from(desired), expected, "{how:?} from {desired}");
        }
    }
}
