//! What is seen before deciding: alarm, service, switches and clock, each read by itself.
//!
//! Nothing here fails: what could not be read is [`Reading::Unreadable`], and stops at its guard.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_applicationautoscaling::types::{ScalableDimension, ServiceNamespace};
use aws_sdk_cloudwatch::types::AlarmType;
use aws_sdk_ecs::types::{DeploymentRolloutState, ServiceField, TaskField};
use aws_sdk_ssm::config::interceptors::BeforeDeserializationInterceptorContextRef;
use aws_sdk_ssm::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_ssm::error::BoxError;
use aws_sdk_ssm::primitives::{DateTime, DateTimeFormat};
use aws_sdk_ssm::types::ParameterType;
use aws_types::SdkConfig;
use sluice_handler::{Budget, Failure};
use sluice_transform::alarm::{Moment, State};
use sluice_transform::remedy::{
    Action, AlarmNow, Deployment, Effect, Incident, Ledger, Observation, Policy, Reading, Rollout, ServiceNow, TAG,
    Target, TaskNow,
};

use crate::call::call;

/// The status of a target that is not there, where a service answers with an error.
const NOT_THERE: [&str; 3] = ["ClusterNotFoundException", "ResourceNotFoundException", "ServiceNotFoundException"];

/// What it takes to see.
#[derive(Debug)]
pub(crate) struct Eyes {
    cloudwatch: aws_sdk_cloudwatch::Client,
    ecs: aws_sdk_ecs::Client,
    scaling: aws_sdk_applicationautoscaling::Client,
    ssm: aws_sdk_ssm::Client,
    kill_switch: String,
}

/// What is asked only where a ladder or an effect needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    scaled: bool,
    revisions: bool,
    tasks: bool,
    parameters: Vec<String>,
}

impl Asked {
    /// For a policy's ladder.
    pub(crate) fn by(policy: Option<&Policy>) -> Self {
        let mut asked = Self::default();
        for action in policy.into_iter().flat_map(|policy| &policy.ladder) {
            match action {
                Action::Rollback => asked.revisions = true,
                Action::Scale(_) => asked.scaled = true,
                Action::StopTask => asked.tasks = true,
                Action::SetParameter { name, .. } => asked.parameters.push(name.clone()),
                Action::Restart | Action::SsmAutomation { .. } | Action::Notify => {}
            }
        }
        asked
    }

    /// And for an incident, whose policy may be another now.
    pub(crate) fn and(mut self, incident: &Incident) -> Self {
        match &incident.effect {
            Effect::Scale { .. } => self.scaled = true,
            Effect::StopTask { .. } => self.tasks = true,
            Effect::SetParameter { name, .. } if !self.parameters.contains(name) => self.parameters.push(name.clone()),
            _ => {}
        }
        self
    }
}

impl Eyes {
    pub(crate) fn new(config: &SdkConfig, kill_switch: &str) -> Self {
        Self {
            cloudwatch: aws_sdk_cloudwatch::Client::new(config),
            ecs: aws_sdk_ecs::Client::new(config),
            scaling: aws_sdk_applicationautoscaling::Client::new(config),
            ssm: aws_sdk_ssm::Client::new(config),
            kill_switch: kill_switch.to_owned(),
        }
    }

    /// Looks at everything that a decision about an alarm and a target needs.
    pub(crate) async fn observe(
        &self,
        alarm_arn: &str,
        target: Option<&Target>,
        asked: &Asked,
        ledger: Reading<Ledger>,
        budget: &Budget,
    ) -> Observation {
        let now = crate::now();
        let (switch, alarm, service, scaled, tasks, parameters) = tokio::join!(
            self.kill_switch(budget),
            self.alarm(alarm_arn, budget),
            self.service(target, budget),
            self.scaled(target.filter(|_| asked.scaled), budget),
            self.tasks(target.filter(|_| asked.tasks), budget),
            self.parameters(&asked.parameters, budget),
        );
        let (kill_switch, date) = switch;
        let current = service.get().map(|service| service.task_definition.as_str()).filter(|_| asked.revisions);
        let revisions = self.revisions(current, budget).await;
        Observation { now, date, kill_switch, alarm, service, scaled, revisions, tasks, parameters, ledger }
    }

    /// The kill switch, and the time by the clock of whoever answered.
    async fn kill_switch(&self, budget: &Budget) -> (Reading<bool>, Reading<Moment>) {
        let clock = Clock::default();
        let get = async || {
            let call = self.ssm.get_parameter().name(&self.kill_switch);
            Box::pin(call.customize().interceptor(clock.clone()).send()).await
        };
        let switch = match call("GetParameter of the kill switch", budget, get).await {
            Ok(answer) => match answer.parameter().and_then(|parameter| parameter.value()).map(str::trim) {
                Some("on") => Reading::Known(true),
                Some("off") => Reading::Known(false),
                _ => Reading::Unreadable,
            },
            Err(failure) => missing(failure, &["ParameterNotFound"]),
        };
        (switch, clock.time().map_or(Reading::Unreadable, Reading::Known))
    }

    async fn alarm(&self, arn: &str, budget: &Budget) -> Reading<AlarmNow> {
        let Some(name) = arn.splitn(7, ':').nth(6) else { return Reading::Unreadable };
        let describe = async || {
            let call = self.cloudwatch.describe_alarms().alarm_names(name);
            Box::pin(call.alarm_types(AlarmType::MetricAlarm).alarm_types(AlarmType::CompositeAlarm).send()).await
        };
        let tags = async || Box::pin(self.cloudwatch.list_tags_for_resource().resource_arn(arn).send()).await;
        let answer = match call("DescribeAlarms", budget, describe).await {
            Ok(answer) => answer,
            Err(failure) => return missing(failure, &[]),
        };
        let metric = answer.metric_alarms().iter().map(|alarm| {
            (
                alarm.alarm_arn(),
                alarm.state_value(),
                alarm.state_transitioned_timestamp(),
                alarm.state_updated_timestamp(),
            )
        });
        let composite = answer.composite_alarms().iter().map(|alarm| {
            (
                alarm.alarm_arn(),
                alarm.state_value(),
                alarm.state_transitioned_timestamp(),
                alarm.state_updated_timestamp(),
            )
        });
        let Some((_, state, transitioned, updated)) = metric.chain(composite).find(|(found, ..)| *found == Some(arn))
        else {
            return Reading::Missing;
        };
        let tag = match call("ListTagsForResource of the alarm", budget, tags).await {
            Ok(answer) => {
                let tag = answer.tags().iter().find(|tag| tag.key() == Some(TAG));
                Reading::Known(tag.map(|tag| tag.value().unwrap_or_default().to_owned()))
            }
            Err(failure) => missing(failure, &[]),
        };
        Reading::Known(AlarmNow {
            state: state.map_or(State::Unknown, |state| State::named(state.as_str())),
            // The update is never earlier: where it is all that is there, it may look like another turn, never like this one.
            transitioned: transitioned.or(updated).map(|at| Moment::from_second(at.secs())),
            tag,
        })
    }

    async fn service(&self, target: Option<&Target>, budget: &Budget) -> Reading<ServiceNow> {
        let Some(target) = target else { return Reading::Missing };
        let describe = async || {
            let call = self.ecs.describe_services().cluster(target.cluster()).services(target.service());
            Box::pin(call.include(ServiceField::Tags).send()).await
        };
        let answer = match call("DescribeServices", budget, describe).await {
            Ok(answer) => answer,
            Err(failure) => return missing(failure, &NOT_THERE),
        };
        match (answer.services(), answer.failures()) {
            ([service], _) if service.service_name() == Some(target.service()) => service_now(service),
            ([], [failure]) if failure.reason() == Some("MISSING") => Reading::Missing,
            _ => Reading::Unreadable,
        }
    }

    /// Whether Application Auto Scaling owns the service's count.
    async fn scaled(&self, target: Option<&Target>, budget: &Budget) -> Reading<bool> {
        let Some(target) = target else { return Reading::Unreadable };
        let describe = async || {
            let call = self.scaling.describe_scalable_targets().service_namespace(ServiceNamespace::Ecs);
            let call = call.scalable_dimension(ScalableDimension::EcsServiceDesiredCount);
            Box::pin(call.resource_ids(format!("service/{target}")).send()).await
        };
        match call("DescribeScalableTargets", budget, describe).await {
            Ok(answer) => Reading::Known(!answer.scalable_targets().is_empty()),
            Err(failure) => missing(failure, &[]),
        }
    }

    /// The ACTIVE revisions of the current task definition's family, the newest hundred.
    async fn revisions(&self, current: Option<&str>, budget: &Budget) -> Reading<Vec<String>> {
        let Some(family) = current.and_then(|arn| Some(arn.rsplit('/').next()?.rsplit_once(':')?.0)) else {
            return Reading::Unreadable;
        };
        let list = async || {
            let call = self.ecs.list_task_definitions().family_prefix(family);
            let call = call.status(aws_sdk_ecs::types::TaskDefinitionStatus::Active);
            Box::pin(call.sort(aws_sdk_ecs::types::SortOrder::Desc).send()).await
        };
        match call("ListTaskDefinitions", budget, list).await {
            Ok(answer) => Reading::Known(answer.task_definition_arns().to_vec()),
            Err(failure) => missing(failure, &[]),
        }
    }

    /// The tasks of the service: those of it that run, a hundred at most.
    async fn tasks(&self, target: Option<&Target>, budget: &Budget) -> Reading<Vec<TaskNow>> {
        let Some(target) = target else { return Reading::Unreadable };
        let list = async || {
            let call = self.ecs.list_tasks().cluster(target.cluster()).service_name(target.service());
            Box::pin(call.send()).await
        };
        let listed = match call("ListTasks", budget, list).await {
            Ok(answer) if answer.task_arns().is_empty() => return Reading::Known(Vec::new()),
            // A list that goes on is no list of all.
            Ok(answer) if answer.next_token().is_some() => return Reading::Unreadable,
            Ok(answer) => answer.task_arns.unwrap_or_default(),
            Err(failure) => return missing(failure, &[]),
        };
        let describe = async || {
            let call = self.ecs.describe_tasks().cluster(target.cluster()).include(TaskField::Tags);
            Box::pin(call.set_tasks(Some(listed.clone())).send()).await
        };
        match call("DescribeTasks", budget, describe).await {
            Ok(answer) => Reading::Known(answer.tasks().iter().filter_map(task_now).collect()),
            Err(failure) => missing(failure, &[]),
        }
    }

    /// The values of parameters; a secret one is not read, since incidents are kept.
    async fn parameters(&self, names: &[String], budget: &Budget) -> Reading<BTreeMap<String, String>> {
        if names.is_empty() {
            return Reading::Unreadable;
        }
        let get = async || Box::pin(self.ssm.get_parameters().set_names(Some(names.to_vec())).send()).await;
        match call("GetParameters", budget, get).await {
            Ok(answer) if answer.parameters().iter().any(|p| p.r#type() == Some(&ParameterType::SecureString)) => {
                tracing::warn!(target: "sluice", "a parameter to set is a SecureString, which is not read here");
                Reading::Unreadable
            }
            Ok(answer) => {
                let pair = |p: &aws_sdk_ssm::types::Parameter| Some((p.name()?.to_owned(), p.value()?.to_owned()));
                Reading::Known(answer.parameters().iter().filter_map(pair).collect())
            }
            Err(failure) => missing(failure, &[]),
        }
    }
}

/// A fact that could not be read, or that the service says is not there.
fn missing<T>(failure: Failure, codes: &[&str]) -> Reading<T> {
    if codes.contains(&failure.code.as_str()) {
        return Reading::Missing;
    }
    tracing::warn!(target: "sluice", "could not be read: {failure}");
    Reading::Unreadable
}

fn service_now(service: &aws_sdk_ecs::types::Service) -> Reading<ServiceNow> {
    let (Some(arn), Some(status), Some(task_definition)) =
        (service.service_arn(), service.status(), service.task_definition())
    else {
        return Reading::Unreadable;
    };
    let tag = service.tags().iter().find(|tag| tag.key() == Some(TAG));
    let controller = service.deployment_controller().map_or("ECS", |controller| controller.r#type().as_str());
    Reading::Known(ServiceNow {
        arn: arn.to_owned(),
        status: status.to_owned(),
        controller: controller.to_owned(),
        desired: service.desired_count().into(),
        running: service.running_count().into(),
        task_definition: task_definition.to_owned(),
        deployments: service.deployments().iter().map(deployment).collect(),
        tag: Reading::Known(tag.map(|tag| tag.value().unwrap_or_default().to_owned())),
    })
}

fn deployment(deployment: &aws_sdk_ecs::types::Deployment) -> Deployment {
    let moment = |at: Option<&DateTime>| at.map(|at| Moment::from_second(at.secs()));
    Deployment {
        id: deployment.id().unwrap_or_default().to_owned(),
        primary: deployment.status() == Some("PRIMARY"),
        rollout: match deployment.rollout_state() {
            Some(DeploymentRolloutState::Completed) => Rollout::Completed,
            Some(DeploymentRolloutState::InProgress) => Rollout::InProgress,
            Some(DeploymentRolloutState::Failed) => Rollout::Failed,
            _ => Rollout::Unknown,
        },
        created: moment(deployment.created_at()),
        updated: moment(deployment.updated_at()),
    }
}

fn task_now(task: &aws_sdk_ecs::types::Task) -> Option<TaskNow> {
    Some(TaskNow {
        id: task.task_arn()?.rsplit('/').next()?.to_owned(),
        group: task.group().unwrap_or_default().to_owned(),
        running: task.last_status() == Some("RUNNING") && task.desired_status() == Some("RUNNING"),
    })
}

/// The `Date` of the last answer.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<Mutex<Option<Moment>>>);

impl Clock {
    fn time(&self) -> Option<Moment> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Clock {
    fn name(&self) -> &'static str {
        "Clock"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let date = context.response().headers().get("date");
        let date = date.and_then(|date| DateTime::from_str(date, DateTimeFormat::HttpDate).ok());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = date.map(|date| Moment::from_second(date.secs()));
        Ok(())
    }
}
