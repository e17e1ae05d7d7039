//! `make try`: a deployment on a local AWS, to play with until Ctrl-C. It leaves nothing behind.

use sluice_tests::deployment::{CENTRAL, FORWARDED, HOME, REDACTED, SOURCE, deploy};
use sluice_tests::local_aws::{ACCOUNT, LocalAws, tool};
use sluice_tests::loopback::runtime;

fn main() {
    tool("aws", "aws");
    eprintln!("Starting a local AWS and deploying Sluice into it; the first build takes some minutes ...");
    let aws = LocalAws::start();
    let deployment = deploy(&aws);
    let stream = aws.logs_client(HOME);
    let stream = stream.create_log_stream().log_group_name(SOURCE).log_stream_name("try");
    runtime().block_on(stream.send()).expect("a log stream");
    let endpoint = &aws.endpoint;
    let (archive, parked) = (&deployment.archive_bucket, &deployment.parked_bucket);
    println!(
        r#"
Sluice is deployed on a local AWS at {endpoint}. In another terminal, in this folder:

# set the terminal up
export PATH="$PWD/.venv/aws/bin:$PATH" AWS_ENDPOINT_URL={endpoint} AWS_ACCESS_KEY_ID={ACCOUNT} AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION={HOME}

# write a line
aws logs put-log-events --log-group-name {SOURCE} --log-stream-name try --log-events '[{{"timestamp": '$(date +%s)'000, "message": "user alice@example.com paid with 4111 1111 1111 1111"}}]'

# read the clean copy, here and in the other Region
aws logs filter-log-events --log-group-name {REDACTED} --query 'events[].message' --output text
aws logs filter-log-events --log-group-name {FORWARDED} --region {CENTRAL} --query 'events[].[logStreamName, message]' --output text

# list the archive, and read it
aws s3 ls --recursive s3://{archive}/
aws s3 cp --recursive --quiet s3://{archive}/ /tmp/sluice-archive && find /tmp/sluice-archive -name '*.gz' -exec gunzip -c {{}} +

# the metrics and the account of every event, and what could not go on (nothing, so far)
aws logs filter-log-events --log-group-name /aws/lambda/sluice-metrics --query 'events[].message' --output text
aws s3 ls --recursive s3://{parked}/

Ctrl-C ends it."#
    );
    runtime().block_on(async {
        // Without a way to wait for Ctrl-C there is no point in staying.
        let _ = tokio::signal::ctrl_c().await;
    });
    eprintln!("\nStopped. Nothing is left behind.");
}
