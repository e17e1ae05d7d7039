//! What must never lead to an action: each refusal, and each fact that cannot be read. People are told where they have to
//! know.

use std::time::Duration;

use sluice_tests::faults::Fault;
use sluice_tests::loopback::{Server, pass_on};
use sluice_tests::remedies::{RULES, Scene};

/// Brings the alarm, expects a refusal, and returns its guard and whether people were told.
fn refused(scene: &Scene, changed: &[(&str, &str)]) -> (String, bool) {
    let record = not_done(scene, changed);
    assert_eq!(record["verdict"], "refused", "{record}");
    (record["guard"].as_str().unwrap_or_default().to_owned(), !scene.told().is_empty())
}

/// Brings the alarm, expects no action, and returns the audit record.
fn not_done(scene: &Scene, changed: &[(&str, &str)]) -> serde_json::Value {
    let mut function = scene.start_with(changed);
    let answer = function.invoke_within(&scene.direct("checkout-busy").to_string(), Duration::from_secs(20));
    let printed = function.printed();
    assert!(answer.is_ok(), "{answer:?}\n{printed}");
    assert_eq!(scene.done(), [] as [String; 0], "{printed}");
    let records = printed.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    records.into_iter().find(|line| line.get("verdict").is_some()).expect("an audit record")
}

#[test]
fn a_stack_in_dry_run_acts_on_nothing_whatever_its_policies_say() {
    let scene = Scene::new("never-dry", RULES);
    let record = not_done(&scene, &[("SLUICE_REMEDIATE_MODE", "dry_run")]);
    assert_eq!(record["verdict"], "dry_run", "{record}");
    let mut function = scene.start_with(&[("SLUICE_REMEDIATE_MODE", "policy")]);
    assert!(function.invoke(&scene.direct("checkout-busy").to_string()).is_ok());
    assert_eq!(scene.done().len(), 1, "nothing was spent: {}", function.printed());
}

fn assert_refused(scene: &Scene, guard: &str, told: bool) {
    assert_eq!(refused(scene, &[]), (guard.to_owned(), told));
}

#[test]
fn what_is_well_or_in_the_hands_of_others_is_left_alone() {
    let scene = Scene::new("never-state", RULES);
    let event = scene.direct("checkout-busy").to_string();
    scene.turn("checkout-busy", "OK", 5);
    let mut function = scene.start();
    assert!(function.invoke(&event).is_ok());
    assert_eq!((scene.done().len(), scene.told().len()), (0, 0), "it recovered: {}", function.printed());
    scene.turn("checkout-busy", "ALARM", 600);
    let change = |change: &dyn Fn(&mut sluice_tests::fake_ecs::Service)| {
        let mut world = scene.fake.world();
        let service = world.services.get_mut("checkout").expect("a service");
        *service = sluice_tests::fake_ecs::healthy("checkout");
        change(service);
    };
    change(&|service| service.deployment.rollout = "IN_PROGRESS");
    assert_refused(&scene, "service", true);
    change(&|service| service.deployment.created += 86_300);
    // The same news as before: people know.
    assert_refused(&scene, "service", false);
    change(&|service| service.tags.clear());
    assert_refused(&scene, "allowed", true);
    change(&|_| {});
    scene.set_parameter("switch", "on");
    assert_refused(&scene, "switch", true);
    assert_eq!(scene.incidents().len(), 0, "nothing was claimed");
}

#[test]
fn what_cannot_be_read_is_a_refusal() {
    let scene = Scene::new("never-blind", RULES);
    let down = Fault::Error(400, "AccessDeniedException");
    scene.ssm.play_ever("GetParameter", down);
    assert_refused(&scene, "switch", true);
    scene.ssm.heal();
    scene.ecs.play_ever("DescribeServices", down);
    assert_refused(&scene, "allowed", true);
    scene.ecs.heal();
    // DescribeAlarms is a POST to a path.
    scene.ecs.play_ever("POST", down);
    assert_refused(&scene, "still", true);
    scene.ecs.heal();
    scene.table.play_ever("Query", down);
    assert_refused(&scene, "claim", true);
    scene.table.heal();
    scene.table.play_ever("", down);
    // Without the table it is not known that they were told; better twice than never.
    assert_refused(&scene, "claim", true);
    scene.table.heal();
    scene.table.play_ever("TransactWriteItems", Fault::Error(500, "InternalServerError"));
    let (guard, _) = refused(&scene, &[]);
    assert_eq!(guard, "claim");
    scene.table.heal();
    scene.sqs.play_ever("SendMessage", down);
    let (guard, _) = refused(&scene, &[]);
    assert_eq!(guard, "claim", "what cannot be verified is not begun");
    assert_eq!(scene.incidents().len(), 0, "nothing was claimed");
}

#[test]
fn a_spent_budget_is_a_refusal() {
    let rules = RULES.replace("actions_per_hour: 3", "actions_per_hour: 1").replace("cooldown: 5m", "cooldown: 0s");
    let scene = Scene::new("never-budget", &rules);
    let mut function = scene.start();
    assert!(function.invoke(&scene.direct("checkout-busy").to_string()).is_ok());
    assert_eq!(scene.done(), ["restart checkout"]);
    scene.finish("COMPLETED");
    // The same alarm a little later, of which the first remedy is over.
    scene.turn("checkout-busy", "OK", 1);
    scene.pass(90);
    scene.turn("checkout-busy", "OK", 80);
    assert!(function.invoke(&scene.reminder()).is_ok());
    assert_eq!(scene.stages(), ["recovered"], "{}", function.printed());
    scene.turn("checkout-busy", "ALARM", 1);
    assert!(function.invoke(&scene.direct("checkout-busy").to_string()).is_ok());
    let told = scene.told();
    assert_eq!(scene.done(), ["restart checkout"], "{}", function.printed());
    assert_eq!((told.len(), &told[0].2["guard"]), (1, &"budget".into()), "{told:?}");
}

/// AWS's clock as somebody sees whose own is off by so many seconds: SSM, which tells the time, behind a `Date` that differs.
fn skewed(scene: &Scene, skew: i64) -> Server {
    let upstream = scene.ssm.url().trim_start_matches("http://").to_owned();
    Server::start(move |request| {
        let upstream = upstream.clone();
        async move {
            let mut answer = pass_on(&upstream, request).await;
            let date = aws_sdk_ssm::primitives::DateTime::from_secs(sluice_tests::fake_ecs::seconds() + skew);
            let date = date.fmt(aws_sdk_ssm::primitives::DateTimeFormat::HttpDate).expect("a date");
            answer.headers_mut().insert("date", date.parse().expect("a header"));
            answer
        }
    })
}

#[test]
fn a_clock_that_is_five_minutes_off_is_not_believed() {
    for skew in [-300, 300] {
        let scene = Scene::new(&format!("never-clock{skew}"), RULES);
        let ssm = skewed(&scene, skew);
        let (guard, _) = refused(&scene, &[("AWS_ENDPOINT_URL_SSM", &ssm.url())]);
        assert_eq!((guard.as_str(), scene.incidents().len()), ("hours", 0));
    }
}

#[test]
fn a_clock_that_is_five_minutes_off_ends_no_incident_and_loses_no_reminder() {
    for skew in [-300, 300] {
        let scene = Scene::new(&format!("never-clock-verify{skew}"), RULES);
        assert!(scene.start().invoke(&scene.direct("checkout-busy").to_string()).is_ok());
        assert_eq!(scene.stages(), ["acted"]);
        // By AWS's clock there are five or fifteen minutes left of the ten; by one's own, ten.
        scene.pass(if skew > 0 { 100 } else { 700 });
        let ssm = skewed(&scene, skew);
        let mut function = scene.start_with(&[("AWS_ENDPOINT_URL_SSM", &ssm.url())]);
        let before = scene.reminders();
        assert!(function.invoke(&scene.reminder()).is_ok());
        assert_eq!(
            (scene.stages(), scene.reminders()),
            (vec!["acted".to_owned()], before + 1),
            "{}",
            function.printed()
        );
        // And the next, by whoever hears it.
        assert!(scene.start().invoke(&scene.reminder()).is_ok());
        assert!(scene.reminders() == before + 2 || skew < 0, "heard again, or its time is over by the right clock");
        assert_eq!(scene.done()[0], "restart checkout");
    }
}

#[test]
fn two_alarms_at_once_are_one_action_and_people_know_of_the_other() {
    let scene = Scene::new("never-two", RULES);
    scene.turn("checkout-slow", "ALARM", 7200);
    // Both have decided before one has claimed.
    let slow = Fault::Slow(Duration::from_secs(2));
    scene.table.play("TransactWriteItems", &[slow, slow]);
    let mut functions = [scene.start(), scene.start()];
    let events = ["checkout-busy", "checkout-slow"].map(|alarm| scene.direct(alarm).to_string());
    let mut begun = Vec::new();
    for (function, event) in functions.iter_mut().zip(&events) {
        begun.push(function.begin(event, Duration::from_secs(30)));
    }
    for (function, begun) in functions.iter_mut().zip(begun) {
        assert!(function.end(begun).is_ok(), "{}", function.printed());
    }
    assert_eq!(scene.done(), ["restart checkout"]);
    let told = scene.told();
    assert_eq!((told.len(), &told[0].2["verdict"]), (1, &"refused".into()), "{told:?}");
}

#[test]
fn what_throttles_is_asked_again_and_then_refused() {
    let throttled = Fault::Error(400, "ThrottlingException");
    let scene = Scene::new("never-throttled", RULES);
    scene.ecs.play("DescribeServices", &[throttled; 2]);
    scene.ecs.play("UpdateService", &[throttled; 2]);
    scene.ecs.play("POST", &[throttled; 2]);
    scene.table.play("Query", &[throttled; 2]);
    scene.table.play("TransactWriteItems", &[throttled; 2]);
    scene.sqs.play("SendMessage", &[throttled; 2]);
    let mut function = scene.start();
    assert!(function.invoke(&scene.direct("checkout-busy").to_string()).is_ok());
    assert_eq!((scene.done(), scene.stages()), (vec!["restart checkout".to_owned()], vec!["acted".to_owned()]));
    for (number, call) in ["DescribeServices", "UpdateService"].into_iter().enumerate() {
        let scene = Scene::new(&format!("never-throttled-{number}"), RULES);
        scene.ecs.play_ever(call, throttled);
        let (_, told) = refused(&scene, &[]);
        assert!(told, "{call}: people know");
        // A spent claim is not open any more.
        assert!(scene.stages().iter().all(|stage| stage == "refused"), "{:?}", scene.stages());
    }
}

#[test]
fn a_hostile_event_is_refused_and_told_in_a_message_that_sns_takes() {
    let scene = Scene::new("never-hostile", RULES);
    scene.fake.world().services.get_mut("checkout").expect("a service").tags.clear();
    let mut event = scene.direct("checkout-busy");
    event["alarmData"]["state"]["reason"] = format!("\nNext: call 555-0100 {}", "x".repeat(5_000_000)).into();
    event["alarmData"]["state"]["actionsSuppressedBy"] = serde_json::Value::Null;
    let mut function = scene.start();
    assert!(function.invoke(&event.to_string()).is_ok());
    let told = scene.told();
    assert_eq!(told.len(), 1, "{}", function.printed());
    assert!(told[0].1.len() < 20_000 && !told[0].1.contains("\nNext: call"), "{}", told[0].1);
    // A name that no alarm can have is no alarm.
    event["alarmArn"] = format!("{}{}", sluice_tests::fake_ecs::alarm_arn("checkout-"), "x".repeat(5_000_000)).into();
    assert!(function.invoke(&event.to_string()).is_ok());
    let told = scene.told();
    assert_eq!((told.len(), &told[0].2["guard"]), (1, &"fired".into()));
    assert_eq!(scene.done().len() + scene.incidents().len(), 0);
}
