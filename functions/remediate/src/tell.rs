//! What goes out: messages to people, and reminders to ourselves.

use aws_sdk_sns::types::MessageAttributeValue;
use aws_types::SdkConfig;
use serde_json::json;
use sluice_handler::{Budget, Failure};
use sluice_transform::alarm::Moment;
use sluice_transform::remedy::{Incident, Message};

use crate::call::call;

/// The longest delay that SQS knows, in seconds. What waits for longer is looked at then, and sent again.
const LONGEST: i64 = 900;

/// The topic and the queue.
#[derive(Debug)]
pub(crate) struct Voice {
    sns: aws_sdk_sns::Client,
    topic: String,
    sqs: aws_sdk_sqs::Client,
    queue: String,
}

impl Voice {
    pub(crate) fn new(config: &SdkConfig, topic: &str, queue: &str) -> Self {
        let (sns, sqs) = (aws_sdk_sns::Client::new(config), aws_sdk_sqs::Client::new(config));
        Self { sns, topic: topic.to_owned(), sqs, queue: queue.to_owned() }
    }

    /// Tells people.
    ///
    /// # Errors
    /// When they cannot be told.
    pub(crate) async fn tell(&self, message: &Message, budget: &Budget) -> Result<(), Failure> {
        let attribute = MessageAttributeValue::builder().data_type("String").string_value(&message.attribute).build();
        let attribute =
            attribute.map_err(|_| Failure::of_ours("a message", "it is incomplete", "this is a bug of Sluice's"))?;
        let publish = async || {
            let call = self.sns.publish().topic_arn(&self.topic).subject(&message.subject).message(&message.text);
            Box::pin(call.message_attributes("sluice", attribute.clone()).send()).await
        };
        call("Publish to the topic of remedies", budget, publish).await.map(drop)
    }

    /// Has an incident looked at in so many seconds; `at` says which look it is.
    ///
    /// # Errors
    /// When the queue does not take it.
    pub(crate) async fn remind(
        &self,
        incident: &Incident,
        at: Moment,
        delay: i64,
        budget: &Budget,
    ) -> Result<(), Failure> {
        let delay = i32::try_from(delay.clamp(0, LONGEST)).unwrap_or_default();
        let verify = json!({ "target": incident.target, "incident": incident.id, "at": at });
        let body = json!({ "verify": verify }).to_string();
        let send = async || {
            let call = self.sqs.send_message().queue_url(&self.queue).message_body(&body);
            Box::pin(call.delay_seconds(delay).send()).await
        };
        call("SendMessage to the queue of verifications", budget, send).await.map(drop)
    }
}
