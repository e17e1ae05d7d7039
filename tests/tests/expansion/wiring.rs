//! Who reads what: each combination of functions and ingestion stands as the design says or is refused, whatever invokes a
//! function invokes its alias, and no subscription comes before what it leads to.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::stacks::{Resources, list, names, of, refused, stacks};

const READERS: [&str; 4] = ["Redact", "Forward", "Archive", "Metrics"];
const SOURCE: &str = "/ecs/checkout";

fn deployed(given: &Json) -> BTreeSet<&'static str> {
    READERS.into_iter().filter(|function| given[format!("Deploy{function}")] != "false").collect()
}

#[test]
fn what_is_not_wanted_is_not_there_and_the_rest_reads_what_it_should() {
    let mut wirings = BTreeSet::new();
    for (given, resources) in stacks() {
        let given: Json = serde_json::from_str(given).expect("JSON");
        let kinesis = given["Ingestion"] == "Kinesis";
        let readers = deployed(&given);
        for function in READERS {
            let (there, has) =
                (readers.contains(function), |end: &str| resources.contains_key(&format!("{function}{end}")));
            assert_eq!(has("Function"), there, "{function}: {given}");
            assert_eq!(has("Permission"), there, "{function}: {given}");
            assert_eq!(has("RetriesMapping"), there && function != "Metrics", "{function}: {given}");
            assert_eq!(has("Filter"), there && !kinesis, "{function}: {given}");
            assert_eq!(has("StreamMapping"), there && kinesis, "{function}: {given}");
            assert_eq!(has("UnbalancedAlarm"), there && given["Watching"] != "Basic", "{function}: {given}");
            if there && !kinesis {
                let behind = matches!(function, "Forward" | "Archive") && readers.contains("Redact");
                let group = if behind { json!({ "Ref": "RedactedLogs" }) } else { SOURCE.into() };
                let filter = &resources[&format!("{function}Filter")]["Properties"];
                assert_eq!(filter["LogGroupName"], group, "{function}: {given}");
                assert_eq!(filter["FilterPattern"], "", "{function} reads everything: {given}");
            }
        }
        assert_eq!(resources.contains_key("SourceStream"), kinesis);
        for group in [Json::from(SOURCE), json!({ "Ref": "RedactedLogs" })] {
            let filters =
                of(resources, "AWS::Logs::SubscriptionFilter").filter(|(_, one)| one["LogGroupName"] == group);
            let count = filters.count();
            assert!(count <= 2, "a log group takes two filters: {count} on {group}: {given}");
            assert!(group != SOURCE || count > 0, "nobody reads the source: {given}");
        }
        wirings.insert((kinesis, readers));
    }
    assert_eq!(wirings.len(), 32 - 3, "every combination but those that are refused");
}

#[test]
fn what_needs_a_third_filter_or_reads_nothing_is_refused_with_a_reason() {
    let mut seen = BTreeSet::new();
    for (given, reasons) in refused() {
        let readers = deployed(given);
        let crowded = given["Ingestion"] != "Kinesis" && readers == BTreeSet::from(["Archive", "Forward", "Metrics"]);
        assert!(crowded || readers.is_empty(), "{given}: {reasons}");
        assert_eq!(reasons.contains("takes two subscription filters"), crowded, "{given}: {reasons}");
        assert_eq!(reasons.contains("Deploy at least one"), readers.is_empty(), "{given}: {reasons}");
        seen.insert((given["Ingestion"].to_string(), readers));
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

/// The alias of a function: what must be invoked in its stead.
fn alias(function: &str) -> Json {
    json!({ "Ref": format!("{function}Aliaslive") })
}

#[test]
fn whatever_invokes_a_function_invokes_its_alias() {
    let mut kinds = BTreeSet::new();
    for (given, resources) in stacks() {
        let functions: Vec<&String> = of(resources, "AWS::Lambda::Function").map(|(name, _)| name).collect();
        for function in &functions {
            let own = json!({ "Ref": function });
            let aliases: Vec<_> =
                of(resources, "AWS::Lambda::Alias").filter(|(_, alias)| alias["FunctionName"] == own).collect();
            let [(name, alias)] = aliases[..] else { panic!("{function}: {} aliases", aliases.len()) };
            assert_eq!((name, &alias["Name"]), (&format!("{function}Aliaslive"), &"live".into()));
            let version = alias["FunctionVersion"]["Fn::GetAtt"][0].as_str().expect("a version");
            assert_eq!(resources[version]["Type"], "AWS::Lambda::Version", "{given}");
            assert_eq!(resources[version]["Properties"]["FunctionName"], own, "{given}");
            // What an alias could not deliver has to be kept too.
            let kept = &resources[&format!("{function}EventInvokeConfig")]["Properties"];
            assert_eq!((&kept["FunctionName"], &kept["Qualifier"]), (&own, &"live".into()), "{given}");
            assert!(!kept["DestinationConfig"]["OnFailure"]["Destination"].is_null(), "{function}: {given}");
        }
        for (name, resource) in resources {
            let kind = resource["Type"].as_str().expect("a type");
            let ours =
                ["Alias", "Version", "EventInvokeConfig"].iter().any(|end| kind == format!("AWS::Lambda::{end}"));
            let mut used = BTreeSet::new();
            names(&json!([resource["Properties"], resource["Metadata"]]), &mut used);
            let bare = functions.iter().find(|function| used.contains(**function));
            assert!(ours || bare.is_none(), "{name} names {bare:?} itself, not its alias: {given}");
            let properties = &resource["Properties"];
            let invoked = match kind {
                "AWS::Lambda::Permission" | "AWS::Lambda::EventSourceMapping" => {
                    vec![properties["FunctionName"].clone()]
                }
                "AWS::Logs::SubscriptionFilter" if name != "SourceStreamFilter" => {
                    vec![properties["DestinationArn"].clone()]
                }
                "AWS::SNS::Subscription" if properties["Protocol"] == "lambda" => vec![properties["Endpoint"].clone()],
                "AWS::Events::Rule" => {
                    list(&properties["Targets"]).iter().map(|target| target["Arn"].clone()).collect()
                }
                _ => continue,
            };
            for target in invoked {
                kinds.insert(kind);
                assert!(functions.iter().any(|function| target == alias(function)), "{name}: {target}: {given}");
            }
        }
    }
    assert_eq!(kinds.len(), 5, "{kinds:?}");
}

/// What a resource waits for: what it depends on, and what it refers to.
fn waits(resources: &Resources, name: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    names(&resources[name], &mut out);
    out
}

#[test]
fn a_subscription_comes_after_its_permission_and_goes_before_it() {
    let mut seen = 0;
    for (given, resources) in stacks() {
        for (name, filter) in of(resources, "AWS::Logs::SubscriptionFilter") {
            let waits = waits(resources, name);
            if !filter["RoleArn"].is_null() {
                assert!(waits.contains("SourceStreamRole") && waits.contains("SourceStream"), "{name}: {given}");
                continue;
            }
            seen += 1;
            let permits = of(resources, "AWS::Lambda::Permission").filter(|(permission, properties)| {
                waits.contains(*permission)
                    && properties["FunctionName"] == filter["DestinationArn"]
                    && properties["Principal"] == "logs.amazonaws.com"
                    // Of every log group: nothing that an update changes.
                    && properties["SourceArn"].to_string().contains(":log-group:*:*\"")
            });
            assert_eq!(permits.count(), 1, "{name} would get AccessDenied, and skip logs: {given}");
            let function = name.replace("Filter", "Function");
            assert!(waits.contains(&format!("{function}EventInvokeConfig")), "{name}: what fails is kept: {given}");
            if name == "RedactFilter" {
                let readers = ["ForwardFilter", "ArchiveFilter"].into_iter().filter(|one| resources.contains_key(*one));
                readers.for_each(|reader| assert!(waits.contains(reader), "subscriptions do not replay: {given}"));
            }
        }
        for (name, subscription) in of(resources, "AWS::SNS::Subscription") {
            let waits = waits(resources, name);
            assert!(subscription["Protocol"] != "lambda" || waits.contains("RemediateTopicPermission"), "{given}");
        }
    }
    assert!(seen > 100, "{seen}");
}
