//! Personal data that belongs to nobody, with valid check digits.

use crate::random::{DIGITS, LOWER_DIGITS, Random, UPPER, UPPER_DIGITS};

const FIRST: &[&str] = &[
    "alice", "bjorn", "carol", "dora", "erik", "fatima", "gabriel", "hana", "ivan", "julia", "kofi", "lena", "mateo",
    "nadia", "olu", "priya", "quentin", "rosa", "sven", "tomas", "uma", "viktor", "wei", "yara", "zoe",
];
const LAST: &[&str] = &[
    "archer", "berg", "costa", "dubois", "eriksen", "ferrari", "garcia", "hansen", "ito", "jansen", "kowalski", "lund",
    "meyer", "novak", "osei", "petrov", "rossi", "sato", "tanaka", "ueda", "vogel", "weber", "yilmaz", "zhang",
];
const DOMAINS: &[&str] = &[
    "example.com",
    "example.org",
    "example.net",
    "mail.example.co.uk",
    "post.example.de",
    "corp.example.io",
    "example.fr",
    "students.example.edu",
    "example.com.br",
];

/// An electronic mail address.
pub fn email_address(random: &mut Random) -> String {
    let (first, last) = (random.pick(FIRST), random.pick(LAST));
    let domain = random.pick(DOMAINS);
    match random.below(6) {
        0 => format!("{first}.{last}@{domain}"),
        1 => format!("{first}_{}@{domain}", random.below(10_000)),
        2 => format!("{}{last}+{}@{domain}", &first[..1], random.pick(&["shop", "news", "test", "2026"])),
        3 => format!("{}{}@{domain}", capital(first), capital(last)),
        4 => format!("{last}-{first}{}@{domain}", random.below(100)),
        _ => format!("{first}{}@{domain}", random.text(LOWER_DIGITS, 4)),
    }
}

fn capital(word: &str) -> String {
    let (head, tail) = word.split_at(1);
    head.to_ascii_uppercase() + tail
}

/// A telephone number that is one by how it is written, in international form or in that of North America.
pub fn phone_number(random: &mut Random) -> String {
    let n = |random: &mut Random, length| random.digits(length);
    match random.below(10) {
        0 => format!("+447700900{}", n(random, 3)),
        1 => format!("+44 7700 900{}", n(random, 3)),
        2 => format!("+4930231{}", n(random, 5)),
        3 => format!("+49 30 231 25{}", n(random, 3)),
        4 => format!("+33 1 99 00 {} {}", n(random, 2), n(random, 2)),
        5 => format!("+1{}555{}", area(random), n(random, 4)),
        6 => format!("+1 {} 555 {}", area(random), n(random, 4)),
        7 => format!("({}) 555-{}", area(random), n(random, 4)),
        8 => format!("{}-555-{}", area(random), n(random, 4)),
        _ => format!("+31 20 {} {}", random.number(3), n(random, 4)),
    }
}

/// Ten digits of a North American number: one only by the word beside it.
pub fn bare_phone_number(random: &mut Random) -> String {
    format!("{}555{}", area(random), random.digits(4))
}

fn area(random: &mut Random) -> &'static str {
    random.pick(&["201", "212", "312", "415", "503", "617", "646", "702", "808", "917"])
}

/// A card number of an issuer, with the check digit of Luhn's formula.
pub fn credit_card(random: &mut Random) -> String {
    let (prefix, length) = match random.below(7) {
        0..=2 => ("4".to_owned(), 16),
        3 | 4 => (random.between(51, 55).to_string(), 16),
        5 => (random.pick(&["34", "37"]).to_owned(), 15),
        _ => ("6011".to_owned(), 16),
    };
    let mut digits = prefix.clone() + &random.digits(length - 1 - prefix.len());
    digits.push(luhn_digit(&digits));
    match random.below(3) {
        0 => grouped_card(&digits, ' '),
        1 => grouped_card(&digits, '-'),
        _ => digits,
    }
}

/// The digit that makes `digits` with it satisfy Luhn's formula (ISO/IEC 7812-1).
pub fn luhn_digit(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    char::from(b'0' + ((10 - sum % 10) % 10) as u8)
}

fn grouped_card(digits: &str, separator: char) -> String {
    let breaks: &[usize] = if digits.len() == 15 { &[4, 10] } else { &[4, 8, 12] };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if breaks.contains(&index) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// An account number of a country, with the check digits of ISO 7064 MOD 97-10; `n` a digit, `a` a capital, `c` either.
const IBANS: &[(&str, &str)] = &[
    ("DE", "nnnnnnnnnnnnnnnnnn"),
    ("GB", "aaaannnnnnnnnnnnnn"),
    ("FR", "nnnnnnnnnncccccccccccnn"),
    ("NL", "aaaannnnnnnnnn"),
    ("ES", "nnnnnnnnnnnnnnnnnnnn"),
    ("IT", "annnnnnnnnncccccccccccc"),
    ("BE", "nnnnnnnnnnnn"),
    ("AT", "nnnnnnnnnnnnnnnn"),
    ("CH", "nnnnncccccccccccc"),
    ("PL", "nnnnnnnnnnnnnnnnnnnnnnnn"),
    ("SE", "nnnnnnnnnnnnnnnnnnnn"),
    ("NO", "nnnnnnnnnnn"),
];

/// An international bank account number.
pub fn iban_code(random: &mut Random) -> String {
    let (country, form) = random.pick(IBANS);
    let account: String = form
        .bytes()
        .map(|kind| match kind {
            b'n' => random.text(DIGITS, 1),
            b'a' => random.text(UPPER, 1),
            _ => random.text(UPPER_DIGITS, 1),
        })
        .collect();
    let iban = format!("{country}{:02}{account}", 98 - remainder_97(&format!("{account}{country}00")));
    if random.one_in(3) {
        iban.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    } else {
        iban
    }
}

/// What is left of letters (A = 10) and digits when divided by 97.
pub fn remainder_97(text: &str) -> u32 {
    text.bytes().fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    })
}

/// An IP address, of version 4 more often than of version 6.
pub fn ip_address(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("10.{}.{}.{}", random.below(256), random.below(256), random.between(1, 254)),
        1 => format!("192.168.{}.{}", random.below(256), random.between(1, 254)),
        2 => format!("172.{}.{}.{}", random.between(16, 31), random.below(256), random.between(1, 254)),
        3 => format!("2001:db8:{}:{}::{}", random.hex(4), trimmed(random), random.hex(3)),
        4 => {
            let groups: Vec<String> = (0..6).map(|_| trimmed(random)).collect();
            format!("2001:db8:{}", groups.join(":"))
        }
        _ => {
            let first = random.pick(&[203, 198, 192, 51, 81, 93, 142, 185]);
            format!("{first}.{}.{}.{}", random.below(256), random.below(256), random.between(1, 254))
        }
    }
}

/// A group of four hexadecimal digits without leading zeros.
fn trimmed(random: &mut Random) -> String {
    format!("{:x}", random.between(0x100, 0xffff))
}

/// The address of a network card.
pub fn mac_address(random: &mut Random) -> String {
    let octets: Vec<String> = std::iter::once(random.pick(&["02", "06", "0a", "00", "3c", "a4"]).to_owned())
        .chain((0..5).map(|_| random.hex(2)))
        .collect();
    match random.below(3) {
        0 => octets.join("-").to_ascii_uppercase(),
        _ => octets.join(":"),
    }
}

/// The three parts of a United States social security number that may have been issued.
fn ssn_parts(random: &mut Random) -> [String; 3] {
    let area = loop {
        let area = random.between(1, 899);
        // Some were printed in advertisements, and are void.
        if ![666, 78, 219].contains(&area) {
            break area;
        }
    };
    [format!("{area:03}"), format!("{:02}", random.between(1, 99)), format!("{:04}", random.between(1, 9999))]
}

/// A United States social security number with its hyphens.
pub fn us_ssn(random: &mut Random) -> String {
    ssn_parts(random).join("-")
}

/// The same without: one only by the word beside it.
pub fn bare_us_ssn(random: &mut Random) -> String {
    ssn_parts(random).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of ISO/IEC 7812-1's annex and of the SWIFT registry.
    #[test]
    fn check_digits_are_the_published_ones() {
        assert_eq!(luhn_digit("7992739871"), '3');
        assert_eq!(remainder_97("NWBK60161331926819GB29"), 1);
    }

    #[test]
    fn numbers_satisfy_their_checks() {
        let mut random = Random::new(11);
        for _ in 0..2_000 {
            let card = credit_card(&mut random).replace([' ', '-'], "");
            assert_eq!(card.chars().last(), Some(luhn_digit(&card[..card.len() - 1])), "{card}");
            let iban = iban_code(&mut random).replace(' ', "");
            assert_eq!(remainder_97(&format!("{}{}", &iban[4..], &iban[..4])), 1, "{iban}");
            let address = ip_address(&mut random);
            assert!(address.parse::<std::net::IpAddr>().is_ok(), "{address}");
        }
    }
}
