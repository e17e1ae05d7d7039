//! What Türkiye issues: numbers of persons, licence plates, telephone numbers.

use std::ops::Range;

use crate::redact::checks::number;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run, run_back};
use crate::redact::shape;

pub const ROWS: &[Row] = &[
    Row {
        name: "tr_national_id",
        sets: &["standard", "asia", "identity"],
        context: Context::Near(&[
            "tc kimlik",
            "t.c. kimlik",
            "kimlik no",
            "kimlik numara",
            "tckn",
            "tckimlik",
            "tc no",
            "nüfus cüzdan",
            "türk kimlik",
            "turkish id",
            "tc kİmlİk",
            "kİmlİk no",
        ]),
        matcher: Matcher::Number { shapes: &["99999999999"], check: is_national_id },
        source: "Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü: eleven digits, the first not 0, the tenth seven times the sum at \
                 odd places less that at even ones, the eleventh the sum of all",
        examples: &["10000000146", "TC Kimlik No: 10000000146", "tckn=12345678950", "tc_no: 12345678950"],
        counterexamples: &[
            "10000000145",
            "10000000156",
            "00000000000",
            "12345678901",
            "100000001460",
            "1000000014",
            "x10000000146",
            "1-10000000146",
        ],
    },
    Row {
        name: "tr_license_plate",
        sets: &["asia", "vehicle"],
        context: Context::Near(PLATE_WORDS),
        matcher: Matcher::At(Anchor::Word, find_plate),
        source: "Karayolları Trafik Yönetmeliği: province 01 to 81, one to three letters but Q, W and X, two to four digits",
        examples: &["34 ABC 123", "06 A 1234", "34ABC123", "35-JK-12", "34 abc 123", "plaka: 34abc123", "81 A 12"],
        counterexamples: &[
            "00 ABC 123",
            "82 ABC 123",
            "99 ABC 123",
            "34 AXC 123",
            "34 ABCD 123",
            "34 ABC 1",
            "34 ABC 12345",
            "134 ABC 123",
            "20 Nov 2026",
            "34abc123",
            "13 to 19",
            "12 ms 345",
            "06-NOV-26",
        ],
    },
    Row {
        name: "tr_phone_number",
        sets: &["asia", "contact"],
        context: Context::Near(&[
            "telefon", "cep no", "cep", "gsm", "phone", "mobile", "tel", "fax", "faks", "whatsapp", "sms",
        ]),
        matcher: Matcher::At(Anchor::Digits, find_phone),
        source: "Bilgi Teknolojileri ve İletişim Kurumu, Ulusal Numaralandırma Planı: +90 or 0, an area's three digits, and seven \
                 more",
        examples: &[
            "+905321234567",
            "+90 532 123 45 67",
            "+90-532-123-45-67",
            "+90 (532) 123 45 67",
            "05321234567",
            "0 532 123 45 67",
            "0 (532) 1234567",
            "(0532) 123 45 67",
            "5321234567",
            "532 123 45 67",
            "532.123.45.67",
            "02121234567",
            "0216 123 45 67",
            "0850 123 45 67",
            "905321234567",
        ],
        counterexamples: &[
            "532123456",
            "53212345678",
            "1234567890",
            "12345678901",
            "15053212345678",
            "10000000146",
            "6123456789",
            "9123456789",
            "+1 212 123 45 67",
            "+1 (212) 123 4567",
            "212.123.45.67",
            "34 ABC 1234",
            "5321 234567",
            "1-532-123-45-67",
            "5321234567.25",
        ],
    },
];

fn is_national_id(text: &[u8]) -> bool {
    let Some((body, [tenth, eleventh])) = text.split_last_chunk() else { return false };
    let value = |byte: &u8| i64::from(byte.wrapping_sub(b'0'));
    let odd: i64 = body.iter().step_by(2).map(value).sum();
    let even: i64 = body.iter().skip(1).step_by(2).map(value).sum();
    text.first() != Some(&b'0')
        && (odd * 7 - even).rem_euclid(10) == value(tenth)
        && (odd + even + value(tenth)) % 10 == value(eleventh)
}

/// Words that explain a plate.
const PLATE_WORDS: &[&str] = &["plaka", "license plate", "licence plate", "number plate"];

#[rustfmt::skip]
const PLATES: &[&str] = &[
    "99 A 99", "99 A 999", "99 A 9999", "99 AA 99", "99 AA 999", "99 AA 9999", "99 AAA 99", "99 AAA 999", "99 AAA 9999",
    "99=A=99", "99=A=999", "99=A=9999", "99=AA=99", "99=AA=999", "99=AA=9999", "99=AAA=99", "99=AAA=999", "99=AAA=9999",
    "99A99", "99A999", "99A9999", "99AA99", "99AA999", "99AA9999", "99AAA99", "99AAA999", "99AAA9999",
    "99A 99", "99A 999", "99A 9999", "99AA 99", "99AA 999", "99AA 9999", "99AAA 99", "99AAA 999", "99AAA 9999",
    "99 A99", "99 A999", "99 A9999", "99 AA99", "99 AA999", "99 AA9999", "99 AAA99", "99 AAA999", "99 AAA9999",
];

/// Words and units that stand between numbers.
#[rustfmt::skip]
const BETWEEN_NUMBERS: &[&[u8]] = &[
    b"to", b"or", b"of", b"and", b"at", b"in", b"by", b"on", b"for", b"per", b"vs", b"ve", b"ila", b"s", b"m", b"h", b"d", b"ms",
    b"us", b"ns", b"min", b"b", b"kb", b"mb", b"gb", b"tb",
];

fn find_plate(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    input.is(at, is_digit).then_some(())?;
    let range = shape::find(input, at, PLATES, is_plate)?;
    let text = input.text.get(range.clone())?;
    let small = text.iter().any(u8::is_ascii_lowercase);
    let parted = text.get(2).is_some_and(|b| !b.is_ascii_alphanumeric());
    let mut words = text.split(|b| !b.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    // Small letters between digits are more often a hash, a measure or a word.
    let doubtful = small && (!parted || words.any(|word| BETWEEN_NUMBERS.contains(&word)));
    (!doubtful || input.near(at, PLATE_WORDS)).then_some(range)
}

fn is_plate(text: &[u8]) -> bool {
    let Some((province, rest)) = text.split_at_checked(2) else { return false };
    let Some((letters, digits)) = rest.split_at_checked(run(rest, |b| b.is_ascii_alphabetic())) else { return false };
    let turkish = !letters.iter().any(|b| matches!(b, b'Q' | b'W' | b'X'));
    matches!(number(province), 1..=81) && turkish && !is_month(province, letters, digits)
}

/// Whether it is rather a day, a month and a year: `20 Nov 2026`.
fn is_month(day: &[u8], letters: &[u8], year: &[u8]) -> bool {
    const MONTHS: &[&[u8]] =
        &[b"JAN", b"FEB", b"MAR", b"APR", b"MAY", b"JUN", b"JUL", b"AUG", b"SEP", b"OCT", b"NOV", b"DEC"];
    let year = year.len() == 2 || matches!(number(year), 1900..=2099);
    number(day) <= 31 && year && MONTHS.contains(&letters)
}

/// The digits of an area code and of the number behind it.
const LENGTH: usize = 10;

/// The longest prefix: 0090.
const MAX_PREFIX: usize = 4;

fn find_phone(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let plus = input.was(at, |b| b == b'+');
    let bracket = input.was(at, |b| b == b'(');
    let start = at - usize::from(plus || bracket);
    if !input.starts_word(start) || input.was(start, |b| b == b'_') || is_continued(input, start) {
        return None;
    }
    let mut digits = [0; MAX_PREFIX + LENGTH];
    let mut count = 0;
    // Where groups of digits begin, as a set of bits.
    let mut groups = 0_u32;
    let mut end = at;
    loop {
        groups |= 1 << count;
        let group = run(text.get(end..)?, is_digit);
        for (place, digit) in digits.get_mut(count..count + group)?.iter_mut().zip(text.get(end..)?) {
            *place = *digit;
        }
        (count, end) = (count + group, end + group);
        let written = digits.get(..count)?;
        if number_of(written, plus).is_some_and(|prefix| is_grouped(groups, prefix, count)) {
            break;
        }
        let gap = separator(text.get(end..)?);
        (gap > 0 && input.is(end + gap, is_digit)).then_some(())?;
        end += gap;
    }
    let range = start..end;
    let goes_on = input.is(end, |b| matches!(b, b'-' | b'.')) && input.is(end + 1, is_digit);
    let address = text.get(range.clone()).and_then(|t| std::str::from_utf8(t).ok());
    let address = address.is_some_and(|t| t.parse::<std::net::Ipv4Addr>().is_ok());
    (input.ends_word(end) && !goes_on && !address && !input.in_uuid(&range)).then_some(range)
}

/// The length of the prefix, if the digits behind it are a number of an area or of a mobile network.
fn number_of(digits: &[u8], plus: bool) -> Option<usize> {
    let prefix = digits.len().checked_sub(LENGTH)?;
    let (written, national) = digits.split_at_checked(prefix)?;
    let known = if plus { written == b"90" } else { matches!(written, b"" | b"0" | b"90" | b"0090") };
    let area = number(national.get(..3)?);
    // 5 is for mobile networks, 800 and 850 for services; the codes of areas are even.
    let sound = match area {
        501..=561 | 592..=596 | 800 | 850 => true,
        212
        | 216
        | 222..=228
        | 232
        | 236
        | 242
        | 246
        | 248
        | 252
        | 256
        | 258
        | 262
        | 264
        | 266
        | 272..=276
        | 282..=288
        | 312
        | 318
        | 322..=328
        | 332
        | 338
        | 342..=348
        | 352..=358
        | 362..=388
        | 392
        | 412..=416
        | 422..=428
        | 432..=438
        | 442
        | 446
        | 452..=458
        | 462..=466
        | 472..=478
        | 482..=488 => area.is_multiple_of(2),
        _ => false,
    };
    (known && sound).then_some(prefix)
}

/// Whether the digits are parted as telephone numbers are: the area's code by itself, and no digit alone behind it.
fn is_grouped(groups: u32, prefix: usize, count: usize) -> bool {
    let begins = |at: usize| groups >> at & 1 == 1;
    let area = (prefix + 1..prefix + 3).all(|at| !begins(at));
    let rest = prefix + 4..count;
    let parted = rest.clone().any(begins);
    let alone = rest.clone().any(|at| begins(at) && (at + 1 == count || begins(at - 1) || begins(at + 1)));
    area && !alone && (!parted || begins(prefix + 3))
}

/// How many bytes part two groups of digits.
fn separator(text: &[u8]) -> usize {
    let mut length = usize::from(text.first() == Some(&b')'));
    length += usize::from(matches!(text.get(length), Some(b' ' | b'-' | b'.')));
    length + usize::from(text.get(length) == Some(&b'('))
}

/// Whether a number begins before `start`: a digit joined to it, or another country's code.
fn is_continued(input: &Input<'_>, start: usize) -> bool {
    let Some(before) = input.text.get(start.saturating_sub(6)..start) else { return false };
    let Some((joint, head)) = before.split_last() else { return false };
    let digits = run_back(head, is_digit);
    let code = digits > 0 && head.iter().rev().nth(digits) == Some(&b'+');
    match joint {
        b'-' | b'.' => digits > 0,
        b' ' | b'(' => code,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that is commonly printed as an example.
    #[test]
    fn published_examples_agree() {
        assert!(is_national_id(b"10000000146") && !is_national_id(b"10000000145"));
    }
}
