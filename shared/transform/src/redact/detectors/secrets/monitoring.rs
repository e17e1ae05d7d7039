//! Monitoring, errors, incidents and logs, by vendor from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Padded, Hex};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "datadog_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["datadog", "dd_app_key", "dd_application_key", "dd-application-key"],
            forms: &[&[Run(AlphaDigits, 40, 40)]],
            entropy: 2.5,
        },
        source: "gitleaks datadog-access-token: application keys",
        examples: &[
            r#"da~tadog_key = "E4UhjOYA8eAGfIDXCiYCQ5QikB7RyLHmxSLXIs3h""#,
            r#"{"da~tadogToken": "oDC6itL5p33LW2NZqQR3xc0QXWwuRD1DqrxuBmOO"}"#,
            "DA~TADOG_KEY: RVrIKs4Ip6FpMa8P00JjPw6vJueAgUSwCBAYT3EN",
            "dd~_app_key=8mfQcCSmBYAymh79G1u3tsOHXojL1m1iQwd3YBlJ",
        ],
        counterexamples: &[
            r#"da~tadog_key = "ZZ2xsVCgDBnCIMdR0tr5QAQa8ghZpWRI4NeZ0yy""#,
            r#"other_name = "E4UhjOYA8eAGfIDXCiYCQ5QikB7RyLHmxSLXIs3h""#,
            "da~tadog is oDC6itL5p33LW2NZqQR3xc0QXWwuRD1DqrxuBmOO",
            r#"da~tadog_key = "D9b773Omd2TfzrzRDUVBbGcpEzrtROCPmnGGOCsZl""#,
        ],
    },
    Row {
        name: "datadog_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["datadog", "dd_api_key", "dd-api-key"],
            forms: &[&[Run(Hex, 32, 32)]],
            entropy: 2.5,
        },
        source: "Datadog, \"API and application keys\": 32 hexadecimal digits",
        examples: &[
            r#"da~tadog_key = "cb58fa5d6b15c6e262ee2de6f499bd8d""#,
            r#"{"da~tadogToken": "65f5e81f5fb44f6799755cca9824d725"}"#,
            "DA~TADOG_KEY: 6dbbccd94d8b16241298c975ee696b72",
            "dd~_api_key=96f79964267578b4cc3f4a836bb22992",
        ],
        counterexamples: &[
            r#"da~tadog_key = "20bf75c18ca6f105fde6262d7613ead""#,
            r#"other_name = "cb58fa5d6b15c6e262ee2de6f499bd8d""#,
            "da~tadog is 65f5e81f5fb44f6799755cca9824d725",
            r#"da~tadog_key = "ea61942c45144507aad1cd09d634774bc""#,
        ],
    },
    Row {
        name: "dynatrace_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("dt0c01."), Run(AlphaDigits, 24, 24), Text("."), Run(AlphaDigits, 64, 64)],
                &[Text("dt0s01."), Run(AlphaDigits, 24, 24), Text("."), Run(AlphaDigits, 64, 64)],
                &[Text("dt0s02."), Run(AlphaDigits, 8, 24), Text("."), Run(AlphaDigits, 64, 64)],
                &[Text("dt0s16."), Run(AlphaDigits, 8, 24), Text("."), Run(AlphaDigits, 64, 64)],
                &[Text("dt0e01."), Run(AlphaDigits, 24, 24), Text("."), Run(AlphaDigits, 64, 64)],
            ],
            entropy: 2.0,
        },
        source: "Dynatrace, \"Access tokens: token format\"; gitleaks dynatrace-api-token takes `dt0c01`",
        examples: &[
            "dt~0c01.wBVBJ7yDGsoB0y1tF8807uGy.Pzayfg5BgOKLQxjrGne9T8BprQlMeASXnxPoYQMjZo8VxbquCWUnjkpl2EivxeoY",
            "DYNATRACE_TOKEN=dt~0s01.ygmWu4w6hQpvLCCNVn2aIRUH.uNGG9xWRvhrbH4ELcj1WkyB9ZRso7CGcCiYfrOUrTujbsHgZEdt1LO7yNvLddDZ2",
            "the token dt~0s02.kVDkaQ0I.2JqlJoqM5qfSOxx9dCvnk6YXLvj9Co9n1gMEfmrQ3SYHRq6fFBWm9xXXk4Bnz2GE was refused",
            "dt~0s16.Kwb6siPW.YePXp0SSPLphIpKG2Jks9XeztXokM8fWAFLp3CTPJu83jTDP7HiOCnhGfV6ssfva",
            "DYNATRACE_TOKEN=dt~0e01.3NbuP57iaFALxkqLtquNeOuq.0DSFa7mOLJ3PlGmvomukRrmqJYPjmlLCco1U1G6eEK8JyGTEYLHHm1ZHQuCbjdBp",
        ],
        counterexamples: &[
            "dt~0e01.FvK9sde0DeUz3neVWDWifA2X.neqGXmpa29QMPyZGhieTs9fGpm77z4EBiv9EDFPCiDPn4buapfCaZ34XqnFlQOP",
            "xdt~0c01.wBVBJ7yDGsoB0y1tF8807uGy.Pzayfg5BgOKLQxjrGne9T8BprQlMeASXnxPoYQMjZo8VxbquCWUnjkpl2EivxeoY",
            "dt~0c01.XXXXXXXXXXXXXXXXXXXXXXXX.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "grafana_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("eyJrIjoi"), Run(Base64Padded, 70, 400)]], entropy: 2.0 },
        source: "gitleaks grafana-api-key",
        examples: &[
            "ey~JrIjoi1gjx2Gidjl48FqT82hEZ9HUbAb8DLeGz4lgSpyjNiurD2JTsZ0UpR7XvF3mHZkv5Crr5fH",
            "GRAFANA_TOKEN=ey~JrIjoinkmMmZtb1GgLmRm/BtUfe0agsisuf85/hOTMyLF6oE3Z/RnIZOxUm8Ql5krb3aTzKL9j7P",
            "the token ey~JrIjoiYj85Zra0Fa0ypj6uiNj8BwdcJW/sTGCla7hIHeW1Ymr4oQmWgxR1fjIF42qzCSyawTh3Kh was refused",
        ],
        counterexamples: &[
            "ey~JrIjoiW7hO8YDCE3zlmQljwcShGXmmYlHHSndzCyZgLhjDh+EMCK8DXGcEYIA4mS4NIAJs2RgNH",
            "xey~JrIjoi1gjx2Gidjl48FqT82hEZ9HUbAb8DLeGz4lgSpyjNiurD2JTsZ0UpR7XvF3mHZkv5Crr5fH",
            "ey~JrIjoiXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "ey~JrIjoiXwt2d9a4KmRaiDWQT7mueuucWUvBswqTuq11v0YRwjDIYBPj7/zz4k0T0DW4WJryZmf/LNxmaO1D7WAybyQJDjZSJ11",
                "QlYUgj1LLEmt19uaXyz9Ol7u6j11luYO50FltPPPm/wV9P42P2Ys5gkYpkySdCeAz8kO2zKDqQoF3CTwJUeE0rnLVN+HvUBGJnSu",
                "oahYJ4CcyJTdtyPnZnuO36litLcKDED4iZDwxJjeZrpyofehtFH0KGxIV/e3X0+doePlPt1miiN+W58uBBhNe+slxRv3ZjMvmNXF",
                "JNv6wkX9WsHZcTfBZ6K9LmeI5Uc04Dzf621f+LC9ZKXsJ3Vd0KzU0XPAViAtT7ADXL35GcMIqUBuFF6QBUCNdNlsJJWXVrU9jGM8",
                "tMPKuew+Y9"
            ),
        ],
    },
    Row {
        name: "grafana_cloud_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("glc_"), Run(Base64Padded, 32, 400)]], entropy: 2.0 },
        source: "gitleaks grafana-cloud-api-token",
        examples: &[
            "gl~c_8sRszX3ALnbIsuQXgB06lvbNcStlMxwl",
            "GRAFANA_TOKEN=gl~c_yDvRrUa87O5/LICjgVaUYK3RObMUCXzx",
            "the token gl~c_InUdKhZpqGeucPXOshnk9fI7X8zbViCy was refused",
        ],
        counterexamples: &[
            "gl~c_1900bX/Ahc/XtGZ0TZCUD+K5DzjDYgY",
            "xgl~c_8sRszX3ALnbIsuQXgB06lvbNcStlMxwl",
            "gl~c_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "gl~c_s7Q+5doUWQEyiQ/e5EVt8j7uHviK+OL6/Q/ia+OsFeimHjJd5s5oi/5l3nnVqdfEbY7pl7EuVjpQqOg8/e5E7cSqdQ8ZImG",
                "y2RkmrYlCfSkASk7rCaiOdU0FkYD8/QMWV0C/Sv+l1Y2qlGjpfeyZIQJuNeDEZARK2v+fz4y5De+vT3PkTezegypJhZ9DhL93iyH",
                "5TMmpSYSpZkUgkHKAlluw7clqfjocsyoPdbUxSAMSR+zQ2qgEwQbbhXelCttcZMKAk4epvGg2SUgGdzt8MKi3rxp+yIZCqhrPde1",
                "Op3FenzIVqbrVbWtir4RIgnXe2pnl0j9WdtxWYMPCrnzSdVDk7NJCyHmjL72PulJsEIdB80hbL5yL680rox9TXMqUCpg+eYIxIjO",
                "F9VSsl"
            ),
        ],
    },
    Row {
        name: "grafana_service_account_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("glsa_"), Run(AlphaDigits, 32, 32), Text("_"), Run(Hex, 8, 8)]],
            entropy: 2.0,
        },
        source: "gitleaks grafana-service-account-token",
        examples: &[
            "gl~sa_T0v7M8t4mp4oVN3s9zgeTH0YoL4jY2gI_5d2d9ef4",
            "GRAFANA_TOKEN=gl~sa_RLUtiY5NUPAKD3UsD3C9lCs3IFbYiN1Y_aabe407f",
            "the token gl~sa_gwES1yZFy8YaXLjzgfgkMeJnjzFEEILc_8c515bce was refused",
        ],
        counterexamples: &[
            "gl~sa_6YRmcpDOMtjfnaYMk9vfjonxJwsWkSjW_34917da",
            "xgl~sa_T0v7M8t4mp4oVN3s9zgeTH0YoL4jY2gI_5d2d9ef4",
            "gl~sa_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX_XXXXXXXX",
            "gl~sa_9idVdf9HVV2J95Bc8QX2hZrMxpQv5VzV_d9af4e7a0",
        ],
    },
    Row {
        name: "honeycomb_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("hcaik_"), Run(AlphaDigits, 58, 58)],
                &[Text("hcaic_"), Run(AlphaDigits, 58, 58)],
                &[Text("hcaak_"), Run(AlphaDigits, 58, 58)],
                &[Text("hcaac_"), Run(AlphaDigits, 58, 58)],
            ],
            entropy: 2.0,
        },
        source: "Honeycomb, \"API keys\": `hc`, the region and the kind, then 58 letters and digits",
        examples: &[
            "hc~aik_Yfz3PESg1Gr5A46Z3GKoS0lZivCDZYu107BPQTf7OnXPnFFBaGyg99zxGX",
            "HONEYCOMB_TOKEN=hc~aic_Z5jMtaqnxjRiqbMdnBT98MWak6jb9bydm7nVKnLB19bcq8CqpdRk5JIotR",
            "the token hc~aak_aKwXEpZ2x78ExzoNQ8909sJ5jhPAMxpVdyMmsPsb6Yw1PNqLeQ42AxyaGB was refused",
            "hc~aac_qp5MOyMdG5Bo9RcOVYi8lbFJRjiXeiZ3kiD9Uv0dt41yf1j7nh4lh4pNbz",
        ],
        counterexamples: &[
            "hc~aac_QoIPuVRWt2b5uyHcyeyA2RYdX2Iz4rSCqKeg30GFhHkbJpK1YhQb4EeMm",
            "xhc~aik_Yfz3PESg1Gr5A46Z3GKoS0lZivCDZYu107BPQTf7OnXPnFFBaGyg99zxGX",
            "hc~aik_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
];
