//! The stacks that can come of the template: parameters chosen together, expanded once for all tests.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use sluice_tests::local_aws::tool;
use sluice_tests::root;

pub type Resources = BTreeMap<String, Json>;

/// How many of [`CHOICES`], the first ones, decide who reads what.
const WIRING: usize = 5;

/// What each parameter may be, but for its default. What a version's description holds is as long as it may be.
const CHOICES: [(&str, &str); 23] = [
    ("Ingestion", "Kinesis"),
    ("DeployRedact", "false"),
    ("DeployForward", "false"),
    ("DeployArchive", "false"),
    ("DeployMetrics", "false"),
    ("RemediateCluster", "prod"),
    ("RemediateAlarmPrefix", "checkout-"),
    ("RemediateMode", "dry_run"),
    ("KmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/clean"),
    ("RawKmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/raw"),
    ("ArchiveDays", "400"),
    ("ArchiveLockDays", "30"),
    ("AlarmTopicArn", "arn:aws:sns:eu-west-1:111122223333:ours"),
    ("AlarmEmail", "operators@example.com"),
    ("PseudonymKeySecretArn", SECRET),
    ("Watching", "Basic"),
    ("GradualDeployment", "Off"),
    ("DestinationRoleArn", ROLE),
    ("DestinationRegion", "ap-southeast-east-12"),
    ("CentralLogGroup", "/central-01/central-02/central-03/central-04/central-05/central-06/central-07/08"),
    ("RedactMemory", "10240"),
    ("ForwardMemory", "10239"),
    ("ArchiveMemory", "10238"),
];
const SECRET: &str =
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pseudonyms-of-the-department-of-long-names--AbCdEf";
const ROLE: &str = "arn:aws:iam::111122223333:role/writers/of-the-department-of-long-names/sluice-writer-of-copies1";

struct Expanded {
    stacks: Vec<(String, Resources)>,
    refused: Vec<(Json, String)>,
}

/// Every pair of choices is made together in some stack, and left together in another; and every combination of those that
/// decide who reads what, with all of the others and with none.
fn sets() -> BTreeSet<BTreeSet<usize>> {
    let others = || WIRING..CHOICES.len();
    let mut sets = BTreeSet::new();
    for wiring in 0..1_u32 << WIRING {
        let chosen: BTreeSet<usize> = (0..WIRING).filter(|bit| wiring >> bit & 1 == 1).collect();
        sets.insert(chosen.iter().copied().chain(others()).collect());
        sets.insert(chosen);
    }
    for one in others() {
        for other in WIRING..=one {
            sets.insert(BTreeSet::from([one, other]));
            sets.insert(others().filter(|choice| *choice != one && *choice != other).collect());
        }
    }
    sets
}

fn expanded() -> &'static Expanded {
    static EXPANDED: OnceLock<Expanded> = OnceLock::new();
    EXPANDED.get_or_init(|| {
        let given: Vec<Json> = sets()
            .iter()
            .map(|set| {
                let mut all = json!({ "SourceLogGroup": "/ecs/checkout", "DestinationRegion": "eu-central-1" });
                set.iter().map(|at| CHOICES[*at]).for_each(|(name, value)| all[name] = value.into());
                all
            })
            .collect();
        let mut python = Command::new(tool("sam", "python3"))
            .args(["tests/tools/expand.py", "template.yaml"])
            .current_dir(root())
            .env("AWS_DEFAULT_REGION", "eu-west-1")
            .env("SAM_CLI_TELEMETRY", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python runs");
        let mut input = python.stdin.take().expect("piped");
        input.write_all(Json::from(given.clone()).to_string().as_bytes()).expect("it reads");
        drop(input);
        let output = python.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let answers: Vec<Json> = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(answers.len(), given.len());
        let mut expanded = Expanded { stacks: Vec::new(), refused: Vec::new() };
        for (given, mut answer) in given.into_iter().zip(answers) {
            match answer["refused"].as_array() {
                Some(reasons) => expanded.refused.push((given, Json::from(reasons.clone()).to_string())),
                None => {
                    let resources = serde_json::from_value(answer["resources"].take()).expect("resources");
                    expanded.stacks.push((given.to_string(), resources));
                }
            }
        }
        assert!(expanded.stacks.len() > 200, "{}", expanded.stacks.len());
        expanded
    })
}

/// What there would be of each combination that the template takes, and the parameters that were given.
pub fn stacks() -> &'static [(String, Resources)] {
    &expanded().stacks
}

/// The combinations that the template's rules refuse, and what they say.
pub fn refused() -> &'static [(Json, String)] {
    &expanded().refused
}

pub fn of<'r>(resources: &'r Resources, kind: &'r str) -> impl Iterator<Item = (&'r String, &'r Json)> {
    resources.iter().filter(move |(_, resource)| resource["Type"] == kind).map(|(name, all)| (name, &all["Properties"]))
}

pub fn list(field: &Json) -> Vec<Json> {
    field.as_array().cloned().unwrap_or_else(|| if field.is_null() { Vec::new() } else { vec![field.clone()] })
}

/// Every name that a resource refers to.
pub fn names(node: &Json, out: &mut BTreeSet<String>) {
    let first = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    match node {
        Json::Array(items) => items.iter().for_each(|item| names(item, out)),
        Json::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("Ref" | "DependsOn", Json::String(name)) => out.extend([name.clone()]),
                    ("DependsOn", all) => out.extend(list(all).iter().filter_map(Json::as_str).map(str::to_owned)),
                    ("Fn::GetAtt", Json::Array(parts)) => out.extend(parts[0].as_str().map(str::to_owned)),
                    ("Fn::GetAtt", Json::String(name)) => out.extend([first(name)]),
                    ("Fn::Sub", text) => {
                        let parts = list(text);
                        let own = parts.get(1).and_then(Json::as_object);
                        let text = parts[0].as_str().unwrap_or_default();
                        let used = text.split("${").skip(1).filter_map(|rest| rest.split('}').next()).map(first);
                        out.extend(used.filter(|name| own.is_none_or(|own| !own.contains_key(name))));
                        parts.iter().skip(1).for_each(|more| names(more, out));
                    }
                    (_, more) => names(more, out),
                }
            }
        }
        _ => {}
    }
}

/// With its first letter large, as ids of resources begin.
pub fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
