//! One invocation: an event taken apart, planned, carried out, parked where it has to be, accounted for and answered.
//!
//! Each record is taken by itself, so that a bad one leaves the others alone, and nothing that happens to one, a panic
//! included, is silent: it is delivered, parked, or named as failed so that it comes again.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant, SystemTime};

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use serde_json::Value as Json;
use sluice_transform::answer::{self, RecordOutcome};
use sluice_transform::codec::{self, DecodeError};
use sluice_transform::envelope::{self, Envelope, Payload, Record, Source};
use sluice_transform::parked::{self, ParkedObject, Remainder};
use sluice_transform::plan::{Circumstances, Function, Plan};
use sluice_transform::rejected::Rejection;
use sluice_transform::self_metrics::SelfMetrics;
use sluice_transform::tally::Account;

use crate::budget::Budget;
use crate::emf::print_documents;
use crate::failure::Failure;
use crate::parking::park;
use crate::queue::Queues;
use crate::start::Start;
use crate::turns::Turns;

/// How many records are carried out at once.
const AT_ONCE: usize = 4;
/// And how many bytes they have together, unpacked; one that has more is carried out alone.
const BYTES_AT_ONCE: usize = 16 << 20;

/// What one function does with its plans.
pub trait Effect {
    /// Which function it is.
    const FUNCTION: Function;

    /// Makes ready what it needs, once, at cold start.
    fn new(start: &Start) -> impl Future<Output = Self>;

    /// Carries a plan out, within the budget.
    fn carry_out<'p>(&self, plan: &'p Plan<'_>, budget: &Budget) -> impl Future<Output = Outcome<'p>>;
}

/// What became of the events that a plan delivers. An event in parts is named once for each.
#[derive(Default)]
pub struct Outcome<'p> {
    /// Those that reached their destination.
    pub delivered: Vec<usize>,
    /// Those that it refuses for good.
    pub rejected: Vec<(Remainder<'p>, Rejection)>,
    /// Those that did not reach it in time.
    pub undelivered: Vec<Remainder<'p>>,
    /// Why; alone, it fails the record as a whole.
    pub failure: Option<Failure>,
}

/// The invocation has to come again as a whole.
#[derive(Debug, thiserror::Error)]
#[error("what came is not done, and has to come again: {0}")]
pub struct NotDone(pub Failure);

/// A function that has started.
pub(crate) struct Handler<E> {
    pub(crate) start: Start,
    pub(crate) effect: E,
    queues: Queues,
}

/// A record that was gone through.
pub(crate) struct Done {
    pub(crate) outcome: RecordOutcome,
    pub(crate) metrics: SelfMetrics,
}

/// All records of an event that were gone through.
#[derive(Default)]
struct All {
    /// By the records' ids.
    outcomes: Vec<(String, RecordOutcome)>,
    /// Of those that did not fail: what failed is received when it comes again.
    metrics: SelfMetrics,
    /// The last failure.
    failure: Option<Failure>,
    /// Bytes of payloads in the answer.
    answered: usize,
}

impl All {
    /// Adds a record; says whether it failed. One whose payload the answer has no room for fails too.
    fn add(&mut self, record: &Record<'_>, done: Result<Done, Failure>) -> bool {
        let room = answer::MAX_ANSWERED - self.answered;
        let done = done.and_then(|done| match &done.outcome {
            RecordOutcome::Settled(Some(data)) if data.len() > room => Err(Failure::of_ours(
                "the answer to Firehose",
                "it has no more room",
                "give the stream a smaller buffer",
            )),
            _ => Ok(done),
        });
        let outcome = match done {
            Ok(done) => {
                self.metrics += done.metrics;
                done.outcome
            }
            Err(error) => {
                tracing::error!(target: "sluice", record = &*record.id, "neither delivered nor parked: {error}");
                self.failure = Some(error);
                RecordOutcome::Failed
            }
        };
        if let RecordOutcome::Settled(Some(data)) = &outcome {
            self.answered += data.len();
        }
        let failed = outcome == RecordOutcome::Failed;
        self.outcomes.push((record.id.to_string(), outcome));
        failed
    }

    /// One line, which is the only one where all went well.
    fn tell(&self, source: Source, took: Duration) {
        let Account { received, delivered, filtered, rejected, parked } = self.metrics.account;
        let (records, retries) = (self.outcomes.len(), self.metrics.retries);
        let failed = self.outcomes.iter().filter(|(_, outcome)| *outcome == RecordOutcome::Failed).count();
        let (source, milliseconds) = (source.name(), took.as_millis());
        tracing::info!(
            target: "sluice", source, records, failed, received, delivered, filtered, rejected, parked, retries, milliseconds,
            "done"
        );
    }
}

impl<E: Effect> Handler<E> {
    pub(crate) fn new(start: Start, effect: E) -> Self {
        let queues = Queues::new(&start.sdk);
        Self { start, effect, queues }
    }

    /// Handles one event, which Lambda ends at `deadline`.
    pub(crate) async fn handle(&self, event: &str, deadline: SystemTime) -> Result<Json, NotDone> {
        let (budget, start) = (Budget::until(deadline), Instant::now());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or(i64::MAX);
        let (source, mut all) = match envelope::parse(event) {
            Ok(envelope) => (envelope.source, self.records(&envelope, now, &budget).await),
            Err(error) => {
                tracing::warn!(target: "sluice", "this is no event that is known here, and is parked: {error}");
                let object = parked::unreadable(E::FUNCTION, event, "envelope", &error.to_string(), now);
                let done = self.quarantine(object, &budget).await.map_err(NotDone)?;
                (Source::Direct, All { metrics: done.metrics, ..All::default() })
            }
        };
        all.metrics.retries = budget.retries();
        let left = deadline.duration_since(SystemTime::now()).unwrap_or_default();
        all.metrics.time_left = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
        print_documents(&all.metrics.documents(E::FUNCTION, now)).map_err(NotDone)?;
        all.tell(source, start.elapsed());
        let unknown = || Failure::of_ours("a record", "failed", "this is a bug of Sluice's");
        answer::answer(source, &all.outcomes, &all.metrics.account)
            .map_err(|_| NotDone(all.failure.unwrap_or_else(unknown)))
    }

    /// Takes an event's records, a few at once, as long as there is time.
    async fn records(&self, envelope: &Envelope<'_>, now: i64, budget: &Budget) -> All {
        let (source, records, turns) = (envelope.source, &envelope.records, Turns::default());
        let longest = Cell::new(Duration::ZERO);
        let one = async |index: usize| {
            let record = &records[index];
            let budget = &if index + 1 == records.len() { budget.whole() } else { budget.share() };
            let start = Instant::now();
            // Lambda would end the invocation in the midst of it, and everything would come again.
            let done = if budget.leaves(longest.get()) {
                self.guarded(source, record, now, &turns, budget).await
            } else {
                Err(Failure::of_ours(
                    "a record",
                    "no time was left for it",
                    "give more time or memory, or smaller batches",
                ))
            };
            // Without the wait for its destination, which ends in time to park what lies behind it too.
            longest.set(longest.get().max(start.elapsed().saturating_sub(budget.delivering())));
            let failed = done.as_ref().map_or(true, |done| done.outcome == RecordOutcome::Failed);
            if failed
                && matches!(record.payload, Payload::Notification(_))
                && let Some(receipt) = &record.receipt
            {
                self.queues.wait(receipt, budget).await;
            }
            (index, done, failed)
        };
        let mut flight = FuturesUnordered::new();
        let (mut next, mut bytes) = (0, 0);
        let mut done: Vec<Option<Result<Done, Failure>>> = records.iter().map(|_| None).collect();
        loop {
            while let Some(length) = records.get(next).map(|record| codec::claimed_length(&record.payload)) {
                let room = flight.len() < AT_ONCE && length <= BYTES_AT_ONCE.saturating_sub(bytes);
                if !flight.is_empty() && !room {
                    break;
                }
                bytes += length;
                flight.push(one(next));
                next += 1;
            }
            let Some((index, one, failed)) = flight.next().await else { break };
            bytes -= codec::claimed_length(&records[index].payload);
            done[index] = Some(one);
            if failed && !answer::goes_on_after_failure(source) {
                // What is not begun comes again with it.
                next = records.len();
            }
        }
        let mut all = All::default();
        for (record, done) in records.iter().zip(done) {
            let Some(done) = done else { break };
            if all.add(record, done) && !answer::goes_on_after_failure(source) {
                break;
            }
        }
        all
    }

    /// Takes one record; a panic over it parks it as it came, if it is not parked already.
    async fn guarded(
        &self,
        source: Source,
        record: &Record<'_>,
        now: i64,
        turns: &Turns,
        budget: &Budget,
    ) -> Result<Done, Failure> {
        if let Payload::Notification(text) = &record.payload {
            let brought_back = AssertUnwindSafe(Box::pin(self.redrive(text, now, turns, budget))).catch_unwind().await;
            let panicked = |_| Err(Failure::of_ours("a parked object", "Sluice panicked over it", "a bug of Sluice's"));
            return brought_back.unwrap_or_else(panicked);
        }
        match AssertUnwindSafe(Box::pin(self.record(source, record, now, turns, budget))).catch_unwind().await {
            Ok(done) => done,
            Err(_) => {
                let reason = "Sluice panicked over it: a bug of Sluice's";
                let object = parked::unreadable(E::FUNCTION, record.payload.raw(), "panic", reason, now);
                self.quarantine(object, budget).await
            }
        }
    }

    async fn quarantine(&self, object: ParkedObject, budget: &Budget) -> Result<Done, Failure> {
        park(&self.start.parked, &[object], budget).await?;
        let metrics = SelfMetrics { decode_errors: 1, ..SelfMetrics::default() };
        Ok(Done { outcome: RecordOutcome::Refused, metrics })
    }

    async fn record(
        &self,
        source: Source,
        record: &Record<'_>,
        now: i64,
        turns: &Turns,
        budget: &Budget,
    ) -> Result<Done, Failure> {
        let json = match codec::json_of(&record.payload, codec::DEFAULT_CAP) {
            Ok(json) => json,
            Err(error) => return self.unreadable(record, error, now, budget).await,
        };
        let batch = match codec::read(&json) {
            Ok(batch) => batch,
            Err(error) => return self.unreadable(record, error, now, budget).await,
        };
        let named = batch.region().map(Cow::Owned).or_else(|| record.region.clone());
        let circumstances = Circumstances {
            region: named.as_deref().unwrap_or(&self.start.region),
            settings: &self.start.settings,
            received_at: now,
            by_answer: source == Source::Firehose,
            redriven: false,
        };
        self.deliver(&batch, &circumstances, turns, budget).await
    }

    async fn unreadable(
        &self,
        record: &Record<'_>,
        error: DecodeError,
        now: i64,
        budget: &Budget,
    ) -> Result<Done, Failure> {
        tracing::warn!(target: "sluice", record = &*record.id, "a payload cannot be read, and is parked: {error}");
        self.quarantine(parked::payload(E::FUNCTION, record.payload.raw(), &error, now), budget).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Panics with the text of the first event, as a slice beyond a character would.
    struct Panics;

    impl Effect for Panics {
        const FUNCTION: Function = Function::Redact;

        async fn new(_: &Start) -> Self {
            Self
        }

        async fn carry_out<'p>(&self, plan: &'p Plan<'_>, _: &Budget) -> Outcome<'p> {
            panic!("{}", plan.delivery.as_ref().unwrap().calls[0][0].message)
        }
    }

    #[tokio::test]
    async fn a_panic_is_caught_and_what_it_was_about_is_parked_or_comes_again() {
        let handler = Handler::new(Start::alone("version: 1").await, Panics);
        let event = r#"{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"g","logStream":"s",
            "logEvents":[{"id":"1","timestamp":1,"message":"a word of theirs"}]}"#;
        let deadline = SystemTime::now() + Duration::from_secs(3);
        let error = handler.handle(event, deadline).await.unwrap_err().to_string();
        assert!(error.contains("PutObject to bucket parked"), "it was to be parked: {error}");
        assert!(!error.contains("theirs"), "{error}");
    }
}
