//! Whether a remedy helped: recovered, wait, take the next rung, or call people.
//!
//! Asked as often as one likes, it ends: by the incident's deadline everything has an answer. It refuses to count what
//! somebody else did as our success, and to believe a clock that AWS's contradicts.

use super::effect::Standing;
use super::guards::same_turn;
use super::incident::{Incident, Stage};
use super::observation::{Observation, Rollout};
use super::put_back::{PutBack, put_back};
use crate::alarm::{Moment, State};

/// The longest pause between two looks, in seconds.
const PAUSE: i64 = 60;

/// What follows for an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verification {
    /// It helped: close it as recovered.
    Recovered {
        /// Seconds from the alarm's firing until it was well again.
        took: i64,
        /// What is to be put back.
        put_back: PutBack,
    },
    /// It cannot be told yet: look again at this moment.
    Wait(Moment),
    /// It did not help: close it as unhelpful, and decide about the alarm again, which takes the next rung.
    NextRung(String),
    /// It is in the hands of people: close it as escalated.
    Escalate(String),
    /// It was claimed and may not have been carried out: decide about the alarm again, which takes it over.
    TakeOver,
    /// It was closed as unhelpful: decide about the alarm again, if that was not done.
    Climb,
    /// It was closed before.
    Over,
}

/// How things stand with an incident's alarm and service.
enum Health {
    /// All is well, since this moment.
    Well(Moment),
    /// Not yet, or not any more.
    Ill(&'static str),
    /// It could not be told.
    Unknown(&'static str),
    /// Somebody else has taken over.
    HandedOver(&'static str),
}

/// Looks whether an incident's remedy helped.
pub fn verify(incident: &Incident, seen: &Observation) -> Verification {
    match incident.stage {
        Stage::Claimed => unfinished(incident, seen),
        Stage::Acted => acted(incident, seen),
        Stage::Unhelpful => Verification::Climb,
        Stage::Recovered | Stage::Escalated | Stage::Refused => Verification::Over,
    }
}

/// A claim of which it is not known whether it was carried out.
fn unfinished(incident: &Incident, seen: &Observation) -> Verification {
    let now = seen.time();
    if now < incident.claim_until {
        Verification::Wait(incident.claim_until)
    } else if now < incident.verify_by {
        Verification::TakeOver
    } else if incident.effect.standing(seen) == Standing::NotDone {
        Verification::Escalate("it was claimed, and not carried out in time".to_owned())
    } else {
        Verification::Escalate("it was claimed, and whether it was carried out is not known".to_owned())
    }
}

fn acted(incident: &Incident, seen: &Observation) -> Verification {
    let (now, deadline) = (seen.time(), incident.verify_by);
    match health(incident, seen) {
        Health::Well(since) if now.since(since) >= incident.stable_for => {
            Verification::Recovered { took: since.since(incident.since).max(0), put_back: put_back(incident, seen) }
        }
        Health::Well(since) if now < deadline.plus(incident.stable_for) => {
            Verification::Wait(since.plus(incident.stable_for).min(now.plus(PAUSE)))
        }
        Health::Well(_) => Verification::Escalate("it became well, and did not stay so for long enough".to_owned()),
        Health::HandedOver(reason) => Verification::Escalate(reason.to_owned()),
        Health::Ill(_) | Health::Unknown(_) if now < deadline => Verification::Wait(deadline.min(now.plus(PAUSE))),
        Health::Ill(reason) => match seen.alarm.get() {
            Some(alarm) if alarm.state == State::Alarm => Verification::NextRung(reason.to_owned()),
            _ => Verification::Escalate(format!("the alarm fires no more, but {reason}")),
        },
        Health::Unknown(reason) => Verification::Escalate(reason.to_owned()),
    }
}

fn health(incident: &Incident, seen: &Observation) -> Health {
    let Some(alarm) = seen.alarm.get() else { return Health::Unknown("the alarm could not be read") };
    let Some(service) = seen.service.get() else { return Health::Unknown("the service could not be read") };
    let Some(turned) = alarm.transitioned else { return Health::Unknown("when the alarm turned could not be read") };
    if service.status != "ACTIVE" {
        return Health::HandedOver("the service is not ACTIVE any more");
    }
    let primary = service.primary();
    let ours = incident.deployment.as_deref();
    if primary.is_some_and(|primary| ours.is_some_and(|ours| primary.id != ours)) {
        return Health::HandedOver("somebody else has deployed since");
    }
    let began = incident.acted_at.unwrap_or(incident.claimed_at);
    match alarm.state {
        State::Ok => {}
        // Both are AWS's own times: our clock has no part in it.
        State::Alarm if !same_turn(turned, incident.since, incident.released) => {
            return Health::HandedOver("the alarm became well, and fired again");
        }
        State::Alarm => return Health::Ill("the alarm still fires"),
        State::InsufficientData | State::Unknown => return Health::Unknown("the alarm cannot tell its state"),
    }
    match primary {
        None => return Health::Unknown("the service's deployments could not be read"),
        Some(primary) if primary.rollout == Rollout::Failed => return Health::Ill("the rollout failed"),
        Some(_) if service.in_flight().is_some() => return Health::Ill("the rollout is not complete"),
        Some(_) => {}
    }
    if service.running != service.desired {
        return Health::Ill("not as many tasks run as should");
    }
    let settled = primary.and_then(|primary| primary.updated).unwrap_or(began);
    Health::Well(turned.max(settled).max(began))
}

impl Verification {
    /// The incident as it is to be recorded; `None` where nothing about it changes.
    pub fn record(&self, incident: &Incident, at: Moment) -> Option<Incident> {
        let close = |stage| super::decide::closed(incident, stage, at);
        match self {
            Self::Recovered { put_back, .. } => {
                let settled = incident.effect.changes().is_some() && put_back.settles();
                Some(Incident { put_back: settled, ..close(Stage::Recovered) })
            }
            Self::NextRung(_) => Some(close(Stage::Unhelpful)),
            Self::Escalate(_) => Some(close(Stage::Escalated)),
            Self::Wait(_) | Self::TakeOver | Self::Climb | Self::Over => None,
        }
    }
}
