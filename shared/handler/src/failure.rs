//! Why a call to AWS failed, in words of ours, and whether it is worth making again.
//!
//! It refuses to pass on what the service says: AWS's validation errors quote the values that they refuse.

use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

const NO_CREDENTIALS: &str = "there are no credentials for it";

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
    /// A failure that no call to AWS is to blame for.
    pub fn of_ours(what: &str, code: &str, advice: &'static str) -> Self {
        Self { what: what.to_owned(), code: code.to_owned(), advice, retryable: false }
    }

    /// Why, in few enough different words for a metric's dimension: a code, or what became of the connection.
    pub fn reason(&self) -> &str {
        self.code.split_once(',').map_or(self.code.as_str(), |(reason, _)| reason)
    }

    /// Reads an SDK error.
    pub fn of<E, R>(what: impl Into<String>, error: &SdkError<E, R>, status: Option<u16>) -> Self
    where
        E: ProvideErrorMetadata,
    {
        let (code, retryable) = match error {
            SdkError::ConstructionFailure(_) => ("the request could not be made".to_owned(), false),
            SdkError::TimeoutError(_) => ("no answer in time".to_owned(), true),
            // The last is a connection that ended before the answer did: the call may have been carried out.
            SdkError::DispatchFailure(failure)
                if failure.is_io() || failure.is_timeout() || failure.as_other().is_some() =>
            {
                ("the connection failed".to_owned(), true)
            }
            SdkError::DispatchFailure(failure) => {
                match failure.as_connector_error().and_then(|error| credentials(error)) {
                    Some(passes) => (NO_CREDENTIALS.to_owned(), passes),
                    None => ("the request could not be sent".to_owned(), false),
                }
            }
            SdkError::ResponseError(_) => ("the answer could not be read".to_owned(), true),
            SdkError::ServiceError(_) if status.is_some_and(|status| (200..300).contains(&status)) => {
                ("the answer could not be read".to_owned(), false)
            }
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
}

/// Whether a request could not be signed for want of credentials; if so, whether that may pass.
fn credentials(error: &(dyn std::error::Error + 'static)) -> Option<bool> {
    let chain = std::iter::successors(Some(error), |error| error.source());
    let error = chain.filter_map(|error| error.downcast_ref::<CredentialsError>()).next()?;
    Some(matches!(error, CredentialsError::ProviderTimedOut(_)))
}

/// A code is a word; what is none is not repeated.
fn is_code(code: &str) -> bool {
    (1..=64).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// Errors that pass: of the server, of too many requests, of two requests at once.
fn is_passing(code: Option<&str>, status: Option<u16>) -> bool {
    const CODES: [&str; 14] = [
        "ConditionalRequestConflict",
        "InternalError",
        "LimitExceededException",
        "OperationAbortedException",
        "ProvisionedThroughputExceededException",
        "RequestTimeout",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    ];
    // S3 passes on what KMS says of too many requests under a name of its own.
    code.is_some_and(|code| CODES.contains(&code) || code.ends_with(".ThrottlingException"))
        || status.is_some_and(|status| status >= 500 || status == 429)
}

fn advice(code: &str) -> &'static str {
    match code {
        "AccessDenied" | "AccessDeniedException" => "the function's role, or the role it assumes, does not allow it",
        NO_CREDENTIALS => {
            "may the function assume the role in SLUICE_FORWARD_ROLE_ARN, if that is set, and does that role trust it?"
        }
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
