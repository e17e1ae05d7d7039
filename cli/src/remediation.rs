//! What is decided about alarms, in a described world or in none. Nothing is done: every decision is a dry run.

use std::path::Path;

use jiff::Timestamp;
use sluice_transform::alarm::{self, Alarm, AlarmError, Brought, Message, Moment};
use sluice_transform::remedy::{
    Decision, Incident, Observation, Record, Remediation, Target, World, decide, put_back, unmatched, verify,
};

use crate::failure::Failure;

/// The largest event that may bring an alarm: what Lambda takes at most.
const MAX_EVENT: usize = 6 << 20;

/// Reads a described world.
pub fn world(path: &Path) -> Result<World, Failure> {
    let json = std::fs::read_to_string(path).map_err(|error| Failure::io("cannot read", path, &error))?;
    World::parse(&json).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))
}

/// The messages of an event that brings alarms; `None` for any other.
pub fn alarms(text: &str) -> Option<Vec<Message>> {
    if text.len() > MAX_EVENT { None } else { alarm::read(text).ok() }
}

/// Decides about alarms.
pub struct Remediator {
    rules: Remediation,
    world: Option<World>,
    started: Moment,
}

impl Remediator {
    /// Without a world nothing can be read; then it is now.
    pub fn new(rules: Remediation, world: Option<World>, started: Timestamp) -> Self {
        Self { rules, world, started: Moment::from_second(started.as_second()) }
    }

    /// The records that a message leaves.
    pub fn records(&self, brought: Result<Brought, AlarmError>) -> Vec<Record> {
        match brought {
            Err(error) => vec![Record::unreadable(error, self.now())],
            Ok(Brought::Alarm(alarm)) => {
                let decided = Record::of(&alarm, &self.decide(&alarm), false);
                std::iter::once(decided).chain(self.became_well(&alarm)).collect()
            }
            Ok(Brought::Verify { incident, .. }) => {
                let incident = self.world.as_ref().and_then(|world| world.incident(&incident));
                incident.and_then(|incident| self.verified(incident)).into_iter().collect()
            }
        }
    }

    /// What is decided about an alarm.
    pub fn decide(&self, alarm: &Alarm) -> Decision {
        let Some(policy) = self.rules.policy_for(alarm) else { return unmatched(alarm, self.now()) };
        let seen = match &self.world {
            Some(world) => world.observe(alarm, policy),
            None => Observation::blind(self.now()),
        };
        decide(alarm, policy, &seen)
    }

    /// An alarm's OK brings what is open to verification at once, and what was changed for a while back.
    fn became_well(&self, alarm: &Alarm) -> Vec<Record> {
        let well = alarm.state == alarm::State::Ok;
        let target = self.rules.policy_for(alarm).and_then(|policy| policy.target.resolve(alarm));
        let (true, Some(world), Some(target)) = (well, &self.world, target) else { return Vec::new() };
        let seen = world.observe_target(&alarm.arn, Some(&target));
        let Some(ledger) = seen.ledger.get() else { return Vec::new() };
        let back = |incident: &Incident| {
            let seen = world.observe_target(&incident.alarm_arn, Some(&target));
            Record::of_put_back(incident, &put_back(incident, &seen), seen.now)
        };
        let verified = ledger.open_of(&alarm.arn).filter_map(|incident| self.verified(incident));
        verified.chain(ledger.to_put_back().into_iter().filter_map(back)).collect()
    }

    fn verified(&self, incident: &Incident) -> Option<Record> {
        let target: &Target = &incident.target;
        let seen = self.world.as_ref()?.observe_target(&incident.alarm_arn, Some(target));
        Record::of_verification(incident, &verify(incident, &seen), seen.now)
    }

    fn now(&self) -> Moment {
        self.world.as_ref().map_or(self.started, World::now)
    }
}
