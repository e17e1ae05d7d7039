//! What is done about an alarm, decided.

mod hours;
mod policy;

pub use hours::{DAY, Maintenance, Quiet};
pub use policy::{Action, How, Mode, Policy, Remediation, Scale, Target, TargetRule, Verify};
