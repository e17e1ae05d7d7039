//! Laws that hold whatever happens, in a simulated world: alarms fire and recover, copies of events come late, calls fail,
//! functions crash between any two steps, people deploy and switch things off.
//!
//! - Never more actions in a clock hour than the budget, for a target and for the stack.
//! - Never two incidents open on one target.
//! - Never an action outside the allow list, without the tag, or with the kill switch on.
//! - No rung is taken twice for one transition.
//! - What somebody else changed is never put back.
//! - Every incident ends.

use proptest::prelude::*;

use super::simulation::{Simulation, Step};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..4_usize, 1..4_usize).prop_map(|(alarm, copies)| Step::Fire { alarm, copies }),
        2 => (0..4_usize).prop_map(|alarm| Step::Recover { alarm }),
        2 => any::<prop::sample::Index>().prop_map(Step::Redeliver),
        2 => (0..2_usize).prop_map(|service| Step::Deploy { service }),
        1 => any::<bool>().prop_map(|parameter| Step::Change { parameter }),
        4 => (0..2_usize, any::<bool>()).prop_map(|(service, well)| Step::Finish { service, well }),
        2 => (0..9_usize).prop_map(Step::Break),
        2 => Just(Step::Mend),
        2 => (0..5_usize).prop_map(|after| Step::CrashNext { after }),
        1 => any::<bool>().prop_map(Step::Switch),
        1 => (0..2_usize, any::<bool>()).prop_map(|(service, allowed)| Step::Tag { service, allowed }),
        8 => (1..1500_i64).prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_laws_hold(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = Simulation::new();
        for step in steps {
            world.take(&step);
            world.check();
        }
        world.settle();
        world.check();
        prop_assert_eq!(world.open_incidents(), Vec::<String>::new());
    }
}

/// The laws are not kept by doing nothing: in a quiet world the ladder is climbed to its end, or ends where it helps.
#[test]
fn a_quiet_world_sees_every_rung() {
    let mut world = Simulation::new();
    world.take(&Step::Fire { alarm: 0, copies: 16 });
    for _ in 0..3 {
        world.take(&Step::Finish { service: 0, well: true });
        world.take(&Step::Wait(1000));
    }
    world.settle();
    assert_eq!(world.done(), ["scale", "restart", "rollback"]);
    assert_eq!(world.escalated(), 1, "notify is its end");

    let mut world = Simulation::new();
    world.take(&Step::Fire { alarm: 0, copies: 2 });
    world.take(&Step::Finish { service: 0, well: true });
    world.take(&Step::Wait(120));
    world.take(&Step::Recover { alarm: 0 });
    world.settle();
    assert_eq!(world.done(), ["scale"]);
    assert_eq!((world.recovered(), world.escalated()), (1, 0));
    assert_eq!(world.desired(0), 4, "the count was put back");
}

/// A crash at any point leaves the action done once, or picked up again.
#[test]
fn a_crash_anywhere_is_picked_up() {
    for after in 0..5 {
        let mut world = Simulation::new();
        world.take(&Step::CrashNext { after });
        world.take(&Step::Fire { alarm: 1, copies: 1 });
        // Lambda brings an event again whose function failed, and the reminder comes in any case.
        world.take(&Step::Wait(60));
        world.take(&Step::RedeliverAll);
        world.take(&Step::Wait(400));
        world.check();
        assert_eq!(world.done().iter().filter(|action| **action == "restart").count(), 1, "after step {after}");
    }
}

/// What was changed for a while goes back when the alarm is OK, also from a rung that did not help; what somebody changed stays.
#[test]
fn what_was_changed_for_a_while_goes_back() {
    for theirs in [None, Some(true), Some(false)] {
        let mut world = Simulation::new();
        world.take(&Step::Fire { alarm: 3, copies: 2 });
        assert_eq!((world.done(), world.parameter()), (vec!["set_parameter"], "true"));
        world.take(&Step::Wait(1000));
        assert_eq!((world.done(), world.desired(0)), (vec!["set_parameter", "scale"], 6));
        if let Some(parameter) = theirs {
            world.take(&Step::Change { parameter });
        }
        world.take(&Step::Recover { alarm: 3 });
        assert_eq!(world.parameter(), if theirs == Some(true) { "theirs 1" } else { "true" }, "not before all is well");
        world.take(&Step::Wait(120));
        assert_eq!(world.recovered(), 1);
        assert_eq!(world.parameter(), if theirs == Some(true) { "theirs 1" } else { "false" });
        assert_eq!(world.desired(0), if theirs == Some(false) { 21 } else { 4 });
        // What somebody wishes later stays, whatever alarms come.
        world.take(&Step::Change { parameter: false });
        let wished = world.desired(0);
        world.take(&Step::Fire { alarm: 0, copies: 1 });
        world.take(&Step::Recover { alarm: 0 });
        world.settle();
        world.check();
        assert_eq!(world.desired(0), wished);
    }
}
