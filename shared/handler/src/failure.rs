//! Why a call to AWS failed, in words of ours, and whether it is worth making again.
//!
//! It refuses to pass on what the service says: AWS's validation errors quote the values that they refuse.

use std::fmt;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Failure {
    /// The operation and what it was about: `PutLogEvents to /sluice/redacted (eu-west-1)`.
    pub what: String,
    /// The error's code, such as `ThrottlingException`, or what became of the connection.
    pub code: String,
    /// What to do about it, where we know.
    pub advice: &'static str,
    /// Whether the same call may succeed if it is made again soon.
    pub retryable: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.code)?;
        if !self.advice.is_empty() {
            write!(f, "; {}", self.advice)?;
        }
        Ok(())
    }
}

impl Failure {
    /// Reads an SDK error.
    pub fn of<E, R>(what: impl Into<String>, error: &SdkError<E, R>, status: Option<u16>) -> Self
    where
        E: ProvideErrorMetadata,
    {
        let (code, retryable) = match error {
            SdkError::ConstructionFailure(_) => ("the request could not be made".to_owned(), false),
            SdkError::TimeoutError(_) => ("no answer in time".to_owned(), true),
            SdkError::DispatchFailure(failure) if failure.is_user() => {
                ("the request could not be sent".to_owned(), false)
            }
            SdkError::DispatchFailure(_) => ("the connection failed".to_owned(), true),
            SdkError::ResponseError(_) => ("the answer could not be read".to_owned(), true),
            SdkError::ServiceError(service) => {
                let code = service.err().code().filter(|code| is_code(code)).map(str::to_owned);
                let retryable = is_passing(code.as_deref(), status);
                let status = status.map(|status| format!("HTTP {status}"));
                (code.or(status).unwrap_or_else(|| "an error without a code".to_owned()), retryable)
            }
            _ => ("an unknown error".to_owned(), true),
        };
        let advice = advice(&code);
        Self { what: what.into(), code, advice, retryable }
    }

    /// A call for which no time was left.
    pub fn out_of_time(what: impl Into<String>) -> Self {
        Self { what: what.into(), code: "no time left".to_owned(), advice: "", retryable: true }
    }
}

/// A code is a word; what is none is not repeated.
fn is_code(code: &str) -> bool {
    (1..=64).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// Errors that pass: of the server, of too many requests, of two requests at once.
fn is_passing(code: Option<&str>, status: Option<u16>) -> bool {
    const CODES: [&str; 11] = [
        "ConditionalRequestConflict",
        "InternalError",
        "LimitExceededException",
        "OperationAbortedException",
        "RequestTimeout",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    ];
    code.is_some_and(|code| CODES.contains(&code)) || status.is_some_and(|status| status >= 500 || status == 429)
}

fn advice(code: &str) -> &'static str {
    match code {
        "AccessDenied" | "AccessDeniedException" => "the function's role, or the role it assumes, does not allow it",
        "NoSuchBucket" => "the bucket does not exist: create it, or correct the setting that names it",
        "ExpiredToken" | "ExpiredTokenException" | "UnrecognizedClientException" => {
            "the credentials are not valid there: is the Region enabled for the account?"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_made_again() {
        assert!(is_passing(Some("ThrottlingException"), Some(400)));
        assert!(is_passing(None, Some(503)) && is_passing(Some("ConditionalRequestConflict"), Some(409)));
        assert!(!is_passing(Some("AccessDeniedException"), Some(400)) && !is_passing(None, Some(404)));
    }

    #[test]
    fn no_text_of_a_service_is_repeated() {
        assert!(is_code("NoSuchBucket") && !is_code("Value 'x' at 'message'") && !is_code(""));
    }
}
