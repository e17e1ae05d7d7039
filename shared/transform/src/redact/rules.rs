//! What a configuration says of redaction beside the choice of detectors: an action for all, rules for single detectors,
//! detectors of one's own, what is allowed; and what of all that applies to one log group.

use std::borrow::Cow;
use std::sync::Arc;

use super::action::{Action, Replacer, Tokens};
use super::allow::Allow;
use super::custom::{Custom, CustomDetector};
use super::detectors::DETECTORS;
use super::names::Names;
use super::select::Selection;
use crate::config::Scope;

/// The rules as they were written, in their order.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    /// What is done with findings for which no rule says anything.
    pub action: Action,
    /// Rules for single detectors. Of several for one detector, the first that applies to the log group counts.
    pub rules: Vec<Rule>,
    /// What is never hidden.
    pub allow: Allow,
}

/// A rule for one detector.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The detector.
    pub subject: Subject,
    /// What is done with its findings; the action for all where nothing is said.
    pub action: Option<Action>,
    /// Where it applies.
    pub scope: Scope,
}

/// The detector that a rule is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A built-in one, by its index in [`DETECTORS`].
    BuiltIn(usize),
    /// One of one's own, which is at work where the rule applies.
    Own(Arc<CustomDetector>),
}

impl Rule {
    /// The detector's name.
    pub fn detector(&self) -> &str {
        match &self.subject {
            Subject::BuiltIn(index) => DETECTORS[*index].name,
            Subject::Own(detector) => &detector.name,
        }
    }
}

/// The rules that apply to one log group.
#[derive(Clone)]
pub struct Rules {
    pub replacer: Replacer,
    pub custom: Custom,
    pub allow: Arc<Allow>,
}

/// The rules, compiled.
pub struct Compiled {
    book: RuleBook,
    names: Names,
    /// What applies where no rule is bound to log groups.
    unbound: Rules,
}

impl Compiled {
    pub fn new(selection: &Selection, book: RuleBook) -> Self {
        let own = book.rules.iter().filter_map(|rule| match &rule.subject {
            Subject::Own(detector) => Some(detector.name.as_str()),
            Subject::BuiltIn(_) => None,
        });
        let names = Names::with(own);
        // The action for all is the first; each rule's own stands at its place behind that.
        let of_rules = book.rules.iter().map(|rule| rule.action.clone().unwrap_or_else(|| book.action.clone()));
        let actions: Arc<[Action]> = std::iter::once(book.action.clone()).chain(of_rules).collect();
        let mut tokens = Tokens::default();
        for (index, name) in names.iter().enumerate() {
            if index >= DETECTORS.len() || selection.has(index) {
                tokens.add(name, &book.action);
            }
        }
        for rule in &book.rules {
            tokens.add(rule.detector(), rule.action.as_ref().unwrap_or(&book.action));
        }
        let replacer = Replacer::new(names.clone(), actions, Vec::new(), tokens);
        let allow = Arc::new(book.allow.clone());
        let unbound = Rules { replacer, custom: Custom::default(), allow };
        let mut compiled = Self { book, names, unbound };
        compiled.unbound = compiled.select(|scope| scope.globs().is_none());
        compiled
    }

    /// The rules as they were written.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// The names of all detectors.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What applies where no log group is known.
    pub fn unbound(&self) -> &Rules {
        &self.unbound
    }

    /// What applies to a log group's events.
    pub fn in_group(&self, log_group: &str) -> Cow<'_, Rules> {
        if self.book.rules.iter().all(|rule| rule.scope.globs().is_none()) {
            return Cow::Borrowed(&self.unbound);
        }
        Cow::Owned(self.select(|scope| scope.covers(log_group)))
    }

    fn select(&self, applies: impl Fn(&Scope) -> bool) -> Rules {
        let mut by_detector = vec![0; self.names.iter().count()];
        let mut custom = Custom::default();
        let mut own = DETECTORS.len();
        for (number, rule) in self.book.rules.iter().enumerate() {
            let applies = applies(&rule.scope);
            let detector = match &rule.subject {
                Subject::BuiltIn(index) => *index,
                Subject::Own(detector) => {
                    if applies {
                        custom.detectors.push((own, Arc::clone(detector)));
                    }
                    own += 1;
                    own - 1
                }
            };
            if applies && by_detector[detector] == 0 {
                by_detector[detector] = number + 1;
            }
        }
        Rules { replacer: self.unbound.replacer.with(by_detector), custom, allow: Arc::clone(&self.unbound.allow) }
    }
}
