//! Sessions: the ids by which web servers know who is signed in, and tokens that are encoded once more.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run, run_back};
use crate::redact::parts;
use crate::redact::parts::Alphabet::Percent;
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "session_cookie",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::AssignedIf {
                words: &[
                    "session id",
                    "sess id",
                    "jsession id",
                    "php sess id",
                    "asp net session id",
                    "asp session id",
                    "connect sid",
                    "koa sess",
                    "koa.sess",
                    "express sess",
                    "express:sess",
                ],
                forms: &[
                    &[Run(Percent, 16, 4096)],
                    // A signature behind a full stop.
                    &[Run(Percent, 16, 4096), Text("."), Run(Percent, 1, 512)],
                    // The mark of a signed one, decoded.
                    &[Text("s:"), Run(Percent, 16, 4096), Text("."), Run(Percent, 1, 512)],
                ],
                entropy: 2.0,
                check: is_session,
            },
            Matcher::At(Anchor::Literals(&["session="]), pair),
        ]),
        source: "OWASP, Session Management Cheat Sheet: the names that PHP (`PHPSESSID`), J2EE (`JSESSIONID`), ASP.NET \
                 (`ASP.NET_SessionId`), Express (`connect.sid`), Django (`sessionid`), Laravel and Rails (`…_session`) \
                 give, and 64 bits of entropy or more, which are 16 hexadecimal digits",
        examples: &[
            "JSESSIONID=0A1B2C3D4E5F6071~8293A4B5C6D7E8F9; Path=/",
            "Cookie: PHPSESSID=q7rw2mkx9lz4~tn8bv3hs6yc1dg",
            "connect.sid=s%3Aq7Rw2mKx9Lz4Tn8Bv3Hs~6Yc1Dg5Fj0Pk.AuEiWm2Zk9Tx4Lr8Np1Vc6Jd3Hs5Yg0Qe",
            "Set-Cookie: ASP.NET_SessionId=lit1py55t21z5v55vlm2~5s55; path=/",
            "sessionid=q7rw2mkx9lz4tn8b~v3hs6yc1dg5fj0pk",
            r#""sessionId": "0a1b2c3d4e5f6071~8293""#,
            "user_session_id: 0a1b2c3d4e5f6071~8293a4b5",
            "_shop_session=UTZ3cW5vN2x4~RVp0TnFBSmR2Y0tHeQ%3D%3D--0a1b2c3d4e5f60718293",
            "laravel_session=eyJpdiI6InE3Unc~ybUt4OUx6NFRuOEJ2M0hzNlljMURnIn0%3D",
        ],
        counterexamples: &[
            "session_id: short",
            "session_id=undefined",
            "session ids: internationalization",
            "the session identified itself",
            "obsession=0a1b2c3d4e5f60718293",
            "session=started-by-the-administrator",
        ],
    },
    Row {
        name: "jwt_base64",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["ZXlK", "ZXlB", "ZXdv"]), encoded),
        source: "RFC 7519 in base64 of RFC 4648 once more, so that `eyJ` is `ZXlK`; gitleaks jwt-base64",
        examples: &[
            "ZXlK~aGJHY2lPaUpJVXpJMU5pSjkuZXlKemRXSWlPaUpoWW1OalpHVm1JbjAuZG96amdOcnlQNEozalZtTkhsMHc1Tg==",
            "token: ZXlK~MGVYQWlPaUpLVjFRaUxDSmhiR2NpT2lKU1V6STFOaUo5LmV5SnBZWFFpT2pFM09UVXpOREUyTURCOS5jMmxuYm1GMGRYSmw=",
            r#"{"auth":"ZXlK~aGJHY2lPaUpJVXpJMU5pSjkuZXlKemRXSWlPaUpoWW1OalpHVm1JbjAuZG96amdOcnlQNEozalZtTkhsMHc1Tg"}"#,
        ],
        counterexamples: &[
            "ZXlK",
            "ZXlKaGJHY2lPaUpJVXpJMU5pSjk=",
            "ZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlKZXlK",
            "xZXlK~aGJHY2lPaUpJVXpJMU5pSjkuZXlKemRXSWlPaUpoWW1OalpHVm1JbjAuZG96amdOcnlQNEozalZtTkhsMHc1Tg==",
        ],
    },
];

/// The shortest value.
const MIN: usize = 16;

/// Whether a value can be that of a session: words hold no digits.
fn is_session(_name: &[u8], value: &[u8]) -> bool {
    value.iter().filter(|b| b.is_ascii_digit()).count() >= 2
}

/// The value of a cookie whose name ends in `session`.
fn pair(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if input.was(at, |b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let operator = at + "session".len();
    let mut start = operator + if input.is(operator, |b| b == b'=') { 1 } else { 3 };
    start += usize::from(input.is(start, |b| b == b'"'));
    let value = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'+' | b'/' | b'=' | b'_' | b'.' | b'-' | b':');
    let end = start + run(text.get(start..)?, value);
    let end = end - run_back(&text[start..end], |b| matches!(b, b'.' | b':'));
    let token = &text[start..end];
    (token.len() >= MIN && is_session(b"", token) && parts::entropy(token) >= 2.0).then_some(start..end)
}

/// How much of an encoded token is decoded: a header and the start of the payload.
const HEAD: usize = 512;

/// Shorter than this, there is no room for a header and a payload.
const MIN_ENCODED: usize = 48;

fn encoded(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if !input.starts_word(at) || input.was(at, |b| b == b'_') {
        return None;
    }
    let text = input.text;
    let length = run(&text[at..], |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'_' | b'-'));
    let end = at + length + run(&text[at + length..], |b| b == b'=').min(2);
    let head = &text[at..at + length.min(HEAD) / 4 * 4];
    let plain = STANDARD_NO_PAD.decode(head).ok().filter(|_| length >= MIN_ENCODED)?;
    let header = run(&plain, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let begins = [b"eyJ", b"eyA", b"ewo"].iter().any(|prefix| plain.starts_with(*prefix));
    // Of a header that is longer than what was decoded, the payload is not seen.
    let goes_on = plain.get(header) == Some(&b'.') || (header == plain.len() && head.len() == HEAD);
    (begins && header >= 11 && goes_on).then_some(at..end)
}
