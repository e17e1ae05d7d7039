//! The section `remediate` as it is written: a list of policies, or, where the stack has settings of its own, a map with
//! the list below `policies`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::rung::RungSpec;
use crate::config::spec::{Text, Texts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct StackSpec {
    pub allow: Option<Texts>,
    pub actions_per_hour: Option<Spanned<u32>>,
    pub policies: Spanned<Vec<Spanned<PolicySpec>>>,
}

/// The section in either form.
pub(in crate::config) enum RemediateSpec {
    Plain(Vec<Spanned<PolicySpec>>),
    Full(StackSpec),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct PolicySpec {
    pub alarm: Spanned<Names>,
    pub target: Spanned<TargetSpec>,
    pub ladder: Spanned<Vec<Spanned<RungSpec>>>,
    pub mode: Option<ModeSpec>,
    pub cooldown: Option<Text>,
    pub actions_per_hour: Option<Spanned<u32>>,
    pub breaker: Option<Spanned<u32>>,
    pub verify: Option<VerifySpec>,
    pub maintenance: Option<Vec<Spanned<MaintenanceSpec>>>,
    pub quiet: Option<Vec<Spanned<QuietSpec>>>,
}

#[derive(Deserialize)]
pub(in crate::config) enum ModeSpec {
    #[serde(rename = "dry_run")]
    DryRun,
    #[serde(rename = "act")]
    Act,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct VerifySpec {
    pub within: Option<Text>,
    pub stable: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct MaintenanceSpec {
    pub from: Text,
    pub to: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct QuietSpec {
    pub days: Option<Texts>,
    pub from: Text,
    pub to: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct ScaleSpec {
    pub by: Option<i64>,
    pub to: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct ParameterSpec {
    pub name: Text,
    pub value: Option<String>,
    pub patch: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct AutomationSpec {
    pub document: Text,
    #[serde(default)]
    pub parameters: BTreeMap<String, Names>,
}

/// One text, or a list of them.
pub(in crate::config) struct Names(pub Vec<String>);

/// `dimensions`, or the names of a cluster and a service.
pub(in crate::config) enum TargetSpec {
    Word(String),
    Named(NamedSpec),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::config) struct NamedSpec {
    pub cluster: String,
    pub service: String,
}

impl<'de> Deserialize<'de> for RemediateSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Section;
        impl<'de> Visitor<'de> for Section {
            type Value = RemediateSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of policies, or keys and values")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<RemediateSpec, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(RemediateSpec::Plain)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RemediateSpec, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(RemediateSpec::Full)
            }
        }
        deserializer.deserialize_any(Section)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;
        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a list of texts")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Names, E> {
                Ok(Names(vec![name.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Names, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(Names)
            }
        }
        deserializer.deserialize_any(OneOrMore)
    }
}

impl<'de> Deserialize<'de> for TargetSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrNames;
        impl<'de> Visitor<'de> for WordOrNames {
            type Value = TargetSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a target: { cluster: …, service: … }, or the word dimensions")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<TargetSpec, E> {
                Ok(TargetSpec::Word(word.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TargetSpec, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(TargetSpec::Named)
            }
        }
        deserializer.deserialize_any(WordOrNames)
    }
}
