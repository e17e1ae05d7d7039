//! Switzerland: insured persons.

use std::ops::Range;

use crate::redact::checks::weighted;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[Row {
    name: "ch_ahv",
    sets: &["standard", "eu", "identity"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::DottedFours], words: WORDS }, verify),
    source: "Verordnung über die Alters- und Hinterlassenenversicherung, article 133: 756, nine digits, and the check digit \
             of EAN-13; without separators only near its name",
    examples: &[
        "756.9217.0769.85",
        "AHV-Nr. 756.3141.5926.58",
        "756 3141 5926 58",
        "ahv=7563141592658",
        "numero AVS 7563141592658",
        "7563141592658",
    ],
    counterexamples: &[
        "756.9217.0769.86",
        "757.9217.0769.85",
        "756.3141.5926.5",
        "756.3141.5926.581",
        "7563141592651",
        "x756.3141.5926.58",
        "1.756.3141.5926.58",
        "1756314159265",
    ],
}];

const WORDS: &[&str] =
    &["ahv", "avs", "sozialversicherung", "versichertennummer", "social security", "assurance sociale"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // The structure is that of two groups of four; the country stands before them.
    let at = if input.text[..at].ends_with(b"756.") { at - 4 } else { at };
    let found = shape::find(input, at, &["999_9999_9999_99"], is_insured)?;
    let printed = found.len() == 16 && input.text[found.clone()].iter().filter(|b| **b == b'.').count() == 3;
    (printed || input.expects(at, WORDS)).then_some(found)
}

fn is_insured(text: &[u8]) -> bool {
    text.starts_with(b"756") && weighted(text, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Bundesamt für Sozialversicherungen.
    #[test]
    fn a_published_example_agrees() {
        assert!(is_insured(b"7569217076985") && !is_insured(b"7569217076986"));
    }
}
