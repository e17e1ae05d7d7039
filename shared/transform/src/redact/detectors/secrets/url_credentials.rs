//! Users and passwords in URLs and connection strings.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run, run_back};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "url_credentials",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::At], words: &[] }, verify),
    source: "RFC 3986, section 3.2.1: `scheme://user:password@host`; the whole of `user:password` is hidden, also where \
             the password holds `/` or `@` that should have been escaped",
    examples: &[
        "https://user:se~cret@example.com/path",
        "postgres://app:p@ss~w/rd@db.example.com:5432/orders",
        "redis://:hunter~2@cache.example.net:6379/0",
        "mongodb+srv://u:p~w@cluster0.example.net/?retryWrites=true",
        "https://a1b2c3d4e5f6a7b8c9d0a1b2~c3d4@github.com/org/repo",
    ],
    counterexamples: &[
        "https://example.com/path?email=at",
        "http://example.com:8080/path@version",
        "ssh://git@example.com/repo",
        "https://example.com/a:b@c",
        "http://[::]:8080/users/@me",
        "http://localhost:${port}/users/@me",
        "see :// and @",
    ],
};

/// How far a user and password are looked for, in bytes.
const MAX: usize = 512;

/// How many schemes before an `@` are tried: a URL may hold another.
const MAX_SCHEMES: usize = 4;

/// Asked at an `@`: looks back for the scheme.
fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    schemes(input.text, at).take(MAX_SCHEMES).find_map(|scheme| credentials(input, scheme))
}

/// Whether a scheme stands before an `@`.
pub fn may_end(text: &[u8], at: usize) -> bool {
    schemes(text, at).next().is_some()
}

/// Where `://` stands in what may be a URL up to `at`, the last first.
fn schemes(text: &[u8], at: usize) -> impl Iterator<Item = usize> {
    let before = &text[at.saturating_sub(MAX)..at];
    let before = &before[before.len() - run_back(before, is_url)..];
    let from = at - before.len();
    let colons = memchr::memrchr_iter(b':', before).map(move |colon| from + colon);
    colons.filter(|colon| text[*colon..].starts_with(b"://"))
}

/// Whether a byte may stand in a URL.
fn is_url(byte: u8) -> bool {
    const NONE: [bool; 256] = {
        let (mut none, mut byte) = ([false; 256], 0);
        while byte < 128 {
            let quote = matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`');
            none[byte as usize] = quote || byte.is_ascii_whitespace() || byte.is_ascii_control();
            byte += 1;
        }
        none
    };
    !NONE[usize::from(byte)]
}

/// The user and password of the URL whose `://` stands at `at`.
fn credentials(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let start = at + 3;
    let rest = &input.text[start..input.text.len().min(start + MAX)];
    let authority = &rest[..run(rest, |b| is_url(b) && !matches!(b, b'/' | b'?' | b'#'))];
    let length = match authority.iter().rposition(|b| *b == b'@') {
        Some(length) => length,
        // No `@` before the path: unless the port is a number, a password was cut by its own slash.
        None => {
            let host = if authority.starts_with(b"[") { run(authority, |b| b != b']') } else { 0 };
            let colon = host + authority[host..].iter().position(|b| *b == b':')?;
            let port = &authority[colon + 1..];
            let at = rest[..run(rest, is_url)].iter().rposition(|b| *b == b'@')?;
            // A handle in a path, `/@me`, is no host; a placeholder, `${port}`, no password.
            let host_follows = rest[at - 1] != b'/' && rest.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
            let placeholder = port.starts_with(b"$") || port.starts_with(b"{");
            if placeholder || !host_follows || port.iter().all(u8::is_ascii_digit) {
                return None;
            }
            at
        }
    };
    let user = &rest[..length];
    let password = user.iter().position(|b| *b == b':').is_some_and(|colon| colon + 1 < user.len());
    let token = user.len() >= 20 && user.iter().any(u8::is_ascii_digit) && !user.contains(&b'[');
    (password || token).then_some(start..start + length)
}
