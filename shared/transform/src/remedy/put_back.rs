//! What a remedy changed for a while, the count of tasks or a parameter, goes back once its alarm is OK.
//!
//! It refuses to undo what somebody else did: only what still is as the remedy left it is put back, and what is not is theirs
//! for good.

use super::effect::Effect;
use super::guards::ALLOW;
use super::incident::Incident;
use super::observation::Observation;
use crate::alarm::State;

/// What is put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutBack {
    /// There is nothing to put back, or it is as it was.
    Nothing,
    /// Set this count.
    Count(i64),
    /// Set this parameter.
    Parameter {
        /// Its name.
        name: String,
        /// The value that it had.
        value: String,
    },
    /// Leave it for good: somebody else has changed it since.
    Theirs,
    /// Leave it as it is for now, and say why.
    Leave(&'static str),
    /// The alarm is not OK: its time has not come.
    NotYet,
}

/// Looks whether what a remedy changed for a while is to be put back.
pub fn put_back(incident: &Incident, seen: &Observation) -> PutBack {
    if incident.put_back {
        return PutBack::Nothing;
    }
    let (as_before, as_left, back) = match &incident.effect {
        Effect::Scale { from, to } => {
            let Some(service) = seen.service.get() else { return PutBack::Leave("the service could not be read") };
            (service.desired == *from, service.desired == *to, PutBack::Count(*from))
        }
        Effect::SetParameter { name, value, old } => {
            let Some(all) = seen.parameters.get() else { return PutBack::Leave("the parameter could not be read") };
            let now = all.get(name);
            (now == Some(old), now == Some(value), PutBack::Parameter { name: name.clone(), value: old.clone() })
        }
        _ => return PutBack::Nothing,
    };
    match seen.alarm.get().map(|alarm| alarm.state) {
        Some(State::Ok) => {}
        Some(State::Alarm | State::InsufficientData) => return PutBack::NotYet,
        Some(State::Unknown) | None => return PutBack::Leave("the alarm could not be read"),
    }
    if as_before {
        return PutBack::Nothing;
    }
    if !as_left {
        return PutBack::Theirs;
    }
    if seen.kill_switch.get() != Some(&false) {
        return PutBack::Leave("the kill switch is on, or could not be read");
    }
    let Some(service) = seen.service.get() else { return PutBack::Leave("the service could not be read") };
    if service.tag.get().and_then(Option::as_deref) != Some(ALLOW) {
        return PutBack::Leave("the service does not have the tag any more");
    }
    if matches!(back, PutBack::Count(_)) {
        if seen.scaled.get() != Some(&false) {
            return PutBack::Leave("Application Auto Scaling owns the count, or could not be asked");
        }
        if service.in_flight().is_some() {
            return PutBack::Leave("a deployment is under way");
        }
    }
    back
}

impl PutBack {
    /// Whether it is settled by this, and needs no further look.
    pub fn settles(&self) -> bool {
        match self {
            Self::Nothing | Self::Count(_) | Self::Parameter { .. } | Self::Theirs => true,
            Self::Leave(_) | Self::NotYet => false,
        }
    }

    /// Whether something is left changed of which people should know.
    pub fn tell(&self) -> bool {
        matches!(self, Self::Theirs | Self::Leave(_))
    }

    /// In few words, for people; `None` where there is nothing to say. A parameter's value is not repeated.
    pub fn describe(&self) -> Option<String> {
        match self {
            Self::Nothing | Self::NotYet => None,
            Self::Count(count) => Some(format!("the count of tasks goes back to {count}")),
            Self::Parameter { name, .. } => Some(format!("the parameter {name} gets its old value back")),
            Self::Theirs => Some("what was changed is not put back: somebody else has changed it since".to_owned()),
            Self::Leave(reason) => Some(format!("what was changed is not put back: {reason}")),
        }
    }
}
