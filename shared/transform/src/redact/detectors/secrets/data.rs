//! Databases, search, storage of files and analysis of data, by vendor from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64, Digits, Extended, HexLower};
use crate::redact::parts::Part::{AnyCase, Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "algolia_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["algolia"], forms: &[&[Run(AlphaDigits, 32, 32)]], entropy: 2.5 },
        source: "gitleaks algolia-api-key",
        examples: &[
            r#"al~golia_key = "R5XWMOwLozk5ZZDTUnBiyxeTTEt5HSs8""#,
            r#"{"al~goliaToken": "IgdyXvP0RkdziqFLOp8PleZJdMbOtNiW"}"#,
            "AL~GOLIA_KEY: wN9EvD1AY5yPYzCQja6GGKrtvcSFa6Gm",
        ],
        counterexamples: &[
            r#"al~golia_key = "ZLSkSzxppn0F5XQtfGJ5obTOvYoSpsB""#,
            r#"other_name = "R5XWMOwLozk5ZZDTUnBiyxeTTEt5HSs8""#,
            "al~golia is IgdyXvP0RkdziqFLOp8PleZJdMbOtNiW",
            r#"al~golia_key = "XPmuCia1gLNuDjef02uMZmIJC6cNiAKja""#,
        ],
    },
    Row {
        name: "artifactory_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AKCp"), Run(AlphaDigits, 69, 73)]], entropy: 2.0 },
        source: "gitleaks artifactory-api-key",
        examples: &[
            "AK~Cp20Yl0bNMXDz9dUXBtkxGJXcSwFqyiA0p6DtZtWXJ3J3SQKNMHXqx3RA7QTotDrmqbwhua",
            "ARTIFACTORY_TOKEN=AK~Cp8x0SlUNnQsRcdAPSJggySn51Y5sX1LIMlGMmJXOFRnNsO8Sl01QFKYXF68nh6bQxR4zLl",
            "the token AK~CpJNZmfNwpPvJnyorMz4JQqSFSo8auQulbJmwYoX5qxoava5mpfRU0ilivt483xzMO5ZcPa was refused",
        ],
        counterexamples: &[
            "AK~Cp6VX0JiLgnYWZZD3u1fOcXUwxNrlL1Oyp1Z1rTE9tn4fNmSqVaEGxoSb05VM9n6pFJJeD",
            "xAK~Cp20Yl0bNMXDz9dUXBtkxGJXcSwFqyiA0p6DtZtWXJ3J3SQKNMHXqx3RA7QTotDrmqbwhua",
            "AK~CpXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "AK~Cpv30B3lpqONkJXyEwLStN26eo51RhgGOfQvxeGh1dLLfPc8M7XnOAxNZ2aqHZwjuG7AvGOODxsl",
        ],
    },
    Row {
        name: "artifactory_reference_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("cmVmd"), Run(AlphaDigits, 59, 59)]], entropy: 2.0 },
        source: "gitleaks artifactory-reference-token",
        examples: &[
            "cm~Vmd9HSTyqoEycXGWLewqylg8lpuEQCzwaVJG7w7LJl6YLqspWsdSimJbGnt8jw",
            "ARTIFACTORY_TOKEN=cm~VmdDqvncsyF1gkbZ8yo3uQS3wx8AdikRufXj8yvocOKXj1B2PjhYoAYt7XOdEd",
            "the token cm~Vmd0Z1RTCh1kqdN5yLvFHB9ARxreKE8XMZ1tyqB8GkVBHXvKe9tXnG04kLehRB was refused",
        ],
        counterexamples: &[
            "cm~VmdaMwVlMa2GfGSWjkbT8CvMmZT0T6qygQtZ9UUfG6u5wwGt44fzUD3Z4kX4v",
            "xcm~Vmd9HSTyqoEycXGWLewqylg8lpuEQCzwaVJG7w7LJl6YLqspWsdSimJbGnt8jw",
            "cm~VmdXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "cm~VmdmXrRlIUr7z5eoLtV7WKhup7AkF9OclWnxnkUJXf8TkbniBo0zbooXhGM2kSB",
        ],
    },
    Row {
        name: "clickhouse_cloud_api_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("4b1d"), Run(AlphaDigits, 38, 38)]], entropy: 2.0 },
        source: "gitleaks clickhouse-cloud-api-secret-key",
        examples: &[
            "4b~1d39wGEFosWC4rYAjNiizOvGLKhlyqqec9UPXej4",
            "CLICKHOUSE_TOKEN=4b~1dUQmvcrHti1Jbkse2velENW9yg00kuURzHtLgZV",
            "the token 4b~1d4JsgXc5Tem9egJx96DwFovwO34o5MunRfGtvdQ was refused",
        ],
        counterexamples: &[
            "4b~1dq1aX3pRnLm6LNA19VL7P5xkMtcUhSoLEkVJqT",
            "x4b~1d39wGEFosWC4rYAjNiizOvGLKhlyqqec9UPXej4",
            "4b~1dXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "4b~1dAQXpVBPU1c0cxYM9esBkASBb2jHgI9fZ2ieGh3H",
        ],
    },
    Row {
        name: "cockroachdb_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("CCDB1_"), Run(AlphaDigits, 22, 22), Text("_"), Run(AlphaDigits, 40, 40)]],
            entropy: 2.0,
        },
        source: "CockroachDB Cloud API: `CCDB1_`, 22 letters and digits, `_` and 40 more",
        examples: &[
            "CC~DB1_jeUAaLLzpJLDo2OkqFks8S_Ct2lbqhHNpL2qREBMYlLO1phCa0L8BAuO5pLZZt8",
            "COCKROACHDB_TOKEN=CC~DB1_pewYeiZwuFNlgx5LHSZpAW_EKFjUqXwbjLgJQUT0nuQcA478Kmij4py3Fwy3DJk",
            "the token CC~DB1_yGMvfow57gVcKRLskVbUPD_z6a2YfETGUJlHkyuUGypOowuQQkCMQpOF4EVKciB was refused",
        ],
        counterexamples: &[
            "CC~DB1_JzH6gwOZEoDcntdnwe738t_x1R2WvrADyITMlBYTAG60NrJdii23dTNEq9wQRb",
            "xCC~DB1_jeUAaLLzpJLDo2OkqFks8S_Ct2lbqhHNpL2qREBMYlLO1phCa0L8BAuO5pLZZt8",
            "CC~DB1_XXXXXXXXXXXXXXXXXXXXXX_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "CC~DB1_zPGKO0Gq0RM7bLpb90xCZi_KhadJE7CrYMxUI6IDCPaOKrNARTNvdTlHnoszJsvq",
        ],
    },
    Row {
        name: "confluent_access_token",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["confluent"], forms: &[&[Run(AlphaDigits, 16, 16)]], entropy: 2.5 },
        source: "gitleaks confluent-access-token: keys, which name a secret",
        examples: &[
            r#"co~nfluent_key = "NvqE5uwp8StgZmPY""#,
            r#"{"co~nfluentToken": "o0YmOkyRj2x9JVEF"}"#,
            "CO~NFLUENT_KEY: 9lZ6tfFimPziAMmd",
        ],
        counterexamples: &[
            r#"co~nfluent_key = "PE9Z1DwO6M8NEp6""#,
            r#"other_name = "NvqE5uwp8StgZmPY""#,
            "co~nfluent is o0YmOkyRj2x9JVEF",
            r#"co~nfluent_key = "eGwgETiagWoguBRA7""#,
        ],
    },
    Row {
        name: "confluent_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::Assigned { words: &["confluent"], forms: &[&[Run(AlphaDigits, 64, 64)]], entropy: 2.5 },
            Matcher::Token { forms: &[&[Text("cflt"), Run(Base64, 60, 60)]], entropy: 2.0 },
        ]),
        source: "Confluent Cloud, \"API keys\": 64 characters, now with the prefix `cflt`; gitleaks confluent-secret-key",
        examples: &[
            r#"co~nfluent_key = "XXHU4zlpoMVzzexgN0y97RV279f4hyQ68E20j1SKPffB5966MmZXsLw3UPdvee7p""#,
            r#"{"co~nfluentToken": "eyTiegtGv4gZX3pTNxo7WPFVZGNvLKxwsv1iWMdlQmlcInOgDpyCsIZlVRU6wvhx"}"#,
            "CO~NFLUENT_KEY: KrUAUHJutz0M7ixdaBjnfCanNb7W8uFBBmjx4LWglWMXhI2w2O4csjSEhEZ0u2aO",
            "cf~ltlVIQ3CJmUwsr5Cvi7vnn6Xs1UGJRC1QKVF8E7o6eit6sz42aSznU+cOkxO0R",
            "CONFLUENT_TOKEN=cf~ltBJXGLfLlSxCjA1abBvgyb2xZBouq7AJw0WINuTLE8va9tiTlqQrxja2/YkGg",
        ],
        counterexamples: &[
            r#"co~nfluent_key = "ryQvgUNCbgv9LqGGpNedOqusDSwBTaYZV4cHQaDraMaqGd7DOfHiMxxBCyH4OjY""#,
            r#"other_name = "XXHU4zlpoMVzzexgN0y97RV279f4hyQ68E20j1SKPffB5966MmZXsLw3UPdvee7p""#,
            "co~nfluent is eyTiegtGv4gZX3pTNxo7WPFVZGNvLKxwsv1iWMdlQmlcInOgDpyCsIZlVRU6wvhx",
            r#"co~nfluent_key = "AIN4PC4jGqlUfoJyYs6fgwpL17L45hpiRIArGFC9iPvBiPV4if2JCg08g5uJInGkO""#,
            "cf~ltarFHtNPnrXa9pvGrIsDodzkwI0U2EhZKWIgww7DSXAL/55s/7BTFa/b452J",
            "xcf~ltlVIQ3CJmUwsr5Cvi7vnn6Xs1UGJRC1QKVF8E7o6eit6sz42aSznU+cOkxO0R",
        ],
    },
    Row {
        name: "databricks_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("dapi"), Run(HexLower, 32, 32)],
                &[Text("dapi"), Run(HexLower, 32, 32), Text("-"), Run(Digits, 1, 1)],
            ],
            entropy: 2.0,
        },
        source: "gitleaks databricks-api-token",
        examples: &[
            "da~pidc53a1a1d8c46b6b96f6c2fc0c3ff3ce",
            "DATABRICKS_TOKEN=da~pi00109ccc06b6d1b7d8bdc0bb44ae1002-6",
            "the token da~pi76077435d1d7e202f5645d7b52f42077 was refused",
            "dap~i0c71be5a93f8426d1e7b05d94c8af362-2",
        ],
        counterexamples: &[
            "xda~pidc53a1a1d8c46b6b96f6c2fc0c3ff3ce",
            "da~piXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "_da~pidc53a1a1d8c46b6b96f6c2fc0c3ff3ce",
            "dap~i0c71be5a93f8426d1e7b05d94c8af36",
        ],
    },
    Row {
        name: "databricks_oauth_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("dose"), Run(HexLower, 32, 32)]], entropy: 2.0 },
        source: "Databricks, \"OAuth machine-to-machine\": secrets are `dose` and 32 hexadecimal digits",
        examples: &[
            "do~se179b95855e52aeaf63cc54b42fe3ae1a",
            "DATABRICKS_TOKEN=do~seae78659a84fcb045bba5632c960d3dd9",
            "the token do~se070ba1e4f476c4a1ef91178f2cb651a4 was refused",
        ],
        counterexamples: &[
            "do~se420404536d7a817217832546a5d7d9f",
            "xdo~se179b95855e52aeaf63cc54b42fe3ae1a",
            "do~seXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "do~se01ea5a7fb653a49b1d2d029802daab653",
        ],
    },
    Row {
        name: "dropbox_api_token",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["dropbox"], forms: &[&[Run(AlphaDigits, 15, 15)]], entropy: 0.0 },
        source: "gitleaks dropbox-api-token: short enough for words",
        examples: &[
            r#"dr~opbox_key = "SPZSKeNVt0lNQ8D""#,
            r#"{"dr~opboxToken": "ZmbrjsQ24fR94yr"}"#,
            "DR~OPBOX_KEY: QAdGU4JtGXFlNji",
        ],
        counterexamples: &[
            r#"dr~opbox_key = "lY2sk8rmiMAVW1""#,
            r#"other_name = "SPZSKeNVt0lNQ8D""#,
            "dr~opbox is ZmbrjsQ24fR94yr",
            r#"dr~opbox_key = "jYopjaPcrbcvBREv""#,
        ],
    },
    Row {
        name: "dropbox_long_lived_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["dropbox"],
            forms: &[&[Run(AlphaDigits, 11, 11), AnyCase("AAAAAAAAAA"), Run(Extended, 43, 43)]],
            entropy: 0.0,
        },
        source: "gitleaks dropbox-long-lived-api-token",
        examples: &[
            r#"dr~opbox_key = "7IXECtlVIuYAAAAAAAAAAbTS0fEo=sh945WVKXxhiy7GiSeKvZuO98uyABIPu6kx""#,
            r#"{"dr~opboxToken": "s3EfpysgJocAAAAAAAAAA4VmTy_zK2GztYAq0VdGDeyQI3q9SGDkG1xYC=NVTYST"}"#,
            "DR~OPBOX_KEY: ugAAWzXs0XNAAAAAAAAAAMzvfOe=PEQfijPaU7idB6d-WWf88sW06g5vxSnS1dsv",
        ],
        counterexamples: &[
            r#"dr~opbox_key = "DT6SteYLPBbAAAAAAAAAAYPnX52HY3nsBLq9LqifhTuZglIe9kzlx_mlNE9aov3""#,
            r#"other_name = "7IXECtlVIuYAAAAAAAAAAbTS0fEo=sh945WVKXxhiy7GiSeKvZuO98uyABIPu6kx""#,
            "dr~opbox is s3EfpysgJocAAAAAAAAAA4VmTy_zK2GztYAq0VdGDeyQI3q9SGDkG1xYC=NVTYST",
            r#"dr~opbox_key = "geLusmVKTHtAAAAAAAAAANRC298yeqAXOH_HuPTHk7bk9Bso_xrQ0Tb7r8HCRsQTy""#,
        ],
    },
    Row {
        name: "dropbox_short_lived_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("sl."), Run(Extended, 130, 1500)], &[Text("sl.u."), Run(Extended, 130, 2000)]],
            entropy: 2.0,
        },
        source: "gitleaks dropbox-short-lived-api-token",
        examples: &[
            "sl~.p0s7dvrhtT=b6K2LmUOt-NUub3DaCzzOje7XgEfHfyYJhimC43tT_DOmJuMq2Z2==JSDsKVzMsIPmkTP_RLyvV8HLxuT8qlVzSIUFAs0um6OJ6WK6dxvmGdZkNy2pLatBQ",
            "DROPBOX_TOKEN=sl~.u.KoURdNHgx9m=dlHXtME9vK_-mgv8=HzjK6G9d7jkxIJ6bE6S=XXS4UthoSl_Ut4GC4SJLrKJZdmYH=sPavqsDITCh6uH4ApN2W3=MwvmfzcbQLj9sgks4Bd68wHMHOI4S6",
            concat!(
                "the token sl~.MeAw5qwshMVTdSVOYYvKPIfjP3QZs9P5brbSpSuArxKTCfP0uoRIHffQ6nAQmcG28vRqtTfglofs92K6I3Gz7n",
                "lQMgt2zhPcWaNaKuSWCq3-nkh_JyS7KanGcZr8Jhxzwt was refused"
            ),
        ],
        counterexamples: &[
            "sl~.u.pRHx7ZvWO3IaPUXaCuGmRjrwSGXdvc9LJXgFjG-Qeq5ktTJzimw_843uoj7rtMwC_3jXHXJG9KzRDkp4GF49lMBhvUaNjjGPNHgb90npSn3qZR6aA=1y6Jzd6CyFsaVwF",
            "xsl~.p0s7dvrhtT=b6K2LmUOt-NUub3DaCzzOje7XgEfHfyYJhimC43tT_DOmJuMq2Z2==JSDsKVzMsIPmkTP_RLyvV8HLxuT8qlVzSIUFAs0um6OJ6WK6dxvmGdZkNy2pLatBQ",
            "sl~.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
    Row {
        name: "flickr_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["flickr"], forms: &[&[Run(AlphaDigits, 32, 32)]], entropy: 2.5 },
        source: "gitleaks flickr-access-token",
        examples: &[
            r#"fl~ickr_key = "Q1cb9yJUJlpjiTyvwho8YuMPg9yyKBTT""#,
            r#"{"fl~ickrToken": "Ynre30NEi54BhiqVr550PGgH9POGIXAF"}"#,
            "FL~ICKR_KEY: hy898xb8oXTNjrUOweTmfkcLPtToyBzg",
        ],
        counterexamples: &[
            r#"fl~ickr_key = "RSzchQBT9h6DWWeM9MJH1VNhE4SU0Wg""#,
            r#"other_name = "Q1cb9yJUJlpjiTyvwho8YuMPg9yyKBTT""#,
            "fl~ickr is Ynre30NEi54BhiqVr550PGgH9POGIXAF",
            r#"fl~ickr_key = "PKBAEfr74QOawyBwazGGCA56iRdHTuBAN""#,
        ],
    },
    Row {
        name: "fullstory_api_key",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("na1."), Run(AlphaDigits, 50, 150)], &[Text("eu1."), Run(AlphaDigits, 50, 150)]],
            entropy: 2.0,
        },
        source: "FullStory, \"Authentication\": the data centre, a full stop and base64",
        examples: &[
            "na~1.aFkMwru6IG5feFfn0mh3AXJyNwjF3GYpIJm0WD4WU9KugOl0nx",
            "FULLSTORY_TOKEN=eu~1.9gFozbL0iYUy6nGfOt71XNHmxzanQ5hmP2UEqZSljhbkLUta0R",
            "the token na~1.UOzvWB0h59hQHWj3h2NANIaNxB3DZgbdYPUtziWFpYFBUVpxUf was refused",
        ],
        counterexamples: &[
            "eu~1.UGIiL9iv8xMJPYecBekPQoyCycjP8kWoSUE9P6nK0W38Yr32x",
            "xna~1.aFkMwru6IG5feFfn0mh3AXJyNwjF3GYpIJm0WD4WU9KugOl0nx",
            "na~1.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        ],
    },
];
