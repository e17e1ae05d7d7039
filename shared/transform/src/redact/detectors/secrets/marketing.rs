//! Vendors of mail to customers, of social networks, media and forms.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{
    AlphaDigits, Base64Padded, Base64Url, Digits, Extended, ExtendedDotted, Hex, LowerDigits, Percent, UpperDigits,
};
use crate::redact::parts::Part::{Run, Text};

pub const ROWS: &[Row] = &[
    Row {
        name: "mailgun_private_api_token",
        sets: &["standard", "secrets"],
        context: Context::Near(&["mailgun"]),
        matcher: Matcher::Token { forms: &[&[Text("key-"), Run(Hex, 32, 32)]], entropy: 0.0 },
        source: "Mailgun, \"API keys\"; gitleaks mailgun-private-api-token: `key-` and 32 hexadecimal digits",
        examples: &[
            "ke~y-5dae7318f6429c0b6cf35a40927dbe81",
            "MAILGUN_KEY=ke~y-36ae9547f12bdc801e5d78c3f4b62a09",
            r#""mailgun_key": "ke~y-012c4895aeb376fd8705facb3de21964""#,
        ],
        counterexamples: &[
            "ke~y-9df4e871c05263ba85390b27da6cfe1",
            "ke~y-3c71fbe0a68d2945f47d69c15a03e8b29",
            "xke~y-fe51a79b432cd08695b8ef0d6127c43a",
            "key is a prefix",
        ],
    },
    Row {
        name: "mailgun_pub_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("pubkey-"), Run(Hex, 32, 32)]], entropy: 0.0 },
        source: "Mailgun, \"API keys\"; gitleaks mailgun-pub-key: `pubkey-` and 32 hexadecimal digits",
        examples: &[
            "pu~bkey-185964ed307cfba2238d0ab6f4c59e17",
            "MAILGUN_PUB=pu~bkey-a69f1c2d8e7053b46a391fb5d02e47c8",
            r#""mailgun_pub": "pu~bkey-6d50b3e4a28f7c19cb289d54f1e0a673""#,
        ],
        counterexamples: &[
            "pu~bkey-6c139b5a78204fde986be0cd4f23517",
            "pu~bkey-7f658c0e9d2b43a1473b98fea6c0125db",
            "xpu~bkey-374fae6b5810dc921fd5eb2078c6a349",
            "pubkey is a prefix",
        ],
    },
    Row {
        name: "mailgun_signing_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["mailgun"],
            forms: &[&[Run(LowerDigits, 32, 32), Text("-"), Run(LowerDigits, 8, 8), Text("-"), Run(LowerDigits, 8, 8)]],
            entropy: 0.0,
        },
        source: "gitleaks mailgun-signing-key: groups of 32, 8 and 8 hexadecimal digits",
        examples: &[
            "MAILGUN_KEY=d9uli3sv47hpnc05bjoz6r2x1~tqwegak-hp2ad7ju-jhwt3cz0",
            r#"mailgun_token: "079v1dn2opy6xcsbiqr4htjwz~el385mg-1nvy28ch-fnhqwxbo""#,
            "mailgun.secret := 'te0ml6a9d127kn4bg5hwoj3px~ysvu8fz-m4pbv5ao-0zfbrqpk'",
        ],
        counterexamples: &[
            r#"mailgun_token = "i1ctqzlrehk30fd47npsgouv~86yxwa52-4vrl26qi-oy042ix""#,
            r#"mailgun_token = "s6l7fpdnztweckq3yihb0r8ju~42m5a1x-avy2498w-dxz87rphb""#,
            r#"other_token = "7b1dlok0xi3yz5h9m6fajqevt~8wng4p2-95iqa7f2-4dmyv7pz""#,
        ],
    },
    Row {
        name: "mailersend_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("mlsn."), Run(Hex, 64, 64)]], entropy: 0.0 },
        source: "MailerSend, \"API tokens\": `mlsn.` and 64 hexadecimal digits",
        examples: &[
            "ml~sn.4f815e267b90cda354d1602c39bae87ff2a0d574ce619b38a068b472e9d53cf1",
            "MAILERSEND_API_TOKEN=ml~sn.0bd1a753e2c69f48b9efd28ca71630545cbf914a32e680d7d8afc0497eb21653",
            r#""mailersend_api_token": "ml~sn.036b1fced47a98525ab2efd187693c041407bafd9e5638c23584befa079dc216""#,
        ],
        counterexamples: &[
            "ml~sn.f69cb831052e4da7b2f4785cd916e0a3745293b0a8cefd167b4d9082acef361",
            "ml~sn.57309864cf1edab2efa190b7536428dcd083c461b295f7ea63e0acb97154df821",
            "xml~sn.b29a1fe384d67c05d97e60c841fa325b4153adfbc906782e0fc39824165ed7ba",
            "mlsn is a prefix",
        ],
    },
    Row {
        name: "sendgrid_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("SG."), Run(Base64Url, 22, 22), Text("."), Run(Base64Url, 43, 43)],
                &[Text("SG."), Run(ExtendedDotted, 66, 66)],
            ],
            entropy: 2.0,
        },
        source: "SendGrid, \"API keys\": `SG.`, 22 and 43 letters of base64url; gitleaks sendgrid-api-token: 66 letters",
        examples: &[
            "SG~.NMzaPLTY13HQG75uwABvjp.Ks31e7kH0lzCanLvBMgPpmbx4OWUhj2A6JDTXyVEZS9",
            "SENDGRID_API_KEY=SG~.haFUyMT3nOEPAJtKd58jbvoHrkI7WZCDVe4NxQiSul2qscmg6XLp0w9zYGB1fR6rJG",
            r#""sendgrid_api_key": "SG~.loTNqmt6KpPVkQGy7rwsHx.09sUo2K6BziAGph5ctnOrPuJkbxYvmHqXC1yIFgS34d""#,
        ],
        counterexamples: &[
            "SG~.BYRHfQuNTnUj0lIStiq8FG.usR1nSA68ablZXBjiFOmkNJfME34xYdt0yh9Vo7QzI",
            "SG~.9GCXD70AgekRabfTVKOipl.8LWZB91Mar2ADPbQpeNtwgjfk4dzu7yFoIv6T0q3mROJ",
            "xSG~.DgPwTrO470Xi1fWMSvm9Ee.eACIkM2wU1up8jtENiJXBv65zP9soHRDgVGax0ZnhWK",
            "SG is a prefix",
        ],
    },
    Row {
        name: "sendinblue_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("xkeysib-"), Run(Hex, 64, 64), Text("-"), Run(AlphaDigits, 16, 16)],
                &[Text("xsmtpsib-"), Run(Hex, 64, 64), Text("-"), Run(AlphaDigits, 16, 16)],
            ],
            entropy: 2.0,
        },
        source: "Brevo, \"API keys\"; gitleaks sendinblue-api-token: 64 hexadecimal digits and 16 letters; SMTP keys \
             begin with `xsmtpsib-`",
        examples: &[
            "xk~eysib-d862c0a9714ebf35b05e2f47cd13689a130267a54bc9f8edf72e1d0ca496b385-60Ekl1G89uAO7n2I",
            "SENDINBLUE=xs~mtpsib-85f2dab67391ce04386d541efbc0a792c4b2d5786ea9f310f1d57209e86cba34-k84lVWmvhoCatgA0",
            r#""sendinblue": "xk~eysib-13e09fabd25684c7eb406721f8a3c9d51d0a83b6795c4f2e32d594a7c06be18f-z2fxQo5U8p1SsTNM""#,
        ],
        counterexamples: &[
            "xk~eysib-1f890b2753cde46afa62540d3b198ec7a65f9bd40e8c71230a3165c8f9b4de72-tMHxK73SECZklop",
            "xk~eysib-7f6592b8eac01d349371b4da6e2c085f7f0c41a56d8329eb2cfb7a05194de863-ycx3lUewfNmGjSOkX",
            "xxk~eysib-2d917cbe64830f5abc37a8659e412df0a6f01293ce45d8b7c47f932b06a85de1-QwahyZ21pXEnbtuF",
            "xkeysib is a prefix",
        ],
    },
    Row {
        name: "resend_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[&[Text("re_"), Run(AlphaDigits, 8, 8), Text("_"), Run(AlphaDigits, 24, 24)]],
            entropy: 0.0,
        },
        source: "Resend, \"API keys\": `re_`, 8 and 24 letters",
        examples: &[
            "re~_GCUHc5di_xAc290TpmlZN3zLYkE87SaFD",
            "RESEND_API_KEY=re~_utXTg0lh_bzigYC7H2cLO5ZyvhWjFIS8q",
            r#""resend_api_key": "re~_YRay3x72_ZS9liT8fVxR753YzKIN6Dg2H""#,
        ],
        counterexamples: &[
            "re~_Ge3AkdQw_P2LhYGVlUJHRSWDXQiZqt6z",
            "re~_s3yN47ou_7nMY0UZeJPr9tTsEfzljVyBpO",
            "xre~_lXA6wHP2_htUkqy0vV4Fd3MQWzb5ELjBu",
            "re is a prefix",
        ],
    },
    Row {
        name: "typeform_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("tfp_"), Run(ExtendedDotted, 59, 59)]], entropy: 0.0 },
        source: "gitleaks typeform-api-token: `tfp_` and 59 letters",
        examples: &[
            "tf~p_0GZi6aXKYqhQzkVHSpDOouI4PgsLb3wC75mvB2U9NdJeFEjtnTAcfWMlRr1",
            "TYPEFORM_TOKEN=tf~p_gmv0n32EO8PJNzHY5fcDlt7XBrZIx1jw6RaLMKTqViW4oGFsbkUhS9CAped",
            r#""typeform_token": "tf~p_ZhcJW0HOYIt9BGX3wN8penr1VRukmTydlvUfbqaMxDz4C67QFLjKSEs25og""#,
        ],
        counterexamples: &[
            "tf~p_6owtIDgJcNXAvMYf9FrqVBn5xKszlempuy0TSPa24RCh8LjHdiGkQZU1Eb",
            "tf~p_Jmv7x4katZYIPLqeWs5ObK0Brl6CoiDNVdzG2cgnjEXuwSR8yh3TQFpAUHfM",
            "xtf~p_s436zDiJdt7NmBU5LTV2CjqhuOYfpZPMvkocgnaRxAHe19KWbEGlrQIwXS0",
            "tfp is a prefix",
        ],
    },
    Row {
        name: "mapbox_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token {
            forms: &[
                &[Text("pk."), Run(Base64Url, 50, 160), Text("."), Run(Base64Url, 20, 30)],
                &[Text("sk."), Run(Base64Url, 50, 160), Text("."), Run(Base64Url, 20, 30)],
                &[Text("tk."), Run(Base64Url, 50, 160), Text("."), Run(Base64Url, 20, 30)],
            ],
            entropy: 0.0,
        },
        source: "Mapbox, \"Access tokens\": public, secret or temporary; gitleaks mapbox-api-token",
        examples: &[
            "pk~.WhYGj5unb3Skv8T0mIwDNHK12cipzxBa79eM6gl4rqZtLUEdOV.VisLkF0H1lSTUznXwcdW",
            "MAPBOX_TOKEN=sk~.Ua4geSbkFIzctGMpvLX8Di3CWmKuVjN5lAJq26rYT9BoOEQPhw.s6Q93wOafhRNj0pmMcIJ",
            r#""mapbox_token": "tk~.ZDpwzoVinrGqETQFv09ghtblkBjmAHxdOC3eN5Y72PL8aSRyMW.wAqa9Mn3iQhsHxNpLBr5""#,
        ],
        counterexamples: &[
            "pk~.ydCG4pX8WV9xR1A0HPk6tvznZwU7YjbMDQqE3lo2uNLeB5TFmg.9CukLNbMjXHxw4pqrGW",
            "pk~.REnVTwO4g7JcKvHmS90xtPo8jZkl52GbIX3es16NuBipWQzAqY.7JeswxhbaS40jAUgWcpBmNHTM5Gn2ZQ",
            "xpk~.ZkPy1WbzpMfxGhu8HUaoSNA739Rd2tXjQVqBF5EDKmIOYeJnr4.lLFPOe2QhARfvmyDTk6M",
            "pk is a prefix",
        ],
    },
    Row {
        name: "nytimes_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["nytimes", "new york times", "newyorktimes"],
            forms: &[&[Run(Extended, 32, 32)]],
            entropy: 0.0,
        },
        source: "gitleaks nytimes-access-token",
        examples: &[
            "NYTIMES_KEY=x12TCwF4UIforyLS~sWHAO3PGgBjqvtJD",
            r#"new_york_times_token: "0QKZ2J57ERSc1oXu~qTfDywNA8Mn69jlB""#,
            "newyorktimes.secret := 'lWO13D4PXqBUkit6~bxRsfILg0Ywu85HS'",
        ],
        counterexamples: &[
            r#"nytimes_token = "wbpZVWkUGrA4znJ~gEaiT0hF1Qe9CScH""#,
            r#"nytimes_token = "da0FzN7T6oPsB3ve~rMIlLKSYExHnXOmkb""#,
            r#"other_token = "gu8pdKMsHfN1axLC~ROG2hmPSw5tvqWXT""#,
        ],
    },
    Row {
        name: "linkedin_client_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["linkedin", "linked in"],
            forms: &[&[Run(AlphaDigits, 14, 14)]],
            entropy: 2.0,
        },
        source: "gitleaks linkedin-client-id: 14 letters and digits",
        examples: &[
            "LINKEDIN_KEY=5BxDoN0~6mtMsqi",
            r#"linked_in_token: "YUGENyB~uWJtcF2""#,
            "linkedin.secret := 'GvQCW1d~l3KSrET'",
        ],
        counterexamples: &[
            r#"linkedin_token = "HfaQwu~0BGF1b4""#,
            r#"linkedin_token = "SL8QCmy~eEc1a7iG""#,
            r#"other_token = "VzeANMQ~4b3oBLd""#,
        ],
    },
    Row {
        name: "linkedin_client_secret",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::Token {
                forms: &[&[Text("WPL_AP1."), Run(AlphaDigits, 16, 16), Text("."), Run(Base64Padded, 8, 12)]],
                entropy: 2.0,
            },
            Matcher::Assigned {
                words: &["linkedin", "linked in"],
                forms: &[&[Run(AlphaDigits, 16, 16)]],
                entropy: 2.0,
            },
        ]),
        source: "gitleaks linkedin-client-secret: 16 letters and digits; newer ones begin with `WPL_AP1.`",
        examples: &[
            "WP~L_AP1.bg8uRXWEJ7IfUxsM.XmLlbRWI",
            "LINKEDIN_CLIENT_SECRET=WP~L_AP1.YE4UkyZeBgTXzGxA.WpLh0ZmD",
            r#""linkedin_client_secret": "WP~L_AP1.gVXH9a2yEGSpNbUj.GpnMI4Vu""#,
            "LINKEDIN_KEY=5XEqazUi~pw76VteH",
            r#"linked_in_token: "juZEnsXi~4M89KmTV""#,
        ],
        counterexamples: &[
            "WP~L_AP1.BeCJuv9oPM7akFzm.1XYZ7HQ",
            "WP~L_AP1.uatFjspS2Rg5b4y3.EqB1A75LzVNsg",
            "xWP~L_AP1.iQGe0zujMRKZFa7B.2reJP1qX",
            "WPL_AP1 is a prefix",
            r#"linkedin_token = "kS9AcDC~WlrnF0Mw""#,
            r#"linkedin_token = "1z3syk9v~jaCXw4rlo""#,
        ],
    },
    Row {
        name: "pinterest_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("pina_"), Run(UpperDigits, 40, 110)]], entropy: 0.0 },
        source: "GitHub secret scanning, supported patterns: `pina_` and base32",
        examples: &[
            "pi~na_76RAWUD4I8F0PEXNLS9MYGQTBHK3JZ1O5V2CCJXH",
            "PINTEREST_ACCESS_TOKEN=pi~na_CO8LPR5WYHQD71JX0M3EBI4UAG2FTNVK9S6ZBFPA",
            r#""pinterest_access_token": "pi~na_F85RCS4MKVIW13DGAE7QZOXH20UYB9NTJLP631X0""#,
        ],
        counterexamples: &[
            "pi~na_ZP1SBVC6EIYJDHU7OGK24803AXWRN95MTLQF14M",
            "pi~na_O9EGN15BQHITLXAUF6WC3KD70JZRPVSYM842MRP578UDTG904AXBLQYJ21IWO63KZNSEHVCFEUXY01T72IZCOR8GPWB3SNHV9L6DK5AMJ4QFDWX",
            "xpi~na_UHV7LBDZFQ43OKXI06CMEA5GPSTN2Y8R1J9WBW0M",
            "pina is a prefix",
        ],
    },
    Row {
        name: "twitch_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["twitch"], forms: &[&[Run(AlphaDigits, 30, 30)]], entropy: 0.0 },
        source: "gitleaks twitch-api-token",
        examples: &[
            "TWITCH_KEY=qca2QF6M9wzUGir~y3APC4eJTghsXIB",
            r#"twitch_token: "S2tVYhKRbwuIavz~Lye5HJE3dPTM17x""#,
            "twitch.secret := 'jG8RNToc51Ck4nF~MhufLQDYXHlZxKi'",
        ],
        counterexamples: &[
            r#"twitch_token = "rX7jtgwMV3Q5TC~JUWf1A9ec6hiybB""#,
            r#"twitch_token = "d4AIemMBGZEkton~6WrT572VHpPFYb9w""#,
            r#"other_token = "Nv5WUySTckJx93s~f2d7i6pZQLX8nlI""#,
        ],
    },
    Row {
        name: "twitter_access_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["twitter"], forms: &[&[Run(AlphaDigits, 45, 45)]], entropy: 0.0 },
        source: "gitleaks twitter-access-secret",
        examples: &[
            "TWITTER_KEY=nYso7iPWm3e6DXyjIldTJz~8QB2tK4UM50gRq1VOFvbu9c",
            r#"twitter_token: "egE0WR4UF7smdKpciIXqoA~fGSTxDtBONyvVkYz3ParCju""#,
            "twitter.secret := 'ymiRjkPuDaXc8ol69JWQ1q~U7xgd4h05OnHzfA32sBMELp'",
        ],
        counterexamples: &[
            r#"twitter_token = "89M52wtJzN30XR7ubjCKne~FVZcsWxGlk1hfvD6BPTLgy""#,
            r#"twitter_token = "IGYwgks9M3rQXiTqdSOR2AU~08F1uWH5oDxjzKcNJ4pPehl""#,
            r#"other_token = "Rz2dU4eFbZOLuhEQ1gtyXm~kGSCMlxrYTWaDn9pscKVf0P""#,
        ],
    },
    Row {
        name: "twitter_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["twitter"],
            forms: &[&[Run(Digits, 15, 25), Text("-"), Run(AlphaDigits, 20, 40)]],
            entropy: 0.0,
        },
        source: "gitleaks twitter-access-token: the account's number and 20 to 40 letters",
        examples: &[
            "TWITTER_KEY=924136570802146-AD~vM5dcbNhqgj7yVi3kx",
            r#"twitter_token: "869475210340671-3r~VIpKHQj68eomDuJEOS""#,
            "twitter.secret := '103462789598746-tD~il2VC0cAMzX7p4w8gs'",
        ],
        counterexamples: &[
            r#"twitter_token = "215736089436472-v~Erqg1VsW0phQzKdakD""#,
            r#"twitter_token = "792568137428435-RfXx2y57a3ho~gFD8tOzPqiHsBeKbmAVpwrvd0c6NJ""#,
            r#"other_token = "719432876553104-86~YVNabslLPoHnABuTDk""#,
        ],
    },
    Row {
        name: "twitter_api_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["twitter"], forms: &[&[Run(AlphaDigits, 25, 25)]], entropy: 0.0 },
        source: "gitleaks twitter-api-key",
        examples: &[
            "TWITTER_KEY=SA8gbfGIyQ4n~P9qENJM7i5zCF",
            r#"twitter_token: "e8IChMQxjRS1~qdsJo70LZlXH4""#,
            "twitter.secret := 'gdiQaoPhJUw6~MecyLjGubKY2f'",
        ],
        counterexamples: &[
            r#"twitter_token = "iE2UhZNyLfHI~c0X5CGW1Q3wr""#,
            r#"twitter_token = "N0oZ4gnAaIDdq~iOFQYph3H6GK5""#,
            r#"other_token = "XJtFgTk0mExj~ZAMYWRqG5ahS4""#,
        ],
    },
    Row {
        name: "twitter_api_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["twitter"], forms: &[&[Run(AlphaDigits, 50, 50)]], entropy: 0.0 },
        source: "gitleaks twitter-api-secret",
        examples: &[
            "TWITTER_KEY=QDv5p3HsRPO0WG2y4CrNzYFwc~iE7MUolqB918ZTxhjmfkKAVSt",
            r#"twitter_token: "l0cqTYKGfhru6gzbPeFnNiOks~BA25QHxdoyLIR3vXM4W9wUEtm""#,
            "twitter.secret := '4gwVUTGEyAd0CjnxQiFPR1hKX~7o8lf3rNq2cktaIp5YDuSmbzM'",
        ],
        counterexamples: &[
            r#"twitter_token = "s2UkXjLKCdEBzFPuZnGbeMqg~t8a9cpAvfriySDIHl0x674O1N""#,
            r#"twitter_token = "Jk6lEyzgq2KsrdMV7XNoR4nPA~FSvum9C5aZLTDGcY0pUixj1BbO""#,
            r#"other_token = "My6kG9CPeLKZrf1OYpVboAnNJ~B40RIw3iDS8ta27WcE5HUzgxh""#,
        ],
    },
    Row {
        name: "twitter_bearer_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Token { forms: &[&[Text("AAAAAAAAAAAAAAAAAAAAAA"), Run(Percent, 80, 100)]], entropy: 0.0 },
        source: "gitleaks twitter-bearer-token: 22 times A, then 80 to 100 letters and percent signs",
        examples: &[
            "AA~AAAAAAAAAAAAAAAAAAAAGmrJ5b92SPvWsthYwHuXAeCZljON7LBDxyUcpiKQo8IFnT6qdk0RVaMfg4E13zFHSyqn6lI4sKkP9OVc",
            "TWITTER_BEARER=AA~AAAAAAAAAAAAAAAAAAAAjSaukbgR8iH0Z2Cz1UdxcBY3vNWeAlOntF7LwomDypJQMf4sEXTGqV5KP9h6IruRK2BA80kMxZjeOUrI",
            r#""twitter_bearer": "AA~AAAAAAAAAAAAAAAAAAAA5P2nL4sJtVNGvaRQ6qMFdc8AgzSmHokB7yTiZuWUexjlbOpCXEfIKYD9r31w0hjTiXQJSabZkGmN0PxR""#,
        ],
        counterexamples: &[
            "AA~AAAAAAAAAAAAAAAAAAAAzMmc1sAkFXxvC0hQY9IjHEd8yNROurP2oTW7aKgUltifpBD4n5ZbG6SV3LJqewv9IwTxpAih4DMuZgJ",
            "AA~AAAAAAAAAAAAAAAAAAAAvuqBcSZdLVKJRhAa7IxC43DtYsP90QWj6Oiy8weMUpFXGlrof1nmEb2zTNk5gH870L9IX31YzFCWxQROgmbDSNErpAh2Z6dMwBoqK",
            "xAA~AAAAAAAAAAAAAAAAAAAAHydZIgp5EGnstAajLWMS9JoU2BDC1f4kwxXYvKRO03bzueiFQNc6T7qhmPr8VlIAdxiVK5aowS8RrTOb",
            "AAAAAAAAAAAAAAAAAAAAAA is a prefix",
        ],
    },
    Row {
        name: "squarespace_access_token",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["squarespace"],
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
        source: "gitleaks squarespace-access-token: a UUID",
        examples: &[
            "SQUARESPACE_KEY=cea4621b-8d97-5734~-1cbd-b7fc802a9641",
            r#"squarespace_token: "740f3615-b037-a346~-d4c2-368c51a240de""#,
            "squarespace.secret := '3026e9d1-d9b7-c5b8~-0ae3-0621dc489be7'",
        ],
        counterexamples: &[
            r#"squarespace_token = "d260fa53-52ef-f7b~4-2dcf-34fade97258""#,
            r#"squarespace_token = "f9453b7e-4c12-b173~-f32d-1ad6f708b95e2""#,
            r#"other_token = "42d7360b-25e8-e241~-a82d-8a6d4b51fc70""#,
        ],
    },
    Row {
        name: "tiktok_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["tiktok client secret", "tiktok app secret", "tiktok secret"],
            forms: &[&[Run(AlphaDigits, 32, 40)]],
            entropy: 0.0,
        },
        source: "GitHub secret scanning, supported patterns: a secret of TikTok in 32 letters",
        examples: &[
            "TIKTOK_CLIENT_SECRET_KEY=3iMI1A2kRCpE6rPX~udlbDK9BWfjGFgmx",
            r#"tiktok_app_secret_token: "WvroMXSyahEqf6Z0~FYwJztcbHspUCDk7""#,
            "tiktok_secret.secret := 'O1KY7Ljng2l3aBkN~VIvJmQ6qM5yfuXec'",
        ],
        counterexamples: &[
            r#"tiktok_client_secret_token = "jfL098BckV2dg1v~ASY46oe5aTipzxqP""#,
            r#"tiktok_client_secret_token = "iBvAlsIutz0HOmkL6Z1U~XnJc4C3oeVR2WfM5a9dFy""#,
            r#"other_token = "tsZMjwLG8q3OaX4i~uYc5h2HUWC6DVnQ9""#,
        ],
    },
    Row {
        name: "webflow_api_token",
        sets: &["standard", "secrets"],
        context: Context::Near(&["webflow"]),
        matcher: Matcher::Token { forms: &[&[Text("ws-"), Run(Hex, 64, 64)]], entropy: 0.0 },
        source: "GitHub secret scanning, supported patterns: `ws-` and 64 hexadecimal digits",
        examples: &[
            "ws~-a04861ec2f935bd7ca073d51b64ef28926fe75a1c94bd830e1df2c6a85b43709",
            "WEBFLOW=ws~-cb70af45e62913d8f4d163279508aceb9a7d13682cfbe045fd659be7a3c42810",
            r#""webflow": "ws~-0c27d86e359ab14fa9806241dbc37f5ed7e3091ca2f845b6dba735cf0e281964""#,
        ],
        counterexamples: &[
            "ws~-2ef68a59b17cd403f94e521ad7638cb083690f145acb27de65c427ef3bda198",
            "ws~-4620aec7f8b9513d54ad713ce0296bf8950d63f74bc8a12edcb5e1498a62f703e",
            "xws~-b70fc6dae9534821ce6ba4573fd1920857dc40f31b2e689a570f9a36c2ed48b1",
            "ws is a prefix",
        ],
    },
];
