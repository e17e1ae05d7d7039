//! One batch, one function, one plan: everything that is to be done, before anything is.
//!
//! A plan is carried out by whoever holds it: a Lambda function on AWS, the `sluice` command on a folder. Its tally holds
//! what is settled already; deliveries settle the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::archive::{self, Object};
use crate::batch::{JsonText, LogBatch, LogEvent, MessageType};
use crate::chain::{self, CleanBatch, CleanEvent};
use crate::config::Config;
use crate::delivery::{self, Delivery};
use crate::metric;
use crate::names::forwarded_stream;
use crate::origin::{self, Origin};
use crate::parked::{self, Kind, ParkedObject, Remainder};
use crate::settings::Settings;
use crate::tally::{Fate, Tally};

/// The functions that receive log events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// Writes redacted copies to a log group of the same Region.
    Redact,
    /// Writes redacted copies to a log group of another Region.
    Forward,
    /// Puts redacted events into S3.
    Archive,
    /// Turns redacted events into metrics.
    Metrics,
}

impl Function {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Redact, Self::Forward, Self::Archive, Self::Metrics];

    /// Its name in keys, accounts and dimensions.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Redact => "redact",
            Self::Forward => "forward",
            Self::Archive => "archive",
            Self::Metrics => "metrics",
        }
    }
}

/// What surrounds a batch: where it is handled, and when it came.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The Region that the batch came from.
    pub region: &'a str,
    /// What differs from stack to stack.
    pub settings: &'a Settings,
    /// When the batch came, in milliseconds since the Unix epoch. Only the day of what is parked depends on it.
    pub received_at: i64,
    /// Whether whoever brought the batch takes its clean copy back in the answer, as a Firehose stream does. `redact` then has
    /// nothing to write.
    pub by_answer: bool,
    /// Whether the batch comes back from parking: it passed the chain before, and is redacted only.
    pub redriven: bool,
}

/// A batch after the chain, ready to be planned for any function.
pub struct Prepared<'a> {
    batch: &'a LogBatch<'a>,
    clean: CleanBatch<'a>,
}

/// Everything that one function is to do about one batch.
pub struct Plan<'a> {
    /// What is to be written to a log stream.
    pub delivery: Option<Delivery<'a>>,
    /// What is to be put into the archive.
    pub objects: Vec<Object>,
    /// EMF documents to be printed, one to a line.
    pub documents: Vec<String>,
    /// What is to be kept aside.
    pub parked: Vec<ParkedObject>,
    /// The account so far: what was filtered, rejected as a loop or is parked is settled; what is delivered is not.
    pub tally: Tally,
    /// Whether the batch was refused because its copy could come back.
    pub looped: bool,
}

/// Takes a batch through the chain, once for however many functions plan with it.
pub fn prepare<'a>(config: &Config, batch: &'a LogBatch<'a>, circumstances: &Circumstances<'_>) -> Prepared<'a> {
    let mut origin = Origin::trace(batch, circumstances.region, circumstances.settings);
    origin.second_hand |= circumstances.redriven;
    Prepared { batch, clean: chain::run(config, batch, origin) }
}

impl Prepared<'_> {
    /// Findings by detector.
    pub fn findings(&self) -> &BTreeMap<Arc<str>, u64> {
        &self.clean.findings
    }

    /// Bytes of message text that came in.
    pub fn bytes(&self) -> u64 {
        self.clean.bytes
    }

    /// Plans what `function` is to do. A control message plans nothing.
    pub fn plan(&self, function: Function, config: &Config, circumstances: &Circumstances<'_>) -> Plan<'_> {
        let Circumstances { region, settings, received_at, by_answer, .. } = *circumstances;
        let answered = by_answer && function == Function::Redact;
        let control = self.batch.message_type == MessageType::Control;
        let (clean, batch) = (&self.clean, self.batch);
        let mut plan = Plan {
            delivery: None,
            objects: Vec::new(),
            documents: Vec::new(),
            parked: Vec::new(),
            tally: Tally::new(if control { 0 } else { clean.received }),
            looped: false,
        };
        if control {
            return plan;
        }
        // What goes back in the answer writes to no log group: only what the functions print could come round.
        let looped = if answered {
            origin::is_own_group(function, batch, settings)
        } else {
            clean.origin.is_loop(function, batch, region, settings)
        };
        if looped {
            plan.looped = true;
            plan.tally.settle_all(0..clean.received, Fate::Rejected);
            return plan;
        }
        plan.tally.settle_all(clean.filtered.iter().copied(), Fate::Filtered);
        if let Some(object) = parked::malformed(function, batch, received_at) {
            plan.tally.settle_all(object.events.iter().copied(), Fate::Parked);
            plan.parked.push(object);
        }
        match function {
            Function::Redact if answered => {
                plan.tally.settle_all(clean.events.iter().map(|event| event.event), Fate::Delivered);
            }
            Function::Redact => plan.delivery = self.redacted(region, settings),
            Function::Forward => plan.delivery = self.forwarded(settings),
            Function::Archive => {
                plan.objects = archive::objects(&config.archive_prefix, &clean.origin, &clean.events);
            }
            Function::Metrics => {
                plan.documents = metric::documents(config, &clean.origin, &clean.events);
                plan.tally.settle_all(clean.events.iter().map(|event| event.event), Fate::Delivered);
            }
        }
        plan
    }

    /// What was left of a plan, to be kept aside; `None` where nothing was. `reason` is ours, never a word of the events.
    pub fn park(
        &self,
        kind: Kind,
        function: Function,
        left: &[Remainder<'_>],
        reason: &str,
        circumstances: &Circumstances<'_>,
    ) -> Option<ParkedObject> {
        let whole = |event| self.clean.events.binary_search_by_key(&event, |clean| clean.event).ok();
        let left: Vec<_> = left.iter().filter_map(|l| Some((&self.clean.events[whole(l.event)?], l.part))).collect();
        let events = left.iter().map(|(clean, _)| clean.event).collect();
        let batch = self.with(left.into_iter().map(|(clean, part)| log_event(clean, part)));
        parked::remainder(kind, function, &batch, events, reason, circumstances)
    }

    /// The batch with clean events in place of those that came; `None` where nothing is left of it. What a Firehose stream
    /// goes on with.
    pub fn transformed(&self) -> Option<LogBatch<'_>> {
        if self.batch.message_type == MessageType::Control || self.clean.events.is_empty() {
            return None;
        }
        Some(self.with(self.clean.events.iter().map(|clean| log_event(clean, None))))
    }

    fn with<'b>(&'b self, log_events: impl Iterator<Item = LogEvent<'b>>) -> LogBatch<'b> {
        LogBatch { log_events: log_events.collect(), malformed: Vec::new(), ..self.batch.clone() }
    }

    fn redacted(&self, region: &str, settings: &Settings) -> Option<Delivery<'_>> {
        let group = &self.batch.log_group;
        self.delivery(
            region.to_owned(),
            settings.redact_destination.as_ref().map_or_else(|| group.to_string(), |template| template.expand(group)),
            self.batch.log_stream.to_string(),
        )
    }

    fn forwarded(&self, settings: &Settings) -> Option<Delivery<'_>> {
        let Origin { account, region, log_group, log_stream, .. } = &self.clean.origin;
        self.delivery(
            settings.forward_region.clone().unwrap_or_else(|| CENTRAL.to_owned()),
            settings
                .forward_destination
                .as_ref()
                .map_or_else(|| log_group.clone(), |template| template.expand(log_group)),
            forwarded_stream(account, region, log_group, log_stream),
        )
    }

    fn delivery(&self, region: String, log_group: String, log_stream: String) -> Option<Delivery<'_>> {
        let calls = delivery::calls(&self.clean.events);
        (!calls.is_empty()).then_some(Delivery { region, log_group, log_stream, calls })
    }
}

/// A clean event as it stands in a batch, or a part of one.
fn log_event<'a>(clean: &'a CleanEvent<'_>, part: Option<&'a str>) -> LogEvent<'a> {
    LogEvent {
        id: clean.id.into(),
        timestamp: clean.timestamp,
        message: part.unwrap_or(&clean.message).into(),
        extracted_fields: clean.extracted_fields.as_deref().map(|json| JsonText(json.into())),
    }
}

/// The Region of forwarded copies where none is set, as in a local run.
const CENTRAL: &str = "central";
