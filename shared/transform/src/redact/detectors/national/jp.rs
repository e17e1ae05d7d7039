//! Japan: individual numbers (My Number).

use crate::redact::checks::{all_same, weighted};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "jp_my_number",
    sets: &["standard", "identity", "asia"],
    context: Context::Near(&["mynumber", "individual number", "マイナンバー", "個人番号"]),
    matcher: Matcher::Number {
        shapes: &["999999999999", "9999 9999 9999", "9999-9999-9999"],
        check: is_individual_number,
    },
    source: "Ordinance of the Ministry of Internal Affairs and Communications No. 85 of 2014, article 5: eleven digits \
             times 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, modulus 11",
    examples: &["167729150390", "1889 1949 1255", "9674-0354-8705", "マイナンバー：920095500643"],
    counterexamples: &[
        "167729150391",
        "1677291503900",
        "16772915039",
        "1889 1949 1256",
        "167729150390a",
        "000000000000",
        "1889-1949-1255-0000",
    ],
}];

fn is_individual_number(digits: &[u8]) -> bool {
    let remainder = weighted(digits, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if remainder <= 1 { 0 } else { 11 - remainder };
    digits.get(11).map(|digit| u32::from(digit - b'0')) == Some(check) && !all_same(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number on the specimen card.
    #[test]
    fn published_examples_agree() {
        assert!(is_individual_number(b"123456789018") && !is_individual_number(b"123456789012"));
    }
}
