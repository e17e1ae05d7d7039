//! Which detectors are asked for: names and sets, added and taken away in the order in which they stand.

use super::detectors::DETECTORS;

/// A choice of detectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<Choice>,
    /// The names and sets as they were asked for.
    items: String,
}

/// How a detector was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    No,
    /// Through a set.
    InSet,
    /// By its own name.
    Named,
}

/// The sets, each with what it holds.
pub const SETS: &[(&str, &str)] = &[
    ("standard", "every detector whose findings are right almost always; the default"),
    ("secrets", "credentials"),
    ("contact", "addresses of people: electronic mail, telephone"),
    ("network", "addresses of machines"),
    ("financial", "cards, accounts, tax numbers"),
    ("health", "numbers of patients, insurances, practitioners"),
    ("identity", "numbers of persons and of their documents"),
    ("business", "numbers of firms"),
    ("vehicle", "licence plates and vehicles' numbers"),
    ("eu", "what the countries of the European Union and its neighbours in the EEA issue"),
    ("uk", "what the United Kingdom issues"),
    ("us", "what the United States issue"),
    ("americas", "what the countries of America issue, the United States apart"),
    ("asia", "what the countries of Asia and Oceania issue"),
    ("africa", "what the countries of Africa issue"),
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
        Self::parse(["standard"]).unwrap_or_else(|_| Self { chosen: Vec::new(), items: String::new() })
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
        let mut asked: Vec<&str> = Vec::new();
        let mut chosen = match items.peek() {
            Some(first) if first.starts_with('-') => {
                asked.push("standard");
                Self::default().chosen
            }
            _ => vec![Choice::No; DETECTORS.len()],
        };
        for item in items {
            asked.push(item);
            let (name, on) = item.strip_prefix('-').map_or((item, true), |name| (name, false));
            let members =
                members(name).ok_or_else(|| SelectError::Unknown { name: name.to_owned(), nearest: nearest(name) })?;
            let is_set = SETS.iter().any(|(set, _)| *set == name);
            for (slot, _) in chosen.iter_mut().zip(members).filter(|(_, member)| *member) {
                *slot = match (on, is_set, *slot) {
                    (false, ..) => Choice::No,
                    // A name says more than a set.
                    (true, true, Choice::Named) | (true, false, _) => Choice::Named,
                    (true, true, _) => Choice::InSet,
                };
            }
        }
        if chosen.iter().any(|choice| *choice != Choice::No) {
            Ok(Self { chosen, items: asked.join(", ") })
        } else {
            Err(SelectError::Empty)
        }
    }

    /// The names and sets as they were asked for.
    pub fn items(&self) -> &str {
        &self.items
    }

    /// Whether the detector at `index` of [`DETECTORS`] is chosen.
    pub fn has(&self, index: usize) -> bool {
        self.chosen.get(index).is_some_and(|choice| *choice != Choice::No)
    }

    /// Whether it was chosen by its own name, so that its format is enough.
    pub fn names(&self, index: usize) -> bool {
        self.chosen.get(index) == Some(&Choice::Named)
    }
}

/// Which detectors a name stands for.
fn members(name: &str) -> Option<Vec<bool>> {
    let test: Box<dyn Fn(usize) -> bool> = match name {
        "all" => Box::new(|_| true),
        _ if SETS.iter().any(|(set, _)| *set == name) => Box::new(|index: usize| DETECTORS[index].sets.contains(&name)),
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
        assert_eq!(names(&["standard", "-ip_address"]).unwrap().len(), names(&["standard"]).unwrap().len() - 1);
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
