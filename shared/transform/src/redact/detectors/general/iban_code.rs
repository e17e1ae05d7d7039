//! International bank account numbers.

use std::ops::Range;

use crate::redact::checks::mod_97;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "iban_code",
    sets: &["standard", "financial", "eu"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LettersDigits], words: &[] }, verify),
    source: "ISO 13616-1: country, two check digits by ISO 7064 MOD 97-10, and the accounts of the SWIFT IBAN registry; \
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
        "span_id=be5270d78236792c",
        "ee94 bef9 cd32 6fe6 a46e ff8b",
        "650eaa88-5a2b-4b9f-be31-7bf4cc3a6d5e",
        "b0c1d2e3-ad77-4ac4-a0c6-6632e8d3e96b",
    ],
};

/// What follows the check digits, by country (SWIFT IBAN registry): so many digits (`n`), capitals (`a`), or either (`c`).
#[rustfmt::skip]
const ACCOUNTS: &[(&[u8; 2], &str)] = &[
    (b"AD", "8n12c"), (b"AE", "19n"), (b"AL", "8n16c"), (b"AT", "16n"), (b"AZ", "4a20c"), (b"BA", "16n"),
    (b"BE", "12n"), (b"BG", "4a6n8c"), (b"BH", "4a14c"), (b"BI", "23n"), (b"BR", "23n1a1c"), (b"BY", "4c4n16c"),
    (b"CH", "5n12c"), (b"CR", "18n"), (b"CY", "8n16c"), (b"CZ", "20n"), (b"DE", "18n"), (b"DJ", "23n"),
    (b"DK", "14n"), (b"DO", "4c20n"), (b"EE", "16n"), (b"EG", "25n"), (b"ES", "20n"), (b"FI", "14n"),
    (b"FK", "2a12n"), (b"FO", "14n"), (b"FR", "10n11c2n"), (b"GB", "4a14n"), (b"GE", "2a16n"), (b"GI", "4a15c"),
    (b"GL", "14n"), (b"GR", "7n16c"), (b"GT", "24c"), (b"HN", "4a20n"), (b"HR", "17n"), (b"HU", "24n"),
    (b"IE", "4a14n"), (b"IL", "19n"), (b"IQ", "4a15n"), (b"IS", "22n"), (b"IT", "1a10n12c"), (b"JO", "4a4n18c"),
    (b"KW", "4a22c"), (b"KZ", "3n13c"), (b"LB", "4n20c"), (b"LC", "4a24c"), (b"LI", "5n12c"), (b"LT", "16n"),
    (b"LU", "3n13c"), (b"LV", "4a13c"), (b"LY", "21n"), (b"MC", "10n11c2n"), (b"MD", "20c"), (b"ME", "18n"),
    (b"MK", "3n10c2n"), (b"MN", "16n"), (b"MR", "23n"), (b"MT", "4a5n18c"), (b"MU", "4a19n3a"), (b"NI", "4a20n"),
    (b"NL", "4a10n"), (b"NO", "11n"), (b"OM", "3n16c"), (b"PK", "4a16c"), (b"PL", "24n"), (b"PS", "4a21c"),
    (b"PT", "21n"), (b"QA", "4a21c"), (b"RO", "4a16c"), (b"RS", "18n"), (b"RU", "14n15c"), (b"SA", "2n18c"),
    (b"SC", "4a20n3a"), (b"SD", "14n"), (b"SE", "20n"), (b"SI", "15n"), (b"SK", "20n"), (b"SM", "1a10n12c"),
    (b"SO", "19n"), (b"ST", "21n"), (b"SV", "4a20n"), (b"TL", "19n"), (b"TN", "20n"), (b"TR", "6n16c"),
    (b"UA", "6n19c"), (b"VA", "18n"), (b"VG", "4a16n"), (b"XK", "16n"), (b"YE", "4a4n18c"),
];

/// The letters and digits of the longest number.
const MAX: usize = 34;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let head = text.get(at..)?.first_chunk::<4>()?;
    if !head[2].is_ascii_digit() || !head[3].is_ascii_digit() || !input.starts_word(at) {
        return None;
    }
    let account = account(head[0], head[1])?;
    let mut kinds = head.iter().map(|_| b'c').chain(kinds(account)).peekable();
    let separator = text.get(at + 4).copied().filter(|b| matches!(b, b' ' | b'-'));
    let (mut letters, mut length) = ([0; MAX], 0);
    let mut end = at;
    while let Some(kind) = kinds.peek() {
        let byte = *text.get(end)?;
        if byte.is_ascii_alphanumeric() {
            let fits = match kind {
                b'n' => byte.is_ascii_digit(),
                b'a' => byte.is_ascii_alphabetic(),
                _ => true,
            };
            fits.then_some(())?;
            kinds.next();
            *letters.get_mut(length)? = byte;
            length += 1;
        } else if Some(byte) != separator || length % 4 != 0 {
            return None;
        }
        end += 1;
    }
    // The country and the check digits are taken last.
    let letters = &mut letters[..length];
    letters.rotate_left(head.len());
    let one_case = |test: fn(&u8) -> bool| !text[at..end].iter().any(test);
    let one_case = one_case(u8::is_ascii_lowercase) || one_case(u8::is_ascii_uppercase);
    (mod_97(letters) == 1 && one_case && input.ends_word(end) && !input.in_uuid(&(at..end))).then_some(at..end)
}

/// Whether a number can begin so: with a country, two digits and what its accounts begin with. Most are parts of a UUID.
pub fn may_begin(number: &[u8]) -> bool {
    let [first, second, b'0'..=b'9', b'0'..=b'9', behind @ ..] = number else { return false };
    let Some(kind) = account(*first, *second).and_then(|account| account.bytes().find(u8::is_ascii_alphabetic)) else {
        return false;
    };
    let next = if let [b' ' | b'-', behind @ ..] = behind { behind.first() } else { behind.first() };
    !next.is_some_and(|next| match kind {
        b'n' => next.is_ascii_alphabetic(),
        b'a' => next.is_ascii_digit(),
        _ => false,
    })
}

/// The accounts of the country that two letters stand for.
fn account(first: u8, second: u8) -> Option<&'static str> {
    /// The place of a country in [`ACCOUNTS`], and one more, by its letters.
    const PLACES: [[u8; 26]; 26] = {
        let (mut places, mut at) = ([[0; 26]; 26], 0);
        while at < ACCOUNTS.len() {
            let [first, second] = *ACCOUNTS[at].0;
            at += 1;
            places[(first - b'A') as usize][(second - b'A') as usize] = at as u8;
        }
        places
    };
    let letter = |byte: u8| usize::from(byte.to_ascii_uppercase().wrapping_sub(b'A'));
    let place = *PLACES.get(letter(first))?.get(letter(second))?;
    Some(ACCOUNTS[usize::from(place).checked_sub(1)?].1)
}

/// The kind of each character of an account.
fn kinds(account: &str) -> impl Iterator<Item = u8> {
    let mut count = 0;
    account.bytes().flat_map(move |byte| {
        let digit = byte.is_ascii_digit().then(|| usize::from(byte - b'0'));
        let repeated = if digit.is_some() { 0 } else { count };
        count = digit.map_or(0, |digit| count * 10 + digit);
        std::iter::repeat_n(byte, repeated)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_found_by_its_letters() {
        for (country, accounts) in ACCOUNTS {
            assert_eq!(account(country[0], country[1].to_ascii_lowercase()), Some(*accounts));
            assert!(4 + kinds(accounts).count() <= MAX);
        }
        assert_eq!(account(b'X', b'X'), None);
    }
}
