//! The engines.

mod datadog;
mod ours;
mod regexes;
mod vector;

use crate::rules::RULES;
use crate::text::Batch;

/// Something that redacts.
pub trait Engine {
    /// Its name.
    fn name(&self) -> String;

    /// How many rules it looks for.
    fn rules(&self) -> usize {
        RULES.len()
    }

    /// The kinds of what the corpus plants that it has rules for; for none, its work is not checked.
    fn kinds(&self) -> Vec<&'static str> {
        RULES.iter().flat_map(|rule| rule.kinds).copied().collect()
    }

    /// Appends the lines to `out` without what they should not hold, each with its line feed.
    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>);
}

/// Every engine; ours, the measure of the others, is the first.
pub fn all() -> Vec<Box<dyn Engine>> {
    vec![
        Box::new(ours::Ours::new("standard")),
        Box::new(ours::Ours::new("all")),
        Box::new(datadog::Datadog::new()),
        Box::new(vector::Vector::new()),
        Box::new(regexes::OneByOne::new()),
        Box::new(regexes::SetFirst::new()),
        Box::new(regexes::AtOnce::new()),
        Box::new(Copy),
    ]
}

/// What memory allows: the text copied, and nothing looked at.
struct Copy;

impl Engine for Copy {
    fn name(&self) -> String {
        "memcpy".to_owned()
    }

    fn rules(&self) -> usize {
        0
    }

    fn kinds(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(batch.bytes());
    }
}
