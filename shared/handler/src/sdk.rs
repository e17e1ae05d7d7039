//! The way to AWS: what Lambda puts into the environment, and one HTTP client for every service.
//!
//! It looks nowhere else. The SDK's own loader also reads files, asks the machine, and starts programs for credentials and
//! settings: Lambda has none of these, and without them a function is smaller. Calls are made again by [`crate::Budget`],
//! which knows the time that is left, and not by the SDK.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, Result, SharedCredentialsProvider, future};
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{BehaviorVersion, Region};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_types::SdkConfig;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// A variable, if it says something.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// How AWS is reached in a Region. `AWS_ENDPOINT_URL`, its forms for single services, `AWS_USE_FIPS_ENDPOINT` and
/// `AWS_USE_DUALSTACK_ENDPOINT` are honoured.
pub(crate) fn sdk(region: &str) -> SdkConfig {
    let http = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(8))
        .build();
    let is_on = |name| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let mut sdk = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(SharedCredentialsProvider::new(FromEnvironment))
        .http_client(http)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::disabled())
        .service_config(FromEnvironment)
        .use_fips(is_on("AWS_USE_FIPS_ENDPOINT"))
        .use_dual_stack(is_on("AWS_USE_DUALSTACK_ENDPOINT"));
    sdk.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    sdk.build()
}

/// The same, with the credentials of a role that is assumed.
pub(crate) fn sdk_as(role: &str, sdk: &SdkConfig) -> SdkConfig {
    // Roles are assumed once an hour, beside every budget: the SDK itself tries again.
    let sts = sdk.to_builder().retry_config(RetryConfig::standard()).build();
    let role = AssumedRole { sts: aws_sdk_sts::Client::new(&sts), arn: role.to_owned() };
    sdk.to_builder().credentials_provider(SharedCredentialsProvider::new(role)).build()
}

/// Lambda's own: the function's role as credentials, and endpoints of single services.
#[derive(Debug)]
struct FromEnvironment;

impl ProvideCredentials for FromEnvironment {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let keys = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
        future::ProvideCredentials::ready(match keys {
            (Some(id), Some(secret)) => {
                Ok(Credentials::new(id, secret, variable("AWS_SESSION_TOKEN"), None, "the environment"))
            }
            _ => Err(CredentialsError::not_loaded("there are none in the environment")),
        })
    }
}

impl LoadServiceConfig for FromEnvironment {
    /// `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS` for the endpoint of the service `CloudWatch Logs`. Source: *AWS SDKs and Tools
    /// Reference Guide*, "Service-specific endpoints".
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        variable(&format!("{}_{}", key.env(), key.service_id().to_uppercase().replace([' ', '-'], "_")))
    }
}

/// A role of another account, say. Its credentials are kept by the client that they are for, until shortly before they expire.
#[derive(Debug)]
struct AssumedRole {
    sts: aws_sdk_sts::Client,
    arn: String,
}

impl AssumedRole {
    async fn assume(&self) -> Result {
        let asked = self.sts.assume_role().role_arn(&self.arn).role_session_name("sluice").send().await;
        let answer = asked.map_err(CredentialsError::provider_error)?;
        let keys = answer.credentials.ok_or_else(|| CredentialsError::unhandled("the answer holds no credentials"))?;
        let expiry = SystemTime::try_from(keys.expiration).map_err(CredentialsError::unhandled)?;
        let token = Some(keys.session_token);
        Ok(Credentials::new(keys.access_key_id, keys.secret_access_key, token, Some(expiry), "an assumed role"))
    }
}

impl ProvideCredentials for AssumedRole {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.assume())
    }
}
