//! JSON web tokens.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};

pub const DETECTOR: Row = Row {
    name: "jwt",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(PREFIXES), verify),
    source: "RFC 7519 and RFC 7515, section 3.1: base64url parts parted by full stops, the first a JSON object (`{\"` is \
             `eyJ`); five parts when encrypted (RFC 7516); the signature may be empty",
    examples: &[
        "ey~JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.ey~JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "token ey~JhbGciOiJub25lIn0.ey~JzdWIiOiJhYmNkZWYifQ.",
        "jwt=ey~J0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.ey~JpYXQiOjE3OTUzNDE2MDB9.c2lnbmF0dXJl&x=1",
        "ey~JhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4v.XFBoMYUZodetZdvT",
        "ey~JhbGciOiJIUzI1NiJ9.ey~JzdWIiOiJhYmNkZWYifQ",
        "x_ey~JhbGciOiJIUzI1NiJ9..dozjgNryP4J3jVmNHl0w5N",
        "ey~JhbGciOiJIUzI1NiJ9.ey~JzdWIi/iJhYmNkZWYifQ.dozj/NryP4J3jVmNHl0w5N==",
        "ey~Rk3vTq8LmZ2xWc7Hn5.ey~Yb6PdS1gUf9KjE4oAr0.Qw8zXn2Vt5-Lh",
    ],
    counterexamples: &[
        "eyelid.eyebrow.eyelash",
        "eyJ",
        "ey~JhbGciOiJIUzI1NiJ9",
        "key~JhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln",
        "eyJ.eyJ.eyJ",
    ],
};

/// Base64url of `{"` or `{` and a space, and of `{` and a line feed. What `ey` begins otherwise is no JSON, and a token's
/// only by its three long parts.
const PREFIXES: &[&str] = &["ey", "ewo"];

/// The parts of an encrypted token; each has a slot in which its run is remembered.
const MAX_PARTS: usize = 5;

/// Shorter than this, a header or payload cannot hold a member.
const MIN_PART: usize = 8;

/// What is no JSON is longer than this in both parts, and has a signature of [`MIN_PART`].
const MIN_OPAQUE: usize = 17;

/// The letters of the shortest signature, HMAC with SHA-256.
const MIN_SIGNATURE: usize = 43;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !PREFIXES.iter().any(|prefix| text[at..].starts_with(prefix.as_bytes())) || !input.starts_word(at) {
        return None;
    }
    let mut ends = Vec::with_capacity(MAX_PARTS);
    let mut start = at;
    while ends.len() < MAX_PARTS {
        // Some writers take base64 for base64url in what follows the header.
        let part = if ends.is_empty() { is_base64url } else { is_base64 };
        let end = input.run_end(ends.len(), start, part);
        ends.push(end);
        // A full stop after the signature ends a sentence.
        if text.get(end) != Some(&b'.') || (ends.len() >= 3 && !input.is(end + 1, is_base64url)) {
            break;
        }
        start = end + 1;
    }
    let (header, end) = (ends[0] - at, *ends.last()?);
    let json = [b"eyJ", b"eyA", b"ewo"].iter().any(|prefix| text[at..].starts_with(*prefix));
    let second = ends.get(1).map_or(0, |end| end - ends[0] - 1);
    let whole = match ends.len() {
        // What some make up to stand for a token.
        3 if !json => {
            let payload = second > MIN_OPAQUE && text[ends[0] + 1..].starts_with(b"ey");
            header > MIN_OPAQUE && payload && end - ends[1] > MIN_PART
        }
        _ if !json => false,
        // Cut off before the signature: both parts must be JSON.
        2 => second >= MIN_PART && text[ends[0] + 1..].starts_with(b"eyJ"),
        // The payload of a detached signature, and the key of direct encryption, are empty.
        3 | 5 => second >= MIN_PART || (second == 0 && end - ends[1] > MIN_PART),
        _ => false,
    };
    // A slash behind a signature that is whole begins a path.
    let signature = ends.get(2).map_or(0, |third| third - ends[1] - 1);
    let path = if ends.len() == 3 && signature > MIN_SIGNATURE {
        let url = run(&text[ends[1] + 1..end], is_base64url);
        if url >= MIN_SIGNATURE { end - ends[1] - 1 - url } else { 0 }
    } else {
        0
    };
    let end = end - path;
    let end = if ends.len() >= 3 { end + run(&text[end..], |b| b == b'=').min(2) } else { end };
    (header >= MIN_PART && whole).then_some(at..end)
}

fn is_base64(byte: u8) -> bool {
    is_base64url(byte) || matches!(byte, b'+' | b'/')
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
