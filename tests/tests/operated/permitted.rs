//! The template with every permission judged: the functions run with their roles' own credentials, and each role may do what its
//! list says and nothing else.
//!
//! Only of services whose permissions the local AWS judges as AWS does (`sluice_tests::gate`). What Lambda does with a function's
//! role, such as receiving messages, the local AWS does by itself; here the role's credentials are driven instead.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_s3::config::Credentials;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_ssm::types::ParameterType::String as Text;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};
use sluice_tests::alarmed::{RULES, alarm, deployments, service};
use sluice_tests::control::{elements, text};
use sluice_tests::deployment::{Application, HOME, REDACTED, STACK, deploy_central, output};
use sluice_tests::gate::JUDGED;
use sluice_tests::local_aws::{ACCOUNT, LocalAws, s3};
use sluice_tests::loopback::runtime;
use sluice_tests::root;
use sluice_tests::stack::{CLEAN, now, secret};
use sluice_tests::traffic::{ByTime, arrives, balances, group, told, wait_for, write};

/// What the local AWS denies whatever a role says: it does not see whom these calls name.
const MISJUDGED: [&str; 2] = ["ssm:GetParameters", "ssm:StartAutomationExecution"];

const IAM: &str = "2010-05-08";

#[test]
fn each_role_may_do_what_it_needs_and_nothing_else() {
    let aws = LocalAws::start_judging();
    deploy_central(&aws);
    let parameters = ["RemediateCluster=prod", "RemediateParameters=/app/*", "RemediateDocument=Restart"];
    let deployment = Application::with_rules(RULES).deploy(&aws, &parameters);

    // Everything goes as it goes where nobody judges, what a destination refuses for a while too.
    let first = now();
    let written: ByTime = (0..20).map(|n| (first + n, secret(n as usize))).collect();
    let expected: ByTime = written.keys().map(|time| (*time, CLEAN.to_owned())).collect();
    aws.logs.fail_after("PutLogEvents", 0, 400, "AccessDeniedException");
    write(&aws, "web", &written);
    wait_for(&aws, "event that comes again", &|| told(&aws, "redact").contains("comes again"));
    aws.logs.heal();
    service(&aws);
    let before = deployments(&aws);
    alarm(&aws, &output(&aws, "RemediateAlarmsArn"));
    wait_for(&aws, "verdict", &|| told(&aws, "remediate").contains(r#""verdict":"#));
    assert!(told(&aws, "remediate").contains(r#""verdict":"acted""#), "{}\n{}", told(&aws, "remediate"), aws.log());
    assert_ne!(deployments(&aws), before, "a new deployment");
    arrives(&aws, &deployment.archive_bucket, &expected);
    wait_for(&aws, "end of parking", &|| aws.objects(&deployment.parked_bucket).is_empty());
    assert_eq!(group(&aws, HOME, REDACTED), expected);
    balances(&aws, "redact", 40);
    for function in ["redact", "forward", "archive", "metrics", "remediate"] {
        assert!(!told(&aws, function).contains("not authorized"), "{function}: {}", told(&aws, function));
    }

    let roles = roles(&aws);
    held_against_the_reviewed_list(&roles);
    for role in &roles {
        each_grant_is_needed(&aws, role);
    }
    nothing_else_is_allowed(&aws, &roles);
}

/// What a role may do, and on what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Grant {
    action: String,
    on: String,
}

impl Grant {
    /// Something that it is about, where it ends in a star.
    fn example(&self) -> String {
        self.on.strip_suffix('*').map_or(self.on.clone(), |start| format!("{start}example"))
    }

    fn covers(&self, action: &str, on: &str) -> bool {
        self.action == action && self.on.strip_suffix('*').map_or(self.on == on, |start| on.starts_with(start))
    }
}

/// A function's role, as it is deployed.
struct Role {
    /// In the template.
    name: String,
    /// In IAM.
    id: String,
    policy: String,
    document: Json,
    grants: Vec<Grant>,
    clients: Clients,
}

struct Clients {
    dynamodb: aws_sdk_dynamodb::Client,
    s3: aws_sdk_s3::Client,
    sns: aws_sdk_sns::Client,
    sqs: aws_sdk_sqs::Client,
    ssm: aws_sdk_ssm::Client,
}

fn iam(aws: &LocalAws, action: &str, parameters: &[(&str, &str)]) -> String {
    let (status, xml) = aws.query("iam", IAM, action, parameters);
    assert_eq!(status, 200, "{action}: {xml}");
    xml
}

/// The roles of the functions, with credentials of each.
fn roles(aws: &LocalAws) -> Vec<Role> {
    let all = aws.resources(STACK).into_iter().filter(|(_, one)| one.kind == "AWS::IAM::Role");
    all.map(|(name, role)| {
        let id = role.id;
        let policies = iam(aws, "ListRolePolicies", &[("RoleName", &id)]);
        let [policy] = elements(&policies, "member")[..] else { panic!("{name}: {policies}") };
        let answer = iam(aws, "GetRolePolicy", &[("RoleName", &id), ("PolicyName", policy)]);
        let encoded = text(&answer, "PolicyDocument").expect("a document");
        let document = percent_decode_str(&encoded).decode_utf8().expect("UTF-8").into_owned();
        let document: Json = serde_json::from_str(&document).expect("JSON");
        let arn = format!("arn:aws:iam::{ACCOUNT}:role/{id}");
        let assume = [("RoleArn", arn.as_str()), ("RoleSessionName", "tests")];
        let (status, session) = aws.query("sts", "2011-06-15", "AssumeRole", &assume);
        assert_eq!(status, 200, "{session}");
        let part = |name: &str| text(&session, name).expect("credentials");
        let caller =
            Credentials::new(part("AccessKeyId"), part("SecretAccessKey"), Some(part("SessionToken")), None, "tests");
        let config = aws.config(HOME, caller);
        let clients = Clients {
            dynamodb: aws_sdk_dynamodb::Client::new(&config),
            s3: s3(&config),
            sns: aws_sdk_sns::Client::new(&config),
            sqs: aws_sdk_sqs::Client::new(&config),
            ssm: aws_sdk_ssm::Client::new(&config),
        };
        Role { name, id, policy: policy.to_owned(), grants: grants(&document), document, clients }
    })
    .collect()
}

fn list(field: &Json) -> Vec<Json> {
    field.as_array().cloned().unwrap_or_else(|| vec![field.clone()])
}

/// A policy's grants that the local AWS judges.
fn grants(document: &Json) -> Vec<Grant> {
    let mut out = Vec::new();
    for statement in list(&document["Statement"]) {
        assert_eq!(statement["Effect"], "Allow", "{statement}");
        for action in list(&statement["Action"]).iter().filter_map(Json::as_str).filter(|action| is_judged(action)) {
            // A condition could make a grant less than it looks.
            assert_eq!(statement["Condition"], Json::Null, "{statement}");
            let on = list(&statement["Resource"]);
            out.extend(
                on.iter().filter_map(Json::as_str).map(|on| Grant { action: action.to_owned(), on: on.to_owned() }),
            );
        }
    }
    out
}

fn is_judged(action: &str) -> bool {
    action.split_once(':').is_some_and(|(service, _)| JUDGED.contains(&service)) && !MISJUDGED.contains(&action)
}

/// The same without one grant.
fn without(document: &Json, grant: &Grant) -> Json {
    let mut statements = Vec::new();
    for statement in list(&document["Statement"]) {
        for (action, on) in list(&statement["Action"])
            .iter()
            .flat_map(|action| list(&statement["Resource"]).into_iter().map(move |on| (action.clone(), on)))
            .filter(|(action, on)| (action, on) != (&Json::from(grant.action.as_str()), &Json::from(grant.on.as_str())))
        {
            let mut alone = statement.clone();
            (alone["Action"], alone["Resource"]) = (action, on);
            statements.push(alone);
        }
    }
    json!({ "Version": "2012-10-17", "Statement": statements })
}

/// Every role of the template, and every action of each, is among what was deployed: nothing that a parameter adds is missed.
fn held_against_the_reviewed_list(roles: &[Role]) {
    let reviewed = std::fs::read_to_string(root().join("tests/golden/template-roles.snap")).expect("the list");
    let mut expected: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut role = "";
    for line in reviewed.lines().skip_while(|line| *line != "---").skip(1).skip_while(|line| *line != "---").skip(1) {
        if !line.starts_with(' ') {
            role = line;
        } else if let Some(action) = line.split("Allow ").nth(1).and_then(|rest| rest.split(' ').next())
            && is_judged(action)
        {
            expected.entry(role).or_default().push(action);
        }
    }
    let mut deployed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for role in roles.iter().filter(|role| !role.grants.is_empty()) {
        deployed.insert(&role.name, role.grants.iter().map(|grant| grant.action.as_str()).collect());
    }
    expected.values_mut().chain(deployed.values_mut()).for_each(|actions| actions.sort_unstable());
    assert_eq!(deployed, expected);
}

/// What each grant is for is done with it, and is denied without it.
fn each_grant_is_needed(aws: &LocalAws, role: &Role) {
    let put = |document: &Json| {
        let document = document.to_string();
        let call = [("RoleName", role.id.as_str()), ("PolicyName", &role.policy), ("PolicyDocument", &document)];
        iam(aws, "PutRolePolicy", &call);
    };
    for grant in &role.grants {
        let on = grant.example();
        // For whom may read: it is there.
        if grant.action == "s3:GetObject" {
            let (bucket, key) = place(&on);
            let object = aws.s3_client().put_object().bucket(bucket).key(key).body(ByteStream::from_static(b"{}"));
            runtime().block_on(object.send()).expect("an object");
        }
        put(&without(&role.document, grant));
        assert!(!is_allowed(role, &grant.action, &on), "{} does not need {grant:?}", role.name);
        put(&role.document);
        assert!(is_allowed(role, &grant.action, &on), "{} is refused {grant:?}", role.name);
    }
}

/// No role may do anything that any of them may, to anything that any of them may touch, but what its own list says.
fn nothing_else_is_allowed(aws: &LocalAws, roles: &[Role]) {
    let all: BTreeSet<&Grant> = roles.iter().flat_map(|role| &role.grants).collect();
    let service = |action: &str| action.split(':').next().unwrap_or_default().to_owned();
    let actions: BTreeSet<&str> = all.iter().map(|grant| grant.action.as_str()).collect();
    let places: BTreeSet<(String, String)> =
        all.iter().map(|grant| (service(&grant.action), grant.example())).collect();
    let mut refused = 0;
    for role in roles {
        for action in &actions {
            for (_, on) in places.iter().filter(|(of, on)| *of == service(action) && fits(action, on)) {
                if role.grants.iter().any(|grant| grant.covers(action, on)) {
                    continue;
                }
                assert!(!is_allowed(role, action, on), "{} may {action} on {on}: {}", role.name, aws.log());
                refused += 1;
            }
        }
    }
    assert!(refused > 200, "{refused}");
}

/// Whether an action is one on such a thing: S3's are on buckets or on objects.
fn fits(action: &str, on: &str) -> bool {
    match action {
        "s3:ListBucket" => !on.contains('/'),
        _ if action.starts_with("s3:") => on.contains('/'),
        _ => true,
    }
}

fn place(arn: &str) -> (&str, &str) {
    let path = arn.rsplit(":::").next().unwrap_or_default();
    path.split_once('/').unwrap_or((path, ""))
}

/// Makes the call that an action is for, and says whether it was allowed.
fn is_allowed(role: &Role, action: &str, on: &str) -> bool {
    let clients = &role.clients;
    let (bucket, key) = place(on);
    let name = on.rsplit([':', '/']).next().unwrap_or_default();
    let queue = format!("http://sqs.{HOME}.amazonaws.com/{ACCOUNT}/{name}");
    let value = || AttributeValue::S("example".to_owned());
    let code = runtime().block_on(async {
        match action {
            "dynamodb:GetItem" => {
                let get = clients.dynamodb.get_item().table_name(name);
                code(get.key("target", value()).key("item", value()).send().await)
            }
            "dynamodb:PutItem" => {
                let put = clients.dynamodb.put_item().table_name(name);
                code(put.item("target", value()).item("item", value()).send().await)
            }
            "dynamodb:Query" => {
                let query = clients.dynamodb.query().table_name(name).key_condition_expression("target = :t");
                code(query.expression_attribute_values(":t", value()).send().await)
            }
            "dynamodb:UpdateItem" => {
                let update = clients.dynamodb.update_item().table_name(name).update_expression("SET version = :v");
                let update = update.expression_attribute_values(":v", value());
                code(update.key("target", value()).key("item", value()).send().await)
            }
            "s3:DeleteObject" => code(clients.s3.delete_object().bucket(bucket).key(key).send().await),
            "s3:GetObject" => code(clients.s3.get_object().bucket(bucket).key(key).send().await),
            "s3:ListBucket" => code(clients.s3.list_objects_v2().bucket(bucket).send().await),
            "s3:PutObject" => {
                let put = clients.s3.put_object().bucket(bucket).key(key).body(ByteStream::from_static(b"{}"));
                code(put.send().await)
            }
            "sns:Publish" => code(clients.sns.publish().topic_arn(on).message("example").send().await),
            "sqs:ChangeMessageVisibility" => {
                let change = clients.sqs.change_message_visibility().queue_url(queue).visibility_timeout(1);
                code(change.receipt_handle("example").send().await)
            }
            "sqs:DeleteMessage" => {
                code(clients.sqs.delete_message().queue_url(queue).receipt_handle("example").send().await)
            }
            "sqs:GetQueueAttributes" => code(clients.sqs.get_queue_attributes().queue_url(queue).send().await),
            "sqs:ReceiveMessage" => code(clients.sqs.receive_message().queue_url(queue).send().await),
            "sqs:SendMessage" => code(clients.sqs.send_message().queue_url(queue).message_body("example").send().await),
            "ssm:GetParameter" => {
                let parameter = on.split_once(":parameter").map_or("", |(_, name)| name);
                code(clients.ssm.get_parameter().name(parameter).send().await)
            }
            "ssm:PutParameter" => {
                let parameter = on.split_once(":parameter").map_or("", |(_, name)| name);
                code(clients.ssm.put_parameter().name(parameter).value("on").r#type(Text).overwrite(true).send().await)
            }
            _ => panic!("no call is known for {action}: add one"),
        }
    });
    match code.as_deref() {
        None => true,
        Some("AccessDenied" | "AccessDeniedException" | "AuthorizationError" | "AuthorizationErrorException") => false,
        // The message that is spoken of is not there.
        Some("ReceiptHandleIsInvalid" | "InvalidParameterValue") if action.starts_with("sqs:") => true,
        // A function was faster, and took it for what came back.
        Some("NoSuchKey") if action == "s3:GetObject" => true,
        Some(code) => panic!("{}: {action} on {on}: {code}", role.name),
    }
}

/// The code of an error.
fn code<T, E: ProvideErrorMetadata + std::fmt::Debug>(result: Result<T, SdkError<E>>) -> Option<String> {
    let error = result.err()?;
    let code = error.as_service_error().and_then(|error| error.code().map(str::to_owned));
    Some(code.unwrap_or_else(|| panic!("{error:?}")))
}
