//! Mail, campaigns, customers and what is told to them, by vendor from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{Extended, Hex};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "beamer_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["beamer"], forms: &[&[Text("b_"), Run(Extended, 44, 44)]], entropy: 2.5 },
        source: "gitleaks beamer-api-token",
        examples: &[
            r#"be~amer_key = "b_kVkiBVMcyHu18auA1H5WUCzOpQgIZ6-75JPN_FheF32L""#,
            r#"{"be~amerToken": "b_djXs4f0XC1d-2A_ZHGMmk9CJ2ogrKChIrAYQYdjxrj9Z"}"#,
            "BE~AMER_KEY: b_BAX-7L3N4cxynh_MV8NhRUMD09DJz7M57qfJFCsDy4=Y",
        ],
        counterexamples: &[
            r#"be~amer_key = "b_NiaoLxgySikuxZG62_1cxCFhHhKOBJI8efOXac3HxsH""#,
            r#"other_name = "b_kVkiBVMcyHu18auA1H5WUCzOpQgIZ6-75JPN_FheF32L""#,
            "be~amer is b_djXs4f0XC1d-2A_ZHGMmk9CJ2ogrKChIrAYQYdjxrj9Z",
            r#"be~amer_key = "b_tmEXYwXg=Sl5RxWntrr0j99DvjvQkKb3a=Ur6LOIFzy3i""#,
        ],
    },
    Row {
        name: "hubspot_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["hubspot", "hapikey"],
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
        source: "gitleaks hubspot-api-key",
        examples: &[
            r#"hu~bspot_key = "56ba1782-8575-42df-207d-8752aada292c""#,
            r#"{"hu~bspotToken": "8c20b28b-92e9-9c5a-3943-37bbec5665c5"}"#,
            "HU~BSPOT_KEY: eb3413c1-6e78-b8f7-bdb2-a439e251e456",
            "ha~pikey=fdc884de-82bc-298d-8d68-5fc375f685cb",
        ],
        counterexamples: &[
            r#"hu~bspot_key = "6ea3a140-0d9b-7ec2-055e-b18d62aa435""#,
            r#"other_name = "56ba1782-8575-42df-207d-8752aada292c""#,
            "hu~bspot is 8c20b28b-92e9-9c5a-3943-37bbec5665c5",
            r#"hu~bspot_key = "711c02a4-5fb8-6ee0-4cc6-e15b4bf7cc433""#,
        ],
    },
    Row {
        name: "hubspot_private_app_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[
                    Text("pat-na1-"),
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
                &[
                    Text("pat-na2-"),
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
                &[
                    Text("pat-eu1-"),
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
                &[
                    Text("pat-ap1-"),
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
        source: "HubSpot, \"Private apps\": `pat-`, the region and a UUID",
        examples: &[
            "pa~t-na1-3d3963d2-1d4c-42ff-37f4-901484bdd298",
            "HUBSPOT_TOKEN=pa~t-na2-5f129eef-b596-8f0a-f2c1-47a4ad1ce64e",
            "the token pa~t-eu1-d1098e46-2b9d-cd3f-834e-c0c481b1eb19 was refused",
            "pa~t-ap1-028dabde-331a-8267-62e5-65b7fb3778b3",
        ],
        counterexamples: &[
            "pa~t-ap1-10c0452d-afc5-3572-38bd-d422e04bba5",
            "xpa~t-na1-3d3963d2-1d4c-42ff-37f4-901484bdd298",
            "PA~T-NA1-3D3963D2-1D4C-42FF-37F4-901484BDD298",
        ],
    },
];
