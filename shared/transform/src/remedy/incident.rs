//! What was done before: incidents, as the table holds them, and what they say together.
//!
//! One incident is one rung for one transition of one alarm on one target. Its id is the same for whoever computes it, so
//! that of many copies of a transition one can claim it. It refuses to forget: an incident leaves a stage only forward.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::observation::Reading;
use super::policy::Target;
use crate::alarm::{Alarm, Metric, Moment, Route, State};
use crate::hash::sha256_hex_of;

/// How long a claim holds, in seconds: longer than an invocation may take. Then another may take it over.
pub const CLAIM: i64 = 5 * 60;

/// The breaker looks back so far, in seconds.
const BREAKER_SPAN: i64 = 24 * 3600;

/// One rung, taken for one transition of one alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// [`id`].
    pub id: String,
    /// The alarm's ARN.
    pub alarm_arn: String,
    /// When the alarm turned.
    pub since: Moment,
    /// What is acted on.
    pub target: Target,
    /// Which rung of the ladder, from 1.
    pub rung: u32,
    /// How far it is.
    pub stage: Stage,
    /// What the action makes of the target, in absolute terms, so that doing it and having done it can be told apart.
    pub effect: Effect,
    /// When it was claimed.
    pub claimed_at: Moment,
    /// Until when the claim holds.
    pub claim_until: Moment,
    /// Until when it has to have helped.
    pub verify_by: Moment,
    /// For how many seconds all has to have been well.
    pub stable_for: i64,
    /// When the action was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acted_at: Option<Moment>,
    /// The deployment that the action began, where it began one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment: Option<String>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    /// Whether what the action changed for a while was put back, or is somebody else's by now.
    #[serde(default)]
    pub put_back: bool,
    /// The task that the alarm named, for a later rung that stops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Whether the alarm came as ALARM after ALARM: released from suppression, long after it turned.
    #[serde(default)]
    pub released: bool,
}

/// How far an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody is about to act.
    Claimed,
    /// The action was done, and is to be verified.
    Acted,
    /// It helped.
    Recovered,
    /// It did not help, and the next rung is taken.
    Unhelpful,
    /// It is in the hands of people.
    Escalated,
    /// It was claimed, and a guard refused before anything was done.
    Refused,
}

impl Stage {
    /// Whether something is still to come of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Claimed | Self::Acted)
    }

    /// As it is written in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Acted => "acted",
            Self::Recovered => "recovered",
            Self::Unhelpful => "unhelpful",
            Self::Escalated => "escalated",
            Self::Refused => "refused",
        }
    }
}

/// The id of an incident: SHA-256 over the alarm's ARN, the second at which it turned, the target and the rung.
pub fn id(alarm_arn: &str, since: Option<Moment>, target: Option<&Target>, rung: u32) -> String {
    let since = since.map(|since| since.to_string()).unwrap_or_default();
    let target = target.map(ToString::to_string).unwrap_or_default();
    sha256_hex_of(&[alarm_arn.as_bytes(), since.as_bytes(), target.as_bytes(), rung.to_string().as_bytes()])
}

impl Incident {
    /// Whether an action was spent on it.
    fn is_remedy(&self) -> bool {
        self.effect != Effect::Notify && self.stage != Stage::Refused
    }

    /// The alarm that it is about, as far as the table knows it: what is needed to decide again.
    pub fn alarm(&self) -> Option<Alarm> {
        let (region, account, name) = crate::alarm::parts_of_arn(&self.alarm_arn)?;
        let names = [("ClusterName", self.target.cluster()), ("ServiceName", self.target.service())];
        let task = self.task.as_deref().map(|task| ("TaskId", task));
        let dimensions =
            names.into_iter().chain(task).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Some(Alarm {
            account: account.to_owned(),
            region: region.to_owned(),
            state: State::Alarm,
            since: Some(self.since),
            previous: self.released.then_some(State::Alarm),
            metrics: vec![Metric { dimensions, ..Metric::default() }],
            ..Alarm::unknown(Route::Manual, &self.alarm_arn, name)
        })
    }
}

/// What the table holds about a target, and how many actions the stack has spent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The target's incidents, at least those of the last day.
    pub incidents: Vec<Incident>,
    /// Actions of the whole stack in this clock hour.
    pub stack_this_hour: Reading<u32>,
}

impl Ledger {
    /// What all incidents of a stack say about one target.
    pub fn of(all: &[Incident], target: Option<&Target>, now: Moment) -> Self {
        Self {
            incidents: all.iter().filter(|incident| Some(&incident.target) == target).cloned().collect(),
            stack_this_hour: Reading::Known(in_hour(all, now)),
        }
    }

    /// The incident of this id.
    pub fn incident(&self, id: &str) -> Option<&Incident> {
        self.incidents.iter().find(|incident| incident.id == id)
    }

    /// An incident of another id that is still open.
    pub fn in_flight_beside(&self, id: &str) -> Option<&Incident> {
        self.incidents.iter().find(|incident| incident.stage.is_open() && incident.id != id)
    }

    /// Actions on the target in this clock hour. A claim that expired counts: it may have been spent.
    pub fn target_this_hour(&self, now: Moment) -> u32 {
        in_hour(&self.incidents, now)
    }

    /// The last time that a remedy was begun for anything but this transition of this alarm.
    pub fn last_remedy(&self, alarm_arn: &str, since: Option<Moment>) -> Option<Moment> {
        let other = |incident: &&Incident| incident.alarm_arn != alarm_arn || Some(incident.since) != since;
        self.incidents.iter().filter(|i| i.is_remedy()).filter(other).map(|incident| incident.claimed_at).max()
    }

    /// Remedies of the last day that did not help, since one that did.
    pub fn unhelpful(&self, now: Moment) -> u32 {
        let mut ended: Vec<&Incident> = self
            .incidents
            .iter()
            .filter(|incident| incident.is_remedy() && !incident.stage.is_open())
            .filter(|incident| now.since(incident.claimed_at) < BREAKER_SPAN)
            .collect();
        ended.sort_by_key(|incident| std::cmp::Reverse(incident.claimed_at));
        let failed = ended.iter().take_while(|incident| incident.stage != Stage::Recovered).count();
        u32::try_from(failed).unwrap_or(u32::MAX)
    }

    /// The incidents of an alarm that are open: its OK brings them to verification at once.
    pub fn open_of(&self, alarm_arn: &str) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(move |incident| incident.alarm_arn == alarm_arn && incident.stage.is_open())
    }

    /// What remedies changed for a while and was not put back yet, the last change of each thing: those before it lie beneath.
    /// None while a remedy is under way, whose success would be disturbed.
    pub fn to_put_back(&self) -> Vec<&Incident> {
        if self.incidents.iter().any(|incident| incident.stage.is_open()) {
            return Vec::new();
        }
        let mut last: BTreeMap<&str, &Incident> = BTreeMap::new();
        for incident in self.incidents.iter().filter(|incident| incident.acted_at.is_some() && !incident.put_back) {
            let Some(thing) = incident.effect.changes() else { continue };
            let known = last.entry(thing).or_insert(incident);
            if (known.claimed_at, known.rung) < (incident.claimed_at, incident.rung) {
                *known = incident;
            }
        }
        last.into_values().collect()
    }
}

fn in_hour(incidents: &[Incident], now: Moment) -> u32 {
    let spent = incidents.iter().filter(|i| i.is_remedy() && i.claimed_at.hour() == now.hour()).count();
    u32::try_from(spent).unwrap_or(u32::MAX)
}
