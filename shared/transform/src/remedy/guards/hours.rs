//! Guard 4: it is neither maintenance nor quiet. Hours, cooldowns and budgets all stand on the clock, so that one that
//! differs from AWS's is not believed.

use crate::remedy::case::Case;
use crate::remedy::effect::SKEW;
use crate::remedy::guard::{Inputs, Stop};

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let now = case.seen.now;
    inputs.note("now", now);
    let date = *case.seen.date.known("time of AWS's answers")?;
    inputs.note("aws_date", date);
    if now.since(date).abs() > SKEW {
        return Err(Stop::unreadable(format!(
            "the clock cannot be trusted: it is {} s ahead of AWS's",
            now.since(date)
        )));
    }
    if case.policy.maintenance.iter().any(|work| work.covers(now)) {
        return Err(Stop::quiet("it is maintenance"));
    }
    if case.policy.quiet.iter().any(|hours| hours.cover(now)) {
        return Err(Stop::tell("these are quiet hours"));
    }
    Ok(())
}
