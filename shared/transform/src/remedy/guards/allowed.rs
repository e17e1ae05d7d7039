//! Guard 3: the target is allowed, by the configuration *and* by a tag of its own. No target is no permission.

use super::{ALLOW, TAG};
use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let target = case.target.as_ref().ok_or_else(|| {
        Stop::tell("which service is meant cannot be told: the alarm's dimensions name none, or more than one")
    })?;
    inputs.note("target", target);
    if !target.is_among(&case.policy.allow) {
        return Err(Stop::tell("the configuration does not allow this target"));
    }
    let service = case.seen.service.known("such service")?;
    let (account, region) = service.place().ok_or_else(|| Stop::unreadable("the service's ARN could not be read"))?;
    inputs.note("service", &service.arn);
    // A service of the same name in another account is another service.
    if (account, region) != (case.alarm.account.as_str(), case.alarm.region.as_str()) {
        return Err(Stop::tell("the alarm is of another account or Region than the service"));
    }
    let tag = service.tag.known("list of the service's tags")?;
    inputs.note("service_tag", tag.as_deref().unwrap_or("none"));
    match tag.as_deref() {
        Some(ALLOW) => Ok(()),
        _ => Err(Stop::tell(format!("the service does not have the tag {TAG}={ALLOW}"))),
    }
}
