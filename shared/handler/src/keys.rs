//! The keys of pseudonyms: fetched from Secrets Manager at cold start, once, and only where a rule needs one.
//!
//! In a function's environment whoever may read its configuration could read them, so keys that stand there themselves are
//! refused, unless every endpoint is on this machine, as in tests. What a secret holds is never printed.

use std::time::Duration;

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::Region;
use aws_sdk_secretsmanager::config::retry::RetryConfig;
use aws_sdk_secretsmanager::config::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use sluice_transform::redact::{KeyError, PseudonymKeys};
use sluice_transform::settings::{KeySetting, is_loopback};

use crate::failure::Failure;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Keys stand in the environment of a function on AWS.
    #[error(
        "SLUICE_PSEUDONYM_KEY: holds no ARN of a Secrets Manager secret; put the keys into a secret and set its ARN, because whoever may read \
         a function's configuration reads its environment"
    )]
    InEnvironment,
    /// The secret could not be fetched.
    #[error("SLUICE_PSEUDONYM_KEY: {0}")]
    NotFetched(#[from] Failure),
    /// What was fetched, or is set, holds no keys.
    #[error("SLUICE_PSEUDONYM_KEY: {0}")]
    Unusable(#[from] KeyError),
}

/// The keys that the setting leads to.
pub async fn keys(setting: &KeySetting, sdk: &SdkConfig) -> Result<PseudonymKeys, KeysError> {
    match setting.secret_arn() {
        Some(arn) => Ok(PseudonymKeys::parse(&secret(arn, sdk).await?)?),
        None if only_loopback(environment()) => Ok(setting.keys()?),
        None => Err(KeysError::InEnvironment),
    }
}

/// The variables that are text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Whether AWS is set to be on this machine: by one endpoint at least, and by none that is elsewhere.
fn only_loopback(variables: impl Iterator<Item = (String, String)>) -> bool {
    let mut endpoints =
        variables.filter(|(name, value)| name.starts_with("AWS_ENDPOINT_URL") && !value.is_empty()).peekable();
    endpoints.peek().is_some() && endpoints.all(|(_, endpoint)| is_loopback(&endpoint))
}

/// The text of a secret, from the Region that its ARN names.
async fn secret(arn: &str, sdk: &SdkConfig) -> Result<String, Failure> {
    let region = arn.split(':').nth(3).unwrap_or_default().to_owned();
    // Before an invocation there is no budget: the SDK itself tries again, within the ten seconds that Lambda gives a start.
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build();
    let config = sdk
        .to_builder()
        .region(Region::new(region))
        .retry_config(RetryConfig::standard())
        .timeout_config(timeouts)
        .build();
    let what = format!("GetSecretValue of {arn}");
    let sent = Box::pin(Client::new(&config).get_secret_value().secret_id(arn).send()).await;
    let answer = sent.map_err(|error| {
        Failure::of(what.as_str(), &error, error.raw_response().map(|response| response.status().as_u16()))
    })?;
    let text = answer.secret_string().map(str::to_owned);
    text.ok_or_else(|| {
        Failure::of_ours(&what, "the secret is binary", "it has to hold text: {\"<key id>\": \"<base64>\"}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loopback(variables: &[(&str, &str)]) -> bool {
        only_loopback(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn keys_stand_in_the_environment_on_this_machine_only() {
        assert!(!loopback(&[]) && !loopback(&[("AWS_ENDPOINT_URL", "")]));
        assert!(loopback(&[("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"), ("HOME", "/")]));
        assert!(loopback(&[
            ("AWS_ENDPOINT_URL_LOGS", "http://localhost:1"),
            ("AWS_ENDPOINT_URL_S3", "http://[::1]:2")
        ]));
        assert!(!loopback(&[
            ("AWS_ENDPOINT_URL_LOGS", "http://localhost:1"),
            ("AWS_ENDPOINT_URL", "https://vpce.example.com")
        ]));
    }
}
