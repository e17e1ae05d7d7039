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
    /// Says whether a configuration, and a template, are right, and what they do
    #[command(
        after_help = "Examples:\n  sluice check --config sluice.yaml\n  sluice check --template template.yaml       also whether what a function writes could come back to it\n\nOf a template, parameters count by their defaults; what only a deployment knows is taken for no other log group."
    )]
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
    #[command(
        after_help = "Examples:\n  sluice unpack events/aws/kinesis.json | jq .logEvents[].message\n  sluice unpack quarantine/redact/2026/11/20/4f0c….raw"
    )]
    Unpack(UnpackArgs),
    /// Sends parked or archived objects again, through a function or into a log group
    #[command(
        after_help = "Examples:\n  sluice replay --function sluice-forward s3://PARKED/retry/forward/\n  sluice replay --group /restored --from 2026-11-20 --to 2026-11-21 --log-group '/ecs/*' s3://ARCHIVE/logs/\n  sluice replay --group /restored --rate 500 --dry-run out/archive\n\nRead are archive rows (.jsonl.gz), parked events (.json) and, with --quarantine, what could not be read (.raw). Into a log\ngroup events go through the rules again, and in streams named <account>/<region>/<log group>/<stream>; CloudWatch Logs\nrefuses events older than 14 days. Stopped at any time, the same command goes on where it was: the checkpoint says what is\nsent. What was under way just then may come twice. AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL count as everywhere."
    )]
    Replay(ReplayArgs),
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
    /// CloudFormation or SAM template, whose subscriptions must lead nothing back to where it came from
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
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

#[derive(ClapArgs)]
#[command(group(clap::ArgGroup::new("target").required(true).args(["function", "group"])))]
#[cfg_attr(not(feature = "aws"), allow(dead_code, reason = "only who sends reads what is sent"))]
pub struct ReplayArgs {
    /// The Lambda function that takes the events: its name or ARN
    #[arg(long, value_name = "NAME")]
    pub function: Option<String>,
    /// The log group that the events are written to; it exists
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Configuration, with which events are redacted again on their way into a log group [default: ./sluice.yaml where there
    /// is one, else the built-in one]
    #[arg(long, value_name = "FILE", conflicts_with = "function")]
    pub config: Option<PathBuf>,
    /// Only events from this time on: 2026-11-20, 2026-11-20T13:00, 2026-11-20T13:00:00Z; UTC unless it says otherwise
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub from: Option<i64>,
    /// Only events before this time
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub to: Option<i64>,
    /// Only events born in log groups that match, such as '/ecs/*'; several times for several
    #[arg(long = "log-group", value_name = "GLOB")]
    pub log_groups: Vec<String>,
    /// At most so many events a second
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: Option<u32>,
    /// Take quarantined objects too, where they can be read now
    #[arg(long)]
    pub quarantine: bool,
    /// Print what would be sent, as JSON lines, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Where it is kept what is sent [default: sluice-replay-HASH.jsonl, the same for the same job]
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
    /// A folder, a file, or s3://BUCKET/PREFIX
    #[arg(value_name = "SOURCE")]
    pub source: String,
}

/// A point in time, in milliseconds since the Unix epoch.
fn instant(text: &str) -> Result<i64, String> {
    let zoned = text.parse::<jiff::Timestamp>().ok();
    let time = zoned.or_else(|| {
        let time = text.parse::<jiff::civil::DateTime>().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(time).ok()
    });
    time.map(jiff::Timestamp::as_millisecond).ok_or_else(|| "write 2026-11-20 or 2026-11-20T13:00:00Z".to_owned())
}
