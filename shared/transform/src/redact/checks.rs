//! Check digits, by the standards' names. Each takes digits, or letters and digits, as ASCII and answers whether they
//! agree; what holds other characters does not.

/// The values of ASCII digits; `None` if another character is among them.
pub fn digits(text: &[u8]) -> Option<Vec<u32>> {
    text.iter().map(|byte| byte.is_ascii_digit().then(|| u32::from(byte - b'0'))).collect()
}

/// The number that ASCII digits write; 0 for none, saturating.
pub fn number(text: &[u8]) -> u64 {
    text.iter()
        .filter(|b| b.is_ascii_digit())
        .fold(0_u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')))
}

/// The sum of digits, each times its weight, over as many as there are weights.
pub fn weighted(text: &[u8], weights: &[u32]) -> u32 {
    text.iter().zip(weights).map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight).sum()
}

/// The Luhn check (ISO/IEC 7812-1, annex B).
pub fn luhn(text: &[u8]) -> bool {
    let value = |(index, digit): (usize, &u8)| {
        let digit = u32::from(digit.wrapping_sub(b'0'));
        let doubled = digit * 2;
        if index % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
    };
    let sum: u32 = text.iter().rev().enumerate().map(value).sum();
    !text.is_empty() && text.iter().all(u8::is_ascii_digit) && sum.is_multiple_of(10)
}

/// The remainder by 97 of digits and letters (A = 10 … Z = 35), as ISO 7064 MOD 97-10 takes it.
pub fn mod_97(text: &[u8]) -> u32 {
    text.iter().fold(0, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        letter => (remainder * 100 + u32::from(letter.to_ascii_uppercase().wrapping_sub(b'A')) + 10) % 97,
    })
}

/// ISO 7064 MOD 11,10 over digits, the last of which is the check digit.
pub fn mod_11_10(text: &[u8]) -> bool {
    let Some((check, body)) = text.split_last() else { return false };
    let Some(body) = digits(body) else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    check.is_ascii_digit() && (11 - product) % 10 == u32::from(check - b'0')
}

/// Verhoeff's check over the dihedral group of order ten, the last digit being the check digit.
pub fn verhoeff(text: &[u8]) -> bool {
    const PERMUTATION: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    // The product of two elements: rotations are 0 to 4, reflections 5 to 9.
    let product = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let Some(digits) = digits(text) else { return false };
    let sum = digits
        .iter()
        .rev()
        .enumerate()
        .fold(0, |sum, (index, digit)| product(sum, PERMUTATION[index % 8][*digit as usize]));
    !digits.is_empty() && sum == 0
}

/// Whether all characters are the same: placeholders such as `0000000000` pass many checks.
pub fn all_same(text: &[u8]) -> bool {
    text.windows(2).all(|pair| pair[0] == pair[1])
}

/// Whether a day, month and year of four digits are a date (Gregorian calendar) between 1900 and 2099.
pub fn is_date(year: u64, month: u64, day: u64) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u64::from(leap),
        _ => 0,
    };
    (1900..=2099).contains(&year) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that the standards, or those who publish them, give as examples.
    #[test]
    fn published_examples_agree() {
        assert!(luhn(b"79927398713") && !luhn(b"79927398710") && !luhn(b"") && !luhn(b"7992739871x"));
        assert!(verhoeff(b"2363") && !verhoeff(b"2364") && verhoeff(b"123451"));
        assert!(mod_11_10(b"07945") && !mod_11_10(b"07946"));
        assert_eq!(mod_97(b"370400440532013000DE89"), 1);
    }

    #[test]
    fn dates_are_of_the_calendar() {
        assert!(is_date(2024, 2, 29) && !is_date(2023, 2, 29) && !is_date(1900, 2, 29));
        assert!(!is_date(2024, 13, 1) && !is_date(2024, 4, 31) && !is_date(2024, 4, 0) && !is_date(1899, 1, 1));
    }
}
