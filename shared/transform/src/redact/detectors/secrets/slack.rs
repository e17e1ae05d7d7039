//! Slack: its tokens, and its webhooks.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64, Base64Url, Digits, Hex, Percent};
use crate::redact::parts::Part::{AnyCase, Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "slack_bot_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("xoxb-"), Run(Digits, 10, 13), Text("-"), Run(Digits, 10, 13), Run(Base64Url, 0, 80)]],
            entropy: 2.0,
        },
        source: "Slack API, \"Token types\"; gitleaks slack-bot-token: team and bot in 10 to 13 digits each",
        examples: &[
            "xo~xb-8563041279-7649253810y7fCFJg9P1SBI4lTMonaiRwX",
            "BOT_TOKEN=xo~xb-7694271538-7340158926hSAB4aC3IjiEGfJVk9PH2Lxy",
            r#""bot_token": "xo~xb-9620587341-7815024396VPs0XG6iabDB95EHgUm2nveA""#,
        ],
        counterexamples: &[
            "xo~xb-xxxxxxxxxx-xxxxxxxxxxx-xxxxxxxxxxxxx",
            "xo~xb-4711-ab12",
            "xo~xb-the-bot-of-ours",
            "xo~xb-5263197048-5048173296rEU3tD1inqglaepLAHmcOBu6XodGb5V4CTMsF2Q7vIKkx0SzPj98JRwZfNYWhylqJVLFAWnScv0zrP32B",
            "xxo~xb-9436570218-1530287649j0dAZWlgrNwaBFMq9nHT2tYJ",
            "xoxb is a prefix",
        ],
    },
    Row {
        name: "slack_user_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[
                    Text("xoxp-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Base64Url, 28, 80),
                ],
                &[
                    Text("xoxe-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Digits, 10, 13),
                    Text("-"),
                    Run(Base64Url, 28, 80),
                ],
            ],
            entropy: 2.0,
        },
        source: "Slack API, \"Token types\"; gitleaks slack-user-token: team, user and app, and 28 to 34 letters",
        examples: &[
            "xo~xp-7450861293-2850437169-9547382610-uh2xSjq8ocULeGlEvtg5fskV3dTi",
            "USER_TOKEN=xo~xe-9842507361-3018427956-6832015974-813jmi27JudNPU5Ffyl9M4VhOnGb",
            r#""user_token": "xo~xp-8294671035-3461857290-5789013642-p02LawU6NEvKFs53iq71hAYJCbgj""#,
        ],
        counterexamples: &[
            "xo~xp-9876543210",
            "xo~xp-4711-4712-4713-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            "xo~xp-987654321098-987654321097-987654321096-********************",
            "xo~xp-4380125967-8406932751-5839602741-602i39wz8FrHuRUZeMBjxXb4pVh",
            "xo~xp-2589104673-4063829715-8132546709-e3KFVUfg2a6J15GbPxn9t7sQuAMwlz8kXcoTdrYHIqmZRvhND4SBELCipyjW0Om20bpRdglnAC6HFeLXM",
            "xxo~xp-9376845021-7943860125-2014675938-z2M0kSBlYRWDPmUAxhdwbNTgHp7e",
            "xoxp is a prefix",
        ],
    },
    Row {
        name: "slack_app_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[
                AnyCase("xapp-"),
                Run(Digits, 1, 1),
                Text("-"),
                Run(AlphaDigits, 6, 16),
                Text("-"),
                Run(Digits, 6, 20),
                Text("-"),
                Run(AlphaDigits, 16, 128),
            ]],
            entropy: 2.0,
        },
        source: "Slack API, \"Token types\"; gitleaks slack-app-token",
        examples: &[
            "xa~pp-1-eFLrbU-614073-FTryvkBOn1d60Xj2",
            "APP_TOKEN=xa~pp-6-Dqu73H-709285-gcCoNYwy83sIuVeE",
            r#""app_token": "xa~pp-1-DJ6tbC-491357-pIwh7aKnvuidTUXl""#,
        ],
        counterexamples: &[
            "xa~pp-1-A0-1-1",
            "xa~pp-7-A4MKYX-716508-TO63NcbLGHRjAJw",
            "xa~pp-4-LnhBtx-903125-mAWjMTC4HJl62irpQzU51kIfa7hXK09BFs3ngSNE8DotbecOLqPdRxZyGvVwYuRU8HwPAlhOnFzrGJtuT1qYSBgcIma0s5L6ey9dDjfWNp4iQV3koE2XM7xvZbCKOAIes",
            "xxa~pp-8-R6247z-437102-CSWzmFlrgLHdbMaA",
            "xapp is a prefix",
        ],
    },
    Row {
        name: "slack_config_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[AnyCase("xoxe.xoxp-"), Run(Digits, 1, 1), Text("-"), Run(AlphaDigits, 140, 240)],
                &[AnyCase("xoxe.xoxb-"), Run(Digits, 1, 1), Text("-"), Run(AlphaDigits, 140, 240)],
            ],
            entropy: 2.0,
        },
        source: "Slack API, \"Configuration tokens\"; gitleaks slack-config-access-token",
        examples: &[
            "xo~xe.xoxp-8-BolHmQcA6DzPEI0gqnGORCwV3r4YWuv5KZdbsfk8iFJMeS7aNTyx9j1tLU2hpXjXUlV2hspSCcuBAFq5nZ6WHfoxkrDb4tI1QL7vPig39mMJGNdzeyTKY8Rwa0EOrk3UTAdP8WMXe0Sh",
            "CONFIG_TOKEN=xo~xe.xoxb-1-B5jnIiKu8kFVRwdO4LSHsXgm6a1zQAeJWYbltE3yhNvc7Z2rCo9q0UPfMGTpDxrLiMuG5QIzet94SWmcXU3O0E7TagxNnqbfJBhjywYkpHvF8PCdl2A1ZK6DRsVoIuSzVnPHJQ2NEWO1",
            r#""config_token": "xo~xe.xoxp-9-Oh8af4KGLiFXsUQe95IV7tMZogr1WwvNb3nxRA2mET0zqHJSdulpCYDjkPByc6EKqLStUXCbr6OT90cBmlVnW41x2MAi7JHzgGYu53NsPhZQaojDdpyevwIF8fRkBDm7zEpbAVyqC0NZ""#,
        ],
        counterexamples: &[
            "xo~xe.xoxp-1-PutYourConfigurationTokenHere",
            "xo~xe.xoxp-7-Anq29pPKMUtaVSY8gjrkvGuNcXisLbZFCT0E4dQ3R7BoxDJOf6mIzWh5wl1eyHwaSv9UzITnXEipyqe4PBK80JkhlHoWADs5j1LmN7fQVcgrG6x3OuR2MdZYbCFtjwCPkDL7MS2l5Io",
            "xxo~xe.xoxp-2-0pmuA3y4fzWltSZYxdKPRV7QT8EgMcDqNLIrFke9JOj6Conw5saHb1Bvh2GXUiMNwUdmbER1cql8t75TYjH3Pvr0IxVQ26fJKXDSBuChGAnosaWkeLpiZ94ygFOzsSalJ6KbW9Ak5IT0",
            "xoxe.xoxp is a prefix",
        ],
    },
    Row {
        name: "slack_config_refresh_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[AnyCase("xoxe-"), Run(Digits, 1, 1), Text("-"), Run(AlphaDigits, 120, 200)]],
            entropy: 2.0,
        },
        source: "Slack API, \"Configuration tokens\"; gitleaks slack-config-refresh-token",
        examples: &[
            "xo~xe-7-pLFto8HbTGmCUYOVJA2PQRriXEhnauMKjx5d1IkSZqz4fsvDgWwy9370lBe6NcGJFrP9k73LWYVZsBbU4T2KSl8zf6DhvAniN1aXOpMmHo0yECc5gedQRxuw",
            "REFRESH_TOKEN=xo~xe-2-uw3UtEXKPoJNkHD0SbdpYCQjvTae7icMhlfFzIZ45A6GgmsOLxyVRnB812rW9q2rTOX9MZmR5vQGnu14ChgczDaKd6EfJkpiYbslx0BNVS83eLPyAtFUHIWw",
            r#""refresh_token": "xo~xe-4-HIAXcwsUu753VCadgpbTqy8vl9BKh6eDjr0NYRL4OFtPZMmoJikfQSWGnxz1E2pPmh5uV4yjwWLeC9JvADtsZY17bBXKxUcng3N86kQGrEMaSH2qTzfOolFI""#,
        ],
        counterexamples: &[
            "xo~xe-1-abc",
            "XOXE-AbCd, a heading",
            "xo~xe-3-yazTw9uVDmidqAL1Xf5ZROposY8gtUCeSFc73G6xhPEv0InNbjM24rkKJlWQBH0HIVN87iqGbQU4CBrW5hzToAXafxn9R1OJw2FZetjypEm3cvlsPkuLYdg",
            "xxo~xe-7-PYQat9OBGWk6Repi7SmUHuEFIwJCnj12fr5M3gsxhqD0oTVZcXA8NLydvbzlK4gFxhvABPzKlHaCXoTmkfJbVEy6jc31UDYN7p4ZWQde08tOR5wsq9LS2nIr",
            "xoxe is a prefix",
        ],
    },
    Row {
        name: "slack_legacy_bot_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("xoxb-"), Run(Digits, 8, 14), Text("-"), Run(AlphaDigits, 18, 26)]],
            entropy: 2.0,
        },
        source: "Slack API, \"Legacy bots\"; gitleaks slack-legacy-bot-token",
        examples: &[
            "xo~xb-36174809-8WSb2VNYmQ3fxq5eOU",
            "BOT_TOKEN=xo~xb-46782091-UNwY4BDAbe7cOq1yLQ",
            r#""bot_token": "xo~xb-80341759-8ktY9e4ji2Vf1h6JRn""#,
        ],
        counterexamples: &[
            "xo~xb-xxxxxxxxxx-xxxxxxxxxxxxxxxxxxxx",
            "xo~xb-OUR_BOT_TOKEN",
            "xo~xb-94230175-Xr9PWh0xJqVHevYOM",
            "xo~xb-42709831-Psnidz1T8MwUqpvkbX0I4JQ67eO",
            "xxo~xb-96143205-o0BAOPkZJ14wY6KhsT",
            "xoxb is a prefix",
        ],
    },
    Row {
        name: "slack_legacy_workspace_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("xoxa-"), Run(AlphaDigits, 8, 48)],
                &[Text("xoxr-"), Run(AlphaDigits, 8, 48)],
                &[Text("xoxa-"), Run(Digits, 1, 1), Text("-"), Run(Base64Url, 8, 128)],
                &[Text("xoxr-"), Run(Digits, 1, 1), Text("-"), Run(Base64Url, 8, 128)],
            ],
            entropy: 2.0,
        },
        source: "Slack API, \"Workspace tokens\"; gitleaks slack-legacy-workspace-token",
        examples: &[
            "xo~xa-Pox8haDf",
            "WORKSPACE_TOKEN=xo~xr-AMzVIWh4",
            r#""workspace_token": "xo~xa-5-nN5VYxQ3""#,
            "using xo~xr-7-AsQ75nPk, as told",
        ],
        counterexamples: &[
            "https://example.com/xoxa-rio/tree/main",
            "xo~xa-ayz57lY",
            "xo~xa-7aQPG8VUMDKOxCmT3Sn5lz1ZwXBbFgsj2kIN4riyqptYhfed9",
            "xxo~xa-hMSNerJu",
            "xoxa is a prefix",
        ],
    },
    Row {
        name: "slack_legacy_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[
                    Text("xoxs-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Hex, 8, 128),
                ],
                &[
                    Text("xoxo-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Digits, 4, 16),
                    Text("-"),
                    Run(Hex, 8, 128),
                ],
            ],
            entropy: 2.0,
        },
        source: "Slack API, \"Legacy tokens\"; gitleaks slack-legacy-token",
        examples: &[
            "xo~xs-8265-5912-9304-342e567d",
            "LEGACY_TOKEN=xo~xo-8361-6378-8314-7fd45602",
            r#""legacy_token": "xo~xo-8147-3908-6237-4f691b82""#,
        ],
        counterexamples: &[
            "https://example.com/2018-09-xoxo-festival-7.jpg",
            "xo~xs-2095-1390-8370-72b5ecd",
            "xo~xs-5849-7963-5473-b6f0a34295ed1c78db6028349f1ec57a5b6ade972431f0c84d063cbe97af18527805def96c124ab33ef27496d85abc011d48eb7063fc529a10ed52ab4c86793f7",
            "xxo~xs-5038-7514-1860-ce7b905a",
            "xoxs is a prefix",
        ],
    },
    Row {
        name: "slack_session_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("xoxd-"), Run(Percent, 40, 400)],
                &[
                    Text("xoxc-"),
                    Run(Digits, 8, 14),
                    Text("-"),
                    Run(Digits, 8, 14),
                    Text("-"),
                    Run(Digits, 8, 14),
                    Text("-"),
                    Run(Hex, 32, 128),
                ],
            ],
            entropy: 2.0,
        },
        source: "GitHub secret scanning, supported patterns: Slack session cookies and tokens (`xoxd-`, `xoxc-`)",
        examples: &[
            "xo~xd-v3fJ5eVuCst1hoqMR4naPgQIKjy2Bip9NYdGmxEO",
            "D_COOKIE=xo~xc-47852160-73598126-45930762-1faeb9d602c5734830d7a9b481f2c56e",
            r#""d_cookie": "xo~xc-97812463-38145706-72348567-dc0f7a659e82134bb4a7315c9fe08d62""#,
        ],
        counterexamples: &[
            "xo~xd-8RD42xdqFeXAWLi0TjYVoUbI75rpy6KJsMOkHca",
            "xxo~xd-nkdTR7M48cXHNFPytClYuZGvij5ozsr0VAaQq69U",
            "xoxd is a prefix",
        ],
    },
    Row {
        name: "slack_webhook_url",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("hooks.slack.com/services/"), Run(Base64, 40, 90)],
                &[Text("hooks.slack.com/workflows/"), Run(Base64, 40, 90)],
                &[Text("hooks.slack.com/triggers/"), Run(Base64, 40, 90)],
            ],
            entropy: 0.0,
        },
        source: "Slack API, \"Incoming webhooks\"; gitleaks slack-webhook-url: 43 to 56 letters with their slashes; \
             longer where a workflow has a number",
        examples: &[
            "ho~oks.slack.com/services/VwMrsg3xTCPmWDznI9QU2YEioaJFpS7h0Oce4fNy",
            "WEBHOOK=ho~oks.slack.com/workflows/2dP4jh5nxtFrcZ0ku7GfH3YpUsLK6XwogViQWE8m",
            r#""webhook": "ho~oks.slack.com/triggers/IEpk1jugcVfMNosLvAC8n2yKHZ7FzWYDeGhOl4Sq""#,
        ],
        counterexamples: &[
            "https://hooks.slack.com/services/T000/B000",
            "ho~oks.slack.com/services/RBAD180IMnOyjUmrVPsHidFg2JNWo5LCSKXft9b",
            "ho~oks.slack.com/services/BCefqbrtDY3KWQV1u4a8ozGid5X9AnxSlMmP2J7wvkU6pcO0hsLygNjIFZRHTElfvrP0acyJVuejqOiYwZHB45DxRIg",
            "xho~oks.slack.com/services/VoW8BQevf9tGCsLMmjk1Ocx370TSnya5w4ENUDZF",
            "hooks.slack.com/services/ is a prefix",
        ],
    },
];
