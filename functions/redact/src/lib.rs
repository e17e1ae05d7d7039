//! `redact`: clean copies, in the redacted group of the same account and Region, streams and timestamps kept.
//!
//! Called by Firehose, it has nothing to write: the answer carries what the group would have got.

use sluice_handler::{Budget, Effect, LogWriter, Outcome, Start};
use sluice_transform::plan::{Function, Plan};

/// The function once it has started.
#[derive(Debug)]
pub struct Redact {
    writer: LogWriter,
}

impl Effect for Redact {
    const FUNCTION: Function = Function::Redact;

    async fn new(start: &Start) -> Self {
        Self { writer: LogWriter::new(&start.sdk) }
    }

    async fn carry_out<'p>(&self, plan: &'p Plan<'_>, budget: &Budget) -> Outcome<'p> {
        match &plan.delivery {
            Some(delivery) => self.writer.write(delivery, budget).await,
            None => Outcome::default(),
        }
    }
}
