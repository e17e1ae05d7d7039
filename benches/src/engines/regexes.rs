//! The crate `regex` in the ways in which it is used for this: rule after rule, rule after rule where a set says that it
//! is worth it, and all rules at once.

use std::borrow::Cow;

use regex::{NoExpand, Regex, RegexSet};
use regex_automata::meta;

use super::Engine;
use crate::rules::RULES;
use crate::text::Batch;

/// Rule after rule over each line.
pub struct OneByOne {
    rules: Vec<(Regex, String)>,
}

fn compiled() -> Vec<(Regex, String)> {
    RULES.iter().map(|rule| (Regex::new(rule.pattern).expect("it compiles"), label(rule.name))).collect()
}

fn label(name: &str) -> String {
    format!("[{name}]")
}

impl OneByOne {
    pub fn new() -> Self {
        Self { rules: compiled() }
    }
}

/// Replaces what one rule finds; `text` is copied only if it finds something.
fn replace(text: &mut Cow<'_, str>, (regex, label): &(Regex, String)) {
    if let Cow::Owned(replaced) = regex.replace_all(text, NoExpand(label)) {
        *text = Cow::Owned(replaced);
    }
}

impl Engine for OneByOne {
    fn name(&self) -> String {
        "`regex`, one after the other".to_owned()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        for line in batch.lines() {
            let mut text = Cow::Borrowed(line);
            self.rules.iter().for_each(|rule| replace(&mut text, rule));
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
    }
}

/// One search of a set tells which rules are worth applying.
pub struct SetFirst {
    set: RegexSet,
    rules: Vec<(Regex, String)>,
}

impl SetFirst {
    pub fn new() -> Self {
        let set = regex::RegexSetBuilder::new(RULES.iter().map(|rule| rule.pattern)).dfa_size_limit(64 << 20).build();
        Self { set: set.expect("it compiles"), rules: compiled() }
    }
}

impl Engine for SetFirst {
    fn name(&self) -> String {
        "`regex`, a set first".to_owned()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        for line in batch.lines() {
            let mut text = Cow::Borrowed(line);
            for index in &self.set.matches(line) {
                replace(&mut text, &self.rules[index]);
            }
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
    }
}

/// All rules in one automaton; what it finds is replaced on the way.
pub struct AtOnce {
    regex: meta::Regex,
    labels: Vec<String>,
}

impl AtOnce {
    pub fn new() -> Self {
        let patterns: Vec<&str> = RULES.iter().map(|rule| rule.pattern).collect();
        let config = meta::Config::new().hybrid_cache_capacity(64 << 20).nfa_size_limit(Some(64 << 20));
        let regex = meta::Regex::builder().configure(config).build_many(&patterns).expect("they compile");
        Self { regex, labels: RULES.iter().map(|rule| label(rule.name)).collect() }
    }
}

impl Engine for AtOnce {
    fn name(&self) -> String {
        "`regex-automata`, all at once".to_owned()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        for line in batch.lines() {
            let mut done = 0;
            for found in self.regex.find_iter(line) {
                out.extend_from_slice(&line.as_bytes()[done..found.start()]);
                out.extend_from_slice(self.labels[found.pattern().as_usize()].as_bytes());
                done = found.end();
            }
            out.extend_from_slice(&line.as_bytes()[done..]);
            out.push(b'\n');
        }
    }
}
