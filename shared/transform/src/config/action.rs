//! Actions as they are written: a name, `mask`, or a name and its settings, `{ mask: { keep_last: 4 } }`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_saphyr::Spanned;

use super::ConfigError;
use super::error::suggest;
use super::spec::Text;
use crate::redact::{Action, Kept, MAX_REPLACEMENT, PseudonymKeys, is_key_id, is_replacement};

/// An action as it is written.
pub(super) enum ActionSpec {
    Label,
    Mask(MaskSpec),
    Remove,
    Replace(Text),
    Hash,
    Pseudonym(PseudonymSpec),
    Generalise,
    /// What cannot be one, and why: it is told with its place when it is compiled.
    Wrong(String),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MaskSpec {
    keep_first: Option<usize>,
    keep_last: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PseudonymSpec {
    key: Text,
}

impl<'de> Deserialize<'de> for ActionSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ActionVisitor)
    }
}

struct ActionVisitor;

impl<'de> Visitor<'de> for ActionVisitor {
    type Value = ActionSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an action")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<ActionSpec, E> {
        Ok(match name {
            "label" => ActionSpec::Label,
            "mask" => ActionSpec::Mask(MaskSpec::default()),
            "remove" => ActionSpec::Remove,
            "hash" => ActionSpec::Hash,
            "generalise" => ActionSpec::Generalise,
            "replace" => ActionSpec::Wrong("`replace` needs its text: { replace: \"text\" }".to_owned()),
            "pseudonym" => ActionSpec::Wrong("`pseudonym` needs its key: { pseudonym: { key: primary } }".to_owned()),
            _ => unknown(name),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ActionSpec, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Ok(ActionSpec::Wrong(NO_ACTION.to_owned()));
        };
        let action = match name.as_str() {
            "mask" => ActionSpec::Mask(map.next_value::<Option<MaskSpec>>()?.unwrap_or_default()),
            "replace" => ActionSpec::Replace(map.next_value()?),
            "pseudonym" => ActionSpec::Pseudonym(map.next_value()?),
            _ => {
                map.next_value::<IgnoredAny>()?;
                match name.as_str() {
                    "label" | "remove" | "hash" | "generalise" => {
                        ActionSpec::Wrong(format!("`{name}` takes no settings: write `action: {name}`"))
                    }
                    _ => unknown(&name),
                }
            }
        };
        let Some(second) = map.next_key::<String>()? else { return Ok(action) };
        map.next_value::<IgnoredAny>()?;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(ActionSpec::Wrong(format!("an action is one of `{name}` and `{second}`, not both")))
    }
}

const NO_ACTION: &str = "here should stand an action, such as label or { mask: { keep_last: 4 } }";

fn unknown(name: &str) -> ActionSpec {
    ActionSpec::Wrong(format!("there is no action `{name}`{}", suggest(name, &Action::NAMES)))
}

impl ActionSpec {
    /// The key that it needs, if it needs one.
    pub fn key_id(&self) -> Option<&str> {
        match self {
            Self::Pseudonym(spec) => Some(&spec.key.value),
            _ => None,
        }
    }
}

/// Compiles an action; one that needs a key which is not there is refused.
pub(super) fn compile(spec: Spanned<ActionSpec>, keys: &PseudonymKeys) -> Result<Action, ConfigError> {
    Ok(match spec.value {
        ActionSpec::Wrong(message) => return Err(ConfigError::at(spec.referenced, message)),
        ActionSpec::Label => Action::Label,
        ActionSpec::Remove => Action::Remove,
        ActionSpec::Hash => Action::Hash,
        ActionSpec::Generalise => Action::Generalise,
        ActionSpec::Mask(mask) => {
            Action::Mask(Kept { first: mask.keep_first.unwrap_or(0), last: mask.keep_last.unwrap_or(0) })
        }
        ActionSpec::Replace(text) if is_replacement(&text.value) => Action::Replace(text.value),
        ActionSpec::Replace(text) => {
            let message = if text.value.trim().is_empty() {
                "an empty replacement leaves nothing: write `action: remove`".to_owned()
            } else {
                format!(
                    "a replacement has at most {MAX_REPLACEMENT} bytes and no quotes, backslashes or control characters: it \
                     has to stand within JSON as it is"
                )
            };
            return Err(ConfigError::at(text.referenced, message));
        }
        ActionSpec::Pseudonym(PseudonymSpec { key }) => {
            if !is_key_id(&key.value) {
                let message = "a key's id is 1 to 32 letters, digits, `-` and `_`, and not `sha256`";
                return Err(ConfigError::at(key.referenced, message));
            }
            let there = keys.get(&key.value).cloned();
            Action::Pseudonym(there.ok_or_else(|| missing(&key))?)
        }
    })
}

fn missing(key: &Text) -> ConfigError {
    let id = &key.value;
    ConfigError::at(
        key.referenced,
        format!(
            "the key `{id}` is not there: set SLUICE_PSEUDONYM_KEY to {{\"{id}\": \"<base64, 32 bytes or more>\"}}, or for a \
             function to the ARN of a Secrets Manager secret with that value"
        ),
    )
}
