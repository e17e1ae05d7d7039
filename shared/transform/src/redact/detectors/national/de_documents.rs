//! Germany: documents of persons, licence plates and postal codes.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, char_at, char_before, is_digit, run};
use crate::redact::shape;

pub const ROWS: &[Row] = &[ID_CARD, PASSPORT, DRIVING_LICENCE, PLATE, POSTAL_CODE];

const ID_CARD: Row = Row {
    name: "de_id_card",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(ID_CARD_WORDS),
    matcher: Matcher::At(Anchor::Word, verify_id_card),
    source: "Personalausweisverordnung, annex 1: nine letters and digits, without vowels and letters that look like \
             digits, the check digit of ICAO Doc 9303 last or as a tenth; until 2010 T and eight digits; without a check \
             digit only near its name",
    examples: &[
        "L7F3K9P24",
        "l7f3k9p24",
        "Personalausweis: H04Y1R7X8",
        "L7F3K9P21 ist die Ausweisnummer",
        "Ausweis Nr. T31415926 gilt noch",
        "T31415926",
        "L7F3K9P248",
    ],
    counterexamples: &[
        "L7F3K9P23",
        "A7F3K9P24",
        "L7F3K9P2",
        "L7F3K9P249",
        "T3141592",
        "T314159262",
        "314159265",
        "xL7F3K9P24",
        "c7f3cc22-1111-4111-8111-c7f3cc22cc22",
    ],
};

const PASSPORT: Row = Row {
    name: "de_passport",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(PASSPORT_WORDS),
    matcher: Matcher::At(Anchor::Word, verify_passport),
    source: "Passverordnung, annex 1, and ICAO Doc 9303 part 3: nine letters and digits, without vowels and letters that \
             look like digits, the check digit last or as a tenth; without a check digit only near its name",
    examples: &[
        "C4F7K2M93",
        "c4f7k2m93",
        "Reisepass C4F7K2M93 vom 1. Mai",
        "Pass-Nr.: C4F7K2M98",
        "{\"passport\":\"C4F7K2M98\"}",
        "C4F7K2M936",
    ],
    counterexamples: &[
        "C4F7K2M98",
        "B4F7K2M93",
        "C4F7K2M9",
        "C4F7K2M939",
        "147258369",
        "xC4F7K2M93",
        "C4F7K2M93_a",
        "2026-11-20T10:00:00Z",
    ],
};

const DRIVING_LICENCE: Row = Row {
    name: "de_fuehrerschein",
    sets: &["eu", "identity"],
    context: Context::Near(&[
        "fuehrerschein",
        // The rest of a word that may be in capitals.
        "hrerschein",
        "fahrerlaubnis",
        "driving licence",
        "driving license",
        "driver license",
        "driver licence",
        "drivers license",
        "drivers licence",
    ]),
    matcher: Matcher::Number { shapes: &["AA99999999X", "A999XXXXXXX"], check: is_driving_licence },
    source: "Fahrerlaubnis-Verordnung, annex 8, field 5 (Directive 2006/126/EC, annex I): the key of the authority, five \
             letters and digits, a check character, the number of the copy",
    examples: &[
        "HB31415926K",
        "hb31415926k",
        "HB314159265",
        "Fahrerlaubnis HB31415926K",
        "B072RKE2M55",
        "Führerscheinnummer: N070T3X9V41",
    ],
    counterexamples: &[
        "HB31415926",
        "HB31415926KK",
        "H31415926K",
        "31415926535",
        "B0723141592",
        "B072RKE2MK5",
        "xHB31415926K",
    ],
};

const PLATE: Row = Row {
    name: "de_kfz",
    sets: &["eu", "vehicle"],
    context: Context::Near(&[
        "kennzeichen",
        "nummernschild",
        "kfz",
        "license plate",
        "licence plate",
        "number plate",
        "plate number",
        "registration plate",
    ]),
    matcher: Matcher::At(Anchor::Word, verify_plate),
    source: "Fahrzeug-Zulassungsverordnung, section 9 and annex 1: one to three letters of the district, one or two \
             letters, one to four digits, E for electric or H for historic vehicles",
    examples: &[
        "B AB 1234",
        "M-XY-999",
        "HH-AB 1234",
        "KA EF 12H",
        "MIL E 1234E",
        "m xy 999",
        "TÜ-K 77",
        "ÖHR-AB 12",
        "Kennzeichen: HH-AB-1234.",
    ],
    counterexamples: &[
        "BAB1234",
        "B 1234",
        "BXYZ AB 1234",
        "B ABC 1234",
        "B-AB-12345",
        "B AB-1234",
        "B-AB-12x",
        "1-B-AB-12",
        "x_B-AB-12",
        "Höhenzug AB 12",
        "B  AB 1234",
    ],
};

const POSTAL_CODE: Row = Row {
    name: "de_plz",
    sets: &["eu", "contact"],
    context: Context::Near(&["plz", "postleitzahl", "postanschrift", "postal code", "postcode", "zip code", "zip"]),
    matcher: Matcher::Number { shapes: &["99999"], check: is_postal_code },
    source: "Deutsche Post AG, Postleitzahlen: five digits from 01001 to 99998",
    examples: &["10115", "PLZ: 80331", "D-22085 Hamburg", "01001", "99998", "postal_code=10115"],
    counterexamples: &[
        "00000", "00815", "01000", "99999", "101150", "1011", "x10115", "10115x", "1.10115", "10115.5", "10115-1",
    ],
};

const ID_CARD_WORDS: &[&str] = &["personalausweis", "ausweis", "identity card", "id card", "national id"];

const PASSPORT_WORDS: &[&str] = &["reisepass", "passport", "passnummer", "pass nr", "pass nummer"];

/// The letters of the numbers of identity cards and passports.
const LETTERS: &[u8] = b"CFGHJKLMNPRTVWXYZ";

fn verify_id_card(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, CHECKED, is_id_card).or_else(|| unchecked(input, at, ID_CARD_WORDS))
}

fn verify_passport(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    shape::find(input, at, CHECKED, is_checked_serial).or_else(|| unchecked(input, at, PASSPORT_WORDS))
}

/// With the check digit as the ninth character, or behind nine characters.
const CHECKED: &[&str] = &["AXXXXXXX9", "AXXXXXXXX9"];

/// A number as it is printed, without its check digit, that the words before it explain.
fn unchecked(input: &Input<'_>, at: usize, words: &[&str]) -> Option<Range<usize>> {
    let digits = |text: &[u8]| text.iter().filter(|b| b.is_ascii_digit()).count();
    let found = shape::find(input, at, &["AXXXXXXXX"], is_serial)?;
    (digits(&input.text[found.clone()]) >= 2 && input.near(at, words)).then_some(found)
}

fn is_id_card(text: &[u8]) -> bool {
    let old = text.len() == 9 && text.strip_prefix(b"T").is_some_and(|rest| rest.iter().all(u8::is_ascii_digit));
    old || is_checked_serial(text)
}

fn is_checked_serial(text: &[u8]) -> bool {
    is_serial(text) && agrees(text)
}

fn is_serial(text: &[u8]) -> bool {
    let first = text.first().is_some_and(|byte| LETTERS.contains(byte));
    first && text.iter().all(|byte| byte.is_ascii_digit() || LETTERS.contains(byte))
}

/// The check digit of ICAO Doc 9303, part 3: weights 7, 3 and 1, letters from A = 10.
fn agrees(text: &[u8]) -> bool {
    let Some((check, body)) = text.split_last() else { return false };
    let value = |byte: &u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        letter => u32::from(letter.to_ascii_uppercase().wrapping_sub(b'A')) + 10,
    };
    let sum: u32 = body.iter().zip([7, 3, 1].iter().cycle()).map(|(byte, weight)| value(byte) * weight).sum();
    check.is_ascii_digit() && sum % 10 == u32::from(check - b'0')
}

/// Two letters and eight digits, or the key of an authority, a letter and three digits, and a serial that holds a letter
/// and whose check character is a digit or X.
fn is_driving_licence(text: &[u8]) -> bool {
    let [_, second, .., check, _] = text else { return false };
    let serial = text.get(4..9).unwrap_or_default();
    let keyed = (check.is_ascii_digit() || *check == b'X') && serial.iter().any(u8::is_ascii_alphabetic);
    second.is_ascii_alphabetic() || keyed
}

fn is_postal_code(text: &[u8]) -> bool {
    !text.starts_with(b"00") && text != b"01000" && text != b"99999"
}

/// A district, letters and digits, parted by spaces or hyphens: `B AB 12`, `B-AB-12`, `B-AB 12`.
fn verify_plate(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let start = district_start(input, at)?;
    let (mut end, mut letters) = (start, 0);
    while letters < 3
        && let Some((_, length)) = char_at(text, end).filter(|(c, _)| c.is_ascii_alphabetic() || is_umlaut(*c))
    {
        letters += 1;
        end += length;
    }
    let first = *text.get(end).filter(|b| matches!(b, b' ' | b'-'))?;
    let series = run(&text[end + 1..], |b| b.is_ascii_alphabetic());
    end += 1 + series;
    let second = *text.get(end)?;
    let digits = run(&text[end + 1..], is_digit);
    let parted = second == b' ' || (second == b'-' && first == b'-');
    if !(1..=2).contains(&series) || !(1..=4).contains(&digits) || !parted {
        return None;
    }
    end += 1 + digits;
    end += usize::from(input.is(end, |b| matches!(b.to_ascii_uppercase(), b'E' | b'H')));
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.')) && input.is(end + 1, is_digit);
    (input.ends_word(end) && !goes_on).then_some(start..end)
}

/// Where the district begins: a word does not begin at an umlaut, but a district may.
fn district_start(input: &Input<'_>, at: usize) -> Option<usize> {
    let text = input.text;
    let mut start = at;
    if let Some((_, length)) = char_before(text, start).filter(|(c, _)| is_umlaut(*c)) {
        start -= length;
    }
    let alone = char_before(text, start).is_none_or(|(c, _)| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
    alone.then_some(start)
}

fn is_umlaut(letter: char) -> bool {
    matches!(letter, 'Ä' | 'Ö' | 'Ü' | 'ä' | 'ö' | 'ü')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimens of the identity card and of the passport, with the check digits of their machine-readable zones.
    #[test]
    fn published_examples_agree() {
        for text in ["L01X00T471", "T220001293", "C01X00T478"] {
            assert!(is_checked_serial(text.as_bytes()), "{text}");
        }
        assert!(!is_checked_serial(b"L01X00T472") && !is_checked_serial(b"C01X00T470"));
    }
}
