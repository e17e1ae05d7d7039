//! Patients and practitioners of the United States.

use crate::redact::checks;
use crate::redact::detector::{Context, Matcher, Row};

/// Words near which a registration number of the Drug Enforcement Administration stands.
const REGISTRANT: &[&str] = &["dea", "medical license", "medical licence", "prescriber", "controlled substance"];

const REGISTRATION: Matcher = Matcher::Number { shapes: &["AA9999999", "A99999999"], check: is_registration };

const REGISTRATION_SOURCE: &str = "Drug Enforcement Administration, registration numbers (21 CFR 1301; Pharmacist's Manual, appendix): type of \
     registrant, initial of its name or 9, six digits and a check digit";

pub const ROWS: &[Row] = &[
    Row {
        name: "medical_license",
        sets: &["standard", "health", "us"],
        context: Context::Near(REGISTRANT),
        matcher: REGISTRATION,
        source: REGISTRATION_SOURCE,
        examples: &["BT1803344", "DEA: FR0187802", "mx8347886", "A91759894"],
        counterexamples: &["BT1803345", "ZQ7838482", "NT3726164", "BT18033440", "XBT1803344", "A81759894"],
    },
    Row {
        name: "us_dea",
        sets: &["standard", "health", "us"],
        context: Context::Near(REGISTRANT),
        matcher: REGISTRATION,
        source: REGISTRATION_SOURCE,
        examples: &["BT1803344", "DEA: FR0187802", "mx8347886", "A91759894"],
        counterexamples: &["BT1803345", "ZQ7838482", "NT3726164", "BT18033440", "XBT1803344", "A81759894"],
    },
    Row {
        name: "us_mbi",
        sets: &["standard", "health", "us"],
        context: Context::Near(&["medicare", "mbi", "beneficiary", "medicaid", "hicn"]),
        matcher: Matcher::Number { shapes: &["9AX9_AX9_AA99"], check: is_beneficiary },
        source: "Centers for Medicare & Medicaid Services, Understanding the Medicare Beneficiary Identifier Format: \
                 eleven characters, by place digits or letters but S, L, O, I, B and Z, the first digit 1 to 9",
        examples: &["1EG4-TE5-MK73", "1EG4TE5MK73", "3cd5-fg7-hj89", "Medicare ID: 2AG9-XC4-NN22", "9XX9-XX9-XX99"],
        counterexamples: &[
            "1SG4-TE5-MK73",
            "1EG4-LE5-MK73",
            "1EG4-TE5-OK73",
            "AEG4-TE5-MK73",
            "12G4-TE5-MK73",
            "1EG4TE5MK7",
            "1EG4TE5MK734",
            "X1EG4TE5MK73",
        ],
    },
    Row {
        name: "us_npi",
        sets: &["standard", "health", "us"],
        context: Context::Near(&["npi", "national provider", "provider identifier"]),
        matcher: Matcher::Number { shapes: &["9999999999", "9999-999-999"], check: is_provider },
        source: "45 CFR 162.406 and CMS, Requirements for National Provider Identifier: ten digits, the first 1 or 2, \
                 check digit by Luhn behind the prefix 80840",
        examples: &["1265167613", "1265-167-613", "NPI 1222 029 724", "2997528825", "{\"npi\":\"2001826330\"}"],
        counterexamples: &[
            "1265167614",
            "0234567893",
            "3234567893",
            "126516761",
            "12651676130",
            "1111111112",
            "1265167613.5",
        ],
    },
];

fn is_registration(compact: &[u8]) -> bool {
    let [registrant, initial, digits @ ..] = compact else { return false };
    let sum = checks::weighted(digits, &[1, 2, 1, 2, 1, 2]);
    matches!(registrant, b'A'..=b'H' | b'J'..=b'M' | b'P' | b'R'..=b'U' | b'X')
        && (initial.is_ascii_alphabetic() || *initial == b'9')
        && digits.last().is_some_and(|check| sum % 10 == u32::from(check.wrapping_sub(b'0')))
        && !checks::all_same(digits)
}

fn is_beneficiary(compact: &[u8]) -> bool {
    compact.first() != Some(&b'0') && !compact.iter().any(|b| matches!(b, b'S' | b'L' | b'O' | b'I' | b'B' | b'Z'))
}

fn is_provider(compact: &[u8]) -> bool {
    if !matches!(compact.first(), Some(b'1' | b'2')) || compact.len() != 10 || checks::all_same(&compact[..9]) {
        return false;
    }
    let mut card = *b"80840----------";
    card[5..].copy_from_slice(compact);
    checks::luhn(&card)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the Centers for Medicare & Medicaid Services and of the registration number's explanations.
    #[test]
    fn published_examples_agree() {
        assert!(is_provider(b"1234567893") && !is_provider(b"1234567890"));
        assert!(is_registration(b"AB1234563") && !is_registration(b"AB1234560"));
        assert!(is_beneficiary(b"1EG4TE5MK73"));
    }
}
