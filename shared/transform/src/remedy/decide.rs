//! An alarm, its policy and what is seen: what is to be done.
//!
//! Deciding changes nothing. What is to be done is scheduled for verification, stored and spent before it is carried out, in
//! that order, by whoever holds the [`Decision`]; a claim may be lost to another, and then nothing is done.

use super::case::Case;
use super::effect::{Effect, Standing, task_named};
use super::guard::{self, Guard, Row};
use super::incident::{CLAIM, Incident, Stage, id};
use super::observation::Observation;
use super::policy::{Action, Policy, Target};
use crate::alarm::{Alarm, Moment, State};

/// What was decided about an alarm, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The incident's id.
    pub incident: String,
    /// What would be acted on.
    pub target: Option<Target>,
    /// Which rung, from 1; 0 where no policy names the alarm.
    pub rung: u32,
    /// What that rung does; empty where no policy names the alarm.
    pub action: &'static str,
    /// What each guard said, in their order.
    pub guards: Vec<Row>,
    /// What is to be done.
    pub outcome: Outcome,
    /// When it was decided.
    pub at: Moment,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Act.
    Act(Box<Act>),
    /// An expired claim turned out to have been carried out: record the incident as it is here, and verify it later.
    Resume(Box<Incident>),
    /// Only record what would have been done.
    DryRun(Effect),
    /// Do nothing.
    Refuse {
        /// Which guard stopped it; none where no policy names the alarm.
        guard: Option<Guard>,
        /// Why.
        reason: String,
        /// Whether people should be told.
        tell: bool,
    },
    /// Tell people, and record the incident as it is here, if it is not there yet.
    Escalate {
        /// The incident, closed.
        incident: Box<Incident>,
        /// Why.
        reason: String,
    },
}

/// An action, and what comes before it is carried out, in this order: the reminder to verify it is sent, which is dropped where
/// it finds no claim; then the claim is written and what it costs is spent, at once or not at all. So there is no claim that
/// nobody comes back to, and a crash at any point is picked up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The claim to be written, with the effect: on condition that there is none, or still the expired one below, and that
    /// no other incident of the target is open.
    pub incident: Incident,
    /// The end of the expired claim that this one takes the place of.
    pub replaces: Option<Moment>,
    /// Actions on the target in this clock hour at most, this one included.
    pub target_per_hour: u32,
    /// Actions of the stack in this clock hour at most, this one included.
    pub stack_per_hour: u32,
}

impl Act {
    /// The incident once the action is done; `deployment` is the one that it began, where it began one.
    #[must_use]
    pub fn done(&self, at: Moment, deployment: Option<String>) -> Incident {
        Incident { stage: Stage::Acted, acted_at: Some(at), deployment, ..self.incident.clone() }
    }

    /// The incident where a guard's conditional write was lost after the claim, and nothing was done.
    #[must_use]
    pub fn refused(&self, at: Moment) -> Incident {
        Incident { stage: Stage::Refused, closed_at: Some(at), ..self.incident.clone() }
    }
}

/// Decides what is to be done about an alarm.
pub fn decide(alarm: &Alarm, policy: &Policy, seen: &Observation) -> Decision {
    let case = Case::new(alarm, policy, seen);
    if let Some(claim) = case.abandoned() {
        match claim.effect.standing(seen) {
            Standing::Done => return case.decided(Vec::new(), Outcome::Resume(Box::new(resumed(claim, seen.now)))),
            Standing::Changed => {
                let reason = "a claim expired, and the target has been changed by somebody else since".to_owned();
                let incident = Box::new(closed(claim, Stage::Escalated, seen.now));
                return case.decided(Vec::new(), Outcome::Escalate { incident, reason });
            }
            // The guards say whether it may be done now.
            Standing::NotDone | Standing::Unreadable => {}
        }
    }
    let (guards, stopped) = guard::ask(&case);
    let outcome = match stopped {
        None => case.go(),
        Some((_, stop)) if stop.finding == guard::Finding::DryRun => match case.effect() {
            Some(effect) => Outcome::DryRun(effect),
            None => Outcome::Refuse { guard: Some(Guard::Service), reason: stop.reason, tell: false },
        },
        // A copy of a transition that is seen to already may well find what was done under way: that is no news.
        Some((guard, stop)) => {
            Outcome::Refuse { guard: Some(guard), reason: stop.reason, tell: stop.tell && !case.is_taken() }
        }
    };
    case.decided(guards, outcome)
}

/// The decision about an alarm that no policy names: somebody wired it up and expects something.
pub fn unmatched(alarm: &Alarm, now: Moment) -> Decision {
    let reason = "no policy names this alarm".to_owned();
    Decision {
        incident: id(&alarm.arn, alarm.since, None, 0),
        target: None,
        rung: 0,
        action: "",
        guards: Vec::new(),
        outcome: Outcome::Refuse { guard: None, reason, tell: alarm.state == State::Alarm },
        at: now,
    }
}

/// An incident, closed.
pub(super) fn closed(incident: &Incident, stage: Stage, at: Moment) -> Incident {
    Incident { stage, closed_at: Some(at), ..incident.clone() }
}

/// The incident of an expired claim whose effect is there.
fn resumed(claim: &Incident, now: Moment) -> Incident {
    Incident { stage: Stage::Acted, acted_at: Some(now), ..claim.clone() }
}

impl Case<'_> {
    fn decided(self, guards: Vec<Row>, outcome: Outcome) -> Decision {
        Decision {
            incident: self.id,
            target: self.target,
            rung: self.rung,
            action: self.action.name(),
            guards,
            outcome,
            at: self.seen.now,
        }
    }

    /// What the action would make of the service as it is.
    fn effect(&self) -> Option<Effect> {
        if *self.action == Action::Notify {
            return Some(Effect::Notify);
        }
        Effect::plan(self.action, self, self.seen.service.get()?).ok()
    }

    /// Every guard let pass: act, or tell people.
    fn go(&self) -> Outcome {
        let refuse =
            |guard, reason: &str| Outcome::Refuse { guard: Some(guard), reason: reason.to_owned(), tell: true };
        // The guards saw to both; without them nothing is done all the same.
        let Some(effect) = self.effect() else { return refuse(Guard::Service, "what to do could not be told") };
        let Some(since) = self.since else { return refuse(Guard::Fired, "since when it fires could not be told") };
        let now = self.seen.now;
        let Some(target) = self.target.clone() else {
            let reason = "the alarm fires, and which service is meant cannot be told";
            return Outcome::Refuse { guard: Some(Guard::Allowed), reason: reason.to_owned(), tell: true };
        };
        let incident = Incident {
            id: self.id.clone(),
            alarm_arn: self.alarm.arn.clone(),
            since,
            target,
            rung: self.rung,
            stage: Stage::Claimed,
            effect,
            claimed_at: now,
            claim_until: now.plus(CLAIM),
            verify_by: now.plus(self.policy.verify.within),
            stable_for: self.policy.verify.stable,
            acted_at: None,
            deployment: None,
            closed_at: None,
            put_back: false,
            task: task_named(self.alarm),
            released: self.alarm.previous == Some(State::Alarm),
        };
        if incident.effect == Effect::Notify {
            let reason = if self.earlier.is_some() {
                "what was done did not help, and the ladder is at its end"
            } else {
                "the policy says to tell people"
            };
            let incident = Box::new(closed(&incident, Stage::Escalated, now));
            return Outcome::Escalate { incident, reason: reason.to_owned() };
        }
        Outcome::Act(Box::new(Act {
            incident,
            replaces: self.abandoned().map(|claim| claim.claim_until),
            target_per_hour: self.policy.target_per_hour,
            stack_per_hour: self.policy.stack_per_hour,
        }))
    }
}
