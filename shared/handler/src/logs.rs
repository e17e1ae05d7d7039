//! PutLogEvents: a delivery, written call by call to one log stream.
//!
//! Calls follow each other, so that the order within a stream is kept: behind a call that failed none is made. A stream
//! that is missing is created, whoever else creates it at the same time; a log group never is: the template makes those,
//! with retention and key. It refuses to restamp an event that CloudWatch Logs rejects.

use aws_sdk_cloudwatchlogs::Client;
use aws_sdk_cloudwatchlogs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use aws_types::SdkConfig;
use sluice_transform::delivery::{Delivery, PutEvent};
use sluice_transform::parked::Remainder;
use sluice_transform::rejected::RejectedRanges;

use crate::budget::Budget;
use crate::failure::Failure;
use crate::invocation::Outcome;

const NO_GROUP: &str =
    "the log group does not exist: create it there, or correct SLUICE_REDACT_DESTINATION or SLUICE_FORWARD_DESTINATION";

/// Writes to the log groups of one Region and account.
#[derive(Clone, Debug)]
pub struct LogWriter {
    client: Client,
    region: String,
}

/// What a call came to.
enum Put {
    Accepted(RejectedRanges),
    NoStream,
}

impl LogWriter {
    /// A writer for the configuration's Region.
    pub fn new(config: &SdkConfig) -> Self {
        let region = config.region().map(ToString::to_string).unwrap_or_default();
        Self { client: Client::new(config), region }
    }

    /// Writes a delivery, as far as it goes within the budget.
    pub async fn write<'p>(&self, delivery: &'p Delivery<'p>, budget: &Budget) -> Outcome<'p> {
        let mut outcome = Outcome::default();
        for (number, call) in delivery.calls.iter().enumerate() {
            match self.put(delivery, call, budget).await {
                Ok(ranges) => {
                    for (index, event) in call.iter().enumerate() {
                        match ranges.reason(index) {
                            Some(reason) => outcome.rejected.push((remainder(event), reason)),
                            None => outcome.delivered.push(event.event),
                        }
                    }
                }
                Err(failure) => {
                    outcome.undelivered = delivery.calls[number..].iter().flatten().map(remainder).collect();
                    outcome.failure = Some(failure);
                    break;
                }
            }
        }
        outcome
    }

    async fn put(
        &self,
        delivery: &Delivery<'_>,
        call: &[PutEvent<'_>],
        budget: &Budget,
    ) -> Result<RejectedRanges, Failure> {
        let what = format!("PutLogEvents to {} ({})", delivery.log_group, self.region);
        budget
            .spend(&what, async || {
                if let Put::Accepted(ranges) = self.put_once(&what, delivery, call).await? {
                    return Ok(ranges);
                }
                self.create_stream(delivery).await?;
                match self.put_once(&what, delivery, call).await? {
                    Put::Accepted(ranges) => Ok(ranges),
                    // A stream that was just made may not be seen at once: the next attempt comes after a pause.
                    Put::NoStream => {
                        let code = "the log stream was created, and is not there".to_owned();
                        Err(Failure { what: what.clone(), code, advice: "", retryable: true })
                    }
                }
            })
            .await
    }

    async fn put_once(&self, what: &str, delivery: &Delivery<'_>, call: &[PutEvent<'_>]) -> Result<Put, Failure> {
        let events: Result<Vec<_>, _> = call
            .iter()
            .map(|event| InputLogEvent::builder().timestamp(event.timestamp).message(event.message).build())
            .collect();
        let events = events.map_err(|_| Failure {
            what: what.to_owned(),
            code: "the request could not be made".to_owned(),
            advice: "",
            retryable: false,
        })?;
        let request = self
            .client
            .put_log_events()
            .log_group_name(&delivery.log_group)
            .log_stream_name(&delivery.log_stream)
            .set_log_events(Some(events));
        let sent = Box::pin(request.send()).await;
        match sent {
            Ok(answer) => {
                Ok(Put::Accepted(answer.rejected_log_events_info().map_or_else(RejectedRanges::default, |info| {
                    RejectedRanges {
                        too_old_end: info.too_old_log_event_end_index(),
                        too_new_start: info.too_new_log_event_start_index(),
                        expired_end: info.expired_log_event_end_index(),
                    }
                })))
            }
            Err(SdkError::ServiceError(error)) if error.err().is_resource_not_found_exception() => Ok(Put::NoStream),
            // An answer of the days of sequence tokens: the very same call was accepted before.
            Err(SdkError::ServiceError(error)) if error.err().is_data_already_accepted_exception() => {
                Ok(Put::Accepted(RejectedRanges::default()))
            }
            Err(error) => Err(failed(what, &error)),
        }
    }

    async fn create_stream(&self, delivery: &Delivery<'_>) -> Result<(), Failure> {
        let what = format!("CreateLogStream in {} ({})", delivery.log_group, self.region);
        let call =
            self.client.create_log_stream().log_group_name(&delivery.log_group).log_stream_name(&delivery.log_stream);
        let sent = Box::pin(call.send()).await;
        match sent {
            Ok(_) => Ok(()),
            Err(SdkError::ServiceError(error)) if error.err().is_resource_already_exists_exception() => Ok(()),
            Err(SdkError::ServiceError(error)) if error.err().is_resource_not_found_exception() => {
                Err(Failure { what, code: "ResourceNotFoundException".to_owned(), advice: NO_GROUP, retryable: false })
            }
            Err(error) => Err(failed(&what, &error)),
        }
    }
}

fn remainder<'p>(event: &PutEvent<'p>) -> Remainder<'p> {
    Remainder { event: event.event, part: Some(event.message) }
}

fn failed<E: ProvideErrorMetadata>(what: &str, error: &SdkError<E>) -> Failure {
    Failure::of(what, error, error.raw_response().map(|response| response.status().as_u16()))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::{Duration, SystemTime};

    use sluice_transform::delivery::PutEvent;

    use super::*;
    use crate::start::Start;

    /// Reads a request whole.
    fn request(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        let mut buffer = [0; 4096];
        loop {
            let read = stream.read(&mut buffer).unwrap();
            text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.to_lowercase().split_once("content-length: ").map_or(0, |(_, rest)| {
                rest.split("\r\n").next().and_then(|length| length.trim().parse().ok()).unwrap_or(0)
            });
            if read == 0 || body.len() >= length {
                return text;
            }
        }
    }

    #[tokio::test]
    async fn a_connection_that_ends_before_the_answer_is_tried_again_and_accepted_calls_are_not() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let mut seen = Vec::new();
            // The first is answered; the second and the third end without a word and in the midst of one.
            for answer in
                ["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"]
            {
                let (mut stream, _) = listener.accept().unwrap();
                seen.push(request(&mut stream));
                stream.write_all(answer.replace("OK\r\n", "OK\r\nconnection: close\r\n").as_bytes()).unwrap();
            }
            let (mut stream, _) = listener.accept().unwrap();
            seen.push(request(&mut stream));
            stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}").unwrap();
            seen
        });
        let start = Start::alone("version: 1").await;
        let credentials = aws_credential_types::Credentials::new("111122223333", "test", None, None, "tests");
        let provider = aws_sdk_s3::config::SharedCredentialsProvider::new(credentials);
        let sdk = start.sdk.to_builder().endpoint_url(url).credentials_provider(provider).build();
        let call = |message| vec![PutEvent { event: 0, id: "1", timestamp: 1, message }];
        let delivery = Delivery {
            region: "eu-west-1".to_owned(),
            log_group: "g".to_owned(),
            log_stream: "s".to_owned(),
            calls: vec![call("first"), call("second")],
        };
        let budget = Budget::until(SystemTime::now() + Duration::from_secs(20));
        let outcome = LogWriter::new(&sdk).write(&delivery, &budget).await;
        assert_eq!((outcome.failure, outcome.delivered, budget.retries()), (None, vec![0, 0], 2));
        let seen = server.join().unwrap();
        let holds: Vec<bool> = seen.iter().map(|request| request.contains("first")).collect();
        assert_eq!(holds, [true, false, false, false], "what was accepted is not sent again");
    }
}
