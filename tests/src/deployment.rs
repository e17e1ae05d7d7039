//! Our templates, built and deployed by the SAM command line into a local AWS, as a user does into an account.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::built::{built, folder};
use crate::local_aws::{ACCOUNT, LocalAws, tool};
use crate::root;

/// The Region of the main stack.
pub const HOME: &str = "eu-west-1";
/// The Region that copies are forwarded to.
pub const CENTRAL: &str = "eu-central-1";
/// The log group that applications write to.
pub const SOURCE: &str = "/ecs/checkout";
/// The log group of clean copies.
pub const REDACTED: &str = "/sluice/redacted/ecs/checkout";
/// The log group of forwarded copies.
pub const FORWARDED: &str = "/sluice/central";

/// What is built and packed.
const PACKAGES: [&str; 6] = ["sluice", "redact", "forward", "archive", "metrics", "remediate"];

/// A deployed application.
#[derive(Debug)]
pub struct Deployment {
    /// Where the archive is.
    pub archive_bucket: String,
    /// Where what could not go on is kept.
    pub parked_bucket: String,
}

/// The same with remediation in the cluster `prod`, by rules of the test's; returns the topic that alarms publish to.
pub fn deploy_remediate(aws: &LocalAws, rules: &str) -> String {
    for package in PACKAGES {
        built(package);
    }
    let template = build();
    let packed = template.with_file_name("RemediateFunction").join("sluice.yaml");
    std::fs::write(packed, rules).expect("the rules are packed beside the program");
    aws.create_group(HOME, SOURCE);
    let parameters = [
        format!("SourceLogGroup={SOURCE}"),
        format!("DestinationRegion={CENTRAL}"),
        "RemediateCluster=prod".to_owned(),
        // Of what CloudFormation makes, the local AWS lacks some.
        "Watching=Basic".to_owned(),
    ];
    sam_deploy(aws, &template, "sluice", HOME, &parameters.each_ref().map(String::as_str));
    output(aws, "RemediateAlarmsArn")
}

/// The architecture of this machine, as templates call it.
pub fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" }
}

/// Builds the application with the programs that cargo built for this machine, and deploys it: the central log group in one
/// Region, then everything else in another, behind a source group that is there already.
pub fn deploy(aws: &LocalAws) -> Deployment {
    for package in PACKAGES {
        built(package);
    }
    let built_template = build();
    aws.create_group(HOME, SOURCE);
    // A copy, away from the settings that a person's own `sam deploy --guided` may have saved.
    let central = folder().join("sam/central.yaml");
    std::fs::copy(root().join("central.yaml"), &central).expect("a copy");
    sam_deploy(aws, &central, "sluice-central", CENTRAL, &[]);
    // Of what CloudFormation makes, the local AWS lacks some.
    let parameters =
        [format!("SourceLogGroup={SOURCE}"), format!("DestinationRegion={CENTRAL}"), "Watching=Basic".to_owned()];
    sam_deploy(aws, &built_template, "sluice", HOME, &parameters.each_ref().map(String::as_str));
    Deployment { archive_bucket: output(aws, "ArchiveBucket"), parked_bucket: output(aws, "ParkedBucket") }
}

/// `make build`, which packs the programs of this profile.
pub fn build() -> PathBuf {
    let out = folder().join("sam");
    let mut make = Command::new("make");
    make.args(["--silent", "build"])
        .arg(format!("ARCH={}", architecture()))
        .arg(format!("BUILD_DIR={}", out.display()));
    make.env("SLUICE_BINARIES", folder());
    run(&mut make, "make build");
    let template = out.join("template.yaml");
    by_defaults(&template);
    template
}

/// The local AWS expands SAM templates by the defaults of their parameters, whatever a deployment gives: what it lacks, and SAM
/// makes, has to be left out by default.
fn by_defaults(template: &Path) {
    let text = std::fs::read_to_string(template).expect("the built template");
    let (full, basic) = ("    Default: Full\n", "    Default: Basic\n");
    assert_eq!(text.matches(full).count(), 1, "the default of Watching");
    std::fs::write(template, text.replace(full, basic)).expect("it is ours");
}

fn sam_deploy(aws: &LocalAws, template: &Path, stack: &str, region: &str, parameters: &[&str]) {
    let mut sam = Command::new(tool("sam", "sam"));
    sam.args(["deploy", "--stack-name", stack, "--region", region, "--template-file"]).arg(template);
    sam.args(["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset"]);
    if !parameters.is_empty() {
        sam.arg("--parameter-overrides").args(parameters);
    }
    local(&mut sam, aws, region);
    run(&mut sam, "sam deploy");
}

fn output(aws: &LocalAws, name: &str) -> String {
    let mut sam = Command::new(tool("sam", "sam"));
    sam.args(["list", "stack-outputs", "--stack-name", "sluice", "--region", HOME, "--output", "json"]);
    local(&mut sam, aws, HOME);
    let printed = run(&mut sam, "sam list stack-outputs");
    let outputs: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let output = outputs.as_array().into_iter().flatten().find(|output| output["OutputKey"] == name);
    output.and_then(|output| output["OutputValue"].as_str()).unwrap_or_else(|| panic!("no output {name}")).to_owned()
}

fn local(command: &mut Command, aws: &LocalAws, region: &str) {
    command
        .env("AWS_ENDPOINT_URL", &aws.endpoint)
        .env("AWS_ACCESS_KEY_ID", ACCOUNT)
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_DEFAULT_REGION", region)
        .env_remove("AWS_PROFILE");
}

fn run(command: &mut Command, name: &str) -> String {
    let output = command.current_dir(root()).env("SAM_CLI_TELEMETRY", "0").output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{name} fails:\n{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}
