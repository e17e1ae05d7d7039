//! Whole incidents: recovered, climbed, escalated, put back. Time passes by what is written down being moved back.

use sluice_tests::lambda::Function;
use sluice_tests::remedies::{RULES, Scene};

fn invoke(function: &mut Function, event: &str) {
    let answer = function.invoke(event);
    assert_eq!(
        answer.as_ref().map(|answer| answer["batchItemFailures"].to_string()),
        Ok("[]".to_owned()),
        "{answer:?}\n{}",
        function.printed()
    );
}

#[test]
fn a_remedy_that_helps_is_closed_as_recovered() {
    let scene = Scene::new("story-recovers", RULES);
    let mut function = scene.start();
    invoke(&mut function, &scene.event_bridge("checkout-busy").to_string());
    assert_eq!(scene.done(), ["restart checkout"]);
    let before = scene.reminders();
    scene.pass(60);
    let first = scene.reminder();
    invoke(&mut function, &first);
    assert_eq!((scene.stages(), scene.reminders()), (vec!["acted".to_owned()], before + 1), "the alarm still fires");
    invoke(&mut function, &first);
    assert_eq!(scene.reminders(), before + 1, "a copy of the reminder is not heard");
    scene.finish("COMPLETED");
    scene.pass(180);
    scene.turn("checkout-busy", "OK", 100);
    invoke(&mut function, &scene.reminder());
    assert_eq!(scene.stages(), ["recovered"], "{}", function.printed());
    let printed = function.printed();
    assert!(printed.contains(r#""verdict":"recovered""#) && printed.contains(r#""TimeToRecover":"#), "{printed}");
    let verdicts: Vec<_> = scene.audit().iter().map(|record| record["verdict"].to_string()).collect();
    assert!(verdicts.len() == 2 && verdicts.contains(&r#""recovered""#.to_owned()), "{verdicts:?}");
    assert_eq!((scene.told(), scene.done().len()), (Vec::new(), 1));
}

#[test]
fn a_ladder_is_climbed_to_its_end_and_no_rung_is_taken_twice() {
    let scene = Scene::new("story-climbs", RULES);
    let mut function = scene.start();
    invoke(&mut function, &scene.sqs("checkout-busy").to_string());
    scene.finish("COMPLETED");
    // The remedy's ten minutes are over, and the alarm still fires.
    let event = scene.direct("checkout-busy").to_string();
    let mut last = Vec::new();
    for _ in 0..4 {
        scene.finish("COMPLETED");
        scene.pass(601);
        invoke(&mut function, &scene.reminder());
        last = scene.stages();
        invoke(&mut function, &event);
    }
    assert_eq!(scene.done(), ["restart checkout", "pin checkout:6"], "{}", function.printed());
    assert_eq!(last, ["unhelpful", "unhelpful", "escalated"]);
    let told = scene.told();
    assert_eq!(told.len(), 1, "once: {told:?}");
    let (subject, text, attribute) = &told[0];
    assert!(subject.starts_with("[escalated] checkout-busy"), "{subject}");
    for part in
        ["Alarm: checkout-busy", "Why: ", "Next: ", "https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!((&attribute["verdict"], &attribute["target"]), (&"escalated".into(), &"prod/checkout".into()));
}

#[test]
fn a_count_goes_back_once_the_alarm_is_well_also_late() {
    let rules = RULES.replace("[restart, rollback, notify]", "[{ scale: { by: 2, max: 8 } }, notify]");
    for late in [false, true] {
        let scene = Scene::new(if late { "story-late" } else { "story-scale" }, &rules);
        let mut function = scene.start();
        invoke(&mut function, &scene.sns("checkout-busy").to_string());
        assert_eq!(scene.done(), ["scale checkout 4"]);
        if late {
            scene.pass(601);
            invoke(&mut function, &scene.reminder());
            assert_eq!(scene.stages(), ["unhelpful", "escalated"]);
        } else {
            scene.pass(300);
        }
        scene.turn("checkout-busy", "OK", 100);
        invoke(&mut function, &scene.direct("checkout-busy").to_string());
        assert_eq!(scene.done(), ["scale checkout 4", "scale checkout 2"], "{late} {}", function.printed());
        invoke(&mut function, &scene.direct("checkout-busy").to_string());
        assert_eq!(scene.done().len(), 2, "once");
    }
}

#[test]
fn a_parameter_goes_back_once_the_alarm_is_well_unless_somebody_changed_it() {
    for (name, late, theirs) in [("now", false, false), ("late", true, false), ("theirs", false, true)] {
        let name = format!("story-parameter-{name}");
        let rung = format!("[{{ set_parameter: {{ name: /{name}/mode, value: degraded }} }}, notify]");
        let scene = Scene::new(&name, &RULES.replace("[restart, rollback, notify]", &rung));
        scene.set_parameter("mode", "normal");
        let mut function = scene.start();
        invoke(&mut function, &scene.event_bridge("checkout-busy").to_string());
        assert_eq!((scene.parameter_value("mode").as_str(), scene.stages()), ("degraded", vec!["acted".to_owned()]));
        if late {
            scene.pass(601);
            invoke(&mut function, &scene.reminder());
            assert_eq!((scene.stages().len(), scene.told().len()), (2, 1), "the ladder is at its end");
        }
        if theirs {
            scene.set_parameter("mode", "by hand");
        }
        scene.pass(300);
        scene.turn("checkout-busy", "OK", 100);
        let ok = scene.direct("checkout-busy").to_string();
        invoke(&mut function, &ok);
        let expected = if theirs { "by hand" } else { "normal" };
        assert_eq!(scene.parameter_value("mode"), expected, "{late} {}", function.printed());
        let told = scene.told();
        assert_eq!(told.len(), usize::from(theirs), "{told:?}");
        if theirs {
            assert!(told[0].1.contains("somebody else has changed it"), "{}", told[0].1);
        }
        assert_eq!(scene.incidents()[0]["put_back"], true);
        assert!(function.printed().contains("old value back") != theirs, "{}", function.printed());
        // Whoever writes what the remedy wrote means it.
        scene.set_parameter("mode", "degraded");
        invoke(&mut function, &ok);
        assert_eq!(scene.parameter_value("mode"), "degraded", "{}", function.printed());
    }
}

#[test]
fn changes_of_several_rungs_go_back_one_after_the_other() {
    let rungs = "[{ scale: { by: 2, max: 8 } }, { scale: { by: 4, max: 8 } }, notify]";
    let rules = RULES.replace("[restart, rollback, notify]", rungs);
    let scene = Scene::new("story-rungs", &rules);
    let mut function = scene.start();
    invoke(&mut function, &scene.sns("checkout-busy").to_string());
    scene.pass(601);
    invoke(&mut function, &scene.reminder());
    assert_eq!(scene.stages(), ["unhelpful", "acted"], "{}", function.printed());
    scene.pass(300);
    scene.turn("checkout-busy", "OK", 10);
    invoke(&mut function, &scene.direct("checkout-busy").to_string());
    assert_eq!(scene.done(), ["scale checkout 4", "scale checkout 8"], "not before it has been well for long enough");
    scene.pass(100);
    scene.turn("checkout-busy", "OK", 110);
    invoke(&mut function, &scene.reminder());
    assert_eq!(scene.done()[2..], ["scale checkout 4", "scale checkout 2"], "{}", function.printed());
    assert_eq!(scene.stages(), ["unhelpful", "recovered"]);
}

#[test]
fn every_other_action_is_one_call() {
    let task = "0f3a9b0f3a9b0f3a9b0f3a9b0f3a9b0f";
    let rungs = [
        ("stop_task", format!("StopTask {task}")),
        ("{ ssm_automation: { document: Restart-Cache } }", "StartAutomationExecution Restart-Cache".to_owned()),
        ("rollback", "StopServiceDeployment checkout ROLLBACK".to_owned()),
        ("{ set_parameter: { name: /story-other-3/mode, value: degraded } }", String::new()),
    ];
    for (number, (rung, done)) in rungs.iter().enumerate() {
        let rules = RULES.replace("restart, rollback, notify", &format!("{rung}, notify"));
        let scene = Scene::new(&format!("story-other-{number}"), &rules);
        scene.set_parameter("mode", "normal");
        let mut world = scene.fake.world();
        let service = world.services.get_mut("checkout").expect("a service");
        service.tasks.push(task.to_owned());
        if *rung == "rollback" {
            service.deployment.rollout = "IN_PROGRESS";
        }
        drop(world);
        let event = scene.direct("checkout-busy").to_string().replace("too busy", &format!("too busy: {task}"));
        let mut function = scene.start();
        invoke(&mut function, &event);
        invoke(&mut function, &event);
        let all = scene.done();
        let incident = scene.incidents().pop().unwrap_or_else(|| panic!("{}", function.printed()));
        assert_eq!(incident["stage"], "acted", "{}", function.printed());
        if done.is_empty() {
            assert_eq!(
                (scene.parameter_value("mode").as_str(), &incident["effect"]["old"]),
                ("degraded", &"normal".into())
            );
        } else {
            assert!(all.len() == 1 && all[0].starts_with(done.as_str()), "{all:?}");
        }
    }
}
