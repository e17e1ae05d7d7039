//! What AWS itself writes: Lambda's platform lines, and events as CloudTrail and EventBridge give them.

use super::json::message;
use crate::World;
use crate::identifiers::*;

pub fn lambda(w: &mut World) -> String {
    let message = message(w);
    let clock = w.clock;
    let r = &mut w.random;
    let id = uuid(r);
    match r.below(9) {
        0 => format!("START RequestId: {id} Version: $LATEST"),
        1 => format!("END RequestId: {id}"),
        2 | 3 => format!(
            "REPORT RequestId: {id}\tDuration: {}.{:02} ms\tBilled Duration: {} ms\tMemory Size: 512 MB\tMax Memory Used: {} MB\tInit Duration: {}.{:02} ms\tXRAY TraceId: {}\tSegmentId: {}\tSampled: true",
            r.millis(),
            r.below(100),
            r.number(4),
            r.below(512),
            r.below(900),
            r.below(100),
            xray(r, clock),
            r.hex(16)
        ),
        4 => format!(
            "INIT_START Runtime Version: nodejs:22.v{}\tRuntime Version ARN: arn:aws:lambda:{}::runtime:{}",
            r.below(60),
            region(r),
            r.hex(64)
        ),
        5 => format!("{} {id} Task timed out after {}.0{} seconds", clock.iso(), r.below(30), r.below(10)),
        6 => format!("[INFO]\t{}\t{id}\t{message}", clock.iso()),
        7 => format!("{}\t{id}\tINFO\t{message}", clock.iso()),
        _ => {
            format!("EXTENSION\tName: otel-collector-{}\tState: Ready\tEvents: [INVOKE, SHUTDOWN] id={id}", version(r))
        }
    }
}

pub fn cloudtrail(w: &mut World) -> String {
    let source = if w.random.one_in(3) { w.client() } else { "ecs.amazonaws.com".to_owned() };
    let clock = w.clock;
    let r = &mut w.random;
    let (account, region, name) = (account(r), region(r), service(r));
    let (service, event, detail) = match r.below(6) {
        0 => (
            "ec2",
            "DescribeNetworkInterfaces",
            format!(
                r#"{{"networkInterfaceIdSet":{{"items":[{{"networkInterfaceId":"eni-0{}"}}]}},"nextToken":"{}"}}"#,
                r.hex(16),
                cursor(r)
            ),
        ),
        1 => (
            "secretsmanager",
            "GetSecretValue",
            format!(
                r#"{{"secretId":"{}","versionStage":"AWSCURRENT"}}"#,
                format_args!("arn:aws:secretsmanager:{region}:{account}:secret:prod/{name}-{}", r.hex(6))
            ),
        ),
        2 => (
            "kms",
            "GenerateDataKey",
            format!(
                r#"{{"keyId":"arn:aws:kms:{region}:{account}:key/{}","keySpec":"AES_256","encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::{name}-artifacts"}}}}"#,
                uuid(r)
            ),
        ),
        3 => (
            "s3",
            "PutObject",
            format!(
                r#"{{"bucketName":"{name}-artifacts","key":"builds/{}/{}.zip","x-amz-server-side-encryption":"aws:kms"}}"#,
                clock.date(),
                r.hex(40)
            ),
        ),
        4 => (
            "ecs",
            "RegisterTaskDefinition",
            format!(
                r#"{{"family":"{name}","cpu":"512","memory":"1024","containerDefinitions":[{{"name":"app","image":"{account}.dkr.ecr.{region}.amazonaws.com/{name}@sha256:{}","portMappings":[{{"containerPort":8080}}]}}]}}"#,
                r.hex(64)
            ),
        ),
        _ => (
            "sts",
            "AssumeRole",
            format!(
                r#"{{"roleArn":"arn:aws:iam::{account}:role/{name}-task","roleSessionName":"{}","durationSeconds":3600}}"#,
                r.hex(32)
            ),
        ),
    };
    format!(
        r#"{{"eventVersion":"1.10","userIdentity":{{"type":"AssumedRole","principalId":"{}:{}","arn":"{}","accountId":"{account}","sessionContext":{{"attributes":{{"creationDate":"{}","mfaAuthenticated":"false"}}}}}},"eventTime":"{}","eventSource":"{service}.amazonaws.com","eventName":"{event}","awsRegion":"{region}","sourceIPAddress":"{source}","userAgent":"{}","requestParameters":{detail},"responseElements":null,"requestID":"{}","eventID":"{}","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{account}","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"}}}}"#,
        role_id(r),
        r.hex(32),
        arn(r),
        clock.iso_seconds(),
        clock.iso_seconds(),
        agent(r),
        uuid(r),
        uuid(r)
    )
}
