//! India: Aadhaar, tax, voter and passport numbers, vehicle registrations, and codes of bank branches.

use std::ops::Range;

use crate::redact::checks::{number, verhoeff};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "in_aadhaar",
        sets: &["standard", "identity", "asia"],
        context: Context::Near(&["aadhaar", "aadhar", "adhaar", "uidai", "आधार"]),
        matcher: Matcher::Number { shapes: &["999999999999", "9999-9999-9999", "9999:9999:9999"], check: is_aadhaar },
        source: "Unique Identification Authority of India, UID numbering scheme: twelve digits, the first 2 to 9, the last \
                 Verhoeff's check digit",
        examples: &[
            "520601957964",
            "4950 7650 4669",
            "5538-0284-8415",
            "7673:3026:1021",
            "My Aadhaar number is 767330261021",
        ],
        counterexamples: &[
            "520601957965",
            "123456789012",
            "1234 5678 9012",
            "5206019579640",
            "4950 7650 4660",
            "520601957964a",
            "a5206019-5796-4000-8000-520601957964",
        ],
    },
    Row {
        name: "in_gstin",
        sets: &["standard", "business", "financial", "asia"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LettersDigits], words: GST }, gstin),
        source: "Central Goods and Services Tax Rules 2017, rule 10: code of the state, PAN, number of the registration, Z, \
                 and a check character modulus 36; where that disagrees, only near its name",
        examples: &[
            "27AAPFU0939F1ZV",
            "09AAACB2894G1ZL",
            "38QWEPR4821M1ZK",
            "GSTIN: 07pqrst6789k1z2",
            "27ABCDE1234F1Z5",
        ],
        counterexamples: &[
            "27AAPFU0939F1Z",
            "27AAPFU0939F1ZVV",
            "00AAPFU0939F1ZV",
            "38AAPFU0939F1ZV",
            "27AAPFU0939F1YV",
            "123456789012345",
            "ABCDEFGHIJKLMNO",
        ],
    },
    Row {
        name: "in_pan",
        sets: &["standard", "identity", "financial", "asia"],
        context: Context::Near(&["pan", "permanent account", "income tax", "पैन"]),
        matcher: Matcher::At(Anchor::Word, pan),
        source: "Income Tax Department of India: five letters, the fourth for the kind of holder, four digits, a letter; the \
                 kind is asked for in sets",
        examples: &["ABCPD1234Z", "AAASA1111R", "My PAN number is ABBPM4567S", "pan=qwehx4821k"],
        counterexamples: &[
            "ABCD1234",
            "ABCPD12345Z",
            "ABCPD1234",
            "1BCPD1234Z",
            "ABCPD1234ZZ",
            "XABCPD1234Z",
            "ABCPD-1234-Z",
        ],
    },
    Row {
        name: "in_voter",
        sets: &["identity", "asia"],
        context: Context::Near(&["voter", "elector", "epic no", "epic number", "मतदाता"]),
        matcher: Matcher::Number { shapes: &["AAA9999999"], check: |_| true },
        source: "Election Commission of India, electors' photo identity card (EPIC): three letters and seven digits",
        examples: &["KSD1287349", "my voter: DBJ2289013", "uzb2345117", "EPIC no. CPJ4467918"],
        counterexamples: &["zxdf8923q1", "A8923571WZ", "KSD128734", "KSD12873491", "KSDX1287349", "KSD 1287349"],
    },
    Row {
        name: "in_passport",
        sets: &["identity", "asia"],
        context: Context::Near(&["passport", "पासपोर्ट"]),
        matcher: Matcher::Number { shapes: &["U9999999", "U99 99999"], check: is_passport },
        source: "Ministry of External Affairs of India: a capital and seven digits, neither the first nor the last of which \
                 is 0",
        examples: &["A3456781", "C3590543", "my passport number is T3569075", "J69 32157"],
        counterexamples: &["A3456780", "A0456781", "t3569075", "A345678", "A34567811", "AA3456781", "A3456781B"],
    },
    Row {
        name: "in_vehicle_registration",
        sets: &["vehicle", "asia"],
        context: Context::Near(&["vehicle", "rto", "licence plate", "license plate", "number plate", "registration"]),
        matcher: Matcher::Number { shapes: PLATES, check: is_plate },
        source: "Central Motor Vehicles Rules 1989, rules 48 to 51: code of the state and office, series, number; Bharat \
                 series; plates of missions, of the armed forces, and of before 1989",
        examples: &[
            "KA53ME3456",
            "MH 12 AB 1234",
            "KA-01-A-0042",
            "DL3CAB1234",
            "22BH1234AA",
            "77CD123",
            "03D153874H",
            "MN2412",
            "MCX1243",
            "I15432",
        ],
        counterexamples: &[
            "ABNE123456",
            "KA53ME0000",
            "XQ53ME3456",
            "KA53ME34567",
            "KA53ME345",
            "MN0000",
            "I00000",
            "mn2412",
        ],
    },
    Row {
        name: "in_ifsc",
        sets: &["financial", "asia"],
        context: Context::Near(&["ifsc", "ifs code", "neft", "rtgs", "imps"]),
        matcher: Matcher::Number { shapes: &["UUUU0XXXXXX"], check: |_| true },
        source: "Reserve Bank of India, Indian Financial System Code: four letters for the bank, a zero, six letters or \
                 digits for the branch",
        examples: &["SBIN0001234", "HDFC0000042", "IFSC: ICIC0QX12AB", "ifsc=KKBK0958713"],
        counterexamples: &["SBIN1001234", "SBIN000123", "SBIN00012345", "SBI00001234", "sbin0001234", "SBIN 0001234"],
    },
];

fn is_aadhaar(digits: &[u8]) -> bool {
    let palindrome = digits.iter().eq(digits.iter().rev());
    matches!(digits.first(), Some(b'2'..=b'9')) && verhoeff(digits) && !palindrome
}

fn is_passport(text: &[u8]) -> bool {
    text.get(1) != Some(&b'0') && text.last() != Some(&b'0')
}

fn pan(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let range = shape::find(input, at, &["AAAAA9999A"], |_| true)?;
    let kind = input.text.get(at + 3)?.to_ascii_uppercase();
    (b"ABCEFGHJKLPT".contains(&kind) || input.expects(at, &[])).then_some(range)
}

const GST: &[&str] = &["gst", "gstin", "goods and services tax"];

fn gstin(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let range = shape::find(input, at, &["99AAAAA9999AXAX"], |text| text.get(13) == Some(&b'Z'))?;
    let text = input.text.get(range.clone())?;
    let state = number(&text[..2]);
    let checked = has_gstin_check(text) && matches!(state, 1..=38 | 97 | 99);
    (checked || ((1..=37).contains(&state) && input.expects(at, GST))).then_some(range)
}

/// Whether the last character checks those before: each, as a number to the base 36, times 1 and 2 in turn, the digits
/// of the products to that base added up.
fn has_gstin_check(text: &[u8]) -> bool {
    let value = |byte: &u8| match byte.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        letter => u32::from(letter.wrapping_sub(b'A')) + 10,
    };
    let Some((check, body)) = text.split_last() else { return false };
    let products = body.iter().zip([1, 2].into_iter().cycle()).map(|(byte, factor)| value(byte) * factor);
    let sum: u32 = products.map(|product| product / 36 + product % 36).sum();
    (36 - sum % 36) % 36 == value(check)
}

/// Codes of states and union territories, present and former.
#[rustfmt::skip]
const STATES: &[&[u8; 2]] = &[
    b"AN", b"AP", b"AR", b"AS", b"BR", b"CG", b"CH", b"CT", b"DD", b"DH", b"DL", b"DN", b"GA", b"GJ", b"HP", b"HR", b"JH",
    b"JK", b"KA", b"KL", b"LA", b"LD", b"MH", b"ML", b"MN", b"MP", b"MZ", b"NL", b"OD", b"OR", b"PB", b"PY", b"RJ", b"SK",
    b"TG", b"TN", b"TR", b"TS", b"UA", b"UK", b"UL", b"UP", b"UT", b"WB",
];

#[rustfmt::skip]
const PLATES: &[&str] = &[
    // States and union territories.
    "AA_99_A_9999", "AA_99_AA_9999", "AA_99_AAA_9999", "AA_9_A_9999", "AA_9_AA_9999", "AA_9_AAA_9999",
    // Bharat series.
    "99_AA_9999_A", "99_AA_9999_AA",
    // Armed forces.
    "99U999999U",
    // Missions.
    "9UU99", "9UU999", "9UU9999", "99UU99", "99UU999", "99UU9999", "999UU99", "999UU999", "999UU9999",
    // Before 1989.
    "U9999", "UU9999", "UUU9999", "U99999",
];

fn is_plate(text: &[u8]) -> bool {
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_alphabetic);
    let nil = |part: &[u8]| part.iter().all(|b| *b == b'0');
    match text {
        [state_1, state_2, third, .., _, _, _, _] if text.len() >= 8 && letters(&text[..2]) => {
            third.is_ascii_digit() && STATES.contains(&&[*state_1, *state_2]) && !nil(&text[text.len() - 4..])
        }
        [year, _, b'B', b'H', rest @ ..] if text.len() >= 9 => *year >= b'2' && !nil(&rest[..4]),
        [_, _, b'A'..=b'F' | b'H' | b'K' | b'P' | b'R' | b'X', fourth, _, _, _, _, _, _] if fourth.is_ascii_digit() => {
            !nil(&text[..2])
        }
        [digit, ..] if digit.is_ascii_digit() => {
            let prefix = text.iter().take_while(|b| b.is_ascii_digit()).count();
            let (mission, number) = text[prefix..].split_at(2);
            matches!(mission, b"CD" | b"CC" | b"UN") && number.first() != Some(&b'0')
        }
        [b'I', rest @ ..] if rest.len() == 5 => !nil(rest),
        [_, rest @ ..] if rest.len() == 5 && !rest[0].is_ascii_alphabetic() => false,
        _ => !nil(&text[text.len() - 4..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number on the specimen of the Goods and Services Tax Network.
    #[test]
    fn published_examples_agree() {
        assert!(has_gstin_check(b"27AAPFU0939F1ZV") && !has_gstin_check(b"27AAPFU0939F1ZW"));
    }
}
