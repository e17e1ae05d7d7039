//! What must stay absent, and what the template must say: read from the manifests and the template themselves.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;
use sluice_tests::local_aws::tool;
use sluice_tests::root;

/// Every crate that a package of ours stands on.
fn stands_on(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--package", package])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn decisions_stand_on_no_effects() {
    let effects = |name: &String| ["tokio", "aws-", "lambda", "hyper", "tracing"].iter().any(|e| name.starts_with(e));
    let crates = stands_on("sluice-transform");
    assert!(crates.contains("serde_json") && crates.len() > 20, "it was read");
    assert_eq!(crates.into_iter().filter(effects).collect::<Vec<_>>(), [] as [String; 0]);
    assert!(stands_on("sluice-handler").iter().any(effects), "it would be seen");
}

/// The template as JSON, its short forms (`!Ref`) written out.
fn template() -> Json {
    const READ: &str = "import json,sys; from samcli.yamlhelper import yaml_parse; \
                        print(json.dumps(yaml_parse(open(sys.argv[1]).read())))";
    let output = Command::new(tool("sam", "python3")).args(["-c", READ, "template.yaml"]).current_dir(root()).output();
    let output = output.expect("python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

const FUNCTIONS: [&str; 5] = ["Redact", "Forward", "Archive", "Metrics", "Remediate"];

/// Every statement of a policy document, one action and resource to a line.
fn allowed(document: &Json, out: &mut Vec<String>) {
    let list = |field: &Json| field.as_array().cloned().unwrap_or_else(|| vec![field.clone()]);
    for one in document["Statement"].as_array().expect("statements") {
        for (case, one) in match one["Fn::If"].as_array() {
            Some(choice) => {
                let name = choice[0].as_str().expect("a condition");
                vec![(format!("if {name}: "), &choice[1]), (format!("if not {name}: "), &choice[2])]
            }
            None => vec![(String::new(), one)],
        } {
            if one["Ref"] == "AWS::NoValue" {
                continue;
            }
            let (effect, condition) = (one["Effect"].as_str().expect("an effect"), &one["Condition"]);
            for action in list(&one["Action"]) {
                for on in list(&one["Resource"]) {
                    let condition = if condition.is_null() { String::new() } else { format!(" if {condition}") };
                    out.push(format!("{case}{effect} {} on {on}{condition}", action.as_str().expect("an action")));
                }
            }
        }
    }
}

#[test]
fn a_role_allows_what_its_function_needs_and_nothing_else() {
    let template = template();
    let resources = template["Resources"].as_object().expect("resources");
    let mut out = String::new();
    for (name, resource) in resources {
        let kind = resource["Type"].as_str().expect("a type");
        if !kind.starts_with("AWS::IAM::") {
            continue;
        }
        assert_eq!(kind, "AWS::IAM::Role", "{name}: what a function may stands in its role");
        let properties = resource["Properties"].as_object().expect("properties");
        assert_eq!(properties.keys().collect::<Vec<_>>(), ["AssumeRolePolicyDocument", "Policies"], "{name}");
        let mut lines = Vec::new();
        for policy in properties["Policies"].as_array().expect("policies") {
            allowed(&policy["PolicyDocument"], &mut lines);
        }
        out.push_str(&format!("{name}\n  {}\n", lines.join("\n  ")));
        // CloudWatch Logs writes to a stream, and CodeDeploy shifts traffic, as roles of their own.
        let whose = match name.as_str() {
            "SourceStreamRole" => "logs",
            "DeployRole" => "codedeploy",
            _ => "lambda",
        };
        let trusts = format!(r#""Service":"{whose}.amazonaws.com""#);
        assert!(properties["AssumeRolePolicyDocument"].to_string().contains(&trusts), "{name}");
    }
    for function in FUNCTIONS {
        let role = &template["Resources"][format!("{function}Function")]["Properties"]["Role"];
        assert!(role.to_string().contains(&format!("{function}Role")), "{function} has a role of its own");
    }
    insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("template-roles", out);
    });
}

#[test]
fn the_wiring_is_the_designs_picture() {
    let resources = &template()["Resources"];
    for (function, group) in [
        ("Redact", "SourceLogGroup"),
        ("Metrics", "SourceLogGroup"),
        ("Forward", "RedactedLogs"),
        ("Archive", "RedactedLogs"),
    ] {
        let filter = &resources[format!("{function}Filter")];
        let read = &filter["Properties"]["LogGroupName"];
        // Where redact reads the source, they stand behind its copy.
        let read = if group == "RedactedLogs" { &read["Fn::If"][1] } else { read };
        assert_eq!(read["Ref"], group);
        assert!(filter["Properties"]["DestinationArn"].to_string().contains(&format!("{function}Function")));
        let waits: Vec<&str> = filter["DependsOn"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        assert!(
            waits.contains(&format!("{function}Permission").as_str()),
            "a filter that gets AccessDenied skips logs"
        );
        assert!(
            waits.contains(&format!("{function}FunctionEventInvokeConfig").as_str()),
            "and what fails has to be kept"
        );
        if function == "Redact" {
            let after = filter["Metadata"]["After"].to_string();
            for reader in ["ForwardFilter", "ArchiveFilter"] {
                assert!(after.contains(&format!(r#"{{"Ref":"{reader}"}}"#)), "subscriptions do not replay");
            }
        }
        let permission = &resources[format!("{function}Permission")]["Properties"];
        assert!(permission["SourceArn"].to_string().contains("log-group:*:*"), "one with a wildcard");
        assert!(permission["SourceAccount"].to_string().contains("AWS::AccountId"));
        let failed = &resources[format!("{function}Function")]["Properties"]["EventInvokeConfig"]["DestinationConfig"];
        assert_eq!(failed["OnFailure"]["Type"], "S3Bucket");
        assert!(failed["OnFailure"]["Destination"].to_string().contains("OnFailureBucket"));
        assert!(permission["FunctionName"].to_string().contains(&format!("{function}Function")));
        assert_eq!(permission["Principal"], "logs.amazonaws.com");
    }
}

#[test]
fn what_is_parked_comes_back_to_its_own_function() {
    let resources = &template()["Resources"];
    let notifications = &resources["ParkedBucket"]["Properties"]["NotificationConfiguration"]["QueueConfigurations"];
    assert_eq!(notifications.as_array().map(Vec::len), Some(3), "metrics parks nothing that could come back");
    for (number, function) in ["Redact", "Forward", "Archive"].into_iter().enumerate() {
        let name = format!("{function}Retries");
        let is = |json: &Json, place: &str| assert!(json.to_string().contains(place), "{place}: {json}");
        let notification = &notifications[number];
        is(&notification["Queue"], &name);
        assert_eq!(
            notification["Filter"]["S3Key"]["Rules"],
            serde_json::json!([{ "Name": "prefix", "Value": format!("retry/{}/", function.to_lowercase()) }])
        );
        is(&resources["ParkedBucket"]["DependsOn"], &format!("{name}Policy"));
        let queue = &resources[&name]["Properties"];
        assert_eq!(
            (&queue["SqsManagedSseEnabled"], &queue["VisibilityTimeout"]),
            (&Json::from(true), &Json::from(360))
        );
        is(&queue["RedrivePolicy"]["deadLetterTargetArn"], "RetryDeadLetters");
        assert!(queue["RedrivePolicy"]["maxReceiveCount"].as_u64() > Some(16), "an outage takes hours");
        let policy = &resources[format!("{name}Policy")]["Properties"]["PolicyDocument"];
        let mut lines = Vec::new();
        allowed(policy, &mut lines);
        let sends = format!(r#"Allow sqs:SendMessage on {{"Fn::GetAtt":["{name}","Arn"]}} if "#);
        assert!(
            lines.len() == 1 && lines[0].starts_with(&sends) && lines[0].contains("aws:SourceAccount"),
            "{lines:?}"
        );
        assert_eq!(policy["Statement"][0]["Principal"]["Service"], "s3.amazonaws.com");
        let mapping = &resources[format!("{name}Mapping")]["Properties"];
        is(&mapping["EventSourceArn"], &name);
        is(&mapping["FunctionName"], &format!("{function}Function"));
        assert_eq!(mapping["FunctionResponseTypes"], serde_json::json!(["ReportBatchItemFailures"]));
        assert_eq!(mapping["ScalingConfig"]["MaximumConcurrency"], 2);
    }
    let expires = &resources["ParkedBucket"]["Properties"]["LifecycleConfiguration"]["Rules"];
    assert_eq!((expires.as_array().map(Vec::len), &expires[0]["Prefix"]), (Some(2), &"retry/".into()));
    assert!(expires[0].get("ExpirationInDays").is_none(), "only what is deleted already");
    assert_eq!(expires[1]["ExpirationInDays"]["Ref"], "ParkedDays", "what was lost is kept for long");
    let letters = &resources["RetryDeadLetters"]["Properties"];
    assert_eq!(letters["SqsManagedSseEnabled"], true);
    let alarm = &resources["RetryDeadLettersAlarm"]["Properties"];
    assert!(alarm["Dimensions"].to_string().contains("RetryDeadLetters"));
    assert_eq!((&alarm["MetricName"], &alarm["Threshold"]), (&"ApproximateNumberOfMessagesVisible".into(), &0.into()));
    let looped = &resources["LoopAlarm"]["Properties"];
    assert_eq!(
        (&looped["Namespace"], &looped["MetricName"], &looped["Dimensions"]),
        (&"Sluice".into(), &"EventsRejected".into(), &serde_json::json!([{ "Name": "Reason", "Value": "loop" }]))
    );
}

#[test]
fn remediation_is_bounded_and_costs_nothing_where_it_is_not_asked_for() {
    let template = template();
    let resources = template["Resources"].as_object().expect("resources");
    let ours: Vec<_> = resources.iter().filter(|(name, _)| name.starts_with("Remediate")).collect();
    assert!(ours.len() >= 18, "{}", ours.len());
    for (name, resource) in &ours {
        assert_eq!(resource["Condition"], "WithRemediation", "{name}");
    }
    let function = &resources["RemediateFunction"]["Properties"];
    assert!(function["Timeout"].as_u64() < Some(300), "an invocation ends before its claim does");
    assert!(function["ReservedConcurrentExecutions"].as_u64() > Some(0));
    let table = &resources["RemediateTable"]["Properties"];
    assert_eq!(
        (&table["TimeToLiveSpecification"]["Enabled"], &table["TimeToLiveSpecification"]["AttributeName"]),
        (&true.into(), &"expires".into())
    );
    assert_eq!(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true);
    let permission = &resources["RemediateAlarmPermission"]["Properties"];
    assert_eq!(permission["Principal"], "lambda.alarms.cloudwatch.amazonaws.com");
    assert!(permission["SourceAccount"].to_string().contains("AWS::AccountId"));
    assert!(permission["SourceArn"].to_string().contains(":alarm:*"));
    let rule = resources["RemediateRule"]["Properties"]["EventPattern"]["resources"].as_array().expect("resources");
    assert_eq!(rule.len(), 2, "our own alarms, and those that a parameter names");
    assert!(
        rule.iter().all(|entry| entry.to_string().contains("${AWS::Region}:${AWS::AccountId}:alarm:${")),
        "{rule:?}"
    );
    assert!(rule[1].to_string().contains("WithRemediateAlarmPrefix"), "no prefix is not every alarm: {rule:?}");
    let queue = &resources["RemediateQueue"]["Properties"];
    assert!(queue["RedrivePolicy"]["deadLetterTargetArn"].to_string().contains("RemediateDeadLetters"));
    assert!(queue["VisibilityTimeout"].as_u64() >= function["Timeout"].as_u64().map(|time| time * 6));
    let mut lines = Vec::new();
    for policy in resources["RemediateRole"]["Properties"]["Policies"].as_array().expect("policies") {
        allowed(&policy["PolicyDocument"], &mut lines);
    }
    let reads = ["List", "Describe"];
    for line in lines.iter().filter(|line| line.contains(" ecs:") || line.contains("application-autoscaling:")) {
        let bounded = line.contains("${RemediateCluster}/*");
        assert!(bounded || reads.iter().any(|read| line.contains(&format!(":{read}"))), "{line}");
        if line.contains("ecs:UpdateService") {
            assert!(line.ends_with(r#"if {"StringEquals":{"aws:ResourceTag/sluice:remediate":"allow"}}"#), "{line}");
        }
    }
}

#[test]
fn what_is_kept_is_closed_encrypted_and_survives_the_stack() {
    let template = template();
    let resources = template["Resources"].as_object().expect("resources");
    let (mut buckets, mut groups) = (0, 0);
    for (name, resource) in resources {
        let properties = &resource["Properties"];
        match resource["Type"].as_str().expect("a type") {
            "AWS::S3::Bucket" => {
                buckets += 1;
                assert_eq!(properties["VersioningConfiguration"]["Status"], "Enabled", "{name}");
                let rule = &properties["BucketEncryption"]["ServerSideEncryptionConfiguration"][0];
                assert_eq!(rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"], "aws:kms", "{name}");
                let blocked = properties["PublicAccessBlockConfiguration"].as_object().expect("closed");
                assert!(blocked.len() == 4 && blocked.values().all(|value| value == true), "{name}");
                let key = if name == "ArchiveBucket" { "Key.Arn" } else { "RawKey.Arn" };
                let with = rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"].to_string().replace("\",\"", ".");
                assert!(with.contains(&format!("\"{key}\"")), "{name}: raw text has a key of its own: {with}");
                let mut lines = Vec::new();
                allowed(&resources[&format!("{name}Policy")]["Properties"]["PolicyDocument"], &mut lines);
                let tls = r#" if {"Bool":{"aws:SecureTransport":"false"}}"#;
                assert!(
                    lines.len() == 2 && lines.iter().all(|l| l.starts_with("Deny s3:* on ") && l.ends_with(tls)),
                    "{name}"
                );
            }
            "AWS::Logs::LogGroup" => {
                groups += 1;
                assert!(!properties["RetentionInDays"].is_null() && !properties["KmsKeyId"].is_null(), "{name}");
                let group = properties["LogGroupName"]["Fn::Sub"].as_str().expect("a name");
                let may =
                    resources["Key"]["Properties"]["KeyPolicy"]["Statement"][1]["Condition"]["ArnLike"].to_string();
                let start = group.split("${").next().expect("a start");
                assert!(may.contains(&format!("log-group:{start}")), "the key is not allowed for {group}");
            }
            "AWS::KMS::Key" => {}
            _ => continue,
        }
        assert_eq!(resource["DeletionPolicy"], "RetainExceptOnCreate", "{name}");
        assert_eq!(resource["UpdateReplacePolicy"], "Retain", "{name}");
    }
    assert_eq!((buckets, groups), (3, 6));
}

#[test]
fn an_alarm_tells_somebody_what_to_do() {
    let template = template();
    let resources = template["Resources"].as_object().expect("resources");
    let mut told = BTreeSet::new();
    for (name, resource) in resources.iter().filter(|(_, resource)| resource["Type"] == "AWS::CloudWatch::Alarm") {
        let alarm = &resource["Properties"];
        // The example is remedied; the others are told to people.
        let actions = match name.as_str() {
            "RemediateExampleAlarm" => serde_json::json!([{ "Ref": "RemediateAlarms" }]),
            _ => {
                serde_json::json!([{ "Fn::If": ["WithAlarmTopic", { "Ref": "AlarmTopicArn" }, { "Ref": "AlarmTopic" }] }])
            }
        };
        assert_eq!(alarm["AlarmActions"], actions, "{name}");
        let description = alarm["AlarmDescription"].as_str().expect("a description");
        let (what, runbook) = description.split_once(" Runbook: ").unwrap_or_else(|| panic!("{name}: no runbook"));
        assert!(what.ends_with('.') && what.len() > 40 && description.len() <= 1024, "{name}: {what}");
        let text = std::fs::read_to_string(root().join(runbook)).unwrap_or_else(|_| panic!("{name}: no {runbook}"));
        for part in ["## What it means", "## What to look at", "## What to do", "## When to worry"] {
            assert!(text.contains(part), "{runbook}: {part}");
        }
        assert!(text.contains(&format!("`{name}`")), "{runbook} does not name {name}");
        assert!(!alarm["TreatMissingData"].is_null(), "{name}: what if there is no data?");
        // CloudWatch takes no more in one alarm, nor does it look back further than a day.
        let metrics = alarm["Metrics"].as_array();
        assert!(
            metrics.is_none_or(|all| all.iter().filter(|one| !one["MetricStat"].is_null()).count() <= 10),
            "{name}"
        );
        told.insert(runbook.to_owned());
    }
    let written = std::fs::read_dir(root().join("docs/runbooks")).expect("runbooks");
    let written = written.map(|file| format!("docs/runbooks/{}", file.expect("a file").file_name().to_string_lossy()));
    assert_eq!(written.collect::<BTreeSet<_>>(), told, "every runbook is an alarm's");
}

/// What `sam deploy` takes from `samconfig.toml` is what the templates ask for.
#[test]
fn the_guided_answers_are_the_templates() {
    const READ: &str = "import json,tomllib; print(json.dumps(tomllib.load(open('samconfig.toml', 'rb'))))";
    let output = Command::new(tool("sam", "python3")).args(["-c", READ]).current_dir(root()).output();
    let output = output.expect("python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let environments: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let template = template();
    for environment in ["default", "production"] {
        let answers = &environments[environment]["deploy"]["parameters"]["parameter_overrides"];
        let answers = answers.as_array().expect("a list of answers");
        assert!(answers.len() >= 2, "{environment}");
        for answer in answers {
            let (name, value) = answer.as_str().and_then(|answer| answer.split_once('=')).expect("Name=value");
            let parameter = &template["Parameters"][name];
            assert!(parameter.is_object(), "{environment}: there is no parameter {name}");
            if let Some(allowed) = parameter["AllowedValues"].as_array() {
                let as_text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert!(allowed.iter().any(|one| as_text(one) == value), "{environment}: {name} cannot be {value}");
            }
        }
    }
}
