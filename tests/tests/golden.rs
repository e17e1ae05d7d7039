//! Golden files: what becomes of every sample event. A new file in `events/` is a new case.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;

use sluice_tests::{files, root};
use sluice_transform::alarm::{self, Brought, Message};
use sluice_transform::batch::LogBatch;
use sluice_transform::codec;
use sluice_transform::config::{Config, Draft};
use sluice_transform::envelope;
use sluice_transform::plan::{Circumstances, Function, prepare};
use sluice_transform::remedy::{Record, World, decide};
use sluice_transform::settings::Settings;

/// Longer messages are shown by their ends.
const SHOWN: usize = 2000;

fn describe(batch: &LogBatch<'_>, region: Option<&str>, config: &Config, out: &mut String) {
    let settings = Settings::default();
    let own = batch.region();
    let region = own.as_deref().or(region).unwrap_or("local");
    let circumstances = Circumstances {
        region,
        settings: &settings,
        received_at: 1_795_300_000_000,
        by_answer: false,
        redriven: false,
    };
    let prepared = prepare(config, batch, &circumstances);
    writeln!(out, "{} {} {:?}", batch.log_group, batch.log_stream, prepared.findings()).unwrap();
    for function in Function::ALL {
        let plan = prepared.plan(function, config, &circumstances);
        if let Some(delivery) = &plan.delivery {
            writeln!(out, "{}: {} {} {}", function.name(), delivery.region, delivery.log_group, delivery.log_stream)
                .unwrap();
            if function == Function::Redact {
                for put in delivery.calls.iter().flatten() {
                    let message = put.message;
                    let tail = message.floor_char_boundary(message.len().saturating_sub(300));
                    let shown = if message.len() > SHOWN { &message[tail..] } else { message };
                    writeln!(out, "  {} {shown:?}", put.timestamp).unwrap();
                }
            }
        }
        plan.objects.iter().for_each(|o| writeln!(out, "archive: {} ({} events)", o.key, o.events.len()).unwrap());
        plan.documents.iter().for_each(|d| writeln!(out, "metrics: {d}").unwrap());
        plan.parked.iter().for_each(|p| writeln!(out, "parked: {} {:?}", p.key, p.metadata).unwrap());
    }
}

/// An alarm as it is read, and what the full example decides about it in the example of a world.
fn describe_alarm(message: Message, out: &mut String) {
    let id = message.id.unwrap_or_default();
    match message.brought {
        Ok(Brought::Alarm(alarm)) => {
            let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
            let rules = Draft::read(&read("docs/sluice.full.yaml")).unwrap().check().unwrap().remediation;
            let world = World::parse(&read("docs/world.json")).unwrap();
            let policy = rules.policy_for(&alarm).unwrap();
            let decision = decide(&alarm, policy, &world.observe(&alarm, policy));
            let record = Record::of(&alarm, &decision, true);
            writeln!(out, "{id} {}", serde_json::to_string(&alarm).unwrap()).unwrap();
            writeln!(out, "{} {}: {}", record.verdict.name(), record.action, record.reason).unwrap();
        }
        Ok(reminder) => writeln!(out, "{id} {reminder:?}").unwrap(),
        Err(error) => writeln!(out, "{id} refused: {error}").unwrap(),
    }
}

#[test]
fn every_sample_event() {
    let config = Config::parse(&std::fs::read_to_string(root().join("sluice.yaml")).unwrap()).unwrap();
    insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, bytes) in files(&root().join("events")) {
            if !name.ends_with(".json") {
                continue;
            }
            let mut out = String::new();
            let text = String::from_utf8_lossy(&bytes);
            if let Ok(messages) = alarm::read(&text) {
                messages.into_iter().for_each(|message| describe_alarm(message, &mut out));
                insta::assert_snapshot!(name.trim_end_matches(".json").replace('/', "-"), out);
                continue;
            }
            match envelope::parse(&text) {
                Err(error) => writeln!(out, "refused: {error}").unwrap(),
                Ok(envelope) => {
                    for record in envelope.records {
                        writeln!(out, "{:?} {:?}", envelope.source, record.id).unwrap();
                        let json = codec::json_of(&record.payload, codec::DEFAULT_CAP);
                        match json.as_ref().map_err(|error| *error).and_then(|json| codec::read(json)) {
                            Ok(batch) => describe(&batch, record.region.as_deref(), &config, &mut out),
                            Err(error) => writeln!(out, "unreadable: {error}").unwrap(),
                        }
                    }
                }
            }
            insta::assert_snapshot!(name.trim_end_matches(".json").replace('/', "-"), out);
        }
    });
}
