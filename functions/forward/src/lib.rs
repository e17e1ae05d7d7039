//! `forward`: clean copies, in a log group of another Region or account, in streams named from where the events were born.

use sluice_handler::{Budget, Effect, LogWriter, Outcome, Start};
use sluice_transform::plan::{Function, Plan};

/// The function once it has started.
#[derive(Debug)]
pub struct Forward {
    writer: LogWriter,
}

impl Effect for Forward {
    const FUNCTION: Function = Function::Forward;

    async fn new(start: &Start) -> Self {
        let region = start.settings.forward_region.as_deref().unwrap_or(&start.region);
        let sdk = start.sdk_in(region, start.settings.forward_role_arn.as_deref());
        Self { writer: LogWriter::new(&sdk) }
    }

    async fn carry_out<'p>(&self, plan: &'p Plan<'_>, budget: &Budget) -> Outcome<'p> {
        match &plan.delivery {
            Some(delivery) => self.writer.write(delivery, budget).await,
            None => Outcome::default(),
        }
    }
}
