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

const FUNCTIONS: [&str; 4] = ["Redact", "Forward", "Archive", "Metrics"];

/// Every statement of a function's role.
fn statements<'t>(template: &'t Json, function: &str) -> Vec<&'t Json> {
    let policies = &template["Resources"][format!("{function}Role")]["Properties"]["Policies"];
    assert_eq!(policies.as_array().map(Vec::len), Some(1), "one policy a function");
    let statements = policies[0]["PolicyDocument"]["Statement"].as_array().expect("statements");
    statements
        .iter()
        .flat_map(|one| one["Fn::If"].as_array().map_or(vec![one], |or| or[1..].iter().collect()))
        .collect()
}

#[test]
fn a_role_allows_what_its_function_needs_and_nothing_else() {
    let template = template();
    let allowed = |function: &str| -> Vec<(String, String)> {
        let mut out = Vec::new();
        for one in statements(&template, function) {
            let list = |field: &Json| field.as_array().cloned().unwrap_or_else(|| vec![field.clone()]);
            for (action, on) in
                list(&one["Action"]).iter().flat_map(|a| list(&one["Resource"]).into_iter().map(move |r| (a, r)))
            {
                out.push((action.as_str().expect("an action").to_owned(), on.to_string()));
            }
        }
        out
    };
    for function in FUNCTIONS {
        let role = &template["Resources"][format!("{function}Function")]["Properties"]["Role"];
        assert!(role.to_string().contains(&format!("{function}Role")), "{function} has a role of its own");
        let all = allowed(function);
        assert!(all.iter().all(|(action, on)| !action.contains('*') && on != "\"*\""), "{function}: {all:?}");
        let name = function.to_lowercase();
        for (action, on) in &all {
            if action == "s3:PutObject" && on.contains("ParkedBucket") {
                assert!(on.contains(&format!("/{name}/*")) || on.contains(&format!("-{name}/*")), "{function}: {on}");
            }
        }
        let actions: BTreeSet<&str> = all.iter().map(|(action, _)| action.as_str()).collect();
        assert!(!actions.iter().any(|action| action.contains("GetObject") || action.contains("Delete")), "{function}");
        assert_eq!(actions.contains("sts:AssumeRole"), function == "Forward");
        let writes = |place: &str| all.iter().any(|(action, on)| action == "logs:PutLogEvents" && on.contains(place));
        assert!(writes(&format!("{function}Logs")), "its own log group");
        assert_eq!(writes("RedactedLogs"), function == "Redact");
        assert_eq!(writes("CentralLogGroup"), function == "Forward");
        assert_eq!(all.iter().any(|(_, on)| on.contains("ArchiveBucket")), function == "Archive");
    }
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
        assert_eq!(filter["Properties"]["LogGroupName"]["Ref"], group);
        assert!(filter["Properties"]["DestinationArn"].to_string().contains(&format!("{function}Function")));
        assert_eq!(filter["DependsOn"], format!("{function}Permission"), "a filter that gets AccessDenied skips logs");
        let permission = &resources[format!("{function}Permission")]["Properties"];
        assert!(permission["SourceArn"].to_string().contains("log-group:*:*"), "one with a wildcard");
        assert!(permission["SourceAccount"].to_string().contains("AWS::AccountId"));
        let failed = &resources[format!("{function}Function")]["Properties"]["EventInvokeConfig"]["DestinationConfig"];
        assert!(failed["OnFailure"]["Destination"].to_string().contains("ParkedBucket"));
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
                let policy = resources[&format!("{name}Policy")]["Properties"]["PolicyDocument"].to_string();
                assert!(policy.contains("aws:SecureTransport") && policy.contains("Deny"), "{name}");
            }
            "AWS::Logs::LogGroup" => {
                groups += 1;
                assert!(!properties["RetentionInDays"].is_null() && !properties["KmsKeyId"].is_null(), "{name}");
            }
            "AWS::KMS::Key" => {}
            _ => continue,
        }
        assert_eq!(resource["DeletionPolicy"], "RetainExceptOnCreate", "{name}");
        assert_eq!(resource["UpdateReplacePolicy"], "Retain", "{name}");
    }
    assert_eq!((buckets, groups), (2, 5));
}
