//! Guard 6: the service is active, nobody deploys or did just now, and the action would change something. Deployments of
//! people count like ours; only the one that the rung before began does not, or no ladder could be climbed.

use crate::remedy::case::Case;
use crate::remedy::effect::Effect;
use crate::remedy::guard::{Inputs, Stop};
use crate::remedy::observation::{Deployment, Rollout, ServiceNow};
use crate::remedy::policy::Action;

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let service = case.seen.service.known("such service")?;
    inputs.note("status", &service.status);
    inputs.note("controller", &service.controller);
    inputs.note("tasks", format!("{} of {} run", service.running, service.desired));
    if service.status != "ACTIVE" {
        return Err(Stop::tell("the service is not ACTIVE"));
    }
    if service.controller != "ECS" {
        return Err(Stop::tell("another deployment controller than ECS has the service"));
    }
    if service.desired == 0 {
        return Err(Stop::tell("the service is paused: it is to have no tasks"));
    }
    quiet(case, service, inputs)?;
    inputs.note("effect", Effect::plan(case.action, case, service)?.describe());
    Ok(())
}

/// Whether nothing is being deployed, or was just now.
fn quiet(case: &Case<'_>, service: &ServiceNow, inputs: &mut Inputs) -> Result<(), Stop> {
    let primary = service.primary().ok_or_else(|| Stop::unreadable("the service's deployments could not be read"))?;
    if service.deployments.iter().any(|deployment| deployment.rollout == Rollout::Unknown) {
        return Err(Stop::unreadable("how far a deployment is could not be read"));
    }
    if let Some(deployment) = service.in_flight() {
        inputs.note("in_flight", &deployment.id);
        // It is what a rollback stops.
        return match case.action {
            Action::Rollback if deployment.rollout == Rollout::InProgress => Ok(()),
            _ => Err(Stop::tell("a deployment is under way")),
        };
    }
    let created =
        primary.created.ok_or_else(|| Stop::unreadable("when the last deployment began could not be read"))?;
    let age = case.seen.now.since(created);
    inputs.note("last_deployment", format!("{age} s ago"));
    if age < case.policy.cooldown && !is_ours(case, primary) {
        return Err(Stop::tell(format!(
            "the last deployment is only {age} s old, and has to be {}",
            case.policy.cooldown
        )));
    }
    Ok(())
}

fn is_ours(case: &Case<'_>, deployment: &Deployment) -> bool {
    case.earlier.is_some_and(|incident| incident.deployment.as_deref() == Some(&deployment.id))
}
