//! Portugal: taxpayers and citizens' cards.

use crate::redact::checks::weighted;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "pt_nif",
        sets: &["standard", "eu", "financial", "identity"],
        context: Context::Near(&[
            "nif",
            "nipc",
            "contribuinte",
            "numero fiscal",
            "número fiscal",
            "tax number",
            "tax id",
        ]),
        matcher: Matcher::Number { shapes: &["999_999_999", "PT_999_999_999"], check: is_taxpayer },
        source: "Decreto-Lei 14/2013 and Autoridade Tributária: nine digits that begin with the kind of taxpayer, the last a \
                 check digit by modulus 11",
        examples: &[
            "NIF: 231415923",
            "231 415 923",
            "contribuinte 231415923",
            "501415920",
            "PT231415923",
            "PT 501 415 920",
        ],
        counterexamples: &[
            "231415924",
            "431415923",
            "031415922",
            "23141592",
            "2314159239",
            "x231415923",
            "000000000",
            "1.231415923",
            "PT231415924",
            "ES231415923",
        ],
    },
    Row {
        name: "pt_cc",
        sets: &["standard", "eu", "identity"],
        context: Context::Near(&[
            "cartao de cidadao",
            "cartão de cidadão",
            "cartao cidadao",
            "cartão cidadão",
            "citizen card",
            "documento de identidade",
            "numero de documento",
            "número de documento",
        ]),
        matcher: Matcher::Number { shapes: &["99999999_9_XX9"], check: is_citizen_card },
        source: "Autenticação.gov, Validação de número de documento do cartão de cidadão: civil number, its check digit, two \
                 letters or digits of the version, and a check digit like Luhn's with A = 10",
        examples: &["00000000 0 ZZ4", "cartão de cidadão 314159265ZY9", "31415926 5 ZY9", "314159265zy9"],
        counterexamples: &[
            "00000000 0 ZZ5",
            "314159265ZY7",
            "314159265ZY",
            "314159265ZY99",
            "314159265004",
            "x314159265ZY9",
            "31415926 ZY9",
        ],
    },
];

fn is_taxpayer(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"PT").unwrap_or(text);
    let kind = match text {
        [b'1'..=b'3' | b'5' | b'6' | b'8' | b'9', ..] => true,
        [b'4', b'5', ..] => true,
        [b'7', second, ..] => matches!(second, b'0'..=b'2' | b'4' | b'5' | b'7'..=b'9'),
        _ => false,
    };
    kind && agrees(text)
}

/// The check digit of a taxpayer: 0 where the modulus leaves 10 or 11.
pub fn agrees(text: &[u8]) -> bool {
    let Some((check, body)) = text.split_last() else { return false };
    let expected = 11 - weighted(body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    u32::from(check.wrapping_sub(b'0')) == if expected > 9 { 0 } else { expected }
}

fn is_citizen_card(text: &[u8]) -> bool {
    let value = |byte: &u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        letter => u32::from(letter.wrapping_sub(b'A')) + 10,
    };
    let weighted = |(index, byte): (usize, &u8)| match value(byte) * (1 + index as u32 % 2) {
        doubled if index % 2 == 1 && doubled > 9 => doubled - 9,
        other => other,
    };
    let sum: u32 = text.iter().rev().enumerate().map(weighted).sum();
    text.iter().any(u8::is_ascii_alphabetic) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Autenticação.gov.
    #[test]
    fn a_published_example_agrees() {
        assert!(is_citizen_card(b"000000000ZZ4") && !is_citizen_card(b"000000000ZZ5"));
    }
}
