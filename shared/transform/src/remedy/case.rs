//! What a decision is about: an alarm, its policy, what is seen, and the rung that follows from these.

use super::incident::{Incident, Stage, id};
use super::observation::Observation;
use super::policy::{Action, Policy, Target};
use crate::alarm::{Alarm, Moment, Route};

/// One question: may this rung be taken for this alarm now?
pub(super) struct Case<'a> {
    pub alarm: &'a Alarm,
    pub policy: &'a Policy,
    pub seen: &'a Observation,
    /// The transition that it is about.
    pub since: Option<Moment>,
    /// What would be acted on; `None` where it cannot be told.
    pub target: Option<Target>,
    /// Which rung, from 1.
    pub rung: u32,
    /// What that rung does.
    pub action: &'a Action,
    /// The incident's id.
    pub id: String,
    /// The rung before this one, where there was one.
    pub earlier: Option<&'a Incident>,
}

impl<'a> Case<'a> {
    /// The case that an alarm makes. Its rung is the first that was not taken without success: whoever asks, and however
    /// often, climbs the same ladder, and no rung is taken twice.
    pub fn new(alarm: &'a Alarm, policy: &'a Policy, seen: &'a Observation) -> Self {
        // A person need not know when the alarm turned; then it is the turn that can be seen.
        let turned = seen.alarm.get().and_then(|alarm| alarm.transitioned);
        let since = alarm.since.or(turned.filter(|_| alarm.route == Route::Manual));
        let target = policy.target.resolve(alarm);
        let mut earlier = None;
        let mut rungs = (1..).zip(&policy.ladder);
        let (mut rung, mut action) = rungs.next().unwrap_or((1, &Action::Notify));
        loop {
            let id = id(&alarm.arn, since, target.as_ref(), rung);
            let taken = seen.ledger.get().and_then(|ledger| ledger.incident(&id));
            match (taken, rungs.next()) {
                (Some(incident), Some(next)) if incident.stage == Stage::Unhelpful => {
                    (earlier, (rung, action)) = (Some(incident), next);
                }
                _ => return Self { alarm, policy, seen, since, target, rung, action, id, earlier },
            }
        }
    }

    /// A claim of this very rung that somebody let expire.
    pub fn abandoned(&self) -> Option<&'a Incident> {
        let incident = self.seen.ledger.get()?.incident(&self.id)?;
        (incident.stage == Stage::Claimed && incident.claim_until <= self.seen.time()).then_some(incident)
    }

    /// Whether this very rung was taken, or is about to be, and its end is seen to by whoever took it.
    pub fn is_taken(&self) -> bool {
        let taken = self.seen.ledger.get().and_then(|ledger| ledger.incident(&self.id));
        taken.is_some() && self.abandoned().is_none()
    }
}
