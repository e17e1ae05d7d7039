//! What is never hidden, although a detector finds it: values, networks, domains.

use std::collections::HashSet;
use std::fmt;
use std::net::IpAddr;

use super::action::value;
use super::finding::Finding;

/// What is left as it is.
#[derive(Clone, Debug, Default)]
pub struct Allow {
    values: HashSet<String>,
    /// The same in lower case, for electronic mail, which takes any.
    folded: HashSet<String>,
    networks: Vec<Network>,
    domains: Vec<String>,
}

/// A network of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// The detectors whose findings a network may cover.
const ADDRESSES: &[&str] = &["ip_address"];

/// Those whose findings a domain may cover.
const WITH_DOMAINS: &[&str] = &[EMAIL, "url", "domain_name"];

const EMAIL: &str = "email_address";

impl Network {
    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or one address.
    ///
    /// # Errors
    /// With what is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let no_network = || "is no network, such as 10.0.0.0/8 or 2001:db8::/32".to_owned();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| no_network())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| no_network())?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(bits);
        if prefix > bits {
            return Err(format!("has a prefix of more than {bits} bits"));
        }
        let network = Self { address, prefix };
        let first = network.first();
        if first != address {
            return Err(format!("is no network's first address; did you mean {first}/{prefix}?"));
        }
        Ok(network)
    }

    /// Whether an address is in it. One of version 4 that is written as one of version 6 is taken for what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        let within = |address| Self { address, ..*self }.first() == self.address;
        within(address) || within(address.to_canonical())
    }

    /// Whether it holds every address there is.
    pub fn is_everything(&self) -> bool {
        self.prefix == 0
    }

    /// The first address of the network that this address lies in.
    fn first(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(v4) => {
                let mask = u32::MAX.checked_shl(32_u32.saturating_sub(self.prefix.into())).unwrap_or(0);
                IpAddr::V4((v4.to_bits() & mask).into())
            }
            IpAddr::V6(v6) => {
                let mask = u128::MAX.checked_shl(128_u32.saturating_sub(self.prefix.into())).unwrap_or(0);
                IpAddr::V6((v6.to_bits() & mask).into())
            }
        }
    }
}

/// The list, for people.
impl fmt::Display for Allow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        values.sort_unstable();
        let networks =
            self.networks.iter().map(|network| format!("addresses in {}/{}", network.address, network.prefix));
        let domains = self.domains.iter().map(|domain| format!("what is at {domain} or below"));
        let all: Vec<String> = values.into_iter().map(str::to_owned).chain(networks).chain(domains).collect();
        f.write_str(&all.join(", "))
    }
}

impl Allow {
    /// Compiles a list. Domains stand for themselves and all below them.
    pub fn new(
        values: impl IntoIterator<Item = String>,
        networks: Vec<Network>,
        domains: impl IntoIterator<Item = String>,
    ) -> Self {
        let domains = domains.into_iter().map(|domain| domain.trim_matches('.').to_lowercase()).collect();
        let values: HashSet<String> = values.into_iter().collect();
        let folded = values.iter().map(|value| value.to_lowercase()).collect();
        Self { values, folded, networks, domains }
    }

    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.networks.is_empty() && self.domains.is_empty()
    }

    /// Whether what `detector` found stays: `hidden` are its bytes in the original text.
    pub(super) fn allows(&self, finding: &Finding, detector: &str, hidden: &[u8]) -> bool {
        if self.is_empty() {
            return false;
        }
        let value = value(finding, hidden);
        let Ok(text) = std::str::from_utf8(&value) else { return false };
        self.values.contains(text)
            || (detector == EMAIL && self.folded.contains(&text.to_lowercase()))
            || (ADDRESSES.contains(&detector) && self.has_address(text))
            || (WITH_DOMAINS.contains(&detector) && self.has_domain_of(text))
    }

    fn has_address(&self, text: &str) -> bool {
        let address = text.split_once('%').map_or(text, |(address, _zone)| address);
        address.parse().is_ok_and(|address| self.networks.iter().any(|network| network.contains(address)))
    }

    fn has_domain_of(&self, text: &str) -> bool {
        if self.domains.is_empty() {
            return false;
        }
        let host = host(text).trim_end_matches('.').to_lowercase();
        self.domains.iter().any(|domain| {
            host.strip_suffix(domain.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
    }
}

/// The host of a URL (RFC 3986, section 3.2), or what stands behind the `@` of an address.
fn host(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_scheme, rest)| rest);
    // A backslash parts like a slash for browsers: what stands behind it is no host.
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_hold_their_addresses() {
        let within = |network: &str, address: &str| Network::parse(network).unwrap().contains(address.parse().unwrap());
        assert!(within("10.0.0.0/8", "10.255.0.1") && !within("10.0.0.0/8", "11.0.0.1"));
        assert!(within("10.0.0.0/8", "::ffff:10.1.2.3") && within("192.0.2.7", "192.0.2.7"));
        assert!(!within("192.0.2.7", "192.0.2.8") && within("0.0.0.0/0", "203.0.113.1"));
        assert!(within("2001:db8::/32", "2001:db8:1::1") && !within("2001:db8::/32", "2001:db9::1"));
        assert!(!within("0.0.0.0/0", "2001:db8::1") && within("::/0", "2001:db8::1"));
        for (text, part) in [
            ("10.0.0.1/8", "10.0.0.0/8"),
            ("10.0.0.0/33", "32 bits"),
            ("10.0.0.0/x", "no network"),
            ("10.0/8", "no network"),
            ("", "no network"),
        ] {
            assert!(Network::parse(text).unwrap_err().contains(part), "{text}");
        }
    }

    #[test]
    fn values_and_domains() {
        let list = Allow::new(
            ["NoReply@example.com".to_owned(), "CUST-1".to_owned()],
            vec![Network::parse("10.0.0.0/8").unwrap()],
            ["example.org".to_owned()],
        );
        for (detector, text, expected) in [
            ("email_address", "noreply@EXAMPLE.com", true),
            ("email_address", "noreply@example.com.evil.test", false),
            ("customer_number", "CUST-1", true),
            ("customer_number", "CUST-11", false),
            ("customer_number", "CuST-1", false),
            ("customer_number", "cust-1", false),
            ("email_address", "a@example.org", true),
            ("email_address", "a@mail.Example.org", true),
            ("email_address", "a@badexample.org", false),
            ("url", "https://user@www.example.org:8443/x?y=z", true),
            ("url", "https://evil.test/@example.org", false),
            ("url", "https://evil.test\\@example.org", false),
            ("url", "https://evil.test?x=@example.org", false),
            ("secret_field", "a@example.org", false),
            ("ip_address", "10.1.2.3", true),
            ("ip_address", "192.0.2.1", false),
            ("secret_field", "10.1.2.3", false),
        ] {
            let finding = Finding::text(0, text.len(), 0);
            assert_eq!(list.allows(&finding, detector, text.as_bytes()), expected, "{detector} {text}");
        }
    }
}
