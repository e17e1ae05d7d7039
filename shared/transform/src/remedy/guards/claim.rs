//! Guard 8: nobody else has claimed this incident, and nobody is at work on the target. What passes here is claimed by a
//! conditional write, which may still be lost to another.

use crate::remedy::case::Case;
use crate::remedy::effect::Standing;
use crate::remedy::guard::{Inputs, Stop};
use crate::remedy::incident::Stage;
use crate::remedy::policy::Action;

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    let ledger = case.seen.ledger.known("table of incidents")?;
    if let Some(incident) = ledger.incident(&case.id) {
        inputs.note("incident", incident.stage.name());
        match (incident.stage, case.abandoned()) {
            (Stage::Claimed, Some(_)) => {
                let standing = incident.effect.standing(case.seen);
                inputs.note("standing", format!("{standing:?}").to_lowercase());
                if standing != Standing::NotDone {
                    return Err(Stop::unreadable("whether the expired claim was carried out could not be seen"));
                }
            }
            (Stage::Claimed, None) => {
                return Err(Stop::quiet(format!("another has claimed it until {}", incident.claim_until)));
            }
            (stage, _) => return Err(Stop::quiet(format!("it was taken before: {}", stage.name()))),
        }
    }
    if *case.action == Action::Notify {
        return Ok(());
    }
    match ledger.in_flight_beside(&case.id) {
        None => Ok(()),
        Some(other) => {
            inputs.note("in_flight", &other.id);
            let reason = "another remedy is under way on this target";
            // What the alarm itself began tells people by itself if it does not help.
            Err(if other.alarm_arn == case.alarm.arn { Stop::quiet(reason) } else { Stop::tell(reason) })
        }
    }
}
