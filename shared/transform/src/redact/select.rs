//! Which detectors are asked for: names and sets, added and taken away in the order in which they stand.

use super::detector::Kind;
use super::detectors::DETECTORS;

/// A choice of detectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<bool>,
}

/// The sets, each with what it holds.
pub const SETS: &[(&str, &str)] = &[
    ("standard", "every detector whose findings are right almost always; the default"),
    ("secrets", "credentials only"),
    ("all", "every detector there is"),
];

/// Why a choice of detectors cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// A name that is neither a detector's nor a set's.
    #[error("there is no detector or set named {name:?}{}", did_you_mean(.nearest))]
    Unknown {
        /// The name as given, without a leading `-`.
        name: String,
        /// The right name that is nearest, if one is near.
        nearest: Option<&'static str>,
    },
    /// Nothing is left: redacting nothing is never meant.
    #[error("no detector is left to redact with: name at least one, such as `standard`")]
    Empty,
}

fn did_you_mean(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |name| format!(": did you mean {name:?}?"))
}

impl Default for Selection {
    /// The set `standard`.
    fn default() -> Self {
        Self { chosen: members("standard").unwrap_or_default() }
    }
}

impl Selection {
    /// Reads names and sets; one with a leading `-` is taken away. A list that begins by taking away begins with
    /// `standard`.
    ///
    /// # Errors
    /// When a name is unknown, or nothing is left.
    pub fn parse<'a>(items: impl IntoIterator<Item = &'a str>) -> Result<Self, SelectError> {
        let mut items = items.into_iter().map(str::trim).filter(|item| !item.is_empty()).peekable();
        let mut chosen = match items.peek() {
            Some(first) if first.starts_with('-') => Self::default().chosen,
            _ => vec![false; DETECTORS.len()],
        };
        for item in items {
            let (name, on) = item.strip_prefix('-').map_or((item, true), |name| (name, false));
            let members =
                members(name).ok_or_else(|| SelectError::Unknown { name: name.to_owned(), nearest: nearest(name) })?;
            for (slot, member) in chosen.iter_mut().zip(members) {
                if member {
                    *slot = on;
                }
            }
        }
        if chosen.iter().any(|on| *on) { Ok(Self { chosen }) } else { Err(SelectError::Empty) }
    }

    /// Whether the detector at `index` of [`DETECTORS`] is chosen.
    pub fn has(&self, index: usize) -> bool {
        self.chosen.get(index).copied().unwrap_or(false)
    }
}

/// Which detectors a name stands for.
fn members(name: &str) -> Option<Vec<bool>> {
    let test: Box<dyn Fn(usize) -> bool> = match name {
        "standard" | "all" => Box::new(|_| true),
        "secrets" => Box::new(|index: usize| DETECTORS[index].kind == Kind::Secret),
        _ => {
            let at = DETECTORS.iter().position(|d| d.name == name)?;
            Box::new(move |index| index == at)
        }
    };
    Some((0..DETECTORS.len()).map(test).collect())
}

fn nearest(name: &str) -> Option<&'static str> {
    crate::config::nearest(name, SETS.iter().map(|(set, _)| *set).chain(DETECTORS.iter().map(|d| d.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(items: &[&str]) -> Result<Vec<&'static str>, SelectError> {
        let selection = Selection::parse(items.iter().copied())?;
        Ok((0..DETECTORS.len()).filter(|i| selection.has(*i)).map(|i| DETECTORS[i].name).collect())
    }

    #[test]
    fn adds_and_takes_away_in_order() {
        assert_eq!(names(&["jwt", "us_ssn"]).unwrap().len(), 2);
        assert_eq!(names(&["standard", "-ip_address"]).unwrap().len(), DETECTORS.len() - 1);
        assert_eq!(names(&["-ip_address"]), names(&["standard", "-ip_address"]));
        assert_eq!(names(&["secrets", "-secrets", "jwt"]).unwrap(), ["jwt"]);
        assert!(!names(&["secrets"]).unwrap().contains(&"email_address"));
    }

    #[test]
    fn mistakes_are_told() {
        let error = names(&["email_adress"]).unwrap_err();
        assert_eq!(error, SelectError::Unknown { name: "email_adress".into(), nearest: Some("email_address") });
        assert_eq!(names(&["jwt", "-jwt"]), Err(SelectError::Empty));
        assert_eq!(names(&[]), Err(SelectError::Empty));
    }
}
