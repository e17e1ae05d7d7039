//! Clouds that machines and storage are rented from.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Url, Extended, Hex};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "linode_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["linode"], forms: &[&[Run(Hex, 64, 64)]], entropy: 3.0 },
        source: "Linode, \"Personal access tokens\": 64 hexadecimal digits",
        examples: &[
            "LINODE_KEY=f23750d9a48ebc168d2fe1a40573bc69~a79502e4f638cdb10891e527abd6cf34",
            r#"linode_token: "5dc10f48eba6739249603eda857b21cf~b40e3d6512a8fc797c340a8b29d61f5e""#,
            "linode.secret := '7b306e28149da5cf4a7395d8e0fcb612~a69bf45c280de7312c67d53b1fea8490'",
        ],
        counterexamples: &[
            r#"linode_token = "2e60f51d49acb873bec7594823da61f~008da3976eb1fc2548356e1b20cd74fa""#,
            r#"linode_token = "3fd75104cb26a8e986d17f3592e4abc0~56be4af3c081297d04ce718a9fd523b67""#,
            r#"other_token = "681fa3d57ec420b912de3f8c0769a54b~c06b3f2517489aed70f92b4e8d65a1c3""#,
        ],
    },
    Row {
        name: "scalingo_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("tk-us-"), Run(Base64Url, 48, 48)]], entropy: 2.0 },
        source: "Scalingo, \"API tokens\"; gitleaks scalingo-api-token",
        examples: &[
            "tk~-us-FdolQXk9V7fbqCBpKO5Y2H0LtWm4ERePaMijy1wTSxUvJIr8",
            "SCALINGO_TOKEN=tk~-us-caBP4Vj1Wvw7zkrXCdJZ9DSRUQlbhgYmEG2NLoKOyu83tTiq",
            r#""scalingo_token": "tk~-us-HrcoaZtM0Szeq3ACi6l8G1xDpv9QUIEJdsPgkhWum52wK7VN""#,
        ],
        counterexamples: &[
            "tk~-us-uQF3ZeLUtR7DwX9IHmvcJoTf5p0CNlydhxqOzY1rkPEG6VK",
            "tk~-us-Y6npLNi2CQKhP7mEUxF1Gocv94l3kjTdZz0SItHWRMwrOg5ea",
            "xtk~-us-LP1o7MfQ3jqibyZTk8HJrgBdNcOtU24wzVuW90XslpSYh6Kx",
            "tk-us is a prefix",
        ],
    },
    Row {
        name: "tencent_cloud_secret_id",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AKID"), Run(AlphaDigits, 32, 32)]], entropy: 2.0 },
        source: "Tencent Cloud, \"Access keys\": `AKID` and 32 letters",
        examples: &[
            "AK~IDaqOtTPodswZH397ni1mWFRyXk2pDlG5b",
            "TENCENT_CLOUD_SECRET_ID=AK~IDoC42rIAqmZhe0ObQfFxDByKkV1WESGiP",
            r#""tencent_cloud_secret_id": "AK~IDDeUtqS1X29vzopTHV0auPNh5JxF8ZGRn""#,
        ],
        counterexamples: &[
            "AK~ID8yx9raZo1kDGEcvU57A6JifqmeVRKFt",
            "AK~IDb9jBrKS8h2MCo3mOHpGRuQiVnJkEg54Wq",
            "xAK~IDEgHG3ape59NTfjWkuKZn0vd6rchXAbUz",
            "AKID is a prefix",
        ],
    },
    Row {
        name: "volcengine_access_key_id",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AKLT"), Run(Base64Url, 43, 64)]], entropy: 2.0 },
        source: "GitHub secret scanning, supported patterns: `AKLT` and 43 letters or more",
        examples: &[
            "AK~LTxQZdfLJb0psU7Nl3K4hSoVuzv86XWcAOtqIHCRa29YD",
            "VOLCENGINE_ACCESS_KEY_ID=AK~LTh2nMCoupDGvyT0Kwr8PWsF7EXS3A6ajOzqVbQfcL5Yx",
            r#""volcengine_access_key_id": "AK~LTVJR83d2M0smyN1XAUDxcHf47pCWKegLv6lhqtBwurjS""#,
        ],
        counterexamples: &[
            "AK~LTkbMK3IyjOFWpn2VuD4zqSL7sPdewiU6otx1am8AlCR",
            "AK~LTvSbJXCV1yDoKtQiM4TZqrUN3GARLucamjwkzl6WPg0xs2879phdFEYeO5BnHfIJVQ",
            "xAK~LTKsalAzygFvn7DJj10RGwCqXr9L4HBZ2bidYOSmEUVoT",
            "AKLT is a prefix",
        ],
    },
    Row {
        name: "yandex_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("t1."), Run(Extended, 1, 4000), Text("."), Run(Extended, 86, 88)]],
            entropy: 0.0,
        },
        source: "Yandex Cloud, \"IAM tokens\"; gitleaks yandex-access-token",
        examples: &[
            "t1~.tbHGpAJo.DSPZJ1bVgpWTjfs9tyRuxI5XBmEnwcOGdkho4MaeiCF7rYz0HA6lK82Q3LvqNUx1HkPKiec86wVYLQj0FtnpNT",
            "YANDEX_TOKEN=t1~.Zat9bc3M.Icv4H6unPEDRStiVb3d7mf5FCMYNAz1lLyKQaGOghwj8ps2rBxTk0UqXWe9ZoJYNm89jBVr0PdqpIRlSkt4Wew",
            r#""yandex_token": "t1~.dlTqmUtZ.zubKJd1St8sXyV0Pv95MLgiZ6hUFjOxmcQA3NDaYBoqwTWICk2pG4RHelfnrE7yG3qaUs0xbiLNWhMenS4Krvo""#,
        ],
        counterexamples: &[
            "t1~.BQV6Fvcj.CewtMp9uz3H0vi2hArGPgRDkq1j5flxByTKdONZaFYI6oVXEUc4SQW7bmLsJn8ctahPzCHDymb4RZjn1Uqu7Y",
            "t1~.oDR9hOy7.xG7Jp6j5IakdA2CR8UlwDc9fy4KhHoENnYgiZF1MBsb0OVqTPtQzLXSWurv3mena1O8NDj4IFPXbh5MWmvgqeK6w0",
            "xt1~.tVRyg5uC.7uZHgxe8cQl2hOFKVPCXAq9TmSMzjND3tB0WosYEGfRLidJbIkw4vr5y1na6pUptG8zPvr2QYuXJOaAT7eZKod",
            "t1 is a prefix",
        ],
    },
    Row {
        name: "yandex_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AQVN"), Run(Base64Url, 35, 38)]], entropy: 0.0 },
        source: "Yandex Cloud, \"API keys\"; gitleaks yandex-api-key",
        examples: &[
            "AQ~VN4kWy1eEmRLCSN5UgrKM8vhnOcz69GH2bj3B",
            "YANDEX_API_KEY=AQ~VNDpqbZtIRXHJgBi8EOTuecmfy743v6MGj2Uh",
            r#""yandex_api_key": "AQ~VNCMHnN52o9Ou80fwYD3ZW4dvbLIJPQAxGcUE""#,
        ],
        counterexamples: &[
            "AQ~VNwIc8BisWg6OrtklJyph4AMo1RuCTQj2X7Z",
            "AQ~VNgE2xmWfOzbed4jy3wJMS05l8u7iqVNsRQYpkDCt",
            "xAQ~VNWKb5oxXGzqJ9NehIwTsEr7gViH6DBFmOtp2",
            "AQVN is a prefix",
        ],
    },
    Row {
        name: "yandex_aws_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["yandex"],
            forms: &[&[Text("YC"), Run(Base64Url, 38, 38)]],
            entropy: 0.0,
        },
        source: "Yandex Cloud, \"Static access keys\"; gitleaks yandex-aws-access-token",
        examples: &[
            "YANDEX_KEY=YC~xXMczHNIVaS09RQTsAbYh31Dkn5Z2dlJmOjgy4",
            r#"yandex_token: "YC~KWIEZdX5cGb3CoNxlOpYz1etJ87uqPmHAg2T9a""#,
            "yandex.secret := 'YC~aAyqHrCoOpdEUPszB52tWj30TDILGQxnb9w8Ff'",
        ],
        counterexamples: &[
            r#"yandex_token = "YC~s58kdeW0OwEmIZNSYRJMng4QjCT27lb13arBp""#,
            r#"yandex_token = "YC~3MeCTLIDc8FxntQO2whsK7HBNmzrjaf4J9YGpoV""#,
            r#"other_token = "YC~oZvNLx8ORkKDYMz52uias19mXGCWhjwpnI0E6J""#,
        ],
    },
    Row {
        name: "yandex_oauth_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("y0_"), Run(Base64Url, 55, 64)], &[Text("y0__"), Run(Base64Url, 50, 64)]],
            entropy: 0.0,
        },
        source: "Yandex ID, \"OAuth tokens\": `y0_` and 55 letters or more",
        examples: &[
            "y0~_qoIuQmhBVFjiZYEzcr463awSf8txLPX0K1lC2HWvNGnkDUgep5T7bRO",
            "YANDEX_TOKEN=y0~__yH5c12kilNsogujQAPwS3GKCzYTbpIvXVUqZdOE0DtRh4neLJM",
            r#""yandex_token": "y0~__rZsHGabg8IEN7iFLYofvkTVWdJpXMCne4tc2Am1SwhB03RujqP""#,
        ],
        counterexamples: &[
            "y0~_QcSCj4YA5VoWhRPHi61EmnXxDOLTFfez3gtaq92d0s7uMlyrBNvZkU",
            "y0~_RaUYTlXCDcwgQnjzyL4qEbxv0BfouM6m27khFKdGt951Ne8irHSVJOpWAPsZI3Umv",
            "xy0~_FwSra1kuKd4iHxczhfPAV7pDe20ZGlbJ5tRmB6j9MsqINQY8OLXvo3C",
            "y0 is a prefix",
        ],
    },
];
