//! `archive`: clean copies in S3, an object an hour and batch, put once however often the batch comes.

use std::collections::BTreeMap;

use sluice_handler::{Bucket, Budget, Effect, Outcome, Start};
use sluice_transform::parked::Remainder;
use sluice_transform::plan::{Function, Plan};

/// The function once it has started.
#[derive(Debug)]
pub struct Archive {
    bucket: Bucket,
}

impl Effect for Archive {
    const FUNCTION: Function = Function::Archive;

    async fn new(start: &Start) -> Self {
        Self { bucket: start.parked.named(start.settings.archive_bucket.as_deref().unwrap_or_default()) }
    }

    async fn carry_out<'p>(&self, plan: &'p Plan<'_>, budget: &Budget) -> Outcome<'p> {
        let mut outcome = Outcome::default();
        for object in &plan.objects {
            match self.bucket.put(&object.key, &object.body, "application/gzip", &BTreeMap::new(), budget).await {
                Ok(()) => outcome.delivered.extend(&object.events),
                Err(failure) => {
                    let left = object.events.iter().map(|event| Remainder { event: *event, part: None });
                    outcome.undelivered.extend(left);
                    outcome.failure.get_or_insert(failure);
                }
            }
        }
        outcome
    }
}
