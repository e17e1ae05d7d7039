//! What the driven tests share: one local AWS; for each test groups, buckets, a Logs shim and fault proxies of its own; and
//! the events that AWS would hand over.

use std::io::Write;
use std::sync::OnceLock;
use std::time::SystemTime;

use serde_json::{Value as Json, json};

use crate::built::built;
use crate::faults::FaultProxy;
use crate::lambda::Function;
use crate::local_aws::{ACCOUNT, LocalAws};
use crate::logs_shim::{Accepted, LogsShim};
use crate::root;

/// A day in milliseconds.
pub const DAY: i64 = 86_400_000;

/// One for all: it ends with the process.
pub fn aws() -> &'static LocalAws {
    static AWS: OnceLock<LocalAws> = OnceLock::new();
    AWS.get_or_init(LocalAws::start)
}

/// The surroundings of one test.
pub struct Stack {
    /// Its CloudWatch Logs.
    pub shim: LogsShim,
    /// What stands between the functions and [`Self::shim`].
    pub logs: FaultProxy,
    /// What stands between the functions and S3.
    pub s3: FaultProxy,
    /// The log group of applications.
    pub source: String,
    /// The log group of clean copies.
    pub redacted: String,
    /// The log group of forwarded copies.
    pub central: String,
    /// The bucket of the archive.
    pub archive: String,
    /// The bucket of what could not go on.
    pub parked: String,
    /// The folder of `sluice.yaml`.
    pub rules: tempfile::TempDir,
}

impl Stack {
    /// Makes what a test stands on, by its name.
    pub fn new(name: &str) -> Self {
        let aws = aws();
        let upstream = aws.endpoint.trim_start_matches("http://");
        let shim = LogsShim::start(upstream);
        let stack = Self {
            logs: FaultProxy::start(shim.url().trim_start_matches("http://")),
            s3: FaultProxy::start(upstream),
            shim,
            source: format!("/ecs/{name}"),
            redacted: format!("/redacted/ecs/{name}"),
            central: format!("/central/{name}"),
            archive: format!("archive-{name}"),
            parked: format!("parked-{name}"),
            rules: tempfile::tempdir().expect("a folder"),
        };
        std::fs::copy(root().join("sluice.yaml"), stack.rules.path().join("sluice.yaml")).expect("the rules");
        aws.create_group("eu-west-1", &stack.redacted);
        aws.create_group("eu-central-1", &stack.central);
        aws.create_bucket(&stack.archive);
        aws.create_bucket(&stack.parked);
        stack
    }

    /// Starts a function with the settings that the template gives, but for `changed` ones; an empty one is not set.
    pub fn start(&self, function: &'static str, changed: &[(&str, &str)]) -> Function {
        let (logs, s3) = (self.logs.url(), self.s3.url());
        let mut settings = vec![
            ("AWS_ENDPOINT_URL", aws().endpoint.as_str()),
            ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &logs),
            ("AWS_ENDPOINT_URL_S3", &s3),
            ("SLUICE_PARKED_BUCKET", &self.parked),
            ("SLUICE_ARCHIVE_BUCKET", &self.archive),
            ("SLUICE_REDACT_DESTINATION", "/redacted{group}"),
            ("SLUICE_FORWARD_DESTINATION", &self.central),
            ("SLUICE_FORWARD_REGION", "eu-central-1"),
        ];
        settings.extend_from_slice(changed);
        Function::start(&built(function), self.rules.path(), &settings)
    }

    /// A batch of the source group, as JSON.
    pub fn batch(&self, stream: &str, events: &[(i64, &str)]) -> Json {
        batch(&self.source, stream, events)
    }

    /// What was accepted for a log group.
    pub fn accepted(&self, group: &str) -> Vec<Accepted> {
        self.shim.accepted().into_iter().filter(|event| event.group == group).collect()
    }

    /// The keys below a prefix of the parked bucket, and what they hold.
    pub fn parked(&self, prefix: &str) -> Vec<(String, Vec<u8>)> {
        aws().objects(&self.parked).into_iter().filter(|(key, _)| key.starts_with(prefix)).collect()
    }

    /// The only key below `retry/` and a function's name.
    pub fn retry(&self, function: &str) -> String {
        let mut keys: Vec<String> =
            self.parked(&format!("retry/{function}/")).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), 1, "{keys:?}");
        keys.remove(0)
    }
}

/// Milliseconds since the Unix epoch.
pub fn now() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis() as i64
}

/// A batch as JSON.
pub fn batch(group: &str, stream: &str, events: &[(i64, &str)]) -> Json {
    let events: Vec<Json> = events
        .iter()
        .enumerate()
        .map(
            |(number, (time, message))| json!({ "id": format!("{number:056}"), "timestamp": time, "message": message }),
        )
        .collect();
    json!({
        "messageType": "DATA_MESSAGE",
        "owner": ACCOUNT,
        "logGroup": group,
        "logStream": stream,
        "subscriptionFilters": ["all"],
        "logEvents": events,
    })
}

/// Packs a batch by other means than ours.
pub fn pack(batch: &Json) -> String {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(batch.to_string().as_bytes()).expect("memory");
    base64(&gzip.finish().expect("memory"))
}

/// Unpacks what [`pack`] packs.
pub fn unpack(data: &str) -> Json {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("base64");
    serde_json::from_slice(&crate::gunzip(&bytes)).expect("JSON")
}

/// Base64.
pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// As a subscription filter invokes a function.
pub fn direct(batch: &Json) -> String {
    json!({ "awslogs": { "data": pack(batch) } }).to_string()
}

/// As a Kinesis event source mapping does.
pub fn kinesis(records: &[(&str, &str)]) -> String {
    let records: Vec<Json> = records
        .iter()
        .map(|(sequence, data)| {
            json!({
                "eventSource": "aws:kinesis",
                "awsRegion": "eu-west-1",
                "eventID": format!("shardId-000000000000:{sequence}"),
                "kinesis": { "sequenceNumber": sequence, "partitionKey": "p", "data": data },
            })
        })
        .collect();
    json!({ "Records": records }).to_string()
}

/// As an SQS event source mapping does.
pub fn sqs(messages: &[(&str, &str)]) -> String {
    let records: Vec<Json> = messages
        .iter()
        .map(|(id, body)| json!({ "eventSource": "aws:sqs", "awsRegion": "eu-west-1", "messageId": id, "body": body }))
        .collect();
    json!({ "Records": records }).to_string()
}

/// What S3 tells the queue of an object.
pub fn notification(bucket: &str, key: &str) -> String {
    json!({ "Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1", "eventName": "ObjectCreated:Put",
        "s3": { "s3SchemaVersion": "1.0", "bucket": { "name": bucket }, "object": { "key": key, "size": 1 } },
    }] })
    .to_string()
}

/// A message as the event source mapping of a queue hands it over.
pub fn message(id: &str, body: &str, queue: &str, handle: &str, receives: u32) -> Json {
    json!({
        "messageId": id, "receiptHandle": handle, "body": body, "awsRegion": "eu-west-1", "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:eu-west-1:{ACCOUNT}:{queue}"),
        "attributes": { "ApproximateReceiveCount": receives.to_string(), "SentTimestamp": "1" },
    })
}

/// A message that no queue knows of.
pub fn loose(id: &str, body: &str) -> Json {
    message(id, body, "none", "handle", 1)
}

/// As a Firehose stream's transformation does.
pub fn firehose(records: &[(&str, &str)]) -> String {
    let records: Vec<Json> = records.iter().map(|(id, data)| json!({ "recordId": id, "data": data })).collect();
    let stream = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/s";
    json!({ "invocationId": "i", "deliveryStreamArn": stream, "region": "eu-west-1", "records": records }).to_string()
}

/// A text with an address in it, which must not survive, put together so that it stands nowhere else.
pub fn secret(number: usize) -> String {
    format!("mail from person{number}@{}", "example.com")
}

/// What is left of any [`secret`].
pub const CLEAN: &str = "mail from [EMAIL_ADDRESS]";
