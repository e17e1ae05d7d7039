//! `remediate`, deployed: a real `sam deploy` of our template, a service of the local AWS's own ECS, an alarm of its own
//! CloudWatch, the template's topic, which invokes the function, and its queue, whose delayed reminder brings it back.

use sluice_tests::alarmed::{RULES, alarm, deployments, service, well};
use sluice_tests::deployment::{Application, HOME, SOURCE, output};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::traffic::{told, wait_for};

#[test]
fn an_alarm_restarts_a_service_through_the_deployed_template() {
    let aws = LocalAws::start();
    aws.create_group(HOME, SOURCE);
    Application::with_rules(RULES).deploy(&aws, &["RemediateCluster=prod"]);
    service(&aws);
    let before = deployments(&aws);
    alarm(&aws, &output(&aws, "RemediateAlarmsArn"));
    wait_for(&aws, "verdict", &|| told(&aws, "remediate").contains(r#""verdict":"#));
    let printed = told(&aws, "remediate");
    assert!(printed.contains(r#""verdict":"acted""#), "{printed}\n{}", aws.log());
    assert_ne!(deployments(&aws), before, "a new deployment");
    // The alarm is well, and nobody says so: the queue's delayed reminder finds it.
    well(&aws);
    wait_for(&aws, "recovery", &|| told(&aws, "remediate").contains(r#""verdict":"recovered""#));
}
