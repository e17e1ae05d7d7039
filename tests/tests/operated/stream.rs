//! `Ingestion=Kinesis`, deployed: what lies in the stream comes to all four functions, each of which redacts by itself.
//!
//! The local AWS keeps a log group's filter to a stream and delivers nothing to it: what CloudWatch Logs would write is put
//! there instead, in the shape that it has. And it takes a batch for done whatever the answer says of single records, so that
//! partial failures are left to the driven tests.

use serde_json::{Value as Json, json};
use sluice_tests::deployment::{Application, HOME, SOURCE, STACK, deploy_central};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::loopback::runtime;
use sluice_tests::stack::{CLEAN, base64, batch, now, pack, secret};
use sluice_tests::traffic::{ByTime, account, arrives, balances, told, wait_for};

const FUNCTIONS: [&str; 4] = ["redact", "forward", "archive", "metrics"];

#[test]
fn what_lies_in_the_stream_comes_to_every_function() {
    let aws = LocalAws::start();
    deploy_central(&aws);
    let deployment = Application::new().deploy(&aws, &["Ingestion=Kinesis"]);
    let made = aws.resources(STACK);
    let stream = &made["SourceStream"].id;

    // The source group's one filter leads there, as a role that may write there and nowhere else.
    let describe = aws.logs_client(HOME).describe_subscription_filters().log_group_name(SOURCE);
    let answer = runtime().block_on(describe.send()).expect("a log group");
    let [filter] = answer.subscription_filters() else { panic!("{answer:?}") };
    let ends = |arn: Option<&str>, with: &str| arn.is_some_and(|arn| arn.ends_with(with));
    assert!(ends(filter.destination_arn(), &format!(":stream/{stream}")), "{filter:?}");
    assert!(ends(filter.role_arn(), &format!(":role/{}", made["SourceStreamRole"].id)), "{filter:?}");
    assert_eq!(filter.filter_pattern(), Some(""));
    // Every function reads it, from its beginning, and names what failed.
    let mappings = aws.lambda("/2015-03-31/event-source-mappings/").1["EventSourceMappings"].clone();
    let mappings: Vec<&Json> = mappings.as_array().into_iter().flatten().collect();
    let of_stream = |mapping: &&&Json| mapping["EventSourceArn"].as_str().is_some_and(|arn| arn.contains(":kinesis:"));
    let mappings: Vec<&Json> = mappings.iter().filter(of_stream).copied().collect();
    assert_eq!(mappings.len(), FUNCTIONS.len());
    for mapping in mappings {
        assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]));
        assert_eq!((&mapping["StartingPosition"], &mapping["State"]), (&"TRIM_HORIZON".into(), &"Enabled".into()));
    }

    // A probe, two streams' events, what nobody can read, and more events.
    let probe = json!({
        "messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "", "logStream": "",
        "subscriptionFilters": [], "logEvents": [{ "id": "", "timestamp": now(), "message": "CWL CONTROL MESSAGE: ..." }],
    });
    let first = now();
    let events =
        |from: i64| -> Vec<(i64, String)> { (from..from + 20).map(|n| (first + n, secret(n as usize))).collect() };
    let packed = |from: i64, name: &str| {
        let events = events(from);
        pack(&batch(SOURCE, name, &events.iter().map(|(time, text)| (*time, text.as_str())).collect::<Vec<_>>()))
    };
    let records =
        [pack(&probe), packed(0, "web/1"), base64(b"neither gzip nor JSON"), packed(20, "web/2"), packed(40, "web/1")];
    // A write that the destination refuses is parked, and the stream goes on.
    aws.logs.fail_next("PutLogEvents", 400, "AccessDeniedException");
    let put: Vec<Json> = records.iter().map(|data| json!({ "Data": data, "PartitionKey": "p" })).collect();
    let answer = aws.target("kinesis", "Kinesis_20131202.PutRecords", &json!({ "StreamName": stream, "Records": put }));
    assert_eq!(answer["FailedRecordCount"], 0, "{answer}");

    let expected: ByTime = (0..60).map(|n| (first + n, CLEAN.to_owned())).collect();
    arrives(&aws, &deployment.archive_bucket, &expected);
    let parked = |prefix: &str| -> Vec<String> {
        aws.objects(&deployment.parked_bucket).into_keys().filter(|key| key.starts_with(prefix)).collect()
    };
    wait_for(&aws, "end of what was parked", &|| parked("retry/").is_empty());
    let sum = |function: &str, name: &str| account(&aws, function).get(name).copied().unwrap_or_default();
    for function in FUNCTIONS {
        wait_for(&aws, "account", &|| sum(function, "EventsDelivered") >= 60);
        // What was parked was received once more.
        balances(&aws, function, 60 + sum(function, "EventsParked"));
        assert_eq!((sum(function, "EventsDelivered"), sum(function, "DecodeErrors")), (60, 1), "{function}");
        assert_eq!(parked(&format!("quarantine/{function}/")).len(), 1, "{function}: what cannot be read is kept");
        assert!(!told(&aws, function).contains("person"), "{function}");
    }
    assert_eq!(FUNCTIONS.map(|function| sum(function, "EventsParked")).iter().sum::<i64>(), 20);
    assert_eq!(aws.logs.refused(), [] as [String; 0]);
}
