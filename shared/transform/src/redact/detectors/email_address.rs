//! E-mail addresses.

use std::ops::Range;

use crate::redact::detector::{Anchor, Detector, Kind};
use crate::redact::input::{Input, run, run_back};

pub const DETECTOR: Detector = Detector {
    name: "email_address",
    kind: Kind::Personal,
    anchor: Anchor::Byte(b'@'),
    verify,
    source: "RFC 5321, section 4.1.2, and RFC 6531 for letters beyond ASCII; the local part without the characters \
             that delimit values in logs",
    examples: &[
        "alice@example.com",
        "first.last+tag@mail.example.co.uk",
        "o'brien@example.org",
        "mailto:bob_1@example.net",
        "user=carol@example.com",
        "j\u{fc}rgen@example.de",
        r"line\nalice@example.com",
    ],
    counterexamples: &[
        "user@localhost",
        "logo@2x.png",
        "left-pad@1.3.0",
        "@example.com",
        "a @ b.com",
        "git@github.com:org/repo.git",
        "nobody@-bad-.com",
    ],
};

const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

/// Endings of files that are written behind an `@` (images for dense screens, packages), and that are no domains.
const FILES: &[&[u8]] = &[
    b"png", b"jpg", b"jpeg", b"gif", b"svg", b"webp", b"ico", b"css", b"js", b"mjs", b"jsx", b"tsx", b"json", b"html",
    b"xml", b"yaml", b"yml", b"toml", b"txt", b"log", b"gz", b"tgz", b"jar", b"war", b"dll", b"exe",
];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let mut start = at - run_back(&text[at.saturating_sub(MAX_LOCAL)..at], is_local);
    // A local part begins with a letter or digit; an apostrophe belongs to it only within a name.
    while start < at && matches!(text[start], b'.' | b'-' | b'+' | b'%' | b'\'') {
        start += 1;
    }
    // A colour sequence ends with a letter, and is no part of it.
    if let Some(after) = (start + 1..at).find(|after| text[after - 1] == b'm' && input.after_ansi(*after)) {
        start = after;
    }
    // `\n`, `\t` and `\r` written out before it are no part of it.
    if input.was(start, |b| b == b'\\') && matches!(text.get(start), Some(b'n' | b't' | b'r')) {
        start += 1;
    }
    if start == at || text[at - 1] == b'.' {
        return None;
    }
    let rest = &text[at + 1..text.len().min(at + 1 + MAX_DOMAIN)];
    let domain = domain_length(&rest[..run(rest, is_domain)])?;
    let end = at + 1 + domain;
    // `git@host:path` names a repository.
    if &text[start..at] == b"git" && input.is(end, |b| b == b':') && input.is(end + 1, |b| b.is_ascii_alphabetic()) {
        return None;
    }
    Some(start..end)
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'')
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'.' | b'-')
}

/// The length of the longest prefix that is a domain: labels of letters, digits and inner hyphens, the last of at
/// least two letters.
fn domain_length(text: &[u8]) -> Option<usize> {
    let mut best = None;
    let mut at = 0;
    for (index, label) in text.split(|b| *b == b'.').enumerate() {
        let sound = !label.is_empty() && label.len() <= 63 && label[0] != b'-' && label[label.len() - 1] != b'-';
        if !sound {
            // A hyphen or full stop may follow the address in a sentence.
            let stem = label.len() - run_back(label, |b| b == b'-');
            if stem > 0 && index > 0 && label[0] != b'-' && is_top_level(&label[..stem]) {
                best = Some(at + stem);
            }
            break;
        }
        at += label.len();
        if index > 0 && is_top_level(label) {
            best = Some(at);
        }
        at += 1;
    }
    best
}

fn is_top_level(label: &[u8]) -> bool {
    let letters = label.iter().all(|b| b.is_ascii_alphabetic() || !b.is_ascii());
    (letters || label.starts_with(b"xn--"))
        && label.len() >= 2
        && !FILES.iter().any(|ending| label.eq_ignore_ascii_case(ending))
}
