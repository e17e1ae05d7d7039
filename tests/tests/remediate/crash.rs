//! Killed at any call: done once, or picked up again, and never twice. The calls are those that an undisturbed run was seen to
//! make, so that a new one is covered by being made.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use sluice_tests::faults::Fault;
use sluice_tests::remedies::{RULES, Scene};

/// What a function is killed in the midst of.
struct Story {
    name: &'static str,
    /// The ladder; `{scene}` stands for the scene's name.
    ladder: &'static str,
    /// What happened before.
    before: fn(&Scene),
    /// The event that it is killed over.
    event: fn(&Scene) -> String,
    /// Whether it is also killed where it only reads: no different from being killed at the write that comes next.
    reads: bool,
}

const STORIES: [Story; 6] = [
    Story { name: "act", ladder: "restart, rollback", before: |_| {}, event: alarm, reads: true },
    Story { name: "climb", ladder: "restart, rollback", before: unhelpful, event: Scene::reminder, reads: false },
    Story { name: "escalate", ladder: "", before: |_| {}, event: alarm, reads: false },
    Story { name: "recover", ladder: "{ scale: { by: 2, max: 8 } }", before: well, event: alarm, reads: false },
    Story { name: "late", ladder: "{ scale: { by: 2, max: 8 } }", before: late, event: alarm, reads: false },
    Story {
        name: "parameter",
        ladder: "{ set_parameter: { name: /{scene}/mode, value: degraded } }",
        before: well,
        event: alarm,
        reads: false,
    },
];

/// The alarm as it is, as its own action.
fn alarm(scene: &Scene) -> String {
    scene.direct("checkout-busy").to_string()
}

fn invoke(scene: &Scene, event: &str) {
    let mut function = scene.start();
    let answer = function.invoke(event);
    assert!(answer.is_ok(), "{answer:?}\n{}", function.printed());
}

/// The first rung was taken, and its time is over.
fn unhelpful(scene: &Scene) {
    invoke(scene, &alarm(scene));
    scene.finish("COMPLETED");
    scene.pass(601);
}

/// The first rung was taken, and the alarm has been well for long enough.
fn well(scene: &Scene) {
    invoke(scene, &alarm(scene));
    scene.pass(300);
    scene.turn("checkout-busy", "OK", 100);
}

/// The only rung did not help, and people were told; now the alarm is well.
fn late(scene: &Scene) {
    unhelpful(scene);
    invoke(scene, &scene.reminder());
    assert_eq!(scene.stages(), ["unhelpful", "escalated"]);
    assert_eq!(scene.told().len(), 1);
    scene.turn("checkout-busy", "OK", 100);
}

/// A call of an undisturbed run, by its proxy, its name, and how many of that name there were.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    proxy: usize,
    name: String,
    nth: usize,
}

impl Call {
    fn writes(&self) -> bool {
        let word = self.name.rsplit('/').next().unwrap_or_default();
        !["Get", "List", "Describe", "Query"].iter().any(|reads| word.starts_with(reads))
    }
}

/// What it came to: what was done and is there, and whether people were told.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    done: Vec<String>,
    stages: Vec<String>,
    mode: String,
    told: bool,
}

impl Story {
    fn begin(&self, name: &str) -> Scene {
        let name = format!("crash-{}-{name}", self.name);
        let ladder = self.ladder.replace("{scene}", &name);
        let ladder = if ladder.is_empty() { "[notify]".to_owned() } else { format!("[{ladder}, notify]") };
        let scene = Scene::new(&name, &RULES.replace("[restart, rollback, notify]", &ladder));
        scene.set_parameter("mode", "normal");
        (self.before)(&scene);
        scene
    }

    /// What comes anyway: Lambda tries again at once, and later; and the reminder comes, also when the claim is over.
    fn go_on(&self, scene: &Scene, event: &str) -> Outcome {
        let mut function = scene.start();
        // While it is not known whether people are just being told, this one may have to come again.
        let _ = function.invoke(event);
        scene.pass(301);
        for _ in 0..3 {
            let reminder = (!scene.incidents().is_empty()).then(|| scene.reminder());
            for event in reminder.iter().map(String::as_str).chain([event]) {
                let answer = function.invoke(event);
                assert!(answer.is_ok(), "{}: {answer:?}\n{}", self.name, function.printed());
            }
        }
        let told = !scene.told().is_empty();
        Outcome { done: scene.done(), stages: scene.stages(), mode: scene.parameter_value("mode"), told }
    }

    /// The calls of a run that nothing disturbs, and what it comes to.
    fn undisturbed(&self) -> (Vec<Call>, Outcome) {
        let scene = self.begin("not");
        let before = scene.calls().len();
        let event = (self.event)(&scene);
        invoke(&scene, &event);
        let mut calls: Vec<Call> = Vec::new();
        for (proxy, name) in scene.calls().drain(before..) {
            let nth = 1 + calls.iter().filter(|call| (call.proxy, &call.name) == (proxy, &name)).count();
            calls.push(Call { proxy, name, nth });
        }
        (calls, self.go_on(&scene, &event))
    }

    /// Lets the function hang at a call, and kills it there.
    fn killed_at(&self, call: &Call, fault: Fault, number: usize) -> Outcome {
        let scene = self.begin(&format!("{number}-{fault:?}"));
        let proxy = scene.proxies()[call.proxy];
        let faults: Vec<Fault> = (1..call.nth).map(|_| Fault::None).chain([fault]).collect();
        let there = proxy.calls(&call.name) + call.nth;
        proxy.play(&call.name, &faults);
        let mut function = scene.start();
        let event = (self.event)(&scene);
        drop(function.begin(&event, Duration::from_secs(30)));
        let start = Instant::now();
        while proxy.calls(&call.name) < there {
            assert!(start.elapsed() < Duration::from_secs(30), "it never calls {call:?}: {}", function.printed());
            std::thread::sleep(Duration::from_millis(10));
        }
        // What is passed on and not answered has its effect first.
        std::thread::sleep(Duration::from_millis(400));
        function.kill();
        proxy.heal();
        self.go_on(&scene, &event)
    }
}

/// Four at a time: most of the time is waiting.
fn at_all<T: Send>(work: Vec<T>, each: impl Fn(T) + Sync) {
    let work = Mutex::new(work);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let next = work.lock().expect("no panic within").pop();
                    let Some(next) = next else { break };
                    each(next);
                }
            });
        }
    });
}

#[test]
fn killed_at_any_call_it_comes_to_the_same() {
    let mut work = Vec::new();
    for story in STORIES {
        let (calls, expected) = story.undisturbed();
        let writes: Vec<&str> = calls.iter().filter(|call| call.writes()).map(|call| call.name.as_str()).collect();
        if story.name == "act" {
            let order = ["SendMessage", "TransactWriteItems", "UpdateService", "UpdateItem", "PutItem"];
            assert_eq!(writes, order, "reminder, claim, action, record, audit");
            assert_eq!(expected.stages, ["acted"]);
        }
        assert!(writes.len() >= 3, "{}: {writes:?}", story.name);
        let at: Vec<(usize, Call)> = calls.into_iter().enumerate().collect();
        let expected = std::sync::Arc::new(expected);
        let story = std::sync::Arc::new(story);
        for (number, call) in at.into_iter().filter(|(_, call)| story.reads || call.writes()) {
            if call.writes() {
                work.push((story.clone(), expected.clone(), number, call.clone(), Fault::Unanswered));
            }
            work.push((story.clone(), expected.clone(), number, call, Fault::BlackHole));
        }
    }
    at_all(work, |(story, expected, number, call, fault)| {
        let found = story.killed_at(&call, fault, number);
        assert_eq!(found, *expected, "{}, killed at {call:?}, {fault:?}", story.name);
    });
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
