//! Vendors of chat, telephony and support desks.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Padded, Base64Url, Digits, Extended, Hex, LowerDigits};
use crate::redact::parts::Part::{Run, Text};
use crate::redact::parts::{self, Part};
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "microsoft_teams_webhook",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[
                    Text("webhook.office.com/webhookb2/"),
                    Run(Base64Url, 36, 36),
                    Text("@"),
                    Run(Base64Url, 36, 36),
                    Text("/IncomingWebhook/"),
                    Run(LowerDigits, 32, 32),
                    Text("/"),
                    Run(Base64Url, 36, 36),
                ],
                &[
                    Text("webhook.office.com/webhookb2/"),
                    Run(Base64Url, 36, 36),
                    Text("@"),
                    Run(Base64Url, 36, 36),
                    Text("/IncomingWebhook/"),
                    Run(LowerDigits, 32, 32),
                    Text("/"),
                    Run(Base64Url, 36, 36),
                    Text("/"),
                    Run(Base64Url, 20, 80),
                ],
            ],
            entropy: 0.0,
        },
        source: "Microsoft Teams, \"Incoming webhooks\"; gitleaks microsoft-teams-webhook",
        examples: &[
            "we~bhook.office.com/webhookb2/djHUqi0sRnOZzJTwKm3pbDxSF5MfcgQuNCte@BmGEsquPfFK5zohUS4ijZAQ3pR0kCa8rHdWn/IncomingWebhook/jp68xwrcku3fiy9oglqme1h0vb25t7an/Yhl9y78qJVfjt5I6XnRMaUFTLzrcOk2Z10ip",
            "WEBHOOK=we~bhook.office.com/webhookb2/3VaXQM5UAiYsLcOPG6fSwkT8qzZImxCKrH4n@RXYJNACzkU7ifpejD1G84BwbEuTFWHvSLr5M/IncomingWebhook/1uslv5dcry6og8fm723peazh0kq9tbn4/XKF1MxJmeIVwrEbA39RvqoSG5htal0kyfdB6/LVXbhdPwAzuR1kDMEx5G",
            r#""webhook": "we~bhook.office.com/webhookb2/utBrpvh2M98fmHkjWzsCxNaX47TS3neolGQL@9VN87kt5irehCJAIdRwjHWmUgKO0nfFSPocZ/IncomingWebhook/zfhq5c1bmw7pk0sv2dx84ealyujg369r/gMUh83cZNauneYFSW071w6qm9QpRzvAo2lJL/2KqXOFAWG4yNkUlLYDVo""#,
        ],
        counterexamples: &[
            "https://mycompany.webhook.office.com/webhookb2/",
            "https://mycompany.webhook.office.com/webhookb2/1/IncomingWebhook/2/3",
            "we~bhook.office.com/webhookb2/YKOJkS94zIDjG0fshgelicMr8FxQdAvENRyX@7Vhi83GdCfgmqWUTeOwrv6ycsRuFJkYIKlMA/IncomingWebhook/s7p50lq1cgefj4u6hznw23romb9vadyk/qXkHzSuDfwGpZFihTmKbaYtRC49r3v175L6",
            "we~bhook.office.com/webhookb2/3gbxojr2wsl5QUtWv0TnkuIydNSJEA86e7Hp@XwVNxy7r4dtlBLicsRQMfE91kODU583uzaA0/IncomingWebhook/wvjiqs2yr7ckh6omxbpe3lt14d059una/VmtePDj87WNB0Lvclsx6Xw9UanbK4YMEGiyIk",
            "xwe~bhook.office.com/webhookb2/ThUZuCwA1rnD2p4BgYt7V0veaQSMy3R8fGO6@bfFZEXelx3oO01JPqWUYQphgkTradcBMt9DS/IncomingWebhook/u0j7v1n8wmzh4k5btc29airxgqospdly/Tf48Gw3tpFjKLWHiQaxm9goIDeRs7VAUnBX6",
            "webhook.office.com/webhookb2/ is a prefix",
        ],
    },
    Row {
        name: "telegram_bot_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::Token {
                forms: &[&[Text("bot"), Run(Digits, 5, 16), Text(":A"), Run(Base64Url, 34, 34)]],
                entropy: 0.0,
            },
            Matcher::Assigned {
                words: &["telegr", "bot token", "tg token"],
                forms: &[&[Run(Digits, 5, 16), Text(":A"), Run(Base64Url, 34, 34)]],
                entropy: 0.0,
            },
        ]),
        source: "Telegram Bot API, \"Authorizing your bot\"; gitleaks telegram-bot-api-token: 5 to 16 digits, a colon, \
             and 35 letters that begin with A",
        examples: &[
            r#"const b = new Telegraf("12345~678:AFbq7Wm2Zk9Tx4Lr8Np1Vc6Jd3Hs5Yg0QeU")"#,
            "https://api.telegram.org/bot7123~4567:AAbq7Wm2Zk9Tx4Lr8Np1Vc6Jd3Hs5Yg0QeU/getMe",
            "bo~t60578:AmBxSn921TVyZMdgLjYQqrNhGoIHb3t6UeC",
            "TELEGRAM_BOT_API_TOKEN=bo~t72418:AxOyXgBjRhJ8EwLUPSpmoc63tZ0n1lqAd79",
            r#""telegram_bot_api_token": "bo~t75417:ArHxJ8X9hgcKf7BGFtPqRwnyljNedSkCbEV""#,
            "TELEGR_KEY=17304:Ae3MpdtVOB0CAX~K7T8umEnNSD6zJo2y19wG",
            r#"bot_token_token: "50297:Au0pRkaYfHZ231~te6MTgICx4EdvnJrqUz8j""#,
            "tg_token.secret := '14906:AU1Tgx3FDK5QN4~8BaGyX0pYmAuhVsOPilWS'",
        ],
        counterexamples: &[
            r#"telegram_token = "prefix12345:AgreementOfThePartiesContentTypeOnlyX""#,
            "bo~t97315:AO06FtyGlzQ3sNACpe98qvk41JDTEYbHo7",
            "bo~t16392:AiDq7B1dcYzvSORIC9nePEQT4ZmbVyg2x0Fa",
            "xbo~t61937:ANFInkpmz7d6OPrRJvAClKQV5tTw4XGb2WD",
            "bot is a prefix",
            r#"telegr_token = "52370:AvIPhM7QqOyfZ0~1mcr9YTLCVJzw5g6knSW""#,
            r#"telegr_token = "23154:A2t74HepxKQ396k~5cCnIroz1lwbPF8L0dYsN""#,
        ],
    },
    Row {
        name: "twilio_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("SK"), Run(Hex, 32, 32)]], entropy: 3.0 },
        source: "Twilio, \"API keys\": `SK` and 32 hexadecimal digits; gitleaks twilio-api-key",
        examples: &[
            "SK~14fc6a8dbe309275532af861bc0d479e",
            "TWILIO_API_KEY=SK~7869b31ea0cd4f526d092457e8acb13f",
            r#""twilio_api_key": "SK~872b1f045cead639c04f8b79ed2a3165""#,
        ],
        counterexamples: &[
            "S~K00000000000000000000000000000000",
            "SK~46952f87ecd03ab1b4c52ef701a6839",
            "SK~2384bae60d1f975cbe321fda76409c58e",
            "xSK~e620c839df1b75a4af392cd0e546718b",
            "SK is a prefix",
        ],
    },
    Row {
        name: "twilio_account_sid",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AC"), Run(Hex, 32, 32)]], entropy: 3.0 },
        source: "Twilio, \"Account SID\": `AC` and 32 hexadecimal digits",
        examples: &[
            "AC~bc917f80a54d263e64cf7de52a1983b0",
            "ACCOUNT_SID=AC~c02d673af1be5894204b8e9a61375fcd",
            r#""account_sid": "AC~fa48d160ec5273b9c2ad6f18e94073b5""#,
        ],
        counterexamples: &[
            "A~C00000000000000000000000000000000",
            "AC~3e086dacf1b427959865ce03bafd417",
            "AC~bfa41e8079c6523dd317e92b0c568f4a6",
            "xAC~70e436d95821acbf653e4d8c7a1f2b09",
            "AC is a prefix",
        ],
    },
    Row {
        name: "telnyx_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("KEY0"), Run(Hex, 31, 31), Text("_"), Run(AlphaDigits, 22, 22)]],
            entropy: 0.0,
        },
        source: "Telnyx, \"API keys\": `KEY0`, 31 hexadecimal capitals, and 22 letters",
        examples: &[
            "KE~Y00fe14789d3bca65287a5cb39d41062e_Qjyhc3M58bXfHO7VY01FBa",
            "TELNYX_API_KEY=KE~Y080a4be629d1f3c5704c69a3be781df2_nhxC9cpjUMGavgmINRr5tw",
            r#""telnyx_api_key": "KE~Y00f317e8ad2964c5bf803db97261cae5_hjLlgX4wvdzZ1Uxs5qErGY""#,
        ],
        counterexamples: &[
            "KE~Y0832a0ebd5461f9c7057e3bd921468cf_ufNyJXMGKQe70RFEZ3dVj",
            "KE~Y0c4e018d53a9f267beb270364d15a8cf_BYSI19g82qnDodkVjsxUEWi",
            "xKE~Y07dc4f056b398a2e193d14bfca672e80_OrVYvoITW0FLuw9dpC1PRG",
            "KEY0 is a prefix",
        ],
    },
    Row {
        name: "messagebird_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["message bird"], forms: &[&[Run(AlphaDigits, 25, 25)]], entropy: 0.0 },
        source: "gitleaks messagebird-api-token",
        examples: &[
            "MESSAGE_BIRD_KEY=XZ9Meqs1KWUR~NFDVurt0hPESH",
            r#"message_bird_token: "r6PsU1IhNByJ~dzOiXGeklTLFx""#,
            "message_bird.secret := 'ix2Fm9zHwubI~UdlAyBtjf8srE'",
        ],
        counterexamples: &[
            r#"message_bird_token = "YyfoVxTjsRXO~kJWDImbL2auA""#,
            r#"message_bird_token = "Q9CiBmuZ64joJ~DVe7MPHvnkLYd""#,
            r#"other_token = "ReCsiblcHVtd~gm6LXv7P19J0w""#,
        ],
    },
    Row {
        name: "messagebird_client_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["message bird"],
            forms: &[&[
                Run(Hex, 8, 8),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 12, 12),
            ]],
            entropy: 0.0,
        },
        source: "gitleaks messagebird-client-id: a UUID",
        examples: &[
            "MESSAGE_BIRD_KEY=0d374ea1-6ced-42ef~-813c-c8e5d79463a1",
            r#"message_bird_token: "f29cd647-367e-bfe1~-f71c-753b201dfc69""#,
            "message_bird.secret := 'befc9284-8f5e-762d~-350c-2ad7bc06f843'",
        ],
        counterexamples: &[
            r#"message_bird_token = "6c90741a-56ba-6f5~3-6d2a-c6f1239b84d""#,
            r#"message_bird_token = "35d7184e-c6de-5769~-49f1-d6cf19a07eb83""#,
            r#"other_token = "ce7418fa-3a41-73c0~-fd36-f572b8e6391d""#,
        ],
    },
    Row {
        name: "sendbird_access_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["sendbird"],
            forms: &[&[
                Run(Hex, 8, 8),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 4, 4),
                Text("-"),
                Run(Hex, 12, 12),
            ]],
            entropy: 0.0,
        },
        source: "gitleaks sendbird-access-id: a UUID",
        examples: &[
            "SENDBIRD_KEY=392a68d5-381a-ae19~-f41a-d8593f0c2ea4",
            r#"sendbird_token: "d37b5904-1f25-0b4f~-c89f-26f79a1d354c""#,
            "sendbird.secret := '25178bfd-b92f-1926~-5b7d-dc1f6582934e'",
        ],
        counterexamples: &[
            r#"sendbird_token = "405f9812-76a8-2b7~8-b623-0a2415dcf8b""#,
            r#"sendbird_token = "5d3cbe72-80ec-e2d6~-ae71-2e6057b8ca1f4""#,
            r#"other_token = "ad96c17e-b1ac-f28d~-493c-4071d596c8ea""#,
        ],
    },
    Row {
        name: "sendbird_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["sendbird"], forms: &[&[Run(Hex, 40, 40)]], entropy: 0.0 },
        source: "gitleaks sendbird-access-token",
        examples: &[
            "SENDBIRD_KEY=2d50c8e4f9b36a17f10a~d4b7853e62c9ed6a9b7c",
            r#"sendbird_token: "512de9fa3c48b760b12f~458d09673ecaa6d0b97e""#,
            "sendbird.secret := '375f162e0b9dc4a8f1cb~43a9d20567e85ef9780b'",
        ],
        counterexamples: &[
            r#"sendbird_token = "75d81be4920a3fc609c~132da7e458b6f5d7f46b""#,
            r#"sendbird_token = "5dac674e31f90b82e891~fcb74d6052a32ac91b8f5""#,
            r#"other_token = "3b2078de5cf4a9165f63~1eacb4d92708986bc512""#,
        ],
    },
    Row {
        name: "intercom_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["intercom"], forms: &[&[Run(Extended, 60, 60)]], entropy: 0.0 },
        source: "gitleaks intercom-api-key",
        examples: &[
            "INTERCOM_KEY=k5Sp4rHghPYTEOaVy2K0Jmfq8n7LlC~WdIMxvjiDsA6zXReBwut3ZFGQo19cN",
            r#"intercom_token: "jhgNfwl9AZUqFbn4VHQSrBGa3JICxi~7cmptK1zPYREW5e2kXdosvLuT0y6MO""#,
            "intercom.secret := 'SEVGTtdK1pbzXfiOrPjvFLJAeWB5NZ~lH962wDRQ70I4UxMsaohy3ckmgqunC'",
        ],
        counterexamples: &[
            r#"intercom_token = "KyhbcHA79eSlUIExozDtRdP3NZVYQ~juCn8T40OmWXg6JrLfqFvp2kGMa5Bi""#,
            r#"intercom_token = "rJDxMe36RVdp5Py0L8T9CwSY7mhsXo~uNEFkaOqznv1U2ijHlfZKBGbQWctgI4""#,
            r#"other_token = "Z5hBanE8kCxOgYRL92PWNQyIoXDq0v~7lm1Vj3cfTsAbdzG6SJFHetM4urpwK""#,
        ],
    },
    Row {
        name: "mattermost_access_token",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["mattermost"], forms: &[&[Run(AlphaDigits, 26, 26)]], entropy: 0.0 },
        source: "gitleaks mattermost-access-token: 26 letters and digits, as all of its ids",
        examples: &[
            "MATTERMOST_KEY=98aiPoGIBm124~VKHkehljRMUAq",
            r#"mattermost_token: "YLQ0tBupJRihK~1nMrTg6AFHsa9""#,
            "mattermost.secret := 'xusWA7ey6bfLI~XzSvr1KY2GT4N'",
        ],
        counterexamples: &[
            r#"mattermost_token = "6wr3tMaHZJVW~A8GR97hkvgB4u""#,
            r#"mattermost_token = "mfhj729p1EiuM~ZQkK0wRnq8Os3l""#,
            r#"other_token = "rciC8lgQVN1KX~qnLI4dAm7E6yh""#,
        ],
    },
    Row {
        name: "zendesk_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["zendesk"], forms: &[&[Run(AlphaDigits, 40, 40)]], entropy: 0.0 },
        source: "gitleaks zendesk-secret-key",
        examples: &[
            "ZENDESK_KEY=FkC7G12RdDJUY4iynESl~MvzashH8ujKeTco6Qr9t",
            r#"zendesk_token: "QSGTpKCF2dL5JNgtbwOH~D47B0rU9EVcioA3svxe6""#,
            "zendesk.secret := 'mnqrtUJQK6VipBjYFyHa~cglD3RG94We1wZ2SCvP7'",
        ],
        counterexamples: &[
            r#"zendesk_token = "2zwsM1J4SnRQT98BcGd~AFXqypDrbmKjLE6agNP5""#,
            r#"zendesk_token = "ZodLMKRVxeTBwGSXY9Uq~3DEWOstmIjbJ40F7u6nNa""#,
            r#"other_token = "3k6bV0Wu2eiAoRXrtmGz~JYSxBC1nKjw5hasfTUdp""#,
        ],
    },
    Row {
        name: "onesignal_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("os_v2_app_"), Run(LowerDigits, 80, 120)],
                &[Text("os_v2_org_"), Run(LowerDigits, 80, 120)],
            ],
            entropy: 0.0,
        },
        source: "OneSignal, \"Keys and IDs\": `os_v2_app_` or `os_v2_org_` and base32",
        examples: &[
            "os~_v2_app_n8jqrf7xeiubtldm0kz465gyvwa29p13shocmfg0abrocxpnhklsz4d953yte82u6qiwj1v7eqbys08t",
            "ONESIGNAL_API_KEY=os~_v2_org_d1i3jpugc5krzfw6v72noqbeat0s9ml48hxyht2n3arowdqmpcszvif095ujx64ke71lgyb8lq1vuhdx",
            r#""onesignal_api_key": "os~_v2_org_gfbp5ot9rue3w6j0v8qn2iazd7cymxkl1s4hlb3h4k61xuo5esyg78wtpzmdc0v2ainqrfj915wbsh2m""#,
        ],
        counterexamples: &[
            "os~_v2_app_53hzbinedpc6wf7lu2qjm9y80vgksr14otxadn2rsl7fbj9wxyimvhepc60u45g8ta1qz3okzhc6mg4",
            "os~_v2_app_i1j2onayxm8g95bpqftrl0d4vw3esk7huzc6eby10ocslw9mzguk4drtahvq653n2xfpij78uln3q6zikhpxegf5myv70s9djbt28wro4a1c8zjnt0h7u1gvd",
            "xos~_v2_app_6d8hjprvigb3kxzl7natow2sm1y5ucqef0492a7i85q0vhwsefxzrmt46n3kjpdly19ogcub41str9g7",
            "os_v2_app is a prefix",
        ],
    },
    Row {
        name: "pubnub_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("sec-c-"), Run(AlphaDigits, 44, 52)],
                &[
                    Text("sec-c-"),
                    Run(Hex, 8, 8),
                    Text("-"),
                    Run(Hex, 4, 4),
                    Text("-"),
                    Run(Hex, 4, 4),
                    Text("-"),
                    Run(Hex, 4, 4),
                    Text("-"),
                    Run(Hex, 12, 12),
                ],
            ],
            entropy: 0.0,
        },
        source: "PubNub, \"Keysets\": `sec-c-` and base64",
        examples: &[
            "se~c-c-wMSoxEjpHPIs2Dt4v1F83LVbCqZGhkRK0di67luy9mYz",
            "PUBNUB_SECRET_KEY=se~c-c-c71be48f-97ea-97e4-aeb8-157bef402ad9",
            r#""pubnub_secret_key": "se~c-c-GAyZxzUQMLSVud0jatKeJYl42pXmkf1vRhONFoC6W5gb""#,
        ],
        counterexamples: &[
            "se~c-c-MCW5VqRaPI9tg8yHTLYE4ijS60QznhcwxANdX3rpsuG",
            "se~c-c-nei1Nm8Fo6jqMkZax2scgE4Vw7UfHdbYPQW3ytpLAz5vB90JlCXGh",
            "xse~c-c-MZBPeD6AyEUKOWXj5gHpdxolm8JRnFhf0Iw17s4SkVbL",
            "sec-c is a prefix",
        ],
    },
    Row {
        name: "zapier_webhook_url",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("hooks.zapier.com/hooks/catch/"), Run(Digits, 4, 12), Text("/"), Run(LowerDigits, 5, 20)]],
            entropy: 0.0,
        },
        source: "GitHub secret scanning, supported patterns: a webhook of Zapier",
        examples: &[
            "ho~oks.zapier.com/hooks/catch/5609/xvkgl",
            "WEBHOOK=ho~oks.zapier.com/hooks/catch/1746/e6y4j",
            r#""webhook": "ho~oks.zapier.com/hooks/catch/2509/0bjdp""#,
        ],
        counterexamples: &[
            "https://hooks.zapier.com/hooks/catch/",
            "ho~oks.zapier.com/hooks/catch/6129/crlw",
            "ho~oks.zapier.com/hooks/catch/4270/78k14iposjc2eglx5yvhn",
            "xho~oks.zapier.com/hooks/catch/6295/w3ic7",
            "hooks.zapier.com/hooks/catch/ is a prefix",
        ],
    },
    Row {
        name: "zoho_oauth_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LongWord], words: &[] }, zoho),
        source: "Zoho, \"OAuth 2.0\": `1000.` and twice 32 hexadecimal digits",
        examples: &[
            "10~00.1c40d6b2958ae73f73fa1cd294085b6e.491b7cda360ef258f5c7b3a4682e01d9",
            "ZOHO_TOKEN=10~00.58093bdf16e274ac38c625dfe9a710b4.b9867f305dac14e2b3d64f17a95c8e02",
            r#""zoho_token": "10~00.c76df85239a41b0ef3b06872e91ad4c5.1e04b5f96287cd3abf5d946ce2371a80""#,
        ],
        counterexamples: &[
            "10~00.14590cb632e7df8a091d27ec64a8f53b.925c7d1aef4b680302f9ae5d4617cb8",
            "10~00.69a857bc34fe12d035c8126d9af4e0b7.7f46a12530bce89d4a1ec890b637fd25d",
            "x10~00.e9617a203f8cdb45a43f502b968e17dc.207b58fe16c93ad40278f64ba159e3dc",
            "1000 is a prefix",
        ],
    },
    Row {
        name: "line_channel_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["line channel access token", "line access token", "line channel token"],
            forms: &[&[Run(Base64Padded, 150, 260)]],
            entropy: 4.0,
        },
        source: "LINE Developers, \"Channel access tokens\": 170 characters of base64 or more, and `=`",
        examples: &[
            "LINE_CHANNEL_ACCESS_TOKEN_KEY=SCQ107BaphWbIvjM9FH6sAciXY4wktyK8LzUxgfPJmRGuqTnODZd5rlNeEoV23GpB3iE7dfQHkb~lovV0h5gwJZjTqRxON6X2Wz8LFMtmIDuP1KUcCSYA4n9yaers0wAR4G6a9fjHZV5ieKTdzEMBvy",
            r#"line_access_token_token: "XymZRSwlezftTJi76hKr0kUCgdMY1cvnQubIs354LapxNPDq2jWo8AVHOFGBE94crLhTjy0B9R6~g25zEIieCsAK1J7vSMmVNdl3DtowYanxOpXPqQk8HuZWfFUbGdS1P94vb7zNtCrfOheDuB0wLlH""#,
            "line_channel_token.secret := 'VnDSJ1vU6G9ubaqEfK3IsBp7YcmeZWNAh0kCo2Lyr5OMHwltF8dzxjPi4TgXQRGFkyhDHE7UNrq~icC0Ym3VwexaTbulAL8IjZpv56Mz2dsnSgRQt9XfWJoP1OB4K5vMKcC1o30Hzf7SxPjgAXdqLFO'",
        ],
        counterexamples: &[
            r#"line_access_token = "short""#,
            r#"line_channel_access_token_token = "i63pKL8oCG9dfxtDTyhXnM2sbwWJ41SgeljUIuH7zVmEqvc5BQPFNarROY0ZkAmWU0JSG3Ijra~uz127VFcogvpqByt9hQwM6xKsPLYd8iZnlCTkNDeEbOH4RXA5f5CNav4Fz7APclpBdKRnHfj8ur""#,
            r#"other_token = "Jh1FHmiTZ5zXYGngfj40elK83EVdWucsrAPI7By2kwvCRqOS6pQD9LbaxNoMUtcsYe4ZhRMBvHE~PlbwdKok5O2AGtrD8F7Cu0mfaLyXU3JqjQ9zTWNip1IgnS6xVO1DKUPz9IqL8pwroYxM03bamgh""#,
        ],
    },
];

/// Asked at the first of the two long words.
fn zoho(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    const FORM: &[Part] = &[Text("1000."), Run(Hex, 32, 32), Text("."), Run(Hex, 32, 32)];
    let start = at.checked_sub("1000.".len()).filter(|_| input.was(at, |b| b == b'.'))?;
    let end = start + parts::longest(&[FORM], &input.text[start..])?;
    input.starts_word(start).then_some(start..end)
}
