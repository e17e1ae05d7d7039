//! Comparisons of a JSON message's fields.

use crate::names::glob_matches;
use serde_json::Value as Json;

/// The way to a field: `$.user.tags[0]`, `$['a.b']`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    pub(super) steps: Vec<Step>,
}

/// One step of a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Element(usize),
}

/// `selector operator value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub(super) selector: Selector,
    pub(super) operator: Operator,
    pub(super) value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number; it equals numbers only.
    Number(f64),
    /// Text, in which `*` stands for any text; it equals strings only.
    Text(String),
}

impl Selector {
    /// The value that it leads to, in a message.
    pub fn find<'a>(&self, json: &'a Json) -> Option<&'a Json> {
        self.steps.iter().try_fold(json, |at, step| match step {
            Step::Member(name) => at.get(name),
            Step::Element(index) => at.get(index),
        })
    }
}

impl Comparison {
    /// A field that is missing satisfies no comparison, `!=` included.
    pub(super) fn holds(&self, json: &Json) -> bool {
        let Some(field) = self.selector.find(json) else { return false };
        match (&self.value, field) {
            (Value::Number(value), Json::Number(field)) => {
                let Some(field) = field.as_f64() else { return false };
                match self.operator {
                    Operator::Equal => field == *value,
                    Operator::NotEqual => field != *value,
                    Operator::Less => field < *value,
                    Operator::LessOrEqual => field <= *value,
                    Operator::Greater => field > *value,
                    Operator::GreaterOrEqual => field >= *value,
                }
            }
            (Value::Text(glob), Json::String(field)) => {
                // A `?` is a character like any other in this syntax.
                let equal = if glob.contains('*') { wildcard(glob, field) } else { glob == field };
                equal == (self.operator == Operator::Equal)
            }
            _ => self.operator == Operator::NotEqual,
        }
    }
}

fn wildcard(glob: &str, text: &str) -> bool {
    if !glob.contains('?') {
        return glob_matches(glob, text);
    }
    let mut rest = text;
    let parts: Vec<&str> = glob.split('*').collect();
    let (Some((first, inner)), Some(last)) = (parts.split_first(), parts.last()) else { return false };
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    for part in &inner[..inner.len() - 1] {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
