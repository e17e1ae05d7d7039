//! MAC addresses.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "mac_address",
    sets: &["standard", "network"],
    context: Context::Free,
    matcher: Matcher::At(
        Anchor::Structures { structures: &[Structure::Colons, Structure::Hyphens, Structure::DottedFours], words: &[] },
        verify,
    ),
    source: "IEEE 802: six octets in hexadecimal, parted by colons or hyphens; or three groups of four parted by full stops",
    examples: &[
        "00:1b:44:11:3a:b7",
        "00-1B-44-11-3A-B7",
        "mac=02:42:ac:11:00:02,",
        "001b.4411.3ab7",
        "MAC:00:1b:44:11:3a:b7",
        "00-14-22-01-23-45",
    ],
    counterexamples: &[
        "00:1b:44:11:3a",
        "00:1b:44:11:3a:b7:99",
        "00:1b-44:11-3a:b7",
        "2026-11-20-10-11-12",
        "12:34:56",
        "backup-26-11-20-10-11-12.tar.gz",
        "g0:1b:44:11:3a:b7",
        "1234.5678.9012",
        "ff:ff:ff:ff:ff:ff",
        "00-00-00-00-00-00",
    ],
};

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let (width, count) = match run(&text[at..text.len().min(at + 5)], |b| b.is_ascii_hexdigit()) {
        2 => (2, 6),
        4 => (4, 3),
        _ => return None,
    };
    let separator = *text.get(at + width)?;
    if !matches!((width, separator), (2, b':' | b'-') | (4, b'.')) {
        return None;
    }
    let end = at + count * (width + 1) - 1;
    let body = text.get(at..end)?;
    let joined = |b: u8| b == separator;
    // Before it may stand a name and a colon, `mac:`, but no further octet.
    let octet = |end: usize| {
        end >= width
            && text[end - width..end].iter().all(u8::is_ascii_hexdigit)
            && !(end > width && text[end - width - 1].is_ascii_alphanumeric())
    };
    let before = input.was(at, joined) && octet(at - 1);
    let after = input.is(end, joined) && input.is(end + 1, |b| b.is_ascii_hexdigit());
    if before || after || !input.starts_word(at) || !input.ends_word(end) {
        return None;
    }
    let shape = body
        .chunks(width + 1)
        .all(|octet| octet[..width].iter().all(u8::is_ascii_hexdigit) && octet[width..].iter().all(|b| joined(*b)));
    let letters = body.iter().any(u8::is_ascii_alphabetic);
    (shape && (width == 2 || letters) && !is_no_machine(body) && !is_time(body)).then_some(at..end)
}

/// Whether an address is the broadcast's, or none.
fn is_no_machine(body: &[u8]) -> bool {
    let all = |digit: u8| body.iter().filter(|b| b.is_ascii_hexdigit()).all(|b| b.to_ascii_lowercase() == digit);
    all(b'f') || all(b'0')
}

/// Whether six pairs of digits are a date and a time: `26-11-20-10-11-12`.
fn is_time(body: &[u8]) -> bool {
    let pairs: Option<Vec<u8>> = body
        .split(|b| !b.is_ascii_digit())
        .map(|pair| (pair.len() == 2).then(|| (pair[0] - b'0') * 10 + pair[1] - b'0'))
        .collect();
    matches!(pairs.as_deref(), Some([_, 1..=12, 1..=31, 0..=23, 0..=59, 0..=59]))
}
