//! `sluice check`: is this configuration right, and what does it do?

use std::fmt::Write as _;
use std::io::Write as _;

use sluice_transform::config::{Config, DimensionValue, MetricValue, Scope};

use crate::args::CheckArgs;
use crate::configuration;
use crate::failure::{Failure, Outcome};

pub fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    let loaded = configuration::load(args.config.as_deref(), &configuration::settings()?)?;
    let name = loaded.file.map_or_else(|| "built-in configuration".to_owned(), |file| file.display().to_string());
    let text = format!("{name} is right. It\n{}", describe(&loaded.config));
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::stdout(&error))?;
    Ok(Outcome::Conserved)
}

fn describe(config: &Config) -> String {
    let mut text = String::new();
    let detectors: Vec<_> = config.redactor.detectors().collect();
    // Writing to a String does not fail.
    let _ = writeln!(
        text,
        "- redacts with the action `{}` what {} detectors find: {}",
        config.redactor.action().name(),
        detectors.len(),
        detectors.join(", ")
    );
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
    text
}

fn within(scope: &Scope) -> String {
    scope.globs().map_or_else(String::new, |globs| format!(" in log groups {}", globs.join(", ")))
}
