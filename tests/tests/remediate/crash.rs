//! Killed anywhere between claim, action and audit: done once, or picked up again, and never twice.

use std::time::{Duration, Instant};

use sluice_tests::faults::{Fault, FaultProxy};
use sluice_tests::remedies::{RULES, Scene};

/// Lets the function hang at its `nth` call of this name, and kills it there.
fn killed_at(scene: &Scene, proxy: &FaultProxy, call: &'static str, nth: usize, fault: Fault) {
    let faults: Vec<Fault> = (1..nth).map(|_| Fault::None).chain([fault]).collect();
    proxy.play(call, &faults);
    let mut function = scene.start();
    drop(function.begin(&scene.direct("checkout-busy").to_string(), Duration::from_secs(30)));
    let start = Instant::now();
    while proxy.calls(call) < nth {
        assert!(start.elapsed() < Duration::from_secs(20), "it never calls {call}: {}", function.printed());
        std::thread::sleep(Duration::from_millis(10));
    }
    // What is passed on and not answered has its effect first.
    std::thread::sleep(Duration::from_millis(300));
    function.kill();
    proxy.heal();
}

#[test]
fn killed_anywhere_it_is_done_once() {
    type Place = fn(&Scene) -> &FaultProxy;
    let (table, ecs): (Place, Place) = (|scene| &scene.table, |scene| &scene.ecs);
    let places: [(&str, Place, &str, usize, Fault); 7] = [
        ("claim-lost", table, "TransactWriteItems", 1, Fault::BlackHole),
        ("claim-made", table, "TransactWriteItems", 1, Fault::Unanswered),
        ("act-lost", ecs, "UpdateService", 1, Fault::BlackHole),
        ("act-made", ecs, "UpdateService", 1, Fault::Unanswered),
        ("record-lost", table, "UpdateItem", 1, Fault::BlackHole),
        ("record-made", table, "UpdateItem", 1, Fault::Unanswered),
        ("audit-lost", table, "PutItem", 1, Fault::BlackHole),
    ];
    for (name, place, call, nth, fault) in places {
        let scene = Scene::new(&format!("crash-{name}"), RULES);
        killed_at(&scene, place(&scene), call, nth, fault);
        assert!(scene.done().len() <= 1, "{name}: {:?}", scene.done());
        assert!(scene.reminders() >= 1, "{name}: the reminder went first");
        // Lambda tries again at once, twice; and then the reminder comes, when the claim is over.
        let mut function = scene.start();
        let event = scene.direct("checkout-busy").to_string();
        assert!(function.invoke(&event).is_ok());
        let claimed = !scene.incidents().is_empty();
        assert!(claimed, "{name}");
        scene.pass(301);
        for _ in 0..3 {
            assert!(function.invoke(&scene.reminder()).is_ok());
            assert!(function.invoke(&event).is_ok());
        }
        assert_eq!(scene.done(), ["restart checkout"], "{name}: {}", function.printed());
        assert_eq!(scene.stages(), ["acted"], "{name}: {}", function.printed());
    }
}

#[test]
fn a_lost_answer_is_not_asked_for_twice() {
    let scene = Scene::new("crash-answer", RULES);
    scene.table.play("TransactWriteItems", &[Fault::ResetAfter]);
    scene.ecs.play("UpdateService", &[Fault::ResetAfter]);
    let mut function = scene.start();
    let event = scene.direct("checkout-busy").to_string();
    assert!(function.invoke(&event).is_ok());
    assert_eq!(scene.done(), ["restart checkout"], "the claim is known as ours: {}", function.printed());
    assert_eq!(scene.stages(), ["claimed"], "and whether it was done is not known");
    scene.pass(301);
    assert!(function.invoke(&scene.reminder()).is_ok());
    assert_eq!((scene.done().len(), scene.stages()), (1, vec!["acted".to_owned()]), "{}", function.printed());
}
