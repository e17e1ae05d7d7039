//! S3: objects put once, under keys that the same content always has; and parked ones fetched and deleted when they come back.
//!
//! A put is conditional and carries its SHA-256. One that is answered 412 succeeded before, if what stands there is what was to
//! be put. It refuses to overwrite, and to fetch what would not fit into memory.

use std::collections::BTreeMap;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumMode;
use aws_types::SdkConfig;
use sluice_transform::hash::sha256_base64;
use sluice_transform::names::header_value;
use sluice_transform::parked::ParkedObject;

use crate::budget::Budget;
use crate::failure::Failure;

/// One bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    client: Client,
    name: String,
}

/// An object that was fetched.
pub(crate) struct Fetched {
    pub(crate) body: Vec<u8>,
    pub(crate) metadata: BTreeMap<String, String>,
}

/// What a conditional put came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Done,
    /// There is an object already.
    Exists,
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

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Puts gzip'd rows, unless they are there: the very same, by their checksum. Their key tells the rows, and not whether it
    /// was rows that somebody put there.
    ///
    /// # Errors
    /// When they could not be put within the budget, or something else stands there.
    pub async fn archive(&self, key: &str, body: &[u8], budget: &Budget) -> Result<(), Failure> {
        let what = format!("PutObject to bucket {}", self.name);
        let checksum = sha256_base64(body);
        budget
            .spend(&what, async || {
                match self.put_once(&what, key, body, &checksum, |put| put.content_type(GZIP)).await? {
                    Put::Done => Ok(()),
                    Put::Exists => self.compare(key, &checksum).await,
                }
            })
            .await
    }

    /// Keeps an object aside, unless it is there: its key tells its bytes, and only functions write them.
    ///
    /// # Errors
    /// When it could not be put within the budget.
    pub(crate) async fn keep(&self, object: &ParkedObject, budget: &Budget) -> Result<(), Failure> {
        let what = format!("PutObject to bucket {}", self.name);
        let content_type = if object.key.ends_with(".json") { "application/json" } else { "application/octet-stream" };
        let checksum = sha256_base64(&object.body);
        let described = |put: PutObjectFluentBuilder| {
            let put = put.content_type(content_type);
            object.metadata.iter().fold(put, |put, (name, value)| put.metadata(*name, header_value(value)))
        };
        let put = async || self.put_once(&what, &object.key, &object.body, &checksum, described).await;
        budget.spend(&what, put).await.map(drop)
    }

    async fn put_once(
        &self,
        what: &str,
        key: &str,
        body: &[u8],
        checksum: &str,
        described: impl Fn(PutObjectFluentBuilder) -> PutObjectFluentBuilder,
    ) -> Result<Put, Failure> {
        let put = self.client.put_object().bucket(&self.name).key(key).if_none_match("*").checksum_sha256(checksum);
        match Box::pin(described(put).body(ByteStream::from(body.to_vec())).send()).await {
            Ok(_) => Ok(Put::Done),
            Err(error) if status(&error) == Some(412) => Ok(Put::Exists),
            Err(error) => Err(failed(what, &error)),
        }
    }

    /// Whether the object that exists has this checksum.
    async fn compare(&self, key: &str, checksum: &str) -> Result<(), Failure> {
        let what = format!("HeadObject in bucket {}", self.name);
        let head = self.client.head_object().bucket(&self.name).key(key).checksum_mode(ChecksumMode::Enabled);
        match Box::pin(head.send()).await {
            Ok(head) if head.checksum_sha256() == Some(checksum) => Ok(()),
            Ok(_) => {
                let what = format!("PutObject to bucket {}", self.name);
                Err(Failure::of_ours(&what, OCCUPIED, "look at who else writes there, and move that object away"))
            }
            // Gone in between: the next attempt puts it.
            Err(error) if status(&error) == Some(404) => {
                Err(Failure { what, code: "the object is gone again".to_owned(), advice: "", retryable: true })
            }
            Err(error) => Err(failed(&what, &error)),
        }
    }

    /// Fetches an object of at most `cap` bytes; `None` if there is none.
    ///
    /// # Errors
    /// When it could not be fetched within the budget, or is larger.
    pub(crate) async fn fetch(&self, key: &str, cap: usize, budget: &Budget) -> Result<Option<Fetched>, Failure> {
        let what = format!("GetObject from bucket {}", self.name);
        let get = async || {
            let got = match Box::pin(self.client.get_object().bucket(&self.name).key(key).send()).await {
                Ok(got) => got,
                Err(SdkError::ServiceError(error)) if error.err().is_no_such_key() => return Ok(None),
                Err(error) => return Err(failed(&what, &error)),
            };
            if got.content_length().and_then(|length| usize::try_from(length).ok()).is_none_or(|length| length > cap) {
                return Err(Failure::of_ours(&what, "the object is too large", "it is none that a function parked"));
            }
            let metadata = got.metadata.into_iter().flatten().collect();
            match got.body.collect().await {
                Ok(body) => Ok(Some(Fetched { body: body.to_vec(), metadata })),
                Err(_) => {
                    let code = "the answer could not be read".to_owned();
                    Err(Failure { what: what.clone(), code, advice: "", retryable: true })
                }
            }
        };
        budget.spend(&what, get).await
    }

    /// Deletes an object, if it is there.
    ///
    /// # Errors
    /// When it could not be deleted within the budget.
    pub(crate) async fn delete(&self, key: &str, budget: &Budget) -> Result<(), Failure> {
        let what = format!("DeleteObject in bucket {}", self.name);
        let delete = async || {
            let sent = Box::pin(self.client.delete_object().bucket(&self.name).key(key).send()).await;
            sent.map(drop).map_err(|error| failed(&what, &error))
        };
        budget.spend(&what, delete).await
    }
}

const GZIP: &str = "application/gzip";
const OCCUPIED: &str = "another object stands under the key";

fn failed<E: ProvideErrorMetadata>(what: &str, error: &SdkError<E>) -> Failure {
    Failure::of(what, error, status(error))
}

fn status<E>(error: &SdkError<E>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}
