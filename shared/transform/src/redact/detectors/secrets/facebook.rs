//! Facebook and Meta.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run};
use crate::redact::parts::Alphabet::{AlphaDigits, Hex};
use crate::redact::parts::Part::{Run, Text};
use crate::redact::parts::entropy;

pub const ROWS: &[Row] = &[
    Row {
        name: "facebook_access_token",
        sets: &["standard", "secrets"],
        context: Context::Near(&["facebook", "meta app", "graph api", "instagram"]),
        matcher: Matcher::At(Anchor::Digits, app_token),
        source: "Meta for Developers, \"Access tokens: app access tokens\": the application's number, `|` and its secret; \
                 gitleaks facebook-access-token",
        examples: &[
            "facebook 4108742762~612587|xTn2LwRp7sYc4HbJd6Ga1MfUe8Z",
            "{\"facebook access_token\":\"721602140~448729|AY-lQJZp9BoDLobvAiP25L7RcMg\"}",
            "facebook_token=721602140~448729%7Cn2LwRp7sYc4HbJd6Ga1MfUe8Zk3",
        ],
        counterexamples: &[
            "facebook 41087427626125|xTn2LwRp7sYc4HbJd6Ga1MfUe8Z",
            "facebook 4108742762612587|xTn2LwRp7sYc4HbJd6Ga1",
            "4108742762612587|200|GET|/index.html",
            "facebook 4108742762612587 xTn2LwRp7sYc4HbJd6Ga1MfUe8Z",
        ],
    },
    Row {
        name: "facebook_page_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("EAAM"), Run(AlphaDigits, 100, 1000)],
                &[Text("EAAC"), Run(AlphaDigits, 100, 1000)],
                &[Text("EAAG"), Run(AlphaDigits, 100, 1000)],
                &[Text("EAAB"), Run(AlphaDigits, 100, 1000)],
            ],
            entropy: 2.0,
        },
        source: "Meta for Developers, \"Access tokens\": those of users and pages begin with `EAA`; gitleaks \
                 facebook-page-access-token",
        examples: &[
            "EAA~MZk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Z3B4O",
            "value: \"EAA~CEdEose0cBAn2LwRp7sYc4p7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8\"",
            "token=EAA~Gm0PX4ZCpsBAn2LwRp7sYcK3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6",
        ],
        counterexamples: &[
            "EAA~MZk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8",
            "eaa~c4cf978b6fbd480f1092cab8b233c9b949bcabfc9b598dd79a758f7243c28765ef7639c876fa72940dac687181b35486ea01ff7df3e65ce3848c64822c581",
            "eaa~aC0b75a9329fded2ffa9a02b47e0117831b82",
        ],
    },
    Row {
        name: "facebook_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["facebook"], forms: &[&[Run(Hex, 32, 32)]], entropy: 3.0 },
        source: "gitleaks facebook-secret: secrets of applications and tokens of clients, 32 hexadecimal digits",
        examples: &[
            "face~book_app_secret = \"7dc96432e45d133e93650d1882bd5e61\"",
            "face~book_client_access_token: 16f5fd13099c2f1331aafb86f6489695",
            "{\"face~bookSecret\": \"0c71be5a93f8426d1e7b05d94c8af362\"}",
        ],
        counterexamples: &[
            "face~book_app_secret = \"7dc96432e45d133e93650d1882bd5e6\"",
            "face~book_app_secret = \"00000000000000000000000000000000\"",
            "other_app_secret = \"7dc96432e45d133e93650d1882bd5e61\"",
            "facebook 7dc96432e45d133e93650d1882bd5e61",
        ],
    },
];

/// A number of 15 or 16 digits, `|` or `%`, and 27 to 40 characters of base64url.
fn app_token(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let bar = at + run(&text[at..text.len().min(at + 17)], is_digit);
    if !(15..=16).contains(&(bar - at)) || !input.starts_word(at) {
        return None;
    }
    let secret = bar
        + match text.get(bar)? {
            b'|' | b'%' => 1,
            _ => return None,
        };
    let length =
        run(&text[secret..text.len().min(secret + 41)], |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let range = at..secret + length;
    ((27..=40).contains(&length) && entropy(&text[range.clone()]) >= 3.0).then_some(range)
}
