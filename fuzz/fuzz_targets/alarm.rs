//! Events of any bytes that might bring an alarm: read or refused, never a panic; what is read can be decided about, and told in a
//! message that SNS takes and in which nobody else speaks for us.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sluice_transform::alarm::{self, Brought, Moment};
use sluice_transform::config::Config;
use sluice_transform::remedy::{Observation, Outcome, Record, Remediation, World, decide, message};

const RULES: &str = "version: 1\nremediate: { allow: [\"prod/*\"], policies: [{ alarm: \"*\", target: dimensions, \
                     ladder: [stop_task, restart, notify], mode: act }] }\n";

/// Compiled once: a configuration takes longer than what is done with an event.
static REMEDIATION: LazyLock<Remediation> = LazyLock::new(|| Config::parse(RULES).expect("rules").remediation);

fuzz_target!(|text: &str| {
    let _ = Moment::parse(text);
    let _ = World::parse(text);
    let Ok(messages) = alarm::read(text) else { return };
    for brought in messages.into_iter().filter_map(|message| message.brought.ok()) {
        let Brought::Alarm(alarm) = brought else { continue };
        let Some(policy) = REMEDIATION.policy_for(&alarm) else { continue };
        let decision = decide(&alarm, policy, &Observation::blind(Moment::from_second(0)));
        assert!(matches!(decision.outcome, Outcome::Refuse { .. }), "who sees nothing does nothing");
        let told = message(&Record::of(&alarm, &decision, true), &alarm, &str::to_owned);
        assert!(told.subject.len() <= 100);
        assert!(told.text.len() + told.attribute.len() < 100_000, "SNS takes no more than 262,144 bytes");
        let ours = told.text.lines().filter(|line| line.starts_with("Next: ")).count();
        assert_eq!(ours, 1, "what others wrote stays on its line");
    }
});
