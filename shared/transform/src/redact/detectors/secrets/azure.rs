//! Azure and Entra.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64, Base64Url, LowerDigits};
use crate::redact::parts::Part::{Run, Text};
use crate::redact::parts::entropy;
use crate::redact::structure::Structure;

pub const ROWS: &[Row] = &[
    Row {
        name: "azure_ad_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Byte(b'~'), client_secret),
        source: "Microsoft Purview, \"Microsoft Entra client secret\"; gitleaks azure-ad-client-secret: three characters, a \
                 digit, `Q~` and 31 to 34 more",
        examples: &[
            "client_secret=NqV6Q~~YS81VP7Hb1DX8pPd5khx-E3pyIgKpaUnAr",
            "client_secret: \"l637Q~~kWZeiNNCiia3anXn9k3k-su9mI4ROnl89S\"",
            "<value>m997Q~~tbxAk7jqevt0MLaMRTve-tw0tESulEETld</value>",
            "~~8b6Q~~2zbJYAxyL1aCcTlN99mh-Wp708DwGw5HqX",
        ],
        counterexamples: &[
            "client_secret=DgL8Q~~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "VXZ8Q~~x3scB8fnvGNx6jvr7SIf",
            "USK@tRutlZfOjUStEkUdfMI7zcpVMw0qDP,4~~q8Q~~Ajd6OcZFv1niUK8iO5YAgkBxjd2Asj~~D7N2,AQACAAE",
            "https://example.com/tos/6a9e704af49b4380bb686f0c96d33b81~~tplv-watermark.image",
        ],
    },
    Row {
        name: "azure_storage_account_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["accountkey", "account_key", "account-key", "azure storage key"],
            forms: &[&[Run(Base64, 86, 86), Text("==")]],
            entropy: 4.0,
        },
        source: "Azure Storage, \"Configure connection strings\": 64 bytes of base64 as `AccountKey`, also of Cosmos DB",
        examples: &[
            "DefaultEndpointsProtocol=https;AccountName=shop;Account~Key=v6+O9JL8ZsoWw/Rxl+IUiTeNUJ+HLRwb8GPJ7KTSJS0Sw5UQsvzU9Kk1v1MIdzu4xCxf8CvgroOx9ye17SWjAE==;EndpointSuffix=core.windows.net",
            "Account~Key=VaSZJ0oVeMmLRLTq10V7suW9zrlSaWnPsPW23C/L9WXuHM/G1cON+Ks9dp4FLfrYb9JF8eF+ItKL/8pcqMKRLd==",
            "{\"account~Key\": \"7SUqeaG6nyb229X8YzL7iMa3K8Nsv9/Qt2giDIkidQ2iZ+gppCorL4txx0uiBfnWjJhpZrb3lO++TVhrLtLCHi==\"}",
            "azure_~storage_key = \"EGKrEV6XwqcRkelp6EX79PndXgt2Cok+BrWTELQSXWrTL3UeBxYimeexzzf+9Sa28M2P77mytujVX8tGoJuKEe==\"",
        ],
        counterexamples: &[
            "Account~Key=9eSVOhc68tpPL6EuezdDkZUNx7UKi7uEwAf3Ia7h50vfeSmjE+l8gFg/YhgG05NgeywZyDkOnlujBc4T+2Wqb==",
            "AccountName=6WtSC50oJhitEfXXq0zuiiIfEpSfZB",
            "AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        ],
    },
    Row {
        name: "azure_shared_access_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["sharedaccesskey", "shared_access_key", "shared access key"],
            forms: &[&[Run(Base64, 43, 43), Text("=")], &[Run(Base64, 86, 86), Text("==")]],
            entropy: 3.5,
        },
        source: "Azure Service Bus, Event Hubs and IoT Hub, connection strings: 32 bytes of base64 as `SharedAccessKey`",
        examples: &[
            "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=all;Shared~AccessKey=FJh/FgzKVmj1OWaKqd4scg2InWqPiNvrH/PKeiddpgq=",
            "Shared~AccessKey=T3HcD2qUzQTbuumIvs532pQO5D73v4gu8+anq1gAaeE=;EntityPath=orders",
            "shared_~access_key: '9TY7BzJzMTEUTFh/ZSssE+WemvYmKzP98lzWbnxXcOd='",
        ],
        counterexamples: &[
            "Shared~AccessKey=NX8Z5hs1UcAKKjdlT0NbJEjelMSA9lpER2YaXWwAPX=",
            "SharedAccessKeyName=RootManageSharedAccessKey",
            "SharedAccessKey={key}",
        ],
    },
    Row {
        name: "azure_sas_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["sig="]), signature),
        source: "Azure Storage, \"Create a service SAS\": `sig`, 32 bytes of base64, percent-encoded in a URL",
        examples: &[
            "https://shop.blob.core.windows.net/a?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&si~g=ug1S4JSTxp4gnstZrZNe%2B58keOAXloPeKKO1O4IUAAo%3D",
            "?sv=2022-11-02&si~g=BEHM5ptArfM49vlAbjhsKJMKlBmuMgPYSvUed8Fi1H9%3D&se=2026-01-01T00%3A00%3A00Z",
            "SharedAccessSignature sr=shop.servicebus.windows.net&si~g=eum2DPy75o5SN1ZE1gam%2fRkhfvjxNWgKWCVu0XZlT57%3d&se=1767225600&skn=all",
            "si~g=J9LO393gxg0emnuxlD5RVWfpz8IDyahM9xiRaFy9v8V=",
        ],
        counterexamples: &[
            "sig=abc",
            "?si~g=eFW8UTsbhZEwWVm6vyjs5FPSXYfKhsAv82eHBdoA%3D",
            "config=prQUejr9gJEBlI2y27pfCwiZfa0XjxZbbqJD9y3Hfdn%3D",
            "sig=sha256:0c71be5a93f8426d1e7b05d94c8af362",
        ],
    },
    Row {
        name: "azure_devops_pat",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::Assigned {
                words: &["azure devops", "azdo", "ado pat", "vsts", "azure pat", "vss_nuget"],
                forms: &[&[Run(LowerDigits, 52, 52)], &[Run(AlphaDigits, 84, 84)]],
                entropy: 3.5,
            },
            Matcher::At(Anchor::Structures { structures: &[Structure::LongWord], words: &[] }, devops_token),
        ]),
        source: "Azure DevOps, \"Use personal access tokens\": 52 characters of base32; since 2024 84 characters, with `AZDO` \
                 as the 77th to 80th",
        examples: &[
            "azure_~devops_pat = \"m4a6fr6bdkz3cnb223yakvjtm3exnz2mri6xsahk5eeyc2jmb7u5\"",
            "AZ~DO_TOKEN=i5pexbal3frixvnjsfshgzxtx64piqbayip6daan2optdpcywbt4",
            "token CgPh75xKHrTL7M8yyt2kL7RePCdVnHNyg7Gt0Jx1AiDweFaKKnKDcdVfhv4jx9vq0rEYjVhqq1bOAZ~DOqykO refused",
        ],
        counterexamples: &[
            "azure_~devops_pat = \"pq4lidwha5c7cb2h24ohefce5terhztq5ttau75yjnqun5fjwf3\"",
            "CNHPzlmi6FkRGC7Kw6bjBrKFGI85nJpQkAJYq1usNgmqBw24HqFOTPf90hSXhvgg3Os2WLldXIyAZ~DOlOvU",
            "AZDO is the organisation",
            "XqgA2v4gtesTvA3Aeetelc8gYV59GAgDAeoAb8KIsPgRGu7x8eDygkXphNIgfPQIyBhrtJD0Bcn4AZ~DOG6iyQ",
        ],
    },
    Row {
        name: "azure_service_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Either(&[
            Matcher::At(Anchor::Structures { structures: &[Structure::LongWord], words: &[] }, service_key),
            Matcher::Assigned {
                words: &["x-functions-key", "azure function key"],
                forms: &[&[Run(Base64Url, 54, 54), Text("==")]],
                entropy: 3.5,
            },
        ]),
        source: "Microsoft Security Utilities, \"Identifiable secrets\": keys that hold the signature of their service, as of \
                 Azure OpenAI, Search and Redis; Azure Functions, \"Access keys\"",
        examples: &[
            "api-key: DNxril3RavGD5MfvJ7NScUykT8C8UBkkpdhiG37LeXSyYV4g6snRJQ~QJ99BCACYeBjFXJ3w3AAABACOGoUYk",
            "search A4fXr6nzrvZcmT4a4Ad5y2FibpBV62h9MahWLm52mvAz~Sea5fiI6",
            "redis bGfKFI6mAezmOWfSLjl8MU9cdrJRM2jVrAz~CaVKch3T=",
            "x-fun~ctions-key: z85pkNGcVx2RHLKXSf3wh34LxCnzm8KVbyZMvaBhnoCrAzFuu0ftOs==",
        ],
        counterexamples: &[
            "AzSeCity",
            "gHYdbyXJZBFwTXpKVeBPog9WzGx93JxiQskS14qbd8Zlq8khMjaJQ~QJ99ddCnYysNa9ZwsjEJri9fVJsShe",
            "ACjTJWYyL4ZkQTrXM4MFwg7drHilZO0fkXYo2amlEDAz~SeLJIyflJ",
            "the AzCa of EL8qIe8PbLL4BItHHIP6Ye4PKI9teU",
        ],
    },
];

/// A secret of an application of Entra, by its `~`, the sixth character.
fn client_secret(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let at = at.checked_sub(1)?;
    let start = at.checked_sub(4)?;
    let holds = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'.');
    let head = text[start..start + 3].iter().all(|b| holds(*b)) && text[start + 3].is_ascii_digit();
    if !head || text[at] != b'Q' {
        return None;
    }
    let opens = |b: u8| matches!(b, b'\\' | b'"' | b'\'' | b'`' | b'>' | b'=' | b':' | b'(' | b',' | b'[');
    let begins = start == 0 || input.was(start, |b| b.is_ascii_whitespace() || opens(b) || !b.is_ascii());
    let body = run(&text[at + 2..text.len().min(at + 2 + 40)], |b| holds(b) || b == b'-');
    // A full stop behind it ends a sentence.
    let body = if text.get(at + 1 + body) == Some(&b'.') { body - 1 } else { body };
    let end = at + 2 + body;
    (begins && (31..=34).contains(&body) && entropy(&text[start..end]) >= 3.0).then_some(start..end)
}

/// A signature of 32 bytes, as base64.
fn signature(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at) || input.was(at, |b| b == b'_') {
        return None;
    }
    let start = at + 4;
    let end =
        start + run(&text[start..text.len().min(start + 44)], |b| b.is_ascii_alphanumeric() || b"+/".contains(&b));
    (end == start + 43 && text.get(end) == Some(&b'=')).then_some(start..end + 1)
}

/// Whether a word holds the mark of a token or the signature of a service where they stand.
pub fn is_signed(word: &[u8]) -> bool {
    has(word, MARK) || SIGNATURES.iter().any(|(signature, place, _)| has(word, (signature, *place)))
}

/// Whether a text stands at its place in a word.
fn has(word: &[u8], (text, place): (&str, usize)) -> bool {
    word.get(place..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
}

/// The mark of a token of Azure DevOps, and where it stands.
const MARK: (&str, usize) = ("AZDO", 76);

/// A token of Azure DevOps with its mark near the end.
fn devops_token(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let token = input.text.get(at..at + 84)?;
    let sound = has(token, MARK) && token.iter().all(u8::is_ascii_alphanumeric);
    (sound && input.starts_word(at) && input.ends_word(at + 84)).then_some(at..at + 84)
}

/// The signatures of services, where they stand, and how long the keys are.
const SIGNATURES: &[(&str, usize, usize)] = &[("JQQJ99", 52, 84), ("AzSe", 42, 52), ("AzCa", 33, 43)];

/// A key that holds the signature of its service.
fn service_key(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    SIGNATURES.iter().find_map(|(signature, place, length)| {
        let signature = signature.as_bytes();
        // Almost always its first letter is another.
        (input.text.get(at + place) == signature.first()).then_some(())?;
        let key = input.text.get(at..at + length)?;
        let sound = key[*place..].starts_with(signature) && key.iter().all(u8::is_ascii_alphanumeric);
        let ends = input.ends_word(at + length) && input.starts_word(at);
        (sound && ends && entropy(key) >= 3.5).then_some(at..at + length)
    })
}
