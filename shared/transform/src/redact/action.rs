//! What is written in place of a finding.

use std::borrow::Cow;

use serde::Deserialize;

use super::detectors::DETECTORS;
use super::finding::{Finding, Form};

/// What is written in place of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The detector's name in brackets: `[EMAIL_ADDRESS]`.
    #[default]
    Label,
    /// A `*` for each character but separators: `***-**-****`.
    Mask,
    /// Nothing.
    Remove,
}

impl Action {
    /// Its name in `sluice.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Mask => "mask",
            Self::Remove => "remove",
        }
    }
}

/// Writes replacements, and knows its own labels again.
pub struct Replacer {
    action: Action,
    labels: Vec<String>,
}

/// The characters that a mask leaves standing. None needs an escape in JSON.
const SEPARATORS: &[char] = &['-', '.', ' ', ':', '@', '/', '+', '(', ')'];

impl Replacer {
    pub(super) fn new(action: Action) -> Self {
        let labels = match action {
            Action::Label => DETECTORS.iter().map(|d| format!("[{}]", d.name.to_ascii_uppercase())).collect(),
            Action::Mask | Action::Remove => Vec::new(),
        };
        Self { action, labels }
    }

    pub(super) fn action(&self) -> Action {
        self.action
    }

    /// What is written in place of `finding`, whose bytes in the original text are `hidden`.
    pub(super) fn replacement(&self, finding: &Finding, hidden: &[u8]) -> Cow<'_, str> {
        let plain: Cow<'_, str> = match self.action {
            Action::Label => Cow::Borrowed(self.labels[finding.detector].as_str()),
            Action::Mask => Cow::Owned(mask(hidden)),
            Action::Remove => Cow::Borrowed(""),
        };
        let formed = match finding.form {
            Form::Value if plain.is_empty() => Cow::Borrowed("null"),
            Form::Value => Cow::Owned(format!("\"{plain}\"")),
            Form::Spaced if plain.is_empty() => Cow::Borrowed("\"\""),
            Form::Text | Form::Spaced => plain,
        };
        (0..finding.depth).fold(formed, |text, _| escape(text))
    }

    /// The length of the label that `text` begins with, if it begins with one that this writes; 0 otherwise.
    pub(super) fn leading_label(&self, text: &[u8]) -> usize {
        if text.first() != Some(&b'[') {
            return 0;
        }
        self.labels.iter().find(|label| text.starts_with(label.as_bytes())).map_or(0, String::len)
    }

    /// Whether `text` is a label that this writes, and nothing else.
    pub(super) fn is_label(&self, text: &[u8]) -> bool {
        !text.is_empty() && self.leading_label(text) == text.len()
    }
}

fn mask(hidden: &[u8]) -> String {
    String::from_utf8_lossy(hidden).chars().map(|c| if SEPARATORS.contains(&c) { c } else { '*' }).collect()
}

fn escape(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains(['"', '\\']) { Cow::Owned(text.replace('\\', "\\\\").replace('"', "\\\"")) } else { text }
}
