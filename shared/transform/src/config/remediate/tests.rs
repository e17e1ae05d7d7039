//! The section as people write it, and what they are told.

use super::*;
use crate::config::Config;
use crate::remedy::{Change, How, Quiet, Scale};

fn compiled(section: &str) -> Remediation {
    Config::parse(&format!("version: 1\nremediate:\n{section}\n"))
        .unwrap_or_else(|e| panic!("{section}: {e}"))
        .remediation
}

#[test]
fn the_plain_form_allows_what_it_names() {
    let found = compiled(
        "  - alarm: checkout-*\n    target: { cluster: prod, service: checkout }\n    ladder: [restart, rollback, notify]\n    mode: dry_run",
    );
    let expected = Policy {
        alarms: vec!["checkout-*".into()],
        target: TargetRule::Named(Target::new("prod", "checkout").unwrap()),
        ladder: vec![Action::Restart, Action::Rollback, Action::Notify],
        mode: Mode::DryRun,
        cooldown: 900,
        target_per_hour: 2,
        stack_per_hour: 6,
        breaker: 3,
        verify: Verify { within: 900, stable: 120 },
        maintenance: vec![],
        quiet: vec![],
        allow: vec!["prod/checkout".into()],
    };
    assert_eq!(found.policies, [expected]);
}

#[test]
fn the_full_form_says_everything() {
    let found = compiled(
        r#"
  allow: [prod/checkout, "prod/web-*"]
  actions_per_hour: 4
  policies:
    - alarm: [checkout-*, shop-errors]
      target: dimensions
      ladder:
        - stop_task
        - scale: { by: 2, max: 10 }
        - scale: { to: 4, min: 2, max: 6 }
        - set_parameter: { name: /checkout/degraded, value: "true" }
        - set_parameter: { name: /checkout/flags, patch: { search: { on: false, limit: 5 } } }
        - ssm_automation: { document: Restart-Cache, parameters: { Name: cache, Zones: [a, b] } }
        - notify
      mode: act
      cooldown: 90s
      actions_per_hour: 1
      breaker: 5
      verify: { within: 1h, stable: 5m }
      maintenance: [{ from: 2026-12-01T22:00:00Z, to: 2026-12-02T02:00:00Z }]
      quiet:
        - { days: [sat, sun], from: "22:00", to: "06:00" }
        - { from: "00:00", to: "24:00" }"#,
    );
    let [policy] = &found.policies[..] else { panic!("{found:?}") };
    assert_eq!((policy.mode, policy.cooldown, policy.breaker), (Mode::Act, 90, 5));
    assert_eq!((policy.target_per_hour, policy.stack_per_hour), (1, 4));
    assert_eq!(policy.ladder[1], Action::Scale(Scale { how: How::By(2), min: 1, max: 10 }));
    assert_eq!(policy.ladder[2], Action::Scale(Scale { how: How::To(4), min: 2, max: 6 }));
    let patch = serde_json::json!({ "search": { "on": false, "limit": 5 } });
    assert!(
        matches!(&policy.ladder[4], Action::SetParameter { change: Change::Patch(found), .. } if json_of(found) == patch)
    );
    assert!(matches!(&policy.ladder[5], Action::SsmAutomation { parameters, .. } if parameters["Zones"] == ["a", "b"]));
    assert_eq!(policy.quiet[0], Quiet { days: vec![5, 6], from: 22 * 60, to: 6 * 60 });
    assert_eq!(policy.quiet[1], Quiet { days: (0..7).collect(), from: 0, to: 24 * 60 });
    assert_eq!(policy.verify, Verify { within: 3600, stable: 300 });
    assert_eq!(policy.allow, ["prod/checkout", "prod/web-*"]);
}

fn json_of(fields: &serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
    serde_json::Value::Object(fields.clone())
}

/// A policy of which one key is replaced, or that has one more.
fn policy_with(key: &str) -> String {
    let name = key.split(':').next().unwrap();
    let keys = ["alarm: a", "target: { cluster: c, service: s }", "ladder: [restart, notify]"];
    let kept = keys.iter().filter(|line| !line.starts_with(name));
    let lines: Vec<&str> = std::iter::once(key).chain(kept.copied()).collect();
    format!("version: 1\nremediate:\n  - {}\n", lines.join("\n    "))
}

#[test]
fn mistakes_in_a_policy_name_the_place() {
    let mut wrong = Vec::new();
    for (key, column, part) in [
        ("ladder: []", 13, "empty"),
        ("ladder: [restart]", 13, "no end"),
        ("ladder: [notify, restart]", 22, "nothing is done"),
        ("ladder: [restart, restart, notify]", 23, "twice"),
        ("ladder: [restrat, notify]", 14, "`restart`"),
        ("ladder: [scale, notify]", 14, "by: 2"),
        ("ladder: [{ restart: {} }, notify]", 14, "by itself"),
        ("ladder: [{ scale: {}, restart: 1 }, notify]", 14, "two of them"),
        ("ladder: [{ scale: { by: 2 } }, notify]", 14, "max"),
        ("ladder: [{ scale: { by: 0, max: 2 } }, notify]", 14, "nothing"),
        ("ladder: [{ scale: { to: 0 } }, notify]", 14, "below"),
        ("ladder: [{ scale: { to: 1, min: 0 } }, notify]", 14, "stop the service"),
        ("ladder: [{ scale: { to: 9, max: 8 } }, notify]", 14, "within"),
        ("ladder: [{ scale: { by: 1, to: 2 } }, notify]", 14, "either"),
        ("ladder: [{ scale: { bye: 1 } }, notify]", 25, "`by`"),
        ("ladder: [{ set_parameter: { name: 'a b', value: x } }, notify]", 39, "letters"),
        ("ladder: [{ set_parameter: { name: a, value: '' } }, notify]", 14, "bytes"),
        ("ladder: [{ set_parameter: { name: a, patch: {} } }, notify]", 14, "changes nothing"),
        ("ladder: [{ set_parameter: { name: a } }, notify]", 14, "either"),
        ("ladder: [{ set_parameter: { name: a, value: b, patch: { c: 1 } } }, notify]", 14, "either"),
        ("ladder: [{ ssm_automation: { document: '' } }, notify]", 44, "document"),
        ("ladder: restart", 13, "a list"),
        ("target: { cluster: '', service: s }", 13, "255"),
        ("target: { cluster: c }", 15, "service"),
        ("target: { cluster: c, servce: s }", 27, "`service`"),
        ("target: dimension", 13, "`dimensions`"),
        ("target: dimensions", 13, "allow"),
        ("alarm: ''", 12, "name the alarms"),
        ("alarm: []", 12, "name the alarms"),
        ("mode: on", 11, "`act`"),
        ("cooldown: 15", 15, "15m"),
        ("cooldown: 15 minutes", 15, "15m"),
        ("cooldown: 25h", 15, "24h"),
        ("actions_per_hour: 0", 23, "dry_run"),
        ("breaker: 0", 14, "dry_run"),
        ("verify: { within: 10s }", 23, "60s"),
        ("verify: { within: 5m, stable: 6m }", 35, "in time"),
        ("maintenance: [{ from: 2026-12-02T00:00:00Z, to: 2026-12-01T00:00:00Z }]", 19, "before it begins"),
        ("maintenance: [{ from: tomorrow, to: 2026-12-01T00:00:00Z }]", 27, "2026-"),
        ("quiet: [{ from: '22:00', to: '22:00' }]", 13, "none"),
        ("quiet: [{ from: '22', to: '23:00' }]", 21, "22:00"),
        ("quiet: [{ days: [saturday], from: '22:00', to: '23:00' }]", 22, "day of the week"),
        ("quiet: [{ days: [], from: '22:00', to: '23:00' }]", 21, "days is empty"),
        ("cooldwn: 5m", 5, "`cooldown`"),
    ] {
        let error = Config::parse(&policy_with(key)).err().unwrap_or_else(|| panic!("accepted: {key}"));
        if !error.message.contains(part) || (error.line, error.column) != (3, column) {
            wrong.push(format!("{key}: {error}"));
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn mistakes_between_policies_name_the_place() {
    let mut wrong = Vec::new();
    let one = |alarm: &str| format!("{{ alarm: {alarm}, target: {{ cluster: c, service: s }}, ladder: [notify] }}");
    for (section, place, part) in [
        (format!("[{}, {}]", one("'a*'"), one("a-b")), (2, 93), "never reached"),
        (format!("[{}, {}]", one("'a*'"), one("['ab*', 'a?c']")), (2, 93), "never reached"),
        (format!("{{ allow: [c/x], policies: [{}] }}", one("a")), (2, 59), "not in `allow`"),
        (format!("{{ allow: [], policies: [{}] }}", one("a")), (2, 21), "allow is empty"),
        (format!("{{ allow: ['*'], policies: [{}] }}", one("a")), (2, 22), "cluster/service"),
        (format!("{{ allow: ['*/s'], policies: [{}] }}", one("a")), (2, 22), "cluster/service"),
        ("{ allow: [c/s], policies: [] }".to_owned(), (2, 38), "no policy"),
        ("{ allow: [c/s] }".to_owned(), (2, 14), "`policies`"),
        ("{ alow: [c/s], policies: [] }".to_owned(), (2, 14), "`allow`"),
        ("yes".to_owned(), (2, 1), "policies"),
    ] {
        let yaml = format!("version: 1\nremediate: {section}\n");
        let error = Config::parse(&yaml).err().unwrap_or_else(|| panic!("accepted: {yaml}"));
        if !error.message.contains(part) || (error.line, error.column) != place {
            wrong.push(format!("{section}: {error}"));
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
    // One that takes a part of another's alarms leaves it the others.
    let both = format!("version: 1\nremediate: [{}, {}]\n", one("a-b"), one("'a*'"));
    assert_eq!(Config::parse(&both).unwrap().remediation.policies.len(), 2);
}
