//! South Korea: registration numbers of residents, foreigners and businesses, driving licences, passports.

use crate::redact::checks::{all_same, is_date, number, weighted};
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "kr_rrn",
        sets: &["standard", "identity", "asia"],
        context: Context::Near(&["rrn", "resident registration", "주민등록", "주민번호"]),
        matcher: Matcher::Number { shapes: REGISTRATION, check: is_resident },
        source: "Resident Registration Act, enforcement rules, article 2: date of birth, sex and century (1 to 4), six \
                 digits; drawn by lot since October 2020, so that the former check digit binds no longer",
        examples: &["880314-1123455", "8803141123455", "RRN: 000505-3637892", "주민등록번호 960121-1234567"],
        counterexamples: &[
            "881314-1123455",
            "880332-1123455",
            "880314-5123455",
            "880314+1123455",
            "880314-11234551",
            "880314-112345",
            "1880314-1123455",
        ],
    },
    Row {
        name: "kr_frn",
        sets: &["standard", "identity", "asia"],
        context: Context::Near(&[
            "frn",
            "foreigner registration",
            "alien registration",
            "foreign resident registration",
            "외국인등록",
            "외국인번호",
        ]),
        matcher: Matcher::Number { shapes: REGISTRATION, check: is_foreigner },
        source: "Immigration Act, enforcement rules, article 47: as a resident's number, sex and century being 5 to 8",
        examples: &["950721-6123453", "9507216123453", "FRN=911124-5678901", "외국인등록번호: 000505-7637892"],
        counterexamples: &[
            "951321-6123453",
            "950732-6123453",
            "950721-2123453",
            "950721-9123453",
            "950721-61234531",
            "950721+6123453",
        ],
    },
    Row {
        name: "kr_brn",
        sets: &["standard", "business", "financial", "asia"],
        context: Context::Near(&["brn", "business registration", "tax registration", "사업자"]),
        matcher: Matcher::Number { shapes: &["9999999999", "999-99-99999"], check: is_business },
        source: "National Tax Service, business registration number: weights 1, 3, 7, 1, 3, 7, 1, 3, 5, the tens of the \
                 last product added, modulus 10, complement",
        examples: &["376-87-68233", "3768768233", "BRN 405-69-36961", "사업자등록번호: 177-37-21878"],
        counterexamples: &[
            "376-87-68234",
            "3768768234",
            "376-87-6823",
            "376-87-682333",
            "376-87-6823A",
            "000-00-00000",
            "123-45-67890",
        ],
    },
    Row {
        name: "kr_driver_license",
        sets: &["identity", "asia"],
        context: Context::Near(&[
            "driver license",
            "drivers license",
            "driver's license",
            "driving licence",
            "driving license",
            "면허",
        ]),
        matcher: Matcher::Number { shapes: &["99_99_999999_99"], check: is_driver_license },
        source: "Road Traffic Act, enforcement rules, annex: code of the police agency (11 to 26, 28), year, serial number, \
                 two digits more",
        examples: &["11-22-123456-12", "112212345612", "28 22 123456 12", "운전면허번호: 13-19-654321-80"],
        counterexamples: &[
            "99-22-123456-12",
            "27-22-123456-12",
            "11-22-12345-12",
            "11-22-123456-1",
            "11-22-123A56-12",
            "111-22-123456-12",
            "11-22-123456-123",
        ],
    },
    Row {
        name: "kr_passport",
        sets: &["identity", "asia"],
        context: Context::Near(&["passport", "여권"]),
        matcher: Matcher::Number { shapes: &["A999A9999", "A99999999"], check: is_passport },
        source: "Ministry of Foreign Affairs, Passport Act, enforcement rules: a letter for the kind (M, S, R, O, D) and \
                 eight digits; since December 2021 the fourth is a letter",
        examples: &["M123A4567", "m456b7890", "S12345678", "여권번호는 M789C1234입니다"],
        counterexamples: &["A123B4567", "M12A4567", "M123AB567", "M123A45678", "M1234567", "MM123A4567", "M123-A4567"],
    },
];

const REGISTRATION: &[&str] = &["999999-9999999", "9999999999999"];

/// Whether the first digits are a date of birth, and the seventh one of `kinds`.
fn is_registration(digits: &[u8], kinds: &[u8; 4]) -> bool {
    let (Some(birth), Some(kind)) = (digits.get(..6), digits.get(6)) else { return false };
    let Some(place) = kinds.iter().position(|k| k == kind) else { return false };
    let year = if place < 2 { 1900 } else { 2000 } + number(&birth[..2]);
    is_date(year, number(&birth[2..4]), number(&birth[4..]))
}

fn is_resident(digits: &[u8]) -> bool {
    is_registration(digits, b"1234")
}

fn is_foreigner(digits: &[u8]) -> bool {
    is_registration(digits, b"5678")
}

fn is_business(digits: &[u8]) -> bool {
    let Some(last) = digits.get(8).map(|digit| u32::from(digit - b'0')) else { return false };
    let sum = weighted(digits, &[1, 3, 7, 1, 3, 7, 1, 3, 5, 1]) + last * 5 / 10;
    sum.is_multiple_of(10) && !all_same(digits)
}

fn is_driver_license(digits: &[u8]) -> bool {
    digits.get(..2).is_some_and(|agency| matches!(number(agency), 11..=26 | 28))
}

fn is_passport(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'M' | b'S' | b'R' | b'O' | b'D'))
}
