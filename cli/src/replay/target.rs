//! Where events go: through a function, as a subscription event; or into a log group, redacted once more.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_lambda::primitives::Blob;
use sluice_handler::{Budget, Failure as Call, LogWriter};
use sluice_transform::chain::{self, CleanBatch};
use sluice_transform::config::Config;
use sluice_transform::delivery::{self, Delivery, PutEvent};
use sluice_transform::names::forwarded_stream;
use sluice_transform::origin::Origin;
use sluice_transform::replay::{Batch, Share};

use super::aws;
use crate::failure::Failure;

/// The longest that a function runs.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How often a call of Lambda that fails for a reason that may pass is made, in all.
const ATTEMPTS: u32 = 6;

/// The time that a call of PutLogEvents, and what makes it again, may take.
const BUDGET: Duration = Duration::from_secs(60);

/// What became of events that were sent.
#[derive(Debug, Default)]
pub struct Sent {
    /// Those that were taken, each once.
    pub taken: u64,
    /// Those that the rules drop now.
    pub filtered: u64,
    /// Those that CloudWatch Logs refuses, by reason.
    pub refused: BTreeMap<&'static str, u64>,
}

/// A function that is invoked, one call after the other.
pub struct Function {
    client: aws_sdk_lambda::Client,
    name: String,
}

impl Function {
    pub fn new(sdk: &SdkConfig, name: &str) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(LONGEST)
            .operation_attempt_timeout(LONGEST)
            .build();
        let retries = RetryConfig::standard().with_max_attempts(ATTEMPTS);
        let config = aws_sdk_lambda::config::Builder::from(sdk).timeout_config(timeouts).retry_config(retries).build();
        Self { client: aws_sdk_lambda::Client::from_conf(config), name: name.to_owned() }
    }

    /// Hands it a share of a batch, and waits until it is done with it.
    pub async fn invoke(&self, share: &Share) -> Result<(), Failure> {
        let payload = Blob::new(share.event.as_bytes());
        let sent = self.client.invoke().function_name(&self.name).payload(payload).send().await;
        let what = format!("Invoke of {}", self.name);
        let answer =
            sent.map_err(|error| Failure::Message(Call::of(what.as_str(), &error, aws::status(&error)).to_string()))?;
        match answer.function_error() {
            None => Ok(()),
            Some(_) => Err(Failure::Message(format!(
                "{what}: the function failed, so that these events are to be sent again; its log says why"
            ))),
        }
    }
}

/// A log group that is written to.
pub struct Group {
    writer: LogWriter,
    region: String,
    name: String,
}

impl Group {
    pub fn new(sdk: &SdkConfig, name: &str) -> Self {
        let region = sdk.region().map(ToString::to_string).unwrap_or_default();
        Self { writer: LogWriter::new(sdk), region, name: name.to_owned() }
    }

    /// Writes one call of a batch; says of each of its events why it was refused, if it was.
    pub async fn put(
        &self,
        origin: &Origin,
        call: &[PutEvent<'_>],
    ) -> Result<BTreeMap<usize, Option<&'static str>>, Failure> {
        let delivery = Delivery {
            region: self.region.clone(),
            log_group: self.name.clone(),
            log_stream: stream(origin),
            calls: vec![call.to_vec()],
        };
        let outcome = self.writer.write(&delivery, &Budget::until(SystemTime::now() + BUDGET)).await;
        if let Some(failure) = outcome.failure {
            return Err(Failure::Message(failure.to_string()));
        }
        let taken = outcome.delivered.into_iter().map(|event| (event, None));
        Ok(taken.chain(outcome.rejected.into_iter().map(|(left, why)| (left.event, Some(why.name())))).collect())
    }
}

/// The stream of copies: it tells where the events were born, as those of `forward` do.
pub fn stream(origin: &Origin) -> String {
    forwarded_stream(&origin.account, &origin.region, &origin.log_group, &origin.log_stream)
}

/// A batch as it may be written: through the whole chain, but for the filters that it passed before.
pub fn clean<'a>(config: &Config, batch: &'a Batch) -> CleanBatch<'a> {
    chain::run(config, &batch.batch, batch.origin.clone())
}

/// The calls of a batch, each of at most `most` events.
pub fn calls<'a>(clean: &'a CleanBatch<'a>, most: usize) -> Vec<Vec<PutEvent<'a>>> {
    let calls = delivery::calls(&clean.events);
    calls.iter().flat_map(|call| call.chunks(most)).map(<[_]>::to_vec).collect()
}
