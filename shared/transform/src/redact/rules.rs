//! What a configuration says of redaction beside the choice of detectors: an action for all, fields, rules for single
//! detectors, detectors of one's own, what is allowed; and what of all that applies to one log group.

use std::borrow::Cow;
use std::sync::Arc;

use super::action::{Action, Replacer, Tokens};
use super::allow::Allow;
use super::custom::{Custom, CustomDetector};
use super::detectors::DETECTORS;
use super::fields::{FieldPattern, ListedFields};
use super::layer::{Layers, Room};
use super::names::{FIELD, FIRST_OWN, Names, UNLISTED_FIELD};
use super::scan::Scanner;
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
    /// Fields that are hidden. Of several rules for one field, the first that applies to the log group counts.
    pub fields: Vec<FieldRule>,
    /// Fields beside which nothing is kept, unless there are none.
    pub keep: Vec<FieldPattern>,
}

/// A rule for fields.
#[derive(Clone, Debug)]
pub struct FieldRule {
    /// The fields.
    pub patterns: Vec<FieldPattern>,
    /// What is done with their values; the action for all where nothing is said.
    pub action: Option<Action>,
    /// Where it applies.
    pub scope: Scope,
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
    pub fields: Arc<ListedFields>,
}

impl Rules {
    /// What a layer of text is searched with.
    pub fn layers<'a>(&'a self, scanner: &'a Scanner, room: &'a Room) -> Layers<'a> {
        let Self { replacer, custom, allow, fields } = self;
        Layers { scanner, replacer, custom, allow, fields, room }
    }
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
        // The action for all is the first; each rule's own stands at its place behind that, and then those of fields.
        let of_rules = book.rules.iter().map(|rule| &rule.action).chain(book.fields.iter().map(|rule| &rule.action));
        let of_rules = of_rules.map(|action| action.clone().unwrap_or_else(|| book.action.clone()));
        let actions: Arc<[Action]> = std::iter::once(book.action.clone()).chain(of_rules).collect();
        let mut tokens = Tokens::default();
        for (index, name) in names.iter().enumerate() {
            if index >= *FIRST_OWN || (index < DETECTORS.len() && selection.has(index)) {
                tokens.add(name, &book.action);
            }
        }
        for rule in &book.rules {
            tokens.add(rule.detector(), rule.action.as_ref().unwrap_or(&book.action));
        }
        for rule in &book.fields {
            tokens.add(names.get(*FIELD), rule.action.as_ref().unwrap_or(&book.action));
        }
        if !book.keep.is_empty() {
            tokens.add(names.get(*UNLISTED_FIELD), &book.action);
        }
        let replacer = Replacer::new(names.clone(), actions, Vec::new(), tokens);
        let allow = Arc::new(book.allow.clone());
        let unbound = Rules { replacer, custom: Custom::default(), allow, fields: Arc::default() };
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
        let mut scopes =
            self.book.rules.iter().map(|rule| &rule.scope).chain(self.book.fields.iter().map(|f| &f.scope));
        if scopes.all(|scope| scope.globs().is_none()) {
            return Cow::Borrowed(&self.unbound);
        }
        Cow::Owned(self.select(|scope| scope.covers(log_group)))
    }

    fn select(&self, applies: impl Fn(&Scope) -> bool) -> Rules {
        let mut by_detector = vec![0; self.names.iter().count()];
        let mut custom = Custom::default();
        let mut own = *FIRST_OWN;
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
        let first_action = 1 + self.book.rules.len();
        let fields = self.book.fields.iter().enumerate().filter(|(_, rule)| applies(&rule.scope));
        let fields = fields.flat_map(|(number, rule)| {
            rule.patterns.iter().map(move |pattern| (pattern.clone(), first_action + number))
        });
        Rules {
            replacer: self.unbound.replacer.with(by_detector),
            custom,
            allow: Arc::clone(&self.unbound.allow),
            fields: Arc::new(ListedFields::new(fields, &self.book.keep)),
        }
    }
}
