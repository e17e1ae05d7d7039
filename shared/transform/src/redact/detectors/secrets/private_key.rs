//! Private keys in PEM.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "private_key",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::Dashes], words: &[] }, verify),
    source: "RFC 7468 (PKIX, PKCS #8), RFC 4716 and OpenSSH's and OpenPGP's armour: any label that ends in `PRIVATE KEY` \
             or `PRIVATE KEY BLOCK`; a key that is cut short is hidden to the end of the text",
    examples: &[
        "-----BEG~IN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "-----BEG~IN PRIVATE KEY-----MIIEvQIBADANBg-----END PRIVATE KEY-----",
        "-----BEG~IN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA",
        r"-----BEG~IN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n",
    ],
    counterexamples: &[
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYH\n-----END PUBLIC KEY-----",
        "PRIVATE KEY",
        "-----BEGIN PRIVATE KEY-----\nwhatever\n-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY----------END OPENSSH PRIVATE KEY-----",
        "-----BEGIN",
    ],
};

const BEGIN: &[u8] = b"-----BEGIN ";
static BEGIN_FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(BEGIN));
const END: &[u8] = b"-----END ";

/// The longest label that is read, in bytes.
const MAX_LABEL: usize = 64;

/// Bodies as long as this are keys, whatever they hold.
const MIN_BODY: usize = 64;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    // Of a longer row of hyphens, the last five are the marker's.
    let at = (at + run(&input.text[at..], |b| b == b'-')).checked_sub(5)?;
    let header = marker(input.text, at, BEGIN)?;
    let Some((body, end)) = end_marker(&input.text[header..]) else { return Some(at..input.text.len()) };
    let body = &input.text[header..header + body];
    // Nothing, or a word of prose, stands for a key that is not there.
    let is_key = body.iter().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) || body.len() >= MIN_BODY;
    is_key.then_some(at..header + end)
}

/// Where the first marker of a private key's end begins and ends in `text`.
pub fn end_marker(text: &[u8]) -> Option<(usize, usize)> {
    memmem::find_iter(text, END).find_map(|at| Some((at, marker(text, at, END)?)))
}

/// Whether a private key begins in `text` and does not end there. A short word behind the marker says that it is only
/// spoken of.
pub fn left_open(text: &[u8]) -> bool {
    // As good as no message holds a marker: it is not worth more than one look.
    if BEGIN_FINDER.find(text).is_none() {
        return false;
    }
    let last = memmem::rfind_iter(text, BEGIN).find_map(|at| marker(text, at, BEGIN));
    last.is_some_and(|header| {
        let rest = text[header..].trim_ascii_start();
        let word = run(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
        end_marker(rest).is_none() && !(1..16).contains(&word)
    })
}

/// Where the marker of a private key that begins at `at` ends.
fn marker(text: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let label = text.get(at..)?.strip_prefix(word)?;
    let label = &label[..label.len().min(MAX_LABEL)];
    let length = memmem::find(label, b"-----")?;
    let label = &label[..length];
    let private = label.ends_with(b"PRIVATE KEY") || label.ends_with(b"PRIVATE KEY BLOCK");
    private.then_some(at + word.len() + length + 5)
}
