//! Numbers of persons and firms as countries issue them, belonging to nobody, with valid check digits: worked out from
//! the published rules, apart from the detectors that look for them.

use crate::personal::{luhn_digit, remainder_97};
use crate::random::{Random, UPPER, UPPER_DIGITS};

/// Makes a number.
pub type Generator = fn(&mut Random) -> String;

/// The generators, by the name of the detector that finds what they make.
#[rustfmt::skip]
pub const GENERATORS: &[(&str, Generator)] = &[
    ("ar_cuit", ar_cuit), ("au_abn", au_abn), ("au_acn", au_acn), ("au_tfn", au_tfn), ("be_national_number", be_national_number),
    ("br_cnpj", br_cnpj), ("br_cpf", br_cpf), ("ca_sin", ca_sin), ("ch_ahv", ch_ahv), ("cl_rut", cl_rut),
    ("cn_resident_id", cn_resident_id), ("dk_cpr", dk_cpr), ("es_nie", es_nie), ("es_nif", es_nif),
    ("fi_personal_identity_code", fi_personal_identity_code), ("fr_nir", fr_nir), ("fr_siren", fr_siren),
    ("fr_siret", fr_siret), ("ie_pps", ie_pps), ("in_aadhaar", in_aadhaar), ("in_gstin", in_gstin),
    ("in_pan", in_pan), ("it_fiscal_code", it_fiscal_code), ("it_vat_code", it_vat_code), ("nl_bsn", nl_bsn),
    ("no_fodselsnummer", no_fodselsnummer), ("pl_nip", pl_nip), ("pl_pesel", pl_pesel), ("pt_nif", pt_nif),
    ("se_organisationsnummer", se_organisationsnummer), ("se_personnummer", se_personnummer), ("sg_nric_fin", sg_nric_fin),
    ("tr_national_id", tr_national_id), ("uk_nhs", uk_nhs), ("uk_nino", uk_nino), ("us_npi", us_npi), ("us_itin", us_itin),
    ("za_id_number", za_id_number), ("aba_routing_number", aba_routing_number),
];

/// The sum of digits, each times its weight.
fn weighted(digits: &str, weights: &[u32]) -> u32 {
    digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum()
}

/// The first that is made of what chance gives and has a check.
fn until<T>(random: &mut Random, mut make: impl FnMut(&mut Random) -> Option<T>) -> T {
    loop {
        if let Some(made) = make(random) {
            return made;
        }
    }
}

/// With the digit of Luhn's formula behind it.
fn luhn(mut digits: String) -> String {
    digits.push(luhn_digit(&digits));
    digits
}

/// A day of birth: two digits each of year, month and day.
fn birth(random: &mut Random) -> (u64, u64, u64) {
    (random.between(30, 99), random.between(1, 12), random.between(1, 28))
}

fn yymmdd(random: &mut Random) -> String {
    let (year, month, day) = birth(random);
    format!("{year:02}{month:02}{day:02}")
}

fn ddmmyy(random: &mut Random) -> String {
    let (year, month, day) = birth(random);
    format!("{day:02}{month:02}{year:02}")
}

/// Eleven less the remainder by 11; `None` where that has two digits, and 0 for 11.
fn mod_11(sum: u32) -> Option<u32> {
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

fn ar_cuit(random: &mut Random) -> String {
    until(random, |random| {
        let body = format!("{}{}", random.pick(&["20", "23", "27", "30", "33"]), random.number(8));
        let check = mod_11(weighted(&body, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]))?;
        Some(format!("{}-{}-{check}", &body[..2], &body[2..]))
    })
}

fn au_abn(random: &mut Random) -> String {
    until(random, |random| {
        let digits = random.number(11).to_string();
        let sum = weighted(&digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10;
        (sum.is_multiple_of(89))
            .then(|| format!("{} {} {} {}", &digits[..2], &digits[2..5], &digits[5..8], &digits[8..]))
    })
}

fn au_acn(random: &mut Random) -> String {
    let body = random.number(8).to_string();
    let check = (10 - weighted(&body, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10;
    format!("{} {} {}{check}", &body[..3], &body[3..6], &body[6..])
}

fn au_tfn(random: &mut Random) -> String {
    until(random, |random| {
        let digits = random.number(9).to_string();
        (weighted(&digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)).then_some(digits)
    })
}

fn be_national_number(random: &mut Random) -> String {
    let body = format!("{}{:03}", yymmdd(random), random.between(1, 997));
    let check = 97 - remainder_97(&body);
    format!("{}.{}.{}-{}.{check:02}", &body[..2], &body[2..4], &body[4..6], &body[6..])
}

fn br_cpf(random: &mut Random) -> String {
    let mut digits = random.digits(9);
    for length in [10, 11] {
        let weights: Vec<u32> = (2..=length).rev().collect();
        let check = weighted(&digits, &weights) * 10 % 11 % 10;
        digits += &check.to_string();
    }
    format!("{}.{}.{}-{}", &digits[..3], &digits[3..6], &digits[6..9], &digits[9..])
}

fn br_cnpj(random: &mut Random) -> String {
    let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut digits = format!("{}0001", random.number(8));
    for skip in [1, 0] {
        let rest = weighted(&digits, &weights[skip..]) % 11;
        digits += &(if rest < 2 { 0 } else { 11 - rest }).to_string();
    }
    format!("{}.{}.{}/{}-{}", &digits[..2], &digits[2..5], &digits[5..8], &digits[8..12], &digits[12..])
}

fn ca_sin(random: &mut Random) -> String {
    let digits = luhn(format!("{}{}", random.pick(&[1, 2, 4, 5, 6, 7]), random.digits(7)));
    format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..])
}

fn ch_ahv(random: &mut Random) -> String {
    let body = format!("756{}", random.digits(9));
    let check = (10 - weighted(&body, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10;
    format!("{}.{}.{}.{}{check}", &body[..3], &body[3..7], &body[7..11], &body[11..])
}

fn cl_rut(random: &mut Random) -> String {
    let body = random.between(5_000_000, 25_000_000).to_string();
    let sum: u32 =
        body.bytes().rev().zip([2, 3, 4, 5, 6, 7].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let check = match 11 - sum % 11 {
        11 => "0".to_owned(),
        10 => "K".to_owned(),
        digit => digit.to_string(),
    };
    let (millions, rest) = body.split_at(body.len() - 6);
    format!("{millions}.{}.{}-{check}", &rest[..3], &rest[3..])
}

fn cn_resident_id(random: &mut Random) -> String {
    let region = random.pick(&["110101", "310104", "440305", "330106"]);
    let body = format!("{region}19{}{:03}", yymmdd(random), random.between(1, 999));
    let sum = weighted(&body, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn dk_cpr(random: &mut Random) -> String {
    until(random, |random| {
        let body = format!("{}{:03}", ddmmyy(random), random.between(1, 399));
        let check = mod_11(weighted(&body, &[4, 3, 2, 7, 6, 5, 4, 3, 2]))?;
        Some(format!("{}-{}{check}", &body[..6], &body[6..]))
    })
}

const SPANISH: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn es_nif(random: &mut Random) -> String {
    let number = random.between(1_000_000, 99_999_999);
    format!("{number:08}{}", char::from(SPANISH[(number % 23) as usize]))
}

fn es_nie(random: &mut Random) -> String {
    let (first, number) = (random.below(3), random.below(10_000_000));
    let letter = SPANISH[((first * 10_000_000 + number) % 23) as usize];
    format!("{}{number:07}{}", char::from(b"XYZ"[first as usize]), char::from(letter))
}

fn fi_personal_identity_code(random: &mut Random) -> String {
    let (date, number) = (ddmmyy(random), random.between(2, 899));
    let check = (date.parse::<u64>().unwrap_or(0) * 1000 + number) % 31;
    format!("{date}-{number:03}{}", char::from(b"0123456789ABCDEFHJKLMNPRSTUVWXY"[check as usize]))
}

fn fr_nir(random: &mut Random) -> String {
    let (year, month, _) = birth(random);
    let body = format!(
        "{}{year:02}{month:02}75{:03}{:03}",
        random.between(1, 2),
        random.between(101, 120),
        random.between(1, 999)
    );
    format!("{body}{:02}", 97 - remainder_97(&body))
}

fn fr_siren(random: &mut Random) -> String {
    luhn(random.number(8).to_string())
}

fn fr_siret(random: &mut Random) -> String {
    luhn(format!("{}{}", fr_siren(random), random.digits(4)))
}

fn ie_pps(random: &mut Random) -> String {
    let body = random.number(7).to_string();
    let check = weighted(&body, &[8, 7, 6, 5, 4, 3, 2]) % 23;
    format!("{body}{}", char::from(b"WABCDEFGHIJKLMNOPQRSTUV"[check as usize]))
}

/// Verhoeff's digit: the inverse of the sum of the digits' permutations in the dihedral group.
fn verhoeff_digit(digits: &str) -> u8 {
    let multiply = |a: u8, b: u8| match (a / 5, b / 5) {
        (0, 0) => (a + b) % 5,
        (0, _) => 5 + (a + b) % 5,
        (_, 0) => 5 + (a + 5 - b) % 5,
        _ => (a + 5 - b) % 5,
    };
    let permuted = |digit: u8, times: usize| {
        (0..times).fold(digit, |digit, _| b"\x01\x05\x07\x06\x02\x08\x03\x00\x09\x04"[usize::from(digit)])
    };
    let sum = digits
        .bytes()
        .rev()
        .enumerate()
        .fold(0, |sum, (index, digit)| multiply(sum, permuted(digit - b'0', (index + 1) % 8)));
    (0..10).find(|inverse| multiply(sum, *inverse) == 0).unwrap_or(0)
}

fn in_aadhaar(random: &mut Random) -> String {
    let body = format!("{}{}", random.between(2, 9), random.digits(10));
    let digits = format!("{body}{}", verhoeff_digit(&body));
    format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..])
}

fn in_pan(random: &mut Random) -> String {
    let kind = random.text(b"PCHFAT", 1);
    format!("{}{kind}{}{}{}", random.text(UPPER, 3), random.text(UPPER, 1), random.number(4), random.text(UPPER, 1))
}

fn in_gstin(random: &mut Random) -> String {
    let value = |byte: u8| u64::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' + 10 });
    let body = format!("{:02}{}{}Z", random.between(1, 37), in_pan(random), random.between(1, 9));
    let parts = body.bytes().enumerate().map(|(index, byte)| value(byte) * (1 + index as u64 % 2));
    let check = (36 - parts.map(|product| product / 36 + product % 36).sum::<u64>() % 36) % 36;
    format!("{body}{}", char::from(UPPER_DIGITS[check as usize]))
}

fn it_fiscal_code(random: &mut Random) -> String {
    const CONSONANTS: &[u8] = b"BCDFGLMNPRSTVZ";
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let (year, _, day) = birth(random);
    let month = random.text(b"ABCDEHLMPRST", 1);
    let day = day + 40 * random.below(2);
    let town = random.pick(&["H501", "F205", "L219", "D612"]);
    let body = format!("{}{year:02}{month}{day:02}{town}", random.text(CONSONANTS, 6));
    let value = |byte: u8| usize::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' });
    let sum: u32 =
        body.bytes().enumerate().map(|(i, b)| if i % 2 == 0 { ODD[value(b)] } else { value(b) as u32 }).sum();
    format!("{body}{}", char::from(UPPER[(sum % 26) as usize]))
}

fn it_vat_code(random: &mut Random) -> String {
    luhn(format!("{}{:03}", random.number(7), random.between(1, 100)))
}

fn nl_bsn(random: &mut Random) -> String {
    until(random, |random| {
        let body = random.number(8).to_string();
        let check = weighted(&body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        (check < 10).then(|| format!("{body}{check}"))
    })
}

fn no_fodselsnummer(random: &mut Random) -> String {
    until(random, |random| {
        let body = format!("{}{:03}", ddmmyy(random), random.between(1, 499));
        let first = mod_11(weighted(&body, &[3, 7, 6, 1, 8, 9, 4, 5, 2]))?;
        let body = format!("{body}{first}");
        let second = mod_11(weighted(&body, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]))?;
        Some(format!("{body}{second}"))
    })
}

fn pl_nip(random: &mut Random) -> String {
    until(random, |random| {
        let body = random.number(9).to_string();
        let check = weighted(&body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
        (check < 10 && !body[1..3].contains('0'))
            .then(|| format!("{}-{}-{}-{}{check}", &body[..3], &body[3..6], &body[6..8], &body[8..]))
    })
}

fn pl_pesel(random: &mut Random) -> String {
    let body = format!("{}{}", yymmdd(random), random.digits(4));
    let check = (10 - weighted(&body, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10;
    format!("{body}{check}")
}

fn pt_nif(random: &mut Random) -> String {
    let body = format!("{}{}", random.pick(&["1", "2", "5"]), random.digits(7));
    let rest = weighted(&body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    format!("{body}{}", if rest < 2 { 0 } else { 11 - rest })
}

fn se_personnummer(random: &mut Random) -> String {
    let digits = luhn(format!("{}{:03}", yymmdd(random), random.between(1, 999)));
    format!("{}-{}", &digits[..6], &digits[6..])
}

fn se_organisationsnummer(random: &mut Random) -> String {
    let digits = luhn(format!("55{}{}", random.between(60, 95), random.digits(5)));
    format!("{}-{}", &digits[..6], &digits[6..])
}

fn sg_nric_fin(random: &mut Random) -> String {
    let (kind, letters, offset): (&str, &[u8], u32) = random.pick(&[
        ("S", b"JZIHGFEDCBA", 0),
        ("T", b"JZIHGFEDCBA", 4),
        ("F", b"XWUTRQPNMLK", 0),
        ("G", b"XWUTRQPNMLK", 4),
    ]);
    let body = random.digits(7);
    let sum = weighted(&body, &[2, 7, 6, 5, 4, 3, 2]) + offset;
    format!("{kind}{body}{}", char::from(letters[(sum % 11) as usize]))
}

fn tr_national_id(random: &mut Random) -> String {
    let body = random.number(9).to_string();
    let odd = weighted(&body, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(&body, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let tenth = (odd * 7 + 90 - even) % 10;
    format!("{body}{tenth}{}", (odd + even + tenth) % 10)
}

fn uk_nhs(random: &mut Random) -> String {
    until(random, |random| {
        let body = format!("{}{}", random.pick(&["4", "6", "7"]), random.digits(8));
        let check = mod_11(weighted(&body, &[10, 9, 8, 7, 6, 5, 4, 3, 2]))?;
        Some(format!("{} {} {}{check}", &body[..3], &body[3..6], &body[6..]))
    })
}

fn uk_nino(random: &mut Random) -> String {
    let prefix = random.pick(&["AB", "CE", "HK", "JL", "PR", "SX", "YZ"]);
    format!("{prefix}{}{}", random.digits(6), random.text(&UPPER[..4], 1))
}

fn us_npi(random: &mut Random) -> String {
    let body = format!("{}{}", random.between(1, 2), random.digits(8));
    format!("{body}{}", luhn_digit(&format!("80840{body}")))
}

fn us_itin(random: &mut Random) -> String {
    format!("9{}-{}-{}", random.digits(2), random.between(70, 88), random.digits(4))
}

fn za_id_number(random: &mut Random) -> String {
    luhn(format!("{}{}{}8", yymmdd(random), random.digits(4), random.below(2)))
}

fn aba_routing_number(random: &mut Random) -> String {
    let body = format!("{:02}{}", random.between(1, 12), random.digits(6));
    let check = (10 - weighted(&body, &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10;
    format!("{body}{check}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples that the authorities, or those who describe their rules, publish.
    #[test]
    fn check_digits_are_the_published_ones() {
        assert_eq!(verhoeff_digit("236"), 3);
        assert_eq!(weighted("943476591", &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11, 2);
        assert_eq!(char::from(SPANISH[12_345_678 % 23]), 'Z');
        assert_eq!(luhn("80840123456789".to_owned()), "808401234567893");
    }

    #[test]
    fn generators_are_of_one_name_each() {
        let mut names: Vec<_> = GENERATORS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), GENERATORS.len());
    }
}
