//! Our templates, built and deployed by the SAM command line into a local AWS, as a user does into an account.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::built::{built, folder};
use crate::local_aws::{ACCOUNT, LocalAws, tool};
use crate::root;

/// The Region of the main stack.
pub const HOME: &str = "eu-west-1";
/// The Region that copies are forwarded to.
pub const CENTRAL: &str = "eu-central-1";
/// The main stack.
pub const STACK: &str = "sluice";
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

/// Deploys everything but remediation, by the rules at the repository's root: the central log group in one Region, then the
/// rest in another, behind a source group that is there already.
pub fn deploy(aws: &LocalAws) -> Deployment {
    deploy_central(aws);
    Application::new().deploy(aws, &[])
}

/// Makes the source group, and the central log group in its Region.
pub fn deploy_central(aws: &LocalAws) {
    aws.create_group(HOME, SOURCE);
    // A copy, away from the settings that a person's own `sam deploy --guided` may have saved.
    let folder = tempfile::tempdir().expect("a folder");
    let central = folder.path().join("central.yaml");
    std::fs::copy(root().join("central.yaml"), &central).expect("a copy");
    sam_deploy(aws, &central, "sluice-central", CENTRAL, &[]).expect("it is deployed");
}

/// Deletes the main stack, as a person does.
pub fn delete(aws: &LocalAws) {
    let mut sam = Command::new(tool("sam", "sam"));
    sam.args(["delete", "--stack-name", STACK, "--region", HOME, "--no-prompts"]);
    local(&mut sam, aws, HOME);
    succeeded(&mut sam, "sam delete");
}

/// The architecture of this machine, as templates call it.
pub fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" }
}

/// What `make build` makes of the programs that cargo built for this machine, in a folder of its own, for a test to change.
#[derive(Debug)]
pub struct Application {
    folder: TempDir,
}

impl Default for Application {
    fn default() -> Self {
        Self::new()
    }
}

impl Application {
    /// With the rules at the repository's root.
    pub fn new() -> Self {
        static BUILT: OnceLock<PathBuf> = OnceLock::new();
        let from = BUILT.get_or_init(|| {
            for package in PACKAGES {
                built(package);
            }
            build()
        });
        // Beside it, since programs are linked and not copied.
        let folder = tempfile::tempdir_in(folder()).expect("a folder");
        copy(from, folder.path());
        Self { folder }
    }

    /// The same with other rules.
    pub fn with_rules(rules: &str) -> Self {
        let this = Self::new();
        for function in
            std::fs::read_dir(this.folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            let packed = function.join("sluice.yaml");
            if packed.is_file() {
                std::fs::write(packed, rules).expect("the rules are packed beside the program");
            }
        }
        this
    }

    /// Where its template is.
    pub fn template(&self) -> PathBuf {
        self.folder.path().join("template.yaml")
    }

    /// Deploys it, or updates what is deployed. Parameters that are not given are what they were, or have their defaults.
    pub fn deploy(&self, aws: &LocalAws, parameters: &[&str]) -> Deployment {
        self.try_deploy(aws, parameters).unwrap_or_else(|printed| panic!("{printed}\n{}", aws.log()));
        Deployment { archive_bucket: output(aws, "ArchiveBucket"), parked_bucket: output(aws, "ParkedBucket") }
    }

    /// The same, where it may fail.
    ///
    /// # Errors
    /// What the SAM command line printed.
    pub fn try_deploy(&self, aws: &LocalAws, parameters: &[&str]) -> Result<(), String> {
        let (source, region) = (format!("SourceLogGroup={SOURCE}"), format!("DestinationRegion={CENTRAL}"));
        // Of what CloudFormation makes, the local AWS lacks some.
        let mut all = vec![source.as_str(), &region, "Watching=Basic"];
        all.extend(parameters);
        sam_deploy(aws, &self.template(), STACK, HOME, &all)
    }
}

/// Copies a folder; programs are linked.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&to).expect("a folder");
            copy(&entry.path(), &to);
        } else if entry.file_name() == "bootstrap" {
            std::fs::hard_link(entry.path(), &to).expect("a link");
        } else {
            std::fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}

/// `make build`, which packs the programs of this profile.
fn build() -> PathBuf {
    let out = folder().join("sam");
    let mut make = Command::new("make");
    make.args(["--silent", "build"])
        .arg(format!("ARCH={}", architecture()))
        .arg(format!("BUILD_DIR={}", out.display()));
    make.env("SLUICE_BINARIES", folder());
    succeeded(&mut make, "make build");
    by_defaults(&out.join("template.yaml"));
    out
}

/// The local AWS expands SAM templates by the defaults of their parameters, whatever a deployment gives: what it lacks, and SAM
/// makes, has to be left out by default.
fn by_defaults(template: &Path) {
    let text = std::fs::read_to_string(template).expect("the built template");
    let (full, basic) = ("    Default: Full\n", "    Default: Basic\n");
    assert_eq!(text.matches(full).count(), 1, "the default of Watching");
    std::fs::write(template, text.replace(full, basic)).expect("it is ours");
}

fn sam_deploy(aws: &LocalAws, template: &Path, stack: &str, region: &str, parameters: &[&str]) -> Result<(), String> {
    let mut sam = Command::new(tool("sam", "sam"));
    sam.args(["deploy", "--stack-name", stack, "--region", region, "--template-file"]).arg(template);
    sam.args(["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset"]);
    if !parameters.is_empty() {
        sam.arg("--parameter-overrides").args(parameters);
    }
    local(&mut sam, aws, region);
    let output = run(&mut sam);
    if output.status.success() { Ok(()) } else { Err(printed(&output)) }
}

/// An output of the main stack.
pub fn output(aws: &LocalAws, name: &str) -> String {
    let stack = aws.stack(STACK).expect("it is deployed");
    stack.outputs.get(name).unwrap_or_else(|| panic!("no output {name}")).clone()
}

fn local(command: &mut Command, aws: &LocalAws, region: &str) {
    command
        .env("AWS_ENDPOINT_URL", &aws.endpoint)
        .env("AWS_ACCESS_KEY_ID", ACCOUNT)
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_DEFAULT_REGION", region)
        .env_remove("AWS_PROFILE");
}

fn run(command: &mut Command) -> Output {
    command.current_dir(root()).env("SAM_CLI_TELEMETRY", "0").output().expect("it runs")
}

fn succeeded(command: &mut Command, name: &str) -> String {
    let output = run(command);
    assert!(output.status.success(), "{name} fails:\n{}", printed(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}\n{}", text(&output.stdout), text(&output.stderr))
}
