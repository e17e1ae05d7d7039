//! S3: objects put once, under keys that the same content always has.
//!
//! A put is conditional and carries its SHA-256. One that is answered 412 succeeded before: the key tells the content. It
//! refuses to overwrite.

use std::collections::BTreeMap;

use aws_config::SdkConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::put_object::PutObjectError;
use aws_sdk_s3::primitives::ByteStream;
use sluice_transform::hash::sha256_base64;
use sluice_transform::names::header_value;

use crate::budget::Budget;
use crate::failure::Failure;

/// One bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    client: Client,
    name: String,
}

impl Bucket {
    /// A bucket by its name. With an endpoint set, S3 is addressed by path: names of buckets do not resolve there.
    pub fn new(config: &SdkConfig, name: &str) -> Self {
        let own_endpoint = config.endpoint_url().is_some()
            || std::env::var_os("AWS_ENDPOINT_URL_S3").is_some_and(|url| !url.is_empty());
        let config = aws_sdk_s3::config::Builder::from(config).force_path_style(own_endpoint).build();
        Self { client: Client::from_conf(config), name: name.to_owned() }
    }

    /// Another bucket, reached through the same client.
    pub fn named(&self, name: &str) -> Self {
        Self { client: self.client.clone(), name: name.to_owned() }
    }

    /// Puts an object, unless it is there.
    ///
    /// # Errors
    /// When it could not be put within the budget.
    pub async fn put(
        &self,
        key: &str,
        body: &[u8],
        content_type: &str,
        metadata: &BTreeMap<&'static str, String>,
        budget: &Budget,
    ) -> Result<(), Failure> {
        let what = format!("PutObject to bucket {}", self.name);
        let checksum = sha256_base64(body);
        budget
            .spend(&what, async || {
                let mut put = self
                    .client
                    .put_object()
                    .bucket(&self.name)
                    .key(key)
                    .if_none_match("*")
                    .checksum_sha256(&checksum)
                    .content_type(content_type)
                    .body(ByteStream::from(body.to_vec()));
                for (name, value) in metadata {
                    put = put.metadata(*name, header_value(value));
                }
                match Box::pin(put.send()).await {
                    Ok(_) => Ok(()),
                    Err(error) if status(&error) == Some(412) => Ok(()),
                    Err(error) => Err(Failure::of(what.as_str(), &error, status(&error))),
                }
            })
            .await
    }
}

fn status(error: &SdkError<PutObjectError>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}
