//! South Africa.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "za_id_number",
    sets: &["standard", "identity", "africa"],
    context: Context::Near(&[
        "south african id",
        "south africa id",
        "rsa id",
        "sa id",
        "za id",
        "smart id",
        "identity number",
        "identity document",
        "national id",
        "id number",
        "identiteitsnommer",
    ]),
    matcher: Matcher::Number { shapes: &["9999999999999", "999999 9999 999", "999999 9999 99 9"], check: is_id },
    source: "Department of Home Affairs, Identification Act 68 of 1997: date of birth, four digits, citizenship 0 to 2, \
             8 or 9, check digit by Luhn",
    examples: &[
        "8503175036081",
        "850317 5036 081",
        "ID number: 0002291234181",
        "9211300088295",
        "rsa id 8503175036081",
    ],
    counterexamples: &[
        "8503175036082",
        "8513325036081",
        "9902294321191",
        "9107044804180",
        "8503175036381",
        "850317503608",
        "85031750360810",
        "AB8503175036081CD",
    ],
}];

fn is_id(compact: &[u8]) -> bool {
    let part = |range: std::ops::Range<usize>| compact.get(range).map_or(0, checks::number);
    // The century does not matter: of its years, 1900 alone has no leap day where 2000 has one.
    matches!(compact.get(10..12), Some([b'0'..=b'2', b'8' | b'9']))
        && checks::is_date(2000 + part(0..2), part(2..4), part(4..6))
        && checks::luhn(compact)
}
