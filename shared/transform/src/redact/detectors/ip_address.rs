//! IP addresses, version 4 and 6, public and private.

use std::net::Ipv6Addr;
use std::ops::Range;

use crate::redact::detector::{Anchor, Detector, Kind};
use crate::redact::input::{Input, contains_ignoring_case, is_digit, run, run_back};

pub const DETECTOR: Detector = Detector {
    name: "ip_address",
    kind: Kind::Personal,
    anchor: Anchor::Word,
    verify,
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
    ],
};

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if text[at].is_ascii_digit()
        && let Some(range) = version_4(input, at)
    {
        return Some(range);
    }
    version_6(input, at)
}

fn version_4(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + quad_length(&input.text[at..])?;
    let range = at..end;
    let sound = input.starts_word(at)
        && input.ends_word(end)
        && !input.in_dotted_number(&range)
        // `1.2.3.4-beta` is a version.
        && !(input.is(end, |b| b == b'-') && input.is(end + 1, |b| b.is_ascii_alphabetic()))
        && !(input.was(at, |b| b == b'-') && at >= 2 && is_digit(input.text[at - 2]))
        && !is_version(input, &range);
    sound.then_some(range)
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

/// Whether four numbers are a product's version: `Chrome/120.0.0.0`, `version 1.2.3.4`.
fn is_version(input: &Input<'_>, range: &Range<usize>) -> bool {
    let (before, quad) = (&input.text[..range.start], &input.text[range.clone()]);
    if let Some(product) = before.strip_suffix(b"/") {
        let named = product.last().is_some_and(u8::is_ascii_alphabetic);
        // A host's name may stand before a slash too, so only what ends as versions do, and addresses of hosts do not.
        return named && quad.ends_with(b".0.0");
    }
    let tail = &before[before.len().saturating_sub(16)..];
    let tail = &tail[..tail.len() - run_back(tail, |b| matches!(b, b' ' | b':' | b'=' | b'"' | b'\''))];
    let word = &tail[tail.len() - run_back(tail, |b| b.is_ascii_alphabetic())..];
    [&b"version"[..], b"ver", b"release", b"build"].iter().any(|name| word.eq_ignore_ascii_case(name))
        || input.field.is_some_and(|field| contains_ignoring_case(field, b"version"))
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
    if !input.starts_word(start) || input.was(start, |b| b == b':' || b == b'.') {
        return None;
    }
    let part = |b: u8| b.is_ascii_hexdigit() || b == b':' || b == b'.';
    let mut length = run(&text[start..text.len().min(start + 48)], part);
    // A full stop or colon may follow the address in a sentence.
    while length > 2 && matches!(text[start + length - 1], b'.' | b':') && !text[..start + length].ends_with(b"::") {
        length -= 1;
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
