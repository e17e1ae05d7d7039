//! `sluice check`: is this configuration right, and what does it do? Does this template connect the functions in a circle?

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use sluice_transform::config::{Config, DimensionValue, MetricValue, Scope};
use sluice_transform::redact::{self, FieldPattern, Kept, Subject};
use sluice_transform::remedy::{Action, Mode, Remediation, TargetRule};
use sluice_transform::settings::KeySetting;
use sluice_transform::wiring;

use crate::args::CheckArgs;
use crate::configuration;
use crate::failure::{Failure, Outcome};

pub fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    let settings = configuration::settings()?;
    let found = configuration::find(args.config.as_deref(), &settings)?;
    let name =
        found.file.as_ref().map_or_else(|| "built-in configuration".to_owned(), |file| file.display().to_string());
    let keys = found.key_ids();
    // What is right need not run here: the keys may be where it does. Those that are here have to be right.
    let here = settings.pseudonym_key.as_ref().is_some_and(|key| key.secret_arn().is_none());
    let config = if here { found.compile(&settings)? } else { found.check()? };
    let mut text = format!("{name} is right. It\n{}", describe(&config));
    if !keys.is_empty() {
        let missing = if here { "" } else { ", which does not hold them here" };
        // Writing to a String does not fail.
        let _ = writeln!(text, "- starts only with the keys of {}{missing}: {}", KeySetting::VARIABLE, keys.join(", "));
    }
    if let Some(file) = &args.template {
        text.push_str(&template(file)?);
    }
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::stdout(&error))?;
    Ok(Outcome::Conserved)
}

/// What a template connects; a circle is a mistake.
fn template(file: &Path) -> Result<String, Failure> {
    let yaml = std::fs::read_to_string(file).map_err(|error| Failure::io("cannot read", file, &error))?;
    let name = file.display();
    let report = wiring::check(&yaml).map_err(|error| Failure::Message(format!("{name}:{error}")))?;
    if !report.circles.is_empty() {
        let circles: Vec<_> = report.circles.iter().map(|circle| format!("{name}:{circle}")).collect();
        return Err(Failure::Message(circles.join("\nsluice: ")));
    }
    if report.paths.is_empty() {
        return Ok(format!("{name} is right: it lets no function read a log group\n"));
    }
    let mut text = format!("{name} is right: nothing that a function writes comes back to it\n");
    // Writing to a String does not fail.
    for path in &report.paths {
        let _ = writeln!(text, "- {path}");
    }
    if !report.unknown.is_empty() {
        let names: Vec<_> = report.unknown.into_iter().collect();
        let _ = writeln!(text, "Only a deployment knows {}; the functions refuse what comes back.", names.join(", "));
    }
    Ok(text)
}

fn describe(config: &Config) -> String {
    let mut text = String::new();
    let detectors: Vec<_> = config.redactor.detectors().collect();
    // Writing to a String does not fail.
    let _ = writeln!(
        text,
        "- redacts with the action {} what {} detectors find: {}",
        action(config.redactor.action()),
        detectors.len(),
        config.redactor.selected()
    );
    let rules = config.redactor.rules();
    for rule in &rules.fields {
        let done = rule.action.as_ref().unwrap_or(&rules.action);
        let named = paths(&rule.patterns);
        let _ = writeln!(text, "- redacts with the action {} the fields {named}{}", action(done), within(&rule.scope));
    }
    if !rules.keep.is_empty() {
        let done = action(&rules.action);
        let _ = writeln!(text, "- redacts with the action {done} all that is not in the fields {}", paths(&rules.keep));
    }
    for rule in &rules.rules {
        let done = rule.action.as_ref().unwrap_or(&rules.action);
        let found = match &rule.subject {
            Subject::BuiltIn(_) => rule.detector().to_owned(),
            Subject::Own(own) => format!("{} (your own: {own})", rule.detector()),
        };
        let _ = writeln!(text, "- redacts with the action {} what {found} finds{}", action(done), within(&rule.scope));
    }
    if !rules.allow.is_empty() {
        let _ = writeln!(text, "- leaves as they are {}", rules.allow);
    }
    if config.filters.is_empty() {
        let _ = writeln!(text, "- drops nothing");
    }
    for rule in &config.filters {
        let _ = writeln!(text, "- drops events that match {}{}", rule.source, within(&rule.scope));
    }
    let prefix = if config.archive_prefix.is_empty() { "the bucket's root" } else { &config.archive_prefix };
    let _ = writeln!(text, "- archives as gzip'd JSON lines below {prefix}");
    if config.metrics.is_empty() {
        let _ = writeln!(text, "- measures nothing");
    }
    for rule in &config.metrics {
        let value = match &rule.value {
            MetricValue::Constant(value) => value.to_string(),
            MetricValue::Field(_) => "a field of the event".to_owned(),
        };
        let by: Vec<_> = rule
            .dimensions
            .iter()
            .map(|(name, value)| match value {
                DimensionValue::Constant(value) => format!("{name}={value}"),
                DimensionValue::Field(_) => name.clone(),
            })
            .collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
        let _ = writeln!(
            text,
            "- measures {}/{} ({}, {value} an event){by}{}",
            rule.namespace,
            rule.name,
            rule.unit,
            within(&rule.scope)
        );
    }
    text.push_str(&remediation(&config.remediation));
    // Last, since it may be long.
    let _ = writeln!(text, "The detectors are {}", detectors.join(", "));
    text
}

/// What is done about alarms. What could never be done is an error before this.
fn remediation(remediation: &Remediation) -> String {
    let mut text = String::new();
    for policy in &remediation.policies {
        let target = match &policy.target {
            TargetRule::Named(target) => target.to_string(),
            TargetRule::Dimensions => format!("the service of its dimensions, if it is {}", policy.allow.join(" or ")),
        };
        let ladder: Vec<_> = policy.ladder.iter().map(Action::name).collect();
        let mode = match policy.mode {
            Mode::Act => "acts",
            Mode::DryRun => "would act (dry run)",
        };
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "- {mode} on {target} when {} fires: {}; at most {} an hour, and {} of the stack",
            policy.alarms.join(" or "),
            ladder.join(", then "),
            policy.target_per_hour,
            policy.stack_per_hour
        );
    }
    if text.is_empty() { "- does nothing about alarms\n".to_owned() } else { text }
}

/// An action and what it keeps, writes or needs.
fn action(action: &redact::Action) -> String {
    let name = action.name();
    match action {
        redact::Action::Mask(Kept { first: 0, last: 0 }) => format!("`{name}`"),
        redact::Action::Mask(Kept { first, last: 0 }) => format!("`{name}` (the first {first} stay)"),
        redact::Action::Mask(Kept { first: 0, last }) => format!("`{name}` (the last {last} stay)"),
        redact::Action::Mask(Kept { first, last }) => format!("`{name}` (the first {first} and the last {last} stay)"),
        redact::Action::Replace(with) => format!("`{name}` (with {with:?})"),
        redact::Action::Pseudonym(key) => format!("`{name}` (with the key {})", key.id()),
        redact::Action::Label | redact::Action::Remove | redact::Action::Hash | redact::Action::Generalise => {
            format!("`{name}`")
        }
    }
}

fn paths(patterns: &[FieldPattern]) -> String {
    patterns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn within(scope: &Scope) -> String {
    scope.globs().map_or_else(String::new, |globs| format!(" in log groups {}", globs.join(", ")))
}
