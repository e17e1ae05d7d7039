//! SQS: when a message whose object still cannot be delivered comes again.
//!
//! It refuses to fail anything: where the wait cannot be set, the message comes again when the queue's own time is over.

use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_types::SdkConfig;
use sluice_transform::envelope::Receipt;
use sluice_transform::redrive;

use crate::budget::Budget;
use crate::failure::Failure;

/// What saying it may take: less than this, and it is not said.
const LEAST: Duration = Duration::from_millis(500);

/// The queues that the function is fed from.
#[derive(Clone, Debug)]
pub(crate) struct Queues {
    client: Client,
}

impl Queues {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// Lets a message that failed wait, the longer the more often it was received.
    pub(crate) async fn wait(&self, receipt: &Receipt<'_>, budget: &Budget) {
        let budget = budget.for_parking().share();
        let Some(url) = redrive::queue_url(&receipt.queue_arn).filter(|_| budget.leaves(LEAST)) else { return };
        let seconds = redrive::pause(receipt.receives, fastrand::f64()).as_secs();
        let change = async || {
            let call = self
                .client
                .change_message_visibility()
                .queue_url(&url)
                .receipt_handle(&*receipt.handle)
                .visibility_timeout(i32::try_from(seconds).unwrap_or(i32::MAX));
            let sent = Box::pin(call.send()).await;
            sent.map(drop).map_err(|error| {
                let status = error.raw_response().map(|response| response.status().as_u16());
                Failure::of("ChangeMessageVisibility", &error, status)
            })
        };
        if let Err(failure) = budget.spend("ChangeMessageVisibility", change).await {
            tracing::warn!(target: "sluice", "the message comes again when the queue's own time is over: {failure}");
        }
    }
}
