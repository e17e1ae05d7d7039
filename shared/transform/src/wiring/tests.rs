//! Templates that are right, and templates that are not.

use super::*;

/// The functions of a stack, and what else there is in it.
fn template(rest: &str) -> String {
    let head = r#"
Parameters:
  Source: { Type: String }
  Region: { Type: String }
Globals:
  Function:
    Environment:
      Variables:
        SLUICE_REDACT_DESTINATION: /redacted{group}
        SLUICE_FORWARD_DESTINATION: /central
        SLUICE_FORWARD_REGION: !Ref Region
Resources:
  Redact: { Type: AWS::Serverless::Function, Properties: { FunctionName: !Sub "${AWS::StackName}-redact" } }
  Forward: { Type: AWS::Serverless::Function, Properties: { FunctionName: !Sub "${AWS::StackName}-forward" } }
  Redacted: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub "/redacted${Source}" } }
"#;
    format!("{head}{rest}")
}

fn filter(id: &str, group: &str, destination: &str) -> String {
    format!(
        "  {id}:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties: {{ LogGroupName: {group}, DestinationArn: {destination} }}\n"
    )
}

/// What is said of each circle.
fn circles(yaml: &str) -> Vec<String> {
    check(yaml).unwrap().circles.iter().map(ToString::to_string).collect()
}

/// Asserts that there is one circle, at `place`, and that what is said of it has these words.
fn one(yaml: &str, place: &str, words: &[&str]) {
    let circles = circles(yaml);
    let [circle] = circles.as_slice() else { panic!("{circles:#?}") };
    assert!(circle.starts_with(&format!("{place}: ")), "{circle}");
    for word in words {
        assert!(circle.contains(word), "{word}: {circle}");
    }
}

#[test]
fn our_own_templates_are_right() {
    let report = check(include_str!("../../../../template.yaml")).unwrap();
    assert_eq!(
        report.paths,
        [
            "${SourceLogGroup} ─▶ redact (RedactFunction) ─▶ /sluice/redacted${SourceLogGroup} (RedactFilter)",
            "${SourceLogGroup} ─▶ metrics (MetricsFunction) (MetricsFilter)",
            "/sluice/redacted${SourceLogGroup} ─▶ forward (ForwardFunction) ─▶ /sluice/central in ${DestinationRegion} \
             (ForwardFilter)",
            "/sluice/redacted${SourceLogGroup} ─▶ archive (ArchiveFunction) (ArchiveFilter)",
        ]
    );
    assert_eq!(report.circles, []);
    assert_eq!(report.unknown.into_iter().collect::<Vec<_>>(), ["DestinationRegion", "SourceLogGroup"]);
    assert_eq!(check(include_str!("../../../../central.yaml")).unwrap(), Report::default());
}

#[test]
fn our_own_template_without_redact_reads_the_source_and_nothing_comes_back() {
    let ours = include_str!("../../../../template.yaml");
    let (with, without) = ("  DeployRedact:\n    Type: String\n    Default: \"true\"", "\"false\"");
    assert!(ours.contains(with));
    let report = check(&ours.replace(with, &with.replace("\"true\"", without))).unwrap();
    assert_eq!(
        report.paths,
        [
            "${SourceLogGroup} ─▶ metrics (MetricsFunction) (MetricsFilter)",
            "${SourceLogGroup} ─▶ forward (ForwardFunction) ─▶ /sluice/central in ${DestinationRegion} (ForwardFilter)",
            "${SourceLogGroup} ─▶ archive (ArchiveFunction) (ArchiveFilter)",
        ]
    );
    assert_eq!(report.circles, []);
}

#[test]
fn our_own_template_with_one_filter_wrong_is_not() {
    let ours = include_str!("../../../../template.yaml");
    let line = |text: &str, of: &str| text.lines().position(|line| line == of).unwrap() + 1;
    let from = "      LogGroupName: !Ref SourceLogGroup\n      FilterPattern: \"\"\n      DestinationArn: !Ref RedactFunction.Alias";
    assert!(ours.contains(from));
    let to_redacted = ours.replace(from, &from.replace("SourceLogGroup", "RedactedLogs"));
    let place = format!("{}:3", line(&to_redacted, "  RedactFilter:"));
    one(&to_redacted, &place, &["RedactFilter", "redact (RedactFunction)", "SLUICE_REDACT_DESTINATION", "take this"]);
    let to_own = ours.replace(from, &from.replace("SourceLogGroup", "ArchiveLogs"));
    one(&to_own, &place, &["/aws/lambda/${AWS::StackName}-archive", "own log group of archive (ArchiveFunction)"]);
    let home = ours.replace("SLUICE_FORWARD_REGION: !Ref DestinationRegion", "SLUICE_FORWARD_REGION: !Ref AWS::Region");
    one(&home, &format!("{}:3", line(&home, "  ForwardFilter:")), &["own Region", "name another Region"]);
}

#[test]
fn what_is_right_is_not_reported() {
    let right = [
        // The redacted group is for others to read.
        filter("A", "!Ref Source", "!GetAtt Redact.Arn") + &filter("B", "!Ref Redacted", "!GetAtt Forward.Arn"),
        // Two groups that nobody knows are not the same.
        filter("A", "!Ref Source", "!GetAtt Redact.Arn") + &filter("B", "!ImportValue other", "!GetAtt Forward.Arn"),
        // Somebody's function, and its log group.
        "  Checkout: { Type: AWS::Lambda::Function, Properties: { FunctionName: checkout } }\n".to_owned()
            + &filter("A", "/aws/lambda/checkout", "!GetAtt Redact.Arn"),
        // A filter that is not there.
        filter("A", "/redacted/x", "!GetAtt Redact.Arn").replace("Type:", "Condition: Never\n    Type:")
            + "Conditions: { Never: !Equals [a, b] }\n",
        // Either the one or the other.
        filter("A", "!If [Here, /a, /redacted/b]", "!If [Here, !GetAtt Redact.Arn, !GetAtt Forward.Arn]")
            + "Conditions: { Here: !Equals [!Ref Source, x] }\n",
        // To another account, in the same Region.
        filter("A", "/redacted/x", "!GetAtt Away.Arn")
            + "  Away:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionName: x-forward\n      Environment: \
               { Variables: { SLUICE_FORWARD_REGION: !Ref AWS::Region, SLUICE_FORWARD_ROLE_ARN: \
               \"arn:aws:iam::111122223333:role/w\" } }\n",
    ];
    for rest in right {
        assert_eq!(circles(&template(&rest)), [] as [String; 0], "{rest}");
    }
}

#[test]
fn what_a_function_writes_is_not_for_it_to_read() {
    for (group, destination) in [
        ("!Ref Redacted", "!GetAtt Redact.Arn"),
        ("!Sub \"/redacted/${AWS::StackName}\"", "!GetAtt [Redact, Arn]"),
        ("{ Ref: Redacted }", "!Sub \"${Redact.Arn}\""),
        ("/redacted/x", "!Sub \"arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-redact\""),
        ("/redacted/x", "!Sub \"arn:aws:lambda:eu-west-1:111122223333:function:${Redact}:live\""),
        ("!If [Any, !Ref Source, !Ref Redacted]", "!GetAtt Redact.Arn"),
        ("!Join [\"\", [/redacted, !Ref Source]]", "!Ref Live"),
    ] {
        let rest = filter("Wrong", group, destination)
            + "  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Redact, Name: live } }\n\
               Conditions: { Any: !Equals [!Ref Source, any] }\n";
        one(&template(&rest), "16:3", &["Wrong", "redact (Redact)", "/redacted{group}"]);
    }
}

#[test]
fn events_of_sam_and_streams_are_subscriptions_too() {
    let event = "  Own:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionName: a-redact\n      Events:\n        \
                 Logs:\n          Type: CloudWatchLogs\n          Properties: { LogGroupName: !Ref Redacted }\n";
    one(&template(event), "21:9", &["Own's event Logs", "redact (Own)"]);
    let stream = "  Stream: { Type: AWS::Kinesis::Stream }\n".to_owned()
        + &filter("ToStream", "!Ref Redacted", "!GetAtt Stream.Arn");
    let mapping = "  Mapping: { Type: AWS::Lambda::EventSourceMapping, Properties: { EventSourceArn: !GetAtt Stream.Arn, \
                   FunctionName: !Ref Redact } }\n";
    one(&template(&format!("{stream}{mapping}")), "17:3", &["ToStream", "redact (Redact)"]);
    let sam =
        event.replace("CloudWatchLogs", "Kinesis").replace("LogGroupName: !Ref Redacted", "Stream: !GetAtt Stream.Arn");
    one(&template(&format!("{stream}{sam}")), "17:3", &["ToStream", "redact (Own)"]);
    let elsewhere = mapping.replace("!GetAtt Stream.Arn", "!ImportValue other");
    assert_eq!(circles(&template(&format!("{stream}{elsewhere}"))), [] as [String; 0]);
}

#[test]
fn a_policy_of_the_account_reads_everything_but_what_it_leaves_out() {
    let policy = |criteria: &str, destination: &str| {
        template(&format!(
            "  All:\n    Type: AWS::Logs::AccountPolicy\n    Properties:\n      PolicyType: SUBSCRIPTION_FILTER_POLICY\n      \
             PolicyDocument: !Sub '{{\"DestinationArn\":\"${{Redact.Arn}}\",\"FilterPattern\":\"\"}}'\n      \
             SelectionCriteria: {criteria}\n"
        ))
        .replace("/redacted{group}", destination)
    };
    let own = r#"!Sub 'LogGroupName NOT IN ["/aws/lambda/${AWS::StackName}-redact","/aws/lambda/${AWS::StackName}-forward"]'"#;
    one(&policy("!Ref AWS::NoValue", "/one"), "16:3", &["own log group", "SelectionCriteria"]);
    one(&policy(own, "/one"), "16:3", &["/one", "LogGroupName NOT IN [\"/one\"]"]);
    one(&policy(own, "/redacted{group}"), "16:3", &["one log group"]);
    assert_eq!(circles(&policy(&own.replace("[\"", "[\"/one\",\""), "/one")), [] as [String; 0]);
}

#[test]
fn circles_through_others_are_named_whole() {
    // redact writes what another function reads, whose own words redact reads.
    let other = "  Checkout: { Type: AWS::Lambda::Function, Properties: { FunctionName: checkout } }\n".to_owned()
        + &filter("A", "/aws/lambda/checkout", "!GetAtt Redact.Arn")
        + &filter("B", "/redacted/aws/lambda/checkout", "!GetAtt Checkout.Arn");
    one(&template(&other), "17:3", &["redact (Redact)", "Checkout", "A (line 17)", "B (line 20)"]);
    // Two redacting functions, each reading what the other writes.
    let two =
        "  Second:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionName: second-redact\n      \
               Environment: { Variables: { SLUICE_REDACT_DESTINATION: /one } }\n"
            .to_owned()
            + &filter("A", "/one", "!GetAtt Redact.Arn")
            + &filter("B", "/two", "!GetAtt Second.Arn");
    one(
        &template(&two).replace("/redacted{group}", "/two"),
        "21:3",
        &["/one ─▶ redact (Redact) ─▶ /two ─▶ redact (Second)"],
    );
    // A function that reads its own words.
    let own = "  Checkout: { Type: AWS::Lambda::Function, Properties: { FunctionName: checkout } }\n".to_owned()
        + &filter("A", "/aws/lambda/checkout", "!GetAtt Checkout.Arn");
    one(&template(&own), "17:3", &["Checkout", "take away one of A (line 17)"]);
}

#[test]
fn regions_that_write_to_each_other_are_seen_where_the_template_names_them() {
    let mappings = "Mappings:\n  Peers:\n    eu-west-1: { To: eu-central-1 }\n    eu-central-1: { To: eu-west-1 }\n";
    let rest = filter("A", "/central", "!GetAtt Forward.Arn") + mappings;
    let looked_up = template(&rest).replace("!Ref Region", "!FindInMap [Peers, !Ref AWS::Region, To]");
    one(&looked_up, "16:3", &["/central in eu-central-1 ─▶ forward (Forward) ─▶ /central in eu-west-1", "A (line 16)"]);
    let chosen = template(
        &(filter("A", "/central", "!GetAtt Forward.Arn")
            + "Conditions: { West: !Equals [!Ref AWS::Region, eu-west-1] }\n"),
    )
    .replace("!Ref Region", "!If [West, eu-central-1, eu-west-1]");
    one(&chosen, "16:3", &["/central in eu-central-1", "/central in eu-west-1"]);
    // One way only: from the edge to the middle.
    let one_way = looked_up.replace("To: eu-west-1", "To: us-east-1");
    assert_eq!(circles(&one_way), [] as [String; 0]);
}

#[test]
fn what_says_too_little_is_refused_with_its_place() {
    let error = |yaml: &str| check(yaml).unwrap_err().to_string();
    assert_eq!(error("a: 1"), "1:1: this is no template: it has no `Resources`");
    assert!(error("Resources: [").starts_with("1:"));
    let unclear = template(
        &("  Copier: { Type: AWS::Serverless::Function }\n".to_owned() + &filter("A", "/a", "!GetAtt Copier.Arn")),
    );
    assert!(error(&unclear).starts_with("16:3: which of Sluice's functions is Copier?"), "{}", error(&unclear));
    let wrong = template("").replace("/redacted{group}", "/redacted{stream}");
    assert!(error(&wrong).contains("Redact: SLUICE_REDACT_DESTINATION: the only placeholder"), "{}", error(&wrong));
}
