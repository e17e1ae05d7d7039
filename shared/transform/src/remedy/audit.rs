//! The audit: one record for every decision and every step of an incident, one line of JSON each.

use serde::Serialize;

use super::decide::{Decision, Outcome};
use super::guard::{Guard, Row};
use super::incident::Incident;
use super::policy::Target;
use super::put_back::PutBack;
use super::verify::Verification;
use crate::alarm::{Alarm, AlarmError, Moment};

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The incident's id; empty where the alarm could not be read.
    pub incident: String,
    /// The alarm's name.
    pub alarm: String,
    /// What is, or would be, acted on.
    pub target: Option<Target>,
    /// Which rung, from 1; 0 where no policy names the alarm.
    pub rung: u32,
    /// What that rung does.
    pub action: &'static str,
    /// What came of it.
    pub verdict: Verdict,
    /// The guard that made the decision, where one did.
    pub guard: Option<Guard>,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// What each guard said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<Row>,
    /// Whether people should be told.
    #[serde(skip)]
    pub tell: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was done.
    Acted,
    /// It would have been done.
    DryRun,
    /// It was not done.
    Refused,
    /// It was done, and helped.
    Recovered,
    /// It is in the hands of people.
    Escalated,
}

impl Verdict {
    /// As it is written in the audit.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acted => "acted",
            Self::DryRun => "dry_run",
            Self::Refused => "refused",
            Self::Recovered => "recovered",
            Self::Escalated => "escalated",
        }
    }
}

impl Record {
    /// The record of a decision; `carried_out` says whether whoever made it also carries it out.
    pub fn of(alarm: &Alarm, decision: &Decision, carried_out: bool) -> Self {
        let (verdict, guard, reason, tell) = match &decision.outcome {
            Outcome::Act(act) => {
                let verdict = if carried_out { Verdict::Acted } else { Verdict::DryRun };
                (verdict, None, act.incident.effect.describe(), false)
            }
            Outcome::Resume(incident) => (
                Verdict::Acted,
                None,
                format!("an expired claim had been carried out: {}", incident.effect.describe()),
                false,
            ),
            Outcome::DryRun(effect) => (Verdict::DryRun, Some(Guard::Mode), effect.describe(), false),
            Outcome::Refuse { guard, reason, tell } => (Verdict::Refused, *guard, reason.clone(), *tell),
            Outcome::Escalate { reason, .. } => (Verdict::Escalated, None, reason.clone(), true),
        };
        Self {
            incident: decision.incident.clone(),
            alarm: alarm.name.clone(),
            target: decision.target.clone(),
            rung: decision.rung,
            action: decision.action,
            verdict,
            guard,
            reason,
            at: decision.at,
            guards: decision.guards.clone(),
            tell,
        }
    }

    /// The record of a verification; `None` where it ended nothing.
    pub fn of_verification(incident: &Incident, verification: &Verification, at: Moment) -> Option<Self> {
        let (verdict, reason, tell) = match verification {
            Verification::Recovered { took, put_back } => {
                let more = put_back.describe().map(|more| format!("; {more}")).unwrap_or_default();
                (Verdict::Recovered, format!("well again after {took} s{more}"), put_back.tell())
            }
            // The rung was refused its success; what follows has a record of its own.
            Verification::NextRung(reason) => (Verdict::Refused, format!("it did not help: {reason}"), false),
            Verification::Escalate(reason) => (Verdict::Escalated, reason.clone(), true),
            Verification::Wait(_) | Verification::TakeOver | Verification::Climb | Verification::Over => return None,
        };
        Some(Self::of_incident(incident, verdict, reason, tell, at))
    }

    /// The record of what was put back behind a closed incident, or could not be; `None` where there was nothing to do.
    pub fn of_put_back(incident: &Incident, put_back: &PutBack, at: Moment) -> Option<Self> {
        let verdict = if put_back.tell() { Verdict::Refused } else { Verdict::Acted };
        Some(Self::of_incident(incident, verdict, put_back.describe()?, put_back.tell(), at))
    }

    fn of_incident(incident: &Incident, verdict: Verdict, reason: String, tell: bool, at: Moment) -> Self {
        Self {
            incident: incident.id.clone(),
            alarm: incident.alarm().map(|alarm| alarm.name).unwrap_or_default(),
            target: Some(incident.target.clone()),
            rung: incident.rung,
            action: incident.effect.action(),
            verdict,
            guard: None,
            reason,
            at,
            guards: Vec::new(),
            tell,
        }
    }

    /// The record of an event in which no alarm could be read.
    pub fn unreadable(error: AlarmError, at: Moment) -> Self {
        Self {
            incident: String::new(),
            alarm: String::new(),
            target: None,
            rung: 0,
            action: "",
            verdict: Verdict::Refused,
            guard: Some(Guard::Fired),
            reason: error.to_string(),
            at,
            guards: Vec::new(),
            tell: true,
        }
    }

    /// The record as one line of JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
