//! Tokens and passwords in authorisation headers: the schemes Bearer and Basic.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run, run_back, starts_ignoring_case};

pub const DETECTOR: Row = Row {
    name: "bearer_token",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(&["bearer", "basic"]), verify),
    source: "RFC 6750, section 2.1 (Bearer, then token68 of RFC 9110) and RFC 7617 (Basic, then base64 of `user:password`)",
    examples: &[
        "Authorization: Bea~rer mF_9.B5f-4.1JqM",
        "bea~rer 3f0c2a9b7e114d5c",
        "Authorization: Ba~sic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "auth=Ba~sic dXNlcjpwYXNzd29yZA",
        "Authorization: Bea~rer opaque",
        "Bea~rer%20a1b2c3d4e5f6",
    ],
    counterexamples: &[
        "Bearer authentication required",
        "the bearer of this message",
        "Basic authentication",
        "basic settings loaded",
        "Basic dGVzdA==",
        "forbearer a1b2c3d4e5",
        "WWW-Authenticate: Bearer realm=\"example\"",
    ],
};

/// The slot in which the run of a token is remembered.
const RUN: usize = 5;

/// The longest user and password that are decoded, in characters of base64.
const MAX_BASIC: usize = 1024;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let basic = starts_ignoring_case(&text[at..], b"basic");
    let scheme = at + if basic { 5 } else { 6 };
    if !input.starts_word(at) {
        return None;
    }
    let space = run(&text[scheme..], |b| matches!(b, b' ' | b'\t'));
    let plus = usize::from(input.is(scheme, |b| b == b'+'));
    let start = scheme + if space > 0 { space } else { plus };
    if start == scheme {
        return None;
    }
    let token_end = input.run_end(RUN, start, |b| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b));
    // Full stops end a sentence.
    let token_end = token_end - run_back(&text[start..token_end], |b| b == b'.');
    let end = token_end + run(&text[token_end..], |b| b == b'=');
    let token = &text[start..end];
    // `Bearer realm="…"` is a challenge, not a token.
    let challenge =
        !basic && end == token_end + 1 && input.is(end, |b| b == b'"') && !token.iter().any(u8::is_ascii_digit);
    let sound = if basic { is_user_and_password(token) } else { is_token(token) || after_header(&text[..at]) };
    (!challenge && !token.is_empty() && sound).then_some(start..end)
}

/// Whether base64 hides a text with a colon; of what is too long to be decoded here, it is taken to.
fn is_user_and_password(token: &[u8]) -> bool {
    if token.len() > MAX_BASIC {
        return true;
    }
    let body = &token[..token.len() - token.iter().rev().take_while(|b| **b == b'=').count()];
    STANDARD_NO_PAD.decode(body).is_ok_and(|plain| plain.contains(&b':') && plain.len() >= 3)
}

/// Whether a word looks like a token rather than like prose.
fn is_token(token: &[u8]) -> bool {
    let letters = token.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let upper = token.iter().skip(1).filter(|b| b.is_ascii_uppercase()).count();
    let digits = token.iter().filter(|b| b.is_ascii_digit()).count();
    token.len() >= 8 && (digits > 0 || (upper > 0 && upper + 1 < letters)) || token.len() >= 24
}

fn after_header(before: &[u8]) -> bool {
    let tail = before.trim_ascii_end();
    let tail = tail.strip_suffix(b"\"").unwrap_or(tail).trim_ascii_end();
    let Some(tail) = tail.strip_suffix(b":").or_else(|| tail.strip_suffix(b"=")) else { return false };
    let tail = tail.strip_suffix(b"\"").unwrap_or(tail);
    tail.len() >= 13 && tail[tail.len() - 13..].eq_ignore_ascii_case(b"authorization")
}
