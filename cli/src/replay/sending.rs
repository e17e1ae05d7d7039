//! The loop: object after object, batch after batch, call after call, with the checkpoint behind each.

use std::io::Write;
use std::time::{Duration, Instant};

use aws_config::SdkConfig;
use serde_json::json;
use sluice_transform::config::Config;
use sluice_transform::replay::{Batch, Contents, Kind, Pace, Selection, read};
use sluice_transform::settings::Settings;

use super::aws;
use super::checkpoint::{Checkpoint, Job, Progress};
use super::source::{Source, bucket};
use super::target::{Function, Group, Sent, calls, clean, stream};
use crate::args::ReplayArgs;
use crate::configuration;
use crate::failure::{Failure, Outcome, complain, tell};
use crate::progress;

/// CloudWatch Logs takes no event that is older.
const OLDEST: i64 = 14 * 24 * 60 * 60 * 1000;

/// Where events go.
enum Target {
    Function(Function),
    Group {
        group: Group,
        config: Box<Config>,
    },
    /// Nowhere: what would be sent is printed.
    Paper {
        group: Option<String>,
    },
}

/// What was done, for the person.
#[derive(Default)]
struct Totals {
    sent: Sent,
    objects: u64,
    unreadable: u64,
    quarantined: u64,
    too_old: u64,
}

struct Replay<'a> {
    args: &'a ReplayArgs,
    source: Source,
    target: Target,
    checkpoint: Checkpoint,
    settings: Settings,
    selection: Selection,
    region: String,
    pace: Pace,
    started: Instant,
    totals: Totals,
}

/// Sends what is chosen.
pub async fn send(args: &ReplayArgs) -> Result<Outcome, Failure> {
    let settings = configuration::settings()?;
    let job = Job {
        version: 1,
        source: args.source.clone(),
        to: match (&args.function, &args.group) {
            (Some(function), _) => format!("function {function}"),
            (None, group) => format!("log group {}", group.as_deref().unwrap_or_default()),
        },
        from_time: args.from,
        to_time: args.to,
        log_groups: args.log_groups.clone(),
        quarantine: args.quarantine,
    };
    // What is wrong with the rules is told before anything is done.
    let config = match args.group {
        Some(_) => Some(configuration::find(args.config.as_deref(), &settings)?.compile(&settings)?),
        None => None,
    };
    let needs_aws = !args.dry_run || bucket(&args.source).is_some();
    let sdk = if needs_aws { Some(aws::config().await?) } else { None };
    let region = sdk.as_ref().and_then(SdkConfig::region).map_or_else(|| "local".to_owned(), ToString::to_string);
    let target = match (&sdk, &args.function, &args.group, config) {
        (Some(sdk), Some(name), _, _) if !args.dry_run => Target::Function(Function::new(sdk, name)),
        (Some(sdk), _, Some(name), Some(config)) if !args.dry_run => {
            Target::Group { group: Group::new(sdk, name), config: Box::new(config) }
        }
        _ => Target::Paper { group: args.group.clone() },
    };
    let path = args.checkpoint.clone().unwrap_or_else(|| job.file_name());
    let source = Source::open(&args.source, sdk.as_ref())?;
    let objects = source.list().await?;
    let mut replay = Replay {
        args,
        source,
        target,
        checkpoint: Checkpoint::open(path, &job, !args.dry_run)?,
        settings,
        selection: Selection { from: args.from, to: args.to, log_groups: args.log_groups.clone() },
        region,
        pace: Pace::new(args.rate),
        started: Instant::now(),
        totals: Totals::default(),
    };
    let before = replay.checkpoint.done();
    if before > 0 {
        tell(format_args!("going on from {}: {before} objects are done\n", replay.checkpoint.path().display()));
    }
    let done = replay.all(&objects).await;
    replay.report(done.is_ok());
    done.map(|()| replay.outcome())
}

impl Replay<'_> {
    async fn all(&mut self, objects: &[String]) -> Result<(), Failure> {
        let chosen: Vec<(&String, Kind)> = objects
            .iter()
            .filter_map(|object| Some((object, Kind::of(object)?)))
            .filter(|(object, _)| self.selection.may_take(object))
            .collect();
        let bar = progress::objects(chosen.len() as u64);
        for (object, kind) in chosen {
            bar.set_message(format!("{} events sent", self.totals.sent.taken));
            if kind == Kind::Quarantine && !self.args.quarantine {
                self.totals.quarantined += 1;
            } else if let Progress::Next(next) = self.checkpoint.of(object) {
                self.object(object, kind, next).await?;
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    async fn object(&mut self, name: &str, kind: Kind, next: u64) -> Result<(), Failure> {
        let object = self.source.read(name).await?;
        let region = object.region.as_deref().unwrap_or(&self.region);
        let contents = match read(kind, &object.bytes, region, &self.settings, &self.selection, next) {
            Ok(contents) => contents,
            Err(error) => {
                self.totals.unreadable += 1;
                complain(format!("{name}: {error}"));
                return Ok(());
            }
        };
        let Contents { batches, unreadable, reason } = contents;
        for batch in &batches {
            self.batch(name, batch).await?;
        }
        self.totals.objects += u64::from(!batches.is_empty());
        if unreadable > 0 {
            self.totals.unreadable += unreadable;
            complain(format!("{name}: {unreadable} events or payloads cannot be read: {}", reason.unwrap_or_default()));
            // What could not be read is looked at again next time; what was sent is not sent again.
            return Ok(());
        }
        self.checkpoint.set(name, Progress::Done)
    }

    async fn batch(&mut self, name: &str, batch: &Batch) -> Result<(), Failure> {
        match &self.target {
            Target::Function(function) => {
                for share in batch.shares(self.pace.most()) {
                    wait(&self.pace, self.started).await;
                    function.invoke(&share).await?;
                    self.pace.count(share.events);
                    self.totals.sent.taken += share.events as u64;
                    self.checkpoint.set(name, Progress::Next(share.next))?;
                }
            }
            Target::Group { group, config } => {
                let clean = clean(config, batch);
                self.totals.sent.filtered += clean.filtered.len() as u64;
                let calls = calls(&clean, self.pace.most());
                for (at, call) in calls.iter().enumerate() {
                    wait(&self.pace, self.started).await;
                    let answers = group.put(&batch.origin, call).await?;
                    self.pace.count(call.len());
                    // Of an event in parts, the parts that the next call has are not sent yet.
                    let after = calls.get(at + 1).and_then(|call| call.first()).map(|event| event.event);
                    let whole = answers.into_iter().filter(|(event, _)| Some(*event) != after);
                    for (_, refused) in whole {
                        match refused {
                            None => self.totals.sent.taken += 1,
                            Some(reason) => *self.totals.sent.refused.entry(reason).or_default() += 1,
                        }
                    }
                    let next = after.and_then(|event| batch.numbers.get(event).copied()).unwrap_or_else(|| batch.end());
                    self.checkpoint.set(name, Progress::Next(next))?;
                }
            }
            Target::Paper { group } => {
                self.totals.sent.taken += batch.numbers.len() as u64;
                let now = jiff::Timestamp::now().as_millisecond();
                let old = batch.batch.log_events.iter().filter(|event| event.timestamp < now - OLDEST).count();
                self.totals.too_old += if group.is_some() { old as u64 } else { 0 };
                print(name, batch, group.as_deref())?;
            }
        }
        Ok(())
    }

    fn outcome(&self) -> Outcome {
        let Totals { sent, unreadable, .. } = &self.totals;
        if *unreadable > 0 || !sent.refused.is_empty() { Outcome::SetAside } else { Outcome::Conserved }
    }

    fn report(&self, whole: bool) {
        let Totals { sent, objects, unreadable, quarantined, too_old } = &self.totals;
        let dry = self.args.dry_run;
        tell(format_args!("{} {} events of {objects} objects\n", if dry { "would send" } else { "sent" }, sent.taken));
        let note = |count: u64, what: &str| {
            if count > 0 {
                tell(format_args!("{count} {what}\n"));
            }
        };
        note(sent.filtered, "events that the rules drop");
        note(*unreadable, "events, payloads or objects could not be read, and were not sent");
        note(*quarantined, "quarantined objects are left out; --quarantine takes them, too");
        note(*too_old, "events are older than the 14 days that CloudWatch Logs takes");
        for (reason, count) in &sent.refused {
            note(*count, &format!("events refused by CloudWatch Logs, and not restamped: {reason}"));
        }
        if dry {
            return;
        }
        let file = self.checkpoint.path().display();
        if whole {
            tell(format_args!("{file} says what was sent; without it, the same command sends everything again\n"));
        } else {
            tell(format_args!("the same command goes on where this one stopped, by {file}\n"));
        }
    }
}

async fn wait(pace: &Pace, started: Instant) {
    let pause = pace.pause(started.elapsed());
    if pause > Duration::ZERO {
        tokio::time::sleep(pause).await;
    }
}

/// One line of JSON: what a batch holds and where it would go, never its messages.
fn print(name: &str, batch: &Batch, group: Option<&str>) -> Result<(), Failure> {
    let time = |at: Option<&sluice_transform::batch::LogEvent<'_>>| {
        at.and_then(|event| jiff::Timestamp::from_millisecond(event.timestamp).ok()).map(|time| time.to_string())
    };
    let events = &batch.batch.log_events;
    let origin = &batch.origin;
    let mut line = json!({
        "object": name, "account": origin.account, "region": origin.region, "log_group": origin.log_group,
        "log_stream": origin.log_stream, "events": events.len(), "first": time(events.first()), "last": time(events.last()),
    });
    if let Some(group) = group {
        line["to"] = json!({ "log_group": group, "log_stream": stream(origin) });
    }
    writeln!(std::io::stdout(), "{line}").map_err(|error| Failure::stdout(&error))
}
