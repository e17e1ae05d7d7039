//! The nine questions, one to a file. Each notes what it looks at, and passes or stops.

pub(super) mod allowed;
pub(super) mod budget;
pub(super) mod claim;
pub(super) mod fired;
pub(super) mod hours;
pub(super) mod mode;
pub(super) mod service;
pub(super) mod still;
pub(super) mod switch;

pub(super) use still::same_turn;

/// The tag that decides about remediation, on services and alarms.
pub const TAG: &str = "sluice:remediate";

/// Its value that allows.
pub(super) const ALLOW: &str = "allow";
