//! Guard 7: the policy says to act. Otherwise the decision is recorded, and nothing is claimed or spent. It reads nothing
//! but the configuration, so that there is nothing it could fail to read.

use crate::remedy::case::Case;
use crate::remedy::guard::{Inputs, Stop};
use crate::remedy::policy::Mode;

pub(in crate::remedy) fn ask(case: &Case<'_>, inputs: &mut Inputs) -> Result<(), Stop> {
    match case.policy.mode {
        Mode::Act => {
            inputs.note("mode", "act");
            Ok(())
        }
        Mode::DryRun => {
            inputs.note("mode", "dry_run");
            Err(Stop::dry_run())
        }
    }
}
