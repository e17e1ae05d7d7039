//! Payments, banks, shops, books and parcels, by vendor from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64, Extended, Hex, LowerDigits};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "adyen_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("AQE"), Run(LowerDigits, 5, 20), Text("."), Run(Extended, 50, 80)],
                &[Text("AQE"), Run(LowerDigits, 5, 10), Run(Base64, 80, 200)],
            ],
            entropy: 2.0,
        },
        source: "Adyen, \"API credentials\": keys begin with `AQE`",
        examples: &[
            "AQ~E6e5ag.preZLAvpY02Rhp4m=7dVzdqcOCerwTyftcenTYwZne8OF55Y8G",
            "ADYEN_TOKEN=AQ~E040bwRO3mCfVAqD4ttVj9zrQbAxJat3hlN2GtVgt4VJ5pbuO8kTTxhOzXdEgE+2NeafD9oCaWJSjOWNKJ0NGR",
            "the token AQ~Ew5tub.JsN3S2u3AC95uFTPvc8-6HmuVxddOWK8Ze0XhCvmNvDFrdFqdZ was refused",
        ],
        counterexamples: &[
            "xAQ~E6e5ag.preZLAvpY02Rhp4m=7dVzdqcOCerwTyftcenTYwZne8OF55Y8G",
            "AQ~EXXXXX.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "_AQ~E6e5ag.preZLAvpY02Rhp4m=7dVzdqcOCerwTyftcenTYwZne8OF55Y8G",
            "AQEyhm~f",
        ],
    },
    Row {
        name: "chargebee_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["chargebee"],
            forms: &[&[Text("test_"), Run(AlphaDigits, 30, 40)], &[Text("live_"), Run(AlphaDigits, 30, 40)]],
            entropy: 2.5,
        },
        source: "Chargebee, \"API keys\": `test_` or `live_`, then letters and digits",
        examples: &[
            r#"ch~argebee_key = "test_6MpLIUEPUWQrdDG9ylMVy9esSOyEL1""#,
            r#"{"ch~argebeeToken": "live_Pxl1W7bvGfqvyRXdrLyrhYHIRZ5esT"}"#,
            "CH~ARGEBEE_KEY: test_zFyW4OlcJkWuI9gWiMpgbApn6Ul30D",
        ],
        counterexamples: &[
            r#"ch~argebee_key = "test_58fauyTF6vriDyit3CMMD9wRriCjB""#,
            r#"other_name = "test_6MpLIUEPUWQrdDG9ylMVy9esSOyEL1""#,
            "ch~argebee is live_Pxl1W7bvGfqvyRXdrLyrhYHIRZ5esT",
        ],
    },
    Row {
        name: "checkout_secret_key",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("sk_"), Run(LowerDigits, 26, 26)], &[Text("sk_sbox_"), Run(LowerDigits, 26, 26)]],
            entropy: 2.0,
        },
        source: "Checkout.com, \"API keys\": `sk_`, in the sandbox `sk_sbox_`, and 26 characters",
        examples: &[
            "sk~_smgxwrnrmf8ajre6nvk1jzy12k",
            "CHECKOUT_TOKEN=sk~_sbox_meslocerayfekrx01qecwhaxj9",
            "the token sk~_kr5tdcgj0uarfgz7pve6nay0x9 was refused",
        ],
        counterexamples: &[
            "sk~_sbox_o9cz17qz3j73j4zop0wpjovm4",
            "xsk~_smgxwrnrmf8ajre6nvk1jzy12k",
            "sk~_XXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "duffel_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("duffel_test_"), Run(Extended, 43, 43)], &[Text("duffel_live_"), Run(Extended, 43, 43)]],
            entropy: 2.0,
        },
        source: "gitleaks duffel-api-token",
        examples: &[
            "du~ffel_test_wZ9z1dIe5Rj52VixpRkhaJ3FEdDQX09g1HrH09SflmL",
            "DUFFEL_TOKEN=du~ffel_live_EWOwis9Dnt-S=v6hRjRKi20ZbBJGRSDegta3PKRPgwG",
            "the token du~ffel_test_XcPjS4d1j4T0pzWH-=KNttnL5cd_Av1GatpsXyDr_=7 was refused",
        ],
        counterexamples: &[
            "du~ffel_live_R1VdajdzGVjkj174djP70PKNiFz1JaYQRqMnNqjPre",
            "xdu~ffel_test_wZ9z1dIe5Rj52VixpRkhaJ3FEdDQX09g1HrH09SflmL",
            "du~ffel_test_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "easypost_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("EZAK"), Run(AlphaDigits, 54, 54)]], entropy: 2.0 },
        source: "gitleaks easypost-api-token",
        examples: &[
            "EZ~AKqLFmfOuFenWG02GiKT1H0r6hi6RQN8e0EAnHRx5qwLEOXFSs1RGb7e",
            "EASYPOST_TOKEN=EZ~AKmZEvKB8xfGgM0zKEBup3HCMQzv0OVrUW9XkZRhaC2qRdg9odEzATPi",
            "the token EZ~AKYa2FzUq2NZZm1LuVtBAtzcrlXVWGnCCcDEx2jktw2BGyhthliyEYvc was refused",
        ],
        counterexamples: &[
            "EZ~AKyRrAPz6VeHS4QQdQAjuuAEvI9QaEVgsPIFNsKRxyeVB5YDbYMk14Y",
            "xEZ~AKqLFmfOuFenWG02GiKT1H0r6hi6RQN8e0EAnHRx5qwLEOXFSs1RGb7e",
            "EZ~AKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "EZ~AKenXmMdFRCvUBDqM1UxNwf6sIEHCqLuZ2yqwKqWqBfnbcodwXmAskxor",
        ],
    },
    Row {
        name: "easypost_test_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("EZTK"), Run(AlphaDigits, 54, 54)]], entropy: 2.0 },
        source: "gitleaks easypost-test-api-token",
        examples: &[
            "EZ~TKupgRVY7w9M52uQQXFl4fduYHLGubKyacom93ezqeP4cvZGvQeBd23y",
            "EASYPOST_TOKEN=EZ~TKL7Gomb60pLPwofmdz0hBIhpHHzmjsrVtb7UEdzZEwZVS668PqKon3m",
            "the token EZ~TKAeS6FZa3GhTkEJycZj6xLrFT0zkoj5TLRFJTFEvQtsoJrs2hBxwlV3 was refused",
        ],
        counterexamples: &[
            "EZ~TKPWYcyDM8Klvt3bOpf2RdgqBd10OXhWjrO6IMdKWWZXol9VWABGy3Q",
            "xEZ~TKupgRVY7w9M52uQQXFl4fduYHLGubKyacom93ezqeP4cvZGvQeBd23y",
            "EZ~TKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "EZ~TKh58k2DwylM7DuOeZEt4u9PEvJp5E8xqOgiyz5ay0CsC8EDwVLbtEa3m",
        ],
    },
    Row {
        name: "etsy_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["etsy", "etsy token", "etsy api", "etsy key"],
            forms: &[&[Run(AlphaDigits, 24, 24)]],
            entropy: 3.0,
        },
        source: "gitleaks etsy-access-token",
        examples: &[
            r#"et~sy_key = "wmysXI6s2jjalubudntcDfqW""#,
            r#"{"et~syToken": "xV8XiwrLuoqZrafsjd9gvgzY"}"#,
            "ET~SY_KEY: gyCSht2yCN5p8MQzPijbVsV8",
            "et~sy_token=9uKAvuEMcCne2prafvDY3PYK",
        ],
        counterexamples: &[
            r#"et~sy_key = "zwTH6XK4hTLaIpQaslca756""#,
            r#"other_name = "wmysXI6s2jjalubudntcDfqW""#,
            "et~sy is xV8XiwrLuoqZrafsjd9gvgzY",
            r#"et~sy_key = "xXTjQGur99HlkMCl2PM9EsmVh""#,
            r#"SetSys~ctl = "Zk3vQ9xTn2LwRp7sYc4HbJd6""#,
        ],
    },
    Row {
        name: "finicity_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["finicity"], forms: &[&[Run(Hex, 32, 32)]], entropy: 2.5 },
        source: "gitleaks finicity-api-token",
        examples: &[
            r#"fi~nicity_key = "4badd2732d76e423aba813d4cc690603""#,
            r#"{"fi~nicityToken": "1515cfdd9d81ceabe35eacefcc074e93"}"#,
            "FI~NICITY_KEY: 7afb2eee6da45f2e71b951a7a8e44f40",
        ],
        counterexamples: &[
            r#"fi~nicity_key = "b8e728478512c205081f4f62fc6bd8f""#,
            r#"other_name = "4badd2732d76e423aba813d4cc690603""#,
            "fi~nicity is 1515cfdd9d81ceabe35eacefcc074e93",
            r#"fi~nicity_key = "827fdddae5529241d8d409668185ed9df""#,
        ],
    },
    Row {
        name: "finicity_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["finicity"], forms: &[&[Run(AlphaDigits, 20, 20)]], entropy: 2.5 },
        source: "gitleaks finicity-client-secret",
        examples: &[
            r#"fi~nicity_key = "sI5DfGmuzDMziw2V1SQO""#,
            r#"{"fi~nicityToken": "cIDOQg8t6RchyjyFEzvA"}"#,
            "FI~NICITY_KEY: BXTdOxfTFqklO6gbLx2Y",
        ],
        counterexamples: &[
            r#"fi~nicity_key = "svfhL08AJIBfCZ4EYVu""#,
            r#"other_name = "sI5DfGmuzDMziw2V1SQO""#,
            "fi~nicity is cIDOQg8t6RchyjyFEzvA",
            r#"fi~nicity_key = "6fnX5w3aEi7s1lyZRFPto""#,
        ],
    },
    Row {
        name: "finnhub_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["finnhub"],
            forms: &[&[Run(AlphaDigits, 20, 20)], &[Run(AlphaDigits, 40, 40)]],
            entropy: 2.5,
        },
        source: "gitleaks finnhub-access-token takes 20 letters and digits; today's keys have 40",
        examples: &[
            r#"fi~nnhub_key = "eXxN5s3nIwmDbimBNj6W""#,
            r#"{"fi~nnhubToken": "OYm6CnL8HHRQO2jPkwRfZeYlfNEUw2rYFmG0wXkk"}"#,
            "FI~NNHUB_KEY: f6zNgtfgvotXlYxfE3uf",
        ],
        counterexamples: &[
            r#"fi~nnhub_key = "Pf6LxGN7Q9cXfMm7Hsg""#,
            r#"other_name = "eXxN5s3nIwmDbimBNj6W""#,
            "fi~nnhub is OYm6CnL8HHRQO2jPkwRfZeYlfNEUw2rYFmG0wXkk",
        ],
    },
    Row {
        name: "flutterwave_encryption_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("FLWSECK_TEST-"), Run(AlphaDigits, 12, 12)]], entropy: 2.0 },
        source: "gitleaks flutterwave-encryption-key",
        examples: &[
            "FL~WSECK_TEST-Y1CgJ9m2sQdb",
            "FLUTTERWAVE_TOKEN=FL~WSECK_TEST-KYwzGRXNTzke",
            "the token FL~WSECK_TEST-pZoWQNqvLDE4 was refused",
        ],
        counterexamples: &[
            "FL~WSECK_TEST-QQD79djlo66",
            "xFL~WSECK_TEST-Y1CgJ9m2sQdb",
            "FL~WSECK_TEST-XXXXXXXXXXXX",
            "FL~WSECK_TEST-Uc7VkOnozxrRv",
        ],
    },
    Row {
        name: "flutterwave_public_key",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("FLWPUBK_TEST-"), Run(AlphaDigits, 32, 32), Text("-X")],
                &[Text("FLWPUBK-"), Run(AlphaDigits, 32, 32), Text("-X")],
            ],
            entropy: 2.0,
        },
        source: "gitleaks flutterwave-public-key",
        examples: &[
            "FL~WPUBK_TEST-9wOmoc2phRa7f4moinJxYuGSbxe2xOb7-X",
            "FLUTTERWAVE_TOKEN=FL~WPUBK-kNxS07kHBXol4ltfuNt9yAbsxiy4Y05O-X",
            "the token FL~WPUBK_TEST-k0kS77aBMFlnFWrzVne2APqLn9ofnQQM-X was refused",
        ],
        counterexamples: &[
            "FL~WPUBK-3uMXgWncb8mPhtlYXL0q3E1Yzzowuue-X",
            "xFL~WPUBK_TEST-9wOmoc2phRa7f4moinJxYuGSbxe2xOb7-X",
            "FL~WPUBK_TEST-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX-X",
        ],
    },
    Row {
        name: "flutterwave_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("FLWSECK_TEST-"), Run(AlphaDigits, 32, 32), Text("-X")],
                &[Text("FLWSECK-"), Run(AlphaDigits, 32, 32), Text("-X")],
            ],
            entropy: 2.0,
        },
        source: "gitleaks flutterwave-secret-key",
        examples: &[
            "FL~WSECK_TEST-AN3HSyksGeVe2BIpyzGUCSFpgC4tFv4V-X",
            "FLUTTERWAVE_TOKEN=FL~WSECK-OoXq20YTyG0GZJbuDa4MsodVEbGbsVMU-X",
            "the token FL~WSECK_TEST-y6N5WEmnBVtsZpYwENQ8KQOdOGUKfcZ3-X was refused",
        ],
        counterexamples: &[
            "FL~WSECK-X3OzOSwZcbNOOlcTeg4Z5mYrugpCim2-X",
            "xFL~WSECK_TEST-AN3HSyksGeVe2BIpyzGUCSFpgC4tFv4V-X",
            "FL~WSECK_TEST-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX-X",
        ],
    },
    Row {
        name: "freshbooks_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["freshbooks"], forms: &[&[Run(AlphaDigits, 64, 64)]], entropy: 2.5 },
        source: "gitleaks freshbooks-access-token",
        examples: &[
            r#"fr~eshbooks_key = "RxrBzILyvhvrS7uAvFiJutfBXIAzq2y6FTirrH6XNWJzNG0fpqxvt9ufbvKwrY0U""#,
            r#"{"fr~eshbooksToken": "z674Kb5t2QSkGlAGHjlVAY0aC8OipNVdxNouG0MKcU0Dsxz4ja4MftaFQpi2gLUi"}"#,
            "FR~ESHBOOKS_KEY: whVcyZFeC4pwSu7qjIIaToBAVqREPZmryBLDl1Ks8JhOiHqj4HzIQw59uV8WFW3X",
        ],
        counterexamples: &[
            r#"fr~eshbooks_key = "upZ5sVSZN263xWk69BLQO29XhtK1dK0M68iufUST5AF52cfhsfj1tgdcNIrqvRf""#,
            r#"other_name = "RxrBzILyvhvrS7uAvFiJutfBXIAzq2y6FTirrH6XNWJzNG0fpqxvt9ufbvKwrY0U""#,
            "fr~eshbooks is z674Kb5t2QSkGlAGHjlVAY0aC8OipNVdxNouG0MKcU0Dsxz4ja4MftaFQpi2gLUi",
            r#"fr~eshbooks_key = "6nr6uUaoRwzrqyc8KCwmTX0fYymbF7p75gPHQ85saywEg5dhh3dtfJzCXdfM5Bgkn""#,
        ],
    },
    Row {
        name: "gocardless_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["gocardless"],
            forms: &[&[Text("live_"), Run(Extended, 40, 40)], &[Text("sandbox_"), Run(Extended, 40, 40)]],
            entropy: 2.5,
        },
        source: "gitleaks gocardless-api-token",
        examples: &[
            r#"go~cardless_key = "live_bogp3NvdqX2e8jtCiwyVHIisEw01T=Iqu7DklhZt""#,
            r#"{"go~cardlessToken": "sandbox_DM7aXJkWTXq-VwTp=Z7UzGIora-NR-ZCWpbqFLY7"}"#,
            "GO~CARDLESS_KEY: live_iV7fLDbxgeG833C-VAa0iOJKr4Zlj91kA5ePD-xZ",
        ],
        counterexamples: &[
            r#"go~cardless_key = "live_OlCCcZQSVAPyMUY_ua6H_bmifEfM-quohjZyuZO""#,
            r#"other_name = "live_bogp3NvdqX2e8jtCiwyVHIisEw01T=Iqu7DklhZt""#,
            "go~cardless is sandbox_DM7aXJkWTXq-VwTp=Z7UzGIora-NR-ZCWpbqFLY7",
        ],
    },
];
