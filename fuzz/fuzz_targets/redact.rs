//! Text of any bytes, as one message and as a stream of its lines: redacting ends, redacting twice equals redacting once,
//! JSON stays JSON, characters stay whole.
//!
//! `CONFIGURATIONS` are few, since each is asked twice of every text: each does what the others do not.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sluice_transform::config::Draft;
use sluice_transform::redact::{Redactor, Session};

/// What stands beneath `redact:`.
const CONFIGURATIONS: &[&str] = &[
    "detectors: [standard]",
    "detectors: [all]\n  action: remove",
    // What is left standing, and what is written, is looked at again.
    "action: { mask: { keep_first: 6, keep_last: 3 } }
  rules:
    - { detector: email_address, action: { pseudonym: { key: primary } } }
    - { detector: ip_address, action: generalise }
    - { detector: secret_field, action: hash }
    - { name: word, pattern: '[a-f]{3}(?<value>[A-Z0-9a-f:]{2,})', action: { replace: fff } }
    - { name: number, pattern: '[0-9]{5}' }
  allow: { values: [alice@example.com], networks: [192.0.2.0/28], domains: [example.org] }
  fields:
    - { match: [password, pin], action: remove }
    - { match: [nick, \"*.token\", $.user.phone, \"x-*-user\"], action: { replace: two words } }
    - match: [note]",
    "detectors: [all]\n  action: generalise\n  fields: [{ match: [nick], action: label }]\n  keep: [level, $.message, user.name, \"n*\"]",
];

fn redactors() -> &'static [Redactor] {
    static REDACTORS: OnceLock<Vec<Redactor>> = OnceLock::new();
    REDACTORS.get_or_init(|| {
        let compiled = |rules: &&str| {
            let draft = Draft::read(&format!("version: 1\nredact:\n  {rules}\n"));
            draft.and_then(Draft::check).unwrap_or_else(|error| panic!("{rules}: {error}")).redactor
        };
        CONFIGURATIONS.iter().map(compiled).collect()
    })
}

/// Redacts a session's next message, and sees that it is still what it was.
fn redact(session: &mut Session<'_>, bytes: &[u8]) -> Vec<u8> {
    let (clean, findings) = session.redact_bytes(bytes);
    assert!(findings.windows(2).all(|pair| pair[0].end <= pair[1].start), "findings do not overlap");
    assert!(findings.iter().all(|finding| finding.start < finding.end && finding.end <= bytes.len()));
    if std::str::from_utf8(bytes).is_ok() {
        assert!(std::str::from_utf8(&clean).is_ok(), "characters stay whole: {}", bytes.escape_ascii());
    }
    if is_container(bytes) {
        assert!(is_json(&clean), "JSON stays JSON: {} became {}", bytes.escape_ascii(), clean.escape_ascii());
    }
    clean.into_owned()
}

/// Whether a message is a JSON object or array. A number or a string by itself is a text like any other.
fn is_container(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) && is_json(bytes)
}

/// What cannot be settled otherwise becomes a JSON string, or null.
fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok()
}

fuzz_target!(|bytes: &[u8]| {
    for redactor in redactors() {
        let once = redact(&mut redactor.session(), bytes);
        let (twice, findings) = redactor.session().redact_bytes(&once);
        assert!(twice == once && findings.is_empty(), "{} became {}", once.escape_ascii(), twice.escape_ascii());
    }
    // The lines of a private key come as messages of their own.
    let [redactor, ..] = redactors() else { return };
    if !bytes.contains(&b'\n') {
        return;
    }
    let (mut first, mut second) = (redactor.session(), redactor.session());
    for line in bytes.split(|b| *b == b'\n') {
        let once = redact(&mut first, line);
        let twice = redact(&mut second, &once);
        assert!(once == twice, "in a stream, {} became {}", once.escape_ascii(), twice.escape_ascii());
    }
});
