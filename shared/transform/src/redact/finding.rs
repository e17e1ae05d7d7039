//! What was found, where, and what form its replacement must take.

use super::derived::Way;
use super::detectors::DETECTORS;

/// A stretch of the original text to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// First byte.
    pub start: usize,
    /// One beyond the last byte.
    pub end: usize,
    /// Index of the detector: in [`DETECTORS`], or behind them what names a field, or one of one's own.
    pub(super) detector: usize,
    /// The form of the replacement.
    pub(super) form: Form,
    /// Behind how many layers it stands: its replacement is written for each of them.
    pub(super) depth: u8,
    /// The ways of the layers, by three bits each, the innermost first: JSON strings unless something else is said.
    pub(super) ways: u64,
    /// Whether nothing of it may be left standing: what its action left was found again, or it is joined of several.
    pub(super) wholly: bool,
    /// The index of the action of the rule that named its field, in place of its detector's.
    pub(super) rule: Option<usize>,
}

/// The form that a replacement must take, so that what stands around it keeps its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A whole JSON value, in whose place a JSON string or null is written.
    Value,
    /// A value after white space, which would otherwise take the next word for itself when it is removed.
    Spaced,
    /// Text among text.
    Text,
}

impl Finding {
    pub(super) fn text(start: usize, end: usize, detector: usize) -> Self {
        Self { start, end, detector, form: Form::Text, depth: 0, ways: 0, wholly: false, rule: None }
    }

    /// Takes the finding to the text around its own, which was derived in some way.
    pub(super) fn behind(&mut self, way: Way) {
        if u32::from(self.depth) < u64::BITS / Way::BITS {
            self.ways |= (way as u64) << (Way::BITS * u32::from(self.depth));
        }
        self.depth = self.depth.saturating_add(1);
    }

    /// The ways of the layers, the innermost first.
    pub(super) fn ways(&self) -> impl DoubleEndedIterator<Item = Way> {
        let ways = self.ways;
        (0..self.depth).map(move |layer| Way::of(ways.checked_shr(Way::BITS * u32::from(layer)).unwrap_or(0)))
    }

    /// By which the name is chosen where several found the very same bytes: the lowest. Fields that somebody named come
    /// first, then detectors of one's own.
    fn rank(&self) -> (bool, usize) {
        (self.detector < DETECTORS.len(), self.detector)
    }
}

/// Sorts findings and joins those that overlap, so that nothing of either is left standing.
pub(super) fn join(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|f| f.start < f.end);
    findings.sort_by(|a, b| (a.start, b.end, a.form, a.rank()).cmp(&(b.start, a.end, b.form, b.rank())));
    findings.dedup_by(|finding, last| {
        if finding.start >= last.end {
            return false;
        }
        if (finding.start, finding.end) == (last.start, last.end) {
            // The very same bytes: the earlier row names them, and the stricter form replaces them.
            if finding.rank() < last.rank() {
                (last.detector, last.rule) = (finding.detector, finding.rule);
            }
            last.form = last.form.min(finding.form);
            last.wholly |= finding.wholly;
        } else {
            last.wholly |= finding.wholly || finding.end > last.end;
            last.end = last.end.max(finding.end);
        }
        true
    });
    findings
}
