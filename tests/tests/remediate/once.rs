//! Copies of one transition, by every route and at once: one action.

use std::time::Duration;

use sluice_tests::remedies::{ROUTES, RULES, Scene};

/// Brings copies at once, each by its route and to a function of its own, and then each route's once more.
fn is_one_action(routes: &[usize]) {
    let name: Vec<String> = routes.iter().map(ToString::to_string).collect();
    let scene = Scene::new(&format!("once-{}", name.join("-")), RULES);
    let mut functions: Vec<_> = routes.iter().map(|_| scene.start()).collect();
    let begun: Vec<_> = functions
        .iter_mut()
        .zip(routes)
        .map(|(function, route)| function.begin(&scene.by_route(*route, "checkout-busy"), Duration::from_secs(30)))
        .collect();
    for (function, begun) in functions.iter_mut().zip(begun) {
        let answer = function.end(begun);
        assert!(answer.is_ok(), "{answer:?}\n{}", function.printed());
    }
    let printed: Vec<String> = functions.iter().map(|function| function.printed()).collect();
    assert_eq!(scene.done(), ["restart checkout"], "{routes:?}:\n{}", printed.join("\n"));
    assert_eq!(scene.stages(), ["acted"]);
    assert!(scene.reminders() >= 1, "it is verified later");
    let acted = printed.iter().filter(|printed| printed.contains(r#""verdict":"acted""#)).count();
    let counted = printed.iter().filter(|printed| printed.contains(r#""RemediesActed":1"#)).count();
    let fired = printed.iter().filter(|printed| printed.contains(r#""AlarmsFired":1"#)).count();
    assert_eq!((acted, counted, fired), (1, 1, routes.len()), "one record, one count; every copy fired");
    // And those that come later: the alarm's own, and one of Lambda's attempts.
    for route in 0..ROUTES {
        assert!(functions[0].invoke(&scene.by_route(route, "checkout-busy")).is_ok());
    }
    assert_eq!(scene.done(), ["restart checkout"]);
    assert_eq!(scene.told(), [], "nobody needs to know");
}

#[test]
fn one_copy_by_any_route_is_one_action() {
    (0..ROUTES).for_each(|route| is_one_action(&[route]));
}

#[test]
fn two_copies_by_any_route_and_the_next_are_one_action() {
    for route in 0..ROUTES {
        is_one_action(&[route, route]);
        is_one_action(&[route, (route + 1) % ROUTES]);
    }
}

#[test]
fn sixteen_copies_by_all_routes_are_one_action() {
    is_one_action(&(0..16).map(|number| number % ROUTES).collect::<Vec<_>>());
}
