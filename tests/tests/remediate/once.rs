//! Copies of one transition, by every route and at once: one action.

use std::time::Duration;

use sluice_tests::remedies::{RULES, Scene};

#[test]
fn any_number_of_copies_by_any_route_is_one_action() {
    for copies in [1, 2, 16] {
        let scene = Scene::new(&format!("once-{copies}"), RULES);
        let mut functions: Vec<_> = (0..copies).map(|_| scene.start()).collect();
        let begun: Vec<_> = functions
            .iter_mut()
            .enumerate()
            .map(|(number, function)| function.begin(&scene.by_route(number, "checkout-busy"), Duration::from_secs(30)))
            .collect();
        for (function, begun) in functions.iter_mut().zip(begun) {
            let answer = function.end(begun);
            assert!(answer.is_ok(), "{answer:?}\n{}", function.printed());
        }
        let printed: Vec<String> = functions.iter().map(|function| function.printed()).collect();
        assert_eq!(scene.done(), ["restart checkout"], "{copies} copies:\n{}", printed.join("\n"));
        assert_eq!(scene.stages(), ["acted"]);
        assert!(scene.reminders() >= 1, "it is verified later");
        let acted = printed.iter().filter(|printed| printed.contains(r#""verdict":"acted""#)).count();
        let counted = printed.iter().filter(|printed| printed.contains(r#""RemediesActed":1"#)).count();
        let fired = printed.iter().filter(|printed| printed.contains(r#""AlarmsFired":1"#)).count();
        assert_eq!((acted, counted, fired), (1, 1, copies), "one record, one count; every copy fired");
        assert_eq!(scene.told(), [], "nobody needs to know");
        // And those that come later: the alarm's own, and one of Lambda's attempts.
        for number in 0..4 {
            assert!(functions[0].invoke(&scene.by_route(number, "checkout-busy")).is_ok());
        }
        assert_eq!(scene.done(), ["restart checkout"]);
    }
}
