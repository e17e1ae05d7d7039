//! The command line, as it is typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Redacts, forwards, archives and measures CloudWatch Logs: the rules of the Lambda functions, on this machine.
#[derive(Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "Examples:\n  sluice run events\n  sluice redact app.log > clean.log\n  sluice check --config sluice.yaml\n\nExit codes: 0 all conserved; 1 something was parked or rejected; 2 bad usage, configuration or input."
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Takes events, log files and folders of them the whole path, into a folder
    #[command(
        after_help = "Examples:\n  sluice run events                          a folder of sample events\n  sluice run --out /tmp/out app.log app.log.1.gz\n  kubectl logs web | sluice run --group /ecs/web --stream web -\n\nBelow --out: logs/<region>/<log group>/<stream>.jsonl, archive/, metrics/emf.jsonl, remediation/audit.jsonl, parked/,\naccount.json.\nA folder named `hostile` is passed over unless it is named itself."
    )]
    Run(RunArgs),
    /// Redacts lines: one out for each one in
    #[command(
        after_help = "Examples:\n  sluice redact app.log > clean.log\n  sluice redact --detectors secrets,-jwt app.log\n  echo 'mail alice@example.com' | sluice redact --explain"
    )]
    Redact(RedactArgs),
    /// Says whether a configuration is right, and what it does
    #[command(after_help = "Example:\n  sluice check --config sluice.yaml")]
    Check(CheckArgs),
    /// Shows what would be done about an alarm in a described world, and what each guard says
    #[command(
        after_help = "Example:\n  sluice remedy events/alarms/direct.json --config docs/sluice.full.yaml --world docs/world.json"
    )]
    Remedy(RemedyArgs),
    /// Packs lines or a readable batch into a subscription event
    #[command(
        after_help = "Example:\n  sluice pack --group /ecs/web app.log > event.json\n  sam local invoke RedactFunction -e event.json"
    )]
    Pack(PackArgs),
    /// Unpacks an event into its batches, one line of JSON each
    #[command(after_help = "Example:\n  sluice unpack events/aws/kinesis.json | jq .logEvents[].message")]
    Unpack(UnpackArgs),
}

#[derive(ClapArgs)]
pub struct RunArgs {
    /// Configuration [default: ./sluice.yaml where there is one, else the set `standard`]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder to write to; an earlier run's is replaced
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Described world in which alarms are decided about; without one every target is unknown
    #[arg(long, value_name = "FILE")]
    pub world: Option<PathBuf>,
    #[command(flatten)]
    pub names: Names,
    /// Events (.json), log files (.log, .txt, also .gz), folders of these, or - for lines on standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// The names that plain lines get.
#[derive(ClapArgs)]
pub struct Names {
    /// Log group of plain lines
    #[arg(long, value_name = "NAME", default_value = "local", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub group: String,
    /// Log stream of plain lines [default: the file's name]
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub stream: Option<String>,
}

#[derive(ClapArgs)]
pub struct RedactArgs {
    /// Configuration [default: ./sluice.yaml where there is one, else the set `standard`]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Detectors and sets (standard, secrets, eu, all, email_address, -ip_address, …) in place of the configuration's
    /// detectors, rules, fields and allow list; its action stays. docs/detectors.md names all
    #[arg(long, value_name = "NAMES", allow_hyphen_values = true)]
    pub detectors: Option<String>,
    /// Print where each finding is, as JSON lines, instead of the text
    #[arg(long)]
    pub explain: bool,
    /// File to read; - or nothing for standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: PathBuf,
}

#[derive(ClapArgs)]
pub struct CheckArgs {
    /// Configuration [default: ./sluice.yaml where there is one, else the built-in one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct RemedyArgs {
    /// Configuration [default: ./sluice.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Described world: {"now", "kill_switch", "services", "alarms", "incidents", ...}
    #[arg(long, value_name = "FILE")]
    pub world: Option<PathBuf>,
    /// An alarm as any route brings it (.json); - for standard input
    #[arg(value_name = "EVENT")]
    pub event: PathBuf,
}

#[derive(ClapArgs)]
pub struct PackArgs {
    #[command(flatten)]
    pub names: Names,
    /// Lines or a readable batch; - or nothing for standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: PathBuf,
}

#[derive(ClapArgs)]
pub struct UnpackArgs {
    /// An event, a payload or what was parked; - or nothing for standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: PathBuf,
}
