//! The check digits of value added tax numbers, by country. Each function is handed what stands behind the country's two
//! letters, in one of its shapes (see `eu`): letters in upper case and digits.

use crate::redact::checks::{luhn, mod_11_10, number, weighted};

/// U, and modulus 10 over digits, each second doubled, and 4.
pub fn austria(text: &[u8]) -> bool {
    let Some((body, check)) = text.strip_prefix(b"U").and_then(last) else { return false };
    let sum: u32 = body.iter().enumerate().map(|(index, byte)| cross_sum(digit(*byte) * (1 + index as u32 % 2))).sum();
    (10 - (sum + 4) % 10) % 10 == check
}

/// 97 less the remainder; nine digits lack a leading 0.
pub fn belgium(text: &[u8]) -> bool {
    let Some((body, check)) = text.split_last_chunk::<2>() else { return false };
    let sound = text.len() == 9 || text.starts_with(b"0") || text.starts_with(b"1");
    sound && 97 - number(body) % 97 == number(check)
}

/// Nine digits for firms; ten for citizens, foreigners and others.
pub fn bulgaria(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    if body.len() == 8 {
        let sum = weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
        let again = weighted(body, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11;
        return check == (if sum == 10 { again } else { sum }) % 10;
    }
    let citizen = weighted(body, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let foreigner = weighted(body, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
    let other = 11 - weighted(body, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    check == citizen || check == foreigner || (other != 10 && check == other % 11)
}

/// The third letter, E, and modulus 11.
pub fn switzerland(text: &[u8]) -> bool {
    let Some((body, check)) = text.strip_prefix(b"E").and_then(last) else { return false };
    (11 - weighted(body, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == check
}

/// A letter by modulus 26; digits at odd places count by a table.
pub fn cyprus(text: &[u8]) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let Some((letter, body)) = text.split_last() else { return false };
    let value = |(index, byte): (usize, &u8)| match digit(*byte) {
        odd if index % 2 == 0 => ODD.get(odd as usize).copied().unwrap_or_default(),
        even => even,
    };
    let sum: u32 = body.iter().enumerate().map(value).sum();
    !body.starts_with(b"12") && u32::from(letter.wrapping_sub(b'A')) == sum % 26
}

/// Eight digits for firms; nine or ten for persons, by their dates of birth, the older ones without a check digit.
pub fn czechia(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    if text.len() == 8 {
        let expected = (11 - weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
        let expected = if weighted(body, &[8, 7, 6, 5, 4, 3, 2]).is_multiple_of(11) { 1 } else { expected };
        return !text.starts_with(b"9") && check == expected;
    }
    let (year, month, day) = (number(&text[..2]), number(&text[2..4]), number(&text[4..6]));
    let dated = matches!(month, 1..=12 | 21..=32 | 51..=62 | 71..=82) && (1..=31).contains(&day);
    dated && if text.len() == 9 { year < 54 } else { number(body) % 11 % 10 == u64::from(check) }
}

/// ISO 7064 MOD 11,10. The state does not publish it; every number that it is known to have issued agrees.
pub fn germany(text: &[u8]) -> bool {
    !text.starts_with(b"0") && mod_11_10(text)
}

pub fn denmark(text: &[u8]) -> bool {
    !text.starts_with(b"0") && weighted(text, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

pub fn estonia(text: &[u8]) -> bool {
    weighted(text, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// Powers of two, modulus 11.
pub fn greece(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    weighted(body, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == check
}

/// A citizen's number, a foreigner's, or a firm's.
pub fn spain(text: &[u8]) -> bool {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let [kind, body @ .., check] = text else { return false };
    let person = |first: u64| LETTERS.get(((first * 10_000_000 + number(body)) % 23) as usize) == Some(check);
    match kind {
        b'0'..=b'9' => person(u64::from(kind - b'0')),
        b'X' | b'Y' | b'Z' => person(u64::from(kind - b'X')),
        b'K' | b'L' | b'M' => person(0),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U' | b'V' | b'W' => {
            let value = |(index, byte): (usize, &u8)| cross_sum(digit(*byte) * (2 - index as u32 % 2));
            let sum: u32 = body.iter().enumerate().map(value).sum();
            let expected = (10 - sum % 10) % 10;
            u32::from(check.wrapping_sub(b'0')) == expected || b"JABCDEFGHI".get(expected as usize) == Some(check)
        }
        _ => false,
    }
}

pub fn finland(text: &[u8]) -> bool {
    weighted(text, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11)
}

/// A key of two digits, or of a newer kind with letters, and a SIREN, or a number of Monaco, whose SIREN begins with 000.
pub fn france(text: &[u8]) -> bool {
    const LETTERS: &[u8; 34] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let Some((&[first, second], firm)) = text.split_first_chunk::<2>() else { return false };
    let place = |letter: u8| LETTERS.iter().position(|other| *other == letter).map(|at| at as u64);
    let (Some(a), Some(b)) = (place(first), place(second)) else { return false };
    let keyed = match (first.is_ascii_digit(), second.is_ascii_digit()) {
        (true, true) => (number(firm) * 100 + 12) % 97 == a * 10 + b,
        (digit_first, _) => {
            let key = if digit_first { a * 24 + b - 10 } else { a * 34 + b - 100 };
            (number(firm) + 1 + key / 11) % 11 == key % 11
        }
    };
    keyed && (luhn(firm) || firm.starts_with(b"000"))
}

/// Modulus 97, with or without 55 added or taken away; three digits for departments and health authorities.
pub fn united_kingdom(text: &[u8]) -> bool {
    match text {
        [b'G', b'D', digits @ ..] => number(digits) < 500,
        [b'H', b'A', digits @ ..] => number(digits) >= 500,
        _ => {
            let (Some(body), Some(check)) = (text.get(..7), text.get(7..9)) else { return false };
            let sum = u64::from(weighted(body, &[8, 7, 6, 5, 4, 3, 2])) + number(check);
            matches!(sum % 97, 0 | 42 | 55)
        }
    }
}

pub fn croatia(text: &[u8]) -> bool {
    mod_11_10(text)
}

pub fn hungary(text: &[u8]) -> bool {
    weighted(text, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10)
}

/// As personal numbers; an older kind has a letter in the second place.
pub fn ireland(text: &[u8]) -> bool {
    match text {
        [first, second, rest @ .., check] if second.is_ascii_alphabetic() => {
            let [a, b, c, d, e] = rest else { return false };
            super::ie::agrees(&[b'0', *a, *b, *c, *d, *e, *first, *check])
        }
        _ => super::ie::agrees(text),
    }
}

pub fn italy(text: &[u8]) -> bool {
    luhn(text)
}

/// Nine digits for firms and twelve for others, the last but one of which is 1.
pub fn lithuania(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    let sum = weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]) % 11;
    let again = weighted(body, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]) % 11;
    body.ends_with(b"1") && check == (if sum == 10 { again } else { sum }) % 10
}

pub fn luxembourg(text: &[u8]) -> bool {
    let Some((body, check)) = text.split_last_chunk::<2>() else { return false };
    number(body) % 89 == number(check)
}

/// Firms begin with 4 to 9; persons' numbers with their dates of birth, those since 2017 with 32 and without a check digit.
pub fn latvia(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    match text {
        [b'4'..=b'9', ..] => weighted(text, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3,
        [b'3', b'2', ..] => true,
        _ => {
            let (day, month) = (number(&text[..2]), number(&text[2..4]));
            let dated = (1..=31).contains(&day) && (1..=12).contains(&month);
            dated && (1 + weighted(body, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10 == check
        }
    }
}

pub fn malta(text: &[u8]) -> bool {
    let Some((body, check)) = text.split_last_chunk::<2>() else { return false };
    (u64::from(weighted(body, &[3, 4, 6, 7, 8, 9])) + number(check)).is_multiple_of(37)
}

/// Nine digits by the elfproef, as before 2020, or the whole by modulus 97 with its country.
pub fn netherlands(text: &[u8]) -> bool {
    let (Some(body), Some(suffix)) = (text.get(..9), text.strip_prefix(text.get(..9).unwrap_or_default())) else {
        return false;
    };
    let [b'B', suffix @ ..] = suffix else { return false };
    let Some((digits, check)) = last(body) else { return false };
    let old = weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == check;
    // N and L are 23 and 21, B is 11.
    let whole = (number(b"2321") * 1_000_000_000 + number(body)) * 10_000 + 1100 + number(suffix);
    number(suffix) != 0 && (old || whole % 97 == 1)
}

pub fn poland(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    weighted(body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == check
}

/// Up to ten digits, weighted from the last.
pub fn romania(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    let weights = [2, 3, 5, 7, 1, 2, 3, 5, 7];
    let sum: u32 = body.iter().rev().zip(weights).map(|(byte, weight)| digit(*byte) * weight).sum();
    !text.starts_with(b"0") && sum * 10 % 11 % 10 == check
}

/// A number of a person or firm and two digits, of which the first firm has 01.
pub fn sweden(text: &[u8]) -> bool {
    let (Some(body), Some(suffix)) = (text.get(..10), text.get(10..)) else { return false };
    luhn(body) && (1..=94).contains(&number(suffix))
}

pub fn slovenia(text: &[u8]) -> bool {
    let Some((body, check)) = last(text) else { return false };
    let expected = 11 - weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    !text.starts_with(b"0") && expected != 11 && expected % 10 == check
}

/// Ten digits, a multiple of 11; the third tells the kind of payer.
pub fn slovakia(text: &[u8]) -> bool {
    let kind = text.get(2).is_some_and(|byte| matches!(byte, b'2'..=b'4' | b'7'..=b'9'));
    kind && !text.starts_with(b"0") && number(text).is_multiple_of(11)
}

/// What stands before the last digit, and that digit.
fn last(text: &[u8]) -> Option<(&[u8], u32)> {
    text.split_last().map(|(check, body)| (body, digit(*check)))
}

fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

/// The sum of the digits of a number below 100.
fn cross_sum(number: u32) -> u32 {
    number / 10 + number % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ways of writing the modulus of Dutch numbers.
    #[test]
    fn dutch_numbers_agree_with_their_country() {
        for digits in 1..2000_u32 {
            let text = format!("{:09}B{:02}", 123_400_000 + digits * 7, digits % 99 + 1);
            let old = weighted(&text.as_bytes()[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digit(text.as_bytes()[8]);
            assert_eq!(
                netherlands(text.as_bytes()),
                old || crate::redact::checks::mod_97(format!("NL{text}").as_bytes()) == 1,
                "{text}"
            );
        }
    }
}
