//! Guard 2: remediation is not switched off, for all by the SSM parameter or for this alarm by its tag.

use super::{ALLOW, TAG};
use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let off = *case.seen.kill_switch.known("kill switch")?;
    inputs.note("kill_switch", if off { "on" } else { "off" });
    if off {
        return Err(Stop::tell("the kill switch is on"));
    }
    // An alarm that is gone is guard 5's to notice.
    let Some(alarm) = case.seen.alarm.get() else { return Ok(()) };
    let tag = alarm.tag.known("list of the alarm's tags")?;
    inputs.note("alarm_tag", tag.as_deref().unwrap_or("none"));
    match tag.as_deref() {
        None | Some(ALLOW) => Ok(()),
        Some(_) => Err(Stop::tell(format!("the alarm's tag {TAG} says otherwise than `{ALLOW}`"))),
    }
}
