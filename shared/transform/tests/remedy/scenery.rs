//! What the simulated world begins with: rules, alarms and services.

use sluice_transform::alarm::{Alarm, Metric, Moment, Route, State};
use sluice_transform::remedy::{AlarmNow, Deployment, Reading, Rollout, ServiceNow, Target};

pub const RULES: &str = r#"
version: 1
remediate:
  allow: [prod/checkout, prod/web]
  actions_per_hour: 4
  policies:
    - alarm: checkout-errors
      target: { cluster: prod, service: checkout }
      ladder: [{ scale: { by: 2, max: 8 } }, restart, rollback, notify]
      mode: act
      actions_per_hour: 3
      cooldown: 5m
      breaker: 4
      verify: { within: 10m, stable: 1m }
    - alarm: checkout-full
      target: dimensions
      ladder: [{ set_parameter: { name: /checkout/degraded, value: "true" } }, { scale: { to: 6, max: 6 } }, notify]
      mode: act
      actions_per_hour: 3
      cooldown: 0s
      breaker: 4
      verify: { within: 10m, stable: 1m }
    - alarm: checkout-*
      target: dimensions
      ladder: [restart, notify]
      mode: act
      actions_per_hour: 3
      cooldown: 5m
      breaker: 4
      verify: { within: 10m, stable: 1m }
    - alarm: "*"
      target: dimensions
      ladder: [restart, rollback, notify]
      mode: act
"#;

/// The parameter that a rung sets.
pub const PARAMETER: &str = "/checkout/degraded";

pub fn start() -> Moment {
    Moment::parse("2026-11-22T10:00:00Z").expect("a moment")
}

pub fn alarm(name: &str, service: &str) -> (Alarm, AlarmNow) {
    let dimensions = [("ClusterName", "prod"), ("ServiceName", service)];
    let dimensions = dimensions.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let arn = format!("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:{name}");
    let alarm = Alarm {
        account: "111122223333".to_owned(),
        region: "eu-west-1".to_owned(),
        state: State::Ok,
        since: Some(start()),
        previous: Some(State::InsufficientData),
        metrics: vec![Metric { dimensions, ..Metric::default() }],
        ..Alarm::unknown(Route::Direct, &arn, name)
    };
    (alarm, AlarmNow { state: State::Ok, transitioned: Some(start()), tag: Reading::Known(None) })
}

pub fn service(name: &str) -> (Target, ServiceNow) {
    let began = start().plus(-86_400);
    let deployment = Deployment {
        id: format!("{name}/0"),
        primary: true,
        rollout: Rollout::Completed,
        created: Some(began),
        updated: Some(began),
    };
    let service = ServiceNow {
        arn: format!("arn:aws:ecs:eu-west-1:111122223333:service/prod/{name}"),
        status: "ACTIVE".to_owned(),
        controller: "ECS".to_owned(),
        desired: 4,
        running: 4,
        task_definition: revision(name, 50),
        deployments: vec![deployment],
        tag: Reading::Known(Some("allow".to_owned())),
    };
    (Target::new("prod", name).expect("a target"), service)
}

pub fn revision(name: &str, number: u32) -> String {
    format!("arn:aws:ecs:eu-west-1:111122223333:task-definition/{name}:{number}")
}
