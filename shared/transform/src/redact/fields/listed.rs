//! The fields that a configuration names, to be hidden or to be kept, and what they mean for a place in a message.

use std::rc::Rc;

use super::paths::{FieldPattern, folded};

/// The fields that are named for one log group.
#[derive(Clone, Debug, Default)]
pub struct ListedFields {
    patterns: Vec<(FieldPattern, Meaning)>,
    /// Whether all that is not kept is hidden.
    keeps: bool,
}

/// What a pattern says of the fields that it names.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// They are hidden with the action of this index.
    Hidden(usize),
    Kept,
}

/// A place in a message: what the names of the fields around it say.
#[derive(Clone, Debug)]
pub struct Place {
    /// For each pattern, which of its parts are passed.
    passed: Vec<u64>,
    depth: usize,
    /// The action with which all here and below is hidden: that of the first rule that names it.
    pub hidden: Option<usize>,
    /// Whether all here and below is kept.
    pub kept: bool,
}

/// Fields that lie deeper than this are hidden if any are, and are not kept by a name of their own: no honest message has
/// them, and what is remembered of those around has to end somewhere.
const MAX_DEPTH: usize = 128;

impl ListedFields {
    /// `hidden` come with the indices of their actions.
    pub fn new(hidden: impl IntoIterator<Item = (FieldPattern, usize)>, kept: &[FieldPattern]) -> Self {
        let hidden = hidden.into_iter().map(|(pattern, action)| (pattern, Meaning::Hidden(action)));
        let patterns = hidden.chain(kept.iter().cloned().map(|pattern| (pattern, Meaning::Kept))).collect();
        Self { patterns, keeps: !kept.is_empty() }
    }

    /// Whether no field is named.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The place of a whole message.
    pub fn root(&self) -> Rc<Place> {
        let passed = self.patterns.iter().map(|(pattern, _)| pattern.start()).collect();
        Rc::new(Place { passed, depth: 0, hidden: None, kept: !self.keeps })
    }

    /// The place of a JSON object's value behind a key, which may spell a path.
    pub fn enter(&self, place: &Rc<Place>, key: &[u8]) -> Rc<Place> {
        if place.hidden.is_some() || place.passed.is_empty() {
            return Rc::clone(place);
        }
        self.step(place, key, true)
    }

    /// The place of a value in text, by its name, which has to fit to its end: below `user`, there is no `user.Service`.
    pub fn enter_text(&self, place: &Rc<Place>, names: &[&[u8]]) -> Rc<Place> {
        let Some((last, around)) = names.split_last() else { return Rc::clone(place) };
        let around = around.iter().fold(Rc::clone(place), |around, name| {
            let within = self.step(&around, name, false);
            Rc::new(Place { hidden: place.hidden, kept: place.kept, ..(*within).clone() })
        });
        self.step(&around, last, false)
    }

    fn step(&self, place: &Place, key: &[u8], prefixes: bool) -> Rc<Place> {
        if place.depth >= MAX_DEPTH {
            let hidden = place.hidden.or_else(|| self.patterns.iter().find_map(|(_, meaning)| meaning.hidden()));
            return Rc::new(Place { passed: Vec::new(), depth: place.depth, hidden, kept: place.kept });
        }
        let key = folded(key);
        let key = key.strip_prefix(b"$.").unwrap_or(&key);
        let dotted = key.contains(&b'.');
        let mut next = Place { passed: Vec::new(), depth: place.depth + 1, ..place.clone() };
        for ((pattern, meaning), before) in self.patterns.iter().zip(&place.passed) {
            let mut passed = pattern.enter(*before, key);
            let mut reached = pattern.is_passed(passed);
            if dotted {
                let mut parts = *before;
                for part in key.split(|b| *b == b'.').filter(|part| !part.is_empty()) {
                    parts = pattern.enter(parts, part);
                    reached |= prefixes && pattern.is_passed(parts);
                }
                reached |= pattern.is_passed(parts);
                passed |= parts;
            }
            next.passed.push(passed);
            match meaning {
                Meaning::Hidden(action) if reached => next.hidden = next.hidden.or(Some(*action)),
                Meaning::Kept if reached => next.kept = true,
                Meaning::Hidden(_) | Meaning::Kept => {}
            }
        }
        Rc::new(next)
    }

    /// The same place, where nothing is hidden for not being kept.
    pub fn only_hidden(&self, place: &Place) -> Rc<Place> {
        Rc::new(Place { kept: true, ..place.clone() })
    }
}

impl Meaning {
    fn hidden(self) -> Option<usize> {
        match self {
            Self::Hidden(action) => Some(action),
            Self::Kept => None,
        }
    }
}
