//! A stack over time: updated while events wait, a change that fails and is taken back, a replacement, and the end.
//!
//! The local AWS stops a function that is at work when it is updated, as AWS does not: so nothing is written while an update is
//! under way, and what has to outlast it waits in parking. That the source group leads somewhere is looked at all the time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use serde_json::{Value as Json, json};
use sluice_tests::control::{Resource, elements};
use sluice_tests::deployment::{Application, HOME, REDACTED, SOURCE, STACK, delete, deploy_central, output};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::loopback::runtime;
use sluice_tests::root;
use sluice_tests::stack::{now, secret};
use sluice_tests::traffic::{ByTime, arrives, group, reaches, wait_for, write};
use sluice_transform::config::Config;

/// Rules that hide one thing more.
const STRICTER: &str = "
version: 1
redact:
  detectors: [standard]
  action: label
  rules:
    - name: customer_number
      pattern: 'CUST-(?<value>[0-9]{8})'
";
/// Rules under which neither is hidden.
const LAXER: &str = "version: 1\nredact:\n  detectors: [ip_address]\n";
/// Another source, and the group of its clean copies.
const OTHER: &str = "/ecs/other";
const ELSEWHERE: &str = "/sluice/redacted/ecs/other";

#[test]
fn a_stack_is_updated_taken_back_and_deleted_and_loses_nothing() {
    let aws = LocalAws::start();
    deploy_central(&aws);
    let remediation = "RemediateCluster=prod";
    let deployment = Application::new().deploy(&aws, &[remediation]);
    let archive = &deployment.archive_bucket;
    let parked = || aws.objects(&deployment.parked_bucket);
    let plain = std::fs::read_to_string(root().join("sluice.yaml")).expect("the rules");
    let (plain, stricter) = (clean(&plain), clean(STRICTER));
    let made = aws.resources(STACK);

    let first = lines("first");
    write(&aws, "web", &first);
    let mut expected = cleaned(&first, &plain);
    assert!(expected.values().all(|message| message.contains("CUST-")), "it is not hidden yet");
    arrives(&aws, archive, &expected);

    // What waits in parking outlasts an update, and is cleaned by the new rules when it comes back.
    aws.logs.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    let waiting = lines("waiting");
    write(&aws, "web", &waiting);
    wait_for(&aws, "parked object", &|| !parked().is_empty());
    let update = Application::with_rules(STRICTER);
    wired(&aws, || update.deploy(&aws, &[remediation, "RetentionDays=60", "RedactMemory=640"]));
    aws.logs.heal();
    let now_there = aws.stack(STACK).expect("a stack");
    assert_eq!(now_there.status, "UPDATE_COMPLETE");
    assert_eq!(ids(&aws.resources(STACK)), ids(&made), "nothing was made anew");
    assert_eq!((retention(&aws, REDACTED), configuration(&aws, "redact")["MemorySize"].clone()), (60, json!(640)));
    let second = lines("second");
    write(&aws, "web", &second);
    expected.extend(cleaned(&second, &stricter));
    reaches(&aws, archive, &expected);

    // A change that fails at its end is taken back: rules, parameters, what it made and what it replaced.
    aws.create_group(HOME, OTHER);
    let (before, before_filters) = (standing(&aws), filters(&aws, SOURCE));
    let mistake = Application::with_rules(LAXER);
    break_at_the_end(&mistake);
    let other = format!("SourceLogGroup={OTHER}");
    let printed =
        wired(&aws, || mistake.try_deploy(&aws, &[remediation, "RetentionDays=90", "RedactMemory=768", &other]));
    let printed = printed.expect_err("it cannot be deployed");
    assert!(printed.contains("Mistake"), "{printed}");
    let after = aws.stack(STACK).expect("a stack");
    assert_eq!(after.status, "UPDATE_ROLLBACK_COMPLETE", "{}", aws.log());
    assert_eq!((after.parameters, after.outputs), (now_there.parameters, now_there.outputs));
    assert_eq!(ids(&aws.resources(STACK)), ids(&made), "all of it is what it was");
    assert_eq!(standing(&aws), before);
    let third = lines("third");
    write(&aws, "web", &third);
    expected.extend(cleaned(&third, &stricter));
    for (time, message) in &waiting {
        expected.insert(*time, stricter(&plain(message)));
    }
    arrives(&aws, archive, &expected);
    wait_for(&aws, "end of parking", &|| parked().is_empty());

    // Another source, while something is parked: the group of clean copies is replaced, and the former one stays.
    aws.logs.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    write(&aws, "web", &lines("last"));
    wait_for(&aws, "parked object", &|| !parked().is_empty());
    update.deploy(&aws, &[remediation, "RetentionDays=60", "RedactMemory=640", &other]);
    assert_eq!(output(&aws, "RedactedLogGroup"), ELSEWHERE);
    assert_eq!(filters(&aws, SOURCE), []);
    assert_eq!(filters(&aws, OTHER), before_filters);
    assert_eq!(group(&aws, HOME, REDACTED), expected);

    // The end, with a record of Lambda's, which the local AWS writes none of.
    let on_failure = output(&aws, "OnFailureBucket");
    let put =
        aws.s3_client().put_object().bucket(&on_failure).key("aws/lambda/record").body(ByteStream::from_static(b"{}"));
    runtime().block_on(put.send()).expect("a record");
    let buckets = [archive, &deployment.parked_bucket, &on_failure];
    let groups: Vec<String> =
        made.values().filter(|one| one.kind == "AWS::Logs::LogGroup").map(|one| one.id.clone()).collect();
    assert_eq!(groups.len(), 6);
    let content = || {
        let objects = buckets.map(|bucket| aws.objects(bucket));
        let events: Vec<_> = groups.iter().map(|group| aws.events(HOME, group)).collect();
        (objects, events)
    };
    let kept = content();
    assert!(
        kept.0.iter().all(|objects| !objects.is_empty())
            && kept.1.iter().filter(|events| !events.is_empty()).count() >= 5
    );
    delete(&aws);
    assert_eq!(aws.stack(STACK), None);
    assert_eq!(content(), kept);
    let id = |name: &str| made.get(name).unwrap_or_else(|| panic!("no {name}")).id.clone();
    let mut left = BTreeMap::from([
        ("buckets", ["ArchiveBucket", "ParkedBucket", "OnFailureBucket"].map(id).to_vec()),
        ("keys", ["Key", "RawKey"].map(id).to_vec()),
        ("log groups", [groups.clone(), [SOURCE, OTHER, ELSEWHERE].map(str::to_owned).to_vec()].concat()),
        ("tables", vec![id("RemediateTable")]),
    ]);
    left.values_mut().for_each(|ids| ids.sort());
    assert_eq!(what_is_left(&aws), left);
}

/// Ten events, each with an address and a number of a customer, told apart by a word.
fn lines(word: &str) -> ByTime {
    let first = now();
    (0..10).map(|n| (first + n, format!("{word} {} CUST-{n:08}", secret(n as usize)))).collect()
}

/// What rules make of a message.
fn clean(rules: &str) -> impl Fn(&str) -> String + use<> {
    let config = Config::parse(rules).expect("the rules are right");
    move |message| config.redactor.session().redact(message).text.into_owned()
}

fn cleaned(events: &ByTime, clean: &dyn Fn(&str) -> String) -> ByTime {
    events.iter().map(|(time, message)| (*time, clean(message))).collect()
}

/// Adds a resource to a template that comes last and cannot be made: another bucket of the archive's name.
fn break_at_the_end(application: &Application) {
    let template = std::fs::read_to_string(application.template()).expect("a template");
    let mistake = "\nResources:\n  Mistake:\n    Type: AWS::S3::Bucket\n    DependsOn: [RedactFilter, MetricsFilter, ForwardFilter, \
         ArchiveFilter, RemediateFunction]\n    Properties: { BucketName: { Ref: ArchiveBucket } }\n";
    let broken = template.replacen("\nResources:\n", mistake, 1);
    assert_ne!(broken, template);
    std::fs::write(application.template(), broken).expect("it is written");
}

/// Makes a change, and looks all the while whether the source group and the redacted group still lead where they led, by
/// filters whose functions may be invoked.
fn wired<T>(aws: &LocalAws, change: impl FnOnce() -> T) -> T {
    struct Over<'f>(&'f AtomicBool);
    impl Drop for Over<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let wires = || [SOURCE, REDACTED].map(|group| filters(aws, group));
    let before = wires();
    assert_eq!(before.each_ref().map(Vec::len), [2, 2]);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut looks = 0;
            while !over.load(Ordering::Relaxed) {
                let wires = wires();
                assert_eq!(wires, before);
                for (_, destination) in wires.iter().flatten() {
                    assert!(may_be_invoked(aws, destination), "{destination}");
                }
                looks += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            looks
        });
        let over = Over(&over);
        let changed = change();
        drop(over);
        assert!(watcher.join().expect("it led there at every moment") > 10);
        changed
    })
}

/// The names and destinations of a log group's filters.
fn filters(aws: &LocalAws, group: &str) -> Vec<(String, String)> {
    let describe = aws.logs_client(HOME).describe_subscription_filters().log_group_name(group);
    let answer = runtime().block_on(describe.send()).expect("a log group");
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    answer.subscription_filters().iter().map(|one| (text(one.filter_name()), text(one.destination_arn()))).collect()
}

/// Whether CloudWatch Logs may invoke a function, or an alias of one.
fn may_be_invoked(aws: &LocalAws, arn: &str) -> bool {
    let mut name = arn.split(":function:").nth(1).unwrap_or_default().split(':');
    let path = format!("/2015-03-31/functions/{}/policy", name.next().unwrap_or_default());
    let (status, answer) = aws.lambda(&name.next().map_or(path.clone(), |alias| format!("{path}?Qualifier={alias}")));
    let policy: Json = serde_json::from_str(answer["Policy"].as_str().unwrap_or("{}")).expect("JSON");
    let mut statements = policy["Statement"].as_array().into_iter().flatten();
    status == 200 && statements.any(|statement| statement["Principal"]["Service"] == "logs.amazonaws.com")
}

/// What a person would compare before and after: each function's code and settings, the retention of every group, the filters.
fn standing(aws: &LocalAws) -> Json {
    let functions = ["redact", "forward", "archive", "metrics", "remediate"].map(|name| {
        let mut all = configuration(aws, name);
        for changing in ["LastModified", "RevisionId"] {
            all.as_object_mut().expect("an object").remove(changing);
        }
        all
    });
    let groups = runtime().block_on(aws.logs_client(HOME).describe_log_groups().send()).expect("log groups");
    let retention: BTreeMap<_, _> = groups
        .log_groups()
        .iter()
        .map(|group| (group.log_group_name().unwrap_or_default(), group.retention_in_days()))
        .collect();
    let filters = [SOURCE, OTHER, REDACTED].map(|group| filters(aws, group));
    json!({ "functions": functions, "retention": retention, "filters": filters })
}

fn configuration(aws: &LocalAws, function: &str) -> Json {
    let (status, configuration) = aws.lambda(&format!("/2015-03-31/functions/{STACK}-{function}/configuration"));
    assert_eq!(status, 200, "{function}");
    configuration
}

fn retention(aws: &LocalAws, group: &str) -> i32 {
    let describe = aws.logs_client(HOME).describe_log_groups().log_group_name_prefix(group);
    let answer = runtime().block_on(describe.send()).expect("a log group");
    answer.log_groups()[0].retention_in_days().unwrap_or_default()
}

/// What each resource is; a function's version is another after every change.
fn ids(resources: &BTreeMap<String, Resource>) -> BTreeMap<&str, &str> {
    let lasting = resources.iter().filter(|(_, one)| one.kind != "AWS::Lambda::Version");
    lasting.map(|(name, one)| (name.as_str(), one.id.as_str())).collect()
}

/// Everything that there is in the stack's Region, of every kind that the template makes; what is empty is not named.
fn what_is_left(aws: &LocalAws) -> BTreeMap<&'static str, Vec<String>> {
    let names = |list: &Json, name: &str| -> Vec<String> {
        let items = list.as_array().into_iter().flatten();
        items.map(|item| item[name].as_str().or(item.as_str()).unwrap_or("?").to_owned()).collect()
    };
    let target =
        |service: &str, call: &str, list: &str, name: &str| names(&aws.target(service, call, &json!({}))[list], name);
    let lambda = |path: &str, list: &str, name: &str| names(&aws.lambda(path).1[list], name);
    let query = |service: &str, version: &str, call: &str, element: &str| -> Vec<String> {
        let (status, xml) = aws.query(service, version, call, &[]);
        assert_eq!(status, 200, "{call}: {xml}");
        elements(&xml, element).into_iter().map(str::to_owned).collect()
    };
    let buckets = runtime().block_on(aws.s3_client().list_buckets().send()).expect("buckets");
    let buckets = buckets.buckets().iter().filter_map(|bucket| bucket.name()).map(str::to_owned);
    let all = [
        ("alarms", query("monitoring", "2010-08-01", "DescribeAlarms", "AlarmName")),
        // The SAM command line's own is for what it uploads.
        ("buckets", buckets.filter(|name| !name.starts_with("aws-sam-cli-managed")).collect()),
        ("dashboards", query("monitoring", "2010-08-01", "ListDashboards", "DashboardName")),
        ("functions", lambda("/2015-03-31/functions/", "Functions", "FunctionName")),
        ("keys", target("kms", "TrentService.ListKeys", "Keys", "KeyId")),
        ("log groups", target("logs", "Logs_20140328.DescribeLogGroups", "logGroups", "logGroupName")),
        ("mappings", lambda("/2015-03-31/event-source-mappings/", "EventSourceMappings", "UUID")),
        ("parameters", target("ssm", "AmazonSSM.DescribeParameters", "Parameters", "Name")),
        ("queues", target("sqs", "AmazonSQS.ListQueues", "QueueUrls", "")),
        ("roles", query("iam", "2010-05-08", "ListRoles", "RoleName")),
        ("rules", target("events", "AWSEvents.ListRules", "Rules", "Name")),
        ("streams", target("kinesis", "Kinesis_20131202.ListStreams", "StreamNames", "")),
        ("tables", target("dynamodb", "DynamoDB_20120810.ListTables", "TableNames", "")),
        ("topics", query("sns", "2010-03-31", "ListTopics", "TopicArn")),
    ];
    let sorted = all
        .into_iter()
        .map(|(kind, ids)| (kind, ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()));
    sorted.filter(|(_, ids)| !ids.is_empty()).collect()
}
