//! Singapore: identity cards and numbers of entities.

use std::ops::Range;

use crate::redact::checks::weighted;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "sg_nric_fin",
        sets: &["standard", "identity", "asia"],
        context: Context::Near(&["nric", "fin", "identity card", "singapore id", "work permit", "fin no"]),
        matcher: Matcher::At(Anchor::Word, nric),
        source: "Immigration and Checkpoints Authority: S and T for citizens and residents, F, G and M for foreigners, seven \
                 digits and a check letter, which is asked for in sets",
        examples: &["S2740116C", "T0123984D", "f5611332x", "NRIC G3398127P", "FIN: M5043078W", "T1234567Z"],
        counterexamples: &["S274011C", "S27401166C", "S2740116", "A2740116C", "XS2740116C", "S2740116CC", "12740116C"],
    },
    Row {
        name: "sg_uen",
        sets: &["standard", "business", "asia"],
        context: Context::Near(&["uen", "unique entity number", "business registration", "acra"]),
        matcher: Matcher::Number { shapes: &["99999999A", "999999999A", "A99AA9999A"], check: is_uen },
        source: "Accounting and Corporate Regulatory Authority, unique entity number: formats of businesses, of local \
                 companies and of other entities, each with its check letter",
        examples: &["53125226D", "200718345C", "T09LL0042J", "UEN 48213397W", "uen=s64ss0018d"],
        counterexamples: &[
            "53125226E",
            "53125226",
            "200718345D",
            "T09LL0042K",
            "T09ZZ0042J",
            "299918345C",
            "153125226DX",
        ],
    },
];

fn nric(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let range =
        shape::find(input, at, &["A9999999A"], |text| matches!(text.first(), Some(b'S' | b'T' | b'F' | b'G' | b'M')))?;
    let mut text = [0; 9];
    text.copy_from_slice(input.text.get(range.clone())?);
    text.make_ascii_uppercase();
    // Asked for by name, the format is enough.
    (is_nric(&text) || input.expects(at, &[])).then_some(range)
}

/// Whether the last letter checks the seven digits before it.
fn is_nric(text: &[u8; 9]) -> bool {
    let (start, letters): (u32, &[u8; 11]) = match text[0] {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        _ => (3, b"XWUTRQPNJLK"),
    };
    let sum = start + weighted(&text[1..8], &[2, 7, 6, 5, 4, 3, 2]);
    letters[sum as usize % 11] == text[8]
}

/// Kinds of entities that are neither businesses nor companies.
#[rustfmt::skip]
const ENTITIES: &[&[u8; 2]] = &[
    b"LP", b"LL", b"FC", b"PF", b"RF", b"MQ", b"MM", b"NB", b"CC", b"CS", b"MB", b"FM", b"GS", b"GA", b"GB", b"DP", b"CP",
    b"NR", b"CM", b"CD", b"MD", b"HS", b"VH", b"CH", b"MH", b"CL", b"XL", b"CX", b"HC", b"RP", b"TU", b"TC", b"FB", b"FN",
    b"PA", b"PB", b"SS", b"MC", b"SM",
];

fn is_uen(text: &[u8]) -> bool {
    let Some((check, body)) = text.split_last() else { return false };
    let letter = |letters: &[u8; 11], sum: u32| letters[sum as usize % 11] == *check;
    match body {
        [_, _, _, _, _, _, _, _] => letter(b"XMKECAWLJDB", weighted(body, &[10, 4, 9, 3, 8, 2, 7, 1])),
        [b'1' | b'2', b'8' | b'9' | b'0', _, _, _, _, _, _, _] => {
            letter(b"ZKCMDNERGWH", weighted(body, &[10, 8, 6, 4, 9, 7, 5, 3, 1]))
        }
        [b'T' | b'S' | b'R', _, _, kind_1, kind_2, _, _, _, _] if ENTITIES.contains(&&[*kind_1, *kind_2]) => {
            const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWX0123456789";
            let value = |byte: &u8| ALPHABET.iter().position(|letter| letter == byte);
            let weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
            let sum: Option<usize> = body.iter().zip(weights).map(|(byte, weight)| Some(value(byte)? * weight)).sum();
            // Five is taken away; adding six is the same, modulus 11.
            sum.is_some_and(|sum| ALPHABET[(sum + 6) % 11] == *check)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are known to be issued to public bodies, and the ministry's examples of identity numbers.
    #[test]
    fn published_examples_agree() {
        assert!(is_uen(b"T16RF0037C") && is_uen(b"R16RF0037F") && is_uen(b"201434292D") && is_uen(b"53125226D"));
        assert!(is_nric(b"S2740116C") && is_nric(b"F2346401L") && is_nric(b"M4332674T") && !is_nric(b"S2740116D"));
    }
}
