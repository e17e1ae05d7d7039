//! The section `remediate`: policies that could never fire, ladders that lead nowhere and targets that nobody allowed are
//! errors, since a remedy that is expected and does not come is found out at night.

mod rung;
mod spec;
mod times;

use serde_saphyr::Spanned;

use super::ConfigError;
use super::error::suggest;
use super::spec::Texts;
use crate::names::glob_covers;
use crate::remedy::{Action, Mode, Policy, Remediation, Target, TargetRule, Verify};
pub(super) use spec::RemediateSpec;
use spec::{ModeSpec, Names, PolicySpec, StackSpec, TargetSpec, VerifySpec};
use times::duration;

const COOLDOWN: i64 = 15 * 60;
const TARGET_PER_HOUR: u32 = 2;
const STACK_PER_HOUR: u32 = 6;
const BREAKER: u32 = 3;
const VERIFY: Verify = Verify { within: 15 * 60, stable: 2 * 60 };

/// Compiles the section in either form. In the plain one, the targets that policies name are the ones allowed.
pub(super) fn compile(spec: RemediateSpec) -> Result<Remediation, ConfigError> {
    let (specs, allow, per_hour) = match spec {
        RemediateSpec::Plain(policies) => (policies, None, None),
        RemediateSpec::Full(StackSpec { allow, actions_per_hour, policies }) => {
            if policies.value.is_empty() {
                return Err(ConfigError::at(
                    policies.referenced,
                    "there is no policy: name one, or leave `remediate` out",
                ));
            }
            (policies.value, allow, actions_per_hour)
        }
    };
    let stack_per_hour = per_hour.map_or(Ok(STACK_PER_HOUR), |number| at_least_one(&number))?;
    let listed = allow.map(allowed).transpose()?;
    let mut policies: Vec<Policy> = Vec::with_capacity(specs.len());
    for spec in specs {
        let alarms = alarms(&spec.value.alarm, &policies)?;
        policies.push(Policy { stack_per_hour, ..policy(spec.value, alarms, listed.as_deref())? });
    }
    let allow = listed.unwrap_or_else(|| {
        let named = |policy: &Policy| match &policy.target {
            TargetRule::Named(target) => Some(target.to_string()),
            TargetRule::Dimensions => None,
        };
        policies.iter().filter_map(named).collect()
    });
    policies.iter_mut().for_each(|policy| policy.allow.clone_from(&allow));
    Ok(Remediation { policies })
}

fn policy(spec: PolicySpec, alarms: Vec<String>, allow: Option<&[String]>) -> Result<Policy, ConfigError> {
    Ok(Policy {
        alarms,
        target: target(spec.target, allow)?,
        ladder: ladder(spec.ladder)?,
        mode: match spec.mode {
            Some(ModeSpec::Act) => Mode::Act,
            Some(ModeSpec::DryRun) | None => Mode::DryRun,
        },
        cooldown: spec.cooldown.map_or(Ok(COOLDOWN), |text| duration(&text, 0))?,
        target_per_hour: spec.actions_per_hour.map_or(Ok(TARGET_PER_HOUR), |number| at_least_one(&number))?,
        stack_per_hour: STACK_PER_HOUR,
        breaker: spec.breaker.map_or(Ok(BREAKER), |number| at_least_one(&number))?,
        verify: spec.verify.map_or(Ok(VERIFY), verify)?,
        maintenance: spec.maintenance.into_iter().flatten().map(times::maintenance).collect::<Result<_, _>>()?,
        quiet: spec.quiet.into_iter().flatten().map(times::quiet).collect::<Result<_, _>>()?,
        allow: Vec::new(),
    })
}

/// The names of a policy's alarms. One whose names are all taken by policies before it would never be asked.
fn alarms(spec: &Spanned<Names>, earlier: &[Policy]) -> Result<Vec<String>, ConfigError> {
    let names = &spec.value.0;
    let error = |message: &str| Err(ConfigError::at(spec.referenced, message));
    if names.is_empty() || names.iter().any(String::is_empty) {
        return error("name the alarms that this is for; `*` stands for any text");
    }
    let taken = |name: &String| earlier.iter().flat_map(|policy| &policy.alarms).any(|glob| glob_covers(glob, name));
    if names.iter().all(taken) {
        return error("this policy is never reached: policies before it take all of its alarms");
    }
    Ok(names.clone())
}

fn target(spec: Spanned<TargetSpec>, allow: Option<&[String]>) -> Result<TargetRule, ConfigError> {
    let place = spec.referenced;
    match spec.value {
        TargetSpec::Word(word) if word == "dimensions" => match allow {
            Some(_) => Ok(TargetRule::Dimensions),
            None => Err(ConfigError::at(
                place,
                "a target from an alarm's dimensions may be any: list those that are allowed below `remediate: { allow: \
                 [prod/checkout], policies: [...] }`",
            )),
        },
        TargetSpec::Word(word) => {
            let hint = suggest(&word, &["dimensions"]);
            Err(ConfigError::at(place, format!("a target is {{ cluster: ..., service: ... }} or `dimensions`{hint}")))
        }
        TargetSpec::Named(named) => {
            let target = Target::new(&named.cluster, &named.service).ok_or_else(|| {
                ConfigError::at(place, "the names of clusters and services are 1 to 255 letters, digits, - and _")
            })?;
            if allow.is_some_and(|allow| !target.is_among(allow)) {
                let message =
                    format!("the target {target} is not in `allow`, so that nothing would ever be done to it");
                return Err(ConfigError::at(place, message));
            }
            Ok(TargetRule::Named(target))
        }
    }
}

/// The targets that are allowed. What would allow every cluster allows nothing in particular, and is refused.
fn allowed(spec: Texts) -> Result<Vec<String>, ConfigError> {
    if spec.value.is_empty() {
        return Err(ConfigError::at(
            spec.referenced,
            "allow is empty, so that nothing would be done: name cluster/service",
        ));
    }
    let mut globs = Vec::with_capacity(spec.value.len());
    for text in spec.value {
        let named = |part: &str| part.chars().any(|c| c.is_ascii_alphanumeric());
        let part = |c: char| c.is_ascii_alphanumeric() || "-_*?".contains(c);
        match text.value.split_once('/') {
            Some((cluster, service))
                if named(cluster) && !service.is_empty() && cluster.chars().chain(service.chars()).all(part) =>
            {
                globs.push(text.value);
            }
            _ => {
                let message = "a target is allowed as cluster/service, such as prod/checkout or prod/web-*";
                return Err(ConfigError::at(text.referenced, message));
            }
        }
    }
    Ok(globs)
}

fn ladder(spec: Spanned<Vec<Spanned<rung::RungSpec>>>) -> Result<Vec<Action>, ConfigError> {
    let place = spec.referenced;
    let mut rungs: Vec<Action> = Vec::with_capacity(spec.value.len());
    for spec in spec.value {
        let at = spec.referenced;
        let action = rung::compile(spec)?;
        if rungs.last() == Some(&Action::Notify) {
            return Err(ConfigError::at(at, "behind `notify` nothing is done: it is in the hands of people then"));
        }
        if rungs.contains(&action) {
            return Err(ConfigError::at(at, "this rung stood before, and no rung is taken twice"));
        }
        rungs.push(action);
    }
    match rungs.last() {
        None => {
            Err(ConfigError::at(place, "the ladder is empty: name what is done, such as [restart, rollback, notify]"))
        }
        Some(Action::Notify) => Ok(rungs),
        Some(_) => {
            Err(ConfigError::at(place, "the ladder has no end: let `notify` be its last rung, so that people know"))
        }
    }
}

fn verify(spec: VerifySpec) -> Result<Verify, ConfigError> {
    let within = spec.within.as_ref().map_or(Ok(VERIFY.within), |text| duration(text, 60))?;
    let stable = spec.stable.as_ref().map_or(Ok(VERIFY.stable.min(within)), |text| duration(text, 0))?;
    match spec.stable {
        Some(text) if stable > within => {
            Err(ConfigError::at(text.referenced, "`stable` is longer than `within`: it could never be seen in time"))
        }
        _ => Ok(Verify { within, stable }),
    }
}

fn at_least_one(number: &Spanned<u32>) -> Result<u32, ConfigError> {
    match number.value {
        0 => Err(ConfigError::at(number.referenced, "with 0 nothing would ever be done; say `mode: dry_run` for that")),
        number => Ok(number),
    }
}

#[cfg(test)]
mod tests;
