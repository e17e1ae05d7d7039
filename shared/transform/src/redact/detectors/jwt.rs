//! JSON web tokens.

use std::ops::Range;

use crate::redact::detector::{Anchor, Detector, Kind};
use crate::redact::input::{Input, run};

pub const DETECTOR: Detector = Detector {
    name: "jwt",
    kind: Kind::Secret,
    anchor: Anchor::Literals(&["eyJ"]),
    verify,
    source: "RFC 7519 and RFC 7515, section 3.1: base64url parts parted by full stops, the first a JSON object (`{\"` is \
             `eyJ`); five parts when encrypted (RFC 7516); the signature may be empty",
    examples: &[
        "ey~JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.ey~JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "token ey~JhbGciOiJub25lIn0.ey~JzdWIiOiJhYmNkZWYifQ.",
        "jwt=ey~J0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.ey~JpYXQiOjE3OTUzNDE2MDB9.c2lnbmF0dXJl&x=1",
    ],
    counterexamples: &["eyJ", "ey~JhbGciOiJIUzI1NiJ9", "key~JhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln", "eyJ.eyJ.eyJ"],
};

/// Shorter than this, a header or payload cannot hold a member.
const MIN_PART: usize = 8;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !text[at..].starts_with(b"eyJ") || !input.starts_word(at) {
        return None;
    }
    let mut end = at;
    let mut parts = 0;
    loop {
        let length = run(&text[end..], is_base64url);
        if parts < 2 && length < MIN_PART {
            return None;
        }
        end += length;
        parts += 1;
        if parts == 5 || text.get(end) != Some(&b'.') {
            break;
        }
        // A full stop after the signature ends a sentence.
        if parts >= 3 && !input.is(end + 1, is_base64url) {
            break;
        }
        end += 1;
    }
    (parts >= 3).then_some(at..end)
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
