//! A CloudFormation template as a tree: YAML or JSON, with the place of every value, short forms (`!Ref`) written out.
//!
//! It refuses to say what any of it means: [`super::values`] does.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Spanned, Tagged};

use crate::config::ConfigError;

/// Where something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// From 1.
    pub line: u64,
    /// From 1.
    pub column: u64,
}

impl Place {
    pub fn error(self, message: impl Into<String>) -> ConfigError {
        ConfigError { line: self.line.max(1), column: self.column.max(1), message: message.into() }
    }
}

/// A value of the template.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub place: Place,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A text, a number or a truth, as text; nothing is the empty text.
    Text(String),
    List(Vec<Node>),
    /// Keys, where they stand, and what they hold.
    Map(Vec<(String, Place, Node)>),
}

/// Reads a template.
///
/// # Errors
/// When it is no YAML.
pub(super) fn read(yaml: &str) -> Result<Node, ConfigError> {
    serde_saphyr::from_str::<Node>(yaml).map_err(ConfigError::from)
}

impl Node {
    /// What a key holds.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().find(|(name, ..)| *name == key).map(|(.., node)| node)
    }

    /// The keys, where they stand, and what they hold; none of what is no map.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Place, &Self)> {
        let entries = if let Kind::Map(entries) = &self.kind { entries.as_slice() } else { &[] };
        entries.iter().map(|(name, place, node)| (name.as_str(), *place, node))
    }

    /// The items; none of what is no list.
    pub fn items(&self) -> &[Self] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    /// The text; none of what is a list or a map.
    pub fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// The one key of an intrinsic function (`Ref`, `Condition`, `Fn::…`), and what it holds.
    pub fn intrinsic(&self) -> Option<(&str, &Self)> {
        let mut entries = self.entries();
        let (name, _, node) = entries.next()?;
        let is_one = name == "Ref" || name == "Condition" || name.starts_with("Fn::");
        (is_one && entries.next().is_none()).then_some((name, node))
    }

    /// Every text within, keys included.
    pub fn texts<'n>(&'n self, out: &mut Vec<&'n str>) {
        match &self.kind {
            Kind::Text(text) => out.push(text),
            Kind::List(items) => items.iter().for_each(|item| item.texts(out)),
            Kind::Map(entries) => entries.iter().for_each(|(name, _, node)| {
                out.push(name);
                node.texts(out);
            }),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value: Tagged(Plain(kind), tag), referenced, .. } =
            Spanned::<Tagged<Plain>>::deserialize(deserializer)?;
        let place = Place { line: referenced.line(), column: referenced.column() };
        let node = Self { place, kind };
        let Some(name) = tag.as_deref().and_then(|tag| tag.strip_prefix('!')).filter(|name| !name.is_empty()) else {
            return Ok(node);
        };
        let name = if matches!(name, "Ref" | "Condition") { name.to_owned() } else { format!("Fn::{name}") };
        Ok(Self { place, kind: Kind::Map(vec![(name, place, node)]) })
    }
}

/// A value without its tag and place.
struct Plain(Kind);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor).map(Self)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a template")
    }

    fn visit_str<E>(self, text: &str) -> Result<Kind, E> {
        Ok(Kind::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Kind, E> {
        Ok(Kind::Text(truth.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Kind, E> {
        Ok(Kind::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Kind, E> {
        Ok(Kind::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Kind, E> {
        Ok(Kind::Text(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Kind, E> {
        Ok(Kind::Text(String::new()))
    }

    fn visit_none<E>(self) -> Result<Kind, E> {
        Ok(Kind::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Kind, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Kind::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Kind, A::Error> {
        let mut out = Vec::new();
        while let Some((name, node)) = entries.next_entry::<Spanned<String>, Node>()? {
            let place = Place { line: name.referenced.line(), column: name.referenced.column() };
            out.push((name.value, place, node));
        }
        Ok(Kind::Map(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out_and_places_kept() {
        let yaml = "A:\n  B: !Ref C\n  D: !GetAtt E.Arn\n  F: !If [G, !Sub \"x${H}\", 010]\n  I: { Ref: J }\nK: !Equals [a, true]\n";
        let node = read(yaml).unwrap();
        let a = node.get("A").unwrap();
        let entry = |name: &str| a.get(name).unwrap().intrinsic().unwrap();
        assert_eq!((entry("B").0, entry("B").1.text()), ("Ref", Some("C")));
        assert_eq!((entry("D").0, entry("D").1.text()), ("Fn::GetAtt", Some("E.Arn")));
        let (name, list) = entry("F");
        assert_eq!((name, list.items().len()), ("Fn::If", 3));
        assert_eq!(list.items()[1].intrinsic().map(|(name, _)| name), Some("Fn::Sub"));
        assert_eq!((entry("I").0, entry("I").1.text()), ("Ref", Some("J")));
        assert_eq!(node.get("K").unwrap().intrinsic().unwrap().1.items()[1].text(), Some("true"));
        let places: Vec<_> = node.entries().map(|(name, place, _)| (name, place.line, place.column)).collect();
        assert_eq!(places, [("A", 1, 1), ("K", 6, 1)]);
    }

    #[test]
    fn json_is_yaml() {
        let node = read(r#"{"A": {"Fn::GetAtt": ["B", "Arn"]}, "C": null, "D": 1.5}"#).unwrap();
        assert_eq!(node.get("A").unwrap().intrinsic().unwrap().1.items().len(), 2);
        assert_eq!(node.get("C").unwrap().text(), Some(""));
    }

    #[test]
    fn what_is_no_yaml_has_a_place() {
        assert_eq!(read("A: 1\nB: [a\n").unwrap_err().line, 2);
    }
}
