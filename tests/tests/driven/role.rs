//! The role that `forward` assumes where the central log group is another account's: what it writes there is signed as that
//! role, what it parks as the function's own; and a role that it may not assume loses nothing.

use std::sync::{Arc, Mutex};

use serde_json::json;
use sluice_tests::local_aws::ACCOUNT;
use sluice_tests::loopback::{Request, Server, json as answer, response};

use crate::fixture::{Stack, direct, now};

const ROLE: &str = "arn:aws:iam::444455556666:role/writer";

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// An STS that lets the function's own role assume [`ROLE`], and nobody anything else.
fn sts() -> Server {
    const ASSUMED: &str = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>assumed</AccessKeyId>\
        <SecretAccessKey>key</SecretAccessKey><SessionToken>token-of-the-role</SessionToken>\
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    const REFUSED: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>";
    Server::start(|request: Request| {
        let asked = String::from_utf8_lossy(request.body()).replace("%3A", ":").replace("%2F", "/");
        let own = header(&request, "authorization").contains(&format!("Credential={ACCOUNT}/"));
        let right = own && asked.contains("Action=AssumeRole&") && asked.contains(&format!("RoleArn={ROLE}&"));
        let (status, body) = if right { (200, ASSUMED) } else { (403, REFUSED) };
        async move { response(status, body.into()) }
    })
}

#[test]
fn what_is_forwarded_to_another_account_is_signed_as_its_role() {
    let stack = Stack::new("assumed");
    let signed: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
    let noted = Arc::clone(&signed);
    let logs = Server::start(move |request: Request| {
        let of = |name| header(&request, name).to_owned();
        noted.lock().expect("no panic").push((of("authorization"), of("x-amz-security-token")));
        async { answer(200, &json!({})) }
    });
    let sts = sts();
    let set = [
        ("SLUICE_FORWARD_ROLE_ARN", ROLE),
        ("AWS_ENDPOINT_URL_STS", &sts.url()),
        ("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", &logs.url()),
    ];
    let mut forward = stack.start("forward", &set);
    let event = direct(&stack.batch("s", &[(now(), "text")]));
    assert_eq!(forward.invoke(&event).expect("an answer")["delivered"], 1, "{}", forward.stderr());
    let signed = signed.lock().expect("no panic");
    assert!(!signed.is_empty());
    for (authorization, token) in signed.iter() {
        assert!(authorization.contains("Credential=assumed/"), "{authorization}");
        assert!(authorization.contains("/eu-central-1/logs/"), "{authorization}");
        assert_eq!(token, "token-of-the-role");
    }
}

#[test]
fn a_role_that_may_not_be_assumed_is_told_and_nothing_is_lost() {
    let stack = Stack::new("refused");
    let sts = sts();
    let other = ROLE.replace("writer", "somebody-elses");
    let set = [("SLUICE_FORWARD_ROLE_ARN", other.as_str()), ("AWS_ENDPOINT_URL_STS", &sts.url())];
    let mut forward = stack.start("forward", &set);
    let event = direct(&stack.batch("s", &[(now(), "text")]));
    assert_eq!(forward.invoke(&event).expect("an answer")["parked"], 1);
    assert_eq!(stack.parked("retry/forward/").len(), 1);
    let told = forward.stderr();
    assert!(told.contains("SLUICE_FORWARD_ROLE_ARN"), "{told}");
}
