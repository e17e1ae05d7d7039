//! One batch: planned, carried out, what was left kept aside, every event settled.
//!
//! It refuses to keep aside again what came back from parking: that stays where it is, and its message comes again.

use std::collections::BTreeMap;
use std::time::Instant;

use sluice_transform::answer::RecordOutcome;
use sluice_transform::batch::LogBatch;
use sluice_transform::codec;
use sluice_transform::parked::{Kind, Remainder};
use sluice_transform::plan::{self, Circumstances};
use sluice_transform::rejected::Rejection;
use sluice_transform::self_metrics::SelfMetrics;
use sluice_transform::tally::{Fate, Tally};

use crate::budget::Budget;
use crate::failure::Failure;
use crate::invocation::{Done, Effect, Handler};
use crate::parking::park;
use crate::turns::Turns;

/// The reasons of events that no destination was asked about.
const LOOP: &str = "loop";
const UNREADABLE: &str = "unreadable";

impl<E: Effect> Handler<E> {
    /// Delivers a batch, within the budget.
    ///
    /// # Errors
    /// When something of it could be neither delivered nor parked; of a batch that comes back, when it could not be delivered.
    pub(crate) async fn deliver(
        &self,
        batch: &LogBatch<'_>,
        circumstances: &Circumstances<'_>,
        turns: &Turns,
        budget: &Budget,
    ) -> Result<Done, Failure> {
        let (config, bucket) = (&self.start.config, &self.start.parked);
        let prepared = plan::prepare(config, batch, circumstances);
        let mut plan = prepared.plan(E::FUNCTION, config, circumstances);
        let mut tally = std::mem::replace(&mut plan.tally, Tally::new(0));
        let mut metrics = SelfMetrics {
            bytes: prepared.bytes(),
            findings: prepared.findings().clone(),
            decode_errors: batch.malformed.len() as u64,
            oldest: batch.log_events.iter().map(|event| event.timestamp).min(),
            ..SelfMetrics::default()
        };
        if circumstances.redriven && (plan.looped || !plan.parked.is_empty()) {
            let why =
                if plan.looped { "its copy would come back (a loop)" } else { "it holds events that cannot be read" };
            return Err(Failure::of_ours("a parked object", why, "look at it, and delete it or deliver it by hand"));
        }
        if plan.looped {
            tracing::error!(
                target: "sluice",
                log_group = &*batch.log_group,
                log_stream = &*batch.log_stream,
                events = batch.received(),
                "refused a batch: its copy would come back (a loop); take the subscription filter off this log group"
            );
            metrics.rejected.insert(LOOP.to_owned(), batch.received() as u64);
        }
        if let Some(bad) = batch.malformed.first().filter(|_| !plan.parked.is_empty()) {
            let (group, events) = (&*batch.log_group, batch.malformed.len());
            tracing::warn!(target: "sluice", log_group = group, events, "events that cannot be read are parked: {}", bad.reason);
            metrics.parked.insert(UNREADABLE.to_owned(), events as u64);
        }
        let start = Instant::now();
        let turn = turns.wait(plan.delivery.as_ref()).await;
        let waited = start.elapsed();
        // What is known to be parked comes first: if that fails, nothing was delivered that would be delivered again.
        park(bucket, &plan.parked, budget).await?;
        let start = Instant::now();
        let outcome = self.effect.carry_out(&plan, budget).await;
        drop(turn);
        budget.delivered_for(waited + start.elapsed());
        let mut aside = Vec::new();
        tally.settle_all(outcome.delivered, Fate::Delivered);
        let mut rejected: BTreeMap<Rejection, Vec<Remainder<'_>>> = BTreeMap::new();
        for (left, reason) in outcome.rejected {
            rejected.entry(reason).or_default().push(left);
        }
        for (reason, left) in &rejected {
            let (group, events) = (&*batch.log_group, left.len());
            tracing::warn!(target: "sluice", log_group = group, events, "rejected by the destination: {}", reason.name());
            tally.settle_all(places(left), Fate::Rejected);
            aside.extend(prepared.park(Kind::Rejected, E::FUNCTION, left, reason.name(), circumstances));
        }
        if let Some(failure) = outcome.failure {
            if outcome.undelivered.is_empty() || circumstances.redriven {
                return Err(failure);
            }
            let (group, events) = (&*batch.log_group, outcome.undelivered.len());
            tracing::error!(target: "sluice", log_group = group, events, "not delivered, and parked: {failure}");
            let left = &outcome.undelivered;
            tally.settle_all(places(left), Fate::Parked);
            metrics.parked.insert(failure.reason().to_owned(), tally.count(places(left), Fate::Parked));
            aside.extend(prepared.park(Kind::Retry, E::FUNCTION, left, &failure.to_string(), circumstances));
        }
        park(bucket, &aside, budget).await?;
        metrics.account = tally.account();
        if !metrics.account.balanced() {
            let what = format!("{} events of log group {}", tally.unsettled().count(), batch.log_group);
            return Err(Failure::of_ours(&what, "unaccounted for", "this is a bug of Sluice's"));
        }
        for (reason, left) in &rejected {
            let events = tally.count(places(left), Fate::Rejected);
            metrics.rejected.insert(reason.name().to_owned(), events);
        }
        let outcome = if plan.looped {
            RecordOutcome::Refused
        } else if circumstances.by_answer {
            RecordOutcome::Settled(prepared.transformed().map(|batch| codec::encode(&batch)))
        } else {
            RecordOutcome::Settled(None)
        };
        Ok(Done { outcome, metrics })
    }
}

/// The source events of what was left.
fn places<'l>(left: &'l [Remainder<'_>]) -> impl Iterator<Item = usize> + 'l {
    left.iter().map(|left| left.event)
}
