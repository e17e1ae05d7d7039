//! Bank accounts of the United States.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "aba_routing_number",
        sets: &["standard", "financial", "us"],
        context: Context::Near(&["aba", "routing number", "routing no", "bank routing", "routing transit", "rtn"]),
        matcher: Matcher::Number { shapes: &["999999999", "9999-9999-9"], check: is_routing_number },
        source: "American Bankers Association, routing number policy: nine digits, a Federal Reserve district or type \
                 of institution first, check digit by the weights 3, 7, 1",
        examples: &["119548628", "1195-4862-8", "routing number: 020434834", "260579863", "802279181"],
        counterexamples: &["119548629", "1195-4862-9", "500588873", "1195486280", "000000000", "0.119548628"],
    },
    Row {
        name: "us_bank_number",
        sets: &["financial", "us"],
        context: Context::Near(&[
            "bank account",
            "bank acct",
            "checking account",
            "savings account",
            "account number",
            "account no",
            "acct",
            "direct deposit",
        ]),
        matcher: Matcher::Number {
            shapes: &[
                "99999999",
                "999999999",
                "9999999999",
                "99999999999",
                "999999999999",
                "9999999999999",
                "99999999999999",
                "999999999999999",
                "9999999999999999",
                "99999999999999999",
            ],
            check: |compact| !checks::all_same(compact),
        },
        source: "Nacha Operating Rules, appendix three: an account number has up to seventeen characters; banks give out \
                 eight to seventeen digits",
        examples: &["945456781234", "12345678", "account number 00123456789012345", "\"acctNo\":\"4410027731\""],
        counterexamples: &[
            "1234567",
            "123456789012345678",
            "12345678.5",
            "a12345678",
            "12345678-1234-4123-8123-123456789012",
            "00000000",
        ],
    },
];

fn is_routing_number(compact: &[u8]) -> bool {
    let Some(district) = compact.get(..2).map(checks::number) else { return false };
    matches!(district, 0..=12 | 21..=32 | 61..=72 | 80)
        && checks::weighted(compact, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
        && !checks::all_same(compact)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the American Bankers Association, and the Federal Reserve's own numbers.
    #[test]
    fn published_routing_numbers_agree() {
        assert!(is_routing_number(b"111000025") && is_routing_number(b"011000015"));
        assert!(!is_routing_number(b"111000026"));
    }
}
