//! Guard 5: the alarm still fires, since the same transition. What recovered by itself needs no remedy.

use crate::alarm::{Moment, State};
use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};

/// How far apart two ways may tell the same transition, in seconds.
const SLACK: i64 = 5;

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let alarm = case.seen.alarm.known("such alarm")?;
    inputs.note("state", alarm.state.name());
    match alarm.state {
        State::Alarm => {}
        State::Ok | State::InsufficientData => return Err(Stop::quiet("the alarm fires no more")),
        State::Unknown => return Err(Stop::unreadable("the alarm's state could not be read")),
    }
    let turned = alarm.transitioned.ok_or_else(|| Stop::unreadable("when the alarm turned could not be read"))?;
    inputs.note("transitioned", turned);
    let since = case.since.ok_or_else(|| Stop::unreadable("since when the alarm fires could not be read"))?;
    if same_turn(turned, since, case.alarm.previous == Some(State::Alarm)) {
        Ok(())
    } else {
        Err(Stop::quiet("the alarm turned again since: that transition has its own decision"))
    }
}

/// Whether an alarm that turned at one moment may say that it fires since another. One that is released from suppression
/// turned long before.
pub(in crate::remedy) fn same_turn(turned: Moment, since: Moment, released: bool) -> bool {
    let later = since.since(turned);
    later.abs() <= SLACK || (released && later > 0)
}
