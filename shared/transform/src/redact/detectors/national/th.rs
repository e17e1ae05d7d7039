//! Thailand: national identification numbers.

use crate::redact::checks::weighted;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "th_tnin",
    sets: &["standard", "identity", "asia"],
    context: Context::Near(&[
        "tnin",
        "thai id",
        "thai national id",
        "thai citizen id",
        "thailand national id",
        "บัตรประชาชน",
        "ตัวประชาชน",
        "รหัสปชช",
    ]),
    matcher: Matcher::Number { shapes: &["9999999999999", "9-9999-99999-99-9"], check: is_tnin },
    source: "Bureau of Registration Administration, Thailand: type of person, province and district, register, page, and \
             a check digit with weights 13 to 2, modulus 11",
    examples: &[
        "1122829851860",
        "6228295023621",
        "1-1228-29851-86-0",
        "เลขประจำตัวประชาชน: 4116130205149",
        "Thai ID 2138551618046",
    ],
    counterexamples: &[
        "1122829851861",
        "112282985186",
        "11228298518600",
        "112282985186a",
        "0122829851860",
        "1022829851860",
        "1-1228-29851-86-1",
        "1732060800000",
    ],
}];

fn is_tnin(digits: &[u8]) -> bool {
    let [kind, province_1, province_2, ..] = digits else { return false };
    // Provinces, as ISO 3166-2:TH numbers them.
    let province = match province_1 {
        b'1' | b'3' | b'4' => true,
        b'2' | b'6' | b'7' => *province_2 <= b'7',
        b'5' => *province_2 <= b'8',
        b'8' | b'9' => *province_2 <= b'6',
        _ => false,
    };
    let sum = weighted(digits, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let check = digits.get(12).map(|check| u32::from(check - b'0'));
    *kind != b'0' && province && check == Some((11 - sum) % 10)
}
