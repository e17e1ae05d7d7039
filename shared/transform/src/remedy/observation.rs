//! What was seen before deciding: each fact is known, missing, or could not be read.
//!
//! Whoever observes fills an [`Observation`]; nothing is left out, so that a call that failed cannot look like an answer.

use std::collections::BTreeMap;

use super::effect::SKEW;
use super::guard::Stop;
use super::incident::Ledger;
use crate::alarm::{Moment, State};

/// A fact, as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading<T> {
    /// It is this.
    Known(T),
    /// It was asked for, and is not there.
    Missing,
    /// It could not be asked for: the service is down, refuses us, or answers what cannot be understood.
    #[default]
    Unreadable,
}

impl<T> Reading<T> {
    /// The fact; without it nothing is done, and people are told.
    pub(super) fn known(&self, what: &str) -> Result<&T, Stop> {
        match self {
            Self::Known(fact) => Ok(fact),
            Self::Missing => Err(Stop::tell(format!("there is no {what}"))),
            Self::Unreadable => Err(Stop::unreadable(format!("{what} could not be read"))),
        }
    }

    /// The fact, if it is known.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Known(fact) => Some(fact),
            Self::Missing | Self::Unreadable => None,
        }
    }
}

/// Everything that a decision looks at, besides the alarm and its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The time by our own clock.
    pub now: Moment,
    /// The time by AWS's clock: the `Date` of its answers.
    pub date: Reading<Moment>,
    /// Whether remediation is switched off, by the SSM parameter.
    pub kill_switch: Reading<bool>,
    /// The alarm as it is now (DescribeAlarms).
    pub alarm: Reading<AlarmNow>,
    /// The service as it is now (DescribeServices with its tags).
    pub service: Reading<ServiceNow>,
    /// Whether Application Auto Scaling owns the service's count (DescribeScalableTargets). Only `scale` asks.
    pub scaled: Reading<bool>,
    /// The ACTIVE revisions of the service's task definition, as ARNs (ListTaskDefinitions). Only `rollback` asks.
    pub revisions: Reading<Vec<String>>,
    /// The tasks of the service (DescribeTasks). Only `stop_task` asks.
    pub tasks: Reading<Vec<TaskNow>>,
    /// The values of parameters by name (GetParameters). Only `set_parameter` asks.
    pub parameters: Reading<BTreeMap<String, String>>,
    /// What was done before, as the table holds it.
    pub ledger: Reading<Ledger>,
}

impl Observation {
    /// The time that is believed: our own, or AWS's where that differs by more than a minute (`SKEW`).
    pub fn time(&self) -> Moment {
        match self.date {
            Reading::Known(date) if self.now.since(date).abs() > SKEW => date,
            _ => self.now,
        }
    }

    /// Nothing could be read.
    pub fn blind(now: Moment) -> Self {
        Self {
            now,
            date: Reading::Unreadable,
            kill_switch: Reading::Unreadable,
            alarm: Reading::Unreadable,
            service: Reading::Unreadable,
            scaled: Reading::Unreadable,
            revisions: Reading::Unreadable,
            tasks: Reading::Unreadable,
            parameters: Reading::Unreadable,
            ledger: Reading::Unreadable,
        }
    }
}

/// An alarm as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmNow {
    /// Its state.
    pub state: State,
    /// When it turned to that state.
    pub transitioned: Option<Moment>,
    /// The value of its tag `sluice:remediate`, if it has one.
    pub tag: Reading<Option<String>>,
}

/// A service as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceNow {
    /// Its ARN.
    pub arn: String,
    /// `ACTIVE`, `DRAINING` or `INACTIVE`.
    pub status: String,
    /// The type of its deployment controller: `ECS` unless another is named.
    pub controller: String,
    /// How many tasks there shall be.
    pub desired: i64,
    /// How many run.
    pub running: i64,
    /// The ARN of its task definition, with the revision.
    pub task_definition: String,
    /// Its deployments: one when all is quiet.
    pub deployments: Vec<Deployment>,
    /// The value of its tag `sluice:remediate`, if it has one.
    pub tag: Reading<Option<String>>,
}

/// A deployment of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Its id.
    pub id: String,
    /// Whether it is the newest (`PRIMARY`).
    pub primary: bool,
    /// How far it is.
    pub rollout: Rollout,
    /// When it began.
    pub created: Option<Moment>,
    /// When it last changed.
    pub updated: Option<Moment>,
}

/// How far a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollout {
    /// It has come to its end.
    Completed,
    /// It is under way.
    InProgress,
    /// It failed.
    Failed,
    /// Its state is not known here.
    Unknown,
}

/// A task of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskNow {
    /// Its id: the last part of its ARN.
    pub id: String,
    /// The group that started it, `service:<name>`.
    pub group: String,
    /// Whether it runs and shall go on running.
    pub running: bool,
}

impl ServiceNow {
    /// The newest deployment.
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.primary)
    }

    /// The newest deployment, while it is under way or an older one still drains.
    pub fn in_flight(&self) -> Option<&Deployment> {
        let busy = |deployment: &Deployment| deployment.rollout == Rollout::InProgress || !deployment.primary;
        self.deployments.iter().any(busy).then(|| self.primary().or(self.deployments.first())).flatten()
    }

    /// The account and the Region in its ARN.
    pub(super) fn place(&self) -> Option<(&str, &str)> {
        let mut parts = self.arn.split(':');
        let region = parts.nth(3)?;
        Some((parts.next()?, region))
    }
}
