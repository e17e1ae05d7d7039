//! The effects that Sluice's functions share.
//!
//! A function is an [`Effect`]: what it does with a plan. Everything around that is here, and the same for all of them:
//! [`run()`] starts the function and hands it invocations, one after the other. An invocation is taken apart, planned by
//! `sluice-transform`, carried out by the effect, and what was not delivered is parked; the answer, and the account of
//! every event, come last.
//!
//! Decisions are not made here: this crate asks `sluice-transform` and carries out what it says. Nothing here prints a word
//! of an event: errors carry codes and names of ours, never what AWS says about a value.

mod budget;
mod deliver;
mod emf;
mod failure;
mod invocation;
mod keys;
mod logs;
mod objects;
mod parking;
mod queue;
mod redrive;
mod run;
mod sdk;
mod start;
mod trace;
mod turns;

pub use budget::Budget;
pub use emf::print_documents;
pub use failure::Failure;
pub use invocation::{Effect, NotDone, Outcome};
pub use keys::KeysError;
pub use logs::LogWriter;
pub use objects::Bucket;
pub use run::{Serve, run, serve};
pub use start::{Start, StartError};
