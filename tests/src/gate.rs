//! What stands before a local AWS that judges permissions (`AUTH=true`).
//!
//! It says that requests came over TLS, as all of them do on AWS: our buckets and topics refuse others. And it lets the calls of
//! services whose permissions the local AWS judges wrongly pass as the account's own, whoever made them: it compares
//! CloudWatch Logs' groups without the `:*` of their ARNs and ECS's services with their cluster, and knows neither CloudWatch's
//! namespaces nor KMS's contexts. Those are held against the reviewed list of every role (`tests/golden/template-roles.snap`).

use hyper::header::{AUTHORIZATION, HeaderValue};

use crate::local_aws::ACCOUNT;
use crate::loopback::{Request, Server, pass_on};

/// The services that the local AWS judges as AWS does.
pub const JUDGED: [&str; 5] = ["dynamodb", "s3", "sns", "sqs", "ssm"];

/// The gate.
#[derive(Debug)]
pub struct Gate {
    server: Server,
}

impl Gate {
    /// Starts a gate before the server at `upstream` (`host:port`).
    pub fn start(upstream: &str) -> Self {
        let upstream = upstream.to_owned();
        let server = Server::start(move |mut request| {
            let upstream = upstream.clone();
            prepare(&mut request);
            async move { pass_on(&upstream, request).await }
        });
        Self { server }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.server.url()
    }
}

fn prepare(request: &mut Request) {
    request.headers_mut().insert("x-forwarded-proto", HeaderValue::from_static("https"));
    let signed = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(value) = signed.and_then(as_the_account).and_then(|text| HeaderValue::from_str(&text).ok()) {
        request.headers_mut().insert(AUTHORIZATION, value);
        request.headers_mut().remove("x-amz-security-token");
    }
}

/// The signature with the account's own key, where the service is not [`JUDGED`]. The local AWS does not verify that one.
fn as_the_account(signature: &str) -> Option<String> {
    let (algorithm, rest) = signature.split_once("Credential=")?;
    let (_, scope) = rest.split_once('/')?;
    let service = scope.split('/').nth(2)?;
    (!JUDGED.contains(&service)).then(|| format!("{algorithm}Credential={ACCOUNT}/{scope}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_is_judged_keeps_its_caller() {
        let signature = |key: &str, service: &str| {
            format!("AWS4-HMAC-SHA256 Credential={key}/20261123/eu-west-1/{service}/aws4_request, SignedHeaders=host")
        };
        assert_eq!(as_the_account(&signature("ASIA1", "s3")), None);
        assert_eq!(as_the_account(&signature("ASIA1", "logs")), Some(signature(ACCOUNT, "logs")));
        assert_eq!(as_the_account("Bearer none"), None);
    }
}
