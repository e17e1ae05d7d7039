//! `remediate`, deployed: a real `sam deploy` of our template, a service of the local AWS's own ECS, an alarm of its own
//! CloudWatch, the template's topic, which invokes the function, and its queue, whose delayed reminder brings it back.
//!
//! The local ECS completes rollouts at once; the local CloudWatch evaluates no alarm by the clock, and what it publishes lacks
//! the alarm's ARN, without which nothing is done. So the alarm's state is set, and the test publishes what AWS would.

use std::time::{Duration, Instant};

use aws_sdk_cloudwatch::primitives::DateTimeFormat as Format;
use aws_sdk_cloudwatch::types::{ComparisonOperator, Dimension, StateValue, Statistic};
use serde_json::json;
use sluice_tests::deployment::{HOME, deploy_remediate};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::loopback::runtime;

const RULES: &str = r#"
version: 1
remediate:
  allow: [prod/checkout]
  policies:
    - alarm: checkout-*
      target: dimensions
      ladder: [restart, notify]
      mode: act
      cooldown: 0s
      verify: { within: 10m, stable: 0s }
"#;

const GROUP: &str = "/aws/lambda/sluice-remediate";

#[test]
fn an_alarm_restarts_a_service_through_the_deployed_template() {
    let aws = LocalAws::start();
    let topic = deploy_remediate(&aws, RULES);
    runtime().block_on(async {
        let ecs = aws.ecs_client();
        ecs.create_cluster().cluster_name("prod").send().await.expect("a cluster");
        let container = aws_sdk_ecs::types::ContainerDefinition::builder().name("app").image("app").build();
        let family = ecs.register_task_definition().family("checkout").container_definitions(container);
        family.send().await.expect("a task definition");
        let tag = aws_sdk_ecs::types::Tag::builder().key("sluice:remediate").value("allow").build();
        let service = ecs.create_service().cluster("prod").service_name("checkout").task_definition("checkout");
        service.desired_count(1).tags(tag).send().await.expect("a service");
        let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
        let alarm = aws.cloudwatch_client().put_metric_alarm().alarm_name("checkout-busy").namespace("AWS/ECS");
        let alarm = alarm.metric_name("CPUUtilization").statistic(Statistic::Average).period(60).threshold(90.0);
        let alarm = alarm.evaluation_periods(1).comparison_operator(ComparisonOperator::GreaterThanThreshold);
        let alarm = alarm.dimensions(dimension("ClusterName", "prod")).dimensions(dimension("ServiceName", "checkout"));
        alarm.send().await.expect("an alarm");
    });
    let before = deployments(&aws);
    let set = aws.cloudwatch_client().set_alarm_state().alarm_name("checkout-busy").state_value(StateValue::Alarm);
    runtime().block_on(set.state_reason("a test").send()).expect("it fires");
    let described = aws.cloudwatch_client().describe_alarms().alarm_names("checkout-busy");
    let described = runtime().block_on(described.send()).expect("an alarm");
    let alarm = &described.metric_alarms()[0];
    let since = alarm.state_updated_timestamp().expect("a time");
    let message = json!({
        "AlarmName": "checkout-busy",
        "AlarmArn": alarm.alarm_arn().expect("an ARN"),
        "AWSAccountId": "000000000000",
        "Region": "EU (Ireland)",
        "NewStateValue": "ALARM",
        "OldStateValue": "OK",
        "NewStateReason": "a test",
        "StateChangeTime": since.fmt(Format::DateTimeWithOffset).expect("a time").replace('Z', "+0000"),
        "Trigger": {
            "Namespace": "AWS/ECS",
            "MetricName": "CPUUtilization",
            "Dimensions": [
                { "name": "ClusterName", "value": "prod" },
                { "name": "ServiceName", "value": "checkout" },
            ],
        },
    });
    let publish = aws.sns_client().publish().topic_arn(&topic).message(message.to_string());
    runtime().block_on(publish.send()).expect("it is published");
    printed_verdict(&aws, "acted", Duration::from_secs(30));
    assert_ne!(deployments(&aws), before, "a new deployment");
    // The alarm is well, and nobody says so: the queue's delayed reminder finds it.
    let set = aws.cloudwatch_client().set_alarm_state().alarm_name("checkout-busy").state_value(StateValue::Ok);
    runtime().block_on(set.state_reason("a test").send()).expect("it is well");
    printed_verdict(&aws, "recovered", Duration::from_secs(150));
}

/// Waits until the function's log has a record with this verdict.
fn printed_verdict(aws: &LocalAws, verdict: &str, time: Duration) {
    let start = Instant::now();
    loop {
        let lines: Vec<String> = aws.events(HOME, GROUP).into_iter().map(|(.., line)| line).collect();
        let printed = lines.join("\n");
        if printed.contains(&format!(r#""verdict":"{verdict}""#)) {
            return;
        }
        assert!(start.elapsed() < time, "nothing {verdict}: {printed}\n{}", aws.log());
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// The ids of the service's deployments.
fn deployments(aws: &LocalAws) -> Vec<String> {
    let describe = aws.ecs_client().describe_services().cluster("prod").services("checkout");
    let answer = runtime().block_on(describe.send()).expect("a service");
    let deployments = answer.services()[0].deployments().iter();
    deployments.map(|deployment| deployment.id().unwrap_or_default().to_owned()).collect()
}
