//! Austria: numbers of social security and of taxes.

use crate::redact::checks::{luhn, number, weighted};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "at_social_security",
        sets: &["standard", "eu", "identity", "health"],
        context: Context::Near(&[
            "svnr",
            "sv nr",
            "sv nummer",
            "sozialversicherung",
            "versicherungsnummer",
            "vsnr",
            "ecard",
            "social security",
        ]),
        matcher: Matcher::Number { shapes: &["9999_99_99_99"], check: is_social_security },
        source: "Dachverband der Sozialversicherungsträger: serial, check digit by modulus 11, date of birth; the thirteenth \
                 to fifteenth month where the dates are used up",
        examples: &["1237 010180", "SVNR: 3142150972", "3142 15 09 72", "sv_nr=3142150972"],
        counterexamples: &[
            "1238 010180",
            "3143150972",
            "0142150972",
            "3142151672",
            "314215097",
            "31421509721",
            "x3142150972",
            "1700000000",
        ],
    },
    Row {
        name: "at_tax_number",
        sets: &["standard", "eu", "financial"],
        context: Context::Near(&["steuernummer", "steuer nr", "abgabenkonto", "finanzamt", "stnr", "tax number"]),
        matcher: Matcher::Number { shapes: &["99_999_9999"], check: is_tax_number },
        source: "Bundesministerium für Finanzen, Steuernummer (Abgabenkontonummer): two digits of the tax office, six digits, \
                 a check digit by modulus 10",
        examples: &["12-345/6782", "Steuernummer: 31-415/9260", "Abgabenkontonummer 314159260", "31 415 9260"],
        counterexamples: &[
            "12-345/6783",
            "31-415/9262",
            "31-415/926",
            "00-000/0000",
            "x314159260",
            "31-415/92600",
            "1.314159260",
        ],
    },
];

fn is_social_security(text: &[u8]) -> bool {
    let [serial @ .., _, _, _, _, _, _, _] = text else { return false };
    let (check, birth) = text[serial.len()..].split_at(1);
    let sum = weighted(serial, &[3, 7, 9]) + weighted(birth, &[5, 8, 4, 2, 1, 6]);
    let dated = (1..=31).contains(&number(&birth[..2])) && (1..=15).contains(&number(&birth[2..4]));
    !serial.starts_with(b"0") && dated && u64::from(sum % 11) == number(check)
}

fn is_tax_number(text: &[u8]) -> bool {
    !text.starts_with(b"00") && luhn(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the social security.
    #[test]
    fn a_published_example_agrees() {
        assert!(is_social_security(b"1237010180") && !is_social_security(b"1236010180"));
    }
}
