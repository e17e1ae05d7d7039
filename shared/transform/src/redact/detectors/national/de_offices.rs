//! Germany: numbers that insurances, tax offices and registers give to persons, physicians and firms.

use std::ops::Range;

use crate::redact::checks::{mod_11_10, number, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run, starts_ignoring_case};
use crate::redact::shape;

pub const ROWS: &[Row] =
    &[SOCIAL_SECURITY, HEALTH_INSURANCE, TAX_ID, TAX_NUMBER, VAT_ID, COMMERCIAL_REGISTER, PHYSICIAN, PRACTICE];

const SOCIAL_SECURITY: Row = Row {
    name: "de_social_security",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(&[
        "rvnr",
        "svnr",
        "vsnr",
        "sv nummer",
        "sv nr",
        "rentenversicherung",
        "sozialversicherung",
        "versicherungsnummer",
        "social security",
    ]),
    matcher: Matcher::Number { shapes: &["99_999999_A_99_9"], check: is_social_security },
    source: "Versicherungsnummern-, Kontoführungs- und Versicherungsverlaufsverordnung, sections 2 to 4: area, date of \
             birth, letter, serial, check digit",
    examples: &[
        "15070649C103",
        "65 170839 J 003",
        "rvnr 15070649c103",
        "Sozialversicherungsnummer: 38551285K051",
        "SV-Nummer 65170839J003",
    ],
    counterexamples: &[
        "15070649C104",
        "15071349C103",
        "15420649C103",
        "150706491103",
        "15070649C10",
        "15070649C1030",
        "x15070649C103",
        "20261120T100000Z",
    ],
};

const HEALTH_INSURANCE: Row = Row {
    name: "de_health_insurance",
    sets: &["standard", "eu", "health"],
    context: Context::Near(&[
        "kvnr",
        "krankenversicher",
        "krankenkasse",
        "versichertennummer",
        "versicherten nr",
        "versicherten id",
        "versichertenkarte",
        "gesundheitskarte",
        "egk",
        "gkv",
        "health insurance",
    ]),
    matcher: Matcher::Number { shapes: &["A999999999"], check: is_health_insurance },
    source: "Sozialgesetzbuch V, section 290, annex 1 of the GKV-Spitzenverband: a letter, eight digits, a check digit by \
             weights 1 and 2",
    examples: &["A000500015", "KVNR: M314159267", "m314159267", "eGK-Nummer M314159267 bitte"],
    counterexamples: &[
        "M314159265",
        "1314159266",
        "M31415926",
        "M3141592671",
        "MM314159267",
        "M314159267_1",
        "m3141592-6611-4111-8111-a314159266aa",
    ],
};

const TAX_ID: Row = Row {
    name: "de_tax_id",
    sets: &["standard", "eu", "financial", "identity"],
    context: Context::Near(&[
        "steuer id",
        "steueridentifikation",
        "steuerliche id",
        "identifikationsnummer",
        "idnr",
        "tax id",
        "taxpayer id",
        "tin",
    ]),
    matcher: Matcher::Number { shapes: &["99_999_999_999"], check: is_tax_id },
    source: "Abgabenordnung, section 139b, and Bundeszentralamt für Steuern: eleven digits, the first not 0, none of the \
             ten more than three times, a check digit by ISO 7064 MOD 11,10",
    examples: &[
        "31415926539",
        "31 415 926 539",
        "Steuer-ID: 31415926539.",
        "IdNr. 31415926539 liegt vor",
        "steuerIdNr=12345678903",
    ],
    counterexamples: &[
        "31415926535",
        "02345678903",
        "3141592653",
        "314159265399",
        "11111111111",
        "11112345678",
        "x31415926539",
        "1.31415926539",
        "00000000000",
    ],
};

const TAX_NUMBER: Row = Row {
    name: "de_tax_number",
    sets: &["eu", "financial"],
    context: Context::Near(TAX_NUMBER_WORDS),
    matcher: Matcher::At(Anchor::Word, verify_tax_number),
    source: "Verordnung über die Zuteilung der Steuernummern and ELSTER: thirteen digits that begin with a state's number \
             from 01 to 16, or the states' own groups with slashes; groups of five, or without slashes, only near its name",
    examples: &[
        "0931415926535",
        "314/159/26535",
        "31/415/92653",
        "31/4159/2653",
        "314/1592/6535",
        "Steuernummer: 0931415926535",
        "St.-Nr. 31415/92653",
        "Finanzamt 013 815 08153",
    ],
    counterexamples: &[
        "1731415926535",
        "0031415926535",
        "093141592653",
        "09314159265358",
        "31415/92653",
        "3/14/2026",
        "31/12/2026",
        "314/159/265358",
        "x314/159/26535",
        "1764000000000",
    ],
};

const VAT_ID: Row = Row {
    name: "de_vat_id",
    sets: &["standard", "eu", "financial", "business"],
    context: Context::Near(&[
        "ust id",
        "ustid",
        "umsatzsteuer",
        "mehrwertsteuer",
        "mwst",
        "vat",
        "tax id",
        "invoice",
        "rechnung",
    ]),
    matcher: Matcher::Number { shapes: &["AA_999_999_999"], check: is_vat_id },
    source: "Umsatzsteuergesetz, section 27a, and Bundeszentralamt für Steuern: DE and nine digits; the check digit is \
             unpublished and not asked for",
    examples: &[
        "DE314159265",
        "de314159265",
        "DE 314 159 265",
        "DE-314-159-265",
        "DE.314.159.265",
        "USt-IdNr.: DE314159265",
        "vat_id=DE314159265",
    ],
    counterexamples: &[
        "AT314159265",
        "DE31415926",
        "DE3141592653",
        "DE31415926535897932384",
        "xDE314159265",
        "DE314159265x",
        "DE 31 415 9265",
    ],
};

const COMMERCIAL_REGISTER: Row = Row {
    name: "de_handelsregister",
    sets: &["standard", "eu", "business"],
    context: Context::Near(&[
        "handelsregister",
        "registergericht",
        "amtsgericht",
        "registernummer",
        "commercial register",
        "company register",
    ]),
    matcher: Matcher::At(Anchor::Literals(&["hra", "hrb"]), verify_commercial_register),
    source: "Handelsregisterverordnung, sections 3 and 13: section HRA or HRB and a number of up to six digits",
    examples: &[
        "HRB 31415",
        "HRB31415",
        "HRA 1",
        "hrb 314159",
        "Amtsgericht Bremen HRB 31415.",
        "HRB-Nr. 31415",
        "HRA: 31415",
    ],
    counterexamples: &["HRC 31415", "HR 31415", "HRB 3141592", "HRB 31415x", "xHRB 31415", "HRB", "HRB ab 31415"],
};

const PHYSICIAN: Row = Row {
    name: "de_lanr",
    sets: &["standard", "eu", "health"],
    context: Context::Near(&["lanr", "arztnummer", "arzt nummer", "arzt nr", "physician number"]),
    matcher: Matcher::Number { shapes: &["999999999"], check: is_physician },
    source: "Kassenärztliche Bundesvereinigung, Richtlinie nach Paragraph 75 Absatz 7 SGB V: six digits, a check digit by \
             weights 4 and 9, two digits of the specialty",
    examples: &["123456601", "314159301", "LANR: 314159301", "Arztnummer 314159301 auf dem Rezept"],
    counterexamples: &["314159701", "31415930", "3141593010", "x314159301", "000000000", "3.314159301", "314159301-1"],
};

const PRACTICE: Row = Row {
    name: "de_bsnr",
    sets: &["eu", "health"],
    // A part of `Betriebsstättennummer` that is the same in capitals.
    context: Context::Near(&["bsnr", "betriebsst", "praxisnummer", "practice number"]),
    matcher: Matcher::Number { shapes: &["999999999"], check: is_practice },
    source: "Kassenärztliche Bundesvereinigung, Richtlinie nach Paragraph 75 Absatz 7 SGB V: nine digits, without a check \
             digit",
    examples: &["023141592", "BSNR 713141592 der Praxis", "Betriebsstättennummer: 023141592"],
    counterexamples: &["000000000", "02314159", "0231415926", "02314159A", "x023141592", "1.023141592", "023141592-1"],
};

/// A day of birth, perhaps with 50 added, a month, and the check digit over the digits, the letter being two.
fn is_social_security(text: &[u8]) -> bool {
    let [numbers @ .., letter, serial_1, serial_2, check] = text else { return false };
    if numbers.len() != 8 {
        return false;
    }
    let (day, month) = (number(&numbers[2..4]), number(&numbers[4..6]));
    let [tens, ones] = ordinal(*letter);
    let digits = numbers.iter().copied().chain([tens, ones, *serial_1, *serial_2]);
    let sum = cross_sums(digits, &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
    matches!(day, 1..=31 | 51..=81) && (1..=12).contains(&month) && sum % 10 == u32::from(check.wrapping_sub(b'0'))
}

fn is_health_insurance(text: &[u8]) -> bool {
    let [letter, digits @ .., check] = text else { return false };
    let sum = cross_sums(ordinal(*letter).into_iter().chain(digits.iter().copied()), &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    sum % 10 == u32::from(check.wrapping_sub(b'0'))
}

/// The two digits of a capital's place in the alphabet, from 01 to 26.
fn ordinal(letter: u8) -> [u8; 2] {
    let place = letter.wrapping_sub(b'A').wrapping_add(1);
    [b'0' + place / 10, b'0' + place % 10]
}

/// The sum of the digits of each product of a digit and its weight.
fn cross_sums(digits: impl Iterator<Item = u8>, weights: &[u32]) -> u32 {
    let product = |(digit, weight): (u8, &u32)| u32::from(digit.wrapping_sub(b'0')) * weight;
    digits.zip(weights).map(product).map(|product| product / 10 + product % 10).sum()
}

fn is_tax_id(text: &[u8]) -> bool {
    let body = text.get(..10).unwrap_or_default();
    let often = (b'0'..=b'9').any(|digit| body.iter().filter(|byte| **byte == digit).count() > 3);
    !text.starts_with(b"0") && !often && mod_11_10(text)
}

const TAX_NUMBER_WORDS: &[&str] =
    &["steuernummer", "steuer nr", "st. nr", "stnr", "finanzamt", "steuerbescheid", "tax number"];

/// All groups that the states part by slashes, but those of five and five.
#[rustfmt::skip]
const TAX_NUMBER_SHAPES: &[&str] = &[
    "9999999999999",
    "99/999/9999", "99/999/99999", "99/9999/9999", "99/9999/99999",
    "999/999/9999", "999/999/99999", "999/9999/9999", "999/9999/99999",
];

fn verify_tax_number(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, TAX_NUMBER_SHAPES, is_tax_number).or_else(|| {
        let bare =
            shape::find(input, at, &["99999_99999", "99 999 99999", "999 999 99999", "999 9999 9999"], |_| true)?;
        input.near(at, TAX_NUMBER_WORDS).then_some(bare)
    })
}

/// A number of thirteen digits begins with that of a state.
fn is_tax_number(text: &[u8]) -> bool {
    text.len() != 13 || (1..=16).contains(&number(&text[..2]))
}

fn is_vat_id(text: &[u8]) -> bool {
    text.starts_with(b"DE")
}

/// `HRA` or `HRB`, perhaps `Nr.` or a colon, and one to six digits.
fn verify_commercial_register(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let blanks = |from: usize| run(text[from..].get(..3).unwrap_or(&text[from..]), |b| matches!(b, b' ' | b'\t'));
    let mut end = at + 3;
    end += usize::from(input.is(end, |b| b == b'-'));
    end += blanks(end);
    if starts_ignoring_case(&text[end..], b"nr") {
        end += 2 + usize::from(input.is(end + 2, |b| b == b'.'));
    }
    end += usize::from(input.is(end, |b| b == b':'));
    end += blanks(end);
    let digits = run(&text[end..], is_digit);
    end += digits;
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.')) && input.is(end + 1, is_digit);
    let whole = input.starts_word(at) && input.ends_word(end) && !goes_on;
    (whole && (1..=6).contains(&digits)).then_some(at..end)
}

fn is_physician(text: &[u8]) -> bool {
    let sum = weighted(text, &[4, 9, 4, 9, 4, 9]);
    let check = text.get(6).map(|byte| u32::from(byte.wrapping_sub(b'0')));
    is_practice(text) && check == Some((10 - sum % 10) % 10)
}

fn is_practice(text: &[u8]) -> bool {
    text.iter().any(|byte| *byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of the pension insurance, of the GKV-Spitzenverband and of the Kassenärztliche Bundesvereinigung.
    #[test]
    fn published_examples_agree() {
        assert!(is_social_security(b"15070649C103") && !is_social_security(b"15070649C104"));
        assert!(is_health_insurance(b"A000500015") && !is_health_insurance(b"A000500016"));
        assert!(is_physician(b"123456601") && !is_physician(b"123456701"));
    }
}
