//! A local AWS: ministack on 127.0.0.1 and a free port, with the Logs shim before it, and clients for both.
//!
//! It ends with whoever started it, however that ends. What it cannot prove stands in CONTRIBUTING.md.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};
use aws_sdk_s3::types::CreateBucketConfiguration;

use crate::deployment::HOME;
use crate::gate::Gate;
use crate::logs_shim::LogsShim;
use crate::loopback::{free_port, runtime};
use crate::root;

/// The account of everything that is local. Twelve digits as access key select it.
pub const ACCOUNT: &str = "111122223333";

/// A local AWS; dropping it ends it.
pub struct LocalAws {
    /// `http://127.0.0.1:<port>`
    pub endpoint: String,
    /// What stands before CloudWatch Logs.
    pub logs: LogsShim,
    _gate: Option<Gate>,
    child: Child,
    _folder: tempfile::TempDir,
}

/// A program of a Python environment below `.venv/`.
pub fn tool(environment: &str, program: &str) -> PathBuf {
    let path = root().join(".venv").join(environment).join("bin").join(program);
    assert!(path.is_file(), "{} is missing: `make tools` installs it", path.display());
    path
}

impl LocalAws {
    /// Starts it and waits until it answers. Everybody may do everything.
    pub fn start() -> Self {
        Self::start_on(free_port(), None)
    }

    /// The same, but that it judges what a function's role may do, behind a [`Gate`].
    pub fn start_judging() -> Self {
        let port = free_port();
        Self::start_on(port, Some(Gate::start(&format!("127.0.0.1:{port}"))))
    }

    fn start_on(port: u16, gate: Option<Gate>) -> Self {
        let endpoint = gate.as_ref().map_or_else(|| format!("http://127.0.0.1:{port}"), Gate::url);
        let logs = LogsShim::start(endpoint.trim_start_matches("http://"));
        let folder = tempfile::tempdir().expect("a folder");
        // The shell waits for the end of its input, which comes with our own end, and then ends the whole group.
        let child = Command::new("/bin/sh")
            .args(["-c", r#""$0" >"$1" 2>&1 & cat; kill -TERM $!; sleep 0.3; kill -KILL 0"#])
            .arg(tool("ministack", "ministack"))
            .arg(folder.path().join("ministack.log"))
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", tool("ministack", "python3").parent().expect("a folder").display()),
            )
            .env("HOME", folder.path())
            .env("TMPDIR", folder.path())
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("IOT_MTLS_ENABLED", "0")
            .env("AUTH", if gate.is_some() { "true" } else { "false" })
            .env("AWS_ENDPOINT_URL", &endpoint)
            .env("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", logs.url())
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .process_group_of_its_own()
            .spawn()
            .expect("a shell");
        let local = Self { endpoint, logs, _gate: gate, child, _folder: folder };
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(60), "ministack does not start: {}", local.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        local
    }

    /// What it printed.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self._folder.path().join("ministack.log")).unwrap_or_default()
    }

    /// What every client needs: a Region, and who calls.
    pub fn config(&self, region: &str, caller: Credentials) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(region.to_owned()))
            .credentials_provider(SharedCredentialsProvider::new(caller))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .endpoint_url(&self.endpoint)
            .build()
    }

    fn home(&self) -> SdkConfig {
        self.config(HOME, account())
    }

    /// A Logs client for a Region, past the shim.
    pub fn logs_client(&self, region: &str) -> aws_sdk_cloudwatchlogs::Client {
        aws_sdk_cloudwatchlogs::Client::new(&self.config(region, account()))
    }

    /// An S3 client for the Region of the buckets.
    pub fn s3_client(&self) -> aws_sdk_s3::Client {
        s3(&self.home())
    }

    /// An SQS client for the Region of the queues.
    pub fn sqs_client(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.home())
    }

    /// A client of CloudWatch for the Region of the main stack.
    pub fn cloudwatch_client(&self) -> aws_sdk_cloudwatch::Client {
        aws_sdk_cloudwatch::Client::new(&self.home())
    }

    /// A client of DynamoDB for the Region of the main stack.
    pub fn dynamodb_client(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::new(&self.home())
    }

    /// A client of ECS for the Region of the main stack.
    pub fn ecs_client(&self) -> aws_sdk_ecs::Client {
        aws_sdk_ecs::Client::new(&self.home())
    }

    /// A client of SNS for the Region of the main stack.
    pub fn sns_client(&self) -> aws_sdk_sns::Client {
        aws_sdk_sns::Client::new(&self.home())
    }

    /// A client of SSM for the Region of the main stack.
    pub fn ssm_client(&self) -> aws_sdk_ssm::Client {
        aws_sdk_ssm::Client::new(&self.home())
    }

    /// Makes a log group.
    pub fn create_group(&self, region: &str, group: &str) {
        let client = self.logs_client(region);
        runtime().block_on(client.create_log_group().log_group_name(group).send()).expect("a log group");
    }

    /// Makes a bucket.
    pub fn create_bucket(&self, bucket: &str) {
        let place = CreateBucketConfiguration::builder().location_constraint(HOME.into()).build();
        let create = self.s3_client().create_bucket().bucket(bucket).create_bucket_configuration(place);
        runtime().block_on(create.send()).expect("a bucket");
    }

    /// Every object of a bucket, by key.
    pub fn objects(&self, bucket: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
        let client = self.s3_client();
        runtime().block_on(async {
            let mut out = std::collections::BTreeMap::new();
            let mut pages = client.list_objects_v2().bucket(bucket).into_paginator().send();
            while let Some(page) = pages.next().await {
                for object in page.expect("a page of objects").contents() {
                    let key = object.key().expect("a key");
                    let got = client.get_object().bucket(bucket).key(key).send().await.expect("an object");
                    let body = got.body.collect().await.expect("its bytes");
                    out.insert(key.to_owned(), body.to_vec());
                }
            }
            out
        })
    }

    /// Every event of a log group: stream, timestamp, message.
    pub fn events(&self, region: &str, group: &str) -> Vec<(String, i64, String)> {
        let client = self.logs_client(region);
        runtime().block_on(async {
            let mut out = Vec::new();
            let mut pages = client.filter_log_events().log_group_name(group).into_paginator().send();
            while let Some(page) = pages.next().await {
                for event in page.expect("a page of events").events() {
                    out.push((
                        event.log_stream_name().unwrap_or_default().to_owned(),
                        event.timestamp().unwrap_or_default(),
                        event.message().unwrap_or_default().to_owned(),
                    ));
                }
            }
            out
        })
    }
}

impl Drop for LocalAws {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The account itself, which may do everything.
fn account() -> Credentials {
    Credentials::new(ACCOUNT, "test", None, None, "tests")
}

/// An S3 client for an endpoint that has no names of buckets in front.
pub fn s3(config: &SdkConfig) -> aws_sdk_s3::Client {
    aws_sdk_s3::Client::from_conf(aws_sdk_s3::config::Builder::from(config).force_path_style(true).build())
}

trait OwnGroup {
    fn process_group_of_its_own(&mut self) -> &mut Self;
}

impl OwnGroup for Command {
    fn process_group_of_its_own(&mut self) -> &mut Self {
        std::os::unix::process::CommandExt::process_group(self, 0)
    }
}
