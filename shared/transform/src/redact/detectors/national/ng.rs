//! Nigeria.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[
    Row {
        name: "ng_nin",
        sets: &["standard", "identity", "africa"],
        context: Context::Near(&[
            "nin",
            "nimc",
            "national identification number",
            "national identity number",
            "nigerian national",
        ]),
        matcher: Matcher::Number { shapes: &["99999999999"], check: is_nin },
        source: "National Identity Management Commission (NIMC Act 2007, National Identification Number): eleven digits, \
                 the last a check digit by Verhoeff",
        examples: &["15901396243", "NIN: 59571177778", "my NIN is 41215472801", "{\"nin\":\"38528084144\"}"],
        counterexamples: &["15901396244", "1590139624", "159013962430", "9915901396243", "1590139624a", "00000000000"],
    },
    Row {
        name: "ng_vehicle_registration",
        sets: &["vehicle", "africa"],
        context: Context::Near(&[
            "plate number",
            "number plate",
            "license plate",
            "licence plate",
            "vehicle registration",
            "registration plate",
            "frsc",
        ]),
        matcher: Matcher::Number { shapes: &["AAA_999AA"], check: |compact| compact.get(3..6) != Some(b"000") },
        source: "Federal Road Safety Corps, National Vehicle Identification Scheme of 2011: local government, serial \
                 number of three digits, year and batch",
        examples: &["APP-456CV", "ABJ 001AA", "KJA999PZ", "app-456cv", "number plate LND-083XB"],
        counterexamples: &["AB-1234CD", "123-456AB", "AB-12CD", "ABCD-123EF", "APP-456CVX", "APP-000CV", "APP-4567CV"],
    },
];

fn is_nin(compact: &[u8]) -> bool {
    !checks::all_same(compact) && checks::verhoeff(compact)
}
