//! The template for combinations of its parameters, expanded by AWS's own translator (`tests/tools/expand.py`): what has to
//! hold of every stack that can come of it. It deploys nothing.

mod stacks;
mod versions;
mod wiring;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use sluice_tests::root;
use sluice_transform::plan::Function;
use sluice_transform::remedy::counters::COUNTERS;
use sluice_transform::self_metrics::{NAMESPACE, SelfMetrics};
use sluice_transform::settings::Settings;

use stacks::{list, names, of, stacks, title};

#[test]
fn nothing_refers_to_what_is_not_there() {
    let template = std::fs::read_to_string(root().join("template.yaml")).expect("the template");
    for (given, resources) in stacks() {
        for (name, resource) in resources {
            let mut used = BTreeSet::new();
            names(resource, &mut used);
            for one in used.iter().filter(|one| !one.starts_with("AWS::")) {
                // What is left of parameters stands within a `Fn::Sub`.
                let parameter = template.contains(&format!("\n  {one}:\n    Type: String\n"))
                    || template.contains(&format!("\n  {one}:\n    Type: Number\n"));
                assert!(
                    parameter || resources.contains_key(one),
                    "{name} refers to {one}, which is not there: {given}"
                );
            }
        }
    }
}

#[test]
fn a_stream_is_read_so_that_nothing_is_lost() {
    let mut seen = 0;
    for (given, resources) in stacks() {
        for (name, mapping) in of(resources, "AWS::Lambda::EventSourceMapping") {
            assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]), "{name}");
            if name.ends_with("StreamMapping") {
                seen += 1;
                assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON", "{name}: {given}");
                assert_eq!(mapping["BisectBatchOnFunctionError"], true, "{name}");
                assert!(mapping["DestinationConfig"]["OnFailure"].to_string().contains("OnFailureBucket"), "{name}");
                let hours = resources["SourceStream"]["Properties"]["RetentionPeriodHours"].as_u64().expect("hours");
                let age = mapping["MaximumRecordAgeInSeconds"].as_u64().expect("an age");
                assert!(age < hours * 3600, "{name}: kept before the stream forgets it");
            }
        }
        for (name, stream) in of(resources, "AWS::Kinesis::Stream") {
            assert_eq!(stream["StreamEncryption"]["EncryptionType"], "KMS", "{name}");
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn what_is_kept_is_closed_encrypted_versioned_and_expires_by_choice() {
    for (given, resources) in stacks() {
        let given: Json = serde_json::from_str(given).expect("JSON");
        for (name, group) in of(resources, "AWS::Logs::LogGroup") {
            assert!(group["RetentionInDays"].is_number() && !group["KmsKeyId"].is_null(), "{name}: {given}");
        }
        let raw = resources.contains_key("RawKey");
        assert_eq!(raw, given["RawKmsKeyArn"].is_null());
        assert_eq!(resources.contains_key("Key"), given["KmsKeyArn"].is_null());
        for (name, bucket) in of(resources, "AWS::S3::Bucket") {
            assert_eq!(bucket["VersioningConfiguration"]["Status"], "Enabled", "{name}");
            let closed = bucket["PublicAccessBlockConfiguration"].as_object().expect("closed");
            assert!(closed.len() == 4 && closed.values().all(|value| value == true), "{name}");
            let sse =
                &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
            let key = sse["KMSMasterKeyID"].to_string();
            let expected = match (name.as_str(), &given["KmsKeyArn"], &given["RawKmsKeyArn"]) {
                ("ArchiveBucket", Json::Null, _) => r#"["Key","Arn"]"#,
                ("ArchiveBucket", ..) => "key/clean",
                (_, _, Json::Null) => r#"["RawKey","Arn"]"#,
                _ => "key/raw",
            };
            assert!(sse["SSEAlgorithm"] == "aws:kms" && key.contains(expected), "{name}: {key}: {given}");
            let policies: Vec<_> =
                of(resources, "AWS::S3::BucketPolicy").filter(|(_, p)| p["Bucket"]["Ref"] == **name).collect();
            let [(_, policy)] = policies[..] else { panic!("{name}: {} policies", policies.len()) };
            let statement = &policy["PolicyDocument"]["Statement"][0];
            assert_eq!((&statement["Effect"], &statement["Action"]), (&"Deny".into(), &"s3:*".into()), "{name}");
            assert_eq!(statement["Condition"], json!({ "Bool": { "aws:SecureTransport": "false" } }), "{name}");
            let rules = list(&bucket["LifecycleConfiguration"]["Rules"]);
            let expires =
                rules.iter().find(|rule| rule["Id"] == "kept-long-enough").map(|rule| &rule["ExpirationInDays"]);
            if name == "ArchiveBucket" {
                assert_eq!(expires, given.get("ArchiveDays"), "{given}");
                let locked = given.get("ArchiveLockDays").is_some();
                assert_eq!(bucket["ObjectLockEnabled"] == true, locked);
                assert_eq!(!bucket["ObjectLockConfiguration"].is_null(), locked);
            } else {
                assert_eq!(expires, Some(&365.into()), "{name}: what was lost is kept for long");
            }
        }
    }
}

#[test]
fn what_is_on_its_way_is_encrypted() {
    for (given, resources) in stacks() {
        for (kind, encryption) in [
            ("AWS::SNS::Topic", "KmsMasterKeyId"),
            ("AWS::SQS::Queue", "SqsManagedSseEnabled"),
            ("AWS::Kinesis::Stream", "StreamEncryption"),
            ("AWS::DynamoDB::Table", "SSESpecification"),
        ] {
            for (name, resource) in of(resources, kind) {
                assert!(!resource[encryption].is_null(), "{name}: {given}");
            }
        }
        // What CloudWatch publishes to has a key whose policy lets it: that of SNS itself does not.
        for (name, policy) in of(resources, "AWS::SNS::TopicPolicy") {
            let text = policy.to_string();
            for topic in list(&policy["Topics"]) {
                let key = &resources[topic["Ref"].as_str().expect("a topic")]["Properties"]["KmsMasterKeyId"];
                assert!(!text.contains("cloudwatch.amazonaws.com") || key != "alias/aws/sns", "{name}: {given}");
            }
        }
    }
}

/// Where an action or a resource may be `*`, and why.
const STARS: [(&str, &str); 5] = [
    ("DeployRole", "with a resource DescribeAlarms does not show every kind of alarm"),
    ("RemediateRole", "these calls that only read have no resource that is smaller"),
    ("Key", "a key's policy speaks of this key only"),
    ("RawKey", "a key's policy speaks of this key only"),
    ("BucketPolicy", "it denies everything that is not TLS"),
];

fn statements(properties: &Json) -> Vec<Json> {
    let policies = list(&properties["Policies"]);
    let documents = policies.iter().map(|policy| &policy["PolicyDocument"]);
    documents
        .chain([&properties["PolicyDocument"], &properties["KeyPolicy"]])
        .flat_map(|document| list(&document["Statement"]))
        .collect()
}

#[test]
fn no_policy_says_more_than_it_means() {
    let mut reasons: BTreeSet<&(&str, &str)> = BTreeSet::new();
    for (given, resources) in stacks() {
        for (name, resource) in resources {
            for statement in statements(&resource["Properties"]) {
                let reason = STARS.iter().find(|(end, _)| name == end || *end == "BucketPolicy" && name.ends_with(end));
                for action in list(&statement["Action"]) {
                    let action = action.as_str().expect("an action");
                    let wide = action == "*" || action.ends_with(":*") || action.contains('*');
                    // A role's actions are named, each of them, whatever they are on.
                    assert!(!wide || reason.is_some() && !name.ends_with("Role"), "{name}: {action}: {given}");
                    reasons.extend(reason.filter(|_| wide));
                }
                for on in list(&statement["Resource"]) {
                    let wide = on == "*";
                    assert!(!wide || reason.is_some(), "{name}: {on}: {given}");
                    reasons.extend(reason.filter(|_| wide));
                }
                if statement["Effect"] == "Allow" && statement["Principal"] == "*" {
                    panic!("{name} allows everybody: {given}");
                }
            }
        }
    }
    assert_eq!(reasons.len(), STARS.len(), "every reason is needed");
}

#[test]
fn every_setting_that_is_read_is_set_and_every_one_that_is_set_is_read() {
    // Beside the bootstrap, unless it is set; Lambda sets the other.
    const UNSET: [&str; 2] = ["SLUICE_CONFIG", "AWS_LAMBDA_LOG_GROUP_NAME"];
    let asked = std::cell::RefCell::new(BTreeSet::new());
    let _ = Settings::read(|name| {
        asked.borrow_mut().insert(name.to_owned());
        None
    });
    let read = asked.into_inner();
    for (given, resources) in stacks() {
        let mut set = BTreeSet::new();
        for function in Function::ALL {
            let id = format!("{}Function", title(function.name()));
            let Some(resource) = resources.get(&id) else { continue };
            let variables = resource["Properties"]["Environment"]["Variables"].as_object().expect("variables");
            for name in variables.keys() {
                assert!(read.contains(name), "{id} is given {name}, which nobody reads: {given}");
                set.insert(name.clone());
            }
            // Where only a deployment knows, anything that is sound.
            let value = |name: &str| variables.get(name).map(|value| value.as_str().unwrap_or("bucket").to_owned());
            let settings = Settings::read(value).unwrap_or_else(|error| panic!("{id}: {error}: {given}"));
            settings.require(function, "eu-west-1").unwrap_or_else(|error| panic!("{id}: {error}: {given}"));
        }
        let remediation = resources.get("RemediateFunction");
        let variables = remediation.map(|resource| resource["Properties"]["Environment"]["Variables"].as_object());
        for name in variables.flatten().into_iter().flat_map(serde_json::Map::keys) {
            assert!(read.contains(name), "RemediateFunction is given {name}, which nobody reads: {given}");
            set.insert(name.clone());
        }
        let is_wanted = |name: &&String| {
            let for_remedies = name.starts_with("SLUICE_REMEDIATE_");
            !UNSET.contains(&name.as_str()) && (remediation.is_some() || !for_remedies)
        };
        if !given.contains(r#""DeployForward":"false""#) && !given.contains(r#""DeployArchive":"false""#) {
            let missing: Vec<_> = read.iter().filter(|name| !set.contains(*name)).filter(is_wanted).collect();
            assert_eq!(missing, [] as [&String; 0], "{given}");
        }
    }
}

/// Every metric that an invocation tells, each kind of document once.
fn told() -> BTreeSet<String> {
    let metrics = SelfMetrics {
        findings: BTreeMap::from([("jwt".into(), 1)]),
        parked: BTreeMap::from([("reason".to_owned(), 1)]),
        oldest: Some(1),
        ..SelfMetrics::default()
    };
    let documents = metrics.documents(Function::Redact, 2);
    let documents = documents.iter().map(|text| serde_json::from_str::<Json>(text).expect("JSON"));
    documents
        .flat_map(|document| list(&document["_aws"]["CloudWatchMetrics"][0]["Metrics"]))
        .map(|metric| metric["Name"].as_str().expect("a name").to_owned())
        .chain(COUNTERS.map(str::to_owned))
        .collect()
}

#[test]
fn what_is_watched_is_told() {
    let told = told();
    assert!(told.contains("EventsReceived") && told.contains("OldestEventAge"), "{told:?}");
    let mut watched = BTreeSet::new();
    for (given, resources) in stacks() {
        for (name, alarm) in of(resources, "AWS::CloudWatch::Alarm") {
            let parts = list(&alarm["Metrics"]);
            let metrics = parts.iter().filter_map(|part| part["MetricStat"].get("Metric"));
            for metric in metrics.chain([alarm]).filter(|metric| metric["Namespace"] == NAMESPACE) {
                let metric = metric["MetricName"].as_str().expect("a name");
                assert!(told.contains(metric), "{name}: nobody tells {metric}: {given}");
                watched.insert(metric.to_owned());
            }
            // What a formula names is among its metrics.
            let ids: BTreeSet<&str> = parts.iter().filter_map(|part| part["Id"].as_str()).collect();
            for word in parts.iter().filter_map(|part| part["Expression"].as_str()).flat_map(words) {
                assert!(ids.contains(word), "{name}: no metric {word}");
            }
        }
        let dashboard = &resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"][0];
        let mut body = dashboard.as_str().expect("a body").to_owned();
        while let Some(start) = body.find("${") {
            let end = start + body[start..].find('}').expect("it ends");
            body.replace_range(start..=end, "1");
        }
        let body: Json = serde_json::from_str(&body).expect("JSON");
        for widget in list(&body["widgets"]) {
            for metric in list(&widget["properties"]["metrics"]).iter().filter(|metric| metric[0] == NAMESPACE) {
                assert!(told.contains(metric[1].as_str().expect("a name")), "nobody tells {}", metric[1]);
                watched.insert(metric[1].as_str().unwrap_or_default().to_owned());
            }
        }
    }
    assert!(watched.len() > 8, "{watched:?}");
}

/// Names of metrics in a formula, which begin with a small letter.
fn words(formula: &str) -> impl Iterator<Item = &str> {
    let parts = formula.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    parts.filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase()))
}
