//! Australia: business, company and tax file numbers, and Medicare cards.

use crate::redact::checks::{all_same, weighted};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "au_abn",
        sets: &["standard", "business", "financial", "asia"],
        context: Context::Near(&["abn", "australian business number"]),
        matcher: Matcher::Number { shapes: &["99999999999", "99 999 999 999", "99-999-999-999"], check: is_abn },
        source: "Australian Business Register, format of the ABN: one is taken from the first digit, and the digits times \
                 10, 1, 3, 5 … 19 add up to a multiple of 89",
        examples: &["33 401 878 017", "33401878017", "ABN: 26 245 624 180", "abn=34683673221", "75-346-462-704"],
        counterexamples: &[
            "33 401 878 018",
            "33401878018",
            "334018780170",
            "33 401 878 0170",
            "33401878017AF",
            "0.33401878017",
            "00000000000",
        ],
    },
    Row {
        name: "au_acn",
        sets: &["standard", "business", "asia"],
        context: Context::Near(&["acn", "australian company number"]),
        matcher: Matcher::Number { shapes: NINE, check: is_acn },
        source: "Australian Securities and Investments Commission, Australian Company Number digit check: weights 8 to 1, \
                 modulus 10, complement",
        examples: &["000 000 019", "692 913 072", "ACN 954409959", "acn=029-496-366"],
        counterexamples: &[
            "692 913 073",
            "692913073",
            "000000000",
            "6929130720",
            "69 291 3072",
            "692913072AF",
            "692 913\n072",
        ],
    },
    Row {
        name: "au_medicare",
        sets: &["standard", "health", "identity", "asia"],
        context: Context::Near(&["medicare"]),
        matcher: Matcher::Number {
            shapes: &["9999999999", "9999 99999 9", "9999-99999-9", "9999 99999-9"],
            check: is_medicare,
        },
        source: "Services Australia, Medicare card number: ten digits, the first 2 to 6, the ninth the sum of the eight \
                 before times 1, 3, 7, 9, 1, 3, 7, 9, modulus 10",
        examples: &["2503 49971 7", "2503499717", "Medicare: 5271 60175 5", "medicare_number=3295025990"],
        counterexamples: &["2503 49981 7", "2503499817", "1503499717", "250349971722", "2503499717AF", "7503 49971 7"],
    },
    Row {
        name: "au_tfn",
        sets: &["standard", "identity", "financial", "asia"],
        context: Context::Near(&["tfn", "tax file number"]),
        matcher: Matcher::Number { shapes: NINE, check: is_tfn },
        source: "Australian Taxation Office, tax file number: the digits times 1, 4, 3, 7, 5, 8, 6, 9, 10 add up to a \
                 multiple of 11",
        examples: &["316 586 892", "316586892", "TFN: 952 354 204", "tax_file_number=348287732"],
        counterexamples: &[
            "316 586 893",
            "316586893",
            "000000000",
            "3165868920",
            "316 586 8920",
            "316586892AF",
            "2026-11-20 316-586-893",
        ],
    },
];

const NINE: &[&str] = &["999999999", "999 999 999", "999-999-999"];

fn is_abn(digits: &[u8]) -> bool {
    // Taking one from the first digit takes its weight from the sum.
    let sum = weighted(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    digits.first() != Some(&b'0') && sum % 89 == 10
}

fn is_acn(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    sum.is_multiple_of(10) && !all_same(digits)
}

fn is_medicare(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10;
    matches!(digits.first(), Some(b'2'..=b'6')) && digits.get(8).map(|check| u32::from(check - b'0')) == Some(sum)
}

fn is_tfn(digits: &[u8]) -> bool {
    weighted(digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11) && !all_same(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that the authorities give as examples.
    #[test]
    fn published_examples_agree() {
        assert!(is_abn(b"51824753556") && !is_abn(b"52824753556"));
        assert!(is_acn(b"004085616") && is_acn(b"010499966") && !is_acn(b"004085617"));
        assert!(is_medicare(b"2123456701") && !is_medicare(b"2123456711"));
        assert!(is_tfn(b"123456782") && !is_tfn(b"123456789"));
    }
}
