//! Remedies, carried out: an absolute effect becomes the one call that brings it about.
//!
//! It refuses to make a call twice whose first answer was lost: whether it was done is seen later, and not guessed here.

use aws_sdk_ecs::types::{ServiceDeploymentStatus, StopServiceDeploymentStopType};
use aws_types::SdkConfig;
use sluice_handler::{Budget, Failure};
use sluice_transform::remedy::{Effect, Incident, PutBack, Target};

use crate::call::{Undone, call, once};

/// What remedies are done with.
#[derive(Debug)]
pub(crate) struct Hands {
    ecs: aws_sdk_ecs::Client,
    ssm: aws_sdk_ssm::Client,
}

impl Hands {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { ecs: aws_sdk_ecs::Client::new(config), ssm: aws_sdk_ssm::Client::new(config) }
    }

    /// Brings an incident's effect about; returns the deployment that it began, where it began one.
    pub(crate) async fn carry_out(&self, incident: &Incident, budget: &Budget) -> Result<Option<String>, Undone> {
        let target = &incident.target;
        match &incident.effect {
            Effect::Restart { .. } => {
                let update = async || Box::pin(self.update(target).force_new_deployment(true).send()).await;
                once("UpdateService, a new deployment", budget, update).await.map(|done| primary(done.service))
            }
            Effect::Pin { revision, .. } => {
                let update = async || Box::pin(self.update(target).task_definition(revision).send()).await;
                once("UpdateService, a task definition", budget, update).await.map(|done| primary(done.service))
            }
            Effect::Scale { to, .. } => self.scale(target, *to, budget).await.map(|()| None),
            Effect::StopDeployment { .. } => self.stop_deployment(incident, budget).await.map(|()| None),
            Effect::StopTask { task } => {
                let reason = format!("sluice incident {}", incident.id);
                let stop = async || {
                    let call = self.ecs.stop_task().cluster(target.cluster()).task(task).reason(&reason);
                    Box::pin(call.send()).await
                };
                once("StopTask", budget, stop).await.map(|_| None)
            }
            Effect::SetParameter { name, value, .. } => self.set_parameter(name, value, budget).await.map(|()| None),
            Effect::Automation { document, parameters, token } => {
                // SSM itself starts it once for a token.
                let start = async || {
                    let call = self.ssm.start_automation_execution().document_name(document).client_token(token);
                    let parameters = parameters.clone().into_iter().collect();
                    Box::pin(call.set_parameters(Some(parameters)).send()).await
                };
                once("StartAutomationExecution", budget, start).await.map(|_| None)
            }
            Effect::Notify => Ok(None),
        }
    }

    /// Puts back what was changed for a while.
    ///
    /// # Errors
    /// When it is not known to be done: it has to come again, and finds what is there then.
    pub(crate) async fn put_back(&self, target: &Target, back: &PutBack, budget: &Budget) -> Result<(), Failure> {
        let done = match back {
            PutBack::Count(count) => self.scale(target, *count, budget).await,
            PutBack::Parameter { name, value } => self.set_parameter(name, value, budget).await,
            PutBack::Nothing | PutBack::Theirs | PutBack::Leave(_) | PutBack::NotYet => Ok(()),
        };
        done.map_err(|(Undone::Refused(failure) | Undone::Unknown(failure))| failure)
    }

    async fn set_parameter(&self, name: &str, value: &str, budget: &Budget) -> Result<(), Undone> {
        let put = async || Box::pin(self.ssm.put_parameter().name(name).value(value).overwrite(true).send()).await;
        once("PutParameter", budget, put).await.map(drop)
    }

    /// Sets how many tasks there shall be.
    async fn scale(&self, target: &Target, count: i64, budget: &Budget) -> Result<(), Undone> {
        const WHAT: &str = "UpdateService, a count";
        let count = i32::try_from(count)
            .map_err(|_| Undone::Refused(Failure::of_ours(WHAT, "the count is too large for ECS", "")))?;
        let update = async || Box::pin(self.update(target).desired_count(count).send()).await;
        once(WHAT, budget, update).await.map(drop)
    }

    fn update(&self, target: &Target) -> aws_sdk_ecs::operation::update_service::builders::UpdateServiceFluentBuilder {
        self.ecs.update_service().cluster(target.cluster()).service(target.service())
    }

    /// Stops and rolls back the one deployment that was under way when the incident was claimed. What somebody began since
    /// is theirs.
    async fn stop_deployment(&self, incident: &Incident, budget: &Budget) -> Result<(), Undone> {
        const WHAT: &str = "StopServiceDeployment";
        let target = &incident.target;
        let list = async || {
            let call = self.ecs.list_service_deployments().cluster(target.cluster()).service(target.service());
            let call = call.status(ServiceDeploymentStatus::Pending).status(ServiceDeploymentStatus::InProgress);
            Box::pin(call.send()).await
        };
        let listed = call("ListServiceDeployments", budget, list).await.map_err(Undone::Refused)?;
        let theirs = |created: i64| created > incident.claimed_at.second();
        let arn = match listed.service_deployments() {
            [one] if one.created_at().is_some_and(|at| !theirs(at.secs())) => one.service_deployment_arn(),
            _ => None,
        };
        let arn = arn.ok_or_else(|| {
            Undone::Refused(Failure::of_ours(WHAT, "the deployment is not under way any more, or not alone", ""))
        })?;
        let stop = async || {
            let call = self.ecs.stop_service_deployment().service_deployment_arn(arn);
            Box::pin(call.stop_type(StopServiceDeploymentStopType::Rollback).send()).await
        };
        once(WHAT, budget, stop).await.map(drop)
    }
}

/// The newest deployment of a service as UpdateService answers.
fn primary(service: Option<aws_sdk_ecs::types::Service>) -> Option<String> {
    let service = service?;
    let primary = service.deployments().iter().find(|deployment| deployment.status() == Some("PRIMARY"))?;
    primary.id().map(str::to_owned)
}
