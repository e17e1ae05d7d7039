//! Models and what serves them, by vendor from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Url, HexLower, LowerDigits};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "anthropic_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("sk-ant-api03-"), Run(Base64Url, 93, 93), Text("AA")]],
            entropy: 2.0,
        },
        source: "gitleaks anthropic-api-key",
        examples: &[
            "sk~-ant-api03-ma-7bH_A4TyqtLjx-yMcgKJiqpL7DT6xv76rOTFBvuKsEPxDq5B6uiHuI116ZXP5VC_iX0A9c6fvOkakqismh7WWTXWzYAA",
            "ANTHROPIC_TOKEN=sk~-ant-api03-iHXp62XhuggVu412rLp1k7AAmaXG7Yg5p4MAJyV2HBOEMrMonPsWXBp27586i5ALf3vHQSX5xWmobrJYaN2S_-vScz9xmAA",
            "the token sk~-ant-api03-uNk0QviZ6qnDyZ8nhX7tE3rkOC_GEKRBqySXvcrndys3ROjm7AqV5iKgtsqvmuvX-UmjZUOiiLULTWc5nMmahuKOeJB1nAA was refused",
        ],
        counterexamples: &[
            "sk~-ant-api03-TD6ngIiotLpdhrFDk6L_-nsihtACOXTHSHPh_wvZ2KQ3xhaMez12FIxBwqWG9BaQy-KvBvlEOMljTh_rP-uRuI91llS9AA",
            "xsk~-ant-api03-ma-7bH_A4TyqtLjx-yMcgKJiqpL7DT6xv76rOTFBvuKsEPxDq5B6uiHuI116ZXP5VC_iX0A9c6fvOkakqismh7WWTXWzYAA",
            "sk~-ant-api03-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXAA",
        ],
    },
    Row {
        name: "anthropic_admin_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("sk-ant-admin01-"), Run(Base64Url, 93, 93), Text("AA")]],
            entropy: 2.0,
        },
        source: "gitleaks anthropic-admin-api-key",
        examples: &[
            "sk~-ant-admin01-7cjuqdFOqocgU3iUTXvFRk-pw7eYcaXtJ3-PmPaOMaivHwc5Q7wSlmZ6cZzrFDShuYyGIuMK2mo69UwmcMSmulZwz66odAA",
            "ANTHROPIC_TOKEN=sk~-ant-admin01-Gkkb5gK5RASdLtIdg6LpLXOefGTXkJaMbfwPD8dY61JlExeZZf946xw6yaYbF7dHYBKF_Aod-9Ropg6oOGgYAGjg6cz31AA",
            "the token sk~-ant-admin01-iWaxsWBXV46qZvo2vQ4GwvidFRFrT7pRmE7tbDIceWK6QGg6c8Rq5htUZDYN9Oyvi3xc4Yzz1o0kaksnjDvVCPqPgy-_lAA was refused",
        ],
        counterexamples: &[
            "sk~-ant-admin01-AVNPcVsm7Mf3VgYLuqXdNwmwa5N2wHVwnpmNQokDD1ZyFltVivAn1gd_9kae42mORZ0mzvW6xRhjJ6p2uSbiyuerH2EtAA",
            "xsk~-ant-admin01-7cjuqdFOqocgU3iUTXvFRk-pw7eYcaXtJ3-PmPaOMaivHwc5Q7wSlmZ6cZzrFDShuYyGIuMK2mo69UwmcMSmulZwz66odAA",
            "sk~-ant-admin01-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXAA",
        ],
    },
    Row {
        name: "anthropic_oauth_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("sk-ant-oat01-"), Run(Base64Url, 80, 120)],
                &[Text("sk-ant-ort01-"), Run(Base64Url, 80, 120)],
                &[Text("sk-ant-sid01-"), Run(Base64Url, 80, 120)],
            ],
            entropy: 2.0,
        },
        source: "Claude Code, \"Authentication\": access and refresh tokens, 95 characters of base64url",
        examples: &[
            "sk~-ant-oat01-1ww2q6yjsjEdip-ThRHvRBHsQCOQGQ6dm03tmAqoy9afYv9t-hH5RBG7w6-0aJVJMqEK7jMA6XsLsZho",
            "ANTHROPIC_TOKEN=sk~-ant-ort01-F2fTpldX6cCiH13p0wA7SYEBIQFmn3yNADFHyeuberBpaDvmNwIqF6Hu5-WtZlylxjRUZ_iYlkRYX3dX",
            "the token sk~-ant-sid01-GZ8OA4XxfT6bFnrkMhp9GgWMwGPn9IqUAQhvdZfYFCK3BPILpFRtTNfnM_mVxv_Vit__P0-wfwwz-WsO was refused",
        ],
        counterexamples: &[
            "sk~-ant-sid01-iPfyxAwuRc8PDvWTaEZRZsMrBill60wEq8RV_9k6G64cIm42NlSduTdpxANqvomnKZfOOafzIAT4wSz",
            "xsk~-ant-oat01-1ww2q6yjsjEdip-ThRHvRBHsQCOQGQ6dm03tmAqoy9afYv9t-hH5RBG7w6-0aJVJMqEK7jMA6XsLsZho",
            "sk~-ant-oat01-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "apify_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("apify_api_"), Run(AlphaDigits, 36, 46)]], entropy: 2.0 },
        source: "Apify, \"API integration\": `apify_api_` and 36 letters and digits",
        examples: &[
            "ap~ify_api_i0acC7d6wOnzzsigJ0c1FPn3wnkKGP42EKEw",
            "APIFY_TOKEN=ap~ify_api_FzRrD5EpgdBkQIdv9AKunrnMFPfGZzOoT0ZG",
            "the token ap~ify_api_5Lzw2SjyrkSfcC2lVUAD1Im6YN12s7QuUfo2 was refused",
        ],
        counterexamples: &[
            "ap~ify_api_xzrTFMMJH04TWESZSzUoz5K334KFEvDqoF6",
            "xap~ify_api_i0acC7d6wOnzzsigJ0c1FPn3wnkKGP42EKEw",
            "ap~ify_api_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "ap~ify_api_gRAlpXZrhYwJv9NgrJN7AcfbHt87DMxSCHaLeYdeIPNJX0O",
        ],
    },
    Row {
        name: "cerebras_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("csk-"), Run(LowerDigits, 48, 48)]], entropy: 2.0 },
        source: "Cerebras Inference: `csk-` and 48 letters and digits",
        examples: &[
            "cs~k-frfklc050xu1x9w3wd0igdrsma1gxc9f98sg7wdhut3ahqp3",
            "CEREBRAS_TOKEN=cs~k-n0ne98xgnfvd6d15g9wtx2zi3r774dd4noh5z318pk0spkag",
            "the token cs~k-b78gb6pss19mxhsbc6w907o6pw3klb5kvq9bwriojk131zjk was refused",
        ],
        counterexamples: &[
            "cs~k-qkuznrlolj8owp8841grxipa4znnsgoduju7t2v1se0sbco",
            "xcs~k-frfklc050xu1x9w3wd0igdrsma1gxc9f98sg7wdhut3ahqp3",
            "cs~k-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "cs~k-9rxfg75z5doef5n6gisls6yt9vmop3se3scltvrgbjbenirfz",
        ],
    },
    Row {
        name: "cohere_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["cohere", "co_api_key"],
            forms: &[&[Run(AlphaDigits, 40, 40)]],
            entropy: 4.0,
        },
        source: "gitleaks cohere-api-token",
        examples: &[
            r#"co~here_key = "R34IWcOWh8Cxs6j7Ax51TigYb6lgNFsZDDjYoykY""#,
            r#"{"co~hereToken": "uye8bSwrRv6T0DvEBMw3Fw1cWLZWRM1f0yLytYUs"}"#,
            "CO~HERE_KEY: 6ndufNrXbLs3xKj64z5gqR28gmvjJu1xQcOGtLmL",
            "co~_api_key=UZl92wtNvmBaqU8E4vRC5ebSXMj5d88B57ZvI39F",
        ],
        counterexamples: &[
            r#"co~here_key = "Vh5Iwq8AFuNxWabJlmbxQNp3iZMJkugi0bSbU3N""#,
            r#"other_name = "R34IWcOWh8Cxs6j7Ax51TigYb6lgNFsZDDjYoykY""#,
            "co~here is uye8bSwrRv6T0DvEBMw3Fw1cWLZWRM1f0yLytYUs",
            r#"co~here_key = "aMbbHtSuSeicdFGECXAnCa9vWRvPOFRylDfflQpPA""#,
        ],
    },
    Row {
        name: "e2b_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("e2b_"), Run(HexLower, 40, 40)]], entropy: 2.0 },
        source: "E2B, \"API key\": `e2b_` and 40 hexadecimal digits",
        examples: &[
            "e2~b_d29e65f2eb547ee2f85a2028f45d4d66e89a3245",
            "E2B_TOKEN=e2~b_12097e089510963e5ca7cde3e5db356dc9798185",
            "the token e2~b_d9bc003c3b4e0819ff9c9953864456927687136d was refused",
        ],
        counterexamples: &[
            "e2~b_be1c0be5a6d07b8dc773e0fcdb34ed08edf3820",
            "xe2~b_d29e65f2eb547ee2f85a2028f45d4d66e89a3245",
            "e2~b_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "e2~b_6d70eabaac3245d443fad5827581873344f81d728",
        ],
    },
    Row {
        name: "elevenlabs_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("sk_"), Run(HexLower, 48, 48)]], entropy: 2.0 },
        source: "ElevenLabs, \"API keys\": `sk_` and 48 hexadecimal digits",
        examples: &[
            "sk~_2b77a5083d023109bbd27641c81393d5f15fac35f903abf0",
            "ELEVENLABS_TOKEN=sk~_a831432f11eb296bedc76d0d493ad31aac89be0dac5b3174",
            "the token sk~_0417fb764d707c7b4b6993b6ca58b9fff5410d7b44837004 was refused",
        ],
        counterexamples: &[
            "sk~_a5b7490285db9ecb383549378289ae246d85254949fb9ff",
            "xsk~_2b77a5083d023109bbd27641c81393d5f15fac35f903abf0",
            "sk~_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "sk~_c714462bbb686bf8b21fde917561bd816d15ab65b9d4de525",
        ],
    },
    Row {
        name: "fireworks_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("fw_"), Run(AlphaDigits, 22, 24)]], entropy: 2.0 },
        source: "Fireworks AI, \"API keys\": `fw_` and 22 to 24 letters and digits",
        examples: &[
            "fw~_DvP7KnFWH5k5rdae7TiGnt",
            "FIREWORKS_TOKEN=fw~_SIxbk9W96j8aKJCKlcrnuw",
            "the token fw~_CaXWiqtsLJpYGfDFSQHKdf was refused",
        ],
        counterexamples: &[
            "fw~_W6ycU6Fj2PQlULSB6LGVV",
            "xfw~_DvP7KnFWH5k5rdae7TiGnt",
            "fw~_XXXXXXXXXXXXXXXXXXXXXX",
            "fw~_iwJ6Ik1bRDgGQaM1KVM6VN2A3",
        ],
    },
    Row {
        name: "firecrawl_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("fc-"), Run(HexLower, 32, 32)]], entropy: 2.0 },
        source: "Firecrawl: `fc-` and 32 hexadecimal digits",
        examples: &[
            "fc~-c68afb12df85aa5fba0af429057d9b67",
            "FIRECRAWL_TOKEN=fc~-f543bc7c86c40ebee22a8f5c7feef68a",
            "the token fc~-ee1a649fb7d007e140ce7caef69c24a5 was refused",
        ],
        counterexamples: &[
            "fc~-13281fa517b46b8f27370a020881580",
            "xfc~-c68afb12df85aa5fba0af429057d9b67",
            "fc~-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "fc~-acaf974a8eb6e9570f5db90f5a935b29d",
        ],
    },
    Row {
        name: "groq_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("gsk_"), Run(AlphaDigits, 48, 52)]], entropy: 2.0 },
        source: "Groq, \"API keys\": `gsk_` and 52 letters and digits; gitleaks groq-api-key takes 48",
        examples: &[
            "gs~k_aEB3RpkxgT58abO2T86gAohiop92DQ4v17gSEBLEJy3rV1fJ",
            "GROQ_TOKEN=gs~k_3XalHjXJhafzQwRwIKKJyLUejXbuDs3nBCI8g6LjwepGch8p",
            "the token gs~k_2ALoQdLGBuJG6ck7Xt2asRt4U0fVrY2Kgrvb3k5ps8mwwDnr was refused",
        ],
        counterexamples: &[
            "gs~k_sqdpSeNPl6uRMEcrolEPIvtASjYs7OWelhNJ7HAIXP7dQfd",
            "xgs~k_aEB3RpkxgT58abO2T86gAohiop92DQ4v17gSEBLEJy3rV1fJ",
            "gs~k_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "gs~k_OXL5EnUlb84Gvr33fzDTFsuGk3y0foUP72RyEOuxPZ60cXBsExaps",
        ],
    },
    Row {
        name: "huggingface_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("hf_"), Run(AlphaDigits, 34, 34)]], entropy: 2.0 },
        source: "Hugging Face Hub, \"User access tokens\"; gitleaks huggingface-access-token",
        examples: &[
            "hf~_XadqcXtVfrJunMLalJ7UH5cbetztk9c7K8",
            "HUGGINGFACE_TOKEN=hf~_tTumiD1YDsTMMwUIwNsUk5euOwbUceU2eX",
            "the token hf~_nXusyg0ullGyneS7QutooolkJdxW11ww3L was refused",
        ],
        counterexamples: &[
            "hf~_aG7QcWFRypSy7CWcVoWfnAqovhcMgEeNk",
            "xhf~_XadqcXtVfrJunMLalJ7UH5cbetztk9c7K8",
            "hf~_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "hf~_SIc3zsthRjMe6MjHrrzB5Ff9EbdDlSj4kb8",
            "hf_requiredCharacteristicTypesForDisplay",
            "hf_servingcellpriorityparametersdescription_h_prio",
        ],
    },
    Row {
        name: "huggingface_organization_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("api_org_"), Run(AlphaDigits, 34, 34)]], entropy: 2.0 },
        source: "gitleaks huggingface-organization-api-token",
        examples: &[
            "ap~i_org_fd0ybHrWLwOpOK0p4oyWK0fNxWKTWBIYwG",
            "HUGGINGFACE_TOKEN=ap~i_org_PV61GDITImXnXrJq968ZkevN0XuB5YjAmw",
            "the token ap~i_org_f7Hr060SXfK0mkpjs7P5dwFRZIxrvfcHHZ was refused",
        ],
        counterexamples: &[
            "ap~i_org_C7nnXNmfo2984vgQANq9VQK6EG5V2JB9z",
            "xap~i_org_fd0ybHrWLwOpOK0p4oyWK0fNxWKTWBIYwG",
            "ap~i_org_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "ap~i_org_p1DXI4V14QBsCIVgDHN8UYHGjKCEbSsQdFM",
        ],
    },
];
