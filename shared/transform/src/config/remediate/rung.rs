//! Rungs as they are written: a name, `restart`, or a name and its settings, `{ scale: { by: 2, max: 10 } }`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use serde_saphyr::Spanned;

use super::spec::{AutomationSpec, ParameterSpec, ScaleSpec};
use crate::config::ConfigError;
use crate::config::error::suggest;
use crate::remedy::{Action, Change, How, Scale};

/// A rung as it is written.
pub(in crate::config) enum RungSpec {
    /// An action without settings.
    Plain(Action),
    Scale(ScaleSpec),
    SetParameter(ParameterSpec),
    SsmAutomation(AutomationSpec),
    /// What cannot be one, and why: it is told with its place when it is compiled.
    Wrong(String),
}

impl<'de> Deserialize<'de> for RungSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RungVisitor)
    }
}

struct RungVisitor;

impl<'de> Visitor<'de> for RungVisitor {
    type Value = RungSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rung, such as restart or { scale: { by: 2, max: 10 } }")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<RungSpec, E> {
        Ok(match (plain(name), example(name)) {
            (Some(action), _) => RungSpec::Plain(action),
            (None, Some(example)) => RungSpec::Wrong(format!("`{name}` needs its settings: {example}")),
            (None, None) => unknown(name),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RungSpec, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Ok(RungSpec::Wrong("here should stand an action, such as restart".to_owned()));
        };
        let rung = match name.as_str() {
            "scale" => RungSpec::Scale(map.next_value()?),
            "set_parameter" => RungSpec::SetParameter(map.next_value()?),
            "ssm_automation" => RungSpec::SsmAutomation(map.next_value()?),
            _ => {
                map.next_value::<IgnoredAny>()?;
                match plain(&name) {
                    Some(_) => RungSpec::Wrong(format!("`{name}` takes no settings: write `{name}` by itself")),
                    None => unknown(&name),
                }
            }
        };
        let Some(second) = map.next_key::<String>()? else { return Ok(rung) };
        map.next_value::<IgnoredAny>()?;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(RungSpec::Wrong(format!("a rung is one of `{name}` and `{second}`, not both: make two of them")))
    }
}

fn plain(name: &str) -> Option<Action> {
    match name {
        "restart" => Some(Action::Restart),
        "rollback" => Some(Action::Rollback),
        "stop_task" => Some(Action::StopTask),
        "notify" => Some(Action::Notify),
        _ => None,
    }
}

fn example(name: &str) -> Option<&'static str> {
    match name {
        "scale" => Some("{ scale: { by: 2, max: 10 } }"),
        "set_parameter" => Some("{ set_parameter: { name: /checkout/degraded, value: \"true\" } }"),
        "ssm_automation" => Some("{ ssm_automation: { document: Restart-Cache } }"),
        _ => None,
    }
}

fn unknown(name: &str) -> RungSpec {
    RungSpec::Wrong(format!("there is no action `{name}`{}", suggest(name, &Action::NAMES)))
}

/// Compiles a rung.
pub(super) fn compile(spec: Spanned<RungSpec>) -> Result<Action, ConfigError> {
    let place = spec.referenced;
    match spec.value {
        RungSpec::Wrong(message) => Err(ConfigError::at(place, message)),
        RungSpec::Plain(action) => Ok(action),
        RungSpec::Scale(spec) => scale(&spec).map(Action::Scale).map_err(|message| ConfigError::at(place, message)),
        RungSpec::SetParameter(spec) => {
            let name = spec.name.value;
            let sound = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
            if name.is_empty() || name.len() > 1011 || !name.chars().all(sound) {
                let message = "a parameter's name is letters, digits and / _ . -, at most 1011 of them";
                return Err(ConfigError::at(spec.name.referenced, message));
            }
            let change = change(spec.value, spec.patch).map_err(|message| ConfigError::at(place, message))?;
            Ok(Action::SetParameter { name, change })
        }
        RungSpec::SsmAutomation(spec) => {
            let document = spec.document.value;
            let sound = |c: char| c.is_ascii_alphanumeric() || "_-.:/".contains(c);
            if document.len() < 3 || !document.chars().all(sound) {
                let message = "a document is named by 3 or more letters, digits, _ - . and : /, or by its ARN";
                return Err(ConfigError::at(spec.document.referenced, message));
            }
            let parameters = spec.parameters.into_iter().map(|(name, values)| (name, values.0)).collect();
            Ok(Action::SsmAutomation { document, parameters })
        }
    }
}

fn change(value: Option<String>, patch: Option<Map<String, Value>>) -> Result<Change, &'static str> {
    match (value, patch) {
        (Some(value), None) if value.is_empty() || value.len() > 4096 => Err("a parameter's value has 1 to 4096 bytes"),
        (Some(value), None) => Ok(Change::Value(value)),
        (None, Some(patch)) if patch.is_empty() => Err("this patch changes nothing: name keys and their values"),
        (None, Some(patch)) => Ok(Change::Patch(patch)),
        _ => Err("set a parameter either to a `value`, or `patch` keys of the JSON that it holds"),
    }
}

fn scale(spec: &ScaleSpec) -> Result<Scale, &'static str> {
    let min = spec.min.unwrap_or(1);
    let (how, max) = match (spec.by, spec.to) {
        (Some(0), None) => return Err("scaling by 0 changes nothing"),
        (Some(step), None) => {
            (How::By(step), spec.max.ok_or("scaling by a step needs a `max`: how many tasks at most")?)
        }
        (None, Some(count)) => (How::To(count), spec.max.unwrap_or(count)),
        _ => return Err("scale either `by` a step or `to` a count"),
    };
    match how {
        _ if min < 1 => Err("a `min` below 1 would stop the service"),
        _ if max < min => Err("`max` is below `min`"),
        How::To(count) if !(min..=max).contains(&count) => Err("`to` does not lie within `min` and `max`"),
        how => Ok(Scale { how, min, max }),
    }
}
