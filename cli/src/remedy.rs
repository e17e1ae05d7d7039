//! `sluice remedy`: what would be done about an alarm, and what each guard says about it.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::Path;

use jiff::Timestamp;
use sluice_transform::alarm::{self, Alarm, Brought};
use sluice_transform::remedy::{Decision, Finding, Record};

use crate::args::RemedyArgs;
use crate::configuration;
use crate::failure::{Failure, Outcome, complain};
use crate::input;
use crate::remediation::{self, Remediator};

pub fn remedy(args: &RemedyArgs) -> Result<Outcome, Failure> {
    let settings = configuration::settings()?;
    // Nothing is redacted here, so that the keys of pseudonyms need not be.
    let config = configuration::find(args.config.as_deref(), &settings)?.check()?;
    let world = args.world.as_deref().map(remediation::world).transpose()?;
    let remediator = Remediator::new(config.remediation, world, Timestamp::now());
    let place = args.event.display();
    let text = read(&args.event)?;
    let messages = alarm::read(&text).map_err(|error| Failure::Message(format!("{place}: {error}")))?;
    let mut outcome = Outcome::Conserved;
    let mut out = String::new();
    for message in messages {
        match message.brought {
            Ok(Brought::Alarm(alarm)) => describe(&alarm, &remediator.decide(&alarm), &mut out),
            brought => {
                if let Err(error) = &brought {
                    complain(format!("{place}: {error}"));
                    outcome = Outcome::SetAside;
                }
                for record in remediator.records(brought) {
                    out.push_str(&format!("{}: {}\n", record.verdict.name(), record.reason));
                }
            }
        }
    }
    std::io::stdout().write_all(out.as_bytes()).map_err(|error| Failure::stdout(&error))?;
    Ok(outcome)
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let mut input = std::io::stdin().lock().take(input::MAX_EVENT_FILE);
        input.read_to_end(&mut bytes).map_err(|error| Failure::io("cannot read", path, &error))?;
        bytes
    } else {
        input::read_events(path)?
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The guards as a table, and what follows from them.
fn describe(alarm: &Alarm, decision: &Decision, out: &mut String) {
    let record = Record::of(alarm, decision, false);
    let target = decision.target.as_ref().map_or_else(|| "no target".to_owned(), ToString::to_string);
    let plain = |text: &str| text.escape_debug().to_string();
    // Writing to a String does not fail.
    let _ = writeln!(out, "{} ({}) on {target}", plain(&alarm.name), alarm.state.name());
    if decision.rung > 0 {
        let _ = writeln!(out, "rung {}: {}\n", decision.rung, decision.action);
    }
    for row in &decision.guards {
        let said = match row.finding {
            Finding::Passed => "passed",
            Finding::Refused => "REFUSED",
            Finding::Unreadable => "UNREADABLE",
            Finding::DryRun => "DRY RUN",
            Finding::NotAsked => "not asked",
        };
        let inputs: Vec<String> = row.inputs.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
        let line = format!("{} {:<9}{said:<12}{}", row.guard.number(), row.guard.name(), inputs.join("  "));
        let _ = writeln!(out, "{}", line.trim_end());
        if !row.reason.is_empty() {
            let _ = writeln!(out, "{:<11}{}", "", plain(&row.reason));
        }
    }
    let _ = writeln!(out, "\n{}: {}\nincident {}", record.verdict.name(), plain(&record.reason), decision.incident);
}
