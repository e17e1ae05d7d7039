//! Guard 1: the alarm fires. A composite one that is released from suppression comes as ALARM after ALARM, and counts.

use crate::alarm::State;
use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let alarm = case.alarm;
    inputs.note("state", alarm.state.name());
    if let Some(by) = &alarm.suppressed_by {
        inputs.note("suppressed_by", by);
    }
    match alarm.state {
        State::Alarm => {}
        State::Unknown => return Err(Stop::unreadable("the alarm's state could not be read")),
        State::Ok | State::InsufficientData => return Err(Stop::quiet("the alarm does not fire")),
    }
    let since = case.since.ok_or_else(|| Stop::unreadable("since when the alarm fires could not be read"))?;
    inputs.note("since", since);
    match alarm.suppressed_by {
        Some(_) => Err(Stop::quiet("the alarm's actions are suppressed")),
        None => Ok(()),
    }
}
