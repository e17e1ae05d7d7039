//! What comes back from parking: a message that names a parked object, which is fetched, delivered and deleted.
//!
//! The object was redacted before it was parked, and is redacted again: who else wrote below `retry/` gains nothing by it. It
//! refuses to park a second time, and to delete what was not delivered whole: then the message fails, waits and comes again,
//! until the queue gives it to its dead-letter queue.

use sluice_transform::answer::RecordOutcome;
use sluice_transform::codec;
use sluice_transform::envelope;
use sluice_transform::names::is_region;
use sluice_transform::plan::Circumstances;
use sluice_transform::redrive::named;
use sluice_transform::self_metrics::SelfMetrics;

use crate::budget::Budget;
use crate::failure::Failure;
use crate::invocation::{Done, Effect, Handler};
use crate::objects::Fetched;
use crate::turns::Turns;

const NONE_OF_OURS: &str = "it is none that this function parked: look at it, and delete it";

impl<E: Effect> Handler<E> {
    /// Brings back what a notification names; nothing in S3's test of the wiring.
    ///
    /// # Errors
    /// When an object is not the function's own, or nothing could be brought back.
    pub(crate) async fn redrive(
        &self,
        notification: &str,
        now: i64,
        turns: &Turns,
        budget: &Budget,
    ) -> Result<Done, Failure> {
        let objects = named(notification, E::FUNCTION, self.start.parked.name()).map_err(|refused| {
            Failure::of_ours("a message", &refused.to_string(), "see who else sends to the queue")
        })?;
        let mut done = Done { outcome: RecordOutcome::Settled(None), metrics: SelfMetrics::default() };
        for object in objects {
            match self.bring_back(&object.key, now, turns, budget).await {
                Ok(metrics) => done.metrics += metrics,
                Err(failure) => {
                    let key = object.key;
                    tracing::error!(target: "sluice", key, "a parked object stays where it is, and comes again: {failure}");
                    // What stood before it in the same message is delivered and counted.
                    done.outcome = RecordOutcome::Failed;
                    break;
                }
            }
        }
        Ok(done)
    }

    /// Delivers one object and deletes it. One that is gone was delivered by another copy of the message.
    async fn bring_back(&self, key: &str, now: i64, turns: &Turns, budget: &Budget) -> Result<SelfMetrics, Failure> {
        let bucket = &self.start.parked;
        let Some(Fetched { body, metadata }) = bucket.fetch(key, codec::DEFAULT_CAP, budget).await? else {
            tracing::info!(target: "sluice", key, "a parked object is gone: it was delivered before");
            return Ok(SelfMetrics::default());
        };
        let unreadable = |why: String| Failure::of_ours("a parked object", &why, NONE_OF_OURS);
        let event = String::from_utf8(body).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
        let envelope = envelope::parse(&event).map_err(|error| unreadable(error.to_string()))?;
        let [record] = &envelope.records[..] else { return Err(unreadable("it holds not one batch".to_owned())) };
        let json =
            codec::json_of(&record.payload, codec::DEFAULT_CAP).map_err(|error| unreadable(error.to_string()))?;
        let batch = codec::read(&json).map_err(|error| unreadable(error.to_string()))?;
        let region = metadata.get("region").filter(|region| is_region(region));
        let circumstances = Circumstances {
            region: region.unwrap_or(&self.start.region),
            settings: &self.start.settings,
            received_at: now,
            by_answer: false,
            redriven: true,
        };
        let done = self.deliver(&batch, &circumstances, turns, budget).await?;
        bucket.delete(key, &budget.for_parking()).await?;
        Ok(done.metrics)
    }
}
