//! Errors of the configuration, for the person who mends it.

use serde_saphyr::{Error as YamlError, Location};

/// What is wrong with a `sluice.yaml`, and where. Written `line:column: message`, so that a file's name and a colon
/// before it make the form that editors follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ConfigError {
    /// From 1.
    pub line: u64,
    /// From 1.
    pub column: u64,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Keys of the full file that this version does not act on.
const NOT_BUILT: &[&str] = &["multiline", "parse", "enrich"];

impl ConfigError {
    pub(super) fn at(location: Location, message: impl Into<String>) -> Self {
        Self { line: location.line().max(1), column: location.column().max(1), message: message.into() }
    }
}

impl From<YamlError> for ConfigError {
    fn from(error: YamlError) -> Self {
        let error = error.without_snippet();
        let place = error.location().unwrap_or(Location::UNKNOWN);
        let message = match error {
            YamlError::SerdeUnknownField { field, .. } if NOT_BUILT.contains(&field.as_str()) => {
                format!("`{field}` is not built yet in this version of Sluice; leave it out")
            }
            YamlError::SerdeUnknownField { field, expected, .. } => {
                format!("there is no key `{field}` here{}", suggest(field, expected))
            }
            YamlError::SerdeUnknownVariant { variant, expected, .. } => {
                format!("`{variant}` is none of the choices here{}", suggest(variant, expected))
            }
            YamlError::SerdeMissingField { field, .. } => format!("the key `{field}` is missing here"),
            YamlError::DuplicateMappingKey { key, .. } => {
                format!("the key `{}` stands twice", key.as_deref().unwrap_or("?"))
            }
            YamlError::UnexpectedValueForUnitEnumVariant { .. } => "this takes no settings in this version".to_owned(),
            YamlError::Eof { .. } => "the file is empty: begin with `version: 1`".to_owned(),
            other => {
                let text = other.to_string();
                let line = text.lines().next().unwrap_or_default();
                match line {
                    _ if line.contains("sequence start") => "here should stand a list, such as [a, b]".to_owned(),
                    _ if line.contains("mapping start") => "here should stand keys and values".to_owned(),
                    _ if line.contains("NumberOrText") => {
                        "here should stand a number, or a selector such as $.duration_ms".to_owned()
                    }
                    _ => line.to_owned(),
                }
            }
        };
        Self::at(place, message)
    }
}

pub(super) fn suggest(given: &str, expected: &[&'static str]) -> String {
    match nearest(given, expected.iter().copied()) {
        Some(name) => format!("; did you mean `{name}`?"),
        None if expected.is_empty() => String::new(),
        None => format!("; there are `{}`", expected.join("`, `")),
    }
}

/// The one of `names` that is nearest to what was given, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&given, &name.to_lowercase());
    let (distance, name) = names.map(|name| (distance(name), name)).min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + given.chars().count() / 4).then_some(name)
}
