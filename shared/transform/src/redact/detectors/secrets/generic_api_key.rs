//! Keys of no known vendor, by the name that they are assigned to and by how random they look.
//!
//! Not in the set `standard`: there `secret_field` hides what is named like a secret, whatever it looks like.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, AnyBase64, Base64Padded, Extended};
use crate::redact::parts::Part::Run;
use crate::redact::parts::{Alphabet, Part, is_random};

pub const DETECTOR: Row = Row {
    name: "generic_api_key",
    sets: &["secrets"],
    context: Context::Free,
    matcher: Matcher::AssignedIf { words: WORDS, forms: FORMS, entropy: 3.5, check: is_secret },
    source: "gitleaks generic-api-key, without the names and values that are seldom secrets",
    examples: &[
        "'access_to~ken': 'eyJ0eXAioiJKV1slS3oASx=='",
        "some_api_to~ken_123 = \"Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1M\"",
        "\"user_au~th\": \"am9obmRvZTpkMDY5NGIxYi1jMTcxLTQ4ODYt+TMyYS0wMmUwOWQ1/mIwNjc=\"",
        "\"creden~tials\" : \"0c71be5a93f8426d1e7b05d94c8af3620c71be5a93f8426d1e7b05d94c8af362\"",
        "cr~eds = n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9",
        "private-k~ey: n2LwRp7sYc4H-bJd6Ga1MfUe8_Zk3vQ9",
        "pas~swd = pX7s.Yc4HbJd6Ga1MfUe8Zk3vQ",
        "mySec~retString=Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfU",
        "getEnvOrDefault(\"api_to~ken\", \"dafa7817-e246-48f3-91a7-e87653d587b8\")",
        "api_to~ken = hghlfqinszph97vq78mlnuzzkgbjeasl",
        "os.environ[\"MY_API_K~EY\"] = \"n2lwrp7sYc4HbJd6Ga1MfUe8Zk3vQ9\"",
        "--auth-to~ken n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9",
        "{\"api_k~ey\": \"7dc96432e45d133e93650d1882bd5e61\"}",
    ],
    counterexamples: &[
        "\"accessor\":\"rA1wk0Y45YCufyfq\",",
        "report_access_id: e8e4df51-2054-49b0-ab1c-516ac95c691d",
        "COMMUNICATION_API_VERSION=rc0.13.0_20230412_0712-SNAPSHOT",
        "apiUrl=apigee.example.com",
        "X-MS-Exchange-Organization-AuthSource: sm02915.int.example.com",
        "credentialsId: 'ff083f76-7804-4ef1-80e4-fe975bb9141b'",
        "public_key = \"9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit\"",
        "publicToken = \"9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit\"",
        "primaryKey=n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9",
        "cache_key=7dc96432e45d133e93650d1882bd5e61",
        "key: 9df21e95-3848-409d-8f94-c675cdfee839",
        "keyword: \"Befaehigung_P2\"",
        "LLM_SECRET_NAME = \"NEXUS-GPT4-API-KEY\"",
        "<UserSecretsId>79a3edd0-2092-40a2-a04d-dcb46d5ca9ed</UserSecretsId>",
        "access_token_url='https://example.com/login/oauth/access_token'",
        "csrf-token=Mj2qykJO5rELyHgezQ69nzUX0i3OH67V7V4eUrLfpuyOuxmiW9rhROG",
        "next_token=n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9",
        "password: configuration-2024-01-15",
        "secret: /run/secrets/jfrog_secret",
        "GITHUB_API_KEY=\nDYNATRACE_API_KEY=",
        "arn:aws:secretsmanager:us-west-2:111122223333:secret:MyTestDatabaseSecret-a1b2c3",
        "class CrtS3SigV4QueryAuth(CrtSigV4QueryAuth",
        "token=projects/7/secrets/api-key-2",
    ],
};

/// Words of names; `key` alone says too little.
const WORDS: &[&str] = &[
    "access key",
    "api key",
    "api secret",
    "auth",
    "auth key",
    "credential",
    "creds",
    "encryption key",
    "license key",
    "master key",
    "passwd",
    "password",
    "private key",
    "secret",
    "service key",
    "signing key",
    "token",
];

/// Parts of names that tell that what is named is no secret.
const HARMLESS: &[&str] = &[
    "alg",
    "algorithm",
    "alias",
    "arn",
    "audience",
    "chars",
    "class",
    "count",
    "csrf",
    "endpoint",
    "expiry",
    "file",
    "format",
    "header",
    "host",
    "id",
    "ids",
    "issuer",
    "jar",
    "length",
    "limit",
    "link",
    "manager",
    "name",
    "names",
    "next",
    "page",
    "path",
    "policy",
    "prefix",
    "provider",
    "public",
    "random",
    "results",
    "size",
    "source",
    "status",
    "store",
    "ttl",
    "type",
    "uri",
    "url",
    "usage",
    "used",
    "username",
    "version",
    "xsrf",
];

const FORMS: &[&[Part]] = &[
    &[Run(Alphabet::Dotted, 10, 150)],
    &[Run(Extended, 10, 150)],
    &[Run(AlphaDigits, 1, 1), Run(Base64Padded, 11, 300)],
    &[Run(AlphaDigits, 1, 1), Run(AnyBase64, 11, 300)],
];

fn is_secret(name: &[u8], value: &[u8]) -> bool {
    !parts_of(name).any(|part| HARMLESS.iter().any(|word| part.eq_ignore_ascii_case(word.as_bytes())))
        && (is_random(value) || is_unbroken(value))
}

/// Whether a value is one long word among whose letters digits stand in several places. Random letters and digits of one
/// case change about less than [`is_random`] asks for, once in twenty.
fn is_unbroken(value: &[u8]) -> bool {
    // It may end a sentence.
    let value = value.strip_suffix(b".").unwrap_or(value);
    let changes = value.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
    value.len() >= 20
        && value.iter().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
        && changes * 8 >= value.len()
}

/// The words and humps of a name.
fn parts_of(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    name.split(|b| !b.is_ascii_alphabetic()).flat_map(|word| {
        word.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase())).filter(|part| !part.is_empty())
    })
}
