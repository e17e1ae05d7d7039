//! Argentina.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "ar_cuit",
    sets: &["standard", "financial", "identity", "business", "americas"],
    context: Context::Near(&["cuit", "cuil", "identificación tributaria", "identificacion tributaria"]),
    matcher: Matcher::Number { shapes: &["99_99999999_9"], check: is_cuit },
    source: "AFIP, Resolución General 10/97 (Clave Única de Identificación Tributaria): type of person, \
             eight digits and a check digit modulo 11; the same for the CUIL of ANSES",
    examples: &["20-19487574-7", "20194875747", "CUIT: 30-76018955-9", "cuil 27-91186252-8", "33 59797114 7"],
    counterexamples: &[
        "20-19487574-8",
        "20194875748",
        "21-19487574-7",
        "20-1948757-7",
        "201948757470",
        "1-20-19487574-7",
    ],
}];

fn is_cuit(compact: &[u8]) -> bool {
    let Some((check, body)) = compact.split_last() else { return false };
    let kind = compact.get(..2).map(checks::number);
    // For 10 another type is given out, or the digit 9.
    let digit = (11 - checks::weighted(body, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    let digit = digit.min(9);
    matches!(kind, Some(20 | 23..=27 | 30 | 33 | 34 | 50 | 51 | 55)) && u32::from(check.wrapping_sub(b'0')) == digit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tax administration's own number.
    #[test]
    fn published_examples_agree() {
        assert!(is_cuit(b"33693450239") && !is_cuit(b"33693450238"));
    }
}
