//! What Spain issues: numbers of citizens and foreigners, of passports, of the social security.

use crate::redact::checks::number;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "es_nif",
        sets: &["standard", "eu", "identity", "financial"],
        context: Context::Near(&[
            "nif",
            "dni",
            "documento nacional de identidad",
            "identificación fiscal",
            "identificacion fiscal",
            "spanish tax id",
        ]),
        matcher: Matcher::Number {
            shapes: &[
                "99999999A",
                "99999999=A",
                "99999999 U",
                "9999999A",
                "9999999=A",
                "9999999 U",
                "99.999.999A",
                "99.999.999=A",
                "99.999.999 U",
                "A9999999A",
                "A=9999999=A",
            ],
            check: is_nif,
        },
        source: "Ministerio del Interior: the letter of the DNI is that of the number's remainder by 23; Orden \
                 EHA/451/2008 for K, L and M",
        examples: &["12345678Z", "12345678-Z", "dni 12345678z", "12345678 Z", "12.345.678-Z", "1234567L", "K1234567L"],
        counterexamples: &[
            "12345678A",
            "12345678-A",
            "112345678Z",
            "12345678ZZ",
            "x12345678Z",
            "12345678 z",
            "12345678",
            "X1234567L",
            "401-023-2138",
            "12345678z-1234-4abc-8def-1234567890ab2",
        ],
    },
    Row {
        name: "es_nie",
        sets: &["standard", "eu", "identity", "financial"],
        context: Context::Near(&[
            "nie",
            "número de identificación de extranjero",
            "número de identidad de extranjero",
            "numero de identidad de extranjero",
            "identidad de extranjero",
            "foreigner id",
        ]),
        matcher: Matcher::Number { shapes: &["A9999999A", "A9999999=A", "A=9999999=A", "A 9999999 U"], check: is_nie },
        source: "Ministerio del Interior: X, Y or Z stand for 0, 1 and 2, and the letter is that of the number's \
                 remainder by 23",
        examples: &["X1234567L", "y1234567x", "NIE Z1234567R", "X1234567-L", "X-1234567-L"],
        counterexamples: &["X1234567A", "W1234567L", "X123456L", "X12345678L", "AX1234567L", "01234567L"],
    },
    Row {
        name: "es_passport",
        sets: &["eu", "identity"],
        context: Context::Near(&["pasaporte", "passport"]),
        matcher: Matcher::Number { shapes: &["AAA999999"], check: |_| true },
        source: "Dirección General de la Policía; Council of the European Union, PRADO, ESP-AO: three letters and six \
                 digits",
        examples: &["AAB123456", "pasaporte aab123456", "passport_number=XDC654321"],
        counterexamples: &["AB123456", "AABC12345", "AAB12345", "AAB1234567", "AAB123456C", "AAB-123456"],
    },
    Row {
        name: "es_social_security",
        sets: &["standard", "eu", "identity", "health"],
        context: Context::Near(&[
            "seguridad social",
            "afiliación",
            "afiliacion",
            "nuss",
            "naf",
            "n.u.s.s",
            "social security",
        ]),
        matcher: Matcher::Number { shapes: &["999999999999", "99-99999999-99"], check: is_social_security },
        source: "Tesorería General de la Seguridad Social: province, eight digits, and the remainder by 97 of both",
        examples: &["281234567840", "28/12345678/40", "28 12345678 40", "NUSS: 28-12345678-40", "080012345601"],
        counterexamples: &[
            "281234567841",
            "2812345678401",
            "001234567803",
            "601234567813",
            "28123456784",
            "1-28/12345678/40",
        ],
    },
];

/// The letter that a number's remainder by 23 stands for.
fn control(number: u64) -> u8 {
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    usize::try_from(number % 23).ok().and_then(|index| letters.get(index)).copied().unwrap_or_default()
}

fn is_nif(text: &[u8]) -> bool {
    let Some((letter, body)) = text.split_last() else { return false };
    let digits = match body {
        // Spaniards without a card, abroad or under fourteen, and foreigners without a number.
        [b'K' | b'L' | b'M', digits @ ..] => digits,
        [b'A'..=b'Z', ..] => return false,
        digits => digits,
    };
    number(digits) > 0 && control(number(digits)) == *letter
}

fn is_nie(text: &[u8]) -> bool {
    let Some((letter, [first @ b'X'..=b'Z', digits @ ..])) = text.split_last() else { return false };
    control(u64::from(first - b'X') * 10_000_000 + number(digits)) == *letter
}

fn is_social_security(text: &[u8]) -> bool {
    let Some((body, check)) = text.split_at_checked(10) else { return false };
    let Some((province, serial)) = body.split_at_checked(2) else { return false };
    let (province, serial) = (number(province), number(serial));
    // A serial below ten millions counts as one of seven digits.
    let whole = if serial < 10_000_000 { province * 10_000_000 + serial } else { number(body) };
    matches!(province, 1..=53 | 66) && serial > 0 && whole % 97 == number(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples that the authorities print.
    #[test]
    fn published_examples_agree() {
        assert!(is_nif(b"12345678Z") && !is_nif(b"12345678A") && !is_nif(b"00000000T"));
        assert!(is_nie(b"X1234567L") && is_nie(b"Y1234567X") && is_nie(b"Z1234567R"));
        assert!(is_social_security(b"281234567840") && !is_social_security(b"281234567841"));
    }
}
