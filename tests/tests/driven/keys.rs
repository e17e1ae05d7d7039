//! The keys of pseudonyms: without them a function whose rules need them does not start; with them, the same person gets
//! the same token, and nobody else's log holds the key.

use http_body_util::Full;
use hyper::body::Bytes;
use serde_json::{Value as Json, json};
use sluice_tests::loopback::{Request, Response, Server};

use crate::fixture::{Stack, base64, direct, now};

const ARN: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sluice/pseudonyms-a1B2c3";

const RULES: &str =
    "version: 1\nredact:\n  rules:\n    - detector: email_address\n      action: { pseudonym: { key: primary } }\n";

/// A Secrets Manager with one secret.
fn secrets_manager(value: &str) -> Server {
    let value = value.to_owned();
    Server::start(move |request: Request| {
        let asked: Json = serde_json::from_slice(request.body()).unwrap_or_default();
        let known = request.headers().get("x-amz-target").is_some_and(|to| to == "secretsmanager.GetSecretValue")
            && asked["SecretId"] == ARN;
        let (status, body) = match known {
            true => (200, json!({ "ARN": ARN, "Name": "sluice/pseudonyms", "SecretString": value })),
            false => (400, json!({ "__type": "ResourceNotFoundException", "Message": "there is no such secret" })),
        };
        let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
        *response.status_mut() = hyper::StatusCode::from_u16(status).expect("a status");
        response
            .headers_mut()
            .insert("content-type", hyper::header::HeaderValue::from_static("application/x-amz-json-1.1"));
        async move { response }
    })
}

#[test]
fn without_its_key_a_function_does_not_start() {
    let stack = Stack::new("keyless");
    std::fs::write(stack.rules.path().join("keyed.yaml"), RULES).expect("a file");
    let server = secrets_manager("{\"secondary\": \"c2hvcnQ=\"}");
    let endpoint = format!("http://{}", server.address);
    let other = ARN.replace("pseudonyms", "others");
    for (key, expected) in [
        ("", &["keyed.yaml", "SLUICE_PSEUDONYM_KEY", "primary"][..]),
        (ARN, &["SLUICE_PSEUDONYM_KEY", "too few"]),
        (other.as_str(), &["SLUICE_PSEUDONYM_KEY", "GetSecretValue"]),
    ] {
        let set = [
            ("SLUICE_CONFIG", "keyed.yaml"),
            ("SLUICE_PSEUDONYM_KEY", key),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", &endpoint),
        ];
        let (well, told_lambda, stderr) = stack.start("redact", &set).ended();
        assert!(!well && told_lambda.is_some());
        for word in expected {
            assert!(stderr.contains(word), "{word}: {stderr}");
        }
        assert!(!stderr.contains("c2hvcnQ="), "no part of a key is told");
    }
}

#[test]
fn with_its_key_the_same_person_has_the_same_token() {
    let stack = Stack::new("keyed");
    std::fs::write(stack.rules.path().join("keyed.yaml"), RULES).expect("a file");
    let key = base64(b"0123456789abcdef0123456789abcdef");
    let server = secrets_manager(&json!({ "primary": key }).to_string());
    let endpoint = format!("http://{}", server.address);
    let set = [
        ("SLUICE_CONFIG", "keyed.yaml"),
        ("SLUICE_PSEUDONYM_KEY", ARN),
        ("AWS_ENDPOINT_URL_SECRETS_MANAGER", &endpoint),
    ];
    let mut function = stack.start("redact", &set);
    let texts = ["from alice@example.com", "to Alice@Example.com", "to bob@example.com"];
    let events: Vec<_> = texts.iter().map(|text| (now(), *text)).collect();
    function.invoke(&direct(&stack.batch("a", &events))).expect("an answer");
    let accepted: Vec<String> = stack.accepted(&stack.redacted).into_iter().map(|event| event.message).collect();
    let token = |at: usize| accepted[at].split_once(' ').expect("a word and a token").1.to_owned();
    assert_eq!(accepted.len(), 3);
    assert!(token(0).starts_with("[EMAIL_ADDRESS:primary:") && token(0) == token(1), "{accepted:?}");
    assert_ne!(token(0), token(2));
}
