//! GitHub, Bitbucket and the trackers of work beside them; GitLab stands apart.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64, Base64Url, Digits, Dotted, Extended, Hex, HexLower, Word};
use crate::redact::parts::Part::{AnyCase, Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "github_pat",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("ghp_"), Run(AlphaDigits, 36, 255)]], entropy: 2.0 },
        source: "GitHub, \"Token formats\": `ghp_` and 36 letters and digits; gitleaks github-pat",
        examples: &[
            "gh~p_brAe3ROmupOUBJJw6cI214JAa29CLmBRPURt",
            "GITHUB_TOKEN=gh~p_O8ppyNns9m5s11iWhJSC51MwYHz4b6A73NTN",
            "the token gh~p_VLxmZ5rWXyq0JxNvrtIyetSyIs9lwNTe6iwy was refused",
        ],
        counterexamples: &[
            "gh~p_a1YnDO9LSZO1o2B0mP9W8nDN1akG2iBOuKW",
            "xgh~p_brAe3ROmupOUBJJw6cI214JAa29CLmBRPURt",
            "gh~p_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "gh~p_YTieoI3UoVBcgMmyXRVqlZFg3J7YTHb18FoFmwdPaxfzyUndp0CT36jl6y2cHL726we3vlwQx66Eej9eakOSz3cGJWmLB2t",
                "lzZUYI5sUz2Umm3HZYKBmbyoCVu25YKENHWdeLq6CF487vo3VoGKUkNGXkDNh4QN3qCWLTkPH6g4N9js4i7vUh4SDkbWWnhsDBGs",
                "m0u1i7gkla30DfqatHgbEqP72zWSRZJX0WCeYtsZHhGRqJrwxPfhP1JFIYtgA"
            ),
        ],
    },
    Row {
        name: "github_fine_grained_pat",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("github_pat_"), Run(Word, 82, 255)]], entropy: 2.0 },
        source: "gitleaks github-fine-grained-pat",
        examples: &[
            "gi~thub_pat_FyZCmWxqMBSfAyT_xqS91VF3KsLqwEmxO1Cj6Kcpqr81M_6i91z3UJGF2_VAytqzw6jq7QIKp5vs7b7tmM",
            "GITHUB_TOKEN=gi~thub_pat_441ON6EVOYbouzbstFFifYzulX8KGj5B2otiSNxKWyLYW2_CI1JGb0YsByjiPmSb8dqqQ4JVnNNBZbW4W3",
            "the token gi~thub_pat_Xya6EbTSW7OZNCiIZiVKB1L9gKDZGFgzWs1v2GCrixSskdaWXmycs8ufydkcm0nsD8aKpNLfboEwkh_FNz was refused",
        ],
        counterexamples: &[
            "gi~thub_pat_7n1GOctFlCQzt3vvYHBBmEY8U0C6Kcj4ptTLsbQFxVlpfa3iJz48tWPL1CDdbifagtqElzaE4a9r3ex_K",
            "xgi~thub_pat_FyZCmWxqMBSfAyT_xqS91VF3KsLqwEmxO1Cj6Kcpqr81M_6i91z3UJGF2_VAytqzw6jq7QIKp5vs7b7tmM",
            "gi~thub_pat_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "gi~thub_pat_eYZJuJguniN63zT_8UiKeaGAM2k0nRm93r0_EAVbvAsfdfl3n4Rwret4EDaNO4mOKq5XXMHRwsD98oVDOAuHHQBJ",
                "pJsnp6x3BKosFJNJ9LEVlS1ZWY3xvLW1bLzCOGqyOxptOx8ocGyzdsVxk17QyIynEUhFeMI1r65EfsSrfOwr99KpjcDBkjfi1x9p",
                "Guy6OsCw7BJ7jCdPxzYSxv1P1eXuz3L_8c4llxSb31kcooT9aJKM5YOV_3V9QmDJGsJ5"
            ),
        ],
    },
    Row {
        name: "github_oauth",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("gho_"), Run(AlphaDigits, 36, 255)]], entropy: 2.0 },
        source: "gitleaks github-oauth",
        examples: &[
            "gh~o_rh9qGedAlNFGYTnLwyHuqRBNCrzDezHsyjk4",
            "GITHUB_TOKEN=gh~o_U3hKOcWr01SY6ieTXeq9v206jZljQJ0IoImD",
            "the token gh~o_WERUukVFzDfp2w2hgc5ywAcTlsGONBJIO7tj was refused",
        ],
        counterexamples: &[
            "gh~o_49fpcs6go2FQMhQn7e4tDRuppN3msEaTc1z",
            "xgh~o_rh9qGedAlNFGYTnLwyHuqRBNCrzDezHsyjk4",
            "gh~o_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "gh~o_sVb7rmS1EDfA80P2PkfBemih3THnBMRy2pEXMCt49eiAWA6K1sT0CxYESLFv1AMgPSnk7YSJj1VK46Bt4oVcR9SiCoHokEo",
                "dz9xSZskve6nWyQgCFLXwAxSh3oB6YAa3hjhx3lppNTBvIEFGtzi6Sb2HmQcUHBzEZgr2GhBoXMw08LNz00t5QwxV4L8fzqkP7Y9",
                "swm735ZWom2SzhNoTQQdL8dylEqKyt1swWl4iu70hGtXPPXKuqerA51wK8z6u"
            ),
        ],
    },
    Row {
        name: "github_app_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("ghu_"), Run(AlphaDigits, 36, 255)],
                &[Text("ghs_"), Run(AlphaDigits, 36, 255)],
                &[Text("ghs_"), Run(Digits, 1, 12), Text("_"), Run(Dotted, 60, 2000)],
            ],
            entropy: 2.0,
        },
        source: "gitleaks github-app-token; GitHub, \"Generating an installation access token\", for those that hold a JWT",
        examples: &[
            "gh~u_b0VJBDLxAYl9jEFVoKw84SuY5OdiOW2FPH4f",
            "GITHUB_TOKEN=gh~s_ZTuMocMFvnSWN6ZKyMv3LaNWzQ5soCrx8epU",
            "the token gh~s_5_AN.VZWwflwK3J7.juKDsy102kIyVItz0trZ7G7A2tkqlZGvU7qyHn7xvnAVP was refused",
            "ghs~_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0NTYifQ.Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8",
        ],
        counterexamples: &[
            "gh~s_5_kharfDaYVy.Q5jQC-rVClaYvtJO-dPLXe7doAV.xTbHVNi.mGFzv5n0zyoh",
            "xgh~u_b0VJBDLxAYl9jEFVoKw84SuY5OdiOW2FPH4f",
            "gh~u_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "github_refresh_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("ghr_"), Run(AlphaDigits, 36, 255)]], entropy: 2.0 },
        source: "gitleaks github-refresh-token",
        examples: &[
            "gh~r_u3JjrBH7K0EJQcN1o6ANj2uG3TUvjG5c6TPO",
            "GITHUB_TOKEN=gh~r_eRSYbRy4FBfgSJlFatYJjCRrbyhbrVoTkXWx",
            "the token gh~r_igZvfVDbQcocBcnhMFNCbhC1B2gwOjQOTJFS was refused",
        ],
        counterexamples: &[
            "gh~r_zeoCoq18oJdHPEJLKzKe8kjrUUjvYhovK84",
            "xgh~r_u3JjrBH7K0EJQcN1o6ANj2uG3TUvjG5c6TPO",
            "gh~r_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "gh~r_uEWTzyszZeks2TRUXEh8I7kZytSxirPmeAhANZOOdsUtkbpKFhm73fOJvSXixhu2mhm3hlkfgjyfR0FCI4FtN1Aw5ZBhG2S",
                "rJIh8EfWrWVpp0xqz7q3dc3V52jcWh2wIGZ0oB62saWjp0iMmOtF6ElKWBQxJU3AYNSOXTScFGqJ1IQYGd9NIZsn7hp8WQfLqqi3",
                "c4qoGr9RZImoCzxOFncd1vGSURHdc4AKPlFK8BZx6kXlxyFlpjmakjAzFsv3o"
            ),
        ],
    },
    Row {
        name: "bitbucket_client_id",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["bitbucket"], forms: &[&[Run(AlphaDigits, 32, 32)]], entropy: 2.5 },
        source: "gitleaks bitbucket-client-id",
        examples: &[
            r#"bi~tbucket_key = "B7dVDGrOiax1gHhb0Qj1BUVenBgO3Dld""#,
            r#"{"bi~tbucketToken": "ZrslXFfzz85N6RUdn3b3gBa4peUujcPn"}"#,
            "BI~TBUCKET_KEY: Hx6UnUQu4brpDcHgivlG373pilhCV4ok",
        ],
        counterexamples: &[
            r#"bi~tbucket_key = "oXb6ytw2UbTn5TIhOqNm2ekBLAjcPzb""#,
            r#"other_name = "B7dVDGrOiax1gHhb0Qj1BUVenBgO3Dld""#,
            "bi~tbucket is ZrslXFfzz85N6RUdn3b3gBa4peUujcPn",
            r#"bi~tbucket_key = "Xn7BgfCCIF7lFfBjcSenRN05jPfc7XRji""#,
        ],
    },
    Row {
        name: "bitbucket_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["bitbucket"], forms: &[&[Run(Extended, 64, 64)]], entropy: 2.5 },
        source: "gitleaks bitbucket-client-secret",
        examples: &[
            r#"bi~tbucket_key = "BstFnvbdK0y1Qrt0sSGeIgUXgRKiJ_dO1_Wl1zT3AhgHOi=U9FQiM-1QMlxrOI51""#,
            r#"{"bi~tbucketToken": "Ch9X9zZpuZUmqP1wKjO7bv0HZWbyBb1K56NeIsTOEcOZL428CofiSnnZlIsJMWm7"}"#,
            "BI~TBUCKET_KEY: d_dgkpGrl4ORqWP1MBLEoqtRxtb4sLKGAWgj-rbw4=QhkP4vvrPhf_qIU=zs2yQk",
        ],
        counterexamples: &[
            r#"bi~tbucket_key = "H4CFsOaYVAvkXZHMGytwSEgNrjxzdKsQoZkHiKeet8GekG6IjlWDgP7VPI12VtL""#,
            r#"other_name = "BstFnvbdK0y1Qrt0sSGeIgUXgRKiJ_dO1_Wl1zT3AhgHOi=U9FQiM-1QMlxrOI51""#,
            "bi~tbucket is Ch9X9zZpuZUmqP1wKjO7bv0HZWbyBb1K56NeIsTOEcOZL428CofiSnnZlIsJMWm7",
            r#"bi~tbucket_key = "IwOYNZ_yZ91CQCCEFV6J-O=Cslsyx-8CtlrgN6YFzEccmmyU-nKQMA57DNzA9Dr5Q""#,
        ],
    },
    Row {
        name: "bitbucket_app_password",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("ATBB"), Run(Extended, 32, 200)]], entropy: 2.0 },
        source: "Bitbucket Cloud, \"App passwords\": begin with `ATBB`",
        examples: &[
            "AT~BB6_z_7GgstsBAhLuAk07BHa_4RTy9EyNs",
            "BITBUCKET_TOKEN=AT~BBGbM-03QDQ-6Jk4=XNFOjGfNNj_qhqZhv",
            "the token AT~BB1m9SeiTAjUOx74RAaOQ3y7absf4=MtWz was refused",
        ],
        counterexamples: &[
            "AT~BBGQfJMkxH5URyJZ_sctdSt-IrX8Er=6I",
            "xAT~BB6_z_7GgstsBAhLuAk07BHa_4RTy9EyNs",
            "AT~BBXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            concat!(
                "AT~BB3-AKwtY8iJI=GKp6T6VQ-w=Q1GaiGEwjiUXiP00--AUjF6XbD4R51RGRyhszNuvjx9HB7q=AuyY223SKL-00gqpJOWBbrmF",
                "6ft_=I8ZDhN6WdeA9bJGBC2SXaaDLaZKr-ctmnOmsAx_bn61xHn2z4wZaxx0GtQ1rFZmR4Ya4Jwzdhwe5yvoJLUBYzb9B=1fZ7c=",
                "3TH8yk"
            ),
        ],
    },
    Row {
        name: "bitbucket_server_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("BBDC-"), Run(Base64, 40, 60)]], entropy: 2.0 },
        source: "Bitbucket Data Center, \"HTTP access tokens\": `BBDC-` and base64",
        examples: &[
            "BB~DC-YQpTYE6m1MFTU8Ko2Y2CHjyi0iBaFOHykpLBH6Ii",
            "BITBUCKET_TOKEN=BB~DC-XdKAGXPqRKPr1j6VeD97uog8QwghvKYWFX1J9RHU",
            "the token BB~DC-m99lQJZoLw+MYTDlIvJKr4wjB90s/UlE2MuXhCyS was refused",
        ],
        counterexamples: &[
            "BB~DC-n8zyGxiI32fVHV9UCgRzDKIB7nzm+jX59IgUv2v",
            "xBB~DC-YQpTYE6m1MFTU8Ko2Y2CHjyi0iBaFOHykpLBH6Ii",
            "BB~DC-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "BB~DC-asO5yxw8HR/qylc3ST/waxhErSPlVRwwufVn74BMQu1tMhl5yKe+ZY/s5mXaE",
        ],
    },
    Row {
        name: "atlassian_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::Assigned {
                words: &["atlassian", "confluence", "jira", "jira token", "jira api", "jira key"],
                forms: &[&[Run(AlphaDigits, 20, 20), Run(Hex, 4, 4)]],
                entropy: 3.5,
            },
            Matcher::Token {
                forms: &[
                    &[Text("ATATT3"), Run(Extended, 100, 300)],
                    &[Text("ATCTT3"), Run(Extended, 100, 300)],
                    &[Text("ATSTT3"), Run(Extended, 100, 300)],
                ],
                entropy: 2.0,
            },
        ]),
        source: "Atlassian, \"Manage API tokens\"; gitleaks atlassian-api-token",
        examples: &[
            r#"at~lassian_key = "y8euRorOSMR2JFjWKmzjc0e3""#,
            r#"{"at~lassianToken": "FdDo2jrRd5kA45vmYRmnb46f"}"#,
            "AT~LASSIAN_KEY: sgINrcMqJLnxpkCBeCb99b82",
            "co~nfluence=hGUvGeeF6zdMzwbur1Of1475",
            "AT~ATT3GvXHzi5RL-s6Hoq_U43_Eqm1JiSrpE99jzfBywzRoXYVmdaGU=mdM6Dkd6hhOviYlDhtmxX1-xOH7oRD2_suIo0z68LaQKjg1LIX",
            "ATLASSIAN_TOKEN=AT~CTT3HD9oQT-9X2Ybcbb-s_qp5HCwn3iDtaoksYeWOPvKMiCiPbpUT1sZ8JhoxPSb-3iC9Bttg0u-NHBiHTLR4tX6HUr9efaCWak0iEXF",
        ],
        counterexamples: &[
            r#"at~lassian_key = "oK72myOnqeSXdzyjQZQ1d5d""#,
            r#"other_name = "y8euRorOSMR2JFjWKmzjc0e3""#,
            "at~lassian is FdDo2jrRd5kA45vmYRmnb46f",
            r#"at~lassian_key = "MivD3l1wTrFnmZeVR5KXd3402""#,
            "AT~STT3Qdx6lWmRP3jJGwhuXnW5obZsrI2U-oSGd2GRvHRo3=9=Og1wDc9GBvbacPtbs1cUmIJKITEznK8_vaVIPjabiDEggo_WR4ri6CI",
            "xAT~ATT3GvXHzi5RL-s6Hoq_U43_Eqm1JiSrpE99jzfBywzRoXYVmdaGU=mdM6Dkd6hhOviYlDhtmxX1-xOH7oRD2_suIo0z68LaQKjg1LIX",
        ],
    },
    Row {
        name: "asana_client_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["asana"], forms: &[&[Run(Digits, 16, 16)]], entropy: 0.0 },
        source: "gitleaks asana-client-id: no secret by itself",
        examples: &[
            r#"as~ana_key = "6478489491805468""#,
            r#"{"as~anaToken": "6612889343909481"}"#,
            "AS~ANA_KEY: 9013658253049544",
        ],
        counterexamples: &[
            r#"as~ana_key = "476435869425017""#,
            r#"other_name = "6478489491805468""#,
            "as~ana is 6612889343909481",
            r#"as~ana_key = "40462197884337467""#,
        ],
    },
    Row {
        name: "asana_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["asana"], forms: &[&[Run(AlphaDigits, 32, 32)]], entropy: 2.5 },
        source: "gitleaks asana-client-secret",
        examples: &[
            r#"as~ana_key = "wRKWvnDvn7vn0iBVFu917wp3ipVoAx93""#,
            r#"{"as~anaToken": "drTkFK6SImSpOeqsTHM6tHwqHzD2cmMw"}"#,
            "AS~ANA_KEY: rwVpJu4Bg1MWaJ8u9uN7EBgJ3nBwCQzU",
        ],
        counterexamples: &[
            r#"as~ana_key = "EwjTXDX1x6EHThFOeP69QhzH22UMl7y""#,
            r#"other_name = "wRKWvnDvn7vn0iBVFu917wp3ipVoAx93""#,
            "as~ana is drTkFK6SImSpOeqsTHM6tHwqHzD2cmMw",
            r#"as~ana_key = "NWX2lkfv4u45m1r6AwcFQbmJ1TyQgWYLS""#,
        ],
    },
    Row {
        name: "airtable_api_key",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["airtable"], forms: &[&[Run(AlphaDigits, 17, 17)]], entropy: 0.0 },
        source: "gitleaks airtable-api-key; identifiers of bases look alike",
        examples: &[
            r#"ai~rtable_key = "tjmwL7x5UGAEoELG7""#,
            r#"{"ai~rtableToken": "sVeTWpsyy9mhjVbl2"}"#,
            "AI~RTABLE_KEY: qTISoztUFou54o5eX",
        ],
        counterexamples: &[
            r#"ai~rtable_key = "b0yA9Kp6MRpZmS0O""#,
            r#"other_name = "tjmwL7x5UGAEoELG7""#,
            "ai~rtable is sVeTWpsyy9mhjVbl2",
            r#"ai~rtable_key = "gyH0xfbIr1sBWzbEGT""#,
        ],
    },
    Row {
        name: "airtable_personnal_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("pat"), Run(AlphaDigits, 14, 14), Text("."), Run(HexLower, 64, 64)]],
            entropy: 2.0,
        },
        source: "gitleaks airtable-personnal-access-token",
        examples: &[
            "pa~tk3szWgXCVHh2jr.c8420adaf911c2bf1a1917311ff8908ec3c541bbe8b5849782a65947b3655be1",
            "AIRTABLE_TOKEN=pa~tWgwvOcSqsevjhh.80b245dccef15e9cb680ee05ae49449ddd2a9209fc093bd79d5b95d5eac9fc44",
            "the token pa~tot4Zgz5IZkMMq5.f9c98b52a69474e71ba64d03d5b275a95389c3ad8c3f7b15b1211946f53779f2 was refused",
        ],
        counterexamples: &[
            "pa~tIGbZqyb3E1wpFV.3a22ec97f2ef1fbe1b416c2b8ce844fe65ba60dbc36bfcd844f5eb60246c37d",
            "xpa~tk3szWgXCVHh2jr.c8420adaf911c2bf1a1917311ff8908ec3c541bbe8b5849782a65947b3655be1",
            "pa~tXXXXXXXXXXXXXX.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "pa~tE2TBBqXYfxYZtA.291b8de473bd0cd77a5143c6cd6226b47a88ddcab9445dffd5569a0f68c57b313",
        ],
    },
    Row {
        name: "clojars_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[AnyCase("CLOJARS_"), Run(AlphaDigits, 60, 60)]], entropy: 2.0 },
        source: "gitleaks clojars-api-token",
        examples: &[
            "CL~OJARS_7UHB1eH1XrMZeVuYHQguNX9bWub5L9NZYFWWBjBWzE4iSX3Sm4a4AV2R6due",
            "CLOJARS_TOKEN=CL~OJARS_SBUw7AZVTRiB2zpuYHBAt8PRqLjNUXuqnemJQF9lIBuz04YQmzXVLf08sW4G",
            "the token CL~OJARS_PtZ1qt0YJaIAz6We9zHkfeGgOXLfLnU3E5pKLbhymlk6Vg8y75q9zE2TB8da was refused",
        ],
        counterexamples: &[
            "CL~OJARS_zAj2jmfsSOMDgRkZ740hPvqx9WaJiNRhtxsawMkmIuZ9FdnYbdnz2difjgC",
            "xCL~OJARS_7UHB1eH1XrMZeVuYHQguNX9bWub5L9NZYFWWBjBWzE4iSX3Sm4a4AV2R6due",
            "CL~OJARS_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "CL~OJARS_ph58ZlUP0cbOKcWr3Frop9KN8g2axa2Y9DQBdPzK1XV8NddBnxd2KjuOomsno",
        ],
    },
    Row {
        name: "crates_io_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("cio"), Run(AlphaDigits, 32, 32)]], entropy: 2.0 },
        source: "crates.io: API tokens are `cio` and 32 letters and digits",
        examples: &[
            "ci~oGaT3a0THDtJ92eYX9hoGbC32VmhyBiWI",
            "CRATES_TOKEN=ci~oyB8bP3R3QmdxR7GyyzJ2PcC8IHVjS6n8",
            "the token ci~ov5FtiURSIPe7edXJxBCmxJ8qqVMWPCKq was refused",
        ],
        counterexamples: &[
            "ci~ofOxMHot6cv3s0NUaHhbY4S0Bmyu5qCS",
            "xci~oGaT3a0THDtJ92eYX9hoGbC32VmhyBiWI",
            "ci~oXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "ci~osw2h07uwe6eQC2X2OsiorrCWLVDz069fN",
        ],
    },
    Row {
        name: "figma_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("figd_"), Run(Base64Url, 40, 60)],
                &[Text("figdr_"), Run(Base64Url, 40, 60)],
                &[Text("figu_"), Run(Base64Url, 40, 60)],
                &[Text("figur_"), Run(Base64Url, 40, 60)],
                &[Text("figdh_"), Run(Base64Url, 40, 60)],
                &[Text("figo_"), Run(Base64Url, 40, 60)],
                &[Text("figor_"), Run(Base64Url, 40, 60)],
            ],
            entropy: 2.0,
        },
        source: "Figma, \"Personal access tokens\" and \"OAuth\": `figd_` and its like, then 40 characters and more",
        examples: &[
            "fi~gd_EqbwUPzSnPHDjBpmT2qQiK8iyU5hK6MgoTCe-iIm",
            "FIGMA_TOKEN=fi~gdr_JRm76MGCRLJ_vBCh7iV4wQbvOwXdT4VcPoTfgr7u",
            "the token fi~gu_3Yq4euVUgdbrC8UET1zyrVsVAQtGqNiTxWqgRBc9 was refused",
            "fi~gur_cHMP-DThXrRVPmYJO_2EtY9XVUE-5olbwIQwW-b4",
            "FIGMA_TOKEN=fi~gdh_poU5ZpADlEn5-HPmZOoCpoLxDomkmKYT2tElS26M",
            "the token fi~go_f2shG5yjLna5xUA68sppl4NwvWVDjivMZ9Aad5Ur was refused",
            "fi~gor_O-mP1eEclmQ7YeIvaUm1sGoVZMTA5szQPPR-4t13",
        ],
        counterexamples: &[
            "fi~gor_K2aSSdLpKBJ8cP33zChtVI90tgxCDYFRGymKleL",
            "xfi~gd_EqbwUPzSnPHDjBpmT2qQiK8iyU5hK6MgoTCe-iIm",
            "fi~gd_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "frameio_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("fio-u-"), Run(Extended, 64, 64)]], entropy: 0.0 },
        source: "gitleaks frameio-api-token",
        examples: &[
            "fi~o-u-LzBt-BjXKzYNiaJhOQzU3qosmA7nyKvYmqi21IgyQ=McD=e5czgnvetWQVeFMk=C",
            "FRAMEIO_TOKEN=fi~o-u-qZVlWmJCqrieeCm3_oriXNzqSyiXv94-bYhYuVdkTr2Vzk9a_jDIXFSDPA0bsnxW",
            "the token fi~o-u-SO4c=SHSv-tNtm=DOE3bRcoDXgMzOj30kEQDv6VTlx64aTFqj_20GlZH-sajlSJw was refused",
        ],
        counterexamples: &[
            "fi~o-u-bG_E29SQzkqPevqCNSeo9NvvBGxxDQerxZ=8lU9EM27_FGEvrjX5lQ_sQldpQBa",
            "xfi~o-u-LzBt-BjXKzYNiaJhOQzU3qosmA7nyKvYmqi21IgyQ=McD=e5czgnvetWQVeFMk=C",
            "FI~O-U-lZbT-bJxkZynIAjHoqZu3QOSMa7NYkVyMQI21iGYq=mCd=E5CZGNVETwqvEfmK=c",
            "fi~o-u-cX8nv13l7eNyROF=iOKScHnsw=XyXSOZxcom-NM63RMxilme0pIYQPazWJ9zKPbRC",
        ],
    },
    Row {
        name: "gitter_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["gitter"], forms: &[&[Run(Base64Url, 40, 40)]], entropy: 2.5 },
        source: "gitleaks gitter-access-token",
        examples: &[
            r#"gi~tter_key = "dvZ3SVSo1mYe5wwwCdFVWZYpqiC5gLyGY3hbBlRl""#,
            r#"{"gi~tterToken": "cdxARRMOJKLGhUXdkKNR0zxDc2wC_N7lKRnqmv6U"}"#,
            "GI~TTER_KEY: XcyO-c9eOhsGjBV8ADoW3Y3KT5ywFI2hYoj2BXDY",
        ],
        counterexamples: &[
            r#"gi~tter_key = "uB4vx6iosQdi2giXlTbvDZtgZRqzk-YAS1C06Eh""#,
            r#"other_name = "dvZ3SVSo1mYe5wwwCdFVWZYpqiC5gLyGY3hbBlRl""#,
            "gi~tter is cdxARRMOJKLGhUXdkKNR0zxDc2wC_N7lKRnqmv6U",
            r#"gi~tter_key = "K-IUymqt2B85WLKrDbIgQRuZ0SRtRNpFSBPBs-_ZL""#,
        ],
    },
];
