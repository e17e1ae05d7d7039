//! What is done about an alarm, decided: guarded, once, verified afterwards.
//!
//! ```text
//! alarm ─▶ policy ─▶ case: which rung ─▶ nine guards ─▶ act ─▶ claimed ─▶ acted ─▶ verify ─▶ recovered
//!                     ▲                     │                                       ├─▶ unhelpful ─▶ the next rung
//!                     └─────────────────────┼───────────────────────────────────────┘
//!                                           └─▶ refuse, dry run        people ◀─────┴─▶ escalated
//! ```
//!
//! [`decide()`] and [`verify()`] are functions of what was seen ([`Observation`]) and of what was done before
//! ([`Ledger`]); whoever holds their answers carries them out. It refuses whenever it is unsure: an input that is missing
//! or unreadable stops at its guard, and people are told.

mod audit;
mod case;
pub mod counters;
mod decide;
mod effect;
mod guard;
mod guards;
mod hours;
mod incident;
mod message;
mod observation;
mod policy;
mod put_back;
mod verify;
mod world;

pub use audit::{Record, Verdict};
pub use decide::{Act, Decision, Outcome, decide, unmatched};
pub use effect::{Effect, Standing};
pub use guard::{Finding, Guard, Inputs, Row};
pub use guards::TAG;
pub use hours::{DAY, Maintenance, Quiet};
pub use incident::{CLAIM, Incident, Ledger, Stage, id};
pub use message::{Message, message};
pub use observation::{AlarmNow, Deployment, Observation, Reading, Rollout, ServiceNow, TaskNow};
pub use policy::{Action, Change, How, Mode, Policy, Remediation, Scale, Target, TargetRule, Verify};
pub use put_back::{PutBack, put_back};
pub use verify::{Verification, verify};
pub use world::{World, WorldError};
