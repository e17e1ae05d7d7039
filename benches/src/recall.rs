//! The check before a time counts: an engine must have removed what its rules are for.

use std::collections::BTreeMap;

use crate::engines::Engine;
use crate::text::Text;

/// How an engine did its work.
pub struct Recall {
    /// For each kind that it has a rule for: how many were planted and how many are gone.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
    /// How many of 100 000 lines in which nothing was planted were changed.
    pub changed: f64,
}

impl Recall {
    /// Lets an engine redact the first `length` bytes and looks at what came out.
    pub fn of(engine: &mut dyn Engine, text: &Text, length: usize) -> Self {
        let batch = text.part(length);
        let mut out = Vec::with_capacity(batch.len() * 2);
        engine.redact(batch, &mut out);
        let out = String::from_utf8(out).expect("UTF-8 stays so");
        let redacted: Vec<&str> = out.lines().collect();
        assert_eq!(redacted.len(), batch.count(), "{}: a line for a line", engine.name());
        let originals: Vec<&str> = batch.lines().collect();
        let covered = engine.kinds();
        let mut kinds: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        let mut planted = vec![false; originals.len()];
        for (line, range, kind) in text.planted.iter().take_while(|(line, ..)| *line < originals.len()) {
            planted[*line] = true;
            if covered.contains(kind) {
                let counts = kinds.entry(kind).or_default();
                counts.0 += 1;
                counts.1 += usize::from(is_gone(redacted[*line], &originals[*line][range.clone()]));
            }
        }
        let ordinary = (0..originals.len()).filter(|line| !planted[*line]);
        let (mut count, mut changed) = (0, 0);
        for line in ordinary {
            count += 1;
            changed += usize::from(redacted[line] != originals[line]);
        }
        Self { kinds, changed: changed as f64 / count as f64 * 1e5 }
    }

    /// The part of what was planted that is gone.
    pub fn whole(&self) -> f64 {
        let (planted, gone) = self.kinds.values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
        gone as f64 / planted as f64
    }

    /// The kind of which least is gone, and which part of it is.
    pub fn least(&self) -> (&'static str, f64) {
        let parts = self.kinds.iter().map(|(kind, (planted, gone))| (*kind, *gone as f64 / *planted as f64));
        parts.min_by(|a, b| a.1.total_cmp(&b.1)).expect("there are kinds")
    }
}

/// Whether a value is gone, and of a long one neither half is left.
fn is_gone(redacted: &str, value: &str) -> bool {
    const LONG: usize = 12;
    if value.len() < LONG {
        return !redacted.contains(value);
    }
    let (first, second) = value.split_at(value.len() / 2);
    !redacted.contains(first) && !redacted.contains(second)
}
