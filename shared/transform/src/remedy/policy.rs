//! What may be done about which alarm: the compiled section `remediate`.
//!
//! A [`Policy`] says everything that a decision needs; nothing is looked up elsewhere. It refuses to be half there: what
//! cannot be compiled is an error of [`crate::config`].

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
    /// Set an SSM parameter; the old value is kept.
    SetParameter {
        /// The parameter's name.
        name: String,
        /// Its new value.
        value: String,
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
