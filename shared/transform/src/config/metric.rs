//! Metric rules, checked against what CloudWatch takes.

use super::spec::{MetricSpec, NumberOrText, Text};
use super::{ConfigError, Scope, nearest, pattern, scope};
use crate::pattern::{Pattern, Selector};

/// A metric drawn from log events.
#[derive(Clone, Debug)]
pub struct MetricRule {
    /// The metric's name.
    pub name: String,
    /// The namespace it is published in.
    pub namespace: String,
    /// The events that it counts.
    pub pattern: Pattern,
    /// What each of them adds.
    pub value: MetricValue,
    /// A unit of CloudWatch's, such as `Count` or `Milliseconds`.
    pub unit: &'static str,
    /// Dimensions by name, in the order of their names.
    pub dimensions: Vec<(String, DimensionValue)>,
    /// Where it applies.
    pub scope: Scope,
}

/// What an event adds to a metric.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricValue {
    /// The same for each.
    Constant(f64),
    /// A number in the event's JSON; an event without it adds nothing.
    Field(Selector),
}

/// The value of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum DimensionValue {
    /// The same for each event.
    Constant(String),
    /// Taken from the event's JSON.
    Field(Selector),
}

/// Namespace of metrics that rules draw from log events. (Sluice's own are in `Sluice`.)
const DEFAULT_NAMESPACE: &str = "Sluice/Logs";

/// CloudWatch's bound on a metric's values: 2^360 (PutMetricData).
pub(crate) const MAX_VALUE: f64 = 2.348_542_582_773_833_3e108;

/// CloudWatch's units (MetricDatum, `StandardUnit`).
const UNITS: &[&str] = &[
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

/// CloudWatch's bound on the dimensions of a metric.
const MAX_DIMENSIONS: usize = 30;

pub(super) fn compile(spec: MetricSpec) -> Result<MetricRule, ConfigError> {
    let unit = match &spec.unit {
        Some(unit) => unit_named(unit)?,
        None if matches!(spec.value.as_ref().map(|v| &v.value), Some(NumberOrText::Text(_))) => "None",
        None => "Count",
    };
    let value = match spec.value {
        None => MetricValue::Constant(1.0),
        Some(value) => match value.value {
            NumberOrText::Number(number) if number.abs() <= MAX_VALUE => MetricValue::Constant(number),
            NumberOrText::Number(_) => {
                return Err(ConfigError::at(value.referenced, "a metric's value is a finite number within ±2^360"));
            }
            NumberOrText::Text(text) => MetricValue::Field(
                Selector::parse(&text).map_err(|e| ConfigError::at(value.referenced, format!("value: {e}")))?,
            ),
        },
    };
    let dimensions: Vec<_> = spec.dimensions.unwrap_or_default().into_iter().collect();
    if dimensions.len() > MAX_DIMENSIONS {
        return Err(ConfigError::at(spec.name.referenced, "a metric has at most 30 dimensions"));
    }
    Ok(MetricRule {
        pattern: spec.pattern.as_ref().map_or(Ok(Pattern::All), pattern)?,
        namespace: spec.namespace.map_or(Ok(DEFAULT_NAMESPACE.to_owned()), namespace)?,
        dimensions: dimensions.into_iter().map(|d| dimension(d, &spec.name.value)).collect::<Result<_, _>>()?,
        scope: scope(spec.log_groups)?,
        name: name(spec.name)?,
        value,
        unit,
    })
}

fn unit_named(unit: &Text) -> Result<&'static str, ConfigError> {
    UNITS.iter().find(|known| **known == unit.value).copied().ok_or_else(|| {
        let hint = nearest(&unit.value, UNITS.iter().copied()).map_or_else(
            || "; such as Count, Milliseconds or Bytes".to_owned(),
            |near| format!("; did you mean {near}?"),
        );
        ConfigError::at(unit.referenced, format!("{:?} is no unit of CloudWatch's{hint}", unit.value))
    })
}

fn name(name: Text) -> Result<String, ConfigError> {
    let sound = is_printable(&name.value, 255) && name.value != "_aws";
    if sound { Ok(name.value) } else { Err(bad_name(&name, "metric")) }
}

fn namespace(namespace: Text) -> Result<String, ConfigError> {
    let value = &namespace.value;
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_/#: ".contains(c);
    if value.starts_with("AWS/") {
        return Err(ConfigError::at(namespace.referenced, "namespaces that begin with AWS/ are AWS's own"));
    }
    if value == "Sluice" {
        return Err(ConfigError::at(
            namespace.referenced,
            "the namespace Sluice holds Sluice's metrics of itself; take another",
        ));
    }
    if is_printable(value, 255) && value.chars().all(allowed) {
        Ok(namespace.value)
    } else {
        Err(bad_name(&namespace, "namespace"))
    }
}

fn dimension((key, value): (String, Text), metric: &str) -> Result<(String, DimensionValue), ConfigError> {
    if !is_printable(&key, 255) || key.starts_with(':') || key == "_aws" || key == metric {
        return Err(ConfigError::at(
            value.referenced,
            format!(
                "{key:?} cannot name a dimension: 1 to 255 printable ASCII characters, no leading colon, not the metric's name"
            ),
        ));
    }
    if value.value.starts_with('$') {
        let selector =
            Selector::parse(&value.value).map_err(|e| ConfigError::at(value.referenced, format!("dimension: {e}")))?;
        return Ok((key, DimensionValue::Field(selector)));
    }
    if !is_printable(&value.value, 1024) {
        return Err(ConfigError::at(
            value.referenced,
            "a dimension's value is 1 to 1024 printable ASCII characters, or a selector",
        ));
    }
    Ok((key, DimensionValue::Constant(value.value)))
}

fn is_printable(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.len()) && text.bytes().all(|b| (0x20..0x7f).contains(&b)) && !text.trim().is_empty()
}

fn bad_name(name: &Text, what: &str) -> ConfigError {
    ConfigError::at(name.referenced, format!("a {what}'s name is 1 to 255 printable ASCII characters"))
}
