//! A small stand-in for what the local AWS lacks, in the shapes that AWS documents: ECS with rollouts in progress, complete and
//! failed, ListServiceDeployments and StopServiceDeployment; DescribeAlarms with the time of the transition; Application Auto
//! Scaling; SSM Automation. One cluster, `prod`, and one alarm each for its services.
//!
//! It writes down what was really done to it, and answers every other operation with an error. Sources: the API references of
//! Amazon ECS, CloudWatch (Smithy RPC v2 CBOR), Application Auto Scaling and Systems Manager.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use crate::cbor;
use crate::local_aws::ACCOUNT;
use crate::loopback::{Request, Response, Server, json as answer, response};

/// A deployment of the fake.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Its id.
    pub id: String,
    /// `COMPLETED`, `IN_PROGRESS` or `FAILED`.
    pub rollout: &'static str,
    /// When it began, in seconds since the Unix epoch.
    pub created: i64,
    /// When it last changed.
    pub updated: i64,
}

/// A service of the fake.
#[derive(Clone, Debug)]
pub struct Service {
    /// Tags by key.
    pub tags: BTreeMap<String, String>,
    /// How many tasks there shall be.
    pub desired: i64,
    /// How many run.
    pub running: i64,
    /// The revision of its task definition.
    pub revision: u64,
    /// Its one deployment.
    pub deployment: Deployment,
    /// Whether Application Auto Scaling owns its count.
    pub scaled: bool,
    /// The ids of its tasks.
    pub tasks: Vec<String>,
}

/// An alarm of the fake.
#[derive(Clone, Copy, Debug)]
pub struct Alarm {
    /// `ALARM`, `OK` or `INSUFFICIENT_DATA`.
    pub state: &'static str,
    /// When it turned, in seconds since the Unix epoch.
    pub turned: i64,
}

/// What the fake holds.
#[derive(Debug, Default)]
pub struct World {
    /// By name.
    pub services: BTreeMap<String, Service>,
    /// By name.
    pub alarms: BTreeMap<String, Alarm>,
    /// What was done, in its order: the operation and what it was about.
    pub done: Vec<String>,
}

/// The fake.
pub struct FakeEcs {
    server: Server,
    world: Arc<Mutex<World>>,
}

impl FakeEcs {
    /// Starts it.
    pub fn start() -> Self {
        let world = Arc::new(Mutex::new(World::default()));
        let shared = Arc::clone(&world);
        let server = Server::start(move |request| {
            let answer = serve(&mut lock(&shared), &request);
            async move { answer }
        });
        Self { server, world }
    }

    /// `host:port`
    pub fn address(&self) -> String {
        self.server.address.to_string()
    }

    /// What it holds, to look at and to change.
    pub fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Seconds since the Unix epoch.
pub fn seconds() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs() as i64
}

/// The ARN of an alarm.
pub fn alarm_arn(name: &str) -> String {
    format!("arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:{name}")
}

/// A service that is well, and may be acted on.
pub fn healthy(name: &str) -> Service {
    let began = seconds() - 86_400;
    Service {
        tags: [("sluice:remediate".to_owned(), "allow".to_owned())].into(),
        desired: 2,
        running: 2,
        revision: 7,
        deployment: Deployment {
            id: format!("ecs-svc/{name}-0"),
            rollout: "COMPLETED",
            created: began,
            updated: began,
        },
        scaled: false,
        tasks: Vec::new(),
    }
}

fn revision(name: &str, number: u64) -> String {
    format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:task-definition/{name}:{number}")
}

fn described(name: &str, service: &Service) -> Json {
    let deployment = &service.deployment;
    let tags: Vec<Json> = service.tags.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    json!({
        "serviceArn": format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:service/prod/{name}"),
        "serviceName": name,
        "clusterArn": format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:cluster/prod"),
        "status": "ACTIVE",
        "desiredCount": service.desired,
        "runningCount": service.running,
        "pendingCount": 0,
        "taskDefinition": revision(name, service.revision),
        "deployments": [{
            "id": deployment.id, "status": "PRIMARY", "taskDefinition": revision(name, service.revision),
            "desiredCount": service.desired, "runningCount": service.running, "failedTasks": 0,
            "rolloutState": deployment.rollout, "createdAt": deployment.created, "updatedAt": deployment.updated,
        }],
        "tags": tags,
    })
}

fn serve(world: &mut World, request: &Request) -> Response {
    if let Some(operation) = request.uri().path().strip_prefix("/service/GraniteServiceVersion20100801/operation/") {
        return cloudwatch(world, operation, request.body());
    }
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default();
    let input: Json = serde_json::from_slice(request.body()).unwrap_or_default();
    let text = |name: &str| input[name].as_str().unwrap_or_default().to_owned();
    match operation {
        "DescribeServices" => {
            let name = input["services"][0].as_str().unwrap_or_default();
            match world.services.get(name).filter(|_| text("cluster") == "prod") {
                Some(service) => answer(200, &json!({ "services": [described(name, service)], "failures": [] })),
                None => answer(200, &json!({ "services": [], "failures": [{ "arn": name, "reason": "MISSING" }] })),
            }
        }
        "UpdateService" => update(world, &text("service"), &input),
        "ListTaskDefinitions" => {
            let name = text("familyPrefix");
            let last = world.services.get(&name).map_or(0, |service| service.revision);
            let arns: Vec<String> = (1..=last).rev().map(|number| revision(&name, number)).collect();
            answer(200, &json!({ "taskDefinitionArns": arns }))
        }
        "ListTasks" => {
            let tasks =
                world.services.get(&text("serviceName")).map(|service| service.tasks.clone()).unwrap_or_default();
            let arns: Vec<String> =
                tasks.iter().map(|id| format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:task/prod/{id}")).collect();
            answer(200, &json!({ "taskArns": arns }))
        }
        "DescribeTasks" => {
            let of = |arn: &Json| {
                let id = arn.as_str()?.rsplit('/').next()?;
                world.services.iter().find(|(_, service)| service.tasks.iter().any(|task| task == id))
            };
            let tasks: Vec<Json> = input["tasks"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|arn| {
                    let group = format!("service:{}", of(arn)?.0);
                    Some(json!({ "taskArn": arn, "group": group, "lastStatus": "RUNNING", "desiredStatus": "RUNNING" }))
                })
                .collect();
            answer(200, &json!({ "tasks": tasks, "failures": [] }))
        }
        "StopTask" => {
            let id = text("task");
            world.services.values_mut().for_each(|service| service.tasks.retain(|task| *task != id));
            world.done.push(format!("StopTask {id}"));
            answer(200, &json!({ "task": {} }))
        }
        "ListServiceDeployments" => {
            let name = text("service");
            let running = world.services.get(&name).filter(|service| service.deployment.rollout == "IN_PROGRESS");
            let listed: Vec<Json> = running
                .iter()
                .map(|service| {
                    let arn = format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:service-deployment/prod/{name}/1");
                    json!({ "serviceDeploymentArn": arn, "status": "IN_PROGRESS", "createdAt": service.deployment.created })
                })
                .collect();
            answer(200, &json!({ "serviceDeployments": listed }))
        }
        "StopServiceDeployment" => {
            let arn = text("serviceDeploymentArn");
            let name = arn.rsplit('/').nth(1).unwrap_or_default().to_owned();
            world.done.push(format!("StopServiceDeployment {name} {}", text("stopType")));
            if let Some(service) = world.services.get_mut(&name) {
                service.revision -= 1;
                begin(&name, service);
            }
            answer(200, &json!({ "serviceDeploymentArn": arn }))
        }
        "DescribeScalableTargets" => {
            let name = input["ResourceIds"][0].as_str().and_then(|id| id.rsplit('/').next()).unwrap_or_default();
            let owned = world.services.get(name).is_some_and(|service| service.scaled);
            let one = json!({
                "ServiceNamespace": "ecs", "ResourceId": format!("service/prod/{name}"), "MinCapacity": 1, "MaxCapacity": 9,
                "ScalableDimension": "ecs:service:DesiredCount", "RoleARN": "arn:aws:iam::111122223333:role/r", "CreationTime": 1,
            });
            answer(200, &json!({ "ScalableTargets": if owned { vec![one] } else { Vec::new() } }))
        }
        "StartAutomationExecution" => {
            world.done.push(format!("StartAutomationExecution {} {}", text("DocumentName"), text("ClientToken")));
            answer(200, &json!({ "AutomationExecutionId": text("ClientToken") }))
        }
        other => answer(400, &json!({ "__type": "UnknownOperationException", "message": other })),
    }
}

fn update(world: &mut World, name: &str, input: &Json) -> Response {
    let Some(service) = world.services.get_mut(name) else {
        return answer(400, &json!({ "__type": "ServiceNotFoundException" }));
    };
    if input["forceNewDeployment"] == true {
        world.done.push(format!("restart {name}"));
        begin(name, service);
    }
    if let Some(definition) = input["taskDefinition"].as_str() {
        world.done.push(format!("pin {}", definition.rsplit('/').next().unwrap_or_default()));
        service.revision = definition.rsplit(':').next().and_then(|number| number.parse().ok()).unwrap_or_default();
        begin(name, service);
    }
    if let Some(count) = input["desiredCount"].as_i64() {
        world.done.push(format!("scale {name} {count}"));
        (service.desired, service.running) = (count, count);
    }
    answer(200, &json!({ "service": described(name, service) }))
}

fn begin(name: &str, service: &mut Service) {
    let now = seconds();
    let number: u64 = service.deployment.id.rsplit('-').next().and_then(|text| text.parse().ok()).unwrap_or_default();
    let id = format!("ecs-svc/{name}-{}", number + 1);
    service.deployment = Deployment { id, rollout: "IN_PROGRESS", created: now, updated: now };
}

fn cloudwatch(world: &World, operation: &str, body: &[u8]) -> Response {
    let asks = |name: &str| body.windows(name.len()).any(|window| window == name.as_bytes());
    let out = match operation {
        "DescribeAlarms" => {
            let found: Vec<Vec<u8>> = world
                .alarms
                .iter()
                .filter(|(name, _)| asks(name))
                .map(|(name, alarm)| {
                    // Tag 1: seconds since the Unix epoch.
                    let turned = [&[0xc1, 0xfb][..], &(alarm.turned as f64).to_be_bytes()].concat();
                    cbor::map(&[
                        ("AlarmName", cbor::text(name)),
                        ("AlarmArn", cbor::text(&alarm_arn(name))),
                        ("StateValue", cbor::text(alarm.state)),
                        ("StateTransitionedTimestamp", turned),
                    ])
                })
                .collect();
            cbor::map(&[("MetricAlarms", cbor::list(&found)), ("CompositeAlarms", cbor::list(&[]))])
        }
        "ListTagsForResource" => cbor::map(&[("Tags", cbor::list(&[]))]),
        _ => return response(400, "".into()),
    };
    cbor::answer(200, out)
}
