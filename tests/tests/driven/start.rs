//! A function starts with everything that it needs, or refuses with a message that says what to mend.

use std::process::Command;

use sluice_tests::built::built;

use crate::fixture::Stack;

#[test]
fn a_wrong_setting_or_configuration_is_told_and_nothing_starts() {
    let stack = Stack::new("start");
    let check = |function: &'static str, changed: &[(&str, &str)], expected: &[&str]| {
        let (well, told_lambda, stderr) = stack.start(function, changed).ended();
        assert!(!well);
        let told_lambda = told_lambda.expect("Lambda is told why");
        assert_eq!(told_lambda["errorType"], "Sluice.Start");
        for word in expected {
            assert!(stderr.contains(word), "{word}: {stderr}");
            assert!(told_lambda["errorMessage"].as_str().expect("a message").contains(word), "{word}: {told_lambda}");
        }
    };
    for function in ["redact", "forward", "archive", "metrics"] {
        check(function, &[("SLUICE_PARKED_BUCKET", "")], &["SLUICE_PARKED_BUCKET", "is not set"]);
    }
    check("redact", &[("SLUICE_REDACT_DESTINATION", "")], &["SLUICE_REDACT_DESTINATION", "/sluice/redacted{group}"]);
    check("redact", &[("SLUICE_REDACT_DESTINATION", "/x/{stream}")], &["SLUICE_REDACT_DESTINATION", "{group}"]);
    check("forward", &[("SLUICE_FORWARD_DESTINATION", "")], &["SLUICE_FORWARD_DESTINATION"]);
    check("forward", &[("SLUICE_FORWARD_REGION", "Frankfurt")], &["SLUICE_FORWARD_REGION", "eu-central-1"]);
    check("forward", &[("SLUICE_FORWARD_REGION", "eu-west-1")], &["SLUICE_FORWARD_REGION", "own Region"]);
    check("forward", &[("SLUICE_FORWARD_ROLE_ARN", "writer")], &["SLUICE_FORWARD_ROLE_ARN", "arn:aws:iam"]);
    check("archive", &[("SLUICE_ARCHIVE_BUCKET", "")], &["SLUICE_ARCHIVE_BUCKET"]);
    check("redact", &[("SLUICE_CONFIG", "missing.yaml")], &["missing.yaml", "pack a sluice.yaml"]);
    std::fs::write(stack.rules.path().join("wrong.yaml"), "version: 1\nredact:\n  detectors: [emial_address]\n")
        .expect("a file");
    check("redact", &[("SLUICE_CONFIG", "wrong.yaml")], &["wrong.yaml:3:", "email_address"]);
}

#[test]
fn started_by_hand_it_says_what_it_is() {
    for function in ["redact", "forward", "archive", "metrics"] {
        let output = Command::new(built(function)).env_clear().output().expect("it runs");
        assert!(!output.status.success());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("AWS_LAMBDA_RUNTIME_API is not set") && told.contains("sluice run"), "{told}");
    }
}
