//! Writes replacements, each in the form that what stands around it asks for, and knows them again.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::generalise::{Generalisation, generalisation, is_address, prefix_length};
use super::mask::mask;
use super::token::{HASH_DIGITS, HASH_ID, Tokens};
use super::{Action, Kept};
use crate::hash::sha256_hex;
use crate::redact::derived::{Way, encode, entities};
use crate::redact::detectors::DETECTORS;
use crate::redact::finding::{Finding, Form};
use crate::redact::names::Names;

/// Which action each detector has, by what is at work for one log group.
#[derive(Clone)]
pub struct Replacer {
    names: Names,
    /// The labels by detector.
    labels: Arc<[String]>,
    tokens: Arc<Tokens>,
    /// The actions of all rules.
    actions: Arc<[Action]>,
    /// For each detector, the index of its action.
    by_detector: Vec<usize>,
}

impl Replacer {
    /// `by_detector` says for each detector of `names` which of `actions` is taken; `tokens` holds what all of them
    /// may write.
    pub(in crate::redact) fn new(
        names: Names,
        actions: Arc<[Action]>,
        by_detector: Vec<usize>,
        tokens: Tokens,
    ) -> Self {
        let labels = names.iter().map(|name| format!("[{}]", name.to_ascii_uppercase())).collect();
        Self { names, labels, tokens: Arc::new(tokens), actions, by_detector }
    }

    /// The same with other actions for the detectors.
    pub(in crate::redact) fn with(&self, by_detector: Vec<usize>) -> Self {
        Self { by_detector, ..self.clone() }
    }

    /// What is really done with a finding.
    pub(in crate::redact) fn action(&self, finding: &Finding) -> &Action {
        const WHOLE: Action = Action::Mask(Kept { first: 0, last: 0 });
        match &self.actions[finding.rule.unwrap_or(self.by_detector[finding.detector])] {
            Action::Mask(_) if finding.wholly => &WHOLE,
            Action::Remove => &Action::Remove,
            Action::Mask(kept) if *kept == Kept::default() => &WHOLE,
            _ if finding.wholly => &Action::Label,
            Action::Generalise if self.generalisation(finding).is_none() => &Action::Label,
            action => action,
        }
    }

    /// What is written in place of `finding`, whose bytes in the original text are `hidden`.
    pub(in crate::redact) fn replacement(&self, finding: &Finding, hidden: &[u8]) -> Cow<'_, str> {
        let label = || Cow::Borrowed(self.labels[finding.detector].as_str());
        let name = self.names.get(finding.detector);
        let token = |id: &str, digits: &str| {
            let label = &self.labels[finding.detector];
            Cow::Owned(format!("{}:{id}:{digits}]", &label[..label.len() - 1]))
        };
        let plain: Cow<'_, str> = match self.action(finding) {
            Action::Label => label(),
            Action::Mask(kept) => Cow::Owned(mask(&value(finding, hidden), *kept)),
            Action::Remove => Cow::Borrowed(""),
            Action::Replace(text) => Cow::Borrowed(text.as_str()),
            Action::Hash => {
                let digest = sha256_hex(&normal(name, value(finding, hidden)));
                token(HASH_ID, &digest[..HASH_DIGITS])
            }
            Action::Pseudonym(key) => token(key.id(), &key.token(name, &normal(name, value(finding, hidden)))),
            Action::Generalise => self
                .generalisation(finding)
                .and_then(|to| to.apply(&value(finding, hidden)))
                .map_or_else(label, Cow::Owned),
        };
        let formed = match finding.form {
            Form::Value if plain.is_empty() => Cow::Borrowed("null"),
            Form::Value => Cow::Owned(format!("\"{}\"", escape(plain))),
            Form::Spaced if plain.is_empty() => Cow::Borrowed("\"\""),
            Form::Text | Form::Spaced => plain,
        };
        finding.ways().fold(formed, |text, way| match way {
            Way::Escapes => escape(text),
            Way::Percent => encode(text),
            Way::Entities => entities::encode(text),
            Way::Folded | Way::Plain => text,
        })
    }

    /// Whether some action leaves a part of a value standing.
    pub(in crate::redact) fn keeps(&self) -> bool {
        self.actions.iter().any(|action| matches!(action, Action::Mask(kept) if *kept != Kept::default()))
    }

    /// Takes to a finding what belongs to it for its action: the prefix of a network that is made broader.
    pub(in crate::redact) fn widen(&self, finding: &mut Finding, text: &[u8]) {
        let hidden = &text[finding.start..finding.end];
        if matches!(self.action(finding), Action::Generalise) && is_address(&value(finding, hidden)) {
            finding.end += prefix_length(&text[finding.end..]);
        }
    }

    fn generalisation(&self, finding: &Finding) -> Option<Generalisation> {
        match DETECTORS.get(finding.detector) {
            Some(detector) => generalisation(detector.name),
            None => Some(Generalisation::Either),
        }
    }

    /// The length of what `text` begins with, if it begins with a label, a token or a text that a rule writes; 0 otherwise.
    pub(in crate::redact) fn leading_label(&self, text: &[u8]) -> usize {
        self.tokens.leading(text)
    }

    /// Whether `text` is a label, a token or a text that a rule writes, and nothing else.
    pub(in crate::redact) fn is_label(&self, text: &[u8]) -> bool {
        !text.is_empty() && self.leading_label(text) == text.len()
    }

    /// The labels and tokens that stand in `text`, in their order.
    pub(in crate::redact) fn tokens<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        self.tokens.within(text)
    }

    /// The name of the detector that found it.
    pub(in crate::redact) fn name(&self, finding: &Finding) -> &Arc<str> {
        self.names.get(finding.detector)
    }
}

/// What a reader would take the hidden bytes for: the text without what the layers around it put before it.
pub fn value<'h>(finding: &Finding, hidden: &'h [u8]) -> Cow<'h, [u8]> {
    finding.ways().rev().fold(Cow::Borrowed(hidden), |text, way| match way.derive(&text) {
        Some(derived) => Cow::Owned(derived.text),
        None => text,
    })
}

/// The one form of values that mean the same.
fn normal<'h>(detector: &str, value: Cow<'h, [u8]>) -> Cow<'h, [u8]> {
    if detector != "email_address" {
        return value;
    }
    match std::str::from_utf8(&value) {
        Ok(text) => Cow::Owned(text.to_lowercase().into_bytes()),
        Err(_) => Cow::Owned(value.to_ascii_lowercase()),
    }
}

/// Escapes a text for a JSON string (RFC 8259, section 7).
fn escape(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(|c: char| c < ' ' || matches!(c, '"' | '\\')) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
