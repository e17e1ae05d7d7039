//! An alarm about a service, in a local AWS: what `remediate` is deployed for.
//!
//! The local ECS completes rollouts at once; the local CloudWatch evaluates no alarm by the clock, and what it publishes lacks
//! the alarm's ARN, without which nothing is done. So the alarm's state is set, and the caller publishes what AWS would.

use aws_sdk_cloudwatch::primitives::DateTimeFormat as Format;
use aws_sdk_cloudwatch::types::{ComparisonOperator, Dimension, StateValue, Statistic};
use serde_json::json;

use crate::local_aws::LocalAws;
use crate::loopback::runtime;

/// What restarts the service of [`alarm`].
pub const RULES: &str = r#"
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

/// Makes an alarm about the service, lets it fire, and publishes that to a topic.
pub fn alarm(aws: &LocalAws, topic: &str) {
    runtime().block_on(async {
        let cloudwatch = aws.cloudwatch_client();
        let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
        let alarm = cloudwatch.put_metric_alarm().alarm_name("checkout-busy").namespace("AWS/ECS");
        let alarm = alarm.metric_name("CPUUtilization").statistic(Statistic::Average).period(60).threshold(90.0);
        let alarm = alarm.evaluation_periods(1).comparison_operator(ComparisonOperator::GreaterThanThreshold);
        let alarm = alarm.dimensions(dimension("ClusterName", "prod")).dimensions(dimension("ServiceName", "checkout"));
        alarm.send().await.expect("an alarm");
        let set = cloudwatch.set_alarm_state().alarm_name("checkout-busy").state_value(StateValue::Alarm);
        set.state_reason("a test").send().await.expect("it fires");
        let described = cloudwatch.describe_alarms().alarm_names("checkout-busy").send().await.expect("an alarm");
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
        let publish = aws.sns_client().publish().topic_arn(topic).message(message.to_string());
        publish.send().await.expect("it is published");
    });
}

/// Sets the alarm to OK, and tells nobody.
pub fn well(aws: &LocalAws) {
    let set = aws.cloudwatch_client().set_alarm_state().alarm_name("checkout-busy").state_value(StateValue::Ok);
    runtime().block_on(set.state_reason("a test").send()).expect("it is well");
}

/// Makes the service `checkout` in the cluster `prod`.
pub fn service(aws: &LocalAws) {
    runtime().block_on(async {
        let ecs = aws.ecs_client();
        ecs.create_cluster().cluster_name("prod").send().await.expect("a cluster");
        let container = aws_sdk_ecs::types::ContainerDefinition::builder().name("app").image("app").build();
        let family = ecs.register_task_definition().family("checkout").container_definitions(container);
        family.send().await.expect("a task definition");
        let tag = aws_sdk_ecs::types::Tag::builder().key("sluice:remediate").value("allow").build();
        let service = ecs.create_service().cluster("prod").service_name("checkout").task_definition("checkout");
        service.desired_count(1).tags(tag).send().await.expect("a service");
    });
}

/// The ids of the service's deployments.
pub fn deployments(aws: &LocalAws) -> Vec<String> {
    let describe = aws.ecs_client().describe_services().cluster("prod").services("checkout");
    let answer = runtime().block_on(describe.send()).expect("a service");
    let deployments = answer.services()[0].deployments().iter();
    deployments.map(|deployment| deployment.id().unwrap_or_default().to_owned()).collect()
}
