//! Where objects come from: a folder, one file, or what an S3 bucket has below a prefix; in the order of their names.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use aws_config::SdkConfig;
use sluice_handler::Failure as Call;

use super::aws;
use crate::failure::Failure;
use crate::input::MAX_EVENT_FILE;

/// A folder, a file or a prefix.
pub enum Source {
    /// A folder, and what its objects' names begin behind.
    Folder(PathBuf),
    /// A bucket and a prefix.
    Bucket { client: aws_sdk_s3::Client, name: String, prefix: String },
}

/// An object that was read.
pub struct Object {
    pub bytes: Vec<u8>,
    /// The Region that its metadata names.
    pub region: Option<String>,
}

/// The bucket and the prefix of an address in S3; `None` for a path.
pub fn bucket(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("s3://")?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}

impl Source {
    /// Opens a source. A path needs no `sdk`.
    pub fn open(address: &str, sdk: Option<&SdkConfig>) -> Result<Self, Failure> {
        match (bucket(address), sdk) {
            (Some(("", _)), _) => Err(Failure::Message(format!("{address}: names no bucket: s3://BUCKET/PREFIX"))),
            (Some((name, prefix)), Some(sdk)) => {
                Ok(Self::Bucket { client: aws::s3(sdk), name: name.to_owned(), prefix: prefix.to_owned() })
            }
            _ => Ok(Self::Folder(PathBuf::from(address))),
        }
    }

    /// The names of all objects, in their order.
    pub async fn list(&self) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        match self {
            Self::Folder(path) => {
                let meta = fs::metadata(path).map_err(|error| Failure::io("cannot read", path, &error))?;
                if meta.is_dir() {
                    walk(path, "", &mut names)?;
                } else {
                    // A file by itself has no name behind its path.
                    names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
                }
            }
            Self::Bucket { client, name, prefix } => {
                let mut pages = client.list_objects_v2().bucket(name).prefix(prefix).into_paginator().send();
                while let Some(page) = pages.next().await {
                    let page = page.map_err(|error| {
                        let what = format!("ListObjectsV2 of bucket {name}");
                        Failure::Message(Call::of(what, &error, aws::status(&error)).to_string())
                    })?;
                    names.extend(page.contents().iter().filter_map(|object| object.key().map(str::to_owned)));
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// Reads an object whole.
    pub async fn read(&self, object: &str) -> Result<Object, Failure> {
        let too_large = || Failure::Message(format!("{object}: no object is larger than {MAX_EVENT_FILE} bytes"));
        match self {
            Self::Folder(folder) => {
                let path = if folder.is_dir() { folder.join(object) } else { folder.clone() };
                let failed = |error: std::io::Error| Failure::io("cannot read", &path, &error);
                let mut bytes = Vec::new();
                let file = fs::File::open(&path).map_err(failed)?;
                file.take(MAX_EVENT_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
                if bytes.len() as u64 > MAX_EVENT_FILE {
                    return Err(too_large());
                }
                Ok(Object { bytes, region: region_beside(&path) })
            }
            Self::Bucket { client, name, .. } => {
                let got = client.get_object().bucket(name).key(object).send().await.map_err(|error| {
                    let what = format!("GetObject {object} from bucket {name}");
                    Failure::Message(Call::of(what, &error, aws::status(&error)).to_string())
                })?;
                if got.content_length().is_some_and(|length| length.unsigned_abs() > MAX_EVENT_FILE) {
                    return Err(too_large());
                }
                let region = got.metadata().and_then(|metadata| metadata.get("region").cloned());
                let bytes = got.body.collect().await.map_err(|_| {
                    Failure::Message(format!("GetObject {object} from bucket {name}: the answer could not be read"))
                })?;
                Ok(Object { bytes: bytes.to_vec(), region })
            }
        }
    }
}

/// Every file below a folder, but for hidden ones; a link to a folder is not followed.
fn walk(folder: &Path, before: &str, names: &mut Vec<String>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::io("cannot read", folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        // Names that are no text are none of ours.
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let name = format!("{before}{name}");
        if entry.file_type().map_err(failed)?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), names)?;
        } else if entry.path().is_file() {
            names.push(name);
        }
    }
    Ok(())
}

/// What `sluice run` keeps beside a parked object.
fn region_beside(path: &Path) -> Option<String> {
    let mut name = path.as_os_str().to_owned();
    name.push(".metadata.json");
    let metadata: serde_json::Value = serde_json::from_slice(&fs::read(name).ok()?).ok()?;
    metadata["region"].as_str().map(str::to_owned)
}
