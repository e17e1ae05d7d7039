//! Fields that are named, to be hidden (`fields`) or to be all that is kept (`keep`).

use serde_saphyr::Spanned;

use super::action::ActionSpec;
use super::spec::{FieldSpec, Texts};
use super::{ConfigError, scope};
use crate::redact::{Action, FieldPattern, FieldRule};

/// Compiles a rule for fields; one that an earlier leaves nothing to is refused.
pub(super) fn rule(
    spec: FieldSpec,
    earlier: &[FieldRule],
    action: impl FnOnce(Spanned<ActionSpec>) -> Result<Action, ConfigError>,
) -> Result<FieldRule, ConfigError> {
    let everywhere = earlier.iter().filter(|rule| rule.scope.globs().is_none());
    let known: Vec<&FieldPattern> = everywhere.flat_map(|rule| &rule.patterns).collect();
    Ok(FieldRule {
        patterns: patterns(
            spec.patterns,
            "match is empty: name fields, such as [password, \"*.token\", $.user.email]",
            &known,
        )?,
        action: spec.action.map(action).transpose()?,
        scope: scope(spec.log_groups)?,
    })
}

/// Compiles the fields that are kept.
pub(super) fn keep(spec: Texts) -> Result<Vec<FieldPattern>, ConfigError> {
    patterns(spec, "keep is empty, so that nothing would be kept: name fields, or leave it out to keep all", &[])
}

fn patterns(texts: Texts, empty: &str, known: &[&FieldPattern]) -> Result<Vec<FieldPattern>, ConfigError> {
    if texts.value.is_empty() {
        return Err(ConfigError::at(texts.referenced, empty));
    }
    let mut patterns: Vec<FieldPattern> = Vec::with_capacity(texts.value.len());
    for text in texts.value {
        let error = |message: String| ConfigError::at(text.referenced, message);
        let pattern = FieldPattern::parse(&text.value).map_err(|e| error(format!("{:?}: {e}", text.value)))?;
        if known.iter().any(|known| **known == pattern) || patterns.contains(&pattern) {
            return Err(error(format!("{:?} was named before: this would do nothing", text.value)));
        }
        patterns.push(pattern);
    }
    Ok(patterns)
}
