//! Safe changes: a version for every change of what a function is, traffic that goes to it by and by while alarms watch, and
//! nothing lost when a stack changes or goes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::stacks::{list, of, stacks};

/// A version's logical id and what it is made of, and what its function is made of, as texts.
fn versions(resources: &super::stacks::Resources) -> Vec<(String, String, String)> {
    of(resources, "AWS::Lambda::Version")
        .map(|(id, version)| {
            let function = version["FunctionName"]["Ref"].as_str().expect("a function");
            (function.to_owned(), format!("{id} {version}"), resources[function]["Properties"].to_string())
        })
        .collect()
}

#[test]
fn a_version_is_made_whenever_its_function_changes_and_never_otherwise() {
    // CloudFormation replaces a version whose id or description changed; Lambda refuses one of a function that did not change.
    let (mut by_version, mut by_function) = (BTreeMap::new(), BTreeMap::new());
    for (given, resources) in stacks() {
        for (name, version, function) in versions(resources) {
            let known = by_version.entry((name.clone(), version.clone())).or_insert(function.clone());
            assert_eq!(*known, function, "{name} changed, and its alias would stay at the old version: {given}");
            let known = by_function.entry((name.clone(), function)).or_insert(version.clone());
            assert_eq!(*known, version, "{name} did not change, and Lambda would refuse to publish it: {given}");
        }
    }
    assert!(by_version.len() > 20, "{}", by_version.len());
}

#[test]
fn a_versions_description_fits_however_long_names_are() {
    let mut longest = 0;
    for (given, resources) in stacks() {
        for (name, version) in of(resources, "AWS::Lambda::Version") {
            // A bucket's name that only a deployment knows has 63 letters at the most.
            let length = match &version["Description"] {
                Json::String(text) => text.len(),
                joined => {
                    let letters =
                        |part: &Json| if part.is_object() { 63 } else { part.to_string().trim_matches('"').len() };
                    list(&joined["Fn::Join"][1]).iter().map(|part| letters(part) + 1).sum()
                }
            };
            assert!((20..=256).contains(&length), "{name}: {length}: {given}");
            longest = longest.max(length);
        }
    }
    assert!(longest > 230, "{longest}: the longest are among them");
}

/// Whether an alarm says something of a function.
fn watches(alarm: &Json, function: &str) -> bool {
    let parts = list(&alarm["Metrics"]);
    let metrics = parts.iter().filter_map(|part| part["MetricStat"].get("Metric")).chain([alarm]);
    let mut dimensions = metrics.map(|metric| list(&metric["Dimensions"])).filter(|dimensions| !dimensions.is_empty());
    dimensions.any(|dimensions| {
        dimensions.iter().all(|dimension| match dimension["Name"].as_str() {
            Some("Function") => dimension["Value"] == function,
            Some("FunctionName") => dimension["Value"]["Fn::Sub"] == format!("${{AWS::StackName}}-{function}"),
            // Of all functions together.
            Some("Reason") => true,
            Some("QueueName") => dimension["Value"].to_string().to_lowercase().contains(function),
            _ => false,
        })
    })
}

#[test]
fn traffic_goes_to_a_new_version_by_and_by_while_the_functions_own_alarms_watch() {
    let mut seen = BTreeSet::new();
    for (given, resources) in stacks() {
        let given: Json = serde_json::from_str(given).expect("JSON");
        let gradual = given["Watching"] != "Basic" && given["GradualDeployment"] != "Off";
        let groups: Vec<_> = of(resources, "AWS::CodeDeploy::DeploymentGroup").collect();
        let functions: Vec<_> = of(resources, "AWS::Lambda::Function").collect();
        assert_eq!(groups.len(), if gradual { functions.len() } else { 0 }, "{given}");
        assert_eq!(of(resources, "AWS::CodeDeploy::Application").count(), usize::from(gradual), "{given}");
        assert_eq!(resources.contains_key("DeployRole"), gradual, "{given}");
        assert!(!resources.contains_key("CodeDeployServiceRole"), "SAM's own may do more than it has to: {given}");
        for (id, function) in functions {
            let update = &resources[&format!("{id}Aliaslive")]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"];
            assert_eq!(update.is_null(), !gradual, "{id}: {given}");
            if !gradual {
                continue;
            }
            let group_id = update["DeploymentGroupName"]["Ref"].as_str().expect("a group");
            let group = &resources[group_id]["Properties"];
            assert!(group["DeploymentConfigName"].to_string().contains("Canary10Percent10Minutes"), "{given}");
            assert_eq!(group["ServiceRoleArn"], json!({ "Fn::GetAtt": ["DeployRole", "Arn"] }));
            let back = &group["AutoRollbackConfiguration"];
            assert!(back["Enabled"] == true && list(&back["Events"]).contains(&"DEPLOYMENT_STOP_ON_ALARM".into()));
            assert_eq!(group["AlarmConfiguration"]["Enabled"], true, "{id}: {given}");
            let alarms = list(&group["AlarmConfiguration"]["Alarms"]);
            assert!((2..=10).contains(&alarms.len()), "{id}: CodeDeploy takes ten");
            let name = function["FunctionName"]["Fn::Sub"].as_str().and_then(|name| name.rsplit('-').next());
            for alarm in alarms {
                let alarm = alarm["Name"]["Ref"].as_str().expect("an alarm");
                let there = resources.get(alarm).unwrap_or_else(|| panic!("{id}: no {alarm}: {given}"));
                assert_eq!(there["Type"], "AWS::CloudWatch::Alarm");
                assert!(watches(&there["Properties"], name.expect("a name")), "{alarm} does not watch {id}: {given}");
                seen.insert((id.clone(), alarm.to_owned()));
            }
        }
    }
    assert_eq!(seen.len(), 4 * 4 + 2, "{seen:?}");
}

#[test]
fn what_holds_data_survives_the_stack_and_old_versions_stay() {
    const ALWAYS: [&str; 8] = [
        "ArchiveBucket",
        "ParkedBucket",
        "OnFailureBucket",
        "RedactedLogs",
        "RedactLogs",
        "ForwardLogs",
        "ArchiveLogs",
        "MetricsLogs",
    ];
    for (given, resources) in stacks() {
        for name in ALWAYS {
            assert!(resources.contains_key(name), "{name} would go when a function does: {given}");
        }
        for (name, resource) in resources {
            let kept = match resource["Type"].as_str().expect("a type") {
                "AWS::S3::Bucket" | "AWS::Logs::LogGroup" | "AWS::KMS::Key" | "AWS::DynamoDB::Table" => {
                    "RetainExceptOnCreate"
                }
                // Traffic may have to go back to one.
                "AWS::Lambda::Version" => "Retain",
                _ => continue,
            };
            assert_eq!(resource["DeletionPolicy"], kept, "{name}: {given}");
            assert_eq!(resource["UpdateReplacePolicy"], "Retain", "{name}: {given}");
        }
    }
}
