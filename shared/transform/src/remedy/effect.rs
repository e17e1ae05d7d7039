//! What an action makes of its target, in absolute terms: the count, the revision, the time.
//!
//! "Two more" done twice is four more; "six" done twice is six. An effect is stored before it is carried out, and can be
//! compared with the target afterwards, so that who takes over from a crash knows whether it was done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::guard::Stop;
use super::observation::{Observation, Rollout, ServiceNow};
use super::policy::{Action, Scale};
use crate::alarm::{Alarm, Moment};

/// How far our clock and AWS's may lie apart, in seconds.
pub const SKEW: i64 = 60;

/// What an action makes of its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// A deployment that began at this time or later (UpdateService, `forceNewDeployment`).
    Restart {
        /// When it was claimed.
        at: Moment,
    },
    /// This deployment is under way no more (StopServiceDeployment, `ROLLBACK`).
    StopDeployment {
        /// The deployment's id, as DescribeServices names it.
        deployment: String,
    },
    /// The service has this revision (UpdateService, `taskDefinition`).
    Pin {
        /// The revision's ARN.
        revision: String,
        /// The one that it had.
        was: String,
    },
    /// The service has this count (UpdateService, `desiredCount`).
    Scale {
        /// The count that it had, to be put back.
        from: i64,
        /// The count that it gets.
        to: i64,
    },
    /// This task runs no more (StopTask).
    StopTask {
        /// The task's id.
        task: String,
    },
    /// The parameter has this value (PutParameter).
    SetParameter {
        /// Its name.
        name: String,
        /// Its new value.
        value: String,
        /// The value that it had.
        old: String,
    },
    /// The automation with this token was started, which SSM does once (StartAutomationExecution).
    Automation {
        /// The document.
        document: String,
        /// Its parameters.
        parameters: BTreeMap<String, Vec<String>>,
        /// The client token.
        token: String,
    },
    /// People were told.
    Notify,
}

/// How a target stands to an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The effect is there.
    Done,
    /// All is as it was before.
    NotDone,
    /// Neither: somebody else changed it.
    Changed,
    /// It could not be seen.
    Unreadable,
}

impl Effect {
    /// What the case's action would make of the service as it is now.
    ///
    /// # Errors
    /// When it would change nothing, fight with somebody, or cannot be told.
    pub(super) fn plan(action: &Action, case: &Case<'_>, service: &ServiceNow) -> Result<Self, Stop> {
        let seen = case.seen;
        match action {
            Action::Restart => Ok(Self::Restart { at: seen.now }),
            Action::Rollback => match service.in_flight() {
                Some(deployment) => Ok(Self::StopDeployment { deployment: deployment.id.clone() }),
                None => {
                    let revisions = seen.revisions.known("list of the task definition's revisions")?;
                    let revision = before(&service.task_definition, revisions)
                        .ok_or_else(|| Stop::tell("there is no earlier ACTIVE revision to go back to"))?;
                    Ok(Self::Pin { revision, was: service.task_definition.clone() })
                }
            },
            Action::Scale(scale) => {
                if *seen.scaled.known("answer of Application Auto Scaling")? {
                    return Err(Stop::tell("Application Auto Scaling owns the count, and would fight back"));
                }
                let (from, Scale { min, max, .. }) = (service.desired, scale);
                let to = scale.from(from).ok_or_else(|| {
                    Stop::tell(format!("the service has {from} tasks already, and may have {min} to {max}"))
                })?;
                Ok(Self::Scale { from, to })
            }
            Action::StopTask => {
                let tasks = seen.tasks.known("list of the service's tasks")?;
                let group = case.target.as_ref().map(|target| format!("service:{}", target.service()));
                let id =
                    task_named(case.alarm).ok_or_else(|| Stop::tell("the alarm names no task, or more than one"))?;
                match tasks.iter().find(|task| task.id == id) {
                    Some(task) if task.running && Some(&task.group) == group.as_ref() => {
                        Ok(Self::StopTask { task: id })
                    }
                    _ => Err(Stop::tell("the task that the alarm names is not a running one of the service")),
                }
            }
            Action::SetParameter { name, change } => {
                let parameters = seen.parameters.known("parameter to set")?;
                let old = parameters.get(name).ok_or_else(|| Stop::tell("the parameter to set does not exist"))?;
                let value =
                    change.of(old).ok_or_else(|| Stop::tell("the parameter to patch does not hold a JSON object"))?;
                if *old == value {
                    return Err(Stop::tell("the parameter has that value already"));
                }
                Ok(Self::SetParameter { name: name.clone(), value, old: old.clone() })
            }
            Action::SsmAutomation { document, parameters } => Ok(Self::Automation {
                document: document.clone(),
                parameters: parameters.clone(),
                token: token(&case.id),
            }),
            Action::Notify => Ok(Self::Notify),
        }
    }

    /// How what is seen stands to this effect.
    pub fn standing(&self, seen: &Observation) -> Standing {
        let by = |done: bool, before: bool| match (done, before) {
            (true, _) => Standing::Done,
            (false, true) => Standing::NotDone,
            (false, false) => Standing::Changed,
        };
        let of_service = |judge: &dyn Fn(&ServiceNow) -> Standing| seen.service.get().map(judge);
        let standing = match self {
            Self::Restart { at } => of_service(&|service| {
                let began = |created: Moment| created >= at.plus(-SKEW);
                by(service.deployments.iter().filter_map(|d| d.created).any(began), true)
            }),
            Self::StopDeployment { deployment } => of_service(&|service| {
                let runs = |d: &super::Deployment| d.id == *deployment && d.rollout == Rollout::InProgress;
                by(!service.deployments.iter().any(runs), true)
            }),
            Self::Pin { revision, was } => {
                of_service(&|service| by(service.task_definition == *revision, service.task_definition == *was))
            }
            Self::Scale { from, to } => of_service(&|service| by(service.desired == *to, service.desired == *from)),
            Self::StopTask { task } => {
                let runs = |tasks: &Vec<super::TaskNow>| tasks.iter().any(|t| t.id == *task && t.running);
                seen.tasks.get().map(|tasks| by(!runs(tasks), true))
            }
            Self::SetParameter { name, value, old } => {
                let now = |parameters: &BTreeMap<String, String>| parameters.get(name).cloned().unwrap_or_default();
                seen.parameters.get().map(now).map(|now| by(now == *value, now == *old))
            }
            // Its token makes repeating it harmless.
            Self::Automation { .. } => Some(Standing::NotDone),
            Self::Notify => Some(Standing::Done),
        };
        standing.unwrap_or(Standing::Unreadable)
    }

    /// What it changes for a while, to be put back: the count of tasks, or a parameter by its name.
    pub(super) fn changes(&self) -> Option<&str> {
        match self {
            Self::Scale { .. } => Some("desiredCount"),
            // A parameter's name begins with a slash, or is another than this.
            Self::SetParameter { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The name of the action that it is of.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Restart { .. } => "restart",
            Self::StopDeployment { .. } | Self::Pin { .. } => "rollback",
            Self::Scale { .. } => "scale",
            Self::StopTask { .. } => "stop_task",
            Self::SetParameter { .. } => "set_parameter",
            Self::Automation { .. } => "ssm_automation",
            Self::Notify => "notify",
        }
    }

    /// In few words, for people.
    pub fn describe(&self) -> String {
        match self {
            Self::Restart { .. } => "force a new deployment".to_owned(),
            Self::StopDeployment { deployment } => format!("stop and roll back the deployment {deployment}"),
            Self::Pin { revision, .. } => format!("go back to {}", revision.rsplit('/').next().unwrap_or(revision)),
            Self::Scale { from, to } => format!("scale from {from} to {to} tasks"),
            Self::StopTask { task } => format!("stop the task {task}"),
            Self::SetParameter { name, .. } => format!("set the parameter {name}"),
            Self::Automation { document, .. } => format!("start the automation {document}"),
            Self::Notify => "tell people".to_owned(),
        }
    }
}

/// The id of the one task that an alarm names: by the dimension `TaskId`, or else as 32 hexadecimal digits in its reason.
pub(super) fn task_named(alarm: &Alarm) -> Option<String> {
    if let Some(named) = alarm.dimension("TaskId") {
        // Older ids have hyphens.
        let sound = |id: &&str| (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        return named.rsplit('/').next().filter(sound).map(str::to_owned);
    }
    let is_id = |word: &&str| word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let mut ids = alarm.reason.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_id);
    let first = ids.next()?;
    ids.all(|other| other == first).then(|| first.to_owned())
}

/// The highest revision below the current one, of the same family: `…:task-definition/<family>:<revision>`.
fn before(current: &str, revisions: &[String]) -> Option<String> {
    let parts = |arn: &str| {
        let (family, revision) = arn.rsplit_once(':')?;
        Some((family.to_owned(), revision.parse::<u64>().ok()?))
    };
    let (family, now) = parts(current)?;
    let older = revisions.iter().filter_map(|arn| Some((parts(arn)?, arn)));
    let older = older.filter(|((of, revision), _)| *of == family && *revision < now);
    older.max_by_key(|((_, revision), _)| *revision).map(|(_, arn)| arn.clone())
}

/// An incident's id in the form of a UUID, which SSM's client tokens have.
fn token(id: &str) -> String {
    let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
