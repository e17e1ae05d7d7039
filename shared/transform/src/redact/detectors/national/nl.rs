//! The Netherlands: citizen service numbers.

use std::ops::Range;

use crate::redact::checks::{all_same, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[Row {
    name: "nl_bsn",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "Besluit burgerservicenummer and Rijksdienst voor Identiteitsgegevens: nine digits by the elfproef, weights 9 to \
             2 and -1; eight digits, without the leading 0, only near its name",
    examples: &["111222333", "BSN: 314159265", "3141.59.265", "314 159 265", "burgerservicenummer 12345672"],
    counterexamples: &[
        "111222334",
        "314159261",
        "12345672",
        "3141592650",
        "000000000",
        "x314159265",
        "314159265-1",
        "1.314159265",
    ],
}];

const WORDS: &[&str] = &["bsn", "burgerservice", "burger service", "sofi", "sofinummer", "citizen service number"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, &["999_999_999", "9999_99_999"], is_citizen).or_else(|| {
        let short = shape::find(input, at, &["99999999"], is_citizen)?;
        input.near(at, WORDS).then_some(short)
    })
}

fn is_citizen(text: &[u8]) -> bool {
    let Some((check, body)) = text.split_last() else { return false };
    let weights: &[u32] = if body.len() == 8 { &[9, 8, 7, 6, 5, 4, 3, 2] } else { &[8, 7, 6, 5, 4, 3, 2] };
    !all_same(text) && weighted(body, weights) % 11 == u32::from(check.wrapping_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that the government's test sets and documents use.
    #[test]
    fn a_published_example_agrees() {
        assert!(is_citizen(b"111222333") && !is_citizen(b"111222334"));
    }
}
