//! Secrets that are known by how they end, and the gem server of Sidekiq, by the host behind it.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run_back, starts_ignoring_case};
use crate::redact::parts;

pub const ROWS: &[Row] = &[
    Row {
        name: "mailchimp_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(DATA_CENTRES), mailchimp),
        source: "Mailchimp, \"API keys\": 32 hexadecimal digits and the data centre; gitleaks mailchimp-api-key",
        examples: &[
            "0a1b2c3d4e5f6071~8293a4b5c6d7e8f9-us20",
            "MAILCHIMP_API_KEY=f9e8d7c6b5a49382~71605f4e3d2c1b0a-us6",
            "mailchimp key f9e8d7c6b5a49382~71605f4e3d2c1b0a-us05",
            r#"MailchimpSDK.initialize(token: "1b2c3d4e5f607182~93a4b5c6d7e8f90a-us14")"#,
        ],
        counterexamples: &[
            "0a1b2c3d4e5f60718~293a4b5c6d7e8f-us20",
            "0a1b2c3d4e5f60718~293a4b5c6d7e8f9a-us20",
            "0a1b2c3d4e5f60718~293a4b5c6d7e8f9-eu20",
            "0a1b2c3d4e5f60718~293a4b5c6d7e8f9-us205",
            "bucket-in-us1",
        ],
    },
    Row {
        name: "maxmind_license_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["_mmk"]), maxmind),
        source: "MaxMind, \"License keys\": 6 letters, 29 letters and `mmk`, with underscores; gitleaks maxmind-license-key",
        examples: &[
            "q7Rw2m_Kx9Lz4Tn8Bv3Hs6~Yc1Dg5Fj0PkAuE_mmk",
            "MAXMIND_KEY=Wm2Zk9_Tx4Lr8Np1Vc6Jd3Hs~5Yg0QeUbqFaO_mmk",
            r#""license_key": "aQ1zS2_xD3cF4vG5bH6nJ7m~K8lP9oI0uYtRe_mmk""#,
        ],
        counterexamples: &[
            "q7Rw2m_Kx9Lz4Tn8Bv3Hs6~Yc1Dg5Fj0PkA_mmk",
            "q7Rw2m_Kx9Lz4Tn8Bv3Hs6~Yc1Dg5Fj0PkAuE_mml",
            "YYYYYY_YYYYYYYYYYYYYYYYYYYYYYYYYYYYY_mmk",
            "q7Rw2m_Kx9Lz4Tn8Bv3Hs6~Yc1Dg5Fj0PkAuE_mmk2",
        ],
    },
    Row {
        name: "sidekiq_sensitive_url",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["gems.contribsys.com", "enterprise.contribsys.com"]), sidekiq),
        source: "Sidekiq wiki, \"Commercial installation\": user and password of the gem server in its URL; gitleaks \
                 sidekiq-sensitive-url",
        examples: &[
            "https://0a1b2c3d:4e5f~6071@gems.contribsys.com/",
            "http://1b2c3d4e:5f60~7182@enterprise.contribsys.com:80/path?a=b#c",
            "source \"https://2c3d4e5f:6071~8293@gems.contribsys.com\"",
        ],
        counterexamples: &[
            "https://gems.contribsys.com/",
            "https://0a1b2c3d:4e5f~607@gems.contribsys.com/",
            "https://0a1b2c3d:4e5f~6071@gems.example.com/",
        ],
    },
];

const DATA_CENTRES: &[&str] = &["-us0", "-us1", "-us2", "-us3", "-us4", "-us5", "-us6", "-us7", "-us8", "-us9"];

fn mailchimp(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + 4 + usize::from(input.is(at + 4, |b| b.is_ascii_digit()));
    let start = at.checked_sub(32)?;
    let hexadecimal = input.text[start..at].iter().all(u8::is_ascii_hexdigit);
    (hexadecimal && input.starts_word(start) && input.ends_word(end)).then_some(start..end)
}

fn maxmind(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let start = at.checked_sub(36)?;
    let end = at + 4;
    let letters = |range: Range<usize>| input.text[range].iter().all(u8::is_ascii_alphanumeric);
    let shape = letters(start..start + 6) && input.is(start + 6, |b| b == b'_') && letters(start + 7..at);
    let whole = input.starts_word(start) && !input.was(start, |b| b == b'_') && input.ends_word(end);
    (shape && whole && parts::entropy(&input.text[start..end]) >= 4.0).then_some(start..end)
}

fn sidekiq(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let end = at.checked_sub(1).filter(|end| text[*end] == b'@')?;
    let password = run_back(&text[end.saturating_sub(9)..end], |b| b.is_ascii_hexdigit());
    let colon = (end - password).checked_sub(1).filter(|colon| password == 8 && text[*colon] == b':')?;
    let user = run_back(&text[colon.saturating_sub(9)..colon], |b| b.is_ascii_hexdigit());
    let start = colon - user;
    let scheme = [b"http://".as_slice(), b"https://"].iter().any(|scheme| {
        start.checked_sub(scheme.len()).is_some_and(|scheme_start| starts_ignoring_case(&text[scheme_start..], scheme))
    });
    (user == 8 && scheme).then_some(start..end)
}
