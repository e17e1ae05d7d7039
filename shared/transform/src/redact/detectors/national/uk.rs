//! What the United Kingdom issues: numbers of patients, of insured persons, of documents, of vehicles, and postcodes.

use std::ops::Range;

use crate::redact::checks::{all_same, number, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "uk_nhs",
        sets: &["standard", "uk", "health", "identity"],
        context: Context::Near(&["nhs", "nhsnumber", "nhsno", "national health service"]),
        matcher: Matcher::Number { shapes: &["999_999_9999"], check: is_nhs },
        source: "NHS Data Dictionary, NHS NUMBER: ten digits, the last by the weights 10 to 2 and the remainder by 11",
        examples: &["943-476-5919", "943 476 5919", "9434765919", "nhs_number=9434765919", "NHSNumber: 943 476 5919"],
        counterexamples: &[
            "943-476-5918",
            "9434765918",
            "94347659190",
            "1-943-476-5919",
            "943-476-59191",
            "0000000000",
            "94-3476-5919",
            "x9434765919",
        ],
    },
    Row {
        name: "uk_nino",
        sets: &["standard", "uk", "identity", "financial"],
        context: Context::Near(&["nino", "national insurance", "ni number", "ni no", "nat ins"]),
        matcher: Matcher::Number { shapes: &["AA_99_99_99_A", "AA_999999_A"], check: is_nino },
        source: "HM Revenue and Customs, NIM39110: two letters (never D, F, I, Q, U, V, no O second; not BG, GB, KN, NK, NT, \
                 TN, ZZ), six digits, and A to D",
        examples: &["AB123456C", "AB 12 34 56 C", "ab123456c", "nino: PR 123612C", "NI number AB-12-34-56-C"],
        counterexamples: &[
            "AB123456E",
            "BG123456A",
            "GB123456A",
            "ZZ 12 34 56 A",
            "QQ123456C",
            "AO123456C",
            "AB1234567C",
            "AB123456CD",
            "XAB123456C",
            "AB12345C",
        ],
    },
    Row {
        name: "uk_passport",
        sets: &["uk", "identity"],
        context: Context::Near(&["passport", "hmpo", "travel document"]),
        matcher: Matcher::Number { shapes: &["999999999", "AA9999999"], check: |text| !all_same(text) },
        source: "HM Passport Office, Passports and biometric residence permits: nine digits; and, as Presidio has it, two letters \
                 and seven digits",
        examples: &["533401372", "passport=533401372", "Passport No. 707797979.", "CD7654321", "cd7654321"],
        counterexamples: &[
            "53340137",
            "5334013722",
            "5334 01372",
            "533-401-372",
            "A12345678",
            "ABC123456",
            "AB 1234567",
            "1234567AB",
            "REF533401372X",
            "v1.533401372",
        ],
    },
    Row {
        name: "uk_postcode",
        sets: &["uk", "contact"],
        context: Context::Near(POSTCODE_WORDS),
        matcher: Matcher::At(Anchor::Word, find_postcode),
        source: "Royal Mail, Programmers' Guide to the Postcode Address File; BS 7666-2: one or two letters, a digit, a letter or \
                 digit or none, then a digit and two letters, each place with letters of its own; GIR 0AA",
        examples: &[
            "M1 1AE",
            "B33 8TH",
            "CR2 6XH",
            "DN55 1PT",
            "W1A 1HQ",
            "EC1A 1BB",
            "GIR 0AA",
            "sw1a1aa",
            "M11AE",
            "postcode=SW1A1AA",
        ],
        counterexamples: &[
            "QA1 1AA",
            "VA1 1AA",
            "XA1 1AA",
            "M1 1CA",
            "M1 1AI",
            "1A1 1AA",
            "ABCM11AADEF",
            "M1  1AE",
            "AB1Z 1AA",
            "GIR 1AA",
            "commit fb695ff",
        ],
    },
    Row {
        name: "uk_driving_licence",
        sets: &["uk", "identity", "vehicle"],
        context: Context::Near(&[
            "driving licence",
            "driving license",
            "driver licence",
            "driver license",
            "driver's licen",
            "drivers licen",
            "dvla",
            "licence number",
        ]),
        matcher: Matcher::Number {
            shapes: &["XXXXX999999XXXAA", "XXXXX 999999 XXXAA", "XXXXX=999999=XXXAA"],
            check: is_driving_licence,
        },
        source: "Driver and Vehicle Licensing Agency, INF1: five letters of the surname filled with 9, decade, month (plus 50 for \
                 women), day, year, two initials or 9, and three signs of check",
        examples: &[
            "MORGA657054SM9IJ",
            "morga607054sm9ij",
            "Licence: FO999512018AA1AB",
            "MORGA 657054 SM9IJ",
            "SMIT9801015JK2CD",
        ],
        counterexamples: &[
            "MORGA613054SM9IJ",
            "MORGA650054SM9IJ",
            "MORGA601324SM9IJ",
            "MORGA601004SM9IJ",
            "99999657054SM9IJ",
            "MO9G9657054SM9IJ",
            "MORGA65705SM9IJ",
            "MORGA6570544SM9IJ",
            "MORGA657054S19IJ",
        ],
    },
    Row {
        name: "uk_vehicle_registration",
        sets: &["uk", "vehicle"],
        context: Context::Near(PLATE_WORDS),
        matcher: Matcher::At(Anchor::Word, find_plate),
        source: "Driver and Vehicle Licensing Agency, INF104: two letters, two digits (02 to 29, 51 to 79), three letters since \
                 2001; a letter, one to three digits, three letters since 1983; the reverse since 1963",
        examples: &[
            "AB51 ABC",
            "BD62XYZ",
            "LN14-HGT",
            "aa02 aaa",
            "A123 BCD",
            "K1 ABC",
            "M456DEF",
            "ABC 123D",
            "car reg abc 1d",
        ],
        counterexamples: &[
            "IB51 ABC",
            "AQ51 ABC",
            "AB00 ABC",
            "AB35 ABC",
            "AB80 ABC",
            "AB51 AIB",
            "I123 BCD",
            "O123 BCD",
            "ABC 123I",
            "ABC 123Z",
            "XXXAB51ABCYYY",
            "done, ran for 10s today",
            "commit a123bcd",
            "commit da29abc",
            "1234567890",
        ],
    },
];

fn is_nhs(text: &[u8]) -> bool {
    weighted(text, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) && !all_same(text)
}

fn is_nino(text: &[u8]) -> bool {
    let ([first, second, ..], Some(last)) = (text, text.last()) else { return false };
    let never = |letter: &u8| matches!(letter, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V');
    let reserved = matches!(&[*first, *second], b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ");
    !never(first) && !never(second) && *second != b'O' && !reserved && matches!(last, b'A'..=b'D')
}

/// Words that explain a postcode.
const POSTCODE_WORDS: &[&str] =
    &["postcode", "post code", "postal code", "zip", "zip code", "postal address", "delivery address"];

#[rustfmt::skip]
const POSTCODES: &[&str] = &[
    "A99AA", "A999AA", "A9A9AA", "AA99AA", "AA999AA", "AA9A9AA", "AAA9AA",
    "A9 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "AA99 9AA", "AA9A 9AA", "AAA 9AA",
];

fn find_postcode(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let range = shape::find(input, at, POSTCODES, is_postcode)?;
    (!is_hash(input, &range) || input.near(at, POSTCODE_WORDS)).then_some(range)
}

fn is_postcode(text: &[u8]) -> bool {
    let Some((outward, [sector, unit1, unit2])) = text.split_last_chunk() else { return false };
    let unit = |letter: &u8| letter.is_ascii_uppercase() && !matches!(letter, b'C' | b'I' | b'K' | b'M' | b'O' | b'V');
    let first = |letter: &u8| letter.is_ascii_uppercase() && !matches!(letter, b'Q' | b'V' | b'X');
    let second = |letter: &u8| letter.is_ascii_uppercase() && !matches!(letter, b'I' | b'J' | b'Z');
    // The letters that may stand third, and fourth.
    let third = |sign: &u8| sign.is_ascii_digit() || b"ABCDEFGHJKPSTUW".contains(sign);
    let fourth = |sign: &u8| sign.is_ascii_digit() || b"ABEHMNPRVWXY".contains(sign);
    let area = match outward {
        b"GIR" => return [*sector, *unit1, *unit2] == *b"0AA",
        [a, b'0'..=b'9'] => first(a),
        [a, b'0'..=b'9', c] => first(a) && third(c),
        [a, b, b'0'..=b'9'] => first(a) && second(b),
        [a, b, b'0'..=b'9', d] => first(a) && second(b) && fourth(d),
        _ => false,
    };
    area && sector.is_ascii_digit() && unit(unit1) && unit(unit2)
}

fn is_driving_licence(text: &[u8]) -> bool {
    let Some((surname, [_, m1, m2, d1, d2, _, i1, i2, _, _, _])) = text.split_at_checked(5) else { return false };
    let (month, day) = (number(&[*m1, *m2]), number(&[*d1, *d2]));
    let filled = surname.iter().skip_while(|b| b.is_ascii_uppercase()).all(|b| *b == b'9');
    let initials = [i1, i2].iter().all(|b| b.is_ascii_uppercase() || **b == b'9');
    let named = surname.first().is_some_and(u8::is_ascii_uppercase);
    named && filled && initials && matches!(month, 1..=12 | 51..=62) && matches!(day, 1..=31)
}

/// Words that explain a registration.
const PLATE_WORDS: &[&str] = &[
    "vehicle",
    "registration",
    "number plate",
    "licence plate",
    "license plate",
    "plate",
    "reg",
    "vrn",
    "vrm",
    "dvla",
    "v5c",
];

fn find_plate(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let (range, current) = match shape::find(input, at, CURRENT_PLATES, is_current_plate) {
        Some(range) => (range, true),
        None => (shape::find(input, at, OLD_PLATES, is_old_plate)?, false),
    };
    let doubtful = if current { is_hash(input, &range) } else { has_small(input, &range) };
    (!doubtful || input.near(at, PLATE_WORDS)).then_some(range)
}

/// Whether it holds small letters. In these, old plates are more often something else: `for 10s`.
fn has_small(input: &Input<'_>, range: &Range<usize>) -> bool {
    input.text.get(range.clone()).is_some_and(|text| text.iter().any(u8::is_ascii_lowercase))
}

/// Whether it is rather the start of a hash: hexadecimal digits in small letters.
fn is_hash(input: &Input<'_>, range: &Range<usize>) -> bool {
    has_small(input, range) && input.text.get(range.clone()).is_some_and(|text| text.iter().all(u8::is_ascii_hexdigit))
}

const CURRENT_PLATES: &[&str] = &["AA99AAA", "AA99 AAA", "AA99=AAA"];

#[rustfmt::skip]
const OLD_PLATES: &[&str] = &[
    "A9AAA", "A99AAA", "A999AAA", "A9 AAA", "A99 AAA", "A999 AAA", "A9=AAA", "A99=AAA", "A999=AAA",
    "AAA9A", "AAA99A", "AAA999A", "AAA 9A", "AAA 99A", "AAA 999A", "AAA=9A", "AAA=99A", "AAA=999A",
    "AAA9 A", "AAA99 A", "AAA999 A", "AAA 9 A", "AAA 99 A", "AAA 999 A", "AAA=9=A", "AAA=99=A", "AAA=999=A",
];

/// Whether all are letters that plates bear.
fn on_plates(letters: &[u8], never: &[u8]) -> bool {
    letters.iter().all(|letter| letter.is_ascii_uppercase() && !never.contains(letter))
}

fn is_current_plate(text: &[u8]) -> bool {
    let Some(([a1, a2, y1, y2], letters)) = text.split_first_chunk() else { return false };
    on_plates(&[*a1, *a2], b"IQZ") && on_plates(letters, b"IQ") && matches!(number(&[*y1, *y2]), 2..=29 | 51..=79)
}

fn is_old_plate(text: &[u8]) -> bool {
    match text {
        [year, b'0'..=b'9', ..] => {
            let Some((_, [first, rest @ ..])) = text.split_last_chunk::<3>() else { return false };
            on_plates(&[*year], b"IOQUZ") && on_plates(&[*first], b"IQZ") && on_plates(rest, b"IQ")
        }
        [area @ .., year] => on_plates(&area[..area.len().min(3)], b"IQ") && on_plates(&[*year], b"IOQUZ"),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the NHS Data Dictionary, and Royal Mail's of each form.
    #[test]
    fn published_examples_agree() {
        assert!(is_nhs(b"9434765919") && !is_nhs(b"9434765918"));
        for postcode in ["M11AE", "B338TH", "CR26XH", "DN551PT", "W1A1HQ", "EC1A1BB", "GIR0AA"] {
            assert!(is_postcode(postcode.as_bytes()), "{postcode}");
        }
    }
}
