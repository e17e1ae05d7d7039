//! E-mail addresses.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, char_at, char_before, digits, run, run_back};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "email_address",
    sets: &["standard", "contact"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::At], words: &[] }, verify),
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
        "\u{1b}[31malice@example.com",
        "\u{90ae}\u{7bb1}\u{ff1a}alice@example.com\u{ff0c}",
        "test@\u{4f8b}\u{3048}.\u{30c6}\u{30b9}\u{30c8}",
        "info@xn--d1acpjx3f.xn--p1ai",
    ],
    counterexamples: &[
        "user@localhost",
        "logo@2x.png",
        "left-pad@1.3.0",
        "@example.com",
        "a @ b.com",
        "git@github.com:org/repo.git",
        "nobody@-bad-.com",
        "ssh://git@github.com/org/repo.git",
        "Started user@1000.service",
        "onClick@app.bundle.js:12:34",
        "react@18.2.0-rc.alpha",
    ],
};

const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

/// Endings of files that are written behind an `@` (images for dense screens, packages), and that are no domains.
#[rustfmt::skip]
const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "mjs", "jsx", "tsx", "json", "html", "xml", "yaml",
    "yml", "toml", "txt", "log", "gz", "tgz", "jar", "war", "dll", "exe", "service", "socket", "timer", "mount",
];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !may_hold(text, at) {
        return None;
    }
    let end = domain_end(text, at + 1)?;
    let mut start = at;
    for _ in 0..MAX_LOCAL {
        match char_before(text, start) {
            Some((c, length)) if is_local(c) => start -= length,
            _ => break,
        }
    }
    // A local part begins with a letter or digit; an apostrophe belongs to it only within a name.
    while start < at && matches!(text[start], b'.' | b'-' | b'+' | b'%' | b'\'') {
        start += 1;
    }
    // `\n`, `\t` and `\r` written out before it are no part of it.
    if input.was(start, |b| b == b'\\') && matches!(text.get(start), Some(b'n' | b't' | b'r')) {
        start += 1;
    }
    if start >= at || text[at - 1] == b'.' {
        return None;
    }
    // `git@host:path` and `ssh://git@host` name a repository.
    let path = input.is(end, |b| b == b':') && input.is(end + 1, |b| b.is_ascii_alphabetic());
    if &text[start..at] == b"git" && (path || text[..start].ends_with(b"://")) {
        return None;
    }
    Some(start..end)
}

/// Whether an address can hold the `@` at `at`: what stands beside it is part of one, and a full stop and a letter follow.
pub fn may_hold(text: &[u8], at: usize) -> bool {
    let Some((before, [_, behind @ ..])) = text.split_at_checked(at) else { return false };
    let local = |b: &u8| !b.is_ascii() || (*b != b'.' && is_local(char::from(*b)));
    let domain = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    if !before.last().is_some_and(local) || !behind.first().is_some_and(domain) {
        return false;
    }
    let length = run(&behind[..behind.len().min(MAX_DOMAIN + 1)], |b| domain(&b) || matches!(b, b'.' | b'-'));
    let label = |pair: &[u8]| pair[0] == b'.' && (pair[1].is_ascii_alphabetic() || !pair[1].is_ascii());
    behind[..length].windows(2).any(label)
}

/// Letters beyond ASCII: of the alphabets, up to Hebrew; scripts without spaces would take the sentence along.
fn is_letter_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && c < '\u{600}' && c.is_alphanumeric()
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_letter_beyond_ascii(c) || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_letter_beyond_ascii(c) || matches!(c, '.' | '-')
}

/// Where the domain ends that begins at `start`, if one does.
fn domain_end(text: &[u8], start: usize) -> Option<usize> {
    // `package@1.2.3-rc.alpha` is a version.
    let number = |at: usize| Some(at + digits(&text[at..])).filter(|end| *end > at && text.get(*end) == Some(&b'.'));
    if number(start).is_some_and(|end| number(end + 1).is_some()) {
        return None;
    }
    let ascii = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    let mut end = start + run(&text[start..text.len().min(start + MAX_DOMAIN)], ascii);
    if text.get(end).is_some_and(|b| !b.is_ascii()) {
        end = start;
        // A domain that begins in another script goes on in it; otherwise a sentence goes on.
        let foreign = char_at(text, end).is_some_and(|(c, _)| c >= '\u{600}' && c.is_alphabetic());
        for _ in 0..MAX_DOMAIN {
            match char_at(text, end) {
                Some((c, length)) if is_domain(c) || (foreign && c.is_alphanumeric()) => end += length,
                _ => break,
            }
        }
    }
    Some(start + domain_length(&text[start..end])?)
}

/// The length of the longest prefix that is a domain: labels of letters, digits and inner hyphens, the last of at
/// least two letters.
fn domain_length(text: &[u8]) -> Option<usize> {
    let mut best = None;
    let mut at = 0;
    for (index, label) in text.split(|b| *b == b'.').enumerate() {
        let sound = !label.is_empty() && label.len() <= 63 && !label.starts_with(b"-") && !label.ends_with(b"-");
        if !sound {
            // A hyphen or full stop may follow the address in a sentence.
            let stem = &label[..label.len() - run_back(label, |b| b == b'-')];
            if index > 0 && is_top_level(stem) {
                best = Some(at + stem.len());
            }
            break;
        }
        at += label.len();
        if index > 0 && is_top_level(label) {
            best = Some(at);
        }
        at += 1;
    }
    best.filter(|_| !is_file(text))
}

/// Whether a name ends like a file's: `onClick@app.js`.
fn is_file(name: &[u8]) -> bool {
    let ending = name.rsplit(|b| *b == b'.').find(|label| !label.is_empty()).unwrap_or_default();
    FILES.iter().any(|file| ending.eq_ignore_ascii_case(file.as_bytes()))
}

fn is_top_level(label: &[u8]) -> bool {
    let letters = || std::str::from_utf8(label).is_ok_and(|label| label.chars().all(char::is_alphabetic));
    label.len() >= 2 && (label.iter().all(u8::is_ascii_alphabetic) || label.starts_with(b"xn--") || letters())
}
