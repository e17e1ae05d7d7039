//! The guards, in the order in which they are asked, and the rows that they leave in the audit.
//!
//! A guard lets pass, or stops with a reason. What it cannot read stops it too, and people are told: there is no way to
//! pass by failing.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;

use super::case::Case;
use super::guards::{allowed, budget, claim, fired, hours, mode, service, still, switch};
use super::policy::Action;

/// A guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// 1: the alarm can be read, fires, and is not suppressed.
    Fired,
    /// 2: remediation is not switched off, for all or for this alarm.
    Switch,
    /// 3: the target is allowed, by the configuration and by its own tag.
    Allowed,
    /// 4: it is neither maintenance nor quiet, by a clock that can be trusted.
    Hours,
    /// 5: the alarm still fires, since the same transition.
    Still,
    /// 6: the service is active and nobody deploys; the action would change something.
    Service,
    /// 7: the policy says `mode: act`.
    Mode,
    /// 8: nobody else has claimed this incident, or is at work on the target.
    Claim,
    /// 9: there is budget left, and the breaker is closed.
    Budget,
}

type Question = fn(&Case<'_>, &mut Inputs) -> Result<(), Stop>;

/// The guards in their order, with what each asks.
const GUARDS: [(Guard, Question); 9] = [
    (Guard::Fired, fired::ask),
    (Guard::Switch, switch::ask),
    (Guard::Allowed, allowed::ask),
    (Guard::Hours, hours::ask),
    (Guard::Still, still::ask),
    (Guard::Service, service::ask),
    (Guard::Mode, mode::ask),
    (Guard::Claim, claim::ask),
    (Guard::Budget, budget::ask),
];

/// The guards that also hold for telling people. The others protect what an action changes, and where they refuse one people are
/// told as well: a kill switch that also silenced this would hide that nothing is done.
const FOR_NOTIFY: [Guard; 3] = [Guard::Fired, Guard::Mode, Guard::Claim];

impl Guard {
    /// Its number, from 1.
    pub fn number(self) -> usize {
        GUARDS.iter().position(|(guard, _)| *guard == self).map_or(0, |at| at + 1)
    }

    /// Its name in the audit.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fired => "fired",
            Self::Switch => "switch",
            Self::Allowed => "allowed",
            Self::Hours => "hours",
            Self::Still => "still",
            Self::Service => "service",
            Self::Mode => "mode",
            Self::Claim => "claim",
            Self::Budget => "budget",
        }
    }
}

/// What a guard looked at, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Inputs(BTreeMap<&'static str, String>);

impl Inputs {
    /// Notes one.
    pub(super) fn note(&mut self, name: &'static str, value: impl Display) {
        self.0.insert(name, value.to_string());
    }

    /// Each by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

/// What a guard said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It lets pass.
    Passed,
    /// It does not.
    Refused,
    /// It could not tell, and does not let pass.
    Unreadable,
    /// It lets pass, but only so far that the decision is recorded.
    DryRun,
    /// Another stopped before it, or it does not hold here.
    NotAsked,
}

/// One guard's row in the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which guard.
    pub guard: Guard,
    /// What it said.
    pub finding: Finding,
    /// What it looked at.
    pub inputs: Inputs,
    /// Why it did not let pass, or does not hold here; empty where it let pass.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why a guard does not let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Refused, unreadable or a dry run.
    pub finding: Finding,
    /// For people.
    pub reason: String,
    /// Whether people should be told.
    pub tell: bool,
}

impl Stop {
    /// A refusal of which nobody needs to know: nothing is wrong, or somebody else sees to it.
    pub(super) fn quiet(reason: impl Into<String>) -> Self {
        Self { finding: Finding::Refused, reason: reason.into(), tell: false }
    }

    /// A refusal after which the alarm is in the hands of people.
    pub(super) fn tell(reason: impl Into<String>) -> Self {
        Self { finding: Finding::Refused, reason: reason.into(), tell: true }
    }

    /// Something could not be read.
    pub(super) fn unreadable(reason: impl Into<String>) -> Self {
        Self { finding: Finding::Unreadable, reason: reason.into(), tell: true }
    }

    /// Nothing is to be done for real.
    pub(super) fn dry_run() -> Self {
        Self { finding: Finding::DryRun, reason: "the policy does not say `mode: act`".to_owned(), tell: false }
    }
}

/// Asks every guard until one stops. All of them leave a row, also those that were not asked.
pub(super) fn ask(case: &Case<'_>) -> (Vec<Row>, Option<(Guard, Stop)>) {
    let mut stopped = None;
    let rows = GUARDS.map(|(guard, question)| {
        let mut inputs = Inputs::default();
        let holds = *case.action != Action::Notify || FOR_NOTIFY.contains(&guard);
        let (finding, reason) = if !holds {
            (Finding::NotAsked, "telling people is not held back by this".to_owned())
        } else if stopped.is_some() {
            (Finding::NotAsked, String::new())
        } else {
            match question(case, &mut inputs) {
                Ok(()) => (Finding::Passed, String::new()),
                Err(stop) => {
                    let told = (stop.finding, stop.reason.clone());
                    stopped = Some((guard, stop));
                    told
                }
            }
        };
        Row { guard, finding, inputs, reason }
    });
    (rows.into(), stopped)
}
