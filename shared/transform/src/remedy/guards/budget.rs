//! Guard 9: there is budget left in this clock hour, for the target and for the stack; the last remedy lies back; and
//! remedies of this target have helped lately. What passes here is spent by conditional writes.

use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let ledger = case.seen.ledger.known("table of incidents")?;
    let (now, policy) = (case.seen.now, case.policy);
    let stack = *ledger.stack_this_hour.known("count of the stack's actions")?;
    let (target, unhelpful) = (ledger.target_this_hour(now), ledger.unhelpful(now));
    inputs.note("target_this_hour", format!("{target} of {}", policy.target_per_hour));
    inputs.note("stack_this_hour", format!("{stack} of {}", policy.stack_per_hour));
    inputs.note("unhelpful", format!("{unhelpful} of {}", policy.breaker));
    if target >= policy.target_per_hour {
        return Err(Stop::tell("the target's budget of this hour is spent"));
    }
    if stack >= policy.stack_per_hour {
        return Err(Stop::tell("the stack's budget of this hour is spent"));
    }
    if unhelpful >= policy.breaker {
        return Err(Stop::tell("the breaker is open: the last remedies of this target did not help"));
    }
    match ledger.last_remedy(&case.alarm.arn, case.since) {
        Some(last) if now.since(last) < policy.cooldown => {
            Err(Stop::tell(format!("the last remedy of this target was only {} s ago", now.since(last))))
        }
        _ => Ok(()),
    }
}
