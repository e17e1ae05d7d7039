//! How AWS is reached from a person's machine: Region, credentials and endpoint as every AWS tool finds them.

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_s3::config::ProvideCredentials;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use crate::failure::Failure;

/// The Region and the way to AWS.
pub async fn config() -> Result<SdkConfig, Failure> {
    let http = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let timeouts = TimeoutConfig::builder().connect_timeout(Duration::from_secs(5)).build();
    let config =
        aws_config::defaults(BehaviorVersion::latest()).http_client(http).timeout_config(timeouts).load().await;
    if config.region().is_none() {
        return Err(Failure::Message("there is no Region: set AWS_REGION".to_owned()));
    }
    let credentials = match config.credentials_provider() {
        Some(provider) => provider.provide_credentials().await.is_ok(),
        None => false,
    };
    if credentials {
        return Ok(config);
    }
    let message = "there are no credentials for AWS: set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; those of a \
                   single sign-on come by `eval \"$(aws configure export-credentials --format env)\"`";
    Err(Failure::Message(message.to_owned()))
}

/// A client for S3. With an endpoint set, S3 is addressed by path: names of buckets do not resolve there.
pub fn s3(config: &SdkConfig) -> aws_sdk_s3::Client {
    let own_endpoint =
        config.endpoint_url().is_some() || std::env::var_os("AWS_ENDPOINT_URL_S3").is_some_and(|url| !url.is_empty());
    let builder = aws_sdk_s3::config::Builder::from(config).force_path_style(own_endpoint);
    aws_sdk_s3::Client::from_conf(builder.build())
}

/// The status of an answer, where there was one.
pub fn status<E>(error: &aws_sdk_s3::error::SdkError<E>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}
