//! International bank account numbers.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Detector, Matcher};
use crate::redact::input::Input;
use crate::redact::structure::Structure;

pub const DETECTOR: Detector = Detector {
    name: "iban_code",
    sets: &["standard", "financial", "eu"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LettersDigits], words: &[] }, verify),
    source: "ISO 13616-1: country, two check digits by ISO 7064 MOD 97-10, and the lengths of the SWIFT IBAN registry; \
             electronic form, or groups of four",
    examples: &[
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "gb29 nwbk 6016 1331 9268 19",
        "FR14-2004-1010-0505-0001-3M02-606",
        "NO9386011117947",
        "iban=NL91ABNA0417164300;",
    ],
    counterexamples: &[
        "DE89370400440532013001",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "DE88 3704 0044 0532 0130 00",
        "ADE89370400440532013000",
        "GB29NWBK60161331926819X",
        "GB29 nWBK 6016 1331 9268 19",
    ],
};

/// Lengths by country (SWIFT IBAN registry).
#[rustfmt::skip]
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24), (b"AE", 23), (b"AL", 28), (b"AT", 20), (b"AZ", 28), (b"BA", 20), (b"BE", 16), (b"BG", 22),
    (b"BH", 22), (b"BI", 27), (b"BR", 29), (b"BY", 28), (b"CH", 21), (b"CR", 22), (b"CY", 28), (b"CZ", 24),
    (b"DE", 22), (b"DJ", 27), (b"DK", 18), (b"DO", 28), (b"EE", 20), (b"EG", 29), (b"ES", 24), (b"FI", 18),
    (b"FK", 18), (b"FO", 18), (b"FR", 27), (b"GB", 22), (b"GE", 22), (b"GI", 23), (b"GL", 18), (b"GR", 27),
    (b"GT", 28), (b"HN", 28), (b"HR", 21), (b"HU", 28), (b"IE", 22), (b"IL", 23), (b"IQ", 23), (b"IS", 26),
    (b"IT", 27), (b"JO", 30), (b"KW", 30), (b"KZ", 20), (b"LB", 28), (b"LC", 32), (b"LI", 21), (b"LT", 20),
    (b"LU", 20), (b"LV", 21), (b"LY", 25), (b"MC", 27), (b"MD", 24), (b"ME", 22), (b"MK", 19), (b"MN", 20),
    (b"MR", 27), (b"MT", 31), (b"MU", 30), (b"NI", 28), (b"NL", 18), (b"NO", 15), (b"OM", 23), (b"PK", 24),
    (b"PL", 28), (b"PS", 29), (b"PT", 25), (b"QA", 29), (b"RO", 24), (b"RS", 22), (b"RU", 33), (b"SA", 24),
    (b"SC", 31), (b"SD", 18), (b"SE", 24), (b"SI", 19), (b"SK", 24), (b"SM", 27), (b"SO", 23), (b"ST", 25),
    (b"SV", 28), (b"TL", 23), (b"TN", 24), (b"TR", 26), (b"UA", 29), (b"VA", 22), (b"VG", 24), (b"XK", 20),
    (b"YE", 30),
];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let head = text.get(at..at + 4)?;
    let shape = head[..2].iter().all(u8::is_ascii_alphabetic) && head[2..].iter().all(u8::is_ascii_digit);
    if !shape || !input.starts_word(at) {
        return None;
    }
    let country = [head[0].to_ascii_uppercase(), head[1].to_ascii_uppercase()];
    let length = LENGTHS.iter().find(|(code, _)| **code == country)?.1;
    let separator = text.get(at + 4).copied().filter(|b| matches!(b, b' ' | b'-'));
    let mut taken = 0;
    let mut end = at;
    let mut remainder = Mod97::default();
    while taken < length {
        let byte = *text.get(end)?;
        if byte.is_ascii_alphanumeric() {
            if taken >= 4 {
                remainder.push(byte);
            }
            taken += 1;
        } else if Some(byte) != separator || taken % 4 != 0 {
            return None;
        }
        end += 1;
    }
    head.iter().for_each(|byte| remainder.push(*byte));
    let one_case = |test: fn(&u8) -> bool| !text[at..end].iter().any(test);
    let one_case = one_case(u8::is_ascii_lowercase) || one_case(u8::is_ascii_uppercase);
    (remainder.0 == 1 && one_case && input.ends_word(end)).then_some(at..end)
}

/// ISO 7064 MOD 97-10 over digits and letters (A = 10 … Z = 35).
#[derive(Default)]
struct Mod97(u32);

impl Mod97 {
    fn push(&mut self, byte: u8) {
        self.0 = match byte {
            b'0'..=b'9' => self.0 * 10 + u32::from(byte - b'0'),
            letter => self.0 * 100 + u32::from(letter.to_ascii_uppercase() - b'A') + 10,
        } % 97;
    }
}
