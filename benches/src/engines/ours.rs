//! Sluice, through its public interface: the lines of a batch, in the session of one stream.

use sluice_corpus::KINDS;
use sluice_transform::redact::{Action, Redactor, Selection};

use super::Engine;
use crate::text::Batch;

pub struct Ours {
    set: &'static str,
    redactor: Redactor,
}

impl Ours {
    pub fn new(set: &'static str) -> Self {
        let selection = Selection::parse([set]).expect("the set is one of ours");
        Self { set, redactor: Redactor::new(&selection, Action::Label) }
    }
}

impl Engine for Ours {
    fn name(&self) -> String {
        format!("sluice, `{}`", self.set)
    }

    fn rules(&self) -> usize {
        self.redactor.detectors().count()
    }

    fn kinds(&self) -> Vec<&'static str> {
        let has = |name: &&str| self.redactor.detectors().any(|detector| detector == *name);
        KINDS.iter().map(|kind| kind.detector).filter(has).collect()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        let lines: Vec<&str> = batch.lines().collect();
        for redacted in self.redactor.session().redact_all(&lines) {
            out.extend_from_slice(redacted.text.as_bytes());
            out.push(b'\n');
        }
    }
}
