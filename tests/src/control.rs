//! Calls as the account of a local AWS that none of the tests' SDKs makes: CloudFormation, IAM, STS, Kinesis and Lambda, by
//! their protocols.
//!
//! Nobody signs them: the local AWS takes twelve digits as access key for the account itself, and verifies nothing more.

use std::collections::BTreeMap;

use http_body_util::BodyExt;
use hyper::Method;
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value as Json;

use crate::deployment::HOME;
use crate::local_aws::{ACCOUNT, LocalAws};
use crate::loopback::{pass_on, runtime};

/// A resource of a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Such as `AWS::S3::Bucket`.
    pub kind: String,
    /// What `Ref` gives.
    pub id: String,
    /// Such as `UPDATE_COMPLETE`.
    pub status: String,
}

/// A stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Such as `UPDATE_COMPLETE`.
    pub status: String,
    /// The values of its parameters.
    pub parameters: BTreeMap<String, String>,
    /// Its outputs.
    pub outputs: BTreeMap<String, String>,
}

impl LocalAws {
    /// A call of a service with a query protocol, in the main stack's Region: status and XML of its answer.
    pub fn query(&self, service: &str, version: &str, action: &str, parameters: &[(&str, &str)]) -> (u16, String) {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let own = [("Action", action), ("Version", version)];
        let form: Vec<String> =
            own.iter().chain(parameters).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send(
            service,
            Method::POST,
            "/",
            &[(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")],
            form.join("&"),
        )
    }

    /// A call of a service with a JSON protocol, in the main stack's Region.
    pub fn target(&self, service: &str, target: &str, call: &Json) -> Json {
        let headers = [(CONTENT_TYPE.as_str(), "application/x-amz-json-1.1"), ("x-amz-target", target)];
        let (status, body) = self.send(service, Method::POST, "/", &headers, call.to_string());
        assert_eq!(status, 200, "{target}: {body}");
        serde_json::from_str(&body).unwrap_or_default()
    }

    /// What Lambda answers to a GET in the main stack's Region: status and JSON.
    pub fn lambda(&self, path: &str) -> (u16, Json) {
        let (status, body) = self.send("lambda", Method::GET, path, &[], String::new());
        (status, serde_json::from_str(&body).unwrap_or_default())
    }

    /// The resources of a stack by their names in the template; none where there is no such stack.
    pub fn resources(&self, stack: &str) -> BTreeMap<String, Resource> {
        let mut out = BTreeMap::new();
        let mut page = String::new();
        loop {
            let mut call = vec![("StackName", stack)];
            if !page.is_empty() {
                call.push(("NextToken", &page));
            }
            let (status, xml) = self.query("cloudformation", "2010-05-15", "ListStackResources", &call);
            if status != 200 {
                return out;
            }
            for member in elements(&xml, "member") {
                let text = |name: &str| text(member, name).unwrap_or_default();
                let (kind, id, status) = (text("ResourceType"), text("PhysicalResourceId"), text("ResourceStatus"));
                out.insert(text("LogicalResourceId"), Resource { kind, id, status });
            }
            match text(&xml, "NextToken") {
                Some(next) if !next.is_empty() => page = next,
                _ => return out,
            }
        }
    }

    /// What a stack says of itself, if there is one.
    pub fn stack(&self, stack: &str) -> Option<Stack> {
        let (status, xml) = self.query("cloudformation", "2010-05-15", "DescribeStacks", &[("StackName", stack)]);
        let pairs = |key: &str, value: &str| {
            let members = elements(&xml, "member").into_iter();
            members.filter_map(|member| Some((text(member, key)?, text(member, value)?))).collect()
        };
        (status == 200).then(|| Stack {
            status: text(&xml, "StackStatus").unwrap_or_default(),
            parameters: pairs("ParameterKey", "ParameterValue"),
            outputs: pairs("OutputKey", "OutputValue"),
        })
    }

    fn send(&self, service: &str, method: Method, path: &str, headers: &[(&str, &str)], body: String) -> (u16, String) {
        let upstream = self.endpoint.trim_start_matches("http://");
        let scope = format!("{ACCOUNT}/20260101/{HOME}/{service}/aws4_request");
        let signature = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none");
        let mut request = hyper::Request::builder().method(method).uri(path).header(HOST, upstream);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header(AUTHORIZATION, signature).body(Bytes::from(body)).expect("a request");
        runtime().block_on(async {
            let answer = pass_on(upstream, request).await;
            let status = answer.status().as_u16();
            let body = answer.into_body().collect().await.expect("a body").to_bytes();
            (status, String::from_utf8_lossy(&body).into_owned())
        })
    }
}

/// What stands within each element of a name, nested ones of the same name not counted. Entities stay as they are.
pub fn elements<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let inner = |part: &'x str| part.split_once(close.as_str()).map(|(inner, _)| inner);
    xml.split(open.as_str()).skip(1).filter_map(inner).collect()
}

/// What stands within the first element of a name.
pub fn text(xml: &str, name: &str) -> Option<String> {
    elements(xml, name).first().map(|text| (*text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn elements_are_found_one_after_the_other() {
        assert_eq!(elements("<a><b>1</b><c/></a><a><b>2</b></a>", "b"), ["1", "2"]);
        assert_eq!(elements("<a>1", "a"), [] as [&str; 0]);
    }
}
