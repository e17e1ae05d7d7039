//! What the driven tests share: one local AWS, and for each test groups, buckets and a Logs shim of its own.

use std::io::Write;
use std::sync::OnceLock;
use std::time::SystemTime;

use serde_json::{Value as Json, json};
use sluice_tests::built::built;
use sluice_tests::lambda::Function;
use sluice_tests::local_aws::{ACCOUNT, LocalAws};
use sluice_tests::logs_shim::{Accepted, LogsShim};
use sluice_tests::root;

pub const DAY: i64 = 86_400_000;

/// One for all: it ends with the process.
pub fn aws() -> &'static LocalAws {
    static AWS: OnceLock<LocalAws> = OnceLock::new();
    AWS.get_or_init(LocalAws::start)
}

/// The surroundings of one test.
pub struct Stack {
    pub shim: LogsShim,
    pub source: String,
    pub redacted: String,
    pub central: String,
    pub archive: String,
    pub parked: String,
    pub rules: tempfile::TempDir,
}

impl Stack {
    pub fn new(name: &str) -> Self {
        let aws = aws();
        let stack = Self {
            shim: LogsShim::start(aws.endpoint.trim_start_matches("http://")),
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
        let shim = self.shim.url();
        let mut settings = vec![
            ("AWS_ENDPOINT_URL", aws().endpoint.as_str()),
            ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &shim),
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
}

pub fn now() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis() as i64
}

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
    serde_json::from_slice(&sluice_tests::gunzip(&bytes)).expect("JSON")
}

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
