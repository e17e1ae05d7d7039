//! Google and its cloud.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{Base64Url, HexLower};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "gcp_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AIza"), Run(Base64Url, 35, 35)]], entropy: 2.0 },
        source: "Google Cloud, \"Manage API keys\": `AIza` and 35 characters of base64url; gitleaks gcp-api-key",
        examples: &[
            "AI~zaLhgS__WcZ0XVGwTb4B68aIgArGaBV5XAB1z",
            "GCP_TOKEN=AI~zaCEo-51OYFlNax-BR7TGdAx-RodU7RDM4iyA",
            "the token AI~zaoOJ-8UZiUAgYIvUJWflETvg2a0ajLtXppK8 was refused",
        ],
        counterexamples: &[
            "AI~zaJxUgI8ObfvIMMafY1ZGydtHTz1JYEAoaYt",
            "xAI~zaLhgS__WcZ0XVGwTb4B68aIgArGaBV5XAB1z",
            "AI~zaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "AI~zaW_eroxie5PvLhqMd0EPI7aEUMZ1JdrZI9PBw",
            "apiKey: AIz~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ],
    },
    Row {
        name: "google_oauth_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("ya29."), Run(Base64Url, 30, 2000)]], entropy: 2.0 },
        source: "Google Identity, \"Using OAuth 2.0\": access tokens begin with `ya29.`",
        examples: &[
            "ya~29.xDUVD1Qn-3XiVqe88WSsdK-vs607y2",
            "GOOGLE_TOKEN=ya~29.GY7dEVafE9qJk3SFfiw1odbfHKye83",
            "the token ya~29.2DX2RuaoPf9JpKmMpElvXA5zdD2OsZ was refused",
        ],
        counterexamples: &[
            "ya~29.4KVHtNIgYHBgBqZL3QN045EgpYUIU",
            "xya~29.xDUVD1Qn-3XiVqe88WSsdK-vs607y2",
            "ya~29.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "ya~29.IXWbIXqJJrsXiuWcydoT311GbU1XzPXsbsEiVVC5NszzFVEOtkLdUSyinbbGwC8MOLVc4wst618xuPZmlxmBzDSW350_Ui",
                "r5zmiCMKpPQygfIIPq6pm3p1QLK80HEwZZ9NfC6zuqwgHqEI22EAcrkVElTj3uO0Vz_9owQ-p669slRVYMfnY1lRgHCj87JBiZUc",
                "RdJrWzfXYqbz095-NQ9Gh3gJuIlkaeuJluxLyln5xJwuIKXAeWvTtw-tmzAYmfBCJ6iKqT5NzqLjLe8TlNbZqrrH1g35D092WJaf",
                "z2cHC6tELcHrmOzhYdyK4jd4gehlT_mNEhmFp4GFD6TJxzpt3y9N1iN6yna1LxkqfI-TNGVqqmkTIaZhatInHDyZhUs5UyvZ-HJJ",
                "Hvz3M43_ix4TZIdSjnWqlquRseL37i9wO9iQkbpemmBWEoC4lwZ5eIs6Htex81PFxd0_TNeMhPnyxQg8OLX9V-IHH8yP3ENrW71N",
                "R7zteOTzyEgp-ewliTLvofBaJvFkW8gOQv7MfvPL9uL4Wx9xyYYOe0CSm4cnYCA5aHRqP0UkHMHYalHw9QQYzY1sIo3pgqEF8AvV",
                "PQb92QM-wFBXj2k_KcrY6AF-qxKlF26R2tZBIZ_V2QJOiMpaRF3QVx43IXk-kDn2kn373pwaGMsRbkSFHVOSeTQvR7rcA_ajM42X",
                "13jTbFFuXEMiLO54AsTZVJ10kPWwyXFRTdzFnvfleVsGC2r4JWAOv08JyS80JbTKPDuMUtv5jza7PZP32RzTj2AuLvns8YSp5qDf",
                "TQCT0nllc-g-eXo_nDfd15_2qnLrQg8JJ8VRG3L3q_C-JPgUkeAuHuCUvAgdgdFTmjyxnN4xEBrn9inwn9qd8JM0gl0wEtv3W6UH",
                "E6zfRFZ21gRq9EpBchy4nCYOP3VQjNGhBRs50IPLEbJEPlGzB1ln-QwoPTjmOysrgRqpd2NnJM0Mmp92ScxUa44ZTp6eOfjQFDyo",
                "x6-8HGGXEONBGE1IYecOLVSkbDQIDJeVyLnI5CE4XP4Ni1cZenn2g8OVBWsXgePATkoAHsp4IYOGHjPewh0fdkmf_XSxugDh7RY-",
                "70z-nSdffkRNsp_JGCC9rak7WCRQxglCX3L7GN1X1UVl3DOzZzStqolpJssfGXvVrpVAruahMQhRjz42OxksXF8QH2avRg96gR60",
                "2j3N4wrRQ8UoN8RbeNjSHE0nL-e83OeG-V0akWu3cN2ns4Dcj49W72ayoo5VCkxeEFYoBWCtFSI_uK7kHfuzJWwFVkE2bPzqfYaj",
                "OZ92Ty0uAMHe5dJ4rSJMeBy9Z8N4IVCwQ2Qwe0ACzOel8_tGP-JJn7_VG1lUwgDyT0RCAauuQacRmvfKE_Zdzxdpy7jYND09JYdS",
                "eMpm4IL86O_7N0ZOr7EYz5DAiugRqve2yBAglOH8FWGyTo7BgW3BHlDTGjG3TN5Gb2gEgWYbr6OQtzGyg-FWKwwi5DMlcAalbvZp",
                "lczL6dXfQBvwjDlv_GMyAk5XrA4uTyymOmXLFJBr6uXuGYh7t6FxYRxCygaFNRyr9i9V8l9TNBsj_aoQsSp6QHHwLymAUq4UC2_s",
                "vbGUX5h2F4waoq4SkEXBhjI8iTf-Ybnszeu5Gvlw4bd977Zu3jX4DkPU1Iao2v8eWBU3O8B7e-k2-AbcSn77gzcdP1hBnKo85bMU",
                "oLE1A8NSPjfCqkEs1BrSJ9z14whl--FOuvJpIiflWuEo3NtSsoa7R5x19EWuvZbAsKF2yoBsKCrlt_eb2FPILwGEe98Ep-joY5so",
                "XhG5fTKQCzkm00c57BwCWEpFumroggZOcJkCOjkblnAWmj9VzubMzW-vIct7mADr4qZQBk2r0uS5YK8FaC22KvsGn87clOgzRgW7",
                "P3nBqPMxvEzGi-gWWo4NTU5S7GBH5wJRLRAgMbsFlKmS3WtAt_j6eh0BBqsuEdIjCfAwzaixZeP7NvF2AfsGW4MLC9fUsgiap896",
                "l6FV3lo"
            ),
        ],
    },
    Row {
        name: "google_oauth_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("GOCSPX-"), Run(Base64Url, 28, 28)]], entropy: 2.0 },
        source: "Google Identity: client secrets are `GOCSPX-` and 28 characters of base64url",
        examples: &[
            "GO~CSPX-SlXxGzy5SfDT6HvD06mdFmCxYY4K",
            "GOOGLE_TOKEN=GO~CSPX-BwFoh5nzfqATr7Ag88KmrkNfDd81",
            "the token GO~CSPX-q5C6m4X-ovEV9ESszyvqkX7MUOIX was refused",
        ],
        counterexamples: &[
            "GO~CSPX-KZiGFHc-a1p8WW7kr85RG2bwRi9",
            "xGO~CSPX-SlXxGzy5SfDT6HvD06mdFmCxYY4K",
            "GO~CSPX-XXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "GO~CSPX-nt4ce8zepACSAH-iVYNY7pqs0sWZG",
        ],
    },
    Row {
        name: "google_oauth_refresh_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("1//0"), Run(Base64Url, 40, 200)]], entropy: 2.0 },
        source: "Google Identity, \"Using OAuth 2.0\": refresh tokens begin with `1//0`",
        examples: &[
            "1/~/0cTOE1uE_h5BbO1oEsYgiqAqiPGWNRyXK8gT1Z7zw",
            "GOOGLE_TOKEN=1/~/0BqqHnrGvZIV3Ef9RppPnPA83d7j4FRtB_nme41pF",
            "the token 1/~/0OUHaKdVG1YXtWzj-0pPMH-qwbLE-zQVHXkPxDVpb was refused",
        ],
        counterexamples: &[
            "1/~/0FhC2m3b4xax04w4Hk-luwOGT1H0MJC5UXqRoJ-w",
            "x1/~/0cTOE1uE_h5BbO1oEsYgiqAqiPGWNRyXK8gT1Z7zw",
            "1/~/0XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "1/~/0vYK4rNnAsrf-92WMOK6NWGhCCrG4mIBLoQaqE9VylAYDRYmj_X3Iy5Wnz_Afa8drEAByN8PjKW-E_XFhWluWmPuWB9uUk_J",
                "ejG0ocx7xfY8sQYc4tU6sMhyDEb9KQ-OmvdOhE6LXKPadC-izCtCj5rNoRdTXPSoohO030s-3O7snUt4DkZQhdIN9vBXozRHu3YU",
                "1sXnh3"
            ),
        ],
    },
    Row {
        name: "gcp_service_account_key_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["private key id"], forms: &[&[Run(HexLower, 40, 40)]], entropy: 3.0 },
        source: "Google Cloud IAM, \"Create service account keys\": `private_key_id`, 40 hexadecimal digits; the key itself is a private_key",
        examples: &[
            r#"pr~ivate_key_id = "ceba02c46f06afc69b882e7d2163c5b718e82026""#,
            r#"{"pr~ivateKeyId": "aa9df7a132516eaf958714ac4dcaa085c39cddbd"}"#,
            "PR~IVATE_KEY_ID: 519d5c18cc48330f1676372c891c6f884692668f",
        ],
        counterexamples: &[
            r#"pr~ivate_key_id = "0e63e48924245bec58e536738bcb8b3e93fbcb1""#,
            r#"other_name = "ceba02c46f06afc69b882e7d2163c5b718e82026""#,
            "pr~ivate_key_id is aa9df7a132516eaf958714ac4dcaa085c39cddbd",
            r#"pr~ivate_key_id = "54d4788fee57fad98221773e15484fe301ac45013""#,
        ],
    },
];
