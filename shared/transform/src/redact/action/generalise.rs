//! `generalise`: less of the same. An address becomes its network, a date its month.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a detector's values can be made less precise to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generalisation {
    /// An IP address to its /24 or, of version 6, its /48.
    Network,
    /// A date to its month.
    Month,
    /// Whichever of these the value is: a detector of one's own.
    Either,
}

/// Which generalisation the values of a built-in detector have, if they have one.
pub fn generalisation(detector: &str) -> Option<Generalisation> {
    match detector {
        "ip_address" => Some(Generalisation::Network),
        "date" | "date_time" | "date_of_birth" | "birth_date" => Some(Generalisation::Month),
        _ => None,
    }
}

impl Generalisation {
    /// The value made less precise; `None` where it is not what it should be.
    pub fn apply(self, value: &[u8]) -> Option<String> {
        let text = std::str::from_utf8(value).ok()?.trim();
        match self {
            Self::Network => network(text),
            Self::Month => month(text),
            Self::Either => network(text).or_else(|| month(text)),
        }
    }
}

/// Whether a value is an address, so that the prefix of a network may belong to it.
pub fn is_address(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| !text.contains('/') && network(text).is_some())
}

/// The network of an address, or a network that is broad enough as it is.
fn network(text: &str) -> Option<String> {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address = address.split_once('%').map_or(address, |(address, _zone)| address);
    match address.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(v4) => {
            let prefix = prefix.filter(|prefix| *prefix <= 32).unwrap_or(24).min(24);
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
            Some(format!("{}/{prefix}", Ipv4Addr::from_bits(v4.to_bits() & mask)))
        }
        IpAddr::V6(v6) => {
            let prefix = prefix.unwrap_or(48).min(48);
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0);
            Some(format!("{}/{prefix}", Ipv6Addr::from_bits(v6.to_bits() & mask)))
        }
    }
}

/// The length of a network's prefix, `/24`, at the start of what follows an address: it belongs to it.
pub fn prefix_length(behind: &[u8]) -> usize {
    let Some(digits) = behind.strip_prefix(b"/") else { return 0 };
    let length = digits.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let number = std::str::from_utf8(&digits[..length]).ok().and_then(|digits| digits.parse::<u16>().ok());
    let ends = digits.get(length).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    if number.is_some_and(|number| number <= 128) && ends { 1 + length } else { 0 }
}

/// A date's month, written as the date is: `1985-03-14` is `1985-03`, `14.03.1985` is `03.1985`. Of `3/4/1985`, which is
/// a day of March or of April, the year is left; what holds more than a date, such as a time, loses it.
fn month(text: &str) -> Option<String> {
    let date = text.split(['T', ' ']).next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(separator).collect();
    let [first, second, third] = parts[..] else { return None };
    let digits = |part: &str, max: usize| {
        let sound = (1..=max).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse::<u16>().ok())?
    };
    let day_or_month = |part: &str| digits(part, 2).filter(|number| (1..=31).contains(number));
    if first.len() == 4 {
        digits(first, 4)?;
        day_or_month(third)?;
        return (day_or_month(second)? <= 12).then(|| format!("{first}{separator}{second}"));
    }
    if third.len() != 4 {
        return None;
    }
    digits(third, 4)?;
    match (day_or_month(first)?, day_or_month(second)?, separator) {
        // Full stops are written between day, month and year.
        (_, month, '.') | (13.., month, _) if month <= 12 => Some(format!("{second}{separator}{third}")),
        (month, 13.., _) if month <= 12 => Some(format!("{first}{separator}{third}")),
        (1..=12, 1..=12, _) => Some(third.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_networks() {
        for (value, expected) in [
            ("192.0.2.17", Some("192.0.2.0/24")),
            ("192.0.2.0/24", Some("192.0.2.0/24")),
            ("10.1.2.3/8", Some("10.0.0.0/8")),
            ("10.1.2.3/0", Some("0.0.0.0/0")),
            ("172.16.5.4/30", Some("172.16.5.0/24")),
            ("2001:db8:1:2::7", Some("2001:db8:1::/48")),
            ("fe80::1%eth0", Some("fe80::/48")),
            ("::ffff:192.0.2.128", Some("192.0.2.0/24")),
            ("192.0.2", None),
            ("", None),
        ] {
            let general = Generalisation::Network.apply(value.as_bytes());
            assert_eq!(general.as_deref(), expected, "{value}");
            if let Some(general) = general {
                assert_eq!(Generalisation::Network.apply(general.as_bytes()), Some(general.clone()), "twice");
            }
        }
    }

    #[test]
    fn dates_become_months() {
        for (value, expected) in [
            ("1985-03-14", Some("1985-03")),
            ("1985/03/14", Some("1985/03")),
            ("1985-03-14T10:20:30Z", Some("1985-03")),
            ("14.03.1985", Some("03.1985")),
            ("3.4.1985", Some("4.1985")),
            ("03/14/1985", Some("03/1985")),
            ("14/03/1985", Some("03/1985")),
            ("03/04/1985", Some("1985")),
            ("1985-13-14", None),
            ("1985-03", None),
            ("next week", None),
        ] {
            assert_eq!(Generalisation::Month.apply(value.as_bytes()).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_prefix_belongs_to_its_address() {
        for (behind, expected) in [("/24", 3), ("/8,", 2), ("/129", 0), ("/24x", 0), ("/", 0), ("", 0), ("/path", 0)] {
            assert_eq!(prefix_length(behind.as_bytes()), expected, "{behind}");
        }
    }
}
