//! Fields named like a secret. How they are found stands in [`crate::redact::fields`]; here stands the row.

use crate::redact::detector::{Context, Matcher, Row};

pub const DETECTOR: Row = Row {
    name: "secret_field",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::Fields,
    source: "our own list of names (see `fields`), after OWASP's Logging Cheat Sheet, \"Data to exclude\"",
    examples: &[
        "password=hunter2",
        "passwd: hunter2",
        "api_key='two words'",
        r#"{"user":{"credentials":{"a":[1,"x"]}}}"#,
        r#"{"clientSecret":"abcdef"}"#,
        r#"prefix {"password":"cut sho"#,
        r#"body="{\"password\":\"x\"}""#,
        "GET /login?user=a&token=abc123&next=b",
        "Server=db;Password=hunter2;Timeout=5",
        "DB_PASSWORD = hunter2",
        "--password hunter2",
        "Cookie: session=abc; theme=dark",
        "User(name=a, password=[hunter2])",
        r#"{"pass\u0077ord":"hunter2"}"#,
    ],
    counterexamples: &[
        r#"{"password":null,"token":true,"secret":"","api_key":false}"#,
        r#"{"max_tokens":512,"token_count":7,"next_token":"abcdef","secret_arn":"a"}"#,
        "password=",
        "the token is invalid",
        "error: unexpected token: expected",
        "password=[SECRET_FIELD]",
        r#"{"password":"[SECRET_FIELD]"}"#,
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1B2c3",
        "if token == null",
        "passwordless login",
    ],
};
