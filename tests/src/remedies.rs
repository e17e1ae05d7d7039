//! What the tests of `remediate` share: a table, a queue, a topic and a kill switch in the local AWS, a fake of what that lacks,
//! fault proxies before each, and the events that bring alarms by every route.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::primitives::{DateTime, DateTimeFormat};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use serde_json::{Value as Json, json};

use crate::built::built;
use crate::fake_ecs::{Alarm, FakeEcs, alarm_arn, healthy, seconds};
use crate::faults::FaultProxy;
use crate::lambda::Function;
use crate::local_aws::ACCOUNT;
use crate::loopback::{Server, pass_on, runtime};
use crate::stack::aws;

/// The rules of most tests.
pub const RULES: &str = r#"
version: 1
remediate:
  allow: [prod/checkout]
  actions_per_hour: 5
  policies:
    - alarm: checkout-*
      target: dimensions
      ladder: [restart, rollback, notify]
      mode: act
      cooldown: 5m
      actions_per_hour: 3
      verify: { within: 10m, stable: 1m }
"#;

/// How many ways [`Scene::by_route`] knows to bring an alarm.
pub const ROUTES: usize = 7;

/// The surroundings of one test.
pub struct Scene {
    /// What the local AWS lacks.
    pub fake: FakeEcs,
    /// Before the fake: ECS, CloudWatch and Application Auto Scaling.
    pub ecs: FaultProxy,
    /// Before DynamoDB.
    pub table: FaultProxy,
    /// Before SSM.
    pub ssm: FaultProxy,
    /// Before SQS.
    pub sqs: FaultProxy,
    /// Before SNS.
    pub sns: FaultProxy,
    name: String,
    queue: String,
    topic: String,
    inbox: String,
    _parameters: Server,
    rules: tempfile::TempDir,
}

impl Scene {
    /// Makes what a test stands on, by its name: the service `checkout` is well, the alarm `checkout-busy` has fired for two
    /// hours.
    pub fn new(name: &str, rules: &str) -> Self {
        let upstream = aws().endpoint.trim_start_matches("http://").to_owned();
        let fake = FakeEcs::start();
        let (to_fake, to_aws) = (fake.address(), upstream.clone());
        // The local SSM keeps parameters, and knows no automation.
        let parameters = Server::start(move |request| {
            let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
            let automation = target.is_some_and(|target| target.ends_with("StartAutomationExecution"));
            let to = if automation { to_fake.clone() } else { to_aws.clone() };
            async move { pass_on(&to, request).await }
        });
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("sluice.yaml"), rules).expect("the rules");
        let (queue, topic, inbox) = runtime().block_on(resources(name));
        let scene = Self {
            ecs: FaultProxy::start(&fake.address()),
            table: FaultProxy::start(&upstream),
            ssm: FaultProxy::start(&parameters.address.to_string()),
            sqs: FaultProxy::start(&upstream),
            sns: FaultProxy::start(&upstream),
            fake,
            name: name.to_owned(),
            queue,
            topic,
            inbox,
            _parameters: parameters,
            rules: folder,
        };
        scene.set_parameter("switch", "off");
        let turned = seconds() - 7200;
        let mut world = scene.fake.world();
        world.services.insert("checkout".to_owned(), healthy("checkout"));
        world.alarms.insert("checkout-busy".to_owned(), Alarm { state: "ALARM", turned });
        drop(world);
        scene
    }

    /// Starts the function.
    pub fn start(&self) -> Function {
        self.start_with(&[])
    }

    /// Starts the function with settings changed.
    pub fn start_with(&self, changed: &[(&str, &str)]) -> Function {
        let switch = self.parameter("switch");
        let urls = self.proxies().map(FaultProxy::url);
        let mut settings = vec![
            ("AWS_ENDPOINT_URL", aws().endpoint.as_str()),
            ("AWS_ENDPOINT_URL_ECS", &urls[0]),
            ("AWS_ENDPOINT_URL_CLOUDWATCH", &urls[0]),
            ("AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", &urls[0]),
            ("AWS_ENDPOINT_URL_DYNAMODB", &urls[1]),
            ("AWS_ENDPOINT_URL_SSM", &urls[2]),
            ("AWS_ENDPOINT_URL_SQS", &urls[3]),
            ("AWS_ENDPOINT_URL_SNS", &urls[4]),
            ("SLUICE_REMEDIATE_TABLE", &self.name),
            ("SLUICE_REMEDIATE_QUEUE_URL", &self.queue),
            ("SLUICE_REMEDIATE_TOPIC_ARN", &self.topic),
            ("SLUICE_REMEDIATE_KILL_SWITCH", &switch),
        ];
        settings.extend_from_slice(changed);
        Function::start(&built("remediate"), self.rules.path(), &settings)
    }

    /// The proxies, in the order in which [`Self::calls`] numbers them.
    pub fn proxies(&self) -> [&FaultProxy; 5] {
        [&self.ecs, &self.table, &self.ssm, &self.sqs, &self.sns]
    }

    /// Every call that the function made so far, in its order: through which proxy, and its name.
    pub fn calls(&self) -> Vec<(usize, String)> {
        let logs = self.proxies().into_iter().enumerate();
        let mut all: Vec<_> =
            logs.flat_map(|(proxy, log)| log.log().into_iter().map(move |(at, name)| (at, proxy, name))).collect();
        all.sort();
        all.into_iter().map(|(_, proxy, name)| (proxy, name)).collect()
    }

    /// What was done to services, in its order.
    pub fn done(&self) -> Vec<String> {
        self.fake.world().done.clone()
    }

    /// A parameter's full name.
    pub fn parameter(&self, name: &str) -> String {
        format!("/{}/{name}", self.name)
    }

    /// Sets a parameter.
    pub fn set_parameter(&self, name: &str, value: &str) {
        let put = aws().ssm_client().put_parameter().name(self.parameter(name)).value(value).overwrite(true);
        let put = put.r#type(aws_sdk_ssm::types::ParameterType::String);
        runtime().block_on(put.send()).expect("a parameter");
    }

    /// A parameter's value.
    pub fn parameter_value(&self, name: &str) -> String {
        let get = aws().ssm_client().get_parameter().name(self.parameter(name));
        let got = runtime().block_on(get.send()).expect("a parameter");
        got.parameter.and_then(|parameter| parameter.value).expect("a value")
    }

    /// The alarm turns to a state, so many seconds ago.
    pub fn turn(&self, alarm: &str, state: &'static str, ago: i64) {
        self.fake.world().alarms.insert(alarm.to_owned(), Alarm { state, turned: seconds() - ago });
    }

    /// The event of an alarm as its own action brings it.
    pub fn direct(&self, alarm: &str) -> Json {
        let (state, time) = self.state(alarm, ".985+0000");
        json!({
            "source": "aws.cloudwatch", "alarmArn": alarm_arn(alarm), "accountId": ACCOUNT, "time": time,
            "region": "eu-west-1",
            "alarmData": {
                "alarmName": alarm, "state": { "value": state, "reason": "too busy", "timestamp": time },
                "previousState": { "value": "OK" }, "configuration": configuration(),
            },
        })
    }

    /// As EventBridge does.
    pub fn event_bridge(&self, alarm: &str) -> Json {
        let (state, time) = self.state(alarm, "Z");
        json!({
            "version": "0", "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch",
            "account": ACCOUNT, "time": time, "region": "eu-west-1", "resources": [alarm_arn(alarm)],
            "detail": {
                "alarmName": alarm, "state": { "value": state, "reason": "too busy", "timestamp": time },
                "previousState": { "value": "OK" }, "configuration": configuration(),
            },
        })
    }

    /// As an SNS topic does.
    pub fn sns(&self, alarm: &str) -> Json {
        json!({ "Records": [{ "EventSource": "aws:sns", "Sns": { "Message": self.notification(alarm) } }] })
    }

    /// As a queue does that a topic sends to.
    pub fn sqs(&self, alarm: &str) -> Json {
        let body = json!({ "Type": "Notification", "Message": self.notification(alarm) }).to_string();
        json!({ "Records": [crate::stack::loose("m", &body)] })
    }

    /// As a person or a runbook does.
    pub fn manual(&self, alarm: &str) -> Json {
        json!({ "remedy": { "alarm": alarm_arn(alarm), "cluster": "prod", "service": "checkout" } })
    }

    /// One of the [`ROUTES`], in turn.
    pub fn by_route(&self, number: usize, alarm: &str) -> String {
        let queued = |event: Json| json!({ "Records": [crate::stack::loose("m", &event.to_string())] });
        match number % ROUTES {
            0 => self.direct(alarm),
            1 => self.event_bridge(alarm),
            2 => self.sns(alarm),
            3 => self.sqs(alarm),
            4 => queued(self.direct(alarm)),
            5 => queued(self.event_bridge(alarm)),
            _ => self.manual(alarm),
        }
        .to_string()
    }

    fn notification(&self, alarm: &str) -> String {
        let (state, time) = self.state(alarm, ".985+0000");
        json!({
            "AlarmName": alarm, "AlarmDescription": null, "AWSAccountId": ACCOUNT, "NewStateValue": state,
            "NewStateReason": "too busy", "StateChangeTime": time, "Region": "EU (Ireland)",
            "AlarmArn": alarm_arn(alarm), "OldStateValue": "OK",
            "Trigger": { "MetricName": "CPUUtilization", "Namespace": "AWS/ECS", "Dimensions": [
                { "name": "ClusterName", "value": "prod" }, { "name": "ServiceName", "value": "checkout" },
            ] },
        })
        .to_string()
    }

    /// The alarm's state and since when, as a route writes it: the end differs.
    fn state(&self, alarm: &str, end: &str) -> (&'static str, String) {
        let alarm = self.fake.world().alarms[alarm];
        let time = DateTime::from_secs(alarm.turned).to_string();
        (alarm.state, format!("{}{end}", time.trim_end_matches('Z')))
    }

    /// The incidents that the table holds, the oldest first.
    pub fn incidents(&self) -> Vec<Json> {
        let mut all: Vec<Json> = self.items("incident#").iter().map(incident).collect();
        all.sort_by_key(|incident| incident["rung"].as_u64());
        all
    }

    /// The records of the audit that the table holds.
    pub fn audit(&self) -> Vec<Json> {
        let all = runtime().block_on(self.scan());
        let records = all.iter().filter_map(|item| item.get("record"));
        records.map(|record| serde_json::from_str(record.as_s().expect("text")).expect("JSON")).collect()
    }

    /// The stages of [`Self::incidents`].
    pub fn stages(&self) -> Vec<String> {
        self.incidents().iter().map(|incident| incident["stage"].as_str().expect("a stage").to_owned()).collect()
    }

    /// The reminder of the newest incident, as the queue brings it: for the look that was noted, or the first.
    pub fn reminder(&self) -> String {
        let newest = self.items("incident#").into_iter().max_by_key(|item| incident(item)["rung"].as_u64());
        let item = newest.expect("an incident");
        let incident = incident(&item);
        let noted = item.get("look_at").and_then(|at| at.as_n().ok()?.parse::<i64>().ok());
        let at = noted.unwrap_or_else(|| instant(&incident["claimed_at"]) + 60);
        let verify = json!({ "target": incident["target"], "incident": incident["id"], "at": DateTime::from_secs(at).to_string() });
        json!({ "Records": [crate::stack::loose("r", &json!({ "verify": verify }).to_string())] }).to_string()
    }

    /// Time passes: everything that was written down and began lies so many seconds further back.
    pub fn pass(&self, seconds: i64) {
        for service in self.fake.world().services.values_mut() {
            service.deployment.created -= seconds;
            service.deployment.updated -= seconds;
        }
        for mut item in self.items("incident#") {
            let mut incident = incident(&item);
            for name in ["/claimed_at", "/claim_until", "/verify_by", "/acted_at", "/closed_at", "/effect/at"] {
                if let Some(at) = incident.pointer_mut(name).filter(|at| at.is_string()) {
                    *at = DateTime::from_secs(instant(at) - seconds).to_string().into();
                }
            }
            item.insert("incident".to_owned(), AttributeValue::S(incident.to_string()));
            for name in ["claim_until", "look_at"] {
                if let Some(at) = item.get(name).and_then(|at| at.as_n().ok()?.parse::<i64>().ok()) {
                    item.insert(name.to_owned(), AttributeValue::N((at - seconds).to_string()));
                }
            }
            self.put(item);
        }
        let all = runtime().block_on(self.scan());
        for mut news in all.into_iter().filter(|item| item["target"].as_s().is_ok_and(|target| target == "told")) {
            let at: i64 = news["at"].as_n().expect("a number").parse().expect("seconds");
            news.insert("at".to_owned(), AttributeValue::N((at - seconds).to_string()));
            self.put(news);
        }
    }

    fn put(&self, item: std::collections::HashMap<String, AttributeValue>) {
        let put = aws().dynamodb_client().put_item().table_name(&self.name).set_item(Some(item));
        runtime().block_on(put.send()).expect("written");
    }

    /// A rollout comes to its end.
    pub fn finish(&self, rollout: &'static str) {
        let mut world = self.fake.world();
        let deployment = &mut world.services.get_mut("checkout").expect("a service").deployment;
        (deployment.rollout, deployment.updated) = (rollout, deployment.created);
    }

    /// How many reminders wait in the queue.
    pub fn reminders(&self) -> usize {
        use aws_sdk_sqs::types::QueueAttributeName::{ApproximateNumberOfMessages, ApproximateNumberOfMessagesDelayed};
        let names = [ApproximateNumberOfMessages, ApproximateNumberOfMessagesDelayed];
        let get = aws().sqs_client().get_queue_attributes().queue_url(&self.queue);
        let got = runtime().block_on(get.set_attribute_names(Some(names.to_vec())).send()).expect("attributes");
        got.attributes().into_iter().flatten().map(|(_, count)| count.parse::<usize>().expect("a number")).sum()
    }

    /// What people were told so far: each subject, text and JSON. What was read is not told again.
    pub fn told(&self) -> Vec<(String, String, Json)> {
        let mut out = Vec::new();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            let receive = aws().sqs_client().receive_message().queue_url(&self.inbox).max_number_of_messages(10);
            let got = runtime().block_on(receive.send()).expect("messages").messages.unwrap_or_default();
            if got.is_empty() {
                break;
            }
            for message in got {
                let delete = aws().sqs_client().delete_message().queue_url(&self.inbox);
                let handle = message.receipt_handle.clone().expect("a receipt");
                runtime().block_on(delete.receipt_handle(handle).send()).expect("deleted");
                let body: Json = serde_json::from_str(message.body().expect("a body")).expect("JSON");
                let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
                let attribute = body["MessageAttributes"]["sluice"]["Value"].as_str().expect("the attribute");
                out.push((text("Subject"), text("Message"), serde_json::from_str(attribute).expect("JSON")));
            }
        }
        out
    }

    fn items(&self, prefix: &str) -> Vec<std::collections::HashMap<String, AttributeValue>> {
        let all = runtime().block_on(self.scan());
        all.into_iter().filter(|item| item["item"].as_s().is_ok_and(|key| key.starts_with(prefix))).collect()
    }

    async fn scan(&self) -> Vec<std::collections::HashMap<String, AttributeValue>> {
        let scan = aws().dynamodb_client().scan().table_name(&self.name).consistent_read(true).send().await;
        scan.expect("a table").items.unwrap_or_default()
    }
}

fn incident(item: &std::collections::HashMap<String, AttributeValue>) -> Json {
    serde_json::from_str(item["incident"].as_s().expect("text")).expect("JSON")
}

/// Seconds since the Unix epoch, of an instant as incidents hold it.
fn instant(at: &Json) -> i64 {
    let read = DateTime::from_str(at.as_str().expect("text"), DateTimeFormat::DateTime);
    read.expect("an instant").secs()
}

fn configuration() -> Json {
    json!({ "metrics": [{ "id": "cpu", "returnData": true, "metricStat": { "period": 60, "stat": "Average", "metric": {
        "namespace": "AWS/ECS", "name": "CPUUtilization",
        "dimensions": { "ClusterName": "prod", "ServiceName": "checkout" },
    } } }] })
}

/// Makes the table, the queue, the topic, and a queue that hears what the topic tells.
async fn resources(name: &str) -> (String, String, String) {
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let attribute = |name: &str| {
        let of = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
        of.build().expect("an attribute")
    };
    let create = aws().dynamodb_client().create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    let create = create.attribute_definitions(attribute("target")).attribute_definitions(attribute("item"));
    let create = create.key_schema(key("target", KeyType::Hash).expect("a key"));
    create.key_schema(key("item", KeyType::Range).expect("a key")).send().await.expect("a table");
    let queue = async |name: &str| {
        let made = aws().sqs_client().create_queue().queue_name(name).send().await.expect("a queue");
        made.queue_url.expect("its address")
    };
    let topic = aws().sns_client().create_topic().name(name).send().await.expect("a topic");
    let topic = topic.topic_arn.expect("its ARN");
    let (verify, inbox) = (queue(&format!("{name}-verify")).await, queue(&format!("{name}-inbox")).await);
    let arn = format!("arn:aws:sqs:eu-west-1:{ACCOUNT}:{name}-inbox");
    let subscribe = aws().sns_client().subscribe().topic_arn(&topic).protocol("sqs").endpoint(arn);
    subscribe.send().await.expect("a subscription");
    (verify, topic, inbox)
}
