//! `metrics`: what the rules measure, printed in CloudWatch's embedded metric format. It calls nothing.

use sluice_handler::{Budget, Effect, Outcome, Start, print_documents};
use sluice_transform::plan::{Function, Plan};

/// The function once it has started.
#[derive(Debug)]
pub struct Metrics;

impl Effect for Metrics {
    const FUNCTION: Function = Function::Metrics;

    async fn new(_: &Start) -> Self {
        Self
    }

    async fn carry_out<'p>(&self, plan: &'p Plan<'_>, _: &Budget) -> Outcome<'p> {
        Outcome { failure: print_documents(&plan.documents).err(), ..Outcome::default() }
    }
}
