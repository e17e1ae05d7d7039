//! The functions, deployed, and their destinations failing: what was written meanwhile is parked, and once the faults are gone
//! all of it arrives by itself, clean, everywhere, and nothing stays behind.

use std::time::Instant;

use sluice_tests::deployment::{CENTRAL, FORWARDED, HOME, REDACTED, deploy};
use sluice_tests::local_aws::LocalAws;
use sluice_tests::loopback::runtime;
use sluice_tests::stack::{CLEAN, now, secret};
use sluice_tests::tell;
use sluice_tests::traffic::{ByTime, account, arrives, group, told, wait_for, write};

const EVENTS: i64 = 30;

#[test]
fn outages_end_and_everything_comes_back() {
    let aws = LocalAws::start();
    let deployment = deploy(&aws);
    let parked = |prefix: &str| -> Vec<String> {
        aws.objects(&deployment.parked_bucket).into_keys().filter(|key| key.starts_with(prefix)).collect()
    };
    let start = Instant::now();
    let wait_for = |what: &str, there: &dyn Fn() -> bool| {
        wait_for(&aws, what, there);
        tell(&format!("after {} s: {what}", start.elapsed().as_secs()));
    };

    // CloudWatch Logs takes nothing from the functions, and the other Region's log group is not there at all.
    aws.logs.fail_after("PutLogEvents", 0, 503, "ServiceUnavailableException");
    let central = aws.logs_client(CENTRAL);
    runtime().block_on(central.delete_log_group().log_group_name(FORWARDED).send()).expect("deleted");
    let first = now();
    let number = |n: i64| (first + n, n);
    let written: ByTime = (0..EVENTS).map(number).map(|(at, n)| (at, format!("{n} {}", secret(n as usize)))).collect();
    let expected: ByTime = (0..EVENTS).map(number).map(|(at, n)| (at, format!("{n} {CLEAN}"))).collect();
    write(&aws, "web", &written);
    wait_for("redact parks", &|| !parked("retry/redact/").is_empty());
    assert_eq!(aws.events(HOME, REDACTED).len(), 0);
    aws.logs.heal();
    wait_for("what redact parked comes back", &|| group(&aws, HOME, REDACTED).len() as i64 == EVENTS);

    // Now forward gets it, and has nowhere to take it; nor has it when that comes back for the first time.
    wait_for("forward parks", &|| !parked("retry/forward/").is_empty());
    wait_for("what forward parked fails again", &|| told(&aws, "forward").contains("comes again"));
    assert_eq!(parked("retry/forward/").len(), 1, "and is parked once");
    aws.create_group(CENTRAL, FORWARDED);
    wait_for("what forward parked comes back", &|| group(&aws, CENTRAL, FORWARDED).len() as i64 == EVENTS);
    wait_for("nothing is left in retry/", &|| parked("retry/").is_empty());
    arrives(&aws, &deployment.archive_bucket, &expected);
    assert_eq!(parked(""), [] as [String; 0], "neither rejected nor in quarantine");
    for function in ["redact", "forward"] {
        let account = account(&aws, function);
        let sum = |name: &str| account.get(name).copied().unwrap_or_default();
        assert_eq!((sum("EventsParked"), sum("EventsDelivered")), (EVENTS, EVENTS), "{function}");
        assert_eq!(sum("EventsReceived"), 2 * EVENTS, "{function}: as they came, and as they came back");
        assert!(!told(&aws, function).contains("mail from person"), "{function}");
    }
}
