//! IP addresses, version 4 and 6, public and private.

use std::net::Ipv6Addr;
use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run, run_back};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "ip_address",
    sets: &["standard", "network"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::Quad, Structure::Colons], words: &[] }, verify),
    source: "RFC 791 dotted quads without leading zeros; RFC 4291, section 2.2, and RFC 4007 zones",
    examples: &[
        "192.0.2.17",
        "10.0.0.1:8080",
        "172.16.5.4/24",
        "http://198.51.100.7/path",
        "db.example.net/203.0.113.9:5432",
        "2001:db8::8a2e:370:7334",
        "2001:0db8:0000:0000:0000:ff00:0042:8329",
        "fe80::1%eth0",
        "[2001:db8::1]:443",
        "::ffff:192.0.2.128",
        "\u{1b}[36m198.51.100.77\u{1b}[0m",
        "ip-address=169.254.170.2",
        "ip:2001:db8::1",
        "remote=/2001:db8:0:0:0:0:0:1:54321",
        "https%3A%2F%2F10.0.0.1%2Fx",
        "IP 198.51.100.7.52344 > 203.0.113.9.443: Flags [S]",
        "nginx/10.0.0.7",
    ],
    counterexamples: &[
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4-beta",
        "v1.2.3.4",
        "version 10.0.0.1",
        "Chrome/120.0.0.0",
        "01.02.03.04",
        "12:34:56",
        "std::vec::Vec",
        "a::b",
        "[1::2]",
        "10:20:30:40:50:60",
        "eu-west-1::runtime",
        "jdk-11.0.2.1",
        "FileVersion: 10.0.0.1",
        "Chrome/99.0.48.51 OPR/85.0.43.21",
        "Foo.1.2.3.4.nupkg",
        "nginx/1.25.3.1",
        "upgrade 1.2.3.4.5 > 1.2.3.4.4 done",
    ],
};

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if input.is(at, |b| b.is_ascii_hexdigit()) { address(input, at) } else { unspecified(input, at) }
}

/// `::` by itself, the address that is none, if it was asked for by name: elsewhere it parts the names of modules.
fn unspecified(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + 2;
    let apart = |b: u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'=' | b'[' | b']' | b'(' | b')' | b',');
    let prefix = input.is(end, |b| b == b'/') && input.is(end + 1, is_digit);
    let begins = at == 0 || input.was(at, apart);
    let ends = end == input.text.len() || input.is(end, apart) || prefix;
    (begins && ends && input.text[at..].starts_with(b"::") && input.expects(at, &[])).then_some(at..end)
}

/// The address of either version of which the word at `at` is the first.
#[inline(never)]
fn address(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if input.is(at, is_digit)
        && let Some(range) = version_4(input, at)
    {
        return embedding(input, &range).or(Some(range));
    }
    version_6(input, at)
}

/// The address of version 6 that ends with one of version 4: `::ffff:192.0.2.1`.
fn embedding(input: &Input<'_>, quad: &Range<usize>) -> Option<Range<usize>> {
    let text = input.text;
    let window = &text[quad.start.saturating_sub(40)..quad.start];
    let length = run_back(window, |b| b.is_ascii_hexdigit() || b == b':');
    let start = quad.start - length;
    let word = start + run(&text[start..quad.start], |b| b == b':');
    let whole = || version_6(input, word).filter(|range| range.start < quad.start && range.end >= quad.end);
    if length > 1 { whole() } else { None }
}

fn version_4(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + quad_length(&input.text[at..])?;
    let range = at..end;
    let sound = input.starts_word(at)
        && input.ends_word(end)
        && (!input.in_dotted_number(&range) || has_port(input.text, &range))
        // `1.2.3.4-beta` is a version.
        && !(input.is(end, |b| b == b'-') && input.is(end + 1, |b| b.is_ascii_alphabetic()))
        && !(input.was(at, |b| b == b'-') && at >= 2 && is_digit(input.text[at - 2]))
        && !is_version(input, &range);
    sound.then_some(range)
}

/// Whether a quad, whose last octet begins at `at`, is the version of a product as browsers write it: `/120.0.0.0`.
pub fn is_product(text: &[u8], at: usize) -> bool {
    let Some((before, [b'0', behind @ ..])) = text.split_at_checked(at) else { return false };
    let Some(before) = before.strip_suffix(b".0.") else { return false };
    let octet = |text: &[u8]| run_back(&text[text.len().saturating_sub(4)..], is_digit);
    let without = |text: &[u8]| text.len() - octet(text);
    let second = &before[..without(before)];
    let Some(first) = second.strip_suffix(b".") else { return false };
    let Some(product) = first[..without(first)].strip_suffix(b"/") else { return false };
    !word_before(product).is_empty() && !behind.first().is_some_and(u8::is_ascii_digit)
}

/// Whether a port stands behind the address as tcpdump prints it: `IP 192.0.2.7.52344 > 192.0.2.9.443:`.
fn has_port(text: &[u8], range: &Range<usize>) -> bool {
    let port = text.get(range.end + 1..).unwrap_or_default();
    let digits = run(&port[..port.len().min(6)], is_digit);
    let behind = &port[digits..];
    let before = &text[..range.start];
    let sends = before.ends_with(b"IP ") && behind.starts_with(b" > ");
    (1..=5).contains(&digits) && (sends || (before.ends_with(b" > ") && behind.starts_with(b":")))
}

/// The length of a dotted quad at the start of `text`.
fn quad_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for part in 0..4 {
        if part > 0 {
            (text.get(at) == Some(&b'.')).then_some(())?;
            at += 1;
        }
        let digits = run(&text[at..text.len().min(at + 4)], is_digit);
        let octet = &text[at..at + digits];
        let value = octet.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        if digits == 0 || digits > 3 || value > 255 || (digits > 1 && octet[0] == b'0') {
            return None;
        }
        at += digits;
    }
    Some(at)
}

/// Whether four numbers are a product's version: `Chrome/120.0.0.0`, `version 1.2.3.4`, `jdk-11.0.2.1`.
fn is_version(input: &Input<'_>, range: &Range<usize>) -> bool {
    let (before, quad) = (&input.text[..range.start], &input.text[range.clone()]);
    if let Some(product) = before.strip_suffix(b"/") {
        // A host's name may stand before a slash too, `db.example.net/192.0.2.7`, but is not written like a product's,
        // and what ends as versions do is no host's address.
        let name = word_before(product);
        let product = || PRODUCTS.iter().any(|known| name.eq_ignore_ascii_case(known));
        let private = || [&b"10."[..], b"127.", b"172.", b"192.168."].iter().any(|network| quad.starts_with(network));
        let known = || product() && !private();
        return !name.is_empty() && (name[0].is_ascii_uppercase() || quad.ends_with(b".0.0") || known());
    }
    if let Some(name) = before.strip_suffix(b"-") {
        let name = word_before(name);
        let host = [&b"ip"[..], b"addr", b"address", b"host"];
        return !name.is_empty() && !host.iter().any(|host| name.eq_ignore_ascii_case(host));
    }
    let gap = run_back(&before[before.len().saturating_sub(8)..], |b| matches!(b, b' ' | b':' | b'=' | b'"' | b'\''));
    let word = word_before(&before[..before.len() - gap]);
    before.ends_with(b".")
        || names_version(word)
        || [&b"ver"[..], b"release", b"build", b"section"].iter().any(|name| word.eq_ignore_ascii_case(name))
        || input.field.is_some_and(names_version)
}

/// Products whose names are written like those of hosts.
#[rustfmt::skip]
const PRODUCTS: &[&[u8]] = &[
    b"agent", b"apache", b"caddy", b"chrome", b"client", b"containerd", b"curl", b"docker", b"elasticsearch", b"envoy",
    b"fluentd", b"git", b"grafana", b"grpc", b"haproxy", b"httpd", b"httpx", b"java", b"jetty", b"kafka", b"kubectl",
    b"kubelet", b"logstash", b"mariadb", b"mysql", b"nginx", b"node", b"nodejs", b"okhttp", b"openresty", b"openssl",
    b"perl", b"php", b"postgresql", b"prometheus", b"python", b"redis", b"requests", b"ruby", b"sdk", b"tomcat", b"traefik",
    b"urllib3", b"varnish", b"wget",
];

/// The letters and digits before the end of `text`.
fn word_before(text: &[u8]) -> &[u8] {
    let tail = &text[text.len().saturating_sub(24)..];
    &tail[tail.len() - run_back(tail, |b| b.is_ascii_alphanumeric())..]
}

fn names_version(name: &[u8]) -> bool {
    let ends = |word: &[u8]| name.len() >= word.len() && name[name.len() - word.len()..].eq_ignore_ascii_case(word);
    ends(b"version") && !ends(b"conversion")
}

/// An address of version 6 of which the word at `at` is the first, or the second after a leading `::`.
fn version_6(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let head = run(&text[at..text.len().min(at + 5)], |b| b.is_ascii_hexdigit());
    if !(1..=4).contains(&head) {
        return None;
    }
    let start = if text[..at].ends_with(b"::") {
        at - 2
    } else if text.get(at + head) == Some(&b':') {
        at
    } else {
        return None;
    };
    // A name and a colon may stand before it, `addr:`, but no further group.
    let colon = input.was(start, |b| b == b':');
    let group = colon && start >= 2 && (text[start - 2].is_ascii_hexdigit() || text[start - 2] == b':');
    if !input.starts_word(start) || group || input.was(start, |b| b == b'.') {
        return None;
    }
    let part = |b: u8| b.is_ascii_hexdigit() || b == b':' || b == b'.';
    let mut length = run(&text[start..text.len().min(start + 48)], part);
    // A full stop or colon may follow the address in a sentence.
    while length > 2 && matches!(text[start + length - 1], b'.' | b':') && !text[..start + length].ends_with(b"::") {
        length -= 1;
    }
    let word = &text[start..start + length];
    let colons = word.iter().filter(|b| **b == b':').count();
    // Fewer than eight groups, of which an address of version 4 stands for two, are not whole: a MAC address, a time. Nor
    // is one plausible without a digit: a path of Rust's.
    let has_gap = || word.windows(2).any(|pair| pair == b"::");
    if colons < 6 && !(word.iter().any(u8::is_ascii_digit) && has_gap()) {
        return None;
    }
    // Eight groups are whole; one more may be a port.
    if colons == 8
        && let Some(last) = word.iter().rposition(|b| *b == b':')
        && word[last + 1..].iter().all(u8::is_ascii_digit)
    {
        length = last;
    }
    let address = std::str::from_utf8(&text[start..start + length]).ok()?;
    address.parse::<Ipv6Addr>().ok()?;
    if !is_plausible(address) {
        return None;
    }
    let mut end = start + length;
    if text.get(end) == Some(&b'%') {
        end += 1 + run(&text[end + 1..], |b| b.is_ascii_alphanumeric());
    }
    input.ends_word(end).then_some(start..end)
}

/// What parses as an address may also be a path of Rust's or a slice of Python's.
fn is_plausible(address: &str) -> bool {
    let whole = !address.contains("::");
    let long_group = address.split(':').any(|group| group.len() >= 3 && group.bytes().any(is_digit));
    whole || long_group || address == "::1" || (address.matches(':').count() >= 4 && address.bytes().any(is_digit))
}
