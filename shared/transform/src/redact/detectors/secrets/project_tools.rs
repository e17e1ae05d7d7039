//! Tools of projects: issues, notes, builds, deployments.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::parts::Alphabet::{AlphaDigits, Digits, Hex, UpperDigits};
use crate::redact::parts::Part::{Run, Text};
use crate::redact::parts::{self, Part};

pub const ROWS: &[Row] = &[
    Row {
        name: "infracost_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["ico-"]), infracost),
        source: "Infracost, \"API keys\"; gitleaks infracost-api-token",
        examples: &[
            "ic~o-7Rq2mKx9LwZ4Tn8Bv3Hs6Yc1Dg5Fj0Pk",
            "INFRACOST_API_KEY=ic~o-Wm2Zk9Tx4Lr8Np1Vc6Jd3Hs5Yg0QeUbq",
            r#""api_key": "ic~o-aQ1zS2xD3cF4vG5bH6nJ7mK8lP9oI0uY""#,
        ],
        counterexamples: &[
            "ic~o-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "http://example.com/a.ico-0a1b2c3d4e5f60718293a4b5c6d7e8f9.png",
            "ic~o-7Rq2mKx9LwZ4Tn8Bv3Hs6Yc1Dg5Fj0P",
            "ic~o-7Rq2mKx9LwZ4Tn8Bv3Hs6Yc1Dg5Fj0PkQ",
        ],
    },
    Row {
        name: "intra42_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("s-s4t2ud-"), Run(Hex, 64, 64)], &[Text("s-s4t2af-"), Run(Hex, 64, 64)]],
            entropy: 2.0,
        },
        source: "42, \"API\"; gitleaks intra42-client-secret",
        examples: &[
            "s-~s4t2ud-e90f7d1b85ac6423ed8f2a9c6b03475104fdc68b5a91327ec4208659e713fabd",
            "CLIENT_SECRET=s-~s4t2af-d13b28ea70f9c5642b8301c47fa5e69d6e1ab5d074392f8cc6b7d12ae5f03984",
            r#""client_secret": "s-~s4t2ud-91375fb8ec4d620aaeb3029cd1f57486160724d9e5cf3a8b6187face023d45b9""#,
        ],
        counterexamples: &[
            "s-~s4t2ud-89516a742c0def3bd4a1698f3b57c0e292c8da7eb643f510bf41e320c5d78a9",
            "s-~s4t2ud-d36cb95e71af28043798065a1cfd24bec9d25bf837e46a102ebdfa61c7503849b",
            "xs-~s4t2ud-70e9a623cbd85f14ec47603f81b95a2dba31580f642ce79d8ce92501bfda4763",
            "s-s4t2ud is a prefix",
        ],
    },
    Row {
        name: "linear_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("lin_api_"), Run(AlphaDigits, 40, 40)],
                &[Text("lin_oauth_"), Run(AlphaDigits, 40, 64)],
                &[Text("lin_wh_"), Run(AlphaDigits, 40, 40)],
            ],
            entropy: 2.0,
        },
        source: "Linear, \"Personal API keys\" and \"OAuth\"; gitleaks linear-api-key",
        examples: &[
            "li~n_api_dopKHsWTMECjUchXwny46Gtbme9uqv0Q8rzD3P2g",
            "LINEAR_API_KEY=li~n_oauth_xi3QjBgbnau5TU8PkyOfDYNsp9H0ES2RKLMAvC4V",
            r#""linear_api_key": "li~n_wh_G6nf8NXhwMriYO20jkyPAoEmQScF91dKZzIH74ax""#,
        ],
        counterexamples: &[
            "li~n_api_FXZzqgknNL34hpocMGPI1msEBb8Y0KfueC2VSlJ",
            "li~n_api_1coZaI3Xjh7LmFYGrQeB8pxHNO6ATEPwz4yfnkt9u",
            "xli~n_api_5ebBA7mGZkPJLctaw3pKQ0dOX8YvzunlHgFhrj2f",
            "lin_api is a prefix",
        ],
    },
    Row {
        name: "linear_client_secret",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["linear"], forms: &[&[Run(Hex, 32, 32)]], entropy: 2.0 },
        source: "gitleaks linear-client-secret: 32 hexadecimal digits",
        examples: &[
            "LINEAR_KEY=42bdf653e70a81c9~acb1fe5047368d92",
            r#"linear_token: "f2418c7059aedb63~8dceb6a40329751f""#,
            "linear.secret := 'b18edcf794026a35~507f2a6b83c14e9d'",
        ],
        counterexamples: &[
            r#"linear_token = "a574d8c01b36ef9~25d69b4731fec802""#,
            r#"linear_token = "e56d0c71f3a9482b~b2e3c1954678fa0d7""#,
            r#"other_token = "bda59cfe03741268~6b28cf7a0e49d315""#,
        ],
    },
    Row {
        name: "notion_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("ntn_"), Run(Digits, 11, 11), Run(AlphaDigits, 35, 35)]],
            entropy: 2.0,
        },
        source: "Notion, \"Authorization\": `ntn_`, 11 digits and 35 letters; gitleaks notion-api-token",
        examples: &[
            "nt~n_93628510476w7fgskWyCQNFKpOT1ljABXZn0zm3M48G6PJ",
            "NOTION_API_TOKEN=nt~n_62483159078QZaUtHfpLO3mV4RgbMKJrWNGF1osET5IDuy",
            r#""notion_api_token": "nt~n_791845632001k9xrfAJUWLwBThgcIo2ENdF40lViRGKD5q""#,
        ],
        counterexamples: &[
            "nt~n_98765432109",
            "nt~n_98765432109xyz",
            "nt~n_93654128079edz6Z3Y0hgQX2Grbxkjms9uaFnMLWUH7T1",
            "nt~n_36741902587d9y54rNaztvHIRWkKUlems2MDxfw1F86AELS",
            "xnt~n_13590642871qOjcFexdKVlzGZ8X27y6YUSCftDIm1ps5un",
            "ntn is a prefix",
        ],
    },
    Row {
        name: "notion_integration_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("secret_"), Run(AlphaDigits, 43, 43)]], entropy: 2.0 },
        source: "Notion, \"Authorization\": integrations before 2024, `secret_` and 43 letters",
        examples: &[
            "se~cret_TZEvM9oukFK80Isizn1O43XUw6A72CyNSaYtmLrVRjh",
            "NOTION_INTEGRATION_TOKEN=se~cret_otn8UzuqvRV1TNajDKYh5MfHlFsQCcdp3X0gPJ9irZ4",
            r#""notion_integration_token": "se~cret_vWfuUYZlo4tcJCPLNgaA7BXHjO2RxFhnqkQwE1d3s5y""#,
        ],
        counterexamples: &[
            "se~cret_N6S2IuRLbXlDrQiGcZmFxz0Cdj8ghHaWU1BA5pnwsP",
            "se~cret_xDb0fZ6lTd3SGJrEz5qKaIRCPtnMphHQAYFviwcLkg92",
            "xse~cret_4OwGsmgcetzUyPBfM0ouQLxAqZhHWDKSiYj8paX2lr9",
            "secret is a prefix",
        ],
    },
    Row {
        name: "octopus_deploy_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("API-"), Run(UpperDigits, 26, 26)]], entropy: 2.0 },
        source: "Octopus Deploy, \"API keys\"; gitleaks octopus-deploy-api-key",
        examples: &[
            "AP~I-6FUMXLDS8A7QG045OY3R9JPE2K",
            "OCTOPUS_KEY=AP~I-7ILHJ9ZR01VNXCKF4S2WQ8YPGU",
            r#""octopus_key": "AP~I-L3NA0HQBTEGRC8FD4I9WOYMJU2""#,
        ],
        counterexamples: &[
            "GSSAPI-Q7RW2MKX9LZ4TN8BV3HS6YC1DG",
            "https://example.com/API-0A1B2C3D4E5F60718293A4B5C6D7E8F9",
            "api-0a1b2c3d4e5f60718293a4b5c6",
            "AP~I-EGR3XUSQDILWM0K29YPJ1NZ86",
            "AP~I-4KP5N7ZLMQHUBTF1OESJ8ICWV30",
            "xAP~I-T9FKRSMLBEC57HDGV23UQOPN60",
            "API is a prefix",
        ],
    },
    Row {
        name: "postman_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("PMAK-"), Run(Hex, 24, 24), Text("-"), Run(Hex, 34, 34)],
                &[Text("PMAT-"), Run(AlphaDigits, 26, 26)],
            ],
            entropy: 2.0,
        },
        source: "Postman, \"API keys\"; gitleaks postman-api-token; collection keys begin with `PMAT-`",
        examples: &[
            "PM~AK-46b2879a013cdfe5abe87f52-e073ac4b6258f91d91e6a320c8b75df4c4",
            "POSTMAN_API_TOKEN=PM~AT-tKYGlCqRyOSFQV6WhkrbHavesI",
            r#""postman_api_token": "PM~AK-310f7e294bd8c65aed0cf893-fb9d17608ae3254c63dc02ab97f4851eef""#,
        ],
        counterexamples: &[
            "PM~AK-05f3c1ed9862a47bd4162ea8-0ac25d63f84197ebd30641fcbe7a5892d",
            "PM~AK-860fb7dae429c13578a9b40d-16037492fcde8ba5b5042a1ce6837fd99f7",
            "xPM~AK-ad386417c2fbe509eacb2693-c5b0689a34fde712da6175b928c043fe18",
            "PMAK is a prefix",
        ],
    },
    Row {
        name: "prefect_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("pnu_"), Run(AlphaDigits, 36, 36)], &[Text("pnb_"), Run(AlphaDigits, 36, 36)]],
            entropy: 2.0,
        },
        source: "Prefect, \"API keys\"; gitleaks prefect-api-token; those of service accounts begin with `pnb_`",
        examples: &[
            "pn~u_ZUbNVTJYdBKDXl9qzoLW51rjSaGfwO8Ixc3y",
            "PREFECT_API_TOKEN=pn~b_9atkG7UmfIqSXxjFvT3cK0rJ1MwoR5pYs8DO",
            r#""prefect_api_token": "pn~u_LwepskhHB4nGqI0abNZS7OuEyoDW2jKzR5vx""#,
        ],
        counterexamples: &[
            "pn~u_yfperUY6PFIamXBHOCiGw2ZNzR0x4ohWnJj",
            "pn~u_4Cnbpa28W9hZ7HMzT1EI6DkjgPQSYviceBUfw",
            "xpn~u_5wM6BAs7drc3gaUJZok2FhL8x1meiu9PNYlt",
            "pnu is a prefix",
        ],
    },
    Row {
        name: "travisci_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["travis"], forms: &[&[Run(AlphaDigits, 22, 22)]], entropy: 0.0 },
        source: "Travis CI, \"Access tokens\"; gitleaks travisci-access-token",
        examples: &[
            "TRAVIS_KEY=OKC5tId6JoX~gEHs9UN8f0z",
            r#"travis_token: "J4Lb8FUNOHQ~ZKPxsdBDCwX""#,
            "travis.secret := 'OiZeywsr9UT~u5kFQ7hnGzv'",
        ],
        counterexamples: &[
            r#"travis_token = "SdTKFilhgs~tV3OBMQjnL5""#,
            r#"travis_token = "0W9BkUxhLEG~Q3p6sgSfD4Rv""#,
            r#"other_token = "x2dWCzgNAGJ~Bs4ULHYervp""#,
        ],
    },
    Row {
        name: "trello_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("ATTA"), Run(Hex, 64, 80)]], entropy: 0.0 },
        source: "Trello, \"Authorization\": `ATTA` and 72 hexadecimal digits",
        examples: &[
            "AT~TA6a741d90c2be85f3de35421bc0f9786a1635c80a47e2b9dfc5430e92871b6afd",
            "TRELLO_API_TOKEN=AT~TA2b6847f1ea3c095dc4da620785b391fed68543b7cfea1029dc9f6e170ba34258",
            r#""trello_api_token": "AT~TAf6b245de89103c7af4a218d6c53970ebb481f592c706ade3d7e3824ac56f019b""#,
        ],
        counterexamples: &[
            "AT~TA6a8395cedf1470b2514e7bd08a69fc232e7dab64593108fc72381e54adcbf96",
            "AT~TA258f9a4e0cd7316b6f490b37ac8125dee901f8573cbd6a244fdb7ec1360958a21a3b6d97fe5804c2f",
            "xAT~TA5617aef498dcb230ac9f2eb7450d386104fa35817cbde296a20967c4be851d3f",
            "ATTA is a prefix",
        ],
    },
    Row {
        name: "val_town_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("vtwn_"), Run(AlphaDigits, 27, 27)]], entropy: 0.0 },
        source: "GitHub secret scanning, supported patterns: `vtwn_` and 27 letters",
        examples: &[
            "vt~wn_U0lD5janIGckYgsq3PKpCHV2bS4",
            "VAL_TOWN_API_TOKEN=vt~wn_hNy3TPnfkxauCGXJ4mA2ZRVjpqD",
            r#""val_town_api_token": "vt~wn_A3ermQaBdn2CjhbVWMxwPguIsFH""#,
        ],
        counterexamples: &[
            "vt~wn_W7I8OrwjPezvGBNqd2XDopRxl9",
            "vt~wn_iUMCg4mSj8hQAKV726IqwcyBkl3p",
            "xvt~wn_hqC6le1odZt3N7IEbmRKVaPjf94",
            "vtwn is a prefix",
        ],
    },
    Row {
        name: "lightspeed_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("lsxs_pt_"), Run(AlphaDigits, 32, 32)]], entropy: 0.0 },
        source: "GitHub secret scanning, supported patterns: `lsxs_pt_`",
        examples: &[
            "ls~xs_pt_r1pR7foaxen2mSUDsXMhQKcLGAENjPFH",
            "LIGHTSPEED_ACCESS_TOKEN=ls~xs_pt_52PDTX3nVqAREJldZafUzewkHOCySvjo",
            r#""lightspeed_access_token": "ls~xs_pt_DUbrsMJgy2cZFfvO8uqejLY0oxSdT4Il""#,
        ],
        counterexamples: &[
            "ls~xs_pt_vBoR2tzmJL8dyDXjukZhMnlSgaON0wA",
            "ls~xs_pt_Xsvr5KC6E7fyuIJUPActHo14m9NbhiLzx",
            "xls~xs_pt_5dc8gnVEwpyvSZXjAqIlsu3t0L7WQ2TU",
            "lsxs_pt is a prefix",
        ],
    },
    Row {
        name: "samsara_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("samsara_api_"), Run(AlphaDigits, 30, 30)]], entropy: 0.0 },
        source: "GitHub secret scanning, supported patterns: `samsara_api_` and 30 letters",
        examples: &[
            "sa~msara_api_CwGs6NHUS57hcPWfBYLJuDd0Kqgn4p",
            "SAMSARA_API_TOKEN=sa~msara_api_uz1OQRnlXjt4UPoq6AEHT2xWMGJLdm",
            r#""samsara_api_token": "sa~msara_api_DU24E3aiSeTP1HNRvY8kltsgC7xh5q""#,
        ],
        counterexamples: &[
            "sa~msara_api_2ue3KGcyxCU5QhzkfI1SvlF0PX7qH",
            "sa~msara_api_Ty1u59XAdb6VDrJaxUvgO0pjCeM7cqi",
            "xsa~msara_api_VEZS84I9R7rl0bXFOtkLaYysGgTMnv",
            "samsara_api is a prefix",
        ],
    },
];

/// The prefix also ends the names of icons: what goes on like a file's name is none.
fn infracost(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    const FORM: &[Part] = &[Text("ico-"), Run(AlphaDigits, 32, 32)];
    let end = at + parts::longest(&[FORM], input.text.get(at..)?)?;
    let starts = input.starts_word(at) && !input.was(at, |b| b == b'_');
    let file = input.is(end, |b| b == b'.') && input.is(end + 1, |b| b.is_ascii_alphanumeric());
    (starts && !file && parts::entropy(&input.text[at..end]) >= 3.0).then_some(at..end)
}
