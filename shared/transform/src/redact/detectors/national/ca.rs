//! Canada.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "ca_sin",
    sets: &["standard", "identity", "americas"],
    context: Context::Near(&[
        "sin",
        "social insurance",
        "assurance sociale",
        "mon nas",
        "numero nas",
        "numéro nas",
        "canadian sin",
    ]),
    matcher: Matcher::Number { shapes: &["999999999", "999-999^999"], check: is_sin },
    source: "Employment and Social Development Canada, Social Insurance Number Code of Practice: nine digits, the first \
             neither 0 nor 8, check digit by Luhn",
    examples: &["185 253 887", "185-253-887", "185253887", "SIN: 935 379 909", "numéro d'assurance sociale 285393369"],
    counterexamples: &[
        "185 253 888",
        "185253888",
        "046 454 286",
        "812 345 678",
        "111 111 111",
        "185-253 887",
        "18525388",
        "1852538870",
        "1-185-253-887",
    ],
}];

fn is_sin(compact: &[u8]) -> bool {
    matches!(compact.first(), Some(b'1'..=b'7' | b'9')) && !checks::all_same(compact) && checks::luhn(compact)
}
