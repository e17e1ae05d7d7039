//! `archive`: clean copies in S3, an object an hour and batch, put once however often the batch comes.

use futures_util::stream::{self, StreamExt};
use sluice_handler::{Bucket, Budget, Effect, Outcome, Start};
use sluice_transform::parked::Remainder;
use sluice_transform::plan::{Function, Plan};

/// How many objects of a batch are put at once.
const AT_ONCE: usize = 8;

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
        let puts = plan
            .objects
            .iter()
            .map(async |object| (object, self.bucket.archive(&object.key, &object.body, budget).await));
        let mut puts = stream::iter(puts).buffer_unordered(AT_ONCE);
        let mut outcome = Outcome::default();
        while let Some((object, put)) = puts.next().await {
            match put {
                Ok(()) => outcome.delivered.extend(&object.events),
                Err(failure) => {
                    let left = object.events.iter().map(|event| Remainder { event: *event, part: None });
                    outcome.undelivered.extend(left);
                    outcome.failure.get_or_insert(failure);
                }
            }
        }
        // In whatever order they ended: the same events are parked as the same object.
        outcome.undelivered.sort_unstable_by_key(|left| left.event);
        outcome
    }
}
