//! United States individual taxpayer identification numbers.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "us_itin",
    sets: &["standard", "financial", "identity", "us"],
    context: Context::Near(&["itin", "individual taxpayer", "taxpayer id"]),
    matcher: Matcher::Number { shapes: &["999_99_9999"], check: is_itin },
    source: "Internal Revenue Service, Publication 4757 and IRM 3.21.263: begins with 9, its fourth and fifth digits are \
             50 to 65, 70 to 88, 90 to 92 or 94 to 99",
    examples: &["912-70-4321", "912704321", "912-704321", "91270-4321", "912 70 4321", "ITIN: 999-88-0001"],
    counterexamples: &["912-89-4321", "912-66-4321", "912-93-4321", "812-70-4321", "9127043210", "1-912-70-4321"],
}];

fn is_itin(compact: &[u8]) -> bool {
    let group = compact.get(3..5).map(checks::number);
    compact.first() == Some(&b'9') && matches!(group, Some(50..=65 | 70..=88 | 90..=92 | 94..=99))
}
